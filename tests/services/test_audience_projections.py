"""The table of audiences is the oracle: what a calendar holds is what the table says, cell by cell."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.domain.release import ReleaseKind
from convoca.domain.slot import Slot
from convoca.services.audience import (
    PUBLIC,
    SECRETARIAT,
    STAFF,
    Audience,
    AudienceKind,
    state_audience,
)
from convoca.services.audience_names import audiences_of
from convoca.services.audience_page import renewed, section
from convoca.services.audience_table import (
    COLUMNS,
    TABLE,
    Field,
    Sight,
    Thing,
    column,
)
from convoca.services.calendar_projection import calendar_projection
from convoca.services.exports import current_calendar, next_calendar
from convoca.services.feeds import CalendarEntry
from convoca.services.identities import withheld_names
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.releases import Override, blockers, release
from support.fake_store import NOW, FakeStore, FakeUnitOfWork
from support.planted import CO, MX, Planted, plant

PLACED = [thing for thing in Thing if Field.ROOM in TABLE[thing]]
VISITS = [
    Thing.ANNOUNCED_VISIT,
    Thing.UNANNOUNCED_VISIT,
    Thing.ANNOUNCED_ACTIVITY,
    Thing.PROTECTED_ACTIVITY,
]


class Office:
    """A store in which everything is planted, released to the parties unless a test says otherwise."""

    def __init__(self, *kinds: ReleaseKind) -> None:
        self.uow = FakeUnitOfWork(FakeStore())
        self.planted: Planted = plant(self.uow)
        for kind in kinds:
            self.release(kind)

    def file(self) -> PeriodFile:
        with self.uow:
            return read_period_file(self.planted.period.id, uow=self.uow)

    def release(self, kind: ReleaseKind) -> None:
        file = self.file()
        rules = {blocker.rule for blocker in blockers(file, kind, date(2027, 1, 10))}
        overrides = [
            Override(rule=rule, reason="Example", authority="Example", decided_on=date(2027, 1, 10))
            for rule in rules
        ]
        release(file, kind, overrides=overrides, now=NOW, uow=self.uow)

    def entries(self, audience: Audience) -> dict[str, CalendarEntry]:
        found = calendar_projection(self.file(), audience).entries
        return {entry.subject: entry for entry in found}

    def entry(self, thing: Thing, audience: Audience) -> CalendarEntry | None:
        key = str(self.planted.subjects[thing])
        found = [
            entry
            for subject, entry in self.entries(audience).items()
            if subject.endswith(key) and not entry.is_busy
        ]
        assert len(found) <= 1
        return found[0] if found else None

    def change(self, repository: str, key: UUID, **changes: object) -> None:
        with self.uow:
            records = getattr(self.uow, repository)
            records.save(replace(records.get(key), **changes))
            self.uow.commit(reason="Example")

    def remove_placement(self, key: UUID) -> None:
        with self.uow:
            self.uow.placements.remove(self.uow.placements.get(key))
            self.uow.commit(reason="Example")


@pytest.fixture(scope="module")
def office() -> Office:
    return Office(ReleaseKind.PUBLIC)


def said_of(entry: CalendarEntry, field: Field) -> bool:
    """Whether an entry tells a field; a planted entry has something to tell in each."""
    names = " ".join(entry.parties)
    return {
        Field.WHEN: True,
        Field.TITLE: bool(entry.title),
        Field.PLACE: bool(entry.place),
        Field.ROOM: bool(entry.room),
        Field.STATES: MX in entry.states,
        Field.TERRITORIES: CO in entry.states,
        Field.MODALITY: entry.modality is Modality.HYBRID,
        Field.LANGUAGES: entry.languages == (Language.FRENCH, Language.PORTUGUESE),
        Field.LINK: bool(entry.link),
        Field.PARTIES: "Example Petitioner" in names,
        Field.WITHHELD: len(entry.parties) == 4,
        Field.PANEL: bool(entry.panel),
        Field.ATTENDANCE: entry.attendance == 4321,
        Field.TRANSPORT: bool(entry.transport),
    }[field]


def test_every_cell_of_the_table_is_what_a_calendar_does(office: Office) -> None:
    judged = 0
    for thing, audience in product([*PLACED, *VISITS], office.planted.audiences):
        entry = office.entry(thing, audience)
        is_own = audience in office.planted.own.get(thing, ())
        is_barred = office.planted.is_barred(thing, audience)
        for field, sights in TABLE[thing].items():
            sight = sights[column(audience)]
            told = not is_barred and (sight is Sight.YES or (sight is Sight.OWN and is_own))
            assert (entry is not None and said_of(entry, field)) is told, (thing, field, audience)
            judged += 1
    assert judged > 600


def test_a_field_that_the_table_does_not_name_is_never_told(office: Office) -> None:
    for thing, audience in product([*PLACED, *VISITS], office.planted.audiences):
        entry = office.entry(thing, audience)
        for field in set(Field) - set(TABLE[thing]):
            assert entry is None or not said_of(entry, field), (thing, field, audience)


def test_a_busy_block_says_when_and_nothing_else(office: Office) -> None:
    closed = [t for t in PLACED if TABLE[t][Field.WHEN]["staff"] is Sight.BUSY]
    assert len(closed) == 3
    for audience in (a for a in office.planted.audiences if a.kind is AudienceKind.STAFF):
        entries = office.entries(audience)
        for thing in closed:
            block = entries[f"busy:{office.planted.subjects[thing]}"]
            assert block == CalendarEntry(
                subject=block.subject,
                kind=block.kind,
                slot=block.slot,
                is_busy=True,
                is_private=True,
            )


def test_time_limits_that_nobody_announced_are_the_secretariats(office: Office) -> None:
    for audience in office.planted.audiences:
        rules = {e.rule for e in office.entries(audience).values() if e.rule}
        assert ("notice_is_in_time" in rules) is (audience == SECRETARIAT)
        assert ("request_is_in_time" in rules) is (audience.kind is not AudienceKind.DELEGATE)


def test_whoever_is_not_barred_sees_at_least_what_everybody_sees(office: Office) -> None:
    public = set(office.entries(PUBLIC))
    for audience in office.planted.audiences:
        if audience.kind is AudienceKind.DELEGATE:  # the calendar of a visit, not of a period
            continue
        barred = {
            subject
            for thing, key in office.planted.subjects.items()
            for subject in public
            if subject.endswith(str(key)) and office.planted.is_barred(thing, audience)
        }
        assert public - barred <= set(office.entries(audience)), audience


def test_the_table_has_a_letter_for_every_audience() -> None:
    assert len(COLUMNS) == 11
    for rows in TABLE.values():
        assert Field.WHEN in rows
        for sights in rows.values():
            assert tuple(sights) == COLUMNS


# Visits ------------------------------------------------------------------------------------------


def test_an_itinerary_exists_in_the_calendars_of_those_alone_who_travel(office: Office) -> None:
    key = office.planted.subjects[Thing.PROTECTED_ACTIVITY]
    told = {
        audience
        for audience in office.planted.audiences
        if any(subject.endswith(str(key)) for subject in office.entries(audience))
    }

    assert told == {
        Audience(AudienceKind.MEMBER, str(office.planted.member.id))
        if office.planted.member
        else None,
        Audience(AudienceKind.DELEGATE, str(office.planted.interpreter)),
    }


def test_a_calendar_of_a_delegate_holds_the_visit_and_nothing_of_the_period(office: Office) -> None:
    kinds = {
        str(entry.kind)
        for entry in office.entries(
            Audience(AudienceKind.DELEGATE, str(office.planted.interpreter))
        ).values()
    }

    assert kinds == {"visit", "visit_activity"}


def test_what_security_holds_is_told_to_nobody_else_though_it_was_to_be_released() -> None:
    office = Office(ReleaseKind.PUBLIC)
    visit = office.planted.visits[0]
    held = tuple(replace(activity, held=True) for activity in visit.activities)
    office.change("observations", visit.id, activities=held)

    assert office.entry(Thing.ANNOUNCED_ACTIVITY, PUBLIC) is None
    assert office.entry(Thing.ANNOUNCED_ACTIVITY, SECRETARIAT) is None
    own = office.entry(
        Thing.ANNOUNCED_ACTIVITY, Audience(AudienceKind.DELEGATE, str(office.planted.interpreter))
    )
    assert own is not None
    assert (own.is_provisional, own.is_private) == (True, True)


def test_what_was_to_happen_where_entry_is_refused_is_cancelled_for_those_who_travel() -> None:
    office = Office(ReleaseKind.PUBLIC)
    visit = office.planted.visits[0]
    stages = tuple(replace(stage, refused_on=date(2027, 5, 1)) for stage in visit.stages)
    activities = tuple(replace(a, stage=stages[0].id) for a in visit.activities)
    office.change("observations", visit.id, stages=stages, activities=activities)

    own = office.entry(
        Thing.ANNOUNCED_ACTIVITY, Audience(AudienceKind.DELEGATE, str(office.planted.interpreter))
    )
    assert own is not None
    assert own.is_cancelled
    assert stages[0].place not in str(office.entries(SECRETARIAT))


# Releases and the draft -------------------------------------------------------------------------


def test_parties_see_nothing_of_their_own_that_was_not_released() -> None:
    office = Office()
    for audience in (state_audience(MX), office.planted.petitioner):
        assert office.entry(Thing.PRIVATE_HEARING, audience) is None
        assert office.entry(Thing.WORKING_MEETING, audience) is None
    assert office.planted.member
    member = Audience(AudienceKind.MEMBER, str(office.planted.member.id))
    for audience in (member, SECRETARIAT):
        entry = office.entry(Thing.PRIVATE_HEARING, audience)
        assert entry is not None
        assert entry.is_provisional


def test_an_internal_release_reaches_no_party() -> None:
    office = Office(ReleaseKind.INTERNAL)
    assert office.entry(Thing.PRIVATE_HEARING, state_audience(MX)) is None


def test_a_party_is_told_what_was_released_however_the_draft_moves_on() -> None:
    office = Office(ReleaseKind.NOTIFIED)
    key = office.planted.subjects[Thing.PRIVATE_HEARING]
    before = office.entry(Thing.PRIVATE_HEARING, state_audience(MX))
    later = Slot.local(date(2027, 3, 9), time(15), minutes=60, zone="America/New_York")
    office.change("placements", key, slot=later)

    told = office.entry(Thing.PRIVATE_HEARING, state_audience(MX))
    known = office.entry(Thing.PRIVATE_HEARING, SECRETARIAT)

    assert told == before
    assert before is not None
    assert not before.is_provisional
    assert known is not None
    assert (known.slot, known.is_provisional) == (later, True)
    office.release(ReleaseKind.NOTIFIED)
    moved = office.entry(Thing.PRIVATE_HEARING, state_audience(MX))
    assert moved is not None
    assert moved.slot == later


@pytest.mark.parametrize("kind", [ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC])
def test_a_party_is_told_that_its_hearing_is_cancelled_or_taken_out(kind: ReleaseKind) -> None:
    office = Office(kind)
    key = office.planted.subjects[Thing.PRIVATE_HEARING]
    with office.uow:
        office.uow.hearings.save(office.uow.hearings.get(key).cancel())
        office.uow.commit(reason="Example")
    cancelled = office.entry(Thing.PRIVATE_HEARING, state_audience(MX))
    assert cancelled is not None
    assert cancelled.is_cancelled

    other = Office(kind)
    other.remove_placement(other.planted.subjects[Thing.PRIVATE_HEARING])
    other.release(kind) if kind is ReleaseKind.NOTIFIED else other.release(ReleaseKind.NOTIFIED)
    taken_out = other.entry(Thing.PRIVATE_HEARING, other.planted.petitioner)
    assert taken_out is not None
    assert taken_out.is_cancelled
    assert other.entry(Thing.PRIVATE_HEARING, state_audience(CO)) is None
    assert not any(
        subject.endswith(str(other.planted.subjects[Thing.PRIVATE_HEARING]))
        for subject in other.entries(STAFF)
    )


def test_who_is_no_longer_a_party_is_told_nothing_more() -> None:
    office = Office(ReleaseKind.NOTIFIED)
    key = office.planted.subjects[Thing.PRIVATE_HEARING]
    office.change("hearings", key, parties=())
    for audience in (state_audience(MX), office.planted.petitioner):
        assert office.entry(Thing.PRIVATE_HEARING, audience) is None


def test_a_state_that_was_convened_is_a_party() -> None:
    office = Office(ReleaseKind.NOTIFIED)
    key = office.planted.subjects[Thing.PRIVATE_HEARING]
    office.change("hearings", key, parties=(), state_convened=True)
    assert office.entry(Thing.PRIVATE_HEARING, state_audience(MX))
    assert office.entry(Thing.PRIVATE_HEARING, state_audience(CO)) is None


def test_what_turns_private_is_a_block_that_nobody_can_join_with_what_it_was() -> None:
    office = Office(ReleaseKind.PUBLIC)
    key = office.planted.subjects[Thing.PUBLIC_HEARING]
    period = office.planted.period.id
    before = next_calendar(period, STAFF, now=NOW, uow=office.uow)
    office.change("hearings", key, visibility=Visibility.PRIVATE)
    after = next_calendar(period, STAFF, now=NOW, uow=office.uow)

    was = next(s for s in before.entries if s.entry.subject == f"hearing:{key}")
    now = next(s for s in after.entries if s.entry.subject == f"busy:{key}")
    assert was.uid != now.uid
    assert was.uid not in {said.uid for said in after.entries}
    assert (now.sequence, now.moved_from) == (0, None)
    public = next_calendar(period, PUBLIC, now=NOW, uow=office.uow)
    assert not any(str(key) in said.entry.subject for said in public.entries)


def test_a_calendar_is_the_same_when_nothing_changed() -> None:
    office = Office(ReleaseKind.PUBLIC)
    period = office.planted.period.id
    later = datetime(2027, 1, 20, 9, tzinfo=UTC)
    for audience in office.planted.audiences:
        feed = next_calendar(period, audience, now=NOW, uow=office.uow)
        assert current_calendar(period, audience, now=later, uow=office.uow) == feed


# The second wall ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["state:MX", "public"])
def test_a_withheld_name_in_a_title_stops_what_a_state_reads(name: str) -> None:
    office = Office()
    key = office.planted.subjects[Thing.PUBLIC_HEARING]
    hearing = office.planted.hearings[0]
    withheld = next(party.name for party in hearing.parties if party.withheld_from_state)
    office.change("hearings", key, title=f"Case of {withheld} v. Mexico")
    office.release(ReleaseKind.NOTIFIED)
    period, audience = office.planted.period.id, Audience.named(name)

    with pytest.raises(ProtectedNameFound) as stopped:
        next_calendar(period, audience, now=NOW, uow=office.uow)

    assert withheld not in str(stopped.value)
    assert next_calendar(period, SECRETARIAT, now=NOW, uow=office.uow).entries


def test_who_is_withheld_in_one_matter_and_open_in_another_is_refused_in_the_first_alone() -> None:
    office = Office()
    hearing = office.planted.hearings[0]
    withheld = next(party for party in hearing.parties if party.withheld_from_state)
    meeting = office.planted.subjects[Thing.WORKING_MEETING]
    with office.uow:
        stored = office.uow.meetings.get(meeting)
        in_the_open = replace(withheld, withheld_from_state=False)
        office.uow.meetings.save(replace(stored, parties=(stored.parties[0], in_the_open)))
        office.uow.commit(reason="Example")
        assert withheld.name not in withheld_names(uow=office.uow)
    office.release(ReleaseKind.NOTIFIED)
    period, state = office.planted.period.id, state_audience(MX)

    told = next_calendar(period, state, now=NOW, uow=office.uow)
    assert any(withheld.name in said.entry.parties for said in told.entries)

    office.change("hearings", hearing.id, title=f"Case of {withheld.name}")
    office.release(ReleaseKind.NOTIFIED)
    with pytest.raises(ProtectedNameFound):
        next_calendar(period, state, now=NOW, uow=office.uow)


def test_the_printed_table_is_this_one() -> None:
    page = Path(__file__).parents[2] / "docs" / "security.md"
    printed = page.read_text(encoding="utf-8")
    assert renewed(printed) == printed, "run `make docs`"
    assert section() in printed


def test_who_has_left_the_delegation_learns_no_more_of_the_itinerary() -> None:
    office = Office()
    visit = office.planted.visits[1]
    assert office.planted.member
    own = Audience(AudienceKind.MEMBER, str(office.planted.member.id))
    assert office.entry(Thing.PROTECTED_ACTIVITY, own) is not None
    office.change(
        "observations", visit.id, special_commission=replace(visit.special_commission, members=())
    )

    assert office.entry(Thing.PROTECTED_ACTIVITY, own) is None


def test_the_calendar_of_a_delegate_follows_the_visit_into_a_year_without_a_period() -> None:
    office = Office()
    visit = office.planted.visits[1]
    later = {"opens": date(2031, 3, 1), "closes": date(2031, 3, 4)}
    office.change("observations", visit.id, **later)
    own = Audience(AudienceKind.DELEGATE, str(office.planted.interpreter))

    assert f"visit:{visit.id}" in office.entries(own)
    feed = next_calendar(None, own, now=NOW, uow=office.uow)
    assert f"visit:{visit.id}" in {each.entry.subject for each in feed.entries}
    file = office.file()
    with office.uow:
        named = audiences_of(file, uow=office.uow)
    assert own in {each.audience for each in named}
