"""Approved notices as mails: one to each address and language, with a letter for each notice."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Protocol
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.notice import Appointment, Notice, NoticeKind, NoticeStatus
from convoca.domain.slot import seat_date
from convoca.services.audience import Audience
from convoca.services.feed_history import entry_for
from convoca.services.feeds import RememberedEntry
from convoca.services.notices.addresses import mail_address
from convoca.services.notices.letter_making import file_of, letter_of
from convoca.services.notices.letters import Attachment, Letter, NoticeWriter, OutgoingMessage
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.notices.outbox_warnings import (
    OutboxWarning,
    refuse_what_it_may_not_say,
    warnings_of,
)
from convoca.services.notices.proof import refuse_unapproved
from convoca.services.notices.told import standing
from convoca.services.ports import UnitOfWork

#: Calendars that people subscribe to are read again within a day or two: what is nearer goes by mail.
_CALENDARS_LAG = timedelta(hours=48)
_BETWEEN_LETTERS = f"\n\n{'_' * 72}\n\n"


class InvitationWriter(Protocol):
    """Words one entry of a recipient's calendar as an iTIP message (RFC 5546, 6047)."""

    def __call__(
        self,
        said: RememberedEntry,
        language: Language,
        /,
        *,
        email: str,
        name: str,
        is_cancelled: bool,
        is_example: bool,
    ) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailroom:
    """What sending works with: the store, the writers, the sender's domain, the clock."""

    unit_of_work: Callable[[], UnitOfWork]
    writer: NoticeWriter
    invitations: InvitationWriter
    domain: str
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message with the notices that it serves."""

    notices: tuple[Notice, ...]
    message: OutgoingMessage


def refuse_altered(notices: Iterable[Notice], *, uow: UnitOfWork) -> None:
    """Stop what is not what was approved, or names whom its recipient may not know by now.

    ``uow`` is an open transaction. Raises NotAllowed, ProtectedNameFound.
    """
    for notice, file in _with_files(notices, uow=uow):
        if sha256(notice.text.encode()).hexdigest() != notice.text_sha256:
            raise NotAllowed(
                "The text to “{addressee}” is not the one that was approved. Take it back and read "
                "it.",
                addressee=notice.addressee,
            )
        refuse_what_it_may_not_say(file, notice, notice.text, uow=uow)


def refuse_overtaken(notices: Iterable[Notice], *, now: datetime, uow: UnitOfWork) -> None:
    """Stop what was right when it was approved and is not any more; ``uow`` is an open transaction.

    Raises NotAllowed.
    """
    warnings: dict[PeriodId | None, Mapping[UUID, tuple[OutboxWarning, ...]]] = {}
    for notice, file in _with_files(notices, uow=uow):
        if notice.period not in warnings:
            warnings[notice.period] = warnings_of(file, today=seat_date(now), uow=uow)
        found = warnings[notice.period].get(notice.id, ())
        if OutboxWarning.OVERTAKEN in found or _says_what_was(notice, file):
            raise NotAllowed(
                "“{title}” for {addressee} is overtaken: something changed since. Draft what is due.",
                title=notice.facts.title,
                addressee=notice.addressee,
            )


def _says_what_was(notice: Notice, file: NoticeFile) -> bool:
    """Whether a letter that a person asked for names a hearing or a visit as it is no more."""
    told = notice.facts
    if notice.kind is NoticeKind.VISIT:
        visit = next((v for v in file.file.observations if v.id == notice.subject), None)
        if visit is None or visit.is_cancelled:
            return True
        return (visit.opens, visit.closes) != (told.first_day, told.last_day)
    if notice.kind is not NoticeKind.DOCUMENTS_ASKED:
        return False
    hearing = next((h for h in file.file.hearings if h.id == notice.subject), None)
    if hearing is None or hearing.is_cancelled or hearing.is_private is not told.is_private:
        return True
    return told.after is not None and not _is_there(told.after, standing(file, hearing).appointment)


def _is_there(told: Appointment, now: Appointment | None) -> bool:
    if now is None:
        return False
    return (told.slot, told.place, told.room) == (now.slot, now.place, now.room)


def grouped(notices: Iterable[Notice]) -> tuple[tuple[Notice, ...], ...]:
    """Return which notices go together: those to the same recipient, at one address, in one language.

    What comes with a change of the calendar goes alone, for such a mail speaks of one thing.
    """
    return tuple(
        tuple(group) for _, group in groupby(sorted(notices, key=_in_order), key=_together)
    )


def _together(notice: Notice) -> tuple[str, ...]:
    return notice.address.strip().casefold(), notice.language, notice.recipient, notice.addressee


def _in_order(notice: Notice) -> tuple[tuple[str, ...], datetime, str]:
    return _together(notice), notice.drafted_at, str(notice.id)


def mails(notices: Iterable[Notice], mailroom: Mailroom) -> Iterator[Mail]:
    """Compose the mails for approved notices, each when it is asked for.

    Raises InvalidValue, NotAllowed, ProtectedNameFound.
    """
    chosen = tuple(notices)
    with mailroom.unit_of_work() as uow:
        letters = {letter.notice: letter for letter in letters_of(chosen, uow=uow)}
    for group in grouped(chosen):
        plain = []
        for notice in group:
            said = _entry_to_change(notice, mailroom)
            if said is None:
                plain.append(notice)
            else:
                yield _mail([notice], letters, mailroom, said)
        if plain:
            yield _mail(plain, letters, mailroom)


def _entry_to_change(notice: Notice, mailroom: Mailroom) -> RememberedEntry | None:
    """Return the entry of the recipient's calendar that the mail must change by itself, if any."""
    now, after = mailroom.now(), notice.facts.after
    is_near = (
        notice.kind.tells_the_hour
        and after is not None
        and now <= after.slot.start <= now + _CALENDARS_LAG
    )
    if notice.period is None or not (is_near or notice.kind is NoticeKind.CANCELLATION):
        return None
    said = entry_for(
        notice.period,
        Audience.named(notice.recipient),
        notice.subject,
        now=now,
        uow=mailroom.unit_of_work(),
    )
    if said is not None and is_near and said.entry.is_cancelled:
        return None  # the calendar knows of a cancellation that the notice does not speak of
    return said


def _mail(
    notices: Sequence[Notice],
    letters: Mapping[UUID, Letter],
    mailroom: Mailroom,
    said: RememberedEntry | None = None,
) -> Mail:
    first, digest = notices[0], _digest(notices)
    to, is_cancelled = mail_address(first.address), first.kind is NoticeKind.CANCELLATION
    invitation, method = b"", ""
    if said is not None:
        method = "CANCEL" if is_cancelled else "REQUEST"
        invitation = mailroom.invitations(
            said,
            first.language,
            email=to,
            name=first.addressee,
            is_cancelled=is_cancelled,
            is_example=letters[first.id].is_example,
        )
    return Mail(
        notices=tuple(notices),
        message=OutgoingMessage(
            message_id=f"<{digest}@{mailroom.domain}>",
            to=to,
            addressee=first.addressee,
            subject=_subject(letters[first.id], len(notices), mailroom.writer),
            text=_BETWEEN_LETTERS.join(notice.text for notice in notices),
            language=first.language,
            attachments=tuple(
                _attachment(notice, letters[notice.id], mailroom.writer) for notice in notices
            ),
            calendar=invitation,
            method=method,
        ),
    )


def _attachment(notice: Notice, letter: Letter, writer: NoticeWriter) -> Attachment:
    """Return a letter as it is attached. Raises InvalidValue for the letter that cannot be made.

    One keeps all others back, so that it is named by its number and can be put aside.
    """
    try:
        content = writer.pdf(letter, notice.text)
    except InvalidValue as error:
        values = {k: v for k, v in error.values.items() if k not in {"field", "detail"}}
        raise InvalidValue(letter.reference, error.detail, **values) from error
    return Attachment(
        name=f"{file_stem(notice)}.pdf", content=content, media_type="application/pdf"
    )


def _digest(notices: Iterable[Notice]) -> str:
    """Return what names a mail by what it holds, so that the same one sent again is known as such."""
    held = "\n".join(sorted(f"{notice.id} {notice.text_sha256}" for notice in notices))
    return sha256(held.encode()).hexdigest()[:32]


def _subject(first: Letter, count: int, writer: NoticeWriter) -> str:
    subject = writer.subject(first)
    return subject if count == 1 else f"{subject} (+{count - 1})"


def file_stem(notice: Notice) -> str:
    """Return the name of a notice's letter as a file: nobody's name and no title is in it."""
    return f"notice-{str(notice.id)[:8]}"


def approved_letters(
    keys: Iterable[UUID], *, now: datetime, uow: UnitOfWork
) -> tuple[tuple[Notice, Letter], ...]:
    """Return approved or served notices as the letters they are. Raises NotAllowed, ProtectedNameFound.

    One that waits is printed to be handed over, and like a mail only while it is right.
    """
    with uow:
        notices = [uow.notices.get(key) for key in dict.fromkeys(keys)]
        for notice in notices:
            if not notice.text:
                raise NotAllowed(
                    "The notice to “{addressee}” is a draft: its letter is printed once it is approved.",
                    addressee=notice.addressee,
                )
        waiting = [n for n in notices if n.status is not NoticeStatus.SERVED]
        for notice in waiting:
            refuse_unapproved(notice)
        refuse_altered(notices, uow=uow)
        refuse_overtaken(waiting, now=now, uow=uow)
        return tuple(zip(notices, letters_of(notices, uow=uow), strict=True))


def letters_of(notices: Iterable[Notice], *, uow: UnitOfWork) -> tuple[Letter, ...]:
    """Return approved notices as the letters they are; ``uow`` is an open transaction."""
    return tuple(
        letter_of(
            notice, file, on=seat_date(notice.approved_at or notice.drafted_at), secretaries=()
        )
        for notice, file in _with_files(notices, uow=uow)
    )


def _with_files(
    notices: Iterable[Notice], *, uow: UnitOfWork
) -> Iterator[tuple[Notice, NoticeFile]]:
    """Yield each notice with the file in which it belongs, each read once."""
    files: dict[UUID, NoticeFile] = {}
    for notice in notices:
        of = notice.period or notice.subject
        files[of] = files.get(of) or file_of(notice, uow=uow)
        yield notice, files[of]
