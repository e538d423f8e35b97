"""Twelve changes through the real server of feeds, as Thunderbird and khal show them to people.

After each change every calendar is shown as it was meant, and the hearing in question as it is
written down here by hand, for everybody, for a State that is a party, and for the Secretariat.
"""

import contextlib
import subprocess
import sys
import time as clock
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import check_ics
import pytest
from followers import Khal, Shown, Thunderbird, in_khals_words, thunderbird

from convoca.bootstrap import Convoca, open_convoca
from convoca.calendars import words
from convoca.domain.hearing import Convocation, Hearing, Visibility
from convoca.domain.identifiers import RoomId
from convoca.domain.language import Language
from convoca.domain.member import Term
from convoca.domain.period_of_sessions import PeriodPlace, Room
from convoca.domain.release import Override, ReleaseKind
from convoca.services import programme, releases
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience, state_audience
from convoca.services.feed_subscriptions import issue_subscription
from convoca.services.feeds import Feed
from convoca.services.hearings import cancel_hearing, decide_on_privacy
from convoca.services.period_file import PeriodFile, read_period_file
from support.builders import MX, OTHER_ROOM, ROOM, a_hearing, a_member, a_period

pytestmark = pytest.mark.skipif(
    not check_ics.SHARED.exists(), reason="../shared, which holds check_ics, is not on this machine"
)

MEXICO = state_audience(MX)
AUDIENCES = (PUBLIC, MEXICO, SECRETARIAT)
WASHINGTON = "America/New_York"
HOSTILE = "Renamed: a, b; c\\n «d» 👩🏽‍⚖️ " + "œ" * 90
PATIENCE = 60  # seconds; a machine under load, never reached otherwise


def the_sunday(year: int) -> date:
    """The day on which Washington's clocks go forward: the second Sunday of March."""
    eighth = date(year, 3, 8)
    return eighth + timedelta(days=6 - eighth.weekday())


@dataclass(frozen=True)
class Expected:
    """How the hearing in question must be shown; None before whom it must not be."""

    title: str
    day: date
    hour: int
    minutes: int = 60
    status: str = "CONFIRMED"
    room: str = "Room A"
    keeps_uid: bool = True

    @property
    def span(self) -> tuple[str, str]:
        start = datetime.combine(self.day, time(self.hour), ZoneInfo(WASHINGTON))
        end = start.astimezone(UTC) + timedelta(minutes=self.minutes)
        return f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", f"{end:%Y-%m-%dT%H:%M:%SZ}"

    def is_shown_by(self, shown: Shown) -> bool:
        cancelled = "[CANCELLED] " if self.status == "CANCELLED" else ""
        summary = f"[EXAMPLE] {cancelled}{self.title}"
        place = shown.location.startswith(f"{self.room}, ")
        return (
            (shown.start, shown.end) == self.span
            and place
            and ((shown.status, shown.summary) == (self.status, summary))
        )


class Office:
    """A period around the Sunday on which the clocks change, its hearings, and what is done to them."""

    def __init__(self, convoca: Convoca) -> None:
        self.convoca = convoca
        self.sunday = the_sunday(convoca.today().year + 1)
        self.friday, self.monday = self.sunday - timedelta(days=2), self.sunday + timedelta(days=1)
        opens, closes = self.friday, self.sunday + timedelta(days=5)
        place = PeriodPlace(
            city="Washington, DC",
            country="US",
            opens=opens,
            closes=closes,
            venue="Example building",
            rooms=(Room(id=ROOM, name="Room A"), Room(id=OTHER_ROOM, name="Room B")),
        )
        period = a_period(
            opens=opens, closes=closes, places=(place,), calendar_published_on=convoca.today()
        )
        members = [
            a_member(f"Example Member {number}", "US", terms=(Term(starts=opens, ends=closes),))
            for number in range(7)
        ]
        convoked = Convocation(
            proposed_on=convoca.today(), convoked_on=convoca.today(), convoked_by=members[0].id
        )
        with convoca.unit_of_work() as uow:
            self.period = uow.periods.save(period).id
            for member in members:
                uow.members.save(member)
            self.hearings = {
                letter: uow.hearings.save(
                    a_hearing(
                        period, title=f"Hearing {letter}", convocation=convoked, state_convened=True
                    )
                ).id
                for letter in "ABCDEF"
            }
            uow.commit(reason="Example")
        for letter, hour in zip("ABCDE", (9, 10, 11, 12, 14), strict=True):
            self.place(letter, self.friday, hour)
        self.release()

    @property
    def file(self) -> PeriodFile:
        with self.convoca.reading() as uow:
            return read_period_file(self.period, uow=uow)

    def hearing(self, letter: str) -> Hearing:
        return next(h for h in self.file.hearings if h.id == self.hearings[letter])

    def place(self, letter: str, day: date, hour: int, room: RoomId = ROOM) -> None:
        programme.place(
            self.file, self.hearings[letter], day=day, hour=time(hour), room=room,
            reason="Example", uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    def release(self) -> None:
        file, today = self.file, self.convoca.today()
        releases.release(
            file,
            ReleaseKind.PUBLIC,
            comment="Example",
            overrides=tuple(
                Override(rule=found.rule, activity=found.activity, reason="Example",
                         authority="Example President", decided_on=today)
                for found in releases.blockers(file, ReleaseKind.PUBLIC, today)
            ),
            now=self.convoca.now(),
            uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    def change(self, letter: str, **changes: object) -> None:
        programme.change_activity(
            self.file, replace(self.hearing(letter), **changes),  # type: ignore[arg-type]
            reason="Example", uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    def decide(self, letter: str, visibility: Visibility) -> None:
        hearing = self.hearing(letter)
        decide_on_privacy(
            hearing, visibility, hearing.private_decision, today=self.convoca.today(),
            reason="Art. 68", uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    # The twelve changes: each says how its hearing must be shown, and to whom not at all ------------

    def moved_to_the_afternoon(self) -> "dict[Audience, Expected | None]":
        self.place("A", self.friday, 15)
        self.release()
        return everybody(Expected("Hearing A", self.friday, 15))

    def given_another_room(self) -> "dict[Audience, Expected | None]":
        self.place("B", self.friday, 10, OTHER_ROOM)
        self.release()
        return everybody(Expected("Hearing B", self.friday, 10, room="Room B"))

    def moved_over_the_sunday_on_which_the_clocks_change(self) -> "dict[Audience, Expected | None]":
        self.place("C", self.monday, 11)
        self.release()
        return everybody(Expected("Hearing C", self.monday, 11))

    def lengthened(self) -> "dict[Audience, Expected | None]":
        self.change("D", minutes=90)
        self.release()
        return everybody(Expected("Hearing D", self.friday, 12, 90))

    def given_another_panel(self) -> "dict[Audience, Expected | None]":
        placement = self.file.placement(self.hearings["E"])
        assert placement
        programme.set_panel(
            placement, placement.panel[:3], reason="Example", uow=self.convoca.unit_of_work()
        )
        self.release()
        return everybody(Expected("Hearing E", self.friday, 14))

    def cancelled(self) -> "dict[Audience, Expected | None]":
        """At once, without a release."""
        cancel_hearing(self.hearing("B"), reason="Example", uow=self.convoca.unit_of_work())
        return everybody(Expected("Hearing B", self.friday, 10, room="Room B", status="CANCELLED"))

    def turned_private(self) -> "dict[Audience, Expected | None]":
        """At once, without a release; the parties still have it."""
        self.decide("A", Visibility.PRIVATE)
        return {**everybody(Expected("Hearing A", self.friday, 15)), PUBLIC: None}

    def public_again(self) -> "dict[Audience, Expected | None]":
        self.decide("A", Visibility.PUBLIC)
        self.release()
        stays = Expected("Hearing A", self.friday, 15)
        return {**everybody(stays), PUBLIC: replace(stays, keeps_uid=False)}

    def merged_into_another(self) -> "dict[Audience, Expected | None]":
        file = self.file
        programme.merge(
            file, self.hearings["D"], self.hearings["E"],
            reason="Example", uow=self.convoca.unit_of_work(),
        )  # fmt: skip
        self.release()
        return everybody(Expected("Hearing E", self.friday, 14, status="CANCELLED"))

    def taken_out_of_the_programme(self) -> "dict[Audience, Expected | None]":
        """Whoever was told of it is told that it is cancelled; from the public it is gone."""
        placement = self.file.placement(self.hearings["C"])
        assert placement
        programme.take_out(placement, reason="Example", uow=self.convoca.unit_of_work())
        self.release()
        cancelled = Expected("Hearing C", self.monday, 11, status="CANCELLED")
        return {**everybody(cancelled), PUBLIC: None}

    def added(self) -> "dict[Audience, Expected | None]":
        self.place("F", self.monday, 9)
        self.release()
        return everybody(Expected("Hearing F", self.monday, 9, keeps_uid=False))

    def renamed(self) -> "dict[Audience, Expected | None]":
        self.change("D", title=HOSTILE)
        self.release()
        return everybody(Expected(words.clean(HOSTILE), self.friday, 12, 90))


CHANGES = (
    Office.moved_to_the_afternoon,
    Office.given_another_room,
    Office.moved_over_the_sunday_on_which_the_clocks_change,
    Office.lengthened,
    Office.given_another_panel,
    Office.cancelled,
    Office.turned_private,
    Office.public_again,
    Office.merged_into_another,
    Office.taken_out_of_the_programme,
    Office.added,
    Office.renamed,
)


def everybody(expected: Expected) -> "dict[Audience, Expected | None]":
    return dict.fromkeys(AUDIENCES, expected)


@dataclass
class Subscribers:
    """Thunderbird and khal, each subscribed to the calendars of all three."""

    addresses: dict[Audience, str]
    thunderbird: Thunderbird
    khal: Khal

    def see(self, audience: Audience, thunderbird: dict[str, list[Shown]]) -> dict[str, Shown]:
        return {shown.uid: shown for shown in thunderbird[self.addresses[audience]]}


@contextlib.contextmanager
def served(convoca: Convoca, database: str) -> Iterator[dict[Audience, str]]:
    """Start the command that serves feeds; yields an address for each audience."""
    process = subprocess.Popen(
        [Path(sys.executable).with_name("convoca"), "feeds", "serve", "--port", "0",
         "--db", database],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr
    try:
        told = process.stderr.readline()
        assert told.startswith("Convoca: http"), told + process.stderr.read()
        server = told.split()[-1]
        tokens = {
            audience: issue_subscription(
                "Example", audience, Language.ENGLISH, period=901,
                now=convoca.now(), reason="Example", uow=convoca.unit_of_work(),
            ).token
            for audience in AUDIENCES
        }  # fmt: skip
        yield {audience: f"{server}{token}/calendar.ics" for audience, token in tokens.items()}
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stderr.close()


def wait_until_it_is_served(address: str, meant: bytes) -> None:
    """The server looks at the store every two seconds."""
    until = clock.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if answer.read() == meant:
                    return
        except OSError:
            pass  # not yet issued, as far as the server knows
        assert clock.monotonic() < until, "the server does not serve what the calendar says"
        clock.sleep(0.2)


def meant_by(feed: Feed) -> list[Shown]:
    """What everybody must see of a feed, told from its data and not from its file."""
    return [
        Shown(
            start=_moment(said.entry.span[0]),
            end=_moment(said.entry.span[1]),
            status=str(said.status),
            summary=words.summary(said, Language.ENGLISH, is_example=True),
            location=words.location(said.entry),
            uid=said.uid,
        )
        for said in feed.entries
    ]


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat()


def in_order(shown: list[Shown]) -> list[Shown]:
    return sorted(shown, key=lambda each: (each.start, each.summary, each.uid, each.end))


def test_what_people_see_is_the_truth_after_each_of_twelve_changes(tmp_path: Path) -> None:
    assert len(CHANGES) == 12
    database = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    with contextlib.ExitStack() as stack:
        convoca = stack.enter_context(open_convoca(database=database))
        office = Office(convoca)
        addresses = stack.enter_context(served(convoca, database))
        feeds = all_served(office, addresses)
        (tmp_path / "khal").mkdir()
        named = {str(audience.kind): address for audience, address in addresses.items()}
        year = office.sunday.year
        khal = Khal(tmp_path / "khal", named, (year - 1, year))
        running = stack.enter_context(thunderbird(list(addresses.values())))
        subscribers = Subscribers(addresses, running, khal)
        seen = everything_is_shown(feeds, subscribers, "at first")
        for change in CHANGES:
            expected = change(office)
            feeds = all_served(office, addresses)
            before, seen = seen, everything_is_shown(feeds, subscribers, change.__name__)
            for audience, wanted in expected.items():
                the_hearing_is_shown(wanted, before[audience], seen[audience], change.__name__)


def all_served(office: Office, addresses: dict[Audience, str]) -> dict[Audience, Feed]:
    convoca, feeds = office.convoca, {}
    for audience, address in addresses.items():
        feeds[audience] = convoca.subscribed_calendar(audience, office.period)
        wait_until_it_is_served(address, convoca.calendar_bytes(feeds[audience], Language.ENGLISH))
    return feeds


def everything_is_shown(
    feeds: dict[Audience, Feed], subscribers: Subscribers, when: str
) -> dict[Audience, dict[str, Shown]]:
    """Compare every calendar in both programs with the truth; returns what Thunderbird shows, by UID."""
    thunderbird_shows, khal_shows = subscribers.thunderbird.shows(), subscribers.khal.shows()
    for audience, feed in feeds.items():
        meant = meant_by(feed)
        shown = thunderbird_shows[subscribers.addresses[audience]]
        assert in_order(shown) == in_order(meant), (when, audience, "Thunderbird")
        listed = khal_shows[str(audience.kind)]
        assert in_order(listed) == in_order(list(map(in_khals_words, meant))), (
            when,
            audience,
            "khal",
        )
    return {audience: subscribers.see(audience, thunderbird_shows) for audience in feeds}


def the_hearing_is_shown(
    wanted: Expected | None, before: dict[str, Shown], now: dict[str, Shown], when: str
) -> None:
    """``wanted`` is shown once, under the UID it had; where nothing is wanted, one event has gone."""
    if wanted is None:
        assert len(set(before) - set(now)) == 1, when
        return
    found = [uid for uid, shown in now.items() if wanted.is_shown_by(shown)]
    assert len(found) == 1, (when, wanted, sorted(now.values(), key=lambda each: each.start))
    assert (found[0] in before) == wanted.keeps_uid, when
