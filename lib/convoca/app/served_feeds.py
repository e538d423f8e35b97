"""What the server of feeds answers from: the bytes of each subscription, made when the store changes."""

import gzip
import hashlib
import hmac
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self
from uuid import UUID

from convoca.bootstrap import Convoca
from convoca.domain.errors import InvalidValue, NotFound, ProtectedNameFound
from convoca.domain.feed_subscription import FeedSubscription, digest_of
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.feed_subscriptions import note_uses, open_subscriptions
from convoca.services.feeds import Feed

LOG: Final = logging.getLogger("convoca.feeds")
#: What a token is compared with that belongs to nobody: it is compared, as any other is.
_NOBODY: Final = "0" * 64

#: A calendar: its audience, and its period or None.
_Calendar = tuple[str, PeriodId | None]


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of a calendar, plain and packed, each with a strong validator (RFC 9110 §8.8.3)."""

    plain: bytes
    packed: bytes
    plain_tag: str
    packed_tag: str

    @classmethod
    def of(cls, content: bytes) -> Self:
        digest = hashlib.sha256(content).hexdigest()[:32]
        packed = gzip.compress(content, mtime=0)
        return cls(content, packed, f'"{digest}"', f'"{digest}-gzip"')


@dataclass(frozen=True, slots=True)
class ServedFeed:
    """What the address of one subscription answers."""

    subscription: UUID
    digest: str
    representation: Representation


class ServedFeeds:
    """Answers by token, from memory alone; ``refresh`` looks whether the store says something else."""

    def __init__(self, convoca: Convoca) -> None:
        self._convoca = convoca
        self._state: tuple[str, date] | None = None
        self._served: Mapping[str, ServedFeed] = {}
        self._made: dict[tuple[_Calendar, Language], tuple[Feed, Representation]] = {}

    def find(self, token: str) -> ServedFeed | None:
        """Return what the address with this token answers, after the same work for every token.

        What is looked up and compared is its digest, which nobody can choose.
        """
        digest = digest_of(token)
        served = self._served.get(digest)
        is_known = hmac.compare_digest(digest, served.digest if served else _NOBODY)
        return served if is_known else None

    def refresh(self) -> None:
        """Make anew what the store changed; an address that was stopped is gone before that.

        Raises what the store raises, and then every other address answers as before.
        """
        state = self._convoca.state()
        if state == self._state:
            return
        subscriptions = open_subscriptions(uow=self._convoca.reading())
        known = {each.digest for each in subscriptions}
        self._served = {digest: s for digest, s in self._served.items() if digest in known}
        self._served = {served.digest: served for served in self._each(subscriptions)}
        self._state = state

    def note_uses(self, subscriptions: Iterable[UUID]) -> None:
        """Remember that calendars were read just now."""
        note_uses(subscriptions, at=self._convoca.now(), uow=self._convoca.unit_of_work())

    def _each(self, subscriptions: Iterable[FeedSubscription]) -> Iterator[ServedFeed]:
        feeds: dict[_Calendar, Feed | None] = {}
        before, self._made = self._made, {}
        for each in subscriptions:
            calendar = (each.audience, each.period)
            if calendar not in feeds:
                feeds[calendar] = self._feed(calendar)
            feed, key = feeds[calendar], (calendar, each.language)
            if feed is None:
                continue
            if key not in self._made:
                self._made[key] = feed, self._representation(feed, each.language, before.get(key))
            yield ServedFeed(each.id, each.digest, self._made[key][1])

    def _feed(self, calendar: _Calendar) -> Feed | None:
        """Read one calendar; None where it cannot be handed out, which stops no other one.

        It is not served as it was before: a name that is protected since may stand in it.
        """
        audience, period = calendar
        try:
            return self._convoca.subscribed_calendar(Audience.named(audience), period)
        except (InvalidValue, NotFound, ProtectedNameFound) as error:
            LOG.warning("The calendar %s is not served. %s", audience, error)
            return None

    def _representation(
        self, feed: Feed, language: Language, before: tuple[Feed, Representation] | None
    ) -> Representation:
        """Return the bytes of a calendar; those from before where it says the same."""
        if before is not None and before[0] == feed:
            return before[1]
        return Representation.of(self._convoca.calendar_bytes(feed, language))
