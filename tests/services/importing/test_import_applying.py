"""A plan is applied whole or not at all, and says what it did."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from import_sheets import TODAY, codes, office, planned, reference_tables, sheet, with_period

from convoca.domain.errors import ConflictingEdit, NotAllowed, ReasonMissing
from convoca.services.importing.applying import REFERENCE_REASON, apply, load_reference
from convoca.services.importing.columns import Kind
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Outcome
from convoca.services.importing.remark import Level
from convoca.services.importing.report import plan_as_dict
from convoca.services.importing.table import Row, Table
from convoca.services.importing.words import PROBLEM_WORDS, REMEDY_WORDS
from support.fake_store import FakeUnitOfWork

HEADER = "reference|received|title|kind"
ROWS = [(f"PS 196-{n}", "2026-11-02T12:00:00Z", f"Title {n}", "case") for n in range(1, 6)]


def request_plan(uow, *rows, **options):
    return planned(Kind.REQUESTS, sheet(HEADER, *rows), uow, period_number=196, **options)


def count(uow):
    with uow:
        return len(uow.requests.all())


def test_planning_writes_nothing():
    uow = with_period()
    entries = len(uow.store.entries)
    request_plan(uow, *ROWS)
    assert count(uow) == 0
    assert len(uow.store.entries) == entries


def test_everything_is_written_with_one_reason():
    uow = with_period()
    entries = len(uow.store.entries)
    receipt = apply(request_plan(uow, *ROWS), reason="the list of the form", uow=uow)
    assert (receipt.created, receipt.written, receipt.kinds) == (5, 5, (Kind.REQUESTS,))
    assert count(uow) == 5
    assert [e.reason for e in uow.store.entries[entries:]] == ["the list of the form"]
    assert len(uow.store.entries[-1].changes) == 5


def test_one_wrong_row_blocks_the_whole_file():
    uow = with_period()
    plan = request_plan(uow, *ROWS[:3], ("PS 196-9", "07/04/2026", "Title", "case"), *ROWS[3:])
    assert [row.outcome for row in plan.rows].count(Outcome.ERROR) == 1
    with pytest.raises(NotAllowed) as refused:
        apply(plan, reason="x", uow=uow)
    assert refused.value.values["count"] == 1
    assert count(uow) == 0


class BreaksInTheMiddle:
    """A repository whose third save fails, as a full disk would."""

    def __init__(self, inner):
        self.inner, self.saves = inner, 0

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def save(self, record):
        self.saves += 1
        if self.saves == 3:
            raise OSError("disk full")
        return self.inner.save(record)


def test_a_failure_in_the_middle_leaves_nothing_behind():
    uow = with_period()
    plan = request_plan(uow, *ROWS)
    entries = len(uow.store.entries)
    whole = uow.requests
    uow.requests = BreaksInTheMiddle(whole)
    with pytest.raises(OSError, match="disk full"):
        apply(plan, reason="x", uow=uow)
    uow.requests = whole
    assert count(uow) == 0
    assert len(uow.store.entries) == entries
    assert apply(plan, reason="again", uow=uow).written == 5


def test_a_reason_is_asked_for():
    uow = with_period()
    with pytest.raises(ReasonMissing):
        apply(request_plan(uow, *ROWS), reason=" ", uow=uow)
    assert count(uow) == 0


def test_a_plan_made_on_an_older_version_is_refused_whole():
    uow = with_period()
    apply(request_plan(uow, *ROWS), reason="first", uow=uow)
    changed = [(*row[:2], f"{row[2]} bis", row[3]) for row in ROWS]
    plan = request_plan(uow, *changed)
    with uow:
        third = next(r for r in uow.requests.all() if r.reference == "PS 196-3")
        uow.requests.save(replace(third, note="somebody else"))
        uow.commit(reason="edit")
    with pytest.raises(ConflictingEdit):
        apply(plan, reason="second", uow=uow)
    with uow:
        assert {r.title for r in uow.requests.all()} == {row[2] for row in ROWS}


def test_two_people_importing_the_same_file_make_no_doubles():
    uow = with_period()
    first, second = request_plan(uow, *ROWS), request_plan(uow, *ROWS)
    assert [c.after.id for c in first.changes] == [c.after.id for c in second.changes]
    apply(first, reason="one", uow=uow)
    apply(second, reason="two", uow=FakeUnitOfWork(uow.store))
    assert count(uow) == 5


def test_a_title_edited_since_is_found_by_its_identity():
    uow = with_period()
    rows = [(None, *ROWS[0][1:])]
    apply(request_plan(uow, *rows), reason="one", uow=uow)
    with uow:
        (made,) = uow.requests.all()
        uow.requests.save(replace(made, title="Corrected by hand", reference="PS 196-77"))
        uow.commit(reason="edit")
    plan = request_plan(uow, *rows)
    assert (plan.rows[0].outcome, plan.rows[0].fields) == (Outcome.UPDATE, ("title",))


def test_dates_option_answers_the_question():
    uow = with_period()
    row = ("PS 196-9", "07/04/2026", "Title", "case")
    asked = request_plan(uow, row).rows[0]
    (remark,) = [r for r in asked.remarks if r.code == "date_ambiguous"]
    assert (remark.read, remark.column) == ("07/04/2026", "B (received)")
    assert remark.values["first"] == date(2026, 4, 7)
    settled = request_plan(uow, row, dates=DateOrder.MONTH_FIRST)
    assert settled.changes[0].after.received == datetime(2026, 7, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_or_foreign_file_is_refused_and_never_crashes(kind):
    uow = with_period()
    for table in (
        sheet(""),
        sheet("a|b|c", (1, 2, 3)),
        sheet("|".join(["title"] * 40), ("x",) * 40),
        sheet("=cmd|' /C calc'!A0", ("@SUM(1)",)),
    ):
        plan = planned(kind, table, uow, period_number=196)
        assert plan.is_blocked
        assert plan.changes == ()


@pytest.mark.parametrize(
    "value",
    [None, "", "\x00", "'; DROP TABLE", 1e308, -1, True, date(1, 1, 1), "\ud800", "9" * 5_000],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_any_value_in_any_cell_gives_an_outcome(kind, value):
    from convoca.services.importing.columns import fields_of, names_of

    header = [names_of(kind, field)[0] for field in fields_of(kind)]
    table = sheet("|".join(header), [value] * len(header))
    plan = planned(kind, table, with_period(), period_number=196)
    assert [row.number for row in plan.rows] == [2]
    assert json.dumps(plan_as_dict(plan))


def test_an_uncalculated_formula_is_an_error_where_it_matters():
    table = Table(
        file="form.xlsx",
        sheet="Form",
        header=("reference", "received", "title", "kind", "colour"),
        rows=(Row(number=2, values=("PS 196-1", None, "Title", "case", None)),),
        unreadable={(2, 1): "formula_not_calculated", (2, 4): "formula_error"},
    )
    plan = planned(Kind.REQUESTS, table, with_period(), period_number=196)
    assert plan.rows[0].outcome is Outcome.ERROR
    assert [(r.code, r.column) for r in plan.rows[0].remarks] == [
        ("formula_not_calculated", "B (received)")
    ]


def test_a_row_with_a_stray_comma_is_an_error():
    table = sheet(HEADER, ROWS[0])
    table = replace(table, rows=(replace(table.rows[0], overflows=True),))
    plan = planned(Kind.REQUESTS, table, with_period(), period_number=196)
    assert codes(plan.rows[0]) == ["row_overflows"]
    assert plan.rows[0].outcome is Outcome.ERROR


def test_the_shipped_reference_goes_in_with_one_entry_and_only_once():
    uow = FakeUnitOfWork()
    receipt = load_reference(uow, reference_tables(), today=TODAY)
    assert (receipt.created, receipt.written) == (35 + 35 + 19 + 85, 35 + 30 + 85)
    assert [e.reason for e in uow.store.entries] == [REFERENCE_REASON]
    again = load_reference(uow, reference_tables(), today=TODAY)
    assert (again.written, again.unchanged) == (0, 174)
    assert len(uow.store.entries) == 1


def test_the_shipped_reference_keeps_sources_and_verified_flags():
    uow = office()
    with uow:
        records = uow.states.all() + uow.members.all() + uow.rapporteurships.all()
        members = uow.members.all()
        in_office = [m for m in members if m.in_office(date(2026, 3, 2))]
    assert all(record.source for record in records)
    assert not any(".txt" in record.source for record in records)
    assert len(in_office) == 7
    assert {m.name for m in members if not m.verified} >= {"Dinah Shelton", "Paulo Vannuchi"}


def test_ten_thousand_rows_are_planned_and_applied_in_seconds():
    uow = with_period()
    rows = [
        (f"PS 196-{n}", "2026-11-02T12:00:00Z", f"Situación número {n} en México", "case")
        for n in range(10_000)
    ]
    began = time.perf_counter()
    plan = request_plan(uow, *rows)
    apply(plan, reason="big", uow=uow)
    again = request_plan(uow, *rows)
    took = time.perf_counter() - began
    assert (plan.count(Outcome.CREATE), again.count(Outcome.UNCHANGED)) == (10_000, 10_000)
    assert took < 30  # a bound against quadratic work; usually under 5


def test_the_plan_as_data_names_row_column_what_was_read_and_the_remedy():
    uow = with_period()
    data = plan_as_dict(request_plan(uow, ROWS[0], ("PS 196-9", "20/07/26", "T", "case")))
    assert (data["format"], data["kind"], data["blocked"]) == ("convoca/import/1", "requests", True)
    assert data["counts"] == {"create": 1, "update": 0, "unchanged": 0, "left_out": 0, "error": 1}
    assert data["rows"][1]["remarks"] == [
        {
            "code": "date_two_digit_year",
            "level": "error",
            "row": 3,
            "column": "B (received)",
            "read": "20/07/26",
            "problem": "The year of “20/07/26” has two digits.",
            "remedy": "Write the year with four digits, as in 2026-04-07.",
            "values": {"read": "20/07/26", "column": "B (received)"},
        }
    ]


def test_words_are_asked_for_in_the_readers_language():
    plan = request_plan(with_period(), ("PS 196-9", "20/07/26", "T", "case"))
    data = plan_as_dict(plan, word=lambda template, values: f"¡{template.format(**values)}!")
    assert data["rows"][0]["remarks"][0]["problem"] == "¡The year of “20/07/26” has two digits.!"


def test_every_remedy_belongs_to_a_problem():
    assert set(REMEDY_WORDS) - set(PROBLEM_WORDS) == {"refused"}


def test_every_problem_told_in_the_code_has_words():
    """A code without words would only fail once somebody meets it."""
    import ast
    from pathlib import Path

    from convoca.services import importing

    told = set()
    for path in Path(importing.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"note", "leave_out", "wrong", "remark", "Unclear"}:
                    told |= {
                        c.value
                        for c in ast.walk(node.args[0])
                        if isinstance(c, ast.Constant) and isinstance(c.value, str)
                    }
    told -= {"opens"}
    assert told <= set(PROBLEM_WORDS)
    assert len(told) > 50


def test_errors_of_the_file_count_too():
    plan = planned(Kind.REQUESTS, sheet("title"), with_period(), period_number=196)
    assert {r.code for r in plan.remarks if r.level is Level.ERROR} == {"missing_column", "no_rows"}
    assert plan.errors == 2
