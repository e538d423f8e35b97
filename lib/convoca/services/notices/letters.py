"""A notice as its reader gets it: what the letter says, who writes it, who carries it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from convoca.domain.language import Language
from convoca.domain.notice import NoticeFacts, NoticeKind
from convoca.services.audience import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that one notice says to its recipient; who renders it cannot reach the store.

    ``dated`` is the day at the seat, ``reference`` the letter's own number. ``zone`` is where the
    recipient reads its hours. ``articles`` are those that the notice follows, e.g. ``"64.4"``.
    ``convoked_by`` is who presided on the day of the convocation (Art. 61), ``signatory`` who signs.
    """

    notice: UUID
    kind: NoticeKind
    audience: Audience
    language: Language
    addressee: str
    address: str
    zone: str
    period_number: int | None
    is_example: bool
    is_draft: bool
    dated: date
    reference: str
    facts: NoticeFacts
    message: str
    articles: tuple[str, ...]
    convoked_by: str
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside a message; its name holds neither title nor party."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """One mail to one address. ``calendar`` is one VEVENT of ``method`` REQUEST or CANCEL (RFC 6047)."""

    message_id: str
    to: str
    addressee: str
    subject: str
    text: str
    language: Language
    attachments: tuple[Attachment, ...] = ()
    calendar: bytes = b""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message: whether it was taken over, and what the other side said of it.

    ``is_known`` False: the line broke after it was sent, before the other side answered.
    """

    is_taken: bool
    is_known: bool = True
    detail: str = ""


class NoticeWriter(Protocol):
    """Words a letter by the reviewed template of its language and kind: the same letter, the same bytes."""

    def subject(self, letter: Letter, /) -> str: ...

    def text(self, letter: Letter, /) -> str:
        """Return the letter as plain text, which is what is approved, hashed and mailed."""
        ...

    def docx(self, letter: Letter, text: str, /) -> bytes:
        """Return the approved text under the letterhead, to be edited or printed."""
        ...

    def pdf(self, letter: Letter, text: str, /) -> bytes:
        """Return the approved text as PDF/UA-1 and PDF/A-2a."""
        ...


class Postman(Protocol):
    """Carries messages, one at a time. A refusal is a receipt and not an error."""

    def carry(self, message: OutgoingMessage, /) -> Receipt: ...
