"""What is published of a release: edition, changes and calendar, as everybody may know them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from convoca.bootstrap import open_convoca
from convoca.domain.errors import NotAllowed, NotFound, ProtectedNameFound, UnreadableFile
from convoca.domain.finding import Verdict
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind, ProtectedIdentity
from convoca.domain.release import ChangeKind, ReleaseKind
from convoca.services.hearings import cancel_hearing
from convoca.services.public_programme import PublicProgramme, lead_time
from convoca.services.public_programme_file import programme_json, read_programme
from support.drafts import TUESDAY, DraftTable, a_draft_table
from support.public_programmes import a_public_programme
from support.releasing import edit, release

SCHEMAS = Path(__file__).parents[2] / "docs" / "formats" / "schemas"
NUMBER = 901


@pytest.fixture
def table(tmp_path: Path) -> Iterator[DraftTable]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        made = a_draft_table(opened)
        for number in range(3):
            made.place(number, hour=9 + 2 * number)
        yield made


def cancel(table: DraftTable, number: int) -> None:
    with table.uow() as uow:
        hearing = uow.hearings.get(table.hearings[number].id)
    cancel_hearing(hearing, reason="Example", uow=table.uow())


def published(table: DraftTable) -> PublicProgramme:
    return table.convoca.public_programme(NUMBER)


def kinds(programme: PublicProgramme) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.title) for change in programme.changes]


def test_nothing_is_published_before_the_first_public_release(table: DraftTable) -> None:
    release(table, ReleaseKind.NOTIFIED)
    with pytest.raises(NotAllowed):
        published(table)
    with table.convoca.reading() as uow:
        assert uow.calendar.remembered(f"{table.period.id}:public") == []
    with pytest.raises(NotFound):
        table.convoca.public_programme(77)


def test_an_edition_is_counted_among_the_public_releases_alone(table: DraftTable) -> None:
    release(table)
    for kind in (ReleaseKind.INTERNAL, ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC):
        last = release(table, kind)
    found = published(table).edition
    assert last.number == 4
    assert (found.number, found.released_on, found.previous_on) == (
        2,
        date(2027, 1, 20),
        date(2027, 1, 20),
    )
    with table.convoca.reading() as uow:
        assert found.audit_sha256 == uow.audit.entries(record=last.id)[0].hash


def test_the_first_edition_has_no_changes(table: DraftTable) -> None:
    release(table)
    assert published(table).changes == ()


def test_what_moved_since_the_edition_before_is_told_with_its_entry(table: DraftTable) -> None:
    release(table)
    published(table)
    table.place(0, day=TUESDAY)
    release(table)
    found = published(table)
    (change,) = found.changes
    (said,) = [s for s in found.feed.entries if s.entry.title == "Example hearing 0"]
    assert (change.kind, change.uid) == (ChangeKind.MOVED_DAY, said.uid)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.slot, change.after.slot) == (said.moved_from, said.entry.slot)


def test_what_was_cancelled_since_the_first_edition_is_told(table: DraftTable) -> None:
    release(table)
    cancel(table, 1)
    assert kinds(published(table)) == [(ChangeKind.CANCELLED, "Example hearing 1")]


@pytest.mark.parametrize("is_released_again", [False, True])
def test_what_turned_private_leaves_no_trace(table: DraftTable, *, is_released_again: bool) -> None:
    edit(table, 2, title="Example Vlornik")
    release(table)
    assert b"Vlornik" in programme_json(published(table))
    edit(table, 2, visibility=Visibility.PRIVATE)
    if is_released_again:
        release(table)
    found = published(table)
    assert b"Vlornik" not in programme_json(found)
    assert str(table.hearings[2].id).encode() not in programme_json(found)
    assert found.changes == ()


def test_what_was_released_as_private_is_told_by_no_change(table: DraftTable) -> None:
    release(table)
    edit(table, 2, visibility=Visibility.PRIVATE)
    release(table)
    edit(table, 2, visibility=Visibility.PUBLIC)
    assert published(table).changes == ()


def test_a_protected_name_stops_the_publication(table: DraftTable) -> None:
    edit(table, 0, title="About Vlornik Example")
    release(table)
    with table.uow() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Vlornik Example"))
        uow.commit(reason="Example")
    with pytest.raises(ProtectedNameFound):
        published(table)


def test_a_protected_name_in_what_only_the_publication_says_stops_it_too(
    table: DraftTable,
) -> None:
    release(table)
    with table.uow() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Vlornik Example"))
        uow.commit(reason="Example")
    settings = replace(table.convoca.settings, organiser_name="Office of Vlornik Example")
    with pytest.raises(ProtectedNameFound):
        replace(table.convoca, settings=settings).public_programme(NUMBER)


def test_a_former_title_with_a_name_that_is_protected_since_is_not_told(table: DraftTable) -> None:
    edit(table, 0, title="About Vlornik Example")
    release(table)
    edit(table, 0, title="Example: another title")
    table.place(1, day=TUESDAY)
    release(table)
    assert len(published(table).changes) == 2
    with table.uow() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Vlornik Example"))
        uow.commit(reason="Example")
    assert kinds(published(table)) == [(ChangeKind.MOVED_DAY, "Example hearing 1")]


def test_a_former_title_with_who_is_withheld_in_that_matter_is_not_told(table: DraftTable) -> None:
    """The same party is in the open elsewhere: its name is no secret, but here it is (Art. 28.2)."""
    party = Party(kind=PartyKind.ORGANISATION, name="Vlornik Example")
    edit(table, 0, title="About Vlornik Example", parties=(party,))
    edit(table, 1, parties=(party,))
    release(table)
    edit(
        table,
        0,
        title="Example: another title",
        parties=(replace(party, withheld_from_state=True),),
    )
    table.place(1, day=TUESDAY)
    release(table)
    found = published(table)
    assert kinds(found) == [(ChangeKind.MOVED_DAY, "Example hearing 1")]
    assert b"Vlornik" not in programme_json(found)


def test_a_preview_remembers_nothing(table: DraftTable) -> None:
    release(table)
    found = table.convoca.coming_publication(NUMBER)
    with table.convoca.reading() as uow:
        assert uow.calendar.remembered(f"{table.period.id}:public") == []
    assert len(found.feed.entries) == len(published(table).feed.entries)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        pytest.param(18, Verdict.MET, id="11-days-before"),
        pytest.param(19, Verdict.MET, id="10-days-before"),
        pytest.param(20, Verdict.BREACHED, id="9-days-before"),
    ],
)
def test_the_first_edition_is_out_ten_days_before_the_opening(
    table: DraftTable, day: int, verdict: Verdict
) -> None:
    release(table, now=datetime(2027, 2, day, 15, tzinfo=UTC))
    release(table, now=datetime(2027, 2, 26, 15, tzinfo=UTC))
    assert lead_time(table.file, date(2027, 2, 26)).verdict is verdict


# The file ----------------------------------------------------------------------------------------


def without_keys(programme: PublicProgramme) -> PublicProgramme:
    """Name each entry by its UID, as who reads the file must."""
    feed = programme.feed
    entries = tuple(
        replace(said, entry=replace(said.entry, subject=said.uid)) for said in feed.entries
    )
    projection = replace(feed.projection, entries=tuple(said.entry for said in entries))
    return replace(programme, feed=replace(feed, entries=entries, projection=projection))


def test_the_file_says_all_that_the_programme_says_but_the_keys_of_records() -> None:
    programme = a_public_programme()
    assert read_programme(programme_json(programme)) == without_keys(programme)


def test_the_calendar_made_from_the_file_is_the_feed_of_the_public(table: DraftTable) -> None:
    release(table)
    edit(table, 0, title="Example: œuvre, «ñ» \\n; 1")
    cancel(table, 1)
    programme = published(table)
    read = read_programme(programme_json(programme))
    for language in Language:
        made = table.convoca.calendar_bytes(programme.feed, language)
        assert table.convoca.calendar_bytes(read.feed, language) == made


def test_no_key_of_a_record_stands_in_the_file(table: DraftTable) -> None:
    release(table)
    content = programme_json(published(table)).decode()
    with table.convoca.reading() as uow:
        records = [*uow.hearings.all(), *uow.releases.all(), *uow.periods.all(), *uow.members.all()]
    assert [record for record in records if str(record.id) in content] == []


@pytest.mark.parametrize("changes", [None, ()])
def test_the_file_is_what_its_schema_says(changes: tuple[()] | None) -> None:
    schema = json.loads((SCHEMAS / "programme-public.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    content = programme_json(a_public_programme(changes=changes))
    Draft202012Validator(schema).validate(json.loads(content))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"format": "convoca/programme-public/2"}', b"\xff", b'{"format": 1}'],
)
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_programme(content)


def test_a_file_that_was_shortened_is_refused() -> None:
    document = json.loads(programme_json(a_public_programme()))
    del document["entries"][0]["status"]
    with pytest.raises(UnreadableFile):
        read_programme(json.dumps(document).encode())
