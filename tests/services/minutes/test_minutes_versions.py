from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from convoca.domain.commitment import TrackedCommitment
from convoca.domain.errors import ConflictingEdit, NotFound
from convoca.domain.hearing_day import HearingDay, Turn, TurnKind
from convoca.domain.minutes import (
    Attendance,
    Commitment,
    HearingMinutes,
    MinutesStatus,
    PartyRequest,
    RequestOfParty,
)
from convoca.domain.party import Role, Side
from convoca.services.hearing_days.forgetting import forget_on_hearing_days
from convoca.services.minutes.comparison import Piece, PieceKind, compare
from convoca.services.minutes.forgetting import forget_in_minutes
from convoca.services.minutes.saving import restored, revisions_of, save_hearing_minutes
from support.builders import a_hearing
from support.minutes_table import HELD, SESSION, MinutesTable

NOW = datetime(2027, 3, 9, 15, tzinfo=UTC)
NAME = "Rosalia Quijano"
HEARING = a_hearing(HELD)


@pytest.fixture
def table() -> MinutesTable:
    table = MinutesTable()
    table.enter("hearings", HEARING)
    return table


def save(table: MinutesTable, **changes: object) -> HearingMinutes:
    with table.uow:
        stored = table.uow.hearing_minutes.find(HEARING.id) or HearingMinutes(id=HEARING.id)
    changed = replace(stored, **changes)  # type: ignore[arg-type]
    return save_hearing_minutes(changed, reason="Example reason", now=NOW, uow=table.uow)


# Kept and restored -----------------------------------------------------------------------------


def test_each_save_is_kept_with_who_and_why(table: MinutesTable) -> None:
    save(table, place="Room A")
    save(table, place="Room B")

    kept = revisions_of(HEARING.id, uow=table.uow)

    assert [(each.number, each.saved_by, each.reason, each.saved_at) for each in kept] == [
        (2, "coordinator", "Example reason", NOW),
        (1, "coordinator", "Example reason", NOW),
    ]
    assert [each.hearing.place for each in kept if each.hearing] == ["Room B", "Room A"]


def test_saving_the_same_again_keeps_no_other_version(table: MinutesTable) -> None:
    save(table, place="Room A")
    save(table, place="Room A")

    assert len(revisions_of(HEARING.id, uow=table.uow)) == 1


def test_an_earlier_version_is_saved_again_as_a_new_one(table: MinutesTable) -> None:
    save(table, place="Room A", status=MinutesStatus.COMPLETED)
    latest = save(table, place="Room B")
    kept = revisions_of(HEARING.id, uow=table.uow)

    minutes = restored(kept, 1, over=latest)
    assert isinstance(minutes, HearingMinutes)
    saved = save_hearing_minutes(minutes, reason="Restored", now=NOW, uow=table.uow)

    assert (saved.place, saved.status, saved.version) == ("Room A", MinutesStatus.DRAFT, 3)
    assert [each.number for each in revisions_of(HEARING.id, uow=table.uow)] == [3, 2, 1]


def test_restoring_over_a_version_that_somebody_replaced_is_a_conflict(
    table: MinutesTable,
) -> None:
    first = save(table, place="Room A")
    save(table, place="Room B")
    kept = revisions_of(HEARING.id, uow=table.uow)
    minutes = restored(kept, 1, over=first)
    assert isinstance(minutes, HearingMinutes)

    with pytest.raises(ConflictingEdit):
        save_hearing_minutes(
            replace(minutes, place="Room C"), reason="Restored", now=NOW, uow=table.uow
        )


def test_a_version_that_was_not_kept_cannot_be_restored(table: MinutesTable) -> None:
    saved = save(table, place="Room A")

    with pytest.raises(NotFound):
        restored(revisions_of(HEARING.id, uow=table.uow), 7, over=saved)


def test_completed_minutes_have_their_commitments_followed_up(table: MinutesTable) -> None:
    promise = Commitment(party="Mexico", text="To report")
    save(table, commitments=(promise,))
    with table.uow:
        assert table.uow.commitments.all() == []

    save(table, status=MinutesStatus.COMPLETED)

    with table.uow:
        (followed,) = table.uow.commitments.all()
    assert (followed.party, followed.text) == ("Mexico", "To report")


# Compared --------------------------------------------------------------------------------------


def pieces(kind: PieceKind, *values: object) -> list[Piece]:
    return [Piece(kind=kind, value=value) for value in values]


def test_texts_are_compared_sentence_by_sentence() -> None:
    before = HearingMinutes(id=HEARING.id, decisions=("It met. It took note.", "It closed."))
    after = replace(before, decisions=("It met. It decided.", "It closed."), version=4)

    (field,) = compare(before, after)

    assert field.field == "decisions"
    assert list(field.pieces) == [
        *pieces(PieceKind.KEPT, "It met."),
        *pieces(PieceKind.REMOVED, "It took note."),
        *pieces(PieceKind.ADDED, "It decided."),
        *pieces(PieceKind.KEPT, "It closed."),
    ]


def test_lists_are_compared_item_by_item_and_values_as_they_are() -> None:
    one, two = Attendance(name="One"), Attendance(name="Two")
    before = HearingMinutes(id=HEARING.id, attendance=(one,), started=None, place="")
    after = replace(before, attendance=(one, two), started=NOW, place="Room A")

    found = {each.field: list(each.pieces) for each in compare(before, after)}

    assert found == {
        "started": pieces(PieceKind.ADDED, NOW),
        "place": pieces(PieceKind.ADDED, "Room A"),
        "attendance": [*pieces(PieceKind.KEPT, one), *pieces(PieceKind.ADDED, two)],
    }


def test_a_version_is_no_difference() -> None:
    minutes = HearingMinutes(id=HEARING.id)

    assert compare(minutes, replace(minutes, version=3)) == ()


# When a name is sealed --------------------------------------------------------------------------


def sealed(table: MinutesTable) -> tuple[str, ...]:
    with table.uow:
        left = forget_in_minutes(HEARING.id, NAME, "Witness 1", uow=table.uow)
        table.uow.commit(reason="Protected")
    return left


def test_versions_give_the_pseudonym_and_those_that_cannot_are_removed(
    table: MinutesTable,
) -> None:
    witness = Attendance(name=NAME, role=Role.WITNESS)
    save(table, attendance=(witness,))
    save(table, decisions=(f"To hear {NAME}",))
    save(table, decisions=())

    assert sealed(table) == ()

    kept = revisions_of(HEARING.id, uow=table.uow)
    assert [each.number for each in kept] == [3, 1]
    assert NAME not in repr(kept)
    assert {each.hearing.attendance for each in kept if each.hearing} == {
        (Attendance(name="Witness 1", role=Role.WITNESS, protected=True),)
    }


def test_who_spoke_on_the_day_speaks_under_the_pseudonym(table: MinutesTable) -> None:
    turn = Turn(id=uuid4(), kind=TurnKind.TESTIMONY, side=Side.REQUESTER, minutes=10, speaker=NAME)
    table.enter("hearing_days", HearingDay(id=HEARING.id, turns=(turn,)))
    with table.uow:
        forget_on_hearing_days(NAME, "Witness 1", uow=table.uow)
        table.uow.commit(reason="Protected")

    assert sealed(table) == ()

    with table.uow:
        day = table.uow.hearing_days.get(HEARING.id)
    assert [each.speaker for each in day.turns] == ["Witness 1"]


def test_without_a_hearing_versions_forget_and_other_minutes_are_said(
    table: MinutesTable,
) -> None:
    save(table, decisions=(f"To hear {NAME}",))
    table.save(matters=(f"Request to hear {NAME}",))

    with table.uow:
        left = forget_in_minutes(None, NAME, "Witness 1", uow=table.uow)
        table.uow.commit(reason="Protected")

    assert left == ("minutes of another hearing: decisions[1]", "minutes of a session: matters[1]")
    for minutes in (HEARING.id, SESSION.id):
        assert revisions_of(minutes, uow=table.uow) == ()


def test_where_the_name_is_to_be_mended_by_hand_is_said(table: MinutesTable) -> None:
    save(table, decisions=(f"To hear {NAME}",))
    table.enter("hearing_days", HearingDay(id=HEARING.id, private_reason=f"{NAME} is at risk"))
    table.enter(
        "commitments",
        TrackedCommitment(id=uuid4(), hearing=HEARING.id, party="Mexico", text=f"Protect {NAME}"),
    )
    table.enter(
        "requests_of_parties",
        RequestOfParty(
            id=uuid4(),
            hearing=HEARING.id,
            party="state:MX",
            kind=PartyRequest.COPY_OF_MINUTES,
            asked_on=NOW.date(),
            note=f"Not {NAME}",
        ),
    )

    assert sealed(table) == (
        "decisions[1]",
        "private_reason",
        "party request: note",
        "commitment: text",
    )
