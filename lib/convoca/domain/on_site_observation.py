from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

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
class VisitActivity:
    """One entry of the programme of activities (Art. 55), by default not for the public."""

    id: UUID
    title: str
    slot: Slot
    place: str = ""
    members: tuple[MemberId, ...] = ()
    confidential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeAnswer:
    """What the State answered to one guarantee of Arts. 56 and 57; ``letter`` is "56" or "a" to "k"."""

    letter: str
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
    staff: tuple[str, ...] = ()
    activities: tuple[VisitActivity, ...] = ()
    guarantees: tuple[GuaranteeAnswer, ...] = ()
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

    @property
    def states_touched(self) -> tuple[StateCode, ...]:
        """The States observed and those on whose soil it happens, each once."""
        return tuple(dict.fromkeys(self.states + self.territories))
