"""A message as bytes (RFC 5322, 2045): the same message on the same day, the same bytes."""

from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from string import ascii_letters, digits

from convoca.services.notices.addresses import mail_address, one_line
from convoca.services.notices.letters import Attachment, OutgoingMessage

#: Nothing but ASCII on the way, so that no server between has to convert what was proved by hash.
_POLICY = SMTP.clone(cte_type="7bit")
#: What may stand bare before an address (RFC 5322 §3.2.3), in a name of at most so many characters.
_BARE, _LONGEST_BARE = frozenset(f"{ascii_letters}{digits} '-"), 50


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom mail comes, and the role mailbox that answers go to."""

    name: str
    address: str
    reply_to: str


def message_bytes(message: OutgoingMessage, sender: Sender, *, at: datetime) -> bytes:
    """Render a message that leaves at ``at``. Raises InvalidValue for an address that is none."""
    mail = EmailMessage(policy=_POLICY)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message.message_id
    mail["Subject"] = _header_text(message.subject)
    # Quoted: what looks like a line of the mail protocol itself stays as it was written.
    mail.set_content(message.text, cte="quoted-printable")
    if message.calendar:
        _add_calendar(mail, message)
    for attachment in message.attachments:
        _attach(mail, attachment)
    # Last: a mail that gets a second part hands its own Content-… headers down to the first.
    mail["Content-Language"] = str(message.language)
    _name_the_boundaries(mail)
    mailboxes = (
        _mailbox("From", sender.name, sender.address),
        _mailbox("To", message.addressee, message.to),
        _mailbox("Reply-To", sender.name, sender.reply_to),
    )
    return b"".join(mailboxes) + mail.as_bytes()


def file_name(message: OutgoingMessage) -> str:
    """Return the name of the message's file: nobody's name and no title is in it."""
    return message.message_id.strip("<>").partition("@")[0] + ".eml"


def _header_text(said: str) -> str:
    """Return ``said`` as one line that no reader takes for an encoded one (RFC 2047 §2).

    The library decodes what looks so, and would write a line break out of it as a header of its own.
    """
    return one_line(said).replace("=?", "= ?")


def _mailbox(header: str, name: str, address: str) -> bytes:
    """Return a header that names one mailbox, whatever the name before it is made of.

    The library takes a quoted name apart when it folds a long one, and what looked like an address
    in it becomes one. So a name is bare where it is plain, and otherwise one encoded whole (RFC 2047 §5).
    """
    mailbox, said = f"<{mail_address(address)}>", one_line(name)
    if len(said) > _LONGEST_BARE or not _BARE.issuperset(said):
        encoded = Header(said, "utf-8", header_name=header, maxlinelen=75)
        said = encoded.encode(linesep="\r\n")
    # The address stands on a line of its own: a long one would make the first too long.
    lines = f"{header}: {said}\r\n {mailbox}" if said else f"{header}: {mailbox}"
    return f"{lines}\r\n".encode("ascii")


def _add_calendar(mail: EmailMessage, message: OutgoingMessage) -> None:
    """Add the change as the second way of reading the mail: the method stands twice (RFC 6047 §2.4)."""
    mail.add_alternative(
        message.calendar,
        maintype="text",
        subtype="calendar",
        params={"method": message.method, "charset": "UTF-8"},
        cte="base64",
    )


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    kind, _, subtype = attachment.media_type.partition("/")
    mail.add_attachment(
        attachment.content, maintype=kind, subtype=subtype, filename=attachment.name
    )


def _name_the_boundaries(mail: EmailMessage) -> None:
    """Give each part with parts a boundary that depends on the message alone; ours are never random.

    No line of quoted-printable or base64 can hold ``=_``, so none is taken for one (RFC 2045 §6.7).
    """
    digest = mail["Message-ID"].strip("<>").partition("@")[0]
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
