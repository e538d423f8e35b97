"""Serving approved notices: an act with proof, by mail or by a person, and what became of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    ProtectedNameFound,
)
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeStatus
from convoca.domain.programme import Channel
from convoca.domain.slot import instant, seat_date
from convoca.services.identities import refuse_protected_names
from convoca.services.notices.addresses import mail_address
from convoca.services.notices.letters import Postman, Receipt
from convoca.services.notices.mailing import (
    Mail,
    Mailroom,
    mails,
    refuse_altered,
    refuse_overtaken,
)
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.notices.proof import (
    commit_settled,
    next_delivery,
    refuse_unapproved,
    settle,
)
from convoca.services.ports import UnitOfWork

#: Called with how many notices were sent, of how many.
OnSending = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


def send(
    notices: Iterable[UUID],
    *,
    postman: Postman,
    mailroom: Mailroom,
    reason: str = "Notices sent by mail",
    on_progress: OnSending | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Delivery, ...]:
    """Send approved notices by mail, and record of each that it was begun and how it ended.

    What was served already is passed over, so that the same notices may be sent again after a
    breakdown. So is one with an attempt that has no known end: it may have been read; and one that
    somebody else sends or takes back meanwhile, or that may not leave any more. Whatever
    ``is_cancelled`` stops has not begun. Raises NotAllowed, InvalidValue and ProtectedNameFound before
    anything is sent.
    """
    with mailroom.unit_of_work() as uow:
        waiting = _to_send(tuple(notices), uow=uow)
        refuse_altered(waiting, uow=uow)
        refuse_overtaken(waiting, now=mailroom.now(), uow=uow)
    made: list[Delivery] = []
    # All first: a letter that cannot be made must not be found out among mails that have left.
    for mail in tuple(mails(waiting, mailroom)):
        if is_cancelled and is_cancelled():
            break
        begun = _begin(mail, mailroom, reason)
        if not begun:
            continue
        receipt = postman.carry(mail.message)
        made += _end(begun, receipt, mailroom, reason)
        if on_progress:
            on_progress(len(made), len(waiting))
    return tuple(made)


def _to_send(keys: Sequence[UUID], *, uow: UnitOfWork) -> tuple[Notice, ...]:
    chosen = [uow.notices.get(key) for key in dict.fromkeys(keys)]
    unserved = [notice for notice in chosen if notice.status is not NoticeStatus.SERVED]
    sent = tuple(notice for notice in unserved if not _is_in_doubt(notice, uow=uow))
    if unserved and not sent:
        raise NotAllowed(
            "Nobody knows how the last attempt to serve “{addressee}” ended. Find out, record it, and "
            "send it again if it did not arrive.",
            addressee=unserved[0].addressee,
        )
    for notice in sent:
        refuse_unapproved(notice)
        mail_address(notice.address)
    return sent


def _is_in_doubt(notice: Notice, *, uow: UnitOfWork) -> bool:
    last = _last_attempt(uow.deliveries.all(notice=notice.id))
    return last is not None and last.state is DeliveryState.ATTEMPTED


def _begin(mail: Mail, mailroom: Mailroom, reason: str) -> tuple[Delivery, ...]:
    """Record that a mail is about to leave; nothing where somebody changed or sent part of it since.

    Nor where it may not leave by now: the mails before it took their time, in which a name was
    sealed, or the hearing moved.
    """
    try:
        with mailroom.unit_of_work() as uow:
            refuse_altered(mail.notices, uow=uow)
            refuse_overtaken(mail.notices, now=mailroom.now(), uow=uow)
            # Numbered before the notices are read once more: who began since then has the number,
            # and who ended before it has marked the notice. There is no moment between the two.
            attempts = [_attempt(notice, mail, mailroom, uow=uow) for notice in mail.notices]
            if any(_is_out_of_hand(n, uow=uow) for n in sorted(mail.notices, key=lambda n: n.id)):
                return ()
            begun = tuple(map(uow.deliveries.save, attempts))
            uow.commit(reason=reason)
    # A conflict, or a clash of the attempt's number: somebody else began in the same moment.
    except (ConflictingEdit, NotAllowed, ProtectedNameFound):
        return ()
    return begun


def _is_out_of_hand(notice: Notice, *, uow: UnitOfWork) -> bool:
    return uow.notices.get(notice.id) != notice or _is_in_doubt(notice, uow=uow)


def _attempt(notice: Notice, mail: Mail, mailroom: Mailroom, *, uow: UnitOfWork) -> Delivery:
    begun = next_delivery(
        notice,
        at=instant(mailroom.now()),
        channel=Channel.EMAIL,
        state=DeliveryState.ATTEMPTED,
        uow=uow,
    )
    return replace(begun, address=mail.message.to, reference=mail.message.message_id)


def _end(
    begun: Iterable[Delivery], receipt: Receipt, mailroom: Mailroom, reason: str
) -> tuple[Delivery, ...]:
    """Record what became of a mail; where nobody knows, it stays an attempt."""
    state = DeliveryState.ATTEMPTED
    if receipt.is_known:
        state = DeliveryState.HANDED_OVER if receipt.is_taken else DeliveryState.FAILED
    with mailroom.unit_of_work() as uow:
        ended = [
            settle(
                replace(each, state=state, at=instant(mailroom.now()), detail=receipt.detail),
                uow=uow,
            )
            for each in begun
        ]
        commit_settled(reason, *(finding for _, finding in ended), uow=uow)
    return tuple(delivery for delivery, _ in ended)


def write_files(
    notices: Iterable[UUID],
    *,
    postman: Postman,
    mailroom: Mailroom,
    reason: str = "Notices written as mail, sent to nobody",
) -> tuple[Delivery, ...]:
    """Do as ``send`` does, with a postman who keeps the mails; nothing counts as served by it.

    Raises NotAllowed, InvalidValue and ProtectedNameFound.
    """
    with mailroom.unit_of_work() as uow:
        chosen = [uow.notices.get(key) for key in dict.fromkeys(notices)]
        for notice in chosen:
            refuse_unapproved(notice)
            mail_address(notice.address)
        refuse_altered(chosen, uow=uow)
        refuse_overtaken(chosen, now=mailroom.now(), uow=uow)
    made: list[Delivery] = []
    composed = list(mails(chosen, mailroom))
    with mailroom.unit_of_work() as uow:
        for mail in composed:
            receipt = postman.carry(mail.message)
            for notice in mail.notices:
                attempt = _attempt(notice, mail, mailroom, uow=uow)
                written = replace(attempt, state=DeliveryState.WRITTEN, detail=receipt.detail)
                made.append(uow.deliveries.save(written))
        uow.commit(reason=reason)
    return tuple(made)


def record_service(
    notice: UUID,
    *,
    channel: Channel,
    at: datetime,
    reference: str = "",
    note: str = "",
    address: str = "",
    now: datetime,
    reason: str,
    uow: UnitOfWork,
) -> Delivery:
    """Record that a person served an approved notice ``at`` an instant, and how it can be proved.

    Raises NotAllowed, InvalidValue, ProtectedNameFound.
    """
    if instant(at) > instant(now):
        raise InvalidValue("served_on", "A notice that is yet to be served cannot be recorded.")
    with uow:
        # It goes on record in clear, where the names of witnesses are sealed.
        typed = {"reference": reference, "note": note, "address": address, "reason": reason}
        refuse_protected_names(typed, uow=uow)
        served = uow.notices.get(notice)
        refuse_unapproved(served)
        refuse_altered([served], uow=uow)
        # A person types the minute, and may have handed it over in that of the approval.
        if served.approved_at and instant(at) < served.approved_at.replace(second=0, microsecond=0):
            raise InvalidValue(
                "served_on", "It was approved on {day} only.", day=seat_date(served.approved_at)
            )
        begun = next_delivery(
            served, at=instant(at), channel=channel, state=DeliveryState.HANDED_OVER, uow=uow
        )
        delivery, finding = settle(
            replace(
                begun, address=address or begun.address, reference=reference.strip(), detail=note
            ),
            uow=uow,
        )
        commit_settled(reason, finding, uow=uow)
    return delivery


#: How a delivery may be found to have ended, given how far it was known to have come.
_MAY_END = {
    DeliveryState.ATTEMPTED: {DeliveryState.DELIVERED, DeliveryState.FAILED},
    DeliveryState.HANDED_OVER: {DeliveryState.DELIVERED, DeliveryState.FAILED},
}


def confirm(
    delivery: UUID, state: DeliveryState, *, detail: str = "", reason: str, uow: UnitOfWork
) -> Delivery:
    """Record that a delivery arrived after all, or did not; then its notice waits again.

    Raises NotAllowed where that is known already, ProtectedNameFound.
    """
    with uow:
        refuse_protected_names({"detail": detail, "reason": reason}, uow=uow)
        stored = uow.deliveries.get(delivery)
        if state not in _MAY_END.get(stored.state, set()):
            raise NotAllowed("How this delivery ended is on record already.")
        said = " · ".join(part for part in (stored.detail, detail.strip()) if part)
        saved, finding = settle(replace(stored, state=state, detail=said), uow=uow)
        commit_settled(reason, finding, uow=uow)
    return saved


def failed_deliveries(file: NoticeFile) -> tuple[tuple[Notice, Delivery], ...]:
    """Return what waits because its last attempt failed, or has no known end; the latest first."""
    found = []
    for notice in file.notices:
        last = _last_attempt(file.deliveries_of(notice.id))
        if notice.is_open and last is not None and not last.state.serves:
            found.append((notice, last))
    return tuple(sorted(found, key=lambda pair: pair[1].at, reverse=True))


def _last_attempt(deliveries: Iterable[Delivery]) -> Delivery | None:
    """Return the last attempt, or one whose end is still to be found out, whatever came after it.

    A mail that was written into a file is none.
    """
    attempts = [d for d in deliveries if d.state is not DeliveryState.WRITTEN]
    return max(attempts, key=lambda d: (d.state is DeliveryState.ATTEMPTED, d.at), default=None)
