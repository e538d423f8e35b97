"""The example period before the one to come: held, with its sessions, votes, an election and minutes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from convoca.domain.attendance import AbsenceReason, AttendanceSheet, ExcusedAbsence, Presence
from convoca.domain.election import Election
from convoca.domain.identifiers import MemberId, PeriodId, RoomId, SessionId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member, Office
from convoca.domain.minutes import MinutesStatus
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.programme import ActivityKind, Placement, Recusal, Session
from convoca.domain.slot import SEAT_ZONE, Slot, local_instant
from convoca.domain.vote import Question, QuestionStatus, Vote, VoteCast, VoteMethod
from convoca.services.example_requests import example_id
from convoca.services.minutes.of_sessions import prefilled_session_minutes
from convoca.services.minutes.saving import save_session_minutes
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.ballot_box import counted_ballot
from convoca.services.sessions.elections import close_ballot, open_election
from convoca.services.sessions.explanations import announce, present
from convoca.services.sessions.order_of_business import draft_work_programme
from convoca.services.sessions.session_file import read_session_file
from convoca.services.sessions.voting import close_vote

NUMBER = 899
_REASON = "Example sessions"
_MINUTE = timedelta(minutes=1)
#: Members by their place among the seven of the example.
_AMARILLA, _BLANCA, _CELESTE, _DORADA, _ESCARLATA, _FUCSIA, _GRIS = range(7)
_EVERYBODY = tuple(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the parts of the example share: the period, its sessions in order, and who is a member."""

    period: PeriodOfSessions
    sessions: tuple[Session, ...]
    members: Sequence[Member]

    def at(self, number: int, minutes: int = 0) -> datetime:
        """Return an instant of a session, so many minutes after ten o'clock."""
        day = self.period.opens + timedelta(days=2 * number)
        return local_instant(day, time(10), SEAT_ZONE) + minutes * _MINUTE

    def member(self, number: int) -> MemberId:
        return self.members[number].id


def earlier_example_period(today: date, *, coming: PeriodOfSessions) -> PeriodOfSessions:
    """Return the example period of five days that closed two to three weeks before ``today``."""
    closes = today - timedelta(days=17)
    closes -= timedelta(days=(closes.weekday() - 4) % 7)
    opens = closes - timedelta(days=4)
    room = Room(id=RoomId(example_id(NUMBER, "room")), name="Example Room A", capacity=120)
    place = PeriodPlace(
        city="Washington, DC",
        country=StateCode("US"),
        opens=opens,
        closes=closes,
        venue="Example building",
        rooms=(room,),
    )
    return PeriodOfSessions(
        id=PeriodId(example_id(NUMBER, "period")),
        number=NUMBER,
        opens=opens,
        closes=closes,
        places=(place,),
        next_period_opens=coming.opens,
        next_period_place="Washington, DC",
        next_period_fixed_on=closes,
        calendar_published_on=opens - timedelta(days=15),
        note="Example data: everybody and everything in it is invented.",
        is_example=True,
    )


def build_example_sessions(
    coming: PeriodOfSessions, members: Sequence[Member], *, today: date, uow: UnitOfWork
) -> None:
    """Store the example period that was held, and the order of business of the one to come."""
    period = earlier_example_period(today, coming=coming)
    held = _Held(period=period, sessions=tuple(_sessions(period)), members=members)
    with uow:
        uow.periods.save(period)
        for number, session in enumerate(held.sessions):
            _store_session(held, number, session, uow)
        uow.excused_absences.save(_absence(held))
        for item in _items(held):
            uow.items_of_business.save(item)
        uow.recusals.save(_recusal(held))
        for question, _ in _questions(held):
            uow.questions.save(question)
        uow.commit(reason=_REASON)
    _hold_elections(held, uow)
    for question, (number, minutes) in _questions(held):
        close_vote(question.id, at=held.at(number, minutes), reason=_REASON, uow=uow)
    _explain(held, uow)
    _close_and_complete(held, uow)
    _business_to_come(coming, uow)


def example_minutes_to_circulate(uow: UnitOfWork) -> tuple[SessionId, ...]:
    """Return the sessions of the example whose minutes go to the members; those of the last one wait.

    ``uow`` is an open transaction.
    """
    found = [session.id for session in _sessions_on_record(uow)][:-1]
    return tuple(session for session in found if uow.circulations.find(session) is None)


def _sessions_on_record(uow: UnitOfWork) -> list[Session]:
    periods = uow.periods.all(number=NUMBER, is_example=True)
    found = [session for period in periods for session in uow.sessions.all(period=period.id)]
    return sorted(found, key=lambda session: session.title)


def _sessions(period: PeriodOfSessions) -> Iterator[Session]:
    for number, title in enumerate(("Opening of the period", "Deliberations", "Closing"), start=1):
        yield Session(
            id=SessionId(example_id(NUMBER, "session", title)),
            period=period.id,
            title=f"Example session {number} of period {NUMBER}: {title}",
        )


def _store_session(held: _Held, number: int, session: Session, uow: UnitOfWork) -> None:
    """Store a session that sits: opened five minutes late, one member comes late, one is absent once."""
    there = [n for n in _EVERYBODY if not (number == 1 and n == _GRIS)]
    late = {_FUCSIA: 25} if number == 0 else {}
    opened = held.at(number, 5)
    uow.sessions.save(session)
    uow.placements.save(
        Placement(
            id=session.id,
            period=held.period.id,
            kind=ActivityKind.SESSION,
            slot=Slot.local(
                held.period.opens + timedelta(days=2 * number), time(10), minutes=180,
                zone=SEAT_ZONE,
            ),
            room=held.period.rooms[0].id,
            panel=tuple(held.member(n) for n in there),
        )
    )  # fmt: skip
    presences = tuple(
        Presence(member=held.member(n), arrived=held.at(number, late.get(n, 0))) for n in there
    )
    in_order = tuple(sorted(presences, key=lambda p: (p.arrived, str(p.member))))
    uow.attendance_sheets.save(AttendanceSheet(id=session.id, opened=opened, presences=in_order))


def _absence(held: _Held) -> ExcusedAbsence:
    announced = held.period.opens
    return ExcusedAbsence(
        id=example_id(NUMBER, "absence"),
        period=held.period.id,
        member=held.member(_GRIS),
        announced_on=announced,
        reason=AbsenceReason.ILLNESS,
        session=held.sessions[1].id,
        president_told_on=announced,
        detail="Example detail that is read on the record alone.",
    )


#: Session, key, kind, title, number of the matter, States under review, what became of it, decisions.
_ITEMS: tuple[tuple[int, str, ItemKind, str, str, str, ItemOutcome, str], ...] = (
    (0, "president", ItemKind.REPORT_OF_THE_PRESIDENT, "Example report of the President", "", "",
     ItemOutcome.DEALT_WITH, "Example: the Commission took note of the report."),
    (0, "secretary", ItemKind.REPORT_OF_THE_SECRETARY, "Example report of the Executive Secretary",
     "", "", ItemOutcome.DEALT_WITH, "Example: the Commission took note of the report."),
    (0, "election", ItemKind.ELECTION, "Example election of the board of officers", "", "",
     ItemOutcome.DEALT_WITH, ""),
    (1, "petition", ItemKind.PETITION, "Example petition (admissibility)", "899-21", "CL",
     ItemOutcome.DEALT_WITH, ""),
    (1, "report", ItemKind.REPORT_ON_A_STATE, "Example report on the situation in a State", "",
     "HN", ItemOutcome.OPEN, ""),
    (2, "measure", ItemKind.PRECAUTIONARY_MEASURE, "Example precautionary measure", "899-02", "JM",
     ItemOutcome.DEALT_WITH, ""),
    (2, "next", ItemKind.NEXT_PERIOD, "Example: date and place of the next period", "", "",
     ItemOutcome.DEALT_WITH, "Example: the next period is held at the seat."),
)  # fmt: skip


def _items(held: _Held) -> Iterator[ItemOfBusiness]:
    numbers = dict.fromkeys(range(len(held.sessions)), 0)
    for session, key, kind, title, matter, states, outcome, decision in _ITEMS:
        numbers[session] += 1
        yield ItemOfBusiness(
            id=_item(key),
            session=held.sessions[session].id,
            number=numbers[session],
            kind=kind,
            title=title,
            matter_number=matter,
            states=tuple(StateCode(code) for code in states.split()),
            outcome=outcome,
            decisions=(decision,) if decision else (),
        )


def _item(key: str) -> UUID:
    return example_id(NUMBER, "item", key)


def _recusal(held: _Held) -> Recusal:
    """Return what a member said of herself, and what the Commission decided."""
    return Recusal(
        id=example_id(NUMBER, "recusal"),
        member=held.member(_ESCARLATA),
        activity=_item("petition"),
        ground="Example: advised one of the parties before taking office.",
        raised_by=held.member(_ESCARLATA),
        raised_on=held.period.opens,
        decided_on=held.period.opens + timedelta(days=2),
        upheld=True,
    )


#: Item, decision, text, minutes after ten at which it is closed, who votes how (empty: consensus).
_QUESTIONS: tuple[tuple[int, str, str, str, int, Mapping[Vote, tuple[int, ...]]], ...] = (
    (1, "petition", "admissibility", "Whether the example petition is admissible.", 60,
     {Vote.IN_FAVOUR: (_AMARILLA, _BLANCA, _CELESTE, _FUCSIA), Vote.AGAINST: (_DORADA,)}),
    (1, "report", "report_on_a_state", "Whether the example report is adopted.", 100,
     {Vote.IN_FAVOUR: (_AMARILLA, _BLANCA, _FUCSIA), Vote.AGAINST: (_CELESTE,),
      Vote.ABSTAIN: (_ESCARLATA,)}),
    (2, "measure", "precautionary_measure", "Whether the example measure is granted.", 45, {}),
)  # fmt: skip


def _questions(held: _Held) -> Iterator[tuple[Question, tuple[int, int]]]:
    """Yield each question with its votes, and the session and minute in which it is closed."""
    for session, item, decision, text, minutes, said in _QUESTIONS:
        votes = sorted(
            (VoteCast(member=held.member(n), vote=vote) for vote, who in said.items() for n in who),
            key=lambda cast: str(cast.member),
        )
        question = Question(
            id=_question(item),
            period=held.period.id,
            decision=decision,
            text=text,
            language=Language.ENGLISH,
            session=held.sessions[session].id,
            item=_item(item),
            method=VoteMethod.ROLL_CALL if said else VoteMethod.CONSENSUS,
            status=QuestionStatus.OPEN,
            votes=tuple(votes),
        )
        yield question, (session, minutes)


def _question(item: str) -> UUID:
    return example_id(NUMBER, "question", item)


#: Office by office, ballot by ballot: how many of the seven papers named whom.
_ELECTIONS: Mapping[Office, tuple[Mapping[int, int], ...]] = {
    Office.PRESIDENT: (
        {_AMARILLA: 3, _ESCARLATA: 3, _GRIS: 1},
        {_AMARILLA: 5, _ESCARLATA: 2},
    ),
    Office.FIRST_VICE_PRESIDENT: ({_BLANCA: 6, _DORADA: 1},),
    Office.SECOND_VICE_PRESIDENT: ({_CELESTE: 4, _FUCSIA: 3},),
}


def _hold_elections(held: _Held, uow: UnitOfWork) -> None:
    for number, (office, ballots) in enumerate(_ELECTIONS.items()):
        begun = held.at(0, 40 + 20 * number)
        made = Election(
            id=example_id(NUMBER, "election", office),
            session=held.sessions[0].id,
            office=office,
            held_on=held.period.opens,
            candidates=tuple(held.member(n) for n in ballots[0]),
        )
        open_election(made, at=begun, reason=_REASON, uow=uow)
        for round_, counts in enumerate(ballots, start=1):
            ballot = counted_ballot(
                round_,
                {held.member(n): votes for n, votes in counts.items()},
                voters=[member.id for member in held.members],
            )
            moment = begun + 5 * round_ * _MINUTE
            close_ballot(made.id, ballot, at=moment, reason=_REASON, uow=uow)


def _explain(held: _Held, uow: UnitOfWork) -> None:
    """One member presented the reasons of a vote, another one announced them."""
    presented = held.period.closes + timedelta(days=3)
    announce(_question("petition"), held.member(_DORADA), reason=_REASON, uow=uow)
    present(
        _question("report"),
        held.member(_CELESTE),
        text="Example reasons: the chapter on recommendations is not complete.",
        language=Language.ENGLISH,
        on=presented,
        at=local_instant(presented, time(16), SEAT_ZONE),
        reason=_REASON,
        uow=uow,
    )


def _close_and_complete(held: _Held, uow: UnitOfWork) -> None:
    """Close the sessions as they ended, and complete their minutes from what is on record."""
    written = local_instant(held.period.closes, time(18), SEAT_ZONE)
    for number, session in enumerate(held.sessions):
        ended = held.at(number, 165)
        with uow:
            sheet = uow.attendance_sheets.get(session.id)
            left = tuple(replace(p, left=ended) for p in sheet.presences)
            uow.attendance_sheets.save(replace(sheet, closed=ended, presences=left))
            uow.commit(reason=_REASON)
        with uow:
            draft = prefilled_session_minutes(read_session_file(session.id, uow=uow))
        save_session_minutes(
            replace(draft, status=MinutesStatus.COMPLETED), reason=_REASON, now=written, uow=uow
        )


def _business_to_come(coming: PeriodOfSessions, uow: UnitOfWork) -> None:
    """Draft the order of business of the coming period; what was left open is carried over to it."""
    with uow:
        placed = {p.id: p.slot.start for p in uow.placements.all(period=coming.id)}
        sessions = sorted(uow.sessions.all(period=coming.id), key=lambda s: placed[s.id])
    for session in (sessions[0], sessions[-1]):
        draft_work_programme(session.id, titled=_titled, reason=_REASON, uow=uow)
    with uow:
        uow.items_of_business.save(
            ItemOfBusiness(
                id=example_id("item", "case"),
                session=sessions[1].id,
                number=1,
                kind=ItemKind.CASE,
                title="Example case 900.001 (merits)",
                matter_number="900.001",
                states=(StateCode("PE"),),
            )
        )
        uow.commit(reason=_REASON)


def _titled(kind: ItemKind, about: str) -> str:
    words = kind.replace("_", " ")
    return f"Example {words}: {about}" if about else f"Example {words}"
