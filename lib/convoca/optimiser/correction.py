"""What would help where not everything can be placed. Each cure was tried: what it promises has been planned.

What the facts of each kind are (``event``, ``member``, ``party``, ``room`` are titles or names):

==================  =====================================================================================
leave_out           none: without any ``count`` of ``events`` the rest can be placed
one_more_team       ``language``, ``day``
shorter_notice      ``event``, ``day`` on which it could then be held
lift_pin            ``event``
other_availability  ``party``, and ``event`` and ``day`` on which it would have to come
one_more_room       none: one more room, for everything and at all hours
one_more_member     ``member`` who would have to come
longer_hours        ``minutes`` that every day would have to be longer
move                ``event``, and ``day``, ``hour`` and ``room`` it would have to go to (one placed event)
==================  =====================================================================================
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from convoca.optimiser.certificates import title
from convoca.optimiser.conflict import of_events, without
from convoca.optimiser.domains import domains
from convoca.optimiser.witness import attempt, programme_of
from convoca.scheduling.answers import (
    Certificate,
    CertificateKind,
    Cure,
    CureKind,
    IsCancelled,
    Requirement,
    RequirementKind,
)
from convoca.scheduling.problem import Facts, Problem, Programme, Room

#: Seconds for one trial: on a problem that has room for all, a search needs a part of it.
TRIAL_S = 0.6
#: So many events to leave out are tried for one cause, and so many causes are looked at.
MOST_LEFT_OUT = 8
MOST_CAUSES = 6
SPARE_ROOM = Room(id="one more room")

Cause = tuple[Certificate, tuple[Requirement, ...]]


def cures(
    problem: Problem,
    causes: Sequence[Cause],
    *,
    left: Callable[[], float],
    is_cancelled: IsCancelled | None = None,
) -> tuple[Cure, ...]:
    """Return what would help, for each cause by itself: the events of the others are left out meanwhile.

    ``left`` tells how many seconds remain.
    """
    trials = _Trials(problem, left, is_cancelled)
    found = [cure for cause in causes[:MOST_CAUSES] for cure in trials.of_cause(*cause)]
    if not causes and trials.left_out:
        found.append(_leave_out(trials.left_out, len(trials.left_out)))
    return tuple({(cure.kind, cure.events, str(cure.facts)): cure for cure in found}.values())


def _leave_out(events: Sequence[str], count: int) -> Cure:
    return Cure(kind=CureKind.LEAVE_OUT, events=tuple(events), count=count, facts={})


class _Trials:
    """Plans the problem with one thing changed, as long as there is time."""

    def __init__(
        self, problem: Problem, left: Callable[[], float], is_cancelled: IsCancelled | None
    ) -> None:
        self._problem = problem
        self._left = left
        self._is_cancelled = is_cancelled
        starts = domains(problem).starts
        possible = {
            event.id
            for event, in_rooms in zip(problem.events, starts, strict=True)
            if any(in_rooms)
        }
        rest = attempt(
            of_events(problem, possible), time_limit=self._slice(4), is_cancelled=is_cancelled
        )
        #: Without these everything else has been placed.
        self.left_out = tuple(
            e.id for e in problem.events if e.id not in possible or e.id in rest.missing
        )

    def of_cause(self, certificate: Certificate, needs: Sequence[Requirement]) -> Iterator[Cure]:
        yield from self._left_out_for(certificate)
        others = set(self.left_out) - set(certificate.events)
        here = self._except(others)
        for need in needs:
            yield from self._given_up(here, certificate, need)
        if certificate.kind is CertificateKind.TOO_MUCH:
            yield from self._more_of_it(here, certificate)

    def _slice(self, trials: int = 1) -> float:
        return max(min(TRIAL_S * trials, self._left()), 0.0)

    def _except(self, events: set[str]) -> Problem:
        return of_events(self._problem, {e.id for e in self._problem.events if e.id not in events})

    def _planned(self, problem: Problem) -> Programme | None:
        if self._left() <= 0:
            return None
        return programme_of(problem, time_limit=self._slice(), is_cancelled=self._is_cancelled)

    def _left_out_for(self, certificate: Certificate) -> Iterator[Cure]:
        """Yield which events of a cause can be left out; where one is enough, each of those that would do."""
        out = [event for event in self.left_out if event in certificate.events]
        if len(out) > 1:
            yield _leave_out(out, len(out))
        elif out:
            others = set(self.left_out) - set(out)
            instead = [
                event
                for event in self._longest_first(certificate)
                if event not in out and self._planned(self._except(others | {event})) is not None
            ]
            yield _leave_out(sorted({*out, *instead}, key=certificate.events.index), 1)

    def _longest_first(self, certificate: Certificate) -> list[str]:
        known = self._problem.event
        by_length = sorted(certificate.events, key=lambda e: (-known[e].duration, e))
        return by_length[:MOST_LEFT_OUT]

    def _given_up(
        self, here: Problem, certificate: Certificate, need: Requirement
    ) -> Iterator[Cure]:
        """Yield what to do about one requirement of a conflict, if it alone would do."""
        if need.kind is RequirementKind.INTERPRETERS:
            yield from self._one_more_team(here, certificate, need.subject)
        elif need.kind in {RequirementKind.ROOM, RequirementKind.ROOM_HOURS}:
            yield from self._one_more_room(here, certificate)
        elif need.kind in _CURES:
            programme = self._planned(without(here, {need}))
            if programme is not None:
                kind = _CURES[need.kind]
                facts = self._facts(certificate, need, programme)
                yield Cure(kind=kind, events=_about(certificate, need), count=1, facts=facts)

    def _facts(self, certificate: Certificate, need: Requirement, programme: Programme) -> Facts:
        problem = self._problem
        if need.kind is RequirementKind.ABSENCE:
            member = problem.member[need.subject]
            return {"member": member.name or member.id}
        subject = need.subject
        facts: Facts = {}
        if need.kind is RequirementKind.AVAILABILITY:
            party = problem.party[need.subject]
            facts["party"] = party.name or party.id
            subject = next(
                event for event in certificate.events if party.id in problem.event[event].parties
            )
        facts["event"] = title(problem.event[subject])
        if need.kind is not RequirementKind.PIN:
            facts["day"] = problem.grid.wall(programme[subject].start)[0]
        return facts

    def _more_of_it(self, here: Problem, certificate: Certificate) -> Iterator[Cure]:
        """Yield what there would have to be more of, where something runs out."""
        resource = certificate.facts["resource"]
        if resource == "interpreters":
            yield from self._one_more_team(here, certificate, str(certificate.facts["name"]))
        if resource == "rooms":
            yield from self._one_more_room(here, certificate)
        yield from self._longer_hours(here, certificate)

    def _one_more_team(
        self, here: Problem, certificate: Certificate, language: str
    ) -> Iterator[Cure]:
        teams = here.teams.get(language, ())
        for day in range(len(teams)):
            more = (*teams[:day], teams[day] + 1, *teams[day + 1 :])
            changed = replace(here, teams={**here.teams, language: more})
            if self._planned(changed) is not None:
                facts: Facts = {"language": language, "day": here.grid.days[day]}
                yield Cure(
                    kind=CureKind.ONE_MORE_TEAM, events=certificate.events, count=1, facts=facts
                )

    def _one_more_room(self, here: Problem, certificate: Certificate) -> Iterator[Cure]:
        open_at = [span for room in here.rooms for span in room.open or ()]
        spare = replace(SPARE_ROOM, open=tuple(sorted(set(open_at))) if open_at else None)
        if self._planned(replace(here, rooms=(*here.rooms, spare))) is not None:
            yield Cure(kind=CureKind.ONE_MORE_ROOM, events=certificate.events, count=1, facts={})

    def _longer_hours(self, here: Problem, certificate: Certificate) -> Iterator[Cure]:
        """Try one hour more at the end of every day, where the grid has room for it."""
        hour = 60 // here.grid.grain_minutes
        longer = _with_longer_days(here, hour)
        if longer is not None and self._planned(longer) is not None:
            yield Cure(
                kind=CureKind.LONGER_HOURS,
                events=certificate.events,
                count=1,
                facts={"minutes": hour * here.grid.grain_minutes},
            )


_CURES = {
    RequirementKind.PIN: CureKind.LIFT_PIN,
    RequirementKind.NOTICE: CureKind.SHORTER_NOTICE,
    RequirementKind.AVAILABILITY: CureKind.OTHER_AVAILABILITY,
    RequirementKind.ABSENCE: CureKind.ONE_MORE_MEMBER,
}


def _about(certificate: Certificate, need: Requirement) -> tuple[str, ...]:
    return (need.subject,) if need.subject in certificate.events else certificate.events


def _with_longer_days(problem: Problem, grains: int) -> Problem | None:
    """Return the problem in which every day ends later, for rooms and for people; None where it cannot.

    Who is away until the end of a day is away in the hours that are added to it too.
    """
    grid = problem.grid
    if any(room.open is not None for room in problem.rooms):
        return None
    if grid.stride < grid.grains_per_day + grains:
        return None

    def until_later(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        closing = grid.grains_per_day
        return tuple((a, b + grains if grid.in_day(b) == closing else b) for a, b in spans)

    return replace(
        problem,
        grid=replace(grid, grains_per_day=grid.grains_per_day + grains),
        parties=tuple(
            replace(party, unavailable=until_later(party.unavailable)) for party in problem.parties
        ),
        members=tuple(
            replace(
                member,
                unavailable=until_later(member.unavailable),
                out_of_office=until_later(member.out_of_office),
            )
            for member in problem.members
        ),
    )
