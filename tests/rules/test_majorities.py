"""The table of decisions: what the articles say, row by row, written out again by hand."""

from datetime import date

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation
from convoca.domain.language import Language
from convoca.domain.order_of_business import ItemKind
from convoca.domain.vote import Majority
from convoca.i18n.decision_words import decision_word
from convoca.rules.majorities import (
    decisions,
    majority_rule,
    majority_rules,
    majority_rules_for,
)

ON = date(2027, 3, 1)
#: Articles that ask for more than the vote of those present.
MORE_THAN_THOSE_PRESENT = {
    "incompatibility": (Majority.FIVE, "4.2"),
    "election_procedure": (Majority.UNANIMOUS, "7.2"),
    "board_election": (Majority.ABSOLUTE, "7.3, 18.1.a"),
    "executive_secretary": (Majority.ABSOLUTE, "11.3.d"),
    "meeting_away": (Majority.ABSOLUTE, "14.2"),
    "rapporteurship": (Majority.ABSOLUTE, "15.3"),
    "special_rapporteur_replaced": (Majority.ABSOLUTE, "15.4"),
    "special_rapporteur": (Majority.ABSOLUTE, "15.4.b"),
    "report_on_a_state": (Majority.ABSOLUTE, "18.1.c"),
    "state_not_party": (Majority.ABSOLUTE, "18.1.d"),
    "shorter_explanations": (Majority.ABSOLUTE, "19.4"),
    "special_study": (Majority.ABSOLUTE, "21"),
    "not_referred_to_the_court": (Majority.ABSOLUTE, "45.1"),
    "final_report": (Majority.ABSOLUTE, "47.1"),
    "publication_of_report": (Majority.ABSOLUTE, "47.3"),
    "chapter_iv_b": (Majority.ABSOLUTE, "59.7, 18.1"),
    "interpretation": (Majority.ABSOLUTE, "78, 18.1.b"),
    "amendment_of_rules": (Majority.ABSOLUTE, "79"),
}


def cited(key: str) -> str:
    return ", ".join(map(str, majority_rule(key, on=ON).citations))


def test_the_decisions_that_take_more_are_those_of_their_articles():
    found = {
        rule.key: (rule.majority, cited(rule.key))
        for rule in majority_rules(on=ON)
        if rule.majority is not Majority.PRESENT
    }

    assert found == MORE_THAN_THOSE_PRESENT


def test_every_other_decision_rests_on_article_18_2_and_says_what_it_decides():
    others = [rule for rule in majority_rules(on=ON) if rule.majority is Majority.PRESENT]

    assert all(rule.citations[-1] == Citation(18, 2) for rule in others)
    assert [rule.key for rule in others if len(rule.citations) == 1] == ["other"]


@pytest.mark.parametrize("key", decisions())
def test_a_row_says_where_it_was_read_and_what_is_not_verified_says_why(key):
    rule = majority_rule(key, on=ON)

    assert rule.source.startswith("https://www.oas.org/")
    assert rule.verified or "to be read" in rule.note
    assert rule.in_force_from <= ON
    assert rule.in_force_until is None


def test_only_what_stands_in_the_statute_waits_to_be_read():
    assert [r.key for r in majority_rules(on=ON) if not r.verified] == ["state_not_party"]


@pytest.mark.parametrize(
    ("key", "day", "verified"),
    [
        ("minutes", date(2009, 12, 30), False),
        ("minutes", date(2009, 12, 31), True),
        ("executive_secretary", date(2011, 9, 1), False),
        ("executive_secretary", date(2011, 9, 2), True),
        ("chapter_iv_b", date(2013, 7, 31), False),
        ("chapter_iv_b", date(2013, 8, 1), True),
    ],
)
def test_a_majority_is_verified_from_the_day_of_its_text_on(key, day, verified):
    rule = majority_rule(key, on=day)

    assert rule.verified is verified
    assert rule.majority is majority_rule(key, on=ON).majority


def test_an_unknown_decision_is_refused():
    with pytest.raises(InvalidValue) as refused:
        majority_rule("a_decision_of_no_article", on=ON)

    assert refused.value.field == "decision"


@pytest.mark.parametrize(
    ("item", "first"),
    [
        (ItemKind.PETITION, "admissibility"),
        (ItemKind.CASE, "merits"),
        (ItemKind.FRIENDLY_SETTLEMENT, "friendly_settlement"),
        (ItemKind.PRECAUTIONARY_MEASURE, "precautionary_measure"),
        (ItemKind.REPORT_ON_A_STATE, "report_on_a_state"),
        (ItemKind.REPORT, "report"),
        (ItemKind.ELECTION, "board_election"),
        (ItemKind.RAPPORTEURSHIPS, "rapporteurs_designated"),
        (ItemKind.REPORT_OF_THE_PRESIDENT, "other"),
        (ItemKind.REPORT_OF_THE_SECRETARY, "other"),
        (ItemKind.NEXT_PERIOD, "next_period"),
        (ItemKind.MINUTES, "minutes"),
        (ItemKind.RULES, "interpretation"),
        (ItemKind.VISIT, "special_commission"),
        (ItemKind.OTHER, "other"),
    ],
)
def test_the_decision_that_is_usual_under_an_item_stands_first_and_none_is_lost(item, first):
    offered = [rule.key for rule in majority_rules_for(item, on=ON)]

    assert offered[0] == first
    assert sorted(offered) == sorted(decisions())


@pytest.mark.parametrize("language", Language)
def test_every_decision_has_a_word_of_its_own(language):
    said = [decision_word(key, language) for key in decisions()]

    assert all(said)
    assert len(set(said)) == len(said)


def test_a_word_for_no_decision_is_a_fault():
    with pytest.raises(KeyError):
        decision_word("a_decision_of_no_article", Language.ENGLISH)
