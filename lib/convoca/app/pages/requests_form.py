"""The form of a request, judged while one types, kept as a draft, saved with its reason."""

from collections.abc import Callable
from contextlib import suppress

from ipywidgets import HBox, VBox, Widget

from convoca.app.frame import Autosave, Visit
from convoca.app.models.request_draft import DRAFTED
from convoca.app.models.request_form import RequestForm
from convoca.app.pages import requests_fields as fields
from convoca.app.pages.requests_parts import (
    Answer,
    button,
    finding_html,
    reason_input,
    worded,
)
from convoca.app.pages.requests_people import ParticipantsEditor, RequestersEditor
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.parts import heading, paragraph_html
from convoca.app.widgets.safe_html import HtmlView, html_string, joined, safe_html
from convoca.domain.errors import AmbiguousLocalTime, ConflictingEdit, ConvocaError
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import StateCode
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
        on_saved: Callable[[HearingRequest], object],
        on_discard: Callable[[], object],
        on_close: Callable[[], object],
    ) -> None:
        language = visit.language
        self._visit, self._language, self._form = visit, language, form
        self._on_saved, self._on_discard, self._on_close = on_saved, on_discard, on_close
        self._answer = Answer(language)
        self._findings: HtmlView = safe_html("")
        self._second = fields.second_hour(form, language)
        self._participants = ParticipantsEditor(form, language)
        self._requesters = RequestersEditor(form, language, codes)
        self._autosave = Autosave(form.save_draft, visit)
        self._reason = reason_input(
            language,
            text("The request was corrected.", language)
            if form.stored
            else text("The request was received.", language),
        )
        self._conflict = VBox()
        self.widget = VBox(
            [
                *self._opening(),
                self._conflict,
                self._columns(codes),
            ]
        )
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
        judged = VBox([self._findings, self._closing()]).add_class("cv-form")
        return VBox([asked, received, judged], layout=_COLUMNS)

    def _closing(self) -> Widget:
        language = self._language
        actions = HBox(
            [
                button(text("Save the request", language), self._save, style="primary"),
                button(text("Discard the draft", language), self._discard, style="danger"),
                button(text("Back to the register", language), self._close),
            ]
        ).add_class("cv-actions")
        return VBox([self._reason, actions, self._answer.widget])

    # While one types -----------------------------------------------------------------------------

    def _changed(self) -> None:
        self._autosave.changed()
        self._judge()

    def _judge(self) -> None:
        language = self._language
        twice = False
        try:
            found = self._form.findings()
        except AmbiguousLocalTime as error:
            twice = True
            fragment = paragraph_html("warning", worded(error, language))
        except ConvocaError as error:
            fragment = paragraph_html("warning", worded(error, language))
        else:
            fragment = html_string(
                '<section aria-live="polite"><h3>{title}</h3>{findings}</section>',
                title=text("What the Rules say of it so far", language),
                findings=joined(finding_html(finding, language) for finding in found),
            )
        if twice or self._form.second is not None:
            self._second.layout.display = ""
        self._findings.value = fragment

    # What is done with it ------------------------------------------------------------------------

    def _save(self) -> None:
        if self._requesters.entries.is_open or self._participants.entries.is_open:
            self._answer.problem(
                text(
                    "A small form is still open: take in what it holds, or leave it.",
                    self._language,
                )
            )
            return
        saved: list[HearingRequest] = []

        def save() -> None:
            self._autosave.flush()
            saved.append(self._form.save(self._reason.value))

        self._settle(save, saved)

    def _settle(self, save: Callable[[], object], saved: list[HearingRequest]) -> None:
        """Save; where somebody else saved first, show both versions and let the person choose."""
        self._conflict.children = ()
        try:
            went_well = self._answer.went_well(save)
        except ConflictingEdit as error:

            def over(request: HearingRequest) -> None:
                def again() -> None:
                    saved.append(self._form.save_over(request, self._reason.value))

                self._settle(again, saved)

            self._conflict.children = (
                conflict_panel(
                    error, self._language, keep_theirs=lambda _: self._discard(), save_mine=over
                ),
            )
            return
        if went_well:
            self._visit.channel.draft = ""
            self._on_saved(saved[-1])

    def _discard(self) -> None:
        with suppress(ConvocaError):  # what cannot be kept as a draft is thrown away all the same
            self._autosave.flush()
        self._form.discard_draft()
        self._visit.channel.draft = ""
        self._on_discard()

    def _close(self) -> None:
        if self._answer.went_well(self._autosave.flush):
            self._on_close()
