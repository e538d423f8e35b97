"""Everything that Convoca writes about one period, each file with who reads it and what it may hold."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.domain.notice import Notice, NoticeKind
from convoca.scheduling.interchange import document_of
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.audience_table import PLACED, Field, Thing, fields_for
from convoca.services.notices.dossier import dossier_of
from convoca.services.notices.drafting import draft_notices, draft_visit_notice
from convoca.services.notices.mailing import approved_letters
from convoca.services.notices.notice_file import read_notice_file
from convoca.services.notices.outbox import approve_notices
from convoca.services.round_trip.fields import WorkbookKind
from convoca.services.timetabling import problem_of
from support.artefact import Artefact, May
from support.artefacts_of_proceedings import (
    copies_for_parties,
    day_sheets,
    minutes_of_meetings,
    registers,
)
from support.command import convoca as command
from support.planted import MX, NOBODY, Canary, Planted


def allowed(planted: Planted, audience: Audience) -> May:
    """Return what the table allows an audience."""

    def may(canary: Canary) -> bool:
        if canary.thing is None or planted.is_barred(canary.thing, audience):
            return False
        is_own = audience in planted.own.get(canary.thing, ())
        return canary.field in fields_for(canary.thing, audience, is_own=is_own)

    return may


def every_artefact(convoca: Convoca, planted: Planted, folder: Path) -> Iterator[Artefact]:
    yield from calendars(convoca, planted)
    yield from publication(convoca, planted, folder)
    yield from papers_of_the_secretariat(convoca, planted)
    yield from notices(convoca, planted)
    yield from dossiers(convoca, planted)
    yield from minutes_of_meetings(convoca, planted)
    yield from copies_for_parties(convoca, planted)
    yield from registers(convoca, planted)
    yield from day_sheets(convoca, planted)


def calendars(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """Every audience's calendar, what it was meant to say, and its programme, in four languages."""
    number = planted.period.number
    for audience in planted.audiences:
        may, feed = allowed(planted, audience), convoca.calendar(number, audience)
        for language in Language:
            stem = f"{number}/{audience.file_name}-{language}"
            content = convoca.calendar_bytes(feed, language)
            yield Artefact(name=f"{stem}.ics", content=content, may=may, all_of_it=True)
            yield Artefact(
                name=f"{stem}.json", content=convoca.calendar_truth(feed, language), may=may
            )
            if audience != SECRETARIAT and audience.key != str(UUID(int=7)):
                name, content = convoca.programme_workbook(number, audience, language)
                yield Artefact(
                    name=name,
                    content=content,
                    may=lambda canary, may=may: canary.thing in PLACED and may(canary),
                    all_of_it=True,
                )


def publication(convoca: Convoca, planted: Planted, folder: Path) -> Iterator[Artefact]:
    """What everybody may read: pages, calendars, workbooks, PDF, JSON, and all of it in one file."""
    may = allowed(planted, PUBLIC)
    convoca.publish(planted.period.number, folder=folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(folder))
            is_whole = path.suffix in {".ics", ".pdf"} or name == "programme.json"
            yield Artefact(name=name, content=path.read_bytes(), may=may, all_of_it=is_whole)
    name, content = convoca.publication_archive(planted.period.number)
    yield Artefact(name=name, content=content, may=may, all_of_it=True)


def papers_of_the_secretariat(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    number, theirs = planted.period.number, allowed(planted, SECRETARIAT)

    def of_requests(canary: Canary) -> bool:
        return " of request " in canary.where and not canary.where.startswith(_NOT_IN_THE_REGISTER)

    def of_programme(canary: Canary) -> bool:
        return theirs(canary) or canary.where == "theme"

    for language in Language:
        papers = [
            (*convoca.workbook(number, "requests", language), of_requests),
            (*convoca.workbook(number, "programme", language), of_programme),
            (
                *convoca.round_trip_workbook(number, WorkbookKind.REQUESTS, language),
                of_requests,
            ),
            (
                *convoca.round_trip_workbook(number, WorkbookKind.PROGRAMME, language),
                of_programme,
            ),
        ]
        for name, content, may in papers:
            yield Artefact(name=name, content=content, may=may)


_NOT_IN_THE_REGISTER = ("participant", "purpose", "summary")


# Notices -----------------------------------------------------------------------------------------


def notices(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """Every letter that is due, as PDF, as DOCX and as the mail that would be sent."""
    draft_notices(planted.period.id, now=convoca.now(), uow=convoca.unit_of_work())
    for visit in planted.visits:
        draft_visit_notice(visit.id, MX, now=convoca.now(), uow=convoca.unit_of_work())
    with convoca.reading() as uow:
        drafts = uow.notices.all()
    writer, letters = convoca.notice_writer(), []
    for draft in drafts:
        if not draft.address:
            _given_an_address(convoca, draft)
        (notice,) = approve_notices(
            [draft.id], writer=writer, now=convoca.now(), reason="Example",
            uow=convoca.unit_of_work(),
        )  # fmt: skip
        ((_, letter),) = approved_letters([notice.id], now=convoca.now(), uow=convoca.reading())
        letters.append(may := _letter(planted, notice))
        pdf, docx = writer.pdf(letter, notice.text), writer.docx(letter, notice.text)
        yield Artefact(name="letter.pdf", content=pdf, may=may)
        yield Artefact(name="letter.docx", content=docx, may=may)
        for name, content in convoca.mail_files([notice.id]).items():
            yield Artefact(name=name, content=content, may=may)
    with convoca.reading() as uow:
        everything = [notice.id for notice in uow.notices.all()]
    _, bundle = convoca.letters(everything)
    yield Artefact(
        name="letters.zip",
        content=bundle,
        may=lambda canary: any(may(canary) for may in letters),
    )


def _given_an_address(convoca: Convoca, draft: Notice) -> None:
    with convoca.unit_of_work() as uow:
        uow.notices.save(replace(draft, address="visited@example.org"))
        uow.commit(reason="Example")


def _letter(planted: Planted, notice: Notice) -> May:
    """Return what a letter may say: of its own matter alone, what its recipient may be told.

    A party that asked to be withheld from the State stands in the letters to itself.
    """
    things = [thing for thing, key in planted.subjects.items() if key == notice.subject]
    requests = [n for n, each in enumerate(planted.requests) if each.id == notice.subject]

    def may(canary: Canary) -> bool:
        if canary.word == notice.addressee:
            return True
        if requests:
            told = ("title", "matter_number", "reason")
            return canary.where in {f"{what} of request {requests[0]}" for what in told}
        if canary.thing not in things:
            return canary.where == "place of a service" and notice.kind is NoticeKind.CHANGE
        if canary.field is not None:
            return canary.field in _TOLD_IN_A_LETTER
        return canary.where in {"matter_number of a hearing", *_IN_LETTERS.get(notice.kind, ())}

    return may


_TOLD_IN_A_LETTER = {Field.TITLE, Field.PLACE, Field.ROOM, Field.LINK, Field.PANEL}
_IN_LETTERS = {
    NoticeKind.PRIVATE_HEARING: ("who may attend",),
    NoticeKind.WITNESSES_OFFERED: (
        "participant", "purpose of a participant", "purpose of a protected witness",
    ),
    NoticeKind.VISIT: ("answer of a State",),
}  # fmt: skip


def dossiers(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """The proof of notice to each party of the public hearing (Secretariat)."""
    hearing, theirs = planted.hearings[0], allowed(planted, SECRETARIAT)
    told_by_hand = {
        "place of a service", "exceptional circumstances", "authority", "note of a service",
    }  # fmt: skip

    def may(canary: Canary) -> bool:
        if canary.where in told_by_hand or canary.where in {"untold testimony", "balance measures"}:
            return True
        is_of_it = canary.thing is Thing.PUBLIC_HEARING
        return is_of_it and (theirs(canary) or canary.where == "matter_number of a hearing")

    for party in hearing.parties:
        with convoca.reading() as uow:
            file = read_notice_file(planted.period.id, uow=uow)
        dossier = dossier_of(file, hearing, party, convoca.today())
        for suffix in ("pdf", "docx"):
            name, content = convoca.dossier_document(dossier, suffix, Language.ENGLISH)
            yield Artefact(name=name, content=content, may=may)


# What nobody was meant to read -------------------------------------------------------------------


def what_is_said_in_passing(
    convoca: Convoca, planted: Planted, database: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the names of files, the answers and errors of the command, and a problem in a file."""
    number = planted.period.number
    calls = (
        ("calendars", "write", "--period", number, "--audience", "state:MX", "--json"),
        ("calendars", "write", "--period", number, "--audience", "nobody"),
        ("workbook", "write", "--period", number, "--kind", "programme"),
        ("workbook", "write", "--period", number, "--kind", "requests", "--audience", "public"),
        ("workbook", "write", "--period", number, "--kind", "votes"),
        ("workbook", "write", "--period", number, "--kind", "commitments", "--round-trip"),
        ("documents", "minutes", "--session", planted.session, "--kind", "xml"),
        ("feeds", "issue", "--for", "A", "--audience", f"member:{NOBODY}", "--reason", "B"),
        ("feeds", "list", "--json"),
        ("publish", "--period", 7),
        ("notices", "send", "--period", number),
    )
    for call in calls:
        answer = command(*call, "--db", database)
        yield " ".join(map(str, call[:2])), (answer.output + answer.errors).encode()
    with convoca.reading() as uow:
        file = read_notice_file(planted.period.id, uow=uow).file
    problem = document_of(problem_of(file, today=date(2027, 1, 20)))
    for name in ("unavailable", "unavailabilities"):
        yield name, json.dumps(problem.get(name, []), default=str).encode()
