"""What one can be told about a problem: a programme, why there is none, what to change, what a move would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from convoca.scheduling.constraints import Violation
from convoca.scheduling.problem import Assignment, Facts, Objective, Programme


class Status(StrEnum):
    """INFEASIBLE is said with evidence only; UNKNOWN means that the time was too short to say."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"
    INFEASIBLE = "INFEASIBLE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a search has come; ``cost`` is None until every event is placed."""

    seconds: float
    placed: int
    events: int
    cost: int | None = None
    bound: int | None = None


OnProgress = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The best programme found; ``bound`` is what no programme can go below."""

    status: Status
    programme: Programme
    cost: int | None
    bound: int
    cost_by_objective: Mapping[Objective, int]
    first_feasible_s: float | None
    elapsed_s: float
    unplaced: tuple[str, ...] = ()
    evidence: "Explanation | None" = None
    trace: tuple[Progress, ...] = ()

    @property
    def gap(self) -> float | None:
        """The part of the cost that is not proven to be needed, 0 to 1."""
        return None if self.cost is None else (self.cost - self.bound) / max(self.cost, 1)


class CertificateKind(StrEnum):
    """Why something cannot be, in a way that a person can check by hand."""

    NO_WINDOW = "no_window"
    NO_QUORUM = "no_quorum"
    NO_ROOM = "no_room"
    PINS_CLASH = "pins_clash"
    PINS_QUORUM = "pins_quorum"
    TOO_MUCH = "too_much"
    NO_INTERPRETERS = "no_interpreters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One proof that no programme exists; ``facts`` are filled into the sentence of its kind."""

    kind: CertificateKind
    events: tuple[str, ...]
    facts: Facts


class RequirementKind(StrEnum):
    """One kind of thing that a problem demands and that could be given up."""

    AVAILABILITY = "availability"
    ROOM = "room"
    ROOM_HOURS = "room_hours"
    PIN = "pin"
    NOTICE = "notice"
    QUORUM = "quorum"
    RECUSAL = "recusal"
    ABSENCE = "absence"
    INTERPRETERS = "interpreters"
    DAYS = "days"
    PLACED = "placed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One demand: its kind, and the id of the event, room, member, party or language that it is about."""

    kind: RequirementKind
    subject: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject}"


class CureKind(StrEnum):
    LEAVE_OUT = "leave_out"
    ONE_MORE_TEAM = "one_more_team"
    SHORTER_NOTICE = "shorter_notice"
    LIFT_PIN = "lift_pin"
    OTHER_AVAILABILITY = "other_availability"
    ONE_MORE_ROOM = "one_more_room"
    ONE_MORE_MEMBER = "one_more_member"
    LONGER_HOURS = "longer_hours"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """What would let everything (else) be placed: any ``count`` of ``events``, or a change named by ``facts``."""

    kind: CureKind
    events: tuple[str, ...]
    count: int
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a problem has no programme. Empty of certificates, conflict and events: none was found, it may have one.

    ``conflict`` is a minimal set of requirements that cannot all hold. ``events``, where no certificate names
    any, is a minimal set of them that cannot all be placed. ``correction`` says what would help.
    ``verified``: the evidence was checked a second time by other means.
    """

    certificates: tuple[Certificate, ...] = ()
    conflict: tuple[Requirement, ...] = ()
    events: tuple[str, ...] = ()
    correction: tuple[Cure, ...] = ()
    verified: bool = False
    elapsed_s: float = 0.0

    @property
    def is_proof(self) -> bool:
        return bool(self.certificates) or (self.verified and bool(self.conflict or self.events))


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One event that is elsewhere than before; None: not placed."""

    event: str
    before: Assignment | None
    after: Assignment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The least change found to a released programme. ``proven``: nothing less would do."""

    status: Status
    programme: Programme
    moves: tuple[Move, ...]
    change_cost: int
    bound: int
    proven: bool
    cost: int | None
    hit: tuple[str, ...]
    unplaced: tuple[str, ...] = ()
    evidence: Explanation | None = None
    first_answer_s: float = 0.0
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Option:
    """A legal place of one event, the panel that costs least there, and what it would cost in all."""

    start: int
    room: str
    panel: tuple[str, ...]
    cost_change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What a change to a programme would do, before anybody makes it."""

    cost_before: int
    cost_after: int
    cost_change_by_objective: Mapping[Objective, int]
    new_violations: tuple[Violation, ...]
    cured_violations: tuple[Violation, ...]
