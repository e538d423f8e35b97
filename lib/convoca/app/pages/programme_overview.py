"""The whole period: at a glance, as a table to search and choose from, and on paper."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from ipywidgets import HTML, VBox

from convoca.app.models.activity_file import ActivityFile
from convoca.app.models.programme import DayCount
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_items import Item, colour_of, marked, placed_item
from convoca.app.widgets.period_board import PeriodBoard
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.shared_words import hours, states_of
from convoca.app.widgets.table import Column, table
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Room
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, list_of, weekday
from convoca.i18n.words import word
from convoca.services.problems import Severity
from convoca.services.read_models import ProgrammeRow


class Glance:
    """Every placed activity as a small block; a click or Enter shows it on its day."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.board = PeriodBoard(language=desk.language)
        self.board.on_open(lambda item: desk.go_to(UUID(item)))
        desk.model.observe(lambda _: self.draw(), ["file", "filters", "zone"])
        desk.model.observe(lambda _: self._mark(), "chosen")
        self.draw()

    def draw(self) -> None:
        model = self._desk.model
        counts = [count for count in model.days() if count.activities]
        hours = [model.hours(count.day) for count in counts]
        items = self._items()
        with self.board.hold_sync():
            self.board.days = [self._day(count) for count in counts]
            self.board.items = [item for _, item in items]
            self.board.kinds = [
                {"kind": colour, "title": title}
                for colour, title in {colour_of(a): self._kind(a) for a, _ in items}.items()
            ]
            if hours:
                self.board.opens = f"{min(opens for opens, _ in hours):%H:%M}"
                self.board.closes = f"{max(closes for _, closes in hours):%H:%M}"
            self._mark()

    def _mark(self) -> None:
        chosen = self._desk.model.chosen
        self.board.selected = str(chosen) if chosen else ""

    def _items(self) -> list[tuple[ActivityFile, Item]]:
        """Return everything that is placed; what the filters leave out is dim."""
        model = self._desk.model
        severity = model.severity()
        return [
            (
                a,
                {
                    **marked(placed_item(a, a.placement, self._desk), severity.get(a.record.id)),
                    "dim": not model.filters.take(a),
                },
            )
            for a in model.activities.values()
            if a.placement is not None and not a.is_cancelled
        ]

    def _day(self, count: DayCount) -> Item:
        language = self._desk.language
        told = text(
            "Activities: {activities}; problems: {problems}",
            language,
            activities=count.activities,
            problems=count.problems,
        )
        rooms = [
            {"id": str(room.id), "title": room.name} for room in _used_rooms(self._desk, count.day)
        ]
        return {
            "day": count.day.isoformat(),
            "title": weekday(count.day, language),
            "told": told,
            "rooms": rooms,
        }

    def _kind(self, activity: ActivityFile) -> str:
        """Name a colour: what shares it shares the name of its kind."""
        language = self._desk.language
        if colour_of(activity) == "bilateral_meeting":
            return words.kind_word(activity, language)
        return word(activity.kind, language)


def _used_rooms(desk: Desk, day: date) -> list[Room]:
    """Return the rooms of a day in which something is placed: an empty strip says nothing."""
    model = desk.model
    used = {a.placement.room for a in model.activities.values() if a.placement and a.day == day}
    return [room for room in model.rooms(day) if room.id in used]


class Overview:
    """Every activity of the period, at a glance and in a table; choosing a row chooses it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self.glance = Glance(desk)
        self.table = table(
            [
                Column(
                    "when",
                    text("Day", language),
                    kind="date",
                    show=lambda at: weekday(at, language),
                ),
                Column("hours", text("Hours", language)),
                Column("room", text("Room", language), filter=True),
                Column("title", text("Title", language)),
                Column("kind", text("Kind", language), filter=True),
                Column("states", text("States", language)),
                Column("public", text("Public or private", language), filter=True),
                Column("problems", text("Problems", language), kind="number"),
                Column("gravest", text("Gravest", language), filter=True),
            ],
            [],
            language=language,
            caption=text("Programme of the whole period", language),
            on_select=self._select,
        )
        self.widget = VBox([self.glance.board, self.table])
        desk.model.observe(lambda _: self.draw(), ["file", "filters", "zone"])
        self.draw()

    def draw(self) -> None:
        model = self._desk.model
        severity = model.severity()
        counts = Counter(problem.subject for problem in model.problems)
        placed_first = [*model.placed(), *model.waiting()]
        self.table.show(
            [self._row(a, counts[a.record.id], severity.get(a.record.id)) for a in placed_first]
        )

    def _row(
        self, activity: ActivityFile, problems: int, severity: Severity | None
    ) -> dict[str, object]:
        model, language = self._desk.model, self._desk.language
        placement = activity.placement
        span = hours(placement.slot, language) if placement else ""
        if placement is not None and model.zone:
            city = self._desk.city_of(model.zone)
            span += f" ({words.hours_in(placement.slot, model.zone, city, language)})"
        return {
            "id": str(activity.record.id),
            "when": datetime.combine(placement.slot.wall_date, placement.slot.wall_time)
            if placement
            else None,
            "hours": span,
            "room": words.where(model, placement) if placement else text("not placed", language),
            "title": activity.record.title,
            "kind": words.kind_word(activity, language),
            "states": states_of(activity.states, language),
            "public": words.public_or_private(activity, language),
            "problems": problems,
            "gravest": words.severity_word(severity, language) if severity else "",
        }

    def _select(self, key: str) -> None:
        model = self._desk.model
        activity = next((a for a in model.shown() if str(a.record.id) == key), None)
        if activity is None:
            return
        if activity.placement is not None:
            model.day = activity.placement.slot.wall_date
        model.chosen = activity.record.id


def on_paper(rows: list[ProgrammeRow], language: Language) -> HTML:
    """Return the programme as plain tables, one for each day, for the printer."""
    placed = [row for row in rows if row.slot is not None and not row.is_cancelled]
    waiting = [row for row in rows if row.slot is None and not row.is_cancelled]
    days = sorted({row.slot.wall_date for row in placed if row.slot})
    parts = [
        _table(
            weekday(day, language),
            [row for row in placed if row.slot and row.slot.wall_date == day],
            language,
        )
        for day in days
    ]
    if waiting:
        parts.append(_table(text("Not placed yet", language), waiting, language))
    if not parts:
        parts.append(
            html_string("<p>{said}</p>", said=text("Nothing is in the programme yet.", language))
        )
    return safe_html("{parts}", parts=joined(parts))


def _table(caption: str, rows: list[ProgrammeRow], language: Language) -> SafeHtml:
    headings = (
        text("Hours", language),
        text("Room", language),
        text("Title", language),
        text("States", language),
        text("Members attending", language),
        text("Public or private", language),
        text("Last day of notice", language),
    )
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption>'
        "<thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table></div>",
        caption=caption,
        headings=joined(html_string('<th scope="col">{name}</th>', name=name) for name in headings),
        rows=joined(_line(row, language) for row in rows),
    )


def _line(row: ProgrammeRow, language: Language) -> SafeHtml:
    last_day = row.last_day_of_notice
    return html_string(
        '<tr><td class="cv-nowrap">{hours}</td><td>{room}</td><th scope="row">{title}<br>'
        '<span class="cv-small cv-muted">{kind}</span></th><td>{states}</td><td>{panel}</td>'
        "<td>{public}</td><td>{last_day}</td></tr>",
        hours=hours(row.slot, language) if row.slot else "",
        room=row.room,
        title=row.title,
        kind=word(row.kind, language),
        states=states_of(row.states, language),
        panel=list_of(row.panel, language),
        public=words.lock(is_private=row.is_private, language=language),
        last_day=day_short(last_day, language) if last_day else "",
    )
