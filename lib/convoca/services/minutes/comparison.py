"""Two versions of minutes side by side: field by field, texts sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from convoca.domain.minutes import Minutes

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")


class PieceKind(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence, or one item of a list, and whether it is in both versions."""

    kind: PieceKind
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldComparison:
    """What became of one field between two versions."""

    field: str
    pieces: tuple[Piece, ...]


def compare(before: Minutes, after: Minutes) -> tuple[FieldComparison, ...]:
    """Return the fields in which two versions of the same minutes differ, in their order."""
    return tuple(
        FieldComparison(field=field.name, pieces=tuple(_pieces(old, new)))
        for field in fields(before)
        if field.name not in {"id", "version"}
        and (old := getattr(before, field.name)) != (new := getattr(after, field.name))
    )


def _pieces(before: object, after: object) -> Iterator[Piece]:
    old, new = _parts(before), _parts(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield from (Piece(kind=PieceKind.KEPT, value=part) for part in old[start:end])
            continue
        yield from (Piece(kind=PieceKind.REMOVED, value=part) for part in old[start:end])
        yield from (Piece(kind=PieceKind.ADDED, value=part) for part in new[new_start:new_end])


def _parts(value: object) -> list[object]:
    """Return the sentences of a text, or of each text of a list; other lists item by item."""
    if isinstance(value, tuple):
        return [part for item in value for part in (_sentences(item) or [item])]
    if value is None:
        return []
    return _sentences(value) if isinstance(value, str) else [value]


def _sentences(value: object) -> list[object]:
    if type(value) is not str:
        return []
    return [sentence for part in _SENTENCE.split(value) if (sentence := part.strip())]
