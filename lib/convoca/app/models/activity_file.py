"""Everything on record about one activity of a period at one moment, and which of them are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind, Placement, Recusal, ServiceOfNotice, Session
from convoca.services.period_file import PeriodFile

Record = Hearing | WorkingMeeting | Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFile:
    """One activity with its placement, notices and recusals: what a form is filled from."""

    kind: ActivityKind
    record: Record
    placement: Placement | None
    notices: tuple[ServiceOfNotice, ...]
    recusals: tuple[Recusal, ...]

    @property
    def hearing(self) -> Hearing:
        if not isinstance(self.record, Hearing):
            raise NotAllowed("This is not a hearing.")
        return self.record

    @property
    def states(self) -> tuple[StateCode, ...]:
        return () if isinstance(self.record, Session) else self.record.states

    @property
    def is_cancelled(self) -> bool:
        return not isinstance(self.record, Session) and self.record.is_cancelled

    @property
    def is_private(self) -> bool:
        """Whether it is closed to the public: a hearing by decision, the others as a rule."""
        match self.record:
            case Hearing():
                return self.record.is_private
            case Session():
                return not self.record.is_public
            case _:
                return True

    @property
    def languages(self) -> tuple[Language, ...]:
        return self.record.languages if isinstance(self.record, Hearing) else ()

    @property
    def day(self) -> date | None:
        if self.placement is not None:
            return self.placement.slot.wall_date
        return self.record.announced_day if isinstance(self.record, Hearing) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is shown; None takes everything. A member filter takes what the member sits in."""

    state: StateCode | None = None
    member: MemberId | None = None
    kind: ActivityKind | None = None
    spoken: Language | None = None

    def take(self, activity: ActivityFile) -> bool:
        seated = activity.placement.panel if activity.placement else ()
        return (
            (self.state is None or self.state in activity.states)
            and (self.member is None or self.member in seated)
            and (self.kind is None or self.kind is activity.kind)
            and (self.spoken is None or self.spoken in activity.languages)
        )


def activity_files(file: PeriodFile) -> dict[UUID, ActivityFile]:
    """Return the file of every activity of a period by its id, what was cancelled included."""
    kinds: Iterable[tuple[ActivityKind, Iterable[Record]]] = (
        (ActivityKind.HEARING, file.hearings),
        (ActivityKind.WORKING_MEETING, file.meetings),
        (ActivityKind.SESSION, file.sessions),
    )
    return {
        record.id: ActivityFile(
            kind=kind,
            record=record,
            placement=file.placement(record.id),
            notices=file.services_for(record) if isinstance(record, Hearing) else (),
            recusals=tuple(r for r in file.recusals if r.activity == record.id),
        )
        for kind, records in kinds
        for record in records
    }


def programme_order(activity: ActivityFile) -> tuple[bool, str, str]:
    start = activity.placement.slot.start.isoformat() if activity.placement else ""
    return activity.placement is None, start, activity.record.title
