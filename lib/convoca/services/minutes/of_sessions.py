"""Summary minutes of sessions (Art. 20.1), prefilled from the session's attendance, business and votes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from convoca.domain.election import Election, ElectionStatus
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.minutes import (
    Absent,
    ElectionInMinutes,
    SessionMinutes,
    Statement,
    TimesPresent,
    VoteInMinutes,
)
from convoca.domain.order_of_business import ItemOfBusiness, ItemOutcome
from convoca.domain.vote import Question, QuestionStatus, Vote
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.functioning import explanation_of_vote_is_in_time
from convoca.services.minutes.of_hearings import place_of
from convoca.services.sessions.attendance import absence_of
from convoca.services.sessions.session_file import SessionFile

#: Decisions that stand in a report or resolution of their own: explanations of vote follow its text
#: (Arts. 19.1, 19.2), those of all others stand in the minutes (Art. 19.3).
DECISIONS_WITH_A_DOCUMENT = frozenset(
    {
        "admissibility",
        "admissibility_deferred",
        "amendment_of_rules",
        "archiving",
        "chapter_iv_b",
        "final_report",
        "friendly_settlement",
        "merits",
        "not_referred_to_the_court",
        "precautionary_measure",
        "provisional_measures",
        "publication_of_report",
        "rapporteurship",
        "report",
        "report_on_a_state",
        "state_not_party",
    }
)


def session_minutes(file: SessionFile) -> SessionMinutes:
    """Return the minutes on record, or else a draft prefilled from what is known."""
    return file.period.session_minutes.get(file.session.id) or prefilled_session_minutes(file)


def prefilled_session_minutes(file: SessionFile) -> SessionMinutes:
    """Return a draft that says what the programme and the session's own records know."""
    placement = file.period.placement(file.session.id)
    blank = SessionMinutes(
        id=file.session.id,
        started=placement.slot.start if placement else None,
        ended=placement.slot.end if placement else None,
        zone=placement.slot.zone if placement else file.period.period.zone,
        place=place_of(file.period, placement),
        members_present=placement.panel if placement else (),
    )
    return brought_up_to_date(blank, file)


def brought_up_to_date(minutes: SessionMinutes, file: SessionFile) -> SessionMinutes:
    """Return minutes with what is on record of the session; what people wrote themselves stays.

    Hours and members present are taken over where the session was opened, and matters and decisions
    that are lacking are added.
    """
    sheet = file.sheet
    there = sheet.ever_present()
    return replace(
        minutes,
        started=sheet.opened or minutes.started,
        ended=sheet.closed or minutes.ended,
        members_present=there or minutes.members_present,
        times_present=tuple(_times_present(file)),
        absent=tuple(_absent(file)) if there else (),
        presided=_presided(file),
        matters=_with(minutes.matters, (matter_of(item) for item in _dealt_with(file))),
        decisions=_with(
            minutes.decisions, (text for item in file.items for text in item.decisions)
        ),
        votes=tuple(_votes(file)),
        elections=tuple(_elections(file)),
    )


def _with(written: tuple[str, ...], known: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*written, *known)))


def matter_of(item: ItemOfBusiness) -> str:
    """Return an item of business as the minutes name it."""
    return f"{item.title} ({item.matter_number})" if item.matter_number else item.title


def _dealt_with(file: SessionFile) -> Iterator[ItemOfBusiness]:
    """Yield what was dealt with: while the session goes on, also what still may be."""
    voted = {question.item for question in _closed(file)}
    for item in file.items:
        may_still_be = item.outcome is ItemOutcome.OPEN and file.sheet.closed is None
        decided = item.id in voted or bool(item.decisions)
        if item.outcome is ItemOutcome.DEALT_WITH or decided or may_still_be:
            yield item


def _times_present(file: SessionFile) -> Iterator[TimesPresent]:
    for presence in file.sheet.presences:
        is_to_the_end = file.sheet.closed is not None and presence.left == file.sheet.closed
        yield TimesPresent(
            member=presence.member,
            arrived=presence.arrived,
            left=None if is_to_the_end else presence.left,
        )


def _absent(file: SessionFile) -> Iterator[Absent]:
    there = set(file.sheet.ever_present())
    for member in file.in_office:
        if member.id not in there:
            announced = absence_of(file, member.id)
            yield Absent(member=member.id, excused=announced.reason if announced else None)


def _presided(file: SessionFile) -> tuple[MemberId, ...]:
    """Return who presided by Art. 9, in turn, at each change of those present."""
    found: list[MemberId] = []
    for moment in _changes(file):
        present = set(file.sheet.present_at(moment))
        away = {m.id for m in file.period.members} - present
        presiding = presiding_on(file.period.members, file.day, unavailable=away)
        if present and presiding and found[-1:] != [presiding.id]:
            found.append(presiding.id)
    return tuple(found)


def _changes(file: SessionFile) -> list[datetime]:
    sheet = file.sheet
    moments = {p.arrived for p in sheet.presences} | {p.left for p in sheet.presences if p.left}
    if sheet.opened is None:
        return sorted(moments)
    return sorted(
        {max(m, sheet.opened) for m in moments if sheet.closed is None or m < sheet.closed}
    )


def _closed(file: SessionFile) -> Iterator[Question]:
    """Yield the questions of the session that were decided, in the order of its business."""
    numbers = {item.id: item.number for item in file.items}
    questions = (q for q in file.questions if q.status is QuestionStatus.CLOSED)
    after_all = len(numbers) + 1
    yield from sorted(
        questions, key=lambda q: numbers.get(q.item, after_all) if q.item else after_all
    )


def _votes(file: SessionFile) -> Iterator[VoteInMinutes]:
    for question in _closed(file):
        outcome = question.outcome
        if outcome is None:
            continue
        yield VoteInMinutes(
            question=question.id,
            text=question.text,
            decision=question.decision,
            adopted=outcome.adopted,
            in_favour=outcome.in_favour,
            against=outcome.against,
            abstaining=outcome.abstaining,
            required=outcome.required,
            dissenting=question.voted(Vote.AGAINST),
            no_part=question.electorate.no_part if question.electorate else (),
            explained=tuple(_explained(file, question)),
        )


def _explained(file: SessionFile, question: Question) -> Iterator[Statement]:
    """Yield the explanations that came in time, where the decision has no document of its own."""
    if question.decision in DECISIONS_WITH_A_DOCUMENT:
        return
    closes = file.period.period.closes
    for explanation in file.explanations:
        presented = explanation.presented_on
        if explanation.question != question.id or presented is None:
            continue
        in_time = explanation_of_vote_is_in_time(
            presented=presented,
            period_closes=closes,
            today=presented,
            shortened_to=question.explain_by,
        )
        if in_time.verdict is Verdict.MET:
            yield Statement(member=explanation.member, text=explanation.text)


def _elections(file: SessionFile) -> Iterator[ElectionInMinutes]:
    for election in file.elections:
        if election.status is ElectionStatus.ELECTED and election.elected:
            yield ElectionInMinutes(
                election=election.id,
                office=election.office,
                elected=election.elected,
                ballots=len(election.ballots),
                votes=_votes_for_the_elected(election),
            )


def _votes_for_the_elected(election: Election) -> int:
    last = election.ballots[-1].tallies if election.ballots else ()
    return sum(tally.votes for tally in last if tally.candidate == election.elected)
