"""The life of a vote: formulated, open, closed (Arts. 16-18, 43.3). What is closed stays as it was counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed, NotFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.slot import seat_date
from convoca.domain.vote import (
    Electorate,
    Outcome,
    Question,
    QuestionStatus,
    Translation,
    Vote,
    VoteCast,
    VoteMethod,
)
from convoca.rules.majorities import majority_rule
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.act import Act
from convoca.services.sessions.attendance import refuse_unopened
from convoca.services.sessions.session_file import SessionFile, read_session_file, refuse_final
from convoca.services.sessions.taking_part import RECUSAL, recusals_of
from convoca.services.sessions.vote_count import VoteNow, electorate_of, item_of, vote_now


def formulate(question: Question, *, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Put a question on record in precise terms (Art. 43.3), before it is put to the vote.

    One in writing belongs to an item, so that it is known who takes part, and to no session.
    Raises InvalidValue, NotAllowed.
    """
    _refuse_incomplete(question)
    with uow:
        _refuse_terms(question, _file_of(question, uow), uow)
        saved = uow.questions.save(question)
        uow.commit(reason=reason)
    return Act(record=saved)


def change_question(question: Question, *, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Change the terms of a question that is not put to the vote yet.

    Its text, language, decision, method, item and last day for replies. A translation of another
    text has to be distributed again. Raises ConflictingEdit, NotAllowed once the vote is open.
    """
    _refuse_incomplete(question)
    with uow:
        stored = uow.questions.get(question.id)
        _refuse_unless(stored, QuestionStatus.FORMULATED)
        question = replace(question, period=stored.period, session=stored.session)
        _refuse_terms(question, _file_of(question, uow), uow)
        if question.text != stored.text:
            again = (replace(t, distributed_on=None) for t in question.translations)
            question = replace(question, translations=tuple(again))
        saved = uow.questions.save(question)
        uow.commit(reason=reason)
    return Act(record=saved)


def translate(
    question: UUID, translation: Translation, *, reason: str, uow: UnitOfWork
) -> Act[Question]:
    """Add or replace the text in another official language (Art. 43.3). Raises NotAllowed."""
    if not translation.text.strip():
        raise InvalidValue("text", "The translation is empty.")

    def translated(stored: Question) -> Question:
        _refuse_unless(stored, QuestionStatus.FORMULATED)
        if translation.language is stored.language:
            raise NotAllowed("The question is in this language already.")
        others = [t for t in stored.translations if t.language is not translation.language]
        in_order = sorted((*others, translation), key=lambda t: list(Language).index(t.language))
        return replace(stored, translations=tuple(in_order))

    return _changed(question, translated, reason=reason, uow=uow)


def open_vote(question: UUID, *, at: datetime, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Put a question to the vote. Raises NotAllowed while something has to come first.

    The session must sit (a vote in writing: no period of sessions, Art. 17.5), translations be
    distributed, grounds that were raised be decided. Whether there is a quorum is a finding.
    """
    with uow:
        stored = uow.questions.get(question)
        _refuse_unless(stored, QuestionStatus.FORMULATED)
        file = _file_of(stored, uow)
        if any(t.distributed_on is None for t in stored.translations):
            raise NotAllowed("A translation has not been distributed to the members yet.")
        if stored.method is VoteMethod.IN_WRITING:
            _refuse_within_a_period(file, seat_date(at))
        else:
            refuse_unopened(file)
        _refuse_undecided_grounds(file, stored)
        now = vote_now(file, stored, at)
        saved = uow.questions.save(replace(stored, status=QuestionStatus.OPEN))
        uow.commit(reason=reason, findings=(now.quorum,))
    return Act(record=saved, findings=(now.quorum, *_open_parts(now)))


def take_back_opening_of_vote(question: UUID, *, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Undo an opening by mistake. Raises NotAllowed once somebody has voted."""

    def taken_back(stored: Question) -> Question:
        _refuse_unless(stored, QuestionStatus.OPEN)
        if stored.votes:
            raise NotAllowed("Somebody has voted on this question already.")
        return replace(stored, status=QuestionStatus.FORMULATED)

    return _changed(question, taken_back, reason=reason, uow=uow)


def put_to_roll_call(question: UUID, *, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Let the members vote one by one because somebody objects to a consensus. Raises NotAllowed."""

    def by_roll_call(stored: Question) -> Question:
        _refuse_unless(stored, QuestionStatus.FORMULATED, QuestionStatus.OPEN)
        if stored.method is not VoteMethod.CONSENSUS:
            raise NotAllowed("This question is not decided by consensus.")
        return replace(stored, method=VoteMethod.ROLL_CALL)

    return _changed(question, by_roll_call, reason=reason, uow=uow)


def cast(
    question: UUID,
    member: MemberId,
    vote: Vote,
    *,
    at: datetime,
    reason: str,
    uow: UnitOfWork,
    received_on: date | None = None,
    instead_of: Vote | None = None,
) -> Act[Question]:
    """Record what a member says on an open question; ``received_on`` is the day of a reply in writing.

    Raises NotAllowed for who is not there, takes no part in the matter (Art. 17.2) or replies too
    late, and where another vote of the same member is on record than the one that this replaces.
    """
    with uow:
        stored = uow.questions.get(question)
        _refuse_unless(stored, QuestionStatus.OPEN)
        file = _file_of(stored, uow)
        _refuse_who_does_not_vote(file, stored, member, at)
        if stored.method is VoteMethod.IN_WRITING:
            received_on = received_on or seat_date(at)
            _refuse_reply_of(stored, received_on, file, at)
        else:
            received_on = None
        given = VoteCast(member=member, vote=vote, received_on=received_on)
        earlier = next((v for v in stored.votes if v.member == member), None)
        if earlier is not None and earlier.vote not in {vote, instead_of}:
            raise NotAllowed("This member has voted otherwise. Take that vote back first.")
        if earlier is None or instead_of is not None:
            others = (v for v in stored.votes if v.member != member)
            stored = replace(stored, votes=_in_order((*others, given)))
        saved = uow.questions.save(stored)
        finding = vote_now(file, saved, at).finding
        uow.commit(reason=reason)
    return Act(record=saved, findings=(finding,))


def take_back_vote(
    question: UUID, member: MemberId, *, reason: str, uow: UnitOfWork
) -> Act[Question]:
    """Take back what a member said while the vote is open: it was misheard, or changed. Raises NotAllowed."""

    def without(stored: Question) -> Question:
        _refuse_unless(stored, QuestionStatus.OPEN)
        left = tuple(cast for cast in stored.votes if cast.member != member)
        if left == stored.votes:
            raise NotAllowed("This member has not voted on this question.")
        return replace(stored, votes=left)

    return _changed(question, without, reason=reason, uow=uow)


def close_vote(question: UUID, *, at: datetime, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Count a vote and keep its electorate as it is at that moment; nothing of it changes any more.

    By consensus everybody present who takes part is in favour. Raises NotAllowed while somebody who
    is there has not been asked, or a reply in writing may still come.
    """
    with uow:
        stored = uow.questions.get(question)
        _refuse_unless(stored, QuestionStatus.OPEN)
        file = _file_of(stored, uow)
        if stored.method is VoteMethod.IN_WRITING:
            _refuse_early(file, stored, at)
        else:
            refuse_unopened(file)
        _refuse_undecided_grounds(file, stored)
        electorate = electorate_of(file, stored, at)
        _refuse_votes_of_others(stored, electorate)
        if stored.method is VoteMethod.CONSENSUS:
            agreed = tuple(VoteCast(member=m, vote=Vote.IN_FAVOUR) for m in electorate.present)
            stored = replace(stored, votes=_in_order(agreed))
        now = vote_now(file, stored, at)
        if now.waiting and stored.method is VoteMethod.ROLL_CALL:
            raise NotAllowed(
                "{count} of the members present have not voted. Record what they say, that they "
                "abstain, or that they left.",
                count=len(now.waiting),
            )
        closed = replace(
            stored,
            status=QuestionStatus.CLOSED,
            electorate=electorate,
            outcome=_outcome(now, on=_decided_on(file, stored, at)),
        )
        saved = uow.questions.save(closed)
        uow.commit(reason=reason, findings=(now.finding,))
    return Act(record=saved, findings=(now.finding,))


def withdraw(question: UUID, *, reason: str, uow: UnitOfWork) -> Act[Question]:
    """Withdraw a question before its vote is closed; what was said on it stays on record. Raises NotAllowed."""

    def withdrawn(stored: Question) -> Question:
        _refuse_unless(stored, QuestionStatus.FORMULATED, QuestionStatus.OPEN)
        return replace(stored, status=QuestionStatus.WITHDRAWN)

    return _changed(question, withdrawn, reason=reason, uow=uow)


def _changed(
    question: UUID, change: Callable[[Question], Question], *, reason: str, uow: UnitOfWork
) -> Act[Question]:
    with uow:
        changed = change(uow.questions.get(question))
        refuse_protected_names(changed, uow=uow)
        saved = uow.questions.save(changed)
        uow.commit(reason=reason)
    return Act(record=saved)


def _outcome(now: VoteNow, *, on: date) -> Outcome:
    return Outcome(
        adopted=now.finding.verdict is Verdict.MET,
        in_favour=now.in_favour,
        against=now.against,
        abstaining=now.abstaining,
        required=now.required,
        decided_on=on,
    )


def _decided_on(file: SessionFile, question: Question, at: datetime) -> date:
    return seat_date(at) if question.method is VoteMethod.IN_WRITING else file.day_of(at)


def _in_order(votes: tuple[VoteCast, ...]) -> tuple[VoteCast, ...]:
    return tuple(sorted(votes, key=lambda cast: str(cast.member)))


def _refuse_incomplete(question: Question) -> None:
    if not question.text.strip():
        raise InvalidValue("text", "Say in precise terms what is put to the vote.")
    if question.status is not QuestionStatus.FORMULATED or question.votes or question.outcome:
        raise NotAllowed("A question is formulated first, and put to the vote afterwards.")
    in_writing = question.method is VoteMethod.IN_WRITING
    if in_writing and (question.item is None or question.session is not None):
        raise InvalidValue(
            "method", "A vote in writing is on an item of business, and between the sessions."
        )
    if not in_writing and (question.session is None or question.reply_by is not None):
        raise InvalidValue("method", "Members reply by a day to a vote in writing alone.")


def _refuse_unless(question: Question, *statuses: QuestionStatus) -> None:
    if question.status not in statuses:
        raise NotAllowed(_IN_ANOTHER_STATE[question.status])


_IN_ANOTHER_STATE = {
    QuestionStatus.FORMULATED: "This question has not been put to the vote yet.",
    QuestionStatus.OPEN: "The vote on this question is open: its terms stay as they are.",
    QuestionStatus.CLOSED: "The vote on this question is closed. Nothing of it changes any more.",
    QuestionStatus.WITHDRAWN: "This question was withdrawn.",
}


def _session_of(question: Question, uow: UnitOfWork) -> UUID:
    if question.session is not None:
        return question.session
    if question.item is None:
        raise NotFound("session", question.id)
    return uow.items_of_business.get(question.item).session


def _file_of(question: Question, uow: UnitOfWork) -> SessionFile:
    file = read_session_file(_session_of(question, uow), uow=uow)
    if question.session is not None:
        refuse_final(file.minutes)
    return file


def _refuse_terms(question: Question, file: SessionFile, uow: UnitOfWork) -> None:
    """Stop a question that belongs elsewhere, or a decision that is not in the table of majorities."""
    if question.period != file.period.period.id:
        raise InvalidValue("period", "The question belongs to another period of sessions.")
    if question.item is not None and question.item not in file.item_by_id:
        raise InvalidValue("item", "The item belongs to another session.")
    majority_rule(question.decision, on=file.day)
    refuse_protected_names(question, uow=uow)


def _refuse_within_a_period(file: SessionFile, today: date) -> None:
    if any(period.opens <= today <= period.closes for period in file.period.periods):
        raise NotAllowed(
            "The Commission is meeting: members vote in writing between periods of sessions "
            "(Art. 17.5)."
        )


def _refuse_undecided_grounds(file: SessionFile, question: Question) -> None:
    """Let a ground that was raised be decided first (Art. 17.3), save by this vote itself."""
    item = item_of(file, question)
    if item is None or question.decision == RECUSAL:
        return
    if any(recusal.upheld is None for recusal in recusals_of(file, item)):
        raise NotAllowed("A recusal was raised in this matter. The Commission decides on it first.")


def _open_parts(now: VoteNow) -> Iterator[Finding]:
    for _, findings in now.open_parts:
        yield from findings


def _refuse_who_does_not_vote(
    file: SessionFile, question: Question, member: MemberId, at: datetime
) -> None:
    if question.method is VoteMethod.CONSENSUS:
        raise NotAllowed("This question is decided by consensus. Put it to a roll call first.")
    now = vote_now(file, question, at)
    if any(each.id == member for each, _ in now.no_part):
        raise NotAllowed("This member takes no part in this matter (Art. 17.2).")
    if all(each.id != member for each in now.may_vote):
        raise NotAllowed("This member is not there.")


def _refuse_votes_of_others(question: Question, electorate: Electorate) -> None:
    if any(given.member in electorate.no_part for given in question.votes):
        raise NotAllowed("Somebody voted who takes no part in this matter. Take that vote back.")
    if any(given.member not in electorate.present for given in question.votes):
        raise NotAllowed("Somebody voted who is not in office on this day. Take that vote back.")


def _refuse_reply_of(
    question: Question, received_on: date, file: SessionFile, at: datetime
) -> None:
    if received_on > seat_date(at):
        raise InvalidValue("received_on", "This day has not come yet.")
    _refuse_within_a_period(file, received_on)
    if question.reply_by is not None and received_on > question.reply_by:
        raise NotAllowed("This reply came after the last day for replies.")


def _refuse_early(file: SessionFile, question: Question, at: datetime) -> None:
    waiting = vote_now(file, question, at).waiting
    if waiting and (question.reply_by is None or seat_date(at) <= question.reply_by):
        raise NotAllowed("{count} members may still reply in writing.", count=len(waiting))
