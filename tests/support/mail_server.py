"""A real mail server on this computer, that does as a test tells it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

#: A certificate for localhost with its key, good for nothing else.
CERTIFICATE = Path(__file__).parents[1] / "mail" / "localhost.pem"


@dataclass
class MailServer:
    """``answer`` is what it says to each message; ``hangs_up``: the line breaks before it answers."""

    answer: str = "250 2.0.0 Taken over as example-1"
    refuses_recipients: str = ""
    hangs_up: bool = False
    users: dict[str, str] = field(default_factory=dict)
    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(envelope.original_content or b"", policy=POLICY)  # type: ignore[misc]
            for envelope in self.envelopes
        ]

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_recipients:
            return self.refuses_recipients
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        if self.hangs_up:
            assert server.transport is not None
            server.transport.abort()
        return self.answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any
    ) -> AuthResult:
        assert isinstance(said, LoginPassword)
        user, password = said.login.decode(), said.password.decode()
        self.logins.append(user)
        return AuthResult(success=self.users.get(user) == password, handled=False)


@contextmanager
def mail_server(told: MailServer | None = None, *, tls: str = "") -> Iterator[MailServer]:
    """Run a server; ``tls`` is empty, ``starttls`` or ``tls``."""
    told = told or MailServer()
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0}
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        if tls == "tls":
            options["ssl_context"] = context
        else:
            options |= {"tls_context": context, "require_starttls": True}
    if told.users:
        options |= {"authenticator": told.authenticate, "auth_required": tls == "starttls"}
        # Where the whole line is encrypted, it does not know itself that it is.
        options["auth_require_tls"] = tls == "starttls"
    controller = _AnyPort(told, **options)
    controller.start()
    told.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield told
    finally:
        controller.stop()


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        """The port is known once the server listens: connecting to port 0 would fail."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
