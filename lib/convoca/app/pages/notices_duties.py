"""Who must be told what, by the last lawful day: what is overdue, what cannot be lawful any more, and what cures it."""

from enum import StrEnum

from ipywidgets import HBox, ToggleButtons, VBox, Widget

from convoca.app.models.notices import NoticesModel
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, Desk, saying, way_to
from convoca.app.widgets.day_words import distance
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import button, chip, facts, paragraph, paragraph_html, short, swap
from convoca.app.widgets.safe_html import SafeHtml, safe_html
from convoca.app.widgets.table import Column, Row, table
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.notice import NoticeKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as day_in_words
from convoca.i18n.dates import day_short, state_name
from convoca.i18n.words import word
from convoca.services.notices.duties import Duty, DutyState

_PAGE_SIZE = 10
#: Days before the last day from which on a duty counts as near.
_NEAR = 14


class Group(StrEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    NEAR = "near"
    DONE = "done"

    def takes(self, duty: Duty) -> bool:
        match self:
            case Group.OPEN:
                return duty.state.is_open
            case Group.OVERDUE:
                return duty.state is DutyState.NOT_LAWFUL
            case Group.NEAR:
                return duty.state.is_open and 0 <= (duty.days_left or 0) <= _NEAR
            case Group.DONE:
                return not duty.state.is_open


class Duties:
    """The duties of a group in a table, the chosen one beside it with what it needs."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._relabelling = desk, False
        language = desk.language
        self._groups = ToggleButtons(options=self._labels(), value=Group.OPEN)
        self._table = table(
            _columns(language),
            self._rows(),
            language=language,
            caption=text("Who must be told", language),
            on_select=lambda _key: self._draw(),
            page_size=_PAGE_SIZE,
        )
        self._none, self._way, self._detail = saying(), saying(), VBox()
        self._list = VBox([self._table, self._way])
        self._pair = VBox(layout=SIDE_BY_SIDE)
        self.widget = VBox([self._groups, self._none, self._pair])
        self._groups.observe(lambda _: self._turn(), "value")
        desk.model.observe(lambda _: self._refresh(), "file")
        self._refresh()

    def _labels(self) -> tuple[tuple[str, Group], ...]:
        found, language = self._desk.model.duties, self._desk.language
        words = {
            Group.OPEN: text("{count} to tell", language, count="{count}"),
            Group.OVERDUE: text("{count} past the last day", language, count="{count}"),
            Group.NEAR: text("{count} within two weeks", language, count="{count}"),
            Group.DONE: text("{count} told", language, count="{count}"),
        }
        counts = {group: sum(map(group.takes, found)) for group in Group}
        return tuple((said.format(count=counts[group]), group) for group, said in words.items())

    def _turn(self) -> None:
        if not self._relabelling:
            self._refresh()

    def _refresh(self) -> None:
        labels = self._labels()
        if tuple(self._groups.options) != labels:
            group, self._relabelling = self._groups.value, True
            self._groups.options = labels
            self._groups.value = group
            self._relabelling = False
        self._table.show(self._rows())
        self._draw()

    def _shown(self) -> list[Duty]:
        return [duty for duty in self._desk.model.duties if self._groups.value.takes(duty)]

    def _rows(self) -> list[Row]:
        return [_row(duty, self._desk) for duty in self._shown()]

    def _draw(self) -> None:
        """Show the table, or that there is nothing, and the chosen duty."""
        shown = self._shown()
        self._none.say(None if shown else paragraph_html("muted", self._nothing()))
        chosen = next((d for d in shown if key_of(d) == self._table.selected), None)
        swap(self._detail, [] if chosen is None else [_detail(chosen, self._desk)])
        to = chosen and addressee_of(chosen, self._desk.language)
        self._way.say(way_to("duty", to, self._desk.language) if to else None)
        parts: list[Widget] = [self._list] if shown else []
        if chosen is not None:
            parts.append(self._detail)
        if self._pair.children != tuple(parts):
            self._pair.children = tuple(parts)

    def _nothing(self) -> str:
        language = self._desk.language
        if self._groups.value is Group.DONE:
            return text("Nobody was told anything yet.", language)
        return text("Nobody waits to be told.", language)


def key_of(duty: Duty) -> str:
    return f"{duty.kind}:{duty.subject}:{duty.party}"


def _columns(language: Language) -> list[Column]:
    return [
        Column(
            "last_day",
            text("Last day", language),
            kind="date",
            show=lambda day: day_short(day, language),
        ),
        Column("left", text("When", language), hidden="narrow"),
        Column("addressee", text("Whom", language)),
        Column("kind", text("What", language), filter=True),
        Column("title", text("About", language)),
        Column("state", text("How it stands", language), filter=True),
        Column("asks", text("What asks for it", language), filter=True, hidden="everywhere"),
    ]


def _row(duty: Duty, desk: Desk) -> Row:
    language = desk.language
    return {
        "id": key_of(duty),
        "last_day": duty.last_day,
        "left": distance(duty.last_day, desk.model.today, language) if duty.last_day else None,
        "addressee": short(addressee_of(duty, language)),
        "kind": word(duty.kind, language),
        "title": short(duty.title),
        "state": state_words(duty.state, language),
        "asks": _basis(duty, language),
    }


def addressee_of(duty: Duty, language: Language) -> str:
    """Name whom a duty is owed to; a State in the reader's language."""
    kind, _, code = duty.party.partition(":")
    return state_name(StateCode(code), language) if kind == "state" and code else duty.addressee


def state_words(state: DutyState, language: Language) -> str:
    return {
        DutyState.NOT_LAWFUL: text("✕ past the last lawful day", language),
        DutyState.DUE: text("to be drafted", language),
        DutyState.DRAFTED: text("drafted", language),
        DutyState.APPROVED: text("approved, not sent", language),
        DutyState.SERVED_LATE: text("~ told late", language),
        DutyState.SERVED: text("✓ told", language),
    }[state]


def _detail(duty: Duty, desk: Desk) -> Widget:
    """Say what one duty rests on, what would cure it, and lead to where it is done."""
    language = desk.language
    body = safe_html(
        '<h2 id="duty" dir="auto">{addressee}</h2><p>{kind} <span dir="auto">{title}</span></p>{facts}{finding}',
        addressee=addressee_of(duty, language),
        kind=chip("draft", word(duty.kind, language)),
        title=duty.title,
        facts=facts(
            {
                text("Last day", language): _last_day(duty, desk),
                text("What asks for it", language): _basis(duty, language),
                text("How it stands", language): state_words(duty.state, language),
            }
        ),
        finding=_finding(duty, language),
    )
    parts: list[Widget] = [body]
    if duty.state is DutyState.NOT_LAWFUL:
        parts.append(paragraph("warning", _past(duty, language)))
    return VBox([*parts, HBox(_ways(duty, desk)).add_class("cv-actions")]).add_class("cv-card")


def _basis(duty: Duty, language: Language) -> str:
    if duty.is_rule:
        return text("The Rules of Procedure", language)
    return text("Custom of the Commission", language)


def _finding(duty: Duty, language: Language) -> SafeHtml:
    """Word what the Rules say of it; that a decision came in time is no news while nobody was told."""
    finding = duty.finding
    if finding is None or (finding.verdict is Verdict.MET and duty.state.is_open):
        return SafeHtml()
    return finding_line(finding, language)


def _last_day(duty: Duty, desk: Desk) -> str:
    if duty.last_day is None:
        return ""
    when = distance(duty.last_day, desk.model.today, desk.language)
    return f"{day_in_words(duty.last_day, desk.language)} ({when})"


def _past(duty: Duty, language: Language) -> str:
    if duty.kind.tells_the_hour:
        return text(
            "The month cannot be kept any more. Serve it at once and record the exceptional "
            "circumstances with who decided, move the hearing to a later day, or cancel it.",
            language,
        )
    return text("The last day has passed. Serve it at once: what was done is on record.", language)


def _ways(duty: Duty, desk: Desk) -> list[Widget]:
    """Lead to the letter where there is one, else to the drafting; and to what it is about."""
    language, model = desk.language, desk.model

    def open_outbox() -> None:
        model.chosen = duty.notice
        model.tab = 1

    label = text("Open the letter", language) if duty.notice else text("To the outbox", language)
    ways: list[Widget] = []
    if duty.state.is_open:
        ways.append(button(label, open_outbox, style="primary"))
    if is_of_a_hearing(duty, model):

        def open_dossier() -> None:
            desk.dossiers.choose(duty.subject, duty.party)
            model.tab = 3

        ways.append(button(text("Open the dossier", language), open_dossier))
    if duty.kind is NoticeKind.VISIT:
        ways.append(button(text("Open the checklist", language), lambda: setattr(model, "tab", 4)))
    return ways


def is_of_a_hearing(duty: Duty, model: NoticesModel) -> bool:
    return any(hearing.id == duty.subject for hearing in model.file.file.hearings)
