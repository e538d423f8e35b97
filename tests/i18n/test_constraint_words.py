"""Every way in which a programme can break has a title, a sentence and a cure."""

from datetime import date

import pytest

from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.constraint_words import CONSTRAINT_CURES, CONSTRAINT_SENTENCES, CONSTRAINT_TITLES
from convoca.scheduling.constraints import Constraint, Violation

FACTS = {
    "first": "First matter",
    "second": "Second matter",
    "day": date(2027, 3, 8),
    "hour": "09:00",
    "room": "Room A",
    "party": "",
    "state": "MX",
    "member": "Example Member",
    "states": ("MX",),
    "opens": "09:00",
    "closes": "18:00",
}


def test_every_constraint_has_its_words():
    cures = {Violation(constraint=c, activities=(), facts={}).as_finding().cure for c in Constraint}

    assert set(CONSTRAINT_TITLES) == set(CONSTRAINT_SENTENCES) == set(Constraint)
    assert set(CONSTRAINT_CURES) == cures


@pytest.mark.parametrize("constraint", list(Constraint))
def test_every_sentence_can_be_said_of_its_facts(constraint):
    finding = Violation(constraint=constraint, activities=(), facts=FACTS).as_finding()

    assert "{" not in findings.sentence(finding, Language.ENGLISH)


def test_a_state_in_two_rooms_is_named_and_an_organisation_too():
    violation = Violation(
        constraint=Constraint.PARTY_IS_NOT_IN_TWO_PLACES, activities=(), facts=FACTS
    )
    of_organisation = Violation(
        constraint=Constraint.PARTY_IS_NOT_IN_TWO_PLACES,
        activities=(),
        facts={**FACTS, "party": "example organisation", "state": ""},
    )

    assert findings.sentence(violation.as_finding(), Language.ENGLISH) == (
        "Mexico is heard in “First matter” and in “Second matter” at the same time, on March 8, "
        "2027 at 09:00."
    )
    assert findings.sentence(of_organisation.as_finding(), Language.ENGLISH).startswith(
        "example organisation is heard"
    )
