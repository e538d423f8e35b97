import inspect
import pkgutil
from collections import defaultdict
from datetime import date
from importlib import import_module

import pytest

import convoca.rules
from convoca.domain.finding import Finding, Verdict
from convoca.rules.majorities import majority_rules
from convoca.rules.provision import provisions
from convoca.rules.rule import Rule
from convoca.rules.rulebook import RULES
from support.rule_examples import EXAMPLES

CHAPTERS = sorted(module.name for module in pkgutil.iter_modules(convoca.rules.__path__))
#: Articles that a majority is asked for by, besides those of the rule itself.
OF_DECISIONS = {c for rule in majority_rules(on=date(2027, 3, 1)) for c in rule.citations}
REACHED: dict[str, set[Verdict]] = defaultdict(set)
for finding in EXAMPLES:
    REACHED[finding.rule].add(finding.verdict)


def rule_functions() -> dict[str, object]:
    modules = [import_module(f"convoca.rules.{chapter}") for chapter in CHAPTERS]
    return {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation is Finding
    }


def test_every_public_function_that_finds_something_is_in_the_rulebook():
    assert {key: rule.function for key, rule in RULES.items()} == rule_functions()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_shown_to_be_met_and_breached_and_all_else_that_it_can_be(rule: Rule):
    assert REACHED[rule.key] == rule.verdicts
    assert {Verdict.MET, Verdict.BREACHED} <= rule.verdicts


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_cites_its_articles_or_is_a_custom(rule: Rule):
    of_its_time = {v.citation for key in rule.provisions for v in provisions()[key]}
    cited = {c for f in EXAMPLES if f.rule == rule.key for c in f.citations}

    assert rule.is_custom == (rule.function.__module__ == "convoca.rules.customs")
    of_decisions = OF_DECISIONS if rule.key == "majority_is_reached" else set()

    assert cited <= {*rule.articles, *of_its_time, *of_decisions}
    assert bool(cited) is not rule.is_custom


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_docstring_of_a_rule_names_its_articles(rule: Rule):
    said = inspect.getdoc(rule.function) or ""

    assert said.startswith(("Check that ", "Check ", "Compare "))
    assert all(str(article.article) in said for article in rule.articles)


def test_the_rules_stand_in_the_order_of_the_articles_and_the_customs_last():
    first = [rule.articles[0] for rule in RULES.values() if not rule.is_custom]
    order = [(c.article, c.paragraph or 0, c.letter) for c in first]

    assert order == sorted(order)
    assert [rule.is_custom for rule in RULES.values()] == sorted(
        rule.is_custom for rule in RULES.values()
    )


def test_every_number_is_used_by_a_rule():
    assert {key for rule in RULES.values() for key in rule.provisions} == provisions().keys()


@pytest.mark.parametrize("finding", EXAMPLES, ids=lambda f: f"{f.rule}-{f.verdict}")
def test_a_finding_holds_facts_that_can_be_written_down(finding: Finding):
    items = [fact for fact in finding.facts.values() if isinstance(fact, tuple)]

    assert all(isinstance(f, str | int | date | tuple | None) for f in finding.facts.values())
    assert all(isinstance(item, str) for fact in items for item in fact)


def test_a_rule_reads_no_clock_and_asks_for_keywords_only():
    for rule in RULES.values():
        parameters = inspect.signature(rule.function).parameters.values()
        assert {p.kind for p in parameters} == {inspect.Parameter.KEYWORD_ONLY}, rule.key
