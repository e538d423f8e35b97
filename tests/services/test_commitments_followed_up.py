"""What parties undertook, on its way (Art. 70.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.errors import ConflictingEdit, InvalidValue, ReasonMissing
from convoca.domain.minutes import Commitment, HearingMinutes, MinutesStatus
from convoca.services.commitments import (
    follow_up,
    followed_up,
    overdue,
    set_due,
    track_commitments,
)
from convoca.services.minutes.saving import save_hearing_minutes
from support.builders import a_hearing, a_period
from support.fake_store import FakeUnitOfWork

PERIOD = a_period()
HEARING = a_hearing(PERIOD)
REPLY = Commitment(party="Mexico", text="To reply in writing", due=date(2027, 6, 1))
REPORT = Commitment(party="Mexico", text="To send a report")
MINUTES = HearingMinutes(id=HEARING.id, commitments=(REPLY, REPORT))
TODAY = date(2027, 6, 2)


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.commit(reason="Example")
    return uow


def track(uow: FakeUnitOfWork, *commitments: Commitment) -> tuple[TrackedCommitment, ...]:
    with uow:
        tracked = track_commitments(replace(MINUTES, commitments=commitments), uow=uow)
        uow.commit(reason="Completed")
    return tracked


def stored(uow: FakeUnitOfWork) -> list[TrackedCommitment]:
    with uow:
        found: list[TrackedCommitment] = uow.commitments.all()
    return found


def note(state: FollowUpState, text: str = "A letter came", on: date = TODAY) -> FollowUpNote:
    return FollowUpNote(on=on, text=text, state=state)


def test_minutes_that_are_completed_twice_are_followed_up_once(uow: FakeUnitOfWork) -> None:
    assert track(uow, REPLY, REPORT) == track(uow, REPLY, REPORT)
    assert [(c.text, c.due) for c in stored(uow)] == [
        ("To reply in writing", date(2027, 6, 1)),
        ("To send a report", None),
    ]


def test_what_was_noted_survives_when_the_minutes_give_another_day(uow: FakeUnitOfWork) -> None:
    (reply,) = track(uow, REPLY)
    follow_up(reply, note(FollowUpState.PARTLY_DONE), today=TODAY, uow=uow)

    (again,) = track(uow, replace(REPLY, due=date(2027, 9, 1)))

    assert (again.due, again.state, len(again.notes)) == (
        date(2027, 9, 1),
        FollowUpState.PARTLY_DONE,
        1,
    )


def test_a_commitment_that_the_minutes_state_no_longer_is_gone_or_dropped(
    uow: FakeUnitOfWork,
) -> None:
    reply, _ = track(uow, REPLY, REPORT)
    follow_up(reply, note(FollowUpState.OPEN), today=TODAY, uow=uow)

    track(uow)

    assert [(c.text, c.state) for c in stored(uow)] == [
        ("To reply in writing", FollowUpState.DROPPED)
    ]


def test_what_is_awaited_comes_first_by_its_day_and_overdue_is_computed(
    uow: FakeUnitOfWork,
) -> None:
    _, report = track(uow, REPLY, REPORT)
    follow_up(report, note(FollowUpState.DONE), today=TODAY, uow=uow)
    with uow:
        rows = followed_up(TODAY, uow=uow)
        on_the_day = followed_up(date(2027, 6, 1), uow=uow, hearing=HEARING.id)
        nothing = followed_up(TODAY, uow=uow, period=a_period().id)

    assert [(row.commitment.text, row.is_overdue, row.days_left) for row in rows] == [
        ("To reply in writing", True, -1),
        ("To send a report", False, None),
    ]
    assert overdue(rows) == rows[:1]
    assert overdue(on_the_day) == ()
    assert nothing == ()


@pytest.mark.parametrize(
    "wrong",
    [note(FollowUpState.DONE, text=" "), note(FollowUpState.DONE, on=date(2027, 6, 3))],
)
def test_a_note_says_what_was_heard_and_not_tomorrow(
    uow: FakeUnitOfWork, wrong: FollowUpNote
) -> None:
    (reply,) = track(uow, REPLY)
    with pytest.raises(InvalidValue):
        follow_up(reply, wrong, today=TODAY, uow=uow)


def test_two_who_follow_up_the_same_do_not_overwrite_each_other(uow: FakeUnitOfWork) -> None:
    (reply,) = track(uow, REPLY)
    follow_up(reply, note(FollowUpState.DONE), today=TODAY, uow=uow)

    with pytest.raises(ConflictingEdit):
        follow_up(reply, note(FollowUpState.NOT_DONE), today=TODAY, uow=uow)


def test_another_day_needs_a_reason(uow: FakeUnitOfWork) -> None:
    (reply,) = track(uow, REPLY)
    with pytest.raises(ReasonMissing):
        set_due(reply, date(2027, 7, 1), reason=" ", uow=uow)

    assert set_due(reply, date(2027, 7, 1), reason="Asked for", uow=uow).due == date(2027, 7, 1)


def test_what_minutes_state_again_goes_on_as_it_was(uow: FakeUnitOfWork) -> None:
    (reply,) = track(uow, REPLY)
    follow_up(reply, note(FollowUpState.PARTLY_DONE), today=TODAY, uow=uow)
    track(uow)

    assert track(uow, REPLY)[0].state is FollowUpState.PARTLY_DONE


def test_what_somebody_dropped_stays_dropped(uow: FakeUnitOfWork) -> None:
    (reply,) = track(uow, REPLY)
    follow_up(reply, note(FollowUpState.DROPPED), today=TODAY, uow=uow)

    assert track(uow, REPLY)[0].state is FollowUpState.DROPPED


def test_a_day_that_was_set_stays_until_the_minutes_give_another_one(uow: FakeUnitOfWork) -> None:
    extended = date(2027, 9, 1)
    said = complete(uow, HearingMinutes(id=HEARING.id, commitments=(REPLY,)))
    set_due(stored(uow)[0], extended, reason="Asked for", uow=uow)

    said = complete(uow, replace(said, place="Room B"))
    complete(uow, said)
    assert stored(uow)[0].due == extended

    complete(uow, replace(said, commitments=(replace(REPLY, due=date(2027, 7, 1)),)))
    assert stored(uow)[0].due == date(2027, 7, 1)


def complete(uow: FakeUnitOfWork, minutes: HearingMinutes) -> HearingMinutes:
    done = replace(minutes, status=MinutesStatus.COMPLETED)
    now = datetime(2027, 6, 2, 15, tzinfo=UTC)
    return save_hearing_minutes(done, reason="Completed", now=now, uow=uow)
