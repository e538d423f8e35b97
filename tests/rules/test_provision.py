from datetime import date, timedelta

import pytest

from convoca.domain.finding import Citation
from convoca.rules.provision import Provision, Unit, provision, provisions

EVERY_DAY = [date(2000, 1, 1) + timedelta(days=n) for n in range(366 * 60)]
CHANGES = [p.in_force_from for values in provisions().values() for p in values if p.in_force_from]


@pytest.mark.parametrize("key", provisions())
def test_every_day_has_exactly_one_number(key):
    values = provisions()[key]

    assert {sum(value.in_force(day) for value in values) for day in EVERY_DAY} == {1}


@pytest.mark.parametrize("key", provisions())
def test_numbers_are_in_the_order_of_their_days(key):
    starts = [value.in_force_from for value in provisions()[key][1:]]

    assert starts == sorted(set(starts))
    assert None not in starts


@pytest.mark.parametrize(
    ("opens", "days", "article", "verified"),
    [
        pytest.param(date(2004, 2, 23), 40, Citation(62, 2), False, id="known-from-2003"),
        pytest.param(date(2009, 12, 30), 40, Citation(62, 2), False, id="the-day-before"),
        pytest.param(date(2009, 12, 31), 50, Citation(64, 2), True, id="the-day"),
        pytest.param(date(2010, 1, 1), 50, Citation(64, 2), True, id="the-day-after"),
    ],
)
def test_the_fifty_days_were_forty_under_the_older_rules(opens, days, article, verified):
    lead_time = provision("hearing_request_lead_time", on=opens)

    assert (lead_time.value, lead_time.citation, lead_time.verified) == (days, article, verified)
    assert lead_time.unit is Unit.DAYS


def test_what_is_verified_says_when_and_what_is_not_says_why():
    every = [value for values in provisions().values() for value in values]

    assert all(value.verified_on for value in every if value.verified)
    assert all(value.note for value in every if not value.verified)
    assert all(value.source.startswith("http") for value in every)


def test_a_custom_has_no_article_and_every_other_number_has_one():
    customs = {key for key, values in provisions().items() if values[0].is_custom}

    assert customs == {"calendar_publication", "decision_to_requester"}
    assert all(len(v.citations) == 1 - v.is_custom for vs in provisions().values() for v in vs)


def test_only_what_a_later_number_followed_is_superseded():
    before, now = provisions()["hearing_request_lead_time"]

    assert (before.is_superseded, now.is_superseded) == (True, False)
    assert before.in_force_until == now.in_force_from


def test_a_number_that_no_file_holds_is_a_fault():
    with pytest.raises(KeyError, match="hearing_request_leadtime"):
        provision("hearing_request_leadtime", on=date(2027, 1, 1))


def test_the_day_on_which_a_number_ends_belongs_to_the_next():
    value = Provision(
        key="example",
        value=1,
        unit=Unit.DAYS,
        citation=None,
        source="https://example.org",
        verified=False,
        in_force_from=date(2020, 1, 1),
        in_force_until=date(2021, 1, 1),
    )

    assert [
        value.in_force(day)
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    ] == [False, True, True, False]
