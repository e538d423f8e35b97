"""What the page Programme knows: the period's file, what is shown and chosen, its problems, and the acts on its draft."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property
from itertools import chain
from uuid import UUID

from traitlets import Bool, HasTraits, Instance, Int, Tuple, Unicode

from convoca.app.models.acting import Acting
from convoca.app.models.activity_file import (
    ActivityFile,
    Filters,
    Record,
    activity_files,
    programme_order,
)
from convoca.app.models.history import entries_since, newest_entry
from convoca.bootstrap import Convoca
from convoca.domain.availability import Unavailability
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import MemberId, PeriodId, RoomId
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.programme import DraftStep, Placement, Recusal
from convoca.scheduling.problem import Problem as Timetable
from convoca.services import draft_history, programme
from convoca.services.availability import save_unavailability
from convoca.services.hearings import record_recusal
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.periods import save_period
from convoca.services.ports import AuditEntry, UnitOfWork
from convoca.services.problems import Problem, Severity, SubjectKind, problems
from convoca.services.timetabling import problem_of

#: What a form of the page saves.
Saved = Record | Placement | Recusal | Unavailability | PeriodOfSessions

_ACTIVITIES = {SubjectKind.HEARING, SubjectKind.WORKING_MEETING, SubjectKind.SESSION}


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day of the period, with how many activities are placed on it and their problems."""

    day: date
    activities: int
    problems: int
    breaches: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What somebody else did to the programme while this page was open."""

    who: str
    moved: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class StepOnRecord:
    """One act on the draft, and the entry of the audit that says who did it, when and why."""

    step: DraftStep
    entry: AuditEntry | None


class ProgrammeModel(Acting, HasTraits):
    """The working draft of one period. Whatever changes the store reads it again."""

    file = Instance(PeriodFile)
    problems = Tuple()
    day = Instance(date)
    chosen = Instance(UUID, allow_none=True)
    filters = Instance(Filters, ())
    zone = Unicode()
    tab = Int(help="Which part of the page is open, from 0.")
    can_undo = Bool(help="Whether any act on the draft can be taken back, whoever it was.")
    can_redo = Bool()

    def __init__(self, office: Convoca, period: PeriodId) -> None:
        self.office = office
        self.today = office.today()
        self._seen = 0
        self.new_problems: tuple[Problem, ...] = ()
        self.cured_problems: tuple[Problem, ...] = ()
        file, can_undo, can_redo = self._read(period)
        super().__init__(
            file=file,
            problems=_of_activities(file, self.today),
            day=file.period.opens,
            can_undo=can_undo,
            can_redo=can_redo,
        )
        self.day = self._first_day()

    # What is on record ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the store again; ``new_problems`` and ``cured_problems`` say what became of them."""
        file, can_undo, can_redo = self._read(self.file.period.id)
        found = _of_activities(file, self.today)
        before, after = Counter(map(_same, self.problems)), Counter(map(_same, found))
        self.new_problems = distinct(p for p in found if _same(p) not in before)
        self.cured_problems = distinct(p for p in self.problems if _same(p) not in after)
        for kept in ("activities", "timetable"):
            self.__dict__.pop(kept, None)
        with self.hold_trait_notifications():
            self.problems = found
            self.file = file
            self.can_undo, self.can_redo = can_undo, can_redo

    def _read(self, period: PeriodId) -> tuple[PeriodFile, bool, bool]:
        """Return the file, and whether there is an act to undo and one to redo."""
        with self.office.reading() as uow:
            self._seen = newest_entry(uow)
            steps = uow.draft_steps.all(period=period)
            undone = sum(step.undone for step in steps)
            return read_period_file(period, uow=uow), undone < len(steps), undone > 0

    def look(self) -> Elsewhere | None:
        """Read the store again where somebody changed it; return who moved what of this period."""
        with self.office.reading() as uow:
            since = entries_since(self._seen, uow)
        if not since:
            return None
        before = self.file
        self.refresh()
        moved = tuple(
            key
            for key in before.placements.keys() | self.file.placements.keys()
            if before.placement(key) != self.file.placement(key)
        )
        touched = {str(key) for key in moved}
        who = (e.actor for e in since if any(str(c["key"]) in touched for c in e.changes))
        return Elsewhere(next(who, ""), moved) if moved else None

    @cached_property
    def activities(self) -> dict[UUID, ActivityFile]:
        """Every activity of the period by its id, what was cancelled included."""
        return activity_files(self.file)

    @cached_property
    def timetable(self) -> Timetable:
        """The timetabling problem of the file as it stands."""
        return problem_of(self.file, today=self.today)

    def shown(self) -> list[ActivityFile]:
        """Return what the filters take and nobody cancelled, in the order of the programme."""
        taken = (a for a in self.activities.values() if not a.is_cancelled and self.filters.take(a))
        return sorted(taken, key=programme_order)

    def placed(self) -> list[ActivityFile]:
        return [a for a in self.shown() if a.placement is not None]

    def waiting(self) -> list[ActivityFile]:
        return [a for a in self.shown() if a.placement is None]

    def unplaced(self) -> int:
        """Return how many activities wait for a place, whatever the filters leave out."""
        return sum(a.placement is None and not a.is_cancelled for a in self.activities.values())

    def hidden(self) -> int:
        """Return how many activities the filters leave out; their rooms are still taken."""
        return sum(
            not a.is_cancelled and not self.filters.take(a) for a in self.activities.values()
        )

    def severity(self) -> dict[UUID, Severity]:
        """Return the gravest problem of each activity that has any."""
        return {p.subject: p.severity for p in reversed(self.problems)}  # the gravest is the last

    def problems_of(self, activities: Iterable[UUID]) -> tuple[Problem, ...]:
        """Return the problems of some activities; what stands between two of them counts once."""
        subjects = set(activities)
        return distinct(p for p in self.problems if p.subject in subjects)

    def title(self, activity: UUID) -> str:
        return self.activities[activity].record.title

    # Days and places -----------------------------------------------------------------------------

    def days(self) -> tuple[DayCount, ...]:
        """Count, for every day of the period and every other day on which something is placed."""
        period = self.file.period
        by_day: dict[UUID, date | None] = {a.record.id: a.day for a in self._running()}
        span = (period.closes - period.opens).days + 1
        days = {period.opens + timedelta(days=n) for n in range(span)}
        placed = Counter(day for day in by_day.values() if day)
        every = distinct(self.problems)
        found = Counter(by_day.get(p.subject) for p in every)
        breaches = Counter(by_day.get(p.subject) for p in every if p.severity is Severity.BREACH)
        return tuple(
            DayCount(day, placed[day], found[day], breaches[day])
            for day in sorted(days | placed.keys())
        )

    def on_day(self, day: date) -> tuple[UUID, ...]:
        return tuple(a.record.id for a in self._running() if a.day == day)

    def _running(self) -> list[ActivityFile]:
        return [a for a in self.activities.values() if a.placement and not a.is_cancelled]

    def _first_day(self) -> date:
        """Return the first day to come with a hearing, else a day on which something is placed."""
        placed = sorted((a.day, isinstance(a.record, Hearing)) for a in self._running() if a.day)
        with_hearing = (day for day, heard in placed if heard and day >= self.today)
        hearing_days = (day for place in self.file.period.places for day in place.hearing_days)
        every = (day for day, _ in placed)
        return next(chain(with_hearing, every, hearing_days), self.file.period.opens)

    def places(self, day: date) -> tuple[PeriodPlace, ...]:
        """Return where the period meets on a day, or where it ever meets."""
        every = self.file.period.places
        return tuple(place for place in every if place.opens <= day <= place.closes) or every

    def rooms(self, day: date) -> tuple[Room, ...]:
        """Return the rooms of a day, and others in which something is placed all the same."""
        used = {a.placement.room for a in self._running() if a.placement and a.day == day}
        here = [room for place in self.places(day) for room in place.rooms]
        return (*here, *(r for r in self.file.period.rooms if r.id in used and r not in here))

    def hours(self, day: date) -> tuple[time, time]:
        """Return from when to when there are hearings at the places of a day."""
        places = self.places(day)
        opens = min((place.day_starts for place in places), default=time(9))
        return opens, max((place.day_ends for place in places), default=time(18))

    def zone_of(self, day: date) -> str:
        """Return the zone of the walls at the place of a day."""
        return next((place.zone for place in self.places(day)), self.file.period.zone)

    # Moves ---------------------------------------------------------------------------------------

    def save_over(self, record: Saved, reason: str) -> None:
        """Save a record over the stored version that the person has seen beside it."""

        def save(uow: UnitOfWork) -> object:
            match record:
                case Placement():
                    stored = replace(self.file.placements[record.id], version=record.version)
                    return programme.set_panel(stored, record.panel, reason=reason, uow=uow)
                case Recusal():
                    return record_recusal(record, reason=reason, uow=uow)
                case Unavailability():
                    return save_unavailability(record, reason=reason, uow=uow)
                case PeriodOfSessions():
                    return save_period(record, reason=reason, uow=uow)
                case _:
                    return programme.change_activity(self.file, record, reason=reason, uow=uow)

        self.act(save)

    def place(
        self,
        activity: UUID,
        *,
        day: date,
        hour: time,
        room: RoomId,
        second_hour: bool | None = None,
        panel: tuple[MemberId, ...] | None = None,
        reason: str,
    ) -> None:
        """Place or move an activity. Raises what ``services.programme.place`` raises."""
        self.act(
            lambda uow: programme.place(
                self.file,
                activity,
                day=day,
                hour=hour,
                room=room,
                second_hour=second_hour,
                panel=panel,
                reason=reason,
                uow=uow,
            )
        )

    def take_out(self, activity: UUID, *, reason: str) -> None:
        """Take an activity out of the programme. Raises NotAllowed, ConflictingEdit."""
        before = self.file.placement(activity)
        if before is None:
            raise NotAllowed("It is not placed.")
        self.act(lambda uow: programme.take_out(before, reason=reason, uow=uow))

    def undo(self, *, reason: str) -> DraftStep:
        """Take the last act on the draft back, by a new change. Raises what ``draft_history.undo`` raises."""
        period = self.file.period.id
        return self.act(lambda uow: draft_history.undo(period, reason=reason, uow=uow))

    def redo(self, *, reason: str) -> DraftStep:
        """Do again what was undone last. Raises what ``draft_history.redo`` raises."""
        period = self.file.period.id
        return self.act(lambda uow: draft_history.redo(period, reason=reason, uow=uow))

    def last_steps(self, most: int = 10) -> tuple[StepOnRecord, ...]:
        """Return the last acts on the draft, the latest first, with who did them and when."""
        with self.office.reading() as uow:
            steps = uow.draft_steps.all(period=self.file.period.id)[-most:]
            return tuple(
                StepOnRecord(
                    step, entries[-1] if (entries := uow.audit.entries(record=step.id)) else None
                )
                for step in reversed(steps)
            )


def _of_activities(file: PeriodFile, today: date) -> tuple[Problem, ...]:
    return tuple(p for p in problems(file, today) if p.kind in _ACTIVITIES)


def distinct(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without repetition: one between two activities is on record with each."""
    once: dict[tuple[object, ...], Problem] = {}
    for problem in found:
        facts = problem.finding.facts
        subject = None if "second" in facts else problem.subject
        once.setdefault((subject, problem.finding.rule, problem.about, *facts.values()), problem)
    return tuple(once.values())


def _same(problem: Problem) -> tuple[object, ...]:
    """Return what makes a problem the same one after a move: not its day and hour."""
    facts = problem.finding.facts
    between = tuple(facts.get(name) for name in ("first", "second", "member", "party", "state"))
    return (problem.subject, problem.finding.rule, problem.about, problem.severity, between)
