"""Where a period stands, in small figures that lead to what they count; and the other periods."""

from collections import Counter

from convoca.app.frame import Visit
from convoca.app.models.home import HomeModel, Standing
from convoca.app.widgets.period_picker import period_label
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.problems import Severity


def standing_section(visit: Visit, model: HomeModel) -> HtmlView:
    found, language = model.standing, visit.language
    if found is None or model.file is None:
        return safe_html("")
    number = model.file.period.number
    cards = (
        _card(
            text("Requests", language),
            visit.link("requests", period=number),
            _requests(visit, found, number),
        ),
        _card(
            text("Hearings", language),
            visit.link("programme", period=number),
            _hearings(found, language),
        ),
        _card(
            text("Notices", language),
            visit.link("notices", period=number),
            _notices(found, language),
        ),
        _card(
            text("Minutes", language),
            visit.link("minutes", period=number),
            _fact(text("Minutes begun", language), found.minutes_written),
        ),
    )
    return safe_html('<div class="cv-grid cv-grid--small">{cards}</div>', cards=joined(cards))


def _card(title: str, link: str, facts: SafeHtml) -> SafeHtml:
    return html_string(
        '<section class="cv-card"><h2><a href="{link}">{title}</a></h2>'
        '<dl class="cv-facts">{facts}</dl></section>',
        title=title,
        link=link,
        facts=facts,
    )


def _fact(name: object, count: int) -> SafeHtml:
    return html_string("<dt>{name}</dt><dd>{count}</dd>", name=name, count=count)


def _requests(visit: Visit, found: Standing, number: int) -> SafeHtml:
    def linked(decision: Decision) -> SafeHtml:
        return html_string(
            '<a href="{link}">{word}</a>',
            link=visit.link("requests", period=number, decision=decision.value),
            word=word(decision, visit.language),
        )

    counted = [(decision, found.requests.get(decision, 0)) for decision in Decision]
    return joined(_fact(linked(decision), count) for decision, count in counted if count) or _fact(
        text("Received", visit.language), 0
    )


def _hearings(found: Standing, language: Language) -> SafeHtml:
    lines = [
        (text("In the programme", language), found.hearings_placed),
        (text("Waiting for a place", language), found.hearings_waiting),
    ]
    if found.hearings_cancelled:
        lines.append((text("Cancelled", language), found.hearings_cancelled))
    return joined(_fact(*line) for line in lines)


def _notices(found: Standing, language: Language) -> SafeHtml:
    lines = (
        (text("Notices served", language), found.notices_served),
        (text("Notices to serve", language), found.notices_to_serve),
    )
    return joined(_fact(*line) for line in lines)


def other_periods(visit: Visit, model: HomeModel) -> HtmlView:
    """Name the other periods that are not over, each with what waits there."""
    others = model.other_open_periods()
    if not others:
        return safe_html("")
    return safe_html(
        '<section class="cv-card"><h2>{title}</h2><ul>{lines}</ul></section>',
        title=text("Other periods to come", visit.language),
        lines=joined(_other(visit, period, counts) for period, counts in others),
    )


def _other(visit: Visit, period: PeriodOfSessions, counts: Counter[Severity]) -> SafeHtml:
    return html_string(
        '<li><a href="{link}">{period}</a><br><span class="cv-small">{counts}</span></li>',
        link=visit.link("home", period=period.number),
        period=period_label(period, visit.language),
        counts=text(
            "to be cured: {breaches}; due within two weeks: {soon}",
            visit.language,
            breaches=counts[Severity.BREACH],
            soon=counts[Severity.URGENT] + counts[Severity.SOON],
        ),
    )
