"""Mail handed over to a real server: taken, refused, unreachable, or nobody knows."""

import smtplib
from datetime import UTC, datetime

import pytest

from convoca.domain.language import Language
from convoca.mail.message import Sender
from convoca.mail.settings import MailServer as Server
from convoca.mail.settings import Security
from convoca.mail.smtp import SmtpPostman
from convoca.services.notices.letters import OutgoingMessage, Receipt
from support.mail_server import CERTIFICATE, MailServer, mail_server

NOW = datetime(2027, 1, 20, 15, 30, tzinfo=UTC)
SENDER = Sender("Example Secretariat", "notices@example.org", "sessions@example.org")
MESSAGE = OutgoingMessage(
    message_id="<0123@example.org>",
    to="delegation@example.org",
    addressee="Misión de Ejemplo",
    subject="Convocatoria",
    text="Línea primera\n.\n.. y última\n",
    language=Language.SPANISH,
)


def carried(server: MailServer, **changes: object) -> Receipt:
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.NONE,
        "timeout": 5.0,
    }
    known = Server(**{**values, **changes})  # type: ignore[arg-type]
    return SmtpPostman(known, SENDER, now=lambda: NOW).carry(MESSAGE)


def test_a_message_that_is_taken_over_arrives_as_it_was_written() -> None:
    with mail_server() as server:
        receipt = carried(server)

    assert receipt == Receipt(is_taken=True, detail="250 2.0.0 Taken over as example-1")
    (envelope,), (mail,) = server.envelopes, server.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER.address, [MESSAGE.to])
    assert mail.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert mail["To"].addresses[0].display_name == "Misión de Ejemplo"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (MailServer(answer="554 5.7.1 Refused as spam"), "554 5.7.1 Refused as spam"),
        (MailServer(answer="451 Try later\x1b[2J"), "451 Try later [2J"),
        (MailServer(refuses_recipients="550 5.1.1 Nobody of that name"), "550 5.1.1 Nobody"),
    ],
)
def test_a_refusal_is_a_receipt_in_the_words_of_the_server(told: MailServer, said: str) -> None:
    with mail_server(told) as server:
        receipt = carried(server)

    assert (receipt.is_taken, receipt.is_known) == (False, True)
    assert receipt.detail.startswith(said)
    assert receipt.detail.isprintable()


def test_a_server_that_is_not_there_is_a_receipt() -> None:
    with mail_server() as server:
        pass
    receipt = carried(server)

    assert (receipt.is_taken, receipt.is_known) == (False, True)
    assert "refused" in receipt.detail


def test_nobody_knows_what_became_of_a_message_when_the_line_broke_before_the_answer() -> None:
    with mail_server(MailServer(hangs_up=True)) as server:
        receipt = carried(server)

    assert len(server.envelopes) == 1
    assert (receipt.is_taken, receipt.is_known) == (False, False)


@pytest.mark.parametrize(
    ("answer", "taken", "known"),
    [
        ("252 2.0.0 Queued", True, True),
        ("what?", False, False),
        ("333 Go on", False, False),
        ("452 4.3.1 Full", False, True),
    ],
)
def test_only_a_refusal_is_one(answer: str, taken: bool, known: bool) -> None:
    """What is taken for a refusal is sent again: the party would get it twice (RFC 5321 §4.2.1)."""
    with mail_server(MailServer(answer=answer)) as server:
        receipt = carried(server)

    assert (receipt.is_taken, receipt.is_known) == (taken, known)


@pytest.mark.parametrize(
    "changes", [{"host": "mail..example.org"}, {"user": "office", "password": "contraseña"}]
)
def test_what_cannot_be_said_to_a_server_is_a_receipt(changes: dict[str, str]) -> None:
    with mail_server(MailServer(users={"office": "right"})) as server:
        receipt = carried(server, **changes)

    assert (receipt.is_taken, receipt.is_known) == (False, True)
    assert "xf1" not in receipt.detail
    assert server.envelopes == []


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_the_line_is_secret_and_the_sender_known(
    security: Security, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(MailServer(users={"office": "right"}), tls=security) as server:
        right = carried(
            server, host="localhost", security=security, user="office", password="right"
        )
        wrong = carried(
            server, host="localhost", security=security, user="office", password="wrong"
        )

    assert right.is_taken
    assert not wrong.is_taken
    assert wrong.detail.startswith("535")
    assert "wrong" not in wrong.detail
    assert len(server.envelopes) == 1


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_that_cannot_prove_who_it_is_gets_neither_password_nor_letter(
    security: Security,
) -> None:
    with mail_server(MailServer(users={"office": "right"}), tls=security) as server:
        receipt = carried(
            server, host="localhost", security=security, user="office", password="right"
        )

    assert not receipt.is_taken
    assert "certificate" in receipt.detail.lower()
    assert (server.logins, server.envelopes) == ([], [])


def test_a_server_without_encryption_gets_neither_password_nor_letter() -> None:
    with mail_server() as server:
        receipt = carried(server, security=Security.STARTTLS, user="office", password="right")

    assert not receipt.is_taken
    assert server.envelopes == []


def test_a_password_is_in_no_words_that_go_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: smtplib.SMTP, user: str, password: str) -> None:
        raise smtplib.SMTPAuthenticationError(535, f"bad password {password}".encode())

    monkeypatch.setattr(smtplib.SMTP, "login", refused)
    with mail_server() as server:
        receipt = carried(server, user="office", password="a secret")

    assert receipt.detail == "535 bad password …"
    assert "a secret" not in repr(Server(host="a", port=25, password="a secret"))
