"""What leaves the store: read, projected for one audience, checked, written whole or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from convoca.domain.errors import NotFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import ActivityKind, Placement
from convoca.services.audience import Audience, audience_of
from convoca.services.audience_names import refuse_unknown
from convoca.services.calendar_projection import (
    calendar_projection,
    of_all_periods,
    visit_entries,
)
from convoca.services.feed_changes import FeedChanges, feed_changes, feed_key
from convoca.services.feeds import CalendarProjection, Feed, RememberedEntry, next_feed
from convoca.services.files import write_atomically
from convoca.services.identities import (
    names_in,
    protected_names,
    refuse_protected_names,
    refuse_withheld_names,
)
from convoca.services.minutes.projection import (
    hearing_minutes_projection,
    session_minutes_projection,
)
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from convoca.services.ports import CalendarWriter, UnitOfWork
from convoca.services.problems import notice_findings, problems
from convoca.services.read_models import (
    MinutesEdition,
    MinutesProjection,
    ProgrammeRow,
    RequestRow,
)
from convoca.services.requests import request_rows
from convoca.services.sessions.session_file import read_session_file


def next_calendar(
    period: PeriodId | None, audience: Audience, *, now: datetime, uow: UnitOfWork
) -> Feed:
    """Say what the calendar of one audience says now, and remember it; None: of all periods.

    Raises ProtectedNameFound, and then nothing is remembered.
    """
    with uow:
        before = uow.calendar.remembered(feed_key(period, audience))
        feed = _coming_feed(period, audience, before, now=now, uow=uow)
        uow.calendar.remember(feed_key(period, audience), feed.entries, at=now)
        uow.commit(reason=f"Calendar for {audience}")
    return feed


def current_calendar(
    period: PeriodId | None, audience: Audience, *, now: datetime, uow: UnitOfWork
) -> Feed | None:
    """Return a calendar as it was handed out last; None where it would say something anew.

    It needs to read only, so that who asks often keeps nobody waiting. Raises ProtectedNameFound.
    """
    with uow:
        before = uow.calendar.remembered(feed_key(period, audience))
        if not before:
            return None
        feed = _coming_feed(period, audience, before, now=now, uow=uow)
    return feed if set(feed.entries) == set(before) else None


def coming_calendar(
    period: PeriodId, audience: Audience, *, now: datetime, uow: UnitOfWork
) -> Feed:
    """Say what the calendar of one audience would say now; nothing is remembered.

    What is new in it has no UID of its own yet. Raises ProtectedNameFound.
    """
    with uow:
        before = uow.calendar.remembered(feed_key(period, audience))
        return _coming_feed(period, audience, before, now=now, uow=uow)


def calendar_changes(
    period: PeriodId, audience: Audience, *, now: datetime, uow: UnitOfWork
) -> FeedChanges:
    """Say what the calendar of one audience would say anew; nothing is remembered.

    Raises ProtectedNameFound.
    """
    with uow:
        before = uow.calendar.remembered(feed_key(period, audience))
        feed = _coming_feed(period, audience, before, now=now, uow=uow)
    return feed_changes(before, feed)


def _coming_feed(
    period: PeriodId | None,
    audience: Audience,
    before: Sequence[RememberedEntry],
    *,
    now: datetime,
    uow: UnitOfWork,
) -> Feed:
    """Return what the calendar says next, given what it said last."""
    files = _files(period, uow=uow)
    projection = _projection(period, audience, files, uow=uow)
    refuse_protected_names(projection, uow=uow, audience=audience, read=files)
    current, names = {entry.subject for entry in projection.entries}, protected_names(uow=uow)
    return next_feed(
        projection,
        # What was withdrawn is said again as it was: not where it names who is protected since.
        [o for o in before if o.entry.subject in current or not names_in(o.entry, names)],
        feed_uid=_feed_uid(period, audience, uow=uow),
        now=now,
        new_uid=lambda: str(uuid4()),
    )


def _files(period: PeriodId | None, *, uow: UnitOfWork) -> list[PeriodFile]:
    periods = [each.id for each in uow.periods.all()] if period is None else [period]
    return [read_period_file(each, uow=uow) for each in periods]


def _projection(
    period: PeriodId | None, audience: Audience, files: Iterable[PeriodFile], *, uow: UnitOfWork
) -> CalendarProjection:
    projections = [calendar_projection(file, audience) for file in files]
    if period is not None:
        return projections[0]
    members = uow.members.all()
    visits = (e for v in uow.observations.all() for e in visit_entries(v, members, audience))
    return of_all_periods(projections, audience, visits=visits)


def _feed_uid(period: PeriodId | None, audience: Audience, *, uow: UnitOfWork) -> str:
    """Return the UID of a calendar; that of all periods hangs on the first one, of this office alone."""
    if period is not None:
        return str(uuid5(period, str(audience)))
    first = next((each.id for each in uow.periods.all()), UUID(int=0))
    return str(uuid5(first, f"all:{audience}"))


def write_calendar(
    feed: Feed, languages: Sequence[Language], *, folder: Path, writer: CalendarWriter
) -> tuple[Path, ...]:
    """Write a feed, one file per language: ``<folder>/<period>/<audience>-<language>.ics``."""
    projection = feed.projection
    below = folder / str(projection.period_number or "all")
    return tuple(
        write_atomically(
            below / f"{projection.audience.file_name}-{language}.ics", writer(feed, language)
        )
        for language in languages
    )


def register_of_requests(number: int, *, uow: UnitOfWork) -> tuple[PeriodFile, list[RequestRow]]:
    """Return the register of a period's requests. Raises NotFound, ProtectedNameFound."""
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        rows = request_rows(file.period, file.requests)
        refuse_protected_names(rows, uow=uow)
    return file, rows


def programme_table(
    number: int, *, today: date, uow: UnitOfWork
) -> tuple[PeriodFile, list[ProgrammeRow]]:
    """Return the programme of a period row by row. Raises NotFound, ProtectedNameFound."""
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        rows = programme_rows(file, today)
        refuse_protected_names(rows, uow=uow)
    return file, rows


def programme_for(number: int, audience: Audience, *, uow: UnitOfWork) -> CalendarProjection:
    """Return what one audience may see of a period. Raises NotFound, ProtectedNameFound."""
    with uow:
        refuse_unknown(audience, uow=uow)
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        projection = calendar_projection(file, audience)
        refuse_protected_names(projection, uow=uow, audience=audience, read=(file,))
    return projection


def programme_rows(file: PeriodFile, today: date) -> list[ProgrammeRow]:
    """Return a row per activity of a period: the placed ones by hour and room, then the others."""
    found: dict[UUID, int] = {}
    for problem in problems(file, today):
        found[problem.subject] = found.get(problem.subject, 0) + 1
    rows = [*_hearing_rows(file, found, today), *_other_rows(file, found)]
    return sorted(rows, key=_reading_order)


def _reading_order(row: ProgrammeRow) -> tuple[bool, str, str, str]:
    start = row.slot.start.isoformat() if row.slot else ""
    return row.slot is None, start, row.room, row.title


def _hearing_rows(file: PeriodFile, found: dict[UUID, int], today: date) -> Iterator[ProgrammeRow]:
    for hearing in file.hearings:
        day = file.hearing_day(hearing)
        findings = [f for _, f in notice_findings(file, hearing, day, today)] if day else []
        yield replace(
            _row(file, file.placement(hearing.id)),
            kind=ActivityKind.HEARING,
            title=hearing.title,
            minutes=hearing.minutes,
            states=hearing.states,
            parties=_beside_states(hearing.parties),
            is_private=hearing.is_private,
            is_cancelled=hearing.is_cancelled,
            last_day_of_notice=next((_last_day(f) for f in findings), None),
            notice=_worst(f.verdict for f in findings),
            problems=found.get(hearing.id, 0),
        )


def _other_rows(file: PeriodFile, found: dict[UUID, int]) -> Iterator[ProgrammeRow]:
    for meeting in file.meetings:
        yield replace(
            _row(file, file.placement(meeting.id)),
            kind=ActivityKind.WORKING_MEETING,
            title=meeting.title,
            minutes=meeting.minutes,
            states=meeting.states,
            parties=_beside_states(meeting.parties),
            is_private=True,
            is_cancelled=meeting.is_cancelled,
            problems=found.get(meeting.id, 0),
        )
    for session in file.sessions:
        yield replace(
            _row(file, file.placement(session.id)),
            kind=ActivityKind.SESSION,
            title=session.title,
            minutes=session.minutes,
            is_private=not session.is_public,
            problems=found.get(session.id, 0),
        )


def _row(file: PeriodFile, placement: Placement | None) -> ProgrammeRow:
    """Return when, where and who sits; what it is about is filled in by kind."""
    where = file.period.place_of_room(placement.room) if placement else None
    room = file.period.room(placement.room) if placement else None
    panel = placement.panel if placement else ()
    return ProgrammeRow(
        kind=ActivityKind.HEARING,
        title="",
        slot=placement.slot if placement else None,
        place=where.city if where else "",
        room=room.name if room else "",
        minutes=0,
        states=(),
        parties=(),
        panel=tuple(file.member_by_id[m].name for m in panel if m in file.member_by_id),
        is_private=False,
        is_cancelled=False,
        last_day_of_notice=None,
        notice=None,
        problems=0,
    )


def _beside_states(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the names of the parties; States have a column of their own, in the reader's language."""
    return tuple(party.name for party in parties if party.kind is not PartyKind.STATE)


def _last_day(finding: Finding) -> date | None:
    last_day = finding.facts.get("last_day")
    return last_day if isinstance(last_day, date) else None


def _worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    order = (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.WAIVED, Verdict.MET)
    return min(verdicts, key=order.index, default=None)


def minutes_projection(
    activity: UUID,
    kind: ActivityKind,
    *,
    edition: MinutesEdition = MinutesEdition.FULL,
    redacted: Iterable[str] = (),
    party: str = "",
    uow: UnitOfWork,
) -> MinutesProjection:
    """Return what the minutes of a hearing or session say.

    ``party`` is the key of the party that is given a copy: a State reads no name of somebody who
    asked to be withheld from it (Art. 28.2). Raises NotFound, NotAllowed, InvalidValue,
    ProtectedNameFound, which names the part to be left out.
    """
    with uow:
        if kind is ActivityKind.HEARING:
            hearing = uow.hearings.get(activity)
            file = read_period_file(hearing.period, uow=uow)
            projection = hearing_minutes_projection(
                file,
                hearing,
                day=uow.hearing_days.find(hearing.id),
                edition=edition,
                redacted=redacted,
            )
            audience = _audience_of_copy(file, hearing, party) if party else None
        elif kind is ActivityKind.SESSION:
            session = read_session_file(activity, uow=uow)
            projection = session_minutes_projection(
                session, circulation=uow.circulations.find(session.session.id), edition=edition
            )
            audience = None
        else:
            raise NotFound("minutes", activity)
        refuse_protected_names(projection, uow=uow, audience=audience)
        if audience is not None:
            refuse_withheld_names(projection, hearing.parties, audience)
    return projection


def _audience_of_copy(file: PeriodFile, hearing: Hearing, party: str) -> Audience:
    """Return what the party of a hearing may read. Raises NotFound: nobody else has a copy."""
    for each in hearing.told_parties:
        if each.key == party:
            return audience_of(file.period, each)
    raise NotFound("party", party)
