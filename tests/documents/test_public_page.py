"""The public page: complete without a script, readable by machines that read aloud, and alone."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from convoca.documents.programme_page import front_page, programme_page
from convoca.documents.programme_words import days
from convoca.domain.language import Language
from support.public_programmes import CL, TUESDAY, a_public_programme, a_slot, an_entry

VOID = {"link", "meta", "br", "img"}


class Tree(HTMLParser):
    """The elements of a page with what stands in each; one that is not closed is an error."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page.decode())
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attrs), [])
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, said in self._open:
            said.append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(given, "".join(said)) for name, given, said in self.found if name == tag]


@pytest.fixture(params=list(Language))
def page(request: pytest.FixtureRequest) -> Tree:
    return Tree(programme_page(a_public_programme(), request.param))


def test_a_reader_aloud_finds_the_way(page: Tree) -> None:
    assert page.all("html")[0][0]["lang"] in {str(language) for language in Language}
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert {name for name, _, _ in page.found} >= {"header", "main", "footer", "nav"}
    assert all(given.get("aria-label") for given, _ in page.all("nav"))
    levels = [int(name[1]) for name, _, _ in page.found if re.fullmatch("h[1-6]", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.all("a")[0][0]["href"] == "#programme"


def test_every_table_has_a_caption_and_headers(page: Tree) -> None:
    tables = len(page.all("table"))
    assert tables >= 3
    assert len(page.all("caption")) == tables
    assert {given["scope"] for given, _ in page.all("th")} == {"col", "row"}
    rows = len(page.all("tr"))
    assert sum(given["scope"] == "row" for given, _ in page.all("th")) == rows - tables


def test_every_address_leads_to_the_publication_or_into_the_page(page: Tree) -> None:
    targets = {given["id"] for _, given, _ in page.found if given.get("id")}
    for given, _ in page.all("a"):
        address = given["href"] or ""
        if address.startswith("#"):
            assert address[1:] in targets
        else:
            assert re.fullmatch(
                r"\.\./((es|en|pt|fr)/index\.html|programme-(es|en|pt|fr)\.(ics|pdf|xlsx)"
                r"|programme\.json|manifest\.json)",
                address,
            )
    ids = [given["id"] for _, given, _ in page.found if given.get("id")]
    assert len(ids) == len(set(ids))


def test_the_policy_allows_the_own_style_and_script_and_nothing_else(page: Tree) -> None:
    (policy,) = (
        given["content"] or ""
        for given, _ in page.all("meta")
        if given.get("http-equiv") == "Content-Security-Policy"
    )

    def source(said: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()}'"

    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": source(page.all("style")[0][1]),
        "script-src": source(page.all("script")[0][1]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not [given for _, given, _ in page.found if "style" in given or "src" in given]


def test_hours_are_there_without_a_script() -> None:
    page = Tree(programme_page(a_public_programme(), Language.ENGLISH))
    hours = [said for given, said in page.all("th") if given.get("class") == "hours"]
    assert hours[0].split("\xa0") == ["9:00", "AM – 10:00", "AMWashington: 10:00", "AM – 11:00", "AMUTC: 3:00", "PM – 4:00", "PM"]  # fmt: skip
    times = [given for given, _ in page.all("time")]
    assert times[0] == {"datetime": "2027-03-08T15:00:00+00:00", "data-zone": "America/Guatemala"}


def test_an_hour_that_is_tomorrow_in_utc_says_so() -> None:
    late = an_entry("late", title="Example: late", slot=a_slot(TUESDAY, 20))
    lines = [
        line
        for day in days(a_public_programme(late), Language.ENGLISH)
        for line in day.lines
        if line.title == "Example: late"
    ]
    assert lines[0].elsewhere[1] == "UTC: 2:00\xa0AM – 3:00\xa0AM (March 10, 2027)"


def test_a_day_in_two_zones_is_two_tables_with_names_of_their_own() -> None:
    headings = [day.heading for day in days(a_public_programme(), Language.ENGLISH)]
    assert headings == [
        "Monday, March 8, 2027",
        "Tuesday, March 9, 2027 (Central Standard Time)",
        "Tuesday, March 9, 2027 (Chile Summer Time)",
    ]


def test_what_is_cancelled_provisional_or_moved_says_so() -> None:
    page = Tree(programme_page(a_public_programme(), Language.ENGLISH))
    notes = [said for given, said in page.all("span") if given.get("class") == "note"]
    assert notes == [
        "Provisional: it may still change.",
        "Cancelled",
        "Moved from: Monday, March 8, 2027, 9:00\xa0AM (Central Standard Time)",
    ]


def test_an_activity_without_a_title_is_named_once() -> None:
    untitled = an_entry("more", title="", states=(CL,))
    lines = [
        line
        for day in days(a_public_programme(untitled), Language.ENGLISH)
        for line in day.lines
        if line.title == "Hearing: Chile"
    ]
    assert [line.about for line in lines] == [""]


def test_the_front_page_leads_to_each_language() -> None:
    page = Tree(front_page(a_public_programme()))
    assert [given["href"] for given, _ in page.all("a")] == [
        f"{language}/index.html" for language in Language
    ]
    assert page.all("script") == []
