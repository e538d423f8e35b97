"""Decide several pending requests with one reason."""

from collections.abc import Callable

from ipywidgets import HBox, SelectMultiple, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.requests import JointDecision, RequestsModel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.finding_line import worded
from convoca.app.widgets.parts import button, reason_input, short
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import Decision
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.services.read_models import RequestRow


class SeveralPanel:
    """A list of what is pending, one reason, and two buttons."""

    def __init__(
        self, visit: Visit, model: RequestsModel, *, on_close: Callable[[], object]
    ) -> None:
        self._visit = visit
        self._language = visit.language
        self._model = model
        self._answer = Answer(visit.language)
        language = visit.language
        self._chosen = SelectMultiple(
            description=text("Pending requests", language), options=self._options(), rows=12
        )
        self._reason = reason_input(language)
        self.widget: Widget = VBox(
            [
                safe_html(
                    '<h2>{title}</h2><p class="cv-help">{help}</p>',
                    title=text("Decide several requests", language),
                    help=text(
                        "Hold Ctrl or Shift to choose more than one. Each request gets a decision of "
                        "its own in the record, with this reason.",
                        language,
                    ),
                ),
                self._chosen,
                self._reason,
                self._actions(on_close),
                self._answer.widget,
            ]
        )
        self.widget.add_class("cv-form")

    def _actions(self, on_close: Callable[[], object]) -> Widget:
        language = self._language
        return HBox(
            [
                button(
                    text("Grant the chosen ones", language),
                    lambda: self._decide(Decision.GRANTED),
                    style="primary",
                ),
                button(
                    text("Decline the chosen ones", language),
                    lambda: self._decide(Decision.DECLINED),
                    style="danger",
                ),
                button(text("Back to the register", language), on_close),
            ]
        ).add_class("cv-actions")

    def _options(self) -> tuple[tuple[str, object], ...]:
        return tuple((self._label(row), row.id) for row in self._model.pending())

    def _label(self, row: RequestRow) -> str:
        language = self._language
        marks = [
            mark
            for mark, applies in (
                (text("late", language), row.in_time is Verdict.BREACHED),
                (text("incomplete", language), row.complete is Verdict.BREACHED),
                (text("near-duplicate", language), bool(row.similar_to)),
            )
            if applies
        ]
        return " · ".join([row.reference, *marks, short(row.title)])

    def _decide(self, decision: Decision) -> None:
        self._answer.clear()
        if not self._chosen.value:
            self._answer.problem(text("Choose at least one request.", self._language))
            return
        if not self._reason.value.strip():
            self._answer.problem(
                text("Write the reason: it is recorded with each decision.", self._language)
            )
            return
        done = self._model.decide_together(self._chosen.value, decision, self._reason.value)
        self._chosen.options = self._options()
        self._tell(done, decision)

    def _tell(self, done: JointDecision, decision: Decision) -> None:
        language = self._language
        if done.decided:
            said = (
                text("Granted: {references}", language, references=list_of(done.decided, language))
                if decision is Decision.GRANTED
                else text(
                    "Declined: {references}", language, references=list_of(done.decided, language)
                )
            )
            self._visit.announce(said)
        if done.refused:
            lines = [f"{reference}: {worded(error, language)}" for reference, error in done.refused]
            self._answer.problem(joined(lines, html_string("<br>")))
