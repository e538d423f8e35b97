"""Title II: time limits of petitions, cases and reports on States, with both their ends.

Months are calendar months, as in ADR 0003. A span that runs forward ends on the same day of a later
month; where that month is too short, on its last day. Counted back from its end, a span that began
on the last day of a short month would end later: the day is given beside, and what falls between
the two is left open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.petition_step import PetitionStep
from convoca.rules.provision import Provision, provision
from convoca.rules.time_limits import last_day_counting_back, months_after


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionTimeLimit:
    """Both ends of one time limit: days at the seat, the last ones included.

    ``latest_day`` is the last day with every extension; None where the Rules set no ceiling.
    ``last_day`` is None where the Commission sets the day and has not. ``other_reading`` is the last
    day counted back, where that differs. ``opens_on``: the Commission may act from this day on.
    """

    step: PetitionStep
    citations: tuple[Citation, ...]
    starts: date
    last_day: date | None
    latest_day: date | None = None
    other_reading: date | None = None
    latest_other_reading: date | None = None
    opens_on: date | None = None
    set_to: date | None = None
    provision: Provision | None = None
    longest: Provision | None = None

    @property
    def readings(self) -> tuple[date, ...]:
        """The days on which the usual span may end, by the ways to count it."""
        return tuple(dict.fromkeys(day for day in (self.last_day, self.other_reading) if day))

    @property
    def holds_until(self) -> date | None:
        """Return the last day as it stands: set or extended, else that of the Rules."""
        return self.set_to or self.last_day


@dataclass(frozen=True, slots=True)
class _Span:
    """Which numbers a step has; ``by_commission``: the Commission may set another last day."""

    usual: str = ""
    longest: str = ""
    cites: tuple[Citation, ...] = ()
    by_commission: bool = False
    opens: bool = False


_MERITS = _Span(usual="observations_on_the_merits", longest="observations_on_the_merits_extended")
_SPANS: Mapping[PetitionStep, _Span] = {
    PetitionStep.STATE_RESPONSE: _Span(usual="state_response", longest="state_response_extended"),
    PetitionStep.PETITIONER_OBSERVATIONS: _MERITS,
    PetitionStep.STATE_OBSERVATIONS: _MERITS,
    PetitionStep.POSITION_ON_REFERRAL: _Span(usual="position_on_referral"),
    PetitionStep.REFERRAL_TO_THE_COURT: _Span(usual="referral_to_the_court", by_commission=True),
    PetitionStep.FINAL_REPORT: _Span(usual="final_report", opens=True),
    PetitionStep.REPLY_TO_THE_ANNUAL_REPORT: _Span(usual="reply_to_the_annual_report"),
    PetitionStep.OBSERVATIONS_ON_A_STATE_REPORT: _Span(
        cites=(Citation(60, None, "b"),), by_commission=True
    ),
}


def may_be_set(step: PetitionStep) -> bool:
    """Whether a day other than that of the Rules can hold: extended, suspended or set."""
    span = _SPANS[step]
    return bool(span.longest) or span.by_commission


def petition_time_limit(
    step: PetitionStep, *, starts: date, set_to: date | None = None
) -> PetitionTimeLimit:
    """Return both ends of a time limit that runs from ``starts``, a day at the seat.

    ``set_to`` is the day to which it was extended or suspended, or that the Commission set. The
    numbers are those in force on ``starts``. Raises InvalidValue where no other day can be set, or
    where it lies before ``starts``.
    """
    span = _SPANS[step]
    if set_to is not None and not may_be_set(step):
        raise InvalidValue("set_to", "The Rules know no extension of this time limit.")
    if set_to is not None and set_to < starts:
        raise InvalidValue("set_to", "The time limit cannot end before it begins.")
    if not span.usual:
        return PetitionTimeLimit(
            step=step, citations=span.cites, starts=starts, last_day=None, set_to=set_to
        )
    usual = provision(span.usual, on=starts)
    limit = PetitionTimeLimit(
        step=step,
        citations=usual.citations,
        starts=starts,
        last_day=months_after(starts, usual.value),
        other_reading=_other(starts, usual),
        provision=usual,
        set_to=set_to,
    )
    if span.opens and limit.last_day:
        return replace(limit, opens_on=limit.last_day + timedelta(days=1))
    return _extended(limit, span)


def _extended(limit: PetitionTimeLimit, span: _Span) -> PetitionTimeLimit:
    if not span.longest:
        return limit
    longest = provision(span.longest, on=limit.starts)
    return replace(
        limit,
        citations=tuple(dict.fromkeys((*limit.citations, *longest.citations))),
        latest_day=months_after(limit.starts, longest.value),
        latest_other_reading=_other(limit.starts, longest),
        longest=longest,
    )


def _other(starts: date, span: Provision) -> date | None:
    counted_back = last_day_counting_back(starts, span.value)
    return counted_back if counted_back != months_after(starts, span.value) else None


def petition_time_limits(starts: date) -> tuple[PetitionTimeLimit, ...]:
    """Return every time limit as it would run from one day, in the order of the articles."""
    return tuple(petition_time_limit(step, starts=starts) for step in PetitionStep)


def petition_step_is_in_time(
    *,
    step: PetitionStep,
    starts: date,
    today: date,
    set_to: date | None = None,
    acted_on: date | None = None,
) -> Finding:
    """Check when somebody acted against the time limit of a petition, a case or a report on a State.

    Arts. 30.3, 37.1, 37.2, 44.3, 46.1 (with 51.1 of the American Convention), 47.1, 59.10 and 60.b.
    ``acted_on`` is the day at the seat. The Commission's final report (47.1) may not come earlier;
    everything else may not come later. Raises InvalidValue as ``petition_time_limit``.
    """
    limit = petition_time_limit(step, starts=starts, set_to=set_to)
    verdict, cure, extended_too_far = _judged(limit, acted_on, today)
    return Finding(
        rule="petition_step_is_in_time",
        verdict=verdict,
        citations=limit.citations,
        facts={
            "step": str(step),
            "starts": starts,
            "acted_on": acted_on,
            "last_day": limit.holds_until,
            "latest_day": limit.latest_day,
            "set_to": set_to,
            "set_too_far": extended_too_far,
            "opens_on": limit.opens_on,
            "other_reading": None if set_to else limit.other_reading,
            "to_be_verified": bool(limit.provision and not limit.provision.verified),
        },
        cure=cure,
    )


def _judged(
    limit: PetitionTimeLimit, acted_on: date | None, today: date
) -> tuple[Verdict, str, bool]:
    if _is_set_too_far(limit):
        return Verdict.BREACHED, "shorten_the_extension", True
    if limit.opens_on is not None:
        return *_judged_from(limit, limit.opens_on, acted_on), False
    if limit.holds_until is None:
        return Verdict.UNDETERMINED, "set_the_time_limit", False
    return *_judged_by(limit, limit.holds_until, acted_on, today), False


def _is_set_too_far(limit: PetitionTimeLimit) -> bool:
    latest = limit.latest_other_reading or limit.latest_day
    return bool(limit.set_to and latest and limit.set_to > latest)


def _judged_from(
    limit: PetitionTimeLimit, opens_on: date, acted_on: date | None
) -> tuple[Verdict, str]:
    """Judge what may not come before a day."""
    if acted_on is None:
        return Verdict.UNDETERMINED, "wait_for_the_end_of_the_time_limit"
    if acted_on < opens_on:
        return Verdict.BREACHED, "wait_for_the_end_of_the_time_limit"
    if limit.other_reading and acted_on <= limit.other_reading:
        return Verdict.UNDETERMINED, "have_the_commission_say_how_it_counts"
    return Verdict.MET, ""


def _judged_by(
    limit: PetitionTimeLimit, last_day: date, acted_on: date | None, today: date
) -> tuple[Verdict, str]:
    """Judge what may not come after a day."""
    reached = acted_on or today
    if reached <= last_day:
        return (
            (Verdict.MET, "") if acted_on else (Verdict.UNDETERMINED, "wait_within_the_time_limit")
        )
    if limit.set_to is None and limit.other_reading and reached <= limit.other_reading:
        return Verdict.UNDETERMINED, "have_the_commission_say_how_it_counts"
    return Verdict.BREACHED, "decide_on_what_came_late"
