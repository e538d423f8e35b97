"""What becomes of notices when a participant's name is sealed (Arts. 64.3, 65.8)."""

import re
from dataclasses import replace

from convoca.domain.identifiers import ParticipantId
from convoca.domain.notice import Notice, NoticeFacts, NoticeStatus
from convoca.services.identities import names_in
from convoca.services.notices.drafting import may_be_out
from convoca.services.ports import UnitOfWork


def forget_in_notices(
    name: str, pseudonym: str, participant: ParticipantId, *, uow: UnitOfWork
) -> tuple[str, ...]:
    """Put the pseudonym for a name into every notice that nobody was sent; what was approved is a draft again.

    ``uow`` is an open transaction. Returns where the name still stands: in letters that left the
    house, which stay as they were sent, and where it is written in another way.
    """
    left: list[str] = []
    for notice in uow.notices.all():
        if not _holds(notice, name, participant):
            continue
        current = notice
        if notice.status is not NoticeStatus.SERVED and not _may_be_out(notice, uow):
            current = uow.notices.save(_rewritten(notice, name, pseudonym, participant))
        left += [f"notice {current.id.hex[:8].upper()}: {w}" for w in names_in(current, [name])]
    return tuple(left)


def _holds(notice: Notice, name: str, participant: ParticipantId) -> bool:
    named = any(w.id == participant and w.name == name for w in notice.facts.witnesses)
    return named or bool(names_in(notice, [name]))


def _may_be_out(notice: Notice, uow: UnitOfWork) -> bool:
    return may_be_out(uow.deliveries.all(notice=notice.id))


def _rewritten(notice: Notice, name: str, pseudonym: str, participant: ParticipantId) -> Notice:
    facts = notice.facts
    changed = replace(
        notice,
        message=_without(notice.message, name, pseudonym),
        facts=_facts_without(facts, name, pseudonym, participant),
        text="",
        text_sha256="",
    )
    return changed.taken_back() if changed.is_open else changed


def _facts_without(
    facts: NoticeFacts, name: str, pseudonym: str, participant: ParticipantId
) -> NoticeFacts:
    return replace(
        facts,
        witnesses=tuple(
            replace(
                witness,
                name=pseudonym if witness.id == participant else witness.name,
                purpose=_without(witness.purpose, name, pseudonym),
            )
            for witness in facts.witnesses
        ),
        reason=_without(facts.reason, name, pseudonym),
        documents=_without(facts.documents, name, pseudonym),
        may_attend=tuple(_without(who, name, pseudonym) for who in facts.may_attend),
    )


def _without(text: str, name: str, pseudonym: str) -> str:
    return re.sub(re.escape(name), lambda _: pseudonym, text, flags=re.IGNORECASE)
