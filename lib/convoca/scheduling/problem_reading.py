"""Reads a problem from a document of the format ``hearing-scheduling/1``; ``interchange`` is its door.

What is read is trusted in nothing: InvalidValue names the path of the first key that does not hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from convoca.domain.errors import InvalidValue
from convoca.scheduling.fields import MOST_SPANS, Field, shown
from convoca.scheduling.problem import (
    ChangeWeights,
    Closure,
    Event,
    Member,
    Mode,
    Objective,
    Party,
    PartyKind,
    Pin,
    Problem,
    Room,
    TimeGrid,
    Wishes,
)

#: Keys of the weights of a change, by the field of ChangeWeights.
CHANGE_KEYS = {"day": "move_day", "time": "move_time", "room": "move_room", "member": "move_panel"}
#: Objectives that have a weight of their own.
PRICED = tuple(objective for objective in Objective if objective is not Objective.CHANGES)

#: The most of each that is taken in: a period has tens of events, and neither a slip of the pen nor
#: an attack may fill the memory.
_MOST_DAYS, _MOST_ROOMS, MOST_MEMBERS, _MOST_PARTIES, MOST_EVENTS = 1000, 200, 100, 20_000, 5000
_MOST_NAMES = 1000
_MOST_GRAINS_PER_DAY = 1440
_LONGEST_EVENT = 10_000
_LARGEST_QUORUM = 1000
_DAY_MINUTES = 24 * 60
#: Events x rooms x grains: the places that may have to be looked at.
_MOST_PLACES = 2_000_000_000
MANY = 1_000_000


def read_problem(root: Field) -> Problem:
    """Read a problem without its baseline. Raises InvalidValue."""
    grid = _grid(root)
    reach = len(grid.days) * grid.stride
    parties = tuple(_party(f, reach) for f in root.of("parties").each(most=_MOST_PARTIES))
    reading = _Reading(
        grid=grid,
        rooms=tuple(_room(f, reach) for f in root.of("rooms").each(most=_MOST_ROOMS)),
        members=tuple(_member(f, reach) for f in root.of("commissioners").each(most=MOST_MEMBERS)),
        parties=frozenset(party.id for party in parties),
    )
    _each_once("rooms", (room.id for room in reading.rooms))
    _each_once("commissioners", (member.id for member in reading.members))
    _each_once("parties", (party.id for party in parties))
    events = tuple(reading.event(field) for field in root.of("events").each(most=MOST_EVENTS))
    _each_once("events", (event.id for event in events))
    if len(events) * len(reading.rooms) * reach > _MOST_PLACES:
        raise InvalidValue(
            "events", "Events times rooms times grains are more than {most}.", most=_MOST_PLACES
        )
    frozen_before = root.get("frozen_before")
    return Problem(
        grid=grid,
        rooms=reading.rooms,
        members=reading.members,
        parties=parties,
        events=events,
        teams=_teams(root.of("interpreters"), len(grid.days)),
        turnaround=_turnaround(root.of("turnaround"), grid),
        wishes=_wishes(root),
        frozen_before=min(frozen_before.whole(0, MANY), reach) if frozen_before else 0,
        name=_line(root, "name"),
    )


def _grid(root: Field) -> TimeGrid:
    opens = root.of("day_start").hour()
    hour = root.of("day_start_hour")
    if hour.number(0, 24) * 60 != opens.hour * 60 + opens.minute:
        raise InvalidValue(hour.path, "“day_start” says {opens}.", opens=f"{opens:%H:%M}")
    listed = root.of("days")
    days = tuple(field.day() for field in listed.each(most=_MOST_DAYS))
    if not days or any(first >= second for first, second in pairwise(days)):
        raise InvalidValue(listed.path, "Days are named once each, the earliest first.")
    grains = root.of("G").whole(1, _MOST_GRAINS_PER_DAY)
    return TimeGrid(
        days=days,
        opens=opens,
        grain_minutes=root.of("grain_minutes").whole(1, 60),
        grains_per_day=grains,
        stride=root.of("stride").whole(grains, 2 * _MOST_GRAINS_PER_DAY),
        step=root.of("start_step").whole(1, grains),
    )


def _turnaround(field: Field, grid: TimeGrid) -> int:
    """Return the turnaround: one longer than a night would keep a room shut on the next morning."""
    found = field.whole(0, _MOST_GRAINS_PER_DAY)
    night = grid.stride - grid.grains_per_day
    is_round_the_clock = grid.stride * grid.grain_minutes == _DAY_MINUTES
    if found > night and not is_round_the_clock:
        raise InvalidValue(
            field.path,
            "{found} is longer than the night, “stride” - “G”: {night}.",
            found=found,
            night=night,
        )
    return found


def _room(field: Field, reach: int) -> Room:
    capacity, languages = field.of_or_null("capacity"), field.of_or_null("languages")
    hours = field.get("open")
    return Room(
        id=field.of("id").word(),
        name=_line(field, "name"),
        capacity=capacity.whole(0, MANY) if capacity else None,
        private_allowed=field.of("private_ok").flag(),
        languages=_words(languages) if languages else None,
        closures=_closures(field, reach),
        open=hours.spans(0, reach) if hours else None,
    )


def _closures(field: Field, reach: int) -> tuple[Closure, ...]:
    spans = field.of("closed").each(most=MOST_SPANS)
    told = field.get("closed_for")
    reasons = told.each(most=MOST_SPANS) if told else []
    if told and len(reasons) != len(spans):
        raise InvalidValue(told.path, "“closed” holds {count} spans.", count=len(spans))
    found = []
    for index, one in enumerate(spans):
        start, end = one.span(0, reach)
        if start < end:
            reason = reasons[index] if reasons else None
            found.append(
                Closure(
                    span=(start, end),
                    reason=_line(reason, "reason") if reason else "",
                    is_hold=reason.of("hold").flag() if reason else False,
                )
            )
    return tuple(found)


def _member(field: Field, reach: int) -> Member:
    nationality, out = field.of_or_null("national_of"), field.get("out_of_office")
    return Member(
        id=field.of("id").word(),
        name=_line(field, "name"),
        national_of=nationality.word() if nationality else None,
        unavailable=field.of("unavailable").spans(0, reach),
        out_of_office=out.spans(0, reach) if out else (),
    )


def _party(field: Field, reach: int) -> Party:
    return Party(
        id=field.of("id").word(),
        name=_line(field, "name"),
        kind=PartyKind(field.of("kind").choice(tuple(PartyKind))),
        unavailable=field.of("unavailable").spans(0, reach),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What events refer to."""

    grid: TimeGrid
    rooms: tuple[Room, ...]
    members: tuple[Member, ...]
    parties: frozenset[str]

    def event(self, field: Field) -> Event:
        days, topic = field.get("days"), field.of_or_null("topic")
        last = len(self.grid.days)
        return Event(
            id=field.of("id").word(),
            title=_line(field, "title"),
            kind=field.of("kind").word(),
            duration=field.of("duration").whole(1, _LONGEST_EVENT),
            parties=self._known_parties(field.of("parties")),
            states=tuple(one.word() for one in _one_or_more(field, "state", "states")),
            quorum=field.of("quorum").whole(0, _LARGEST_QUORUM),
            mode=Mode(field.of("mode").choice(tuple(Mode))),
            group=self._listed_members(field, "group"),
            recused=self._listed_members(field, "recused"),
            rapporteurs=self._members(_one_or_more(field, "rapporteur", "rapporteurs")),
            languages=_words(field.of("languages")),
            is_private=field.of("private").flag(),
            attendance=field.of("attendance").whole(0, MANY),
            is_priority=field.of("priority").flag(),
            topic=topic.line() if topic else "",
            earliest_day=min(max(field.of("earliest_day").whole(-MANY, MANY), 0), last),
            days=frozenset(d.whole(0, last - 1) for d in days.each(most=last)) if days else None,
            remote_offsets=tuple(
                one.number(-30, 30) for one in _one_or_more(field, "tz_offset", "tz_offsets")
            ),
            pin=self._pin(field.of_or_null("pinned")),
        )

    def _pin(self, field: Field | None) -> Pin | None:
        if field is None:
            return None
        day = field.of("day").whole(0, len(self.grid.days) - 1)
        start = field.of("start").whole(0, self.grid.stride - 1)
        return Pin(start=day * self.grid.stride + start, room=room_at(field, self.rooms))

    def _known_parties(self, field: Field) -> tuple[str, ...]:
        named = field.each(most=_MOST_NAMES)
        for one in named:
            if one.word() not in self.parties:
                raise InvalidValue(one.path, "No party is called “{name}”.", name=shown(one.value))
        _each_once(field.path, (one.word() for one in named))
        return tuple(one.word() for one in named)

    def _listed_members(self, field: Field, key: str) -> tuple[str, ...]:
        listed = field.get(key)
        return self._members(listed.each(most=_MOST_NAMES)) if listed else ()

    def _members(self, fields: Sequence[Field]) -> tuple[str, ...]:
        return tuple(self.members[one.whole(0, len(self.members) - 1)].id for one in fields)


def _one_or_more(field: Field, one: str, more: str) -> Sequence[Field]:
    """Return the values under the key for several where it is given, else that of the key for one."""
    several, single = field.get(more), field.of_or_null(one)
    if several is not None:
        return several.each(most=_MOST_NAMES)
    return [single] if single is not None else []


def _teams(field: Field, days: int) -> dict[str, tuple[int, ...]]:
    found = {}
    for language, listed in field.pairs(most=_MOST_NAMES):
        teams = listed.each(most=_MOST_DAYS)
        if len(teams) != days:
            raise InvalidValue(
                listed.path, "Holds {count} numbers for {days} days.", count=len(teams), days=days
            )
        found[language] = tuple(one.whole(0, MANY) for one in teams)
    return found


def _wishes(root: Field) -> Wishes:
    weights, topics, levels = root.of("weights"), root.of("topics"), root.get("levels")
    grains = (0, _MOST_GRAINS_PER_DAY)
    usual = ChangeWeights()
    changes = {
        key: weights.get(name) for key, name in CHANGE_KEYS.items() if weights.get(name) is not None
    }
    return Wishes(
        weights={
            **{objective: weights.of(objective).whole(0, MANY) for objective in PRICED},
            Objective.CHANGES: 1,
        },
        changes=replace(usual, **{k: f.whole(0, MANY) for k, f in changes.items() if f}),
        lunch=root.of("lunch").span(*grains),
        prime=root.of("prime").span(*grains),
        remote_hours=root.of("remote_hours").span(0, 48),
        load_per_day=root.of("load_per_day").whole(0, MANY),
        topics={
            topic: wanted.choice(("spread", "group"))
            for topic, wanted in topics.pairs(most=_MOST_NAMES)
        },
        levels=tuple(_level(one) for one in levels.each(most=20)) if levels else (),
    )


def _level(field: Field) -> tuple[Objective, ...]:
    return tuple(Objective(one.choice(tuple(Objective))) for one in field.each(most=20))


def room_at(field: Field, rooms: Sequence[Room]) -> str:
    return rooms[field.of("room").whole(0, len(rooms) - 1)].id


def _words(field: Field) -> frozenset[str]:
    return frozenset(one.word() for one in field.each(most=_MOST_NAMES))


def _line(field: Field, key: str) -> str:
    found = field.get(key)
    return found.line() if found else ""


def _each_once(path: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise InvalidValue(f"{path}[{index}]", "“{name}” stands here twice.", name=shown(name))
        seen.add(name)
