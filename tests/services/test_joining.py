"""Two hearings become one and two again; nobody's seal is lost on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from convoca.bootstrap import open_convoca
from convoca.domain.errors import ConflictingEdit, NotAllowed
from convoca.domain.hearing import Hearing, HearingStatus, Visibility
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import StateCode
from convoca.domain.party import Party, PartyKind, Role
from convoca.services import programme
from convoca.services.draft_history import redo, undo
from convoca.services.hearings import save_hearing
from convoca.services.protection import protect_participant
from convoca.services.requests import grant_request, merge_request, save_request
from support.builders import MX, a_participant, a_request
from support.drafts import DraftTable, a_draft_table

PERU = StateCode("PE")
NAME = "Xiomara Ejemplo"


@pytest.fixture
def table(database: str) -> Iterator[DraftTable]:
    with open_convoca(database=database) as opened:
        yield a_draft_table(opened, hearings=0)


def asked(table: DraftTable, number: int, **changes: object) -> HearingRequest:
    organisation = Party(kind=PartyKind.ORGANISATION, name=f"Example Organisation {number}")
    person = a_participant(name=NAME if number == 2 else "Example Person", role=Role.WITNESS)
    values = {
        "title": f"Example matter {number}",
        "requesters": (organisation,),
        "participants": (person,),
    }
    request = a_request(table.period, **{**values, **changes})
    return save_request(request, reason="Received", uow=table.uow())


def granted(table: DraftTable, number: int, **changes: object) -> Hearing:
    request = asked(table, number, **changes)
    made = grant_request(request.id, on=date(2027, 1, 20), reason="Granted", uow=table.uow())
    assert isinstance(made, Hearing)
    return made


def merged(table: DraftTable) -> tuple[Hearing, Hearing]:
    first, second = granted(table, 1), granted(table, 2, states=(PERU,))
    table.hearings = (first, second)
    table.place(0)
    table.place(1, hour=11)
    programme.merge(table.file, first.id, second.id, reason="One subject", uow=table.uow())
    records = table.file.records
    return records[first.id], records[second.id]  # type: ignore[return-value]


def test_one_hearing_takes_over_all_that_the_other_was(table: DraftTable) -> None:
    kept, other = merged(table)
    assert [p.name for p in kept.parties] == [
        "Example Organisation 1", "MX", "Example Organisation 2", "PE",
    ]  # fmt: skip
    assert kept.states == (MX, PERU)
    assert len(kept.requests) == len(kept.participants) == 2
    assert {r.hearing for r in table.file.requests} == {kept.id}
    assert (other.status, other.participants) == (HearingStatus.CANCELLED, ())
    assert kept.title in other.note
    lapsed = table.file.placements[other.id]
    assert lapsed.lapsed
    table.hearings = (granted(table, 3),)
    table.place(0, hour=11)  # the room is free


def test_a_merger_is_undone_and_redone(table: DraftTable) -> None:
    kept, other = merged(table)
    undo(table.period.id, uow=table.uow())
    first, second = table.file.records[kept.id], table.file.records[other.id]
    assert isinstance(first, Hearing)
    assert isinstance(second, Hearing)
    assert ([p.name for p in first.parties], first.states) == (
        ["Example Organisation 1", "MX"],
        (MX,),
    )
    assert (second.status, second.note, len(second.participants)) == (HearingStatus.GRANTED, "", 1)
    assert not table.file.placements[other.id].lapsed
    assert {r.hearing for r in table.file.requests} == {kept.id, other.id}
    redo(table.period.id, uow=table.uow())
    again = table.file.records
    assert [replace(again[h.id], version=0) for h in (kept, other)] == [  # type: ignore[type-var]
        replace(h, version=0) for h in (kept, other)
    ]


def test_who_was_protected_after_the_merger_is_so_in_both_when_it_is_undone(
    table: DraftTable,
) -> None:
    """A person moves and is not copied: there is one name to seal."""
    _, other = merged(table)
    request = next(r for r in table.file.requests if r.states == (PERU,))
    person = request.participants[0]
    still = protect_participant(
        request.id, person.id, pseudonym="Witness 1", reason="Asked", uow=table.uow()
    )
    assert still == ()
    assert NAME not in repr(table.file)
    undo(table.period.id, uow=table.uow())
    assert NAME not in repr(table.file)
    assert [p.name for p in table.file.records[other.id].participants] == ["Witness 1"]  # type: ignore[union-attr]
    with table.convoca.reading() as uow:
        assert NAME not in repr(uow.audit.entries())


def test_two_people_behind_one_pseudonym_are_told_apart(table: DraftTable) -> None:
    hearings = [
        granted(table, n, participants=(a_participant(name="Witness 1", protected=True),))
        for n in (1, 2)
    ]
    made = programme.merge(
        table.file, hearings[0].id, hearings[1].id, reason="One subject", uow=table.uow()
    )
    assert [p.name for p in made.participants] == ["Witness 1", "Witness 1 (2)"]
    assert all(p.protected for p in made.participants)


def test_who_is_withheld_from_the_state_in_one_stays_so(table: DraftTable) -> None:
    organisation = Party(kind=PartyKind.ORGANISATION, name="Example Organisation")
    first = granted(table, 1, requesters=(organisation,))
    second = granted(table, 2, requesters=(replace(organisation, withheld_from_state=True),))
    made = programme.merge(table.file, first.id, second.id, reason="One", uow=table.uow())
    assert [p.withheld_from_state for p in made.parties if p.kind is PartyKind.ORGANISATION] == [
        True
    ]


def test_a_hearing_of_two_requests_is_split_into_one_for_each(table: DraftTable) -> None:
    first = granted(table, 1)
    second = asked(table, 2, states=(MX, PERU))
    assert first.requests[0] is not None
    merge_request(
        second.id, into=first.requests[0], on=date(2027, 1, 21), reason="Same", uow=table.uow()
    )
    with table.uow() as uow:
        whole = uow.hearings.get(first.id)
        uow.hearings.save(replace(whole, visibility=Visibility.PRIVATE, states=(MX, PERU)))
        uow.commit(reason="Private")
    table.hearings = (first,)
    table.place(0)
    stays, parted = programme.split(table.file, first.id, reason="Two subjects", uow=table.uow())
    assert [p.name for p in stays.parties] == ["Example Organisation 1", "MX"]
    assert (stays.states, stays.requests) == ((MX,), first.requests)
    assert {p.key for p in parted.parties} == {"example organisation 2", "state:MX", "state:PE"}
    assert [p.name for p in parted.participants] == [NAME]
    assert parted.is_private
    assert parted.requests == (second.id,)
    file = table.file
    assert file.placement(stays.id) is not None
    assert file.placement(parted.id) is None
    request = next(r for r in file.requests if r.id == second.id)
    assert (request.hearing, request.decision) == (parted.id, Decision.GRANTED)

    undo(table.period.id, uow=table.uow())
    whole_again, gone = table.file.records[first.id], table.file.records[parted.id]
    assert len(whole_again.requests) == 2  # type: ignore[union-attr]
    assert gone.is_cancelled  # type: ignore[union-attr]
    redo(table.period.id, uow=table.uow())
    assert not table.file.records[parted.id].is_cancelled  # type: ignore[union-attr]


def test_a_split_gives_back_the_hearing_that_was_merged(table: DraftTable) -> None:
    kept, other = merged(table)
    stays, parted = programme.split(table.file, kept.id, reason="Two after all", uow=table.uow())
    assert (stays.id, parted.id, parted.status) == (kept.id, other.id, HearingStatus.GRANTED)
    assert len(table.file.hearings) == 2


def test_what_cannot_be_merged_or_split_says_why(table: DraftTable) -> None:
    one, two = granted(table, 1), granted(table, 2)
    with pytest.raises(NotAllowed, match="two hearings"):
        programme.merge(table.file, one.id, one.id, reason="x", uow=table.uow())
    with pytest.raises(NotAllowed, match="one request"):
        programme.split(table.file, one.id, reason="x", uow=table.uow())
    seen = table.file
    save_hearing(replace(two, note="Changed"), reason="Note", uow=table.uow())
    with pytest.raises(ConflictingEdit):
        programme.merge(seen, one.id, two.id, reason="x", uow=table.uow())
    assert len(table.file.records[one.id].requests) == 1  # type: ignore[union-attr]
