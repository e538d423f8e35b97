from collections import defaultdict
from datetime import date
from string import Formatter

import pytest

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import messages
from convoca.i18n.finding_sentences import ADDITIONS, SENTENCES
from convoca.i18n.findings import articles, cure, missing_part, sentence, title
from convoca.i18n.rule_words import CURES, MISSING, TITLES
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.rules.hearing_requests import request_is_in_time
from convoca.rules.rulebook import RULES
from support.rule_examples import EXAMPLES

NAMES = [f"{finding.rule}-{finding.verdict}-{n}" for n, finding in enumerate(EXAMPLES)]


def test_every_rule_has_a_title_and_a_sentence_for_each_verdict_it_can_reach():
    assert TITLES.keys() == RULES.keys()
    assert {rule: set(said) for rule, said in SENTENCES.items()} == {
        key: set(rule.verdicts) for key, rule in RULES.items()
    }


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("finding", EXAMPLES, ids=NAMES)
def test_a_finding_is_worded_with_its_facts(finding: Finding, language: Language):
    said = sentence(finding, language)

    assert said.endswith(".")
    assert not {"{", "}"} & set(said)
    assert "None" not in said
    assert "datetime" not in said


def test_no_finding_of_a_breach_is_left_without_a_way_on():
    without = {
        finding.rule
        for finding in EXAMPLES
        if finding.verdict in {Verdict.BREACHED, Verdict.UNDETERMINED} and not finding.cure
    }

    # What was done too late, or given up, stays so.
    assert without == {
        "calendar_is_published_in_time",
        "decision_reaches_the_requester_in_time",
        "election_is_held_on_its_day",
        "explanation_of_vote_is_in_time",
        "next_period_is_fixed",
        "rapporteur_reported_in_the_year",
        "vacancy_is_filled_at_the_next_period",
    }


def test_what_is_met_or_waived_needs_no_cure():
    assert not [f for f in EXAMPLES if f.verdict in {Verdict.MET, Verdict.WAIVED} and f.cure]


def test_every_cure_and_every_missing_part_is_worded_and_used():
    assert {finding.cure for finding in EXAMPLES} - {""} == CURES.keys()
    assert {
        part for finding in EXAMPLES for part in finding.facts.get("missing") or ()
    } == MISSING.keys()


def test_every_sentence_and_addition_is_reached_by_an_example():
    said = defaultdict(set)
    for finding in EXAMPLES:
        said[finding.rule].add(findings._template(finding))
    written = {
        rule: {s for v in verdicts.values() for s in ([v] if isinstance(v, str) else v.values())}
        for rule, verdicts in SENTENCES.items()
    }

    assert said == written
    assert {name for name in ADDITIONS for f in EXAMPLES if f.facts.get(name)} == ADDITIONS.keys()


def test_a_late_request_is_told_both_dates_in_english():
    finding = request_is_in_time(received=date(2022, 1, 17), period_opens=date(2022, 3, 7))

    assert sentence(finding, Language.ENGLISH) == (
        "The request was received on January 17, 2022, after the last day, January 16, 2022: 50 days "
        "before the period of sessions opens on March 7, 2022."
    )
    assert cure(finding, Language.ENGLISH).startswith("The Commission can still hold the hearing")


def test_a_period_under_the_older_rules_says_what_is_still_to_be_verified():
    finding = next(f for f in EXAMPLES if f.facts.get("to_be_verified"))

    assert sentence(finding, Language.ENGLISH) == (
        "The request was received on January 15, 2004, after the last day, January 14, 2004: 40 days "
        "before the period of sessions opens on February 23, 2004. The number is that of the Rules of "
        "the time, which are still to be verified."
    )


def test_a_notice_at_a_month_end_is_told_both_readings():
    finding = next(
        f for f in EXAMPLES if f.rule == "notice_is_in_time" and f.facts["readings_differ"]
    )

    assert sentence(finding, Language.ENGLISH) == (
        "The notice was served on January 31, 2027, after the last day, January 28, 2027: 1 calendar "
        "month before the hearing on February 28, 2027. Counted forward from the notice, the last day "
        "would be January 31, 2027; we count back from the hearing."
    )


def test_what_people_wrote_is_never_read_as_a_template():
    day = date(2027, 3, 8)
    finding = notice_is_in_time(
        served=day, hearing=day, exceptional_circumstances="{served} {0} {x.__class__}"
    )

    assert "{served} {0} {x.__class__}" in sentence(finding, Language.SPANISH)


def test_an_instant_is_worded_with_weekday_and_hour_at_the_seat():
    finding = next(f for f in EXAMPLES if f.rule == "request_is_within_the_call")

    assert "Monday, November 30, 2026, 11:59\u00a0PM (Eastern Standard Time)" in sentence(
        finding, Language.ENGLISH
    )


def test_states_are_called_by_their_names_in_the_language():
    finding = next(f for f in EXAMPLES if f.facts.get("accredited_to"))

    assert "México" in sentence(finding, Language.SPANISH)
    assert "Mexique" in sentence(finding, Language.FRENCH)


@pytest.mark.parametrize(
    ("citations", "said"),
    [
        ((), "Custom, no article"),
        ((Citation(17, 2, "a"),), "Art. 17.2.a"),
        ((Citation(64, 2), Citation(65, 3)), "Arts. 64.2, 65.3"),
    ],
)
def test_articles_are_named_as_the_rules_number_them(citations, said):
    assert articles(citations, Language.ENGLISH) == said


def test_a_title_and_a_missing_part_are_worded():
    assert title("request_is_in_time", Language.ENGLISH) == "Time limit for requests for hearings"
    assert missing_part("consent", Language.ENGLISH) == "the consent or invitation of the State"


@pytest.mark.parametrize("language", [la for la in Language if la is not Language.ENGLISH])
def test_every_sentence_is_in_every_catalogue(language: Language):
    assert set(findings.msgids()) <= messages(language).keys()


@pytest.mark.parametrize("language", [la for la in Language if la is not Language.ENGLISH])
def test_a_translation_names_no_fact_that_its_sentence_lacks(language: Language):
    translated = {m: messages(language).get(m, m) for m in findings.msgids()}

    assert not {m for m, said in translated.items() if _names(said) - _names(m)}


def _names(template: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
