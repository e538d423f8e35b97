"""A change as part of a mail, for whoever a subscription reaches too late (RFC 5546, 6047).

One VEVENT to one attendee, with the UID and SEQUENCE of the attendee's own feed, so that a calendar
program that holds both takes them for the same thing.
"""

from dataclasses import replace

from icalendar import Calendar, vCalAddress

from convoca.calendars import words
from convoca.calendars.ical import Organiser, event_of
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.services.feeds import EntryStatus, RememberedEntry


def request(
    said: RememberedEntry,
    language: Language,
    organiser: Organiser,
    attendee_email: str,
    attendee_name: str,
    *,
    is_example: bool,
) -> bytes:
    """Render what a feed says of an entry as METHOD:REQUEST (RFC 5546 §3.2.2).

    Raises InvalidValue for an entry that is cancelled, ValueError for an address with a line break.
    """
    if said.status is EntryStatus.CANCELLED:
        raise InvalidValue("entries", "Nobody is invited to what is cancelled.")
    attendee = _attendee(attendee_email, attendee_name)
    return _message("REQUEST", said, language, organiser, attendee, is_example=is_example)


def cancel(
    said: RememberedEntry,
    language: Language,
    organiser: Organiser,
    attendee_email: str,
    attendee_name: str,
    *,
    is_example: bool,
) -> bytes:
    """Render an entry as METHOD:CANCEL (RFC 5546 §3.2.5): one version above what the feed said last.

    A feed that says itself that the entry is cancelled has counted that already. Raises ValueError
    for an address with a line break.
    """
    attendee = _attendee(attendee_email, attendee_name)
    return _message(
        "CANCEL", _cancelled(said), language, organiser, attendee, is_example=is_example
    )


def _cancelled(said: RememberedEntry) -> RememberedEntry:
    if said.status is EntryStatus.CANCELLED:
        return said
    return replace(
        said,
        entry=replace(said.entry, is_cancelled=True),
        status=EntryStatus.CANCELLED,
        sequence=said.sequence + 1,
    )


def _attendee(email: str, name: str) -> vCalAddress:
    """Nobody is asked to answer: a notice is served, and not accepted or declined."""
    return vCalAddress.new(
        email,
        cn=words.clean(name) or None,
        partstat="NEEDS-ACTION",
        role="REQ-PARTICIPANT",
        rsvp=False,
    )


def _message(
    method: str,
    said: RememberedEntry,
    language: Language,
    organiser: Organiser,
    attendee: vCalAddress,
    *,
    is_example: bool,
) -> bytes:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Convoca//Calendars 1//{language.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    event = event_of(said, language, organiser, is_example=is_example)
    event["ATTENDEE"] = attendee
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
