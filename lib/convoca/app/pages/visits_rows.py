"""The rows of a visit's form: stages, consents, who goes besides the members, recommendations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ipywidgets import Combobox, DatePicker, Dropdown, Layout, Text, Textarea, VBox, Widget

from convoca.app.models.typed import Typed, Values
from convoca.app.models.visits_rows import (
    BLANK_CONSENT,
    BLANK_DELEGATE,
    BLANK_RECOMMENDATION,
    blank_stage,
)
from convoca.app.widgets.choice_lists import Choices, words_of
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.app.widgets.safe_html import HtmlView, SafeHtml
from convoca.domain.commitment import FollowUpState
from convoca.domain.identifiers import new_id
from convoca.domain.language import Language
from convoca.domain.on_site_observation import DelegateRole
from convoca.domain.period_of_sessions import Modality
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, state_name

#: How wide the input of a day is, whatever else stands in its row.
_DAY = "0 0 14rem"


class KeyedRows(RowEditor):
    """Rows that have an id from the moment they are added, so that something else can refer to them."""

    def add(self, values: Values | None = None) -> None:
        super().add({**(values or self._blank), "id": str(new_id())})

    def start_from(self, blank: Values) -> None:
        """Let the next row that is added begin with other values."""
        self._blank = blank


def stage_rows(states: Choices, zones: list[str], language: Language) -> KeyedRows:
    """Return the stages; one that was refused entry says so and is not changed here."""

    def row(values: Values) -> Mapping[str, Any]:
        typed = Typed(values)
        inputs = stage_inputs(states, zones, language)
        if typed.line("refused_on"):
            shown = HtmlView(_refused(typed, language))
            return {"shown": grown(shown, "1 1 100%"), "place": inputs["place"]}
        return inputs

    return KeyedRows(
        row,
        blank=blank_stage(None, None, ""),
        labels=RowLabels(
            add=text("Add a stage", language),
            remove=text("Remove stage {number}", language),
            empty=text("No stages: the visit has one place and the days above.", language),
        ),
        language=language,
    )


def stage_inputs(states: Choices, zones: list[str], language: Language) -> dict[str, Any]:
    """Return the inputs of one stage by name."""
    nowhere = (text("No State: a virtual stage", language), "")
    return {
        "place": grown(Text(description=text("Place", language)), "2 1 14rem"),
        "territory": grown(
            Dropdown(description=text("On the soil of", language), options=[nowhere, *states])
        ),
        "opens": grown(DatePicker(description=text("First day", language)), _DAY),
        "closes": grown(DatePicker(description=text("Last day", language)), _DAY),
        "modality": grown(
            Dropdown(description=text("Modality", language), options=words_of(Modality, language))
        ),
        "zone": grown(
            Combobox(description=text("Time zone", language), options=zones, ensure_option=False)
        ),
        "coordinates": grown(
            Text(
                description=text("Degrees north, east", language),
                placeholder="4.711, -74.072",
            ),
            "0 1 14rem",
        ),
    }


def _refused(typed: Typed, language: Language) -> SafeHtml:
    refused_on, refused_by = typed.day("refused_on") or date.min, typed.line("refused_by")
    said = text(
        "{place}: entry refused on {day}. {words}",
        language,
        place=typed.line("place"),
        day=day(refused_on, language),
        words=state_name(refused_by, language) if refused_by else "",
    )
    return paragraph_html("warning", said)


def consent_rows(states: Choices, language: Language) -> RowEditor:
    def row(_values: Values) -> Mapping[str, Any]:
        choose = (text("Choose…", language), "")
        dates = {
            "invited_on": text("Invited on", language),
            "consented_on": text("Consented on", language),
            "refused_on": text("Refused on", language),
        }
        return {
            "state": grown(
                Dropdown(description=text("State", language), options=[choose, *states])
            ),
            **{name: grown(DatePicker(description=label), _DAY) for name, label in dates.items()},
            "reference": grown(Text(description=text("Reference of the letter", language))),
        }

    return RowEditor(
        row,
        blank=BLANK_CONSENT,
        labels=RowLabels(
            add=text("Add the answer of a State", language),
            remove=text("Remove answer {number}", language),
            empty=text("No invitation or consent by State yet.", language),
        ),
        language=language,
    )


def delegate_rows(language: Language) -> KeyedRows:
    def row(_values: Values) -> Mapping[str, Any]:
        return {
            "name": grown(Text(description=text("Name", language)), "2 1 14rem"),
            "role": grown(
                Dropdown(
                    description=text("Role", language), options=words_of(DelegateRole, language)
                )
            ),
        }

    return KeyedRows(
        row,
        blank=BLANK_DELEGATE,
        labels=RowLabels(
            add=text("Add somebody to the delegation", language),
            remove=text("Remove person {number}", language),
            empty=text("Nobody but members yet.", language),
        ),
        language=language,
    )


def recommendation_rows(states: Choices, language: Language) -> KeyedRows:
    def row(values: Values) -> Mapping[str, Any]:
        number = Typed(values).number("number")
        label = (
            text("Recommendation {number}", language, number=number)
            if number
            else text("New recommendation", language)
        )
        choose = (text("Choose…", language), "")
        return {
            "text": grown(Textarea(description=label, rows=2), "2 1 20rem"),
            "state": grown(
                Dropdown(description=text("To the State", language), options=[choose, *states])
            ),
            "made_on": grown(DatePicker(description=text("Made on", language)), _DAY),
            "due": grown(DatePicker(description=text("By", language)), _DAY),
            "followed_up": grown(
                Dropdown(
                    description=text("Follow-up", language),
                    options=words_of(FollowUpState, language),
                )
            ),
        }

    return KeyedRows(
        row,
        blank=BLANK_RECOMMENDATION,
        labels=RowLabels(
            add=text("Add a recommendation", language),
            remove=text("Remove recommendation {number}", language),
            empty=text("No recommendation yet.", language),
        ),
        language=language,
    )


def as_form(rows: Widget) -> VBox:
    """Put rows where their labels stand above them, as wide as the page."""
    return VBox([rows]).add_class("cv-form").add_class("cv-form--broad")


def grown(widget: Any, flex: str = "1 1 11rem") -> Any:
    """Let an input share its row, as wide as there is room."""
    widget.layout = Layout(flex=flex, width="auto", min_width="8rem")
    return widget
