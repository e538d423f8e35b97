"""Drafts of notices: everything that is due, each thing once; what is asked of parties and States."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import (
    HearingId,
    ObservationId,
    PeriodId,
    StateCode,
)
from convoca.domain.notice import (
    Delivery,
    DeliveryState,
    Notice,
    NoticeFacts,
    NoticeKind,
    NoticeStatus,
)
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.slot import instant
from convoca.services.notices.due import (
    Due,
    due_about_hearing,
    due_about_request,
    hearing_facts,
)
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.recipients import Recipient, recipients_of, state_recipient
from convoca.services.notices.told import TOPIC_OF, Topic, standing
from convoca.services.observations import checklist
from convoca.services.ports import UnitOfWork

#: Called with how many hearings and requests were looked at, of how many.
OnDrafting = Callable[[int, int], None]
IsCancelled = Callable[[], bool]

#: Topics in which the system itself knows what is due; in the others a person asks.
_AUTOMATIC = frozenset({Topic.APPOINTMENT, Topic.PRIVACY, Topic.TESTIMONY, Topic.REQUEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What came of drafting: new drafts, unsent ones that they or time overtook, those still right."""

    made: tuple[Notice, ...] = ()
    overtaken: tuple[Notice, ...] = ()
    kept: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What becomes of the unsent notices of one topic: ``right`` stays, ``passed`` are overtaken."""

    right: Notice | None = None
    passed: tuple[Notice, ...] = ()
    is_settled: bool = False


def draft_notices(
    period: PeriodId,
    *,
    now: datetime,
    uow: UnitOfWork,
    on_progress: OnDrafting | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Drafted:
    """Draft every notice that is due in a period, in one transaction; a second time nothing changes.

    Each is the net difference between what its party was last told and what holds now, so that many
    edits make one letter. Where ``is_cancelled`` says so, nothing is kept. Raises NotFound.
    """
    with uow:
        file = read_notice_file(period, uow=uow)
        planned = _planned(file, now, on_progress, is_cancelled)
        if planned is None:
            return Drafted()
        drafted = _carried_out(file, planned, now=now, uow=uow)
        if drafted.made or drafted.overtaken or not set(drafted.kept) <= set(file.notices):
            uow.commit(
                reason=f"Notices: {len(drafted.made)} drafted, {len(drafted.overtaken)} overtaken"
            )
    return drafted


def draft_within(period: PeriodId, *, now: datetime, uow: UnitOfWork) -> Drafted:
    """Draft what is due within the transaction that makes it due: a release, a cancellation."""
    file = read_notice_file(period, uow=uow)
    return _carried_out(file, _planned(file, now) or (), now=now, uow=uow)


def _planned(
    file: NoticeFile,
    now: datetime,
    on_progress: OnDrafting | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Sequence[tuple[Due, _Plan]] | None:
    """Look at every hearing and request, one by one; None where somebody stopped it."""
    planned: list[tuple[Due, _Plan]] = []
    things: list[Hearing | HearingRequest] = [*file.file.hearings, *file.file.requests]
    for done, thing in enumerate(things, start=1):
        if is_cancelled and is_cancelled():
            return None
        dues = (
            due_about_hearing(file, thing, now)
            if isinstance(thing, Hearing)
            else due_about_request(file, thing, now)
        )
        planned += [(due, _plan(file, due)) for due in dues]
        if on_progress:
            on_progress(done, len(things))
    return planned


def _plan(file: NoticeFile, due: Due) -> _Plan:
    own = [
        notice
        for notice in file.of(due.subject, due.recipient.party)
        if TOPIC_OF[notice.kind] is due.topic
    ]
    unsent = [notice for notice in own if is_unsent(file, notice)]
    right = next((n for n in reversed(unsent) if says(n, due)), None)
    refused = bool(own) and own[-1].status is NoticeStatus.DISCARDED and says(own[-1], due)
    out = any(n.is_open and may_be_out(file.deliveries_of(n.id)) and says(n, due) for n in own)
    return _Plan(
        right=right,
        passed=tuple(notice for notice in unsent if notice is not right),
        is_settled=refused or out,
    )


def may_be_out(deliveries: Sequence[Delivery]) -> bool:
    """Whether an attempt to serve was begun and nobody knows its end: it may have been read."""
    return any(delivery.state is DeliveryState.ATTEMPTED for delivery in deliveries)


def _stays(notice: Notice, uow: UnitOfWork) -> bool:
    """Whether nobody sent it since the file was read; from here on nobody can before this is done."""
    return uow.notices.get(notice.id) == notice and not may_be_out(
        uow.deliveries.all(notice=notice.id)
    )


def is_unsent(file: NoticeFile, notice: Notice) -> bool:
    """Whether nothing of a notice has left the house."""
    return notice.is_open and not may_be_out(file.deliveries_of(notice.id))


def says(notice: Notice, due: Due) -> bool:
    """Whether a notice says what is due, whatever a person has added to it."""
    return notice.kind is due.kind and _essence(notice.facts) == _essence(due.facts)


def _essence(facts: NoticeFacts) -> NoticeFacts:
    """Return the facts that the system itself puts in; days, documents and circumstances are people's."""
    return replace(
        facts,
        accredit_by=None,
        documents_by=None,
        documents="",
        reason=facts.reason if not facts.authority else "",
        authority="",
    )


def _carried_out(
    file: NoticeFile, planned: Sequence[tuple[Due, _Plan]], *, now: datetime, uow: UnitOfWork
) -> Drafted:
    made: list[Notice] = []
    overtaken: list[Notice] = []
    kept: list[Notice] = []
    for due, plan in planned:
        right = plan.right
        if right is not None:
            right = _as_written_to(right, due.recipient, uow)
            kept.append(right)
        elif due.kind is not None and not plan.is_settled:
            right = uow.notices.save(_drafted(file, due, due.kind, plan, now))
            made.append(right)
        overtaken += [
            uow.notices.save(_overtaken(old, right)) for old in plan.passed if _stays(old, uow)
        ]
    overtaken += [
        uow.notices.save(_overtaken(notice, None))
        for notice in _of_nobody(file, planned)
        if _stays(notice, uow)
    ]
    return Drafted(made=tuple(made), overtaken=tuple(overtaken), kept=tuple(kept))


def _as_written_to(notice: Notice, recipient: Recipient, uow: UnitOfWork) -> Notice:
    """Give a draft the name and zone that are on record by now, and an address where it has none.

    Its address and language a person may have chosen: they are left alone.
    """
    if notice.status is not NoticeStatus.DRAFT:
        return notice
    return uow.notices.save(
        replace(
            notice,
            addressee=recipient.addressee,
            zone=recipient.zone,
            address=notice.address or recipient.address,
        )
    )


def _drafted(file: NoticeFile, due: Due, kind: NoticeKind, plan: _Plan, now: datetime) -> Notice:
    """Return the draft of what is due, with what a person wrote into the one that it overtakes.

    What was written into a convocation does not fit a cancellation, nor that of a grant a refusal.
    """
    before = next((n for n in reversed(plan.passed) if _is_alike(n.kind, kind)), None)
    made = _new(
        due.recipient,
        kind,
        subject=due.subject,
        period=file.file.period.id,
        earlier=file.of(due.subject, due.recipient.party),
        facts=_with_what_was_typed(due.facts, before.facts) if before else due.facts,
        now=now,
    )
    return replace(made, release=due.release, message=before.message if before else "")


def _is_alike(before: NoticeKind, now: NoticeKind) -> bool:
    return before is now or (before.tells_the_hour and now.tells_the_hour)


def _with_what_was_typed(facts: NoticeFacts, before: NoticeFacts) -> NoticeFacts:
    """Take over the documents asked for, and while the hearing keeps its day, by when."""
    taken = replace(facts, documents=before.documents)
    if not facts.after or not before.after:
        return taken
    if facts.after.slot.wall_date != before.after.slot.wall_date:
        return taken
    return replace(taken, documents_by=before.documents_by, accredit_by=before.accredit_by)


def _new(
    recipient: Recipient,
    kind: NoticeKind,
    *,
    subject: UUID,
    period: PeriodId | None,
    earlier: Sequence[Notice],
    facts: NoticeFacts,
    now: datetime,
) -> Notice:
    """Return a new draft. Its id follows from its place in the file, so that two hands make it once."""
    topic = TOPIC_OF[kind]
    number = sum(TOPIC_OF[notice.kind] is topic for notice in earlier) + 1
    return Notice(
        id=uuid5(subject, f"notice/{recipient.party}/{topic}/{number}"),
        period=period,
        kind=kind,
        subject=subject,
        recipient=str(recipient.audience),
        party=recipient.party,
        addressee=recipient.addressee,
        address=recipient.address,
        language=recipient.language,
        zone=recipient.zone,
        facts=facts,
        drafted_at=instant(now),
    )


def _overtaken(notice: Notice, by: Notice | None) -> Notice:
    return replace(
        notice, status=NoticeStatus.OVERTAKEN, overtaken_by=by.id if by is not None else None
    )


def _of_nobody(file: NoticeFile, planned: Iterable[tuple[Due, _Plan]]) -> Iterator[Notice]:
    """Yield unsent notices to who is a party no more, or about what is on record no more."""
    topics = {(due.subject, due.recipient.party, due.topic) for due, _ in planned}
    for notice in file.notices:
        topic = TOPIC_OF[notice.kind]
        its_own = (notice.subject, notice.party, topic)
        if topic in _AUTOMATIC and its_own not in topics and is_unsent(file, notice):
            yield notice


def ask_for_documents(
    hearing: HearingId,
    parties: Collection[str],
    *,
    documents: str,
    documents_by: date | None,
    message: str = "",
    now: datetime,
    reason: str,
    uow: UnitOfWork,
) -> tuple[Notice, ...]:
    """Draft a letter that asks parties, named by their keys, for documents about a hearing.

    Raises InvalidValue where nothing is asked for or a party is none of the hearing's, NotFound.
    """
    if not documents.strip():
        raise InvalidValue("documents", "Say which documents are asked for.")
    with uow:
        found = uow.hearings.get(hearing)
        file = read_notice_file(found.period, uow=uow)
        chosen = [r for r in recipients_of(file, found) if r.party in parties]
        if not chosen or len(chosen) < len(set(parties)):
            raise InvalidValue("parties", "Choose parties of this hearing.")
        made = tuple(
            uow.notices.save(
                replace(
                    _new(
                        recipient,
                        NoticeKind.DOCUMENTS_ASKED,
                        subject=found.id,
                        period=found.period,
                        earlier=file.of(found.id, recipient.party),
                        facts=replace(
                            hearing_facts(found, recipient),
                            after=standing(file, found).appointment,
                            documents=documents.strip(),
                            documents_by=documents_by,
                        ),
                        now=now,
                    ),
                    message=message,
                )
            )
            for recipient in chosen
        )
        uow.commit(reason=reason)
    return made


def draft_visit_notice(
    visit: ObservationId, state: StateCode, *, now: datetime, uow: UnitOfWork
) -> Notice:
    """Draft the letter to a State before a visit: who comes, the guarantees of Arts. 56 and 57, its answers.

    An unsent one is overtaken, unless it says the same. Raises NotAllowed where the visit does not
    touch the State or is cancelled, NotFound.
    """
    with uow:
        found = uow.observations.get(visit)
        if state not in found.states_touched or found.is_cancelled:
            raise NotAllowed("This State is not visited.")
        earlier = uow.notices.all(subject=visit, recipient=f"state:{state}")
        facts = NoticeFacts(
            title=found.title,
            states=found.states,
            first_day=found.opens,
            last_day=found.closes,
            may_attend=_special_commission(found, uow),
            guarantees=checklist(found, state),
        )
        unsent = [notice for notice in earlier if notice.is_open]
        if unsent and _essence(unsent[-1].facts) == _essence(facts):
            return unsent[-1]
        written_to = uow.notices.all(recipient=f"state:{state}")
        address = next((n.address for n in reversed(written_to) if n.address), "")
        recipient = state_recipient(state, uow.states.find(state), address=address)
        made = uow.notices.save(
            _new(
                recipient,
                NoticeKind.VISIT,
                subject=visit,
                period=None,
                earlier=earlier,
                facts=facts,
                now=now,
            )
        )
        for notice in unsent:
            if _stays(notice, uow):
                uow.notices.save(_overtaken(notice, made))
        uow.commit(reason=f"Notice of a visit drafted for {state}")
    return made


def _special_commission(visit: OnSiteObservation, uow: UnitOfWork) -> tuple[str, ...]:
    """Return the names of those who were named for a visit, their President first (Art. 53)."""
    named = visit.special_commission
    names = {member.id: member.name for member in uow.members.all()}
    in_order = dict.fromkeys(key for key in (named.president, *named.members) if key)
    return tuple(names[key] for key in in_order if key in names)
