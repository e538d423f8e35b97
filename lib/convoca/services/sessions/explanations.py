"""Explanations of vote: announced, presented in writing in time, or desisted from (Art. 19)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import seat_date
from convoca.domain.vote import ExplanationOfVote, Question, QuestionStatus, Vote, VoteMethod
from convoca.rules.functioning import explanation_of_vote_is_in_time
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.act import Act
from convoca.services.sessions.session_file import SessionFile

#: The key, in the table of majorities, of a shorter time for explanations (Art. 19.4).
SHORTER = "shorter_explanations"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationClock:
    """How long a member may still explain a vote. ``days_left`` counts the last day; 0 after it.

    ``desisted``: the days are over and nothing was presented in time. ``dissents``: the member voted
    against, which stays on record either way. ``announced``: the member said that one will come.
    """

    question: Question
    member: Member
    last_day: date
    days_left: int
    finding: Finding
    announced: bool
    desisted: bool
    dissents: bool
    explanation: ExplanationOfVote | None


def clocks(file: SessionFile, today: date) -> tuple[ExplanationClock, ...]:
    """Return the clocks of a period's closed questions, the nearest last day first.

    One for each member who announced or presented an explanation, or voted against.
    """
    found = (
        clock
        for question in file.all_questions
        if question.status is QuestionStatus.CLOSED
        for clock in _clocks(file, question, today)
    )
    return tuple(sorted(found, key=lambda c: (c.last_day, str(c.question.id), c.member.name)))


def _clocks(file: SessionFile, question: Question, today: date) -> Iterator[ExplanationClock]:
    own = {e.member: e for e in file.explanations if e.question == question.id}
    dissenting = question.voted(Vote.AGAINST)
    for key in dict.fromkeys((*own, *dissenting)):
        member = file.member_by_id.get(key)
        if member is None:
            continue
        explanation = own.get(key)
        presented = explanation.presented_on if explanation else None
        finding = explanation_finding(question, file.period.period, presented, today)
        last_day = finding.facts["last_day"]
        if not isinstance(last_day, date):
            raise TypeError(last_day)
        yield ExplanationClock(
            question=question,
            member=member,
            last_day=last_day,
            days_left=max(0, (last_day - today).days + 1),
            finding=finding,
            announced=explanation is not None,
            desisted=finding.verdict is Verdict.BREACHED,
            dissents=key in dissenting,
            explanation=explanation,
        )


def explanation_finding(
    question: Question, period: PeriodOfSessions, presented: date | None, today: date
) -> Finding:
    """Judge when an explanation came (Art. 19.4): in the days after the period of the decision.

    Of a vote in writing, which is taken outside of periods, they run from the decision.
    """
    outcome = question.outcome if question.method is VoteMethod.IN_WRITING else None
    return explanation_of_vote_is_in_time(
        presented=presented,
        period_closes=period.closes,
        shortened_to=question.explain_by,
        decided_outside_periods_on=outcome.decided_on if outcome else None,
        today=today,
    )


def announce(
    question: UUID, member: MemberId, *, reason: str, uow: UnitOfWork
) -> Act[ExplanationOfVote]:
    """Record that a member will explain a vote. A second time nothing changes. Raises NotAllowed."""
    with uow:
        decided = uow.questions.get(question)
        _refuse_who_did_not_vote(decided, member)
        saved = _found(decided, member, uow) or uow.explanations_of_vote.save(
            _awaited(question, member)
        )
        uow.commit(reason=reason)
    return Act(record=saved)


def present(
    question: UUID,
    member: MemberId,
    *,
    text: str,
    language: Language,
    on: date,
    at: datetime,
    reason: str,
    uow: UnitOfWork,
) -> Act[ExplanationOfVote]:
    """Keep the explanation that reached the Secretariat on a day at the seat, ``at`` is now.

    One that is late stays on record, and the finding says that the member desisted. Raises
    NotAllowed for who did not vote, and where another text in time is on record: withdraw that first.
    """
    if not text.strip():
        raise InvalidValue("text", "The explanation is empty.")
    today = seat_date(at)
    if on > today:
        raise InvalidValue("presented_on", "This day has not come yet.")
    with uow:
        decided = uow.questions.get(question)
        _refuse_who_did_not_vote(decided, member)
        stored = _found(decided, member, uow) or _awaited(question, member)
        if stored.presented_on is not None and stored.text != text:
            raise NotAllowed("Another explanation of this member is on record. Withdraw it first.")
        given = replace(stored, language=language, presented_on=on, text=text, sha256=_sha256(text))
        refuse_protected_names(given, uow=uow)
        saved = uow.explanations_of_vote.save(given)
        finding = explanation_finding(decided, uow.periods.get(decided.period), on, today)
        uow.commit(reason=reason, findings=(finding,))
    return Act(record=saved, findings=(finding,))


def withdraw_explanation(explanation: UUID, *, reason: str, uow: UnitOfWork) -> None:
    """Take an explanation, or its announcement, off the record. Raises NotFound."""
    with uow:
        uow.explanations_of_vote.remove(uow.explanations_of_vote.get(explanation))
        uow.commit(reason=reason)


def shorten(
    question: UUID, explain_by: date, *, by: UUID, reason: str, uow: UnitOfWork
) -> Act[Question]:
    """Shorten the time for explanations of a decision in an urgent case (Art. 19.4).

    ``by`` is the vote that did so, by an absolute majority, in the same period. Raises NotAllowed,
    InvalidValue where that day is no shorter time, or had passed when the Commission decided so.
    """
    with uow:
        decided = uow.questions.get(question)
        if decided.status is not QuestionStatus.CLOSED:
            raise NotAllowed("This vote is not closed yet.")
        if explain_by < _day_of_shortening(uow.questions.get(by), decided):
            raise InvalidValue("explain_by", "This day had passed when the Commission decided.")
        period = uow.periods.get(decided.period)
        usual = explanation_finding(replace(decided, explain_by=None), period, None, period.closes)
        last_day = usual.facts["last_day"]
        if isinstance(last_day, date) and explain_by >= last_day:
            raise InvalidValue("explain_by", "This is not shorter than the time of the Rules.")
        saved = uow.questions.save(replace(decided, explain_by=explain_by, shortened_by=by))
        uow.commit(reason=reason)
    return Act(record=saved)


def _day_of_shortening(by: Question, decided: Question) -> date:
    """Return the day on which a vote shortened the time. Raises NotAllowed where it did not."""
    if by.decision != SHORTER or by.period != decided.period:
        raise NotAllowed("This vote was not on the time for explanations.")
    if by.status is not QuestionStatus.CLOSED or by.outcome is None:
        raise NotAllowed("This vote is not closed yet.")
    if not by.outcome.adopted:
        raise NotAllowed("The vote ended otherwise.")
    return by.outcome.decided_on


def _refuse_who_did_not_vote(question: Question, member: MemberId) -> None:
    if question.status is not QuestionStatus.CLOSED:
        raise NotAllowed("This vote is not closed yet.")
    if not any(cast.member == member for cast in question.votes):
        raise NotAllowed("This member did not vote on this question.")


def _found(question: Question, member: MemberId, uow: UnitOfWork) -> ExplanationOfVote | None:
    return next(iter(uow.explanations_of_vote.all(question=question.id, member=member)), None)


def _awaited(question: UUID, member: MemberId) -> ExplanationOfVote:
    # The same words give the same id, so that two who announce it at once make one record.
    return ExplanationOfVote(id=uuid5(question, str(member)), question=question, member=member)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
