"""One calendar of all periods, for somebody who subscribes for years."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.errors import ProtectedNameFound
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation
from convoca.domain.party import ProtectedIdentity
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.exports import current_calendar, next_calendar
from convoca.services.feeds import EntryKind, EntryStatus
from convoca.services.year.year_days import SUBJECT
from support.builders import MX, a_hearing, a_period, a_placement
from support.fake_store import NOW, FakeUnitOfWork


@pytest.fixture
def uow() -> FakeUnitOfWork:
    """Two periods of 2027 with a hearing each, and a visit in the same year."""
    uow = FakeUnitOfWork()
    first = a_period()
    second = a_period(number=902, opens=date(2027, 7, 5), closes=date(2027, 7, 16), places=())
    visit = OnSiteObservation(
        id=uuid4(),
        title="Announced visit",
        opens=date(2027, 5, 3),
        closes=date(2027, 5, 7),
        states=(MX,),
        kind=next(iter(ObservationKind)),
        is_public=True,
    )
    with uow:
        for period, title in ((first, "First matter"), (second, "Second matter")):
            uow.periods.save(period)
            hearing = uow.hearings.save(a_hearing(period, title=title))
            uow.placements.save(a_placement(hearing))
        uow.observations.save(visit)
        uow.commit(reason="Example")
    return uow


def tell(uow: FakeUnitOfWork, audience=PUBLIC, now=NOW):
    return next_calendar(None, audience, now=now, uow=uow)


def test_it_holds_every_period_and_each_thing_once(uow):
    titles = [said.entry.title for said in tell(uow).entries if said.entry.title]

    assert sorted(titles) == ["Announced visit", "First matter", "Second matter"]


def test_a_time_limit_says_of_which_period_it_is(uow):
    feed = tell(uow, SECRETARIAT)

    limits = (s.entry for s in feed.entries if s.entry.kind is EntryKind.DEADLINE)
    numbers = {entry.number for entry in limits if not entry.subject.startswith(SUBJECT)}
    assert numbers == {901, 902}


def test_it_has_uids_of_its_own(uow):
    together = {said.uid for said in tell(uow).entries}
    with uow:
        periods = uow.periods.all()
    for period in periods:
        alone = next_calendar(period.id, PUBLIC, now=NOW, uow=uow)
        assert alone.entries
        assert not together & {said.uid for said in alone.entries}


def test_the_same_data_later_is_the_same_calendar_and_needs_no_writing(uow):
    first = tell(uow)

    assert current_calendar(None, PUBLIC, now=NOW + timedelta(days=1), uow=uow) == first
    assert tell(uow, now=NOW + timedelta(days=1)) == first


def test_what_would_be_said_anew_is_no_current_calendar(uow):
    before = tell(uow)
    with uow:
        hearing = next(h for h in uow.hearings.all() if h.title == "First matter")
        uow.hearings.save(hearing.cancel())
        uow.commit(reason="Example")

    assert current_calendar(None, PUBLIC, now=NOW, uow=uow) is None
    (cancelled,) = (s for s in tell(uow).entries if s.status is EntryStatus.CANCELLED)
    uids = {said.entry.title: said.uid for said in before.entries}
    assert (cancelled.uid, cancelled.sequence) == (uids["First matter"], 1)


def test_a_protected_name_in_any_period_stops_it(uow):
    tell(uow)
    with uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Rosaura Second Invented"))
        hearing = next(h for h in uow.hearings.all() if h.title == "Second matter")
        uow.hearings.save(replace(hearing, title="Rosaura Second Invented"))
        uow.commit(reason="Example")

    for ask in (tell, lambda uow: current_calendar(None, PUBLIC, now=NOW, uow=uow)):
        with pytest.raises(ProtectedNameFound):
            ask(uow)


def test_before_there_is_a_period_it_is_empty():
    feed = tell(FakeUnitOfWork())

    assert (feed.entries, feed.projection.period_number) == ((), None)
