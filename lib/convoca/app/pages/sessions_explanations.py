"""Explanations of vote: how long each member still has, and the text that came (Art. 19)."""

from ipywidgets import DatePicker, Dropdown, HBox, Textarea, VBox, Widget

from convoca.app.models.sessions_explanations import (
    ExplanationsModel,
    explanation_of,
    key_of,
    typed_explanation,
)
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, Acts, allow, card, saying
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import offer, pick, words_of
from convoca.app.widgets.day_words import distance
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import paragraph, paragraph_html, short, swap
from convoca.app.widgets.safe_html import safe_html
from convoca.app.widgets.table import Column, Row, table
from convoca.domain.language import Language
from convoca.domain.vote import ExplanationOfVote, Question
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.services.sessions.explanations import ExplanationClock


class ExplanationsPanel:
    """A clock for each member who voted against or announced an explanation; beside it the chosen one."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._explanations = desk, ExplanationsModel(desk.model)
        language = desk.language
        self._none, self._place = saying(), VBox()
        self._shown: tuple[object, ...] = ()
        self._table = table(
            _columns(desk),
            self._rows(),
            language=language,
            caption=text("Explanations of vote in this period of sessions", language),
            on_select=lambda _: self._open(),
        )
        told = text(
            "A member who disagrees, or agrees for other reasons, may explain the vote in writing within 30 days after the period of sessions (Art. 19). The dissent stays on record without it.",
            language,
        )
        self._announcing = AnnounceForm(desk, self._explanations)
        self._shortening = ShortenForm(desk, self._explanations)
        pair = VBox([VBox([self._table, self._none]), self._place], layout=SIDE_BY_SIDE)
        forms = VBox([self._announcing.widget, self._shortening.widget], layout=SIDE_BY_SIDE)
        self.widget = VBox([paragraph("muted", told), pair, forms])
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _rows(self) -> list[Row]:
        return [_row(clock, self._desk) for clock in self._explanations.clocks()]

    def _follow(self) -> None:
        rows, language = self._rows(), self._desk.language
        self._table.show(rows)
        self._table.layout.display = "" if rows else "none"
        none = text("Nobody voted against anything or announced an explanation.", language)
        self._none.say(None if rows else paragraph_html("note", none))
        self._announcing.follow()
        self._shortening.follow()
        self._open()

    def _open(self) -> None:
        """Show the chosen explanation; what somebody is typing into it stays."""
        clock = self._explanations.clock(self._table.selected)
        shown = (clock and key_of(clock), clock and clock.explanation, clock and clock.last_day)
        if shown == self._shown:
            return
        self._shown = shown
        swap(self._place, [self._chosen(clock)] if clock else [])

    def _chosen(self, clock: ExplanationClock) -> Widget:
        language, given = self._desk.language, clock.explanation
        head = safe_html(
            '<p class="cv-question" lang="{code}" dir="auto">{question}</p>{finding}',
            code=clock.question.language.value,
            question=clock.question.text,
            finding=finding_line(clock.finding, language),
        )
        title = text("Explanation of {name}", language, name=clock.member.name)
        if given is not None and given.presented_on is not None:
            return card(title, head, PresentedText(self._desk, self._explanations, given).widget)
        form = ExplanationForm(self._desk, self._explanations, clock)
        return card(title, head, form.widget)


class ExplanationForm:
    """The text as it reached the Secretariat, and the day of its receipt at the seat."""

    def __init__(
        self, desk: Desk, explanations: ExplanationsModel, clock: ExplanationClock
    ) -> None:
        language = desk.language
        form: RecordForm[ExplanationOfVote] = RecordForm(
            desk,
            f"session-explanation:{key_of(clock)}",
            explanations.awaited(clock),
            _fields(language),
            Filing(
                values=typed_explanation,
                changed=explanation_of,
                save=lambda _read, changed, reason: explanations.present(changed, reason=reason),
                stored=lambda read: read,
            ),
            label=text("Keep the explanation", language),
            said=text("The explanation is on record.", language),
            reason=text("Explanation of vote received", language),
        )
        self.widget = form.widget


class PresentedText:
    """An explanation that came; it may be taken off the record, so that another one can take its place."""

    def __init__(
        self, desk: Desk, explanations: ExplanationsModel, given: ExplanationOfVote
    ) -> None:
        self._desk, self._explanations, self._given = desk, explanations, given
        acts = Acts(desk)
        withdraw = acts.offer(text("Withdraw the explanation", desk.language), self._withdraw)
        words = safe_html(
            '<div class="cv-letter" lang="{code}" dir="auto">{said}</div>'
            '<p class="cv-muted cv-small">SHA-256 {hash}</p>',
            code=given.language.value,
            said=given.text,
            hash=given.sha256,
        )
        self.widget = VBox([words, acts.reason, acts.answer.widget, withdraw]).add_class("cv-form")

    def _withdraw(self, reason: str) -> str:
        self._explanations.withdraw(self._given.id, reason=reason)
        return text("The explanation is withdrawn.", self._desk.language)


class AnnounceForm:
    """A member says that an explanation will come."""

    def __init__(self, desk: Desk, explanations: ExplanationsModel) -> None:
        self._desk, self._explanations = desk, explanations
        language = desk.language
        self._question = Dropdown(description=text("Vote", language))
        self._member = Dropdown(description=text("Member", language))
        acts = Acts(desk, reason=text("Explanation of vote announced", language))
        self._save = acts.offer(text("Announce an explanation", language), self._announce)
        self.widget: Widget = card(
            text("Somebody will explain a vote", language),
            VBox([self._question, self._member, acts.reason]).add_class("cv-form"),
            acts.answer.widget,
            HBox([self._save]).add_class("cv-actions"),
        )
        self._question.observe(lambda _: self._offer_members(), "value")

    def follow(self) -> None:
        _offer_questions(self._question, self._explanations.decided())
        self._offer_members()

    def _offer_members(self) -> None:
        key, language = self._question.value, self._desk.language
        members = self._explanations.who_voted(key) if key else ()
        offer(self._member, [(member.name, member.id) for member in members])
        nobody = text("Whoever voted on it has announced an explanation.", language)
        none = text("No vote is closed yet.", language)
        allow(self._save, why_not="" if members else nobody if key else none)

    def _announce(self, reason: str) -> str:
        self._explanations.announce(self._question.value, self._member.value, reason=reason)
        return text("The explanation is announced.", self._desk.language)


class ShortenForm:
    """In an urgent case the Commission shortens the time by an absolute majority (Art. 19.4)."""

    def __init__(self, desk: Desk, explanations: ExplanationsModel) -> None:
        self._desk, self._explanations = desk, explanations
        language = desk.language
        self._question = Dropdown(description=text("Explanations of the vote", language))
        self._by = Dropdown(description=text("Shortened by the vote", language))
        self._day = DatePicker(description=text("Last day for explanations", language))
        acts = Acts(desk, reason=text("Time for explanations shortened", language))
        save = acts.offer(text("Shorten the time", language), self._shorten)
        why_not = text(
            "It takes a vote on it, adopted by an absolute majority, in this period of sessions.",
            language,
        )
        self._why_not = paragraph("muted", why_not)
        self._form = VBox(
            [self._question, self._by, self._day, acts.reason, acts.answer.widget, save]
        ).add_class("cv-form")
        self.widget: Widget = card(
            text("Shorter time in an urgent case (Art. 19.4)", language), self._why_not, self._form
        )

    def follow(self) -> None:
        votes = self._explanations.votes_on_shorter_time()
        _offer_questions(self._question, self._explanations.decided())
        _offer_questions(self._by, votes)
        self._form.layout.display = "" if votes else "none"
        self._why_not.layout.display = "none" if votes else ""

    def _shorten(self, reason: str) -> str:
        self._explanations.shorten(
            self._question.value, self._day.value, self._by.value, reason=reason
        )
        return text("The time for explanations is shortened.", self._desk.language)


def _offer_questions(menu: Dropdown, questions: tuple[Question, ...]) -> None:
    chosen = menu.value
    offer(menu, [(short(question.text), question.id) for question in questions])
    pick(menu, chosen)


def _fields(language: Language) -> dict[str, Field]:
    return {
        "text": Field(Textarea(description=text("Text of the explanation", language))),
        "language": Field(
            Dropdown(
                description=text("Language of the explanation", language),
                options=words_of(Language, language),
            )
        ),
        "presented_on": Field(
            DatePicker(description=text("Received on", language)),
            help_line=text("The day at the seat of the Commission.", language),
        ),
    }


def _columns(desk: Desk) -> list[Column]:
    language = desk.language
    return [
        Column("member", text("Member", language), filter=True),
        Column("question", text("Vote", language)),
        Column(
            "last_day",
            text("Last day", language),
            kind="date",
            show=lambda last: (
                f"{day_short(last, language)} ({distance(last, desk.model.today, language)})"
            ),
        ),
        Column("state", text("Explanation", language), filter=True),
    ]


def _row(clock: ExplanationClock, desk: Desk) -> Row:
    return {
        "id": key_of(clock),
        "member": clock.member.name,
        "question": short(clock.question.text),
        "last_day": clock.last_day,
        "state": _state(clock, desk.language),
    }


def _state(clock: ExplanationClock, language: Language) -> str:
    presented = clock.explanation is not None and clock.explanation.presented_on is not None
    if presented and clock.desisted:
        return text("came too late: desisted", language)
    if presented:
        return text("presented in time", language)
    if clock.desisted:
        return (
            text("desisted; the dissent stays", language)
            if clock.dissents
            else text("desisted", language)
        )
    return text("announced", language) if clock.announced else text("may still come", language)
