"""What the page Programme knows: the period's file, what is shown and chosen, its problems, and the moves of this visit."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import chain
from typing import TypeVar
from uuid import UUID

from traitlets import HasTraits, Instance, Int, Tuple, Unicode

from convoca.app.models.activity_file import (
    ActivityFile,
    Filters,
    Record,
    activity_files,
    programme_order,
)
from convoca.bootstrap import Convoca
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import PeriodId, RoomId
from convoca.domain.period_of_sessions import PeriodPlace, Room
from convoca.domain.programme import Placement, Recusal
from convoca.services import programme
from convoca.services.hearings import record_recusal
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.problems import Problem, Severity, SubjectKind, problems

T = TypeVar("T")

_ACTIVITIES = {SubjectKind.HEARING, SubjectKind.WORKING_MEETING, SubjectKind.SESSION}


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day of the period, with how many activities are placed on it and their problems."""

    day: date
    activities: int
    problems: int
    breaches: int


@dataclass(frozen=True, slots=True)
class Step:
    """One move of this visit: where an activity was and where it went; None is the tray."""

    activity: UUID
    before: Placement | None
    after: Placement | None


class ProgrammeModel(HasTraits):
    """The working draft of one period. Whatever changes the store reads it again."""

    file = Instance(PeriodFile)
    problems = Tuple()
    day = Instance(date)
    chosen = Instance(UUID, allow_none=True)
    filters = Instance(Filters, ())
    zone = Unicode()
    moves = Int(help="Counts every move, undo and redo of this visit.")

    def __init__(self, office: Convoca, period: PeriodId) -> None:
        self.office = office
        self.today = office.today()
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.new_problems: tuple[Problem, ...] = ()
        self.cured_problems: tuple[Problem, ...] = ()
        file = self._read(period)
        super().__init__(
            file=file, problems=_of_activities(file, self.today), day=file.period.opens
        )
        self.day = self._first_day()

    # What is on record ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the store again; ``new_problems`` and ``cured_problems`` say what became of them."""
        file = self._read(self.file.period.id)
        found = _of_activities(file, self.today)
        before, after = Counter(map(_same, self.problems)), Counter(map(_same, found))
        self.new_problems = distinct(p for p in found if _same(p) not in before)
        self.cured_problems = distinct(p for p in self.problems if _same(p) not in after)
        self.__dict__.pop("activities", None)
        with self.hold_trait_notifications():
            self.problems = found
            self.file = file

    def _read(self, period: PeriodId) -> PeriodFile:
        with self.office.reading() as uow:
            return read_period_file(period, uow=uow)

    @cached_property
    def activities(self) -> dict[UUID, ActivityFile]:
        """Every activity of the period by its id, what was cancelled included."""
        return activity_files(self.file)

    def shown(self) -> list[ActivityFile]:
        """Return what the filters take and nobody cancelled, in the order of the programme."""
        taken = (a for a in self.activities.values() if not a.is_cancelled and self.filters.take(a))
        return sorted(taken, key=programme_order)

    def placed(self) -> list[ActivityFile]:
        return [a for a in self.shown() if a.placement is not None]

    def waiting(self) -> list[ActivityFile]:
        return [a for a in self.shown() if a.placement is None]

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

    # Moves ---------------------------------------------------------------------------------------

    def act(self, change: Callable[[UnitOfWork], T]) -> T:
        """Let a use case change the store, and read it again, also when somebody else was first."""
        try:
            return change(self.office.unit_of_work())
        finally:
            self.refresh()

    def save_over(self, record: Record | Placement | Recusal, reason: str) -> None:
        """Save a record over the stored version that the person has seen beside it."""

        def save(uow: UnitOfWork) -> object:
            match record:
                case Placement():
                    return programme.set_panel(record, record.panel, reason=reason, uow=uow)
                case Recusal():
                    return record_recusal(record, reason=reason, uow=uow)
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
        reason: str,
    ) -> None:
        """Place or move an activity. Raises what ``services.programme.place`` raises."""
        before = self.file.placement(activity)
        after = self.act(
            lambda uow: programme.place(
                self.file,
                activity,
                day=day,
                hour=hour,
                room=room,
                second_hour=second_hour,
                reason=reason,
                uow=uow,
            )
        )
        self._remember(Step(activity, before, after))

    def take_out(self, activity: UUID, *, reason: str) -> None:
        """Take an activity out of the programme. Raises NotAllowed, ConflictingEdit."""
        before = self.file.placement(activity)
        if before is None:
            raise NotAllowed("It is not placed.")
        self.act(lambda uow: programme.take_out(before, reason=reason, uow=uow))
        self._remember(Step(activity, before, None))

    def undo(self, *, reason: str) -> Step:
        """Take the last move of this visit back, by a new change. Raises what a move raises."""
        step = self._last(self.done)
        self._go(Step(step.activity, step.after, step.before), self.done, reason)
        self.undone.append(step)
        self.moves += 1
        return step

    def redo(self, *, reason: str) -> Step:
        """Make the move that was undone last again. Raises what a move raises."""
        step = self._last(self.undone)
        self._go(step, self.undone, reason)
        self.done.append(step)
        self.moves += 1
        return step

    def _remember(self, step: Step) -> None:
        if _same_place(step.before, step.after):
            return
        self.done.append(step)
        self.undone.clear()
        self.moves += 1

    @staticmethod
    def _last(steps: list[Step]) -> Step:
        if not steps:
            raise NotAllowed("There is nothing left to undo.")
        return steps[-1]

    def _go(self, step: Step, steps: list[Step], reason: str) -> None:
        current, goal = self.file.placement(step.activity), step.after
        if not _same_place(current, step.before):
            steps.pop()
            raise NotAllowed("It was moved again since then, so it stays where it is.")
        if goal is not None:
            self.act(lambda uow: programme.put_back(self.file, goal, reason=reason, uow=uow))
        elif current is not None:
            self.act(lambda uow: programme.take_out(current, reason=reason, uow=uow))
        steps.pop()


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


def _same_place(one: Placement | None, other: Placement | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.slot == other.slot and one.room == other.room
