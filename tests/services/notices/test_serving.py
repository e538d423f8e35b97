"""Serving is an act with proof: begun and ended on record, once, and only what a person approved."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from convoca.domain.errors import ConvocaError, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.hearing import PrivateDecision, Visibility
from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeKind, NoticeStatus
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import Channel, ServiceOfNotice
from convoca.services.feeds import RememberedEntry
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.dossier import dossier_of
from convoca.services.notices.drafting import ask_for_documents, draft_visit_notice
from convoca.services.notices.letters import Letter, OutgoingMessage, Receipt
from convoca.services.notices.mailing import Mailroom, approved_letters
from convoca.services.notices.outbox import take_back
from convoca.services.notices.serving import (
    confirm,
    failed_deliveries,
    record_service,
    send,
    write_files,
)
from support.builders import a_participant
from support.fake_store import FakeUnitOfWork
from support.notice_table import MONDAY, NOW, TUESDAY, NoticeTable, PlainWriter, a_notice_table

TAKEN = Receipt(is_taken=True, detail="250 OK")
REFUSED = Receipt(is_taken=False, detail="550 Nobody of that name")
BROKEN = Receipt(is_taken=False, is_known=False, detail="timed out")


@dataclass
class Carrier:
    """A postman who does as he is told, message by message, and looks at the store on his way."""

    answers: list[Receipt] = field(default_factory=list)
    carried: list[OutgoingMessage] = field(default_factory=list)
    looks: Callable[[], object] | None = None
    seen: list[object] = field(default_factory=list)

    def carry(self, message: OutgoingMessage, /) -> Receipt:
        self.carried.append(message)
        if self.looks:
            self.seen.append(self.looks())
        return self.answers.pop(0) if self.answers else TAKEN


def invitation(
    said: RememberedEntry, language: Language, /, *, email: str, name: str, is_cancelled: bool,
    is_example: bool,
) -> bytes:  # fmt: skip
    return f"{said.uid} {said.sequence} {email} {name} {is_cancelled} {is_example}".encode()


def mailroom(table: NoticeTable, now: datetime = NOW) -> Mailroom:
    return Mailroom(
        unit_of_work=lambda: table.uow(now),
        writer=PlainWriter(),
        invitations=invitation,
        domain="example.org",
        now=lambda: now,
    )


def sent(
    table: NoticeTable, notices: Iterable[Notice], carrier: Carrier, now: datetime = NOW
) -> tuple[Delivery, ...]:
    return send([n.id for n in notices], postman=carrier, mailroom=mailroom(table, now))


def an_addressed_table(hearings: int = 1) -> NoticeTable:
    """Return a table in which each party has an address of its own."""
    table = a_notice_table(hearings=hearings)
    with table.uow() as uow:
        for hearing in uow.hearings.all():
            parties = tuple(
                replace(party, email=f"party{number}@example.org")
                for number, party in enumerate(hearing.parties)
            )
            uow.hearings.save(replace(hearing, parties=parties))
        uow.commit(reason="Addresses")
    table.draft()
    return table


def approved(table: NoticeTable, now: datetime = NOW, **more: str) -> tuple[Notice, ...]:
    drafts = [n.id for n in table.notices() if n.status is NoticeStatus.DRAFT]
    return table.approve(drafts, now, **more)


def now_of(table: NoticeTable, notice: Notice) -> Notice:
    return next(n for n in table.file.notices if n.id == notice.id)


def services(table: NoticeTable) -> tuple[ServiceOfNotice, ...]:
    return table.file.file.services_for(table.hearing)


def states(table: NoticeTable) -> list[DeliveryState]:
    return [delivery.state for delivery in table.file.deliveries]


def test_what_is_sent_is_on_record_before_it_leaves_and_after_it_was_taken_over() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    carrier = Carrier(looks=lambda: states(table))
    (delivery,) = sent(table, [notice], carrier)

    assert carrier.seen == [[DeliveryState.ATTEMPTED]]
    assert delivery == replace(
        delivery,
        notice=notice.id, at=NOW, channel=Channel.EMAIL, address=notice.address,
        language=notice.language, text_sha256=notice.text_sha256, by="coordinator",
        state=DeliveryState.HANDED_OVER, detail="250 OK",
        reference=carrier.carried[0].message_id,
    )  # fmt: skip
    assert now_of(table, notice).status is NoticeStatus.SERVED


def test_the_month_is_counted_from_what_was_served() -> None:
    table = an_addressed_table()
    sent(table, approved(table), Carrier())
    served = {service.party: service for service in services(table)}
    appointment = table.notices(NoticeKind.CONVOCATION, open_only=False)[0].facts.after
    party = next(p for p in table.hearing.parties if p.key == "state:MX")
    dossier = dossier_of(table.file, table.hearing, party, NOW.date())

    assert set(served) == {party.key for party in table.hearing.parties}
    assert appointment is not None
    assert {(s.served_on, s.hearing_day, s.hearing_place) for s in served.values()} == {
        (NOW.date(), MONDAY, appointment.place)
    }
    assert dossier.notice is not None
    assert dossier.notice.verdict is Verdict.MET
    assert dossier.entries[0].reference.endswith("@example.org>")


def test_the_mail_is_what_was_approved_with_its_letter() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    carrier = Carrier()
    sent(table, [notice], carrier)
    (message,) = carrier.carried

    assert (message.to, message.addressee) == (notice.address, notice.addressee)
    assert (message.text, message.language) == (notice.text, notice.language)
    (letter,) = message.attachments
    assert letter.content == notice.text.encode()
    assert letter.name == f"notice-{str(notice.id)[:8]}.pdf"
    assert message.calendar == b""


def test_several_notices_to_one_address_go_together_each_with_its_proof() -> None:
    table = an_addressed_table(hearings=3)
    notices = approved(table)
    carrier = Carrier()
    deliveries = sent(table, notices, carrier)

    assert len(notices) == 6
    assert [len(message.attachments) for message in carrier.carried] == [3, 3]
    assert {delivery.notice for delivery in deliveries} == {notice.id for notice in notices}
    assert len({delivery.reference for delivery in deliveries}) == 2
    for message in carrier.carried:
        own = [n for n in notices if n.address == message.to]
        assert all(n.text in message.text for n in own)
        assert message.subject.endswith("(+2)")


def test_a_failure_lets_the_notice_wait_and_the_same_mail_goes_again() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    carrier = Carrier(answers=[REFUSED, TAKEN])
    (first,) = sent(table, [notice], carrier)

    assert (first.state, first.detail) == (DeliveryState.FAILED, "550 Nobody of that name")
    assert now_of(table, notice).status is NoticeStatus.APPROVED
    assert services(table) == ()
    assert failed_deliveries(table.file) == ((now_of(table, notice), first),)
    (second,) = sent(table, [notice], carrier)
    assert second.state is DeliveryState.HANDED_OVER
    assert carrier.carried[0] == carrier.carried[1]
    assert failed_deliveries(table.file) == ()


def test_what_was_served_is_never_sent_again() -> None:
    table = an_addressed_table()
    notices = approved(table)
    carrier = Carrier()
    sent(table, notices[:1], carrier)
    sent(table, notices, carrier)
    sent(table, notices, carrier)

    assert [message.to for message in carrier.carried] == [n.address for n in notices]


@pytest.mark.parametrize("breaks", [BROKEN, None])
def test_what_may_have_been_read_is_not_sent_again_unasked(breaks: Receipt | None) -> None:
    """The server answered nothing, or the machine died on the way."""
    table = an_addressed_table()
    notices = approved(table)
    if breaks:
        sent(table, notices[:1], Carrier(answers=[breaks]))
    else:
        with pytest.raises(KeyboardInterrupt):
            sent(table, notices[:1], Carrier(looks=_die))
    assert states(table) == [DeliveryState.ATTEMPTED]
    assert [n.id for n, _ in failed_deliveries(table.file)] == [notices[0].id]

    carrier = Carrier()
    with pytest.raises(NotAllowed, match="Nobody knows"):
        sent(table, notices[:1], carrier)
    sent(table, notices, carrier)
    assert [message.to for message in carrier.carried] == [notices[1].address]


def _die() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("arrived", [True, False])
def test_a_person_finds_out_how_an_attempt_ended(arrived: bool) -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    (begun,) = sent(table, [notice], Carrier(answers=[BROKEN]))
    state = DeliveryState.DELIVERED if arrived else DeliveryState.FAILED
    ended = confirm(begun.id, state, detail="By telephone", reason="Asked", uow=table.uow())

    assert (ended.state, ended.detail) == (state, "timed out · By telephone")
    assert now_of(table, notice).status is (
        NoticeStatus.SERVED if arrived else NoticeStatus.APPROVED
    )
    assert len(services(table)) == arrived
    with pytest.raises(NotAllowed, match="on record already"):
        confirm(begun.id, DeliveryState.DELIVERED, reason="Again", uow=table.uow())
    carrier = Carrier()
    sent(table, [notice], carrier)
    assert len(carrier.carried) == (not arrived)


def test_what_may_have_been_read_stays_so_whatever_is_on_record_after_it() -> None:
    """Two computers' clocks differ, or a person served it by hand since, and in vain."""
    table = an_addressed_table()
    notice = approved(table)[0]
    sent(table, [notice], Carrier(answers=[BROKEN]))
    later = NOW + timedelta(minutes=5)
    by_hand = record_service(
        notice.id, channel=Channel.LETTER, at=later, now=later, reason="By hand", uow=table.uow()
    )
    confirm(by_hand.id, DeliveryState.FAILED, reason="Nobody there", uow=table.uow())
    carrier = Carrier()
    with pytest.raises(NotAllowed, match="Nobody knows"):
        sent(table, [notice], carrier)

    assert carrier.carried == []
    assert [d.state for _, d in failed_deliveries(table.file)] == [DeliveryState.ATTEMPTED]


def test_a_mail_that_comes_back_takes_its_service_back() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    (delivery,) = sent(table, [notice], Carrier())
    assert len(services(table)) == 1
    confirm(
        delivery.id, DeliveryState.FAILED, detail="Came back", reason="Bounced", uow=table.uow()
    )

    assert services(table) == ()
    assert now_of(table, notice).status is NoticeStatus.APPROVED
    (again,) = sent(table, [notice], Carrier())
    assert again.id != delivery.id
    assert [service.delivery for service in services(table)] == [again.id]


def test_who_sends_at_the_same_time_sends_nothing_twice() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]
    second = Carrier()

    def send_too() -> str:
        try:
            sent(table, [notice], second)
        except NotAllowed as error:
            return str(error)
        return "sent"

    carrier = Carrier(looks=send_too)
    sent(table, [notice], carrier)
    assert second.carried == []
    assert "Nobody knows" in str(carrier.seen[0])


class Interrupted(FakeUnitOfWork):
    """Sees what others commit meanwhile, as PostgreSQL lets it; somebody else acts at its nth read."""

    def __init__(
        self, table: NoticeTable, reads: Iterator[int], at: int, act: Callable[[], object]
    ) -> None:
        super().__init__(table.store, now=NOW)
        self._reads, self._at, self._act = reads, at, act
        self.notices = Watched(self.notices, self._look)  # type: ignore[assignment]
        self.deliveries = Watched(self.deliveries, self._look)  # type: ignore[assignment]

    def _look(self, what: str) -> None:
        if what != "save" and next(self._reads) == self._at:
            self._act()
        if not self._touched:
            self._begin()


@dataclass
class Watched:
    repository: Any
    looks: Callable[[str], None]

    def __getattr__(self, name: str) -> Any:
        self.looks(name)
        return getattr(self.repository, name)


def _try_to_send(table: NoticeTable, carrier: Carrier, room: Mailroom) -> None:
    with suppress(NotAllowed):
        send([n.id for n in table.file.notices][:1], postman=carrier, mailroom=room)


def test_at_no_moment_can_somebody_else_send_the_same() -> None:
    for moment in count():
        table, first, second = an_addressed_table(), Carrier(), Carrier()
        approved(table)
        interrupt = partial(_try_to_send, table, second, mailroom(table))
        often = partial(Interrupted, table, count(), moment, interrupt)
        _try_to_send(table, first, replace(mailroom(table), unit_of_work=often))
        assert len(first.carried) + len(second.carried) == 1, moment
        assert len(services(table)) == 1
        if first.carried:  # it is on record as begun, and nobody comes between any more
            break
    assert moment > 5


def test_what_no_person_approved_is_not_sent() -> None:
    table = an_addressed_table(hearings=2)
    draft, *others = table.notices()
    waiting = table.approve([n.id for n in others])
    carrier = Carrier()
    with pytest.raises(NotAllowed, match="not approved"):
        sent(table, [*waiting, draft], carrier)
    take_back([waiting[0].id], reason="Once more", uow=table.uow())
    with pytest.raises(NotAllowed, match="not approved"):
        sent(table, waiting, carrier)

    assert carrier.carried == []
    assert states(table) == []


def _altered(table: NoticeTable, notice: Notice) -> None:
    table.add("notices", replace(now_of(table, notice), text=f"{notice.text} and more"))


def _sealed(table: NoticeTable, notice: Notice) -> None:
    person = a_participant()
    table.add("identities", ProtectedIdentity(id=person.id, name="Zoraida Quintanar"))
    text = "Zoraida Quintanar comes"
    table.add("notices", replace(now_of(table, notice), **_fixed(text)))  # type: ignore[arg-type]


def _fixed(text: str) -> dict[str, str]:
    from hashlib import sha256

    return {"text": text, "text_sha256": sha256(text.encode()).hexdigest()}


def _without_address(table: NoticeTable, notice: Notice) -> None:
    table.add("notices", replace(now_of(table, notice), address="no address"))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(_altered, NotAllowed), (_sealed, ProtectedNameFound), (_without_address, InvalidValue)],
)
def test_one_that_may_not_leave_keeps_all_others_back(
    spoil: Callable[[NoticeTable, Notice], None], error: type[ConvocaError]
) -> None:
    table = an_addressed_table()
    notices = approved(table)
    spoil(table, notices[1])
    carrier = Carrier()
    for act in (
        lambda: sent(table, notices, carrier),
        lambda: write_files([n.id for n in notices], postman=carrier, mailroom=mailroom(table)),
    ):
        with pytest.raises(error):
            act()

    assert carrier.carried == []
    assert states(table) == []


def test_what_something_overtook_since_its_approval_is_not_sent() -> None:
    table = an_addressed_table()
    notices, carrier = approved(table), Carrier()
    table.place(day=TUESDAY)
    table.release()
    with pytest.raises(NotAllowed, match="overtaken"):
        sent(table, notices, carrier)

    assert carrier.carried == []


def test_a_letter_to_be_handed_over_is_printed_only_while_it_is_right() -> None:
    table = an_addressed_table()
    served, waiting = approved(table)
    sent(table, [served], Carrier())

    def printed(*notices: Notice) -> list[UUID]:
        made = approved_letters([n.id for n in notices], now=NOW, uow=table.uow())
        return [notice.id for notice, _ in made]

    assert printed(served, waiting) == [served.id, waiting.id]
    _moved_and_released(table)
    with pytest.raises(NotAllowed, match="overtaken"):
        printed(waiting)
    assert printed(served) == [served.id], "what was served is printed again as it was"
    table.draft()
    with pytest.raises(NotAllowed, match="not approved and waiting"):
        printed(waiting)


def _cancelled(table: NoticeTable) -> None:
    cancel_hearing(table.hearing, reason="Example", uow=table.uow())


def _turned_private(table: NoticeTable) -> None:
    table.change(visibility=Visibility.PRIVATE)


def _moved_and_released(table: NoticeTable) -> None:
    table.place(day=TUESDAY)
    table.release()


@pytest.mark.parametrize("change", [_cancelled, _turned_private, _moved_and_released])
def test_a_letter_that_asks_for_documents_does_not_tell_what_was(
    change: Callable[[NoticeTable], None],
) -> None:
    table, carrier = an_addressed_table(), Carrier()
    asked = table.approve(
        n.id
        for n in ask_for_documents(
            table.hearing.id, ["state:MX"], documents="The file", documents_by=None, now=NOW,
            reason="Asked", uow=table.uow(),
        )
    )  # fmt: skip
    change(table)
    with pytest.raises(NotAllowed, match="overtaken"):
        sent(table, asked, carrier)
    assert carrier.carried == []


def test_a_letter_about_a_visit_does_not_tell_what_was() -> None:
    table, carrier = an_addressed_table(), Carrier()
    mexico = StateCode("MX")
    visit = table.add(
        "observations",
        OnSiteObservation(
            id=ObservationId(uuid4()), title="Example visit", opens=MONDAY, closes=TUESDAY,
            states=(mexico,),
        ),
    )  # fmt: skip
    draft = draft_visit_notice(visit.id, mexico, now=NOW, uow=table.uow())
    table.add("notices", replace(draft, address="mission@example.org"))
    letters = table.approve([draft.id])
    later = table.add("observations", replace(visit, closes=TUESDAY + timedelta(days=1)))
    with pytest.raises(NotAllowed, match="overtaken"):
        sent(table, letters, carrier)
    assert carrier.carried == []
    table.add("observations", replace(later, closes=TUESDAY))
    sent(table, letters, carrier)
    assert len(carrier.carried) == 1


def _moved(table: NoticeTable, _notice: Notice) -> None:
    table.place(day=TUESDAY)
    table.release()


def _withheld(table: NoticeTable, notice: Notice) -> None:
    """One asks to be withheld from the State, in whose letter it is named."""
    asking, state = table.hearing.parties
    asking = replace(asking, withheld_from_state=True, name=notice.facts.title)
    table.change(parties=(asking, state))


@pytest.mark.parametrize("spoil", [_moved, _withheld])
def test_what_may_not_leave_any_more_stays_although_others_left_already(
    spoil: Callable[[NoticeTable, Notice], None],
) -> None:
    table = an_addressed_table()
    notices = approved(table)
    assert notices[1].recipient.startswith("state:")
    carrier = Carrier(looks=lambda: spoil(table, notices[1]))
    sent(table, notices, carrier)

    assert [message.to for message in carrier.carried] == [notices[0].address]
    assert now_of(table, notices[1]).status is NoticeStatus.APPROVED
    assert states(table) == [DeliveryState.HANDED_OVER]


def test_a_letter_that_cannot_be_made_is_found_out_before_any_leaves() -> None:
    table = an_addressed_table()
    notices, carrier = approved(table), Carrier()

    class Clumsy(PlainWriter):
        def pdf(self, letter: Letter, text: str, /) -> bytes:
            if letter.notice == notices[1].id:
                raise InvalidValue(
                    "text", "It cannot become an accessible PDF: {reason}", reason=12
                )
            return super().pdf(letter, text)

    number = f"PS 901-N-{notices[1].id.hex[:8].upper()}"
    with pytest.raises(InvalidValue, match=f"^{number}: It cannot become an accessible PDF: 12"):
        send(
            [n.id for n in notices],
            postman=carrier,
            mailroom=replace(mailroom(table), writer=Clumsy()),
        )
    assert (carrier.carried, states(table)) == ([], [])


def test_cancelling_leaves_what_has_not_begun() -> None:
    table = an_addressed_table()
    notices, told, carrier = approved(table), [], Carrier()
    deliveries = send(
        [n.id for n in notices],
        postman=carrier,
        mailroom=mailroom(table),
        on_progress=lambda done, total: told.append((done, total)),
        is_cancelled=lambda: bool(carrier.carried),
    )

    assert (len(deliveries), len(carrier.carried), told) == (1, 1, [(1, 2)])
    assert [now_of(table, n).status for n in notices] == [
        NoticeStatus.SERVED,
        NoticeStatus.APPROVED,
    ]


def test_a_late_notice_is_on_record_as_waived_with_its_authority() -> None:
    table = an_addressed_table()
    late = NOW + timedelta(days=25)
    notices = approved(table, late, circumstances="An urgent risk", authority="Example President")
    sent(table, notices[:1], Carrier(), late)
    (service,) = services(table)
    entry = table.store.entries[-1]

    assert (service.exceptional_circumstances, service.authority) == (
        "An urgent risk",
        "Example President",
    )
    assert entry.waived
    assert entry.authority == "Example President"
    assert [finding["verdict"] for finding in entry.findings] == ["WAIVED"]


def test_a_private_hearing_is_told_when_the_last_party_knows() -> None:
    table = an_addressed_table()
    sent(table, approved(table), Carrier())
    table.change(
        visibility=Visibility.PRIVATE, private_decision=PrivateDecision(decided_on=NOW.date())
    )
    table.draft()
    private = [n for n in approved(table) if n.kind is NoticeKind.PRIVATE_HEARING]
    assert len(private) == 2

    sent(table, private[:1], Carrier())
    assert table.hearing.private_decision.parties_told_at is None
    later = NOW + timedelta(hours=1)
    (last,) = sent(table, private[1:], Carrier(), later)
    assert table.hearing.private_decision.parties_told_at == later
    confirm(last.id, DeliveryState.FAILED, reason="Bounced", uow=table.uow())
    assert table.hearing.private_decision.parties_told_at is None


def test_what_a_person_recorded_of_a_private_hearing_stays() -> None:
    table = an_addressed_table()
    sent(table, approved(table), Carrier())
    by_hand = NOW - timedelta(days=1)
    table.change(
        visibility=Visibility.PRIVATE,
        private_decision=PrivateDecision(decided_on=NOW.date(), parties_told_at=by_hand),
    )
    table.draft()
    sent(table, approved(table), Carrier())

    assert table.hearing.private_decision.parties_told_at == by_hand


def test_a_dry_run_serves_nothing_and_sends_the_same_later() -> None:
    table = an_addressed_table()
    notices, dry, real = approved(table), Carrier(), Carrier()
    written = write_files([n.id for n in notices], postman=dry, mailroom=mailroom(table))

    assert {d.state for d in written} == {DeliveryState.WRITTEN}
    assert {now_of(table, n).status for n in notices} == {NoticeStatus.APPROVED}
    assert (services(table), failed_deliveries(table.file)) == ((), ())
    sent(table, notices, real)
    assert dry.carried == real.carried


def test_a_person_records_what_was_handed_over() -> None:
    table = an_addressed_table()
    notice = approved(table)[0]

    def recorded(at: datetime) -> Delivery:
        return record_service(
            notice.id, channel=Channel.LETTER, at=at, reference=" R-17 ", note="Signed for",
            now=NOW + timedelta(days=2), reason="Letter handed over", uow=table.uow(),
        )  # fmt: skip

    with pytest.raises(InvalidValue, match="yet to be served"):
        recorded(NOW + timedelta(days=3))
    with pytest.raises(InvalidValue, match="approved on"):
        recorded(NOW - timedelta(days=1))
    day = NOW + timedelta(days=1)
    delivery = recorded(day)

    assert (delivery.state, delivery.reference, delivery.detail, delivery.by) == (
        DeliveryState.HANDED_OVER, "R-17", "Signed for", "coordinator",
    )  # fmt: skip
    assert [(s.channel, s.served_on) for s in services(table)] == [(Channel.LETTER, day.date())]
    with pytest.raises(NotAllowed, match="not approved"):
        recorded(day)


def test_what_a_person_types_about_a_service_names_nobody_who_is_protected() -> None:
    table = an_addressed_table()
    notice, other = approved(table)
    (begun,) = sent(table, [other], Carrier(answers=[BROKEN]))
    table.add("identities", ProtectedIdentity(id=a_participant().id, name="Zoraida Quintanar"))
    with pytest.raises(ProtectedNameFound):
        record_service(
            notice.id, channel=Channel.LETTER, at=NOW, note="Signed by Zoraida Quintanar", now=NOW,
            reason="By hand", uow=table.uow(),
        )  # fmt: skip
    with pytest.raises(ProtectedNameFound):
        confirm(
            begun.id, DeliveryState.DELIVERED, reason="Zoraida Quintanar said so", uow=table.uow()
        )
    assert states(table) == [DeliveryState.ATTEMPTED]


def _calendars(table: NoticeTable, carrier: Carrier) -> list[tuple[str, str]]:
    return [(message.method, message.calendar.decode()) for message in carrier.carried]


def test_a_change_within_two_days_comes_into_the_calendar_by_mail() -> None:
    table = an_addressed_table()
    sent(table, approved(table), Carrier())
    table.place(day=TUESDAY)
    table.release()
    start = table.file.file.placements[table.hearing.id].slot.start
    near = start - timedelta(hours=48)
    table.draft(near)
    notices, carrier = approved(table, near), Carrier()
    early = write_files(
        [n.id for n in notices],
        postman=carrier,
        mailroom=mailroom(table, near - timedelta(seconds=1)),
    )
    assert _calendars(table, carrier) == [("", "")] * len(early)

    carrier = Carrier()
    sent(table, notices, carrier, near)
    for notice, (method, calendar) in zip(
        sorted(notices, key=lambda n: n.address), _calendars(table, carrier), strict=True
    ):
        uid, sequence, email, *_ = calendar.split()
        assert (method, email) == ("REQUEST", notice.address)
        assert UUID(uid)
        assert sequence == "0"


def test_a_cancellation_takes_the_entry_out_of_the_calendar_of_who_has_it() -> None:
    table = an_addressed_table()
    sent(table, approved(table), Carrier())
    cancel_hearing(table.hearing, reason="Example", uow=table.uow())
    table.draft()
    notices, carrier = approved(table), Carrier()
    assert {n.kind for n in notices} == {NoticeKind.CANCELLATION}
    sent(table, notices, carrier)

    assert [method for method, _ in _calendars(table, carrier)] == ["CANCEL", "CANCEL"]
    assert all(" True " in calendar for _, calendar in _calendars(table, carrier))
