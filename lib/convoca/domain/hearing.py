from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import (
    HearingId,
    HearingRequestId,
    MemberId,
    PeriodId,
    StateCode,
    WorkingMeetingId,
)
from convoca.domain.language import Language
from convoca.domain.member_state import language_of
from convoca.domain.party import Participant, Party, PartyKind
from convoca.domain.period_of_sessions import Modality


class HearingKind(StrEnum):
    """What a hearing may be about (Art. 62)."""

    PETITION = "petition"
    CASE = "case"
    INTERSTATE_PETITION = "interstate_petition"
    PRECAUTIONARY_MEASURES = "precautionary_measures"
    FOLLOW_UP = "follow_up_recommendations"
    COUNTRY_GENERAL = "country_general"
    THEMATIC_COUNTRY = "thematic_country"
    THEMATIC_REGIONAL = "thematic_regional"
    OTHER = "other"

    @property
    def is_general(self) -> bool:
        """Whether Art. 66 (general hearings) applies and not Art. 64 (petitions and cases)."""
        return self in _GENERAL


_GENERAL = frozenset(
    {HearingKind.COUNTRY_GENERAL, HearingKind.THEMATIC_COUNTRY, HearingKind.THEMATIC_REGIONAL}
)


class Issue(StrEnum):
    """What the information of a hearing on a petition or case may refer to (Art. 64.1)."""

    ADMISSIBILITY = "admissibility"
    FRIENDLY_SETTLEMENT = "friendly_settlement"
    FACTS = "facts"
    MERITS = "merits"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class Initiative(StrEnum):
    """On whose initiative a hearing is held (Art. 61)."""

    PARTY = "party"
    STATE = "state"
    COMMISSION = "commission"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"


class HearingStatus(StrEnum):
    GRANTED = "granted"
    HELD = "held"
    CANCELLED = "cancelled"


class Dimension(StrEnum):
    """By what hearings are counted, to compare what was asked for with what was granted."""

    STATE = "state"
    REGION = "region"
    LANGUAGE = "language"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocation:
    """Proposed by the Executive Secretary, convoked by the President (Art. 61)."""

    proposed_on: date | None = None
    convoked_on: date | None = None
    convoked_by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateDecision:
    """Why the Commission hears in private, and when the parties were told (Art. 68)."""

    decided_on: date | None = None
    circumstances: str = ""
    parties_told_at: datetime | None = None
    may_attend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningNeeds:
    """What an activity asks of its place: seats for how many, good hours, a theme to spread or group.

    ``on_hold``: it waits without a place, and a plan leaves it out.
    """

    attendance: int | None = None
    is_priority: bool = False
    theme: str = ""
    on_hold: bool = False

    def __post_init__(self) -> None:
        if self.attendance is not None and not 0 <= self.attendance <= 100_000:
            raise InvalidValue("attendance", "Say how many people are expected.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualityOfArms:
    """What keeps the sides of a hearing level.

    Minutes to speak of each side; why testimony is heard of which the other side was not told, and
    what restores the balance (Art. 65.6); until when the other side may observe on documents (65.2).
    """

    requester_minutes: int | None = None
    state_minutes: int | None = None
    untold_testimony: str = ""
    balance_measures: str = ""
    observations_until: date | None = None

    def __post_init__(self) -> None:
        for name in ("requester_minutes", "state_minutes"):
            minutes = getattr(self, name)
            if minutes is not None and not 0 <= minutes <= 600:
                raise InvalidValue(name, "A side speaks from 0 to 600 minutes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Parties or invitees heard in a period of sessions (Arts. 61-70): what was granted.

    ``minutes`` is its length. ``announced_day`` is known from a source that gives no hour.
    """

    id: HearingId
    period: PeriodId
    title: str
    kind: HearingKind
    initiative: Initiative = Initiative.PARTY
    status: HearingStatus = HearingStatus.GRANTED
    states: tuple[StateCode, ...] = ()
    parties: tuple[Party, ...] = ()
    participants: tuple[Participant, ...] = ()
    requests: tuple[HearingRequestId, ...] = ()
    matter_number: str = ""
    issue: Issue | None = None
    visibility: Visibility = Visibility.PUBLIC
    private_decision: PrivateDecision = field(default_factory=PrivateDecision)
    convocation: Convocation = field(default_factory=Convocation)
    state_convened: bool = False
    minutes: int = 60
    languages: tuple[Language, ...] = ()
    modality: Modality | None = None
    working_group: tuple[MemberId, ...] = ()
    announced_day: date | None = None
    announced_place: str = ""
    needs: PlanningNeeds = field(default_factory=PlanningNeeds)
    equality: EqualityOfArms = field(default_factory=EqualityOfArms)
    note: str = ""
    source: str = ""
    verified: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InvalidValue("title", "A hearing needs a title.")
        if not 10 <= self.minutes <= 600:
            raise InvalidValue("minutes", "A hearing lasts from 10 to 600 minutes.")

    @property
    def is_private(self) -> bool:
        return self.visibility is Visibility.PRIVATE

    @property
    def told_parties(self) -> tuple[Party, ...]:
        """Who must be told of it: its parties, and the States convened that are none (Art. 66.3)."""
        named = {party.state for party in self.parties if party.kind is PartyKind.STATE}
        convened = self.states if self.state_convened else ()
        return (
            *self.parties,
            *(
                Party(kind=PartyKind.STATE, name=state, state=state, language=language_of(state))
                for state in convened
                if state not in named
            ),
        )

    @property
    def is_cancelled(self) -> bool:
        return self.status is HearingStatus.CANCELLED

    def cancel(self) -> Self:
        return replace(self, status=HearingStatus.CANCELLED)


class MeetingKind(StrEnum):
    WORKING_MEETING = "working_meeting"
    BILATERAL = "bilateral"
    CIVIL_SOCIETY = "civil_society"
    STATES = "states"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingMeeting:
    """A less formal, closed meeting with parties in a period; ``minutes`` is its length."""

    id: WorkingMeetingId
    period: PeriodId
    title: str
    kind: MeetingKind = MeetingKind.WORKING_MEETING
    states: tuple[StateCode, ...] = ()
    parties: tuple[Party, ...] = ()
    requests: tuple[HearingRequestId, ...] = ()
    matter_number: str = ""
    minutes: int = 60
    is_cancelled: bool = False
    needs: PlanningNeeds = field(default_factory=PlanningNeeds)
    note: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InvalidValue("title", "A working meeting needs a title.")
        if not 10 <= self.minutes <= 600:
            raise InvalidValue("minutes", "A working meeting lasts from 10 to 600 minutes.")
