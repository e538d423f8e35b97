"""The form of a request, judged while one types, kept as a draft, saved with its reason."""

from collections.abc import Callable
from contextlib import suppress

from ipywidgets import VBox, Widget

from convoca.app.frame import Autosave, Visit
from convoca.app.models.request_draft import DRAFTED
from convoca.app.models.request_form import RequestForm
from convoca.app.pages import requests_fields as fields
from convoca.app.pages.requests_people import ParticipantsEditor, RequestersEditor
from convoca.app.widgets.finding_line import finding_details, worded
from convoca.app.widgets.parts import button, heading, paragraph_html
from convoca.app.widgets.safe_html import HtmlView, html_string, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.errors import AmbiguousLocalTime, ConvocaError, NotAllowed
from convoca.domain.identifiers import HearingRequestId, StateCode
from convoca.i18n.catalogue import text

#: As many columns as fit, so that what the Rules say stays in sight while one types.
_COLUMNS = {
    "display": "grid",
    "grid_template_columns": "repeat(auto-fit, minmax(min(22rem, 100%), 1fr))",
    "grid_gap": "1rem 1.5rem",
    "align_items": "flex-start",
}


class FormPanel:
    """What is asked for; who, when and how it was received; what the Rules say of it, and saving."""

    def __init__(
        self,
        visit: Visit,
        form: RequestForm,
        codes: tuple[StateCode, ...],
        *,
        on_done: Callable[[HearingRequestId], object],
        on_close: Callable[[], object],
    ) -> None:
        language = visit.language
        self._visit, self._language, self._form = visit, language, form
        self._on_done, self._on_close = on_done, on_close
        self._findings: HtmlView = safe_html("")
        self._second = fields.second_hour(form, language)
        self._participants = ParticipantsEditor(form, language)
        self._requesters = RequestersEditor(form, language, codes)
        self._autosave = Autosave(form.save_draft, visit)
        self._bar = self._save_bar()
        self.widget = VBox([*self._opening(), self._columns(codes)])
        form.observe(lambda _: self._changed(), list(DRAFTED))
        self._judge()

    def leave(self) -> None:
        """Keep what is unsaved before another panel takes the place."""
        self._autosave.flush()

    def _opening(self) -> list[Widget]:
        language, form = self._language, self._form
        title = (
            text("Correct {reference}", language, reference=form.stored.reference)
            if form.stored
            else text("Enter a request", language)
        )
        parts: list[Widget] = [heading(2, title)]
        if form.has_draft:
            forgotten = ", ".join(person.name for person in form.nameless())
            again = (
                text("Type the names of these persons again: {names}.", language, names=forgotten)
                if forgotten
                else ""
            )
            parts.append(
                safe_html(
                    '<p class="cv-note">{draft} {again}</p>',
                    draft=text("This is your draft, as you left it.", language),
                    again=again,
                )
            )
        return parts

    def _columns(self, codes: tuple[StateCode, ...]) -> Widget:
        form, language = self._form, self._language
        asked = VBox([*fields.what_is_asked(form, language, codes)])
        received = VBox(
            [
                *fields.how_received(form, language),
                self._second,
                self._requesters.entries.widget,
                self._participants.entries.widget,
                *fields.further(form, language),
            ]
        )
        for column in (asked, received):
            column.add_class("cv-form")
        judged = VBox([self._findings, self._bar]).add_class("cv-form")
        return VBox([asked, received, judged], layout=_COLUMNS)

    def _save_bar(self) -> SaveBar:
        language, form = self._language, self._form
        reason = (
            text("The request was corrected.", language)
            if form.stored
            else text("The request was received.", language)
        )
        bar = SaveBar(
            self._visit,
            reason=reason,
            save_over=form.save_over,
            discard=self._discard,
            done=self._done,
        )
        bar.offer(text("Save the request", language), self._save, style="primary")
        bar.offer_to_discard()
        bar.add(button(text("Back to the register", language), self._close))
        return bar

    # While one types -----------------------------------------------------------------------------

    def _changed(self) -> None:
        self._autosave.changed()
        self._judge()

    def _judge(self) -> None:
        language = self._language
        twice = False
        try:
            found = self._form.findings()
        except ConvocaError as error:
            twice = isinstance(error, AmbiguousLocalTime)
            fragment = paragraph_html("warning", worded(error, language))
        else:
            fragment = html_string(
                '<section aria-live="polite"><h3>{title}</h3>{findings}</section>',
                title=text("What the Rules say of it so far", language),
                findings=joined(finding_details(finding, language) for finding in found),
            )
        if twice or self._form.second is not None:
            self._second.layout.display = ""
        self._findings.value = fragment

    # What is done with it ------------------------------------------------------------------------

    def _save(self, reason: str) -> str:
        if self._requesters.entries.is_open or self._participants.entries.is_open:
            raise NotAllowed("A small form is still open: take in what it holds, or leave it.")
        self._autosave.flush()
        saved = self._form.save(reason)
        return text("{reference} is saved.", self._language, reference=saved.reference)

    def _discard(self) -> None:
        with suppress(ConvocaError):  # what cannot be kept as a draft is thrown away all the same
            self._autosave.flush()
        self._form.discard_draft()

    def _done(self) -> None:
        self._visit.channel.draft = ""
        self._on_done(self._form.id)

    def _close(self) -> None:
        try:
            self._autosave.flush()
        except ConvocaError as error:
            self._bar.refuse(error)
        else:
            self._on_close()
