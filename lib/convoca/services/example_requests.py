"""The requests of the example period: real titles of past hearings, invented people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted, HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Participant, Party, PartyKind, ProtectedIdentity, Role
from convoca.domain.period_of_sessions import PeriodOfSessions

_SPACE = UUID("c0d0ca00-0000-4000-8000-000000000900")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTitle:
    """The title of a hearing that was held, with its language, States and kind."""

    title: str
    language: Language
    states: tuple[StateCode, ...]
    kind: HearingKind


def example_id(*words: object) -> UUID:
    """Return the same identifier for the same words, so that the example is built once."""
    return uuid5(_SPACE, "/".join(map(str, words)))


def example_requests(
    period: PeriodOfSessions, titles: Sequence[ExampleTitle], *, today: date
) -> Iterator[HearingRequest]:
    """Yield about sixty requests: every ninth late, every eighth incomplete, four near-duplicates."""
    latest = datetime.combine(today - timedelta(days=1), time(20), UTC)
    for number, title in enumerate(titles, start=1):
        request = _request(period, number, title)
        yield replace(request, received=min(request.received, latest))
    number = len(titles)
    for copy, title in enumerate(titles[10:14], start=1):
        again = replace(title, title=f"{title.title} (ejemplo de solicitud repetida)")
        yield _request(period, number + copy, again)
    yield _case_request(period, number + 5)
    yield _meeting_request(period, number + 6)


def _request(period: PeriodOfSessions, number: int, title: ExampleTitle) -> HearingRequest:
    days = 46 if number % 9 == 0 else 58 + number % 25
    incomplete = number % 8 == 0
    organisation = Party(
        kind=PartyKind.ORGANISATION,
        name=f"Example Organisation {number:02}",
        language=title.language,
        zone="America/Mexico_City" if number % 3 else "America/Bogota",
        email=f"organisation{number:02}@example.org",
    )
    return HearingRequest(
        id=HearingRequestId(example_id("request", number)),
        period=period.id,
        reference=f"PS {period.number}-{number}",
        received=_received(period, days, number),
        title=title.title,
        kind=title.kind,
        purpose="" if incomplete else "Example purpose: to inform the Commission.",
        summary="" if number % 16 == 0 else "Example summary of the information to be given.",
        minutes_wanted=None if incomplete else 60,
        states=title.states,
        requesters=(organisation,),
        participants=(
            Participant(
                id=ParticipantId(example_id("participant", number)),
                name=f"Example Speaker {number:02}",
            ),
        ),
        languages=(title.language,),
        initiative=Initiative.PARTY,
    )


def _received(period: PeriodOfSessions, days_before: int, number: int) -> datetime:
    midnight = datetime.combine(period.opens - timedelta(days=days_before), time(), UTC)
    return midnight + timedelta(hours=14 + number % 6, minutes=number % 60)


#: Two invented witnesses whose names must never leave the Secretariat.
_PROTECTED = (("Witness 1", "Ejemplo Protegida Uno"), ("Witness 2", "Ejemplo Protegido Dos"))


def _case_request(period: PeriodOfSessions, number: int) -> HearingRequest:
    title = ExampleTitle(
        title="Example case 900.001 (merits, testimony)",
        language=Language.SPANISH,
        states=(StateCode("PE"),),
        kind=HearingKind.CASE,
    )
    witnesses = tuple(
        Participant(
            id=ParticipantId(example_id("witness", pseudonym)),
            name=pseudonym,
            role=Role.WITNESS,
            purpose="Example object of the testimony.",
            language=Language.SPANISH,
            protected=True,
        )
        for pseudonym, _ in _PROTECTED
    )
    request = _request(period, number, title)
    return replace(
        request,
        issue=Issue.MERITS,
        matter_number="900.001",
        participants=(*request.participants, *witnesses),
        received=_received(period, 65, number),
        purpose="Example purpose: to hear two witnesses.",
        minutes_wanted=90,
    )


def _meeting_request(period: PeriodOfSessions, number: int) -> HearingRequest:
    title = ExampleTitle(
        title="Example precautionary measure 900-02",
        language=Language.ENGLISH,
        states=(StateCode("JM"),),
        kind=HearingKind.PRECAUTIONARY_MEASURES,
    )
    request = _request(period, number, title)
    return replace(request, wanted=ActivityWanted.WORKING_MEETING, matter_number="900-02")


def protected_identities() -> Iterator[ProtectedIdentity]:
    for pseudonym, name in _PROTECTED:
        yield ProtectedIdentity(id=ParticipantId(example_id("witness", pseudonym)), name=name)
