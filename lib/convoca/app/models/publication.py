"""What the panel Publish knows: what everybody would read, and what stands in the way."""

from pathlib import Path

from convoca.app.models.calendars import Download
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConvocaError
from convoca.domain.finding import Finding
from convoca.domain.identifiers import PeriodId
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.public_programme import PublicProgramme, lead_time
from convoca.services.publishing import Publication


class PublicationModel:
    """The publication of one period."""

    def __init__(self, convoca: Convoca, period: PeriodId, number: int) -> None:
        self._convoca, self._period, self._number = convoca, period, number

    def preview(self) -> PublicProgramme | ConvocaError:
        """Return what would be published, or why nothing can be; nothing is remembered."""
        try:
            return self._convoca.coming_publication(self._number)
        except ConvocaError as error:
            return error

    def lead_time(self) -> Finding:
        """Compare the first publication with the opening."""
        return lead_time(self._file(), self._convoca.today())

    @property
    def folder(self) -> Path:
        return self._convoca.publication_folder(self._number).resolve()

    def publish(self) -> Publication:
        """Write the publication into its folder. Raises NotAllowed, ProtectedNameFound."""
        return self._convoca.publish(self._number)

    def archive(self) -> Download:
        """Return all that would be published. Raises NotAllowed, ProtectedNameFound."""
        name, content = self._convoca.publication_archive(self._number)
        return Download(name=name.replace("/", "-"), content=content)

    def _file(self) -> PeriodFile:
        with self._convoca.reading() as uow:
            return read_period_file(self._period, uow=uow)
