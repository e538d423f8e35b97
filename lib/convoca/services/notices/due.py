"""Which notices are due: the difference between what each party was told last and what holds now."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.notice import Appointment, NoticeFacts, NoticeKind, WitnessTold
from convoca.domain.party import Side
from convoca.domain.release import ChangeKind
from convoca.domain.slot import seat_date
from convoca.rules.hearing_evidence import testimony_of
from convoca.services.audience import Audience
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.notices.recipients import Recipient, recipients_of, requesters_of
from convoca.services.notices.told import (
    TOPIC_OF,
    Standing,
    Told,
    Topic,
    differences,
    joined_into,
    last_served,
    last_told,
    privately_told,
    served_at,
    standing,
)

#: A real convocation asked for the summary and documents within 20 days (PS 191, 2024-09-30).
DAYS_FOR_DOCUMENTS = 20
#: No source says by when delegations are accredited: a day that a person may change in the outbox.
_ACCREDITED_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What one party must be told about one thing; ``kind`` None: nothing (any more)."""

    subject: UUID
    topic: Topic
    recipient: Recipient
    kind: NoticeKind | None = None
    facts: NoticeFacts = field(default_factory=NoticeFacts)
    release: int | None = None


def due_about_hearing(file: NoticeFile, hearing: Hearing, now: datetime) -> Iterator[Due]:
    """Yield what each party of a hearing must be told, topic by topic."""
    known = standing(file, hearing)
    is_over = known.is_past(now) or _is_over(file, now)
    for recipient in recipients_of(file, hearing):
        for due in (
            _appointment(file, hearing, recipient, known, now),
            _privacy(file, hearing, recipient, known),
            _testimony(file, hearing, recipient, known),
        ):
            yield replace(due, kind=None) if is_over else due
    if not is_over:
        yield from _parted(file, hearing, known)


def _parted(file: NoticeFile, hearing: Hearing, known: Standing) -> Iterator[Due]:
    """Yield what is due to who was told of a hearing and is no party to it any more, once that is released.

    Made from what the party was told, for it may not learn anything else by now.
    """
    parties = {recipient.party for recipient in recipients_of(file, hearing)}
    for party in sorted({notice.party for notice in file.of(hearing.id)} - parties):
        notice, _ = last_served(file, hearing, party)
        told = last_told(file, hearing, party)
        if notice is None or told is None or not told.is_a_place or notice.release == known.release:
            continue
        said = notice.facts
        yield Due(
            subject=hearing.id,
            topic=Topic.APPOINTMENT,
            recipient=Recipient(
                party=party,
                audience=Audience.named(notice.recipient),
                addressee=notice.addressee,
                address=notice.address,
                language=notice.language,
                zone=notice.zone,
            ),
            kind=NoticeKind.CANCELLATION,
            facts=NoticeFacts(
                title=said.title,
                matter_number=said.matter_number,
                states=said.states,
                is_private=said.is_private,
                before=told.appointment,
                changes=(known.ended or ChangeKind.TAKEN_OUT,),
                is_parted=known.ended is None,
            ),
            release=known.release,
        )


def due_about_request(file: NoticeFile, request: HearingRequest, now: datetime) -> Iterator[Due]:
    """Yield what each requester must be told of a request."""
    for recipient in requesters_of(file, request):
        due = _decision(file, request, recipient)
        yield replace(due, kind=None) if _is_over(file, now) else due


def _is_over(file: NoticeFile, now: datetime) -> bool:
    return file.file.period.closes < seat_date(now)


def hearing_facts(hearing: Hearing, recipient: Recipient) -> NoticeFacts:
    """Return what every notice about a hearing says of it, to whomever it goes.

    Neither the parties nor who asked are named: a State may not learn who a petitioner is (Art. 28.2).
    """
    equality = hearing.equality
    return NoticeFacts(
        title=hearing.title,
        matter_number=hearing.matter_number,
        states=hearing.states,
        is_private=hearing.is_private,
        speaking_minutes=equality.state_minutes
        if recipient.is_state
        else equality.requester_minutes,
        languages=hearing.languages,
    )


def _appointment(
    file: NoticeFile, hearing: Hearing, recipient: Recipient, known: Standing, now: datetime
) -> Due:
    due = Due(
        subject=hearing.id, topic=Topic.APPOINTMENT, recipient=recipient, release=known.release
    )
    told = last_told(file, hearing, recipient.party)
    before = told.appointment if told else None
    if known.ended is not None:
        if _knows_that_it_ended(file, hearing, recipient):
            return due
        facts = replace(
            hearing_facts(hearing, recipient),
            before=before or known.was,
            changes=(known.ended,),
            merged_into=_title_of_the_joint_hearing(file, hearing, recipient),
        )
        return replace(due, kind=NoticeKind.CANCELLATION, facts=facts)
    if known.appointment is None:
        return due
    documents_by, accredit_by = _days_to_answer(known.appointment, told, seat_date(now))
    facts = replace(
        hearing_facts(hearing, recipient),
        after=known.appointment,
        documents_by=documents_by,
        accredit_by=accredit_by,
    )
    if told is None or not told.is_a_place:
        return replace(due, kind=NoticeKind.CONVOCATION, facts=facts)
    changes = differences(told, known.appointment)
    if privately_told(file, hearing, recipient.party) and not hearing.is_private:
        changes += (ChangeKind.PRIVACY,)
    if not changes:
        return due
    return replace(
        due, kind=NoticeKind.CHANGE, facts=replace(facts, before=before, changes=changes)
    )


def _title_of_the_joint_hearing(file: NoticeFile, hearing: Hearing, recipient: Recipient) -> str:
    """Name the hearing that took over another to its own parties alone: a State may not be convened."""
    joined = joined_into(file, hearing)
    if joined is None:
        return ""
    parties = {each.party for each in recipients_of(file, joined)}
    return joined.title if recipient.party in parties else ""


def _knows_that_it_ended(file: NoticeFile, hearing: Hearing, recipient: Recipient) -> bool:
    told = last_told(file, hearing, recipient.party)
    return told is not None and not told.is_a_place


def _days_to_answer(
    place: Appointment, told: Told | None, today: date
) -> tuple[date | None, date | None]:
    """Return by when documents are sent and delegations accredited: before the hearing, not before today.

    While the hearing keeps its day, a party keeps the days that it was told; one that is past is not
    told again.
    """
    hearing_day = place.slot.wall_date
    if told is not None and told.day == hearing_day:
        return _if_ahead(told.documents_by, today), _if_ahead(told.accredit_by, today)
    eve = hearing_day - timedelta(days=1)
    documents_by = min(today + timedelta(days=DAYS_FOR_DOCUMENTS), eve)
    return max(today, documents_by), max(today, hearing_day - _ACCREDITED_BEFORE)


def _if_ahead(day: date | None, today: date) -> date | None:
    return day if day is not None and day >= today else None


def _privacy(file: NoticeFile, hearing: Hearing, recipient: Recipient, known: Standing) -> Due:
    """Say that the Commission hears in private (Art. 68), and who may attend; never why.

    The circumstances may be the very danger from which somebody is protected.
    """
    due = Due(subject=hearing.id, topic=Topic.PRIVACY, recipient=recipient, release=known.release)
    decision = hearing.private_decision
    told = {
        notice.party
        for notice in file.of(hearing.id)
        if TOPIC_OF[notice.kind] is Topic.PRIVACY and served_at(file, notice)
    }
    is_told = recipient.party in told and privately_told(file, hearing, recipient.party)
    by_hand = decision.parties_told_at is not None and not told
    if not hearing.is_private or hearing.is_cancelled or by_hand or is_told:
        return due
    facts = replace(
        hearing_facts(hearing, recipient),
        after=known.appointment,
        may_attend=decision.may_attend,
    )
    return replace(due, kind=NoticeKind.PRIVATE_HEARING, facts=facts)


def _testimony(file: NoticeFile, hearing: Hearing, recipient: Recipient, known: Standing) -> Due:
    """Tell a side which witnesses and experts the other side offers (Art. 65.5)."""
    due = Due(subject=hearing.id, topic=Topic.TESTIMONY, recipient=recipient, release=known.release)
    other = Side.REQUESTER if recipient.is_state else Side.STATE
    offered = tuple(
        WitnessTold(id=person.id, name=person.name, role=person.role, purpose=person.purpose)
        for person in testimony_of(hearing, other)
    )
    told = {
        witness.id
        for notice in file.of(hearing.id, recipient.party)
        if TOPIC_OF[notice.kind] is Topic.TESTIMONY and served_at(file, notice)
        for witness in notice.facts.witnesses
    }
    # By their ids alone: a name that was sealed since would be given away by telling its pseudonym.
    if hearing.is_cancelled or all(witness.id in told for witness in offered):
        return due
    facts = replace(hearing_facts(hearing, recipient), after=known.appointment, witnesses=offered)
    return replace(due, kind=NoticeKind.WITNESSES_OFFERED, facts=facts)


_TOLD_OF = {
    Decision.PENDING: NoticeKind.REQUEST_RECEIVED,
    Decision.GRANTED: NoticeKind.REQUEST_GRANTED,
    Decision.DECLINED: NoticeKind.REQUEST_DECLINED,
    Decision.MERGED: NoticeKind.REQUESTS_MERGED,
}


def _decision(file: NoticeFile, request: HearingRequest, recipient: Recipient) -> Due:
    """Say what became of a request; who took it back knows, and a convocation says that it is granted.

    Of one that is pending again after a decision was told, there is nothing to tell yet.
    """
    due = Due(subject=request.id, topic=Topic.REQUEST, recipient=recipient)
    kind = _TOLD_OF.get(request.decision)
    served = [
        (at, notice.kind)
        for notice in file.of(request.id, recipient.party)
        if TOPIC_OF[notice.kind] is Topic.REQUEST and (at := served_at(file, notice))
    ]
    if kind is None or (served and kind in {max(served)[1], NoticeKind.REQUEST_RECEIVED}):
        return due
    if kind is NoticeKind.REQUEST_GRANTED and is_told_of_the_hearing(
        file, request, recipient.party
    ):
        return due
    facts = NoticeFacts(
        title=request.title,
        reference=request.reference,
        matter_number=request.matter_number,
        states=request.states,
        reason=request.decision_reason if kind is NoticeKind.REQUEST_DECLINED else "",
        merged_into=_reference_of(file, request) if kind is NoticeKind.REQUESTS_MERGED else "",
    )
    return replace(due, kind=kind, facts=facts)


def is_told_of_the_hearing(file: NoticeFile, request: HearingRequest, party: str) -> bool:
    """Whether a letter about the hearing itself was served, or is due: it says what a grant would."""
    hearing = next((h for h in file.file.hearings if h.id == request.hearing), None)
    if hearing is None or party not in {r.party for r in recipients_of(file, hearing)}:
        return False
    known = standing(file, hearing)
    return (
        known.appointment is not None
        or known.ended is not None
        or last_told(file, hearing, party) is not None
    )


def _reference_of(file: NoticeFile, request: HearingRequest) -> str:
    other = next((r for r in file.file.requests if r.id == request.merged_into), None)
    return other.reference if other else ""
