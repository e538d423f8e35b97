"""Calendar programs that nobody here wrote see what the feed meant to say."""

from pathlib import Path

import check_ics
import pytest
from example_feeds import ORGANISER, an_eventful_feed

from convoca.calendars import ical, truth
from convoca.domain.language import Language
from convoca.services.audience import PUBLIC, SECRETARIAT

pytestmark = pytest.mark.skipif(
    not check_ics.SHARED.exists(), reason="../shared, which holds check_ics, is not on this machine"
)


@pytest.fixture(scope="module")
def checker() -> Path:
    return check_ics.installed()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", [PUBLIC, SECRETARIAT], ids=str)
def test_every_program_reads_what_was_meant(audience, language, checker, tmp_path):
    feed = an_eventful_feed(audience)
    calendar, meant = tmp_path / "calendar.ics", tmp_path / "truth.json"
    calendar.write_bytes(ical.write(feed, language, organiser=ORGANISER))
    meant.write_bytes(truth.write(feed, language))

    verdicts = check_ics.check(checker, calendar, meant)

    assert set(verdicts) == set(check_ics.CORE)
    for program, verdict in verdicts.items():
        said = {key: verdict[key] for key in ("errors", "diffs", "warnings")}
        assert said == {"errors": [], "diffs": [], "warnings": []}, program
        if program != "own-lint":
            assert verdict["events"] == len(feed.entries), program


def test_a_calendar_that_says_something_else_is_found_out(checker, tmp_path):
    """The check itself can fail: an hour's difference in one event is seen by every program."""
    feed = an_eventful_feed(PUBLIC)
    data = ical.write(feed, Language.SPANISH, organiser=ORGANISER)
    calendar, meant = tmp_path / "calendar.ics", tmp_path / "truth.json"
    calendar.write_bytes(data.replace(b"DTSTART:20260730T200000Z", b"DTSTART:20260730T193000Z"))
    meant.write_bytes(truth.write(feed, Language.SPANISH))

    verdicts = check_ics.check(checker, calendar, meant)

    assert all(verdict["diffs"] for name, verdict in verdicts.items() if name != "own-lint")
