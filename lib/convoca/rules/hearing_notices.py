"""Title II, Chapter VI: telling the parties date, place and time (Arts. 64.4, 66.5)."""

from dataclasses import replace
from datetime import date, time, timedelta

from convoca.domain.finding import Fact, Finding, Verdict
from convoca.domain.hearing import HearingKind
from convoca.rules.hearing_requests import is_by_analogy
from convoca.rules.provision import provision
from convoca.rules.standing import verdict_on
from convoca.rules.time_limits import (
    is_months_before,
    last_day_counting_forward,
    months_after,
    months_before,
)


def notice_is_in_time(
    *,
    served: date | None,
    hearing: date,
    kind: HearingKind = HearingKind.PETITION,
    announced_day: date | None = None,
    hour: time | None = None,
    announced_hour: time | None = None,
    place: str = "",
    announced_place: str = "",
    exceptional_circumstances: str = "",
    authority: str = "",
    today: date | None = None,
) -> Finding:
    """Check that a party knew date, place and time at least one calendar month ahead.

    Arts. 64.4 and 66.5. ``served`` is the day at the seat on which the notice reached the party,
    None while it has not; ``today`` then decides whether it still can. What was announced is what
    the notice named, as far as it is on record: a notice of another day than ``hearing``, another
    ``hour`` or another ``place`` told the party nothing.
    """
    month = provision("general_hearing_notice" if kind.is_general else "hearing_notice", on=hearing)
    # The Rules do not say which way the month is counted. Back from the hearing: ADR 0003.
    last_day = months_before(hearing, month.value)
    otherwise: dict[str, Fact] = {
        "announced_day": None if announced_day == hearing else announced_day,
        "announced_hour": _another_hour(announced_hour, hour),
        "announced_place": _another_place(announced_place, place),
    }
    told = None if any(otherwise.values()) else served
    if told is None:
        verdict = verdict_on(("notice",), today=today or last_day, last_day=last_day)
    else:
        ahead = is_months_before(told, hearing, month.value)
        verdict = Verdict.MET if ahead else Verdict.BREACHED
    general = Finding(
        rule="notice_is_in_time",
        verdict=verdict,
        citations=month.citations,
        facts={
            **_readings(told, hearing, last_day, month.value),
            **otherwise,
            "by_analogy": is_by_analogy(kind),
            "to_be_verified": not month.verified,
        },
        cure=_cure(verdict, told),
    )
    return _unless_circumstances_are_exceptional(general, exceptional_circumstances, authority)


def first_day_after_notice(served: date, kind: HearingKind) -> date:
    """Return the first day on which a hearing may be held after a notice (Arts. 64.4, 66.5).

    >>> first_day_after_notice(date(2023, 1, 31), HearingKind.PETITION)
    datetime.date(2023, 3, 1)
    """
    month = provision("general_hearing_notice" if kind.is_general else "hearing_notice", on=served)
    day = months_after(served, month.value)
    return day if is_months_before(served, day, month.value) else day + timedelta(days=1)


def _another_hour(announced: time | None, hour: time | None) -> str | None:
    if announced is None or hour is None or announced == hour:
        return None
    return f"{announced:%H:%M}"


def _another_place(announced: str, place: str) -> str | None:
    said, held = (" ".join(words.casefold().split()) for words in (announced, place))
    return announced if said and held and said != held else None


def _readings(told: date | None, hearing: date, last_day: date, months: int) -> dict[str, Fact]:
    """Give the reading that is followed, and the other one, in which the month runs forward."""
    last_day_forward = last_day_counting_forward(hearing, months)
    return {
        "served": told,
        "hearing": hearing,
        "last_day": last_day,
        "months": months,
        "last_day_counting_forward": last_day_forward,
        "in_time_counting_forward": None if told is None else told <= last_day_forward,
        "readings_differ": last_day != last_day_forward,
    }


def _cure(verdict: Verdict, told: date | None) -> str:
    if verdict is Verdict.MET:
        return ""
    if verdict is Verdict.UNDETERMINED:
        return "serve_the_notice"
    return "serve_the_notice_late" if told is None else "record_exceptional_circumstances"


def _unless_circumstances_are_exceptional(
    general: Finding, circumstances: str, authority: str
) -> Finding:
    """Allow a shorter notice in exceptional circumstances (Arts. 64.4, 66.5, second sentence).

    They shorten the month; they do not replace the notice, nor does one after the hearing count.
    """
    served, hearing = general.facts["served"], general.facts["hearing"]
    shortened = isinstance(served, date) and isinstance(hearing, date) and served <= hearing
    if general.verdict is not Verdict.BREACHED or not circumstances.strip() or not shortened:
        return general
    return replace(
        general,
        verdict=Verdict.WAIVED,
        facts={
            **general.facts,
            "circumstances": circumstances.strip(),
            "authority": authority.strip(),
        },
        cure="",
    )
