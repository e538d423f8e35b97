"""Taking part and votes on the page Sessions: one item, the recusals in it, and what is put to the vote."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from convoca.app.models.sessions import SessionsModel
from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId, new_id
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.programme import Recusal
from convoca.domain.vote import Question, QuestionStatus, Translation, Vote, VoteMethod
from convoca.rules.majorities import MajorityRule, majority_rules, majority_rules_for
from convoca.services.sessions import taking_part, voting
from convoca.services.sessions.act import Act
from convoca.services.sessions.taking_part import RECUSAL, WhatIf
from convoca.services.sessions.vote_count import VoteNow, vote_now

#: What is open comes first, what was withdrawn last.
_ORDER = (
    QuestionStatus.OPEN,
    QuestionStatus.FORMULATED,
    QuestionStatus.CLOSED,
    QuestionStatus.WITHDRAWN,
)


class VotesModel:
    """Who takes part in the chosen item of the session, and what is decided on it."""

    def __init__(self, model: SessionsModel) -> None:
        self._model = model

    @property
    def item(self) -> ItemOfBusiness | None:
        return self._model.chosen

    # Who takes part ------------------------------------------------------------------------------

    def parts(self) -> tuple[tuple[Member, tuple[Finding, ...]], ...]:
        """Judge every member who serves for the chosen item."""
        file, item = self._model.file, self.item
        if item is None:
            return tuple((member, ()) for member in file.serving)
        return tuple(
            (member, taking_part.part_in_item(file, item, member)) for member in file.serving
        )

    def recusals(self) -> tuple[Recusal, ...]:
        """Return the grounds raised in the matter, those to be decided first."""
        if self.item is None:
            return ()
        found = taking_part.recusals_of(self._model.file, self.item)
        return tuple(sorted(found, key=lambda r: (r.upheld is not None, str(r.raised_on))))

    def votes_on_recusals(self) -> tuple[Question, ...]:
        """Return the closed votes on whether somebody takes part in the chosen item."""
        return tuple(
            question
            for question in self.questions()
            if question.decision == RECUSAL and question.outcome is not None
        )

    def what_if(self, stepping_back: Collection[MemberId], decision: str) -> WhatIf | None:
        if self.item is None:
            return None
        return taking_part.what_if(
            self._model.file,
            self.item,
            stepping_back=stepping_back,
            decision=decision,
            moment=self._model.moment(),
        )

    def raise_recusal(
        self, member: MemberId, ground: str, raised_by: MemberId | None, *, reason: str
    ) -> None:
        """Record a ground against a member in the chosen item. Raises InvalidValue."""
        if self.item is None:
            raise InvalidValue("activity", "Choose an item first.")
        recusal = Recusal(
            id=new_id(),
            member=member,
            activity=self.item.id,
            ground=ground,
            raised_by=raised_by,
            raised_on=self._model.today,
        )
        self._model.act_again(
            lambda uow: taking_part.raise_recusal(recusal, reason=reason, uow=uow)
        )

    def decide_recusal(
        self, recusal: UUID, *, upheld: bool, question: UUID | None, reason: str
    ) -> None:
        today = self._model.today
        self._model.act_again(
            lambda uow: taking_part.decide_recusal(
                recusal, upheld=upheld, on=today, question=question, reason=reason, uow=uow
            )
        )

    def withdraw_recusal(self, recusal: UUID, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: taking_part.withdraw_recusal(recusal, reason=reason, uow=uow)
        )

    # Questions -----------------------------------------------------------------------------------

    def rules(self) -> tuple[MajorityRule, ...]:
        """Return every decision with its majority, those usual for the chosen item first."""
        day, item = self._model.file.day, self.item
        return majority_rules_for(item.kind, on=day) if item else majority_rules(on=day)

    def questions(self) -> tuple[Question, ...]:
        """Return what was or will be put to the vote on the chosen item; without one, on no item."""
        file, item = self._model.file, self._model.item
        own = (
            (q for q in file.all_questions if q.item == item)
            if item
            else (q for q in file.questions if q.item is None)
        )
        return tuple(sorted(own, key=lambda q: (_ORDER.index(q.status), str(q.id))))

    def question(self, key: UUID) -> Question | None:
        return next((q for q in self._model.file.all_questions if q.id == key), None)

    def blank(self, language: Language) -> Question:
        """Return a question on the chosen item, with the decision that is usual for it."""
        file = self._model.file
        return Question(
            id=new_id(),
            period=file.period.period.id,
            decision=self.rules()[0].key,
            text="",
            language=language,
            session=file.session.id,
            item=self._model.item,
        )

    def save(self, question: Question, *, reason: str) -> Question:
        """Formulate a question, or change its terms. Raises InvalidValue, ConflictingEdit, NotAllowed."""
        write = voting.change_question if question.version else voting.formulate
        return self._model.act(lambda uow: write(question, reason=reason, uow=uow)).record

    def stored(self, question: Question) -> Question:
        """Return a question as it is on record now; a new one as it was blank."""
        self._model.refresh()
        return self.question(question.id) or replace(self.blank(question.language), id=question.id)

    def question_of(self, question: Question, typed: Typed) -> Question:
        """Return a question with what was typed; one in writing belongs to no session."""
        method = typed.choice("method", question.method)
        in_writing = method is VoteMethod.IN_WRITING
        return replace(
            question,
            decision=typed.line("decision"),
            text=typed.text("text"),
            language=typed.choice("language", question.language),
            method=method,
            session=None if in_writing else self._model.file.session.id,
            reply_by=typed.day("reply_by") if in_writing else None,
            translations=_translations_of(typed),
        )

    # The vote ------------------------------------------------------------------------------------

    def now(self, question: Question) -> VoteNow:
        return vote_now(self._model.file, question, self._model.moment())

    def open(self, question: UUID, *, reason: str) -> Act[Question]:
        at = self._model.office.now()
        return self._model.act_again(
            lambda uow: voting.open_vote(question, at=at, reason=reason, uow=uow)
        )

    def take_back_opening(self, question: UUID, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: voting.take_back_opening_of_vote(question, reason=reason, uow=uow)
        )

    def put_to_roll_call(self, question: UUID, *, reason: str) -> None:
        self._model.act_again(lambda uow: voting.put_to_roll_call(question, reason=reason, uow=uow))

    def say(
        self,
        question: UUID,
        member: MemberId,
        vote: Vote | None,
        *,
        received_on: date | None = None,
        reason: str,
    ) -> None:
        """Record what a member says, in place of what he or she said before; None takes that back."""
        stored, at = self.question(question), self._model.office.now()
        said = (given.vote for given in (stored.votes if stored else ()) if given.member == member)
        if vote is None:
            self._model.act_again(
                lambda uow: voting.take_back_vote(question, member, reason=reason, uow=uow)
            )
            return
        before = next(said, None)
        self._model.act_again(
            lambda uow: voting.cast(
                question,
                member,
                vote,
                at=at,
                received_on=received_on,
                instead_of=before,
                reason=reason,
                uow=uow,
            )
        )

    def close(self, question: UUID, *, reason: str) -> Question:
        at = self._model.office.now()
        return self._model.act_again(
            lambda uow: voting.close_vote(question, at=at, reason=reason, uow=uow)
        ).record

    def withdraw(self, question: UUID, *, reason: str) -> None:
        self._model.act_again(lambda uow: voting.withdraw(question, reason=reason, uow=uow))


# The form ----------------------------------------------------------------------------------------


def typed_question(question: Question) -> Values:
    """Return the values of the form of a question."""
    return {
        "decision": question.decision,
        "text": question.text,
        "language": as_json(question.language),
        "method": as_json(question.method),
        "reply_by": as_json(question.reply_by),
        "translations": [
            {
                "language": as_json(translation.language),
                "text": translation.text,
                "distributed_on": as_json(translation.distributed_on),
            }
            for translation in question.translations
        ],
    }


def _translations_of(typed: Typed) -> tuple[Translation, ...]:
    """Return the translations that say something, one per language. Raises InvalidValue for two."""
    rows = [row for row in typed.rows("translations") if row.text("text")]
    languages = [row.choice("language", Language.ENGLISH) for row in rows]
    if len(set(languages)) != len(languages):
        raise InvalidValue("translations", "Two translations are in the same language.")
    if typed.line("language") in set(languages):
        raise InvalidValue("translations", "The question is in this language already.")
    return tuple(
        Translation(
            language=language, text=row.text("text"), distributed_on=row.day("distributed_on")
        )
        for language, row in zip(languages, rows, strict=True)
    )
