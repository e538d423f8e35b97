"""What the page Calendars and exports knows: what each calendar would say anew, and what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from traitlets import HasTraits, Instance, UseEnum

from convoca.bootstrap import Convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.domain.minutes import Minutes, MinutesStatus
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind, Session
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.exports import calendar_changes
from convoca.services.feed_causes import EntryCause
from convoca.services.feed_changes import FeedChanges
from convoca.services.feed_history import (
    ChangedEntry,
    EntryHistory,
    EntryVersion,
    changed_entries,
    explain,
)
from convoca.services.files import WrittenFile, files_below
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.time_zone_changes import ShiftedEntry, shifted_entries

AUDIENCES = (PUBLIC, SECRETARIAT)
WORKBOOKS = ("requests", "programme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file for the person: no title stands in its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesLine:
    """A hearing or session that has minutes."""

    activity: UUID
    kind: ActivityKind
    title: str
    is_draft: bool


class CalendarsModel(HasTraits):
    """The calendars and exports of one period, in the language chosen for what leaves the house."""

    file = Instance(PeriodFile)
    language = UseEnum(Language, Language.SPANISH)

    def __init__(self, convoca: Convoca, period: PeriodOfSessions, language: Language) -> None:
        self._convoca = convoca
        super().__init__(file=self._read(period), language=language)

    def _read(self, period: PeriodOfSessions) -> PeriodFile:
        with self._convoca.reading() as uow:
            return read_period_file(period.id, uow=uow)

    @property
    def number(self) -> int:
        return self.file.period.number

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where the calendars and the exports of this period are written."""
        settings, below = self._convoca.settings, str(self.number)
        return settings.calendars.resolve() / below, settings.exports.resolve() / below

    # Calendars -----------------------------------------------------------------------------------

    def changes(self, audience: Audience) -> FeedChanges | ProtectedNameFound:
        """Say what a calendar would say anew, or what forbids to hand it out."""
        try:
            return calendar_changes(
                self.file.period.id,
                audience,
                now=self._convoca.now(),
                uow=self._convoca.reading(),
            )
        except ProtectedNameFound as found:
            return found

    def write_calendar(self, audience: Audience, languages: Sequence[Language]) -> tuple[Path, ...]:
        """Write the calendar into its folder, a file per language. Raises ProtectedNameFound."""
        feed = self._convoca.calendar(self.number, audience)
        return self._convoca.write_calendar(feed, languages)

    def calendar(self, audience: Audience) -> Download:
        """Return the calendar in the chosen language. Raises ProtectedNameFound."""
        feed = self._convoca.calendar(self.number, audience)
        return Download(
            name=f"{self.number}-{audience.file_name}-{self.language}.ics",
            content=self._convoca.calendar_bytes(feed, self.language),
        )

    # What calendars said before ------------------------------------------------------------------

    def changed_entries(self, audience: Audience) -> tuple[ChangedEntry, ...]:
        """Return what changed in a calendar since it appeared there, the latest first."""
        return changed_entries(self.file.period.id, audience, uow=self._convoca.reading())

    def history(self, uid: str) -> EntryHistory:
        """Return every version of the entry with a UID, of any calendar. Raises NotFound."""
        return explain(uid.strip(), uow=self._convoca.reading())

    def version_sentence(self, version: EntryVersion) -> str:
        """Say what a subscriber may be told of a version, in the language chosen."""
        return self._convoca.version_sentence(version, self.language)

    def cause_sentence(self, cause: EntryCause, language: Language) -> str:
        return self._convoca.cause_sentence(cause, language)

    def shifted(self) -> tuple[ShiftedEntry, ...]:
        """Return what was released of this period and would move by the zone data installed now."""
        found = shifted_entries(today=self._convoca.today(), uow=self._convoca.reading())
        return tuple(each for each in found if each.period_number == self.number)

    # Workbooks and minutes -----------------------------------------------------------------------

    def workbook(self, kind: str) -> Download:
        """Return a workbook in the chosen language. Raises ProtectedNameFound."""
        name, content = self._convoca.workbook(self.number, kind, self.language)
        return Download(name=_flat(name), content=content)

    def write_workbooks(self) -> tuple[Path, ...]:
        """Write every workbook in the chosen language into the folder of exports."""
        made = [self._convoca.workbook(self.number, kind, self.language) for kind in WORKBOOKS]
        return tuple(self._convoca.write_export(name, content) for name, content in made)

    def minutes_lines(self) -> tuple[MinutesLine, ...]:
        """Return the hearings and sessions that have minutes, by title."""
        file = self.file
        kept: list[tuple[Hearing | Session, ActivityKind, Minutes | None]] = [
            *((h, ActivityKind.HEARING, file.hearing_minutes.get(h.id)) for h in file.hearings),
            *((s, ActivityKind.SESSION, file.session_minutes.get(s.id)) for s in file.sessions),
        ]
        lines = (
            MinutesLine(
                activity=activity.id,
                kind=kind,
                title=activity.title,
                is_draft=minutes.status is MinutesStatus.DRAFT,
            )
            for activity, kind, minutes in kept
            if minutes
        )
        return tuple(sorted(lines, key=lambda line: line.title))

    def minutes(self, line: MinutesLine) -> Download:
        """Return the minutes in the chosen language. Raises ProtectedNameFound."""
        name, content = self._convoca.minutes(line.activity, line.kind, self.language)
        return Download(name=_flat(name), content=content)

    # What was written ----------------------------------------------------------------------------

    def written(self) -> tuple[tuple[Path, tuple[WrittenFile, ...]], ...]:
        """Return each folder with the files that are in it."""
        return tuple((folder, files_below(folder)) for folder in self.folders)


def _flat(name: str) -> str:
    """Return the name of a file without its folder, the number of the period in front."""
    return name.replace("/", "-")
