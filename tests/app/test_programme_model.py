from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest

from convoca.app.models.activity_file import Filters
from convoca.app.models.programme import ProgrammeModel
from convoca.bootstrap import open_convoca
from convoca.domain.errors import ConflictingEdit, DoubleBooking, InvalidValue, NotAllowed
from convoca.domain.hearing import Visibility, WorkingMeeting
from convoca.domain.identifiers import StateCode
from convoca.domain.programme import ActivityKind, DraftAct, Session
from convoca.services import programme
from convoca.services.hearings import cancel_hearing, cancel_meeting
from convoca.services.problems import Severity
from support.builders import (
    OTHER_ROOM,
    ROOM,
    a_hearing,
    a_member,
    a_period,
    a_placement,
)

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
NINE, TEN = time(9), time(10)


@pytest.fixture
def convoca(tmp_path):
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


@pytest.fixture
def store(convoca):
    """Two hearings on one State, one placed and one not, a session, and two members."""
    period = a_period()
    placed = a_hearing(period, title="Placed")
    waiting = a_hearing(period, title="Waiting")
    session = Session(id=uuid4(), period=period.id, title="Session")
    members = (a_member("Example Member One", "CO"), a_member("Example Member Two", "MX"))
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for member in members:
            uow.members.save(member)
        for hearing in (placed, waiting):
            uow.hearings.save(hearing)
        uow.sessions.save(session)
        uow.placements.save(a_placement(placed, panel=(members[0].id,)))
        uow.commit(reason="A store to try moves on")
    return {
        "period": period,
        "placed": placed.id,
        "waiting": waiting.id,
        "session": session.id,
        "members": members,
    }


@pytest.fixture
def model(convoca, store):
    return ProgrammeModel(convoca, store["period"].id)


def stored_place(convoca, activity):
    """Return day, hour and room as the store holds them; None where it is not placed."""
    with convoca.reading() as uow:
        found = uow.placements.find(activity)
    return (found.slot.wall_date, found.slot.wall_time, found.room) if found else None


def last_reason(convoca):
    with convoca.reading() as uow:
        return uow.audit.entries(limit=1)[0].reason


def rules_of(found):
    return {problem.finding.rule for problem in found}


def test_the_page_opens_on_the_first_day_with_something_placed(model):
    assert model.day == MONDAY
    assert [a.record.title for a in model.placed()] == ["Placed"]
    assert {a.record.title for a in model.waiting()} == {"Waiting", "Session"}


def test_a_move_is_stored_with_its_reason_and_its_problems_are_new(model, convoca, store):
    model.place(store["waiting"], day=MONDAY, hour=NINE, room=OTHER_ROOM, reason="Asked for")

    assert stored_place(convoca, store["waiting"]) == (MONDAY, NINE, OTHER_ROOM)
    assert last_reason(convoca) == "Asked for"
    assert "party_is_not_in_two_places" in rules_of(model.new_problems)
    assert model.severity()[store["waiting"]] is Severity.BREACH


def test_a_move_elsewhere_cures_the_problem(model, store):
    model.place(store["waiting"], day=MONDAY, hour=NINE, room=OTHER_ROOM, reason="A")
    model.place(store["waiting"], day=MONDAY, hour=TEN, room=OTHER_ROOM, reason="B")

    assert "party_is_not_in_two_places" in rules_of(model.cured_problems)
    assert "party_is_not_in_two_places" not in rules_of(model.problems)


def test_a_problem_between_two_activities_counts_once(model, store):
    model.place(store["waiting"], day=MONDAY, hour=NINE, room=OTHER_ROOM, reason="A")

    clashes = [p for p in model.problems if p.finding.rule == "party_is_not_in_two_places"]
    shown = model.problems_of([store["placed"], store["waiting"]])
    assert len(clashes) == 2 * len([p for p in shown if p.finding.rule == clashes[0].finding.rule])


def test_a_taken_room_is_refused_and_nothing_moves(model, convoca, store):
    with pytest.raises(DoubleBooking) as refused:
        model.place(store["waiting"], day=MONDAY, hour=NINE, room=ROOM, reason="A")

    assert refused.value.values["holder"] == "Placed"
    assert stored_place(convoca, store["waiting"]) is None
    assert not model.can_undo


def test_an_hour_that_the_clocks_skip_is_refused(model, store):
    with pytest.raises(InvalidValue):
        model.place(
            store["waiting"], day=date(2027, 3, 14), hour=time(2, 30), room=ROOM, reason="A"
        )


def test_undo_and_redo_are_new_changes(model, convoca, store):
    model.place(store["placed"], day=TUESDAY, hour=TEN, room=OTHER_ROOM, reason="Moved")

    model.undo(reason="Undone")
    assert stored_place(convoca, store["placed"]) == (MONDAY, NINE, ROOM)
    assert last_reason(convoca) == "Undone"

    model.redo(reason="Redone")
    assert stored_place(convoca, store["placed"]) == (TUESDAY, TEN, OTHER_ROOM)
    assert last_reason(convoca) == "Redone"
    with pytest.raises(NotAllowed):
        model.redo(reason="Redone")


def test_what_was_done_on_another_visit_is_undone_too_and_told(model, convoca, store):
    model.place(store["placed"], day=TUESDAY, hour=TEN, room=OTHER_ROOM, reason="Moved")
    model.take_out(store["placed"], reason="Out")

    later = ProgrammeModel(convoca, store["period"].id)
    assert (later.can_undo, later.can_redo) == (True, False)
    later.undo(reason="Undone")
    assert stored_place(convoca, store["placed"]) == (TUESDAY, TEN, OTHER_ROOM)
    later.undo(reason="Undone")
    assert stored_place(convoca, store["placed"]) == (MONDAY, NINE, ROOM)
    assert (later.can_undo, later.can_redo) == (False, True)
    last, first = later.last_steps()
    assert (last.step.act, first.step.act) == (DraftAct.TAKEN_OUT, DraftAct.MOVED)
    assert (last.entry.reason, first.entry.reason) == ("Out", "Moved")


def test_what_somebody_else_did_is_seen_and_named(model, convoca, store):
    assert model.look() is None
    other = ProgrammeModel(convoca, store["period"].id)
    other.place(store["placed"], day=TUESDAY, hour=NINE, room=ROOM, reason="Theirs")

    seen = model.look()
    assert seen.moved == (store["placed"],)
    assert seen.who == convoca.settings.user
    assert model.file.placement(store["placed"]).slot.wall_date == TUESDAY
    assert model.look() is None


def test_what_is_no_part_of_the_programme_is_read_without_a_word(model, convoca, store):
    with convoca.unit_of_work() as uow:
        uow.members.save(a_member("Example Member Three", "PE"))
        uow.commit(reason="Elected")
    assert model.look() is None
    assert len(model.file.members) == 3


def test_what_was_taken_out_comes_back_with_its_panel(model, convoca, store):
    panel = model.file.placement(store["placed"]).panel
    model.take_out(store["placed"], reason="Out")
    assert stored_place(convoca, store["placed"]) is None

    model.undo(reason="Undone")
    assert model.file.placement(store["placed"]).panel == panel

    model.redo(reason="Redone")
    assert stored_place(convoca, store["placed"]) is None


def test_undo_takes_a_first_placement_out_again(model, convoca, store):
    model.place(store["waiting"], day=MONDAY, hour=TEN, room=ROOM, reason="A")
    model.undo(reason="Undone")
    assert stored_place(convoca, store["waiting"]) is None


def test_undo_takes_the_acts_back_one_by_one_who_sits_too(model, store):
    panel = model.file.placement(store["placed"]).panel
    model.place(store["placed"], day=TUESDAY, hour=NINE, room=ROOM, reason="A")
    placement = model.file.placement(store["placed"])
    model.act(lambda uow: programme.set_panel(placement, (), reason="Nobody", uow=uow))

    model.undo(reason="Undone")
    assert model.file.placement(store["placed"]).panel == panel
    assert model.file.placement(store["placed"]).slot.wall_date == TUESDAY
    model.undo(reason="Undone")
    assert model.file.placement(store["placed"]).slot.wall_date == MONDAY


def test_a_new_move_forgets_what_was_undone(model, store):
    model.place(store["waiting"], day=MONDAY, hour=TEN, room=ROOM, reason="A")
    model.undo(reason="Undone")
    assert model.can_redo
    model.place(store["waiting"], day=TUESDAY, hour=TEN, room=ROOM, reason="B")
    assert not model.can_redo


def test_a_move_to_the_same_place_is_nothing_to_undo(model, store):
    model.place(store["placed"], day=MONDAY, hour=NINE, room=ROOM, reason="A")
    assert not model.can_undo


def test_a_move_made_meanwhile_by_somebody_else_is_not_overwritten(model, convoca, store):
    other = ProgrammeModel(convoca, store["period"].id)
    other.place(store["placed"], day=TUESDAY, hour=NINE, room=ROOM, reason="Theirs")

    with pytest.raises(ConflictingEdit):
        model.place(store["placed"], day=MONDAY, hour=TEN, room=ROOM, reason="Mine")
    assert stored_place(convoca, store["placed"]) == (TUESDAY, NINE, ROOM)
    assert model.file.placement(store["placed"]).slot.wall_date == TUESDAY  # and it is seen now


def test_undo_is_refused_where_the_room_was_taken_since(model, convoca, store):
    model.take_out(store["placed"], reason="Mine")
    with convoca.unit_of_work() as uow:
        uow.placements.save(
            a_placement(model.activities[store["waiting"]].hearing)
        )  # not an act on the draft: an import, say
        uow.commit(reason="Imported")

    with pytest.raises(DoubleBooking):
        model.undo(reason="Undone")
    assert model.can_undo  # once the room is free again, it can still be undone


def test_what_was_cancelled_is_neither_shown_nor_placed(model, convoca, store):
    hearing = model.activities[store["placed"]].hearing
    model.act(lambda uow: cancel_hearing(hearing, reason="Withdrawn", uow=uow))

    assert store["placed"] not in [a.record.id for a in model.shown()]
    with pytest.raises(NotAllowed):
        model.place(store["placed"], day=TUESDAY, hour=NINE, room=ROOM, reason="A")
    model.place(store["waiting"], day=MONDAY, hour=NINE, room=ROOM, reason="The room is free")


def test_a_cancelled_meeting_frees_its_room(model, convoca, store):
    meeting = WorkingMeeting(id=uuid4(), period=store["period"].id, title="Meeting")
    model.act(lambda uow: programme.change_activity(model.file, meeting, reason="New", uow=uow))
    model.place(meeting.id, day=TUESDAY, hour=NINE, room=ROOM, reason="A")
    stored = model.activities[meeting.id].record

    model.act(lambda uow: cancel_meeting(stored, reason="Withdrawn", uow=uow))
    assert meeting.id not in [a.record.id for a in model.shown()]
    model.place(store["waiting"], day=TUESDAY, hour=NINE, room=ROOM, reason="The room is free")


def test_filters_take_state_member_and_kind(model, store):
    model.filters = Filters(state=StateCode("MX"))
    assert {a.record.title for a in model.shown()} == {"Placed", "Waiting"}
    assert model.hidden() == 1

    model.filters = Filters(member=store["members"][0].id)
    assert [a.record.title for a in model.shown()] == ["Placed"]

    model.filters = Filters(kind=ActivityKind.SESSION)
    assert [a.record.title for a in model.shown()] == ["Session"]


def test_days_count_activities_and_problems(model, store):
    counts = {count.day: count for count in model.days()}
    assert len(counts) == 12
    assert counts[MONDAY].activities == 1
    assert counts[MONDAY].problems == len(model.problems_of([store["placed"]]))
    assert (counts[TUESDAY].activities, counts[TUESDAY].problems) == (0, 0)


def test_a_day_outside_the_period_is_counted_too(model, store):
    outside = date(2027, 3, 20)
    model.place(store["placed"], day=outside, hour=NINE, room=ROOM, reason="A")
    assert outside in [count.day for count in model.days()]
    assert [room.id for room in model.rooms(outside)] == [ROOM, OTHER_ROOM]


def test_private_is_told_of_each_kind(model, store):
    activities = model.activities
    assert not activities[store["placed"]].is_private
    assert activities[store["session"]].is_private
    hidden = replace(activities[store["placed"]].hearing, visibility=Visibility.PRIVATE)
    assert replace(activities[store["placed"]], record=hidden).is_private


def test_a_new_length_moves_the_end_and_a_taken_room_refuses_it(model, convoca, store):
    model.place(store["waiting"], day=MONDAY, hour=TEN, room=ROOM, reason="A")
    hearing = model.activities[store["placed"]].hearing
    longer = replace(hearing, minutes=90)

    with pytest.raises(DoubleBooking):
        model.act(
            lambda uow: programme.change_activity(model.file, longer, reason="Longer", uow=uow)
        )
    assert model.activities[store["placed"]].hearing.minutes == 60

    model.take_out(store["waiting"], reason="Out")
    model.act(lambda uow: programme.change_activity(model.file, longer, reason="Longer", uow=uow))
    assert model.file.placement(store["placed"]).slot.minutes == 90
    assert model.activities[store["placed"]].hearing.minutes == 90


def test_a_compared_version_is_saved_over_the_stored_one(model, convoca, store):
    seen = model.file.placement(store["placed"])
    theirs = model.act(lambda uow: programme.set_panel(seen, (), reason="Theirs", uow=uow))
    panel = (store["members"][0].id,)
    with pytest.raises(ConflictingEdit):
        model.act(
            lambda uow: programme.set_panel(
                seen, (*panel, store["members"][1].id), reason="Mine", uow=uow
            )
        )

    model.save_over(replace(seen, panel=panel, version=theirs.version), reason="Compared")
    assert model.file.placement(store["placed"]).panel == panel


def test_who_may_sit_says_why_not(model, store):
    judged = programme.who_may_sit(model.file, store["placed"], MONDAY)
    verdicts = {member.name: [str(f.verdict) for f in found] for member, found in judged}
    assert verdicts == {
        "Example Member One": ["MET", "MET"],
        "Example Member Two": ["BREACHED", "MET"],
    }
    assert programme.usual_panel(model.file, store["placed"], MONDAY) == (store["members"][0].id,)
