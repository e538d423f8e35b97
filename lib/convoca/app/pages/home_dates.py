"""The next dates of a period as a timeline."""

from collections.abc import Sequence

from convoca.app.frame import Visit
from convoca.app.models.home import DateAhead, Event, HomeModel
from convoca.app.widgets.day_words import distance, last_day_title
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import weekday

#: So many lines are seen at once; the others open.
SHOWN = 8


def dates_section(visit: Visit, model: HomeModel) -> HtmlView:
    ahead = model.dates_ahead
    if not ahead:
        return safe_html(
            '<section class="cv-card"><h2>{title}</h2><p>{sentence}</p></section>',
            title=text("Next dates", visit.language),
            sentence=text("All dates of this period have passed.", visit.language),
        )
    return safe_html(
        '<section class="cv-card"><h2>{title}</h2>{first}{rest}</section>',
        title=text("Next dates", visit.language),
        first=_lines(model, ahead[:SHOWN], visit.language),
        rest=_rest(model, ahead[SHOWN:], visit.language),
    )


def _rest(model: HomeModel, lines: Sequence[DateAhead], language: Language) -> SafeHtml:
    if not lines:
        return SafeHtml()
    return html_string(
        "<details><summary>{more}</summary>{lines}</details>",
        more=text("{count} later dates", language, count=len(lines)),
        lines=_lines(model, lines, language),
    )


def _lines(model: HomeModel, lines: Sequence[DateAhead], language: Language) -> SafeHtml:
    return html_string(
        '<dl class="cv-facts">{lines}</dl>',
        lines=joined(_line(model, line, language) for line in lines),
    )


def _line(model: HomeModel, line: DateAhead, language: Language) -> SafeHtml:
    return html_string(
        '<dt><time datetime="{iso}">{day}</time><br><span class="cv-small">{when}</span>'
        '</dt><dd>{what}<br><span class="cv-small cv-muted">{article}</span></dd>',
        iso=line.day.isoformat(),
        day=weekday(line.day, language),
        when=distance(line.day, model.today, language),
        what=_what(line, language),
        article=findings.articles(line.last_day.citations, language) if line.last_day else "",
    )


def _what(line: DateAhead, language: Language) -> str:
    if line.last_day is not None:
        return last_day_title(line.last_day, language)
    if line.event is Event.VISIT_BEGINS:
        return text("Visit begins: {title}", language, title=line.title)
    return {
        Event.CALL_OPENS: text("The call for requests opens", language),
        Event.PERIOD_OPENS: text("The period of sessions opens", language),
        Event.HEARINGS_BEGIN: text("First day of hearings", language),
        Event.HEARINGS_END: text("Last day of hearings", language),
        Event.PERIOD_CLOSES: text("The period of sessions closes", language),
    }[line.event or Event.PERIOD_OPENS]
