"""Audience by field: what each audience may see of each kind of thing, written down once.

Calendars and programmes are built from this table, tests take it as their oracle, and
``audience_page`` prints it into docs/security.md. What is not in it, nobody gets.
"""

from collections.abc import Mapping
from enum import StrEnum

from convoca.services.audience import Audience, AudienceKind, StaffRole


class Thing(StrEnum):
    """What an entry is about. A private hearing is one that is private today or was when released.

    An activity of a visit is announced where the visit is, where it is not confidential, and where
    security does not hold it.
    """

    PERIOD = "period"
    ANNOUNCED_TIME_LIMIT = "announced time limit"
    INTERNAL_TIME_LIMIT = "internal time limit"
    DUTY_OF_THE_YEAR = "duty of the year"
    PUBLIC_HEARING = "public hearing"
    PRIVATE_HEARING = "private hearing"
    WORKING_MEETING = "working meeting"
    PUBLIC_SESSION = "public session"
    CONFIDENTIAL_SESSION = "confidential session"
    ANNOUNCED_VISIT = "announced visit"
    UNANNOUNCED_VISIT = "unannounced visit"
    ANNOUNCED_ACTIVITY = "announced activity of a visit"
    PROTECTED_ACTIVITY = "protected activity of a visit"


class Field(StrEnum):
    """What an entry says. ``WITHHELD`` are the parties that asked to be withheld (Art. 28.2)."""

    WHEN = "when"
    TITLE = "title"
    PLACE = "place"
    ROOM = "room"
    STATES = "States"
    TERRITORIES = "States on whose soil"
    MODALITY = "modality"
    LANGUAGES = "languages"
    LINK = "link to join"
    PARTIES = "parties"
    WITHHELD = "parties withheld from the State"
    PANEL = "panel"
    ATTENDANCE = "expected attendance"
    TRANSPORT = "transport"


class Sight(StrEnum):
    """``OWN``: of its own matters alone; a member's are the visits that he or she joins.

    Of a visit, the activities that somebody takes part in.

    ``BUSY``: that something closed takes place then, and nothing else of it.
    """

    YES = "yes"
    OWN = "own"
    BUSY = "busy block"
    ABSENT = "absent"


class Source(StrEnum):
    """Which programme an audience is told; what was cancelled since says so in each of them.

    What is joined with another hearing in the draft alone is not cancelled yet.
    """

    PUBLIC = "the latest public release; until there is one, the draft"
    TOLD = (
        "own matters: the newest release that was notified or public, and as cancelled what an "
        "earlier one had and it has not; everything else as the public"
    )
    TOLD_AND_DRAFT = "the newest release that was notified or public; what stands in the draft alone is tentative"
    DRAFT = "the draft; tentative unless it was released so"
    NONE = "none: the own visit alone"


SOURCES: Mapping[AudienceKind, Source] = {
    AudienceKind.PUBLIC: Source.PUBLIC,
    AudienceKind.STATE: Source.TOLD,
    AudienceKind.PETITIONER: Source.TOLD,
    AudienceKind.MEMBER: Source.TOLD_AND_DRAFT,
    AudienceKind.STAFF: Source.TOLD_AND_DRAFT,
    AudienceKind.DELEGATE: Source.NONE,
    AudienceKind.SECRETARIAT: Source.DRAFT,
}

#: The audiences across the table. A role of the staff is a column of its own.
COLUMNS = (
    *(str(kind) for kind in AudienceKind if kind is not AudienceKind.SECRETARIAT),
    *(f"{AudienceKind.STAFF}:{role}" for role in StaffRole),
    str(AudienceKind.SECRETARIAT),
)

_LETTERS = {"y": Sight.YES, "o": Sight.OWN, "b": Sight.BUSY, "-": Sight.ABSENT}

_ALL = "y y y y y - y y y y y"
_NOBODY_ELSE = "- - - - - - - - - - y"
_ITS_PARTIES = "- - o o y - - - - - y"
_ALL_AND_DELEGATION = "y y y y y o y y y y y"
#: An itinerary exists in the calendars of those alone who travel: not in the Secretariat's either.
_DELEGATION = "- - - - o o - - - - -"
_MEMBERS = "- - - - y - - - - - y"

# A row has a letter for each of: public, staff, state, petitioner, member, somebody else of the
# delegation of a visit, then the staff for interpretation, press, protocol and security, then the
# Secretariat.
_CLOSED_MATTER = {
    Field.WHEN: "- b o o y - b b b b y",
    Field.TITLE: _ITS_PARTIES,
    Field.PLACE: _ITS_PARTIES,
    Field.ROOM: _ITS_PARTIES,
    Field.STATES: _ITS_PARTIES,
    Field.MODALITY: _ITS_PARTIES,
    Field.LANGUAGES: _ITS_PARTIES,
    Field.LINK: _ITS_PARTIES,
    Field.PARTIES: _ITS_PARTIES,
    Field.WITHHELD: _NOBODY_ELSE,
    Field.PANEL: _ITS_PARTIES,
    Field.ATTENDANCE: _NOBODY_ELSE,
}
_ROWS: Mapping[Thing, Mapping[Field, str]] = {
    Thing.PERIOD: {Field.WHEN: _ALL, Field.TITLE: _ALL, Field.PLACE: _ALL},
    Thing.ANNOUNCED_TIME_LIMIT: {Field.WHEN: _ALL, Field.TITLE: _ALL},
    Thing.INTERNAL_TIME_LIMIT: {Field.WHEN: _NOBODY_ELSE, Field.TITLE: _NOBODY_ELSE},
    Thing.DUTY_OF_THE_YEAR: {Field.WHEN: _MEMBERS, Field.TITLE: _MEMBERS},
    Thing.PUBLIC_HEARING: {
        Field.WHEN: _ALL,
        Field.TITLE: _ALL,
        Field.PLACE: _ALL,
        Field.ROOM: _ALL,
        Field.STATES: _ALL,
        Field.MODALITY: _ALL,
        Field.LANGUAGES: "- - o o y - y - - - y",
        Field.LINK: "- - o o y - y - - - y",
        Field.PARTIES: "- - o o y - - - y - y",
        Field.WITHHELD: _NOBODY_ELSE,
        Field.PANEL: _ITS_PARTIES,
        Field.ATTENDANCE: "- - - - - - - - - y y",
    },
    Thing.PRIVATE_HEARING: _CLOSED_MATTER,
    Thing.WORKING_MEETING: {
        field: row for field, row in _CLOSED_MATTER.items() if field is not Field.LANGUAGES
    },
    Thing.PUBLIC_SESSION: {
        Field.WHEN: _ALL,
        Field.TITLE: _ALL,
        Field.PLACE: _ALL,
        Field.ROOM: _ALL,
        Field.MODALITY: _ALL,
        Field.LINK: "- - - - y - y - - - y",
        Field.PANEL: _MEMBERS,
    },
    Thing.CONFIDENTIAL_SESSION: {
        Field.WHEN: "- b - - y - b b b b y",
        Field.TITLE: _MEMBERS,
        Field.PLACE: _MEMBERS,
        Field.ROOM: _MEMBERS,
        Field.MODALITY: _MEMBERS,
        Field.LINK: _MEMBERS,
        Field.PANEL: _MEMBERS,
    },
    Thing.ANNOUNCED_VISIT: {
        Field.WHEN: _ALL_AND_DELEGATION,
        Field.TITLE: _ALL_AND_DELEGATION,
        Field.STATES: _ALL_AND_DELEGATION,
        Field.TERRITORIES: "- - - - y o - - - - y",
        Field.PLACE: "- - - - o o - - - - y",
    },
    Thing.UNANNOUNCED_VISIT: {
        Field.WHEN: "- - - - y o - - - - y",
        Field.TITLE: "- - - - y o - - - - y",
        Field.STATES: "- - - - y o - - - - y",
        Field.TERRITORIES: "- - - - y o - - - - y",
        Field.PLACE: "- - - - o o - - - - y",
    },
    Thing.ANNOUNCED_ACTIVITY: {
        Field.WHEN: _ALL_AND_DELEGATION,
        Field.TITLE: _ALL_AND_DELEGATION,
        Field.PLACE: _ALL_AND_DELEGATION,
        Field.TRANSPORT: _DELEGATION,
    },
    Thing.PROTECTED_ACTIVITY: {
        Field.WHEN: _DELEGATION,
        Field.TITLE: _DELEGATION,
        Field.PLACE: _DELEGATION,
        Field.TRANSPORT: _DELEGATION,
    },
}

TABLE: Mapping[Thing, Mapping[Field, Mapping[str, Sight]]] = {
    thing: {
        field: dict(zip(COLUMNS, (_LETTERS[letter] for letter in row.split()), strict=True))
        for field, row in rows.items()
    }
    for thing, rows in _ROWS.items()
}


def column(audience: Audience) -> str:
    """Return the column of an audience; of two States it is the same one."""
    return str(audience) if audience.kind is AudienceKind.STAFF else str(audience.kind)


def fields_for(thing: Thing, audience: Audience, *, is_own: bool = False) -> frozenset[Field]:
    """Return what an audience may be told of a thing. Without WHEN it is absent."""
    told = {Sight.YES, Sight.OWN} if is_own else {Sight.YES}
    return frozenset(
        field for field, sights in TABLE[thing].items() if sights[column(audience)] in told
    )


def is_busy_block(thing: Thing, audience: Audience) -> bool:
    return TABLE[thing][Field.WHEN][column(audience)] is Sight.BUSY


def is_ever_told(field: Field, audience: Audience) -> bool:
    """Whether an audience may be told a field of anything that is placed in the programme."""
    return any(
        TABLE[thing].get(field, {}).get(column(audience), Sight.ABSENT) in {Sight.YES, Sight.OWN}
        for thing in PLACED
    )


#: What has a place in a programme.
PLACED = (
    Thing.PUBLIC_HEARING,
    Thing.PRIVATE_HEARING,
    Thing.WORKING_MEETING,
    Thing.PUBLIC_SESSION,
    Thing.CONFIDENTIAL_SESSION,
)
