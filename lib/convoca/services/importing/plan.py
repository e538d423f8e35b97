"""The plan of an import, before anything is written, and the receipt after."""

from dataclasses import dataclass, fields
from enum import StrEnum

from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.mandate import Mandate
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.member_state import MemberState
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import Placement
from convoca.services.importing.columns import Kind
from convoca.services.importing.remark import Level, RowRemark

Record = (
    MemberState
    | Member
    | Rapporteurship
    | Mandate
    | PeriodOfSessions
    | HearingRequest
    | Hearing
    | Placement
    | OnSiteObservation
)


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record to be saved; ``before`` is the version that the plan was made on."""

    repository: str
    before: Record | None
    after: Record

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that change."""
        if self.before is None:
            return ()
        return tuple(
            f.name
            for f in fields(self.after)
            if getattr(self.before, f.name) != getattr(self.after, f.name)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row; ``subject`` is what it is about, e.g. the number of a period."""

    number: int
    outcome: Outcome
    subject: str = ""
    fields: tuple[str, ...] = ()
    remarks: tuple[RowRemark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do. Nothing is written where ``is_blocked``."""

    kind: Kind
    file: str
    sheet: str = ""
    rows: tuple[PlannedRow, ...] = ()
    changes: tuple[Change, ...] = ()
    remarks: tuple[RowRemark, ...] = ()

    @property
    def is_blocked(self) -> bool:
        return self.errors > 0

    @property
    def errors(self) -> int:
        of_the_file = sum(r.level is Level.ERROR for r in self.remarks)
        return of_the_file + self.count(Outcome.ERROR)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an import did, in rows; ``written`` counts the records saved."""

    kinds: tuple[Kind, ...]
    files: tuple[str, ...]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0
    written: int = 0
