"""Country rapporteurships from a file: a State and the day from which a source knows its own."""

from dataclasses import replace
from datetime import date

from convoca.domain.identifiers import StateCode
from convoca.domain.member import Precision, Rapporteurship
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

NAME = 200
NOTE = 2_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    stored = {(r.state, r.as_of): r for r in book.uow.rapporteurships.all()}
    book.plan_each(rows, lambda row: _plan(row, book, stored))


def _plan(
    row: RowReader, book: Book, stored: dict[tuple[StateCode, date], Rapporteurship]
) -> tuple[Change, ...]:
    name = row.line("member", NAME)
    row.subject = name
    if not row.needs("as_of", "member", "state"):
        return ()
    dated, state = row.partial_day("as_of"), book.read_state(row, "state")
    member = book.members.get(fold(name))
    if member is None:
        row.leave_out("member_unknown", "member")
    if member is None or dated is None or state is None:
        return ()
    as_of, precision = dated
    row.subject = f"{state} {_written(as_of.isoformat(), precision)}"
    made = identity("rapporteurship", state, as_of)
    before = stored.get((state, as_of)) or book.uow.rapporteurships.find(made)
    base = before or Rapporteurship(id=made, member=member.id, state=state, as_of=as_of)
    verified = row.flag("verified")
    after = replace(
        base,
        member=member.id,
        state=state,
        as_of=as_of,
        precision=precision,
        source=merge_sources(base.source, row.line("source", NOTE)),
        note=row.line("note", NOTE) or base.note,
        verified=base.verified if verified is None else verified,
    )
    return (Change(repository="rapporteurships", before=before, after=after),)


def _written(day: str, precision: Precision) -> str:
    """Write a date to its precision, e.g. ``2010-02``."""
    lengths = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
    return day[: lengths[precision]]
