"""Who came, and who did not although convoked (Art. 64.3)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay
from convoca.domain.identifiers import HearingId
from convoca.domain.party import Party
from convoca.services.hearing_days.record import change_day, refuse_closed
from convoca.services.notices.dossier import dossier_of
from convoca.services.notices.notice_file import read_notice_file
from convoca.services.ports import UnitOfWork


def party_arrives(hearing: HearingId | UUID, party: str, *, uow: UnitOfWork) -> HearingDay:
    """Record that a party is there; ``party`` is its key. Raises NotFound, NotAllowed."""
    return _settle(hearing, party, arrived=True, absent=False, uow=uow)


def party_is_awaited(hearing: HearingId | UUID, party: str, *, uow: UnitOfWork) -> HearingDay:
    """Take back what was recorded of a party: nobody knows yet whether it comes."""
    return _settle(hearing, party, arrived=False, absent=False, uow=uow)


def party_stays_away(
    hearing: HearingId | UUID, party: str, *, today: date, uow: UnitOfWork
) -> Finding:
    """Record that a party did not appear, and say whether the hearing may go on without it (Art. 64.3).

    The finding goes on record with it. Raises NotFound, NotAllowed.
    """
    finding = absence_finding(hearing, party, today=today, uow=uow)
    _settle(hearing, party, arrived=False, absent=True, uow=uow, findings=(finding,))
    return finding


def absence_finding(
    hearing: HearingId | UUID, party: str, *, today: date, uow: UnitOfWork
) -> Finding:
    """Say by the proof of its notice whether a hearing may go on without a party. Raises NotFound."""
    with uow:
        record = uow.hearings.get(hearing)
        file = read_notice_file(record.period, uow=uow)
    return dossier_of(file, record, _party(record, party), today).absence


def _settle(
    hearing: HearingId | UUID,
    party: str,
    *,
    arrived: bool,
    absent: bool,
    uow: UnitOfWork,
    findings: tuple[Finding, ...] = (),
) -> HearingDay:
    def change(record: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        key = _party(record, party).key
        return replace(
            day,
            arrived_parties=_marked(day.arrived_parties, key, there=arrived),
            absent_parties=_marked(day.absent_parties, key, there=absent),
        )

    reason = "Hearing day: who appeared (Art. 64.3)"
    return change_day(hearing, change, reason=reason, uow=uow, findings=findings)


def _marked(keys: tuple[str, ...], key: str, *, there: bool) -> tuple[str, ...]:
    others = tuple(other for other in keys if other != key)
    if not there:
        return others
    return keys if key in keys else (*keys, key)


def _party(hearing: Hearing, key: str) -> Party:
    found = next((party for party in hearing.told_parties if party.key == key), None)
    if found is None:
        raise NotFound("party", key)
    return found
