"""The contract of ``convoca deadlines``, ``check`` and ``rules``: formats, verdicts, exit codes."""

import pytest

from support.command import convoca


def _finding(*arguments: object) -> tuple[int, dict[str, object]]:
    answer = convoca("check", *arguments, "--json")
    assert answer.data["format"] == "convoca/finding/1"
    return answer.code, answer.data


@pytest.mark.parametrize(
    ("received", "code", "verdict", "day"),
    [
        ("2022-01-15", 0, "MET", "2022-01-15"),
        ("2022-01-16", 0, "MET", "2022-01-16"),
        ("2022-01-17T03:30:00Z", 0, "MET", "2022-01-16"),
        ("2022-01-17T05:30:00Z", 1, "BREACHED", "2022-01-17"),
        ("2022-01-17", 1, "BREACHED", "2022-01-17"),
    ],
)
def test_a_request_is_judged_by_its_date_at_the_seat(
    received: str, code: int, verdict: str, day: str
) -> None:
    returned, finding = _finding("request", "--received", received, "--opens", "2022-03-07")
    assert (returned, finding["verdict"], finding["articles"]) == (code, verdict, ["64.2"])
    facts = finding["facts"]
    assert (facts["received"], facts["last_day"]) == (day, "2022-01-16")  # type: ignore[index]


def test_a_general_hearing_is_requested_under_article_66() -> None:
    _, finding = _finding(
        "request", "--received", "2022-01-16", "--opens", "2022-03-07", "--kind", "country_general"
    )
    assert finding["articles"] == ["66.1"]


@pytest.mark.parametrize(
    ("served", "hearing", "code", "verdict"),
    [
        ("2022-02-15", "2022-03-15", 0, "MET"),
        ("2022-02-16", "2022-03-15", 1, "BREACHED"),
        ("2022-02-28", "2022-03-31", 0, "MET"),
        ("2024-02-29", "2024-03-31", 0, "MET"),
        ("2022-01-31", "2022-02-28", 1, "BREACHED"),
    ],
)
def test_a_notice_is_judged_by_the_month_before_the_hearing(
    served: str, hearing: str, code: int, verdict: str
) -> None:
    returned, finding = _finding("notice", "--served", served, "--hearing", hearing)
    assert (returned, finding["verdict"]) == (code, verdict)


def test_exceptional_circumstances_shorten_a_notice_and_stay_on_record() -> None:
    code, finding = _finding(
        "notice",
        "--served",
        "2022-02-16",
        "--hearing",
        "2022-03-15",
        "--exceptional",
        "Example emergency",
    )
    assert (code, finding["verdict"]) == (0, "WAIVED")
    assert "Example emergency" in finding["facts"].values()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "code", "articles"),
    [
        (["--nationality", "MX", "--state", "MX", "--activity", "hearing"], 1, ["17.2.a"]),
        (["--nationality", "CO", "--state", "MX", "--activity", "hearing"], 0, ["17.2.a"]),
        (
            [
                "--nationality",
                "CO",
                "--accredited-to",
                "MX",
                "--state",
                "MX",
                "--activity",
                "hearing",
            ],
            1,
            ["17.2.a"],
        ),
        (
            ["--nationality", "CO", "--residence", "US", "--state", "US", "--activity", "visit"],
            1,
            ["54"],
        ),
        (
            ["--nationality", "CO", "--residence", "US", "--state", "US", "--activity", "hearing"],
            0,
            ["17.2.a"],
        ),
        (
            [
                "--nationality",
                "CO",
                "--residence",
                "CO",
                "--state",
                "VE",
                "--state",
                "CO",
                "--activity",
                "visit",
            ],
            1,
            ["54"],
        ),
    ],
)
def test_who_may_take_part_depends_on_the_activity(
    arguments: list[str], code: int, articles: list[str]
) -> None:
    returned, finding = _finding("member", *arguments, "--on", "2024-03-01")
    assert (returned, finding["articles"]) == (code, articles)


def test_every_date_follows_from_the_period() -> None:
    answer = convoca(
        "deadlines", "--opens", "2022-03-07", "--closes", "2022-03-18",
        "--call-closes", "2022-01-19T23:59", "--hearing", "2022-03-15", "--hearing", "2022-03-31",
        "--json",
    )  # fmt: skip
    assert (answer.code, answer.data["format"]) == (0, "convoca/deadlines/1")
    found = {(d["article"], d["last_day"], d["for"]) for d in answer.data["deadlines"]}
    assert {
        ("64.2", "2022-01-16", "2022-03-07"),
        ("64.4", "2022-02-15", "2022-03-15"),
        ("64.4", "2022-02-28", "2022-03-31"),
    } <= found
    assert [f["verdict"] for f in answer.data["findings"]] == ["BREACHED"]


def test_every_rule_tells_its_articles_and_numbers() -> None:
    answer = convoca("rules", "--json")
    rules = {rule["key"]: rule for rule in answer.data["rules"]}
    values = rules["request_is_in_time"]["provisions"][0]["values"]
    assert [value["value"] for value in values] == [40, 50]
    assert rules["request_is_in_time"]["articles"] == ["64.2", "66.1"]
    assert all(rule["title"] for rule in rules.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "request", "--received", "yesterday", "--opens", "2022-03-07"],
        ["check", "request", "--opens", "2022-03-07"],
        ["check", "member", "--nationality", "Mexico", "--state", "MX", "--on", "2024-03-01",
         "--activity", "hearing"],
        ["check", "member", "--nationality", "MX", "--state", "ZZ", "--on", "2024-03-01",
         "--activity", "visit"],
        ["check", "member", "--nationality", "XX", "--state", "MX", "--on", "2024-03-01",
         "--activity", "visit"],
        ["deadlines", "--opens", "2022-03-18", "--closes", "2022-03-07"],
        ["check", "request", "--received", "0001-01-01", "--opens", "0001-01-02"],
        ["deadlines", "--opens", "9999-12-30", "--closes", "9999-12-31"],
        ["nonsense"],
    ],
)  # fmt: skip
def test_bad_input_is_told_on_standard_error(arguments: list[str]) -> None:
    answer = convoca(*arguments)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors
    assert "Traceback" not in answer.errors


@pytest.mark.parametrize(
    ("arguments", "code", "articles"),
    [
        ("quorum --in-office 7 --present 4", 0, ["16"]),
        ("quorum --in-office 7 --present 3", 1, ["16"]),
        ("majority --kind absolute --in-office 7 --present 5 --in-favour 3", 1, ["18.1"]),
        ("majority --kind present --in-office 7 --present 5 --in-favour 3", 0, ["18.2"]),
        ("majority --kind five --in-office 7 --present 5 --in-favour 5", 0, ["4.2"]),
        ("majority --kind present --in-office 7 --present 3 --in-favour 3", 1, ["18.2", "16"]),
        ("majority --kind unanimous --in-office 7 --present 5 --in-favour 5", 0, ["7.2"]),
        ("majority --kind unanimous --in-office 7 --present 5 --in-favour 4", 1, ["7.2"]),
        ("majority --decision final_report --in-office 7 --present 5 --in-favour 3", 1, ["47.1"]),
        (
            "majority --decision minutes --in-office 7 --present 5 --in-favour 3",
            0,
            ["20.2", "18.2"],
        ),
        (
            "majority --decision merits --in-office 7 --present 3 --no-part 1 --in-favour 3",
            1,
            ["43.1", "18.2", "16"],
        ),
        ("minutes --held-period 190 --approved-at-opens 2024-11-04 --on 2024-11-04", 0, ["20.2"]),
        ("explanation --closes 2024-07-12 --received 2024-08-11", 0, ["19.4"]),
        ("explanation --closes 2024-07-12 --received 2024-08-12", 1, ["19.4"]),
        (
            "explanation --closes 2024-07-12 --received 2024-08-01 --shortened-to 2024-07-31",
            1,
            ["19.4"],
        ),
        ("explanation --closes 2024-07-12 --on 2024-08-11", 0, ["19.4"]),
    ],
)
def test_a_session_is_judged_without_a_database(
    arguments: str, code: int, articles: list[str]
) -> None:
    returned, finding = _finding(*arguments.split())

    assert (returned, finding["articles"]) == (code, articles)


def test_an_objection_leaves_the_minutes_to_the_commission() -> None:
    code, finding = _finding(
        "minutes", "--held-period", "190", "--approved-at-opens", "2024-11-04",
        "--objection", "2024-10-30", "--on", "2024-11-04",
    )  # fmt: skip

    assert (code, finding["verdict"]) == (1, "BREACHED")
    assert finding["cure"] == "put_the_minutes_to_the_commission"


@pytest.mark.parametrize(
    "arguments",
    [
        "--kind present --in-office 7 --present 3 --in-favour 4",
        "--kind present --in-office 7 --present 6 --no-part 2 --in-favour 4",
        "--kind simple --in-office 7 --present 5 --in-favour 4",
        "--kind present --decision final_report --in-office 7 --present 5 --in-favour 4",
        "--decision nonsense --in-office 7 --present 5 --in-favour 4",
        "--in-office 7 --present 5 --in-favour 4",
    ],
)
def test_a_vote_that_cannot_be_is_bad_input(arguments: str) -> None:
    answer = convoca("check", "majority", *arguments.split())

    assert (answer.code, answer.output) == (2, "")
    assert answer.errors


def test_every_decision_tells_its_majority_and_articles() -> None:
    answer = convoca("rules", "--json")
    decisions = {decision["key"]: decision for decision in answer.data["decisions"]}

    (now,) = decisions["board_election"]["majorities"]
    assert (now["majority"], now["articles"]) == ("absolute", ["7.3", "18.1.a"])
    assert "board_election" in convoca("rules").output
