"""Member States from a file."""

from dataclasses import replace

from convoca.domain.identifiers import StateCode
from convoca.domain.member_state import MemberState
from convoca.domain.slot import zone_info
from convoca.services.importing.book import Book
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

CODE_LETTERS = 2


def plan_rows(rows: list[RowReader], book: Book) -> None:
    book.plan_each(rows, lambda row: _plan(row, book))


def _plan(row: RowReader, book: Book) -> tuple[Change, ...]:
    code = row.line("code", 20).upper()
    row.subject = code
    if not row.needs("code"):
        return ()
    if not (len(code) == CODE_LETTERS and code.isascii() and code.isalpha()):
        row.wrong("state_unknown", "code")
        return ()
    before = book.uow.states.find(code)
    if before is None and not row.needs("name_en", "name_es", "capital", "zone"):
        return ()
    base = before or MemberState(
        code=StateCode(code), name_en="", name_es="", capital="", zone="UTC"
    )
    verified = row.flag("verified")
    after = replace(
        base,
        name_en=row.line("name_en", 100) or base.name_en,
        name_es=row.line("name_es", 100) or base.name_es,
        capital=row.line("capital", 100) or base.capital,
        zone=row.zone("zone") or base.zone,
        convention=row.line("convention", 60) or base.convention,
        source=merge_sources(base.source, row.line("source", 2_000)),
        verified=base.verified if verified is None else verified,
    )
    zone_info(after.zone)
    return (Change(repository="states", before=before, after=after),)
