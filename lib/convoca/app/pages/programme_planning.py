"""Plan the rest, repair, and why not: what is asked of the search, how far it is, and what it found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ipywidgets import (
    BoundedIntText,
    Button,
    DatePicker,
    Dropdown,
    HBox,
    Text,
    TimePicker,
    VBox,
    Widget,
)

from convoca.app.models import availability as records
from convoca.app.models.planning import Happened, Happening, Search
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_preview import Preview
from convoca.app.pages.programme_running import Running
from convoca.app.pages.programme_why import WhyAnswer
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import choice, named_states, offer
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, heading, paragraph, short
from convoca.domain.availability import UnavailableKind
from convoca.domain.errors import InvalidValue
from convoca.i18n.catalogue import text

#: Two cards stand beside each other where there is room.
_HALF = {"flex": "1 1 26rem", "width": "auto", "min_width": "0"}
_SECONDS = {Search.PLAN: 10, Search.REPAIR: 10}


class PlanningPanel:
    """Two forms side by side, each with the search that it began; in their place then what was found."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._planning = desk, desk.planning
        language, planning = desk.language, desk.planning
        self._starts: list[Button] = []
        self._answer = Answer(language)
        self._why = self._start(
            text("Why can the rest not be placed?", language), lambda: planning.why_not(None)
        )
        self._forms = HBox([self._rest(), self._repair()])
        self.widget = VBox(
            [
                self._forms,
                self._answer.widget,
                Preview(desk).widget,
                WhyAnswer(desk, of_programme=True).widget,
            ]
        )
        planning.observe(lambda _: self._allow(), "running")
        planning.observe(lambda _: self._make_room(), "found")
        desk.model.observe(lambda _: self._allow(), "file")
        self._allow()

    def _start(self, label: str, begin: Callable[[], object], style: str = "") -> Button:
        made = button(label, lambda: self._answer.went_well(begin), style=style)
        self._starts.append(made)
        return made

    def _rest(self) -> Widget:
        """Ask for a programme around what is kept."""
        language, planning = self._desk.language, self._planning
        keep = choice(
            text("Keep", language),
            [
                (text("everything that is placed", language), "everything"),
                (text("only what is pinned", language), "pinned"),
            ],
            "everything",
        )
        seconds = _seconds(self._desk, Search.PLAN)
        start = self._start(
            text("Plan the rest", language),
            lambda: planning.plan_the_rest(keep=keep.value, seconds=seconds.value),
            style="primary",
        )
        told = text(
            "Finds places for what waits; what is on hold stays out. Nothing changes before you apply it.",
            language,
        )
        return VBox(
            [
                heading(2, text("Plan the rest", language)),
                paragraph("help", told),
                VBox([keep, seconds]).add_class("cv-form"),
                HBox([start, self._why]).add_class("cv-actions"),
                Running(self._desk, {Search.PLAN, Search.WHY_THE_REST}).widget,
            ],
            layout=_HALF,
        ).add_class("cv-card")

    def _repair(self) -> Widget:
        """Ask for the least change after something happened."""
        language = self._desk.language
        inputs = _happening(self._desk)
        seconds = inputs["seconds"]
        start = self._start(
            text("Find the least change", language),
            lambda: self._planning.repair(_happened(self._desk, inputs), seconds=seconds.value),
        )
        told = text(
            "Compares with the last release, else with the programme as it stands; what began already stays.",
            language,
        )
        row = [labelled(inputs[n], width="14rem") for n in ("from_day", "from_hour")]
        until = [labelled(inputs[n], width="14rem") for n in ("to_day", "to_hour")]
        return VBox(
            [
                heading(2, text("Repair", language)),
                paragraph("help", told),
                VBox([inputs["what"], inputs["key"]]).add_class("cv-form"),
                HBox(row).add_class("cv-toolbar"),
                HBox(until).add_class("cv-toolbar"),
                VBox([inputs["reason"], seconds]).add_class("cv-form"),
                HBox([start]).add_class("cv-actions"),
                Running(self._desk, {Search.REPAIR}).widget,
            ],
            layout=_HALF,
        ).add_class("cv-card")

    def _make_room(self) -> None:
        """Let what was found stand alone, until it is applied or discarded."""
        self._forms.layout.display = "none" if self._planning.found else ""

    def _allow(self) -> None:
        """Let one search run at a time; ask why only where something waits."""
        for made in self._starts:
            made.disabled = bool(self._planning.running)
        if not self._desk.model.unplaced():
            self._why.disabled = True


def _seconds(desk: Desk, search: Search) -> BoundedIntText:
    return BoundedIntText(
        description=text("Seconds to search", desk.language),
        value=_SECONDS[search],
        min=1,
        max=600,
    )


def _happening(desk: Desk) -> dict[str, Any]:
    """Return the inputs for what happened; which member, State or room depends on that."""
    language, model = desk.language, desk.model
    what = choice(
        text("What happened", language),
        [
            (text("A member is absent", language), Happening.MEMBER_ABSENT),
            (text("A State does not come for a while", language), Happening.STATE_ABSENT),
            (text("A State withdraws", language), Happening.STATE_WITHDRAWS),
            (text("A room is lost", language), Happening.ROOM_LOST),
            (text("A day or some hours are lost", language), Happening.ALL_CLOSED),
            (text("Everything goes virtual", language), Happening.ALL_VIRTUAL),
        ],
        Happening.MEMBER_ABSENT,
    )
    key = Dropdown(description=text("Which", language))
    reason = Text()
    times = {
        "from_day": DatePicker(description=text("From", language), value=model.day),
        "from_hour": TimePicker(description=text("From the hour", language), step=300),
        "to_day": DatePicker(description=text("To (this day included)", language)),
        "to_hour": TimePicker(description=text("To the hour", language), step=300),
    }

    def follow(_change: object = None) -> None:
        offer(key, _hit_by(what.value, desk))
        key.layout.display = "" if key.options else "none"
        for name in ("from_day", "from_hour", "to_day", "to_hour"):
            times[name].layout.display = "" if what.value.lasts else "none"
        reason.description = (
            text("Why (confidential: it never leaves the Secretariat)", language)
            if what.value is Happening.MEMBER_ABSENT
            else text("Why", language)
        )

    what.observe(follow, "value")
    follow()
    return {
        "what": what,
        "key": key,
        **times,
        "reason": reason,
        "seconds": _seconds(desk, Search.REPAIR),
    }


def _hit_by(what: Happening, desk: Desk) -> list[tuple[str, str]]:
    model, language = desk.model, desk.language
    match what:
        case Happening.MEMBER_ABSENT:
            found = records.names(model.file, UnavailableKind.MEMBER)
        case Happening.ROOM_LOST:
            found = records.names(model.file, UnavailableKind.ROOM)
        case Happening.STATE_ABSENT | Happening.STATE_WITHDRAWS:
            states = {code for a in model.activities.values() for code in a.states}
            return [(name, str(code)) for name, code in named_states(states, language)]
        case _:
            return []
    return [(short(name), key) for key, name in found.items()]


def _happened(desk: Desk, inputs: dict[str, Any]) -> Happened:
    """Return what the inputs say. Raises InvalidValue."""
    said = {name: widget.value for name, widget in inputs.items()}
    what, key = said["what"], said["key"] or ""
    happened = Happened(what=what, key=key, reason=said["reason"].strip())
    if not what.lasts:
        return happened
    if said["from_day"] is None:
        raise InvalidValue("span", "Say on which day it begins.")
    is_room = what is Happening.ROOM_LOST
    kind = UnavailableKind.ROOM if is_room else UnavailableKind.EVERYBODY
    span = records.span_of(
        said["from_day"],
        said["from_hour"],
        said["to_day"] or said["from_day"],
        said["to_hour"],
        records.zone_of(desk.model.file, kind, key),
    )
    return replace(happened, span=span)
