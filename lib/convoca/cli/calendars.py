"""``convoca calendars write|diff|explain``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import LANGUAGE, options, say, terminal_language
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.exports import calendar_changes
from convoca.services.feed_changes import FeedChanges
from convoca.services.feed_history import EntryHistory, EntryVersion, explain
from convoca.services.feeds import CalendarEntry, RememberedEntry
from convoca.services.files import write_atomically
from convoca.services.period_file import period_numbered

_PERIOD = click.option("--period", type=int, required=True, help="Number of the period.")
_AUDIENCE = click.option(
    "--audience",
    required=True,
    metavar="AUDIENCE",
    help="public, staff, staff:press, state:CO, petitioner:ID, member:ID or secretariat.",
)
_KINDS = ("added", "moved", "cancelled", "reworded", "vanished")


@click.group()
def calendars() -> None:
    """Calendars that people subscribe to (iCalendar, RFC 5545)."""


@calendars.command("write")
@_PERIOD
@_AUDIENCE
@click.option("--language", type=LANGUAGE, help="One language (default: all four).")
@click.option("--out", type=click.Path(path_type=Path), help="Folder (default: from the settings).")
@click.option("--truth", type=click.Path(path_type=Path), help="Write what it was meant to say.")
@options
def write(
    period: int,
    audience: str,
    language: str | None,
    out: Path | None,
    truth: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the calendar of a period for one audience."""
    languages = [Language(language)] if language else list(Language)
    if truth and len(languages) > 1:
        raise click.UsageError("--truth is for one language: give --language too.")
    with open_convoca(database=database) as convoca:
        feed = convoca.calendar(period, Audience.named(audience))
        files = convoca.write_calendar(feed, languages, folder=out)
        if truth:
            write_atomically(truth, convoca.calendar_truth(feed, languages[0]))
    data = {
        "format": "convoca/files/1",
        "files": [str(path) for path in files],
        "truth": str(truth) if truth else None,
        "events": len(feed.entries),
    }
    say("\n".join(map(str, files)), data, as_json=as_json)


@calendars.command("diff")
@_PERIOD
@_AUDIENCE
@options
def diff(period: int, audience: str, database: str, as_json: bool) -> None:
    """Say what the next writing of a calendar would say anew. Nothing is written."""
    whose = Audience.named(audience)
    with open_convoca(database=database) as convoca:
        changes = calendar_changes(
            _period(convoca, period), whose, now=convoca.now(), uow=convoca.reading()
        )
    data: dict[str, object] = {
        "format": "convoca/calendar-changes/1",
        "period": period,
        "audience": str(whose),
        "unchanged": len(changes.unchanged),
    }
    for kind in _KINDS:
        data[kind] = [_entry_data(entry) for entry in getattr(changes, kind)]
    say("\n".join(_difference(changes)), data, as_json=as_json)


@calendars.command("explain")
@click.argument("uid", required=False, default="")
@click.option("--period", type=int, help="Number of the period, with --activity.")
@click.option("--audience", metavar="AUDIENCE", help="Whose calendar, with --activity.")
@click.option("--activity", type=click.UUID, help="A hearing, meeting, session or visit.")
@click.option("--language", type=LANGUAGE, help="Language (default: the terminal's).")
@options
def explain_entry(
    uid: str,
    period: int | None,
    audience: str | None,
    activity: UUID | None,
    language: str | None,
    database: str,
    as_json: bool,
) -> None:
    """Tell the versions of an entry: what changed, when, and because of which acts.

    Give the UID of the entry, as any calendar program shows it; or an activity, with the period and
    the audience. The acts are for the Secretariat alone.
    """
    if bool(uid) == bool(activity and audience and period):
        raise click.UsageError("Give a UID, or --period, --audience and --activity.")
    spoken = Language(language) if language else terminal_language()
    with open_convoca(database=database) as convoca:
        history = explain(
            uid,
            period=_period(convoca, period) if period else None,
            audience=Audience.named(audience) if audience else None,
            activity=activity,
            uow=convoca.reading(),
        )
        words = [line for each in history.versions for line in _told(convoca, each, spoken)]
        data = _history_data(convoca, history, spoken)
    say("\n".join(words), data, as_json=as_json)


def _period(convoca: Convoca, number: int) -> PeriodId:
    with convoca.reading() as uow:
        return period_numbered(number, uow=uow).id


def _difference(changes: FeedChanges) -> Iterator[str]:
    for kind in _KINDS:
        entries: Sequence[CalendarEntry] = getattr(changes, kind)
        yield from (f"{kind:<10}{_when(entry)}  {_name(entry)}" for entry in entries)
    if changes.is_nothing:
        yield "Nothing has changed."


def _name(entry: CalendarEntry) -> str:
    return " ".join(filter(None, (entry.title or f"({entry.kind})", entry.rule)))


def _when(entry: CalendarEntry) -> str:
    if entry.slot is None:
        return " - ".join(dict.fromkeys(str(day) for day in (entry.first_day, entry.last_day)))
    return f"{entry.slot.wall_date} {entry.slot.wall_time:%H:%M} {entry.slot.zone}"


def _entry_data(entry: CalendarEntry) -> dict[str, object]:
    start, end = entry.span
    return {
        "kind": str(entry.kind),
        "title": entry.title,
        "rule": entry.rule,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "place": entry.place,
        "room": entry.room,
        "private": entry.is_private,
        "cancelled": entry.is_cancelled,
    }


def _told(convoca: Convoca, version: EntryVersion, language: Language) -> Iterator[str]:
    yield convoca.version_sentence(version, language)
    for cause in version.causes:
        yield f"    {convoca.cause_sentence(cause, language)}"


def _history_data(convoca: Convoca, history: EntryHistory, language: Language) -> dict[str, object]:
    return {
        "format": "convoca/calendar-history/1",
        "audience": str(history.audience),
        "uid": history.uid,
        "versions": [
            {
                "number": version.number,
                "at": version.at.isoformat(),
                "changes": [str(change) for change in version.changes],
                "sentence": convoca.version_sentence(version, language),
                "said": _said_data(version.said),
                "kept_back": version.is_kept_back,
                "because": [
                    {
                        "at": cause.at.isoformat(),
                        "by": cause.actor,
                        "reason": cause.reason,
                        "fields": list(cause.fields),
                        "release": cause.release,
                    }
                    for cause in version.causes
                ],
            }
            for version in history.versions
        ],
    }


def _said_data(said: RememberedEntry | None) -> dict[str, object] | None:
    if said is None:
        return None
    about = {"uid": said.uid, "sequence": said.sequence, "status": str(said.status)}
    return {**about, **_entry_data(said.entry)}


COMMANDS = (calendars,)
