"""The speaking clock: one turn runs at a time, and every side and bloc has an account of its minutes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay, Spoken, Turn
from convoca.domain.identifiers import HearingId
from convoca.domain.party import Side
from convoca.domain.slot import instant
from convoca.services.hearing_days.record import change_day, refuse_late, refuse_unopened
from convoca.services.hearing_days.running_order import reordered
from convoca.services.ports import UnitOfWork

_NOTHING = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The time of a side, or of one bloc of it: given, used so far, and whether the clock runs on it."""

    side: Side
    bloc: str
    given: timedelta
    spoken: timedelta
    is_running: bool = False

    @property
    def left(self) -> timedelta:
        return max(self.given - self.spoken, _NOTHING)

    @property
    def over(self) -> timedelta:
        """Return by how much the account was overrun."""
        return max(self.spoken - self.given, _NOTHING)


def accounts(day: HearingDay, now: datetime) -> tuple[Account, ...]:
    """Return the account of every side and bloc of the running order, in its order."""
    keys = dict.fromkeys((turn.side, turn.bloc) for turn in day.turns)
    return tuple(_account(side, bloc, day.turns, now) for side, bloc in keys)


def _account(side: Side, bloc: str, turns: Iterable[Turn], now: datetime) -> Account:
    own = [turn for turn in turns if (turn.side, turn.bloc) == (side, bloc)]
    return Account(
        side=side,
        bloc=bloc,
        given=timedelta(minutes=sum(turn.minutes for turn in own)),
        spoken=sum((spoken_in(turn, now) for turn in own), _NOTHING),
        is_running=any(is_running(turn) for turn in own),
    )


def owed(day: HearingDay, now: datetime) -> dict[Side, timedelta]:
    """Return the time that would level the sides: what one was allowed over its own, the other is owed.

    Custom: any time beyond what was given is the same for both.
    """
    over = dict.fromkeys((Side.REQUESTER, Side.STATE), _NOTHING)
    for account in accounts(day, now):
        if account.side in over:
            over[account.side] += account.over
    most = max(over.values())
    sides = {turn.side for turn in day.turns}
    return {side: most - over[side] for side in over if side in sides and over[side] < most}


def spoken_in(turn: Turn, now: datetime) -> timedelta:
    """Return how long somebody spoke in one turn so far."""
    return sum(((s.stopped or max(now, s.started)) - s.started for s in turn.spoken), _NOTHING)


def is_running(turn: Turn) -> bool:
    return any(stretch.stopped is None for stretch in turn.spoken)


def running(day: HearingDay) -> Turn | None:
    """Return the turn on which the clock runs."""
    return next((turn for turn in day.turns if is_running(turn)), None)


def start_turn(
    hearing: HearingId | UUID, turn: UUID, *, at: datetime, now: datetime, uow: UnitOfWork
) -> HearingDay:
    """Start the clock for one turn, and stop it for the one that it ran for. Raises NotAllowed, NotFound.

    ``at`` is when somebody pressed the button: where the connection was lost, that is earlier than
    ``now``, and what others pressed after that moment stays. No moment lies in the future, or
    before the opening.
    """

    def start(_hearing: Hearing, day: HearingDay) -> HearingDay:
        _refuse_unless_open(day, at)
        if all(each.id != turn for each in day.turns):
            raise NotFound("turn", turn)
        return _pressed(day, turn, _moment(day, at, now))

    return change_day(hearing, start, reason="Hearing day: the clock is started", uow=uow)


def stop_clock(
    hearing: HearingId | UUID, *, at: datetime, now: datetime, uow: UnitOfWork
) -> HearingDay:
    """Stop the clock; one that stands still stays as it is. ``at`` is taken as in ``start_turn``."""

    def stop(_hearing: Hearing, day: HearingDay) -> HearingDay:
        _refuse_unless_open(day, at)
        return _pressed(day, None, _moment(day, at, now))

    return change_day(hearing, stop, reason="Hearing day: the clock is stopped", uow=uow)


def _refuse_unless_open(day: HearingDay, at: datetime) -> None:
    """Let a press count that was on its way while somebody closed the hearing. Raises NotAllowed."""
    if day.closed is None or instant(at) >= day.closed:
        refuse_unopened(day)


def stopped_at(day: HearingDay, now: datetime) -> HearingDay:
    """Return a day on which the clock stands still from ``now`` on."""
    return _with_stretches(day, lambda s: s if s.stopped else _until(s, instant(now)))


def _pressed(day: HearingDay, turn: UUID | None, at: datetime) -> HearingDay:
    """Return a day on which a turn, or nobody, speaks from ``at`` to the next press after it."""
    counted = [(each.id, s) for each in day.turns for s in each.spoken]
    meanwhile = next(((key, s) for key, s in counted if _covers(s, at)), None)
    if turn == (meanwhile[0] if meanwhile else None):
        return day
    following = min((s.started for _, s in counted if s.started > at), default=day.closed)
    until = meanwhile[1].stopped if meanwhile else following
    cut = _with_stretches(day, lambda s: _until(s, at) if _covers(s, at) else s)
    return replace(
        cut,
        turns=tuple(
            replace(each, spoken=_in_order(*each.spoken, Spoken(started=at, stopped=until)))
            if each.id == turn
            else each
            for each in cut.turns
        ),
    )


def _covers(stretch: Spoken, at: datetime) -> bool:
    return stretch.started <= at and (stretch.stopped is None or at < stretch.stopped)


def _until(stretch: Spoken, at: datetime) -> Spoken:
    return replace(stretch, stopped=max(at, stretch.started))


def _in_order(*stretches: Spoken) -> tuple[Spoken, ...]:
    return tuple(sorted(stretches, key=lambda stretch: stretch.started))


def _with_stretches(day: HearingDay, change: Callable[[Spoken], Spoken]) -> HearingDay:
    """Change every stretch; one of no length is none, as nobody spoke in it."""
    return replace(
        day,
        turns=tuple(
            replace(
                turn, spoken=tuple(s for s in map(change, turn.spoken) if s.stopped != s.started)
            )
            for turn in day.turns
        ),
    )


def _moment(day: HearingDay, at: datetime, now: datetime) -> datetime:
    """Take a press as no later than now; one from before the opening, as after all that was counted."""
    moment = min(instant(at), instant(now))
    if day.opened is None or moment >= day.opened:
        return moment
    return max([day.opened, *(s.stopped or s.started for turn in day.turns for s in turn.spoken)])


def save_running_order(
    hearing: HearingId | UUID,
    before: Iterable[Turn],
    after: Iterable[Turn],
    *,
    reason: str,
    uow: UnitOfWork,
    confirmed: bool = False,
) -> HearingDay:
    """Keep the running order as edited from ``before``; once the hearing is open, confirmed alone.

    Raises ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound, ReasonMissing.
    """
    read, wanted = tuple(before), tuple(after)

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_late(day, confirmed=confirmed)
        return reordered(day, read, wanted)

    return change_day(hearing, change, reason=reason, uow=uow)
