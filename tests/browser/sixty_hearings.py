"""A period with sixty hearings that wait for a place, an invented matter each."""

from datetime import date, timedelta
from uuid import uuid4

from convoca.bootstrap import open_convoca
from convoca.domain.hearing import Hearing, HearingKind
from convoca.domain.identifiers import HearingId, PeriodId, RoomId, StateCode
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room

HEARINGS = 60
NUMBER = 902
ROOMS = ("Padilha Vidal", "Rubén Darío")
_STATES = ("MX", "GT", "CO", "BR", "PE", "AR", "CL", "HN", "SV", "EC", "BO", "PY")


def hearing_days(opens: date) -> list[date]:
    """Return the working days of two weeks: a quorum hears one matter at a time, some nine a day."""
    return [opens + timedelta(days=n) for n in range(12) if n % 7 < 5]


def prepare(database: str, opens: date) -> None:
    """Put the period into a store that is served already."""
    period = _period(opens)
    with open_convoca(database=database) as convoca, convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for number in range(HEARINGS):
            uow.hearings.save(_hearing(period, number))
        uow.commit(reason="Sixty hearings to plan")


def _period(opens: date) -> PeriodOfSessions:
    closes = opens + timedelta(days=11)
    place = PeriodPlace(
        city="Washington, DC",
        country=StateCode("US"),
        opens=opens,
        closes=closes,
        venue="Example building",
        rooms=tuple(Room(id=RoomId(uuid4()), name=name) for name in ROOMS),
        hearing_days=tuple(hearing_days(opens)),
    )
    return PeriodOfSessions(
        id=PeriodId(uuid4()), number=NUMBER, opens=opens, closes=closes, places=(place,)
    )


def _hearing(period: PeriodOfSessions, number: int) -> Hearing:
    state = StateCode(_STATES[number % len(_STATES)])
    return Hearing(
        id=HearingId(uuid4()),
        period=period.id,
        title=f"Example matter {number + 1:02}",
        kind=HearingKind.THEMATIC_COUNTRY,
        states=(state,),
        parties=(
            Party(kind=PartyKind.ORGANISATION, name=f"Example Organisation {number + 1}"),
            Party(kind=PartyKind.STATE, name=state, state=state),
        ),
    )
