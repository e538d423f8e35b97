"""What is due is drafted once: the difference between what a party was told and what holds now."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import HearingStatus, PrivateDecision, Visibility
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.domain.notice import NoticeKind, NoticeStatus
from convoca.domain.party import Party, PartyKind, Role, Side
from convoca.domain.programme import ServiceOfNotice
from convoca.domain.release import ChangeKind, ReleaseKind
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.drafting import Drafted, ask_for_documents, draft_notices
from convoca.services.notices.outbox import discard, edit_notice
from support.builders import OTHER_ROOM, a_participant, a_request
from support.notice_table import MONDAY, NOW, TODAY, TUESDAY, NoticeTable, a_notice_table

ORGANISATION, STATE = "example organisation 1", "state:MX"
K = NoticeKind


def kinds(drafted: Drafted) -> list[tuple[NoticeKind, str]]:
    return [(notice.kind, notice.party) for notice in drafted.made]


def told_and_moved(table: NoticeTable) -> None:
    """Serve the convocation, then move the hearing to Tuesday and release that."""
    table.serve(*table.draft().made)
    table.place(day=TUESDAY)
    table.release()


def test_both_parties_are_convoked_each_in_its_language_and_zone() -> None:
    table = a_notice_table()
    drafted = table.draft()

    assert kinds(drafted) == [(K.CONVOCATION, ORGANISATION), (K.CONVOCATION, STATE)]
    organisation, state = drafted.made
    assert (state.addressee, state.zone, state.recipient) == (
        "Mexico",
        "America/Mexico_City",
        STATE,
    )
    assert organisation.zone == "America/New_York"
    assert organisation.recipient.startswith("petitioner:")
    assert ORGANISATION not in organisation.recipient
    after = state.facts.after
    assert after is not None
    assert (after.slot.wall_date, after.slot.wall_time, after.room) == (MONDAY, time(9), "Room A")
    assert state.facts.documents_by == TODAY + timedelta(days=20)
    assert (state.release, state.status) == (1, NoticeStatus.DRAFT)


def test_drafting_again_changes_nothing_not_even_on_another_day() -> None:
    table = a_notice_table()
    first = table.draft()
    entries = len(table.store.entries)
    again = table.draft(NOW + timedelta(days=3))

    assert (again.made, again.overtaken) == ((), ())
    assert {n.id for n in again.kept} == {n.id for n in first.made}
    assert len(table.store.entries) == entries


def test_nothing_is_told_that_was_not_released_to_the_parties() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    table.place(day=TUESDAY)
    table.release(ReleaseKind.INTERNAL)

    assert table.draft() == Drafted()
    table.release(ReleaseKind.PUBLIC)
    assert {n.kind for n in table.draft().made} == {K.CHANGE}


def test_a_moved_hearing_is_told_with_what_was_told_before() -> None:
    table = a_notice_table()
    told_and_moved(table)
    changed = table.draft().made[0]

    assert (changed.kind, changed.facts.changes) == (K.CHANGE, (ChangeKind.MOVED_DAY,))
    assert changed.facts.before is not None
    assert changed.facts.before.slot.wall_date == MONDAY
    assert changed.facts.after is not None
    assert changed.facts.after.slot.wall_date == TUESDAY


def test_many_edits_make_one_letter_and_moving_back_makes_none() -> None:
    table = a_notice_table()
    told_and_moved(table)
    first = table.draft().made
    edit_notice(
        first[0], message="Bring it signed.", address="a@example.org", language=Language.ENGLISH,
        accredit_by=None, documents_by=None, documents="Example list", reason="x", uow=table.uow(),
    )  # fmt: skip
    table.place(day=TUESDAY, hour=15, room=OTHER_ROOM)
    table.release()
    second = table.draft()

    assert [n.overtaken_by for n in second.overtaken] == [n.id for n in second.made]
    assert len(table.notices()) == 2
    both = {ChangeKind.MOVED_DAY, ChangeKind.MOVED_ROOM}
    assert set(second.made[0].facts.changes) == both
    assert (second.made[0].message, second.made[0].facts.documents) == (
        "Bring it signed.", "Example list",
    )  # fmt: skip
    table.place()
    table.release()
    third = table.draft()
    assert (third.made, len(third.overtaken), table.notices()) == ((), 2, ())


def test_the_days_to_answer_stay_while_the_hearing_keeps_its_day() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    later = NOW + timedelta(days=10)
    table.place(hour=11)
    table.release()
    same_day = table.draft(later).made[0].facts
    table.place(day=TUESDAY)
    table.release()
    another_day = table.draft(later).made[0].facts

    table.place(hour=13)
    table.release()
    past = table.draft(NOW + timedelta(days=30)).made[0].facts

    assert same_day.documents_by == TODAY + timedelta(days=20)
    assert (past.documents_by, past.accredit_by) == (None, MONDAY - timedelta(days=7))
    assert same_day.accredit_by == MONDAY - timedelta(days=7)
    assert another_day.documents_by == later.date() + timedelta(days=20)
    assert another_day.accredit_by == TUESDAY - timedelta(days=7)


def test_days_that_a_person_set_outlast_another_hour_of_the_same_day() -> None:
    table = a_notice_table()
    first = table.draft().made[0]
    chosen = date(2027, 2, 2)
    edit_notice(
        first, message="", address="", language=Language.SPANISH, accredit_by=chosen,
        documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip
    table.place(hour=11)
    table.release()
    second = next(n for n in table.draft().made if n.party == first.party)

    assert (second.facts.accredit_by, second.facts.documents_by) == (chosen, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"hour": 10}, {ChangeKind.MOVED_HOUR}, id="hour"),
        pytest.param({"room": OTHER_ROOM}, {ChangeKind.MOVED_ROOM}, id="room"),
        pytest.param({"is_pinned": True}, None, id="pinned"),
    ],
)
def test_what_is_a_change(changes: dict[str, object], expected: set[ChangeKind] | None) -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    table.place(**changes)  # type: ignore[arg-type]
    table.release()
    found = {kind for notice in table.draft().made for kind in notice.facts.changes}

    assert found == (expected or set())


def test_an_attempt_that_nobody_knows_the_end_of_is_neither_repeated_nor_overtaken() -> None:
    table = a_notice_table()
    made = table.draft().made
    table.serve(*made, state="attempted")

    assert table.draft() == Drafted()
    table.place(day=TUESDAY)
    table.release()
    again = table.draft()
    assert (len(again.made), again.overtaken) == (2, ())


def test_what_a_person_discarded_is_not_drafted_again_until_something_changes() -> None:
    table = a_notice_table()
    discard([n.id for n in table.draft().made], reason="Told by telephone", uow=table.uow())

    assert table.draft() == Drafted()
    table.place(day=TUESDAY)
    table.release()
    assert len(table.draft().made) == 2


def test_a_service_recorded_by_hand_counts_for_what_it_names() -> None:
    table = a_notice_table()
    for party, hour in ((ORGANISATION, time(9)), (STATE, None)):
        table.add(
            "services_of_notice",
            ServiceOfNotice(
                id=uuid4(), hearing=table.hearing.id, party=party, served_on=TODAY,
                hearing_day=MONDAY, hearing_hour=hour,
            ),
        )  # fmt: skip

    assert table.draft() == Drafted()
    table.place(hour=11)
    table.release()
    (changed,) = table.draft().made  # the other was told the day alone, which still holds
    assert (changed.kind, changed.party) == (K.CHANGE, ORGANISATION)
    assert changed.facts.before is not None
    assert changed.facts.before.slot.wall_time == time(9)


def test_a_cancellation_is_told_at_once_and_to_those_who_were_told_nothing() -> None:
    table = a_notice_table()
    unsent = table.draft().made
    cancel_hearing(table.hearing, reason="Withdrawn", uow=table.uow())
    drafted = table.draft()

    assert kinds(drafted) == [(K.CANCELLATION, ORGANISATION), (K.CANCELLATION, STATE)]
    assert {n.id for n in drafted.overtaken} == {n.id for n in unsent}
    facts = drafted.made[0].facts
    assert (facts.changes, facts.reason) == ((ChangeKind.CANCELLED,), "")
    assert facts.before is not None
    table.serve(*drafted.made)
    assert table.draft() == Drafted()


def test_a_hearing_that_lost_its_place_is_called_off_and_convoked_anew() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    table.take_out()
    assert table.draft() == Drafted()
    table.release()
    off = table.draft().made
    assert {(n.kind, n.facts.changes) for n in off} == {(K.CANCELLATION, (ChangeKind.TAKEN_OUT,))}
    table.serve(*off, now=NOW + timedelta(hours=1))
    table.place(day=TUESDAY)
    table.release()

    anew = table.draft().made
    assert {(n.kind, n.facts.before) for n in anew} == {(K.CONVOCATION, None)}


def test_a_hearing_that_was_joined_with_another_is_called_off_once_that_is_released() -> None:
    table = a_notice_table(hearings=2)
    table.serve(*table.draft().made)
    kept = table.hearings[1]
    request = table.add("requests", a_request(table.period, requesters=(), hearing=kept.id))
    table.change(requests=(request.id,), status=HearingStatus.CANCELLED)
    assert table.draft() == Drafted()
    table.take_out()
    table.release()
    drafted = table.draft().made

    assert {(n.kind, n.subject, n.facts.merged_into) for n in drafted} == {
        (K.CANCELLATION, table.hearing.id, kept.title)
    }


def test_a_state_that_is_not_convened_to_the_joint_hearing_does_not_learn_of_it() -> None:
    """A private hearing of a general nature may be held without the State (Art. 66.3)."""
    table = a_notice_table(hearings=2)
    table.serve(*table.draft().made)
    kept, organisation = table.hearings[1], table.hearing.parties[0]
    table.add(
        "hearings",
        replace(kept, parties=(organisation,), state_convened=False, version=kept.version),
    )
    request = table.add("requests", a_request(table.period, requesters=(), hearing=kept.id))
    table.change(requests=(request.id,), status=HearingStatus.CANCELLED)
    table.take_out()
    table.release()

    drafted = {n.party: n.facts.merged_into for n in table.draft().made if n.kind is K.CANCELLATION}
    assert drafted == {organisation.key: kept.title, "state:MX": ""}


def test_a_private_hearing_is_told_without_its_circumstances() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    decision = PrivateDecision(decided_on=TODAY, circumstances="Risk", may_attend=("Counsel",))
    table.change(visibility=Visibility.PRIVATE, private_decision=decision)
    drafted = table.draft().made

    assert {n.kind for n in drafted} == {K.PRIVATE_HEARING}
    assert {(n.facts.is_private, n.facts.may_attend, n.facts.reason) for n in drafted} == {
        (True, ("Counsel",), "")
    }
    table.serve(*drafted, now=NOW + timedelta(hours=1))
    assert table.draft() == Drafted()
    table.change(visibility=Visibility.PUBLIC)
    assert {n.facts.changes for n in table.draft().made} == {(ChangeKind.PRIVACY,)}


def test_parties_who_were_told_of_the_privacy_by_word_of_mouth_get_no_letter() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    table.change(
        visibility=Visibility.PRIVATE, private_decision=PrivateDecision(parties_told_at=NOW)
    )

    assert table.draft() == Drafted()


def test_each_side_learns_of_the_witnesses_of_the_other() -> None:
    table = a_notice_table()
    ours = a_participant(name="Witness 1", role=Role.WITNESS, protected=True, purpose="Facts")
    theirs = a_participant(name="Example Expert", role=Role.EXPERT, side=Side.STATE)
    agent = a_participant(name="Example Agent", role=Role.STATE_AGENT, side=Side.STATE)
    table.change(participants=(ours, theirs, agent))
    offered = {n.party: n.facts.witnesses for n in table.draft().made if n.facts.witnesses}

    assert {party: [w.name for w in told] for party, told in offered.items()} == {
        ORGANISATION: ["Example Expert"], STATE: ["Witness 1"],
    }  # fmt: skip
    table.serve(*table.notices(K.WITNESSES_OFFERED))
    table.change(participants=(replace(ours, name="Witness 9"), theirs))
    assert not [n for n in table.draft().made if n.kind is K.WITNESSES_OFFERED]
    more = a_participant(name="Example Other", role=Role.WITNESS)
    table.change(participants=(ours, theirs, more))
    (again,) = [n for n in table.draft().made if n.kind is K.WITNESSES_OFFERED]
    assert [w.name for w in again.facts.witnesses] == ["Witness 1", "Example Other"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param(Decision.PENDING, K.REQUEST_RECEIVED, id="received"),
        pytest.param(Decision.GRANTED, K.REQUEST_GRANTED, id="granted"),
        pytest.param(Decision.DECLINED, K.REQUEST_DECLINED, id="declined"),
        pytest.param(Decision.MERGED, K.REQUESTS_MERGED, id="merged"),
        pytest.param(Decision.WITHDRAWN, None, id="withdrawn"),
    ],
)
def test_requesters_learn_what_became_of_their_request(
    decision: Decision, expected: NoticeKind | None
) -> None:
    table = NoticeTable()
    table.period = table.add("periods", table.period)
    other = table.add("requests", a_request(table.period, reference="PS 901-7", requesters=()))
    request = a_request(table.period)
    into = other.id if decision is Decision.MERGED else None
    decided = request.decide(decision, on=TODAY, reason="Example reason")
    table.add("requests", replace(decided, merged_into=into))
    made = table.draft().made

    assert [n.kind for n in made] == ([expected] if expected else [])
    reasons = [n.facts.reason for n in made if n.kind is K.REQUEST_DECLINED]
    assert reasons == (["Example reason"] if decision is Decision.DECLINED else [])
    if decision is Decision.MERGED:
        assert made[0].facts.merged_into == "PS 901-7"


def test_a_request_that_is_reopened_is_not_acknowledged_again() -> None:
    table = NoticeTable()
    table.period = table.add("periods", table.period)
    request = table.add("requests", a_request(table.period))
    declined = table.add("requests", request.decide(Decision.DECLINED, on=TODAY, reason="x"))
    table.serve(*table.draft().made)
    table.add("requests", replace(declined, decision=Decision.PENDING))

    assert table.draft() == Drafted()


def test_a_decision_overtakes_the_unsent_receipt_and_a_convocation_the_unsent_grant() -> None:
    table = a_notice_table()
    request = table.add("requests", a_request(table.period, requesters=table.hearing.parties[:1]))
    table.take_out()
    with table.uow() as uow:
        for release in uow.releases.all():
            uow.releases.remove(release)
        uow.commit(reason="Never released")
    received = table.draft().made
    granted = request.decide(Decision.GRANTED, on=TODAY, reason="Granted")
    table.add("requests", replace(granted, hearing=table.hearing.id))
    told = table.draft()
    assert [n.kind for n in (*received, *told.made)] == [K.REQUEST_RECEIVED, K.REQUEST_GRANTED]
    assert [n.id for n in told.overtaken] == [received[0].id]
    table.place()
    table.release()
    convoked = table.draft()

    assert {n.kind for n in convoked.made} == {K.CONVOCATION}
    assert [n.id for n in convoked.overtaken] == [told.made[0].id]


def test_a_letter_to_a_state_names_no_petitioner_who_asked_to_be_withheld() -> None:
    withheld = Party(kind=PartyKind.PETITIONER, name="Vlornik Quexada", withheld_from_state=True)
    table = a_notice_table()
    table.change(parties=(withheld, *table.hearing.parties))
    letters = {n.party: n for n in table.draft().made}

    assert set(letters) == {withheld.key, ORGANISATION, STATE}
    assert "lornik" not in repr(letters[STATE]).casefold()


def test_a_convened_state_is_told_though_it_is_no_party() -> None:
    table = a_notice_table()
    table.change(parties=table.hearing.parties[:1], state_convened=True)

    assert [n.party for n in table.draft().made] == [ORGANISATION, STATE]
    table.change(state_convened=False)
    gone = table.draft()
    assert [n.party for n in gone.overtaken] == [STATE]


def test_a_draft_gets_the_address_that_came_on_record() -> None:
    table = a_notice_table()
    table.draft()
    organisation, state = table.hearing.parties
    table.change(parties=(replace(organisation, email="o@example.org"), state))
    kept = table.draft().kept

    assert {n.party: n.address for n in kept} == {ORGANISATION: "o@example.org", STATE: ""}
    assert {n.address for n in table.notices()} == {"o@example.org", ""}


def test_nothing_is_drafted_for_a_period_that_is_over() -> None:
    table = a_notice_table()
    table.add("requests", a_request(table.period))

    assert table.draft(NOW + timedelta(days=90)) == Drafted()


def test_a_hearing_that_was_held_is_told_to_nobody() -> None:
    table = a_notice_table()
    table.draft()
    late = table.draft(NOW.replace(month=3, day=8, hour=16))

    assert (late.made, len(late.overtaken)) == ((), 2)


def test_progress_is_told_and_a_cancelled_run_keeps_nothing() -> None:
    table = a_notice_table(hearings=3)
    steps: list[tuple[int, int]] = []
    draft_notices(
        table.period.id, now=NOW, uow=table.uow(),
        on_progress=lambda *step: steps.append(step), is_cancelled=lambda: len(steps) == 2,
    )  # fmt: skip

    assert steps == [(1, 3), (2, 3)]
    assert table.notices() == ()


def test_documents_are_asked_of_the_parties_that_a_person_chose() -> None:
    table = a_notice_table()
    asked = {"documents_by": date(2027, 2, 1), "now": NOW, "reason": "Asked"}
    (made,) = ask_for_documents(
        table.hearing.id, {STATE}, documents=" Example file ", uow=table.uow(), **asked
    )  # type: ignore[arg-type]

    assert (made.kind, made.facts.documents) == (K.DOCUMENTS_ASKED, "Example file")
    assert len(table.draft().made) == 2
    for parties, documents in (({"nobody"}, "x"), (set(), "x"), ({STATE}, " ")):
        with pytest.raises(InvalidValue):
            ask_for_documents(
                table.hearing.id, parties, documents=documents, uow=table.uow(), **asked
            )  # type: ignore[arg-type]


def test_two_who_draft_at_the_same_time_make_the_same_notices() -> None:
    table = a_notice_table(hearings=2)
    other = deepcopy(table)

    assert {n.id for n in table.draft().made} == {n.id for n in other.draft().made}
