"""The problems beside the board: recomputed after every move, each with its cure and the way to its activity."""

from ipywidgets import Button, Dropdown, HBox, Layout, VBox

from convoca.app.models.programme import ProgrammeModel, distinct
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, short
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string
from convoca.domain.programme import Session
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.services.problems import Problem

_CARDS = 6


class ProblemList:
    """The problems of the day, of the chosen activity or of all, some at a time, the gravest first.

    Its cards are made once and worded anew, so that a move costs a few messages and no widgets.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._first = 0
        self._found: tuple[Problem, ...] = ()
        self._summary = HtmlView(layout=Layout(flex="0 0 auto"))
        self._which = Dropdown(
            description=text("Problems", language),
            options=[
                (text("of the day shown", language), "day"),
                (text("of the chosen activity", language), "activity"),
                (text("of the whole period", language), "period"),
            ],
        )
        self._cards = [_Card(desk) for _ in range(_CARDS)]
        self._back = button(text("Previous problems", language), lambda: self._turn(-_CARDS))
        self._on = button(text("More problems", language), lambda: self._turn(_CARDS))
        pager = HBox([self._back, self._on])
        self.widget = VBox(
            [
                labelled(self._which, width="100%"),
                self._summary,
                *(card.widget for card in self._cards),
                pager,
            ],
            layout=Layout(
                flex="1 1 19rem", min_width="0", width="auto", max_height="58rem", overflow="auto"
            ),
        )
        self._which.observe(lambda _: self._restart(), "value")
        desk.model.observe(lambda _: self._restart(), ["problems", "day", "chosen", "filters"])
        self._restart()

    def _turn(self, by: int) -> None:
        self._first = max(0, self._first + by)
        self._draw()

    def _restart(self) -> None:
        model = self._desk.model
        self._found = _chosen_problems(model, self._which.value)
        self._first = 0
        self._draw()

    def _draw(self) -> None:
        shown = self._found[self._first : self._first + _CARDS]
        for number, card in enumerate(self._cards):
            card.show(shown[number] if number < len(shown) else None)
        last = self._first + len(shown)
        self._back.layout.display = "" if self._first else "none"
        self._on.layout.display = "" if last < len(self._found) else "none"
        self._summary.value = html_string(
            '<p role="status" class="cv-{style}">{said}</p>',
            style="note" if self._found else "success",
            said=self._summary_words(last),
        )

    def _summary_words(self, last: int) -> str:
        language, model = self._desk.language, self._desk.model
        if not self._found:
            return text("No problems here.", language)
        said = text(
            "{first} to {last} of {total}",
            language,
            first=self._first + 1,
            last=last,
            total=len(self._found),
        )
        if not model.new_problems and not model.cured_problems:
            return said
        change = text(
            "The last change: {new} new, {gone} gone.",
            language,
            new=len(model.new_problems),
            gone=len(model.cured_problems),
        )
        return f"{said}. {change}"


def _chosen_problems(model: ProgrammeModel, which: str) -> tuple[Problem, ...]:
    """Return what the person wants to see, what the last change brought first of its severity."""
    match which:
        case "day":
            found = model.problems_of(model.on_day(model.day))
        case "activity":
            found = model.problems_of([model.chosen] if model.chosen else [])
        case _:
            found = distinct(model.problems)
    shown = {activity.record.id for activity in model.shown()}
    return tuple(
        sorted(
            (p for p in found if p.subject in shown),
            key=lambda p: (-p.severity, p not in model.new_problems),
        )
    )


class _Card:
    """One problem in words, and a button that goes to its activity."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._problem: Problem | None = None
        self._words = HtmlView()
        self._go = Button(layout=Layout(padding="0 0.6rem", min_height="2rem"))
        self._go.style.font_size = "0.85rem"
        self._go.on_click(lambda _: self._go_there())
        self.widget = VBox(
            [self._words, self._go],
            layout=Layout(flex="0 0 auto", padding="0.25rem 0.75rem 0.5rem"),
        ).add_class("cv-card")

    def show(self, problem: Problem | None) -> None:
        self.widget.layout.display = "none" if problem is None else ""
        if problem is None or problem == self._problem:
            self._problem = problem
            return
        self._problem = problem
        self._words.value = _in_words(problem, self._desk)
        self._go.description = text(
            "Go to: {title}", self._desk.language, title=short(problem.title)
        )

    def _go_there(self) -> None:
        if self._problem is not None:
            self._desk.go_to(self._problem.subject)


def _in_words(problem: Problem, desk: Desk) -> SafeHtml:
    language, finding = desk.language, problem.finding
    is_new = problem in desk.model.new_problems
    return html_string(
        '<p class="cv-small">{severity} <strong>{article}</strong>{new}{about}<br>{sentence} <em>{cure}</em></p>',
        severity=words.severity_chip(problem.severity, language),
        article=findings.basis(finding, language),
        new=f" · {text('new', language)}" if is_new else "",
        about=f" · {_party(problem, desk)}" if problem.about else "",
        sentence=findings.sentence(finding, language),
        cure=findings.cure(finding, language),
    )


def _party(problem: Problem, desk: Desk) -> str:
    """Name the party that a problem is about as its reader does."""
    record = desk.model.activities[problem.subject].record
    parties = () if isinstance(record, Session) else record.parties
    named = (words.party_name(p, desk.language) for p in parties if p.name == problem.about)
    return next(named, problem.about)
