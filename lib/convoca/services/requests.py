"""Requests for hearings: taken in, judged, granted, declined, merged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast
from uuid import uuid5

from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing, MeetingKind, WorkingMeeting
from convoca.domain.hearing_request import ActivityWanted, Decision, HearingRequest
from convoca.domain.identifiers import HearingId, HearingRequestId, WorkingMeetingId
from convoca.domain.member_state import language_of
from convoca.domain.party import Party, PartyKind, ProtectedIdentity
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.rules.customs import request_is_within_the_call
from convoca.rules.hearing_requests import (
    purpose_is_among_those_of_the_rules,
    request_is_complete,
    request_is_in_time,
    request_is_in_writing,
)
from convoca.services.identities import refuse_unsealed
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import RequestRow
from convoca.services.similarity import similar_requests


def request_findings(request: HearingRequest, period: PeriodOfSessions) -> tuple[Finding, ...]:
    """Judge one request: in time, within the call, complete, in writing, on a lawful purpose."""
    return (
        request_is_in_time(
            received=request.received,
            period_opens=period.opens,
            kind=request.kind,
            wanted=request.wanted,
        ),
        request_is_within_the_call(
            received=request.received, call=period.call, states=request.states
        ),
        request_is_complete(request=request),
        request_is_in_writing(in_writing=request.in_writing, kind=request.kind),
        purpose_is_among_those_of_the_rules(kind=request.kind, issue=request.issue),
    )


def request_rows(period: PeriodOfSessions, requests: Sequence[HearingRequest]) -> list[RequestRow]:
    """Return the register of requests with what the Rules say of each."""
    similar = similar_requests(requests)
    references = {request.id: request.reference for request in requests}
    return [_row(request, period, similar, references) for request in requests]


def _row(
    request: HearingRequest,
    period: PeriodOfSessions,
    similar: dict[str, tuple[str, ...]],
    references: dict[HearingRequestId, str],
) -> RequestRow:
    findings = request_findings(request, period)
    in_time, in_call, complete = findings[:3]
    received_on = request.received_on
    merged_into = "" if request.merged_into is None else references.get(request.merged_into, "")
    return RequestRow(
        id=request.id,
        period_number=period.number,
        reference=request.reference,
        received=request.received,
        received_on=received_on,
        days_before_opening=(period.opens - received_on).days,
        last_day=cast("date", in_time.facts["last_day"]),
        in_time=in_time.verdict,
        in_call=in_call.verdict,
        complete=complete.verdict,
        missing=cast("tuple[str, ...]", complete.facts["missing"]),
        title=request.title,
        kind=request.kind,
        wanted=request.wanted,
        initiative=request.initiative,
        states=request.states,
        requesters=tuple(party.name for party in request.requesters),
        matter_number=request.matter_number,
        minutes_wanted=request.minutes_wanted,
        decision=request.decision,
        decided_on=request.decided_on,
        decision_reason=request.decision_reason,
        merged_into=merged_into,
        similar_to=similar.get(request.reference, ()),
        findings=findings,
    )


def save_request(
    request: HearingRequest,
    *,
    reason: str,
    uow: UnitOfWork,
    identities: Sequence[ProtectedIdentity] = (),
) -> HearingRequest:
    """Take a request in, or correct one; ``identities`` are sealed with it (Arts. 64.3, 65.8).

    Who asks by now to be withheld from the State (Art. 28.2) is so in what was granted too.
    Raises ConflictingEdit, ReasonMissing, and ProtectedNameFound where the name of one of its
    sealed participants stands in it: the audit would keep that name in clear for ever.
    """
    with uow:
        for identity in identities:
            uow.identities.save(identity)
        refuse_unsealed(request, uow=uow)
        period = uow.periods.get(request.period)
        saved = uow.requests.save(request)
        _withhold_in_what_was_granted(saved, uow)
        uow.commit(reason=reason, findings=request_findings(saved, period))
    return saved


def next_reference(period: PeriodOfSessions, requests: Iterable[HearingRequest]) -> str:
    """Return the next running number, e.g. PS 191-1157."""
    prefix = f"PS {period.number}-"
    numbers = [
        int(tail)
        for request in requests
        if request.reference.startswith(prefix)
        and (tail := request.reference.removeprefix(prefix)).isdecimal()
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"


def grant_request(
    request_id: HearingRequestId, *, on: date, reason: str, uow: UnitOfWork
) -> Hearing | WorkingMeeting:
    """Grant a request; the hearing or working meeting that follows waits for its place.

    Who asked in requests that were merged into it before is a party too. A late request may still be
    granted: the Commission can hold a hearing on its own initiative (Art. 61). The findings go on
    record with the decision. Raises NotAllowed when decided.
    """
    with uow:
        request = _pending(request_id, uow)
        period = uow.periods.get(request.period)
        findings = request_findings(request, period)
        granted = granted_activity(request, period)
        if isinstance(granted, Hearing):
            granted = uow.hearings.save(granted)
        else:
            granted = uow.meetings.save(granted)
        decided = request.decide(Decision.GRANTED, on=on, reason=reason)
        uow.requests.save(replace(decided, hearing=HearingId(granted.id)))
        for merged in _merged_into(request, uow):
            granted = _join_parties(HearingId(granted.id), merged, uow)
            uow.requests.save(replace(merged, hearing=HearingId(granted.id)))
        late = findings[0].verdict is Verdict.BREACHED
        uow.commit(reason=reason, findings=findings, waived=findings[0].articles[0] if late else "")
    return granted


def granted_activity(request: HearingRequest, period: PeriodOfSessions) -> Hearing | WorkingMeeting:
    """Return what a granted request becomes; the same request always becomes the same one."""
    states = tuple(
        Party(kind=PartyKind.STATE, name=code, state=code, language=language_of(code))
        for code in request.states
    )
    parties = tuple({party.key: party for party in (*request.requesters, *states)}.values())
    identifier = uuid5(request.id, "granted")
    minutes = request.minutes_wanted or period.slot_minutes
    if request.wanted is ActivityWanted.WORKING_MEETING:
        return WorkingMeeting(
            id=WorkingMeetingId(identifier),
            period=request.period,
            title=request.title,
            kind=MeetingKind.WORKING_MEETING,
            states=request.states,
            parties=parties,
            requests=(request.id,),
            matter_number=request.matter_number,
            minutes=minutes,
        )
    return Hearing(
        id=HearingId(identifier),
        period=request.period,
        title=request.title,
        kind=request.kind,
        initiative=request.initiative,
        states=request.states,
        parties=parties,
        participants=request.participants,
        requests=(request.id,),
        matter_number=request.matter_number,
        issue=request.issue,
        minutes=minutes,
        # Interpreted both ways: what is asked for, and what the parties speak.
        languages=tuple(dict.fromkeys((*request.languages, *(p.language for p in parties)))),
    )


def decline_request(
    request_id: HearingRequestId, *, on: date, reason: str, uow: UnitOfWork
) -> HearingRequest:
    """Decline a request with its reason. Raises NotAllowed when decided, ReasonMissing."""
    with uow:
        request = _pending(request_id, uow)
        period = uow.periods.get(request.period)
        declined = uow.requests.save(request.decide(Decision.DECLINED, on=on, reason=reason))
        uow.commit(reason=reason, findings=request_findings(request, period))
    return declined


def withdraw_request(
    request_id: HearingRequestId, *, on: date, reason: str, uow: UnitOfWork
) -> HearingRequest:
    """Record that those who asked took their request back. Raises NotAllowed when decided."""
    with uow:
        request = _pending(request_id, uow)
        withdrawn = uow.requests.save(request.decide(Decision.WITHDRAWN, on=on, reason=reason))
        uow.commit(reason=reason)
    return withdrawn


def merge_request(
    request_id: HearingRequestId,
    *,
    into: HearingRequestId,
    on: date,
    reason: str,
    uow: UnitOfWork,
) -> HearingRequest:
    """Merge a request into another one of its period; a granted hearing gains its parties.

    Raises NotAllowed when it is decided already, or the other one cannot take it in.
    """
    with uow:
        request = _pending(request_id, uow)
        target = uow.requests.get(into)
        if target.id == request.id or target.period != request.period:
            raise NotAllowed("Choose another request of the same period to merge it into.")
        if target.decision not in {Decision.PENDING, Decision.GRANTED}:
            raise NotAllowed(
                "{reference} was declined, withdrawn or merged itself. Choose another request.",
                reference=target.reference,
            )
        if target.hearing is not None:
            _join_parties(target.hearing, request, uow)
            for earlier in _merged_into(request, uow):
                _join_parties(target.hearing, earlier, uow)
                uow.requests.save(replace(earlier, hearing=target.hearing))
        decided = request.decide(Decision.MERGED, on=on, reason=reason)
        merged = uow.requests.save(replace(decided, merged_into=target.id, hearing=target.hearing))
        uow.commit(reason=reason)
    return merged


def reopen_request(request_id: HearingRequestId, *, reason: str, uow: UnitOfWork) -> HearingRequest:
    """Take a decision back, with the hearing that followed from it while nothing rests on it.

    Raises NotAllowed once the hearing has a place, a notice, minutes or other requests.
    """
    with uow:
        request = uow.requests.get(request_id)
        if request.decision is Decision.GRANTED and request.hearing is not None:
            _take_back(request, uow)
        reopened = uow.requests.save(
            replace(
                request,
                decision=Decision.PENDING,
                decided_on=None,
                decision_reason="",
                merged_into=None,
                hearing=None,
            )
        )
        uow.commit(reason=reason)
    return reopened


def _take_back(request: HearingRequest, uow: UnitOfWork) -> None:
    identifier = cast("HearingId", request.hearing)
    hearing = uow.hearings.find(identifier)
    granted = hearing or uow.meetings.get(identifier)
    rests_on_it = (
        uow.placements.find(identifier) is not None
        or bool(uow.services_of_notice.all(hearing=identifier))
        or uow.hearing_minutes.find(identifier) is not None
        or granted.requests != (request.id,)
        or any(
            other.hearing == identifier and other.id != request.id
            for other in uow.requests.all(period=request.period)
        )
    )
    if rests_on_it:
        raise NotAllowed(
            "“{title}” is placed, notified, has minutes, or is joined to other requests. Undo that first, "
            "or cancel the hearing.",
            title=granted.title,
        )
    if isinstance(granted, Hearing):
        uow.hearings.remove(granted)
    else:
        uow.meetings.remove(granted)


def _join_parties(
    hearing_id: HearingId, request: HearingRequest, uow: UnitOfWork
) -> Hearing | WorkingMeeting:
    hearing = uow.hearings.find(hearing_id)
    if hearing is None:
        meeting = uow.meetings.get(hearing_id)
        return uow.meetings.save(
            replace(
                meeting,
                parties=_joined(meeting.parties, request.requesters),
                requests=(*meeting.requests, request.id),
            )
        )
    return uow.hearings.save(
        replace(
            hearing,
            parties=_joined(hearing.parties, request.requesters),
            participants=(*hearing.participants, *request.participants),
            requests=(*hearing.requests, request.id),
        )
    )


def _withhold_in_what_was_granted(request: HearingRequest, uow: UnitOfWork) -> None:
    withheld = tuple(party for party in request.requesters if party.withheld_from_state)
    if not withheld or request.hearing is None:
        return
    hearing = uow.hearings.find(request.hearing)
    if hearing is not None:
        uow.hearings.save(replace(hearing, parties=_withheld_too(hearing.parties, withheld)))
        return
    meeting = uow.meetings.find(WorkingMeetingId(request.hearing))
    if meeting is not None:
        uow.meetings.save(replace(meeting, parties=_withheld_too(meeting.parties, withheld)))


def _withheld_too(parties: Iterable[Party], withheld: Iterable[Party]) -> tuple[Party, ...]:
    keys = {party.key for party in withheld}
    return tuple(
        replace(party, withheld_from_state=True) if party.key in keys else party
        for party in parties
    )


def _merged_into(request: HearingRequest, uow: UnitOfWork) -> tuple[HearingRequest, ...]:
    """Return the requests that were merged into one, and those that were merged into them."""
    everything = uow.requests.all(period=request.period)
    found, into = list[HearingRequest](), [request.id]
    for key in into:
        merged = [r for r in everything if r.merged_into == key and r.id not in into]
        found += merged
        into += [r.id for r in merged]
    return tuple(found)


def _joined(parties: Iterable[Party], others: Iterable[Party]) -> tuple[Party, ...]:
    """Return all parties once; who asked anywhere to be withheld from the State is (Art. 28.2)."""
    everybody = (*others, *parties)
    withheld = {party.key for party in everybody if party.withheld_from_state}
    return tuple(
        replace(party, withheld_from_state=key in withheld)
        for key, party in {party.key: party for party in everybody}.items()
    )


def _pending(request_id: HearingRequestId, uow: UnitOfWork) -> HearingRequest:
    request = uow.requests.get(request_id)
    if request.decision is not Decision.PENDING:
        raise NotAllowed(
            "{reference} is decided already. Reopen it first.", reference=request.reference
        )
    return request
