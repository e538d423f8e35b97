"""What stays while the rest is planned, and the interpreters that it takes with it."""

from dataclasses import replace

import pytest

from convoca.domain.language import Language
from convoca.i18n.planning_words import requirement_words
from convoca.scheduling.answers import Requirement, RequirementKind
from convoca.scheduling.check import broken_events
from convoca.scheduling.problem import Problem, Programme
from convoca.services.kept_places import with_kept
from support.timetables import a_problem, an_event, at

FRENCH = frozenset({"fr"})


def in_french(*names: str, teams: int) -> Problem:
    events = (an_event(name, languages=FRENCH) for name in names)
    return a_problem(*events, teams={"fr": (teams, teams)})


def test_what_breaks_something_later_on_the_same_day_is_no_demand_either() -> None:
    """Interpreters are counted once a day: the afternoon would be asked for, and could not be had."""
    problem = in_french("one", "two", "three", "four", "sound", teams=1)
    staying = {
        "one": at(0, "A"),
        "two": at(0, "B"),
        "three": at(4, "A"),
        "four": at(4, "B"),
        "sound": at(12, "A"),
    }

    kept, as_they_are = with_kept(problem, staying)

    assert set(as_they_are) == {"one", "two", "three", "four"}
    assert set(kept.event) == {"sound"}
    assert broken_events({"sound": staying["sound"]}, kept) == frozenset()


@pytest.mark.parametrize(
    ("teams", "closed_to"),
    [(1, {"waits", "waits too"}), (2, {"waits too"}), (3, set())],
)
def test_who_waits_may_have_the_teams_that_what_stays_leaves(
    teams: int, closed_to: set[str]
) -> None:
    problem = in_french("too large", "waits", "waits too", teams=teams)
    events = (replace(e, attendance=60) if e.id == "too large" else e for e in problem.events)
    staying: Programme = {"too large": at(2, "A")}

    kept, as_they_are = with_kept(replace(problem, events=tuple(events)), staying)

    assert as_they_are == ("too large",)
    for name in ("waits", "waits too"):
        assert bool(broken_events({name: at(2, "B")}, kept)) is (name in closed_to)
        assert broken_events({name: at(4, "B")}, kept) == frozenset()


def test_whoever_stands_for_interpreters_is_told_as_interpreters() -> None:
    problem = in_french("too large", "waits", teams=1)
    events = (replace(e, attendance=60) if e.id == "too large" else e for e in problem.events)
    kept, _ = with_kept(replace(problem, events=tuple(events)), {"too large": at(2, "A")})
    stands_for = kept.event["waits"].parties[-1]
    requirement = Requirement(kind=RequirementKind.AVAILABILITY, subject=stands_for)

    words = requirement_words(requirement, Language.ENGLISH, kept)

    assert words == requirement_words(
        Requirement(kind=RequirementKind.INTERPRETERS, subject="fr"), Language.ENGLISH
    )
