"""A half-typed request as plain data, and back. Sealed names are not among what it holds."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from enum import Enum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted
from convoca.domain.identifiers import ParticipantId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Participant, Party, PartyKind, Role, Side


def _party(body: Mapping[str, Any]) -> Party:
    return Party(
        **{
            **body,
            "kind": PartyKind(body["kind"]),
            "state": StateCode(body["state"]) if body["state"] else None,
            "language": Language(body["language"]),
        }
    )


def _participant(body: Mapping[str, Any]) -> Participant:
    return Participant(
        **{
            **body,
            "id": ParticipantId(UUID(body["id"])),
            "role": Role(body["role"]),
            "side": Side(body["side"]),
            "language": Language(body["language"]) if body["language"] else None,
        }
    )


def _as_it_is(value: Any) -> Any:
    return value


def _each(read: Callable[[Any], Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda values: tuple(read(value) for value in values)


#: The fields of the form, and how each is read back.
DRAFTED: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "reference": str,
        "day": date.fromisoformat,
        "hour": time.fromisoformat,
        "second": bool,
        "title": str,
        "kind": HearingKind,
        "wanted": ActivityWanted,
        "initiative": Initiative,
        "in_writing": bool,
        "purpose": str,
        "summary": str,
        "minutes_wanted": int,
        "states": _each(_as_it_is),
        "requesters": _each(_party),
        "participants": _each(_participant),
        "matter_number": str,
        "issue": Issue,
        "languages": _each(Language),
        "private_wanted": bool,
        "note": str,
    }
)


def as_draft(form: object) -> dict[str, object]:
    """Return what a form holds as plain data."""
    return {name: _plain(getattr(form, name)) for name in DRAFTED}


def from_draft(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields."""
    return {
        name: None if typed[name] is None else read(typed[name])
        for name, read in DRAFTED.items()
        if name in typed
    }


def _plain(value: object) -> object:
    match value:
        case Party() | Participant():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case tuple():
            return [_plain(item) for item in value]
        case Enum():
            return value.value
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
