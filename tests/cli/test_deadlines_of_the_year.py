"""The contract of ``convoca deadlines --year`` and ``--petition``."""

import pytest

from support.command import convoca


def test_a_petition_gets_both_ends_with_article_and_source() -> None:
    answer = convoca(
        "deadlines", "--petition", "state_response", "--from", "2027-01-15",
        "--on", "2027-02-01", "--json",
    )  # fmt: skip
    assert answer.code == 0
    data = answer.data
    assert (data["format"], data["articles"]) == ("convoca/petition/1", ["30.3"])
    assert (data["last_day"], data["latest_day"]) == ("2027-04-15", "2027-05-15")
    assert data["finding"]["verdict"] == "UNDETERMINED"
    assert [number["value"] for number in data["provisions"]] == [3, 4]


@pytest.mark.parametrize(
    ("acted_on", "code", "verdict"), [("2027-04-15", 0, "MET"), ("2027-04-16", 1, "BREACHED")]
)
def test_the_exit_code_says_whether_a_time_limit_was_kept(acted_on, code, verdict) -> None:
    answer = convoca(
        "deadlines", "--petition", "state_response", "--from", "2027-01-15",
        "--acted-on", acted_on, "--json",
    )  # fmt: skip
    assert (answer.code, answer.data["finding"]["verdict"]) == (code, verdict)


def test_people_read_both_ends_in_words() -> None:
    answer = convoca("deadlines", "--petition", "final_report", "--from", "2027-01-15")
    assert "47.1" in answer.output
    assert "2027" in answer.output


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--opens", "2027-03-01"),
        ("--petition", "state_response"),
        ("--year", "2027", "--petition", "state_response", "--from", "2027-01-15"),
        ("--petition", "final_report", "--from", "2027-01-15", "--set-to", "2027-05-01"),
        ("--petition", "nothing", "--from", "2027-01-15"),
    ],
)
def test_what_does_not_go_together_is_a_matter_of_usage(arguments) -> None:
    assert convoca("deadlines", *arguments).code == 2


def test_a_year_is_told_by_the_database(tmp_path) -> None:
    database = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    convoca("demo", "--db", database)

    answer = convoca(
        "deadlines", "--year", "2031", "--on", "2031-05-01", "--db", database, "--json"
    )

    assert answer.code == 0
    assert answer.data["year"] == 2031
    assert "2031-12-31" in {day["day"] for day in answer.data["days"]}
    verdicts = {finding["rule"]: finding["verdict"] for finding in answer.data["findings"]}
    assert verdicts["two_regular_periods_in_the_year"] == "UNDETERMINED"
    assert "mandate_is_reviewed_in_time" in verdicts
    words = convoca("deadlines", "--year", "2031", "--db", database).output
    assert "2031-12-31  15.6" in words
