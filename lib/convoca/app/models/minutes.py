"""What the page Minutes knows: whose minutes a period has, and the ones that are being written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from traitlets import Dict, HasTraits, Instance, Int, Union

from convoca.app.models.form_draft import FormDraft
from convoca.app.models.minutes_form import minutes_of, typed_minutes, typed_part
from convoca.app.models.typed import Typed, Values
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConvocaError
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import PeriodId, SessionId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member, members_in_office
from convoca.domain.minutes import (
    CirculationOfMinutes,
    HearingMinutes,
    Minutes,
    MinutesStatus,
    SessionMinutes,
)
from convoca.domain.programme import ActivityKind, Placement, Session
from convoca.services.minutes.of_hearings import expected_attendance, hearing_minutes
from convoca.services.minutes.of_sessions import brought_up_to_date, session_minutes
from convoca.services.minutes.saving import (
    minutes_finding,
    save_hearing_minutes,
    save_session_minutes,
)
from convoca.services.minutes.stages import MinutesStage, stage_of
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.sessions.session_file import read_session_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One hearing or session of a period; ``status`` and ``stage`` None while it has no minutes."""

    kind: ActivityKind
    activity: Hearing | Session
    placement: Placement | None
    status: MinutesStatus | None
    stage: MinutesStage | None = None

    @property
    def id(self) -> UUID:
        return self.activity.id

    @property
    def states(self) -> tuple[StateCode, ...]:
        return self.activity.states if isinstance(self.activity, Hearing) else ()

    @property
    def day(self) -> date | None:
        if self.placement is not None:
            return self.placement.slot.wall_date
        return self.activity.announced_day if isinstance(self.activity, Hearing) else None


class MinutesModel(HasTraits):
    """The hearings and sessions of one period, with the state of their minutes."""

    file = Instance(PeriodFile)

    def __init__(self, office: Convoca, period: PeriodId) -> None:
        self.office = office
        self._lives: dict[SessionId, CirculationOfMinutes] = {}
        super().__init__(file=self._read(period))

    def _read(self, period: PeriodId) -> PeriodFile:
        with self.office.reading() as uow:
            self._lives = {life.id: life for life in uow.circulations.all()}
            return read_period_file(period, uow=uow)

    def refresh(self) -> None:
        self.file = self._read(self.file.period.id)

    def choose(self, period: PeriodId) -> None:
        self.file = self._read(period)

    def lines(self) -> tuple[Line, ...]:
        """Return what has or needs minutes, by day and hour; what has no day comes last."""
        return tuple(sorted(self._lines(), key=_reading_order))

    def _lines(self) -> Iterator[Line]:
        for hearing in self.file.hearings:
            minutes = self.file.hearing_minutes.get(hearing.id)
            if not hearing.is_cancelled or minutes:
                yield self._line(ActivityKind.HEARING, hearing, minutes)
        for session in self.file.sessions:
            yield self._line(
                ActivityKind.SESSION, session, self.file.session_minutes.get(session.id)
            )

    def _line(
        self, kind: ActivityKind, activity: Hearing | Session, minutes: Minutes | None
    ) -> Line:
        return Line(
            kind=kind,
            activity=activity,
            placement=self.file.placement(activity.id),
            status=minutes.status if minutes else None,
            stage=self._stage(minutes),
        )

    def _stage(self, minutes: Minutes | None) -> MinutesStage | None:
        if isinstance(minutes, SessionMinutes):
            life = self._lives.get(minutes.id)
            return stage_of(minutes, life, self.file, today=self.office.today())
        return MinutesStage(minutes.status) if minutes else None

    def line(self, activity: str) -> Line | None:
        """Return the line with that key, as an address writes it."""
        return next((line for line in self._lines() if str(line.id) == activity), None)

    def editor(self, line: Line) -> "MinutesEditor":
        return MinutesEditor(self.office, self.file, line)


def _read(office: Convoca, period: PeriodId) -> PeriodFile:
    with office.reading() as uow:
        return read_period_file(period, uow=uow)


def _reading_order(line: Line) -> tuple[date, str, str]:
    start = line.placement.slot.start.isoformat() if line.placement else ""
    return line.day or date.max, start, line.activity.title


class MinutesEditor(HasTraits):
    """Minutes as they are being written. ``typed`` is all that the inputs say.

    What is typed is kept as a draft until it is saved; it goes over the version that it was
    written on, so that a second editor is noticed whenever it is saved.
    """

    typed = Dict()
    tab = Int(help="Which part of the page is open, from 0.")
    record = Union([Instance(HearingMinutes), Instance(SessionMinutes)])

    def __init__(self, office: Convoca, file: PeriodFile, line: Line) -> None:
        self.office, self.file, self.line = office, file, line
        self._draft = FormDraft(office, f"minutes:{line.id}")
        record = self._prefilled()
        super().__init__(record=record, typed=typed_minutes(record))
        self.draft_found = self._restore()

    @property
    def hearing(self) -> Hearing | None:
        return self.line.activity if isinstance(self.line.activity, Hearing) else None

    @property
    def is_on_record(self) -> bool:
        return bool(self.record.version > 0)

    @property
    def is_final(self) -> bool:
        return bool(self.record.status is MinutesStatus.FINAL)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.typed != typed_minutes(self.record))

    def members(self) -> tuple[Member, ...]:
        """Return who can have been there: in office that day, and whoever is marked as present."""
        present = set(Typed(self.typed).keys("members_present"))
        day = Typed(self.typed).day("day") or self.line.day or self.file.period.opens
        in_office = {member.id for member in members_in_office(self.file.members, day)}
        return tuple(m for m in self.file.members if m.id in in_office | present)

    def parties(self) -> tuple[str, ...]:
        """Return the names of the parties called to the hearing."""
        parties = self.hearing.parties if self.hearing else ()
        return tuple(dict.fromkeys(party.name for party in parties))

    def absent(self) -> tuple[dict[str, object], ...]:
        """Return who was to take part in the hearing and is not in the list, as rows of the form."""
        there = {row.line("name") for row in Typed(self.typed).rows("attendance")}
        expected = expected_attendance(self.hearing) if self.hearing else ()
        return tuple(typed_part(person) for person in expected if person.name not in there)

    # What is typed -------------------------------------------------------------------------------

    def type(self, typed: Values) -> bool:
        """Take in what the inputs say; returns whether that is anything new."""
        before, self.typed = self.typed, {**self.typed, **typed}
        return bool(before != self.typed)

    def minutes(self) -> Minutes:
        """Return the minutes as typed. Raises InvalidValue."""
        return minutes_of(Typed(self.typed), self.record)

    def judged(self) -> Finding | ConvocaError:
        """Say what is still lacking by Art. 70.1 or 20.1, or else what cannot be read so far."""
        try:
            return minutes_finding(self.minutes())
        except ConvocaError as error:
            return error

    def _prefilled(self) -> Minutes:
        with self.office.reading() as uow:
            if self.hearing is not None:
                day = uow.hearing_days.find(self.hearing.id)
                return hearing_minutes(self.file, self.hearing, day)
            return session_minutes(read_session_file(self.line.id, uow=uow))

    def follow(self) -> None:
        """Show what became of the minutes elsewhere, unless something is typed and not saved."""
        if not self.is_changed:
            self.file = _read(self.office, self.file.period.id)
            self._settle(self._prefilled())

    # The draft -----------------------------------------------------------------------------------

    def _restore(self) -> bool:
        kept = self._draft.find()
        if kept is None:
            return False
        self.record = replace(self.record, version=kept.version)
        self.typed = {**self.typed, **kept.typed}
        return True

    def keep_draft(self) -> None:
        """Keep what is typed and not saved. Raises ProtectedNameFound."""
        if self.is_changed:
            self._draft.keep(self.typed, version=self.record.version)
        else:
            self._draft.discard()

    def discard_draft(self) -> None:
        """Forget what was typed, and read what is on record."""
        self._draft.discard()
        self.file = _read(self.office, self.file.period.id)
        self._settle(self._prefilled())

    # Acts ----------------------------------------------------------------------------------------

    def save(self, reason: str) -> None:
        """Save the minutes as typed. Raises InvalidValue, ConflictingEdit, ProtectedNameFound, ReasonMissing."""
        self.save_over(self.minutes(), reason=reason)

    def fill_in(self, reason: str) -> None:
        """Save what is typed together with what is on record of the session; what people wrote stays.

        Raises InvalidValue, ConflictingEdit, ProtectedNameFound, ReasonMissing.
        """
        minutes = self.minutes()
        if isinstance(minutes, SessionMinutes):
            with self.office.reading() as uow:
                file = read_session_file(minutes.id, uow=uow)
            minutes = brought_up_to_date(minutes, file)
        self.save_over(minutes, reason=reason)

    def finding_when_completed(self) -> Finding:
        """Say what the minutes would lack if they were completed now. Raises InvalidValue."""
        return minutes_finding(self._completed())

    def complete(self, reason: str) -> None:
        """Save the minutes as completed, whatever they lack: the finding goes on record with it."""
        self.save_over(self._completed(), reason=reason)

    def _completed(self) -> Minutes:
        return replace(self.minutes(), status=MinutesStatus.COMPLETED)

    def reopen(self, reason: str) -> None:
        """Make completed minutes a draft again."""
        self.save_over(replace(self.minutes(), status=MinutesStatus.DRAFT), reason=reason)

    def save_over(self, minutes: Minutes, reason: str) -> None:
        """Save minutes that were compared with the stored ones, and forget the draft."""
        uow, now = self.office.unit_of_work(), self.office.now()
        saved: Minutes
        if isinstance(minutes, HearingMinutes):
            saved = save_hearing_minutes(minutes, reason=reason, now=now, uow=uow)
        else:
            saved = save_session_minutes(minutes, reason=reason, now=now, uow=uow)
        self._draft.discard()
        self._settle(saved)

    def _settle(self, saved: Minutes) -> None:
        self.draft_found = False
        self.typed = typed_minutes(saved)
        self.record = saved

    def document(self, language: Language) -> tuple[str, bytes]:
        """Return name and content of the document of what is on record. Raises ProtectedNameFound."""
        return self.office.minutes(self.line.id, self.line.kind, language)
