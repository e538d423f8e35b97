"""What the page Calendars and exports knows of audiences: whom there is one for, and what each may read."""

from collections.abc import Mapping

from convoca.app.models.calendars import Download
from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.audience_names import NamedAudience, audiences_of
from convoca.services.period_file import PeriodFile


class AudiencesModel:
    """The audiences of one period; who is meant by a key is known here, and to no exporter."""

    def __init__(self, convoca: Convoca, file: PeriodFile) -> None:
        self._convoca = convoca
        self._number = file.period.number
        with convoca.reading() as uow:
            self.named: tuple[NamedAudience, ...] = audiences_of(file, uow=uow)

    @property
    def names(self) -> Mapping[Audience, str]:
        return {each.audience: each.name for each in self.named}

    def programme(self, audience: Audience, language: Language) -> Download:
        """Return the programme as an audience may read it. Raises ProtectedNameFound."""
        name, content = self._convoca.programme_workbook(self._number, audience, language)
        return Download(name=name.replace("/", "-"), content=content)
