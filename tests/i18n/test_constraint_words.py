"""Every way in which a programme can break has a title, a sentence and a cure."""

from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.constraint_words import CONSTRAINT_CURES, CONSTRAINT_SENTENCES, CONSTRAINT_TITLES
from convoca.scheduling.constraints import Constraint, Violation, violations_of_a_whole
from support.breaches import BREAKING


def violation(constraint: Constraint) -> Violation:
    problem, programme = BREAKING[constraint]
    return violations_of_a_whole(programme, problem)[0]


def sentences(constraint: Constraint) -> list[str]:
    said = CONSTRAINT_SENTENCES[constraint].values()
    return [s for one in said for s in ([one] if isinstance(one, str) else one.values())]


def test_every_constraint_has_its_words():
    cures = {Violation(constraint=c, events=(), facts={}).as_finding().cure for c in Constraint}

    assert set(CONSTRAINT_TITLES) == set(CONSTRAINT_SENTENCES) == set(Constraint)
    assert set(CONSTRAINT_CURES) == cures


@pytest.mark.parametrize("constraint", Constraint)
def test_a_sentence_asks_for_no_fact_that_its_violation_lacks(constraint):
    asked = {
        name for said in sentences(constraint) for _, name, _, _ in Formatter().parse(said) if name
    }

    assert asked <= set(violation(constraint).facts)


@pytest.mark.parametrize("constraint", Constraint)
def test_what_was_found_is_said_whole(constraint):
    said = findings.sentence(violation(constraint).as_finding(), Language.ENGLISH)

    assert said.endswith(".")
    assert not {"{", "}"} & set(said)
    assert "None" not in said


def test_days_hours_and_languages_are_written_as_people_write_them():
    finding = violation(Constraint.INTERPRETERS_SUFFICE).as_finding()
    assert findings.sentence(finding, Language.ENGLISH) == (
        "Interpretation of French is needed in 2 rooms at once, on March 8, 2027 at 9:30\N{NO-BREAK SPACE}AM; "
        "teams on that day: 1."
    )


def test_a_state_in_two_rooms_is_named_and_an_organisation_too():
    facts = {
        "first": "First matter",
        "second": "Second matter",
        "day": date(2027, 3, 8),
        "hour": "09:00",
        "party": "",
        "state": "MX",
    }
    of_state = Violation(constraint=Constraint.PARTY_IS_NOT_IN_TWO_PLACES, events=(), facts=facts)
    of_organisation = Violation(
        constraint=Constraint.PARTY_IS_NOT_IN_TWO_PLACES,
        events=(),
        facts={**facts, "party": "Example Organisation", "state": ""},
    )

    assert findings.sentence(of_state.as_finding(), Language.ENGLISH) == (
        "Mexico is heard in “First matter” and in “Second matter” at the same time, on March 8, "
        "2027 at 9:00\N{NO-BREAK SPACE}AM."
    )
    assert findings.sentence(of_organisation.as_finding(), Language.ENGLISH).startswith(
        "Example Organisation is heard"
    )


def test_a_panel_that_is_not_named_yet_is_said_to_be_so():
    finding = replace(
        violation(Constraint.PANEL_IS_A_QUORUM).as_finding(), verdict=Verdict.UNDETERMINED
    )
    assert findings.sentence(finding, Language.ENGLISH).startswith("Nobody is named")
