"""What the example period plans with: absences, holds, interpreters, needs, and a first release."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.hearing import Hearing, PlanningNeeds
from convoca.domain.identifiers import MemberId, PeriodId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.period_of_sessions import (
    InterpreterTeams,
    PeriodOfSessions,
    PlanningWishes,
)
from convoca.domain.release import Override, Release, ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot, local_instant
from convoca.services.example_requests import example_id
from convoca.services.folding import fold
from convoca.services.period_file import read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.releases import blockers, release

#: Members that a hearing before the whole Commission needs (Art. 16), and those of a working group.
_QUORUM, _GROUP = 4, 3
#: The seventh member is away from the fourth day of hearings on, the fourth on the second morning.
_TRAVELLER, _PATIENT = 6, 3

_THEMES = {
    "Example theme: people on the move": ("migra", "desplaz", "movement", "refug"),
    "Example theme: people deprived of liberty": ("prisao", "prision", "detention", "deprived"),
    "Example theme: justice": ("justic", "judici"),
}


def with_planning(period: PeriodOfSessions) -> PeriodOfSessions:
    """Give the example period its interpreters and wishes."""
    first = period.places[0].hearing_days[0]
    moving = next(iter(_THEMES))
    return replace(
        period,
        interpreter_teams=(
            InterpreterTeams(language=Language.PORTUGUESE, teams=1),
            InterpreterTeams(language=Language.PORTUGUESE, teams=2, day=first),
            InterpreterTeams(language=Language.ENGLISH, teams=2),
        ),
        wishes=PlanningWishes(weights={"span_state": 12}, topics={moving: "group"}),
    )


def with_needs(hearing: Hearing, number: int) -> Hearing:
    """Give an example hearing what it asks of its place; one of those that wait is on hold."""
    title = fold(hearing.title)
    theme = next((t for t, words in _THEMES.items() if any(w in title for w in words)), "")
    return replace(
        hearing,
        needs=PlanningNeeds(
            attendance=20 + 7 * number % 40,
            is_priority=number % 6 == 0,
            theme=theme,
            on_hold=number == 20,
        ),
    )


def absences(period: PeriodOfSessions, members: Sequence[Member]) -> Iterator[Unavailability]:
    """Yield two absent members, a room that is shut, and one that is held."""
    days = period.places[0].hearing_days
    rooms = period.rooms
    for kind, key, day, hour, minutes, reason, is_hold in (
        (UnavailableKind.MEMBER, members[_PATIENT].id, days[1], time(8), 300,
         "Example: a medical appointment", False),
        (UnavailableKind.MEMBER, members[_TRAVELLER].id, days[3], time(8), 2 * 1440,
         "Example: travel home", False),
        (UnavailableKind.ROOM, rooms[1].id, days[3], time(13), 300,
         "Example: the interpreters' booths are repaired", False),
        (UnavailableKind.ROOM, rooms[0].id, days[4], time(15), 120,
         "Example press conference", True),
    ):  # fmt: skip
        yield Unavailability(
            id=example_id("unavailability", reason),
            period=period.id,
            kind=kind,
            key=str(key),
            span=Slot.local(day, hour, minutes=minutes, zone=SEAT_ZONE),
            reason=reason,
            is_hold=is_hold,
        )


def rapporteurships(members: Sequence[Member], today: date) -> Iterator[Rapporteurship]:
    """Yield who reports on which State; nobody on a State of his or her own."""
    charges = ("GT HN", "VE PE", "MX CL", "BR NI", "CO EC", "US CU", "AR BO")
    for member, states in zip(members, charges, strict=True):
        for state in states.split():
            yield Rapporteurship(
                id=example_id("rapporteurship", state),
                member=member.id,
                state=StateCode(state),
                as_of=date(today.year - 1, 1, 15),
                source="Example",
            )


def panel_of(
    free: Iterable[Member],
    taken: Collection[MemberId],
    slot: Slot,
    away: Iterable[Unavailability],
    *,
    in_group: bool,
) -> tuple[MemberId, ...]:
    """Return who sits: a quorum of the whole Commission, or a working group of those left."""
    absent = {a.key for a in away if a.span.overlaps(slot)}
    able = [m.id for m in free if m.id not in taken and str(m.id) not in absent]
    return tuple(able[: _GROUP if in_group else _QUORUM])


def example_release(
    period: PeriodId, kind: ReleaseKind, comment: str, *, today: date, uow: UnitOfWork
) -> Release:
    """Release the example programme the day before ``today``; what is wrong with it is let pass."""
    now: datetime = local_instant(today - timedelta(days=1), time(17), SEAT_ZONE)
    with uow:
        file = read_period_file(period, uow=uow)
    overrides = {
        (blocker.rule, blocker.activity): Override(
            rule=blocker.rule,
            activity=blocker.activity,
            reason="Example: to be cured before everybody is told.",
            authority="Example Executive Secretary",
            decided_on=today - timedelta(days=1),
        )
        for blocker in blockers(file, kind, today - timedelta(days=1))
    }
    return release(
        file,
        kind,
        comment=comment,
        overrides=tuple(overrides.values()),
        now=now,
        uow=uow,
    )
