"""Every field that is not for everybody holds a word of its own; every file is searched for all of them.

The oracle is the table of audiences (``convoca.services.audience_table``): what may stand in a file
is read from it, and nothing else does.
"""

import base64
import gzip
import io
import json
import logging
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.release import ReleaseKind
from convoca.services.audience import PUBLIC, SECRETARIAT, STAFF, AudienceKind, state_audience
from convoca.services.audience_table import Field, Thing
from convoca.services.period_file import read_period_file
from convoca.services.releases import Override, blockers, release
from support.artefacts import (
    allowed,
    calendars,
    every_artefact,
    what_is_said_in_passing,
)
from support.planted import MX, Planted, plant
from support.planted_records import plant_records
from support.searching import found_in

FEWEST = 200


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CONVOCA_CALENDARS", str(tmp_path / "calendars"))
    monkeypatch.setenv("CONVOCA_EXPORTS", str(tmp_path / "exports"))
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


@pytest.fixture
def planted(convoca: Convoca) -> Planted:
    made = plant(convoca.unit_of_work())
    plant_records(made, convoca.unit_of_work())
    give_out(convoca, made)
    return made


def give_out(convoca: Convoca, planted: Planted) -> None:
    """Release the programme to everybody, whatever the Rules say of it."""
    with convoca.reading() as uow:
        file = read_period_file(planted.period.id, uow=uow)
    rules = {found.rule for found in blockers(file, ReleaseKind.PUBLIC, convoca.today())}
    overrides = [
        Override(rule=rule, reason="Example", authority="Example", decided_on=date(2027, 1, 10))
        for rule in rules
    ]
    release(
        file, ReleaseKind.PUBLIC, overrides=overrides, now=convoca.now(),
        uow=convoca.unit_of_work(),
    )  # fmt: skip


def test_no_file_holds_what_its_reader_may_not_know(
    convoca: Convoca, planted: Planted, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(planted.canaries) > 90
    caplog.set_level(logging.DEBUG)
    searched, seen = 0, set()
    for artefact in every_artefact(convoca, planted, tmp_path / "publication"):
        hits = found_in(artefact.name, artefact.content, planted.canaries)
        may = {word for word, canary in planted.canaries.items() if artefact.may(canary)}
        leaked = [planted.canaries[word] for word in hits - may]
        assert leaked == [], artefact.name
        if artefact.all_of_it:
            assert hits == may, (artefact.name, [planted.canaries[word] for word in may - hits])
        searched, seen = searched + 1, seen | hits
    assert searched >= FEWEST
    assert planted.identity not in seen
    assert found_in("log", caplog.text.encode(), planted.canaries) == set()


def test_what_is_said_in_passing_names_nobody(
    convoca: Convoca, planted: Planted, database: str
) -> None:
    for what, said in what_is_said_in_passing(convoca, planted, database):
        assert said, what
        assert found_in(what, said, planted.canaries) == set(), what


def test_the_identity_of_a_protected_person_is_not_in_the_audit(
    convoca: Convoca, planted: Planted
) -> None:
    with convoca.reading() as uow:
        entries = uow.audit.entries(limit=10_000)
    hits = found_in("", repr(entries).encode(), planted.canaries)
    secret = {w for w, c in planted.canaries.items() if "identity" in c.where}
    assert len(secret) == 2
    assert not hits & secret


def test_what_turns_private_is_in_nobodys_new_file_who_is_no_party(
    convoca: Convoca, planted: Planted
) -> None:
    """Not even in what is remembered of it: files made before and after are of the same feeds."""
    for _ in calendars(convoca, planted):
        pass
    with convoca.unit_of_work() as uow:
        hearing = uow.hearings.get(planted.subjects[Thing.PUBLIC_HEARING])
        uow.hearings.save(replace(hearing, visibility=Visibility.PRIVATE))
        uow.commit(reason="Example")
    was = {w for w, c in planted.canaries.items() if c.thing is Thing.PUBLIC_HEARING}
    told = {AudienceKind.SECRETARIAT, AudienceKind.MEMBER}
    closed_to = [
        audience
        for audience in planted.audiences
        if audience not in planted.own[Thing.PUBLIC_HEARING] and audience.kind not in told
    ]
    assert len(closed_to) == 10
    for audience in closed_to:
        feed = convoca.calendar(planted.period.number, audience)
        for language in Language:
            content = convoca.calendar_bytes(feed, language)
            assert not found_in(str(audience), content, was), audience


@pytest.mark.parametrize("where", ["title", "venue", "room"])
def test_a_withheld_name_that_was_typed_is_refused_to_states_and_everybody(
    convoca: Convoca, planted: Planted, where: str
) -> None:
    name = next(
        word
        for word, canary in planted.canaries.items()
        if (canary.thing, canary.field) == (Thing.PUBLIC_HEARING, Field.WITHHELD)
    )
    typed = f"On behalf of {name.upper()}"
    with convoca.unit_of_work() as uow:
        hearing = uow.hearings.get(planted.subjects[Thing.PUBLIC_HEARING])
        period = uow.periods.get(planted.period.id)
        place = period.places[0]
        match where:
            case "title":
                uow.hearings.save(replace(hearing, title=typed))
            case "venue":
                changed = replace(place, venue=typed)
                uow.periods.save(replace(period, places=(changed, *period.places[1:])))
            case "room":
                changed = replace(place, rooms=(replace(place.rooms[0], name=typed),))
                uow.periods.save(replace(period, places=(changed, *period.places[1:])))
        uow.commit(reason="Careless")
    give_out(convoca, planted)
    number = planted.period.number
    for audience in (PUBLIC, state_audience(MX)):
        for make in (
            lambda a=audience: convoca.calendar(number, a),
            lambda a=audience: convoca.programme_workbook(number, a, Language.ENGLISH),
        ):
            with pytest.raises(ProtectedNameFound) as stopped:
                make()
            assert found_in("", str(stopped.value).encode(), planted.canaries) == set()
    with pytest.raises(ProtectedNameFound):
        convoca.publication_archive(number)
    assert convoca.calendar(number, SECRETARIAT).entries
    assert convoca.calendar(number, STAFF).entries


def test_the_table_allows_the_public_least(planted: Planted) -> None:
    canaries = planted.canaries.values()
    public = {c.word for c in canaries if allowed(planted, PUBLIC)(c)}
    for audience in (STAFF, state_audience(MX), planted.petitioner, SECRETARIAT):
        assert public <= {c.word for c in canaries if allowed(planted, audience)(c)}


# The search itself ------------------------------------------------------------------------------

CANARY = "Çañárbdföqz"


def _plain(text: str) -> str:
    return text.translate(str.maketrans("Çñáö", "Cnao"))


def zipped(content: bytes, *, name: str = "part.xml", comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return stream.getvalue()


def a_mail(content: bytes) -> bytes:
    packed = base64.encodebytes(content)
    head = (
        b"MIME-Version: 1.0\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
    )
    return head + packed


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda text: text.encode(), id="as-it-is"),
        pytest.param(lambda text: text.encode("utf-16"), id="utf-16"),
        pytest.param(lambda text: b"x" + text.encode("utf-16-be"), id="utf-16-at-an-odd-byte"),
        pytest.param(lambda text: text.encode("latin-1"), id="latin-1"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text).encode(), id="nfd"),
        pytest.param(lambda text: text.upper().encode(), id="upper-case"),
        pytest.param(lambda text: _plain(text).encode(), id="without-accents"),
        pytest.param(lambda text: f"{text[:5]}\r\n {text[5:]}".encode(), id="folded"),
        pytest.param(lambda text: f"{text[:4]}-\n{text[4:]}".encode(), id="hyphenated"),
        pytest.param(lambda text: f"{text[:4]}<b>{text[4:]}</b>".encode(), id="marked-up-apart"),
        pytest.param(lambda text: json.dumps(text).encode(), id="json"),
        pytest.param(
            lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(), id="entities"
        ),
        pytest.param(lambda text: base64.b64encode(f"a word: {text}".encode()), id="base64"),
        pytest.param(
            lambda text: b"href=" + base64.urlsafe_b64encode(f"?? {text}".encode()),
            id="base64-in-an-address",
        ),
        pytest.param(lambda text: gzip.compress(text.encode()), id="gzip"),
        pytest.param(lambda text: zipped(text.encode()), id="zip"),
        pytest.param(lambda text: zipped(zipped(text.encode("utf-16"))), id="zip-in-a-zip"),
        pytest.param(lambda text: zipped(b"", name=text), id="name-of-a-part"),
        pytest.param(lambda text: zipped(b"", comment=text.encode()), id="comment-of-a-zip"),
        pytest.param(lambda text: a_mail(zipped(text.encode())), id="attached-to-a-mail"),
    ],
)
def test_the_search_finds_a_word_however_it_is_hidden(hide: Callable[[str], bytes]) -> None:
    assert found_in("file", hide(CANARY), [CANARY]) == {CANARY}
    assert found_in("file", hide("Çañárbdfgöqz"), [CANARY]) == set()


def test_the_search_reads_the_name_of_a_file() -> None:
    assert found_in(f"901/{CANARY.lower()}.ics", b"", [CANARY]) == {CANARY}
