"""Minutes become final: approved by silence or by the Commission, locked, later corrected by a new decision."""

from ipywidgets import DatePicker, Dropdown, HBox, Textarea, VBox, Widget

from convoca.app.models.minutes_life import Entry
from convoca.app.pages.minutes_desk import LifeDesk
from convoca.app.pages.notices_desk import Acts, allow, card, saying
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.widgets.choice_lists import choice, words_of
from convoca.app.widgets.inputs import Field, labelled
from convoca.app.widgets.parts import button, facts, paragraph_html, short
from convoca.app.widgets.safe_html import html_string, joined
from convoca.domain.language import Language
from convoca.domain.minutes import CorrectionOfMinutes, MinutesStatus
from convoca.domain.vote import Question
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word
from convoca.services.minutes.stages import MinutesStage

_APPROVED = frozenset({MinutesStage.APPROVED_BY_SILENCE, MinutesStage.APPROVED_BY_DECISION})


class ApprovalCard:
    """The decision of the Commission, where it takes one; then the lock, with the final document."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        language = desk.language
        votes = [(_vote_name(vote, language), vote.id) for vote in desk.model.approving_votes()]
        none = (text("None on record", language), None)
        self._question: Dropdown = choice(text("Vote on record", language), [none, *votes])
        self._decided = DatePicker(description=text("Decided on", language))
        deciding = Acts(desk, reason=text("Minutes approved by the Commission", language))
        self._decide = deciding.offer(
            text("Record the approval by the Commission", language), self._approve
        )
        self._language: Dropdown = choice(
            text("Language of the final document", language),
            words_of(Language, language),
            language,
        )
        locking = Acts(desk, reason=text("Minutes approved (Art. 20.2)", language))
        self._lock = locking.offer(
            text("Make the minutes final", language), self._finalise, style="primary"
        )
        row = HBox(
            [labelled(self._question, width="24rem"), labelled(self._decided, width="14rem")]
        )
        self._open = VBox(
            [
                row,
                deciding.answer.widget,
                HBox([self._decide]).add_class("cv-actions"),
                labelled(self._language, width="24rem"),
                VBox([locking.reason]).add_class("cv-form"),
                locking.answer.widget,
                HBox([self._lock]).add_class("cv-actions"),
            ]
        )
        self._final = saying()
        self._again = HBox(
            [button(text("Download the final document", language), self._hand_out)]
        ).add_class("cv-actions")
        self.widget: Widget = card(text("Approval", language), self._final, self._again, self._open)
        desk.model.observe(lambda _: self._draw(), ["file", "life"])
        self._draw()

    def _draw(self) -> None:
        model, language = self._desk.model, self._desk.language
        stage, life = model.standing.stage, model.life
        is_final = stage is MinutesStage.FINAL
        self._open.layout.display = "none" if is_final else ""
        self._again.layout.display = "" if is_final else "none"
        is_draft = model.minutes.status is MinutesStatus.DRAFT
        first = text("Complete the minutes first.", language)
        allow(self._decide, why_not=first if is_draft else "")
        not_yet = text("Neither silence nor a decision has approved them yet.", language)
        allow(self._lock, why_not="" if stage in _APPROVED else not_yet)
        known = {
            text("How they were approved", language): (
                word(life.approval, language) if life.approval else ""
            ),
            text("Approved on", language): (
                day(life.approved_on, language) if life.approved_on else ""
            ),
            text("SHA-256 of the final document", language): life.sha256,
        }
        self._final.say(facts(known) if is_final else None)

    def _approve(self, reason: str) -> str:
        self._desk.model.decide(self._decided.value, self._question.value, reason=reason)
        return text("The approval is on record.", self._desk.language)

    def _hand_out(self) -> None:
        self._desk.visit.announce(self._desk.hand_out(*self._desk.model.final_document()))

    def _finalise(self, reason: str) -> str:
        name, content = self._desk.model.finalise(self._language.value, reason=reason)
        self._desk.editor.follow()
        return self._desk.hand_out(name, content)


def _vote_name(vote: Question, language: Language) -> str:
    decided = day(vote.outcome.decided_on, language) if vote.outcome else ""
    return f"{decided}: {short(vote.text, 50)}"


class CorrectionsCard:
    """What later decisions corrected in final minutes; the minutes themselves stay."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        self._list = saying()
        self.widget: Widget = card(
            text("Corrections by a new decision", desk.language),
            self._list,
            _correction_form(desk).widget,
        )
        desk.model.observe(lambda _: self._draw(), ["file", "life"])
        self._draw()

    def _draw(self) -> None:
        model, language = self._desk.model, self._desk.language
        is_final = model.minutes.status is MinutesStatus.FINAL
        self.widget.layout.display = "" if is_final else "none"
        lines = [
            html_string(
                '<li><strong>{day}</strong><p dir="auto">{said}</p></li>',
                day=day(each.decided_on, language),
                said=each.text,
            )
            for each in model.life.corrections
        ]
        none = paragraph_html("muted", text("Nothing was corrected.", language))
        self._list.say(html_string("<ol>{lines}</ol>", lines=joined(lines)) if lines else none)


def _correction_form(desk: LifeDesk) -> RecordForm[Entry]:
    language, model = desk.language, desk.model

    def save(_read: Entry, changed: Entry, reason: str) -> Entry:
        if isinstance(changed.value, CorrectionOfMinutes):
            model.correct(changed.value, reason=reason)
        return Entry()

    fields = {
        "decided_on": Field(DatePicker(description=text("Decided on", language))),
        "text": Field(Textarea(description=text("What is corrected, and how", language), rows=3)),
    }
    return RecordForm(
        desk,
        f"minutes-correction:{model.life.id}",
        Entry(),
        fields,
        Filing(
            values=lambda _: {"decided_on": "", "text": ""},
            changed=lambda _, typed: Entry(value=model.correction_of(typed)),
            save=save,
            stored=lambda _: Entry(),
        ),
        label=text("Append the correction", language),
        said=text("The correction is on record.", language),
        reason=text("Minutes corrected by a new decision", language),
    )
