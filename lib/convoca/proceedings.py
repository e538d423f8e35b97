"""What an open store does with sessions, minutes, visits and the year: services and their documents put together."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.identifiers import MemberId, ObservationId, PeriodId, SessionId
from convoca.domain.language import Language
from convoca.domain.minutes import CirculationOfMinutes, RequestOfParty
from convoca.domain.on_site_observation import Coordinates
from convoca.domain.programme import ActivityKind
from convoca.services.exports import minutes_projection
from convoca.services.minutes.circulation import MakeDocument, circulate, final_document, finalise
from convoca.services.party_requests import give
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import MinutesEdition
from convoca.services.registers import register_of_commitments, register_of_votes
from convoca.services.visits.day_sheets import DaySheet, day_sheets
from convoca.services.visits.daylight import Daylight

if TYPE_CHECKING:
    from convoca.analytics.frames import DataFrame


class Proceedings(ABC):
    """Who inherits has the store and the clock.

    The adapters that cost time to import are imported by the methods that need them.
    """

    __slots__ = ()

    @abstractmethod
    def unit_of_work(self) -> UnitOfWork: ...

    @abstractmethod
    def reading(self) -> UnitOfWork: ...

    @abstractmethod
    def now(self) -> datetime: ...

    @abstractmethod
    def today(self) -> date: ...

    @abstractmethod
    def last_change(self) -> date | None: ...

    def minutes(
        self,
        activity: UUID,
        kind: ActivityKind,
        language: Language,
        suffix: str = "docx",
        *,
        edition: MinutesEdition = MinutesEdition.FULL,
        redacted: Collection[str] = (),
        party: str = "",
    ) -> tuple[str, bytes]:
        """Return the name and content of the minutes of a hearing or session; no title in the name.

        ``suffix`` is docx, pdf or xml (Akoma Ntoso). The copy of a party, given by its key, is told
        from another one by the hash of what it says. Raises NotFound, NotAllowed, InvalidValue,
        ProtectedNameFound.
        """
        from convoca.documents import minutes as documents  # noqa: PLC0415
        from convoca.documents.minutes_parts import fingerprint_of  # noqa: PLC0415

        said = minutes_projection(
            activity, kind, edition=edition, redacted=redacted, party=party, uow=self.reading()
        )
        match suffix:
            case "docx":
                content = documents.minutes_document(said, language=language)
            case "pdf":
                content = documents.minutes_pdf(said, language=language)
            case _:
                from convoca.documents.akoma_ntoso import akoma_ntoso  # noqa: PLC0415

                content = akoma_ntoso(said, work=activity, language=language)
        copy = f"-copy-{fingerprint_of(said)[:12]}" if edition is MinutesEdition.PARTY_COPY else ""
        return f"{said.period_number}/minutes-{kind}-{activity}{copy}-{language}.{suffix}", content

    def give_copy(
        self, request: RequestOfParty, language: Language, suffix: str = "docx"
    ) -> tuple[RequestOfParty, str, bytes]:
        """Give a party its copy of the minutes of a hearing, and record the hash of that very file.

        Returns what is on record, and name and content of the file. Raises NotAllowed until two
        persons found no risk in it, NotFound, ConflictingEdit, ProtectedNameFound.
        """
        name, content = self.minutes(
            request.hearing,
            ActivityKind.HEARING,
            language,
            suffix,
            edition=MinutesEdition.PARTY_COPY,
            redacted=request.redacted,
            party=request.party,
        )
        # Read after the copy was made: minutes that changed before that are not those that were checked.
        whole = minutes_projection(request.hearing, ActivityKind.HEARING, uow=self.reading())
        given = give(
            request,
            sha256=hashlib.sha256(content).hexdigest(),
            today=self.today(),
            whole=whole,
            uow=self.unit_of_work(),
        )
        return given, name, content

    def circulate_minutes(
        self,
        session: SessionId,
        language: Language,
        *,
        reason: str,
        members: Collection[MemberId] = (),
        approve_at: PeriodId | None = None,
    ) -> tuple[CirculationOfMinutes, str, bytes]:
        """Send completed minutes to the members, each copy logged with the hash of its document.

        Returns what is on record, and name and content of the document. Raises NotAllowed, NotFound,
        ProtectedNameFound.
        """
        life, content = circulate(
            session,
            document=self._document_in(language),
            members=members,
            approve_at=approve_at,
            reason=reason,
            now=self.now(),
            uow=self.unit_of_work(),
        )
        version = f"v{life.minutes_version}"
        return life, self._name_of_minutes(session, version, language), content

    def finalise_minutes(
        self, session: SessionId, language: Language, *, reason: str
    ) -> tuple[CirculationOfMinutes, str, bytes]:
        """Lock approved minutes, and keep the hash of their final document.

        Returns what is on record, and name and content of the document. Raises NotAllowed, NotFound,
        ProtectedNameFound.
        """
        life, content = finalise(
            session,
            document=self._document_in(language),
            reason=reason,
            now=self.now(),
            uow=self.unit_of_work(),
        )
        return life, self._name_of_minutes(session, "final", language), content

    def final_minutes(self, session: SessionId) -> tuple[str, bytes]:
        """Return the name of final minutes, and their document as it was archived. Raises NotFound."""
        content = final_document(session, uow=self.reading())
        return self._name_of_minutes(session, "final"), content

    def _document_in(self, language: Language) -> MakeDocument:
        from convoca.documents.minutes import minutes_document  # noqa: PLC0415

        return lambda said: minutes_document(said, language=language)

    def _name_of_minutes(self, session: SessionId, *marks: str) -> str:
        with self.reading() as uow:
            number = uow.periods.get(uow.sessions.get(session).period).number
        return f"{number}/minutes-session-{'-'.join((str(session), *marks))}.docx"

    def votes_workbook(self, number: int, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the register of a period's votes; elections have no line."""
        from convoca.documents.votes_workbook import votes_workbook  # noqa: PLC0415

        file, rows = register_of_votes(number, uow=self.reading())
        content = votes_workbook(
            rows,
            period_number=number,
            language=language,
            is_example=file.period.is_example,
            as_of=self.last_change(),
        )
        return f"{number}/votes-{language}.xlsx", content

    def commitments_workbook(self, number: int, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the register of what parties undertook in a period."""
        from convoca.documents.votes_workbook import commitments_workbook  # noqa: PLC0415

        file, rows = register_of_commitments(number, today=self.today(), uow=self.reading())
        content = commitments_workbook(
            rows,
            period_number=number,
            language=language,
            is_example=file.period.is_example,
            as_of=self.last_change(),
        )
        return f"{number}/commitments-{language}.xlsx", content

    def day_sheet_files(
        self,
        visit: ObservationId,
        language: Language,
        suffix: str = "pdf",
        *,
        person: UUID | None = None,
    ) -> tuple[tuple[str, bytes], ...]:
        """Return the name and content of each day sheet of a visit, or of that of one ``person``.

        ``suffix`` is pdf or docx; no person's name stands in a file's name. Raises NotFound,
        ProtectedNameFound.
        """
        from convoca.documents import day_sheets as documents  # noqa: PLC0415

        write = documents.day_sheet_docx if suffix == "docx" else documents.day_sheet_pdf
        sheets = self.day_sheets(visit)
        if person is not None:
            sheets = tuple(sheet for sheet in sheets if sheet.key == person)
            if not sheets:
                raise NotFound("delegate", str(person))
        return tuple(
            (
                f"visits/{visit}/day-sheet-{sheet.key}-{language}.{suffix}",
                write(sheet, language=language),
            )
            for sheet in sheets
        )

    def daylight(self, coordinates: Coordinates, day: date, /) -> Daylight | None:
        """Say when the sun rises and sets at a place, in UTC; None where it does not that day."""
        from convoca.geography.daylight import daylight  # noqa: PLC0415

        return daylight(coordinates, day)

    def day_sheets(self, visit: ObservationId) -> tuple[DaySheet, ...]:
        """Return what each person of a visit carries, by name. Raises NotFound, ProtectedNameFound."""
        return day_sheets(visit, daylight_of=self.daylight, uow=self.reading())

    def year_workbook(self, year: int, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the Commission's year. Raises InvalidValue, ProtectedNameFound."""
        from convoca.documents.year_workbook import year_workbook  # noqa: PLC0415
        from convoca.services.year.read_models import register_of_the_year  # noqa: PLC0415

        file, rows = register_of_the_year(year, self.today(), uow=self.reading())
        content = year_workbook(
            rows,
            year=year,
            language=language,
            is_example=file.is_example,
            as_of=self.last_change(),
        )
        return f"year/{year}-{language}.xlsx", content

    def year(self, year: int) -> "DataFrame":
        """Return what a year holds and what falls due in it, one row each. Raises InvalidValue."""
        from convoca.analytics import frames  # noqa: PLC0415
        from convoca.services.year.read_models import register_of_the_year  # noqa: PLC0415

        return frames.year_frame(register_of_the_year(year, self.today(), uow=self.reading())[1])
