"""Minutes of a session from their first word to a correction, on both databases, with their audit."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ConflictingEdit, NotAllowed
from convoca.domain.minutes import Approval, CorrectionOfMinutes
from convoca.services.minutes.circulation import correct, final_document
from convoca.services.minutes.of_sessions import prefilled_session_minutes
from convoca.services.minutes.saving import revisions_of, save_session_minutes
from convoca.services.minutes.stages import MinutesStage
from support.minutes_table import (
    NEXT,
    SESSION,
    MinutesTable,
    a_question,
    a_sheet,
    an_absence,
    noon,
)

APRIL = date(2027, 4, 1)


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


@pytest.fixture
def table(convoca: Convoca) -> MinutesTable:
    table = MinutesTable(convoca.unit_of_work())
    table.enter("attendance_sheets", a_sheet())
    table.enter("excused_absences", an_absence())
    table.enter("questions", a_question())
    return table


def test_from_the_first_word_to_a_correction(convoca: Convoca, table: MinutesTable) -> None:
    drafted = prefilled_session_minutes(table.file)
    save_session_minutes(drafted, reason="Drafted", now=noon(APRIL), uow=table.uow)
    table.complete(on=APRIL)
    table.circulate(APRIL)
    table.observe(APRIL + timedelta(days=3))
    assert table.standing(NEXT.opens).stage is MinutesStage.APPROVED_BY_SILENCE
    life, _ = table.finalise(NEXT.opens + timedelta(days=1))
    correction = CorrectionOfMinutes(decided_on=NEXT.closes, text="Example correction")
    correct(SESSION.id, correction, reason="Corrected", today=NEXT.closes, uow=table.uow)

    assert (life.approval, life.approved_on) == (Approval.SILENCE, NEXT.opens)
    assert [each.number for each in revisions_of(SESSION.id, uow=table.uow)] == [3, 2, 1]
    with convoca.reading() as uow:
        assert uow.circulations.get(SESSION.id).corrections == (correction,)
        assert uow.session_minutes.get(SESSION.id).votes == drafted.votes
        assert uow.audit.verify() == len(uow.audit.entries())
        entries = uow.audit.entries(record=SESSION.id)
    assert {"Drafted", "Circulated", "Observed", "Final", "Corrected"} <= {
        e.reason for e in entries
    }


def test_of_two_people_who_save_one_wins_and_the_other_is_told(table: MinutesTable) -> None:
    read = table.save(place="Room A")
    table.save(place="Room B")

    with pytest.raises(ConflictingEdit):
        save_session_minutes(
            replace(read, place="Room C"), reason="Mine", now=noon(APRIL), uow=table.uow
        )

    assert table.minutes.place == "Room B"
    assert len(revisions_of(SESSION.id, uow=table.uow)) == 2


def test_who_had_final_minutes_open_cannot_save_over_them(table: MinutesTable) -> None:
    read = table.complete(on=APRIL)
    table.decide(APRIL)
    table.finalise(APRIL)

    with pytest.raises(NotAllowed):
        save_session_minutes(
            replace(read, place="Elsewhere"), reason="Late", now=noon(APRIL), uow=table.uow
        )


def test_the_final_document_stays_what_it_was_when_a_title_changes(table: MinutesTable) -> None:
    table.complete(on=APRIL)
    table.decide(APRIL)
    life, content = table.finalise(APRIL)
    with table.uow as uow:
        uow.sessions.save(replace(uow.sessions.get(SESSION.id), title="Example: another title"))
        uow.commit(reason="Renamed")

    kept = final_document(SESSION.id, uow=table.uow)

    assert kept == content
    assert hashlib.sha256(kept).hexdigest() == life.sha256
    with table.uow as uow:
        changes = str([entry.changes for entry in uow.audit.entries(record=SESSION.id)])
    assert "'content': 'sealed'" in changes
