"""Mandates of thematic and special rapporteurs from a file: a line each, known by its name."""

from dataclasses import replace
from datetime import date

from convoca.domain.identifiers import MemberId
from convoca.domain.mandate import Mandate, MandateKind
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import MANDATE_KINDS
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources
from convoca.services.year.mandates import refuse_the_impossible

NAME = 200
SOURCE = 2_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    stored = {fold(mandate.name): mandate for mandate in book.uow.mandates.all()}
    book.plan_each(rows, lambda row: _plan(row, book, stored))


def _plan(row: RowReader, book: Book, stored: dict[str, Mandate]) -> tuple[Change, ...]:
    name = row.line("name", NAME)
    row.subject = name
    if not row.needs("name"):
        return ()
    before = stored.get(fold(name))
    base = before or Mandate(
        id=identity("mandate", fold(name)), name=name, kind=MandateKind.THEMATIC
    )
    verified = row.flag("verified")
    after = replace(
        base,
        kind=row.choice("kind", MANDATE_KINDS) or base.kind,
        member=_member(row, book) or base.member,
        holder=row.line("holder", NAME) or base.holder,
        holder_since=_day(row, "holder_since", base.holder_since),
        renewed_on=_day(row, "renewed_on", base.renewed_on),
        created_on=_day(row, "created_on", base.created_on),
        reviewed_on=_day(row, "reviewed_on", base.reviewed_on),
        ended_on=_day(row, "ended_on", base.ended_on),
        source=merge_sources(base.source, row.line("source", SOURCE)),
        verified=base.verified if verified is None else verified,
    )
    refuse_the_impossible(after)
    return (Change(repository="mandates", before=before, after=after),)


def _day(row: RowReader, field: str, otherwise: date | None) -> date | None:
    return row.day(field) or otherwise


def _member(row: RowReader, book: Book) -> MemberId | None:
    if not row.says("member"):
        return None
    found = book.members.get(fold(row.line("member", NAME)))
    if found is None:
        row.leave_out("member_unknown", "member")
    return found.id if found else None
