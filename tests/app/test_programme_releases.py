"""Releases on the page: the gate, what is let pass, the comparison, the way back, the manifest."""

import json
from datetime import date, time

import pytest
from ipywidgets import Button, Dropdown, Text, Textarea

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.programme import ProgrammeModel
from convoca.app.models.releases import manifest_document
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_releases import Releases
from convoca.app.widgets.choice_lists import CheckList
from convoca.bootstrap import open_convoca
from convoca.domain.language import Language
from convoca.domain.release import ReleaseKind
from support.builders import OTHER_ROOM, a_hearing, a_member, a_period, a_placement

TUESDAY = date(2027, 3, 9)


@pytest.fixture
def desk(tmp_path):
    """One hearing, placed before a member who may not sit: a breach."""
    period = a_period()
    hearing = a_hearing(period, title="Placed")
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            national = uow.members.save(a_member("Example Member One", "MX"))
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing, panel=(national.id,)))
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


def let_pass(body):
    """Tick every rule, and say who decided and why."""
    rules = next(w for w in every(body) if isinstance(w, CheckList))
    rules.value = tuple(rules._boxes)
    the(Text, "Why it is let pass", body).value = "Example reason"
    the(Text, "Decided by", body).value = "President"


def release(body):
    let_pass(body)
    the(Textarea, "Comment", body).value = "Example comment"
    the(Button, "Make the release", body).click()


def test_what_blocks_a_release_is_named_and_led_to(desk):
    body = Releases(desk).widget
    assert "problems stand in the way" in said(body)
    assert [label for label, one in the(Dropdown, "One by one", body).options if one.activity]
    the(Button, "Make the release", body).click()
    assert desk.model.file.releases == ()
    assert "block this release" in said(body)

    desk.model.tab = 4
    which = the(Dropdown, "One by one", body)
    which.index = next(n for n, (_, one) in enumerate(which.options) if one.activity)
    the(Button, "Go to it", body).click()
    assert desk.model.tab == 0
    assert desk.model.title(desk.model.chosen) == "Placed"


def test_what_is_let_pass_is_on_record_with_its_authority(desk):
    body = Releases(desk).widget
    release(body)
    (made,) = desk.model.file.releases
    assert (made.number, made.kind, made.comment) == (1, ReleaseKind.INTERNAL, "Example comment")
    assert {one.authority for one in made.overrides} == {"President"}
    assert "Example comment" in said(body)
    assert "Nothing differs." in said(body)


def test_the_draft_is_compared_with_the_last_release_and_rolled_back(desk):
    body = Releases(desk).widget
    release(body)
    (key,) = desk.model.activities
    desk.model.place(key, day=TUESDAY, hour=time(9), room=OTHER_ROOM, reason="Moved")
    assert "2 differences" in said(body)
    assert "Room B" in said(body)
    assert "Tue, Mar 9" in said(body)

    the(Button, "Roll back", body).click()
    assert len(desk.model.file.releases) == 1  # without a reason nothing is rolled back
    reason = [w for w in every(body) if isinstance(w, Text) and w.description == "Reason"][-1]
    reason.value = "Back"
    the(Button, "Roll back", body).click()
    assert [one.rolls_back_to for one in desk.model.file.releases] == [None, 1]
    assert desk.model.file.placement(key).slot.wall_date == date(2027, 3, 8)
    assert "Nothing differs." in said(body)


def test_two_releases_are_compared(desk):
    body = Releases(desk).widget
    release(body)
    the(Dropdown, "Compare", body).value = 0
    assert "Added" in said(body)


def test_a_manifest_holds_hashes_and_no_title(desk):
    release(Releases(desk).widget)
    (made,) = desk.model.file.releases
    document = manifest_document(made, 901)
    assert b"Placed" not in document
    read = json.loads(document)
    assert (read["format"], read["release"], read["entries"]) == ("convoca/manifest/1", 1, 1)
    assert read["entries_sha256"] == made.manifest.entries_sha256


def test_a_manifest_is_handed_over(desk):
    body = Releases(desk).widget
    release(body)
    the(Button, "Download its manifest", body).click()
    assert desk.visit.channel.spoken["sentence"] == "The manifest is ready."


def test_without_the_day_of_the_decision_nothing_is_let_pass(desk):
    body = Releases(desk).widget
    let_pass(body)
    next(w for w in every(body) if getattr(w, "description", "") == "Decided on").value = None
    the(Button, "Make the release", body).click()
    assert desk.model.file.releases == ()
    assert "Say on which day it was decided." in said(body)


def test_a_comment_stays_when_other_readers_are_chosen(desk):
    body = Releases(desk).widget
    the(Textarea, "Comment", body).value = "Example comment"

    the(Dropdown, "For whom", body).value = ReleaseKind.PUBLIC

    assert the(Textarea, "Comment", body).value == "Example comment"
