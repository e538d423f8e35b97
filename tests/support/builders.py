"""Small, plainly invented things, each lawful unless a test says otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from convoca.domain.hearing import Hearing, HearingKind
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import (
    HearingId,
    HearingRequestId,
    MemberId,
    PeriodId,
    RoomId,
    StateCode,
)
from convoca.domain.member import Member, Term
from convoca.domain.party import Participant, Party, PartyKind, Role
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.programme import ActivityKind, Placement
from convoca.domain.slot import Slot

MX = StateCode("MX")
ROOM = RoomId(uuid4())
OTHER_ROOM = RoomId(uuid4())


def a_period(**changes: object) -> PeriodOfSessions:
    values: dict[str, object] = {
        "id": PeriodId(uuid4()),
        "number": 901,
        "opens": date(2027, 3, 1),
        "closes": date(2027, 3, 12),
        "is_example": True,
        "places": (
            PeriodPlace(
                city="Washington, DC",
                country=StateCode("US"),
                opens=date(2027, 3, 1),
                closes=date(2027, 3, 12),
                venue="Example building",
                rooms=(Room(id=ROOM, name="Room A"), Room(id=OTHER_ROOM, name="Room B")),
                hearing_days=tuple(date(2027, 3, day) for day in range(8, 13)),
            ),
        ),
    }
    return PeriodOfSessions(**{**values, **changes})  # type: ignore[arg-type]


def a_coming_period(today: date) -> PeriodOfSessions:
    """A period that begins sixty days from now: for what is asked with the clock of the day."""
    opens = today + timedelta(days=60)
    closes = opens + timedelta(days=11)
    (place,) = a_period().places
    there = replace(place, opens=opens, closes=closes, hearing_days=())
    return a_period(opens=opens, closes=closes, places=(there,))


def a_request(period: PeriodOfSessions, **changes: object) -> HearingRequest:
    values: dict[str, object] = {
        "id": HearingRequestId(uuid4()),
        "period": period.id,
        "reference": f"PS {period.number}-{uuid4().hex[:6]}",
        "received": datetime(2026, 12, 1, 15, tzinfo=UTC),
        "title": "Example: freedom of expression in Mexico",
        "kind": HearingKind.THEMATIC_COUNTRY,
        "purpose": "To inform the Commission.",
        "summary": "An example summary.",
        "minutes_wanted": 60,
        "states": (MX,),
        "requesters": (Party(kind=PartyKind.ORGANISATION, name="Example Organisation 1"),),
        "participants": (a_participant(),),
    }
    return HearingRequest(**{**values, **changes})  # type: ignore[arg-type]


def a_participant(**changes: object) -> Participant:
    values: dict[str, object] = {
        "id": uuid4(),
        "name": "Example Person",
        "role": Role.REPRESENTATIVE,
    }
    return Participant(**{**values, **changes})  # type: ignore[arg-type]


def a_hearing(period: PeriodOfSessions, **changes: object) -> Hearing:
    values: dict[str, object] = {
        "id": HearingId(uuid4()),
        "period": period.id,
        "title": "Example: freedom of expression in Mexico",
        "kind": HearingKind.THEMATIC_COUNTRY,
        "states": (MX,),
        "parties": (
            Party(kind=PartyKind.ORGANISATION, name="Example Organisation 1"),
            Party(kind=PartyKind.STATE, name="Mexico", state=MX),
        ),
    }
    return Hearing(**{**values, **changes})  # type: ignore[arg-type]


def a_placement(hearing: Hearing, **changes: object) -> Placement:
    values: dict[str, object] = {
        "id": hearing.id,
        "period": hearing.period,
        "kind": ActivityKind.HEARING,
        "slot": Slot.local(date(2027, 3, 8), time(9), minutes=60, zone="America/New_York"),
        "room": ROOM,
    }
    return Placement(**{**values, **changes})  # type: ignore[arg-type]


def a_member(name: str, *nationalities: str, **changes: object) -> Member:
    values: dict[str, object] = {
        "id": MemberId(uuid4()),
        "name": name,
        "nationalities": tuple(StateCode(code) for code in nationalities),
        "terms": (Term(starts=date(2024, 1, 1), ends=date(2027, 12, 31)),),
        "is_example": True,
    }
    return Member(**{**values, **changes})  # type: ignore[arg-type]
