"""Decide one request: grant, decline, merge, withdraw; or take the decision back."""

from collections.abc import Callable

from ipywidgets import Combobox, HBox, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.requests import RequestsModel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button, paragraph, reason_input, short
from convoca.app.widgets.safe_html import HtmlView, html_string, safe_html
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word
from convoca.services.read_models import RequestRow


class DecisionPanel:
    """The buttons for what can be done with the chosen request; each opens its own small form."""

    def __init__(self, visit: Visit, model: RequestsModel) -> None:
        self._visit = visit
        self._language = visit.language
        self._model = model
        self._answer = Answer(visit.language)
        self.widget = VBox()

    def draw(self) -> None:
        """Show the panel anew for the chosen request."""
        row = self._model.row
        if row is None:
            self.widget.children = ()
            return
        self._answer.clear()
        if row.decision is Decision.PENDING:
            self.widget.children = (self._choices(row), self._answer.widget)
            return
        self.widget.children = (self._decided(row), self._reopening(), self._answer.widget)

    def _choices(self, row: RequestRow) -> Widget:
        language = self._language
        forms: dict[str, Callable[[RequestRow], Widget]] = {
            text("Grant…", language): self._granting,
            text("Decline…", language): self._declining,
            text("Merge…", language): self._merging,
            text("Withdrawn…", language): self._withdrawing,
        }
        place = VBox()

        def open_form(form: Callable[[RequestRow], Widget]) -> None:
            self._answer.clear()
            place.children = (form(row),)

        buttons = HBox(
            [button(label, lambda form=form: open_form(form)) for label, form in forms.items()]  # type: ignore[misc]
        ).add_class("cv-actions")
        return VBox([buttons, place])

    # What can be done while it is pending --------------------------------------------------------

    def _granting(self, row: RequestRow) -> Widget:
        language = self._language
        late = row.in_time is Verdict.BREACHED
        reason = reason_input(language, "" if late else text("The request is granted.", language))
        return self._form(
            self._before_granting(row),
            reason,
            text("Grant the request", language),
            lambda: self._model.grant(reason.value),
        )

    def _before_granting(self, row: RequestRow) -> HtmlView:
        language = self._language
        in_time = row.findings[0]
        if row.in_time is Verdict.BREACHED:
            return paragraph(
                "warning",
                text(
                    "The request is late (Art. {article}; last day: {last_day}). The Commission may "
                    "still hold the hearing on its own initiative (Art. 61). The decision goes on "
                    "record with the article that was not kept.",
                    language,
                    article=in_time.articles[0],
                    last_day=day(row.last_day, language),
                ),
            )
        if row.complete is Verdict.BREACHED:
            return paragraph(
                "warning",
                text(
                    "The request is incomplete. It can be granted; ask for what is missing before "
                    "the parties are convoked.",
                    language,
                ),
            )
        if row.wanted is ActivityWanted.WORKING_MEETING:
            return paragraph(
                "help", text("A working meeting follows, and waits for its place.", language)
            )
        return paragraph("help", text("A hearing follows, and waits for its place.", language))

    def _declining(self, _row: RequestRow) -> Widget:
        reason = reason_input(self._language)
        return self._form(
            safe_html(""),
            reason,
            text("Decline the request", self._language),
            lambda: self._model.decline(reason.value),
        )

    def _merging(self, row: RequestRow) -> Widget:
        language = self._language
        others = {
            f"{other.reference} · {short(other.title)}": other.reference
            for other in self._model.mergeable()
        }
        near = [label for label, reference in others.items() if reference in row.similar_to]
        into = Combobox(
            description=text("Merge into", language),
            options=tuple(others),
            value=near[0] if near else "",
            placeholder=text("Reference or title of the other request", language),
        )
        reason = reason_input(
            language, text("Both requests ask for the same.", language) if near else ""
        )
        return self._form(
            into,
            reason,
            text("Merge the requests", language),
            lambda: self._model.merge(others.get(into.value, into.value), reason.value),
        )

    def _withdrawing(self, _row: RequestRow) -> Widget:
        reason = reason_input(self._language)
        return self._form(
            paragraph("help", text("Those who asked have taken the request back.", self._language)),
            reason,
            text("Record the withdrawal", self._language),
            lambda: self._model.withdraw(reason.value),
        )

    # Once it is decided --------------------------------------------------------------------------

    def _decided(self, row: RequestRow) -> HtmlView:
        language = self._language
        decided_on = day(row.decided_on, language) if row.decided_on else ""
        said = [word(row.decision, language), decided_on, row.merged_into]
        link = html_string("")
        if row.decision is Decision.GRANTED:
            link = html_string(
                ' <a href="{href}">{label}</a>',
                href=self._visit.link("programme", period=row.period_number),
                label=text("To the programme", language),
            )
        return safe_html(
            '<p><strong>{said}</strong>{link}<br><span dir="auto">{reason}</span></p>',
            said=" · ".join(part for part in said if part),
            link=link,
            reason=row.decision_reason,
        )

    def _reopening(self) -> Widget:
        language = self._language
        reason = reason_input(language)
        place = VBox()
        form = self._form(
            paragraph(
                "help", text("The request is pending again; what followed is taken back.", language)
            ),
            reason,
            text("Take the decision back", language),
            lambda: self._model.reopen(reason.value),
        )
        start = button(text("Reopen…", language), lambda: setattr(place, "children", (form,)))
        return VBox([start, place])

    def _form(self, above: Widget, reason: Text, label: str, act: Callable[[], object]) -> Widget:
        def decide() -> None:
            chosen = self._model.row
            if chosen is not None and self._answer.went_well(act):
                self._announce(chosen)

        return VBox([above, reason, button(label, decide, style="primary")]).add_class("cv-form")

    def _announce(self, before: RequestRow) -> None:
        after = next((row for row in self._model.rows if row.id == before.id), None)
        if after is None:
            return
        self._visit.announce(
            text(
                "{reference}: {decision}",
                self._language,
                reference=after.reference,
                decision=word(after.decision, self._language),
            )
        )
