from datetime import UTC, datetime
from uuid import uuid4

import pytest

from convoca.domain.errors import ProtectedNameFound
from convoca.domain.minutes import Attendance, HearingMinutes, SessionMinutes, Statement
from convoca.domain.party import ProtectedIdentity, Role, Side
from convoca.services.drafts import find_draft, keep_draft
from convoca.services.minutes.of_hearings import expected_attendance
from convoca.services.minutes.saving import save_hearing_minutes, save_session_minutes
from support.builders import a_hearing, a_participant, a_period
from support.fake_store import FakeStore, FakeUnitOfWork

SECRET = "Rosalia Quijano"
NOW = datetime(2027, 3, 9, 15, tzinfo=UTC)


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork(FakeStore())
    with uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name=SECRET))
        uow.commit(reason="Example")
    return uow


def test_a_draft_with_a_protected_name_is_refused_and_the_last_one_stays(
    uow: FakeUnitOfWork,
) -> None:
    keep_draft("key", {"typed": "Witness 1"}, uow=uow)

    with pytest.raises(ProtectedNameFound):
        keep_draft("key", {"typed": "Quijano, Rosalía"}, uow=uow)

    draft = find_draft("key", uow=uow)
    assert draft is not None
    assert draft.body == {"typed": "Witness 1"}


def test_minutes_of_a_hearing_with_a_protected_name_are_refused(uow: FakeUnitOfWork) -> None:
    minutes = HearingMinutes(id=uuid4(), decisions=(f"To hear {SECRET} again",))

    with pytest.raises(ProtectedNameFound):
        save_hearing_minutes(minutes, reason="Example", now=NOW, uow=uow)

    with uow:
        assert uow.hearing_minutes.all() == []


def test_minutes_of_a_session_with_a_protected_name_are_refused(uow: FakeUnitOfWork) -> None:
    minutes = SessionMinutes(
        id=uuid4(), statements=(Statement(member=uuid4(), text=f"On {SECRET}"),)
    )

    with pytest.raises(ProtectedNameFound):
        save_session_minutes(minutes, reason="Example", now=NOW, uow=uow)

    with uow:
        assert uow.session_minutes.all() == []


def test_those_called_to_a_hearing_are_expected_the_protected_ones_by_pseudonym() -> None:
    hearing = a_hearing(
        a_period(),
        participants=(
            a_participant(name="Speaker"),
            a_participant(name="Witness 1", role=Role.WITNESS, side=Side.STATE, protected=True),
        ),
    )

    assert expected_attendance(hearing) == (
        Attendance(name="Speaker"),
        Attendance(name="Witness 1", role=Role.WITNESS, side=Side.STATE, protected=True),
    )
