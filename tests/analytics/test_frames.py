from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from convoca.analytics.frames import (
    BALANCE,
    FINDINGS,
    HEARINGS,
    PERIODS,
    REQUESTS,
    YEAR,
    Column,
    balance_frame,
    findings_frame,
    hearings_frame,
    periods_frame,
    requests_frame,
    year_frame,
)
from convoca.domain.finding import Verdict
from convoca.domain.hearing import Dimension
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Office
from convoca.domain.period_of_sessions import CallForRequests
from convoca.services.balance import Share
from convoca.services.year.read_models import YearPart, YearRow
from documents.samples import a_programme_row, a_request_row
from support.builders import a_period


def a_share() -> Share:
    return Share(
        dimension=Dimension.STATE,
        key="MX",
        requested=3,
        granted=1,
        placed=1,
        part_of_requested=0.75,
        part_of_granted=0.5,
    )


def a_row_of_the_year() -> YearRow:
    return YearRow(
        part=YearPart.OFFICE,
        name="Example",
        number=901,
        state=StateCode("MX"),
        office=Office.PRESIDENT,
        rule="mandate_is_reviewed_in_time",
        who="Example Member",
        day=date(2027, 3, 1),
        due=date(2028, 3, 1),
        verdict=Verdict.MET,
        articles=("15.3",),
        source="Example",
    )


PAGE = Path(__file__).parents[2] / "docs" / "dataframes.md"
KINDS = [
    pytest.param("requests", requests_frame, REQUESTS, a_request_row, id="requests"),
    pytest.param("findings", findings_frame, FINDINGS, a_request_row, id="findings"),
    pytest.param("hearings", hearings_frame, HEARINGS, a_programme_row, id="hearings"),
    pytest.param("periods", periods_frame, PERIODS, a_period, id="periods"),
    pytest.param("balance", balance_frame, BALANCE, a_share, id="balance"),
    pytest.param("year", year_frame, YEAR, a_row_of_the_year, id="year"),
]


@pytest.mark.parametrize(("name", "frame", "columns", "a_row"), KINDS)
def test_no_rows_give_the_same_columns_and_dtypes_as_some(name, frame, columns, a_row) -> None:
    empty, full = frame([]), frame([a_row(), a_row()])

    assert empty.empty
    assert list(empty.columns) == list(full.columns) == [column.name for column in columns]
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


@pytest.mark.parametrize(("name", "frame", "columns", "a_row"), KINDS)
def test_columns_have_the_dtype_that_they_announce(name, frame, columns, a_row) -> None:
    full = frame([a_row()])

    for column in columns:
        dtype = full[column.name].dtype
        if isinstance(column.dtype, str):
            assert dtype == column.dtype
        else:
            assert isinstance(dtype, pd.CategoricalDtype)
            assert list(dtype.categories) == [member.value for member in column.dtype]


@pytest.mark.parametrize(("name", "frame", "columns", "a_row"), KINDS)
def test_the_page_describes_every_column(name, frame, columns, a_row) -> None:
    assert described(name) == [(column.name, dtype_on_the_page(column)) for column in columns]


def described(name: str) -> list[tuple[str, str]]:
    """Return the first two columns of the table under a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## `convoca.{name}(", 1)[1]
    section = section.split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    assert all(row[3] for row in cells)
    return [(row[0], row[1]) for row in cells]


def dtype_on_the_page(column: Column) -> str:
    if isinstance(column.dtype, str):
        return column.dtype
    return f"category of {column.dtype.__name__}"


def test_a_request_keeps_instant_and_date_apart() -> None:
    frame = requests_frame([a_request_row()])

    assert frame.received[0] == datetime(2022, 1, 17, 3, 30, tzinfo=UTC)
    assert frame.received_on[0] == pd.Timestamp("2022-01-16")
    assert frame.states[0] == ("PE", "BR")
    assert frame.explode("states").states.tolist() == ["PE", "BR"]


def test_what_is_not_on_record_is_missing_and_not_empty() -> None:
    frame = requests_frame(
        [a_request_row(minutes_wanted=None, decided_on=None, decision_reason="", merged_into="")]
    )
    unplaced = hearings_frame([a_programme_row(slot=None, notice=None, last_day_of_notice=None)])

    for column in ("minutes_wanted", "decided_on", "decision_reason", "merged_into"):
        assert frame[column].isna().all()
    for column in ("day", "starts", "ends", "zone", "notice", "last_day_of_notice"):
        assert unplaced[column].isna().all()


def test_findings_have_a_row_per_request_and_rule() -> None:
    frame = findings_frame([a_request_row(), a_request_row(reference="PS 183-8")])

    assert frame[["reference", "rule", "verdict"]].to_numpy().tolist() == [
        ["PS 183-7", "request_is_in_time", "BREACHED"],
        ["PS 183-7", "request_is_in_writing", "MET"],
        ["PS 183-8", "request_is_in_time", "BREACHED"],
        ["PS 183-8", "request_is_in_writing", "MET"],
    ]
    assert frame.articles[0] == ("66.1",)
    assert frame.last_day[0] == pd.Timestamp("2022-01-16")
    assert frame.last_day.isna().tolist() == [False, True, False, True]


def test_verdicts_can_be_counted_even_where_there_is_none() -> None:
    counts = findings_frame([a_request_row()]).verdict.value_counts()

    assert counts.to_dict() == {"MET": 1, "BREACHED": 1, "WAIVED": 0, "UNDETERMINED": 0}
    assert set(counts.index) == {str(verdict) for verdict in Verdict}


def test_hearings_give_the_day_of_the_place_and_instants_in_utc() -> None:
    frame = hearings_frame([a_programme_row()])

    assert frame.day[0] == pd.Timestamp("2022-03-15")
    assert frame.starts[0] == datetime(2022, 3, 15, 14, 30, tzinfo=UTC)
    assert (frame.ends - frame.starts)[0] == pd.Timedelta(minutes=90)


def test_periods_count_both_ends_and_know_their_last_day_for_requests() -> None:
    period = a_period(call=CallForRequests(closes=datetime(2026, 12, 20, 4, 59, tzinfo=UTC)))
    frame = periods_frame([period])

    assert frame.days[0] == 12
    assert frame.last_day_for_requests[0] == pd.Timestamp("2027-01-10")
    assert frame.call_opens.isna().all()
    assert frame.call_closes[0] == period.call.closes
