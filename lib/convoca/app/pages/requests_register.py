"""The register of requests as a table, narrowed by the work that is still to be done."""

import json
from collections.abc import Mapping
from enum import StrEnum

from ipywidgets import ToggleButtons, VBox

from convoca.app.frame import Visit
from convoca.app.models.requests import RequestsModel, Work
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import paragraph, short
from convoca.app.widgets.safe_html import html_string, safe_html
from convoca.app.widgets.table import Column, table
from convoca.domain.errors import NotFound
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, state_name
from convoca.i18n.words import heading, word
from convoca.services.read_models import RequestRow

_PAGE_SIZE = 8
#: What a request lacks, in as few words as a column has room for.
_SHORTLY_WORDS = {
    "purpose": "purpose",
    "participants": "participants",
    "summary": "summary",
    "minutes_wanted": "time needed",
    "witness_name": "name of a witness",
    "witness_purpose": "object of a testimony",
}


class Register:
    """The counts, the table, and what both remember of how a person narrowed them."""

    def __init__(self, visit: Visit, model: RequestsModel) -> None:
        self._language = visit.language
        self._model = model
        self._answer = Answer(visit.language)
        self._relabelling = False
        self.work = ToggleButtons(options=self._labels(), value=model.work)
        self.table = table(
            _columns(visit.language),
            self._rows(),
            language=visit.language,
            caption=text("Register of requests", visit.language),
            on_select=self._choose,
            page_size=_PAGE_SIZE,
            view=recalled_view(visit),
        )
        self._empty = paragraph(
            "note", text("No requests yet. Import a file or enter one.", visit.language)
        )
        self._way = safe_html("")
        self.widget = VBox()
        self._draw()
        self.work.observe(lambda change: self._narrow(change["new"]), "value")
        model.observe(lambda _: self._refresh(), ["rows", "chosen"])

    @property
    def remembered(self) -> str | None:
        """The filters and the order of the table, for the address.

        What was searched stays out of it: somebody may have looked for a protected name.
        """
        kept = {name: value for name, value in self.table.view.items() if name != "search"}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None

    def _choose(self, key: str) -> None:
        if key:
            self._answer.went_well(lambda: self._model.choose(key))
        else:
            self._model.chosen = None

    def _narrow(self, work: Work) -> None:
        if self._relabelling:
            return
        self._model.work = work
        self._refresh()

    def _refresh(self) -> None:
        self._relabel()
        self.table.show(self._rows())
        self.table.selected = str(self._model.chosen or "")
        self._draw()

    def _relabel(self) -> None:
        """Say the counts as they are now; new labels make the buttons forget which one is pressed."""
        labels = self._labels()
        if tuple(self.work.options) == labels:
            return
        work, self._relabelling = self._model.work, True
        self.work.options = labels
        self.work.value = work
        self._relabelling = False

    def _draw(self) -> None:
        """Show the table, and after it the way to the request that is open."""
        row = self._model.row
        self._way.value = (
            html_string(
                '<a href="#request">{label}</a>',
                label=text("Go to {reference}", self._language, reference=row.reference),
            )
            if row
            else ""
        )
        full = (self._answer.widget, self.work, self.table, self._way)
        parts = full if self._model.rows else (self._empty,)
        if self.widget.children != parts:
            self.widget.children = parts

    def _rows(self) -> list[dict[str, object]]:
        return [_cells(row) for row in self._model.shown()]

    def _labels(self) -> tuple[tuple[str, Work], ...]:
        language = self._language
        words = {
            Work.PENDING: text("{count} pending", language, count="{count}"),
            Work.LATE: text("{count} late", language, count="{count}"),
            Work.INCOMPLETE: text("{count} incomplete", language, count="{count}"),
            Work.SIMILAR: text("{count} near-duplicates", language, count="{count}"),
            Work.DECIDED: text("{count} decided", language, count="{count}"),
            Work.ALL: text("all {count}", language, count="{count}"),
        }
        counts = self._model.counts
        return tuple((said.format(count=counts[work]), work) for work, said in words.items())


def recalled_view(visit: Visit) -> Mapping[str, object]:
    """Return how the table was narrowed, from ``?table=…`` or ``?decision=granted``; else nothing."""
    decision = visit.parameters.get("decision", "")
    if decision in set(Decision):
        title = heading("decision", visit.language)
        return {"filters": {title: word(Decision(decision), visit.language)}}
    try:
        view = json.loads(visit.parameters.get("table", "{}"))
    except ValueError:
        return {}
    return view if isinstance(view, dict) else {}


def recalled_work(visit: Visit) -> Work:
    """Return which work the address names, all by default."""
    named = visit.parameters.get("show", "")
    return Work(named) if named in set(Work) else Work.ALL


def open_request(visit: Visit, model: RequestsModel) -> None:
    """Open the request that the address names; tell calmly where there is none."""
    key = visit.parameters.get("request", "")
    try:
        model.choose(key)
    except NotFound:
        visit.alert(text("There is no request {key} in this period.", visit.language, key=key))


def _columns(language: Language) -> list[Column]:
    def worded(member: StrEnum) -> str:
        return word(member, language)

    def verdict(found: Verdict) -> str:
        return _yes_or_no(found, language)

    def states(codes: tuple[str, ...]) -> str:
        return ", ".join(state_name(code, language) for code in codes)

    return [
        Column("reference", heading("reference", language)),
        Column(
            "received_on",
            heading("received_on", language),
            kind="date",
            show=lambda day: day_short(day, language),
            hidden="narrow",
        ),
        Column("days", text("Days before", language), kind="number", hidden="narrow"),
        Column("in_time", heading("in_time", language), show=verdict, filter=True),
        Column(
            "complete",
            heading("complete", language),
            show=lambda lacking: _complete(lacking, language),
            filter=True,
            hidden="narrow",
        ),
        Column("title", heading("title", language)),
        Column("states", heading("states", language), show=states, filter=True, hidden="narrow"),
        Column(
            "kind",
            heading("kind", language),
            show=worded,
            filter=True,
            hidden="everywhere",
        ),
        Column("requesters", heading("requesters", language), show=", ".join, hidden="narrow"),
        Column("decision", heading("decision", language), show=worded, filter=True),
        Column("similar_to", heading("similar_to", language), show=", ".join, hidden="narrow"),
    ]


def _cells(row: RequestRow) -> dict[str, object]:
    return {
        "id": row.id,
        "reference": row.reference,
        "received_on": row.received_on,
        "days": row.days_before_opening,
        "in_time": row.in_time,
        "complete": row.missing,
        "title": short(row.title, most=200),
        "states": row.states,
        "kind": row.kind,
        "requesters": tuple(short(name, most=80) for name in row.requesters),
        "decision": row.decision,
        "similar_to": row.similar_to,
    }


def _yes_or_no(verdict: Verdict, language: Language) -> str:
    words = {Verdict.MET: text("✓ yes", language), Verdict.BREACHED: text("✕ no", language)}
    return words.get(verdict, f"? {word(verdict, language)}")


def _complete(lacking: tuple[str, ...], language: Language) -> str:
    if not lacking:
        return text("✓ yes", language)
    parts = ", ".join(text(_SHORTLY_WORDS[key], language) for key in lacking)
    return text("✕ no: {parts}", language, parts=parts)
