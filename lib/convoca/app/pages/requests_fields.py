"""The inputs of a request (Arts. 64.2, 65.3, 66.2), each linked to what the form holds."""

from collections.abc import Callable
from typing import Any

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
from convoca.app.widgets.choice_lists import Options, PickList, named_states, words_of
from convoca.app.widgets.inputs import which_hour
from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.field_words import field_name

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
    issues = [(text("not stated", language), NOT_STATED), *words_of(Issue, language)]
    return [
        _tied(form, "title", Text, language),
        _tied(form, "kind", Dropdown, language, options=words_of(HearingKind, language)),
        _tied(form, "wanted", Dropdown, language, options=words_of(ActivityWanted, language)),
        _several(form, "states", named_states(codes, language), language),
        _tied(form, "purpose", Textarea, language, rows=3),
        _tied(form, "summary", Textarea, language, rows=3),
        _minutes(form, language),
        _tied(form, "matter_number", Text, language),
        _tied(form, "issue", Dropdown, language, options=issues, transform=_OPTIONAL),
    ]


def how_received(form: RequestForm, language: Language) -> list[Widget]:
    """Return reference, day and hour of receipt at the seat, and whether it came in writing."""
    received = DatePicker(description=text("Received on", language))
    hour = TimePicker(description=text("Hour at the seat (Washington, D.C.)", language), step=60)
    link((form, "day"), (received, "value"))
    link((form, "hour"), (hour, "value"))
    return [
        _tied(form, "reference", Text, language),
        received,
        hour,
        _tied(form, "in_writing", Checkbox, language, indent=False),
        _tied(form, "initiative", Dropdown, language, options=words_of(Initiative, language)),
    ]


def second_hour(form: RequestForm, language: Language) -> Dropdown:
    """Return the question which hour is meant, hidden until the clocks show it twice."""
    question = which_hour(language, first=False, second=True)
    link((form, "second"), (question, "value"), transform=_OPTIONAL)
    question.layout.display = "none"
    return question


def further(form: RequestForm, language: Language) -> list[Widget]:
    """Return languages, the wish for a private hearing, and a note."""
    return [
        _several(form, "languages", words_of(Language, language), language),
        _tied(form, "private_wanted", Checkbox, language, indent=False),
        _tied(form, "note", Textarea, language, rows=3),
    ]


def _tied(
    form: RequestForm,
    name: str,
    make: Callable[..., Widget],
    language: Language,
    *,
    transform: Any = None,
    **traits: object,
) -> Widget:
    """Return an input that is called as the field is, linked to what the form holds."""
    widget = make(description=field_name(name, language), **traits)
    link((form, name), (widget, "value"), transform=transform)
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


def _several(form: RequestForm, name: str, options: Options, language: Language) -> Widget:
    """Return an input for several values, picked one after the other."""
    widget = PickList(options, description=field_name(name, language), language=language)
    link((form, name), (widget, "value"))
    return widget
