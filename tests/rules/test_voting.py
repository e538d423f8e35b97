"""Arts. 4.2, 16, 18 and 20.2, for every number of members present, barred or missing."""

from datetime import date

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.vote import Majority
from convoca.rules.voting import (
    majority_is_reached,
    minutes_are_approved_by_silence,
    quorum_is_present,
)

ON = date(2027, 3, 1)
#: More than half of seven; and of each number of members present.
QUORUM = 4
OF_PRESENT = {0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4}


@pytest.mark.parametrize("in_office", range(8))
def test_four_of_seven_are_a_quorum_however_many_seats_are_vacant(in_office):
    for present in range(in_office + 1):
        finding = quorum_is_present(present=present, in_office=in_office, on=ON)

        assert (finding.verdict is Verdict.MET) is (present >= QUORUM)
        other = finding.facts["required_of_those_in_office"]
        assert other == (None if in_office in {6, 7} else in_office // 2 + 1)


@pytest.mark.parametrize(
    ("present", "in_favour"), [(of, votes) for of in range(8) for votes in range(of + 1)]
)
def test_each_majority_is_reached_at_its_number_and_with_a_quorum(present, in_favour):
    needed = {Majority.ABSOLUTE: 4, Majority.PRESENT: OF_PRESENT[present], Majority.FIVE: 5}
    for majority in Majority:
        finding = majority_is_reached(
            majority=majority, in_favour=in_favour, present=present, in_office=7, on=ON
        )

        carried = in_favour >= needed[majority] and present >= QUORUM
        assert (finding.verdict is Verdict.MET) is carried
        assert finding.facts["within_reach"] is (present >= max(needed[majority], QUORUM))


@pytest.mark.parametrize(
    ("majority", "article"),
    [(Majority.ABSOLUTE, "18.1"), (Majority.PRESENT, "18.2"), (Majority.FIVE, "4.2")],
)
def test_a_majority_cites_its_article_and_the_quorum_where_there_is_none(majority, article):
    def cited(present):
        return majority_is_reached(
            majority=majority, in_favour=2, present=present, in_office=7, on=ON
        ).articles

    assert cited(5) == (article,)
    assert cited(3) == (article, "16")


@pytest.mark.parametrize("counts", [(8, 7, 7), (7, 8, 7), (5, 6, 5), (5, 5, 6), (5, 5, -1)])
def test_counts_that_cannot_be_are_refused(counts):
    in_office, present, in_favour = counts
    with pytest.raises(InvalidValue):
        majority_is_reached(
            majority=Majority.PRESENT, in_favour=in_favour, present=present, in_office=in_office,
            on=ON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("objections", "today", "expected"),
    [
        ((), date(2024, 11, 3), Verdict.UNDETERMINED),
        ((), date(2024, 11, 4), Verdict.MET),
        ((date(2024, 10, 30),), date(2024, 11, 4), Verdict.BREACHED),
        ((date(2024, 11, 4),), date(2024, 11, 4), Verdict.BREACHED),
        ((date(2024, 11, 5),), date(2024, 11, 6), Verdict.MET),
    ],
)
def test_silence_until_the_period_opens_approves(objections, today, expected):
    finding = minutes_are_approved_by_silence(
        held_period=190, opens=date(2024, 11, 4), objections=objections, today=today
    )

    assert (finding.verdict, finding.articles) == (expected, ("20.2",))
