"""Closures, absences, holds, interpreter teams: what a plan has to go round."""

from typing import Any

from ipywidgets import Checkbox, DatePicker, Dropdown, HBox, Text, TimePicker, VBox, Widget

from convoca.app.models import availability as records
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Form
from convoca.app.widgets.choice_lists import choice, offer, pick, words_of
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import heading, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as day_in_words
from convoca.i18n.dates import hour, weekday
from convoca.services import availability


class Availability:
    """The spans on record, and a form for one more or for the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._form: Form | None = None
        self._list = VBox()
        self._which = choice(text("Record", desk.language), [("", None)])
        self._place = VBox()
        self._which.observe(lambda _: self._open(), "value")
        self.widget = VBox(
            [
                heading(2, text("Closures, absences and holds", desk.language)),
                paragraph(
                    "help",
                    text(
                        "Nothing is placed there by a plan; what is placed by hand shows a problem.",
                        desk.language,
                    ),
                ),
                self._list,
                VBox([self._which]).add_class("cv-form"),
                self._place,
            ]
        ).add_class("cv-card")
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        """Show what is on record now; what somebody is typing is not drawn over."""
        language, found = self._desk.language, self._desk.model.file.unavailabilities
        swap(self._list, [_table(found, self._desk)])
        before = self._which.value
        options = [(short(_told(one, self._desk)), one.id) for one in found]
        self._which.options = [(text("A new span", language), None), *options]
        pick(self._which, before)
        if self._form is None or not self._form.is_dirty:
            self._open()

    def _open(self) -> None:
        found = self._desk.model.file.unavailabilities
        stored = next((one for one in found if one.id == self._which.value), None)
        self._form = _span_form(self._desk, stored, self._open)
        swap(self._place, [self._form.widget])


def _span_form(desk: Desk, stored: Unavailability | None, done: Any) -> Form:
    language, model = desk.language, desk.model
    inputs = _span_inputs(desk, stored)

    def send(reason: str) -> str:
        said = {name: widget.value for name, widget in inputs.items()}
        record = records.unavailability(said, model.file, stored)
        model.act(lambda uow: availability.save_unavailability(record, reason=reason, uow=uow))
        return text("It is on record; the problems are judged anew.", language)

    def remove(reason: str) -> str:
        if stored is not None:
            model.act(
                lambda uow: availability.remove_unavailability(stored, reason=reason, uow=uow)
            )
        return text("It is taken away.", language)

    form = Form(
        desk,
        f"programme:unavailable:{stored.id if stored else model.file.period.id}",
        inputs,
        send=send,
        done=done,
        label=text("Save the span", language),
        reason=text("Availability for the programme", language),
        body=_arranged(inputs),
    )
    if stored is not None:
        form.offer(text("Take it away", language), remove)
    return form


def _span_inputs(desk: Desk, stored: Unavailability | None) -> dict[str, Any]:
    language, file = desk.language, desk.model.file
    typed = records.typed_span(stored.span) if stored else {}
    kind = choice(
        text("What is not to be had", language),
        words_of(UnavailableKind, language),
        stored.kind if stored else UnavailableKind.ROOM,
    )
    key = Dropdown(description=text("Which", language))
    why = Text(value=stored.reason if stored else "")
    hold = Checkbox(
        description=text("The room is kept for something else", language),
        value=stored.is_hold if stored else False,
        indent=False,
    )

    def follow(_change: object = None) -> None:
        offer(key, [(short(name), one) for one, name in records.names(file, kind.value).items()])
        key.layout.display = "none" if kind.value is UnavailableKind.EVERYBODY else ""
        hold.layout.display = "" if kind.value is UnavailableKind.ROOM else "none"
        why.description = (
            text("Why (confidential: it never leaves the Secretariat)", language)
            if kind.value is UnavailableKind.MEMBER
            else text("Why", language)
        )

    kind.observe(follow, "value")
    follow()
    if stored is not None:
        pick(key, stored.key)
    return {
        "kind": kind,
        "key": key,
        "from_day": DatePicker(
            description=text("From", language), value=typed.get("from_day", desk.model.day)
        ),
        "from_hour": TimePicker(
            description=text("From the hour", language), value=typed.get("from_hour"), step=300
        ),
        "to_day": DatePicker(
            description=text("To (this day included)", language), value=typed.get("to_day")
        ),
        "to_hour": TimePicker(
            description=text("To the hour", language), value=typed.get("to_hour"), step=300
        ),
        "reason_why": why,
        "is_hold": hold,
    }


def _arranged(inputs: dict[str, Any]) -> list[Widget]:
    def row(*names: tuple[str, str]) -> HBox:
        return HBox([labelled(inputs[name], width=width) for name, width in names]).add_class(
            "cv-toolbar"
        )

    return [
        row(("kind", "16rem"), ("key", "24rem")),
        row(("from_day", "14rem"), ("from_hour", "14rem")),
        row(("to_day", "14rem"), ("to_hour", "14rem")),
        row(("reason_why", "36rem"), ("is_hold", "20rem")),
    ]


def _table(found: tuple[Unavailability, ...], desk: Desk) -> Widget:
    language = desk.language
    if not found:
        return paragraph("muted", text("Nothing is closed, and nobody is away.", language))
    return safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{who}</th><th scope="col">{when}</th><th scope="col">{why}</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        caption=text("On record", language),
        who=text("Who or what", language),
        when=text("When", language),
        why=text("Why", language),
        rows=joined(_row(one, desk) for one in sorted(found, key=lambda one: one.span)),
    )


def _row(one: Unavailability, desk: Desk) -> SafeHtml:
    return html_string(
        '<tr><th scope="row">{who}</th><td>{when}</td><td dir="auto">{why}</td></tr>',
        who=who_is(one, desk),
        when=span_words(one.span, desk.language),
        why=one.reason,
    )


def who_is(one: Unavailability, desk: Desk) -> str:
    """Name what is not to be had, by its kind and its name."""
    language, file = desk.language, desk.model.file
    if one.kind is UnavailableKind.EVERYBODY:
        return text("Closed to everything", language)
    name = records.names(file, one.kind).get(one.key, text("not on record", language))
    return text("{name} (kept for something else)", language, name=name) if one.is_hold else name


def span_words(span: Slot, language: Language) -> str:
    """Write a span: whole days, hours of one day, or from one to the other."""
    typed = records.typed_span(span)
    first, last = typed["from_day"], typed["to_day"]
    if typed["from_hour"] is None and first == last:
        return day_in_words(first, language)
    if typed["from_hour"] is None:
        return text(
            "{first} to {last}",
            language,
            first=day_in_words(first, language),
            last=day_in_words(last, language),
        )
    begins, ends = hour(typed["from_hour"], language), hour(typed["to_hour"], language)
    if first == last:
        return f"{weekday(first, language)}, {begins} – {ends}"  # noqa: RUF001 - a span
    return f"{weekday(first, language)}, {begins} – {weekday(last, language)}, {ends}"  # noqa: RUF001


def _told(one: Unavailability, desk: Desk) -> str:
    return f"{who_is(one, desk)}: {span_words(one.span, desk.language)}"
