"""``convoca deadlines --year`` and ``--petition``: the days of the Commission's year, and those of petitions."""

from collections.abc import Mapping
from datetime import date

import click

from convoca.bootstrap import now, open_convoca
from convoca.cli.output import answer_findings, finding_data, say, terminal_language
from convoca.domain.language import Language
from convoca.domain.petition_step import PetitionStep
from convoca.domain.slot import seat_date
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_in_full, ordinal_of_period
from convoca.i18n.findings import articles, sentence, title
from convoca.i18n.words import word
from convoca.rules.petition_time_limits import (
    PetitionTimeLimit,
    petition_step_is_in_time,
    petition_time_limit,
)
from convoca.rules.provision import Provision
from convoca.services.year.findings import mandate_findings, stands_in, year_findings
from convoca.services.year.year_days import YearDay, days_of_the_year
from convoca.services.year.year_file import YearFile, read_year_file


def answer_of_the_year(year: int, *, today: date | None, database: str, as_json: bool) -> None:
    """Say what a year holds by the store, and what the Rules say of it. Raises InvalidValue.

    It lists; that something is late is said and no reason for exit code 1.
    """
    with open_convoca(database=database) as convoca:
        on = today or convoca.today()
        with convoca.reading() as uow:
            file = read_year_file(year, uow=uow)
    found = list(year_findings(file, on))
    for mandate in file.mandates:
        if stands_in(mandate, year):
            found += mandate_findings(mandate, on)
    days = days_of_the_year(file)
    language = terminal_language()
    lines = [*_periods(file, language), *(_day_line(day, language) for day in days)]
    lines += [f"{finding.verdict}  {sentence(finding, language)}" for finding in found]
    data = {
        "format": "convoca/year/1",
        "year": year,
        "periods": [
            {"number": p.number, "kind": str(p.kind), "opens": p.opens, "closes": p.closes}
            for p in file.own_periods
        ],
        "days": [_day_data(day) for day in days],
        "findings": [finding_data(finding) for finding in found],
    }
    say("\n".join(lines), data, as_json=as_json)


def _periods(file: YearFile, language: Language) -> list[str]:
    return [
        f"{p.opens}  {'14.1':<8} {ordinal_of_period(p.number, language)}, "
        f"{word(p.kind, language)} ({p.opens} - {p.closes})"
        for p in file.own_periods
    ]


def _day_line(day: YearDay, language: Language) -> str:
    named = f"{title(day.rule, language)}: {day.name}" if day.name else title(day.rule, language)
    return f"{day.day}  {day.citation!s:<8} {named}"


def _day_data(day: YearDay) -> dict[str, object]:
    return {
        "rule": day.rule,
        "article": str(day.citation),
        "day": day.day.isoformat(),
        "mandate": str(day.mandate) if day.mandate else None,
        "name": day.name,
    }


def answer_of_a_petition(
    step: PetitionStep,
    *,
    starts: date,
    set_to: date | None,
    acted_on: date | None,
    today: date | None,
    as_json: bool,
) -> None:
    """Say both ends of a time limit, and whether it is kept (exit code 1 where not). Raises InvalidValue."""
    limit = petition_time_limit(step, starts=starts, set_to=set_to)
    finding = petition_step_is_in_time(
        step=step, starts=starts, set_to=set_to, acted_on=acted_on, today=today or seat_date(now())
    )
    data = {**_limit_data(limit), "finding": finding_data(finding)}
    if not as_json:
        click.echo("\n".join(_limit_lines(limit, terminal_language())))
    answer_findings([finding], data, as_json=as_json)


def _limit_data(limit: PetitionTimeLimit) -> dict[str, object]:
    return {
        "format": "convoca/petition/1",
        "petition": str(limit.step),
        "articles": [str(citation) for citation in limit.citations],
        "from": limit.starts,
        "last_day": limit.last_day,
        "latest_day": limit.latest_day,
        "other_reading": limit.other_reading,
        "latest_other_reading": limit.latest_other_reading,
        "opens_on": limit.opens_on,
        "set_to": limit.set_to,
        "provisions": [_provision_data(p) for p in (limit.provision, limit.longest) if p],
    }


def _provision_data(number: Provision) -> Mapping[str, object]:
    return {
        "key": number.key,
        "value": number.value,
        "unit": str(number.unit),
        "article": str(number.citation or ""),
        "verified": number.verified,
        "source": number.source,
    }


def _limit_lines(limit: PetitionTimeLimit, language: Language) -> list[str]:
    lines = [f"{word(limit.step, language)} ({articles(limit.citations, language)})"]
    named = (
        (text("Last day", language), limit.last_day),
        (text("Latest day, with every extension", language), limit.latest_day),
        (text("The Commission may act from", language), limit.opens_on),
        (text("Set or extended to", language), limit.set_to),
    )
    lines += [f"{name}: {day_in_full(day, language)}" for name, day in named if day]
    return lines
