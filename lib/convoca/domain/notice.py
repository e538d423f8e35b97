"""What a party must know, drafted, approved by a person and served: the notice and the proof of it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import ParticipantId, PeriodId, StateCode
from convoca.domain.language import Language
from convoca.domain.on_site_observation import GuaranteeAnswer
from convoca.domain.party import Role
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import Channel
from convoca.domain.release import ChangeKind
from convoca.domain.slot import Slot


class NoticeKind(StrEnum):
    """What a notice tells. The convocation is the one that Arts. 64.4 and 66.5 mean."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_GRANTED = "request_granted"
    REQUEST_DECLINED = "request_declined"
    REQUESTS_MERGED = "requests_merged"
    CONVOCATION = "convocation"
    WITNESSES_OFFERED = "witnesses_offered"
    CHANGE = "change"
    PRIVATE_HEARING = "private_hearing"
    CANCELLATION = "cancellation"
    DOCUMENTS_ASKED = "documents_asked"
    VISIT = "visit"

    @property
    def tells_the_hour(self) -> bool:
        """Whether its service is the one that the month is counted from (Arts. 64.4, 66.5)."""
        return self in {NoticeKind.CONVOCATION, NoticeKind.CHANGE}


class NoticeStatus(StrEnum):
    """``OVERTAKEN``: another draft says what is true now. ``DISCARDED``: a person chose not to send it."""

    DRAFT = "draft"
    APPROVED = "approved"
    SERVED = "served"
    OVERTAKEN = "overtaken"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Date, place and time as a party is told them; ``link`` is where to join from afar."""

    slot: Slot
    place: str = ""
    room: str = ""
    modality: Modality | None = None
    link: str = ""
    panel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessTold:
    """A witness or expert as the other side is told (Art. 65.5); a protected one by pseudonym."""

    id: ParticipantId
    name: str
    role: Role
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """All that a notice says, as data; the templates word it. Made from its recipient's projection.

    ``before`` is what the party was told last, ``after`` what holds now. ``reason`` is the recorded
    reason of a decision, or of shorter notice with the ``authority`` that allowed it. ``is_parted``: the
    hearing goes on without the recipient, who is no party to it any more. ``first_day``
    and ``last_day`` are a visit's.
    """

    title: str = ""
    reference: str = ""
    matter_number: str = ""
    states: tuple[StateCode, ...] = ()
    is_private: bool = False
    before: Appointment | None = None
    after: Appointment | None = None
    changes: tuple[ChangeKind, ...] = ()
    reason: str = ""
    authority: str = ""
    merged_into: str = ""
    is_parted: bool = False
    may_attend: tuple[str, ...] = ()
    witnesses: tuple[WitnessTold, ...] = ()
    documents: str = ""
    accredit_by: date | None = None
    documents_by: date | None = None
    speaking_minutes: int | None = None
    languages: tuple[Language, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    guarantees: tuple[GuaranteeAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter to one party about one thing; ``text`` is fixed when a person approves it.

    ``subject`` is the hearing, request or visit; ``recipient`` names the audience whose projection
    it is made from, ``party`` the party's key. ``release`` is the number of the release it follows.
    ``signatory`` is who signs on the day of approval.
    """

    id: UUID
    period: PeriodId | None
    kind: NoticeKind
    subject: UUID
    recipient: str
    party: str
    addressee: str
    address: str = ""
    language: Language = Language.SPANISH
    zone: str = ""
    facts: NoticeFacts = field(default_factory=NoticeFacts)
    message: str = ""
    release: int | None = None
    status: NoticeStatus = NoticeStatus.DRAFT
    drafted_at: datetime
    approved_at: datetime | None = None
    approved_by: str = ""
    signatory: str = ""
    text: str = ""
    text_sha256: str = ""
    overtaken_by: UUID | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.addressee.strip():
            raise InvalidValue("addressee", "A notice needs its addressee.")
        if any(character in self.address for character in "\r\n\0"):
            raise InvalidValue("address", "An address is one line.")

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed: nothing of it has left the house."""
        return self.status in {NoticeStatus.DRAFT, NoticeStatus.APPROVED}

    def approved(self, text: str, sha256: str, *, signatory: str, by: str, at: datetime) -> Self:
        """Return it with its text fixed. Raises NotAllowed unless it is a draft."""
        if self.status is not NoticeStatus.DRAFT:
            raise NotAllowed("Only a draft can be approved.")
        return replace(
            self,
            status=NoticeStatus.APPROVED,
            text=text,
            text_sha256=sha256,
            signatory=signatory,
            approved_by=by,
            approved_at=at,
        )

    def taken_back(self) -> Self:
        """Return it as a draft again. Raises NotAllowed once it was served."""
        if not self.is_open:
            raise NotAllowed("It has left the house already: draft another notice.")
        return replace(
            self,
            status=NoticeStatus.DRAFT,
            text="",
            text_sha256="",
            signatory="",
            approved_by="",
            approved_at=None,
        )


class DeliveryState(StrEnum):
    """How far an attempt to serve came; ``ATTEMPTED``: begun, and nobody knows yet how it ended.

    ``WRITTEN`` is a dry run: a file that nobody was sent.
    """

    WRITTEN = "written"
    ATTEMPTED = "attempted"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    FAILED = "failed"

    @property
    def serves(self) -> bool:
        """Whether the notice counts as served by it."""
        return self in {DeliveryState.HANDED_OVER, DeliveryState.DELIVERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to serve a notice, with its proof: when, how, to which address, which text, by whom.

    ``address`` is the one used, ``text_sha256`` the hash of the text as sent, ``reference`` the
    Message-ID or the number of the letter, ``detail`` what the mail server or the courier said.
    """

    id: UUID
    notice: UUID
    at: datetime
    channel: Channel
    address: str = ""
    language: Language
    text_sha256: str
    state: DeliveryState
    reference: str = ""
    detail: str = ""
    by: str
    version: int = 0
