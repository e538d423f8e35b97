"""The form of a service of notice keeps what the notice named: date, place and time (Art. 64.4)."""

from datetime import date, time

import pytest
from ipywidgets import Button, Text, TimePicker

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_notices import notices
from convoca.bootstrap import open_convoca
from convoca.domain.language import Language
from support.builders import a_hearing, a_period, a_placement


@pytest.fixture
def desk(tmp_path):
    period = a_period()
    hearing = a_hearing(period)
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing))
            uow.commit(reason="A form to try")
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


def test_a_notice_of_another_hour_is_recorded_as_it_was_and_counts_for_nothing(desk):
    (activity,) = desk.model.activities.values()
    body = notices(desk, activity, lambda: None).widget
    hour = the(TimePicker, "Hour that the notice named", body)
    place = the(Text, "Place that the notice named", body)
    assert (hour.value, place.value) == (time(9), "Example building, Washington, DC")
    assert "named another hour" not in said(body)

    hour.value = time(10, 30)
    assert "The notice on record named another hour: 10:30." in said(body)
    the(Button, "Record the service", body).click()

    (activity,) = desk.model.activities.values()
    (kept,) = activity.notices
    assert (kept.hearing_day, kept.hearing_hour) == (date(2027, 3, 8), time(10, 30))
    assert kept.hearing_place == "Example building, Washington, DC"
    body = notices(desk, activity, lambda: None).widget
    assert "The notice on record named another hour: 10:30." in said(body)
