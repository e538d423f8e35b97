"""One notice: the letter exactly as its recipient gets it, what to look at, and what can be done with it."""

from typing import Any

from ipywidgets import Accordion, HBox, Text, Textarea, VBox, Widget

from convoca.app.models.notices import Entry, Pile
from convoca.app.pages.notices_desk import Acts, Desk, allow
from convoca.app.pages.notices_edit import edit_form
from convoca.app.pages.notices_form import RecordForm
from convoca.app.pages.notices_letter_text import letter_html
from convoca.app.pages.notices_proof import deliveries_table
from convoca.app.pages.notices_words import (
    due_words,
    status_chip,
    warning_sentence,
    warnings_shortly,
)
from convoca.app.widgets.finding_line import worded
from convoca.app.widgets.parts import button, facts, paragraph, paragraph_html, swap
from convoca.app.widgets.safe_html import joined, safe_html
from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.domain.notice import Notice
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment
from convoca.i18n.words import word
from convoca.services.notices.outbox_warnings import OutboxWarning

#: With these no draft can be approved.
_STOPS = frozenset({OutboxWarning.OVERTAKEN, OutboxWarning.PROTECTED_NAME})


class LetterPanel:
    """The chosen notice. What somebody may be typing in stays while the letter above it changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: Entry | None = None
        self._form: RecordForm[Notice] | None = None
        self._top, self._acts, self._change, self._proof = VBox(), VBox(), VBox(), VBox()
        self.widget = VBox([self._top, self._acts, self._change, self._proof]).add_class("cv-card")
        desk.model.observe(lambda _: self._follow(), ["chosen", "entries"])
        self._follow()

    def _follow(self) -> None:
        entry, before = self._desk.model.entry(self._desk.model.chosen), self._shown
        if entry == before or entry is None:
            return
        self._shown = entry
        swap(self._top, [_head(entry, self._desk), letter_view(entry, self._desk)])
        if before is None or _kind_of_acts(before) != _kind_of_acts(entry):
            swap(self._acts, _acts(entry, self._desk))
        self._offer_to_change(entry, before)
        proof = [deliveries_table(entry.deliveries, self._desk.language)]
        swap(self._proof, proof if entry.deliveries else [])

    def _offer_to_change(self, entry: Entry, before: Entry | None) -> None:
        is_draft = entry.pile in {Pile.READY, Pile.TO_LOOK_AT}
        if not is_draft:
            self._form = None
            swap(self._change, [])
        elif self._form is not None and before and before.notice.id == entry.notice.id:
            self._form.follow(entry.notice)
        else:
            self._form = edit_form(self._desk, entry.notice)
            title = text("Change it", self._desk.language)
            swap(self._change, [Accordion([self._form.widget], titles=[title])])


def _kind_of_acts(entry: Entry) -> tuple[object, ...]:
    """Return what the acts below a letter depend on."""
    return (entry.notice.id, entry.notice.status, entry.warnings)


def _head(entry: Entry, desk: Desk) -> Widget:
    language, notice = desk.language, entry.notice
    approved = ""
    if notice.approved_at is not None:
        when = moment(notice.approved_at, SEAT_ZONE, language)
        approved = f"{notice.approved_by}, {when}"
    return safe_html(
        '<h2 id="notice" dir="auto">{addressee}</h2><p>{chip} {kind}: <span dir="auto">{title}</span></p>{facts}{warnings}',
        addressee=notice.addressee,
        chip=status_chip(entry, language),
        kind=word(notice.kind, language),
        title=entry.title,
        facts=facts(
            {
                text("Address", language): notice.address or text("none on record", language),
                text("Language", language): word(notice.language, language),
                text("Last day", language): due_words(entry.due, desk.model.today, language)
                if entry.due
                else "",
                text("Follows release", language): notice.release or "",
                text("Drafted", language): moment(notice.drafted_at, SEAT_ZONE, language),
                text("Approved", language): approved,
            }
        ),
        warnings=joined(
            paragraph_html("warning", warning_sentence(warning, language))
            for warning in entry.warnings
        ),
    )


def letter_view(entry: Entry, desk: Desk) -> Widget:
    """Show subject and text, marked as being in the recipient's language."""
    language = desk.language
    try:
        subject, words = desk.model.preview(entry.notice)
    except ConvocaError as error:
        return paragraph("problem", worded(error, language))
    return safe_html(
        '<p class="cv-help">{about} <span lang="{lang}">{subject}</span></p>'
        '<section aria-label="{label}"><div class="cv-letter" lang="{lang}">{words}</div></section>',
        about=text("Subject of the mail:", language),
        label=text("The letter", language),
        lang=entry.notice.language.value,
        subject=subject,
        words=letter_html(words),
    )


def _acts(entry: Entry, desk: Desk) -> list[Widget]:
    """Offer what can be done with a notice as it stands."""
    match entry.pile:
        case Pile.READY | Pile.TO_LOOK_AT:
            return _acts_on_a_draft(entry, desk)
        case Pile.APPROVED:
            return _acts_on_an_approved_one(entry, desk)
        case _:
            return [HBox(_downloads(entry, desk)).add_class("cv-actions")]


def _acts_on_a_draft(entry: Entry, desk: Desk) -> list[Widget]:
    language, model, notice = desk.language, desk.model, entry.notice
    acts = Acts(desk, reason=text("Notice read and approved", language))
    exception = _exception(language) if OutboxWarning.PAST_THE_LAST_DAY in entry.warnings else {}

    def approve(reason: str) -> str:
        given = {name: widget.value.strip() for name, widget in exception.items()}
        following = model.after(entry)
        model.approve([notice.id], reason=reason, **given)
        model.chosen = following
        return text("The notice is approved. It waits under Send.", language)

    def discard(reason: str) -> str:
        following = model.after(entry)
        model.discard([notice.id], reason=reason)
        model.chosen = following
        return text("The notice is discarded.", language)

    made = acts.offer(text("Approve", language), approve, style="primary")
    stops = _STOPS & set(entry.warnings)
    why = warnings_shortly(sorted(stops), language)
    allow(made, why_not=text("Not as it is: {why}.", language, why=why) if stops else "")
    acts.offer(text("Discard", language), discard, style="danger")
    form = VBox([*exception.values(), acts.reason]).add_class("cv-form")
    buttons = HBox([*acts.buttons, *_downloads(entry, desk)]).add_class("cv-actions")
    return [form, acts.answer.widget, buttons]


def _exception(language: Language) -> dict[str, Any]:
    """Ask what shortens the month (Arts. 64.4, 66.5), where it cannot be kept."""
    return {
        "circumstances": Textarea(
            description=text("Exceptional circumstances, where the time is shorter", language)
        ),
        "authority": Text(description=text("Who decided so", language)),
    }


def _acts_on_an_approved_one(entry: Entry, desk: Desk) -> list[Widget]:
    language, model, notice = desk.language, desk.model, entry.notice
    acts = Acts(desk, reason=text("Notice taken back", language))

    def take_back(reason: str) -> str:
        model.take_back([notice.id], reason=reason)
        return text("The notice is a draft again.", language)

    go = button(text("To Send", language), lambda: setattr(model, "tab", 2), style="primary")
    acts.offer(text("Take it back", language), take_back)
    buttons = HBox([go, *acts.buttons, *_downloads(entry, desk)]).add_class("cv-actions")
    return [VBox([acts.reason]).add_class("cv-form"), acts.answer.widget, buttons]


def _downloads(entry: Entry, desk: Desk) -> list[Widget]:
    """Hand the letter over as PDF and as Word; no name stands in the name of the file."""
    language = desk.language

    def hand_over(suffix: str) -> None:
        try:
            made = desk.model.document(entry.notice, suffix)
        except ConvocaError as error:
            desk.visit.alert(worded(error, language))
            return
        desk.visit.offer(*made)
        desk.visit.announce(text("{file} is ready.", language, file=made[0]))

    return [
        button("PDF", lambda: hand_over("pdf")),
        button("Word", lambda: hand_over("docx")),
    ]
