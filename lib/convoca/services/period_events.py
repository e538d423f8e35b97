"""What is to be placed in a period of sessions, and who belongs to it, as the timetabling problem says it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property

from convoca.domain.availability import UnavailableKind
from convoca.domain.hearing import Hearing, HearingStatus, WorkingMeeting
from convoca.domain.member import rapporteur_on
from convoca.domain.party import Participant, PartyKind, Role
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import ActivityKind, ServiceOfNotice, Session
from convoca.domain.slot import zone_info
from convoca.rules.functioning import absolute_majority
from convoca.rules.hearing_notices import first_day_after_notice
from convoca.scheduling import problem as grid
from convoca.services.hearings import counted_notices
from convoca.services.participation import may_sit
from convoca.services.period_file import Activity, PeriodFile
from convoca.services.period_grid import PeriodClock, hearing_days, unavailable

_PARTY_KINDS = {PartyKind.STATE: grid.PartyKind.STATE}
_REMOTE = frozenset({Modality.VIRTUAL, Modality.HYBRID})
#: Persons who are heard themselves, so that they cannot be in two places.
_HEARD = frozenset({Role.WITNESS, Role.EXPERT})


@dataclass(frozen=True, kw_only=True)
class PeriodEvents:
    """The events, members and parties of a period; without ``today`` nothing is asked of notices."""

    file: PeriodFile
    clock: PeriodClock
    today: date | None = None

    @cached_property
    def members(self) -> tuple[grid.Member, ...]:
        """Everybody in office on a day of the period, and who is named for a panel or group already."""
        named = {key for placement in self.file.placements.values() for key in placement.panel}
        named |= {key for hearing in self.file.hearings for key in hearing.working_group}
        days, stride = self.clock.grid.days, self.clock.grid.stride
        found = []
        for member in self.file.members:
            out = [index for index, day in enumerate(days) if not member.in_office(day)]
            if len(out) < len(days) or member.id in named:
                found.append(
                    grid.Member(
                        id=str(member.id),
                        name=member.name,
                        national_of=next(iter(member.nationalities), None),
                        unavailable=self._away(UnavailableKind.MEMBER, member.id),
                        out_of_office=tuple((n * stride, (n + 1) * stride) for n in out),
                    )
                )
        return tuple(found)

    @cached_property
    def parties(self) -> tuple[grid.Party, ...]:
        """Every party once, and every person who is heard under a name."""
        seen: dict[str, grid.Party] = {}
        matters: tuple[Hearing | WorkingMeeting, ...] = (*self.file.hearings, *self.file.meetings)
        for heard in matters:
            for party in heard.parties:
                kind = _PARTY_KINDS.get(party.kind, grid.PartyKind.ORGANISATION)
                seen.setdefault(party.key, self._party(party.key, party.name, kind))
            for person in _persons_heard(heard):
                key = _person_key(person)
                seen.setdefault(key, self._party(key, person.name, grid.PartyKind.PERSON))
        return tuple(seen.values())

    def _party(self, key: str, name: str, kind: grid.PartyKind) -> grid.Party:
        away = self._away(UnavailableKind.PARTY, key)
        return grid.Party(id=key, name=name, kind=kind, unavailable=away)

    @cached_property
    def events(self) -> tuple[grid.Event, ...]:
        """Everything that can be placed: hearings, working meetings, sessions."""
        standing = self.file.activities
        return (
            *(self._hearing(h) for h in self.file.hearings if h.id in standing),
            *(self._meeting(m) for m in self.file.meetings if m.id in standing),
            *(self._session(s) for s in self.file.sessions),
        )

    def _hearing(self, hearing: Hearing) -> grid.Event:
        base = self._matter(hearing)
        group = tuple(m for m in map(str, hearing.working_group) if m in self._member_ids)
        free = [m for m in group if m not in base.recused]
        return replace(
            base,
            kind=str(ActivityKind.HEARING),
            quorum=max(1, len(free)) if group else self._quorum,
            mode=grid.Mode.WORKING_GROUP if group else grid.Mode.PLENARY,
            group=group,
            languages=frozenset(map(str, hearing.languages)),
            is_private=hearing.is_private,
            earliest_day=self._earliest_day(hearing),
            days=self._hearing_days,
            remote_offsets=self._remote_offsets(hearing, hearing.modality),
        )

    def _meeting(self, meeting: WorkingMeeting) -> grid.Event:
        return replace(
            self._matter(meeting),
            kind=str(ActivityKind.WORKING_MEETING),
            quorum=1,
            mode=grid.Mode.WORKING_GROUP,
            is_private=True,
            remote_offsets=self._remote_offsets(meeting, None),
        )

    def _session(self, session: Session) -> grid.Event:
        return replace(
            self._event(session),
            kind=str(ActivityKind.SESSION),
            quorum=self._quorum,
            is_private=not session.is_public,
        )

    def _matter(self, heard: Hearing | WorkingMeeting) -> grid.Event:
        base = self._event(heard)
        placement = self.file.placement(heard.id)
        day = placement.slot.wall_date if placement else self.file.period.opens
        charged = (rapporteur_on(self.file.rapporteurships, state, day) for state in heard.states)
        wished = [str(member) for member in dict.fromkeys(charged) if member is not None]
        return replace(
            base,
            parties=_party_keys(heard),
            states=tuple(heard.states),
            rapporteurs=tuple(m for m in wished if m in self._member_ids and m not in base.recused),
            attendance=heard.needs.attendance or 0,
            is_priority=heard.needs.is_priority,
            topic=heard.needs.theme,
        )

    def _event(self, activity: Activity) -> grid.Event:
        placement = self.file.placement(activity.id)
        pin = None
        if placement is not None and placement.is_pinned:
            pin = grid.Pin(start=self.clock.grain(placement.slot.start), room=str(placement.room))
        minutes = placement.slot.minutes if placement else activity.minutes
        return grid.Event(
            id=str(activity.id),
            title=activity.title,
            duration=self.clock.length(minutes),
            recused=self._recused(activity),
            pin=pin,
        )

    def _recused(self, activity: Activity) -> tuple[str, ...]:
        """Name everybody whom a tie to a State or a recusal keeps away (Art. 17)."""
        return tuple(
            str(member.id)
            for member in self.file.members
            if str(member.id) in self._member_ids and not may_sit(self.file, activity.id, member)
        )

    def _earliest_day(self, hearing: Hearing) -> int:
        """Return the first day that is far enough from every notice, one that is not served yet is of today.

        A hearing that was held, or whose day is past, cannot be notified any more.
        """
        placement = self.file.placement(hearing.id)
        past = placement is not None and self.today and placement.slot.wall_date < self.today
        if self.today is None or past or hearing.status is HearingStatus.HELD:
            return 0
        served = counted_notices(self.file, hearing)
        days = [
            _first_day(served.get(party.key), hearing, self.today) for party in hearing.told_parties
        ]
        first = self.clock.grid.days[0]
        return max(0, (max(days, default=first) - first).days)

    def _remote_offsets(
        self, heard: Hearing | WorkingMeeting, modality: Modality | None
    ) -> tuple[float, ...]:
        """Return how far the clocks of the parties are ahead, where they may attend from afar."""
        placement = self.file.placement(heard.id)
        places = self.file.period.places
        place = self.file.period.place_of_room(placement.room) if placement else None
        place = place or (places[0] if places else None)
        modality = modality or (place.modality if place else None)
        if modality not in _REMOTE:
            return ()
        noon = datetime.combine(self.file.period.opens, time(12), tzinfo=UTC)
        here = _hours_ahead(noon, self.clock.zone)
        zones = {party.zone for party in heard.parties if party.zone}
        return tuple(sorted({_hours_ahead(noon, zone) - here for zone in zones}))

    @cached_property
    def _member_ids(self) -> frozenset[str]:
        return frozenset(member.id for member in self.members)

    @cached_property
    def _hearing_days(self) -> frozenset[int] | None:
        return hearing_days(self.file.period, self.clock)

    @cached_property
    def _quorum(self) -> int:
        return absolute_majority(on=self.file.period.opens)

    def _away(self, kind: UnavailableKind, key: object) -> tuple[grid.Span, ...]:
        return unavailable(self.file, kind, key, self.clock)


def _first_day(notice: ServiceOfNotice | None, hearing: Hearing, today: date) -> date:
    if notice is None:
        return first_day_after_notice(today, hearing.kind)
    if notice.exceptional_circumstances.strip():
        return notice.served_on
    return first_day_after_notice(notice.served_on, hearing.kind)


def _hours_ahead(moment: datetime, zone: str) -> float:
    offset = moment.astimezone(zone_info(zone)).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0.0


def _party_keys(heard: Hearing | WorkingMeeting) -> tuple[str, ...]:
    keys = (*(party.key for party in heard.parties), *map(_person_key, _persons_heard(heard)))
    return tuple(dict.fromkeys(keys))


def _persons_heard(heard: Hearing | WorkingMeeting) -> Iterator[Participant]:
    """Yield who is heard in person under a name; a pseudonym is nobody in particular."""
    if isinstance(heard, Hearing):
        for person in heard.participants:
            if person.role in _HEARD and not person.protected:
                yield person


def _person_key(person: Participant) -> str:
    return f"person:{' '.join(person.name.casefold().split())}"
