"""What the page Notices knows: every notice of a period with its proof, the outbox, and what is chosen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from traitlets import HasTraits, Instance, Int, Tuple

from convoca.app.models.acting import Acting
from convoca.bootstrap import Convoca
from convoca.domain.identifiers import PeriodId
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeStatus
from convoca.services.notices.duties import duties
from convoca.services.notices.letter_making import letter_of
from convoca.services.notices.letters import Letter, NoticeWriter
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox import (
    OutboxLine,
    approve_notices,
    discard,
    edit_notice,
    outbox,
    take_back,
)
from convoca.services.notices.outbox_warnings import OutboxWarning
from convoca.services.notices.serving import failed_deliveries
from convoca.services.notices.signatories import Secretary


class Pile(StrEnum):
    """What is to be done with a notice: approve it, look at it first, send it, or nothing any more."""

    READY = "ready"
    TO_LOOK_AT = "to_look_at"
    APPROVED = "approved"
    SERVED = "served"
    PUT_ASIDE = "put_aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the outbox, and the pile that it lies on."""

    line: OutboxLine

    @property
    def notice(self) -> Notice:
        return self.line.notice

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def due(self) -> date | None:
        """The last lawful day of its service, where there is one."""
        return self.line.due

    @property
    def warnings(self) -> tuple[OutboxWarning, ...]:
        return self.line.warnings

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        return self.line.deliveries

    @property
    def pile(self) -> Pile:
        match self.notice.status:
            case NoticeStatus.DRAFT:
                return Pile.TO_LOOK_AT if self.warnings else Pile.READY
            case NoticeStatus.APPROVED:
                return Pile.APPROVED
            case NoticeStatus.SERVED:
                return Pile.SERVED
            case NoticeStatus.OVERTAKEN | NoticeStatus.DISCARDED:
                return Pile.PUT_ASIDE

    @property
    def last_attempt(self) -> Delivery | None:
        """The last attempt to serve it; what was only written into a file is none."""
        attempts = [d for d in self.deliveries if d.state is not DeliveryState.WRITTEN]
        return attempts[-1] if attempts else None


class NoticesModel(Acting, HasTraits):
    """The notices of one period. Whatever changes the store reads it again.

    The letters are made from the file as it was read, as they would be sent today.
    """

    file = Instance(NoticeFile)
    entries = Tuple(help="Every notice of the period, those to be served first by their last day.")
    chosen = Instance(UUID, allow_none=True)
    duties = Tuple(help="Who must be told what, by the last lawful day.")
    tab = Int(help="Which part of the page is open, from 0.")

    def __init__(self, office: Convoca, period: PeriodId) -> None:
        self.office = office
        self.today = office.today()
        file, entries = self._read(period)
        super().__init__(file=file, entries=entries, duties=duties(file, self.today))

    @cached_property
    def writer(self) -> NoticeWriter:
        return self.office.notice_writer()

    @property
    def _secretaries(self) -> tuple[Secretary, ...]:
        return self.office.settings.executive_secretaries

    # What is on record ---------------------------------------------------------------------------

    @property
    def period(self) -> PeriodId:
        return self.file.file.period.id

    @property
    def number(self) -> int:
        return self.file.file.period.number

    def refresh(self) -> None:
        """Read the store again."""
        file, entries = self._read(self.period)
        with self.hold_trait_notifications():
            self.file, self.entries = file, entries
            self.duties = duties(file, self.today)
            if self.chosen not in {entry.notice.id for entry in entries}:
                self.chosen = None

    def _read(self, period: PeriodId) -> tuple[NoticeFile, tuple[Entry, ...]]:
        with self.office.reading() as uow:
            file = read_notice_file(period, uow=uow)
        lines = outbox(period, today=self.today, uow=self.office.reading())
        return file, tuple(Entry(line=line) for line in lines)

    # Letters -------------------------------------------------------------------------------------

    def letter(self, notice: Notice) -> Letter:
        """Return what a notice says as its recipient gets it, were it approved today."""
        return letter_of(notice, self.file, on=self.today, secretaries=self._secretaries)

    def preview(self, notice: Notice) -> tuple[str, str]:
        """Return subject and text exactly as they are sent; once approved, the text that was fixed."""
        letter = replace(self.letter(notice), is_draft=False)
        return self.writer.subject(letter), notice.text or self.writer.text(letter)

    def document(self, notice: Notice, suffix: str) -> tuple[str, bytes]:
        """Return a letter as ``pdf`` or ``docx``, and a name for it in which no person stands."""
        letter = self.letter(notice)
        words = notice.text or self.writer.text(letter)
        make = self.writer.pdf if suffix == "pdf" else self.writer.docx
        return f"{letter.reference}-{notice.language}.{suffix}", make(letter, words)

    def entry(self, notice: UUID | None) -> Entry | None:
        return next((entry for entry in self.entries if entry.notice.id == notice), None)

    def in_pile(self, pile: Pile) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.pile is pile)

    def after(self, entry: Entry) -> UUID | None:
        """Return the notice that comes after one on its pile, to be read next; None at its end."""
        ids = [other.notice.id for other in self.in_pile(entry.pile)]
        return next(iter(ids[ids.index(entry.notice.id) + 1 :]), None)

    def counts(self) -> Counter[Pile]:
        return Counter(entry.pile for entry in self.entries)

    def failed(self) -> tuple[Entry, ...]:
        """Return what waits because its last attempt failed, or has no known end; the latest first."""
        failed = [notice.id for notice, _ in failed_deliveries(self.file)]
        return tuple(entry for key in failed if (entry := self.entry(key)))

    # Acts ----------------------------------------------------------------------------------------

    def approve(
        self, notices: Iterable[UUID], *, reason: str, circumstances: str = "", authority: str = ""
    ) -> tuple[Notice, ...]:
        """Fix the text of drafts. Raises NotAllowed, ProtectedNameFound."""
        chosen = tuple(notices)
        seen = {entry.notice.id: entry.notice.version for entry in self.entries}
        return self.act_again(
            lambda uow: approve_notices(
                chosen,
                writer=self.writer,
                now=self.office.now(),
                secretaries=self._secretaries,
                reason=reason,
                circumstances=circumstances,
                authority=authority,
                seen=seen,
                uow=uow,
            )
        )

    def take_back(self, notices: Iterable[UUID], *, reason: str) -> None:
        """Let approved notices be drafts again."""
        chosen = tuple(notices)
        self.act_again(lambda uow: take_back(chosen, reason=reason, uow=uow))

    def discard(self, notices: Iterable[UUID], *, reason: str) -> None:
        """Decide that drafts are not sent."""
        chosen = tuple(notices)
        self.act_again(lambda uow: discard(chosen, reason=reason, uow=uow))

    def stored(self, notice: Notice) -> Notice:
        """Return a notice as it is on record now."""
        entry = self.entry(notice.id)
        return entry.notice if entry else notice

    def edit(self, notice: Notice, changed: Notice, *, reason: str) -> Notice:
        """Save what a person changed in a draft. Raises ConflictingEdit, InvalidValue."""
        facts = changed.facts
        return self.act(
            lambda uow: edit_notice(
                notice,
                message=changed.message,
                address=changed.address,
                language=changed.language,
                accredit_by=facts.accredit_by,
                documents_by=facts.documents_by,
                documents=facts.documents,
                reason=reason,
                uow=uow,
            )
        )
