"""Letters and mail put together: who words a notice, who carries it, and the papers of a dossier."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID
from zipfile import ZipFile

from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.domain.notice import Delivery
from convoca.domain.slot import seat_date
from convoca.services.feeds import RememberedEntry
from convoca.services.identities import refuse_protected_names
from convoca.services.notices.addresses import mail_address
from convoca.services.notices.dossier import Dossier
from convoca.services.notices.letters import NoticeWriter, Postman
from convoca.services.notices.mailing import (
    InvitationWriter,
    Mailroom,
    approved_letters,
    file_stem,
)
from convoca.services.notices.serving import IsCancelled, OnSending, send, write_files
from convoca.services.ports import UnitOfWork
from convoca.settings import Settings

if TYPE_CHECKING:
    from convoca.calendars.ical import Organiser
    from convoca.mail.message import Sender


class Correspondence(ABC):
    """What an open store does with letters; who inherits has the store, the settings and the clock.

    The adapters that cost time to import are imported by the methods that need them.
    """

    __slots__ = ()
    settings: Settings

    @abstractmethod
    def unit_of_work(self) -> UnitOfWork: ...

    @abstractmethod
    def reading(self) -> UnitOfWork: ...

    @abstractmethod
    def now(self) -> datetime: ...

    def notice_writer(self) -> NoticeWriter:
        """Return who words letters by the reviewed templates."""
        from convoca.documents.notice_letters import NoticeLetters  # noqa: PLC0415

        return NoticeLetters()

    def postman(self) -> Postman:
        """Return who carries mail to the server of the settings. Raises NotAllowed, InvalidValue."""
        from convoca.mail.smtp import SmtpPostman  # noqa: PLC0415

        server = self.settings.mail.known_server()
        if server is None:
            raise NotAllowed(
                "No mail server is set. Set smtp_host, or write the mails as files (dry run)."
            )
        return SmtpPostman(server, self._sender(), now=self.now)

    @property
    def can_mail(self) -> bool:
        """Whether a mail server is set."""
        return self.settings.mail.server is not None

    def send_notices(
        self,
        notices: Iterable[UUID],
        *,
        reason: str = "Notices sent by mail",
        on_progress: OnSending | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> tuple[Delivery, ...]:
        """Send approved notices by mail, with the proof of each.

        Raises NotAllowed, InvalidValue, ProtectedNameFound.
        """
        return send(
            notices,
            postman=self.postman(),
            mailroom=self._mailroom(),
            reason=reason,
            on_progress=on_progress,
            is_cancelled=is_cancelled,
        )

    def mail_files(self, notices: Iterable[UUID]) -> Mapping[str, bytes]:
        """Return the mails as they would be sent, by the name of the file; nobody is sent anything.

        Raises NotAllowed, InvalidValue, ProtectedNameFound.
        """
        from convoca.mail.message_files import MessageFiles  # noqa: PLC0415

        files = MessageFiles(self._sender(), now=self.now)
        write_files(notices, postman=files, mailroom=self._mailroom())
        return files.written

    def dry_run(self, notices: Iterable[UUID]) -> tuple[str, bytes]:
        """Return the name and content of one file: the mail as it would be sent, or a ZIP of several."""
        files = self.mail_files(notices)
        if len(files) == 1:
            return next(iter(files.items()))
        return "mails.zip", _zipped(files)

    def letters(
        self, notices: Iterable[UUID], language: Language | None = None
    ) -> tuple[str, bytes]:
        """Return the name and content of a ZIP of letters to be handed over, with a list of them.

        Raises NotAllowed, ProtectedNameFound.
        """
        from convoca.documents.letters_bundle import LetterFiles, letters_bundle  # noqa: PLC0415

        writer = self.notice_writer()
        chosen = approved_letters(notices, now=self.now(), uow=self.reading())
        files = (
            LetterFiles(
                stem=file_stem(notice),
                letter=letter,
                text_sha256=notice.text_sha256,
                pdf=writer.pdf(letter, notice.text),
                docx=writer.docx(letter, notice.text),
            )
            for notice, letter in chosen
        )
        return "letters.zip", letters_bundle(files, language or self.settings.language)

    def dossier_document(
        self, dossier: Dossier, suffix: str, language: Language
    ) -> tuple[str, bytes]:
        """Return the name and content of a dossier as ``pdf`` or ``docx``. Raises ProtectedNameFound.

        Neither the party nor the title stands in the name.
        """
        from convoca.documents import dossier_documents  # noqa: PLC0415

        with self.reading() as uow:
            refuse_protected_names(dossier, uow=uow)
        write = dossier_documents.dossier_pdf if suffix == "pdf" else dossier_documents.dossier_docx
        content = write(dossier, on=seat_date(self.now()), language=language)
        return f"{dossier.period_number}/dossier-{language}.{suffix}", content

    def archive_document(self, content: bytes, language: Language, title: str) -> tuple[bytes, str]:
        """Return an approved Word document as the PDF that is kept, and the SHA-256 of the document.

        Raises InvalidValue.
        """
        from convoca.documents.archive_pdf import archive_pdf  # noqa: PLC0415

        return archive_pdf(content, language, title), sha256(content).hexdigest()

    def _sender(self) -> "Sender":
        """Return from whom mail comes. Raises InvalidValue, before any mail is on record as begun."""
        from convoca.mail.message import Sender  # noqa: PLC0415

        mailbox = mail_address(self.settings.organiser_email, "organiser_email")
        return Sender(
            name=self.settings.organiser_name,
            address=self.settings.mail.sender or mailbox,
            reply_to=mailbox,
        )

    def _mailroom(self) -> Mailroom:
        return Mailroom(
            unit_of_work=self.unit_of_work,
            writer=self.notice_writer(),
            invitations=self._invitation_writer(),
            domain=self._sender().address.rpartition("@")[2],
            now=self.now,
        )

    def _invitation_writer(self) -> InvitationWriter:
        from convoca.calendars.ical import Organiser  # noqa: PLC0415

        organiser = Organiser(self.settings.organiser_name, self.settings.organiser_email)
        return partial(_invitation, organiser)


def _invitation(
    organiser: "Organiser",
    said: RememberedEntry,
    language: Language,
    *,
    email: str,
    name: str,
    is_cancelled: bool,
    is_example: bool,
) -> bytes:
    from convoca.calendars import itip  # noqa: PLC0415

    write = itip.cancel if is_cancelled else itip.request
    return write(said, language, organiser, email, name, is_example=is_example)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    from convoca.documents.deterministic_zip import part_info  # noqa: PLC0415

    stream = BytesIO()
    with ZipFile(stream, "w") as bundle:
        for name in sorted(files):
            bundle.writestr(part_info(name), files[name])
    return stream.getvalue()
