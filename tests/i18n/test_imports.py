from datetime import date

from convoca.domain.language import Language
from convoca.i18n.imports import outcome, problem, remedy
from convoca.services.importing.plan import Outcome
from convoca.services.importing.words import PROBLEM_WORDS, REMEDY_WORDS

VALUES = {"read": "07/04/2026", "first": date(2026, 4, 7), "second": date(2026, 7, 4)}


def test_a_problem_says_the_days_as_people_read_them():
    said = problem(PROBLEM_WORDS["date_ambiguous"], VALUES, Language.ENGLISH)
    assert said == "“07/04/2026” can be April 7, 2026 or July 4, 2026."


def test_a_remedy_says_the_days_as_the_file_should_have_them():
    assert "2026-04-07" in remedy(REMEDY_WORDS["date_ambiguous"], VALUES, Language.ENGLISH)
    assert remedy("", VALUES, Language.ENGLISH) == ""


def test_which_number_is_the_day_is_worded():
    values = {"read": "31/02/2026", "order": "month"}
    said = problem(PROBLEM_WORDS["date_against_order"], values, Language.ENGLISH)
    assert said == "“31/02/2026” is no date with the month first."


def test_every_outcome_of_a_row_has_its_word():
    assert len({outcome(member, Language.ENGLISH) for member in Outcome}) == len(Outcome)
