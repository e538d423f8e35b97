"""The year as a whole: what the Rules say of it, its periods, its board and its days."""

from collections.abc import Iterator, Sequence

from ipywidgets import HBox, VBox, Widget

from convoca.app.pages.year_desk import Desk
from convoca.app.widgets.parts import facts, heading, paragraph_html
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined
from convoca.app.widgets.shared_words import said_of
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import ordinal_of_period
from convoca.i18n.words import word
from convoca.services.year.year_days import YearDay

#: Where the work of a day is done: the tab of this page or, for the board, another page.
_TAB_OF = {
    "mandate_is_reviewed_in_time": "mandates",
    "special_rapporteur_is_within_the_term": "mandates",
    "rapporteur_reported_in_the_year": "reports",
    "rapporteurs_are_reviewed_in_the_first_session": "rapporteurs",
}


class OverviewPanel:
    """Draws itself anew when the year was read again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._judged, self._periods = HtmlView(), HtmlView()
        self._board, self._days = HtmlView(), HtmlView()
        language = desk.language
        self.widget = VBox(
            [
                heading(2, text("What the Rules say of the year", language)),
                self._judged,
                HBox(
                    [
                        _card(text("Periods of sessions", language), self._periods),
                        _card(text("Board of officers", language), self._board),
                    ]
                ),
                _card(text("Days of the year", language), self._days),
            ]
        )
        desk.model.observe(lambda _: self._draw(), "file")
        self._draw()

    def _draw(self) -> None:
        self._judged.value = self._desk.findings(self._desk.model.findings())
        self._periods.value = self._periods_html()
        self._board.value = self._board_html()
        self._days.value = self._days_html()

    def _periods_html(self) -> SafeHtml:
        desk, own = self._desk, self._desk.model.file.own_periods
        if not own:
            return html_string(
                '<p class="cv-muted">{none}</p><p><a href="{link}">{action}</a></p>',
                none=text("No period of sessions of this year is on record.", desk.language),
                link=desk.visit.link("period", new=1),
                action=text("Enter a period of sessions", desk.language),
            )
        return _table(
            (
                text("Period of sessions", desk.language),
                text("Days", desk.language),
                text("Kind", desk.language),
                text("Place", desk.language),
            ),
            (self._period(period) for period in own),
        )

    def _period(self, period: PeriodOfSessions) -> tuple[object, ...]:
        desk = self._desk
        link = html_string(
            '<a href="{link}">{name}</a>',
            link=desk.visit.link("period", period=period.number),
            name=ordinal_of_period(period.number, desk.language),
        )
        days = f"{desk.day(period.opens)} - {desk.day(period.closes)}"
        cities = dict.fromkeys(place.city for place in period.places if place.city)
        return link, days, word(period.kind, desk.language), ", ".join(cities)

    def _board_html(self) -> SafeHtml:
        desk, model = self._desk, self._desk.model
        day = model.file.within(model.today)
        nobody = text("not on record", desk.language)
        held = {
            word(office, desk.language): (
                text(
                    "{member}, since {day}",
                    desk.language,
                    member=member.name,
                    day=desk.day(since.starts),
                )
                if member and since
                else nobody
            )
            for office, member, since in model.file.board_on(day)
        }
        elected = model.file.board_elected_on
        held[text("Elected in this year", desk.language)] = desk.day(elected) or nobody
        link = html_string(
            '<p><a href="{link}">{action}</a></p>',
            link=desk.visit.link("sessions"),
            action=text("Sessions and elections", desk.language),
        )
        as_of = text("As of {day}", desk.language, day=desk.day(day))
        return joined([paragraph_html("muted", as_of), facts(held), link])

    def _days_html(self) -> SafeHtml:
        language = self._desk.language
        return _table(
            (text("Day", language), text("What falls due", language), text("Article", language)),
            (self._day(day) for day in self._desk.model.days()),
        )

    def _day(self, day: YearDay) -> tuple[object, ...]:
        desk = self._desk
        name = findings.title(day.rule, desk.language)
        if day.name:
            name = said_of(name, day.name, desk.language)
        tab = _TAB_OF.get(day.rule)
        target = (
            desk.visit.link("year", year=desk.model.year, tab=tab, open=day.mandate)
            if tab
            else desk.visit.link("sessions")
        )
        shown = html_string('<a href="{link}">{name}</a>', link=target, name=name)
        return desk.due(day.day), shown, findings.articles([day.citation], desk.language)


def _card(title: str, body: Widget) -> VBox:
    card = VBox([heading(2, title), body]).add_class("cv-card")
    card.layout.flex, card.layout.min_width = "1 1 24rem", "0"
    return card


def _table(headings: Sequence[str], rows: Iterator[tuple[object, ...]]) -> SafeHtml:
    """Return a small table; the first cell of a row names it."""
    head = joined(html_string('<th scope="col">{name}</th>', name=name) for name in headings)
    body = joined(
        html_string(
            '<tr><th scope="row">{first}</th>{others}</tr>',
            first=first,
            others=joined(html_string("<td>{cell}</td>", cell=cell) for cell in others),
        )
        for first, *others in rows
    )
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><thead><tr>{head}</tr></thead>'
        "<tbody>{body}</tbody></table></div>",
        head=head,
        body=body,
    )
