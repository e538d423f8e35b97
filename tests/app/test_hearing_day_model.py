"""What the page Hearing day knows, without a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from convoca.app.models.hearing_day import (
    DayStage,
    HearingDayModel,
    hearing_lines,
    turns_of,
    typed_turns,
)
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.hearing_day import TestimonyState
from convoca.domain.identifiers import ParticipantId
from convoca.domain.party import ProtectedIdentity, Role, Side
from convoca.domain.slot import zone_info
from convoca.services.hearing_days.speaking import running, spoken_in
from convoca.services.hearing_days.testimony import meetings
from support.builders import a_hearing, a_participant, a_period, a_placement

SECRET = "Rosalia Quijano"
PERIOD = a_period()
WITNESS = a_participant(name="Witness 1", role=Role.WITNESS, protected=True)
HEARING = a_hearing(PERIOD, participants=(WITNESS,))
LATER = a_hearing(PERIOD, title="Example: without a day")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(PERIOD)
            uow.hearings.save(HEARING)
            uow.hearings.save(LATER)
            uow.placements.save(a_placement(HEARING))
            uow.identities.save(ProtectedIdentity(id=ParticipantId(WITNESS.id), name=SECRET))
            uow.commit(reason="Example")
        yield convoca


@pytest.fixture
def model(office: Convoca) -> HearingDayModel:
    return HearingDayModel(office, HEARING.id)


def test_the_hearings_of_a_period_are_listed_by_day_with_how_far_they_are(
    office: Convoca, model: HearingDayModel
) -> None:
    model.open()

    lines = hearing_lines(office, PERIOD.id)

    assert [(line.hearing.id, line.stage) for line in lines] == [
        (HEARING.id, DayStage.OPEN),
        (LATER.id, DayStage.WAITING),
    ]


def test_a_whole_day_from_the_opening_to_the_minutes(
    office: Convoca, model: HearingDayModel
) -> None:
    model.party_arrives("state:MX")
    model.open()
    first = model.file.day.turns[0]
    model.press("start", first.id, office.now())
    assert running(model.file.day) == model.file.day.turns[0]
    model.press("stop", None, office.now())
    model.identify(WITNESS.id)
    model.swear(WITNESS.id, promised=True)
    model.call_in(WITNESS.id)
    model.dismiss(WITNESS.id)
    model.hand_in(" Example annex ", Side.REQUESTER, "a" * 64, None)
    (document,) = model.file.day.documents
    model.set_last_day(document.id, office.today() + timedelta(days=30))
    model.observed(document.id, office.today())
    model.note_decision("To ask for information")
    model.keep_recording("Example shelf")
    model.close()

    assert model.file.stage is DayStage.CLOSED
    assert model.file.day.testimonies[0].state is TestimonyState.DONE
    minutes = model.file.minutes
    assert minutes is not None
    assert minutes.decisions == ("To ask for information",)
    assert [annex.title for annex in minutes.annexes] == ["Example annex"]
    model.reopen("Closed too early")
    assert model.file.stage is DayStage.OPEN


def test_two_tablets_at_one_hearing_do_not_stand_in_each_others_way(office: Convoca) -> None:
    clock, door = HearingDayModel(office, HEARING.id), HearingDayModel(office, HEARING.id)
    clock.open()
    clock.press("start", clock.file.day.turns[0].id, office.now())
    door.party_arrives("state:MX")
    clock.press("stop", None, office.now())
    door.refresh()

    assert door.file.day == clock.file.day
    assert door.file.day.arrived_parties == ("state:MX",)
    assert door.file.day.turns[0].spoken


def test_what_two_do_in_the_same_moment_is_both_done(office: Convoca) -> None:
    """The first attempt meets another act between its reading and its writing."""
    model, other = HearingDayModel(office, HEARING.id), HearingDayModel(office, HEARING.id)
    calls = []

    def act(uow: object) -> None:
        calls.append(uow)
        if len(calls) == 1:
            other.party_arrives("state:MX")
            raise ConflictingEdit(
                "HearingDay", read_version=1, stored_version=2, mine=None, theirs=None
            )

    model.do(act)

    assert len(calls) == 2
    assert model.file.day.arrived_parties == ("state:MX",)


def test_a_press_without_a_connection_counts_from_its_moment(
    office: Convoca, model: HearingDayModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = datetime(2027, 3, 8, 14, tzinfo=UTC)
    monkeypatch.setattr(Convoca, "now", lambda _: begins)
    model.open()
    back = begins + timedelta(minutes=10)
    monkeypatch.setattr(Convoca, "now", lambda _: back)

    model.press("start", model.file.day.turns[0].id, begins + timedelta(minutes=4))

    assert spoken_in(model.file.day.turns[0], back) == timedelta(minutes=6)


# What is typed ---------------------------------------------------------------------------------


def test_what_is_typed_is_there_again_and_gone_once_it_was_used(
    office: Convoca, model: HearingDayModel
) -> None:
    model.type("decision", "To ask")
    model.type("commitment", "To reply")

    again = HearingDayModel(office, HEARING.id)
    assert (again.typed("decision"), again.typed("commitment")) == ("To ask", "To reply")
    again.forget("decision")

    last = HearingDayModel(office, HEARING.id)
    assert (last.typed("decision"), last.typed("commitment")) == ("", "To reply")


def test_what_two_pages_at_one_hearing_type_is_both_kept(office: Convoca) -> None:
    one, two = HearingDayModel(office, HEARING.id), HearingDayModel(office, HEARING.id)
    one.type("decision", "To ask")
    two.type("commitment", "To reply")
    two.forget("commitment")

    assert HearingDayModel(office, HEARING.id).typed("decision") == "To ask"


def test_who_confirms_that_a_witness_is_heard_confirms_what_the_page_showed(
    office: Convoca, model: HearingDayModel
) -> None:
    """Meanwhile somebody at the door recorded that the State is in the room."""
    model.open()
    model.identify(WITNESS.id)
    model.swear(WITNESS.id, promised=False)
    model.keep_apart(WITNESS.id, (str(Side.STATE),))
    shown = meetings(model.file.hearing, model.file.day, WITNESS.id)
    HearingDayModel(office, HEARING.id).party_arrives("state:MX")

    with pytest.raises(NotAllowed):
        model.call_in(WITNESS.id, confirmed=shown)
    assert model.file.day.testimonies[0].state is TestimonyState.SWORN
    model.call_in(WITNESS.id, confirmed=meetings(model.file.hearing, model.file.day, WITNESS.id))
    assert model.file.day.testimonies[0].state is TestimonyState.BEING_HEARD


def test_a_protected_name_is_not_kept_and_what_was_typed_before_is(
    office: Convoca, model: HearingDayModel
) -> None:
    model.type("decision", "To hear Witness 1 again")
    with pytest.raises(ProtectedNameFound):
        model.type("decision", f"To hear {SECRET} again")

    assert HearingDayModel(office, HEARING.id).typed("decision") == "To hear Witness 1 again"


# The running order as a form -------------------------------------------------------------------


def test_the_rows_of_the_form_are_the_running_order_and_back(model: HearingDayModel) -> None:
    before = model.file.day.turns

    assert turns_of(tuple(typed_turns(before)), before) == before


def test_rows_come_in_the_order_of_their_positions(model: HearingDayModel) -> None:
    before = model.file.day.turns
    rows = typed_turns(before)
    rows[0]["position"], rows[0]["minutes"] = 99, 7

    after = turns_of(tuple(rows), before)

    assert after == (*before[1:], replace(before[0], minutes=7))
    model.save_order(before, after, "As the President said", confirmed=False)
    assert model.file.day.turns == after


# Private at the last moment --------------------------------------------------------------------


def test_the_parties_were_told_at_an_hour_of_today_at_the_place(
    model: HearingDayModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2027, 3, 8, 13, 50, tzinfo=UTC)
    monkeypatch.setattr(Convoca, "now", lambda _: now)

    with pytest.raises(InvalidValue):
        model.make_private("A risk", (), time(9, 0), confirmed=False)
    finding = model.make_private("A risk", ("The parties",), time(8, 45), confirmed=False)

    assert finding.verdict is Verdict.MET
    told = model.file.day.made_private_at
    assert told is not None
    assert told.astimezone(zone_info("America/New_York")).time() == time(8, 45)
    assert model.file.hearing.is_private
    assert model.make_public("By mistake", confirmed=False).verdict is Verdict.MET


def test_once_it_is_open_nothing_is_made_private_without_a_confirmation(
    model: HearingDayModel,
) -> None:
    model.open()
    with pytest.raises(NotAllowed):
        model.make_private("A risk", (), None, confirmed=False)


def test_the_absence_of_a_party_is_judged_by_the_proof_of_its_notice(
    model: HearingDayModel,
) -> None:
    model.party_stays_away("state:MX")

    assert model.absence("state:MX").citations[0].article == 64
    assert model.file.day.absent_parties == ("state:MX",)
    model.party_is_awaited("state:MX")
    assert model.file.day.absent_parties == ()
