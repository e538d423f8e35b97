"""The file of a year: what is on record of the Commission's own work in it, read in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from convoca.domain.election import Election
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, SessionId, StateCode
from convoca.domain.mandate import Mandate, RapporteurReport
from convoca.domain.member import Member, Office, OfficeHeld, Rapporteurship
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import seat_date
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class YearFile:
    """A calendar year; ``periods`` are all on record, ``session_days`` those of its own sessions.

    ``items`` are about the rapporteurships, ``reports`` are those for the year.
    """

    year: int
    periods: tuple[PeriodOfSessions, ...] = ()
    session_days: Mapping[SessionId, date] = field(default_factory=dict)
    items: tuple[ItemOfBusiness, ...] = ()
    elections: tuple[Election, ...] = ()
    members: tuple[Member, ...] = ()
    states: tuple[StateCode, ...] = ()
    rapporteurships: tuple[Rapporteurship, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    reports: tuple[RapporteurReport, ...] = ()

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)

    @property
    def is_example(self) -> bool:
        """Whether anything of the year is invented."""
        return (
            any(period.is_example for period in self.own_periods)
            or any(mandate.is_example for mandate in self.mandates)
            or any(member.is_example for member in self.members)
        )

    def within(self, day: date) -> date:
        """Return the day of the year that is nearest to ``day``."""
        return min(max(day, self.first_day), self.last_day)

    @cached_property
    def own_periods(self) -> tuple[PeriodOfSessions, ...]:
        """Return the periods that open in the year, in their order."""
        own = (period for period in self.periods if period.opens.year == self.year)
        return tuple(sorted(own, key=lambda period: period.opens))

    @cached_property
    def first_session(self) -> date | None:
        """Return the day of the year's first session; None while no session of it has a day."""
        return min(self.session_days.values(), default=None)

    @cached_property
    def rapporteurships_considered_on(self) -> date | None:
        """Return the first day on which a session dealt with the country rapporteurships."""
        done = (item.session for item in self.items if item.outcome is ItemOutcome.DEALT_WITH)
        return min((self.session_days[s] for s in done if s in self.session_days), default=None)

    @cached_property
    def member_by_id(self) -> dict[MemberId, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def mandate_by_id(self) -> dict[UUID, Mandate]:
        return {mandate.id: mandate for mandate in self.mandates}

    def board_on(self, day: date) -> tuple[tuple[Office, Member | None, OfficeHeld | None], ...]:
        """Return who holds each office on a day, and since when; on the day of an election the new one."""
        found = []
        for office in Office:
            held = [
                (member, each)
                for member in self.members
                for each in member.offices
                if each.office is office
                and member.in_office(day)  # who is no member any more holds no office (Art. 8.2)
                and each.starts <= day
                and (each.ends is None or day <= each.ends)
            ]
            member, each = max(held, key=lambda pair: pair[1].starts, default=(None, None))
            found.append((office, member, each))
        return tuple(found)

    @cached_property
    def board_elected_on(self) -> date | None:
        """Return the day on which the year's board was elected, or took office where that is known alone."""
        held = [
            election.held_on
            for election in self.elections
            if election.elected and not election.fills_vacancy
        ]
        took_office = (
            office.starts
            for member in self.members
            for office in member.offices
            if office.office is Office.PRESIDENT
            and office.starts.year == self.year
            and not office.interim
        )
        return min(held or took_office, default=None)


def read_year_file(year: int, *, uow: UnitOfWork) -> YearFile:
    """Read everything about a year, within an open transaction. Raises InvalidValue."""
    if not 1960 <= year < 2200:
        raise InvalidValue("year", "Write a year from 1960 to 2199.")
    periods = tuple(uow.periods.all())
    days: dict[SessionId, date] = {}
    for period in periods:
        if period.opens.year == year:
            days |= _session_days(period, uow)
    return YearFile(
        year=year,
        periods=periods,
        session_days=days,
        items=tuple(uow.items_of_business.all(kind=ItemKind.RAPPORTEURSHIPS)),
        elections=tuple(e for e in uow.elections.all() if e.held_on.year == year),
        members=tuple(uow.members.all()),
        states=tuple(state.code for state in uow.states.all()),
        rapporteurships=tuple(uow.rapporteurships.all()),
        mandates=tuple(sorted(uow.mandates.all(), key=lambda m: (m.kind, m.name, str(m.id)))),
        reports=tuple(uow.rapporteur_reports.all(year=year)),
    )


def _session_days(period: PeriodOfSessions, uow: UnitOfWork) -> dict[SessionId, date]:
    """Return the day of each session: placed, or else the day on which it was opened."""
    placed = {p.id: p.slot.wall_date for p in uow.placements.all(period=period.id)}
    found = {}
    for session in uow.sessions.all(period=period.id):
        sheet = uow.attendance_sheets.find(session.id)
        opened = seat_date(sheet.opened) if sheet and sheet.opened else None
        day = placed.get(session.id) or opened
        if day is not None:
            found[session.id] = day
    return found
