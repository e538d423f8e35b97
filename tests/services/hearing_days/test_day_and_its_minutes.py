"""From the opening to the minutes: documents, absent parties, privacy, decisions and commitments."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed, ReasonMissing
from convoca.domain.finding import Verdict
from convoca.domain.hearing import EqualityOfArms, HearingStatus
from convoca.domain.hearing_day import HandedIn, HearingDay
from convoca.domain.minutes import Annex, Commitment, HearingMinutes, MinutesStatus
from convoca.domain.party import Side
from convoca.domain.programme import ServiceOfNotice
from convoca.services.audience import PUBLIC
from convoca.services.calendar_projection import calendar_projection
from convoca.services.hearing_days.appearance import (
    party_arrives,
    party_is_awaited,
    party_stays_away,
)
from convoca.services.hearing_days.handed_in import (
    awaited,
    hand_in,
    record_observations,
    set_last_day,
)
from convoca.services.hearing_days.noting import (
    note_commitment,
    note_decision,
    strike_commitment,
    strike_decision,
)
from convoca.services.hearing_days.opening import (
    close_hearing,
    keep_recording,
    not_opened_yet,
    open_hearing,
    reopen_hearing,
)
from convoca.services.hearing_days.privacy import make_private, make_public_again
from convoca.services.hearing_days.record import read_hearing_day
from convoca.services.period_file import read_period_file
from convoca.services.problems import hearing_findings
from support.builders import a_hearing, a_participant, a_period, a_placement
from support.fake_store import FakeUnitOfWork

PERIOD = a_period()
HEARING = a_hearing(PERIOD, participants=(a_participant(name="Example Speaker"),))
SUBJECT = f"hearing:{HEARING.id}"
PLACED = a_placement(HEARING)
BEGINS = PLACED.slot.start
DIGITS = "a" * 64
PLEDGE = Commitment(party="Mexico", text="To reply in writing", due=date(2027, 6, 1))


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.placements.save(PLACED)
        uow.commit(reason="Example")
    return uow


def day_of(uow: FakeUnitOfWork) -> HearingDay:
    with uow:
        return read_hearing_day(HEARING.id, uow=uow)


def minutes_of(uow: FakeUnitOfWork) -> HearingMinutes:
    with uow:
        found: HearingMinutes = uow.hearing_minutes.get(HEARING.id)
    return found


def a_document(**changes: object) -> HandedIn:
    values: dict[str, object] = {
        "id": uuid4(),
        "title": "Example annex",
        "side": Side.REQUESTER,
        "at": BEGINS,
        "sha256": DIGITS,
    }
    return HandedIn(**{**values, **changes})  # type: ignore[arg-type]


# Documents (Art. 65.2) -------------------------------------------------------------------------


def test_a_document_is_handed_in_while_the_hearing_goes_on(uow: FakeUnitOfWork) -> None:
    with pytest.raises(NotAllowed):
        hand_in(HEARING.id, a_document(), uow=uow)
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    document = a_document()
    hand_in(HEARING.id, document, uow=uow)
    hand_in(HEARING.id, document, uow=uow)

    assert day_of(uow).documents == (document,)


def test_the_last_day_that_the_commission_set_counts_where_nobody_gives_another(
    uow: FakeUnitOfWork,
) -> None:
    until = date(2027, 4, 8)
    with uow:
        stored = uow.hearings.get(HEARING.id)
        uow.hearings.save(replace(stored, equality=EqualityOfArms(observations_until=until)))
        uow.commit(reason="Example")
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    hand_in(HEARING.id, a_document(), uow=uow)
    hand_in(HEARING.id, a_document(observations_by=date(2027, 5, 1)), uow=uow)

    assert [d.observations_by for d in day_of(uow).documents] == [until, date(2027, 5, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"sha256": "abc"},
        {"sha256": "Z" * 64},
        {"observations_by": date(2027, 3, 7)},
    ],
)
def test_a_document_that_cannot_be_is_refused(
    uow: FakeUnitOfWork, wrong: dict[str, object]
) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    with pytest.raises(InvalidValue):
        hand_in(HEARING.id, a_document(**wrong), uow=uow)


def test_observations_are_recorded_after_the_hearing_too(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    document = a_document()
    hand_in(HEARING.id, document, uow=uow)
    close_hearing(HEARING.id, at=BEGINS + timedelta(hours=1), uow=uow)
    set_last_day(HEARING.id, document.id, date(2027, 4, 1), uow=uow)
    assert [d.observations_by for d in awaited(day_of(uow))] == [date(2027, 4, 1)]

    record_observations(HEARING.id, document.id, date(2027, 3, 30), uow=uow)

    assert awaited(day_of(uow)) == ()


def test_nobody_observes_on_a_document_before_it_was_handed_in(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    document = a_document()
    hand_in(HEARING.id, document, uow=uow)

    with pytest.raises(InvalidValue):
        record_observations(HEARING.id, document.id, date(2027, 3, 7), uow=uow)


# Parties (Art. 64.3) ---------------------------------------------------------------------------


def test_a_party_that_was_not_notified_cannot_be_left_out_of_the_hearing(
    uow: FakeUnitOfWork,
) -> None:
    finding = party_stays_away(HEARING.id, "state:MX", today=date(2027, 3, 8), uow=uow)

    assert finding.verdict is Verdict.BREACHED
    assert day_of(uow).absent_parties == ("state:MX",)
    last = uow.store.entries[-1]
    assert [f["rule"] for f in last.findings] == ["hearing_goes_on_without_the_party"]


def test_a_hearing_goes_on_without_a_party_that_was_notified_in_time(uow: FakeUnitOfWork) -> None:
    with uow:
        uow.services_of_notice.save(
            ServiceOfNotice(
                id=uuid4(),
                hearing=HEARING.id,
                party="state:MX",
                served_on=date(2027, 1, 20),
                hearing_day=date(2027, 3, 8),
                hearing_hour=PLACED.slot.wall_time,
            )
        )
        uow.commit(reason="Example")

    finding = party_stays_away(HEARING.id, "state:MX", today=date(2027, 3, 8), uow=uow)

    assert finding.verdict is Verdict.MET


def test_a_party_is_there_or_absent_or_still_awaited_never_two_of_them(
    uow: FakeUnitOfWork,
) -> None:
    party_stays_away(HEARING.id, "state:MX", today=date(2027, 3, 8), uow=uow)
    party_arrives(HEARING.id, "state:MX", uow=uow)
    assert (day_of(uow).arrived_parties, day_of(uow).absent_parties) == (("state:MX",), ())

    party_is_awaited(HEARING.id, "state:MX", uow=uow)
    assert (day_of(uow).arrived_parties, day_of(uow).absent_parties) == ((), ())


# Private at the last moment (Art. 68) ----------------------------------------------------------


def private(uow: FakeUnitOfWork, *, minutes: int = -5, confirmed: bool = False) -> Verdict:
    return make_private(
        HEARING.id,
        circumstances="A risk to a witness",
        may_attend=("The parties",),
        told_at=BEGINS + timedelta(minutes=minutes),
        uow=uow,
        confirmed=confirmed,
    ).verdict


def published(uow: FakeUnitOfWork) -> list[object]:
    with uow:
        file = read_period_file(PERIOD.id, uow=uow)
    return [entry.subject for entry in calendar_projection(file, PUBLIC).entries]


def test_a_hearing_that_is_made_private_leaves_what_the_public_reads_at_once(
    uow: FakeUnitOfWork,
) -> None:
    assert SUBJECT in published(uow)

    assert private(uow) is Verdict.MET

    assert SUBJECT not in published(uow)
    assert day_of(uow).private_reason == "A risk to a witness"


def test_a_hearing_that_waits_beyond_its_hour_can_still_be_made_private(
    uow: FakeUnitOfWork,
) -> None:
    assert private(uow, minutes=20) is Verdict.MET


def test_once_it_is_open_the_change_is_guarded_and_the_finding_says_what_it_is(
    uow: FakeUnitOfWork,
) -> None:
    open_hearing(HEARING.id, at=BEGINS + timedelta(minutes=10), uow=uow)

    with pytest.raises(NotAllowed):
        private(uow, minutes=15)
    assert private(uow, minutes=5, confirmed=True) is Verdict.MET
    make_public_again(HEARING.id, reason="The hour was wrong", uow=uow, confirmed=True)
    assert private(uow, minutes=15, confirmed=True) is Verdict.BREACHED


def test_without_exceptional_circumstances_no_hearing_is_private(uow: FakeUnitOfWork) -> None:
    with pytest.raises(InvalidValue):
        make_private(HEARING.id, circumstances=" ", may_attend=(), told_at=BEGINS, uow=uow)


def test_what_was_made_private_by_mistake_is_public_again(uow: FakeUnitOfWork) -> None:
    private(uow)
    with pytest.raises(ReasonMissing):
        make_public_again(HEARING.id, reason="", uow=uow)

    finding = make_public_again(HEARING.id, reason="Entered for the wrong hearing", uow=uow)

    assert finding.verdict is Verdict.MET
    assert SUBJECT in published(uow)
    assert day_of(uow).made_private_at is None


def test_what_is_private_already_keeps_the_hour_at_which_the_parties_were_told(
    uow: FakeUnitOfWork,
) -> None:
    private(uow)
    told = day_of(uow).made_private_at

    with pytest.raises(NotAllowed):
        private(uow, minutes=10)
    assert day_of(uow).made_private_at == told


@pytest.mark.parametrize(
    ("opens", "told", "verdict"),
    [(10, 5, Verdict.MET), (-10, -5, Verdict.BREACHED), (None, 5, Verdict.MET)],
)
def test_what_needs_doing_says_the_same_as_the_day_did(
    uow: FakeUnitOfWork, opens: int | None, told: int, verdict: Verdict
) -> None:
    """The hearing opens late, early, or waits beyond its hour."""
    if opens is not None:
        open_hearing(HEARING.id, at=BEGINS + timedelta(minutes=opens), uow=uow)
    assert private(uow, minutes=told, confirmed=True) is verdict

    with uow:
        file, hearing = read_period_file(PERIOD.id, uow=uow), uow.hearings.get(HEARING.id)
    findings = hearing_findings(file, hearing, date(2027, 3, 9))
    of_privacy = [f for f in findings if f.rule == "hearing_is_public_or_decided_private"]
    assert [f.verdict for f in of_privacy] == [verdict]


# The minutes (Art. 70.1) -----------------------------------------------------------------------


def test_what_was_noted_during_the_hearing_is_in_the_minutes_once(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    for _ in range(2):
        note_decision(HEARING.id, " To ask for information ", now=BEGINS, uow=uow)
        note_commitment(HEARING.id, PLEDGE, now=BEGINS, uow=uow)
    note_decision(HEARING.id, "By mistake", now=BEGINS, uow=uow)
    strike_decision(HEARING.id, "By mistake", now=BEGINS, uow=uow)
    other = replace(PLEDGE, text="By mistake")
    note_commitment(HEARING.id, other, now=BEGINS, uow=uow)
    strike_commitment(HEARING.id, other, now=BEGINS, uow=uow)

    assert minutes_of(uow).decisions == ("To ask for information",)
    assert minutes_of(uow).commitments == (PLEDGE,)


@pytest.mark.parametrize("wrong", [replace(PLEDGE, party=" "), replace(PLEDGE, text=" ")])
def test_a_commitment_says_who_undertakes_what(uow: FakeUnitOfWork, wrong: Commitment) -> None:
    with pytest.raises(InvalidValue):
        note_commitment(HEARING.id, wrong, now=BEGINS, uow=uow)


def test_closing_brings_the_day_into_the_minutes(uow: FakeUnitOfWork) -> None:
    opened, closed = BEGINS + timedelta(minutes=7), BEGINS + timedelta(minutes=70)
    open_hearing(HEARING.id, at=opened, uow=uow)
    note_decision(HEARING.id, "To ask for information", now=opened, uow=uow)
    party_stays_away(HEARING.id, "state:MX", today=date(2027, 3, 8), uow=uow)
    hand_in(HEARING.id, a_document(), uow=uow)
    keep_recording(HEARING.id, "Example shelf 4", uow=uow)

    _, minutes = close_hearing(HEARING.id, at=closed, uow=uow)

    assert minutes == minutes_of(uow)
    assert (minutes.started, minutes.ended) == (opened, closed)
    assert minutes.decisions == ("To ask for information",)
    assert minutes.absent_parties == ("Mexico",)
    assert minutes.recording == "Example shelf 4"
    assert minutes.annexes == (
        Annex(title="Example annex", submitted_by="Example Organisation 1", sha256=DIGITS),
    )
    with uow:
        assert uow.hearings.get(HEARING.id).status is HearingStatus.HELD
        numbers = [revision.number for revision in uow.minutes_revisions.all()]
    assert numbers == [1, 2]


def test_closing_a_second_time_adds_nothing_twice(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    hand_in(HEARING.id, a_document(), uow=uow)
    close_hearing(HEARING.id, at=BEGINS + timedelta(minutes=50), uow=uow)
    with pytest.raises(NotAllowed):
        close_hearing(HEARING.id, at=BEGINS + timedelta(minutes=50), uow=uow)
    reopen_hearing(HEARING.id, reason="Closed too early", uow=uow)

    _, minutes = close_hearing(HEARING.id, at=BEGINS + timedelta(minutes=60), uow=uow)

    assert len(minutes.annexes) == 1
    assert minutes.ended == BEGINS + timedelta(minutes=60)


def test_who_came_after_all_and_what_was_public_after_all_is_so_in_the_minutes(
    uow: FakeUnitOfWork,
) -> None:
    """The first decision drafts the minutes, before the party comes and the mistake is seen."""
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    party_stays_away(HEARING.id, "state:MX", today=date(2027, 3, 8), uow=uow)
    private(uow, confirmed=True)
    drafted = note_decision(HEARING.id, "To ask for information", now=BEGINS, uow=uow)
    assert (drafted.absent_parties, drafted.made_private) == (("Mexico",), True)

    party_arrives(HEARING.id, "state:MX", uow=uow)
    make_public_again(HEARING.id, reason="The wrong hearing", uow=uow, confirmed=True)
    _, minutes = close_hearing(HEARING.id, at=BEGINS + timedelta(minutes=50), uow=uow)

    assert (minutes.absent_parties, minutes.made_private) == ((), False)


def test_minutes_that_are_completed_stay_as_they_are(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)
    done = replace(
        note_decision(HEARING.id, "Example", now=BEGINS, uow=uow), status=MinutesStatus.COMPLETED
    )
    with uow:
        uow.hearing_minutes.save(done)
        uow.commit(reason="Example")

    with pytest.raises(NotAllowed):
        note_decision(HEARING.id, "Another", now=BEGINS, uow=uow)
    _, minutes = close_hearing(HEARING.id, at=BEGINS + timedelta(minutes=60), uow=uow)
    assert replace(minutes, version=0) == replace(done, version=0)


def test_an_opening_by_mistake_is_taken_back(uow: FakeUnitOfWork) -> None:
    open_hearing(HEARING.id, at=BEGINS, uow=uow)

    assert not_opened_yet(HEARING.id, uow=uow).opened is None


def test_a_cancelled_hearing_does_not_open(uow: FakeUnitOfWork) -> None:
    with uow:
        uow.hearings.save(uow.hearings.get(HEARING.id).cancel())
        uow.commit(reason="Example")

    with pytest.raises(NotAllowed):
        open_hearing(HEARING.id, at=BEGINS, uow=uow)
