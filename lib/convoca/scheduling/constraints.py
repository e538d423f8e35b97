"""Each constraint once: its name, where it comes from, and what breaks it in any programme."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from convoca.domain.finding import Citation, Fact, Finding, Verdict
from convoca.scheduling.layout import Layout, Placed
from convoca.scheduling.problem import Facts, Problem, Programme, Room


class Constraint(StrEnum):
    EVENT_IS_PLACED = "event_is_placed"
    EVENT_IS_KNOWN = "event_is_known"
    ROOM_IS_KNOWN = "room_is_known"
    WITHIN_THE_PERIOD = "within_the_period"
    WITHIN_HEARING_HOURS = "within_hearing_hours"
    START_IS_ON_THE_GRID = "start_is_on_the_grid"
    DAY_IS_ALLOWED = "day_is_allowed"
    NOTICE_HAS_RUN = "notice_has_run"
    ROOM_IS_FREE = "room_is_free"
    ROOM_HAS_TURNAROUND = "room_has_turnaround"
    ROOM_IS_OPEN = "room_is_open"
    ROOM_IS_NOT_HELD = "room_is_not_held"
    ROOM_SEATS_EVERYBODY = "room_seats_everybody"
    ROOM_HAS_THE_LANGUAGES = "room_has_the_languages"
    ROOM_TAKES_PRIVATE_HEARINGS = "room_takes_private_hearings"
    PARTY_IS_NOT_IN_TWO_PLACES = "party_is_not_in_two_places"
    PARTY_IS_AVAILABLE = "party_is_available"
    MEMBER_IS_NOT_IN_TWO_PLACES = "member_is_not_in_two_places"
    MEMBER_IS_AVAILABLE = "member_is_available"
    MEMBER_SITS_ONCE = "member_sits_once"
    PANEL_IS_IN_OFFICE = "panel_is_in_office"
    PANEL_TAKES_PART = "panel_takes_part"
    PANEL_IS_OF_THE_WORKING_GROUP = "panel_is_of_the_working_group"
    PANEL_IS_A_QUORUM = "panel_is_a_quorum"
    INTERPRETERS_SUFFICE = "interpreters_suffice"
    PIN_IS_KEPT = "pin_is_kept"
    PAST_STAYS = "past_stays"


#: The article a constraint comes from; one that is not named here is plain possibility or custom.
CITATIONS: dict[Constraint, tuple[Citation, ...]] = {
    Constraint.NOTICE_HAS_RUN: (Citation(64, 4), Citation(66, 5)),
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: (Citation(68),),
    Constraint.PANEL_IS_IN_OFFICE: (Citation(2, 1),),
    Constraint.PANEL_TAKES_PART: (Citation(17, 2, "a"), Citation(17, 2, "b")),
    Constraint.PANEL_IS_OF_THE_WORKING_GROUP: (Citation(67),),
    Constraint.PANEL_IS_A_QUORUM: (Citation(16),),
}

#: What is only usual: a warning. The others cannot be, or may not be.
CUSTOMS = frozenset(
    {
        Constraint.WITHIN_HEARING_HOURS,
        Constraint.START_IS_ON_THE_GRID,
        Constraint.DAY_IS_ALLOWED,
        Constraint.ROOM_HAS_TURNAROUND,
        Constraint.ROOM_SEATS_EVERYBODY,
        Constraint.ROOM_HAS_THE_LANGUAGES,
    }
)

#: What is asked of a whole programme, and not of a draft that is still being made.
OF_A_WHOLE_PROGRAMME = frozenset({Constraint.EVENT_IS_PLACED, Constraint.EVENT_IS_KNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One constraint broken by one event or more."""

    constraint: Constraint
    events: tuple[str, ...]
    facts: Facts

    def as_finding(self) -> Finding:
        return Finding(
            rule=str(self.constraint),
            verdict=Verdict.BREACHED,
            citations=CITATIONS.get(self.constraint, ()),
            facts=self.facts,
            cure=f"cure_{self.constraint}",
        )


Broken = Iterator[tuple[tuple[str, ...], Facts]]
Check = Callable[[Layout], Broken]
CHECKS: dict[Constraint, Check] = {}


def checks(constraint: Constraint) -> Callable[[Check], Check]:
    """Register the checker of a constraint: it yields the events that break it, and the facts."""

    def register(check: Check) -> Check:
        CHECKS[constraint] = check
        return check

    return register


def violations(programme: Programme, problem: Problem) -> tuple[Violation, ...]:
    """Check what a programme places; what it does not place, or what is gone, is passed over."""
    return _violations(programme, problem, set(Constraint) - OF_A_WHOLE_PROGRAMME)


def violations_of_a_whole(programme: Programme, problem: Problem) -> tuple[Violation, ...]:
    """Check a programme that claims to be whole: everything placed, and nothing else."""
    return _violations(programme, problem, set(Constraint))


def _violations(
    programme: Programme, problem: Problem, asked: set[Constraint]
) -> tuple[Violation, ...]:
    layout = Layout(problem=problem, programme=programme)
    return tuple(
        Violation(constraint=constraint, events=events, facts=facts)
        for constraint in Constraint
        if constraint in asked
        for events, facts in CHECKS[constraint](layout)
    )


@checks(Constraint.EVENT_IS_PLACED)
def _event_is_left_out(layout: Layout) -> Broken:
    for event in layout.problem.events:
        if event.id not in layout.programme:
            yield (event.id,), {"first": event.title or event.id}


@checks(Constraint.EVENT_IS_KNOWN)
def _event_is_of_no_record(layout: Layout) -> Broken:
    for key in layout.programme:
        if key not in layout.problem.event:
            yield (key,), {"first": key}


@checks(Constraint.ROOM_IS_KNOWN)
def _room_is_of_no_record(layout: Layout) -> Broken:
    for placed in layout.placed:
        if placed.room not in layout.problem.room:
            yield (placed.event.id,), layout.facts(placed, room=placed.room)


@checks(Constraint.WITHIN_THE_PERIOD)
def _outside_the_period(layout: Layout) -> Broken:
    grid = layout.problem.grid
    for placed, room in layout.in_rooms():
        days = range(len(grid.days)) if room.open is None else _days_open(layout, room)
        if placed.day not in days:
            opens = grid.wall(min(days, default=0) * grid.stride)[0]
            closes = grid.wall(max(days, default=0) * grid.stride)[0]
            yield (placed.event.id,), layout.facts(placed, opens=opens, closes=closes)


def _days_open(layout: Layout, room: Room) -> set[int]:
    stride = layout.problem.grid.stride
    spans = room.open or ()
    return {day for a, b in spans for day in range(a // stride, (b - 1) // stride + 1)}


@checks(Constraint.WITHIN_HEARING_HOURS)
def _outside_hearing_hours(layout: Layout) -> Broken:
    grid = layout.problem.grid
    for placed, room in layout.in_rooms():
        midnight = placed.day * grid.stride
        of_day = [(midnight, midnight + grid.grains_per_day)]
        if room.open is not None:
            of_day = [(a, b) for a, b in room.open if a < midnight + grid.stride and midnight < b]
        if of_day and not any(a <= placed.start and placed.end <= b for a, b in of_day):
            opens, closes = min(a for a, _ in of_day), max(b for _, b in of_day)
            yield (
                (placed.event.id,),
                layout.facts(
                    placed,
                    opens=f"{grid.wall(opens)[1]:%H:%M}",
                    closes=f"{grid.wall(closes)[1]:%H:%M}",
                ),
            )


@checks(Constraint.START_IS_ON_THE_GRID)
def _start_is_off_the_grid(layout: Layout) -> Broken:
    grid = layout.problem.grid
    for placed in layout.placed:
        if grid.in_day(placed.start) % grid.step:
            yield (placed.event.id,), layout.facts(placed, minutes=grid.step * grid.grain_minutes)


@checks(Constraint.DAY_IS_ALLOWED)
def _on_another_day(layout: Layout) -> Broken:
    for placed in layout.placed:
        days = placed.event.days
        if days is not None and placed.day not in days:
            yield (placed.event.id,), layout.facts(placed)


@checks(Constraint.NOTICE_HAS_RUN)
def _before_the_notice_has_run(layout: Layout) -> Broken:
    grid = layout.problem.grid
    for placed in layout.placed:
        earliest = placed.event.earliest_day
        if earliest and placed.day < earliest:
            day = grid.wall(earliest * grid.stride)[0]
            yield (placed.event.id,), layout.facts(placed, earliest=day)


@checks(Constraint.ROOM_IS_FREE)
def _room_is_taken_twice(layout: Layout) -> Broken:
    for first, second in layout.concurrent:
        if first.room == second.room:
            yield _pair(layout, first, second, room=layout.room_name(first.room))


@checks(Constraint.ROOM_HAS_TURNAROUND)
def _room_is_not_turned_around(layout: Layout) -> Broken:
    minutes = layout.problem.turnaround * layout.problem.grid.grain_minutes
    for first, second in layout.too_near():
        yield _pair(layout, first, second, room=layout.room_name(first.room), minutes=minutes)


@checks(Constraint.ROOM_IS_OPEN)
def _room_is_closed(layout: Layout) -> Broken:
    yield from _shut(layout, is_hold=False)


@checks(Constraint.ROOM_IS_NOT_HELD)
def _room_is_held_for_something_else(layout: Layout) -> Broken:
    yield from _shut(layout, is_hold=True)


def _shut(layout: Layout, *, is_hold: bool) -> Broken:
    for placed, room in layout.in_rooms():
        shut = [c for c in room.closures if c.is_hold is is_hold and placed.touches(c.span)]
        if shut:
            facts = layout.facts(placed, room=room.name or room.id, reason=shut[0].reason)
            yield (placed.event.id,), facts


@checks(Constraint.ROOM_SEATS_EVERYBODY)
def _room_is_too_small(layout: Layout) -> Broken:
    for placed, room in layout.in_rooms():
        people = placed.event.attendance
        if room.capacity is not None and room.capacity < people:
            name = room.name or room.id
            facts = layout.facts(placed, room=name, capacity=room.capacity, people=people)
            yield (placed.event.id,), facts


@checks(Constraint.ROOM_HAS_THE_LANGUAGES)
def _room_lacks_a_language(layout: Layout) -> Broken:
    for placed, room in layout.in_rooms():
        missing = () if room.languages is None else placed.event.languages - room.languages
        if missing:
            facts = layout.facts(
                placed, room=room.name or room.id, languages=tuple(sorted(missing))
            )
            yield (placed.event.id,), facts


@checks(Constraint.ROOM_TAKES_PRIVATE_HEARINGS)
def _private_in_an_open_room(layout: Layout) -> Broken:
    for placed, room in layout.in_rooms():
        if placed.event.is_private and not room.private_allowed:
            yield (placed.event.id,), layout.facts(placed, room=room.name or room.id)


@checks(Constraint.PARTY_IS_NOT_IN_TWO_PLACES)
def _party_is_heard_in_two_places(layout: Layout) -> Broken:
    for first, second in layout.concurrent:
        for party in dict.fromkeys(first.event.parties):
            if party in second.event.parties:
                yield _pair(layout, first, second, **layout.party_facts(party))


@checks(Constraint.PARTY_IS_AVAILABLE)
def _party_is_away(layout: Layout) -> Broken:
    for placed in layout.placed:
        for key in dict.fromkeys(placed.event.parties):
            party = layout.problem.party.get(key)
            if party and any(placed.touches(span) for span in party.unavailable):
                yield (placed.event.id,), layout.facts(placed, **layout.party_facts(key))


@checks(Constraint.MEMBER_IS_NOT_IN_TWO_PLACES)
def _member_sits_in_two_places(layout: Layout) -> Broken:
    for first, second in layout.concurrent:
        for member in dict.fromkeys(first.panel):
            if member in second.panel:
                yield _pair(layout, first, second, member=layout.member_name(member))


@checks(Constraint.MEMBER_IS_AVAILABLE)
def _member_is_away(layout: Layout) -> Broken:
    for placed, key in layout.seats():
        member = layout.problem.member.get(key)
        if member and any(placed.touches(span) for span in member.unavailable):
            yield _seat(layout, placed, key)


@checks(Constraint.MEMBER_SITS_ONCE)
def _member_is_named_twice(layout: Layout) -> Broken:
    for placed in layout.placed:
        if len(set(placed.panel)) < len(placed.panel):
            for member in dict.fromkeys(m for m in placed.panel if placed.panel.count(m) > 1):
                yield _seat(layout, placed, member)


@checks(Constraint.PANEL_IS_IN_OFFICE)
def _member_is_not_in_office(layout: Layout) -> Broken:
    for placed, key in layout.seats():
        member = layout.problem.member.get(key)
        if member is None or any(placed.touches(span) for span in member.out_of_office):
            yield _seat(layout, placed, key)


@checks(Constraint.PANEL_TAKES_PART)
def _member_takes_no_part(layout: Layout) -> Broken:
    for placed, key in layout.seats():
        member = layout.problem.member.get(key)
        of_state = member is not None and member.national_of in placed.event.states
        if of_state or key in placed.event.recused:
            yield _seat(layout, placed, key)


@checks(Constraint.PANEL_IS_OF_THE_WORKING_GROUP)
def _member_is_not_of_the_working_group(layout: Layout) -> Broken:
    for placed, key in layout.seats():
        if placed.event.group and key not in placed.event.group:
            yield _seat(layout, placed, key)


@checks(Constraint.PANEL_IS_A_QUORUM)
def _panel_is_no_quorum(layout: Layout) -> Broken:
    for placed in layout.placed:
        members = len(set(placed.panel))
        if members < placed.event.quorum:
            facts = layout.facts(placed, members=members, quorum=placed.event.quorum)
            yield (placed.event.id,), facts


@checks(Constraint.INTERPRETERS_SUFFICE)
def _interpreters_are_too_few(layout: Layout) -> Broken:
    """Once for each language and day: at the first hour at which the teams do not suffice."""
    users: defaultdict[tuple[str, int], list[Placed]] = defaultdict(list)
    for placed in layout.placed:
        for language in sorted(placed.event.languages & layout.problem.teams.keys()):
            users[language, placed.day].append(placed)
    for (language, day), ordered in users.items():
        of_days = layout.problem.teams[language]
        teams = of_days[day] if 0 <= day < len(of_days) else len(ordered)
        for placed in ordered:
            at_once = [p for p in ordered if p.start <= placed.start < p.end]
            if len(at_once) > teams:
                facts = layout.facts(placed, language=language, teams=teams, needed=len(at_once))
                yield tuple(p.event.id for p in at_once), facts
                break


@checks(Constraint.PIN_IS_KEPT)
def _pinned_event_is_elsewhere(layout: Layout) -> Broken:
    for placed in layout.placed:
        pin = placed.event.pin
        if pin is None or layout.had_begun(placed):
            continue
        if (pin.start, pin.room) != (placed.start, placed.room):
            pinned = layout.when(pin.start, "pinned_day", "pinned_hour")
            facts = layout.facts(placed, room=layout.room_name(pin.room), **pinned)
            yield (placed.event.id,), facts


@checks(Constraint.PAST_STAYS)
def _past_is_changed(layout: Layout) -> Broken:
    """Find what had begun and is not as it was released, and what is moved to hours that are past."""
    for placed in layout.placed:
        if layout.had_begun(placed):
            before = layout.problem.baseline[placed.event.id]
            kept = (before.start, before.room) == (placed.start, placed.room)
            kept = kept and set(before.panel) == set(placed.panel)
        else:
            frozen_before = layout.problem.frozen_before
            kept = not frozen_before or placed.start >= frozen_before
        if not kept:
            yield (placed.event.id,), layout.facts(placed)


def _seat(layout: Layout, placed: Placed, member: str) -> tuple[tuple[str, ...], Facts]:
    return (placed.event.id,), layout.facts(placed, member=layout.member_name(member))


def _pair(
    layout: Layout, first: Placed, second: Placed, **more: Fact
) -> tuple[tuple[str, ...], Facts]:
    return (first.event.id, second.event.id), layout.pair_facts(first, second, **more)
