"""``convoca check quorum|majority|minutes|explanation``: what the Rules say of sessions."""

from datetime import date

import click

from convoca.cli.output import answer_findings, as_day, finding_data, options
from convoca.domain.slot import seat_date
from convoca.domain.vote import Majority
from convoca.rules.functioning import explanation_of_vote_is_in_time
from convoca.rules.voting import (
    majority_is_reached,
    minutes_are_approved_by_silence,
    quorum_is_present,
)

_IN_OFFICE = click.option(
    "--in-office", type=click.IntRange(0), required=True, help="Members in office."
)
_PRESENT = click.option(
    "--present", type=click.IntRange(0), required=True, help="Members present who may vote."
)
_ON = click.option(
    "--on", "day", type=as_day, metavar="DAY", help="As of this day (default: today)."
)


def _as_of(day: date | None) -> date:
    if day is not None:
        return day
    from convoca.bootstrap import now  # noqa: PLC0415 - it loads the store

    return seat_date(now())


@click.command("quorum")
@_IN_OFFICE
@_PRESENT
@_ON
@options
def check_quorum(
    in_office: int, present: int, day: date | None, database: str, as_json: bool
) -> None:
    """Say whether enough members are present (Art. 16)."""
    finding = quorum_is_present(present=present, in_office=in_office, on=_as_of(day))
    answer_findings([finding], finding_data(finding), as_json=as_json)


@click.command("majority")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Majority]),
    help="The majority (default: that of the decision).",
)
@click.option(
    "--decision", metavar="KEY", help="What is decided, as `convoca rules` lists decisions."
)
@_IN_OFFICE
@_PRESENT
@click.option("--in-favour", type=click.IntRange(0), required=True, help="Votes in favour.")
@click.option(
    "--no-part", type=click.IntRange(0), default=0, help="Members there who take no part."
)
@_ON
@options
def check_majority(
    kind: str | None,
    decision: str | None,
    in_office: int,
    present: int,
    in_favour: int,
    no_part: int,
    day: date | None,
    database: str,
    as_json: bool,
) -> None:
    """Say whether a decision is carried (Arts. 4.2, 7.2, 18)."""
    finding = majority_is_reached(
        majority=None if kind is None else Majority(kind),
        decision=decision,
        in_favour=in_favour,
        present=present,
        in_office=in_office,
        no_part=no_part,
        on=_as_of(day),
    )
    answer_findings([finding], finding_data(finding), as_json=as_json)


@click.command("minutes")
@click.option("--held-period", type=int, required=True, help="Number of the period of the session.")
@click.option(
    "--approved-at-opens",
    "opens",
    type=as_day,
    metavar="DAY",
    required=True,
    help="First day of the period at which the minutes are to be approved.",
)
@click.option(
    "--objection", "objections", type=as_day, metavar="DAY", multiple=True, help="A day of one."
)
@_ON
@options
def check_minutes(
    held_period: int,
    opens: date,
    objections: tuple[date, ...],
    day: date | None,
    database: str,
    as_json: bool,
) -> None:
    """Say whether the minutes of a session are approved by silence (Art. 20.2)."""
    finding = minutes_are_approved_by_silence(
        held_period=held_period, opens=opens, objections=objections, today=_as_of(day)
    )
    answer_findings([finding], finding_data(finding), as_json=as_json)


@click.command("explanation")
@click.option("--closes", type=as_day, metavar="DAY", required=True, help="Last day of the period.")
@click.option("--received", type=as_day, metavar="DAY", help="When the Secretariat received it.")
@click.option("--shortened-to", type=as_day, metavar="DAY", help="Last day set in an urgent case.")
@_ON
@options
def check_explanation(
    closes: date,
    received: date | None,
    shortened_to: date | None,
    day: date | None,
    database: str,
    as_json: bool,
) -> None:
    """Say whether an explanation of vote came in time (Art. 19.4)."""
    finding = explanation_of_vote_is_in_time(
        presented=received, period_closes=closes, today=_as_of(day), shortened_to=shortened_to
    )
    answer_findings([finding], finding_data(finding), as_json=as_json)


CHECKS = (check_quorum, check_majority, check_minutes, check_explanation)
