"""Title I, Chapter III: who presides (Arts. 3, 6-9)."""

from collections.abc import Collection, Iterable
from datetime import date

from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member, Office, OfficeHeld, members_in_office


def presiding_on(
    members: Iterable[Member], day: date, *, unavailable: Collection[MemberId] = ()
) -> Member | None:
    """Return who holds or stands in for the presidency on a day (Arts. 9.2, 9.3).

    An officer whose membership has ended holds no office (Art. 8.2). None where no board is on
    record for the day, or where two members are equally senior: their ages are not on record.
    """
    everybody = tuple(members)
    if not any(_running(held, day) for member in everybody for held in member.offices):
        return None
    able = [m for m in members_in_office(everybody, day) if m.id not in unavailable]
    for office in Office:
        holders = [member for member in able if member.holds(office, day)]
        if holders:
            return max(holders, key=lambda member: _held_since(member, office, day))
    return _most_senior(able, day)


def _running(held: OfficeHeld, day: date) -> bool:
    return held.starts <= day and (held.ends is None or day <= held.ends)


def _held_since(member: Member, office: Office, day: date) -> date:
    # On the day of an election the old board and the new one are both on record: the new presides.
    return max(h.starts for h in member.offices if h.office is office and _running(h, day))


def _most_senior(members: Collection[Member], day: date) -> Member | None:
    """Return the member longest in office, as Art. 3 counts; equal seniority goes by age."""
    since = {member.id: _first_day(member, day) for member in members}
    first = min(since.values(), default=None)
    longest = [member for member in members if since[member.id] == first]
    return longest[0] if len(longest) == 1 else None


def _first_day(member: Member, day: date) -> date:
    return min(term.starts for term in member.terms if term.starts <= day)
