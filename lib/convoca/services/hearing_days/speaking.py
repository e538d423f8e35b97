"""The speaking clock: one turn runs at a time, and every side and bloc has an account of its minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay, Spoken, Turn
from convoca.domain.identifiers import HearingId
from convoca.domain.party import Side
from convoca.domain.slot import instant
from convoca.services.hearing_days.record import (
    change_day,
    refuse_closed,
    refuse_late,
    refuse_unopened,
)
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
    ``now``. It is taken as no later than now, and no earlier than what the clock counted already.
    """

    def start(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_unopened(day)
        wanted = next((each for each in day.turns if each.id == turn), None)
        if wanted is None:
            raise NotFound("turn", turn)
        if is_running(wanted):
            return day
        begin = _moment(day, at, now)
        stopped = _stopped(day, begin)
        turns = (
            replace(each, spoken=(*each.spoken, Spoken(started=begin))) if each.id == turn else each
            for each in stopped.turns
        )
        return replace(stopped, turns=tuple(turns))

    return change_day(hearing, start, reason="Hearing day: the clock is started", uow=uow)


def stop_clock(
    hearing: HearingId | UUID, *, at: datetime, now: datetime, uow: UnitOfWork
) -> HearingDay:
    """Stop the clock; one that stands still stays as it is. ``at`` is taken as in ``start_turn``."""

    def stop(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        return _stopped(day, _moment(day, at, now))

    return change_day(hearing, stop, reason="Hearing day: the clock is stopped", uow=uow)


def stopped_at(day: HearingDay, now: datetime) -> HearingDay:
    """Return a day on which the clock stands still."""
    return _stopped(day, _moment(day, now, now))


def _stopped(day: HearingDay, at: datetime) -> HearingDay:
    turns = tuple(
        replace(
            turn,
            spoken=tuple(s if s.stopped else replace(s, stopped=at) for s in turn.spoken),
        )
        for turn in day.turns
    )
    return replace(day, turns=turns)


def _moment(day: HearingDay, at: datetime, now: datetime) -> datetime:
    counted = [s.stopped or s.started for turn in day.turns for s in turn.spoken]
    earliest = max([*counted, *([day.opened] if day.opened else [])], default=instant(at))
    return max(min(instant(at), instant(now)), earliest)


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
