"""What a calendar was meant to say, told from the feed and never from the file it judges."""

import json
from datetime import date, datetime

from convoca.calendars import words
from convoca.domain.language import Language
from convoca.services.feeds import Feed, RememberedEntry


def write(feed: Feed, language: Language, /) -> bytes:
    """Render the side-car that a calendar checker compares programs with, as JSON."""
    rows = [_row(said, language, is_example=feed.projection.is_example) for said in feed.entries]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _row(said: RememberedEntry, language: Language, *, is_example: bool) -> dict[str, str]:
    """Give UTC instants (``…Z``) or days; the end is exclusive."""
    start, end = said.entry.span
    return {
        "uid": said.uid,
        "start": _moment(start),
        "end": _moment(end),
        "status": said.status.value,
        "summary": words.summary(said, language, is_example=is_example),
    }


def _moment(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat().replace("+00:00", "Z")
    return moment.isoformat()
