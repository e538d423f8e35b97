"""Minutes of hearings (Art. 70.1), prefilled from the programme and the hearing's day."""

from collections.abc import Iterator

from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay
from convoca.domain.minutes import Annex, Attendance, HearingMinutes
from convoca.domain.party import Party, PartyKind, Side
from convoca.domain.programme import Placement
from convoca.services.period_file import PeriodFile


def hearing_minutes(
    file: PeriodFile, hearing: Hearing, day: HearingDay | None = None
) -> HearingMinutes:
    """Return the minutes on record, or else a draft prefilled from what is known."""
    return file.hearing_minutes.get(hearing.id) or prefilled_hearing_minutes(file, hearing, day)


def prefilled_hearing_minutes(
    file: PeriodFile, hearing: Hearing, day: HearingDay | None = None
) -> HearingMinutes:
    """Return a draft that says what the programme knows, and what happened on the day."""
    placement = file.placement(hearing.id)
    known = day or HearingDay(id=hearing.id)
    return HearingMinutes(
        id=hearing.id,
        started=known.opened or (placement.slot.start if placement else None),
        ended=known.closed or (placement.slot.end if placement else None),
        zone=placement.slot.zone if placement else file.period.zone,
        place=place_of(file, placement) or hearing.announced_place,
        members_present=placement.panel if placement else (),
        attendance=expected_attendance(hearing, known),
        annexes=tuple(_annexes(hearing, known)),
        absent_parties=tuple(p.name for p in hearing.parties if p.key in known.absent_parties),
        made_private=hearing.is_private or known.made_private_at is not None,
        recording=known.recording,
    )


def expected_attendance(hearing: Hearing, day: HearingDay | None = None) -> tuple[Attendance, ...]:
    """Return those who were to take part in a hearing; protected persons by pseudonym.

    Nobody of a side whose parties all stayed away (Art. 64.3).
    """
    stayed_away = set(day.absent_parties) if day else set()
    empty = {side for side in Side if _all_stayed_away(hearing, side, stayed_away)}
    return tuple(
        Attendance(name=p.name, role=p.role, side=p.side, protected=p.protected)
        for p in hearing.participants
        if p.side not in empty
    )


def _all_stayed_away(hearing: Hearing, side: Side, stayed_away: set[str]) -> bool:
    parties = _parties_of(hearing, side)
    return bool(parties) and all(party.key in stayed_away for party in parties)


def _parties_of(hearing: Hearing, side: Side) -> tuple[Party, ...]:
    if side is Side.COMMISSION:
        return ()
    is_state = side is Side.STATE
    return tuple(p for p in hearing.parties if (p.kind is PartyKind.STATE) == is_state)


def _annexes(hearing: Hearing, day: HearingDay) -> Iterator[Annex]:
    for document in day.documents:
        parties = (party.name for party in _parties_of(hearing, document.side))
        yield Annex(title=document.title, submitted_by=", ".join(parties), sha256=document.sha256)


def place_of(file: PeriodFile, placement: Placement | None) -> str:
    """Return room, venue and city of a place in the programme."""
    if placement is None:
        return ""
    where = file.period.place_of_room(placement.room)
    room = file.period.room(placement.room)
    parts = (room.name if room else "", where.venue if where else "", where.city if where else "")
    return ", ".join(part for part in parts if part)
