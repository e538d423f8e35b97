"""The store keeps its promises on both databases."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import (
    ConflictingEdit,
    DoubleBooking,
    NotAllowed,
    NotFound,
    ReasonMissing,
    UnusableStore,
)
from convoca.domain.identifiers import ParticipantId
from convoca.domain.party import ProtectedIdentity
from convoca.domain.slot import Slot
from support.builders import a_hearing, a_participant, a_period, a_placement, a_request

CANARY = "Xiomara Canario-Protegida"


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


def test_what_is_committed_comes_back_equal(convoca: Convoca) -> None:
    period = a_period()
    request = a_request(period, participants=(a_participant(protected=True, name="Witness 1"),))
    hearing = a_hearing(period)
    placement = a_placement(hearing)
    with convoca.unit_of_work() as uow:
        stored = [
            uow.periods.save(period),
            uow.requests.save(request),
            uow.hearings.save(hearing),
            uow.placements.save(placement),
        ]
        uow.commit(reason="Example")

    with convoca.reading() as uow:
        assert [
            uow.periods.get(period.id),
            uow.requests.get(request.id),
            uow.hearings.get(hearing.id),
            uow.placements.get(hearing.id),
        ] == stored
    assert stored[0] == replace(period, version=1)


def test_nothing_is_kept_without_a_commit(convoca: Convoca) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
    with convoca.reading() as uow, pytest.raises(NotFound):
        uow.periods.get(period.id)


def test_a_change_needs_a_reason(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        uow.periods.save(a_period())
        with pytest.raises(ReasonMissing):
            uow.commit(reason="  ")
    with convoca.reading() as uow:
        assert uow.periods.all() == []


def test_saving_the_same_new_record_twice_is_harmless(convoca: Convoca) -> None:
    period = a_period()
    for _ in range(2):
        with convoca.unit_of_work() as uow:
            assert uow.periods.save(period).version == 1
            uow.commit(reason="Example")
    with convoca.reading() as uow:
        assert len(uow.audit.entries()) == 1


def test_of_two_editors_one_wins_and_the_other_sees_both_versions(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        read = uow.periods.save(a_period())
        uow.commit(reason="Example")
    with convoca.unit_of_work() as uow:
        theirs = uow.periods.save(replace(read, note="theirs"))
        uow.commit(reason="First editor")

    mine = replace(read, note="mine")
    with convoca.unit_of_work() as uow, pytest.raises(ConflictingEdit) as caught:
        uow.periods.save(mine)
    assert (caught.value.mine, caught.value.theirs) == (mine, theirs)
    with convoca.reading() as uow:
        assert uow.periods.get(read.id) == theirs


def test_of_many_simultaneous_editors_exactly_one_wins(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        read = uow.periods.save(a_period())
        uow.commit(reason="Example")
    outcomes: list[str] = []
    together = threading.Barrier(6)

    def edit(note: str) -> None:
        together.wait()
        try:
            with convoca.unit_of_work() as uow:
                uow.periods.save(replace(read, note=note))
                uow.commit(reason=note)
            outcomes.append("won")
        except ConflictingEdit:
            outcomes.append("lost")

    _run_together(edit, 6)
    assert sorted(outcomes) == ["lost"] * 5 + ["won"]


def test_a_room_is_never_booked_twice(convoca: Convoca) -> None:
    period = a_period()
    hearings = [a_hearing(period, title=f"Example hearing {n}") for n in range(6)]
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for hearing in hearings:
            uow.hearings.save(hearing)
        uow.commit(reason="Example")
    outcomes: list[str] = []
    together = threading.Barrier(6)

    def place(note: str) -> None:
        hearing = hearings[int(note)]
        together.wait()
        try:
            with convoca.unit_of_work() as uow:
                uow.placements.save(a_placement(hearing))
                uow.commit(reason=note)
            outcomes.append("placed")
        except DoubleBooking:
            outcomes.append("refused")

    _run_together(place, 6)
    assert sorted(outcomes) == ["placed"] + ["refused"] * 5


def test_back_to_back_placements_do_not_clash(convoca: Convoca) -> None:
    period = a_period()
    first, second = a_hearing(period), a_hearing(period, title="Example, next")
    slot = Slot.local(a_placement(first).slot.wall_date, time(10), minutes=60, zone=period.zone)
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for hearing in (first, second):
            uow.hearings.save(hearing)
        uow.placements.save(a_placement(first))
        uow.placements.save(a_placement(second, slot=slot))
        uow.commit(reason="Example")
    with convoca.reading() as uow:
        assert len(uow.placements.all(period=period.id)) == 2


def test_what_belongs_to_nothing_is_refused(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow, pytest.raises(NotAllowed):
        uow.requests.save(a_request(a_period()))


def test_the_audit_tells_before_and_after_and_its_chain_holds(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        period = uow.periods.save(a_period())
        uow.commit(reason="Created for the example")
    with convoca.unit_of_work() as uow:
        uow.periods.save(replace(period, note="moved"))
        uow.commit(reason="Noted", waived="64.4", authority="President")
    with convoca.reading() as uow:
        newest, oldest = uow.audit.entries(record=period.id)
        assert uow.audit.verify() == 2
    assert (newest.reason, newest.waived, newest.actor) == ("Noted", "64.4", "tester")
    assert newest.previous_hash == oldest.hash
    change = newest.changes[0]
    assert (change["before"]["note"], change["after"]["note"]) == ("", "moved")  # type: ignore[index]
    assert oldest.changes[0]["before"] is None


def test_the_database_refuses_to_rewrite_the_audit(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        uow.periods.save(a_period())
        uow.commit(reason="Example")
    for statement in ("UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError), convoca.store.engine.begin() as connection:
            connection.execute(text(statement))


def test_a_changed_audit_entry_is_found(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        uow.periods.save(a_period())
        uow.commit(reason="Example")
    postgresql = convoca.store.engine.dialect.name == "postgresql"
    with convoca.store.engine.begin() as connection:
        connection.execute(
            text(
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL"
                if postgresql
                else "DROP TRIGGER audit_update"
            )
        )
        connection.execute(text("UPDATE audit_entry SET reason = 'something else'"))
    with convoca.reading() as uow, pytest.raises(UnusableStore):
        uow.audit.verify()


def test_a_protected_identity_is_sealed_in_the_audit(convoca: Convoca) -> None:
    identity = ProtectedIdentity(id=ParticipantId(uuid4()), name=CANARY)
    with convoca.unit_of_work() as uow:
        uow.identities.save(identity)
        uow.commit(reason="Protected at the person's request")
    with convoca.reading() as uow:
        assert uow.identities.get(identity.id).name == CANARY
        assert uow.audit.entries()[0].changes[0]["after"] == "sealed"
    with convoca.store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit_entry")).all()
    assert CANARY not in repr(rows)
    assert CANARY not in repr(identity)


def test_an_instant_without_its_offset_is_refused(convoca: Convoca) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        request = a_request(period)
        object.__setattr__(request, "received", datetime(2026, 12, 1, 15))
        with pytest.raises(Exception, match="offset"):
            uow.requests.save(request)


def test_instants_come_back_in_utc(convoca: Convoca) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        request = uow.requests.save(a_request(period))
        uow.commit(reason="Example")
    with convoca.reading() as uow:
        assert uow.requests.get(request.id).received.tzinfo is UTC


def test_a_reading_transaction_cannot_commit(convoca: Convoca) -> None:
    with convoca.reading() as uow, pytest.raises(NotAllowed):
        uow.commit(reason="Example")


def test_a_draft_belongs_to_its_author(convoca: Convoca) -> None:
    with convoca.unit_of_work() as uow:
        uow.drafts.keep("request", {"title": "half typed"})
        uow.commit(reason="Draft kept")
    with convoca.reading() as uow:
        draft = uow.drafts.find("request")
        assert draft is not None
        assert draft.body == {"title": "half typed"}
        assert uow.audit.entries() == []


def _run_together(work: Callable[[str], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
