"""The minutes of one hearing or session: what they say, what they lack, and their document."""

from ipywidgets import Button, HBox, VBox

from convoca.app.frame import Autosave, Visit
from convoca.app.models.minutes import MinutesEditor
from convoca.app.pages.minutes_fields import minutes_fields
from convoca.app.pages.minutes_of_record import of_record
from convoca.app.pages.minutes_words import status_word, why_internal, why_no_discussion
from convoca.app.widgets.choice_lists import CheckList
from convoca.app.widgets.finding_line import field_of, finding_line, sentence_of
from convoca.app.widgets.inputs import Inputs
from convoca.app.widgets.parts import (
    button,
    draft_is_back,
    facts,
    heading,
    paragraph_html,
    reason_input,
    swap,
)
from convoca.app.widgets.record_words import Names, said, shown_fields
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.errors import AmbiguousLocalTime, ConvocaError, ProtectedNameFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.domain.minutes import MinutesStatus
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, language_name
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line

#: What the head or the card of the session's records says already.
_SHOWN_ABOVE = frozenset(
    {"status", "zone", "times_present", "absent", "presided", "votes", "elections"}
)
_CHIPS = {
    MinutesStatus.DRAFT: "draft",
    MinutesStatus.COMPLETED: "done",
    MinutesStatus.FINAL: "met",
}


class MinutesPanel:
    """The form of minutes. What is typed is kept as a draft, and judged at once."""

    def __init__(self, visit: Visit, editor: MinutesEditor) -> None:
        self._visit, self._editor = visit, editor
        self._autosave = Autosave(self._keep_draft, visit)
        self._sections = minutes_fields(editor, visit.language)
        self._inputs = Inputs({name: f for s in self._sections for name, f in s.fields.items()})
        self._head, self._foot, self._unsaved = VBox(), VBox(), safe_html("")
        self._bar = self._save_bar()
        self._record, self._of_record = self._record_box()
        self._form = VBox([section.widget for section in self._sections])
        self.widget = VBox(
            [self._head, self._record, self._form, self._bar, self._foot, self._document_box()]
        )
        self._fill()
        self._inputs.on_change(self._typed)
        editor.observe(lambda _: self._fill(), "record")

    # Typing --------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._editor.type(self._inputs.read()):
            self._bar.forget_refusal()
            self._autosave.changed()
            self._judge()

    def _keep_draft(self) -> None:
        try:
            self._editor.keep_draft()
        except ProtectedNameFound as error:
            self._inputs.tell(field_of(error), sentence_of(error, self._visit.language))
            raise

    def _judge(self) -> None:
        is_twice = isinstance(self._editor.judged(), AmbiguousLocalTime)
        if is_twice or self._editor.typed["turn"]:
            self._inputs["turn"].layout.display = ""
        present = self._inputs["members_present"].input
        if isinstance(present, CheckList):
            present.offer([(member.name, str(member.id)) for member in self._editor.members()])
        self._draw_head()
        self._draw_documents()

    def _fill(self) -> None:
        """Show what is on record, or what the draft says."""
        self._inputs.fill(self._editor.typed)
        self._judge()

    def _record_box(self) -> tuple[VBox, HtmlView]:
        """Return what the session's own records say, and a button that takes it over again."""
        language, said = self._visit.language, safe_html("")
        fill = button(
            text("Fill in from the session", language),
            lambda: self._bar.run(
                self._editor.fill_in,
                text("What is on record of the session is in the minutes.", language),
            ),
        )
        self._fill_button = fill
        is_hearing = self._editor.hearing is not None
        name = text("From the record of the day", language)
        if not is_hearing:
            name = text("From the records of the session", language)
        parts = [] if is_hearing else [HBox([fill]).add_class("cv-actions")]
        return VBox([heading(3, name), said, *parts]).add_class("cv-card"), said

    # What is shown -------------------------------------------------------------------------------

    def _draw_head(self) -> None:
        language, line = self._visit.language, self._editor.line
        status = self._editor.record.status if self._editor.is_on_record else None
        done = status is MinutesStatus.COMPLETED
        lines = (
            why_internal(is_hearing=self._editor.hearing is not None, language=language),
            why_no_discussion(language),
        )
        head = safe_html(
            '<h2>{title}</h2><p>{kind}{day} <span class="cv-chip cv-chip--{chip}">{status}</span></p>'
            "{draft}{finding}{final}{lines}",
            title=clean_line(line.activity.title),
            kind=word(line.kind, language),
            day=f", {day(line.day, language)}" if line.day else "",
            chip=_CHIPS[status] if status else "draft",
            status=status_word(status, language),
            finding=self._judgement(language),
            final=self._final(language),
            draft=draft_is_back(language) if self._editor.draft_found else "",
            lines=joined(
                html_string('<p class="cv-muted cv-small">{line}</p>', line=s) for s in lines
            ),
        )
        swap(self._head, [head])
        known = of_record(self._editor, language)
        self._of_record.value = known
        self._record.layout.display = "" if known else "none"
        self._complete_button.layout.display = "none" if done else ""
        self._reopen_button.layout.display = "" if done else "none"
        for part in (self._form, self._bar, self._fill_button):
            part.layout.display = "none" if self._editor.is_final else ""

    def _final(self, language: Language) -> SafeHtml:
        """Return what final minutes say, which nobody types into any more."""
        if not self._editor.is_final:
            return SafeHtml()
        record = self._editor.record
        names: Names = {member.id: member.name for member in self._editor.file.members}
        shown = {
            field_name(field, language): joined(
                (html_string("<span>{line}</span>", line=line) for line in lines),
                html_string("<br>"),
            )
            for field in shown_fields(record)
            if field not in _SHOWN_ABOVE
            and (lines := said(field, getattr(record, field), language, names))
        }
        return facts(shown)

    def _judgement(self, language: Language) -> SafeHtml:
        judged = self._editor.judged()
        if isinstance(judged, Finding):
            return finding_line(judged, language)
        return paragraph_html("warning", sentence_of(judged, language))

    def _draw_documents(self) -> None:
        """Say whether the document, which is of what is on record alone, would say all of this."""
        language = self._visit.language
        note = text("The document says what is saved. Something here is not saved yet.", language)
        self._unsaved.value = paragraph_html("warning", note)
        self._unsaved.layout.display = "" if self._editor.is_changed else "none"

    def _document_box(self) -> VBox:
        language = self._visit.language
        buttons = HBox([self._download_button(other) for other in Language]).add_class("cv-actions")
        return VBox([heading(3, text("Document", language)), self._unsaved, buttons]).add_class(
            "cv-card"
        )

    # Acts ----------------------------------------------------------------------------------------

    def _save_bar(self) -> SaveBar:
        language, editor = self._visit.language, self._editor
        bar = SaveBar(
            self._visit,
            reason=text("Minutes written down", language),
            tell=self._inputs.tell,
            save_over=editor.save_over,
            discard=editor.discard_draft,
            done=self._done,
            names={member.id: member.name for member in editor.file.members},
        )
        bar.offer(
            text("Save", language),
            editor.save,
            said=text("The minutes are saved.", language),
            style="primary",
        )
        self._complete_button = button(text("Complete the minutes", language), self._complete)
        bar.add(self._complete_button)
        self._reopen_button = bar.offer(
            text("Reopen as a draft", language),
            editor.reopen,
            said=text("The minutes are a draft again.", language),
        )
        bar.offer_to_discard()
        return bar

    def _complete(self) -> None:
        """Complete the minutes, or say what the Rules ask for and is lacking."""
        language = self._visit.language
        self._bar.show()
        swap(self._foot, [])
        try:
            finding = self._editor.finding_when_completed()
        except ConvocaError as error:
            self._bar.refuse(error)
            return
        if finding.verdict is not Verdict.MET:
            self._ask_whether_to_complete()
            return
        self._bar.run(
            self._editor.complete,
            text("The minutes are completed.", language),
        )

    def _ask_whether_to_complete(self) -> None:
        """Let minutes that lack something be completed for a reason of their own."""
        language = self._visit.language
        told = safe_html(
            '<section class="cv-problem" role="alert">{judgement}<p>{how}</p></section>',
            judgement=self._judgement(language),
            how=text("To complete them all the same, write why. It goes on record.", language),
        )
        why = reason_input(language)
        anyway = button(
            text("Complete them all the same", language),
            lambda: self._bar.run(
                lambda _: self._editor.complete(reason=why.value),
                text("The minutes are completed.", language),
            ),
            style="danger",
        )
        asked = VBox([why, anyway]).add_class("cv-form")
        swap(self._foot, [told, asked])
        why.focus()

    def _done(self) -> None:
        self._autosave.flush()
        self._visit.channel.draft = ""
        swap(self._foot, [])
        self._fill()

    def _download_button(self, language: Language) -> Button:
        label = text(
            "Word, in {language}",
            self._visit.language,
            language=language_name(language.value, self._visit.language),
        )
        return button(label, lambda: self._download(language))

    def _download(self, language: Language) -> None:
        """Hand out the document and keep it among the exports."""
        try:
            name, content = self._editor.document(language)
        except ConvocaError as error:
            self._bar.refuse(error)
            return
        path = self._editor.office.write_export(name, content)
        self._visit.offer(path.name, content)
        said = text("The document is written: {path}", self._visit.language, path=path)
        self._visit.announce(said)
