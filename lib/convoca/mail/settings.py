"""Which server carries the mail, read from settings; the password from the environment or a file only."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from convoca.domain.errors import InvalidValue, UnreadableFile
from convoca.services.notices.addresses import mail_address

MAIL_KEYS = (
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "smtp_user",
    "smtp_password_file",
    "mail_from",
)
#: It is no setting of ``convoca.toml``, and no page's process ever gets it.
PASSWORD_VARIABLE = "CONVOCA_SMTP_PASSWORD"  # noqa: S105  the name of a variable


class Security(StrEnum):
    """How the line to the server is kept secret; ``NONE`` is for a server on this computer."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over; ``timeout`` is in seconds, for each step. Without ``user``, no login."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
#: Only to a server on this computer may letters and a password go unencrypted.
_THIS_COMPUTER = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """``server`` None: nothing is sent by mail. ``sender`` empty: mail comes from the organiser.

    The password is read when a mail is to be sent: ``password_file`` is where, unless ``password``
    came from the environment.
    """

    server: MailServer | None = None
    sender: str = ""
    password: str = field(default="", repr=False)
    password_file: Path | None = None

    def known_server(self) -> MailServer | None:
        """Return the server with the password for it; None where none is set.

        Raises InvalidValue where a user is named and the password is not known here, UnreadableFile
        for a file that others may read too, and where either holds letters that no login can.
        """
        if self.server is None or not self.server.user:
            return self.server
        if not self.password and self.password_file is None:
            raise InvalidValue(
                "smtp_password_file",
                "The password of the mail server is not known here. Put it into a file of your own "
                "and name that as smtp_password_file: pages read it from there only.",
            )
        known = self.password or _read_secret(self.password_file or Path())
        _refuse_other_letters(known, str(self.password_file or PASSWORD_VARIABLE))
        _refuse_other_letters(self.server.user, "smtp_user")
        return replace(self.server, password=known)


def _refuse_other_letters(secret: str, where: str) -> None:
    """Stop what would fail at each login only, once the mail is on record as begun."""
    try:
        secret.encode("ascii")
    except UnicodeEncodeError as error:
        # The reason alone: the error itself quotes the letter.
        raise UnreadableFile(
            where, "The password cannot be read: {error}", error=error.reason
        ) from None


def _read_secret(path: Path) -> str:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UnreadableFile(
                str(path), "Others may read this file with a password: make it yours alone."
            )
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            str(path), "The password cannot be read: {error}", error=error
        ) from error


def read_mail_settings(given: Mapping[str, str], password: str, file: Path) -> MailSettings:
    """Read what was ``given`` by name; ``file`` is named where something is wrong.

    Raises UnreadableFile, InvalidValue.
    """
    sender, host = given.get("mail_from", ""), given.get("smtp_host", "")
    security = _security(given, file)
    if host and security is Security.NONE and host not in _THIS_COMPUTER:
        raise UnreadableFile(
            str(file),
            "smtp_security is none, but {host} is not this computer: choose starttls or tls.",
            host=host,
        )
    port, path = _port(given, security, file), given.get("smtp_password_file", "")
    server = MailServer(host=host, port=port, security=security, user=given.get("smtp_user", ""))
    return MailSettings(
        server=server if host else None,
        sender=mail_address(sender, "mail_from") if sender else "",
        password=password,
        password_file=Path(path) if path else None,
    )


def _security(given: Mapping[str, str], file: Path) -> Security:
    written = given.get("smtp_security", Security.STARTTLS)
    try:
        return Security(written)
    except ValueError:
        raise UnreadableFile(
            str(file), "smtp_security is starttls, tls or none, not “{value}”.", value=written
        ) from None


def _port(given: Mapping[str, str], security: Security, file: Path) -> int:
    written = given.get("smtp_port", str(_PORTS[security]))
    if not (written.isascii() and written.isdecimal() and 0 < int(written) < 65_536):
        raise UnreadableFile(str(file), "smtp_port is a number from 1 to 65535.")
    return int(written)
