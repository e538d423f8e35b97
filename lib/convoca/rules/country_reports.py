"""What follows an on-site observation: the report on a State, and the year's annual report (Arts. 59.8, 60)."""

from collections.abc import Iterable
from datetime import date

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation, VisitReport


def report_waits_for_the_state(*, report: VisitReport, today: date) -> Finding:
    """Check the steps of a report on a State: approved, transmitted, observed upon, published.

    Art. 60.a-d: the draft goes to the State once it is approved, with a last day for its
    observations; it is published once they are there, or after that day. Nothing is due by a day:
    what is still to come is UNDETERMINED.
    """
    wrong = _out_of_order(report)
    step = _next_step(report, today)
    verdict = Verdict.BREACHED if wrong else Verdict.UNDETERMINED if step else Verdict.MET
    return Finding(
        rule="report_waits_for_the_state",
        verdict=verdict,
        citations=(Citation(60),),
        facts={
            "missing": wrong,
            "approved_on": report.approved_on,
            "sent_on": report.sent_to_state_on,
            "last_day": report.observations_by,
            "received_on": report.observations_received_on,
            "published_on": report.published_on,
            "to_approve": step == "approve",
            "to_transmit": step == "transmit",
            "to_set_the_day": step == "set_the_day",
            "to_await": step == "await",
        },
        cure="record_the_steps_of_the_report" if wrong else _CURES.get(step, ""),
    )


_CURES = {
    "approve": "approve_the_report",
    "transmit": "transmit_the_report",
    "set_the_day": "set_the_day_for_observations",
    "await": "await_the_observations",
    "publish": "decide_on_publication",
}


def _out_of_order(report: VisitReport) -> tuple[str, ...]:
    """Name what ought to have come before a step that was taken."""
    wrong = {
        "approval": _came_without(report.sent_to_state_on, report.approved_on),
        "transmission": _came_without(report.published_on, report.sent_to_state_on),
        "time_of_the_state": _published_too_early(report),
    }
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def _came_without(step: date | None, before: date | None) -> bool:
    return step is not None and (before is None or step < before)


def _published_too_early(report: VisitReport) -> bool:
    """Whether it was published before the State had observed, or its time was over."""
    if report.published_on is None or report.sent_to_state_on is None:
        return False
    heard = report.observations_received_on
    if heard is not None and heard <= report.published_on:
        return False
    return report.observations_by is None or report.published_on <= report.observations_by


def _next_step(report: VisitReport, today: date) -> str:
    if report.published_on is not None:
        return ""
    if report.approved_on is None:
        return "approve"
    if report.sent_to_state_on is None:
        return "transmit"
    if report.observations_received_on is not None:
        return "publish"
    if report.observations_by is None:
        return "set_the_day"
    return "await" if today <= report.observations_by else "publish"


def visited_state_is_left_out_of_chapter_iv_b(
    *,
    state: StateCode,
    year: int,
    visits: Iterable[OnSiteObservation],
    included_on: date | None,
) -> Finding:
    """Check that a State which had an on-site visit does not stand in Chapter IV.B of that year.

    Art. 59.8: the report on the State takes its place. ``included_on`` is the day on which the
    Commission decided to include it (Art. 59.7), None where it did not. A visit that the State
    refused entry to, and that was made from elsewhere, is told apart: the article is silent on it.
    """
    made = [visit for visit in visits if _is_on_site_visit(visit, state, year)]
    on_its_soil = [visit for visit in made if state in visit.soil]
    first = min((visit.opens for visit in made), default=None)
    verdict = Verdict.UNDETERMINED if made else Verdict.MET
    if on_its_soil and included_on is not None:
        verdict = Verdict.BREACHED
    return Finding(
        rule="visited_state_is_left_out_of_chapter_iv_b",
        verdict=verdict,
        citations=(Citation(59, 8),),
        facts={
            "state": state,
            "year": str(year),
            "visited_on": first,
            "included_on": included_on,
            "from_elsewhere": bool(made) and not on_its_soil,
        },
        cure="report_on_the_state_instead" if made else "",
    )


def _is_on_site_visit(visit: OnSiteObservation, state: StateCode, year: int) -> bool:
    return (
        visit.kind is ObservationKind.ON_SITE
        and not visit.is_cancelled
        and state in visit.states
        and visit.opens.year <= year <= visit.closes.year
    )
