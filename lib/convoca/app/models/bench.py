"""Who may sit in an activity, how many are needed, and who is away when."""

from dataclasses import dataclass
from uuid import UUID

from convoca.domain.availability import UnavailableKind
from convoca.domain.finding import Verdict
from convoca.domain.member import Member
from convoca.domain.slot import Slot
from convoca.scheduling.problem import Problem
from convoca.services.period_file import PeriodFile
from convoca.services.programme import who_may_sit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """``free`` may sit; of those that may not, Art. 17 bars some and the others are away."""

    needed: int
    free: tuple[Member, ...]
    barred: tuple[Member, ...]
    away: tuple[tuple[Member, tuple[Slot, ...]], ...]

    @property
    def has_quorum(self) -> bool:
        return len(self.free) >= self.needed


def bench_of(file: PeriodFile, problem: Problem, activity: UUID) -> Bench | None:
    """Return the bench of an activity: at its hour where it is placed, else on the opening day.

    Who is away at another hour than its own stays free; before it is placed every absence is told.
    None for what is not to be placed.
    """
    event = problem.event.get(str(activity))
    if event is None:
        return None
    placement = file.placement(activity)
    day = placement.slot.wall_date if placement else file.period.opens
    judged = [
        (member, any(finding.verdict is Verdict.BREACHED for finding in found))
        for member, found in who_may_sit(file, activity, day)
        if not event.group or str(member.id) in event.group
    ]
    slot = placement.slot if placement else None
    away = tuple(
        (member, spans)
        for member, is_barred in judged
        if not is_barred and (spans := _absences(file, member, slot))
    )
    gone = {member.id for member, _ in away} if slot else set()
    return Bench(
        needed=event.quorum,
        free=tuple(m for m, is_barred in judged if not is_barred and m.id not in gone),
        barred=tuple(m for m, is_barred in judged if is_barred),
        away=away,
    )


def _absences(file: PeriodFile, member: Member, slot: Slot | None) -> tuple[Slot, ...]:
    """Return when a member is away, of what touches the slot where there is one."""
    return tuple(
        one.span
        for one in file.unavailabilities
        if one.is_of(UnavailableKind.MEMBER, member.id)
        and (slot is None or one.span.overlaps(slot))
    )
