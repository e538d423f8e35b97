"""Addresses of mail as they stand in a header: one line, one mailbox (RFC 5321 §4.1.2)."""

import re
import unicodedata

from convoca.domain.errors import InvalidValue

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAILBOX = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})+)")


def mail_address(written: str, field: str = "address") -> str:
    """Return the one mailbox that ``written`` names, as a server of mail takes it.

    A domain in other letters is written as the network does. Raises InvalidValue for ``field``.
    """
    address = _in_network_letters(written.strip())
    found = _MAILBOX.fullmatch(address)
    # RFC 5321 §4.5.3.1: at most 64 octets before the sign, 254 in all.
    if not found or len(found.group(1)) > 64 or len(address) > 254:
        raise InvalidValue(
            field,
            "“{address}” is no mail address. Write one, such as name@example.org.",
            address=one_line(written),
        )
    return address


def _in_network_letters(address: str) -> str:
    before, sign, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{before}{sign}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def one_line(written: str) -> str:
    """Return ``written`` as one line without what is not seen: a header can say nothing else."""
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in written)
    return " ".join(seen.split())
