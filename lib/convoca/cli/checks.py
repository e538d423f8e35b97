"""``convoca deadlines``, ``convoca check …`` and ``convoca rules``: the Rules, without a database."""

from datetime import date, datetime
from importlib import import_module
from types import ModuleType
from uuid import uuid4

import click

from convoca.cli.checks_of_sessions import CHECKS
from convoca.cli.output import (
    answer_findings,
    as_day,
    as_moment,
    end_of,
    finding_data,
    options,
    say,
    terminal_language,
)
from convoca.domain.finding import Finding
from convoca.domain.hearing import HearingKind
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member, Residence, Tie
from convoca.domain.petition_step import PetitionStep
from convoca.i18n.dates import day as worded_day
from convoca.i18n.dates import state_name
from convoca.i18n.decision_words import decision_word
from convoca.i18n.findings import title
from convoca.i18n.words import word
from convoca.rules.customs import call_closes_by_the_last_day
from convoca.rules.deadlines import deadlines as derive_deadlines
from convoca.rules.functioning import member_takes_part
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.rules.hearing_requests import request_is_in_time
from convoca.rules.majorities import decisions
from convoca.rules.on_site_observations import member_joins_the_observation
from convoca.rules.provision import provisions
from convoca.rules.rulebook import RULES

KINDS = click.Choice([kind.value for kind in HearingKind])
STEPS = click.Choice([step.value for step in PetitionStep])


@click.command()
@click.option("--opens", type=as_day, metavar="DAY", help="First day of the period.")
@click.option("--closes", type=as_day, metavar="DAY", help="Last day of the period.")
@click.option(
    "--call-closes", type=as_moment, metavar="DAY[THOUR]", help="When the call for requests closes."
)
@click.option(
    "--hearing", "hearings", type=as_day, metavar="DAY", multiple=True, help="A day with hearings."
)
@click.option(
    "--year", type=click.IntRange(1960, 2199), help="The Commission's year, by the database."
)
@click.option("--petition", type=STEPS, help="Both ends of a time limit of petitions.")
@click.option("--from", "starts", type=as_day, metavar="DAY", help="The day that it runs from.")
@click.option("--set-to", type=as_day, metavar="DAY", help="The day it was set or extended to.")
@click.option("--acted-on", type=as_day, metavar="DAY", help="The day on which somebody acted.")
@click.option("--on", "today", type=as_day, metavar="DAY", help="Judge as of this day (today).")
@options
def deadlines(
    opens: date | None,
    closes: date | None,
    call_closes: date | datetime | None,
    hearings: tuple[date, ...],
    year: int | None,
    petition: str | None,
    starts: date | None,
    set_to: date | None,
    acted_on: date | None,
    today: date | None,
    database: str,
    as_json: bool,
) -> None:
    """Derive every date that follows from a period, a year (--year) or a petition (--petition)."""
    asked = [opens is not None or closes is not None, year is not None, petition is not None]
    if sum(asked) != 1:
        raise click.UsageError("Give --opens with --closes, or --year, or --petition with --from.")
    if year is not None:
        _of_the_year().answer_of_the_year(year, today=today, database=database, as_json=as_json)
    elif petition is not None:
        if starts is None:
            raise click.UsageError("Give --from, the day that the time limit runs from.")
        _of_the_year().answer_of_a_petition(
            PetitionStep(petition),
            starts=starts,
            set_to=set_to,
            acted_on=acted_on,
            today=today,
            as_json=as_json,
        )
    elif opens is None or closes is None:
        raise click.UsageError("Give both --opens and --closes.")
    else:
        _answer_of_a_period(opens, closes, call_closes, hearings, as_json=as_json)


def _of_the_year() -> ModuleType:
    """Return what reads the store, imported when it is asked for."""
    return import_module("convoca.cli.deadlines_of_the_year")


def _answer_of_a_period(
    opens: date,
    closes: date,
    call_closes: date | datetime | None,
    hearings: tuple[date, ...],
    *,
    as_json: bool,
) -> None:
    if closes < opens:
        raise click.UsageError("The period closes before it opens.")
    call = None if call_closes is None else end_of(call_closes)
    derived = derive_deadlines(opens=opens, closes=closes, call_closes=call, hearing_days=hearings)
    findings: list[Finding] = []
    if call is not None:
        findings.append(call_closes_by_the_last_day(call_closes=call, period_opens=opens))
    rows = [
        {
            "rule": deadline.rule,
            "article": deadline.article,
            "last_day": deadline.last_day.isoformat(),
            "for": deadline.subject.isoformat(),
            "instant": deadline.instant.isoformat() if deadline.instant else None,
        }
        for deadline in derived
    ]
    language = terminal_language()
    words = "\n".join(
        f"{d.last_day}  {d.article or '-':<8} {title(d.rule, language)}"
        f" ({worded_day(d.subject, language)})"
        for d in derived
    )
    data = {
        "format": "convoca/deadlines/1",
        "deadlines": rows,
        "findings": [finding_data(finding) for finding in findings],
    }
    say(words, data, as_json=as_json)


@click.group()
def check() -> None:
    """Check one fact against the Rules of Procedure."""


@check.command("request")
@click.option(
    "--received",
    type=as_moment,
    metavar="DAY[THOUR]",
    required=True,
    help="When the request arrived.",
)
@click.option("--opens", type=as_day, metavar="DAY", required=True, help="First day of the period.")
@click.option("--kind", type=KINDS, default=HearingKind.PETITION.value, help="Kind of hearing.")
@options
def check_request(
    received: date | datetime,
    opens: date,
    kind: str,
    database: str,
    as_json: bool,
) -> None:
    """Say whether a request came in time (Arts. 64.2, 66.1)."""
    finding = request_is_in_time(received=received, period_opens=opens, kind=HearingKind(kind))
    answer_findings([finding], finding_data(finding), as_json=as_json)


@check.command("notice")
@click.option(
    "--served", type=as_day, metavar="DAY", required=True, help="When the notice reached the party."
)
@click.option("--hearing", type=as_day, metavar="DAY", required=True, help="Day of the hearing.")
@click.option("--exceptional", default="", help="The exceptional circumstances on record.")
@click.option("--kind", type=KINDS, default=HearingKind.PETITION.value, help="Kind of hearing.")
@click.option("--authority", default="", help="Who shortened the time limit.")
@options
def check_notice(
    served: date,
    hearing: date,
    exceptional: str,
    kind: str,
    authority: str,
    database: str,
    as_json: bool,
) -> None:
    """Say whether a notice came one month ahead (Arts. 64.4, 66.5)."""
    finding = notice_is_in_time(
        served=served,
        hearing=hearing,
        kind=HearingKind(kind),
        exceptional_circumstances=exceptional,
        authority=authority,
    )
    answer_findings([finding], finding_data(finding), as_json=as_json)


@check.command("member")
@click.option("--nationality", "nationalities", multiple=True, required=True, metavar="CODE")
@click.option(
    "--residence",
    "residences",
    multiple=True,
    metavar="CODE",
    help="Where the member lives (default: in the State of nationality).",
)
@click.option("--accredited-to", "accredited", multiple=True, metavar="CODE")
@click.option("--state", "states", multiple=True, required=True, metavar="CODE")
@click.option("--on", "day", type=as_day, metavar="DAY", required=True)
@click.option("--activity", type=click.Choice(["hearing", "visit"]), required=True)
@options
def check_member(
    nationalities: tuple[str, ...],
    residences: tuple[str, ...],
    accredited: tuple[str, ...],
    states: tuple[str, ...],
    day: date,
    activity: str,
    database: str,
    as_json: bool,
) -> None:
    """Say whether a member may take part in a hearing (Art. 17) or join a visit (Art. 54)."""
    member = Member(
        id=MemberId(uuid4()),
        name="—",
        nationalities=_codes(nationalities),
        # Who is not said to live elsewhere lives at home: Art. 54 needs an answer to both.
        residences=tuple(Residence(state=code) for code in _codes(residences or nationalities)),
        ties=tuple(Tie(state=code) for code in _codes(accredited)),
    )
    if activity == "hearing":
        finding = member_takes_part(member=member, states=_codes(states))
    else:
        finding = member_joins_the_observation(
            member=member, states=_codes(states), opens=day, closes=day
        )
    answer_findings([finding], finding_data(finding), as_json=as_json)


def _codes(words: tuple[str, ...]) -> tuple[StateCode, ...]:
    unknown = state_name("ZZ", Language.ENGLISH)
    for written in words:
        code = written.upper()
        # A slip of the finger must not clear a member of a tie to nowhere.
        if len(code) != 2 or state_name(code, Language.ENGLISH) in {code, unknown}:
            raise click.BadParameter(
                f"“{written}” is not a country code. Write two letters, e.g. MX."
            )
    return tuple(StateCode(written.upper()) for written in words)


@click.command()
@options
def rules(database: str, as_json: bool) -> None:
    """List every rule and decision with its articles and numbers, and since when they hold."""
    language = terminal_language()
    listed = [
        {
            "key": rule.key,
            "title": title(rule.key, language),
            "articles": [str(citation) for citation in rule.articles],
            "custom": rule.is_custom,
            "provisions": [_provision_data(key) for key in rule.provisions],
        }
        for rule in RULES.values()
    ]
    words = "\n".join(
        f"{', '.join(map(str, rule.articles)) or '-':<16} {rule.key:<46} {title(rule.key, language)}"
        for rule in RULES.values()
    )
    words += "\n\n" + "\n".join(
        f"{', '.join(map(str, row.citations)):<16} {row.key:<30} {word(row.majority, language)}: "
        f"{decision_word(row.key, language)}"
        for rows in decisions().values()
        for row in rows
    )
    data = {
        "format": "convoca/rules/1",
        "rules": listed,
        "decisions": [_decision_data(key, language) for key in decisions()],
    }
    say(words, data, as_json=as_json)


def _decision_data(key: str, language: Language) -> dict[str, object]:
    return {
        "key": key,
        "title": decision_word(key, language),
        "majorities": [
            {
                "majority": str(row.majority),
                "articles": [str(citation) for citation in row.citations],
                "in_force_from": row.in_force_from,
                "in_force_until": row.in_force_until,
                "verified": row.verified,
                "source": row.source,
                "note": row.note,
            }
            for row in decisions()[key]
        ],
    }


def _provision_data(key: str) -> dict[str, object]:
    return {
        "key": key,
        "values": [
            {
                "value": provision.value,
                "unit": str(provision.unit),
                "article": str(provision.citation or ""),
                "in_force_from": provision.in_force_from,
                "in_force_until": provision.in_force_until,
                "verified": provision.verified,
                "source": provision.source,
            }
            for provision in provisions()[key]
        ],
    }


for _command in CHECKS:
    check.add_command(_command)

COMMANDS = (deadlines, check, rules)
