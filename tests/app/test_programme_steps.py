"""Undo and redo on the page, the list of steps, and what somebody else does meanwhile."""

import asyncio
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest
from ipywidgets import Button, Dropdown, Text

from convoca.app import following
from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages import programme_steps
from convoca.app.pages.programme_arrange import arranging
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_place import Moves
from convoca.app.pages.programme_steps import History, tell_others
from convoca.bootstrap import open_convoca
from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.services import programme
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_period, a_placement

TUESDAY = date(2027, 3, 9)


@pytest.fixture
def desk(tmp_path):
    period = a_period()
    hearings = [a_hearing(period, title=f"Matter {n}") for n in range(3)]
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            for hearing in hearings:
                uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearings[0]))
            uow.commit(reason="A page to try")
        visit = Visit("programme", Language.ENGLISH, {}, "", Channel())
        yield Desk(visit, ProgrammeModel(convoca, period.id), Drafts(convoca, visit), ())


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def the(kind, description, body):
    return next(w for w in every(body) if isinstance(w, kind) and w.description == description)


def said(body):
    return " ".join(w.value for w in every(body) if isinstance(getattr(w, "value", None), str))


def titled(desk, title):
    return next(k for k, a in desk.model.activities.items() if a.record.title == title)


def move(model, activity, *, day=TUESDAY):
    model.place(activity, day=day, hour=time(9), room=OTHER_ROOM, reason="Moved")


def test_the_last_steps_say_what_who_and_when(desk):
    body = History(desk, Moves(desk)).widget
    the(Button, "Show the last steps", body).click()
    assert "Nothing was moved yet." in said(body)
    assert the(Button, "Undo the last move", body).disabled

    move(desk.model, titled(desk, "Matter 0"))
    assert "Moved" in said(body)
    assert "“Matter 0”" in said(body)
    assert desk.model.office.settings.user in said(body)
    assert "undone" not in said(body)
    the(Button, "Undo the last move", body).click()
    assert "undone" in said(body)
    assert not the(Button, "Redo", body).disabled
    the(Button, "Hide the last steps", body).click()


def test_undoing_shows_the_day_and_the_activity(desk):
    activity = titled(desk, "Matter 0")
    move(desk.model, activity)
    desk.model.day, desk.model.chosen = TUESDAY, None
    Moves(desk).undo()
    assert (desk.model.day, desk.model.chosen) == (date(2027, 3, 8), activity)


def test_what_cannot_be_undone_is_told(desk):
    body = History(desk, Moves(desk)).widget
    desk.model.take_out(titled(desk, "Matter 0"), reason="Out")
    with desk.model.office.unit_of_work() as uow:
        uow.placements.save(a_placement(desk.model.activities[titled(desk, "Matter 1")].hearing))
        uow.commit(reason="Imported")
    the(Button, "Undo the last move", body).click()
    assert "is taken" in desk.visit.channel.spoken["sentence"]
    assert desk.visit.channel.spoken["urgent"]


def test_what_somebody_else_did_is_said_with_a_name(desk):
    other = ProgrammeModel(desk.model.office, desk.model.file.period.id)
    move(other, titled(desk, "Matter 0"))
    tell_others(desk)
    sentence = desk.visit.channel.spoken["sentence"]
    assert sentence == (
        f"{other.office.settings.user} changed the programme meanwhile: “Matter 0”."
    )
    tell_others(desk)
    assert desk.visit.channel.spoken["turn"] == 1


def test_a_page_with_a_loop_follows_the_others(desk, monkeypatch):
    monkeypatch.setattr(following, "_PACE", 0.01)
    other = ProgrammeModel(desk.model.office, desk.model.file.period.id)

    async def live():
        following.keep_looking(partial(tell_others, desk))
        move(other, titled(desk, "Matter 0"))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if desk.visit.channel.spoken:
                return

    asyncio.run(live())
    assert "Matter 0" in desk.visit.channel.spoken["sentence"]
    assert desk.model.file.placement(titled(desk, "Matter 0")).slot.wall_date == TUESDAY


def test_many_activities_are_counted_and_few_are_named(desk):
    keys = [titled(desk, f"Matter {n}") for n in range(3)]
    assert programme_steps.titles_words(keys, desk) == "3 activities"
    assert programme_steps.titles_words(keys[:2], desk) == "“Matter 0” and “Matter 1”"


# What is arranged by hand -------------------------------------------------------------------------


def section(desk, title):
    return arranging(desk, desk.model.activities[titled(desk, title)], lambda: None).widget


def test_a_pin_is_set_and_taken_out(desk):
    activity = titled(desk, "Matter 0")
    the(Button, "Pin it to its place", section(desk, "Matter 0")).click()
    assert desk.model.file.placement(activity).is_pinned
    body = section(desk, "Matter 0")
    assert "no plan moves it" in said(body)
    the(Button, "Take the pin out", body).click()
    assert not desk.model.file.placement(activity).is_pinned


def test_what_is_held_back_says_so_and_waits(desk):
    the(Button, "Hold it back from planning", section(desk, "Matter 1")).click()
    body = section(desk, "Matter 1")
    assert "a plan leaves it out" in said(body)
    the(Button, "Plan it again", body).click()
    assert not desk.model.activities[titled(desk, "Matter 1")].hearing.needs.on_hold


def test_two_change_places(desk):
    first, second = titled(desk, "Matter 0"), titled(desk, "Matter 1")
    move(desk.model, second)
    body = section(desk, "Matter 0")
    the(Button, "Swap their places", body).click()
    assert "Choose the other activity first." in said(body)
    the(Dropdown, "The other activity", body).value = second
    the(Button, "Swap their places", body).click()
    assert desk.model.file.placement(first).room == OTHER_ROOM
    assert desk.model.file.placement(second).room == ROOM


def test_one_hearing_takes_another_in(desk):
    second = titled(desk, "Matter 1")
    body = section(desk, "Matter 0")
    the(Dropdown, "The other activity", body).value = second
    the(Button, "Merge the other into this one", body).click()
    assert desk.model.activities[second].is_cancelled
    assert second not in {a.record.id for a in desk.model.shown()}


def test_needs_are_saved(desk):
    body = section(desk, "Matter 1")
    the(Text, "Theme", body).value = "Example theme"
    the(Button, "Save its needs", body).click()
    needs = desk.model.activities[titled(desk, "Matter 1")].hearing.needs
    assert (needs.theme, needs.attendance) == ("Example theme", None)


def test_an_act_that_somebody_was_faster_with_is_to_be_done_again(desk):
    stale = desk.model.file.placement(titled(desk, "Matter 0"))
    other = ProgrammeModel(desk.model.office, desk.model.file.period.id)
    move(other, stale.id)
    with pytest.raises(NotAllowed):
        desk.model.act_again(
            lambda uow: programme.pin(stale, is_pinned=True, reason="Pinned", uow=uow)
        )
    again = replace(desk.model.file.placement(stale.id))
    assert (again.slot.wall_date, again.is_pinned) == (TUESDAY, False)
