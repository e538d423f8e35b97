"""The server that mail is handed over to (RFC 5321), over TLS unless it is this computer."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from convoca.mail.message import Sender, message_bytes
from convoca.mail.settings import MailServer, Security
from convoca.services.notices.addresses import mail_address, one_line
from convoca.services.notices.letters import OutgoingMessage, Receipt

#: Characters; what a server says goes on record, and a server may say much.
_LONGEST_DETAIL = 500


class SmtpPostman:
    """Hands each message over on a line of its own.

    A refusal, and a server that cannot be reached, are receipts. So is a line that broke after the
    message was sent and before the server answered: then nobody knows (``is_known`` False).
    """

    def __init__(self, server: MailServer, sender: Sender, *, now: Callable[[], datetime]) -> None:
        self._server, self._sender, self._now = server, sender, now

    def carry(self, message: OutgoingMessage, /) -> Receipt:
        content = message_bytes(message, self._sender, at=self._now())
        try:
            line = self._connected()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # ValueError: a host or a password that cannot even be said to a server.
            return Receipt(is_taken=False, detail=self._said(error))
        try:
            return self._handed_over(line, mail_address(message.to), content)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def _connected(self) -> smtplib.SMTP:
        """Return a line that is secret and known to the server. Raises OSError, SMTPException."""
        server = self._server
        name = self._sender.address.rpartition("@")[2]
        if server.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=name,
                timeout=server.timeout,
                context=ssl.create_default_context(),
            )
        else:
            line = smtplib.SMTP(
                server.host, server.port, local_hostname=name, timeout=server.timeout
            )
        try:
            if server.security is Security.STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _handed_over(self, line: smtplib.SMTP, to: str, content: bytes) -> Receipt:
        try:
            line.ehlo_or_helo_if_needed()
            for code, said in (line.mail(mail_address(self._sender.address)), line.rcpt(to)):
                if code not in {250, 251}:
                    return Receipt(is_taken=False, detail=self._cleaned(code, said))
        except (OSError, smtplib.SMTPException) as error:
            return Receipt(is_taken=False, detail=self._said(error))
        try:
            code, said = line.data(content)
        except smtplib.SMTPDataError as error:
            return Receipt(is_taken=False, detail=self._said(error))
        except (OSError, smtplib.SMTPException) as error:
            return Receipt(is_taken=False, is_known=False, detail=self._said(error))
        # Only 4yz and 5yz are a refusal (RFC 5321 §4.2.1); an answer that is none leaves it open.
        is_known = 200 <= code < 300 or 400 <= code < 600
        return Receipt(
            is_taken=200 <= code < 300, is_known=is_known, detail=self._cleaned(code, said)
        )

    def _said(self, error: Exception) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return self._cleaned(error.smtp_code, error.smtp_error)
        if isinstance(error, UnicodeError):  # its words quote a letter of what may be the password
            return type(error).__name__
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return self._cleaned(None, str(reason))

    def _cleaned(self, code: int | None, said: bytes | str) -> str:
        """Return what the server said as one line for the record; a password is never in it."""
        words = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
        line = one_line(words if code is None else f"{code} {words}")
        if self._server.password:
            line = line.replace(self._server.password, "…")
        return line[:_LONGEST_DETAIL]
