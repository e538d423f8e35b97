"""The notices of the example period: some served, one that failed, one approved, the rest drafts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import PeriodId, StateCode
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeKind
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import Channel
from convoca.domain.slot import SEAT_ZONE, local_instant
from convoca.services.notices.drafting import draft_notices
from convoca.services.notices.letters import NoticeWriter
from convoca.services.notices.outbox import approve_notices
from convoca.services.notices.proof import next_delivery, settle
from convoca.services.notices.signatories import Secretary
from convoca.services.ports import UnitOfWork

#: Of this State no address is on record, so that there is something to find.
_WITHOUT_ADDRESS = StateCode("PE")
#: How the service of the first convocations ended; of the next one nothing was tried.
_ENDS = (DeliveryState.HANDED_OVER,) * 3 + (DeliveryState.FAILED,)
_ANSWERS = {
    DeliveryState.HANDED_OVER: "250 Example: taken over",
    DeliveryState.FAILED: "550 Example: there is no such mailbox",
}


def with_addresses(activity: Hearing | WorkingMeeting) -> Hearing | WorkingMeeting:
    """Give the States of an example hearing or meeting their invented addresses."""
    return replace(activity, parties=tuple(_with_address(party) for party in activity.parties))


def _with_address(party: Party) -> Party:
    if party.kind is not PartyKind.STATE or party.state in {None, _WITHOUT_ADDRESS}:
        return party
    return replace(party, email=f"mission.{str(party.state).lower()}@example.org")


def example_notices(
    period: PeriodId, *, today: date, writer: NoticeWriter, uow: UnitOfWork
) -> None:
    """Draft what is due in the example period, and serve some of it the day before ``today``."""
    now = local_instant(today - timedelta(days=1), time(18), SEAT_ZONE, second=False)
    found = draft_notices(period, now=now, uow=uow)
    drafted = (*found.made, *found.kept)
    answered = [notice for notice in drafted if notice.kind in _ON_REQUESTS]
    convoked = [notice for notice in drafted if _can_go(notice)][: len(_ENDS) + 1]
    approved = approve_notices(
        [notice.id for notice in (*answered, *convoked)],
        writer=writer,
        now=now,
        reason="Example: read and approved",
        uow=uow,
        secretaries=(Secretary(since=date.min, name="Example Executive Secretary"),),
    )
    by_id = {notice.id: notice for notice in approved}
    with uow:
        for delivery in (
            *_by_the_portal([by_id[n.id] for n in answered], now, uow),
            *_by_mail([by_id[n.id] for n in convoked], now, uow),
        ):
            settle(delivery, uow=uow)
        uow.commit(reason="Example: notices served")


_ON_REQUESTS = {
    NoticeKind.REQUEST_RECEIVED,
    NoticeKind.REQUEST_GRANTED,
    NoticeKind.REQUEST_DECLINED,
    NoticeKind.REQUESTS_MERGED,
}


def _can_go(notice: Notice) -> bool:
    return notice.kind is NoticeKind.CONVOCATION and bool(notice.address)


def _by_the_portal(notices: Iterable[Notice], at: datetime, uow: UnitOfWork) -> Iterator[Delivery]:
    for notice in notices:
        yield replace(
            next_delivery(
                notice, at=at, channel=Channel.PORTAL, state=DeliveryState.DELIVERED, uow=uow
            ),
            reference=notice.facts.reference,
        )


def _by_mail(notices: Sequence[Notice], at: datetime, uow: UnitOfWork) -> Iterator[Delivery]:
    for notice, state in zip(notices, _ENDS, strict=False):
        yield replace(
            next_delivery(notice, at=at, channel=Channel.EMAIL, state=state, uow=uow),
            reference=f"<example-{notice.id.hex[:8]}@example.org>",
            detail=_ANSWERS[state],
        )
