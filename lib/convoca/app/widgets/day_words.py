"""Days in words: how far they are, what they are the last day for."""

from collections.abc import Sequence
from datetime import date

from convoca.app.models.last_days import LastDay
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, day_short


def distance(when: date, today: date, language: Language) -> str:
    """Say when a day is, seen from today: yesterday, today, in 12 days."""
    days = (when - today).days
    near = {
        -1: text("yesterday", language),
        0: text("today", language),
        1: text("tomorrow", language),
    }
    if days in near:
        return near[days]
    if days > 0:
        return text("in {count} days", language, count=days)
    return text("{count} days ago", language, count=-days)


def on_another_day(planned: date, opened: date | None, today: date, language: Language) -> str:
    """Say that something is opened, or would be, on another day than the programme has it; else nothing.

    It stands above the button that opens it, and beside the hours once it is open.
    """
    if opened is not None and opened != planned:
        return text(
            "It was opened on {opened}, not on {planned}, its day in the programme. If that is a mistake, take the opening back.",
            language,
            opened=day(opened, language),
            planned=day(planned, language),
        )
    if opened is None and today != planned:
        return text(
            "Its day in the programme: {day} ({distance}).",
            language,
            day=day(planned, language),
            distance=distance(planned, today, language),
        )
    return ""


def span_of(days: Sequence[date], language: Language) -> str:
    """Write the first and the last of some days, in order; one day alone as itself."""
    ends = dict.fromkeys((days[0], days[-1]))
    return " … ".join(day_short(end, language) for end in ends)


def last_day_title(last_day: LastDay, language: Language) -> str:
    """Say what it is the last day for; each day of hearings has a last day of its own."""
    rule = findings.title(last_day.rule, language)
    if last_day.rule != "notice_is_in_time":
        return rule
    return text(
        "{rule}, for hearings on {day}",
        language,
        rule=rule,
        day=day_short(last_day.subject, language),
    )
