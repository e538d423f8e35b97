import json

from example_feeds import a_feed, a_hearing, an_eventful_feed

from convoca.calendars import truth
from convoca.domain.language import Language
from convoca.services.audience import SECRETARIAT


def test_the_truth_is_the_instants_and_days_of_the_feed():
    rows = json.loads(truth.write(a_feed(a_hearing(title="Ñ")), Language.ENGLISH))

    assert rows == [
        {
            "uid": "public-0001@example.org",
            "start": "2026-07-21T14:00:00Z",
            "end": "2026-07-21T15:00:00Z",
            "status": "CONFIRMED",
            "summary": "[EXAMPLE] Ñ",
        }
    ]


def test_the_truth_of_whole_days_has_an_exclusive_end():
    feed = an_eventful_feed(SECRETARIAT)
    rows = {row["uid"]: row for row in json.loads(truth.write(feed, Language.ENGLISH))}

    (visit,) = (said for said in feed.entries if said.entry.subject == "visit")

    assert (rows[visit.uid]["start"], rows[visit.uid]["end"]) == ("2026-07-20", "2026-08-01")


def test_the_truth_has_a_row_for_every_entry():
    feed = an_eventful_feed(SECRETARIAT)

    assert len(json.loads(truth.write(feed, Language.FRENCH))) == len(feed.entries)
