"""Taking part and votes: one item at a time, who takes part in it, and the questions put to the vote."""

from typing import Any
from uuid import UUID

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.models.sessions_order import OrderModel
from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, allow
from convoca.app.pages.sessions_desk import Desk, Doing
from convoca.app.pages.sessions_part import PartPanel
from convoca.app.pages.sessions_question import QuestionForm
from convoca.app.pages.sessions_recusals import RecusalsPanel
from convoca.app.pages.sessions_roll_call import VotePanel
from convoca.app.pages.sessions_what_if import WhatIfPanel
from convoca.app.pages.sessions_words import item_name
from convoca.app.widgets.choice_lists import offer, pick
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.domain.order_of_business import ItemOutcome
from convoca.domain.vote import Question, QuestionStatus
from convoca.i18n.catalogue import text
from convoca.i18n.words import word


class VotesPanel:
    """The item that is chosen; on one side who takes part, on the other what is decided."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._votes = desk, VotesModel(desk.model)
        self._is_offering = False
        self._item = Dropdown(description=text("Item of business", desk.language))
        part = VBox(
            [
                PartPanel(desk, self._votes).widget,
                RecusalsPanel(desk, self._votes).widget,
                WhatIfPanel(desk, self._votes).widget,
            ]
        )
        questions = QuestionsPanel(desk, self._votes).widget
        self._order, self._doing = OrderModel(desk.model), Doing(desk)
        self._settled = button(text("The item is dealt with", desk.language), self._settle)
        item = labelled(self._item, width="44rem")
        chosen = HBox([item, self._settled]).add_class("cv-toolbar")
        self.widget = VBox(
            [chosen, self._doing.answer.widget, VBox([questions, part], layout=SIDE_BY_SIDE)]
        )
        self._item.observe(self._choose, "value")
        desk.model.observe(lambda _: self._follow(), ["file", "item"])
        self._follow()

    def _choose(self, change: Any) -> None:
        if not self._is_offering:
            self._desk.model.item = change["new"]

    def _follow(self) -> None:
        model, language = self._desk.model, self._desk.language
        self._is_offering = True
        none = (text("Without an item of business", language), None)
        offer(self._item, [*((item_name(item), item.id) for item in model.items), none])
        pick(self._item, model.item)
        self._is_offering = False
        item = model.chosen
        nothing = "" if item else text("Choose an item first.", language)
        done = word(item.outcome, language) if item and item.outcome is not ItemOutcome.OPEN else ""
        allow(self._settled, why_not=nothing or done)

    def _settle(self) -> None:
        item, language = self._desk.model.chosen, self._desk.language
        if item is None:
            return
        reason = text("Item dealt with", language)
        said = text("{title} is dealt with.", language, title=item_name(item))
        self._doing.do(lambda: self._order.settle(item, reason=reason), said)


class QuestionsPanel:
    """Every question on the chosen item, each as it stands, and the form for a new one."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        language = desk.language
        self._list, self._new_place = VBox(), VBox()
        self._shown: dict[UUID, QuestionCard] = {}
        self._item: UUID | None = None
        self._new: UUID | None = None
        new = button(text("Formulate a question", language), self._open_form, style="primary")
        title = heading(2, text("Questions put to the vote", language))
        self.widget = VBox(
            [title, HBox([new]).add_class("cv-actions"), self._new_place, self._list]
        )
        desk.model.observe(lambda _: self._follow(), ["file", "item"])
        self._follow()

    def _open_form(self) -> None:
        blank = self._votes.blank(self._desk.language)
        self._new = blank.id
        form = QuestionForm(self._desk, self._votes, blank, self._close_form)
        swap(self._new_place, [form.widget])

    def _close_form(self) -> None:
        swap(self._new_place, [])

    def _follow(self) -> None:
        """Show the questions of the chosen item; a card that is there already follows by itself."""
        if self._item != self._desk.model.item:
            self._item = self._desk.model.item
            self._close_form()
        questions = self._votes.questions()
        if any(question.id == self._new for question in questions):
            self._close_form()
        self._shown = {
            question.id: self._shown.get(question.id) or QuestionCard(self._desk, self._votes)
            for question in questions
        }
        for question in questions:
            self._shown[question.id].show(question)
        none = paragraph(
            "muted", text("Nothing was put to the vote on this yet.", self._desk.language)
        )
        cards: list[Widget] = [card.widget for card in self._shown.values()]
        swap(self._list, cards or [none])


class QuestionCard:
    """One question: its form while it may change, else the vote."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        self._status: QuestionStatus | None = None
        self._form: QuestionForm | None = None
        self._vote = VotePanel(desk, votes)
        self._place = VBox()
        self.widget = VBox([self._vote.widget, self._place]).add_class("cv-card")

    def show(self, question: Question) -> None:
        """Show a question as it is on record now."""
        self._vote.show(question)
        if question.status is not self._status:
            self._status = question.status
            self._form = None
            if question.status is QuestionStatus.FORMULATED:
                self._form = QuestionForm(self._desk, self._votes, question, None)
            swap(self._place, [self._form.widget] if self._form else [])
        elif self._form is not None:
            self._form.follow(question)
