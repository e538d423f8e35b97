"""The panels Commitments and Requests of parties of the page Minutes, without a browser."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import Button, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_commitments import CommitmentsModel
from convoca.app.models.minutes_party_requests import PartyRequestsModel
from convoca.app.pages.minutes_commitments import CommitmentsPanel
from convoca.app.pages.minutes_party_requests import PartyRequestsPanel
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.commitment import FollowUpState
from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.identifiers import ParticipantId
from convoca.domain.language import Language
from convoca.domain.minutes import (
    Attendance,
    Commitment,
    HearingMinutes,
    MinutesStatus,
    PartyRequest,
    PartyRequestOutcome,
)
from convoca.domain.party import ProtectedIdentity, Role
from convoca.services.minutes.saving import save_hearing_minutes
from support.builders import a_hearing, a_participant, a_period, a_placement

EN = Language.ENGLISH
SECRET = "Rosalia Quijano"
PERIOD = a_period()
WITNESS = a_participant(name="Witness 1", role=Role.WITNESS, protected=True)
HEARING = a_hearing(PERIOD, participants=(WITNESS,))
PLEDGE = Commitment(party="Mexico", text="To reply in writing", due=date(2020, 6, 1))
MINUTES = HearingMinutes(
    id=HEARING.id,
    started=datetime(2027, 3, 8, 14, tzinfo=UTC),
    attendance=(Attendance(name="Example Person"), Attendance(name="Witness 1", protected=True)),
    commitments=(PLEDGE,),
    status=MinutesStatus.COMPLETED,
)
STATE = "state:MX"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Convoca]:
    monkeypatch.setenv("CONVOCA_EXPORTS", str(tmp_path / "exports"))
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(PERIOD)
            uow.hearings.save(HEARING)
            uow.placements.save(a_placement(HEARING))
            uow.identities.save(ProtectedIdentity(id=ParticipantId(WITNESS.id), name=SECRET))
            uow.commit(reason="Example")
        save_hearing_minutes(
            MINUTES, reason="Completed", now=convoca.now(), uow=convoca.unit_of_work()
        )
        yield convoca


def buttons(widget: Widget) -> Iterator[Button]:
    if isinstance(widget, Button):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from buttons(child)


def button(widget: Any, label: str) -> Button:
    return next(each for each in buttons(widget) if each.description == label)


# Commitments -----------------------------------------------------------------------------------


def test_what_completed_minutes_state_is_followed_up_and_overdue_by_its_day(
    office: Convoca,
) -> None:
    model = CommitmentsModel(office, PERIOD.number)

    (row,) = model.rows
    assert (row.commitment.text, row.is_overdue) == ("To reply in writing", True)
    assert CommitmentsModel(office, PERIOD.number, HEARING.id).rows == model.rows


def test_a_note_is_kept_while_it_is_typed_and_gone_once_it_is_saved(office: Convoca) -> None:
    model = CommitmentsModel(office, PERIOD.number)
    commitment = model.rows[0].commitment
    model.type(commitment, "A letter came")
    assert CommitmentsModel(office, PERIOD.number).typed(commitment) == "A letter came"
    with pytest.raises(ProtectedNameFound):
        model.type(commitment, f"A letter about {SECRET}")

    model.note(commitment, None, "A letter came", FollowUpState.DONE)

    assert model.typed(commitment) == ""
    assert (model.rows[0].is_overdue, model.rows[0].is_running) == (False, False)


def test_a_note_that_meets_another_one_is_added_to_it(office: Convoca) -> None:
    model = CommitmentsModel(office, PERIOD.number)
    read = model.rows[0].commitment
    CommitmentsModel(office, PERIOD.number).note(read, None, "Theirs", FollowUpState.OPEN)
    with pytest.raises(ConflictingEdit) as met:
        model.note(read, None, "Mine", FollowUpState.PARTLY_DONE)

    mine = met.value.mine
    model.note_again(mine)

    assert [note.text for note in model.rows[0].commitment.notes] == ["Theirs", "Mine"]


def test_the_panel_of_commitments_lists_them_and_lets_one_be_followed_up(office: Convoca) -> None:
    panel = CommitmentsPanel(Visit("minutes", EN), office, PERIOD.number, HEARING.id)
    key = str(CommitmentsModel(office, PERIOD.number).rows[0].commitment.id)
    panel._choose(key)

    button(panel.widget, "Save the note").click()

    assert CommitmentsModel(office, PERIOD.number).rows[0].commitment.notes == ()
    assert "Write what was heard of it." in panel._answer.widget.value


# Requests of parties ---------------------------------------------------------------------------


def test_a_copy_is_given_after_two_persons_looked_and_its_hash_is_that_of_the_file(
    office: Convoca, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = PartyRequestsModel(office, HEARING.id)
    asked = model.receive(STATE, PartyRequest.COPY_OF_MINUTES, None)
    less = model.leave_out(asked, ["attendance[2]"])
    once = model.check(less, is_risk=False, note="")
    with pytest.raises(NotAllowed):
        model.check(once, is_risk=False, note="")
    with monkeypatch.context() as other:
        other.setattr(
            "convoca.bootstrap.Convoca.unit_of_work",
            lambda self: self.store.transaction(actor="Second Person"),
        )
        twice = model.check(once, is_risk=False, note="")

    _, content = model.give_copy(twice, EN)

    (given,) = model.file.requests
    assert given.outcome is PartyRequestOutcome.REDACTED
    assert given.sha256 == hashlib.sha256(content).hexdigest()


def test_what_a_party_asks_for_is_a_party_of_the_hearing(office: Convoca) -> None:
    model = PartyRequestsModel(office, HEARING.id)
    with pytest.raises(InvalidValue):
        model.receive("", PartyRequest.COPY_OF_MINUTES, None)


def test_minutes_that_are_reopened_give_no_copy(office: Convoca) -> None:
    model = PartyRequestsModel(office, HEARING.id)
    asked = model.receive(STATE, PartyRequest.COPY_OF_MINUTES, None)
    with office.reading() as uow:
        stored = uow.hearing_minutes.get(HEARING.id)
    draft = replace(stored, status=MinutesStatus.DRAFT)
    save_hearing_minutes(draft, reason="Reopened", now=office.now(), uow=office.unit_of_work())

    with pytest.raises(NotAllowed):
        model.check(asked, is_risk=False, note="")
    with pytest.raises(NotAllowed):
        model.copy(asked, EN)
    assert model.parts() == ()


def test_what_is_read_before_the_checks_is_what_would_be_given(office: Convoca) -> None:
    """What was left out of other minutes would be somebody else in these."""
    model = PartyRequestsModel(office, HEARING.id)
    asked = model.receive(STATE, PartyRequest.COPY_OF_MINUTES, None)
    everything, _ = model.copy(asked, EN)
    less = model.leave_out(asked, ["attendance[1]"])
    assert model.copy(less, EN)[0] != everything
    with office.reading() as uow:
        stored = uow.hearing_minutes.get(HEARING.id)
    changed = replace(stored, decisions=(*stored.decisions, "Another one"))
    save_hearing_minutes(changed, reason="Added", now=office.now(), uow=office.unit_of_work())

    assert model.copy(less, EN) == model.copy(replace(less, redacted=()), EN)


def test_a_recording_has_no_parts_to_leave_out(office: Convoca) -> None:
    model = PartyRequestsModel(office, HEARING.id)
    asked = model.receive(STATE, PartyRequest.RECORDING, None)
    with pytest.raises(NotAllowed):
        model.leave_out(asked, [])


def test_the_panel_takes_a_request_from_its_entry_to_the_first_check(office: Convoca) -> None:
    panel = PartyRequestsPanel(Visit("minutes", EN), office, HEARING.id)

    button(panel.widget, "Enter the request").click()
    button(panel.widget, "I found no risk to persons").click()

    (request,) = PartyRequestsModel(office, HEARING.id).file.requests
    assert [check.is_risk for check in request.checks] == [False]
    labels = {each.description for each in buttons(panel.widget)}
    assert "Read the copy in English" in labels
    assert "Give the copy in English" not in labels
