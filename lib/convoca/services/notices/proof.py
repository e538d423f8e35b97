"""What follows once it is known how a service of notice ended: the proof, and what counts from it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import HearingId
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeKind, NoticeStatus
from convoca.domain.programme import Channel, ServiceOfNotice
from convoca.domain.slot import seat_date
from convoca.services.hearings import notice_finding
from convoca.services.ports import UnitOfWork


def next_delivery(
    notice: Notice, *, at: datetime, channel: Channel, state: DeliveryState, uow: UnitOfWork
) -> Delivery:
    """Return the next attempt to serve a notice, of which nothing is known but that it begins.

    Its id follows from its number: of two people who send at the same time, one is refused.
    """
    number = len(uow.deliveries.all(notice=notice.id)) + 1
    return Delivery(
        id=uuid5(notice.id, f"delivery {number}"),
        notice=notice.id,
        at=at,
        channel=channel,
        address=notice.address.strip(),
        language=notice.language,
        text_sha256=notice.text_sha256,
        state=state,
        by=uow.actor,
    )


def settle(delivery: Delivery, *, uow: UnitOfWork) -> tuple[Delivery, Finding | None]:
    """Save how a delivery ended, with all that follows from it; ``uow`` is an open transaction.

    What serves makes its notice served, and what tells the hour a service that the month is counted
    from, whose finding is returned. What turns out to have failed takes both back.
    """
    saved = uow.deliveries.save(delivery)
    notice = uow.notices.get(delivery.notice)
    if saved.state.serves:
        _mark(notice, NoticeStatus.SERVED, uow=uow)
        finding = _count_from(notice, saved, uow=uow)
    else:
        finding = None
        if not _is_served_otherwise(saved, uow=uow):
            _mark(notice, NoticeStatus.APPROVED, uow=uow)
        _count_no_more(saved, uow=uow)
    if notice.kind is NoticeKind.PRIVATE_HEARING:
        _tell_of_privacy(notice, uow=uow)
    return saved, finding


def commit_settled(reason: str, *findings: Finding | None, uow: UnitOfWork) -> None:
    """Commit with what the Rules say of the notices served; one that came late for a reason is waived."""
    found = tuple(finding for finding in findings if finding is not None)
    waived = next((f for f in found if f.verdict is Verdict.WAIVED), None)
    uow.commit(
        reason=reason,
        findings=found,
        waived=waived.articles[0] if waived else "",
        authority=str(waived.facts.get("authority", "")) if waived else "",
    )


def _mark(notice: Notice, status: NoticeStatus, *, uow: UnitOfWork) -> None:
    """Say of a notice that it was served, or that it waits; one that was put aside stays aside."""
    served = notice.status is NoticeStatus.SERVED
    if notice.status is not status and (served or status is NoticeStatus.SERVED):
        uow.notices.save(replace(notice, status=status))


def _is_served_otherwise(delivery: Delivery, *, uow: UnitOfWork) -> bool:
    others = uow.deliveries.all(notice=delivery.notice)
    return any(other.state.serves for other in others if other.id != delivery.id)


def _service_id(delivery: Delivery) -> UUID:
    return uuid5(delivery.id, "service of notice")


def _count_from(notice: Notice, delivery: Delivery, *, uow: UnitOfWork) -> Finding | None:
    told = notice.facts.after
    hearing: Hearing | None = uow.hearings.find(notice.subject)
    if not notice.kind.tells_the_hour or told is None or hearing is None:
        return None
    service = ServiceOfNotice(
        id=_service_id(delivery),
        hearing=HearingId(notice.subject),
        party=notice.party,
        served_on=seat_date(delivery.at),
        hearing_day=told.slot.wall_date,
        hearing_hour=told.slot.wall_time,
        hearing_place=told.place,
        channel=delivery.channel,
        exceptional_circumstances=notice.facts.reason if notice.facts.authority else "",
        authority=notice.facts.authority,
        note=delivery.reference,
        delivery=delivery.id,
    )
    stored = uow.services_of_notice.find(service.id)
    if stored is None:
        uow.services_of_notice.save(service)
    return notice_finding(
        hearing, stored or service, day=service.hearing_day, today=service.served_on
    )


def _count_no_more(delivery: Delivery, *, uow: UnitOfWork) -> None:
    counted = uow.services_of_notice.find(_service_id(delivery))
    if counted is not None:
        uow.services_of_notice.remove(counted)


def _tell_of_privacy(notice: Notice, *, uow: UnitOfWork) -> None:
    """Record when the last of the parties learned that a hearing is private (Art. 68).

    What a person put on record is left as it is.
    """
    hearing = uow.hearings.find(notice.subject)
    if hearing is None or not hearing.is_private:
        return
    told: dict[str, datetime] = {}
    attempts: set[datetime] = set()
    for each in uow.notices.all(subject=hearing.id):
        if each.kind is NoticeKind.PRIVATE_HEARING:
            deliveries = uow.deliveries.all(notice=each.id)
            attempts |= {d.at for d in deliveries}
            served = [d.at for d in deliveries if d.state.serves]
            told |= {each.party: min(served)} if served else {}
    decision, is_told = hearing.private_decision, all(p.key in told for p in hearing.told_parties)
    if decision.parties_told_at is None or decision.parties_told_at in attempts:
        at = max(told.values()) if told and is_told else None
        if at != decision.parties_told_at:
            changed = replace(decision, parties_told_at=at)
            uow.hearings.save(replace(hearing, private_decision=changed))


def refuse_unapproved(notice: Notice) -> None:
    """Stop the service of what no person approved, or what was served. Raises NotAllowed."""
    if notice.status is not NoticeStatus.APPROVED:
        raise NotAllowed(
            "The notice to “{addressee}” is not approved and waiting: only such a one is served.",
            addressee=notice.addressee,
        )
