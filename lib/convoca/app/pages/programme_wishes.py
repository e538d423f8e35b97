"""What the coordinator wants of a programme, in plain words; and how many teams interpret."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ipywidgets import BoundedIntText, Checkbox, DatePicker, Dropdown, HBox, TimePicker, VBox

from convoca.app.models import availability as records
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Form
from convoca.app.widgets.choice_lists import choice, words_of
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import heading, paragraph, swap
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PlanningWishes
from convoca.i18n.catalogue import text
from convoca.i18n.planning_words import objective_meaning, objective_name, objective_unit
from convoca.scheduling.problem import Objective
from convoca.services.availability import set_interpreter_teams, set_wishes

#: One input beside the others of its row.
_CELL = {"width": "14rem"}
_HOURS = ("lunch", "prime", "remote")


class PeriodForms:
    """The forms whose values stand with the period; drawn anew once one of them is saved."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._forms: tuple[Form, ...] = ()
        self._teams, self._wishes = VBox(), VBox()
        self._version = -1
        language = desk.language
        self.widget = VBox(
            [
                VBox([heading(2, text("Interpreters", language)), self._teams]).add_class(
                    "cv-card"
                ),
                VBox(
                    [heading(2, text("What a good programme is", language)), self._wishes]
                ).add_class("cv-card"),
            ]
        )
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        """Draw what is on record; what somebody is typing is not drawn over."""
        version = self._desk.model.file.period.version
        if version == self._version or any(form.is_dirty for form in self._forms):
            return
        self._version = version
        self._forms = (_teams(self._desk, self._settle), _wishes(self._desk, self._settle))
        for place, form in zip((self._teams, self._wishes), self._forms, strict=True):
            swap(place, [form.widget])

    def _settle(self) -> None:
        self._version = -1
        self._follow()


def _teams(desk: Desk, done: Any) -> Form:
    language, period = desk.language, desk.model.file.period
    rows = RowEditor(
        lambda _values: {
            "language": Dropdown(
                description=text("Language", language),
                options=words_of(Language, language),
                layout=_CELL,
            ),
            "teams": BoundedIntText(
                description=text("Teams at one time", language), min=0, max=50, layout=_CELL
            ),
            "day": DatePicker(description=text("On (empty: every day)", language), layout=_CELL),
        },
        blank={"language": "es", "teams": 1, "day": ""},
        labels=RowLabels(
            add=text("Add interpreters", language),
            remove=text("Remove the interpreters {number}", language),
            empty=text("Nothing is said: every language has enough.", language),
        ),
        language=language,
    )
    rows.value = tuple(
        {
            "language": one.language.value,
            "teams": one.teams,
            "day": one.day.isoformat() if one.day else "",
        }
        for one in period.interpreter_teams
    )

    def send(reason: str) -> str:
        teams = records.interpreter_teams(rows.value)
        desk.model.act(lambda uow: set_interpreter_teams(period, teams, reason=reason, uow=uow))
        return text("The interpreters are saved.", language)

    form = Form(
        desk,
        f"programme:teams:{period.id}",
        {"rows": rows},
        send=send,
        done=done,
        label=text("Save the interpreters", language),
        reason=text("Interpreters of the period", language),
    )
    form.widget.add_class("cv-form--broad")
    return form


def _wishes(desk: Desk, done: Any) -> Form:
    language, period = desk.language, desk.model.file.period
    wishes = period.wishes
    inputs: dict[str, Any] = {}
    in_order = Checkbox(
        description=text("Keep some of these before others", language),
        value=bool(wishes.levels),
        indent=False,
    )
    inputs["in_order"] = in_order
    cells = []
    for objective in Objective:
        weight = inputs[f"weight:{objective}"] = _weight(wishes, objective, language)
        level = inputs[f"level:{objective}"] = _level(wishes, objective, language)
        _show_with(in_order, level)
        meaning = paragraph("help", objective_meaning(objective, language))
        cells.append(VBox([weight, meaning, level]).add_class("cv-form"))
    inputs |= _numbers(wishes, language)
    hours = [
        HBox(
            [labelled(inputs[f"{name}:{end}"], width="16rem") for end in ("begins", "ends")]
        ).add_class("cv-toolbar")
        for name in _HOURS
    ]
    minutes = HBox(
        [labelled(inputs[name], width="20rem") for name in ("load_minutes", "turnaround_minutes")]
    ).add_class("cv-toolbar")

    def send(reason: str) -> str:
        said = {name: widget.value for name, widget in inputs.items()}
        wanted = wished(wishes, said)
        desk.model.act(lambda uow: set_wishes(period, wanted, reason=reason, uow=uow))
        return text("The wishes are saved; the next plan keeps to them.", language)

    help_line = paragraph(
        "help",
        text(
            "The number is what one unit costs; a plan keeps the sum small. What is kept first is never given "
            "up for what comes later.",
            language,
        ),
    )
    form = Form(
        desk,
        f"programme:wishes:{period.id}",
        inputs,
        send=send,
        done=done,
        label=text("Save the wishes", language),
        reason=text("Wishes for the programme", language),
        body=[help_line, in_order, HBox(cells).add_class("cv-grid"), *hours, minutes],
    )
    form.widget.add_class("cv-form--broad")
    return form


def wished(wishes: PlanningWishes, said: Mapping[str, Any]) -> PlanningWishes:
    """Return the wishes as the inputs say them; the hours of a span that lacks one stay."""
    spans: dict[str, Any] = {}
    for name in _HOURS:
        begins, ends = said[f"{name}:begins"], said[f"{name}:ends"]
        if begins is not None and ends is not None:
            spans[name] = (begins, ends)
    chosen = {objective: said[f"level:{objective}"] for objective in Objective}
    return replace(
        wishes,
        weights={objective.value: said[f"weight:{objective}"] for objective in Objective},
        levels=records.levels(chosen if said["in_order"] else {}),
        load_minutes=said["load_minutes"],
        turnaround_minutes=said["turnaround_minutes"],
        **spans,
    )


def _weight(wishes: PlanningWishes, objective: Objective, language: Language) -> Dropdown:
    stored = records.weight(wishes, objective)
    said = {
        "none": text("not important", language),
        "some": text("somewhat important", language),
        "usual": text("important", language),
        "very": text("very important", language),
        "other": text("as it was set", language),
    }
    unit = objective_unit(objective, language)
    options = [
        (f"{said[key]} ({price} {unit})" if price else said[key], price)
        for key, price in records.importances(objective, stored)
    ]
    return choice(objective_name(objective, language), options, stored)


def _show_with(box: Checkbox, widget: Dropdown) -> None:
    """Show an input only while a box is ticked."""

    def follow(_change: object = None) -> None:
        widget.layout.display = "" if box.value else "none"

    box.observe(follow, "value")
    follow()


def _level(wishes: PlanningWishes, objective: Objective, language: Language) -> Dropdown:
    return choice(
        text(
            "When it is kept: {objective}", language, objective=objective_name(objective, language)
        ),
        [
            (text("together with the rest", language), 0),
            (text("first of all", language), 1),
            (text("second", language), 2),
            (text("third", language), 3),
        ],
        records.level(wishes, objective),
    )


def _numbers(wishes: PlanningWishes, language: Language) -> dict[str, Any]:
    said = {
        "lunch": (text("Lunch from", language), text("Lunch to", language)),
        "prime": (text("Best hours from", language), text("Best hours to", language)),
        "remote": (
            text("For remote participants from", language),
            text("For remote participants to", language),
        ),
    }
    inputs: dict[str, Any] = {}
    for name in _HOURS:
        begins, ends = getattr(wishes, name)
        inputs[f"{name}:begins"] = TimePicker(description=said[name][0], value=begins, step=300)
        inputs[f"{name}:ends"] = TimePicker(description=said[name][1], value=ends, step=300)
    inputs["load_minutes"] = BoundedIntText(
        description=text("A member sits at most (minutes a day)", language),
        value=wishes.load_minutes,
        min=0,
        max=1440,
        step=15,
    )
    inputs["turnaround_minutes"] = BoundedIntText(
        description=text("Between two in a room (minutes)", language),
        value=wishes.turnaround_minutes,
        min=0,
        max=240,
        step=5,
    )
    return inputs
