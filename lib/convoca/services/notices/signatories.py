"""Who signs a letter and who convoked, looked up by the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import Hearing
from convoca.domain.member import Member
from convoca.rules.board_of_officers import presiding_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Secretary:
    """Who is Executive Secretary, or stands in, from a day on until the next one."""

    since: date
    name: str


def secretaries_of(setting: str) -> tuple[Secretary, ...]:
    """Read who was Executive Secretary since when. Raises InvalidValue.

    >>> [secretary.name for secretary in secretaries_of("2026-01-01 Example Name; 2027-03-01 Another")]
    ['Example Name', 'Another']
    """
    return tuple(_secretary(part.strip()) for part in setting.split(";") if part.strip())


def _secretary(written: str) -> Secretary:
    day, _, name = written.partition(" ")
    try:
        return Secretary(since=date.fromisoformat(day), name=_named(name))
    except ValueError:
        raise InvalidValue(
            "executive_secretaries",
            "“{written}” is no day and name, such as 2027-01-01 Example Name.",
            written=written,
        ) from None


def _named(name: str) -> str:
    if not name.strip() or not name.isprintable():
        raise ValueError(name)
    return " ".join(name.split())


def signatory_on(secretaries: Iterable[Secretary], day: date) -> str:
    """Return who signs for the Executive Secretariat on a day, empty where nobody is on record."""
    known = [secretary for secretary in secretaries if secretary.since <= day]
    return max(known, key=lambda secretary: secretary.since).name if known else ""


def who_convoked(hearing: Hearing, members: Iterable[Member]) -> str:
    """Return the President who convoked a hearing (Art. 61), empty while nobody did.

    Who is not on record by name is who presided on that day, interim boards included.
    """
    convocation, everybody = hearing.convocation, tuple(members)
    recorded = next((m for m in everybody if m.id == convocation.convoked_by), None)
    if recorded is None and convocation.convoked_on is not None:
        recorded = presiding_on(everybody, convocation.convoked_on)
    return recorded.name if recorded else ""
