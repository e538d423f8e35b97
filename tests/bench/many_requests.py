"""A period with as many requests as a benchmark needs; every third one is late or incomplete."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from convoca.domain.hearing import HearingKind, Issue
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId, PeriodId, StateCode
from convoca.domain.party import Participant, Party, PartyKind
from convoca.domain.period_of_sessions import PeriodOfSessions

PERIOD = PeriodOfSessions(
    id=PeriodId(UUID(int=1)), number=191, opens=date(2024, 11, 4), closes=date(2024, 11, 15)
)
_FIRST = datetime(2024, 7, 1, 13, 5, tzinfo=UTC)
_KINDS = tuple(HearingKind)
_STATES = tuple(StateCode(code) for code in ("MX", "HN", "PE", "BR", "US", "HT", "CL", "GT"))


def requests(count: int) -> list[HearingRequest]:
    """Return ``count`` requests that arrive over 75 days, around the last day in time."""
    return [_request(index, count) for index in range(count)]


def _request(index: int, count: int) -> HearingRequest:
    kind = _KINDS[index % len(_KINDS)]
    person = Participant(id=ParticipantId(UUID(int=index)), name=f"Representative {index}")
    return HearingRequest(
        id=HearingRequestId(UUID(int=index)),
        period=PERIOD.id,
        reference=f"PS 191-{index}",
        received=_FIRST + timedelta(days=90) * index / count,
        title=f"Situación de los derechos humanos, solicitud {index} ({_STATES[index % 8]})",
        kind=kind,
        issue=None if index % 5 else Issue.MERITS,
        purpose="" if index % 3 == 0 else "To inform the Commission of recent facts",
        summary="A summary of the facts",
        minutes_wanted=60 if index % 4 else None,
        states=(_STATES[index % 8],),
        requesters=(Party(kind=PartyKind.ORGANISATION, name=f"Organisation {index % 400}"),),
        participants=(person,),
        matter_number=f"12.{index % 999:03}",
    )
