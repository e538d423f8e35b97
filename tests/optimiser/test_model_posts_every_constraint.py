"""The model of CP-SAT knows every hard constraint, and says of any small problem what looking at all says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.optimiser.postings import HELD_BY_DOMAINS, POSTINGS
from convoca.optimiser.prove import decide, price, prove
from convoca.scheduling.answers import Status
from convoca.scheduling.check import check
from convoca.scheduling.constraints import Constraint
from convoca.scheduling.problem import Problem
from support.exhaustive import has_programme, programmes
from support.timetables import gentle, problems

ANY = st.one_of(problems(most_events=3), problems(most_events=4).map(gentle))


def test_each_constraint_is_posted_or_held_by_the_domains_and_not_both():
    assert set(POSTINGS) | HELD_BY_DOMAINS == set(Constraint)
    assert not set(POSTINGS) & HELD_BY_DOMAINS


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_a_problem_has_a_programme_if_and_only_if_looking_at_all_finds_one(problem: Problem):
    expected = Status.FEASIBLE if has_programme(problem) else Status.INFEASIBLE
    assert decide(problem, time_limit=20) is expected


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_no_lawful_programme_is_cheaper_than_the_one_proven_best(problem: Problem):
    any_programme = next(programmes(problem), None)
    proof = prove(problem, None, time_limit=20, workers=1)
    if any_programme is None:
        assert proof.programme is None
        return
    assert proof.status is Status.OPTIMAL
    assert check(problem, proof.programme).is_feasible
    assert proof.cost == price(problem, proof.programme) <= price(problem, any_programme)
