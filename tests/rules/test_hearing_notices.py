from datetime import date, time

import pytest

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import HearingKind
from convoca.rules.hearing_notices import notice_is_in_time

HEARING = date(2022, 3, 15)
URGENT = {"exceptional_circumstances": "an imminent execution", "authority": "the President"}


@pytest.mark.parametrize(
    ("served", "verdict"),
    [
        pytest.param(date(2022, 2, 14), Verdict.MET, id="the-day-before-the-last"),
        pytest.param(date(2022, 2, 15), Verdict.MET, id="the-last-day"),
        pytest.param(date(2022, 2, 16), Verdict.BREACHED, id="the-day-after"),
    ],
)
def test_notice_is_in_time_until_the_same_day_of_the_month_before(served, verdict):
    assert notice_is_in_time(served=served, hearing=HEARING) == Finding(
        rule="notice_is_in_time",
        verdict=verdict,
        citations=(Citation(64, 4),),
        facts={
            "served": served,
            "hearing": HEARING,
            "last_day": date(2022, 2, 15),
            "months": 1,
            "last_day_counting_forward": date(2022, 2, 15),
            "in_time_counting_forward": verdict is Verdict.MET,
            "readings_differ": False,
            "announced_day": None,
            "announced_hour": None,
            "announced_place": None,
            "by_analogy": False,
            "to_be_verified": False,
        },
        cure="" if verdict is Verdict.MET else "record_exceptional_circumstances",
    )


@pytest.mark.parametrize(
    ("hearing", "last_day", "day_after"),
    [
        pytest.param(date(2023, 3, 31), date(2023, 2, 28), date(2023, 3, 1), id="31-march"),
        pytest.param(date(2024, 3, 31), date(2024, 2, 29), date(2024, 3, 1), id="leap-year"),
        pytest.param(date(2023, 1, 31), date(2022, 12, 31), date(2023, 1, 1), id="over-new-year"),
    ],
)
def test_where_the_day_does_not_exist_the_last_of_the_month_counts(hearing, last_day, day_after):
    on_last_day = notice_is_in_time(served=last_day, hearing=hearing)
    late = notice_is_in_time(served=day_after, hearing=hearing)

    assert (on_last_day.verdict, late.verdict) == (Verdict.MET, Verdict.BREACHED)
    assert on_last_day.facts["last_day"] == last_day


@pytest.mark.parametrize(
    ("served", "verdict", "counting_forward"),
    [
        pytest.param(date(2023, 1, 28), Verdict.MET, True, id="28-january"),
        pytest.param(date(2023, 1, 29), Verdict.BREACHED, True, id="29-january"),
        pytest.param(date(2023, 1, 31), Verdict.BREACHED, True, id="31-january"),
        pytest.param(date(2023, 2, 1), Verdict.BREACHED, False, id="1-february"),
    ],
)
def test_a_notice_for_28_february_carries_both_readings_and_follows_the_stricter(
    served, verdict, counting_forward
):
    finding = notice_is_in_time(served=served, hearing=date(2023, 2, 28))

    assert finding.verdict is verdict
    assert finding.facts["last_day"] == date(2023, 1, 28)
    assert finding.facts["last_day_counting_forward"] == date(2023, 1, 31)
    assert finding.facts["in_time_counting_forward"] is counting_forward
    assert finding.facts["readings_differ"] is True


@pytest.mark.parametrize(
    ("today", "verdict", "cure"),
    [
        pytest.param(date(2022, 2, 14), Verdict.UNDETERMINED, "serve_the_notice", id="before"),
        pytest.param(date(2022, 2, 15), Verdict.UNDETERMINED, "serve_the_notice", id="last-day"),
        pytest.param(date(2022, 2, 16), Verdict.BREACHED, "serve_the_notice_late", id="after"),
        pytest.param(None, Verdict.UNDETERMINED, "serve_the_notice", id="on-no-day-in-particular"),
    ],
)
def test_a_notice_not_served_is_open_until_its_last_day(today, verdict, cure):
    finding = notice_is_in_time(served=None, hearing=HEARING, today=today)

    assert (finding.verdict, finding.cure) == (verdict, cure)
    assert finding.facts["last_day"] == date(2022, 2, 15)
    assert finding.facts["in_time_counting_forward"] is None


@pytest.mark.parametrize(
    ("served", "verdict"),
    [
        pytest.param(date(2022, 2, 15), Verdict.MET, id="in-time-anyway"),
        pytest.param(date(2022, 2, 16), Verdict.WAIVED, id="shortened"),
        pytest.param(HEARING, Verdict.WAIVED, id="on-the-day-itself"),
        pytest.param(date(2022, 3, 16), Verdict.BREACHED, id="after-the-hearing"),
    ],
)
def test_exceptional_circumstances_shorten_the_month_and_no_more(served, verdict):
    finding = notice_is_in_time(served=served, hearing=HEARING, **URGENT)

    assert finding.verdict is verdict
    if verdict is Verdict.WAIVED:
        assert finding.facts["circumstances"] == "an imminent execution"
        assert finding.facts["authority"] == "the President"
        assert finding.cure == ""


def test_exceptional_circumstances_do_not_replace_the_notice():
    finding = notice_is_in_time(served=None, hearing=HEARING, today=HEARING, **URGENT)

    assert finding.verdict is Verdict.BREACHED


def test_blank_circumstances_waive_nothing():
    finding = notice_is_in_time(
        served=date(2022, 2, 16), hearing=HEARING, exceptional_circumstances="  "
    )

    assert finding.verdict is Verdict.BREACHED


def test_a_notice_of_another_day_told_the_party_nothing():
    served = {"served": date(2022, 1, 10), "hearing": HEARING}
    same, moved = (
        notice_is_in_time(**served, announced_day=day, today=date(2022, 2, 1))
        for day in (HEARING, date(2022, 3, 14))
    )

    assert (same.verdict, same.facts["announced_day"]) == (Verdict.MET, None)
    assert (moved.verdict, moved.facts["served"]) == (Verdict.UNDETERMINED, None)
    assert moved.facts["announced_day"] == date(2022, 3, 14)


@pytest.mark.parametrize(
    ("announced", "told", "said"),
    [
        pytest.param({"announced_hour": time(9)}, True, (None, None), id="the-same-hour"),
        pytest.param({"announced_hour": time(9, 30)}, False, ("09:30", None), id="another-hour"),
        pytest.param({"announced_place": "hall  1, Lima"}, True, (None, None), id="the-same-place"),
        pytest.param({"announced_place": "Bogota"}, False, (None, "Bogota"), id="another-place"),
        pytest.param({}, True, (None, None), id="neither-on-record"),
    ],
)
def test_a_notice_of_another_hour_or_place_told_the_party_nothing(announced, told, said):
    """Art. 64.4 asks for date, place and time."""
    finding = notice_is_in_time(
        served=date(2022, 1, 10), hearing=HEARING, announced_day=HEARING, hour=time(9),
        place="Hall 1, Lima", today=date(2022, 3, 1), **announced,
    )  # fmt: skip

    assert finding.verdict is (Verdict.MET if told else Verdict.BREACHED)
    assert (finding.facts["announced_hour"], finding.facts["announced_place"]) == said
    assert finding.facts["announced_day"] is None


def test_an_hour_that_is_not_fixed_yet_contradicts_no_notice():
    finding = notice_is_in_time(
        served=date(2022, 1, 10), hearing=HEARING, announced_hour=time(9), announced_place="Lima"
    )

    assert finding.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("kind", "article", "by_analogy"),
    [
        (HearingKind.CASE, "64.4", False),
        (HearingKind.THEMATIC_REGIONAL, "66.5", False),
        (HearingKind.PRECAUTIONARY_MEASURES, "64.4", True),
    ],
)
def test_each_kind_has_its_article_for_the_notice(kind, article, by_analogy):
    finding = notice_is_in_time(served=HEARING, hearing=HEARING, kind=kind)

    assert (*finding.articles, finding.facts["by_analogy"]) == (article, by_analogy)


def test_a_hearing_under_the_older_rules_is_marked():
    finding = notice_is_in_time(served=date(2006, 9, 1), hearing=date(2006, 10, 17))

    assert finding.facts["to_be_verified"] is True
