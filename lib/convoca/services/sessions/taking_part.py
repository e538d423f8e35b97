"""Who takes part in an item of business (Art. 17), who is recused, and what would follow if somebody stepped back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.member import Member, Office
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.programme import Recusal
from convoca.domain.vote import Question, QuestionStatus
from convoca.rules.functioning import member_is_not_recused, member_takes_part
from convoca.rules.voting import majority_is_reached, quorum_is_present
from convoca.services.identities import refuse_protected_names
from convoca.services.participation import states_of
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.act import Act
from convoca.services.sessions.attendance import absence_of, attendance_at, office_of, who_presides
from convoca.services.sessions.session_file import SessionFile, read_session_file

#: The key, in the table of majorities, of the decision on a recusal (Art. 17.3).
RECUSAL = "recusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would follow for one item and one decision; members in order of precedence.

    ``present`` would take part, ``no_part`` are there and would not. ``majority_within_reach`` is
    MET where the decision would be adopted if everybody present voted for it. ``signs`` are those
    who would take part, who presides first. ``supposed``: the session is not open yet, and everybody
    is taken to come who did not announce an absence.
    """

    present: tuple[Member, ...]
    no_part: tuple[Member, ...]
    quorum: Finding
    majority_within_reach: Finding
    presiding: Member | None
    presides_as: Office | None
    signs: tuple[Member, ...]
    supposed: bool


def states_under_review(file: SessionFile, item: ItemOfBusiness) -> tuple[StateCode, ...]:
    """Return the States under review in an item: its own and those of its activity."""
    activity = item.activity if item.activity in file.period.records else None
    of_activity = states_of(file.period, activity) if activity else ()
    return tuple(dict.fromkeys((*item.states, *of_activity)))


def part_in_item(file: SessionFile, item: ItemOfBusiness, member: Member) -> tuple[Finding, ...]:
    """Judge whether a member takes part in an item (Arts. 17.2.a, 17.2.b, 17.3-4).

    What is on record about the same matter counts: its activity, the items it was carried over
    from, and what bears the same number in any period.
    """
    return (
        member_takes_part(member=member, states=states_under_review(file, item)),
        member_is_not_recused(member=member, recusals=recusals_of(file, item)),
    )


def recusals_of(file: SessionFile, item: ItemOfBusiness) -> tuple[Recusal, ...]:
    """Return the grounds raised in an item and in everything about the same matter."""
    related = file.related.get(item.id, frozenset({item.id}))
    return tuple(r for r in file.recusals if r.activity in related)


def is_barred(file: SessionFile, item: ItemOfBusiness | None, member: Member) -> bool:
    """Whether a member takes no part in an item by what is on record (Art. 17.2)."""
    if item is None:
        return False
    return any(f.verdict is Verdict.BREACHED for f in part_in_item(file, item, member))


def what_if(
    file: SessionFile,
    item: ItemOfBusiness,
    *,
    stepping_back: Collection[MemberId] = (),
    decision: str,
    moment: datetime,
) -> WhatIf:
    """Say what would follow for a decision on an item if some members stepped back.

    ``decision`` is a key of the table of majorities. Raises InvalidValue for one that is not.
    """
    supposed = file.sheet.opened is None
    there = _expected(file) if supposed else attendance_at(file, moment).present
    out = {m.id for m in there if m.id in stepping_back or is_barred(file, item, m)}
    able = tuple(member for member in there if member.id not in out)
    day = file.day if supposed else file.day_of(moment)
    presiding = who_presides(file, able, day)
    in_office = len(file.serving)
    return WhatIf(
        present=able,
        no_part=tuple(member for member in there if member.id in out),
        quorum=quorum_is_present(present=len(able), in_office=in_office, on=file.day),
        majority_within_reach=majority_is_reached(
            decision=decision,
            in_favour=len(able),
            present=len(able),
            no_part=len(out),
            in_office=in_office,
            on=file.day,
        ),
        presiding=presiding,
        presides_as=office_of(presiding, day),
        signs=tuple(sorted(able, key=lambda m: m != presiding)),
        supposed=supposed,
    )


def _expected(file: SessionFile) -> tuple[Member, ...]:
    return tuple(m for m in file.serving if absence_of(file, m.id) is None)


def raise_recusal(recusal: Recusal, *, reason: str, uow: UnitOfWork) -> Act[Recusal]:
    """Record a ground for which a member should take no part (Arts. 17.2-4).

    ``recusal.activity`` is the item's id, or that of a hearing or meeting; ``raised_by`` is the
    member itself, or another one. The Commission decides later. The same ground a second time
    changes nothing while the first waits. Raises InvalidValue, NotAllowed.
    """
    if not recusal.ground.strip():
        raise InvalidValue("ground", "Say on which ground.")
    if recusal.upheld is not None or recusal.decided_on is not None:
        raise NotAllowed("A ground is raised first, and decided afterwards.")
    with uow:
        member = uow.members.get(recusal.member)
        _refuse_unknown_matter(recusal.activity, uow)
        refuse_protected_names(recusal, uow=uow)
        saved = _waiting(recusal, uow) or uow.recusals.save(recusal)
        findings = (member_is_not_recused(member=member, recusals=(saved,)),)
        uow.commit(reason=reason, findings=findings)
    return Act(record=saved, findings=findings)


def _waiting(recusal: Recusal, uow: UnitOfWork) -> Recusal | None:
    own = uow.recusals.all(member=recusal.member, activity=recusal.activity, upheld=None)
    return next((each for each in own if each.ground == recusal.ground), None)


def decide_recusal(
    recusal: UUID,
    *,
    upheld: bool,
    on: date,
    reason: str,
    uow: UnitOfWork,
    question: UUID | None = None,
) -> Act[Recusal]:
    """Record what the Commission decided on a ground that was raised (Art. 17.3).

    Where it was put to the vote, ``question`` is that vote: closed, on a recusal in the same matter,
    and adopted exactly where the ground is upheld; its day is the day of the decision, not ``on``.
    Raises NotAllowed where it has been decided already.
    """
    with uow:
        stored = uow.recusals.get(recusal)
        if stored.upheld is not None:
            raise NotAllowed("The Commission has decided on this ground already.")
        if question is not None:
            on = _day_of_vote(uow.questions.get(question), stored, upheld=upheld, uow=uow)
        if stored.raised_on is not None and on < stored.raised_on:
            raise InvalidValue("decided_on", "It was raised on a later day.")
        saved = uow.recusals.save(
            replace(stored, upheld=upheld, decided_on=on, decided_by=question)
        )
        member = uow.members.get(saved.member)
        findings = (member_is_not_recused(member=member, recusals=(saved,)),)
        uow.commit(reason=reason, findings=findings)
    return Act(record=saved, findings=findings)


def withdraw_recusal(recusal: UUID, *, reason: str, uow: UnitOfWork) -> None:
    """Take back a ground that was raised and not decided. Raises NotAllowed after the decision."""
    with uow:
        stored = uow.recusals.get(recusal)
        if stored.upheld is not None:
            raise NotAllowed("The Commission has decided on this ground already.")
        uow.recusals.remove(stored)
        uow.commit(reason=reason)


def _day_of_vote(question: Question, recusal: Recusal, *, upheld: bool, uow: UnitOfWork) -> date:
    """Return the day of the vote on a recusal. Raises NotAllowed where it was another vote."""
    if question.decision != RECUSAL:
        raise NotAllowed("This vote was not on a recusal.")
    if question.status is not QuestionStatus.CLOSED or question.outcome is None:
        raise NotAllowed("This vote is not closed yet.")
    if question.outcome.adopted is not upheld:
        raise NotAllowed("The vote ended otherwise.")
    if question.item is not None and not _is_same_matter(question.item, recusal, uow):
        raise NotAllowed("This vote was on a recusal in another matter.")
    return question.outcome.decided_on


def _is_same_matter(item: UUID, recusal: Recusal, uow: UnitOfWork) -> bool:
    file = read_session_file(uow.items_of_business.get(item).session, uow=uow)
    return recusal in recusals_of(file, file.item_by_id[item])


def _refuse_unknown_matter(matter: UUID, uow: UnitOfWork) -> None:
    kinds = (uow.items_of_business, uow.hearings, uow.meetings, uow.sessions)
    if not any(kind.find(matter) for kind in kinds):
        raise InvalidValue("activity", "There is no such item, hearing or meeting.")
