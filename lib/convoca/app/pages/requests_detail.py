"""One request opened: findings and decision, what was asked for, who takes part, what happened to it."""

from collections.abc import Callable

from ipywidgets import HBox, Tab, VBox

from convoca.app.frame import Visit
from convoca.app.models.requests import RequestsModel
from convoca.app.pages.requests_decision import DecisionPanel
from convoca.app.pages.requests_participants import ParticipantsPanel
from convoca.app.widgets.finding_line import finding_details, verdict_chip
from convoca.app.widgets.history_list import history_list
from convoca.app.widgets.parts import button, facts, heading, short
from convoca.app.widgets.record_words import said
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, length_in_days, moment
from convoca.i18n.field_words import field_name
from convoca.i18n.words import missing, word
from convoca.services.read_models import RequestRow

_ASKED = (
    "reference",
    "received",
    "in_writing",
    "kind",
    "wanted",
    "initiative",
    "states",
    "matter_number",
    "issue",
    "purpose",
    "summary",
    "minutes_wanted",
    "languages",
    "private_wanted",
    "requesters",
    "note",
)

_DECISION_STYLES = {
    Decision.PENDING: "cv-chip cv-chip--draft",
    Decision.GRANTED: "cv-chip cv-chip--done",
}


class RequestDetail:
    """The panel beside the table; drawn anew when another request is chosen or something changed."""

    def __init__(
        self, visit: Visit, model: RequestsModel, *, on_edit: Callable[[], object]
    ) -> None:
        language = visit.language
        self._language = language
        self._model = model
        self._decision = DecisionPanel(visit, model)
        self._participants = ParticipantsPanel(visit, model)
        self._head, self._asked, self._history = safe_html(""), safe_html(""), safe_html("")
        self._findings, self._similar = safe_html(""), VBox()
        self._tabs = Tab(
            [
                VBox([self._decision.widget, self._findings, self._similar]),
                self._asked,
                self._participants.widget,
                self._history,
            ],
            titles=(
                text("Decision and findings", language),
                text("The request", language),
                text("Participants", language),
                text("History", language),
            ),
        )
        self._tabs.observe(lambda _: self._participants.forget(), "selected_index")
        actions = HBox(
            [
                button(text("Correct the request…", language), on_edit),
                button(text("Close", language), lambda: setattr(model, "chosen", None)),
            ]
        ).add_class("cv-toolbar")
        self.widget = VBox([self._head, actions, self._tabs])
        model.observe(lambda _: self.draw(), ["chosen", "rows"])
        self.draw()

    def draw(self) -> None:
        """Show the chosen request; nothing while none is chosen."""
        row, request = self._model.row, self._model.request
        self._decision.draw()
        self._participants.draw()
        if row is None or request is None:
            for part in (self._head, self._asked, self._history, self._findings):
                part.value = ""
            self._similar.children = ()
            return
        language = self._language
        self._head.value = _head(row, language)
        self._asked.value = _asked(request, language)
        self._history.value = history_list(self._model.history(), language)
        self._findings.value = html_string(
            "{limits}<h3>{title}</h3>{findings}",
            limits=_limits(row, language),
            title=text("Findings", language),
            findings=joined(finding_details(finding, language) for finding in row.findings),
        )
        self._draw_similar()

    def _draw_similar(self) -> None:
        language = self._language
        near = self._model.similar()
        links = [
            button(
                f"{row.reference} · {short(row.title)} · {word(row.decision, language)}",
                lambda key=str(row.id): self._model.choose(key),  # type: ignore[misc]
                tip=text("Open {reference}", language, reference=row.reference),
            )
            for row in near
        ]
        title = heading(3, text("Near-duplicates", language))
        self._similar.children = (title, *links) if near else ()


def _head(row: RequestRow, language: Language) -> SafeHtml:
    lacking = ", ".join(missing(key, language) for key in row.missing)
    complete = text("incomplete", language) if lacking else text("complete", language)
    return html_string(
        '<h2 id="request">{reference}</h2><p class="cv-strong" dir="auto">{title}</p>'
        '<p>{in_time} {complete} <span class="{style}">{decision}</span>'
        "{lacking}</p>",
        reference=row.reference,
        title=row.title,
        in_time=verdict_chip(row.in_time, language, _timeliness(row, language)),
        complete=verdict_chip(row.complete, language, complete),
        style=_DECISION_STYLES.get(row.decision, "cv-chip"),
        decision=word(row.decision, language),
        lacking=html_string(
            '<br><span class="cv-small">{said}</span>',
            said=text("missing: {parts}", language, parts=lacking),
        )
        if lacking
        else "",
    )


def _timeliness(row: RequestRow, language: Language) -> str:
    if row.in_time is Verdict.MET:
        return text("in time", language)
    if row.in_time is Verdict.BREACHED:
        return text("late", language)
    return word(row.in_time, language)


def _limits(row: RequestRow, language: Language) -> SafeHtml:
    """Set the limit of the Rules and the announced one side by side; neither corrects the other."""
    in_time, in_call = row.findings[:2]
    closes = in_call.facts["call_closes"]
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<td></td><th scope="col">{rules}</th><th scope="col">{call}</th></tr></thead><tbody>'
        '<tr><th scope="row">{limit}</th><td>{last_day}</td><td>{closes}</td></tr>'
        '<tr><th scope="row">{received}</th><td>{day}<br>{before}</td><td>{instant}</td></tr>'
        '<tr><th scope="row">{result}</th><td>{in_time}</td><td>{in_call}</td></tr>'
        "</tbody></table></div>",
        caption=text("The two time limits", language),
        rules=_rules_name(in_time, language),
        call=text("Announced call", language),
        limit=text("Last moment", language),
        last_day=text("{day}, 24:00 at the seat", language, day=day(row.last_day, language)),
        closes=_when(closes, language),
        received=field_name("received", language),
        day=day(row.received_on, language),
        before=text(
            "{days} before the opening",
            language,
            days=length_in_days(row.days_before_opening, language),
        ),
        instant=moment(row.received, SEAT_ZONE, language),
        result=text("Result", language),
        in_time=verdict_chip(in_time.verdict, language),
        in_call=verdict_chip(in_call.verdict, language),
    )


def _rules_name(in_time: Finding, language: Language) -> str:
    return text(
        "Rules of Procedure ({articles})",
        language,
        articles=findings.articles(in_time.citations, language),
    )


def _when(instant: object, language: Language) -> str:
    if instant is None:
        return text("not on record", language)
    return moment(instant, SEAT_ZONE, language)  # type: ignore[arg-type]


def _asked(request: HearingRequest, language: Language) -> SafeHtml:
    lines = {
        field_name(field, language): joined(
            said(field, getattr(request, field), language, {}), html_string("<br>")
        )
        for field in _ASKED
    }
    return facts({field_name("title", language): request.title, **lines})
