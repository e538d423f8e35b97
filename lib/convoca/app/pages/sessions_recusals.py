"""Recusals in an item: raised by the member or by another one, decided by the Commission (Art. 17.3-4)."""

from typing import Any
from uuid import UUID

from ipywidgets import HBox, Textarea, VBox, Widget

from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.notices_desk import Acts, card
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.parts import button, chip, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string
from convoca.domain.programme import Recusal
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.services.importing.text import clean_text


class RecusalsPanel:
    """Every ground raised in the matter, and the form for another one."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        language = desk.language
        self._list, self._place = VBox(), VBox()
        self._shown: tuple[object, ...] | None = None
        self._ask = button(text("Raise a ground…", language), self._open_form)
        self.widget: Widget = card(
            text("Recusals", language), self._list, HBox([self._ask]).add_class("cv-actions"),
            self._place,
        )  # fmt: skip
        desk.model.observe(lambda _: self._follow(), ["file", "item"])
        self._follow()

    def _follow(self) -> None:
        recusals, votes = self._votes.recusals(), self._votes.votes_on_recusals()
        self._ask.disabled = self._votes.item is None
        shown = (self._desk.model.item, recusals, votes)
        if shown == self._shown:
            return
        self._shown = shown
        none = paragraph("muted", text("No ground was raised.", self._desk.language))
        cards: list[Widget] = [self._card(recusal) for recusal in recusals]
        swap(self._list, cards or [none])
        swap(self._place, [])

    def _card(self, recusal: Recusal) -> Widget:
        words = HtmlView(_words(recusal, self._desk))
        if recusal.upheld is not None:
            return words
        return VBox([words, Deciding(self._desk, self._votes, recusal).widget])

    def _open_form(self) -> None:
        form = RecusalForm(self._desk, self._votes, lambda: swap(self._place, []))
        swap(self._place, [form.widget])


class Deciding:
    """What the Commission decides on one ground, with the vote in which it did where there was one."""

    def __init__(self, desk: Desk, votes: VotesModel, recusal: Recusal) -> None:
        self._desk, self._votes, self._recusal = desk, votes, recusal
        language = desk.language
        without = (text("Decided without a vote on record", language), None)
        questions = [(short(q.text), q.id) for q in votes.votes_on_recusals()]
        first = questions[0][1] if questions else None
        self._question = choice(
            text("Decided by the vote", language), [*questions, without], value=first
        )
        acts = Acts(desk, reason=text("Recusal decided", language))
        takes_no_part = acts.offer(text("Takes no part", language), self._uphold, style="primary")
        takes_part = acts.offer(text("Takes part", language), self._reject)
        back = acts.offer(text("Withdraw the ground", language), self._withdraw)
        self.widget = VBox(
            [
                self._question,
                acts.reason,
                acts.answer.widget,
                HBox([takes_no_part, takes_part, back]).add_class("cv-actions"),
            ]
        ).add_class("cv-form")

    def _uphold(self, reason: str) -> str:
        return self._decide(reason, upheld=True)

    def _reject(self, reason: str) -> str:
        return self._decide(reason, upheld=False)

    def _decide(self, reason: str, *, upheld: bool) -> str:
        question: UUID | None = self._question.value
        self._votes.decide_recusal(
            self._recusal.id, upheld=upheld, question=question, reason=reason
        )
        name, language = self._desk.model.name(self._recusal.member), self._desk.language
        if upheld:
            return text("{name} takes no part.", language, name=name)
        return text("{name} takes part.", language, name=name)

    def _withdraw(self, reason: str) -> str:
        self._votes.withdraw_recusal(self._recusal.id, reason=reason)
        return text("The ground is withdrawn.", self._desk.language)


class RecusalForm:
    """Who should take no part, on which ground, and who says so."""

    def __init__(self, desk: Desk, votes: VotesModel, done: Any) -> None:
        self._desk, self._votes, self._done = desk, votes, done
        language = desk.language
        members = [(member.name, member.id) for member in desk.model.file.serving]
        himself = (text("The member", language), None)
        self._member = choice(text("Member who should take no part", language), members)
        self._raised_by = choice(text("Raised by", language), [himself, *members])
        self._ground = Textarea(description=text("Ground", language))
        acts = Acts(desk, reason=text("Recusal raised", language))
        save = acts.offer(text("Record the ground", language), self._raise, style="primary")
        self.widget = VBox(
            [
                heading(3, text("New ground", language)),
                self._member,
                self._raised_by,
                self._ground,
                acts.reason,
                acts.answer.widget,
                HBox([save, button(text("Close", language), done)]).add_class("cv-actions"),
            ]
        ).add_class("cv-form")

    def _raise(self, reason: str) -> str:
        member = self._member.value
        raised_by = self._raised_by.value or member
        ground = clean_text(self._ground.value)
        self._votes.raise_recusal(member, ground, raised_by, reason=reason)
        return text("The ground is on record. The Commission decides on it.", self._desk.language)


def _words(recusal: Recusal, desk: Desk) -> SafeHtml:
    language = desk.language
    verdicts = {
        None: chip("undetermined", text("to be decided", language)),
        True: chip("breached", text("takes no part", language)),
        False: chip("met", text("takes part", language)),
    }
    if recusal.raised_by in {None, recusal.member}:
        raised = text("raised by the member", language)
    else:
        raised = text(
            "raised by {name}", language, name=desk.model.name(recusal.raised_by)
        )  # fmt: skip
    days = [raised, *([day(recusal.raised_on, language)] if recusal.raised_on else [])]
    if recusal.decided_on:
        decided_on = day(recusal.decided_on, language)
        days.append(text("decided on {day}", language, day=decided_on))
    return html_string(
        '<p>{chip} <strong>{name}</strong><br><span dir="auto">{ground}</span><br>'
        '<span class="cv-muted">{days}</span></p>',
        chip=verdicts[recusal.upheld],
        name=desk.model.name(recusal.member),
        ground=recusal.ground,
        days=" · ".join(days),
    )
