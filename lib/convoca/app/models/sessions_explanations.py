"""Explanations of vote on the page Sessions: a clock per member, and the text that came (Art. 19)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from convoca.app.models.sessions import SessionsModel
from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, new_id
from convoca.domain.member import Member
from convoca.domain.vote import ExplanationOfVote, Question, QuestionStatus
from convoca.services.sessions import explanations as services
from convoca.services.sessions.explanations import SHORTER, ExplanationClock


class ExplanationsModel:
    """The explanations of votes of the period that the session belongs to."""

    def __init__(self, model: SessionsModel) -> None:
        self._model = model

    def clocks(self) -> tuple[ExplanationClock, ...]:
        return services.clocks(self._model.file, self._model.today)

    def clock(self, key: str) -> ExplanationClock | None:
        return next((clock for clock in self.clocks() if key_of(clock) == key), None)

    def decided(self) -> tuple[Question, ...]:
        """Return the closed votes of the period, the last one first."""
        closed = (q for q in self._model.file.all_questions if q.status is QuestionStatus.CLOSED)
        return tuple(
            sorted(closed, key=lambda q: str(q.outcome and q.outcome.decided_on), reverse=True)
        )

    def who_voted(self, question: UUID) -> tuple[Member, ...]:
        """Return who voted on a question and has announced no explanation."""
        decided = next((q for q in self.decided() if q.id == question), None)
        told = {c.member.id for c in self.clocks() if c.question.id == question and c.announced}
        members = self._model.file.member_by_id
        voters = [cast.member for cast in decided.votes] if decided else []
        return tuple(members[m] for m in voters if m in members and m not in told)

    def votes_on_shorter_time(self) -> tuple[Question, ...]:
        """Return the adopted votes of the period that shortened the time (Art. 19.4)."""
        return tuple(
            q for q in self.decided() if q.decision == SHORTER and q.outcome and q.outcome.adopted
        )

    # Acts ----------------------------------------------------------------------------------------

    def announce(self, question: UUID, member: MemberId, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: services.announce(question, member, reason=reason, uow=uow)
        )

    def awaited(self, clock: ExplanationClock) -> ExplanationOfVote:
        """Return what is on record of an explanation, or a blank one."""
        return clock.explanation or ExplanationOfVote(
            id=new_id(), question=clock.question.id, member=clock.member.id
        )

    def present(self, explanation: ExplanationOfVote, *, reason: str) -> ExplanationOfVote:
        """Keep the text that reached the Secretariat. Raises InvalidValue, NotAllowed, ProtectedNameFound."""
        on, at = explanation.presented_on, self._model.office.now()
        if on is None:
            raise InvalidValue("presented_on", "Say on which day it was received.")
        return self._model.act_again(
            lambda uow: services.present(
                explanation.question,
                explanation.member,
                text=explanation.text,
                language=explanation.language,
                on=on,
                at=at,
                reason=reason,
                uow=uow,
            )
        ).record

    def withdraw(self, explanation: UUID, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: services.withdraw_explanation(explanation, reason=reason, uow=uow)
        )

    def shorten(self, question: UUID, explain_by: date | None, by: UUID, *, reason: str) -> None:
        """Shorten the time for explanations of one decision by the vote that did so. Raises InvalidValue."""
        if explain_by is None:
            raise InvalidValue("explain_by", "Say until which day.")
        self._model.act_again(
            lambda uow: services.shorten(question, explain_by, by=by, reason=reason, uow=uow)
        )


def key_of(clock: ExplanationClock) -> str:
    """Return the key of a clock: one member's explanation of one vote."""
    return f"{clock.question.id}:{clock.member.id}"


def typed_explanation(explanation: ExplanationOfVote) -> Values:
    """Return the values of the form of an explanation."""
    return {
        "text": explanation.text,
        "language": as_json(explanation.language),
        "presented_on": as_json(explanation.presented_on),
    }


def explanation_of(explanation: ExplanationOfVote, typed: Typed) -> ExplanationOfVote:
    """Return an explanation with what was typed."""
    return replace(
        explanation,
        text=typed.text("text"),
        language=typed.choice("language", explanation.language),
        presented_on=typed.day("presented_on"),
    )
