"""The reference files go in without a hand-edit, in their order, and again without a change."""

from pathlib import Path

import pytest
from import_sheets import codes, planned, taken_in

from convoca.documents.tables import read_table
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome
from support.fake_store import FakeUnitOfWork

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference files are not beside this checkout"
)

#: File, kind and how many rows are created, updated, unchanged, left out, in error.
EXPECTED = [
    ("member_states", Kind.STATES, (35, 0, 0, 0, 0)),
    ("commissioners", Kind.MEMBERS, (35, 0, 0, 0, 0)),
    ("rapporteurships", Kind.RAPPORTEURSHIPS, (85, 0, 0, 0, 0)),
    ("periods", Kind.PERIODS, (58, 0, 0, 1, 0)),
    ("calls_for_requests", Kind.PERIODS, (0, 41, 1, 0, 0)),
    ("hearings", Kind.HEARINGS, (185, 0, 0, 0, 0)),
    ("visits", Kind.VISITS, (33, 0, 0, 0, 0)),
]


@pytest.fixture(scope="module")
def filled():
    uow = FakeUnitOfWork()
    plans = {
        name: taken_in(kind, read_table(REFERENCE / f"{name}.csv"), uow)
        for name, kind, _ in EXPECTED
    }
    return uow, plans


@pytest.mark.parametrize(("name", "kind", "counts"), EXPECTED)
def test_every_row_has_its_outcome(filled, name, kind, counts):
    plan = filled[1][name]
    assert tuple(plan.count(outcome) for outcome in Outcome) == counts
    assert not plan.is_blocked


@pytest.mark.parametrize(("name", "kind", "counts"), EXPECTED)
def test_a_second_run_gives_only_unchanged(filled, name, kind, counts):
    plan = planned(kind, read_table(REFERENCE / f"{name}.csv"), filled[0])
    assert plan.changes == ()
    assert plan.count(Outcome.UNCHANGED) + plan.count(Outcome.LEFT_OUT) == len(plan.rows)


def test_the_period_without_a_first_day_is_told(filled):
    (row,) = [r for r in filled[1]["periods"].rows if r.outcome is Outcome.LEFT_OUT]
    assert (row.number, row.subject, codes(row)) == (5, "131", ["period_without_dates"])


def test_computed_columns_are_told_and_left_alone(filled):
    assert [r.column for r in filled[1]["calls_for_requests"].remarks] == [
        "D (days_deadline_to_start)",
        "E (window_days)",
        "I (days_calendar_to_start)",
        "J (days_calendar_to_first_hearing)",
    ]


def test_what_could_not_be_placed_is_told_row_by_row(filled):
    _, plans = filled
    unplaced = [r for r in plans["hearings"].rows if r.remarks]
    assert sorted(code for r in unplaced for code in codes(r)) == (
        ["hour_not_placed"] * 5 + ["hour_without_room"] * 2
    )
    placeless = [r.subject for r in plans["periods"].rows if "place_unknown" in codes(r)]
    assert placeless == ["119", "127", "137", "138", "166", "184"]


def test_calls_close_with_their_day_at_the_seat(filled):
    uow, _ = filled
    with uow:
        closing = {p.number: p.call.closes.isoformat() for p in uow.periods.all() if p.call.closes}
    assert len(closing) == 13
    assert closing[188] == "2023-08-12T03:59:59+00:00"
    assert closing[192] == "2024-12-04T04:59:59+00:00"


def test_private_hearings_stay_private(filled):
    uow, _ = filled
    with uow:
        assert sorted(h.title[:19] for h in uow.hearings.all() if h.is_private) == [
            "Audiencia a puerta ",
            "Audiencia sobre Cub",
        ]
