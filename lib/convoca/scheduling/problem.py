"""The timetabling problem on a grid of time: what is to be placed, with whom, and what is wished for.

Instants are *grains*, whole numbers from the first day on: grain = day x stride + grain of the day. Spans are
half-open pairs of them. Names (``id``) are texts, so that a programme can be kept, compared and sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from convoca.domain.finding import Fact

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGrid:
    """The days of a period, cut into grains of ``grain_minutes`` from ``opens`` on the venue's wall clock.

    ``grains_per_day`` are open; ``stride`` (at least as many) is the distance between two days. Starts are
    multiples of ``step`` grains of a day.
    """

    days: tuple[date, ...]
    opens: time = time(9)
    grain_minutes: int = 15
    grains_per_day: int = 36
    stride: int = 40
    step: int = 1

    def day_of(self, grain: int) -> int:
        return grain // self.stride

    def in_day(self, grain: int) -> int:
        return grain % self.stride

    def wall(self, grain: int) -> tuple[date, time]:
        """Return the day and hour of a grain on the venue's wall clock; days outside count on from the last."""
        index = min(max(self.day_of(grain), 0), len(self.days) - 1)
        over = self.day_of(grain) - index
        minutes = (grain - self.day_of(grain) * self.stride) * self.grain_minutes
        opens = self.opens.hour * 60 + self.opens.minute + minutes
        day = self.days[index] + timedelta(days=over + opens // 1440)
        return day, (datetime.min + timedelta(minutes=opens % 1440)).time()  # noqa: DTZ901 - a wall clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A span in which a room (or everything) is shut or held for something else."""

    span: Span
    reason: str = ""
    is_hold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room; ``open`` are its hours, ``None`` the whole grid. ``languages`` None: interpretation into any."""

    id: str
    name: str = ""
    capacity: int | None = None
    private_allowed: bool = True
    languages: frozenset[str] | None = None
    closures: tuple[Closure, ...] = ()
    open: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the Commission; not in office is another thing than away."""

    id: str
    name: str = ""
    national_of: str | None = None
    unavailable: tuple[Span, ...] = ()
    out_of_office: tuple[Span, ...] = ()


class PartyKind(StrEnum):
    STATE = "state"
    ORGANISATION = "org"
    PERSON = "witness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A delegation, an organisation or a person who cannot be in two places at once."""

    id: str
    name: str = ""
    kind: PartyKind = PartyKind.ORGANISATION
    unavailable: tuple[Span, ...] = ()


class Mode(StrEnum):
    """Whether the Commission hears (Art. 16) or a working group of it (Art. 67)."""

    PLENARY = "plenary"
    WORKING_GROUP = "wg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    start: int
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A hearing, working meeting or session to be placed.

    ``duration`` is in grains. ``quorum``: how many members the panel needs. ``group``: only these may sit
    (Art. 67). ``recused``: these may not (Art. 17.2.b). ``states``: nationals of them may not (17.2.a).
    ``earliest_day`` (index): not before, by the notice (Arts. 64.4, 66.5). ``days``: only on these, None any.
    ``remote_offsets``: hours that the clocks of its remote participants are ahead of the venue's.
    """

    id: str
    title: str = ""
    kind: str = "hearing"
    duration: int = 4
    parties: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    quorum: int = 0
    mode: Mode = Mode.PLENARY
    group: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    rapporteurs: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    is_private: bool = False
    attendance: int = 0
    is_priority: bool = False
    topic: str = ""
    earliest_day: int = 0
    days: frozenset[int] | None = None
    remote_offsets: tuple[float, ...] = ()
    pin: Pin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Where one event is: its first grain, its room, and who sits."""

    start: int
    room: str
    panel: tuple[str, ...] = ()


Programme = Mapping[str, Assignment]


class Objective(StrEnum):
    """What a good programme keeps small; the value is its name in every file."""

    STATE_DAYS = "span_state"
    ORGANISATION_DAYS = "span_org"
    RAPPORTEUR_ABSENT = "rapporteur"
    LUNCH = "lunch"
    PRIME_TIME = "prime"
    REMOTE_HOURS = "tz"
    TOPICS = "topic"
    DAILY_LOAD = "over"
    BALANCE = "balance"
    CHANGES = "moves"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWeights:
    """What it costs to change a released programme: per event a day, an hour or a room, and per member who leaves."""

    day: int = 40
    time: int = 20
    room: int = 5
    member: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the coordinator wants of a programme.

    ``weights`` price one unit of each objective. ``lunch`` and ``prime`` are spans in grains of a day,
    ``remote_hours`` whole hours of a remote participant's day, ``load_per_day`` grains of a member's.
    ``topics`` are "spread" or "group". ``levels``, where given, are kept one before the other: no gain in a
    later one pays for a loss in an earlier one; objectives that no level names come last, together.
    """

    weights: Mapping[Objective, int] = field(default_factory=lambda: dict(USUAL_WEIGHTS))
    changes: ChangeWeights = field(default_factory=ChangeWeights)
    lunch: Span = (16, 20)
    prime: Span = (4, 16)
    remote_hours: Span = (8, 20)
    load_per_day: int = 20
    topics: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[tuple[Objective, ...], ...] = ()


USUAL_WEIGHTS: Mapping[Objective, int] = {
    Objective.STATE_DAYS: 10,
    Objective.ORGANISATION_DAYS: 4,
    Objective.RAPPORTEUR_ABSENT: 8,
    Objective.LUNCH: 3,
    Objective.PRIME_TIME: 4,
    Objective.REMOTE_HOURS: 3,
    Objective.TOPICS: 2,
    Objective.DAILY_LOAD: 1,
    Objective.BALANCE: 1,
    Objective.CHANGES: 1,
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything that is to be placed in one period, and what stands in the way.

    ``teams``: interpreter teams per language and day; a language that is not named has enough. ``baseline``:
    the released programme from which changes cost something. ``frozen_before``: what began before this grain in
    the baseline stays as it is.
    """

    grid: TimeGrid
    rooms: tuple[Room, ...]
    members: tuple[Member, ...]
    parties: tuple[Party, ...]
    events: tuple[Event, ...]
    teams: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    turnaround: int = 1
    wishes: Wishes = field(default_factory=Wishes)
    baseline: Programme = field(default_factory=dict)
    frozen_before: int = 0
    name: str = ""

    @cached_property
    def event(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @cached_property
    def room(self) -> dict[str, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def member(self) -> dict[str, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def party(self) -> dict[str, Party]:
        return {party.id: party for party in self.parties}

    def may_sit(self, event: Event, member: Member) -> bool:
        """Whether a member may take part in a matter at any hour (Arts. 17.2.a, 17.2.b, 67)."""
        return (
            (not event.group or member.id in event.group)
            and member.id not in event.recused
            and member.national_of not in event.states
        )


Facts = dict[str, Fact]
