"""Art. 60, step by step, and Art. 59.8: every order of the steps against a judge written here."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.on_site_observation import ObservationKind, VisitReport
from convoca.rules.country_reports import (
    report_waits_for_the_state,
    visited_state_is_left_out_of_chapter_iv_b,
)
from support.rule_examples import CO, HN, an_observation

DAY = date(2027, 9, 1)
DAYS = (None, DAY, DAY + timedelta(days=30), DAY + timedelta(days=60))


def by_hand(report: VisitReport) -> set[str]:
    """Say what is wrong with a report, as somebody reads Art. 60 a to d."""
    wrong = set()
    approved, sent, published = report.approved_on, report.sent_to_state_on, report.published_on
    if sent and not (approved and approved <= sent):
        wrong.add("approval")
    if published and not (sent and sent <= published):
        wrong.add("transmission")
    if published and sent:
        heard = report.observations_received_on and report.observations_received_on <= published
        over = report.observations_by and report.observations_by < published
        if not (heard or over):
            wrong.add("time_of_the_state")
    return wrong


def test_every_order_of_the_steps_is_judged_as_by_hand() -> None:
    verdicts = set()
    for approved, sent, by, received, published in product(DAYS, repeat=5):
        report = VisitReport(
            approved_on=approved,
            sent_to_state_on=sent,
            observations_by=by,
            observations_received_on=received,
            published_on=published,
        )
        finding = report_waits_for_the_state(report=report, today=DAY)
        wrong = by_hand(report)
        assert set(finding.facts["missing"]) == wrong, report
        expected = Verdict.BREACHED if wrong else Verdict.MET if published else Verdict.UNDETERMINED
        assert finding.verdict is expected, report
        verdicts.add(finding.verdict)
    assert verdicts == {Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("steps", "today", "cure"),
    [
        ({}, DAY, "approve_the_report"),
        ({"approved_on": DAY}, DAY, "transmit_the_report"),
        ({"approved_on": DAY, "sent_to_state_on": DAY}, DAY, "set_the_day_for_observations"),
        (
            {"approved_on": DAY, "sent_to_state_on": DAY, "observations_by": DAY},
            DAY,
            "await_the_observations",
        ),
        (
            {"approved_on": DAY, "sent_to_state_on": DAY, "observations_by": DAY},
            DAY + timedelta(days=1),
            "decide_on_publication",
        ),
        (
            {"approved_on": DAY, "sent_to_state_on": DAY, "observations_received_on": DAY},
            DAY,
            "decide_on_publication",
        ),
    ],
)
def test_the_next_step_is_named(steps: dict[str, date], today: date, cure: str) -> None:
    assert report_waits_for_the_state(report=VisitReport(**steps), today=today).cure == cure


VISIT = an_observation()


@pytest.mark.parametrize(
    ("visit", "decided", "verdict"),
    [
        pytest.param(VISIT, False, Verdict.UNDETERMINED, id="visited"),
        pytest.param(VISIT, True, Verdict.BREACHED, id="visited-and-included"),
        pytest.param(None, True, Verdict.MET, id="not-visited"),
        pytest.param(replace(VISIT, is_cancelled=True), True, Verdict.MET, id="cancelled"),
        pytest.param(
            replace(VISIT, kind=ObservationKind.WORKING), True, Verdict.MET, id="working-visit"
        ),
        pytest.param(replace(VISIT, states=(CO,)), True, Verdict.MET, id="another-State"),
        pytest.param(
            replace(VISIT, territories=(CO,)), True, Verdict.UNDETERMINED, id="from-elsewhere"
        ),
    ],
)
def test_a_state_visited_is_left_out_of_the_chapter_of_that_year(visit, decided, verdict) -> None:
    finding = visited_state_is_left_out_of_chapter_iv_b(
        state=HN,
        year=2027,
        visits=[visit] if visit else [],
        included_on=date(2028, 1, 20) if decided else None,
    )

    assert finding.verdict is verdict


def test_a_visit_of_another_year_keeps_no_state_out() -> None:
    finding = visited_state_is_left_out_of_chapter_iv_b(
        state=HN, year=2028, visits=[VISIT], included_on=date(2029, 1, 20)
    )

    assert finding.verdict is Verdict.MET
