from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.hearing import (
    Convocation,
    Hearing,
    HearingKind,
    Initiative,
    PrivateDecision,
    Visibility,
)
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Office, OfficeHeld, Term
from convoca.domain.minutes import (
    Annex,
    Attendance,
    Commitment,
    HearingMinutes,
    MinutesStatus,
)
from convoca.domain.party import Party, PartyKind
from convoca.rules.hearings import (
    hearing_is_convoked,
    hearing_is_public_or_decided_private,
    minutes_state_what_they_must,
    parties_are_convoked,
    state_is_convened,
    working_group_is_formed,
)
from support.builders import MX, a_member
from support.rule_examples import CO, DAY, HEARING, OTHER, PRESIDENT, SLOT

DAY_BEFORE, DAY_AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
GIVEN = Convocation(
    proposed_on=date(2027, 1, 18), convoked_on=date(2027, 1, 20), convoked_by=PRESIDENT.id
)
PETITIONER = Party(kind=PartyKind.PETITIONER, name="Example Petitioner")
MEXICO = Party(kind=PartyKind.STATE, name="Mexico", state=MX)
COLOMBIA = Party(kind=PartyKind.STATE, name="Colombia", state=CO)


def convoked(given: Convocation, *, today: date = DAY_BEFORE, day: date | None = DAY):
    hearing = replace(HEARING, convocation=given)
    return hearing_is_convoked(hearing=hearing, members=(PRESIDENT, OTHER), day=day, today=today)


@pytest.mark.parametrize("initiative", Initiative)
def test_the_president_convokes_whosever_the_initiative(initiative):
    hearing = replace(HEARING, convocation=GIVEN, initiative=initiative)
    finding = hearing_is_convoked(hearing=hearing, members=(PRESIDENT,), day=DAY, today=DAY_BEFORE)

    assert (finding.verdict, finding.articles) == (Verdict.MET, ("61",))
    assert (finding.facts["presiding"], finding.facts["missing"]) == ("Ana Example", ())


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"proposed_on": None}, ("proposal",), id="no-proposal"),
        pytest.param({"proposed_on": date(2027, 1, 20)}, (), id="proposed-the-same-day"),
        pytest.param({"proposed_on": date(2027, 1, 21)}, ("proposal",), id="proposed-afterwards"),
        pytest.param({"convoked_on": None}, ("convocation",), id="not-convoked"),
        pytest.param({"convoked_on": DAY}, (), id="convoked-on-the-day"),
        pytest.param({"convoked_on": DAY_AFTER}, ("convocation",), id="convoked-afterwards"),
        pytest.param({"convoked_by": None}, ("convoked_by",), id="by-nobody-on-record"),
    ],
)
def test_proposal_convocation_and_hearing_come_in_this_order(changes, missing):
    until, after = (convoked(replace(GIVEN, **changes), today=t) for t in (DAY, DAY_AFTER))

    assert until.facts["missing"] == missing
    assert (until.verdict, after.verdict) == (
        (Verdict.UNDETERMINED, Verdict.BREACHED) if missing else (Verdict.MET, Verdict.MET)
    )


def test_a_hearing_without_a_day_can_still_be_convoked():
    assert convoked(Convocation(), day=None, today=DAY_AFTER).verdict is Verdict.UNDETERMINED
    assert convoked(GIVEN, day=None).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("convoked_on", "verdict"),
    [
        pytest.param(date(2027, 2, 14), Verdict.MET, id="the-last-day-of-the-old-board"),
        pytest.param(date(2027, 2, 15), Verdict.BREACHED, id="the-day-of-the-new-one"),
    ],
)
def test_the_president_in_office_that_day_convokes(convoked_on, verdict):
    old = replace(
        PRESIDENT,
        offices=(
            OfficeHeld(office=Office.PRESIDENT, starts=date(2026, 3, 2), ends=date(2027, 2, 14)),
        ),
    )
    new = replace(OTHER, offices=(OfficeHeld(office=Office.PRESIDENT, starts=date(2027, 2, 15)),))
    hearing = replace(HEARING, convocation=replace(GIVEN, convoked_on=convoked_on))
    finding = hearing_is_convoked(hearing=hearing, members=(old, new), day=DAY, today=DAY_BEFORE)

    assert finding.verdict is verdict
    assert finding.facts["convoked_by_another"] is (verdict is Verdict.BREACHED)


def test_who_convoked_cannot_be_judged_without_a_board_on_record():
    hearing = replace(HEARING, convocation=replace(GIVEN, convoked_by=OTHER.id))
    finding = hearing_is_convoked(hearing=hearing, members=(OTHER,), day=DAY, today=DAY_AFTER)

    assert (finding.verdict, finding.cure) == (Verdict.UNDETERMINED, "record_the_board_of_officers")


@pytest.mark.parametrize(
    ("parties", "missing"),
    [
        ((PETITIONER, MEXICO), ()),
        ((PETITIONER,), ("state",)),
        ((MEXICO,), ("petitioner",)),
        ((PETITIONER, COLOMBIA), ("state",)),
        ((), ("state", "petitioner")),
    ],
)
@pytest.mark.parametrize("kind", [HearingKind.CASE, HearingKind.PRECAUTIONARY_MEASURES])
def test_both_parties_are_called_to_a_hearing_on_their_matter(parties, missing, kind):
    hearing = replace(HEARING, kind=kind, parties=parties)
    until, after = (
        parties_are_convoked(hearing=hearing, day=DAY, today=t) for t in (DAY, DAY_AFTER)
    )

    assert until.facts["missing"] == missing
    assert until.facts["by_analogy"] is (kind is HearingKind.PRECAUTIONARY_MEASURES)
    assert (until.verdict, after.verdict) == (
        (Verdict.UNDETERMINED, Verdict.BREACHED) if missing else (Verdict.MET, Verdict.MET)
    )


def test_a_state_marked_as_convened_is_called():
    hearing = replace(HEARING, kind=HearingKind.CASE, parties=(PETITIONER,), state_convened=True)

    assert parties_are_convoked(hearing=hearing, day=DAY, today=DAY).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("parties", "missing"), [((MEXICO, COLOMBIA), ()), ((MEXICO, PETITIONER), ("both_states",))]
)
def test_an_inter_state_petition_has_two_states_as_parties(parties, missing):
    hearing = replace(HEARING, kind=HearingKind.INTERSTATE_PETITION, parties=parties)

    assert parties_are_convoked(hearing=hearing, day=DAY, today=DAY).facts["missing"] == missing


def test_a_general_hearing_has_no_two_parties():
    finding = parties_are_convoked(hearing=replace(HEARING, parties=()), day=DAY, today=DAY_AFTER)

    assert (finding.verdict, finding.facts["asked"]) == (Verdict.MET, False)


@pytest.mark.parametrize(
    ("changes", "asked", "missing"),
    [
        pytest.param({}, True, (), id="it-is-a-party"),
        pytest.param({"parties": (), "state_convened": True}, True, (), id="marked-as-convened"),
        pytest.param({"parties": (PETITIONER,)}, True, (MX,), id="not-convened"),
        pytest.param({"states": (MX, CO)}, True, (CO,), id="one-of-two"),
        pytest.param(
            {"parties": (), "visibility": Visibility.PRIVATE}, False, (), id="private-hearing"
        ),
        pytest.param({"parties": (), "states": ()}, False, (), id="no-State-in-particular"),
        pytest.param({"parties": (), "kind": HearingKind.CASE}, False, (), id="not-general"),
    ],
)
def test_the_state_concerned_is_convened_to_a_general_hearing(changes, asked, missing):
    hearing = replace(HEARING, **changes)
    until, after = (state_is_convened(hearing=hearing, day=DAY, today=t) for t in (DAY, DAY_AFTER))

    assert (until.facts["asked"], until.facts["states_missing"]) == (asked, missing)
    assert (until.verdict, after.verdict) == (
        (Verdict.UNDETERMINED, Verdict.BREACHED) if missing else (Verdict.MET, Verdict.MET)
    )


def test_a_working_group_may_be_none():
    finding = working_group_is_formed(hearing=HEARING, members=(PRESIDENT,), day=DAY)

    assert (finding.verdict, finding.articles) == (Verdict.MET, ("67",))


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        pytest.param(DAY_BEFORE, Verdict.BREACHED, id="until-the-day-before"),
        pytest.param(DAY, Verdict.MET, id="until-the-day"),
        pytest.param(DAY_AFTER, Verdict.MET, id="until-the-day-after"),
    ],
)
def test_a_working_group_consists_of_members_in_office_on_the_day(ends, verdict):
    leaving = a_member("Leo Example", "PE", terms=(Term(starts=date(2024, 1, 1), ends=ends),))
    hearing = replace(HEARING, working_group=(PRESIDENT.id, leaving.id))
    finding = working_group_is_formed(hearing=hearing, members=(PRESIDENT, leaving), day=DAY)

    assert finding.verdict is verdict
    assert finding.facts["not_in_office"] == (
        ("Leo Example",) if verdict is Verdict.BREACHED else ()
    )


@pytest.mark.parametrize(("day", "known"), [(None, True), (DAY, False)])
def test_a_working_group_is_open_without_a_day_or_a_member_on_record(day, known):
    somebody = PRESIDENT.id if known else MemberId(uuid4())
    hearing = replace(HEARING, working_group=(somebody,))
    finding = working_group_is_formed(hearing=hearing, members=(PRESIDENT,), day=day)

    assert finding.verdict is Verdict.UNDETERMINED


def a_private_hearing(**changes: object) -> Hearing:
    decided = PrivateDecision(
        decided_on=date(2027, 3, 1),
        circumstances="safety of a witness",
        parties_told_at=datetime(2027, 3, 5, 15, tzinfo=UTC),
    )
    return replace(
        HEARING,
        visibility=Visibility.PRIVATE,
        private_decision=replace(decided, **changes),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        pytest.param(timedelta(minutes=-1), Verdict.MET, id="a-minute-before"),
        pytest.param(timedelta(0), Verdict.BREACHED, id="as-it-begins"),
        pytest.param(timedelta(minutes=1), Verdict.BREACHED, id="a-minute-after"),
    ],
)
def test_the_parties_are_told_before_a_private_hearing_begins(told, verdict):
    hearing = a_private_hearing(parties_told_at=SLOT.start + told)
    finding = hearing_is_public_or_decided_private(hearing=hearing, slot=SLOT, today=DAY)

    assert finding.verdict is verdict
    assert finding.articles == ("68",)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"decided_on": None}, ("decision",)),
        ({"circumstances": " "}, ("circumstances",)),
        ({"parties_told_at": None}, ("parties_told",)),
    ],
)
def test_a_private_hearing_needs_decision_circumstances_and_word_to_the_parties(changes, missing):
    hearing = a_private_hearing(**changes)
    before, until, after = (
        hearing_is_public_or_decided_private(hearing=hearing, slot=slot, today=today)
        for slot, today in ((None, DAY_AFTER), (SLOT, DAY), (SLOT, DAY_AFTER))
    )

    assert before.facts["missing"] == until.facts["missing"] == missing
    assert (before.verdict, until.verdict) == (Verdict.UNDETERMINED, Verdict.UNDETERMINED)
    assert after.verdict is Verdict.BREACHED


def test_a_private_hearing_without_a_slot_has_not_begun():
    finding = hearing_is_public_or_decided_private(
        hearing=a_private_hearing(), slot=None, today=DAY_AFTER
    )

    assert finding.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(MinutesStatus.DRAFT, Verdict.UNDETERMINED), (MinutesStatus.COMPLETED, Verdict.BREACHED)],
)
def test_minutes_may_lack_nothing_once_completed(status, verdict):
    minutes = HearingMinutes(id=HEARING.id, status=status)
    finding = minutes_state_what_they_must(minutes=minutes)

    assert (finding.verdict, finding.cure) == (verdict, "complete_the_minutes")
    assert finding.facts["missing"] == ("day_and_time", "participants")


def test_minutes_state_day_time_participants_and_what_was_decided():
    minutes = HearingMinutes(
        id=HEARING.id,
        started=SLOT.start,
        attendance=(Attendance(name="Witness 1", protected=True),),
        decisions=("Example decision",),
        commitments=(Commitment(party="state:MX", text="Example commitment"),),
        annexes=(Annex(title="A"), Annex(title="B")),
        status=MinutesStatus.COMPLETED,
    )
    finding = minutes_state_what_they_must(minutes=minutes)

    assert finding.verdict is Verdict.MET
    assert finding.facts == {"missing": (), "decisions": 1, "commitments": 1, "annexes": 2}
