"""Arts. 4.2, 7.2, 16, 18 and 20.2, for every number of members in office, present, recused or missing.

The tables are written out by hand from the articles: they share no arithmetic with the code.
"""

from datetime import date
from itertools import product

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.vote import Majority
from convoca.rules.majorities import decisions, majority_rule
from convoca.rules.voting import (
    Prospect,
    majority_is_reached,
    minutes_are_approved_by_silence,
    prospect_of_adoption,
    quorum_is_present,
    votes_required,
)

ON = date(2027, 3, 1)
#: Art. 16: with so many there, is there a quorum of the seven?
IS_QUORUM = {0: False, 1: False, 2: False, 3: False, 4: True, 5: True, 6: True, 7: True}
#: Arts. 4.2, 7.2, 18: votes in favour that it takes with so many there who may vote.
NEEDED = {
    Majority.ABSOLUTE: {0: 4, 1: 4, 2: 4, 3: 4, 4: 4, 5: 4, 6: 4, 7: 4},
    Majority.PRESENT: {0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4},
    Majority.FIVE: {0: 5, 1: 5, 2: 5, 3: 5, 4: 5, 5: 5, 6: 5, 7: 5},
    Majority.UNANIMOUS: {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7},
}
#: What more than half of the members in office alone would be, where that is not four.
OF_THOSE_IN_OFFICE = {0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: None, 7: None}
#: In office, of them there who may vote, of these in favour, and there besides without a part.
SITUATIONS = [
    (in_office, present, in_favour, no_part)
    for in_office in range(8)
    for present in range(in_office + 1)
    for in_favour in range(present + 1)
    for no_part in range(in_office - present + 1)
]


def judged(majority, in_office, present, in_favour, no_part=0):
    return majority_is_reached(
        majority=majority, in_favour=in_favour, present=present, in_office=in_office,
        no_part=no_part, on=ON,
    )  # fmt: skip


@pytest.mark.parametrize("in_office", range(8))
def test_four_of_seven_are_a_quorum_however_many_seats_are_vacant(in_office):
    for present in range(in_office + 1):
        finding = quorum_is_present(present=present, in_office=in_office, on=ON)

        assert (finding.verdict is Verdict.MET) is IS_QUORUM[present]
        assert finding.facts["required"] == 4
        assert finding.facts["required_of_those_in_office"] == OF_THOSE_IN_OFFICE[in_office]


def test_there_are_as_many_situations_as_seven_seats_allow():
    assert len(SITUATIONS) == 330  # ways to share seven seats among five groups


@pytest.mark.parametrize("majority", Majority)
def test_a_majority_is_reached_at_its_number_and_with_a_quorum_in_every_situation(majority):
    for in_office, present, in_favour, no_part in SITUATIONS:
        finding = judged(majority, in_office, present, in_favour, no_part)

        needed = NEEDED[majority][present]
        carried = IS_QUORUM[present] and in_favour >= needed
        assert finding.verdict is (Verdict.MET if carried else Verdict.BREACHED)
        assert finding.facts["required"] == needed
        assert finding.facts["no_quorum"] is not IS_QUORUM[present]
        assert finding.facts["within_reach"] is (IS_QUORUM[present] and needed <= present)
        assert ("16" in finding.articles) is not IS_QUORUM[present]


@pytest.mark.parametrize("majority", Majority)
def test_what_those_without_a_part_would_change_stands_beside_the_number(majority):
    for in_office, present, in_favour, no_part in SITUATIONS:
        facts = judged(majority, in_office, present, in_favour, no_part).facts

        other = NEEDED[majority][present + no_part]
        assert facts["required_of_all_there"] == (
            None if other == NEEDED[majority][present] else other
        )
        assert facts["quorum_with_them"] is (
            IS_QUORUM[present + no_part] and not IS_QUORUM[present]
        )


def test_only_an_absolute_majority_has_another_reading_with_vacant_seats():
    assert judged(Majority.ABSOLUTE, 5, 5, 3).facts["required_of_those_in_office"] == 3
    assert judged(Majority.ABSOLUTE, 6, 5, 4).facts["required_of_those_in_office"] is None
    assert "required_of_those_in_office" not in judged(Majority.PRESENT, 5, 5, 3).facts


@pytest.mark.parametrize(
    ("majority", "in_office", "present", "in_favour", "verdict"),
    [
        pytest.param(Majority.ABSOLUTE, 5, 5, 3, Verdict.BREACHED, id="3-of-5-in-office"),
        pytest.param(Majority.ABSOLUTE, 5, 5, 4, Verdict.MET, id="4-of-5-in-office"),
        pytest.param(Majority.ABSOLUTE, 4, 4, 4, Verdict.MET, id="all-four-that-are-left"),
        pytest.param(Majority.ABSOLUTE, 3, 3, 3, Verdict.BREACHED, id="three-left-decide-nothing"),
        pytest.param(Majority.PRESENT, 7, 4, 2, Verdict.BREACHED, id="half-of-four-present"),
        pytest.param(Majority.PRESENT, 7, 4, 3, Verdict.MET, id="three-of-four-present"),
        pytest.param(Majority.PRESENT, 7, 0, 0, Verdict.BREACHED, id="all-recused"),
        pytest.param(Majority.FIVE, 4, 4, 4, Verdict.BREACHED, id="five-votes-with-four-in-office"),
        pytest.param(Majority.UNANIMOUS, 7, 0, 0, Verdict.BREACHED, id="nobody-agrees-to-nothing"),
        pytest.param(Majority.UNANIMOUS, 7, 6, 5, Verdict.BREACHED, id="one-does-not-agree"),
    ],
)
def test_cases_at_the_edge(majority, in_office, present, in_favour, verdict):
    assert judged(majority, in_office, present, in_favour).verdict is verdict


@pytest.mark.parametrize(
    ("majority", "article"),
    [
        (Majority.ABSOLUTE, "18.1"),
        (Majority.PRESENT, "18.2"),
        (Majority.FIVE, "4.2"),
        (Majority.UNANIMOUS, "7.2"),
    ],
)
def test_a_majority_cites_its_article_and_the_quorum_where_there_is_none(majority, article):
    assert judged(majority, 7, 5, 2).articles == (article,)
    assert judged(majority, 7, 3, 2).articles == (article, "16")


@pytest.mark.parametrize("decision", decisions())
def test_a_decision_takes_the_majority_of_the_table_and_cites_its_articles(decision):
    rule = majority_rule(decision, on=ON)

    def found(in_favour):
        return majority_is_reached(
            decision=decision, in_favour=in_favour, present=6, in_office=7, on=ON
        )

    enough = NEEDED[rule.majority][6]
    assert found(enough).verdict is Verdict.MET
    assert found(enough - 1).verdict is Verdict.BREACHED
    assert found(enough).citations == rule.citations
    assert found(enough).facts["decision"] == decision
    assert found(enough).facts["to_be_verified"] is not rule.verified


def test_a_decision_and_another_majority_do_not_go_together():
    for majority in Majority:
        named = {"majority": majority, "decision": "merits"}
        if majority is Majority.PRESENT:
            finding = majority_is_reached(**named, in_favour=3, present=5, in_office=7, on=ON)
            assert finding.articles == ("43.1", "18.2")
        else:
            with pytest.raises(InvalidValue):
                majority_is_reached(**named, in_favour=3, present=5, in_office=7, on=ON)


def test_a_majority_or_a_decision_of_the_table_is_named():
    for named in ({}, {"decision": "nonsense"}):
        with pytest.raises(InvalidValue):
            majority_is_reached(**named, in_favour=3, present=5, in_office=7, on=ON)


@pytest.mark.parametrize(
    "counts", [(8, 7, 7, 0), (7, 8, 7, 0), (5, 6, 5, 0), (5, 5, 6, 0), (5, 5, -1, 0), (5, 4, 4, 2), (5, 4, 4, -1)]
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(InvalidValue):
        judged(Majority.PRESENT, *counts)


@pytest.mark.parametrize("majority", Majority)
def test_a_vote_is_settled_when_every_way_to_go_on_ends_alike(majority):
    for present in range(8):
        for cast in range(present + 1):
            for in_favour in range(cast + 1):
                to_come = present - cast
                ends = {
                    judged(majority, 7, present, in_favour + sum(yes)).verdict
                    for yes in product((0, 1), repeat=to_come)
                }
                expected = {
                    frozenset({Verdict.MET}): Prospect.CERTAIN,
                    frozenset({Verdict.BREACHED}): Prospect.OUT_OF_REACH,
                    frozenset({Verdict.MET, Verdict.BREACHED}): Prospect.OPEN,
                }[frozenset(ends)]

                assert expected is prospect_of_adoption(
                    majority=majority, in_favour=in_favour, to_come=to_come, present=present, on=ON
                )


@pytest.mark.parametrize(("in_favour", "to_come"), [(3, 3), (-1, 2), (2, -1), (6, 0)])
def test_votes_that_nobody_can_cast_are_refused(in_favour, to_come):
    with pytest.raises(InvalidValue):
        prospect_of_adoption(
            majority=Majority.PRESENT, in_favour=in_favour, to_come=to_come, present=5, on=ON
        )


def test_the_number_of_votes_is_the_one_of_the_day():
    before_the_rules_of_2009 = date(2004, 2, 23)

    assert votes_required(Majority.FIVE, present=7, on=before_the_rules_of_2009) == 5
    assert majority_is_reached(
        decision="minutes", in_favour=3, present=5, in_office=7, on=before_the_rules_of_2009
    ).facts["to_be_verified"]


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
