"""Pin, hold back, swap, merge, split, and what an activity asks of its place: for the planner and by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from ipywidgets import BoundedIntText, Checkbox, Dropdown, Text, VBox, Widget

from convoca.app.models.activity_file import ActivityFile
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Done, Form, Section
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.parts import heading, paragraph, short
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.services import programme
from convoca.services.availability import set_needs


def arranging(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Offer what can be done with the place of an activity, and what it needs of one."""
    language = desk.language
    acts = _acts(desk, activity, done)
    parts: list[Widget] = [acts.widget]
    forms = [acts]
    if isinstance(activity.record, Hearing | WorkingMeeting):
        needs = _needs(desk, activity.record, done)
        forms.append(needs)
        parts += [heading(3, text("What it needs of its place", language)), needs.widget]
    return Section(VBox(parts), tuple(forms))


def _acts(desk: Desk, activity: ActivityFile, done: Done) -> Form:
    language, model = desk.language, desk.model
    placement, record = activity.placement, activity.record
    inputs: dict[str, Any] = {"other": _others(desk, activity)}

    def send_swap(reason: str) -> str:
        other = _chosen(inputs)
        model.act_again(
            lambda uow: programme.swap(model.file, record.id, other, reason=reason, uow=uow)
        )
        return text("The two changed places.", language)

    form = Form(
        desk,
        f"programme:arrange:{record.id}",
        inputs,
        send=send_swap,
        done=done,
        label=text("Swap their places", language),
        reason=text("Arranged by hand", language),
        style="",
        body=[_standing(desk, activity), *inputs.values()],
    )
    if isinstance(record, Hearing):
        form.offer(text("Merge the other into this one", language), _merging(desk, record, inputs))
        if len(record.requests) > 1:
            form.offer(text("Split into its requests", language), _splitting(desk, record))
    if placement is not None:
        label = (
            text("Take the pin out", language)
            if placement.is_pinned
            else text("Pin it to its place", language)
        )
        form.offer(label, _pinning(desk, activity))
    if isinstance(record, Hearing | WorkingMeeting):
        label = (
            text("Plan it again", language)
            if record.needs.on_hold
            else text("Hold it back from planning", language)
        )
        form.offer(label, _holding(desk, record))
    return form


def _standing(desk: Desk, activity: ActivityFile) -> Widget:
    """Say whether a plan may move it."""
    language, record = desk.language, activity.record
    if isinstance(record, Hearing | WorkingMeeting) and record.needs.on_hold:
        return paragraph("note", text("It is held back: a plan leaves it out.", language))
    if activity.placement is None:
        return paragraph("muted", text("It waits: a plan looks for a place for it.", language))
    if activity.placement.is_pinned:
        return paragraph("note", text("It is pinned: no plan moves it.", language))
    return paragraph("muted", text("It is not pinned: a plan may move it if asked to.", language))


def _others(desk: Desk, activity: ActivityFile) -> Dropdown:
    """Offer what it could change places or be merged with, those of its own kind first."""
    language, model = desk.language, desk.model
    running = [
        other
        for other in model.activities.values()
        if not other.is_cancelled and other.record.id != activity.record.id
    ]
    ordered = sorted(
        running, key=lambda other: (other.kind is not activity.kind, other.record.title)
    )
    return choice(
        text("The other activity", language),
        [
            (text("Choose an activity", language), None),
            *(
                (
                    f"{short(o.record.title)} · {words.when_and_where(model, o, language)}",
                    o.record.id,
                )
                for o in ordered
            ),
        ],
    )


def _chosen(inputs: dict[str, Any]) -> UUID:
    other: UUID | None = inputs["other"].value
    if other is None:
        raise NotAllowed("Choose the other activity first.")
    return other


def _merging(desk: Desk, hearing: Hearing, inputs: dict[str, Any]) -> Callable[[str], str]:
    def send(reason: str) -> str:
        other, model = _chosen(inputs), desk.model
        if model.activities[other].kind is not ActivityKind.HEARING:
            raise NotAllowed("Only a hearing can be merged into a hearing.")
        model.act_again(
            lambda uow: programme.merge(model.file, hearing.id, other, reason=reason, uow=uow)
        )
        return text("They are one hearing now; the other is cancelled and names it.", desk.language)

    return send


def _splitting(desk: Desk, hearing: Hearing) -> Callable[[str], str]:
    def send(reason: str) -> str:
        model = desk.model
        model.act_again(lambda uow: programme.split(model.file, hearing.id, reason=reason, uow=uow))
        return text("Each request has a hearing of its own again.", desk.language)

    return send


def _pinning(desk: Desk, activity: ActivityFile) -> Callable[[str], str]:
    def send(reason: str) -> str:
        placement, language = activity.placement, desk.language
        if placement is None:
            raise NotAllowed("It is not placed.")
        wanted = not placement.is_pinned
        desk.model.act_again(
            lambda uow: programme.pin(placement, is_pinned=wanted, reason=reason, uow=uow)
        )
        return (
            text("It is pinned to its place.", language)
            if wanted
            else text("The pin is taken out.", language)
        )

    return send


def _holding(desk: Desk, record: Hearing | WorkingMeeting) -> Callable[[str], str]:
    def send(reason: str) -> str:
        language = desk.language
        wanted = not record.needs.on_hold
        needs = replace(record.needs, on_hold=wanted)
        desk.model.act_again(lambda uow: set_needs(record, needs, reason=reason, uow=uow))
        return (
            text("It is held back; a plan leaves it out.", language)
            if wanted
            else text("A plan looks for a place for it again.", language)
        )

    return send


def _needs(desk: Desk, record: Hearing | WorkingMeeting, done: Done) -> Form:
    language, needs = desk.language, record.needs
    inputs: dict[str, Any] = {
        "attendance": BoundedIntText(
            description=text("People expected (0: not known)", language),
            value=needs.attendance or 0,
            min=0,
            max=100_000,
        ),
        "theme": Text(description=text("Theme", language), value=needs.theme),
        "is_priority": Checkbox(
            description=text("It deserves the best hours", language),
            value=needs.is_priority,
            indent=False,
        ),
    }

    def send(reason: str) -> str:
        said = {name: widget.value for name, widget in inputs.items()}
        wanted = replace(
            needs,
            attendance=said["attendance"] or None,
            theme=said["theme"].strip(),
            is_priority=said["is_priority"],
        )
        desk.model.act_again(lambda uow: set_needs(record, wanted, reason=reason, uow=uow))
        return text("Its needs are saved.", language)

    return Form(
        desk,
        f"programme:needs:{record.id}",
        inputs,
        send=send,
        done=done,
        label=text("Save its needs", language),
        reason=text("Needs of the activity", language),
    )
