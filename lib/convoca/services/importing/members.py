"""Members from a file: the rows of one person are one member with several terms."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.member import Member, OfficeHeld, Residence, Term, Tie, TieKind
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import OFFICES
from convoca.services.importing.plan import Change, Outcome
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

NAME = 200
SOURCE = 2_000


@dataclass(slots=True)
class _Person:
    """What the rows of one person say together."""

    name: str
    rows: list[RowReader] = field(default_factory=list)
    nationalities: list[StateCode] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    residences: list[StateCode] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    offices: list[OfficeHeld] = field(default_factory=list)
    source: str = ""
    verified: list[bool] = field(default_factory=list)


def plan_rows(rows: list[RowReader], book: Book) -> None:
    people: dict[str, _Person] = {}
    for row in rows:
        with row.refusing():
            _add(row, book, people)
        if row.is_wrong or row.is_left_out:
            book.settle(row)
    for key, person in people.items():
        _settle(person, book, book.members.get(key) or _by_identity(book, key))


def _by_identity(book: Book, key: str) -> Member | None:
    return book.uow.members.find(identity("member", key))


def _add(row: RowReader, book: Book, people: dict[str, _Person]) -> None:
    """Read one row into its person; a row that is wrong or lacks something joins nobody."""
    name = row.line("name", NAME)
    row.subject = name
    if not row.needs("name"):
        return
    if fold(name) not in book.members and fold(name) not in people:
        row.needs("nationalities")
    nationalities = book.read_states(row, "nationalities")
    term = _term(row)
    residences = book.read_states(row, "residences")
    ties = [
        Tie(state=state, kind=kind)
        for cell, kind in (
            ("accredited_to", TieKind.ACCREDITED),
            ("special_mission", TieKind.SPECIAL_MISSION),
        )
        for state in book.read_states(row, cell)
    ]
    office = _office(row)
    source, verified = row.line("source", SOURCE), row.flag("verified")
    if row.is_wrong or row.is_left_out:
        return
    person = people.setdefault(fold(name), _Person(name))
    person.rows.append(row)
    person.nationalities += nationalities
    person.terms += [term] if term else []
    person.residences += residences
    person.ties += ties
    person.offices += [office] if office else []
    person.source = merge_sources(person.source, source)
    person.verified += [] if verified is None else [verified]


def _term(row: RowReader) -> Term | None:
    starts, ends = row.day("term_starts"), row.day("term_ends")
    if (starts is None) != (ends is None) and not row.is_wrong:
        row.needs("term_starts", "term_ends")
    return Term(starts=starts, ends=ends) if starts and ends else None


def _office(row: RowReader) -> OfficeHeld | None:
    """Read an office on the board (Art. 6); its first day is needed, its last one may be open."""
    office, starts = row.choice("office", OFFICES), row.day("office_starts")
    if (office is None) != (starts is None) and not row.is_wrong:
        row.needs("office", "office_starts")
    if office is None or starts is None:
        return None
    interim = bool(row.flag("interim"))
    return OfficeHeld(office=office, starts=starts, ends=row.day("office_ends"), interim=interim)


def _settle(person: _Person, book: Book, before: Member | None) -> None:
    """One record for all rows of the person; each row gets its outcome."""
    base = before or Member(
        id=MemberId(identity("member", fold(person.name))), name=person.name, nationalities=()
    )
    terms = _merged(base.terms, person.terms)
    overlap = next(((a, b) for a, b in pairwise(terms) if b.starts <= a.ends), None)
    if overlap:
        for row in person.rows:
            row.wrong("terms_overlap", first=_days(overlap[0]), second=_days(overlap[1]))
            book.settle(row)
        return
    known = {residence.state for residence in base.residences if residence.ends is None}
    ties = {(tie.state, tie.kind) for tie in base.ties}
    after = replace(
        base,
        nationalities=tuple(dict.fromkeys((*base.nationalities, *person.nationalities))),
        terms=terms,
        residences=base.residences
        + tuple(Residence(state=s) for s in dict.fromkeys(person.residences) if s not in known),
        ties=base.ties
        + tuple(t for t in dict.fromkeys(person.ties) if (t.state, t.kind) not in ties),
        offices=_board(base.offices, person.offices),
        source=merge_sources(base.source, person.source),
        verified=all(person.verified) if person.verified else base.verified,
    )
    change = Change(repository="members", before=before, after=after)
    book.settle(person.rows[0], change)
    outcome = book.rows[-1].outcome
    for row in person.rows[1:]:
        book.close(row, outcome, fields=change.fields if outcome is Outcome.UPDATE else ())


def _merged(stored: tuple[Term, ...], read: list[Term]) -> tuple[Term, ...]:
    """Terms by their first day; a term read corrects the last day of the one stored."""
    by_start = {term.starts: term for term in (*stored, *read)}
    return tuple(by_start[starts] for starts in sorted(by_start))


def _board(stored: tuple[OfficeHeld, ...], read: list[OfficeHeld]) -> tuple[OfficeHeld, ...]:
    """Offices by their first day; an office read corrects the one stored from that day on."""
    by_start = {(held.starts, held.office): held for held in (*stored, *read)}
    return tuple(by_start[key] for key in sorted(by_start))


def _days(term: Term) -> str:
    return f"{term.starts} / {term.ends}"
