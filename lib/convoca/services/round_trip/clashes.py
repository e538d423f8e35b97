"""Rooms that would be taken twice: the one thing of a programme that no store keeps."""

from collections.abc import Sequence
from uuid import UUID

from convoca.domain.programme import Placement
from convoca.services.importing.remark import Level, RowRemark
from convoca.services.period_file import PeriodFile
from convoca.services.round_trip.plan import ActivityChange
from convoca.services.round_trip.words import said


def clashes(file: PeriodFile, moves: Sequence[ActivityChange]) -> dict[UUID, RowRemark]:
    """Return for each of ``moves`` that would overlap another activity in its room what is there.

    ``moves`` happen together: what leaves a room makes way for what comes.
    """
    arriving: dict[UUID, Placement | None] = {c.after.id: c.placement_after for c in moves}
    staying = (place for key, place in file.placements.items() if key not in arriving)
    there = [p for p in (*staying, *arriving.values()) if p is not None and not p.lapsed]
    found: dict[UUID, RowRemark] = {}
    for placement in arriving.values():
        other = next((o for o in there if placement and _overlap(placement, o)), None)
        if placement is not None and other is not None:
            room = file.period.room(placement.room)
            found[placement.id] = said(
                "place_taken",
                Level.ERROR,
                room=room.name if room else "",
                holder=file.title_of(other.id),
            )
    return found


def _overlap(placement: Placement, other: Placement) -> bool:
    return (
        placement.id != other.id
        and placement.room == other.room
        and not placement.lapsed
        and placement.slot.overlaps(other.slot)
    )
