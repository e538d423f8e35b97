"""Settings: the environment first, then ``convoca.toml``, then what is right for one office."""

import getpass
import os
import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from convoca.domain.errors import UnreadableFile
from convoca.domain.language import Language
from convoca.domain.slot import zone_info
from convoca.mail.settings import (
    MAIL_KEYS,
    PASSWORD_VARIABLE,
    MailSettings,
    read_mail_settings,
)
from convoca.services.notices.signatories import Secretary, secretaries_of

#: Where the server of feeds listens while no reverse proxy stands before it.
FEEDS_ADDRESS = "http://127.0.0.1:8867"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and who works; read once, in ``bootstrap``.

    ``database`` is a SQLAlchemy URL. ``exports`` and ``calendars`` are folders for what comes out.
    ``feeds_address`` is where subscribers reach the server of feeds, without a slash at its end.
    ``executive_secretaries`` sign letters, each from a day on.
    """

    database: str
    user: str
    language: Language = Language.SPANISH
    exports: Path = field(default_factory=lambda: Path("exports"))
    calendars: Path = field(default_factory=lambda: Path("calendars/feeds"))
    organiser_name: str = "Executive Secretariat"
    organiser_email: str = "sessions@example.org"
    feeds_address: str = FEEDS_ADDRESS
    executive_secretaries: tuple[Secretary, ...] = ()
    mail: MailSettings = field(default_factory=MailSettings)


_KEYS = (
    "database",
    "user",
    "language",
    "exports",
    "calendars",
    "organiser_name",
    "organiser_email",
    "feeds_address",
    "executive_secretaries",
    *MAIL_KEYS,
)

#: Hosts that are this computer: only there may an address with a secret in it go unencrypted.
_THIS_COMPUTER = frozenset({"127.0.0.1", "localhost", "::1"})


def default_database() -> str:
    return f"sqlite:///{user_data_path('convoca') / 'convoca.db'}"


def read_settings(
    *, environment: Mapping[str, str] = os.environ, file: Path | None = None, database: str = ""
) -> Settings:
    """Read the settings; ``database`` given on the command line wins over everything.

    Raises UnreadableFile where ``convoca.toml`` is no TOML or names what is not a setting.
    """
    path = file or Path(environment.get("CONVOCA_CONFIG", "convoca.toml"))
    values: dict[str, str] = _read_file(path) if path.exists() else {}
    for key in _KEYS:
        values[key] = environment.get(f"CONVOCA_{key.upper()}", values.get(key, ""))
    given = {key: value for key, value in values.items() if value}
    try:
        language = Language(given.get("language", Language.SPANISH))
    except ValueError:
        raise UnreadableFile(
            str(path),
            "“{value}” is not a language. Write es, en, pt or fr.",
            value=given["language"],
        ) from None
    return Settings(
        database=database or given.get("database") or default_database(),
        user=given.get("user") or getpass.getuser(),
        language=language,
        exports=Path(given.get("exports", "exports")),
        calendars=Path(given.get("calendars", "calendars/feeds")),
        organiser_name=given.get("organiser_name", "Executive Secretariat"),
        organiser_email=given.get("organiser_email", "sessions@example.org"),
        feeds_address=_feeds_address(given.get("feeds_address", FEEDS_ADDRESS), path),
        executive_secretaries=secretaries_of(given.get("executive_secretaries", "")),
        mail=read_mail_settings(given, environment.get(PASSWORD_VARIABLE, ""), path),
    )


def _feeds_address(value: str, path: Path) -> str:
    """Refuse an address that would send the secrets of subscribers in clear, or that is none."""
    try:
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or parts.hostname in _THIS_COMPUTER
        is_plain = not (parts.query or parts.fragment or "@" in parts.netloc)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and is_plain
    except ValueError:  # a host in broken brackets
        is_address = is_safe = False
    if not (is_address and is_safe) or re.search(r"[\s\\]", value):
        raise UnreadableFile(
            str(path), "feeds_address is no address like https://calendars.example.org"
        )
    return value.rstrip("/")


def _read_file(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(str(path), "This is not TOML: {error}", error=error) from error
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        raise UnreadableFile(
            str(path),
            "“{key}” is not a setting. Known: {known}.",
            key=unknown[0],
            known=", ".join(_KEYS),
        )
    return {key: str(value) for key, value in values.items()}


def use_shipped_time_zones() -> None:
    """Read zones from the pinned ``tzdata``: the system's copy may be older, and hours would differ."""
    if zoneinfo.TZPATH:
        zoneinfo.reset_tzpath([])
        zoneinfo.ZoneInfo.clear_cache()
        zone_info.cache_clear()
