"""Periods of sessions: created, edited, and what follows from their dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.period_of_sessions import CallForRequests, PeriodOfSessions, PeriodPlace
from convoca.domain.slot import SEAT_ZONE, local_instant
from convoca.rules.deadlines import Deadline, deadlines_of
from convoca.rules.hearing_requests import request_is_in_time
from convoca.rules.time_limits import days_before
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork

#: Days, the medians of the published calls (2013-2025): 66 from the closing of a call to the
#: opening of the period, 20 for which a call was open.
CALL_CLOSES_BEFORE = 66
CALL_LASTS = 20


def save_period(period: PeriodOfSessions, *, reason: str, uow: UnitOfWork) -> PeriodOfSessions:
    """Create or change a period. Raises ConflictingEdit; NotAllowed when a room in use would go."""
    with uow:
        rooms = {room.id for room in period.rooms}
        lost = [p for p in uow.placements.all(period=period.id) if p.room not in rooms]
        if lost:
            raise NotAllowed(
                "{count} placements are in a room that would go. Move them first.", count=len(lost)
            )
        saved = uow.periods.save(period)
        uow.commit(reason=reason)
    return saved


def current_period(periods: Iterable[PeriodOfSessions], today: date) -> PeriodOfSessions | None:
    """Return the period under way or next to come; else the last one held, None without any."""
    known = sorted(periods, key=lambda period: period.opens)
    return next((p for p in known if p.closes >= today), known[-1] if known else None)


def usual_call(opens: date) -> CallForRequests:
    """Propose a call for a period that opens on ``opens``; a default, which binds nobody."""
    closes_on = days_before(opens, CALL_CLOSES_BEFORE)
    return CallForRequests(
        opens=local_instant(days_before(closes_on, CALL_LASTS), time(9), SEAT_ZONE),
        closes=local_instant(closes_on, time(23, 59), SEAT_ZONE),
    )


def period_deadlines(file: PeriodFile) -> tuple[Deadline, ...]:
    """Return every date that follows from a period and from the hearings placed in it."""
    days = {
        day
        for hearing in file.hearings
        if not hearing.is_cancelled and (day := file.hearing_day(hearing))
    }
    return deadlines_of(file.period, sorted(days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a moved opening would change: each last day before and after, and whom it would hit.

    ``would_be_late`` and ``would_be_in_time`` are requests whose finding under Art. 64.2 turns.
    ``placed`` counts the placements that would lie outside the new dates.
    """

    deadlines: tuple[tuple[Deadline, Deadline], ...]
    would_be_late: tuple[HearingRequest, ...]
    would_be_in_time: tuple[HearingRequest, ...]
    placed: int


def shifted(period: PeriodOfSessions, opens: date) -> PeriodOfSessions:
    """Return the period with all its days moved so that it opens on ``opens``; nothing is saved."""
    by = opens - period.opens
    return replace(
        period,
        opens=opens,
        closes=period.closes + by,
        places=tuple(_shifted_place(place, by) for place in period.places),
    )


def _shifted_place(place: PeriodPlace, by: timedelta) -> PeriodPlace:
    return replace(
        place,
        opens=place.opens + by,
        closes=place.closes + by,
        hearing_days=tuple(day + by for day in place.hearing_days),
    )


def what_moves(file: PeriodFile, opens: date) -> Moved:
    """Say what would change if the period opened on ``opens``; nothing is saved."""
    moved = shifted(file.period, opens)
    before, after = deadlines_of(file.period), deadlines_of(moved)
    was = {request.id: _in_time(request, file.period.opens) for request in file.requests}
    turned = [r for r in file.requests if was[r.id] != _in_time(r, opens)]
    return Moved(
        deadlines=_paired(before, after),
        would_be_late=tuple(r for r in turned if was[r.id]),
        would_be_in_time=tuple(r for r in turned if not was[r.id]),
        placed=sum(
            not moved.opens <= placement.slot.wall_date <= moved.closes
            for placement in file.placements.values()
        ),
    )


def _in_time(request: HearingRequest, opens: date) -> bool:
    finding = request_is_in_time(received=request.received, period_opens=opens, kind=request.kind)
    return finding.verdict is Verdict.MET


def _paired(
    before: tuple[Deadline, ...], after: tuple[Deadline, ...]
) -> tuple[tuple[Deadline, Deadline], ...]:
    """Pair each deadline with the same one of the other set: same rule, same rank within it."""

    def ranked(deadlines: tuple[Deadline, ...]) -> dict[tuple[str, str, int], Deadline]:
        seen: dict[tuple[str, str], int] = {}
        ranks: dict[tuple[str, str, int], Deadline] = {}
        for deadline in deadlines:
            key = (deadline.rule, deadline.article)
            seen[key] = seen.get(key, 0) + 1
            ranks[(*key, seen[key])] = deadline
        return ranks

    new = ranked(after)
    return tuple((old, new[key]) for key, old in ranked(before).items() if key in new)
