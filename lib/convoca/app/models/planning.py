"""One search beside the programme at a time: a plan, a repair, or why something has no place; and what it found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from traitlets import HasTraits, Instance, Unicode

from convoca.app.background import Background, Work
from convoca.app.models.programme import ProgrammeModel
from convoca.domain.availability import UnavailableKind
from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import StateCode
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import PlacementChange
from convoca.domain.slot import Slot
from convoca.scheduling.answers import Explanation, IsCancelled, OnProgress, Progress
from convoca.scheduling.objectives import costs
from convoca.scheduling.problem import Objective
from convoca.services import planning
from convoca.services.disruptions import (
    Disruption,
    all_goes_virtual,
    apply_repair,
    state_withdraws,
    taken_away,
)
from convoca.services.period_file import PeriodFile
from convoca.services.planning import Plan
from convoca.services.ports import UnitOfWork
from convoca.services.programme import apply_changes
from convoca.services.timetabling import programme_of


class Search(StrEnum):
    PLAN = "plan"
    REPAIR = "repair"
    WHY = "why"
    WHY_THE_REST = "why_the_rest"


class Happening(StrEnum):
    """What can happen to a programme that was given out."""

    MEMBER_ABSENT = "member_absent"
    STATE_ABSENT = "state_absent"
    STATE_WITHDRAWS = "state_withdraws"
    ROOM_LOST = "room_lost"
    ALL_CLOSED = "all_closed"
    ALL_VIRTUAL = "all_virtual"

    @property
    def lasts(self) -> bool:
        """Whether it holds for a span of time; else it holds for the whole period."""
        return self not in {Happening.STATE_WITHDRAWS, Happening.ALL_VIRTUAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened, to whom or what (the key of a member or room, the code of a State), and when.

    ``span`` is None for what holds for the whole period.
    """

    what: Happening
    key: str = ""
    span: Slot | None = None
    reason: str = ""


Costs = Mapping[Objective, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plan that waits to be applied, what it would change and cost, and what it was made for."""

    file: PeriodFile
    plan: Plan
    changes: tuple[PlacementChange, ...]
    cost_before: Costs
    cost_after: Costs
    disruption: Disruption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Why one activity has no place; None: why the whole programme has none."""

    activity: UUID | None
    explanation: Explanation


class PlanningModel(HasTraits):
    """Searches over the file as it stood when they began; only ``apply`` changes the store."""

    running = Unicode(help="The search that runs, or nothing.")
    progress = Instance(Progress, allow_none=True)
    found = Instance(Found, allow_none=True)
    answered = Instance(Answered, allow_none=True)

    def __init__(self, programme: ProgrammeModel) -> None:
        super().__init__()
        self._programme = programme
        self._work: Background[Progress, Callable[[], None]] = Background(
            tell=lambda progress: setattr(self, "progress", progress),
            done=lambda show: show(),
            ended=self._end,
        )

    def plan_the_rest(self, *, keep: planning.Keep, seconds: float) -> None:
        """Look for the best programme around what is kept."""
        file, office, now = (
            self._programme.file,
            self._programme.office,
            self._programme.office.now(),
        )

        def work(tell: OnProgress, is_cancelled: IsCancelled) -> Callable[[], None]:
            plan = planning.plan_the_rest(
                file,
                office.planner(),
                keep=keep,
                now=now,
                time_limit=seconds,
                on_progress=tell,
                is_cancelled=is_cancelled,
            )
            found = found_of(file, plan)
            return lambda: setattr(self, "found", found)

        self._begin(Search.PLAN, work)

    def repair(self, happened: Happened, *, seconds: float) -> None:
        """Look for the least change after something happened. Raises what the disruption refuses."""
        file, office, now = (
            self._programme.file,
            self._programme.office,
            self._programme.office.now(),
        )
        disruption = disruption_of(happened, file)

        def work(tell: OnProgress, is_cancelled: IsCancelled) -> Callable[[], None]:
            plan = planning.plan_repair(
                disruption.applied(file),
                office.planner(),
                now=now,
                time_limit=seconds,
                on_progress=tell,
                is_cancelled=is_cancelled,
            )
            found = found_of(file, plan, disruption)
            return lambda: setattr(self, "found", found)

        self._begin(Search.REPAIR, work)

    def why_not(self, activity: UUID | None) -> None:
        """Look for the reason why an activity (None: the whole programme) cannot be placed."""
        file, office, now = (
            self._programme.file,
            self._programme.office,
            self._programme.office.now(),
        )

        def work(tell: OnProgress, is_cancelled: IsCancelled) -> Callable[[], None]:
            explanation = planning.why_not(
                file,
                office.planner(),
                activity,
                now=now,
                on_progress=tell,
                is_cancelled=is_cancelled,
            )
            answered = Answered(activity=activity, explanation=explanation)
            return lambda: setattr(self, "answered", answered)

        self._begin(Search.WHY if activity else Search.WHY_THE_REST, work)

    def cancel(self) -> None:
        """End the search soon; the best found by then is kept."""
        self._work.cancel()

    def apply(self, *, reason: str) -> int:
        """Make every change of the plan in one act that can be undone; return how many they are.

        Raises NotAllowed where somebody changed one of them since the search began.
        """
        found = self.found
        if found is None:
            raise NotAllowed("There is no plan to apply.")
        plan, disruption = found.plan, found.disruption

        def change(uow: UnitOfWork) -> object:
            if disruption is not None:
                return apply_repair(found.file, disruption, plan, reason=reason, uow=uow)
            return apply_changes(found.file, plan.placements, plan.removed, reason=reason, uow=uow)

        self._programme.act_again(change)
        self.found = None
        return len(found.changes)

    def discard(self) -> None:
        self.found = None

    def _begin(self, search: Search, work: Work[Progress, Callable[[], None]]) -> None:
        if self._work.is_running:
            raise NotAllowed("Another search is under way: wait for it, or cancel it.")
        with self.hold_trait_notifications():
            self.progress = self.found = self.answered = None
            self.running = search.value
        self._work.start(work)

    def _end(self) -> None:
        self.running = ""


def found_of(file: PeriodFile, plan: Plan, disruption: Disruption | None = None) -> Found:
    """Return what a plan would change, in the order of the new programme, and what that costs."""
    moved = tuple(
        PlacementChange(activity=after.id, before=file.placement(after.id), after=after)
        for after in sorted(plan.placements, key=lambda one: one.slot)
    )
    gone = tuple(
        PlacementChange(activity=before.id, before=before, after=None) for before in plan.removed
    )
    return Found(
        file=file,
        plan=plan,
        changes=(*moved, *gone),
        cost_before=costs(programme_of(file, plan.problem), plan.problem),
        cost_after=costs(plan.answer.programme, plan.problem),
        disruption=disruption,
    )


def disruption_of(happened: Happened, file: PeriodFile) -> Disruption:
    """Return what would be on record. Raises NotAllowed, InvalidValue."""
    match happened.what:
        case Happening.STATE_WITHDRAWS:
            return state_withdraws(file, StateCode(happened.key))
        case Happening.ALL_VIRTUAL:
            return all_goes_virtual(file)
        case Happening.STATE_ABSENT:
            key = Party(kind=PartyKind.STATE, name="", state=StateCode(happened.key)).key
            kind = UnavailableKind.PARTY
        case Happening.ALL_CLOSED:
            key, kind = "", UnavailableKind.EVERYBODY
        case Happening.MEMBER_ABSENT:
            key, kind = happened.key, UnavailableKind.MEMBER
        case Happening.ROOM_LOST:
            key, kind = happened.key, UnavailableKind.ROOM
    if happened.span is None:
        raise InvalidValue("span", "Say on which day it begins.")
    return taken_away(file, kind, key, happened.span, reason=happened.reason)
