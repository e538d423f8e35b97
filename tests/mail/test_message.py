"""A message as bytes: what stands in its headers, and what cannot be put there."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.mail.message import Sender, file_name, message_bytes
from convoca.mail.message_files import MessageFiles
from convoca.services.notices.addresses import mail_address
from convoca.services.notices.letters import Attachment, OutgoingMessage

NOW = datetime(2027, 1, 20, 15, 30, tzinfo=UTC)
SENDER = Sender("Secretaría de Ejemplo", "notices@example.org", "sessions@example.org")
INVITATION = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def a_message(**changes: object) -> OutgoingMessage:
    values: dict[str, object] = {
        "message_id": "<0123abcd@example.org>",
        "to": "delegation@example.org",
        "addressee": "Mission of Example",
        "subject": "Convocation",
        "text": "Dear Sir or Madam,\n\nÉtat\n",
        "language": Language.FRENCH,
        "attachments": (
            Attachment(
                name="notice-1.pdf", content=b"%PDF-1.7\x00\xff", media_type="application/pdf"
            ),
        ),
    }
    return OutgoingMessage(**{**values, **changes})  # type: ignore[arg-type]


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=SMTP)  # type: ignore[return-value]


def test_the_headers_say_who_writes_to_whom_in_which_language() -> None:
    mail = read(message_bytes(a_message(), SENDER, at=NOW))

    assert mail["From"] == "Secretaría de Ejemplo <notices@example.org>"
    assert mail["To"] == "Mission of Example <delegation@example.org>"
    assert mail["Reply-To"] == "Secretaría de Ejemplo <sessions@example.org>"
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"] == "<0123abcd@example.org>"
    assert mail["Content-Language"] == "fr"


def test_the_letter_is_attached_and_the_text_is_what_was_approved() -> None:
    mail = read(message_bytes(a_message(), SENDER, at=NOW))
    body = mail.get_body()
    (pdf,) = mail.iter_attachments()

    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == a_message().text
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "notice-1.pdf")
    assert pdf.get_content() == b"%PDF-1.7\x00\xff"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_change_of_the_calendar_is_a_way_of_reading_the_mail(method: str) -> None:
    """RFC 6047 §2.4: the method stands in the header of the part too."""
    message = a_message(calendar=INVITATION, method=method)
    mail = read(message_bytes(message, SENDER, at=NOW))
    alternative = next(p for p in mail.walk() if p.get_content_type() == "multipart/alternative")
    plain, calendar = alternative.iter_parts()

    assert plain.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == method
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == INVITATION
    assert [part.get_filename() for part in mail.iter_attachments()] == ["notice-1.pdf"]


def test_the_same_message_gives_the_same_bytes_in_ascii() -> None:
    message = a_message(calendar=INVITATION, method="REQUEST")
    first = message_bytes(message, SENDER, at=NOW)

    assert first == message_bytes(message, SENDER, at=NOW)
    assert first.isascii()
    assert max(map(len, first.split(b"\r\n"))) <= 998  # RFC 5322 §2.1.1


@pytest.mark.parametrize(
    "hostile",
    [
        "Example\r\nBcc: thief@example.org",
        "Example\nSubject: other",
        "Example\u2028Bcc: thief@example.org",
        "Example\x00\x0b\x0cBcc: thief@example.org",
        '"Example" <thief@example.org>, "',
        "=?utf-8?q?Example=0ABcc:_thief@example.org?=",
        "\u202egro.elpmaxe@feiht",
        "E" * 2_000,
        # Long ones: the library folds them, and loses the quotes that held them together.
        f"{'Example ' * 12}<thief@example.org>",
        f"{'E' * 80}, thief@example.org, ",
        f"Misión (de) {'Ejemplo ' * 12}: thief@example.org;",
    ],
)
def test_no_text_becomes_a_header_of_its_own(hostile: str) -> None:
    message = a_message(subject=hostile, addressee=hostile, text=hostile)
    mail = read(message_bytes(message, SENDER, at=NOW))

    plain = read(message_bytes(a_message(), SENDER, at=NOW))
    assert [name.lower() for name in mail] == [name.lower() for name in plain]
    assert [address.addr_spec for address in mail["To"].addresses] == ["delegation@example.org"]
    assert [address for _, address in getaddresses([mail["To"]])] == ["delegation@example.org"]
    assert mail["Cc"] is None
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" delegation@example.org ", "delegation@example.org"),
        ("first.last+oas@mail.example.org", "first.last+oas@mail.example.org"),
        ("misión@example.org", None),
        ("info@españa.example", "info@xn--espaa-rta.example"),
        ("a@b@example.org", None),
        ("a b@example.org", None),
        ("a@example.org, b@example.org", None),
        ("<a@example.org>", None),
        ("a@example.org\r\nRCPT TO:<b@example.org>", None),
        ("a@localhost", None),
        ("a@-example.org", None),
        (".a@example.org", None),
        ("a" * 65 + "@example.org", None),
        ("", None),
    ],
)
def test_an_address_is_one_mailbox(written: str, address: str | None) -> None:
    if address is not None:
        assert mail_address(written) == address
        return
    with pytest.raises(InvalidValue, match="is no mail address"):
        mail_address(written)


def test_a_dry_run_keeps_each_mail_under_a_name_that_names_nobody() -> None:
    files = MessageFiles(SENDER, now=lambda: NOW)
    receipt = files.carry(a_message())

    assert receipt.is_taken
    assert files.written == {"0123abcd.eml": message_bytes(a_message(), SENDER, at=NOW)}
    assert file_name(a_message()) == receipt.detail
