"""The form of a question: what is put to the vote in precise terms, and in which languages (Art. 43.3)."""

from collections.abc import Callable, Mapping
from typing import Any

from ipywidgets import Accordion, DatePicker, Dropdown, Textarea, VBox

from convoca.app.models.sessions_votes import VotesModel, typed_question
from convoca.app.models.typed import Values
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import button, heading
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.domain.language import Language
from convoca.domain.vote import Question, VoteMethod
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.decision_words import decision_word
from convoca.i18n.words import word
from convoca.rules.majorities import MajorityRule

_BLANK: Values = {"language": "en", "text": "", "distributed_on": ""}


class QuestionForm:
    """New, where ``close`` takes the form away; or on record, folded below the question."""

    def __init__(
        self,
        desk: Desk,
        votes: VotesModel,
        question: Question,
        close: Callable[[], None] | None,
    ) -> None:
        self._votes, self._close = votes, close
        language, is_new = desk.language, close is not None
        item = desk.model.item or desk.model.file.session.id
        fields = _fields(votes, language)
        self._form: RecordForm[Question] = RecordForm(
            desk,
            f"session-question:{f'new:{item}' if is_new else question.id}",
            question,
            fields,
            Filing(
                values=typed_question,
                changed=votes.question_of,
                save=lambda _read, changed, reason: votes.save(changed, reason=reason),
                stored=votes.stored,
            ),
            label=text("Put it on record", language)
            if is_new
            else text("Save the terms", language),
            said=text("The question is on record.", language),
            reason=text("Question formulated", language),
        )
        method, reply_by = fields["method"].input, fields["reply_by"]

        def ask_for_the_day(_change: object = None) -> None:
            asked = method.value == VoteMethod.IN_WRITING
            reply_by.layout.display = "" if asked else "none"

        method.observe(ask_for_the_day, "value")
        ask_for_the_day()
        self.widget = VBox()
        self._arrange(language, is_new=is_new)

    def _arrange(self, language: Language, *, is_new: bool) -> None:
        if is_new and self._close is not None:
            title = heading(3, text("New question", language))
            leave = button(text("Close", language), self._close)
            self.widget.children = (title, self._form.widget, leave)
            self.widget.add_class("cv-card")
            return
        folded = Accordion(
            [self._form.widget],
            titles=[text("Terms, languages and majority", language)],
            selected_index=None,
        )
        self.widget.children = (folded,)

    def follow(self, question: Question) -> None:
        """Show what is on record now, unless somebody is typing."""
        self._form.follow(question)


def decision_choices(rules: tuple[MajorityRule, ...], language: Language) -> list[tuple[str, Any]]:
    """Offer decisions, each with its majority and its articles."""
    return [
        (f"{decision_word(rule.key, language)} · {_majority(rule, language)}", rule.key)
        for rule in rules
    ]


def _majority(rule: MajorityRule, language: Language) -> str:
    articles = findings.articles(rule.citations, language)
    return f"{word(rule.majority, language)} ({articles})"


def _fields(votes: VotesModel, language: Language) -> dict[str, Field]:
    languages = words_of(Language, language)
    return {
        "text": Field(
            Textarea(description=text("The question in precise terms", language)),
            help_line=text("As it is read out before the vote (Art. 43.3).", language),
        ),
        "language": Field(
            Dropdown(description=text("Language of the question", language), options=languages)
        ),
        "decision": Field(
            Dropdown(
                description=text("What is decided", language),
                options=decision_choices(votes.rules(), language),
            ),
            help_line=text("It says how many votes it takes, by which article.", language),
        ),
        "method": Field(
            Dropdown(
                description=text("How the members vote", language),
                options=words_of(VoteMethod, language),
            )
        ),
        "reply_by": Field(DatePicker(description=text("Last day for replies", language))),
        "translations": Field(
            RowEditor(
                lambda _: _translation(languages, language),
                blank=_BLANK,
                labels=RowLabels(
                    add=text("Add a translation", language),
                    remove=text("Remove the translation {number}", language),
                    empty=text("No translation yet.", language),
                ),
                language=language,
            ),
            help_line=text(
                "Every translation is distributed to the members before the vote.", language
            ),
        ),
    }


def _translation(languages: list[tuple[str, Language]], language: Language) -> Mapping[str, Any]:
    return {
        "language": Dropdown(description=text("Language", language), options=languages),
        "text": Textarea(description=text("Translation", language)),
        "distributed_on": DatePicker(description=text("Distributed on", language)),
    }
