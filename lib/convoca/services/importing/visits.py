"""On-site observations and other visits from a file."""

from dataclasses import replace
from datetime import date

from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation
from convoca.domain.period_of_sessions import Modality
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import MODALITIES, OBSERVATION_KINDS
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

LONG = 2_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    stored = {
        (visit.kind, visit.opens, tuple(sorted(visit.states))): visit
        for visit in book.uow.observations.all()
    }
    book.plan_each(rows, lambda row: _plan(row, book, stored))


def _plan(
    row: RowReader,
    book: Book,
    stored: dict[tuple[ObservationKind, date, tuple[StateCode, ...]], OnSiteObservation],
) -> tuple[Change, ...]:
    row.subject = " ".join(filter(None, (row.line("states"), row.line("opens", 40))))
    if not row.needs("opens", "closes", "states"):
        return ()
    opens, closes = row.day("opens"), row.day("closes")
    states, kind = book.read_states(row, "states"), row.choice("kind", OBSERVATION_KINDS)
    if row.is_wrong or opens is None or closes is None:
        return ()
    kind = kind or ObservationKind.VISIT
    called = tuple(sorted(states))
    made = ObservationId(identity("visit", kind, opens, *called))
    before = stored.get((kind, opens, called)) or book.uow.observations.find(made)
    base = before or OnSiteObservation(
        id=made,
        title=", ".join(book.states[fold(code)].name_es for code in states),
        opens=opens,
        closes=closes,
        states=states,
        kind=kind,
    )
    verified = row.flag("verified")
    territories = book.read_states(row, "territories")
    after = replace(
        base,
        title=row.line("title") or base.title,
        opens=opens,
        closes=closes,
        territories=territories or base.territories,
        modality=_modality(row) or base.modality,
        places=row.line("place", LONG) or base.places,
        note=row.text("note", LONG) or base.note,
        source=merge_sources(base.source, row.line("source", LONG)),
        verified=base.verified if verified is None else verified,
    )
    _tell_of_other_states(row, book, after)
    return (Change(repository="observations", before=before, after=after),)


def _modality(row: RowReader) -> Modality | None:
    stated = row.choice("modality", MODALITIES)
    if stated is None and "virtual" in fold(row.line("kind")):
        return Modality.VIRTUAL
    return stated


def _tell_of_other_states(row: RowReader, book: Book, visit: OnSiteObservation) -> None:
    """Tell of a State that only the text of the place names: Art. 54 would ask about it too."""
    # “Colombian-Venezuelan” and the like are joined first, so that they name no State.
    words = f" {fold(row.line('place', LONG).replace('-', ''))} "
    for code in {state.code for state in book.states.values()} - set(visit.states_touched):
        state = book.states[fold(code)]
        if any(f" {fold(name)} " in words for name in (state.name_en, state.name_es)):
            row.note("place_names_state", "place", state=state.name_es)
