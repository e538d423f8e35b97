"""Why something cannot be placed: what proves it, what stands in conflict, what would help, and the way there."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from ipywidgets import Button, HBox, VBox, Widget

from convoca.app.models.planning import Answered, Search
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_running import Running
from convoca.app.widgets.answer import Answer as Refusal
from convoca.app.widgets.parts import button, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.i18n import planning_words
from convoca.i18n.catalogue import text
from convoca.scheduling.answers import Explanation

#: Buttons that lead to the activities named; more would not help anybody.
_MOST = 8


class WhyAnswer:
    """Shows the newest answer: about the whole programme, or about whatever activity was asked for."""

    def __init__(self, desk: Desk, *, of_programme: bool) -> None:
        self._desk, self._of_programme = desk, of_programme
        self.widget = VBox()
        desk.planning.observe(lambda change: self._show(change["new"]), "answered")

    def _show(self, answered: Answered | None) -> None:
        if answered is None or (answered.activity is None) is not self._of_programme:
            swap(self.widget, [])
            return
        said = answer_words(answered.explanation, self._desk)
        swap(self.widget, [VBox(list(self._parts(answered, said))).add_class("cv-card")])
        self._desk.visit.announce(said)

    def _parts(self, answered: Answered, said: str) -> Iterator[Widget]:
        yield heading(2, _title(answered, self._desk))
        yield paragraph("note", said)
        yield from evidence(answered.explanation, self._desk)


def evidence(explanation: Explanation, desk: Desk) -> Iterator[Widget]:
    """Say what proves it, what stands in conflict and what would help, and lead to what is named."""
    language, problem = desk.language, desk.model.timetable
    parts = {
        text("What proves it", language): [
            planning_words.certificate_sentence(one, language, problem)
            for one in explanation.certificates
        ],
        text("What cannot all hold together", language): [
            planning_words.requirement_words(one, language, problem) for one in explanation.conflict
        ],
        text("What would help", language): [
            planning_words.cure_sentence(one, language, problem) for one in explanation.correction
        ],
    }
    for title, lines in parts.items():
        if lines:
            yield heading(3, title)
            yield _list(lines)
    yield from _jumps(desk, named_in(explanation, desk.model.activities))


class WhyNot:
    """The question about the chosen activity, while it waits for a place, and its answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._refusal = Refusal(desk.language)
        self._ask = button(text("Why can this not be placed?", desk.language), self._begin)
        answer = WhyAnswer(desk, of_programme=False)
        running = Running(desk, {Search.WHY})
        self.widget = VBox(
            [
                HBox([self._ask]).add_class("cv-actions"),
                self._refusal.widget,
                running.widget,
                answer.widget,
            ]
        )
        desk.model.observe(lambda _: self._follow(), ["chosen", "file"])
        desk.planning.observe(lambda _: self._follow(), "running")
        self._follow()

    def _begin(self) -> None:
        self._refusal.went_well(lambda: self._desk.planning.why_not(self._desk.model.chosen))

    def _follow(self) -> None:
        """Ask only of what waits; an answer goes with the activity that it was about."""
        model, planning = self._desk.model, self._desk.planning
        activity = model.activities.get(model.chosen) if model.chosen else None
        waits = activity is not None and activity.placement is None and not activity.is_cancelled
        self.widget.layout.display = "" if waits else "none"
        self._ask.disabled = bool(planning.running)
        answered = planning.answered
        if answered is not None and answered.activity not in {None, model.chosen}:
            planning.answered = None


def _title(answered: Answered, desk: Desk) -> str:
    language = desk.language
    if answered.activity is None:
        return text("What stands in the way of the rest", language)
    title = short(desk.model.title(answered.activity))
    return text("What stands in the way of “{title}”", language, title=title)


def answer_words(explanation: Explanation, desk: Desk) -> str:
    """Say how sure the answer is."""
    language = desk.language
    if explanation.is_proof:
        return text("It cannot be: this was proven and checked a second time.", language)
    if explanation.conflict:
        return text("It probably cannot be; the proof was not checked a second time.", language)
    return text(
        "Nothing was found that stands in the way: plan the rest, or carry it to see its places.",
        language,
    )


def _list(lines: Iterable[str]) -> Widget:
    return safe_html(
        "<ul>{items}</ul>",
        items=joined(html_string('<li dir="auto">{line}</li>', line=line) for line in lines),
    )


def named_in(explanation: Explanation, known: Iterable[UUID]) -> list[UUID]:
    """Return the activities that an explanation names, each once."""
    keys = {str(key): key for key in known}
    named = [
        *(event for one in explanation.certificates for event in one.events),
        *(one.subject for one in explanation.conflict),
        *(event for one in explanation.correction for event in one.events),
    ]
    return [keys[name] for name in dict.fromkeys(named) if name in keys]


def _jumps(desk: Desk, activities: list[UUID]) -> Iterator[Widget]:
    if activities:
        buttons = [_jump(desk, activity) for activity in activities[:_MOST]]
        yield HBox(buttons).add_class("cv-actions")


def _jump(desk: Desk, activity: UUID) -> Button:
    title = short(desk.model.title(activity), most=40)
    label = text("Go to: {title}", desk.language, title=title)
    return button(label, lambda: desk.go_to(activity))
