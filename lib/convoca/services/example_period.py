"""An example period, plainly marked: real titles of past hearings, everybody and everything else invented."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import (
    Convocation,
    Hearing,
    Visibility,
    WorkingMeeting,
)
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import (
    HearingId,
    MemberId,
    PeriodId,
    RoomId,
    SessionId,
    StateCode,
)
from convoca.domain.language import Language
from convoca.domain.member import Member, Office, OfficeHeld, Residence, Term, Tie
from convoca.domain.period_of_sessions import (
    CallForRequests,
    PeriodOfSessions,
    PeriodPlace,
    Room,
)
from convoca.domain.programme import ActivityKind, Placement, ServiceOfNotice, Session
from convoca.domain.release import ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot, local_instant
from convoca.services.example_notices import example_notices, with_addresses
from convoca.services.example_planning import (
    absences,
    example_release,
    panel_of,
    rapporteurships,
    with_needs,
    with_planning,
)
from convoca.services.example_requests import (
    ExampleTitle,
    example_id,
    example_requests,
    protected_identities,
)
from convoca.services.example_sessions import build_example_sessions
from convoca.services.example_visit import example_visit
from convoca.services.notices.letters import NoticeWriter
from convoca.services.ports import UnitOfWork
from convoca.services.requests import granted_activity
from convoca.services.year.example_year import example_mandates, example_reports

NUMBER = 900
_DAY = timedelta(days=1)


def build_example(
    titles: Sequence[ExampleTitle],
    *,
    today: date,
    uow: UnitOfWork,
    writer: NoticeWriter | None = None,
) -> int:
    """Store the example period; returns its number. A second time nothing changes.

    It opens about four weeks after ``today``: requests are closed, notices fall due; where there is
    a ``writer``, some were served. Raises NotAllowed in a store that holds anything else.
    """
    with uow:
        if uow.periods.all(number=NUMBER):
            return NUMBER
        if uow.periods.all() or uow.members.all():
            raise NotAllowed(
                "This store holds real data; the example would mix with it. Give it a store of "
                "its own, e.g. --db sqlite:///example.db"
            )
        members = [uow.members.save(member) for member in _members(today)]
        charges = [uow.rapporteurships.save(c) for c in rapporteurships(members, today)]
        for mandate in example_mandates(members, today):
            uow.mandates.save(mandate)
        for report in example_reports(charges, today):
            uow.rapporteur_reports.save(report)
        period = uow.periods.save(with_planning(_period(today)))
        for away in absences(period, members):
            uow.unavailabilities.save(away)
        requests = list(example_requests(period, titles, today=today))
        granted = _store_requests(period, requests, uow)
        hearings = [activity for activity in granted if isinstance(activity, Hearing)]
        for meeting in granted:
            if isinstance(meeting, WorkingMeeting):
                uow.meetings.save(meeting)
        _store_hearings(period, hearings, members, today=today, uow=uow)
        _store_sessions(period, members, uow)
        uow.observations.save(example_visit(period, members))
        uow.commit(reason="Example period")
    example_release(
        period.id,
        ReleaseKind.INTERNAL,
        "Example: the first draft, for rooms and interpreters.",
        today=today,
        uow=uow,
    )
    example_release(
        period.id, ReleaseKind.NOTIFIED, "Example: for the parties.", today=today, uow=uow
    )
    if writer is not None:
        example_notices(period.id, today=today, writer=writer, uow=uow)
    build_example_sessions(period, members, today=today, uow=uow)
    return NUMBER


def _period(today: date) -> PeriodOfSessions:
    opens = today + timedelta(days=24)
    opens += timedelta(days=-opens.weekday() % 7)
    while any(_is_holiday_season(opens + n * _DAY) for n in range(12)):
        opens += 7 * _DAY
    closes = opens + timedelta(days=11)
    rooms = tuple(
        Room(
            id=RoomId(example_id("room", name)),
            name=name,
            capacity=capacity,
            private_allowed=private,
        )
        for name, capacity, private in (
            ("Example Room A", 120, True),
            ("Example Room B", 60, True),
            ("Example virtual room", None, False),
        )
    )
    place = PeriodPlace(
        city="Washington, DC",
        country=StateCode("US"),
        opens=opens,
        closes=closes,
        venue="Example building",
        rooms=rooms,
        hearing_days=tuple(opens + timedelta(days=n) for n in range(7, 12)),
    )
    call = CallForRequests(
        opens=local_instant(opens - timedelta(days=85), time(9), SEAT_ZONE, second=False),
        closes=local_instant(opens - timedelta(days=57), time(23, 59), SEAT_ZONE, second=False),
    )
    return PeriodOfSessions(
        id=PeriodId(example_id("period")),
        number=NUMBER,
        opens=opens,
        closes=closes,
        places=(place,),
        languages=(Language.SPANISH, Language.ENGLISH, Language.PORTUGUESE),
        call=call,
        note="Example data: the titles are those of past hearings, all the rest is invented.",
        is_example=True,
    )


def _is_holiday_season(day: date) -> bool:
    return (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 3)


#: Name, nationalities, residences, States to which the member was accredited, office.
_MEMBERS: tuple[tuple[str, str, str, str, Office | None], ...] = (
    ("Example Member Amarilla", "MX", "MX", "", Office.PRESIDENT),
    ("Example Member Blanca", "CO", "US", "", Office.FIRST_VICE_PRESIDENT),
    ("Example Member Celeste", "BR", "BR", "", Office.SECOND_VICE_PRESIDENT),
    ("Example Member Dorada", "GT", "GT", "HN", None),
    ("Example Member Escarlata", "LC TT", "TT", "", None),
    ("Example Member Fucsia", "AR", "AR", "BO", None),
    ("Example Member Gris", "JM", "CA", "", None),
)


def _members(today: date) -> Iterator[Member]:
    year = today.year
    for name, nationalities, residences, posts, office in _MEMBERS:
        held = OfficeHeld(office=office, starts=date(year - 1, 1, 1)) if office else None
        yield Member(
            id=MemberId(example_id("member", name)),
            name=name,
            nationalities=_states(nationalities),
            terms=(Term(starts=date(year - 1, 1, 1), ends=date(year + 2, 12, 31)),),
            residences=tuple(Residence(state=state) for state in _states(residences)),
            ties=tuple(Tie(state=state, post="Example ambassador") for state in _states(posts)),
            offices=(held,) if held else (),
            is_example=True,
        )


def _states(codes: str) -> tuple[StateCode, ...]:
    return tuple(StateCode(code) for code in codes.split())


def _store_requests(
    period: PeriodOfSessions, requests: Sequence[HearingRequest], uow: UnitOfWork
) -> list[Hearing | WorkingMeeting]:
    """Store the requests, half of them decided; returns what was granted."""
    for request in requests:
        uow.requests.save(request)
    for identity in protected_identities():
        uow.identities.save(identity)
    decided_on = period.opens - 52 * _DAY
    granted: list[Hearing | WorkingMeeting] = []
    for number, request in enumerate(requests, start=1):
        stored = uow.requests.get(request.id)
        last = number > len(requests) - 2
        if number % 5 in {1, 3} or last:
            activity = with_addresses(granted_activity(stored, period))
            decided = stored.decide(Decision.GRANTED, on=decided_on, reason="Example: granted.")
            uow.requests.save(replace(decided, hearing=HearingId(activity.id)))
            granted.append(activity)
        elif number in {20, 35, 50}:
            uow.requests.save(
                stored.decide(
                    Decision.DECLINED,
                    on=decided_on,
                    reason="Example: a hearing on the same subject was held in the last period.",
                )
            )
    return granted


def _store_hearings(
    period: PeriodOfSessions,
    hearings: Sequence[Hearing],
    members: Sequence[Member],
    *,
    today: date,
    uow: UnitOfWork,
) -> None:
    """Place most hearings, with a few mistakes to find; the rest waits for a place."""
    tied = next(h.id for h in hearings if any(_is_tied(member, h) for member in members))
    places = _places(period)
    away = uow.unavailabilities.all(period=period.id)
    sitting: dict[tuple[date, time], tuple[MemberId, ...]] = {}
    for number, hearing in enumerate(hearings):
        wanted = with_needs(_convoked(hearing, number, period, members[0].id), number)
        if number >= 17:
            uow.hearings.save(wanted)
            continue
        day, hour, room = next(places)
        slot = Slot.local(day, hour, minutes=wanted.minutes, zone=SEAT_ZONE)
        free = [member for member in members if not _is_tied(member, wanted)]
        taken = sitting.get((day, hour), ())
        panel = panel_of(free, taken, slot, away, in_group=room > 0)
        sitting[day, hour] = panel
        careless = wanted.id == tied
        group = panel if room and not careless else ()
        stored = uow.hearings.save(replace(wanted, working_group=group))
        if careless:
            panel = tuple(member.id for member in members)
        placement = Placement(
            id=stored.id,
            period=period.id,
            kind=ActivityKind.HEARING,
            slot=slot,
            room=period.rooms[room].id,
            panel=panel,
            is_pinned=number == 0,
        )
        uow.placements.save(placement)
        if number % 2 == 0:
            for notice in _notices(stored, placement, today=today, moved=number == 4):
                uow.services_of_notice.save(notice)


def _store_sessions(period: PeriodOfSessions, members: Sequence[Member], uow: UnitOfWork) -> None:
    for number, title in enumerate(("Opening of the period", "Deliberations", "Closing session")):
        session = uow.sessions.save(
            Session(
                id=SessionId(example_id("session", title)),
                period=period.id,
                title=f"Example session {number + 1}: {title}",
            )
        )
        day = period.opens + number * _DAY
        uow.placements.save(
            Placement(
                id=session.id,
                period=period.id,
                kind=ActivityKind.SESSION,
                slot=Slot.local(day, time(10), minutes=180, zone=SEAT_ZONE),
                room=period.rooms[0].id,
                panel=tuple(member.id for member in members),
            )
        )


def _convoked(
    hearing: Hearing, number: int, period: PeriodOfSessions, president: MemberId
) -> Hearing:
    """Convoke most; one is made private without its circumstances, one has nobody's proposal."""
    convocation = Convocation(
        proposed_on=period.opens - 51 * _DAY if number != 1 else None,
        convoked_on=period.opens - 50 * _DAY,
        convoked_by=president,
    )
    private = number == 6
    return replace(
        hearing,
        convocation=convocation,
        state_convened=number % 7 != 5,
        visibility=Visibility.PRIVATE if private else Visibility.PUBLIC,
    )


def _places(period: PeriodOfSessions) -> Iterator[tuple[date, time, int]]:
    """Yield day, hour and number of the room: two rooms, four hours a day, on the hearing days."""
    for day in period.places[0].hearing_days:
        for hour in (time(9), time(10, 45), time(14), time(15, 45)):
            yield day, hour, 0
            yield day, hour, 1


def _is_tied(member: Member, hearing: Hearing) -> bool:
    ties = {*member.nationalities, *(tie.state for tie in member.ties)}
    return bool(ties & set(hearing.states))


def _notices(
    hearing: Hearing, placement: Placement, *, today: date, moved: bool
) -> Iterator[ServiceOfNotice]:
    """Yield a notice for each party; where the hearing ``moved`` since, it named another day."""
    day = placement.slot.wall_date + (_DAY if moved else timedelta())
    for party in hearing.parties:
        yield ServiceOfNotice(
            id=example_id("notice", hearing.id, party.key),
            hearing=hearing.id,
            party=party.key,
            served_on=today - 2 * _DAY,
            hearing_day=day,
            hearing_hour=placement.slot.wall_time,
        )
