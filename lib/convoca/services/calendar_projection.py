"""What each audience may see in a calendar: one allow-list each, never a filter on another's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from convoca.domain.hearing import Hearing
from convoca.domain.programme import Placement
from convoca.domain.release import Release, ReleaseKind
from convoca.rules.deadlines import Deadline
from convoca.services.audience import Audience, AudienceKind
from convoca.services.feeds import CalendarEntry, CalendarProjection, EntryKind
from convoca.services.period_file import PeriodFile
from convoca.services.periods import period_deadlines
from convoca.services.releases import public_entries

#: The deadlines that a call announces to everybody.
_ANNOUNCED = frozenset({"request_is_in_time", "request_is_within_the_call"})


def calendar_projection(file: PeriodFile, audience: Audience) -> CalendarProjection:
    """Build what one audience may see of a period: what is private is absent, not greyed out."""
    build = {AudienceKind.PUBLIC: _public, AudienceKind.SECRETARIAT: _secretariat}[audience.kind]
    entries = sorted(build(file), key=lambda entry: entry.subject)
    return CalendarProjection(
        audience=audience,
        period_number=file.period.number,
        period_opens=file.period.opens,
        period_closes=file.period.closes,
        is_example=file.period.is_example,
        entries=tuple(entries),
    )


def of_all_periods(
    projections: Sequence[CalendarProjection], audience: Audience
) -> CalendarProjection:
    """Put the projections of one audience together, e.g. for somebody who subscribes for years.

    A visit stands in every period of its year, and here once. A time limit gets the number of its
    period, for it is the same rule in each.
    """
    found: dict[str, CalendarEntry] = {}
    for projection in projections:
        for entry in projection.entries:
            if entry.kind is EntryKind.DEADLINE:
                number = projection.period_number
                subject = f"{entry.subject}:{number}"
                found[subject] = replace(entry, subject=subject, number=number)
            else:
                found.setdefault(entry.subject, entry)
    return CalendarProjection(
        audience=audience,
        period_number=None,
        period_opens=min((each.period_opens for each in projections), default=date.min),
        period_closes=max((each.period_closes for each in projections), default=date.min),
        is_example=any(each.is_example for each in projections),
        entries=tuple(sorted(found.values(), key=lambda entry: entry.subject)),
    )


def _public(file: PeriodFile) -> Iterator[CalendarEntry]:
    yield from _periods(file)
    for deadline in period_deadlines(file):
        if deadline.rule in _ANNOUNCED:
            yield _deadline(deadline)
    released = file.latest_release(ReleaseKind.PUBLIC)
    yield from _from_the_draft(file) if released is None else _from_a_release(file, released)
    for visit in file.observations:
        if visit.is_public and _within_the_year(file, visit.opens.year):
            yield CalendarEntry(
                subject=f"visit:{visit.id}",
                kind=EntryKind.VISIT,
                title=visit.title,
                first_day=visit.opens,
                last_day=visit.closes,
                states=visit.states,
                is_cancelled=visit.is_cancelled,
            )


def _from_the_draft(file: PeriodFile) -> Iterator[CalendarEntry]:
    """Yield the public programme of a period that was never released to everybody."""
    for hearing in file.hearings:
        placement = file.placement(hearing.id)
        if placement is not None and not hearing.is_private:
            yield _hearing(file, hearing, placement)
    for session in file.sessions:
        placement = file.placement(session.id)
        if placement is not None and session.is_public:
            yield replace(_placed(file, placement), kind=EntryKind.SESSION, title=session.title)


def _from_a_release(file: PeriodFile, released: Release) -> Iterator[CalendarEntry]:
    """Yield what was released to everybody, however the draft has moved on since."""
    for entry in public_entries(released.entries, file):
        yield CalendarEntry(
            subject=f"{entry.kind}:{entry.activity}",
            kind=EntryKind(entry.kind),
            title=entry.title,
            slot=entry.slot,
            place=entry.place,
            room=entry.room_name,
            states=entry.states,
            is_cancelled=entry.is_cancelled,
        )


def _secretariat(file: PeriodFile) -> Iterator[CalendarEntry]:
    yield from _periods(file)
    yield from map(_deadline, period_deadlines(file))
    for hearing in file.hearings:
        placement = file.placement(hearing.id)
        if placement is not None:
            yield replace(
                _hearing(file, hearing, placement),
                is_private=hearing.is_private,
                panel=_panel(file, placement),
            )
    for meeting in file.meetings:
        placement = file.placement(meeting.id)
        if placement is not None:
            yield replace(
                _placed(file, placement),
                kind=EntryKind.WORKING_MEETING,
                title=meeting.title,
                states=meeting.states,
                is_private=True,
                is_cancelled=meeting.is_cancelled,
                panel=_panel(file, placement),
            )
    for session in file.sessions:
        placement = file.placement(session.id)
        if placement is not None:
            yield replace(
                _placed(file, placement),
                kind=EntryKind.SESSION,
                title=session.title,
                is_private=not session.is_public,
            )
    for visit in file.observations:
        if _within_the_year(file, visit.opens.year):
            yield CalendarEntry(
                subject=f"visit:{visit.id}",
                kind=EntryKind.VISIT,
                title=visit.title,
                first_day=visit.opens,
                last_day=visit.closes,
                place=visit.places,
                states=visit.states_touched,
                is_private=not visit.is_public,
                is_cancelled=visit.is_cancelled,
            )


def _within_the_year(file: PeriodFile, year: int) -> bool:
    return file.period.opens.year == year


def _periods(file: PeriodFile) -> Iterator[CalendarEntry]:
    period = file.period
    cities = tuple(dict.fromkeys(place.city for place in period.places if place.city))
    yield CalendarEntry(
        subject=f"period:{period.id}",
        kind=EntryKind.PERIOD,
        first_day=period.opens,
        last_day=period.closes,
        place=" / ".join(cities),
        number=period.number,
    )


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


def _hearing(file: PeriodFile, hearing: Hearing, placement: Placement) -> CalendarEntry:
    return replace(
        _placed(file, placement),
        kind=EntryKind.HEARING,
        title=hearing.title,
        states=hearing.states,
        is_cancelled=hearing.is_cancelled,
    )


def _placed(file: PeriodFile, placement: Placement) -> CalendarEntry:
    """Return when and where, for every audience alike; provisional until the calendar is out."""
    where = file.period.place_of_room(placement.room)
    room = file.period.room(placement.room)
    return CalendarEntry(
        subject=f"{placement.kind}:{placement.id}",
        kind=EntryKind.SESSION,
        slot=placement.slot,
        place=where.address if where else "",
        room=room.name if room else "",
        is_provisional=file.period.calendar_published_on is None,
    )


def _panel(file: PeriodFile, placement: Placement) -> tuple[str, ...]:
    return tuple(file.member_by_id[m].name for m in placement.panel if m in file.member_by_id)
