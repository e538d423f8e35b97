"""What a calendar said of a hearing, version after version, and because of which acts."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from convoca.calendars import history_words
from convoca.domain.errors import NotFound
from convoca.domain.feed_subscription import FeedSubscription
from convoca.domain.hearing import Hearing, HearingStatus, Visibility
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.domain.release import Release, ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience, state_audience
from convoca.services.exports import next_calendar
from convoca.services.feed_causes import EntryChange
from convoca.services.feed_history import EntryHistory, changed_entries, entry_for, explain
from convoca.services.feeds import EntryStatus
from convoca.services.period_file import read_period_file
from convoca.services.releases import current_entries
from support.builders import MX, OTHER_ROOM, a_hearing, a_period, a_placement
from support.fake_store import FakeUnitOfWork

BEGIN = datetime(2027, 1, 4, 15, tzinfo=UTC)


@dataclass
class Office:
    """A period with one placed hearing, and a clock that goes on by an hour with each act."""

    uow: FakeUnitOfWork = field(default_factory=lambda: FakeUnitOfWork(now=BEGIN))

    def __post_init__(self) -> None:
        self.period = a_period()
        self.hearing = a_hearing(self.period, title="Example: rights", state_convened=True)
        self.act("Entered", hearings=self.hearing, placements=a_placement(self.hearing))

    def act(self, reason: str, **records: object) -> None:
        self.uow.now += timedelta(hours=1)
        with self.uow:
            if self.uow.periods.find(self.period.id) is None:
                self.uow.periods.save(self.period)
            for name, record in records.items():
                getattr(self.uow, name).save(record)
            self.uow.commit(reason=reason)

    def edit(self, reason: str, **changes: object) -> None:
        with self.uow:
            stored: Hearing = self.uow.hearings.get(self.hearing.id)
        self.act(reason, hearings=replace(stored, **changes))

    def move(self, reason: str, **changes: object) -> None:
        with self.uow:
            stored = self.uow.placements.get(self.hearing.id)
        self.act(reason, placements=replace(stored, **changes))

    def release(self, kind: ReleaseKind, reason: str) -> None:
        with self.uow:
            file = read_period_file(self.period.id, uow=self.uow)
        self.act(
            reason,
            releases=Release(
                id=uuid4(),
                period=self.period.id,
                number=len(file.releases) + 1,
                kind=kind,
                made_at=self.uow.now + timedelta(hours=1),
                made_by="Example",
                entries=current_entries(file),
            ),
        )

    def write(self, audience: Audience = SECRETARIAT) -> None:
        self.uow.now += timedelta(hours=1)
        next_calendar(self.period.id, audience, now=self.uow.now, uow=self.uow)

    def history(self, audience: Audience = SECRETARIAT) -> EntryHistory:
        return explain(
            period=self.period.id, audience=audience, activity=self.hearing.id, uow=self.uow
        )

    def entry(self, audience: Audience, activity: UUID | None = None):
        self.uow.now += timedelta(hours=1)
        return entry_for(
            self.period.id,
            audience,
            activity or self.hearing.id,
            now=self.uow.now,
            uow=self.uow,
        )


@pytest.fixture
def office() -> Office:
    return Office()


def a_slot(hour: int, day: int = 8) -> Slot:
    return Slot.local(date(2027, 3, day), time(hour), minutes=60, zone=SEAT_ZONE)


def told(history: EntryHistory) -> list[tuple[list[str], list[str]]]:
    return [
        ([str(change) for change in version.changes], [cause.reason for cause in version.causes])
        for version in history.versions
    ]


def test_each_version_says_what_changed_and_because_of_what(office: Office) -> None:
    office.write()
    office.move("The President travels", slot=a_slot(15))
    office.edit("A note for the file", note="Example")
    office.write()
    office.move("The room is too small", room=OTHER_ROOM)
    office.edit("As the parties call it", title="Example: other rights")
    office.write()
    office.write()
    office.edit("Friendly settlement", status=HearingStatus.CANCELLED)
    office.write()

    history = office.history()

    assert told(history) == [
        (["appeared"], ["Entered"]),
        (["time"], ["The President travels"]),
        (["room", "title"], ["The room is too small", "As the parties call it"]),
        (["cancelled"], ["Friendly settlement"]),
    ]
    assert [version.number for version in history.versions] == [1, 2, 3, 4]
    assert [v.said.sequence for v in history.versions if v.said] == [0, 1, 1, 2]
    assert all(cause.actor == "coordinator" for v in history.versions for cause in v.causes)


def test_an_entry_is_explained_by_the_uid_that_a_subscriber_sees(office: Office) -> None:
    office.write()
    office.move("Example", slot=a_slot(15))
    office.write()
    with office.uow:
        (uid,) = {
            said.uid
            for said in office.uow.calendar.remembered(f"{office.period.id}:{SECRETARIAT}")
            if said.entry.title
        }

    history = explain(uid, uow=office.uow)

    assert history == office.history()
    assert (history.audience, history.period, history.uid) == (SECRETARIAT, office.period.id, uid)
    with pytest.raises(NotFound):
        explain("nobody-said-this", uow=office.uow)


def test_who_follows_the_releases_is_told_of_the_acts_that_a_release_brought(
    office: Office,
) -> None:
    office.release(ReleaseKind.PUBLIC, "First release")
    office.move("Moved after the release", slot=a_slot(11))
    office.write(PUBLIC)
    office.move("Moved again", slot=a_slot(15))
    office.write(PUBLIC)
    office.release(ReleaseKind.INTERNAL, "For the rooms")
    office.release(ReleaseKind.PUBLIC, "Second release")
    office.move("Not yet released", slot=a_slot(17))
    office.write(PUBLIC)

    history = office.history(PUBLIC)

    assert told(history) == [
        (["appeared"], ["Entered", "First release"]),
        (["time"], ["Moved after the release", "Moved again", "Second release"]),
    ]
    assert [cause.release for cause in history.versions[1].causes] == [None, None, 3]


def test_what_turns_private_leaves_the_public_calendar_and_comes_back_as_another(
    office: Office,
) -> None:
    office.write(PUBLIC)
    office.edit("Art. 68", visibility=Visibility.PRIVATE)
    office.write(PUBLIC)
    office.edit("Heard in public after all", visibility=Visibility.PUBLIC)
    office.write(PUBLIC)

    history = office.history(PUBLIC)

    assert told(history) == [
        (["appeared"], ["Entered"]),
        (["vanished"], ["Art. 68"]),
        (["appeared"], ["Heard in public after all"]),
    ]
    first, gone, again = history.versions
    assert gone.said is None
    assert not gone.is_kept_back
    assert first.said
    assert again.said
    assert first.said.uid != again.said.uid


def test_a_name_that_is_protected_since_is_not_shown_again(office: Office) -> None:
    office.write()
    office.edit("As asked by Vlornik Quexley", title="Example: Vlornik Quexley")
    office.write()
    office.edit("Protected", title="Example: A. B.")
    office.act("Sealed", identities=ProtectedIdentity(id=uuid4(), name="Vlornik Quexley"))
    office.write()

    history = office.history()

    assert [version.is_kept_back for version in history.versions] == [False, True, False]
    assert "Vlornik" not in repr(history)
    assert [cause.reason for cause in history.versions[1].causes] == [""]
    for version in history.versions:
        for language in Language:
            said = history_words.sentence(version, language)
            said += "".join(history_words.cause(cause, language) for cause in version.causes)
            assert "Vlornik" not in said


def test_the_sentence_for_the_subscriber_names_both_versions_and_no_act(office: Office) -> None:
    office.write()
    office.move("A secret of the house", slot=a_slot(15))
    office.write()
    moved = office.history().versions[1]

    said = history_words.sentence(moved, Language.ENGLISH)

    assert "from version 1 to 2" in said
    assert "9:00" in said
    assert "3:00" in said
    assert "secret" not in said
    assert "A secret of the house" in history_words.cause(moved.causes[0], Language.ENGLISH)


@pytest.mark.parametrize("change", EntryChange)
@pytest.mark.parametrize("language", Language)
def test_every_change_has_words(change: EntryChange, language: Language, office: Office) -> None:
    office.write()
    version = replace(office.history().versions[0], changes=(change,))

    said = history_words.sentence(version, language)
    bare = history_words.sentence(replace(version, changes=()), language)

    assert len(said) > len(bare)


# What a recipient's calendar says of an activity ----------------------------------------------------


def test_a_recipient_s_entry_is_remembered_when_it_is_asked_for_first(office: Office) -> None:
    first = office.entry(PUBLIC)
    again = office.entry(PUBLIC)

    assert first is not None
    assert first == again
    assert first.entry.title == "Example: rights"
    with office.uow:
        assert first in office.uow.calendar.remembered(f"{office.period.id}:public")


def test_an_entry_that_left_is_given_as_cancelled_one_version_on(office: Office) -> None:
    office.entry(PUBLIC)
    office.move("Moved", slot=a_slot(15))
    moved = office.entry(PUBLIC)
    office.edit("Art. 68", visibility=Visibility.PRIVATE)

    gone = office.entry(PUBLIC)

    assert moved
    assert gone
    assert (gone.uid, gone.sequence) == (moved.uid, moved.sequence + 1)
    assert gone.status is EntryStatus.CANCELLED
    assert gone.entry == replace(moved.entry, is_cancelled=True)
    assert gone.revised_at > moved.revised_at
    assert office.entry(PUBLIC) == gone


def test_what_left_is_not_given_with_a_name_that_is_protected_since(office: Office) -> None:
    office.edit("Example", title="Example: Vlornik Quexley")
    office.entry(PUBLIC)
    office.edit("Art. 68", visibility=Visibility.PRIVATE, title="Example: A. B.")
    office.act("Sealed", identities=ProtectedIdentity(id=uuid4(), name="Vlornik Quexley"))

    gone = office.entry(PUBLIC)

    assert gone
    assert gone.entry.slot == a_slot(9)
    assert "Vlornik" not in repr(gone)


def test_who_is_withheld_in_this_matter_by_now_is_not_named_though_in_the_open_elsewhere(
    office: Office,
) -> None:
    state, party = state_audience(MX), office.hearing.parties[0]
    office.edit("As Example Organisation 1 asked", title="Example: Organisation 1 (Example)")
    office.release(ReleaseKind.NOTIFIED, "To the parties")
    office.entry(state)
    office.act("Elsewhere", hearings=a_hearing(office.period, title="Another"))
    withheld = (replace(party, withheld_from_state=True),)
    office.edit(
        "Example Organisation 1 is withheld",
        title="Example",
        parties=withheld,
        state_convened=False,
    )

    gone = office.entry(state)
    history = office.history(state)
    (last,) = changed_entries(office.period.id, state, uow=office.uow)

    assert gone
    assert "Organisation" not in f"{gone!r} {history!r} {last!r}"
    assert [version.is_kept_back for version in history.versions] == [True, False]


def test_nothing_is_told_of_what_a_calendar_never_held(office: Office) -> None:
    office.edit("Art. 68", visibility=Visibility.PRIVATE)

    assert office.entry(PUBLIC) is None
    assert office.entry(SECRETARIAT, uuid4()) is None


def test_the_version_is_that_of_the_calendar_which_the_recipient_subscribes_to(
    office: Office,
) -> None:
    mexico = state_audience(MX)
    subscription = FeedSubscription(
        id=uuid4(),
        holder="Example mission",
        audience=str(mexico),
        language=Language.SPANISH,
        digest="0" * 64,
        issued_at=BEGIN,
    )
    office.release(ReleaseKind.PUBLIC, "Example")
    of_the_period = office.entry(mexico)
    office.act("All periods", feed_subscriptions=subscription)
    of_all = office.entry(mexico)
    own = replace(subscription, id=uuid4(), period=office.period.id)
    office.act("This period too", feed_subscriptions=own)

    assert of_the_period
    assert of_all
    assert of_all.uid != of_the_period.uid
    assert office.entry(mexico) == of_the_period
