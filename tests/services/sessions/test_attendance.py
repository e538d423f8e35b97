from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.attendance import AbsenceReason, AttendanceSheet, ExcusedAbsence, Presence
from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.member import Office, Term
from convoca.domain.minutes import MinutesStatus, SessionMinutes
from convoca.services.sessions import attendance as services
from convoca.services.sessions.attendance import attendance_at, quorum_spans
from support.builders import a_member
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting, at, seven_members


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _arrive(sitting: Sitting, number: int, minutes: float = 0) -> None:
    services.arrive(
        sitting.session.id, sitting.member(number), at=at(minutes), reason="x", uow=sitting.uow
    )


def _leave(sitting: Sitting, number: int, minutes: float) -> None:
    services.leave(
        sitting.session.id, sitting.member(number), at=at(minutes), reason="x", uow=sitting.uow
    )


def test_the_quorum_comes_with_the_fourth_and_goes_with_one_who_leaves(sitting: Sitting) -> None:
    sitting.open(range(1, 4))
    _arrive(sitting, 4, 12)
    _leave(sitting, 1, 40)
    file = sitting.file()
    assert [attendance_at(file, at(m)).has_quorum for m in (0, 11, 12, 39, 40)] == [
        False, False, True, True, False,
    ]  # fmt: skip
    spans = [(s.starts, s.ends, s.has_quorum) for s in quorum_spans(file, at(60))]
    assert spans == [
        (at(0), at(12), False),
        (at(12), at(40), True),
        (at(40), at(60), False),
    ]


def test_who_presides_follows_those_who_are_there(sitting: Sitting) -> None:
    sitting.open()
    for minutes, number in enumerate((1, 2, 3), start=1):
        _leave(sitting, number, minutes)
    file = sitting.file()
    found = [attendance_at(file, at(minutes)) for minutes in range(4)]
    assert [(now.presiding and now.presiding.name, now.presides_as) for now in found] == [
        ("Example Member 1", Office.PRESIDENT),
        ("Example Member 2", Office.FIRST_VICE_PRESIDENT),
        ("Example Member 3", Office.SECOND_VICE_PRESIDENT),
        ("Example Member 4", None),  # the longest in office of those left (Arts. 9.3, 3)
    ]


def test_two_who_are_equally_senior_leave_it_open_who_presides() -> None:
    members = list(seven_members())
    members[4] = replace(members[4], terms=members[3].terms)
    sitting = a_sitting(FakeUnitOfWork(), members=members)
    sitting.open(range(4, 8))
    now = attendance_at(sitting.file(), TEN)
    assert now.presiding is None
    assert now.presiding_is_open


def test_who_announced_an_absence_is_excused_and_others_are_just_not_there(
    sitting: Sitting,
) -> None:
    for number, days in ((6, (date(2027, 3, 1), date(2027, 3, 3))), (7, (date(2027, 3, 2), None))):
        services.announce_absence(
            _absence(sitting, number, first_day=days[0], last_day=days[1]),
            reason="x",
            uow=sitting.uow,
        )
    sitting.open(range(1, 6))
    now = attendance_at(sitting.file(), TEN)
    assert [member.name for member, _ in now.excused] == ["Example Member 6"]
    assert [member.name for member in now.not_there] == ["Example Member 7"]


def _absence(sitting: Sitting, number: int, **changes: object) -> ExcusedAbsence:
    values: dict[str, object] = {
        "id": uuid4(),
        "period": sitting.period.id,
        "member": sitting.member(number),
        "announced_on": date(2027, 2, 26),
        "reason": AbsenceReason.ILLNESS,
        "detail": "an example hospital appointment",
    }
    return ExcusedAbsence(**{**values, **changes})  # type: ignore[arg-type]


def test_the_detail_of_an_absence_is_read_on_the_record_alone(sitting: Sitting) -> None:
    absence = _absence(sitting, 6)
    made = services.announce_absence(absence, reason="told by telephone", uow=sitting.uow)
    assert made.record.detail == ""
    assert [a.detail for a in sitting.file().absences] == [""]
    told = services.tell_president(absence.id, on=date(2027, 2, 27), reason="told", uow=sitting.uow)
    assert told.record.president_told_on == date(2027, 2, 27)
    # A change without a detail keeps the one that is sealed.
    services.announce_absence(
        replace(told.record, reason=AbsenceReason.OTHER_SERIOUS_REASON), reason="x", uow=sitting.uow
    )
    read = services.reveal_absence(absence.id, reason="asked by the President", uow=sitting.uow)
    assert read == "an example hospital appointment"
    with sitting.uow as uow:
        stored = uow.excused_absences.get(absence.id)
        assert uow.audit.entries(limit=1)[0].reason == "asked by the President"
    assert (stored.read_count, stored.reason) == (1, AbsenceReason.OTHER_SERIOUS_REASON)


def test_no_reason_on_record_repeats_the_detail(sitting: Sitting) -> None:
    absence = _absence(sitting, 6)
    with pytest.raises(ProtectedNameFound):
        services.announce_absence(absence, reason="Hospital appointment", uow=sitting.uow)
    services.announce_absence(absence, reason="told", uow=sitting.uow)
    with pytest.raises(ProtectedNameFound):
        services.reveal_absence(absence.id, reason="the hospital appointment?", uow=sitting.uow)
    with sitting.uow as uow:
        assert uow.excused_absences.get(absence.id).read_count == 0


def test_two_who_record_the_same_absence_are_told_without_its_detail(sitting: Sitting) -> None:
    absence = _absence(sitting, 6)
    services.announce_absence(absence, reason="x", uow=sitting.uow)
    theirs = services.announce_absence(
        replace(absence, version=1, last_day=date(2027, 3, 2)), reason="x", uow=sitting.uow
    )
    with pytest.raises(ConflictingEdit) as refused:
        services.announce_absence(
            replace(absence, version=1, last_day=date(2027, 3, 3)), reason="x", uow=sitting.uow
        )
    assert refused.value.theirs == theirs.record
    assert theirs.record.detail == ""


def test_a_president_is_not_told_before_it_was_announced(sitting: Sitting) -> None:
    absence = _absence(sitting, 6)
    services.announce_absence(absence, reason="x", uow=sitting.uow)
    with pytest.raises(InvalidValue, match="later day"):
        services.tell_president(absence.id, on=date(2027, 2, 25), reason="x", uow=sitting.uow)


def test_a_member_arrives_once_and_leaves_once(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    with pytest.raises(NotAllowed, match="there already"):
        _arrive(sitting, 1, 5)
    with pytest.raises(NotAllowed, match="not there"):
        _leave(sitting, 5, 5)
    _leave(sitting, 1, 10)
    with pytest.raises(NotAllowed, match="at that hour already"):
        _arrive(sitting, 1, 9)
    _arrive(sitting, 1, 11)
    assert sitting.file().sheet.presences[-1] == Presence(member=sitting.member(1), arrived=at(11))


def test_who_is_not_in_office_is_not_counted() -> None:
    former = a_member(
        "Former Example", "CL", terms=(Term(starts=date(2020, 1, 1), ends=date(2023, 12, 31)),)
    )
    sitting = a_sitting(FakeUnitOfWork(), members=(*seven_members(), former))
    with pytest.raises(NotAllowed, match="not in office"):
        services.arrive(sitting.session.id, former.id, at=TEN, reason="x", uow=sitting.uow)


def test_a_member_whose_term_ended_continues_while_a_seat_is_vacant() -> None:
    """Art. 2.2: two terms ended and one seat is vacant, so that one of the two goes on serving."""
    ended = tuple(
        a_member(
            f"Former Example {n}",
            "CL",
            terms=(Term(starts=date(2020, 1, 1), ends=date(2023, 12, 31)),),
        )
        for n in (1, 2)
    )
    sitting = a_sitting(FakeUnitOfWork(), members=(*seven_members()[:6], *ended))
    assert sitting.file().may_continue == sitting.members[6:]
    sitting.open(range(1, 4))
    services.arrive(sitting.session.id, ended[1].id, at=TEN, reason="x", uow=sitting.uow)
    services.arrive(sitting.session.id, ended[0].id, at=at(1), reason="x", uow=sitting.uow)
    now = attendance_at(sitting.file(), at(2))
    assert [member.name for member in now.continuing] == ["Former Example 2"]
    assert now.quorum.facts["present"] == 4
    assert now.has_quorum


def test_times_are_corrected_after_the_session_until_its_minutes_are_final(
    sitting: Sitting,
) -> None:
    sitting.open(range(1, 5))
    services.close_session(sitting.session.id, at=at(60), reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="say when"):
        _correct(sitting, (at(5), None))
    _correct(sitting, (at(5), at(30)), (at(40), at(60)))
    file = sitting.file()
    assert [sitting.member(1) in file.sheet.present_at(at(m)) for m in (4, 5, 30, 40, 60)] == [
        False, True, False, True, False,
    ]  # fmt: skip
    with sitting.uow as uow:
        uow.session_minutes.save(SessionMinutes(id=sitting.session.id, status=MinutesStatus.FINAL))
        uow.commit(reason="x")
    with pytest.raises(NotAllowed, match="final"):
        _correct(sitting)


def _correct(sitting: Sitting, *times: tuple[datetime, datetime | None]) -> None:
    services.correct_times(
        sitting.session.id, sitting.member(1), times, at=at(70), reason="x", uow=sitting.uow
    )


def test_a_session_that_is_opened_again_has_those_back_who_stayed_to_the_end(
    sitting: Sitting,
) -> None:
    sitting.open(range(1, 6))
    _leave(sitting, 5, 30)
    services.close_session(sitting.session.id, at=at(60), reason="x", uow=sitting.uow)
    assert attendance_at(sitting.file(), at(61)).present == ()
    services.reopen_session(sitting.session.id, at=at(62), reason="x", uow=sitting.uow)
    now = attendance_at(sitting.file(), at(63))
    assert [member.name[-1] for member in now.present] == list("1234")


def test_a_session_is_opened_once_and_its_opening_can_be_taken_back(sitting: Sitting) -> None:
    sitting.open()
    with pytest.raises(NotAllowed, match="opened already"):
        services.open_session(sitting.session.id, at=TEN, reason="x", uow=sitting.uow)
    services.take_back_opening(sitting.session.id, at=at(1), reason="x", uow=sitting.uow)
    assert sitting.file().sheet.opened is None
    with pytest.raises(NotAllowed, match="not been opened"):
        services.close_session(sitting.session.id, at=at(2), reason="x", uow=sitting.uow)


def test_two_who_take_attendance_keep_each_other_s_entries(sitting: Sitting) -> None:
    other = FakeUnitOfWork(sitting.uow.store, actor="another")  # type: ignore[attr-defined]
    sitting.open(range(1, 3))
    services.arrive(sitting.session.id, sitting.member(3), at=at(1), reason="x", uow=other)
    _arrive(sitting, 4, 2)
    assert len(sitting.file().sheet.presences) == 4


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 90), st.integers(1, 60)), max_size=14))
def test_the_spans_of_a_quorum_say_what_each_minute_says(spans: list[tuple[int, int, int]]) -> None:
    """The oracle counts heads minute by minute."""
    members = seven_members()
    sitting = a_sitting(FakeUnitOfWork(), members=members)
    sheet = AttendanceSheet(
        id=sitting.session.id,
        opened=TEN,
        presences=tuple(
            Presence(member=members[n].id, arrived=at(start), left=at(start + length))
            for n, start, length in spans
        ),
    )
    found = quorum_spans(replace(sitting.file(), sheet=sheet), at(120))
    assert found[0].starts == TEN
    assert found[-1].ends == at(120)
    for minute in range(120):
        there = {n for n, start, length in spans if start <= minute < start + length}
        (span,) = [s for s in found if s.starts <= at(minute) < s.ends]
        assert span.has_quorum is (len(there) >= 4), minute
    for before, after in pairwise(found):
        assert before.ends == after.starts
        assert before.has_quorum is not after.has_quorum


def test_the_quorum_of_an_act_goes_into_the_audit(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    with sitting.uow as uow:
        (opening,) = uow.audit.entries(limit=1)
    assert opening.findings[0]["verdict"] == Verdict.MET


def test_the_day_is_that_of_the_wall_clock_of_the_place(sitting: Sitting) -> None:
    assert sitting.file().day_of(datetime(2027, 3, 2, 4, 59, tzinfo=UTC)) == date(2027, 3, 1)
