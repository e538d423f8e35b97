"""Who is in charge of which Member State, and who was before (Art. 15.2)."""

from dataclasses import dataclass
from datetime import date

from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member, Rapporteurship
from convoca.rules.rapporteurships import rapporteur_is_no_national
from convoca.services.year.year_file import YearFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One Member State on one day. ``history`` is everything on record, the newest first.

    ``finding`` is about nationality and posts (Art. 17.2.a); None while nobody is in charge.
    """

    state: StateCode
    rapporteurship: Rapporteurship | None = None
    member: Member | None = None
    is_in_office: bool = False
    finding: Finding | None = None
    history: tuple[Rapporteurship, ...] = ()

    @property
    def is_covered(self) -> bool:
        """Whether somebody is in charge who is a member and may be."""
        may = self.finding is not None and self.finding.verdict is not Verdict.BREACHED
        return self.is_in_office and may


def coverage(file: YearFile, on: date) -> tuple[Coverage, ...]:
    """Return every Member State as it stands on a day, in the order in which they are on record."""
    return tuple(coverage_of(file, state, on) for state in file.states)


def coverage_of(file: YearFile, state: StateCode, on: date) -> Coverage:
    """Return one State as it stands on a day; a later designation ends an earlier one."""
    own = [r for r in file.rapporteurships if r.state == state]
    history = tuple(sorted(own, key=lambda r: r.as_of, reverse=True))
    held = next((r for r in history if r.as_of <= on), None)
    member = file.member_by_id.get(held.member) if held else None
    return Coverage(
        state=state,
        rapporteurship=held,
        member=member,
        is_in_office=member is not None and member.in_office(on),
        finding=rapporteur_is_no_national(member=member, state=state) if member else None,
        history=history,
    )


def candidates(
    file: YearFile, state: StateCode, on: date
) -> tuple[tuple[Member, Finding, int], ...]:
    """Return the members in office, judged for a State, with how many States each has in charge.

    Those with the fewest stand first.
    """
    charged = [c.member.id for c in coverage(file, on) if c.member and c.state != state]
    found = [
        (member, rapporteur_is_no_national(member=member, state=state), charged.count(member.id))
        for member in file.members
        if member.in_office(on)
    ]
    return tuple(sorted(found, key=lambda each: (each[2], each[0].name)))
