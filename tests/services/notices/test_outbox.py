"""What a person reviews before anything leaves: last days, warnings, approval, taking back."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    ProtectedNameFound,
)
from convoca.domain.hearing import Convocation, PrivateDecision, Visibility
from convoca.domain.identifiers import ParticipantId
from convoca.domain.notice import Notice, NoticeKind, NoticeStatus
from convoca.domain.party import Party, PartyKind, ProtectedIdentity
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.drafting import ask_for_documents
from convoca.services.notices.outbox import (
    OutboxLine,
    discard,
    edit_notice,
    outbox,
    take_back,
)
from convoca.services.notices.outbox_warnings import OutboxWarning
from support.builders import a_participant, a_request
from support.notice_table import NOW, TODAY, TUESDAY, NoticeTable, a_notice_table

W = OutboxWarning
LATE = NOW + timedelta(days=25)


def lines(table: NoticeTable, today: date = TODAY) -> dict[tuple[NoticeKind, str], OutboxLine]:
    found = outbox(table.period.id, today=today, uow=table.uow())
    return {(line.notice.kind, line.notice.party): line for line in found if line.notice.is_open}


def of_state(table: NoticeTable, kind: NoticeKind = NoticeKind.CONVOCATION) -> OutboxLine:
    return lines(table)[kind, "state:MX"]


def with_addresses(table: NoticeTable) -> NoticeTable:
    parties = tuple(replace(p, email="to@example.org") for p in table.hearing.parties)
    table.change(parties=parties)
    return table


def edited(table: NoticeTable, notice: Notice, **changes: object) -> Notice:
    values: dict[str, object] = {
        "message": notice.message, "address": notice.address, "language": notice.language,
        "accredit_by": None, "documents_by": None, "documents": "", "reason": "Read",
    }  # fmt: skip
    return edit_notice(notice, uow=table.uow(), **{**values, **changes})  # type: ignore[arg-type]


def test_open_notices_come_by_their_last_lawful_day_and_nothing_stands_against_a_good_one() -> None:
    table = with_addresses(a_notice_table(hearings=2))
    table.place(number=0, day=TUESDAY)
    table.release()
    table.draft()
    found = outbox(table.period.id, today=TODAY, uow=table.uow())

    assert [line.due for line in found] == [date(2027, 2, 8)] * 2 + [date(2027, 2, 9)] * 2
    assert [line.title for line in found[::2]] == ["Example matter 1", "Example matter 0"]
    assert {line.warnings for line in found[2:]} == {()}


def test_a_notice_without_address_or_with_another_one_says_so() -> None:
    table = a_notice_table()
    table.draft()
    assert of_state(table).warnings == (W.NO_ADDRESS,)
    with_addresses(table)
    edited(table, of_state(table).notice, address="other@example.org")

    assert of_state(table).warnings == (W.ADDRESS_DIFFERS,)


def test_a_notice_after_the_last_day_says_so_and_carries_the_circumstances() -> None:
    table = with_addresses(a_notice_table())
    made = table.draft().made
    assert {line.warnings for line in lines(table, LATE.date()).values()} == {
        (W.PAST_THE_LAST_DAY,)
    }
    with pytest.raises(InvalidValue, match="who found them exceptional"):
        table.approve([made[0].id], LATE, circumstances="An urgent risk")
    urgent = {"circumstances": "An urgent risk", "authority": "Example President"}
    (approved,) = table.approve([made[0].id], LATE, **urgent)

    assert (approved.facts.reason, approved.facts.authority) == tuple(urgent.values())
    assert (table.store.entries[-1].waived, table.store.entries[-1].authority) == (
        "64.4, 66.5", "Example President",
    )  # fmt: skip
    assert "An urgent risk" in approved.text
    assert table.draft(LATE).made == ()


def test_a_cancellation_that_waited_a_day_is_still_to_be_sent_at_once() -> None:
    table = with_addresses(a_notice_table())
    cancel_hearing(table.hearing, reason="Withdrawn", now=NOW, uow=table.uow())
    found = lines(table, TODAY + timedelta(days=1))

    assert {(line.due, line.warnings) for line in found.values()} == {(TODAY, ())}


def test_circumstances_stay_out_of_a_notice_that_is_in_time() -> None:
    table = with_addresses(a_notice_table())
    made = table.draft().made
    (approved,) = table.approve([made[0].id], circumstances="A risk", authority="President")

    assert approved.facts.reason == ""
    assert table.store.entries[-1].waived == ""


def test_a_hearing_that_nobody_convoked_and_privacy_that_nobody_decided() -> None:
    table = with_addresses(a_notice_table())
    table.draft()
    table.change(convocation=Convocation(), visibility=Visibility.PRIVATE)
    table.draft()

    assert of_state(table).warnings == (W.NOT_CONVOKED,)
    private = of_state(table, NoticeKind.PRIVATE_HEARING)
    assert private.warnings == (W.DECISION_NOT_RECORDED,)
    table.change(private_decision=PrivateDecision(decided_on=TODAY))
    assert of_state(table, NoticeKind.PRIVATE_HEARING).warnings == ()


def test_the_draft_of_the_programme_may_be_ahead_of_what_was_released() -> None:
    table = with_addresses(a_notice_table())
    table.draft()
    table.place(day=TUESDAY)

    assert of_state(table).warnings == (W.DRAFT_DIFFERS_FROM_RELEASE,)


def test_what_is_overtaken_says_so_and_is_not_approved() -> None:
    table = with_addresses(a_notice_table())
    made = table.draft().made
    table.place(day=TUESDAY)
    table.release()

    assert of_state(table).warnings == (W.OVERTAKEN,)
    with pytest.raises(NotAllowed, match="is overtaken"):
        table.approve([n.id for n in made])
    assert {n.status for n in table.notices()} == {NoticeStatus.DRAFT}


def test_two_letters_that_name_different_hours_contradict_each_other() -> None:
    table = with_addresses(a_notice_table())
    ask_for_documents(
        table.hearing.id, {"state:MX"}, documents="Example file", documents_by=None, now=NOW,
        reason="Asked", uow=table.uow(),
    )  # fmt: skip
    table.place(day=TUESDAY)
    table.release()
    table.draft()

    assert of_state(table).warnings == (W.CONTRADICTS,)
    assert of_state(table, NoticeKind.DOCUMENTS_ASKED).warnings == (W.CONTRADICTS,)


def test_a_failure_and_an_attempt_without_an_end_stand_in_the_line() -> None:
    table = with_addresses(a_notice_table())
    organisation, state = table.draft().made
    table.serve(organisation, state="attempted")
    table.serve(state, state="failed")
    found = lines(table)

    assert found[organisation.kind, organisation.party].warnings == (W.OUTCOME_UNKNOWN,)
    assert found[state.kind, state.party].warnings == (W.FAILED_BEFORE,)
    assert [d.state for d in found[state.kind, state.party].deliveries] == ["failed"]


def test_approval_fixes_the_text_with_its_hash_and_who_signs() -> None:
    table = a_notice_table()
    made = table.draft().made
    approved = table.approve([n.id for n in made])

    for notice in approved:
        assert notice.text_sha256 == sha256(notice.text.encode()).hexdigest()
        assert notice.text.startswith(f"Example Secretary to {notice.addressee}")
        assert (notice.signatory, notice.approved_by, notice.approved_at) == (
            "Example Secretary", "coordinator", NOW,
        )  # fmt: skip
    assert len(table.store.entries[-1].changes) == 2
    with pytest.raises(NotAllowed, match="Only a draft"):
        table.approve([made[0].id])


def test_an_approved_notice_is_taken_back_before_it_is_changed() -> None:
    table = a_notice_table()
    (approved, _) = table.approve([n.id for n in table.draft().made])
    with pytest.raises(NotAllowed, match="Take it back"):
        edited(table, approved, message="x")
    (back,) = take_back([approved.id], reason="A mistake", uow=table.uow())

    assert (back.status, back.text, back.text_sha256, back.signatory) == ("draft", "", "", "")
    assert edited(table, back, message="x").message == "x"
    with pytest.raises(ConflictingEdit):
        edited(table, back, message="y")


@pytest.mark.parametrize("state", ["attempted", "handed_over"])
def test_what_may_have_left_the_house_is_neither_taken_back_nor_discarded(state: str) -> None:
    table = a_notice_table()
    (notice, other) = table.draft().made
    table.serve(notice, state=state)
    for act in (take_back, discard):
        with pytest.raises(NotAllowed, match="left the house"):
            act([other.id, notice.id], reason="x", uow=table.uow())

    assert other.id in {n.id for n in table.notices()}


def test_a_state_is_not_told_whom_a_petitioner_withheld_from_it() -> None:
    withheld = Party(kind=PartyKind.PETITIONER, name="Vlornik Quexada", withheld_from_state=True)
    table = a_notice_table()
    table.add("requests", a_request(table.period, requesters=(withheld,), states=()))
    table.change(parties=(withheld, *table.hearing.parties), title="Quexada, Vlornik v. Mexico")
    table.draft()

    assert W.PROTECTED_NAME in of_state(table).warnings
    with pytest.raises(ProtectedNameFound, match=r"facts\.title") as refused:
        table.approve([of_state(table).notice.id])
    assert "lornik" not in str(refused.value).casefold()
    own = lines(table)[NoticeKind.CONVOCATION, withheld.key]
    assert W.PROTECTED_NAME not in own.warnings
    assert "Vlornik" in table.approve([own.notice.id])[0].text


def test_a_protected_name_in_the_message_stops_every_letter() -> None:
    table = a_notice_table()
    table.add(
        "identities", ProtectedIdentity(id=ParticipantId(a_participant().id), name="Ana Soto")
    )
    notices = table.draft().made
    edited(table, notices[0], message="Mrs. ANA  Sóto will speak")

    line = lines(table)[NoticeKind.CONVOCATION, notices[0].party]
    assert W.PROTECTED_NAME in line.warnings
    with pytest.raises(ProtectedNameFound):
        table.approve([n.id for n in notices])
    assert {n.status for n in table.notices()} == {NoticeStatus.DRAFT}
