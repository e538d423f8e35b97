"""What each audience may see in a calendar: built from ``audience_table``, field by allowed field."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation, VisitActivity
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import Session
from convoca.rules.deadlines import Deadline
from convoca.services.audience import Audience, AudienceKind
from convoca.services.audience_table import Field, Thing, fields_for, is_busy_block
from convoca.services.feeds import CalendarEntry, CalendarProjection, EntryKind
from convoca.services.identities import refuse_withheld_names
from convoca.services.participation import may_join
from convoca.services.period_file import PeriodFile
from convoca.services.periods import period_deadlines
from convoca.services.told_programme import Told, is_barred, is_own, told_programme
from convoca.services.year.year_days import SUBJECT, YearDay, days_of_the_period

#: The deadlines that a call announces to everybody.
_ANNOUNCED = frozenset({"request_is_in_time", "request_is_within_the_call"})

T = TypeVar("T")


def calendar_projection(file: PeriodFile, audience: Audience) -> CalendarProjection:
    """Build what one audience may see of a period: what is private is absent, not greyed out.

    Raises ProtectedNameFound where the name of a withheld party would reach a State (Art. 28.2).
    """
    found = [*_period(file, audience), *_deadlines(file, audience)]
    found += [*_programme(file, audience), *_visits(file, audience)]
    found += _duties_of_the_year(file, audience)
    return CalendarProjection(
        audience=audience,
        period_number=file.period.number,
        period_opens=file.period.opens,
        period_closes=file.period.closes,
        is_example=file.period.is_example,
        entries=tuple(sorted(found, key=lambda entry: entry.subject)),
    )


def of_all_periods(
    projections: Sequence[CalendarProjection],
    audience: Audience,
    *,
    visits: Iterable[CalendarEntry] = (),
) -> CalendarProjection:
    """Put the projections of one audience together, e.g. for somebody who subscribes for years.

    ``visits`` are those of every year, for there may be none of a period in it. A visit or a duty of the year stands in every period of its year, and here once. A time limit gets the number of its
    period, for it is the same rule in each.
    """
    found: dict[str, CalendarEntry] = {}
    for projection in projections:
        for entry in projection.entries:
            if entry.kind is EntryKind.DEADLINE and not entry.subject.startswith(SUBJECT):
                number = projection.period_number
                subject = f"{entry.subject}:{number}"
                found[subject] = replace(entry, subject=subject, number=number)
            else:
                found.setdefault(entry.subject, entry)
    for entry in visits:
        found.setdefault(entry.subject, entry)
    return CalendarProjection(
        audience=audience,
        period_number=None,
        period_opens=min((each.period_opens for each in projections), default=date.min),
        period_closes=max((each.period_closes for each in projections), default=date.min),
        is_example=any(each.is_example for each in projections),
        entries=tuple(sorted(found.values(), key=lambda entry: entry.subject)),
    )


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The fields that an audience may be told of one thing; what is not among them is never read."""

    fields: frozenset[Field]

    def __bool__(self) -> bool:
        return Field.WHEN in self.fields

    def read_all(self, field: Field, reader: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        return reader() if field in self.fields else ()

    def read(self, field: Field, reader: Callable[[], T], otherwise: T) -> T:
        return reader() if field in self.fields else otherwise


def _allowed(thing: Thing, audience: Audience, *, is_own: bool = False) -> _Allowed:
    return _Allowed(fields_for(thing, audience, is_own=is_own))


def _period(file: PeriodFile, audience: Audience) -> Iterator[CalendarEntry]:
    period, may = file.period, _allowed(Thing.PERIOD, audience)
    if may:
        cities = tuple(dict.fromkeys(place.city for place in period.places if place.city))
        yield CalendarEntry(
            subject=f"period:{period.id}",
            kind=EntryKind.PERIOD,
            first_day=period.opens,
            last_day=period.closes,
            place=may.read(Field.PLACE, lambda: " / ".join(cities), ""),
            number=period.number,
        )


def _deadlines(file: PeriodFile, audience: Audience) -> Iterator[CalendarEntry]:
    for deadline in period_deadlines(file):
        is_announced = deadline.rule in _ANNOUNCED
        thing = Thing.ANNOUNCED_TIME_LIMIT if is_announced else Thing.INTERNAL_TIME_LIMIT
        if _allowed(thing, audience):
            yield _deadline(deadline)


def _deadline(deadline: Deadline) -> CalendarEntry:
    subject = f"deadline:{deadline.rule}:{deadline.article}"
    if deadline.rule == "notice_is_in_time":
        subject += f":{deadline.subject}"
    return CalendarEntry(
        subject=subject,
        kind=EntryKind.DEADLINE,
        first_day=deadline.last_day,
        last_day=deadline.last_day,
        rule=deadline.rule,
        articles=(deadline.article,) if deadline.article else (),
    )


def _duties_of_the_year(file: PeriodFile, audience: Audience) -> Iterator[CalendarEntry]:
    may = _allowed(Thing.DUTY_OF_THE_YEAR, audience)
    if may:
        yield from (_duty(day, may) for day in days_of_the_period(file))


def _duty(day: YearDay, may: _Allowed) -> CalendarEntry:
    return CalendarEntry(
        subject=day.subject,
        kind=EntryKind.DEADLINE,
        first_day=day.day,
        last_day=day.day,
        title=may.read(Field.TITLE, lambda: day.name, ""),
        rule=day.rule,
        articles=(str(day.citation),),
    )


def _programme(file: PeriodFile, audience: Audience) -> Iterator[CalendarEntry]:
    for said in told_programme(file, audience):
        if is_barred(file, said.record.id, audience):
            continue
        may = _allowed(said.thing, audience, is_own=is_own(said, file, audience))
        if may:
            entry = _activity(file, said, may)
            if not isinstance(said.record, Session):
                refuse_withheld_names(entry, said.record.parties, audience)
            yield entry
        elif is_busy_block(said.thing, audience) and not said.entry.is_cancelled:
            yield CalendarEntry(
                # Of its own, so that who saw it before cannot join the two.
                subject=f"busy:{said.record.id}",
                kind=EntryKind(said.entry.kind),
                slot=said.entry.slot,
                is_busy=True,
                is_private=True,
                is_provisional=said.is_provisional,
            )


def _activity(file: PeriodFile, said: Told, may: _Allowed) -> CalendarEntry:
    entry = said.entry
    return CalendarEntry(
        subject=f"{entry.kind}:{entry.activity}",
        kind=EntryKind(entry.kind),
        slot=entry.slot,
        is_private=not said.is_open,
        is_cancelled=entry.is_cancelled,
        is_provisional=said.is_provisional,
        title=may.read(Field.TITLE, lambda: entry.title, ""),
        place=may.read(Field.PLACE, lambda: entry.place, ""),
        room=may.read(Field.ROOM, lambda: entry.room_name, ""),
        states=may.read_all(Field.STATES, lambda: entry.states),
        modality=may.read(Field.MODALITY, lambda: entry.modality, None),
        panel=may.read_all(Field.PANEL, lambda: entry.panel_names),
        link=may.read(Field.LINK, lambda: _link(file, said), ""),
        languages=may.read_all(Field.LANGUAGES, lambda: _languages(said)),
        attendance=may.read(Field.ATTENDANCE, lambda: _attendance(said), None),
        parties=(
            *may.read_all(Field.PARTIES, lambda: _parties(said, withheld=False)),
            *may.read_all(Field.WITHHELD, lambda: _parties(said, withheld=True)),
        ),
    )


def _link(file: PeriodFile, said: Told) -> str:
    """Return where to join from afar, which nobody needs who comes in person."""
    room = file.period.room(said.entry.room)
    is_from_afar = said.entry.modality is not Modality.IN_PERSON
    return room.link if room and is_from_afar else ""


def _languages(said: Told) -> tuple[Language, ...]:
    return said.record.languages if isinstance(said.record, Hearing) else ()


def _attendance(said: Told) -> int | None:
    return None if isinstance(said.record, Session) else said.record.needs.attendance


def _parties(said: Told, *, withheld: bool) -> tuple[str, ...]:
    if isinstance(said.record, Session):
        return ()
    parties = said.record.parties
    return tuple(party.name for party in parties if party.withheld_from_state is withheld)


def _visits(file: PeriodFile, audience: Audience) -> Iterator[CalendarEntry]:
    """Yield the visits of the period's year; to a delegate, whom no period concerns, each of the own."""
    for visit in file.observations:
        is_of_the_year = visit.opens.year == file.period.opens.year
        if is_of_the_year or audience.kind is AudienceKind.DELEGATE:
            yield from visit_entries(visit, file.members, audience)


def visit_entries(
    visit: OnSiteObservation, members: Iterable[Member], audience: Audience
) -> Iterator[CalendarEntry]:
    """Yield what an audience may see of one visit, whether or not a period lies beside it."""
    if not _is_kept_from(visit, members, audience):
        thing = Thing.ANNOUNCED_VISIT if visit.is_public else Thing.UNANNOUNCED_VISIT
        may = _allowed(thing, audience, is_own=_goes(visit, audience))
        if may:
            yield _visit(visit, may)
        yield from _activities_of(visit, audience)


def _visit(visit: OnSiteObservation, may: _Allowed) -> CalendarEntry:
    states = may.read_all(Field.STATES, lambda: visit.states)
    territories = may.read_all(Field.TERRITORIES, lambda: visit.states_touched)
    return CalendarEntry(
        subject=f"visit:{visit.id}",
        kind=EntryKind.VISIT,
        first_day=visit.opens,
        last_day=visit.closes,
        is_private=not visit.is_public,
        is_cancelled=visit.is_cancelled,
        title=may.read(Field.TITLE, lambda: visit.title, ""),
        place=may.read(Field.PLACE, lambda: _places(visit), ""),
        states=tuple(dict.fromkeys((*states, *territories))),
    )


def _places(visit: OnSiteObservation) -> str:
    """Return where a visit goes: by its stages where it has any, without those refused entry."""
    stages = dict.fromkeys(stage.place for stage in visit.stages_standing)
    return " / ".join(stages) or visit.places


def _activities_of(visit: OnSiteObservation, audience: Audience) -> Iterator[CalendarEntry]:
    for activity in visit.activities:
        is_announced = visit.is_public and not activity.confidential and not activity.held
        thing = Thing.ANNOUNCED_ACTIVITY if is_announced else Thing.PROTECTED_ACTIVITY
        may = _allowed(thing, audience, is_own=_takes_part(visit, activity, audience))
        if may:
            entry = _activity_of(activity, may)
            stage = visit.stage(activity.stage)
            yield replace(
                entry,
                is_private=not is_announced,
                is_cancelled=visit.is_cancelled or (stage is not None and bool(stage.refused_on)),
            )


def _activity_of(activity: VisitActivity, may: _Allowed) -> CalendarEntry:
    return CalendarEntry(
        subject=f"visit_activity:{activity.id}",
        kind=EntryKind.VISIT_ACTIVITY,
        slot=activity.slot,
        # What security holds may not begin yet.
        is_provisional=activity.held,
        title=may.read(Field.TITLE, lambda: activity.title, ""),
        place=may.read(Field.PLACE, lambda: activity.place, ""),
        transport=may.read(Field.TRANSPORT, lambda: activity.transport, ""),
    )


def _key_of(audience: Audience) -> UUID | None:
    """Return the id of who travels, a member or somebody else of a delegation."""
    travels = audience.kind in {AudienceKind.MEMBER, AudienceKind.DELEGATE}
    return UUID(audience.key) if travels else None


def _goes(visit: OnSiteObservation, audience: Audience) -> bool:
    key = _key_of(audience)
    people = (*visit.special_commission.members, *(each.id for each in visit.delegates))
    return key is not None and key in people


def _takes_part(visit: OnSiteObservation, activity: VisitActivity, audience: Audience) -> bool:
    """Whether somebody of the delegation is named for an activity: who has left it is not."""
    key = _key_of(audience)
    is_named = key in activity.members or key in activity.people
    return is_named and _goes(visit, audience)


def _is_kept_from(visit: OnSiteObservation, members: Iterable[Member], audience: Audience) -> bool:
    """Whether there is no trace of a visit for a member whom Art. 54 bars from it, or for a delegate of another."""
    if audience.kind is AudienceKind.DELEGATE:
        return not _goes(visit, audience)
    if audience.kind is not AudienceKind.MEMBER:
        return False
    member = next((each for each in members if each.id == _key_of(audience)), None)
    return member is None or not may_join(visit, member)
