"""Corrections to an activity: title, length, languages, State convened; what opens a session to the public."""

from dataclasses import replace
from typing import Any

from ipywidgets import (
    BoundedIntText,
    Checkbox,
    DatePicker,
    Text,
)

from convoca.app.models.activity_file import ActivityFile, Record
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Done, Form, Section
from convoca.app.widgets.choice_lists import CheckList, choice, words_of
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import Session
from convoca.i18n.catalogue import text
from convoca.services.importing.text import clean_line
from convoca.services.programme import change_activity


def details(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Let what is on record about an activity be corrected; a new length moves its end."""
    language, model, record = desk.language, desk.model, activity.record
    inputs: dict[str, Any] = {
        "title": Text(description=text("Title", language), value=record.title),
        "minutes": length_input(record.minutes, language),
        **_of_hearing(record, language),
        **_of_session(record, language),
    }

    def send(reason: str) -> str:
        changed = corrected(record, {name: widget.value for name, widget in inputs.items()})
        model.act(lambda uow: change_activity(model.file, changed, reason=reason, uow=uow))
        return text("The correction is saved.", language)

    form = Form(
        desk,
        f"programme:details:{record.id}",
        inputs,
        send=send,
        done=done,
        label=text("Save the correction", language),
        reason=text("Correction of the activity", language),
    )
    return Section(form.widget, (form,))


def corrected(record: Record, said: dict[str, Any]) -> Record:
    """Return the record with what the inputs say; a list is one item per line."""
    return replace(record, **cleaned_values(said))


def cleaned_values(said: dict[str, Any]) -> dict[str, Any]:
    """Return what inputs say as the fields of a record hold it."""
    cleaned = {**said, "title": clean_line(said["title"])}
    if "languages" in said:
        cleaned["languages"] = tuple(Language(code) for code in said["languages"])
    return cleaned


def lines(value: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(filter(None, map(clean_line, value.splitlines())))


def length_input(minutes: int, language: Language) -> BoundedIntText:
    return BoundedIntText(
        description=text("Length (minutes)", language), value=minutes, min=10, max=600, step=5
    )


def languages_input(chosen: tuple[Language, ...], language: Language) -> CheckList:
    options = words_of(Language, language)
    made = CheckList(options, legend=text("Languages", language))
    made.value = tuple(one.value for one in chosen)
    return made


def session_inputs(session: Session | None, language: Language) -> dict[str, Any]:
    """Return what a session has beside its title and length (Art. 14.3)."""
    return {
        "is_public": Checkbox(
            description=text("Open to the public", language),
            value=session.is_public if session else False,
            indent=False,
        ),
        "opened_by_decision_on": DatePicker(
            description=text("Opened by decision of the Commission on", language),
            value=session.opened_by_decision_on if session else None,
        ),
    }


def _of_session(record: Record, language: Language) -> dict[str, Any]:
    return session_inputs(record, language) if isinstance(record, Session) else {}


def _of_hearing(record: Record, language: Language) -> dict[str, Any]:
    if not isinstance(record, Hearing):
        return {}
    return {
        "languages": languages_input(record.languages, language),
        "state_convened": Checkbox(
            description=text("The State is convened", language),
            value=record.state_convened,
            indent=False,
        ),
        "modality": choice(
            text("Modality", language),
            [
                (text("that of the place", language), None),
                *words_of(Modality, language),
            ],
            record.modality,
        ),
    }
