"""A new activity: a hearing on the Commission's own initiative (Art. 61), a working meeting, a session."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from ipywidgets import Dropdown, Text, Textarea, VBox

from convoca.app.models.activity_file import Record
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_details import (
    cleaned_values,
    languages_input,
    length_input,
    lines,
    session_inputs,
)
from convoca.app.pages.programme_form import Form
from convoca.app.widgets.choice_lists import PickList, named_states, words_of
from convoca.app.widgets.parts import swap
from convoca.domain.hearing import Hearing, HearingKind, Initiative, MeetingKind, WorkingMeeting
from convoca.domain.identifiers import HearingId, PeriodId, SessionId, StateCode, WorkingMeetingId
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import ActivityKind, Session
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.programme import change_activity


class NewActivity:
    """Choose what it is; the form below asks what that needs. It then waits for its place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._what = Dropdown(
            description=text("New activity", language),
            options=[
                (
                    text("Hearing on the Commission's own initiative", language),
                    ActivityKind.HEARING,
                ),
                (word(ActivityKind.WORKING_MEETING, language), ActivityKind.WORKING_MEETING),
                (word(ActivityKind.SESSION, language), ActivityKind.SESSION),
            ],
        )
        self._what.observe(lambda _: self._show(), "value")
        self._place = VBox()
        self.form: Form | None = None
        self.widget = VBox([self._what, self._place]).add_class("cv-form")
        self._show()

    def _show(self) -> None:
        desk, kind = self._desk, self._what.value
        period = desk.model.file.period
        inputs = _inputs(kind, desk)
        usual = {
            ActivityKind.HEARING: text("Hearing on the Commission's own initiative", desk.language),
            ActivityKind.WORKING_MEETING: text("New working meeting", desk.language),
            ActivityKind.SESSION: text("New session", desk.language),
        }

        def send(reason: str) -> str:
            said = {name: widget.value for name, widget in inputs.items()}
            record = new_record(kind, period.id, said, desk.language)
            model = desk.model
            model.act(lambda uow: change_activity(model.file, record, reason=reason, uow=uow))
            model.chosen = record.id
            return text("It is on record and waits for its place.", desk.language)

        self.form = Form(
            desk,
            f"programme:new:{kind}:{period.id}",
            inputs,
            send=send,
            done=self._show,
            label=text("Create", desk.language),
            reason=usual[kind],
        )
        swap(self._place, [self.form.widget])


def _inputs(kind: ActivityKind, desk: Desk) -> dict[str, Any]:
    language, period = desk.language, desk.model.file.period
    usual_minutes = 180 if kind is ActivityKind.SESSION else period.slot_minutes
    common = {
        "title": Text(description=text("Title", language)),
        "minutes": length_input(usual_minutes, language),
    }
    if kind is ActivityKind.SESSION:
        return {**common, **session_inputs(None, language)}
    heard = {
        "states": PickList(_states(desk), description=text("States", language), language=language),
        "parties": Textarea(description=text("Other parties or invitees, one per line", language)),
        "matter_number": Text(description=text("Matter number", language)),
    }
    kinds = HearingKind if kind is ActivityKind.HEARING else MeetingKind
    which = Dropdown(
        description=text("Kind", language),
        options=words_of(kinds, language),
        value=HearingKind.THEMATIC_REGIONAL
        if kind is ActivityKind.HEARING
        else MeetingKind.WORKING_MEETING,
    )
    if kind is ActivityKind.WORKING_MEETING:
        return {**common, "kind": which, **heard}
    return {
        **common,
        "kind": which,
        **heard,
        "languages": languages_input(period.languages, language),
    }


def _states(desk: Desk) -> list[tuple[str, StateCode]]:
    """Return the Member States in the order of the reader's alphabet; those in use where none are on record."""
    used = {code for a in desk.model.activities.values() for code in a.states}
    codes = {state.code for state in desk.states} or used
    return named_states(codes, desk.language)


def new_record(
    kind: ActivityKind, period: PeriodId, said: dict[str, Any], language: Language
) -> Record:
    """Return a new record from what the inputs say. Raises InvalidValue."""
    if kind is ActivityKind.SESSION:
        return Session(id=SessionId(uuid4()), period=period, **cleaned_values(said))
    states = tuple(StateCode(code) for code in said["states"])
    parties = tuple(_parties(states, said["parties"], language))
    filled = {
        **cleaned_values(said),
        "states": states,
        "parties": parties,
        "matter_number": clean_line(said["matter_number"]),
    }
    if kind is ActivityKind.WORKING_MEETING:
        return WorkingMeeting(id=WorkingMeetingId(uuid4()), period=period, **filled)
    return Hearing(id=HearingId(uuid4()), period=period, initiative=Initiative.COMMISSION, **filled)


def _parties(states: Iterable[StateCode], others: str, language: Language) -> Iterable[Party]:
    """Yield a party for each State, under its name, and one for each line."""
    for code in states:
        yield Party(kind=PartyKind.STATE, name=state_name(code, language), state=code)
    for name in lines(others):
        yield Party(kind=PartyKind.ORGANISATION, name=name)
