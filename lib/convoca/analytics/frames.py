"""Read models as tidy DataFrames: a row per thing, a column per fact (docs/dataframes.md).

Instants are in UTC. A date of the Rules is a ``datetime64`` without a zone, at midnight.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

import pandas as pd

from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Dimension, HearingKind, Initiative
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.domain.member import Office
from convoca.domain.period_of_sessions import PeriodKind, PeriodOfSessions
from convoca.domain.programme import ActivityKind
from convoca.rules.provision import provision
from convoca.rules.time_limits import days_before
from convoca.services.balance import Share
from convoca.services.read_models import ProgrammeRow, RequestRow
from convoca.services.year.read_models import YearPart, YearRow

R = TypeVar("R")
DataFrame = pd.DataFrame

TEXT = "string"
COUNT = "Int64"
PART = "Float64"
YES_NO = "bool"
DAY = "datetime64[s]"
INSTANT = "datetime64[us, UTC]"
SEVERAL = "object"


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column and how a row fills it. ``dtype`` is one of the above, or the enum of a category."""

    name: str
    dtype: str | type[StrEnum]
    read: Callable[[R], object]


def requests_frame(rows: Iterable[RequestRow]) -> pd.DataFrame:
    """Return the register of requests, a row per request."""
    return _frame(tuple(rows), REQUESTS)


def findings_frame(rows: Iterable[RequestRow]) -> pd.DataFrame:
    """Return what the Rules say of the requests, a row per request and rule."""
    return _frame(tuple((row, finding) for row in rows for finding in row.findings), FINDINGS)


def hearings_frame(rows: Iterable[ProgrammeRow]) -> pd.DataFrame:
    """Return hearings, working meetings and sessions of a programme, a row each."""
    return _frame(tuple(rows), HEARINGS)


def periods_frame(periods: Iterable[PeriodOfSessions]) -> pd.DataFrame:
    """Return periods of sessions, a row each."""
    return _frame(tuple(periods), PERIODS)


def balance_frame(shares: Iterable[Share]) -> pd.DataFrame:
    """Return what was asked for beside what was granted, a row per State, region, language or kind."""
    return _frame(tuple(shares), BALANCE)


def year_frame(rows: Iterable[YearRow]) -> pd.DataFrame:
    """Return what a year holds and what falls due in it, a row each."""
    return _frame(tuple(rows), YEAR)


def _frame(rows: Sequence[R], columns: Sequence[Column[R]]) -> pd.DataFrame:
    return pd.DataFrame({column.name: _series(rows, column) for column in columns})


def _series(rows: Sequence[R], column: Column[R]) -> "pd.Series[Any]":
    values = [column.read(row) for row in rows]
    if isinstance(column.dtype, str):
        return pd.Series(values, dtype=column.dtype)
    categories = pd.CategoricalDtype([member.value for member in column.dtype])
    return pd.Series(values, dtype=categories)


def _last_day(finding: Finding) -> date | None:
    day = finding.facts.get("last_day")
    return day if isinstance(day, date) else None


def _last_day_for_requests(period: PeriodOfSessions) -> date:
    """Art. 64.2, by the number of days in force when the period opens."""
    return days_before(period.opens, provision("hearing_request_lead_time", on=period.opens).value)


REQUESTS: tuple[Column[RequestRow], ...] = (
    Column("id", TEXT, lambda row: str(row.id)),
    Column("period_number", COUNT, lambda row: row.period_number),
    Column("reference", TEXT, lambda row: row.reference),
    Column("received", INSTANT, lambda row: row.received),
    Column("received_on", DAY, lambda row: row.received_on),
    Column("last_day", DAY, lambda row: row.last_day),
    Column("days_before_opening", COUNT, lambda row: row.days_before_opening),
    Column("in_time", Verdict, lambda row: row.in_time),
    Column("in_call", Verdict, lambda row: row.in_call),
    Column("complete", Verdict, lambda row: row.complete),
    Column("missing", SEVERAL, lambda row: row.missing),
    Column("title", TEXT, lambda row: row.title),
    Column("kind", HearingKind, lambda row: row.kind),
    Column("wanted", ActivityWanted, lambda row: row.wanted),
    Column("initiative", Initiative, lambda row: row.initiative),
    Column("states", SEVERAL, lambda row: row.states),
    Column("requesters", SEVERAL, lambda row: row.requesters),
    Column("matter_number", TEXT, lambda row: row.matter_number or None),
    Column("minutes_wanted", COUNT, lambda row: row.minutes_wanted),
    Column("decision", Decision, lambda row: row.decision),
    Column("decided_on", DAY, lambda row: row.decided_on),
    Column("decision_reason", TEXT, lambda row: row.decision_reason or None),
    Column("merged_into", TEXT, lambda row: row.merged_into or None),
    Column("similar_to", SEVERAL, lambda row: row.similar_to),
)

FINDINGS: tuple[Column[tuple[RequestRow, Finding]], ...] = (
    Column("period_number", COUNT, lambda pair: pair[0].period_number),
    Column("reference", TEXT, lambda pair: pair[0].reference),
    Column("rule", TEXT, lambda pair: pair[1].rule),
    Column("articles", SEVERAL, lambda pair: pair[1].articles),
    Column("verdict", Verdict, lambda pair: pair[1].verdict),
    Column("last_day", DAY, lambda pair: _last_day(pair[1])),
    Column("cure", TEXT, lambda pair: pair[1].cure or None),
)

HEARINGS: tuple[Column[ProgrammeRow], ...] = (
    Column("kind", ActivityKind, lambda row: row.kind),
    Column("title", TEXT, lambda row: row.title),
    Column("day", DAY, lambda row: row.slot.wall_date if row.slot else None),
    Column("starts", INSTANT, lambda row: row.slot.start if row.slot else None),
    Column("ends", INSTANT, lambda row: row.slot.end if row.slot else None),
    Column("zone", TEXT, lambda row: row.slot.zone if row.slot else None),
    Column("minutes", COUNT, lambda row: row.minutes),
    Column("place", TEXT, lambda row: row.place or None),
    Column("room", TEXT, lambda row: row.room or None),
    Column("states", SEVERAL, lambda row: row.states),
    Column("parties", SEVERAL, lambda row: row.parties),
    Column("panel", SEVERAL, lambda row: row.panel),
    Column("is_private", YES_NO, lambda row: row.is_private),
    Column("is_cancelled", YES_NO, lambda row: row.is_cancelled),
    Column("last_day_of_notice", DAY, lambda row: row.last_day_of_notice),
    Column("notice", Verdict, lambda row: row.notice),
    Column("problems", COUNT, lambda row: row.problems),
)

PERIODS: tuple[Column[PeriodOfSessions], ...] = (
    Column("number", COUNT, lambda period: period.number),
    Column("kind", PeriodKind, lambda period: period.kind),
    Column("opens", DAY, lambda period: period.opens),
    Column("closes", DAY, lambda period: period.closes),
    Column("days", COUNT, lambda period: (period.closes - period.opens).days + 1),
    Column("cities", SEVERAL, lambda period: tuple(place.city for place in period.places)),
    Column("zone", TEXT, lambda period: period.zone),
    Column("slot_minutes", COUNT, lambda period: period.slot_minutes),
    Column("last_day_for_requests", DAY, _last_day_for_requests),
    Column("call_opens", INSTANT, lambda period: period.call.opens),
    Column("call_closes", INSTANT, lambda period: period.call.closes),
    Column("public_hearings_held", COUNT, lambda period: period.public_hearings_held),
    Column("working_meetings_held", COUNT, lambda period: period.working_meetings_held),
    Column("source", TEXT, lambda period: period.source or None),
    Column("verified", YES_NO, lambda period: period.verified),
    Column("is_example", YES_NO, lambda period: period.is_example),
)

BALANCE: tuple[Column[Share], ...] = (
    Column("dimension", Dimension, lambda share: share.dimension),
    Column("key", TEXT, lambda share: share.key),
    Column("requested", COUNT, lambda share: share.requested),
    Column("granted", COUNT, lambda share: share.granted),
    Column("placed", COUNT, lambda share: share.placed),
    Column("part_of_requested", PART, lambda share: share.part_of_requested),
    Column("part_of_granted", PART, lambda share: share.part_of_granted),
    Column("shift", PART, lambda share: share.shift),
)

YEAR: tuple[Column[YearRow], ...] = (
    Column("part", YearPart, lambda row: row.part),
    Column("name", TEXT, lambda row: row.name or None),
    Column("period_number", COUNT, lambda row: row.number),
    Column("state", TEXT, lambda row: row.state),
    Column("office", Office, lambda row: row.office),
    Column("rule", TEXT, lambda row: row.rule or None),
    Column("who", TEXT, lambda row: row.who or None),
    Column("day", DAY, lambda row: row.day),
    Column("due", DAY, lambda row: row.due),
    Column("verdict", Verdict, lambda row: row.verdict),
    Column("articles", SEVERAL, lambda row: row.articles),
    Column("source", TEXT, lambda row: row.source or None),
)
