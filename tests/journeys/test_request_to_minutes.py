"""One hearing from the request to its minutes, on both databases, through the services alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import DoubleBooking, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.hearing import Convocation, Hearing, PrivateDecision, Visibility
from convoca.domain.hearing_request import Decision
from convoca.domain.identifiers import PeriodId
from convoca.domain.member import Member, Office, OfficeHeld
from convoca.domain.minutes import Commitment, MinutesStatus
from convoca.domain.programme import ServiceOfNotice
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.calendar_projection import calendar_projection
from convoca.services.feeds import EntryKind, EntryStatus
from convoca.services.hearings import (
    cancel_hearing,
    convoke_hearing,
    decide_on_privacy,
    record_notice,
)
from convoca.services.minutes.of_hearings import hearing_minutes
from convoca.services.minutes.projection import hearing_minutes_projection
from convoca.services.minutes.saving import save_hearing_minutes
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.periods import save_period, what_moves
from convoca.services.problems import problems
from convoca.services.programme import place, take_out
from convoca.services.requests import (
    decline_request,
    grant_request,
    merge_request,
    reopen_request,
    save_request,
)
from support.builders import MX, OTHER_ROOM, ROOM, a_member, a_period, a_request

TODAY = date(2027, 1, 20)
MONDAY = date(2027, 3, 8)

PRESIDENT = a_member(
    "Example President",
    "CO",
    offices=(OfficeHeld(office=Office.PRESIDENT, starts=date(2026, 3, 1)),),
)
NATIONAL = a_member("Example Member of Mexico", "MX")


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        with opened.unit_of_work() as uow:
            for member in (PRESIDENT, NATIONAL):
                uow.members.save(member)
            uow.commit(reason="Example members")
        yield opened


def _file(convoca: Convoca, period: PeriodId) -> PeriodFile:
    with convoca.reading() as uow:
        return read_period_file(period, uow=uow)


def _rules(file: PeriodFile, today: date = TODAY) -> set[str]:
    return {problem.finding.rule for problem in problems(file, today)}


def test_a_request_becomes_a_hearing_with_minutes(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    request = save_request(
        a_request(period, received=datetime(2027, 1, 10, 15, tzinfo=UTC)),
        reason="Received",
        uow=convoca.unit_of_work(),
    )
    assert "request_is_in_time" not in _rules(_file(convoca, period.id))

    hearing = grant_request(request.id, on=TODAY, reason="Granted", uow=convoca.unit_of_work())
    assert isinstance(hearing, Hearing)
    assert {party.key for party in hearing.parties} == {"example organisation 1", "state:MX"}

    file = _file(convoca, period.id)
    placement = place(
        file, hearing.id, day=MONDAY, hour=time(9), room=ROOM, reason="Placed",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    assert placement.panel == (PRESIDENT.id,), "a national of Mexico does not sit (Art. 17.2.a)"

    finding = convoke_hearing(
        hearing,
        Convocation(proposed_on=TODAY, convoked_on=TODAY, convoked_by=PRESIDENT.id),
        today=TODAY,
        reason="Convoked",
        uow=convoca.unit_of_work(),
    )
    assert finding.verdict is Verdict.MET

    for party in hearing.parties:
        finding = record_notice(
            hearing,
            ServiceOfNotice(
                id=uuid4(), hearing=hearing.id, party=party.key,
                served_on=date(2027, 2, 8), hearing_day=MONDAY,
            ),
            reason="Served",
            uow=convoca.unit_of_work(),
        )  # fmt: skip
        assert finding.verdict is Verdict.MET
    assert _rules(_file(convoca, period.id), date(2027, 2, 9)) & {
        "notice_is_in_time", "hearing_is_convoked", "state_is_convened"
    } == set()  # fmt: skip

    draft = hearing_minutes(_file(convoca, period.id), hearing)
    assert draft.members_present == (PRESIDENT.id,)
    assert [a.name for a in draft.attendance] == ["Example Person"]
    completed = replace(
        draft,
        commitments=(Commitment(party="Mexico", text="Example commitment", due=date(2027, 6, 1)),),
        status=MinutesStatus.COMPLETED,
    )
    save_hearing_minutes(
        completed, reason="Completed", now=convoca.now(), uow=convoca.unit_of_work()
    )
    projection = hearing_minutes_projection(_file(convoca, period.id), hearing)
    assert projection.presiding == "Example President"
    assert not projection.is_draft
    assert projection.commitments[0].text == "Example commitment"

    with convoca.reading() as uow:
        assert uow.audit.verify() == len(uow.audit.entries())
        reasons = [entry.reason for entry in uow.audit.entries(record=hearing.id)]
    assert set(reasons) == {"Granted", "Placed", "Convoked", "Completed"}


def test_a_late_request_can_be_granted_and_stays_on_record(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    late = save_request(
        a_request(period, received=datetime(2027, 1, 11, 5, 30, tzinfo=UTC)),
        reason="Received",
        uow=convoca.unit_of_work(),
    )
    assert late.received_on == date(2027, 1, 11)
    assert "request_is_in_time" in _rules(_file(convoca, period.id))
    grant_request(late.id, on=TODAY, reason="On own initiative", uow=convoca.unit_of_work())
    with convoca.reading() as uow:
        entry = uow.audit.entries(record=late.id)[0]
    assert entry.waived == "66.1"
    assert "BREACHED" in {finding["verdict"] for finding in entry.findings}


def test_deciding_merging_and_taking_back(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    first, second, third = (
        save_request(a_request(period), reason="Received", uow=convoca.unit_of_work())
        for _ in range(3)
    )
    hearing = grant_request(first.id, on=TODAY, reason="Granted", uow=convoca.unit_of_work())
    merge_request(second.id, into=first.id, on=TODAY, reason="Same", uow=convoca.unit_of_work())
    decline_request(third.id, on=TODAY, reason="Example reason", uow=convoca.unit_of_work())
    with pytest.raises(NotAllowed):
        decline_request(third.id, on=TODAY, reason="Again", uow=convoca.unit_of_work())
    with pytest.raises(NotAllowed):
        reopen_request(first.id, reason="Too late", uow=convoca.unit_of_work())
    reopened = reopen_request(third.id, reason="An error", uow=convoca.unit_of_work())
    assert (reopened.decision, reopened.decision_reason) == (Decision.PENDING, "")
    with convoca.reading() as uow:
        assert uow.hearings.get(hearing.id).requests == (first.id, second.id)


def test_a_room_that_is_taken_is_refused_with_the_name_of_who_holds_it(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    hearings = [
        grant_request(
            save_request(
                a_request(period, title=f"Example subject {n}"),
                reason="Received",
                uow=convoca.unit_of_work(),
            ).id,
            on=TODAY,
            reason="Granted",
            uow=convoca.unit_of_work(),
        )
        for n in range(2)
    ]
    file = _file(convoca, period.id)
    place(
        file, hearings[0].id, day=MONDAY, hour=time(9), room=ROOM, reason="Placed",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    with pytest.raises(DoubleBooking) as refused:
        place(
            file, hearings[1].id, day=MONDAY, hour=time(9, 30), room=ROOM, reason="Placed",
            uow=convoca.unit_of_work(),
        )  # fmt: skip
    assert refused.value.values["holder"] == "Example subject 0"
    assert refused.value.values["room"] == "Room A"

    place(
        file, hearings[1].id, day=MONDAY, hour=time(9, 30), room=OTHER_ROOM, reason="Placed",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    found = _rules(_file(convoca, period.id))
    assert {"party_is_not_in_two_places", "member_is_not_in_two_places"} <= found
    take_out(
        _file(convoca, period.id).placements[hearings[1].id],
        reason="Taken out",
        uow=convoca.unit_of_work(),
    )
    assert "party_is_not_in_two_places" not in _rules(_file(convoca, period.id))


def test_what_happens_to_a_hearing_happens_to_its_calendars(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    request = save_request(a_request(period), reason="Received", uow=convoca.unit_of_work())
    hearing = grant_request(request.id, on=TODAY, reason="Granted", uow=convoca.unit_of_work())
    assert isinstance(hearing, Hearing)

    def feeds() -> tuple[dict[str, object], dict[str, object]]:
        found = []
        for audience in (PUBLIC, SECRETARIAT):
            feed = convoca.calendar(period.number, audience)
            entries = [e for e in feed.entries if e.entry.kind is EntryKind.HEARING]
            found.append({"entries": entries})
        return found[0], found[1]

    assert feeds() == ({"entries": []}, {"entries": []})
    place(
        _file(convoca, period.id), hearing.id, day=MONDAY, hour=time(9), room=ROOM,
        reason="Placed", uow=convoca.unit_of_work(),
    )  # fmt: skip
    (public,), (internal,) = (feed["entries"] for feed in feeds())  # type: ignore[misc]
    assert public.status is EntryStatus.TENTATIVE
    assert public.uid != internal.uid

    place(
        _file(convoca, period.id), hearing.id, day=MONDAY, hour=time(11), room=ROOM,
        reason="Moved", uow=convoca.unit_of_work(),
    )  # fmt: skip
    (moved,), _ = (feed["entries"] for feed in feeds())  # type: ignore[misc]
    assert (moved.uid, moved.sequence) == (public.uid, public.sequence + 1)

    stored = _file(convoca, period.id).hearings[0]
    decide_on_privacy(
        stored,
        Visibility.PRIVATE,
        PrivateDecision(
            decided_on=TODAY, circumstances="Example", parties_told_at=datetime.now(UTC)
        ),
        today=TODAY,
        reason="Decided",
        uow=convoca.unit_of_work(),
    )
    public_feed, internal_feed = feeds()
    assert public_feed["entries"] == []
    (private,) = internal_feed["entries"]  # type: ignore[misc]
    assert private.uid == internal.uid

    stored = _file(convoca, period.id).hearings[0]
    decide_on_privacy(
        stored, Visibility.PUBLIC, PrivateDecision(), today=TODAY, reason="Opened",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    (again,), _ = (feed["entries"] for feed in feeds())  # type: ignore[misc]
    assert again.uid not in {public.uid, internal.uid}

    cancel_hearing(
        _file(convoca, period.id).hearings[0], reason="Cancelled", uow=convoca.unit_of_work()
    )
    (cancelled,), _ = (feed["entries"] for feed in feeds())  # type: ignore[misc]
    assert (cancelled.uid, cancelled.status) == (again.uid, EntryStatus.CANCELLED)


def test_the_room_of_a_cancelled_hearing_is_free(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    hearings = [
        grant_request(
            save_request(
                a_request(period, title=title), reason="Received", uow=convoca.unit_of_work()
            ).id,
            on=TODAY,
            reason="Granted",
            uow=convoca.unit_of_work(),
        )
        for title in ("Example one", "Example two")
    ]
    place(
        _file(convoca, period.id), hearings[0].id, day=MONDAY, hour=time(9), room=ROOM,
        reason="Placed", uow=convoca.unit_of_work(),
    )  # fmt: skip
    assert isinstance(hearings[0], Hearing)
    cancel_hearing(hearings[0], reason="Cancelled", uow=convoca.unit_of_work())
    file = _file(convoca, period.id)
    place(
        file, hearings[1].id, day=MONDAY, hour=time(9), room=ROOM, reason="Placed",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    titles = [e.title for e in calendar_projection(file, PUBLIC).entries if e.is_cancelled]
    assert titles == ["Example one"]


def test_a_moved_opening_says_whom_it_would_hit(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    just_in_time = save_request(
        a_request(period, received=datetime(2027, 1, 10, 20, tzinfo=UTC), states=(MX,)),
        reason="Received",
        uow=convoca.unit_of_work(),
    )
    moved = what_moves(_file(convoca, period.id), period.opens - timedelta(days=1))
    assert [request.id for request in moved.would_be_late] == [just_in_time.id]
    before, after = next(pair for pair in moved.deadlines if pair[0].article == "64.2")
    assert (before.last_day, after.last_day) == (date(2027, 1, 10), date(2027, 1, 9))


def test_a_national_in_the_panel_is_found(convoca: Convoca) -> None:
    period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    request = save_request(a_request(period), reason="Received", uow=convoca.unit_of_work())
    hearing = grant_request(request.id, on=TODAY, reason="Granted", uow=convoca.unit_of_work())
    placement = place(
        _file(convoca, period.id), hearing.id, day=MONDAY, hour=time(9), room=ROOM,
        reason="Placed", uow=convoca.unit_of_work(),
    )  # fmt: skip
    careless: tuple[Member, ...] = (PRESIDENT, NATIONAL)
    with convoca.unit_of_work() as uow:
        uow.placements.save(replace(placement, panel=tuple(m.id for m in careless)))
        uow.commit(reason="Careless")
    found = [
        p
        for p in problems(_file(convoca, period.id), TODAY)
        if p.finding.rule == "panel_takes_part"
    ]
    assert [p.finding.facts["member"] for p in found] == ["Example Member of Mexico"]
    assert found[0].finding.articles == ("17.2.a", "17.2.b")
