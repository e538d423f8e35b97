"""The file of a period with its notices and the proof of their service, read in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from uuid import UUID

from convoca.domain.identifiers import PeriodId, StateCode
from convoca.domain.member_state import MemberState
from convoca.domain.notice import Delivery, Notice
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class NoticeFile:
    """A period with every notice about its requests and hearings, and about the visits of its year."""

    file: PeriodFile
    notices: tuple[Notice, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    states: tuple[MemberState, ...] = ()

    def of(self, subject: UUID, party: str | None = None) -> tuple[Notice, ...]:
        """Return the notices about one thing, in the order of drafting; of one party where it is given."""
        return tuple(
            n for n in self._by_subject.get(subject, ()) if party is None or n.party == party
        )

    def deliveries_of(self, notice: UUID) -> tuple[Delivery, ...]:
        return self._by_notice.get(notice, ())

    @cached_property
    def state_by_code(self) -> Mapping[StateCode, MemberState]:
        return {state.code: state for state in self.states}

    @cached_property
    def _by_subject(self) -> Mapping[UUID, tuple[Notice, ...]]:
        ordered = sorted(self.notices, key=lambda n: (n.subject, n.drafted_at, n.id))
        return {key: tuple(group) for key, group in groupby(ordered, key=lambda n: n.subject)}

    @cached_property
    def _by_notice(self) -> Mapping[UUID, tuple[Delivery, ...]]:
        ordered = sorted(self.deliveries, key=lambda d: (d.notice, d.at, d.id))
        return {key: tuple(group) for key, group in groupby(ordered, key=lambda d: d.notice)}


def read_notice_file(period: PeriodId, *, uow: UnitOfWork) -> NoticeFile:
    """Read a period with its notices; ``uow`` is an open transaction. Raises NotFound."""
    file = read_period_file(period, uow=uow)
    year = file.period.opens.year
    visits = [visit.id for visit in file.observations if visit.opens.year == year]
    notices = [*uow.notices.all(period=period)]
    notices += [n for visit in visits for n in uow.notices.all(subject=visit)]
    known = {notice.id for notice in notices}
    return NoticeFile(
        file=file,
        notices=tuple(notices),
        deliveries=tuple(d for d in uow.deliveries.all() if d.notice in known),
        states=tuple(uow.states.all()),
    )
