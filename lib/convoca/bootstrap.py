"""Puts the parts together: the only place that knows every concrete class and the clock."""

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from convoca.correspondence import Correspondence
from convoca.domain.hearing import HearingKind
from convoca.domain.identifiers import PeriodId, StateCode
from convoca.domain.language import Language
from convoca.domain.slot import seat_date
from convoca.persistence.store import Store, open_store
from convoca.proceedings import Proceedings
from convoca.services.audience import PUBLIC, Audience
from convoca.services.balance import balance
from convoca.services.example_requests import ExampleTitle
from convoca.services.exports import (
    coming_calendar,
    current_calendar,
    next_calendar,
    programme_for,
    programme_table,
    register_of_requests,
    write_calendar,
)
from convoca.services.feed_causes import EntryCause
from convoca.services.feed_history import EntryVersion
from convoca.services.feeds import Feed
from convoca.services.files import write_atomically
from convoca.services.importing.applying import load_reference as load_reference_tables
from convoca.services.importing.columns import Kind
from convoca.services.importing.table import Table
from convoca.services.period_file import period_numbered, read_period_file
from convoca.services.ports import Planner, UnitOfWork
from convoca.services.public_programme import (
    PublicProgramme,
    public_programme,
    refuse_unreleased,
)
from convoca.services.publishing import Publication, publish, rendered
from convoca.services.round_trip.fields import WorkbookKind
from convoca.settings import Settings, read_settings, use_shipped_time_zones

if TYPE_CHECKING:
    from convoca.analytics.frames import DataFrame
    from convoca.services.round_trip.planning import ReturnedWorkbook

#: States, members and rapporteurships as published, each row with its source.
REFERENCE = files("convoca.persistence").joinpath("reference")
#: The launchers of the pages, beside the package's folder.
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Convoca(Correspondence, Proceedings):
    """An open store with everything that works on it.

    The adapters that cost time to import are imported by the methods that need them.
    """

    settings: Settings
    store: Store

    def unit_of_work(self) -> UnitOfWork:
        return self.store.transaction(actor=self.settings.user)

    def reading(self) -> UnitOfWork:
        """Return a transaction that only reads, so that it keeps nobody waiting."""
        return self.store.transaction(actor=self.settings.user, writes=False)

    def now(self) -> datetime:
        return now()

    def today(self) -> date:
        """Return the date at the Commission's seat."""
        return seat_date(now())

    def last_change(self) -> date | None:
        """Return the day of the newest entry of the audit, at the seat: the date of the data."""
        with self.reading() as uow:
            newest = uow.audit.entries(limit=1)
        return seat_date(newest[0].at) if newest else None

    def is_example(self) -> bool:
        """Whether the store holds the example, so that pages say so."""
        with self.reading() as uow:
            return any(period.is_example for period in uow.periods.all())

    def back_up(self, path: Path) -> Path:
        """Write the whole store into one file. Raises UnusableStore where the audit is broken."""
        return write_atomically(path, self.store.back_up())

    def restore(self, path: Path) -> int:
        """Restore a backup into this empty store; returns the number of audit entries."""
        return self.store.restore(path)

    def planner(self) -> Planner:
        """Return what searches programmes; its engines are imported when they are asked."""
        from convoca import planning  # noqa: PLC0415

        return planning

    # What comes out ------------------------------------------------------------------------------

    def calendar(self, number: int, audience: Audience) -> Feed:
        """Say what the calendar of one audience says now, and remember it."""
        with self.reading() as uow:
            period = period_numbered(number, uow=uow)
        return next_calendar(period.id, audience, now=now(), uow=self.unit_of_work())

    def subscribed_calendar(self, audience: Audience, period: PeriodId | None) -> Feed:
        """Say what a calendar says now, of all periods where ``period`` is None.

        It is remembered where it says something anew. Raises NotFound, ProtectedNameFound.
        """
        current = current_calendar(period, audience, now=now(), uow=self.reading())
        return current or next_calendar(period, audience, now=now(), uow=self.unit_of_work())

    def feed_address(self, token: str) -> str:
        """Return the secret address that a subscriber gives to a calendar program."""
        return f"{self.settings.feeds_address}/feeds/{token}/calendar.ics"

    def state(self) -> tuple[str, date]:
        """Return what differs as soon as a calendar may: the head of the audit, the day at the seat."""
        with self.reading() as uow:
            return uow.audit.head(), self.today()

    def calendar_bytes(self, feed: Feed, language: Language) -> bytes:
        from convoca.calendars import ical  # noqa: PLC0415

        organiser = ical.Organiser(self.settings.organiser_name, self.settings.organiser_email)
        return ical.write(feed, language, organiser=organiser)

    def calendar_truth(self, feed: Feed, language: Language) -> bytes:
        """Return what the calendar was meant to say, for a checker to compare with."""
        from convoca.calendars import truth  # noqa: PLC0415

        return truth.write(feed, language)

    def version_sentence(self, version: EntryVersion, language: Language) -> str:
        """Say of one version of a calendar's entry what a subscriber may be told."""
        from convoca.calendars import history_words  # noqa: PLC0415

        return history_words.sentence(version, language)

    def cause_sentence(self, cause: EntryCause, language: Language) -> str:
        """Say which act made an entry change: for the Secretariat."""
        from convoca.calendars import history_words  # noqa: PLC0415

        return history_words.cause(cause, language)

    def write_calendar(
        self, feed: Feed, languages: Sequence[Language], *, folder: Path | None = None
    ) -> tuple[Path, ...]:
        """Write ``<folder>/<period>/<audience>-<language>.ics``, by default below ``calendars``."""
        return write_calendar(
            feed,
            languages,
            folder=folder or self.settings.calendars,
            writer=self.calendar_bytes,
        )

    def workbook(self, number: int, kind: str, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the ``requests`` or ``programme`` workbook of a period."""
        from convoca.documents import workbooks  # noqa: PLC0415

        if kind == "requests":
            file, rows = register_of_requests(number, uow=self.reading())
            content = workbooks.requests_workbook(
                rows,
                period_number=number,
                language=language,
                is_example=file.period.is_example,
                as_of=self.last_change(),
            )
        else:
            file, programme = programme_table(number, today=self.today(), uow=self.reading())
            content = workbooks.programme_workbook(
                programme,
                period_number=number,
                language=language,
                is_example=file.period.is_example,
                as_of=self.last_change(),
            )
        return f"{number}/{kind}-{language}.xlsx", content

    def programme_workbook(
        self, number: int, audience: Audience, language: Language
    ) -> tuple[str, bytes]:
        """Return the name and content of the programme as one audience may read it."""
        from convoca.documents import workbooks  # noqa: PLC0415

        said, as_of = programme_for(number, audience, uow=self.reading()), self.last_change()
        content = workbooks.audience_workbook(said, language=language, as_of=as_of)
        return f"{number}/programme-{audience.file_name}-{language}.xlsx", content

    def round_trip_workbook(
        self, number: int, kind: WorkbookKind, language: Language
    ) -> tuple[str, bytes]:
        """Return the name and content of a workbook to be edited by somebody else and brought back."""
        from convoca.documents import round_trip_workbook  # noqa: PLC0415
        from convoca.services.round_trip.sheet import round_trip_sheet  # noqa: PLC0415

        sheet = round_trip_sheet(number, kind, uow=self.reading())
        content = round_trip_workbook.round_trip_workbook(
            sheet, language=language, as_of=self.last_change()
        )
        return f"{number}/{kind}-to-edit-{language}.xlsx", content

    def write_export(self, name: str, content: bytes, *, folder: Path | None = None) -> Path:
        """Write an export whole, by default below ``exports``."""
        return write_atomically((folder or self.settings.exports) / name, content)

    # What everybody may read ---------------------------------------------------------------------

    def public_programme(self, number: int) -> PublicProgramme:
        """Return what is published of a period, its calendar remembered as handed out.

        Raises NotFound, NotAllowed where nothing was released to everybody, ProtectedNameFound.
        """
        refuse_unreleased(number, uow=self.reading())
        return self._public_programme(number, self.calendar(number, PUBLIC))

    def coming_publication(self, number: int) -> PublicProgramme:
        """Return what would be published now; nothing is remembered. Raises as ``public_programme``."""
        with self.reading() as uow:
            period = period_numbered(number, uow=uow)
        feed = coming_calendar(period.id, PUBLIC, now=now(), uow=self.reading())
        return self._public_programme(number, feed)

    def _public_programme(self, number: int, feed: Feed) -> PublicProgramme:
        return public_programme(
            number,
            feed,
            organiser_name=self.settings.organiser_name,
            organiser_email=self.settings.organiser_email,
            uow=self.reading(),
        )

    def publication_folder(self, number: int) -> Path:
        """Return where a publication goes unless somebody names another folder."""
        return self.settings.exports / str(number) / "publication"

    def publish(
        self, number: int, *, folder: Path | None = None, force: bool = False
    ) -> Publication:
        """Publish the last public release in a folder. Raises what ``publishing.publish`` does."""
        from convoca.publication.child import render  # noqa: PLC0415

        target = folder or self.publication_folder(number)
        return publish(self.public_programme(number), target, render=render, force=force)

    def publication_archive(self, number: int) -> tuple[str, bytes]:
        """Return the name and content of a ZIP with all that would be published."""
        from convoca.publication.archive import archive  # noqa: PLC0415
        from convoca.publication.child import render  # noqa: PLC0415

        with rendered(self.public_programme(number), render) as folder:
            return f"{number}/publication.zip", archive(folder)

    # What analysts read --------------------------------------------------------------------------

    def periods(self) -> "DataFrame":
        """Return every period of sessions on record, one row each."""
        from convoca.analytics import frames  # noqa: PLC0415

        with self.reading() as uow:
            return frames.periods_frame(uow.periods.all())

    def requests(self, number: int) -> "DataFrame":
        """Return the register of requests of a period, one row each."""
        from convoca.analytics import frames  # noqa: PLC0415

        return frames.requests_frame(register_of_requests(number, uow=self.reading())[1])

    def findings(self, number: int) -> "DataFrame":
        """Return what the Rules say of each request of a period, one row per request and rule."""
        from convoca.analytics import frames  # noqa: PLC0415

        return frames.findings_frame(register_of_requests(number, uow=self.reading())[1])

    def hearings(self, number: int) -> "DataFrame":
        """Return the hearings, meetings and sessions of a period, one row each."""
        from convoca.analytics import frames  # noqa: PLC0415

        rows = programme_table(number, today=self.today(), uow=self.reading())[1]
        return frames.hearings_frame(rows)

    def balance(self, number: int) -> "DataFrame":
        """Return what was asked for beside what was granted in a period, by State, region, language and kind."""
        from convoca.analytics import frames  # noqa: PLC0415

        with self.reading() as uow:
            file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        return frames.balance_frame(balance(file))


@contextmanager
def open_convoca(*, database: str = "") -> Iterator[Convoca]:
    """Open the store, bring its schema up to date, and close it at the end."""
    convoca = _opened(database)
    try:
        yield convoca
    finally:
        convoca.store.close()


@cache
def office() -> Convoca:
    """Return the store of a notebook or page, opened once and kept for the kernel's life."""
    return _opened("")


def _opened(database: str) -> Convoca:
    use_shipped_time_zones()
    settings = read_settings(database=database)
    return Convoca(settings, open_store(settings.database, now=now))


def example_titles() -> tuple[ExampleTitle, ...]:
    """Return the titles of past hearings that the example period is made from."""
    with REFERENCE.joinpath("hearing_titles.csv").open(encoding="utf-8") as stream:
        return tuple(
            ExampleTitle(
                title=row["title"],
                language=Language(row["title_lang"]),
                states=tuple(StateCode(code) for code in row["state"].split(";") if code),
                kind=HearingKind(row["kind"]),
            )
            for row in csv.DictReader(stream)
        )


def read_table(path: Path, *, sheet: str | None = None) -> Table:
    """Read a CSV or XLSX file that somebody made. Raises UnreadableFile."""
    from convoca.documents import tables  # noqa: PLC0415

    return tables.read_table(path, sheet=sheet)


def read_uploaded_table(file: str, content: bytes) -> Table:
    """Read a CSV or XLSX file that was handed over in a page. Raises UnreadableFile."""
    from convoca.documents import tables  # noqa: PLC0415

    return tables.read_table_bytes(file, content)


def read_returned_workbook(file: str, content: bytes) -> "ReturnedWorkbook":
    """Read a workbook that was edited and came back. Raises UnreadableFile."""
    from convoca.documents import returned_workbook  # noqa: PLC0415

    return returned_workbook.read_returned_workbook(file, content)


#: What ships with the package, in the order in which one builds on the other.
_REFERENCE_FILES = {
    Kind.STATES: "member_states.csv",
    Kind.MEMBERS: "commissioners.csv",
    Kind.RAPPORTEURSHIPS: "rapporteurships.csv",
}


def load_reference(convoca: Convoca, kinds: Collection[Kind] = tuple(_REFERENCE_FILES)) -> None:
    """Give a new store the Member States, and who served and who reported on which of them.

    A store that knows its States is left alone: what people corrected since is theirs.
    """
    with convoca.reading() as uow:
        if uow.states.all():
            return
    found = {}
    for kind in (kind for kind in _REFERENCE_FILES if kind in kinds):
        with as_file(REFERENCE.joinpath(_REFERENCE_FILES[kind])) as path:
            found[kind] = read_table(path)
    if found:
        load_reference_tables(convoca.unit_of_work(), found, today=convoca.today())
