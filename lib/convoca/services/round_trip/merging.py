"""Three versions of a cell or of a group of cells: as it went out, as it came back, as it is stored."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

V = TypeVar("V")


class Merged(StrEnum):
    """Which sides changed something since it went out."""

    UNCHANGED = "unchanged"
    THEIRS = "theirs"
    OURS = "ours"
    SAME = "same"
    CONFLICT = "conflict"


class Side(StrEnum):
    """Whose version is taken: that of the file, or what is stored."""

    FILE = "file"
    STORE = "store"


def merged(base: V, theirs: V, ours: V) -> Merged:
    """Say which sides changed.

    >>> merged("9:00", "10:00", "9:00")
    <Merged.THEIRS: 'theirs'>
    """
    if theirs == base:
        return Merged.UNCHANGED if ours == base else Merged.OURS
    if theirs == ours:
        return Merged.SAME
    return Merged.THEIRS if ours == base else Merged.CONFLICT


def merged_group(
    base: Mapping[str, str], theirs: Mapping[str, str], ours: Mapping[str, str]
) -> dict[str, Merged]:
    """Settle cells that belong together; ``theirs`` names them.

    The day of one side with the hour of the other is what nobody meant: where both sides changed
    something and do not agree on the whole, every cell that differs is a conflict.
    """
    sides = [{name: side[name] for name in theirs} for side in (base, theirs, ours)]
    if merged(*sides) is Merged.CONFLICT:
        return {
            name: Merged.CONFLICT
            if theirs[name] != ours[name]
            else merged(base[name], theirs[name], ours[name])
            for name in theirs
        }
    return {name: merged(base[name], theirs[name], ours[name]) for name in theirs}
