"""A copy of the minutes or the recording for a party: two persons look at the risk (Arts. 70.2, 70.3)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.minutes import (
    Attendance,
    HearingMinutes,
    MinutesStatus,
    PartyRequest,
    PartyRequestOutcome,
    RequestOfParty,
)
from convoca.services.minutes.projection import hearing_minutes_projection
from convoca.services.party_requests import (
    check_risk,
    give,
    leave_out,
    parts_of,
    receive_request,
    refuse,
    requests_about,
    standing_of,
)
from convoca.services.period_file import read_period_file
from convoca.services.read_models import MinutesEdition, MinutesProjection
from support.builders import a_hearing, a_period
from support.fake_store import FakeStore, FakeUnitOfWork

PERIOD = a_period()
HEARING = a_hearing(PERIOD)
DAY = date(2027, 4, 1)
DIGITS = "0123456789abcdef" * 4
MINUTES = HearingMinutes(
    id=HEARING.id,
    started=datetime(2027, 3, 8, 14, tzinfo=UTC),
    attendance=(Attendance(name="Example Person"), Attendance(name="Witness 1", protected=True)),
    decisions=("To ask for information",),
    status=MinutesStatus.COMPLETED,
)
ASKED = RequestOfParty(
    id=uuid4(),
    hearing=HEARING.id,
    party="Mexico",
    kind=PartyRequest.COPY_OF_MINUTES,
    asked_on=DAY,
)


class Desks:
    """Two persons at one store."""

    def __init__(self) -> None:
        store = FakeStore()
        self.ana = FakeUnitOfWork(store, actor="Ana Example")
        self.bea = FakeUnitOfWork(store, actor="Bea Example")
        self.same = FakeUnitOfWork(store, actor=" ana EXAMPLE ")
        with self.ana:
            self.ana.periods.save(PERIOD)
            self.ana.hearings.save(HEARING)
            self.ana.hearing_minutes.save(MINUTES)
            self.ana.commit(reason="Example")

    def whole(self) -> MinutesProjection:
        with self.ana:
            file = read_period_file(PERIOD.id, uow=self.ana)
        return hearing_minutes_projection(file, HEARING)

    def change_minutes(self) -> None:
        with self.ana:
            stored = self.ana.hearing_minutes.get(HEARING.id)
            people = (Attendance(name="Somebody new"), *stored.attendance)
            self.ana.hearing_minutes.save(replace(stored, attendance=people))
            self.ana.commit(reason="Example")

    def check(
        self, request: RequestOfParty, uow: FakeUnitOfWork, *, is_risk: bool = False
    ) -> RequestOfParty:
        return check_risk(
            request,
            is_risk=is_risk,
            note="A witness could be recognised" if is_risk else "",
            today=DAY,
            whole=self.whole(),
            uow=uow,
        )

    def give(self, request: RequestOfParty, sha256: str = DIGITS) -> RequestOfParty:
        return give(request, sha256=sha256, today=DAY, whole=self.whole(), uow=self.ana)


@pytest.fixture
def desks() -> Desks:
    return Desks()


def test_a_party_gets_no_copy_of_a_draft(desks: Desks) -> None:
    with desks.ana as uow:
        stored = uow.hearing_minutes.get(HEARING.id)
        uow.hearing_minutes.save(replace(stored, status=MinutesStatus.DRAFT))
        uow.commit(reason="Example")

    with pytest.raises(NotAllowed):
        receive_request(ASKED, uow=desks.ana)


def test_nothing_is_given_until_two_different_persons_found_no_risk(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    with pytest.raises(NotAllowed):
        desks.give(asked)
    once = desks.check(asked, desks.ana)
    with pytest.raises(NotAllowed):
        desks.give(once)
    for uow in (desks.ana, desks.same):
        with pytest.raises(NotAllowed):
            desks.check(once, uow)

    given = desks.give(desks.check(once, desks.bea))

    assert (given.outcome, given.sha256, given.decided_on) == (
        PartyRequestOutcome.GIVEN,
        DIGITS,
        DAY,
    )
    assert [check.by for check in given.checks] == ["Ana Example", "Bea Example"]


def test_a_risk_is_said_and_keeps_the_whole_copy_from_the_party(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    with pytest.raises(InvalidValue):
        check_risk(asked, is_risk=True, note=" ", today=DAY, whole=desks.whole(), uow=desks.ana)
    checked = desks.check(desks.check(asked, desks.ana), desks.bea, is_risk=True)

    with pytest.raises(NotAllowed):
        desks.give(checked)


def test_what_brings_the_risk_is_left_out_and_the_copy_checked_again(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    risky = desks.check(asked, desks.ana, is_risk=True)

    less = leave_out(risky, ["attendance[2]"], whole=desks.whole(), uow=desks.ana)
    assert standing_of(less, desks.whole()).missing == 2
    given = desks.give(desks.check(desks.check(less, desks.ana), desks.bea))

    assert given.outcome is PartyRequestOutcome.REDACTED
    with desks.ana as uow:
        file = read_period_file(PERIOD.id, uow=uow)
    copy = hearing_minutes_projection(
        file, HEARING, edition=MinutesEdition.PARTY_COPY, redacted=given.redacted
    )
    assert [person.name for person in copy.attendance] == ["Example Person"]


def test_minutes_that_changed_since_are_checked_and_cut_anew(desks: Desks) -> None:
    """Left out is the second entry: of other minutes that would be somebody else."""
    asked = receive_request(ASKED, uow=desks.ana)
    less = leave_out(asked, ["attendance[2]"], whole=desks.whole(), uow=desks.ana)
    checked = desks.check(desks.check(less, desks.ana), desks.bea)
    assert standing_of(checked, desks.whole()).may_be_given

    desks.change_minutes()

    assert standing_of(checked, desks.whole()).missing == 2
    with pytest.raises(NotAllowed):
        desks.give(checked)
    assert desks.check(checked, desks.ana).redacted == ()


def test_a_hearing_that_has_another_title_since_is_checked_anew(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    checked = desks.check(desks.check(asked, desks.ana), desks.bea)
    seen = desks.whole()

    assert standing_of(checked, replace(seen, version=9)).may_be_given
    assert standing_of(checked, replace(seen, title="A title that tells more")).missing == 2


def test_no_draft_is_given_whatever_was_checked(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    checked = desks.check(desks.check(asked, desks.ana), desks.bea)
    draft = replace(desks.whole(), is_draft=True, status=MinutesStatus.DRAFT)

    with pytest.raises(NotAllowed):
        give(checked, sha256=DIGITS, today=DAY, whole=draft, uow=desks.ana)


def test_the_place_can_be_left_out(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    there = replace(desks.whole(), place="House of a witness")

    assert leave_out(asked, ["place"], whole=there, uow=desks.ana).redacted == ("place",)


def test_every_entry_can_be_left_out_and_nothing_else(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    parts = parts_of(desks.whole())
    assert [(part.path, part.section, part.said) for part in parts] == [
        ("attendance[1]", "attendance", "Example Person"),
        ("attendance[2]", "attendance", "Witness 1"),
        ("decisions[1]", "decisions", "To ask for information"),
    ]
    with pytest.raises(InvalidValue):
        leave_out(asked, ["attendance[3]"], whole=desks.whole(), uow=desks.ana)
    assert leave_out(asked, [], whole=desks.whole(), uow=desks.ana) == asked


def test_a_copy_is_refused_for_a_risk_to_persons_alone(desks: Desks) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    with pytest.raises(NotAllowed):
        refuse(asked, note="No time", today=DAY, uow=desks.ana)
    risky = desks.check(asked, desks.bea, is_risk=True)
    with pytest.raises(InvalidValue):
        refuse(risky, note=" ", today=DAY, uow=desks.ana)

    refused = refuse(risky, note="It would name a witness", today=DAY, uow=desks.ana)

    assert refused.outcome is PartyRequestOutcome.REFUSED
    for act in (desks.give, lambda request: desks.check(request, desks.ana)):
        with pytest.raises(NotAllowed):
            act(refused)


def test_a_recording_is_given_after_two_checks_as_well(desks: Desks) -> None:
    wanted = replace(ASKED, id=uuid4(), kind=PartyRequest.RECORDING)
    asked = receive_request(wanted, uow=desks.ana)
    for uow in (desks.ana, desks.bea):
        asked = check_risk(asked, is_risk=False, note="", today=DAY, whole=None, uow=uow)

    given = give(asked, sha256=DIGITS, today=DAY, whole=None, uow=desks.ana)

    assert given.outcome is PartyRequestOutcome.GIVEN
    with desks.ana as uow:
        assert requests_about(HEARING.id, uow=uow) == (given,)


@pytest.mark.parametrize("digits", ["", "abc", DIGITS.upper()])
def test_what_was_given_is_recognised_by_its_hash(desks: Desks, digits: str) -> None:
    asked = receive_request(ASKED, uow=desks.ana)
    checked = desks.check(desks.check(asked, desks.ana), desks.bea)

    with pytest.raises(InvalidValue):
        desks.give(checked, sha256=digits)
