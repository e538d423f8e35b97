from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, ObservationId, StateCode
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot


class ObservationKind(StrEnum):
    """Arts. 53-57 bind on-site observations; the other kinds are practice."""

    ON_SITE = "on_site"
    WORKING = "working"
    TECHNICAL = "technical"
    VISIT = "visit"


class NamedBy(StrEnum):
    """Who named the Special Commission (Art. 53)."""

    COMMISSION = "commission"
    PRESIDENT_IN_URGENCY = "president_in_urgency"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialCommission:
    """The members named for an on-site observation and who presides over them (Art. 53)."""

    members: tuple[MemberId, ...] = ()
    president: MemberId | None = None
    named_on: date | None = None
    named_by: NamedBy = NamedBy.COMMISSION
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point on the map, in degrees, north and east positive."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise InvalidValue("coordinates", "Degrees go from -90 to 90, and from -180 to 180.")


class VisitActivityKind(StrEnum):
    AUTHORITIES = "authorities"
    CIVIL_SOCIETY = "civil_society"
    TESTIMONY = "testimony"
    PLACE_OF_DETENTION = "place_of_detention"
    PRIVATE_INTERVIEW = "private_interview"
    INSPECTION = "inspection"
    PRESS_CONFERENCE = "press_conference"
    INTERNAL = "internal"
    TRAVEL = "travel"
    OTHER = "other"


class TravelMode(StrEnum):
    """How one travels: it decides how fast, and whether by daylight alone."""

    ROAD = "road"
    AIR = "air"
    WATER = "water"
    ON_FOOT = "on_foot"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitActivity:
    """One entry of the programme of activities (Art. 55), by default not for the public.

    ``people`` are those of the delegation who are no members, by id. ``transport`` says how one gets
    there. A ``held`` activity waits for the word of security: ``hold_reason``. A travel goes from
    ``coordinates`` to ``coordinates_to`` by ``mode``. One that is not ``confidential`` may be told to
    everybody once the visit is announced.
    """

    id: UUID
    title: str
    slot: Slot
    kind: VisitActivityKind = VisitActivityKind.OTHER
    place: str = ""
    stage: UUID | None = None
    coordinates: Coordinates | None = None
    coordinates_to: Coordinates | None = None
    members: tuple[MemberId, ...] = ()
    people: tuple[UUID, ...] = ()
    mode: TravelMode | None = None
    transport: str = ""
    held: bool = False
    hold_reason: str = ""
    confidential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStage:
    """A part of a visit: where, from when to when (both included), in person or not.

    ``territory`` is the State on whose soil it happens, None for a virtual one. A stage may be refused
    entry: then it is not carried out, and another one takes its place.
    """

    id: UUID
    place: str
    opens: date
    closes: date
    territory: StateCode | None = None
    zone: str = ""
    modality: Modality = Modality.IN_PERSON
    coordinates: Coordinates | None = None
    refused_on: date | None = None
    refused_by: str = ""
    replaced_by: UUID | None = None

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise InvalidValue("stages", "A stage ends before it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A State's invitation or consent, or its refusal, with the day and the letter's reference."""

    state: StateCode
    invited_on: date | None = None
    consented_on: date | None = None
    refused_on: date | None = None
    reference: str = ""


class DelegateRole(StrEnum):
    STAFF = "staff"
    INTERPRETER = "interpreter"
    SPECIALIST = "specialist"
    PRESS = "press"
    SECURITY = "security"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody of the delegation who is no member of the Commission (Arts. 55, 57.j)."""

    id: UUID
    name: str
    role: DelegateRole = DelegateRole.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A recommendation to a State, preliminary until the report is published."""

    id: UUID
    number: int
    text: str
    state: StateCode
    made_on: date
    preliminary: bool = True
    due: date | None = None
    followed_up: FollowUpState = FollowUpState.OPEN
    notes: tuple[FollowUpNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReport:
    """What follows a visit: press conference, preliminary observations, report (Arts. 58, 60).

    ``observations_by`` is the last day that the Commission gave the State for its own (Art. 60.b).
    """

    press_conference_on: date | None = None
    preliminary_on: date | None = None
    approved_on: date | None = None
    sent_to_state_on: date | None = None
    observations_by: date | None = None
    observations_received_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeAnswer:
    """What a State answered to one guarantee of Arts. 56 and 57; ``letter`` is "56" or "a" to "k".

    ``state`` None: written down before each State had answers of its own.
    """

    letter: str
    state: StateCode | None = None
    granted: bool | None = None
    answered_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSiteObservation:
    """A visit to one or several States (Arts. 53-57); both days included.

    ``states`` are the States observed, ``territories`` those on whose soil it takes place when
    that is another one. Its itinerary is protected; ``is_public`` says whether dates and States
    were announced.
    """

    id: ObservationId
    title: str
    opens: date
    closes: date
    states: tuple[StateCode, ...]
    territories: tuple[StateCode, ...] = ()
    kind: ObservationKind = ObservationKind.ON_SITE
    modality: Modality = Modality.IN_PERSON
    places: str = ""
    invited_on: date | None = None
    consent_reference: str = ""
    special_commission: SpecialCommission = field(default_factory=SpecialCommission)
    stages: tuple[VisitStage, ...] = ()
    consents: tuple[Consent, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    activities: tuple[VisitActivity, ...] = ()
    guarantees: tuple[GuaranteeAnswer, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    report: VisitReport = field(default_factory=VisitReport)
    is_public: bool = False
    is_cancelled: bool = False
    note: str = ""
    source: str = ""
    verified: bool = False
    is_example: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise InvalidValue("closes", "The visit ends before it begins.")
        if not self.states:
            raise InvalidValue("states", "A visit is made to at least one State.")

    def stage(self, key: UUID | None) -> VisitStage | None:
        return next((stage for stage in self.stages if stage.id == key), None)

    @property
    def stages_standing(self) -> tuple[VisitStage, ...]:
        """The stages that are carried out, by their first day: none that was refused entry."""
        standing = (stage for stage in self.stages if stage.refused_on is None)
        return tuple(sorted(standing, key=lambda stage: (stage.opens, stage.closes)))

    @property
    def states_touched(self) -> tuple[StateCode, ...]:
        """The States observed and those on whose soil it happens, each once."""
        soil = tuple(stage.territory for stage in self.stages_standing if stage.territory)
        return tuple(dict.fromkeys((*self.states, *self.territories, *soil)))

    @property
    def soil(self) -> tuple[StateCode, ...]:
        """The States on whose soil it happens: as the stages say, where there are any."""
        if self.stages:
            found = [code for stage in self.stages_standing for code in self.soil_of(stage)]
        elif self.modality is Modality.VIRTUAL:
            found = []
        else:
            found = list(self.territories or self.states)
        return tuple(dict.fromkeys(found))

    def soil_of(self, stage: VisitStage) -> tuple[StateCode, ...]:
        """Return on whose soil a stage happens; where it does not say so, on that of the visit."""
        if stage.modality is Modality.VIRTUAL:
            return ()
        return (stage.territory,) if stage.territory else self.territories or self.states
