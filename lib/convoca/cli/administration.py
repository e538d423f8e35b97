"""``convoca audit verify``, ``backup``, ``restore`` and ``doctor``."""

import importlib.metadata
import sqlite3
import sys
from pathlib import Path

import click

from convoca.bootstrap import open_convoca
from convoca.cli.output import Refused, options, say
from convoca.services import release_manifest
from convoca.services.time_zone_changes import (
    ShiftedEntry,
    installed_time_zones,
    shifted_entries,
)


@click.group()
def audit() -> None:
    """Look into the record of who changed what, when and why."""


@audit.command("verify")
@options
def verify(database: str, as_json: bool) -> None:
    """Prove that no entry of the audit trail, and no release, was changed outside Convoca."""
    with open_convoca(database=database) as convoca, convoca.reading() as uow:
        count = uow.audit.verify()
        head = uow.audit.head()
        for period in uow.periods.all():
            release_manifest.verify(uow.releases.all(period=period.id))
    data = {"format": "convoca/audit/1", "entries": count, "head": head, "intact": True}
    say(f"The audit trail is intact: {count} entries, head {head}", data, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options
def backup(file: Path, database: str, as_json: bool) -> None:
    """Write the whole store into one file (mode 0600; it holds protected identities)."""
    with open_convoca(database=database) as convoca:
        path = convoca.back_up(file)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options
def restore(file: Path, database: str, as_json: bool) -> None:
    """Restore a backup into an empty store, on either kind of database."""
    with open_convoca(database=database) as convoca:
        entries = convoca.restore(file)
    data = {"format": "convoca/restore/1", "audit_entries": entries}
    say(f"Restored, with {entries} audit entries.", data, as_json=as_json)


@click.command()
@options
def doctor(database: str, as_json: bool) -> None:
    """Tell whether this installation is in order, and what to mend."""
    python = ".".join(map(str, sys.version_info[:3]))
    packages = ("voila", "icalendar", "openpyxl", "tzdata")
    checks: list[tuple[str, bool, str]] = [
        ("python", sys.version_info >= (3, 11), python),
        *((package, True, importlib.metadata.version(package)) for package in packages),
    ]
    with open_convoca(database=database) as convoca:
        checks.append(("database", True, convoca.settings.database))
        if convoca.settings.database.startswith("sqlite"):
            wal = sqlite3.sqlite_version_info >= (3, 51, 3)
            mode = "WAL" if wal else "TRUNCATE, since older libraries can corrupt a WAL database"
            checks.append(("sqlite", True, f"{sqlite3.sqlite_version} ({mode})"))
        with convoca.reading() as uow:
            checks.append(("audit trail", True, f"{uow.audit.verify()} entries"))
            states = len(uow.states.all())
            checks.append(("Member States", states == 35, f"{states} of 35"))
        shifted = shifted_entries(today=convoca.today(), uow=convoca.reading())
        checks += [("released hours", False, _shift(each)) for each in shifted]
        if not shifted:
            same = f"the same instants by time-zone data {installed_time_zones()}"
            checks.append(("released hours", True, same))
        for name, folder in (
            ("exports", convoca.settings.exports),
            ("calendars", convoca.settings.calendars),
        ):
            checks.append((name, not folder.exists() or folder.is_dir(), str(folder)))
    words = "\n".join(f"{'ok' if ok else 'MEND':<5}{name}: {said}" for name, ok, said in checks)
    data = {
        "format": "convoca/doctor/1",
        "checks": [{"name": name, "ok": ok, "detail": said} for name, ok, said in checks],
    }
    say(words, data, as_json=as_json)
    if not all(ok for _, ok, _ in checks):
        raise Refused


def _shift(entry: ShiftedEntry) -> str:
    """Say which released hour would be another instant; titles are nobody's matter here."""
    slot = entry.slot
    agreed = f"{slot.wall_date} {slot.wall_time:%H:%M} {slot.zone}"
    now = f"{entry.starts:%Y-%m-%d %H:%M}Z" if entry.starts else "an hour that the clocks skip"
    return (
        f"period {entry.period_number}, release {entry.release}, {entry.kind} {entry.activity}: "
        f"{agreed} was {slot.start:%Y-%m-%d %H:%M}Z by time-zone data {entry.time_zones or '?'} "
        f"and is {now} by {installed_time_zones()}; decide what holds, release and give notice"
    )


COMMANDS = (audit, backup, restore, doctor)
