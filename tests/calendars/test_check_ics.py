"""Calendar programs that nobody here wrote see what a feed or a mail meant to say."""

import fcntl
import json
import os
from dataclasses import replace
from pathlib import Path

import check_ics
import pytest
from example_feeds import AUDIENCES, ORGANISER, an_eventful_feed

from convoca.calendars import ical, itip, truth
from convoca.domain.language import Language
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.feeds import EntryStatus, Feed

pytestmark = pytest.mark.skipif(
    not check_ics.SHARED.exists(), reason="../shared, which holds check_ics, is not on this machine"
)

#: Beside the calendars: one with an hour's difference, and the two kinds of mail.
WRONG, REQUEST, CANCEL = "wrong", "request", "cancel"

Verdicts = dict[str, dict[str, dict[str, object]]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What every program says of every calendar; asked by the first of the workers that run tests."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "check_ics"
    folder.mkdir(exist_ok=True)
    found = folder / "verdicts.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            found.write_text(json.dumps(_asked(folder)), "utf-8")
    verdicts: Verdicts = json.loads(found.read_text("utf-8"))
    return verdicts


def _asked(folder: Path) -> Verdicts:
    """Write the calendars, and start each program once for all."""
    truths: dict[Path, Path] = {}

    def write(name: str, calendar: bytes, meant: bytes) -> None:
        path = folder / f"{name}.ics"
        path.write_bytes(calendar)
        truths[path] = path.with_suffix(".truth.json")
        truths[path].write_bytes(meant)

    for audience in AUDIENCES:
        for language in Language:
            feed = an_eventful_feed(audience)
            data = ical.write(feed, language, organiser=ORGANISER)
            write(name_of(audience, language), data, truth.write(feed, language))
    feed = an_eventful_feed(PUBLIC)
    data = ical.write(feed, Language.SPANISH, organiser=ORGANISER)
    late = data.replace(b"DTSTART:20260730T200000Z", b"DTSTART:20260730T193000Z")
    write(WRONG, late, truth.write(feed, Language.SPANISH))
    for name, render, one in ((REQUEST, itip.request, "moved"), (CANCEL, itip.cancel, "cancelled")):
        said = only(one)
        to = ("party@example.org", "Organización de Ejemplo; «1»")
        mail = render(said.entries[0], Language.SPANISH, ORGANISER, *to, is_example=True)
        write(name, mail, truth.write(said, Language.SPANISH))
    found = check_ics.check(check_ics.installed(), truths)
    return {path.stem: seen for path, seen in found.items()}


def name_of(audience: Audience, language: Language) -> str:
    return f"{audience.file_name}-{language}"


def only(subject: str) -> Feed:
    """A feed with one entry, as its mail has."""
    feed = an_eventful_feed(SECRETARIAT)
    (said,) = (said for said in feed.entries if said.entry.subject == subject)
    return replace(feed, entries=(said,))


def nothing_but_what_was_meant(seen: dict[str, dict[str, object]], events: int) -> None:
    assert set(seen) == set(check_ics.PROGRAMS)
    for program, verdict in seen.items():
        said = {key: verdict[key] for key in ("errors", "diffs", "warnings")}
        assert said == {"errors": [], "diffs": [], "warnings": []}, program
        if program != "own-lint":
            assert verdict["events"] == events, program


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", AUDIENCES, ids=str)
def test_every_program_reads_what_was_meant(audience, language, verdicts):
    events = len(an_eventful_feed(audience).entries)

    nothing_but_what_was_meant(verdicts[name_of(audience, language)], events)


@pytest.mark.parametrize("name", [REQUEST, CANCEL])
def test_every_program_reads_a_mail(name, verdicts):
    assert only("cancelled").entries[0].status is EntryStatus.CANCELLED
    nothing_but_what_was_meant(verdicts[name], 1)


def test_a_calendar_that_says_something_else_is_found_out(verdicts):
    """The check itself can fail: an hour's difference in one event is seen by every program."""
    assert all(verdict["diffs"] for name, verdict in verdicts[WRONG].items() if name != "own-lint")
