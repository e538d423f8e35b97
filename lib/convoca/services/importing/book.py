"""What is stored, found by what people call it, and what the plan so far would change."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import PeriodId, StateCode
from convoca.domain.member import Member
from convoca.domain.member_state import MemberState
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import Placement
from convoca.services.folding import fold
from convoca.services.importing.plan import Change, Outcome, PlannedRow, Record
from convoca.services.importing.row import RowReader
from convoca.services.ports import UnitOfWork

#: Identifiers of imported records are made from what they are called, so that a retry finds them.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:convoca:import")


def identity(kind: str, *called: object) -> UUID:
    return uuid5(NAMESPACE, "\x1f".join((kind, *(str(part) for part in called))))


class Book:
    """The store as an import sees it; to be used inside a transaction."""

    def __init__(self, uow: UnitOfWork, *, today: date, period_number: int | None = None) -> None:
        self.uow = uow
        self.today = today
        self.period_number = period_number
        self.rows: list[PlannedRow] = []
        self.changes: list[Change] = []
        self._seen: dict[object, tuple[int, Record]] = {}
        self._hearings: dict[PeriodId, dict[object, Hearing]] = {}
        self._requests: dict[PeriodId, dict[object, HearingRequest]] = {}
        self._placements: dict[PeriodId, dict[UUID, tuple[Placement, str]]] = {}

    # What is stored

    @cached_property
    def states(self) -> Mapping[str, MemberState]:
        """Member States by folded code and names."""
        return {
            fold(name): state
            for state in self.uow.states.all()
            for name in (state.name_es, state.name_en, state.code)
        }

    @cached_property
    def members(self) -> Mapping[str, Member]:
        return {fold(member.name): member for member in self.uow.members.all()}

    @cached_property
    def periods(self) -> Mapping[int, PeriodOfSessions]:
        return {period.number: period for period in self.uow.periods.all()}

    def state(self, word: str) -> MemberState | None:
        return self.states.get(fold(word))

    def hearings(self, period: PeriodOfSessions) -> dict[object, Hearing]:
        if period.id not in self._hearings:
            stored = self.uow.hearings.all(period=period.id)
            self._hearings[period.id] = {hearing_key(h.title, h.states): h for h in stored}
        return self._hearings[period.id]

    def requests(self, period: PeriodOfSessions) -> dict[object, HearingRequest]:
        if period.id not in self._requests:
            stored = self.uow.requests.all(period=period.id)
            self._requests[period.id] = {fold(r.reference): r for r in stored}
        return self._requests[period.id]

    def placements(self, period: PeriodOfSessions) -> dict[UUID, tuple[Placement, str]]:
        """Activity -> its placement and who holds it, stored or planned in this file."""
        if period.id not in self._placements:
            titles = {h.id: h.title for h in self.uow.hearings.all(period=period.id)}
            self._placements[period.id] = {
                p.id: (p, titles.get(p.id, p.kind.value))  # type: ignore[call-overload]
                for p in self.uow.placements.all(period=period.id)
            }
        return self._placements[period.id]

    # Cells that name what is stored

    def read_states(self, row: RowReader, field: str) -> tuple[StateCode, ...]:
        """Return the Member States named in a cell, by code or name."""
        found: dict[StateCode, None] = {}
        for word in row.several(field):
            whole = self.state(word)
            for part in (word,) if whole else word.split(","):
                state = self.state(part)
                if state is not None:
                    found[state.code] = None
                elif fold(part).startswith(("regional", "region")):
                    row.note("region_named", field, read=part.strip())
                else:
                    row.wrong("state_unknown", field, read=part.strip())
        return tuple(found)

    def read_state(self, row: RowReader, field: str) -> StateCode | None:
        states = self.read_states(row, field)
        if len(states) > 1:
            row.wrong("one_state_only", field)
        return states[0] if states else None

    def read_period(self, row: RowReader) -> PeriodOfSessions | None:
        """Return the period that a row belongs to; leaves the row out where it is not stored."""
        number = row.whole("period", 1, 9_999) or (None if row.is_wrong else self.period_number)
        if number is None:
            if not row.is_wrong:
                row.leave_out("missing_value", "period")
            return None
        if self.concerns(row, number) and number not in self.periods:
            row.leave_out("period_unknown", "period", number=number)
        return None if row.is_left_out else self.periods[number]

    def concerns(self, row: RowReader, number: int) -> bool:
        """Whether the period was asked for; leaves out the rows of others."""
        if self.period_number in {None, number}:
            return True
        row.leave_out("other_period", number=number)
        return False

    # What the plan would change

    def plan_each(
        self, rows: Iterable[RowReader], plan: Callable[[RowReader], tuple[Change, ...]]
    ) -> None:
        """Plan row by row; what the domain refuses is told of its row."""
        for row in rows:
            changes: tuple[Change, ...] = ()
            with row.refusing():
                changes = plan(row)
            self.settle(row, *changes)

    def settle(self, row: RowReader, *changes: Change) -> None:
        """Close a row with the records it makes, the first being the one it is about."""
        if row.is_wrong or row.is_left_out or not changes:
            self.close(row, Outcome.ERROR if row.is_wrong else Outcome.LEFT_OUT)
            return
        first = changes[0]
        key = (first.repository, _key(first.after))
        if key in self._seen:
            self._settle_repeated(row, first, *self._seen[key])
            return
        self._seen[key] = (row.number, first.after)
        wanted = [change for change in changes if change.before != change.after]
        self.changes.extend(wanted)
        self.close(row, _outcome(wanted), fields=[f for c in wanted for f in c.fields])

    def close(self, row: RowReader, outcome: Outcome, *, fields: Iterable[str] = ()) -> None:
        self.rows.append(
            PlannedRow(
                number=row.number,
                outcome=outcome,
                subject=row.subject,
                fields=tuple(dict.fromkeys(fields)),
                remarks=tuple(row.remarks),
            )
        )

    def _settle_repeated(self, row: RowReader, change: Change, other: int, after: Record) -> None:
        if change.after == after:
            row.note("same_as_row", other=other)
            self.close(row, Outcome.UNCHANGED)
        else:
            row.wrong("differs_from_row", other=other)
            self.close(row, Outcome.ERROR)


def hearing_key(title: str, states: Iterable[StateCode]) -> tuple[str, tuple[StateCode, ...]]:
    """Within a period a hearing is known by its title and its States."""
    return fold(title), tuple(sorted(states))


def _key(record: Record) -> object:
    return record.code if isinstance(record, MemberState) else record.id


def _outcome(changes: list[Change]) -> Outcome:
    if not changes:
        return Outcome.UNCHANGED
    created = changes[0].before is None and not isinstance(changes[0].after, Placement)
    return Outcome.CREATE if created else Outcome.UPDATE
