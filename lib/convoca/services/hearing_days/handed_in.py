"""Documents handed in during a hearing, and the time for the other side's observations (Art. 65.2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HandedIn, HearingDay
from convoca.domain.identifiers import HearingId
from convoca.domain.slot import seat_date
from convoca.services.hearing_days.record import change_day, refuse_unopened
from convoca.services.ports import UnitOfWork

_DIGITS = frozenset("0123456789abcdef")


def hand_in(hearing: HearingId | UUID, document: HandedIn, *, uow: UnitOfWork) -> HearingDay:
    """Take in a document; the same one twice is one. Raises InvalidValue, NotAllowed, ProtectedNameFound.

    Where nobody gave a last day, that of the hearing counts, once the Commission has set one.
    """
    _refuse_unlikely(document)

    def change(record: Hearing, day: HearingDay) -> HearingDay:
        refuse_unopened(day)
        last_day = document.observations_by or record.equality.observations_until
        wanted = replace(document, observations_by=last_day)
        others = tuple(each for each in day.documents if each.id != document.id)
        known = next((each for each in day.documents if each.id == document.id), None)
        if known is not None:
            wanted = replace(wanted, at=known.at, observed_on=known.observed_on)
            return replace(
                day, documents=tuple(wanted if d.id == wanted.id else d for d in day.documents)
            )
        return replace(day, documents=(*others, wanted))

    return change_day(hearing, change, reason="Hearing day: a document is handed in", uow=uow)


def _refuse_unlikely(document: HandedIn) -> None:
    if not document.title.strip():
        raise InvalidValue("title", "Say what the document is.")
    digits = document.sha256
    if digits and (len(digits) != 64 or not set(digits) <= _DIGITS):
        raise InvalidValue("sha256", "A fingerprint has 64 hexadecimal digits.")
    if document.observations_by and document.observations_by < seat_date(document.at):
        raise InvalidValue(
            "observations_by", "This day is before the one on which it was handed in."
        )


def set_last_day(
    hearing: HearingId | UUID, document: UUID, day: date | None, *, uow: UnitOfWork
) -> HearingDay:
    """Set until when the other side may observe on a document, also after the hearing (Art. 65.2)."""

    def change(_hearing: Hearing, stored: HearingDay) -> HearingDay:
        changed = replace(_document(stored, document), observations_by=day)
        _refuse_unlikely(changed)
        return _with(stored, changed)

    return change_day(hearing, change, reason="Time for observations set (Art. 65.2)", uow=uow)


def record_observations(
    hearing: HearingId | UUID, document: UUID, received_on: date | None, *, uow: UnitOfWork
) -> HearingDay:
    """Record on which day the other side's observations came, also after the hearing. Raises InvalidValue."""

    def change(_hearing: Hearing, stored: HearingDay) -> HearingDay:
        known = _document(stored, document)
        if received_on is not None and received_on < seat_date(known.at):
            raise InvalidValue(
                "observed_on", "This day is before the one on which it was handed in."
            )
        return _with(stored, replace(known, observed_on=received_on))

    return change_day(hearing, change, reason="Observations received (Art. 65.2)", uow=uow)


def awaited(day: HearingDay) -> tuple[HandedIn, ...]:
    """Return the documents on which the other side may still observe, those without a last day too."""
    return tuple(document for document in day.documents if document.observed_on is None)


def _document(day: HearingDay, key: UUID) -> HandedIn:
    found = next((document for document in day.documents if document.id == key), None)
    if found is None:
        raise NotFound("document", key)
    return found


def _with(day: HearingDay, changed: HandedIn) -> HearingDay:
    return replace(
        day, documents=tuple(changed if d.id == changed.id else d for d in day.documents)
    )
