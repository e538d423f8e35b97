"""The inputs of a request (Arts. 64.2, 65.3, 66.2), each linked to what the form holds."""

from enum import Enum
from typing import TypeVar

from ipywidgets import (
    BoundedIntText,
    Checkbox,
    DatePicker,
    Dropdown,
    Text,
    Textarea,
    TimePicker,
    Widget,
)
from traitlets import link

from convoca.app.models.request_form import RequestForm
from convoca.app.widgets.choice_lists import PickList
from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word

E = TypeVar("E", bound=Enum)

#: What an input holds where nothing is stated: ipywidgets draws a choice of None as an empty box.
NOT_STATED = ""
_OPTIONAL = (
    lambda held: NOT_STATED if held is None else held,
    lambda shown: None if shown == NOT_STATED else shown,
)


def what_is_asked(
    form: RequestForm, language: Language, codes: tuple[StateCode, ...]
) -> list[Widget]:
    """Return title, kind, States, purpose, summary and length."""
    states = {code: state_name(code, language) for code in codes}
    return [
        _text(form, "title", language),
        _choice(form, "kind", HearingKind, language),
        _choice(form, "wanted", ActivityWanted, language),
        _several(
            form,
            "states",
            dict(sorted(states.items(), key=lambda state: state[1])),
            language,
        ),
        _long_text(form, "purpose", language),
        _long_text(form, "summary", language),
        _minutes(form, language),
        _text(form, "matter_number", language),
        _choice(form, "issue", Issue, language, optional=True),
    ]


def how_received(form: RequestForm, language: Language) -> list[Widget]:
    """Return reference, day and hour of receipt at the seat, and whether it came in writing."""
    received = DatePicker(description=text("Received on", language))
    hour = TimePicker(description=text("Hour at the seat (Washington, D.C.)", language), step=60)
    link((form, "day"), (received, "value"))
    link((form, "hour"), (hour, "value"))
    return [
        _text(form, "reference", language),
        received,
        hour,
        _checkbox(form, "in_writing", language),
        _choice(form, "initiative", Initiative, language),
    ]


def second_hour(form: RequestForm, language: Language) -> Dropdown:
    """Return the question which hour is meant, hidden until the clocks show it twice."""
    choice = Dropdown(
        description=text("The clocks show this hour twice", language),
        options=[
            (text("not stated", language), NOT_STATED),
            (text("the first one (summer time)", language), False),
            (text("the second one (winter time)", language), True),
        ],
    )
    link((form, "second"), (choice, "value"), transform=_OPTIONAL)
    choice.layout.display = "none"
    return choice


def further(form: RequestForm, language: Language) -> list[Widget]:
    """Return languages, the wish for a private hearing, and a note."""
    return [
        _several(form, "languages", {one: word(one, language) for one in Language}, language),
        _checkbox(form, "private_wanted", language),
        _long_text(form, "note", language),
    ]


def _text(form: RequestForm, name: str, language: Language) -> Text:
    widget = Text(description=field_name(name, language))
    link((form, name), (widget, "value"))
    return widget


def _long_text(form: RequestForm, name: str, language: Language) -> Textarea:
    widget = Textarea(description=field_name(name, language), rows=3)
    link((form, name), (widget, "value"))
    return widget


def _checkbox(form: RequestForm, name: str, language: Language) -> Checkbox:
    widget = Checkbox(description=field_name(name, language), indent=False)
    link((form, name), (widget, "value"))
    return widget


def _choice(
    form: RequestForm,
    name: str,
    members: type[E],
    language: Language,
    *,
    optional: bool = False,
) -> Dropdown:
    options: list[tuple[str, E | str]] = [(word(member, language), member) for member in members]
    if optional:
        options.insert(0, (text("not stated", language), NOT_STATED))
    widget = Dropdown(description=field_name(name, language), options=options)
    link((form, name), (widget, "value"), transform=_OPTIONAL)
    return widget


def _minutes(form: RequestForm, language: Language) -> BoundedIntText:
    widget = BoundedIntText(
        description=text("Approximate time in minutes; 0 where it is not stated", language),
        min=0,
        max=600,
        step=5,
    )
    link(
        (form, "minutes_wanted"),
        (widget, "value"),
        transform=(lambda minutes: minutes or 0, lambda shown: shown or None),
    )
    return widget


def _several(
    form: RequestForm,
    name: str,
    labels: dict[StateCode, str] | dict[Language, str],
    language: Language,
) -> Widget:
    """Return an input for several values, picked one after the other."""
    options = [(label, str(value)) for value, label in labels.items()]
    widget = PickList(options, description=field_name(name, language), language=language)
    values = {str(value): value for value in labels}
    link(
        (form, name),
        (widget, "value"),
        transform=(
            lambda held: tuple(str(value) for value in held),
            lambda picked: tuple(values.get(key, key) for key in picked),
        ),
    )
    return widget
