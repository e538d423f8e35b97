import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import PeriodId, RoomId, StateCode
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, zone_info

SEAT_CITY = "Washington, DC"

#: A host without a name or password before it, then printable characters alone.
_LINK = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?", re.ASCII)


class PeriodKind(StrEnum):
    """Art. 14.1; old sources do not always say which."""

    REGULAR = "regular"
    SPECIAL = "special"
    UNSTATED = "unstated"


class Modality(StrEnum):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


def join_link(link: str) -> str:
    """Return an address at which a meeting is joined, or none. Raises InvalidValue."""
    if link and not _LINK.fullmatch(link):
        raise InvalidValue("link", "A link to join begins with https:// and has no spaces.")
    return link


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of one venue; a virtual room is a room too, and ``link`` is where to join it."""

    id: RoomId
    name: str
    capacity: int | None = None
    private_allowed: bool = True
    languages: tuple[Language, ...] = ()
    link: str = ""

    def __post_init__(self) -> None:
        join_link(self.link)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPlace:
    """Where a period meets, from ``opens`` to ``closes`` (both included).

    ``day_starts`` and ``day_ends`` are the hearing hours on the wall clock of ``zone``.
    """

    city: str
    country: StateCode | None
    opens: date
    closes: date
    zone: str = SEAT_ZONE
    venue: str = ""
    modality: Modality = Modality.IN_PERSON
    rooms: tuple[Room, ...] = ()
    hearing_days: tuple[date, ...] = ()
    day_starts: time = time(9)
    day_ends: time = time(18)

    def __post_init__(self) -> None:
        zone_info(self.zone)
        if self.closes < self.opens:
            raise InvalidValue("places", "{city} closes before it opens.", city=self.city)
        if self.day_ends <= self.day_starts:
            raise InvalidValue("places", "The hearing hours end before they begin.")

    @property
    def address(self) -> str:
        """Where people go: the venue and its city, as far as they are known."""
        return ", ".join(part for part in (self.venue, self.city) if part)

    @property
    def at_seat(self) -> bool:
        return self.city == SEAT_CITY or self.modality is Modality.VIRTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForRequests:
    """The announced window in which requests are taken, a second limit beside the 50 days.

    Both are instants in UTC; ``closes`` may be stricter or laxer than the Rules.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    states_excluded: tuple[StateCode, ...] = ()

    def __post_init__(self) -> None:
        if self.opens and self.closes and self.closes <= self.opens:
            raise InvalidValue("call", "The call closes before it opens.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAway:
    """What Art. 14.2 asks for before the Commission meets away from its seat."""

    majority_voted_on: date | None = None
    votes_in_favour: int | None = None
    consent_given_on: date | None = None
    consent_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterTeams:
    """How many teams interpret from and into a language at one time, on a day or (None) on any day.

    The number of a day goes before that of any day; a language that is not named has enough.
    """

    language: Language
    teams: int
    day: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.teams <= 50:
            raise InvalidValue("teams", "Say how many teams there are, from 0 to 50.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningWishes:
    """What the coordinator wants of a programme, saved with it.

    ``weights`` price one unit of each objective by its name; an objective that is not named weighs as
    usual. ``levels``: names of objectives, each level kept before the next. ``lunch`` and ``prime`` are
    spans on the wall clock of the place, ``remote`` of the remote participant's. ``load_minutes`` a
    member sits on one day without it being too much; ``turnaround_minutes`` lie between two activities
    in a room. ``topics``: a theme is to be "spread" or to "group".
    """

    weights: Mapping[str, int] = field(default_factory=dict)
    levels: tuple[tuple[str, ...], ...] = ()
    lunch: tuple[time, time] = (time(13), time(14))
    prime: tuple[time, time] = (time(10), time(13))
    remote: tuple[time, time] = (time(8), time(20))
    load_minutes: int = 300
    turnaround_minutes: int = 15
    topics: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("lunch", "prime", "remote"):
            begins, ends = getattr(self, name)
            if ends <= begins:
                raise InvalidValue(name, "The hours end before they begin.")
        if not 0 <= self.load_minutes <= 1440:
            raise InvalidValue("load_minutes", "A day has 1440 minutes.")
        if not 0 <= self.turnaround_minutes <= 240:
            raise InvalidValue(
                "turnaround_minutes", "Between two activities lie up to 240 minutes."
            )
        if any(weight < 0 for weight in self.weights.values()):
            raise InvalidValue("weights", "A weight is 0 or more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOfSessions:
    """The numbered span of days in which the Commission meets (Art. 14); both ends included."""

    id: PeriodId
    number: int
    opens: date
    closes: date
    kind: PeriodKind = PeriodKind.REGULAR
    places: tuple[PeriodPlace, ...] = ()
    languages: tuple[Language, ...] = (Language.SPANISH, Language.ENGLISH)
    slot_minutes: int = 60
    call: CallForRequests = field(default_factory=CallForRequests)
    away: MeetingAway = field(default_factory=MeetingAway)
    next_period_opens: date | None = None
    next_period_place: str = ""
    next_period_fixed_on: date | None = None
    calendar_published_on: date | None = None
    public_hearings_held: int | None = None
    working_meetings_held: int | None = None
    interpreter_teams: tuple[InterpreterTeams, ...] = ()
    wishes: PlanningWishes = field(default_factory=PlanningWishes)
    note: str = ""
    source: str = ""
    verified: bool = False
    is_example: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if self.number < 1:
            raise InvalidValue("number", "A period has a number from 1 on.")
        if self.closes < self.opens:
            raise InvalidValue("closes", "The period closes before it opens.")
        if not 10 <= self.slot_minutes <= 480:
            raise InvalidValue("slot_minutes", "A slot lasts from 10 to 480 minutes.")
        for place in self.places:
            if place.opens < self.opens or place.closes > self.closes:
                raise InvalidValue(
                    "places", "{city} lies outside the dates of the period.", city=place.city
                )

    @property
    def zone(self) -> str:
        return self.places[0].zone if self.places else SEAT_ZONE

    @property
    def rooms(self) -> tuple[Room, ...]:
        return tuple(room for place in self.places for room in place.rooms)

    def place_of_room(self, room: RoomId) -> PeriodPlace | None:
        return next((p for p in self.places if any(r.id == room for r in p.rooms)), None)

    def room(self, room: RoomId) -> Room | None:
        return next((r for r in self.rooms if r.id == room), None)
