"""After a visit: press conference, preliminary observations, report (Arts. 58-60), recommendations tracked."""

from ipywidgets import DatePicker, Dropdown, Text, VBox

from convoca.app.frame import Visit
from convoca.app.models.visits import VisitEditor
from convoca.app.models.visits_afterwards import AfterwardsModel
from convoca.app.models.visits_rows import REPORT_FIELDS
from convoca.app.pages.visits_rows import as_form, recommendation_rows
from convoca.app.widgets.choice_lists import named_states, offer, pick, words_of
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import button, heading, paragraph_html, short
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.commitment import FollowUpState
from convoca.domain.language import Language
from convoca.domain.on_site_observation import Recommendation
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.visits.follow_up import is_overdue


class AfterwardsPanel:
    """The steps by their days, what the Rules say of them, and what came of each recommendation."""

    def __init__(self, visit: Visit, editor: VisitEditor) -> None:
        self._visit, self._editor, self._language = visit, editor, visit.language
        self._model = AfterwardsModel(editor)
        language = visit.language
        codes = [state.code for state in editor.visits.states]
        rows = Field(recommendation_rows(named_states(codes, language), language))
        steps = {
            name: Field(DatePicker(description=label))
            for name, label in zip(REPORT_FIELDS, _steps(language), strict=True)
        }
        self.fields = {**steps, "recommendations": rows}
        self._findings, self._count, self._heard = safe_html(""), safe_html(""), safe_html("")
        self._noting = VBox()
        form = VBox([*steps.values()]).add_class("cv-form").add_class("cv-form--wide")
        self.widget = VBox(
            [
                heading(3, text("Report", language)),
                self._findings,
                form,
                heading(3, text("Recommendations", language)),
                self._count,
                as_form(rows),
                self._noting,
                self._heard,
            ]
        )

    def attend(self, bar: SaveBar) -> None:
        """Offer to note what was heard; what stops it is told by ``bar``."""
        language = self._language
        self._which = Dropdown(description=text("Recommendation", language), options=[("", None)])
        self._on = DatePicker(description=text("Heard on", language), value=self._editor.today)
        self._text = Text(description=text("What was heard", language))
        self._state = Dropdown(
            description=text("Follow-up", language), options=words_of(FollowUpState, language)
        )
        note = button(text("Note it", language), lambda: self._note(bar))
        head = heading(3, text("What was heard of a recommendation", language))
        fields = VBox([self._which, self._on, self._state, self._text, note]).add_class("cv-form")
        self._noting.children = (head, fields)

    def judge(self) -> None:
        """Say what the Rules ask next, count the recommendations, and show what was heard of them."""
        language = self._language
        found = self._editor.findings_afterwards()
        waiting = text("What follows a visit is judged once it is over.", language)
        self._findings.value = joined(
            finding_line(finding, language) for finding in found
        ) or paragraph_html("muted", waiting)
        recommendations = self._model.recommendations()
        self._noting.layout.display = "" if recommendations else "none"
        options = [(_name(each), each.id) for each in recommendations]
        if recommendations and list(self._which.options) != options:
            kept = self._which.value
            offer(self._which, options)
            pick(self._which, kept)
        self._count.value = self._counted()
        self._heard.value = joined(self._told(each) for each in recommendations if each.notes)

    def _note(self, bar: SaveBar) -> None:
        key, on = self._which.value, self._on.value or self._editor.today
        said, state = clean_line(self._text.value), self._state.value

        def act(reason: str) -> str:
            self._model.note(key, on, said, FollowUpState(state), reason)
            self._text.value = ""
            return text("It is noted.", self._language)

        if key is not None:
            bar.run(act)

    def _counted(self) -> SafeHtml:
        language, count = self._language, self._model.count()
        if not count.total:
            return html_string("")
        parts = [
            f"{word(state, language)}: {number}"
            for state, number in count.by_state_of_things.items()
        ]
        if count.overdue:
            parts.append(text("Overdue: {count}", language, count=count.overdue))
        total = text("Recommendations on record: {count}", language, count=count.total)
        return html_string(
            "<p><strong>{total}</strong> · {parts}</p>", total=total, parts=" · ".join(parts)
        )

    def _told(self, recommendation: Recommendation) -> SafeHtml:
        language = self._language
        overdue = (
            paragraph_html("warning", text("Its day is past.", language))
            if is_overdue(recommendation, self._editor.today)
            else html_string("")
        )
        items = joined(
            html_string(
                "<li>{day} · {state} · <span dir='auto'>{said}</span></li>",
                day=day_short(note.on, language),
                state=word(note.state, language),
                said=note.text,
            )
            for note in recommendation.notes
        )
        return html_string(
            "<p><strong>{name}</strong></p>{overdue}<ul>{items}</ul>",
            name=_name(recommendation),
            overdue=overdue,
            items=items,
        )


def _name(recommendation: Recommendation) -> str:
    return f"{recommendation.number}. {short(recommendation.text, 60)}"


def _steps(language: Language) -> tuple[str, ...]:
    """Return what the steps are called, in the order in which they are taken."""
    return (
        text("Press conference on", language),
        text("Preliminary observations on", language),
        text("Draft of the report approved on", language),
        text("Transmitted to the State on", language),
        text("Last day for the State's observations", language),
        text("Observations of the State received on", language),
        text("Report published on", language),
    )
