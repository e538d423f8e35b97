"""The outbox: what waits for a person, what stands against sending it, and the person's acts."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, Notice, NoticeStatus
from convoca.domain.slot import instant, seat_date
from convoca.services.notices.drafting import may_be_out
from convoca.services.notices.letter_making import file_of, letter_of
from convoca.services.notices.letters import NoticeWriter
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox_warnings import (
    OutboxWarning,
    last_day_of,
    refuse_what_it_may_not_say,
    warnings_of,
)
from convoca.services.notices.signatories import Secretary
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLine:
    """One notice as a person reviews it; ``due`` is the last lawful day, None where there is none."""

    notice: Notice
    title: str
    addressee: str
    due: date | None
    warnings: tuple[OutboxWarning, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def outbox(period: PeriodId, *, today: date, uow: UnitOfWork) -> tuple[OutboxLine, ...]:
    """Return every notice of a period with what a person must know of it: the open ones by last day.

    Raises NotFound.
    """
    with uow:
        file = read_notice_file(period, uow=uow)
        warnings = warnings_of(file, today=today, uow=uow)
    lines = [
        OutboxLine(
            notice=notice,
            title=notice.facts.title,
            addressee=notice.addressee,
            due=last_day_of(file, notice),
            warnings=warnings.get(notice.id, ()),
            deliveries=file.deliveries_of(notice.id),
        )
        for notice in file.notices
    ]
    return tuple(sorted(lines, key=_reading_order))


def _reading_order(line: OutboxLine) -> tuple[bool, date, timedelta, str, str]:
    """Order the open ones first, by last day; the others by the newest."""
    age = datetime.max.replace(tzinfo=line.notice.drafted_at.tzinfo) - line.notice.drafted_at
    is_open = line.notice.is_open
    return (
        not is_open,
        (line.due or date.max) if is_open else date.max,
        timedelta() if is_open else age,
        line.title,
        line.notice.party,
    )


def edit_notice(
    notice: Notice,
    *,
    message: str,
    address: str,
    language: Language,
    accredit_by: date | None,
    documents_by: date | None,
    documents: str,
    reason: str,
    uow: UnitOfWork,
) -> Notice:
    """Change what a person may change in a draft; ``notice`` is what the person saw.

    Raises ConflictingEdit, NotAllowed where it is no draft (any more).
    """
    if notice.status is not NoticeStatus.DRAFT:
        raise NotAllowed("Only a draft can be changed. Take it back first.")
    facts = replace(
        notice.facts, accredit_by=accredit_by, documents_by=documents_by, documents=documents
    )
    changed = replace(
        notice, message=message, address=address.strip(), language=language, facts=facts
    )
    with uow:
        saved = uow.notices.save(changed)
        uow.commit(reason=reason)
    return saved


def approve_notices(
    ids: Collection[UUID],
    *,
    writer: NoticeWriter,
    now: datetime,
    reason: str,
    uow: UnitOfWork,
    secretaries: Iterable[Secretary] = (),
    circumstances: str = "",
    authority: str = "",
    seen: Mapping[UUID, int] | None = None,
) -> tuple[Notice, ...]:
    """Approve drafts, all or none: the text of each is fixed with its hash, and its signatory.

    ``circumstances`` and the ``authority`` who found them go into those whose last lawful day has
    passed (Arts. 64.4, 66.5). ``seen`` are the versions that the person read. Raises NotAllowed where
    one is no draft, is overtaken or is another version, ProtectedNameFound where a name stands in one
    that its recipient may not learn.
    """
    if bool(circumstances.strip()) != bool(authority.strip()):
        raise InvalidValue("authority", "Say which circumstances, and who found them exceptional.")
    with uow:
        desk = _Desk(writer=writer, secretaries=tuple(secretaries), today=seat_date(now), uow=uow)
        drafts = [uow.notices.get(key) for key in dict.fromkeys(ids)]
        for draft in drafts:
            _refuse_unread(draft, seen or {})
        ready = [desk.with_circumstances(draft, circumstances, authority) for draft in drafts]
        approved = tuple(
            uow.notices.save(
                draft.approved(
                    text,
                    hashlib.sha256(text.encode()).hexdigest(),
                    signatory=signatory,
                    by=uow.actor,
                    at=instant(now),
                )
            )
            for draft in ready
            for text, signatory in [desk.worded(draft)]
        )
        shortened = ready != drafts
        uow.commit(
            reason=reason,
            waived="64.4, 66.5" if shortened else "",
            authority=authority.strip() if shortened else "",
        )
    return approved


def _refuse_unread(draft: Notice, seen: Mapping[UUID, int]) -> None:
    """Stop where somebody changed a draft after a person read it. Raises NotAllowed."""
    if seen.get(draft.id, draft.version) != draft.version:
        raise NotAllowed(
            "Somebody changed this meanwhile. Look how it stands now, and do it again."
        )


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where drafts become letters within one transaction; each file and its warnings are read once."""

    writer: NoticeWriter
    secretaries: tuple[Secretary, ...]
    today: date
    uow: UnitOfWork
    _files: dict[UUID, tuple[NoticeFile, Mapping[UUID, tuple[OutboxWarning, ...]]]] = field(
        default_factory=dict
    )

    def _file(self, notice: Notice) -> tuple[NoticeFile, Mapping[UUID, tuple[OutboxWarning, ...]]]:
        key = notice.period or notice.subject
        if key not in self._files:
            file = file_of(notice, uow=self.uow)
            self._files[key] = file, warnings_of(file, today=self.today, uow=self.uow)
        return self._files[key]

    def with_circumstances(self, draft: Notice, circumstances: str, authority: str) -> Notice:
        """Return a draft whose last lawful day has passed with why it may be shorter, others as they are."""
        last_day = last_day_of(self._file(draft)[0], draft)
        is_late = draft.kind.tells_the_hour and last_day is not None and last_day < self.today
        if not is_late or not circumstances.strip():
            return draft
        facts = replace(draft.facts, reason=circumstances.strip(), authority=authority.strip())
        return replace(draft, facts=facts)

    def worded(self, draft: Notice) -> tuple[str, str]:
        """Return the text and the signatory of a draft. Raises NotAllowed, ProtectedNameFound."""
        file, warnings = self._file(draft)
        if draft.status is not NoticeStatus.DRAFT:
            raise NotAllowed("Only a draft can be approved.")
        if OutboxWarning.OVERTAKEN in warnings.get(draft.id, ()):
            raise NotAllowed(
                "“{title}” for {addressee} is overtaken: something changed since. Draft what is due.",
                title=draft.facts.title,
                addressee=draft.addressee,
            )
        made = letter_of(draft, file, on=self.today, secretaries=self.secretaries)
        letter = replace(made, is_draft=False)
        text = self.writer.text(letter)
        refuse_what_it_may_not_say(file, draft, text, uow=self.uow)
        return text, letter.signatory


def take_back(ids: Collection[UUID], *, reason: str, uow: UnitOfWork) -> tuple[Notice, ...]:
    """Make approved notices drafts again, all or none. Raises NotAllowed once one may have left."""
    with uow:
        found = [_still_in_the_house(key, uow) for key in sorted(set(ids))]
        saved = tuple(uow.notices.save(notice.taken_back()) for notice in found)
        uow.commit(reason=reason)
    return saved


def discard(ids: Collection[UUID], *, reason: str, uow: UnitOfWork) -> tuple[Notice, ...]:
    """Decide that notices are not sent, all or none. Raises NotAllowed once one may have left."""
    with uow:
        found = [_still_in_the_house(key, uow) for key in sorted(set(ids))]
        saved = tuple(
            uow.notices.save(replace(notice, status=NoticeStatus.DISCARDED)) for notice in found
        )
        uow.commit(reason=reason)
    return saved


def _still_in_the_house(key: UUID, uow: UnitOfWork) -> Notice:
    notice = uow.notices.get(key)
    deliveries = tuple(uow.deliveries.all(notice=key))
    if not notice.is_open or may_be_out(deliveries):
        raise NotAllowed("It has left the house already: draft another notice.")
    return notice
