"""The columns of a workbook that is edited and brought back, and what a record says under each.

Every value has one way to be written as text, so that three of them can be compared: a day is
``2027-03-08``, an hour ``09:30``, a number its digits, a word of a list its key, States their codes
and a room its identifier. What a record does not say is the empty text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from convoca.domain.hearing import Hearing, HearingKind, Visibility, WorkingMeeting
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import ActivityKind, Session
from convoca.services.importing.text import clean_text
from convoca.services.period_file import Activity, PeriodFile

YES, NO = "yes", "no"
#: A title takes one line and as many characters as an import lets it have.
LINE, TEXT = 300, 20_000


class WorkbookKind(StrEnum):
    REQUESTS = "requests"
    PROGRAMME = "programme"


class CellKind(StrEnum):
    """How a cell is written and read."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    HOUR = "hour"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    STATES = "states"
    ROOM = "room"


class Status(StrEnum):
    """Where an activity stands in the programme."""

    PLACED = "placed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column. ``is_open``: people may change it. Fields of one ``group`` are settled together.

    ``words`` are the members of a choice; ``least`` and ``most`` bound a number.
    """

    name: str
    kind: CellKind
    is_open: bool = True
    is_needed: bool = False
    group: str = ""
    words: tuple[StrEnum, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def together(self) -> str:
        """Return the name under which it is settled: its group's, or its own."""
        return self.group or self.name


PLACE, DECISION = "place", "decision"
#: What tells rows apart for people; it must still fit the hidden key when the file comes back.
IDENTITY = {WorkbookKind.REQUESTS: "reference", WorkbookKind.PROGRAMME: "number"}

FIELDS: Mapping[WorkbookKind, tuple[Field, ...]] = {
    WorkbookKind.REQUESTS: (
        Field(name="reference", kind=CellKind.LINE, is_open=False),
        Field(name="received_on", kind=CellKind.DAY, is_open=False),
        Field(name="title", kind=CellKind.LINE, is_needed=True),
        Field(name="kind", kind=CellKind.CHOICE, is_needed=True, words=tuple(HearingKind)),
        Field(name="states", kind=CellKind.STATES),
        Field(name="requesters", kind=CellKind.TEXT, is_open=False),
        Field(name="matter_number", kind=CellKind.LINE),
        Field(name="minutes_wanted", kind=CellKind.NUMBER, least=10, most=600),
        Field(
            name="decision",
            kind=CellKind.CHOICE,
            is_needed=True,
            group=DECISION,
            words=tuple(Decision),
        ),
        Field(name="decided_on", kind=CellKind.DAY, group=DECISION),
        Field(name="decision_reason", kind=CellKind.TEXT, group=DECISION),
        Field(name="note", kind=CellKind.TEXT),
    ),
    WorkbookKind.PROGRAMME: (
        Field(name="number", kind=CellKind.NUMBER, is_open=False),
        Field(name="activity", kind=CellKind.CHOICE, is_open=False, words=tuple(ActivityKind)),
        Field(name="status", kind=CellKind.CHOICE, is_open=False, words=tuple(Status)),
        Field(name="title", kind=CellKind.LINE, is_needed=True),
        Field(name="day", kind=CellKind.DAY, group=PLACE),
        Field(name="hour", kind=CellKind.HOUR, group=PLACE),
        Field(name="room", kind=CellKind.ROOM, group=PLACE),
        Field(name="minutes", kind=CellKind.NUMBER, is_needed=True, least=10, most=600),
        Field(name="zone", kind=CellKind.LINE, is_open=False),
        Field(name="theme", kind=CellKind.LINE),
        Field(name="is_priority", kind=CellKind.FLAG),
        Field(name="on_hold", kind=CellKind.FLAG),
        Field(name="attendance", kind=CellKind.NUMBER, least=0, most=100_000),
        Field(name="privacy", kind=CellKind.CHOICE, is_open=False, words=tuple(Visibility)),
        Field(name="states", kind=CellKind.STATES, is_open=False),
        Field(name="parties", kind=CellKind.TEXT, is_open=False),
    ),
}
#: What is planned for a hearing or meeting; a session has none of it.
NEEDS = ("theme", "is_priority", "on_hold", "attendance")

Record = HearingRequest | Activity


def field_named(kind: WorkbookKind, name: str) -> Field:
    return next(field for field in FIELDS[kind] if field.name == name)


def request_values(request: HearingRequest) -> dict[str, str]:
    """Return what a request says under each column."""
    return {
        "reference": _text(request.reference),
        "received_on": request.received_on.isoformat(),
        "title": _line(request.title),
        "kind": request.kind.value,
        "states": states_text(request.states),
        "requesters": _text("; ".join(party.name for party in request.requesters)),
        "matter_number": _line(request.matter_number),
        "minutes_wanted": _number(request.minutes_wanted),
        "decision": request.decision.value,
        "decided_on": request.decided_on.isoformat() if request.decided_on else "",
        "decision_reason": _text(request.decision_reason),
        "note": _text(request.note),
    }


def activity_values(file: PeriodFile, activity: Activity) -> dict[str, str]:
    """Return what an activity says under each column, but for its running number in the sheet."""
    placement = file.placement(activity.id)
    values = {
        "activity": file.kind_of(activity.id).value,
        "status": _status(file, activity).value,
        "title": _line(activity.title),
        "day": placement.slot.wall_date.isoformat() if placement else "",
        "hour": f"{placement.slot.wall_time:%H:%M}" if placement else "",
        "room": str(placement.room) if placement else "",
        "minutes": str(activity.minutes),
        "zone": placement.slot.zone if placement else "",
        "privacy": _privacy(activity).value,
        "states": "",
        "parties": "",
    }
    if isinstance(activity, Session):
        return values | dict.fromkeys(NEEDS, "")
    needs = activity.needs
    return values | {
        "states": states_text(activity.states),
        "parties": _text("; ".join(_beside_states(activity.parties))),
        "theme": _line(needs.theme),
        "is_priority": YES if needs.is_priority else NO,
        "on_hold": YES if needs.on_hold else NO,
        "attendance": _number(needs.attendance),
    }


def states_text(codes: Iterable[str]) -> str:
    """Write States in an order that does not depend on who wrote them down."""
    return ";".join(sorted(set(codes)))


def is_cancelled(activity: Activity) -> bool:
    return not isinstance(activity, Session) and activity.is_cancelled


def _status(file: PeriodFile, activity: Activity) -> Status:
    if is_cancelled(activity):
        return Status.CANCELLED
    return Status.PLACED if file.placement(activity.id) else Status.WAITING


def _privacy(activity: Activity) -> Visibility:
    match activity:
        case Hearing():
            return activity.visibility
        case WorkingMeeting():
            return Visibility.PRIVATE
        case Session():
            return Visibility.PUBLIC if activity.is_public else Visibility.PRIVATE


def _beside_states(parties: Iterable[Party]) -> Iterable[str]:
    return (party.name for party in parties if party.kind is not PartyKind.STATE)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _text(text: str) -> str:
    return clean_text(text)
