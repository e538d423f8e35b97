"""The commands for subscriptions: the address once, the reason always."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from convoca.bootstrap import open_convoca
from support.command import Answer, convoca

SCHEMA = Path(__file__).parents[2] / "docs" / "formats" / "schemas" / "feeds.json"


@pytest.fixture
def store(tmp_path: Path) -> str:
    database = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    assert convoca("demo", "--db", database).code == 0
    return database


def issue(store: str, *more: str) -> Answer:
    return convoca(
        "feeds", "issue", "--for", "Press office", "--audience", "public", *more,
        "--reason", "Asked by letter", "--db", store, "--json",
    )  # fmt: skip


def test_an_address_is_told_once(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVOCA_FEEDS_ADDRESS", "https://calendars.example.org/office/")
    issued = issue(store, "--period", "900", "--language", "fr")
    (feed,) = issued.data["feeds"]
    address = issued.data["address"]
    token = address.split("/")[-2]

    assert address == f"https://calendars.example.org/office/feeds/{token}/calendar.ics"
    assert (feed["for"], feed["period"], feed["language"]) == ("Press office", 900, "fr")
    for arguments in (["list"], ["list", "--json"], ["revoke", feed["id"], "--reason", "Left"]):
        assert token not in convoca("feeds", *arguments, "--db", store).output


def test_every_answer_is_what_the_schema_says(store: str) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    issued = issue(store)
    key = issued.data["feeds"][0]["id"]
    rotated = convoca("feeds", "rotate", key, "--reason", "Lost", "--db", store, "--json")
    revoked = convoca("feeds", "revoke", key, "--reason", "Left", "--db", store, "--json")

    for answer in (issued, rotated, revoked):
        assert answer.code == 0, answer.errors
        validator.validate(answer.data)
    assert issued.data["address"] != rotated.data["address"]
    assert "address" not in revoked.data
    assert revoked.data["feeds"][0]["revoked_at"]


def test_people_read_the_address_first_and_then_what_it_is(store: str) -> None:
    said = convoca(
        "feeds", "issue", "--for", "Press office", "--audience", "public", "--language", "en",
        "--reason", "Example", "--db", store,
    ).output.splitlines()  # fmt: skip

    assert said[0].startswith("http://127.0.0.1:8867/feeds/")
    assert "Press office: public, all periods, en; " in said[1]
    assert said[1].endswith("never read; open")


@pytest.mark.parametrize("audience", ["state:MX", "staff", "staff:interpretation"])
def test_a_calendar_is_issued_to_one_audience(store: str, audience: str) -> None:
    answer = convoca(
        "feeds", "issue", "--for", "Example", "--audience", audience, "--reason", "Example",
        "--json", "--db", store,
    )  # fmt: skip

    assert answer.code == 0, answer.errors
    assert answer.data["feeds"][0]["audience"] == audience


NOBODY = "member:00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["issue", "--for", "A", "--audience", "public"], 2, "--reason"),
        (["issue", "--for", "A", "--audience", "public", "--reason", " "], 1, "reason"),
        (["issue", "--for", " ", "--audience", "public", "--reason", "B"], 2, "for whom"),
        (["issue", "--for", "A", "--audience", "nobody", "--reason", "B"], 2, "nobody"),
        (["issue", "--for", "A", "--audience", "public", "--period", "7", "--reason", "B"], 2, "7"),
        (["issue", "--for", "A", "--audience", "state:mx", "--reason", "B"], 2, "state:mx"),
        (["issue", "--for", "A", "--audience", NOBODY, "--reason", "B"], 2, NOBODY),
        (["rotate", "00000000-0000-4000-8000-000000000000", "--reason", "B"], 2, "0000"),
        (["revoke", "no-identifier", "--reason", "B"], 2, "no-identifier"),
    ],
)
def test_what_cannot_be_done_is_said(
    store: str, arguments: list[str], code: int, said: str
) -> None:
    answer = convoca("feeds", *arguments, "--db", store)

    assert answer.code == code
    assert said in answer.errors
    assert answer.output == ""


def test_what_was_revoked_stays_so(store: str) -> None:
    key = issue(store).data["feeds"][0]["id"]
    assert convoca("feeds", "revoke", key, "--reason", "Left", "--db", store).code == 0

    for act in ("rotate", "revoke"):
        answer = convoca("feeds", act, key, "--reason", "Again", "--db", store)
        assert (answer.code, answer.output) == (1, "")
        assert "Press office" in answer.errors


def test_each_act_is_audited_with_its_reason(store: str) -> None:
    token = issue(store).data["address"].split("/")[-2]
    with open_convoca(database=store) as opened, opened.reading() as uow:
        (entry,) = uow.audit.entries(limit=1)

    assert (entry.actor, entry.reason) == ("tester", "Asked by letter")
    assert token not in repr(entry)


@pytest.mark.parametrize(
    "address",
    [
        "http://calendars.example.org",
        "ftp://127.0.0.1",
        "calendars.example.org",
        "https://",
        "https://user:key@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org/a b",
        "https://[broken",
        "https://example.org\\x",
        "javascript:alert(1)//https",
    ],
)
def test_an_address_that_is_none_or_goes_in_clear_is_refused(
    store: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_FEEDS_ADDRESS", address)
    answer = issue(store)

    assert (answer.code, answer.output) == (2, "")
    assert "feeds_address" in answer.errors


@pytest.mark.parametrize(
    "address", ["http://localhost:9000", "http://[::1]:9000", "https://a.org/b"]
)
def test_on_this_computer_an_address_may_go_in_clear(
    store: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_FEEDS_ADDRESS", address)

    assert issue(store).data["address"].startswith(f"{address}/feeds/")
