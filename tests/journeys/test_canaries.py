"""A protected name planted everywhere it could be typed is found in no artefact, whole or in part."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Hearing, Visibility
from convoca.domain.identifiers import HearingRequestId
from convoca.domain.language import Language
from convoca.domain.party import Role
from convoca.domain.programme import ActivityKind
from convoca.scheduling.interchange import document_of
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.availability import save_unavailability
from convoca.services.identities import names_in, reveal_identity
from convoca.services.period_file import read_period_file
from convoca.services.periods import save_period
from convoca.services.problems import problems
from convoca.services.programme import place
from convoca.services.protection import protect_participant
from convoca.services.releases import current_entries
from convoca.services.requests import grant_request, save_request
from convoca.services.timetabling import problem_of
from support.builders import ROOM, a_member, a_participant, a_period, a_request
from support.command import convoca as command

NAME = "Xiomara Zúñiga de la Canaria"
PARTS = ("xiomara", "zuniga", "canaria")
SECRET_TITLE = "Vlornik private matter"


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


@pytest.fixture
def planted(convoca: Convoca) -> Hearing:
    """A hearing with a protected witness, and a private hearing beside it."""
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    with convoca.unit_of_work() as uow:
        uow.members.save(a_member("Example Member", "CO"))
        uow.commit(reason="Example")
    witness = a_participant(name=NAME, role=Role.WITNESS, purpose="Example testimony")
    open_, closed = (
        save_request(
            a_request(period, title=title, participants=people),
            reason="Received",
            uow=convoca.unit_of_work(),
        )
        for title, people in (
            ("Example open matter", (witness,)),
            (SECRET_TITLE, (a_participant(),)),
        )
    )
    still = protect_participant(
        HearingRequestId(open_.id),
        witness.id,
        pseudonym="Witness 1",
        reason="Asked for by the witness",
        uow=convoca.unit_of_work(),
    )
    assert still == ()
    hearings = [
        grant_request(r.id, on=date(2027, 1, 20), reason="Granted", uow=convoca.unit_of_work())
        for r in (open_, closed)
    ]
    with convoca.unit_of_work() as uow:
        private = uow.hearings.get(hearings[1].id)
        uow.hearings.save(replace(private, visibility=Visibility.PRIVATE))
        uow.commit(reason="Example")
    for hearing, hour in zip(hearings, (9, 11), strict=True):
        with convoca.reading() as uow:
            file = read_period_file(period.id, uow=uow)
        place(
            file, hearing.id, day=date(2027, 3, 8), hour=time(hour), room=ROOM, reason="Placed",
            uow=convoca.unit_of_work(),
        )  # fmt: skip
    assert isinstance(hearings[0], Hearing)
    return hearings[0]


def _artefacts(convoca: Convoca, hearing: Hearing) -> Iterator[tuple[str, bytes]]:
    for audience in (PUBLIC, SECRETARIAT):
        feed = convoca.calendar(901, audience)
        for language in Language:
            yield f"{audience}-{language}.ics", convoca.calendar_bytes(feed, language)
            yield f"{audience}-{language}.json", convoca.calendar_truth(feed, language)
    for language in Language:
        for kind in ("requests", "programme"):
            yield convoca.workbook(901, kind, language)
        yield convoca.minutes(hearing.id, ActivityKind.HEARING, language)


def _everything_in(name: str, content: bytes) -> str:
    """Return every text of an artefact, unzipped, unfolded, without case and accents."""
    texts = [name.encode()]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                texts += [part.filename.encode(), part.comment, archive.read(part)]
    else:
        texts.append(content.replace(b"\r\n ", b""))
    whole = b"\n".join(texts).decode("utf-8", errors="replace").casefold()
    return "".join(c for c in unicodedata.normalize("NFD", whole) if not unicodedata.combining(c))


def test_no_artefact_holds_a_protected_name(convoca: Convoca, planted: Hearing) -> None:
    artefacts = dict(_artefacts(convoca, planted))
    assert len(artefacts) >= 28
    for name, content in artefacts.items():
        text = _everything_in(name, content)
        assert [part for part in PARTS if part in text] == [], name
    assert "witness 1" in _everything_in(
        "minutes", convoca.minutes(planted.id, ActivityKind.HEARING, Language.ENGLISH)[1]
    )


def test_a_private_hearing_is_absent_from_what_is_public(
    convoca: Convoca, planted: Hearing
) -> None:
    public = convoca.calendar(901, PUBLIC)
    text = _everything_in("", convoca.calendar_bytes(public, Language.ENGLISH))
    assert "vlornik" not in text
    assert "example open matter" in text
    internal = convoca.calendar(901, SECRETARIAT)
    assert "vlornik" in _everything_in("", convoca.calendar_bytes(internal, Language.ENGLISH))


def test_why_a_member_is_absent_leaves_the_secretariat_in_nothing(
    convoca: Convoca, planted: Hearing
) -> None:
    """Not even in the timetabling problem that is written to a file, or in what a plan prints."""
    with convoca.reading() as uow:
        file = read_period_file(planted.period, uow=uow)
    placement = file.placements[planted.id]
    illness = Unavailability(
        id=uuid4(), period=planted.period, kind=UnavailableKind.MEMBER,
        key=str(file.members[0].id), span=placement.slot, reason="Vlornikosis",
    )  # fmt: skip
    save_unavailability(illness, reason="Told by phone", uow=convoca.unit_of_work())
    with convoca.reading() as uow:
        file = read_period_file(planted.period, uow=uow)
    assert file.unavailabilities[0].reason == "Vlornikosis"
    artefacts = dict(_artefacts(convoca, planted))
    problem = problem_of(file, today=date(2027, 1, 20))
    assert problem.member[str(file.members[0].id)].unavailable
    artefacts["problem.json"] = json.dumps(document_of(problem), default=str).encode()
    artefacts["problems"] = repr(problems(file, date(2027, 1, 20))).encode()
    artefacts["release"] = repr(current_entries(file)).encode()
    for name, content in artefacts.items():
        assert "vlornikosis" not in _everything_in(name, content), name


def test_what_the_store_logs_holds_no_protected_name(
    convoca: Convoca, planted: Hearing, database: str, tmp_path: Path
) -> None:
    """The audit says that a person was named, never who: not even before the name was sealed."""
    with convoca.reading() as uow:
        entries = uow.audit.entries()
    assert len(entries) > 5
    text = _everything_in("", repr(entries).encode())
    assert [part for part in PARTS if part in text] == []


@pytest.mark.parametrize(
    "typed",
    [
        "About Xiomara Zúñiga",
        "ZUNIGA DE LA CANARIA, XIOMARA",
        "xiomara de la canaria",
        "Canaria, Xiomara",
        unicodedata.normalize("NFD", "Hearing of Xiomara Zúñiga"),
    ],
)
def test_a_name_typed_into_a_title_stops_every_export(
    convoca: Convoca, planted: Hearing, typed: str
) -> None:
    with convoca.unit_of_work() as uow:
        stored = uow.hearings.get(planted.id)
        uow.hearings.save(replace(stored, title=typed))
        uow.commit(reason="Careless")
    for audience in (PUBLIC, SECRETARIAT):
        with pytest.raises(ProtectedNameFound) as stopped:
            convoca.calendar(901, audience)
        assert "xiomara" not in str(stopped.value).casefold()
    with pytest.raises(ProtectedNameFound):
        convoca.workbook(901, "programme", Language.ENGLISH)
    with pytest.raises(ProtectedNameFound):
        convoca.minutes(planted.id, ActivityKind.HEARING, Language.ENGLISH)


def test_innocent_texts_do_not_stop_an_export() -> None:
    innocent = ["Derechos de la niñez", "La situación de la Isla Canaria", "Xiomara"]
    assert names_in(innocent, [NAME]) == []


def test_reading_an_identity_needs_a_reason_and_goes_on_record(
    convoca: Convoca, planted: Hearing
) -> None:
    witness = next(p for p in planted.participants if p.protected)
    assert witness.name == "Witness 1"
    for reason in ("To send the travel ticket", "To check the passport"):
        assert reveal_identity(witness.id, reason=reason, uow=convoca.unit_of_work()) == NAME
    with convoca.reading() as uow:
        reasons = [entry.reason for entry in uow.audit.entries(record=witness.id)]
    assert reasons == [
        "To check the passport", "To send the travel ticket", "Asked for by the witness",
    ]  # fmt: skip


def test_a_protected_name_is_told_where_it_still_stands(convoca: Convoca) -> None:
    period = save_period(a_period(number=902), reason="Example", uow=convoca.unit_of_work())
    person = a_participant(name=NAME)
    request = save_request(
        a_request(period, summary=f"{NAME} will speak", participants=(person,)),
        reason="Received",
        uow=convoca.unit_of_work(),
    )
    still = protect_participant(
        request.id, person.id, pseudonym="Person 1", reason="Asked", uow=convoca.unit_of_work()
    )
    assert still == ("summary",)


def test_messages_of_the_command_hold_no_protected_name(
    convoca: Convoca, planted: Hearing, database: str, tmp_path: Path
) -> None:
    with convoca.unit_of_work() as uow:
        stored = uow.hearings.get(planted.id)
        uow.hearings.save(replace(stored, title=f"About {NAME}"))
        uow.commit(reason="Careless")
    answer = command(
        "calendars", "write", "--period", 901, "--audience", "public", "--out", tmp_path,
        "--db", database,
    )  # fmt: skip
    assert answer.code == 1
    assert "pseudonym" in answer.errors
    assert "iomara" not in answer.errors + answer.output
    assert list(tmp_path.rglob("*.ics")) == []
