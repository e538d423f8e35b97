"""What stops the work. A breach of the Rules is no error: it is a finding.

ConvocaError
├── InvalidValue             a field holds what the field does not know
│   ├── NonexistentLocalTime the clocks skip it
│   └── AmbiguousLocalTime   the clocks show it twice
├── NotFound                 no such record
├── ConflictingEdit          somebody else saved first
├── DoubleBooking            the room is taken at that hour
├── NotAllowed               the order of things does not permit it yet
├── ReasonMissing            a change without its reason
├── ProtectedNameFound       a protected name stands in what would leave the Secretariat
├── UnreadableFile           an input that cannot be taken in
└── UnusableStore            the database cannot be opened safely

Each class has one sentence, a template over its fields; ``i18n`` words it in four languages.
"""

from typing import ClassVar


class ConvocaError(Exception):
    """Something stops the work; the sentence says what, where, and how to mend it."""

    template: ClassVar[str] = "{detail}"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.template.format(**values))


class InvalidValue(ConvocaError):
    """A field holds what the field does not know; ``detail`` is a template of its own."""

    template = "{field}: {detail}"

    def __init__(self, field: str, detail: str, **values: object) -> None:
        self.field = field
        self.detail = detail
        super().__init__(field=field, detail=detail.format(**values), **values)


class NonexistentLocalTime(InvalidValue):
    """A wall time that the clocks of the place skip."""

    def __init__(self, wall: str, zone: str) -> None:
        super().__init__(
            "start",
            "{wall} does not exist in {zone}: the clocks go forward. Choose another hour.",
            wall=wall,
            zone=zone,
        )


class AmbiguousLocalTime(InvalidValue):
    """A wall time that the clocks of the place show twice."""

    def __init__(self, wall: str, zone: str) -> None:
        super().__init__(
            "start",
            "{wall} happens twice in {zone}: the clocks go back. Say the first or the second.",
            wall=wall,
            zone=zone,
        )


class NotFound(ConvocaError):
    template = "There is no {record} {key}. Reload the page, or check the number."

    def __init__(self, record: str, key: object) -> None:
        super().__init__(record=record, key=key)


class ConflictingEdit(ConvocaError):
    """Somebody else saved the same record first; ``mine`` and ``theirs`` can be compared."""

    template = (
        "{record} changed while you were editing it (you read version {read_version}, version "
        "{stored_version} is stored). Compare both and save again."
    )

    def __init__(
        self,
        record: str,
        *,
        read_version: int,
        stored_version: int,
        mine: object = None,
        theirs: object = None,
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        super().__init__(record=record, read_version=read_version, stored_version=stored_version)


class DoubleBooking(ConvocaError):
    template = "The room {room} is taken from {start} to {end} by “{holder}”. Choose another."

    def __init__(self, *, room: str, start: str, end: str, holder: str) -> None:
        super().__init__(room=room, start=start, end=end, holder=holder)


class NotAllowed(ConvocaError):
    def __init__(self, detail: str, **values: object) -> None:
        self.detail = detail
        super().__init__(detail=detail.format(**values), **values)


class ReasonMissing(ConvocaError):
    template = "Every change is recorded with its reason. Write a reason and save again."


class ProtectedNameFound(ConvocaError):
    """A second wall: it names the place, never the name."""

    template = (
        "The name of a protected person stands in {where}. Nothing was written. "
        "Replace the name there by the person's pseudonym."
    )

    def __init__(self, where: str) -> None:
        super().__init__(where=where)


class UnreadableFile(ConvocaError):
    template = "{file}: {detail}"

    def __init__(self, file: str, detail: str, **values: object) -> None:
        self.detail = detail
        super().__init__(file=file, detail=detail.format(**values), **values)


class UnusableStore(ConvocaError):
    def __init__(self, detail: str, **values: object) -> None:
        self.detail = detail
        super().__init__(detail=detail.format(**values), **values)
