"""A programme in the making: who and what is busy when, and what it costs so far."""

from convoca.optimiser.bitsets import starts_that_meet
from convoca.optimiser.tables import STALE, EventTable, Tables

Place = tuple[int, int, tuple[int, ...]]
"""A start, a room and the members who sit, by index."""


class State:
    """Where the events are, and for every room, member, party and language the grains it is busy.

    Lists over members (or rooms) and durations are flat: member x number of durations + duration index; those
    over days and members: day x members + member; over topics and days: topic x days + day. ``over``: by
    duration, what it costs to seat a member on a day for so long beyond the daily load. ``least``: by demand
    and day, what the cheapest members cost. ``cost`` leaves out the balance between members.
    """

    __slots__ = (
        "busy",
        "cost",
        "first_day",
        "free",
        "last_day",
        "least",
        "light",
        "light_free",
        "load",
        "member_busy",
        "over",
        "places",
        "room_busy",
        "room_free",
        "tables",
        "teams_busy",
        "topic_count",
        "topic_days",
        "total",
    )

    def __init__(self, tables: Tables) -> None:
        members, rooms = len(tables.members_away), len(tables.problem.rooms)
        lengths, days = len(tables.durations), tables.days
        parties = len(tables.span_price)
        self.tables = tables
        self.places: list[Place | None] = [None] * len(tables.events)
        self.busy = [0] * (parties + len(tables.teams))
        self.first_day = [days] * parties
        self.last_day = [-1] * parties
        self.teams_busy = [0] * sum(len(levels) for levels in tables.teams)
        self.room_busy = [0] * rooms
        self.room_free = [STALE] * (rooms * lengths)
        self.member_busy = list(tables.members_away)
        self.free = [STALE] * (members * lengths)
        self.light_free = [STALE] * (members * lengths)
        self.light = [
            tables.everywhere if duration <= tables.load_per_day else 0
            for duration in tables.durations
        ] * members
        self.load = [0] * (days * members)
        self.over = [
            [tables.load_price * max(0, duration - tables.load_per_day)] * (days * members)
            for duration in tables.durations
        ]
        self.least = [STALE] * (len(tables.seats) * days)
        self.total = [0] * members
        self.topic_count = [0] * (len(tables.topic_caps) * days)
        self.topic_days = [0] * len(tables.topic_caps)
        self.cost = 0

    def adopt(self, other: "State") -> None:
        """Become like another state of the same tables; much cheaper than to undo what was done."""
        self.places[:] = other.places
        self.busy[:] = other.busy
        self.first_day[:] = other.first_day
        self.last_day[:] = other.last_day
        self.teams_busy[:] = other.teams_busy
        self.room_busy[:] = other.room_busy
        self.room_free[:] = other.room_free
        self.member_busy[:] = other.member_busy
        self.free[:] = other.free
        self.light_free[:] = other.light_free
        self.light[:] = other.light
        self.load[:] = other.load
        for mine, others in zip(self.over, other.over, strict=True):
            mine[:] = others
        self.least[:] = other.least
        self.total[:] = other.total
        self.topic_count[:] = other.topic_count
        self.topic_days[:] = other.topic_days
        self.cost = other.cost

    @property
    def balance(self) -> int:
        """What the difference between the member who sits most and the one who sits least costs."""
        if not self.total:
            return 0
        return (max(self.total) - min(self.total)) * self.tables.balance_price

    def fits(self, index: int, place: Place) -> bool:
        """Whether an event may be at a place beside all that are placed already."""
        start, room, panel = place
        event = self.tables.events[index]
        starts = dict(zip(event.rooms, event.room_slots, strict=True)).get(room)
        if starts is None or start < 0 or not starts[1] >> start & 1:
            return False
        grains = event.footprint << start
        return (
            len(panel) >= event.quorum
            and set(panel) <= set(event.bench)
            and not self.room_busy[room] & event.room_footprint << start
            and not any(self.busy[i] & grains for i in event.blocking)
            and not any(self.member_busy[member] & grains for member in panel)
        )

    def cost_of(self, index: int, place: Place) -> int:
        """Return what it would cost to put an event at a place, but for the balance."""
        start, room, panel = place
        tables = self.tables
        event = tables.events[index]
        day = start // tables.stride
        cost = event.cost_at(start, room) + event.all_wanted
        cost -= sum(price for member, price in event.wanted.items() if member in panel)
        for party in event.parties:
            if self.busy[party]:
                away = max(self.first_day[party] - day, 0, day - self.last_day[party])
                cost += tables.span_price[party] * away
        for member in panel:
            over = self.load[day * len(self.total) + member] + event.duration - tables.load_per_day
            cost += tables.load_price * max(0, min(over, event.duration))
        return cost + self._topic_cost(event.topic, day)

    def _topic_cost(self, topic: int, day: int) -> int:
        if topic < 0:
            return 0
        tables = self.tables
        count, cap = self.topic_count[topic * tables.days + day], tables.topic_caps[topic]
        dear = count >= cap if cap else not count and self.topic_days[topic] > 0
        return tables.topic_price * dear

    def place(self, index: int, place: Place, cost: int) -> None:
        """Put an event where it fits, at a cost that has been worked out before."""
        start, room, panel = place
        tables = self.tables
        event = tables.events[index]
        grains = event.footprint << start
        day = start // tables.stride
        self.places[index] = place
        self.cost += cost
        self._take_room(room, event, start)
        busy, first_day, last_day = self.busy, self.first_day, self.last_day
        for party in event.parties:
            busy[party] |= grains
            if day < first_day[party]:  # noqa: PLR1730 - half the time of a call of min
                first_day[party] = day
            if day > last_day[party]:  # noqa: PLR1730
                last_day[party] = day
        for language in event.languages:
            self._interpret(language, grains)
        hits = [
            hit << start - length + 1 if start >= length else hit >> length - 1 - start
            for hit, length in zip(tables.hits[event.length], tables.durations, strict=True)
        ]
        for member in panel:
            self.member_busy[member] |= grains
            self._seat(member, day, event.duration, hits)
        self.least[day :: tables.days] = tables.least_stale
        if event.topic >= 0:
            at = event.topic * tables.days + day
            self.topic_days[event.topic] += not self.topic_count[at]
            self.topic_count[at] += 1

    def _take_room(self, room: int, event: EventTable, start: int) -> None:
        tables, room_free = self.tables, self.room_free
        self.room_busy[room] |= event.room_footprint << start
        slot = room * len(tables.durations)
        first = start - tables.turnaround + 1
        for hit, length in zip(tables.room_hits[event.length], tables.durations, strict=True):
            free = room_free[slot]
            if free > 0:
                shift = first - length
                room_free[slot] = free ^ free & (hit << shift if shift >= 0 else hit >> -shift)
            slot += 1

    def remove(self, index: int) -> Place:
        """Take an event out; the cost falls by what its leaving saves."""
        place = self.places[index]
        if place is None:
            raise ValueError(index)
        start, room, panel = place
        tables = self.tables
        event = tables.events[index]
        grains = event.footprint << start
        day = start // tables.stride
        self.places[index] = None
        lengths = len(tables.durations)
        self.room_busy[room] ^= event.room_footprint << start
        first = room * lengths
        self.room_free[first : first + lengths] = tables.all_stale
        saved = event.cost_at(start, room)  # what hour and room cost
        for party in event.parties:
            saved += self._leave(party, grains, day)
        for language in event.languages:
            self._stop_interpreting(language, grains)
        for member in panel:
            self.member_busy[member] ^= grains
            saved += self._unseat(member, day, event.duration)
        self.least[day :: tables.days] = tables.least_stale
        saved += event.all_wanted
        for member, price in event.wanted.items():
            if member in panel:
                saved -= price
        if event.topic >= 0:
            saved += self._leave_topic(event.topic, day)
        self.cost -= saved
        return place

    def _leave(self, party: int, grains: int, day: int) -> int:
        left = self.busy[party] ^ grains
        self.busy[party] = left
        first, last = self.first_day[party], self.last_day[party]
        if first < day < last:
            return 0
        if not left:
            self.first_day[party] = self.tables.days
            self.last_day[party] = -1
            return 0
        stride, price = self.tables.stride, self.tables.span_price[party]
        self.last_day[party] = now_last = (left.bit_length() - 1) // stride
        self.first_day[party] = now_first = ((left & -left).bit_length() - 1) // stride
        return price * (last - first - now_last + now_first)

    def _seat(self, member: int, day: int, duration: int, hits: list[int]) -> None:
        tables, free, light_free = self.tables, self.free, self.light_free
        at = day * len(self.total) + member
        after = self.load[at] + duration
        self.load[at] = after
        self.total[member] += duration
        left = tables.load_per_day - after
        price = tables.load_price
        slot = member * len(tables.durations)
        for hit, length, over in zip(hits, tables.durations, self.over, strict=True):
            mask = free[slot]
            if mask > 0:
                free[slot] = mask ^ mask & hit
                mask = light_free[slot]
                light_free[slot] = mask ^ mask & hit
            if length > left:
                over[at] = price * (length if left < 0 else length - left)
                self.light[slot] &= tables.other_days[day]
                if light_free[slot] > 0:
                    light_free[slot] &= tables.other_days[day]
            slot += 1

    def _unseat(self, member: int, day: int, duration: int) -> int:
        tables = self.tables
        at = day * len(self.total) + member
        before = self.load[at]
        after = before - duration
        self.load[at] = after
        self.total[member] -= duration
        lengths = len(tables.durations)
        first = member * lengths
        self.free[first : first + lengths] = tables.all_stale
        left = tables.load_per_day - after
        of_day = tables.day_masks[day]
        for slot, (length, over) in enumerate(zip(tables.durations, self.over, strict=True), first):
            if length <= left:
                over[at] = 0
                self.light[slot] |= of_day
            else:
                over[at] = tables.load_price * (length if left < 0 else length - left)
        beyond = before - tables.load_per_day
        return tables.load_price * min(beyond, duration) if beyond > 0 else 0

    def _leave_topic(self, topic: int, day: int) -> int:
        tables = self.tables
        at = topic * tables.days + day
        count = self.topic_count[at]
        self.topic_count[at] = count - 1
        self.topic_days[topic] -= count == 1
        cap = tables.topic_caps[topic]
        if cap:
            return tables.topic_price if count > cap else 0
        return tables.topic_price if count == 1 and self.topic_days[topic] else 0

    def _interpret(self, language: int, grains: int) -> None:
        """Count one more event in a language: level k holds the grains at which more than k are held."""
        tables, busy = self.tables, 0
        for level, limit in tables.teams[language]:
            held = self.teams_busy[level]
            self.teams_busy[level] = held | grains
            grains &= held
            busy |= self.teams_busy[level] & limit
        self.busy[len(tables.span_price) + language] = busy

    def _stop_interpreting(self, language: int, grains: int) -> None:
        tables, busy = self.tables, 0
        for level, limit in reversed(tables.teams[language]):
            held = self.teams_busy[level]
            self.teams_busy[level] = held ^ held & grains
            grains ^= held & grains
            busy |= self.teams_busy[level] & limit
        self.busy[len(tables.span_price) + language] = busy

    def least_of_days(self, seats: int) -> list[int]:
        """Return what each day costs at least for so many members for so long, were they all free."""
        days = self.tables.days
        first = seats * days
        row = self.least[first : first + days]
        if STALE in row:
            length, quorum = self.tables.seats[seats]
            over, members = self.over[length], len(self.total)
            for day, known in enumerate(row):
                if known == STALE:
                    row[day] = sum(sorted(over[day * members : (day + 1) * members])[:quorum])
            self.least[first : first + days] = row
        return row

    def find_room_free(self, slot: int) -> int:
        """Return the starts at which a room is free for so long and for the turnaround after it."""
        tables = self.tables
        room, length = divmod(slot, len(tables.durations))
        duration = tables.durations[length] + tables.turnaround
        meets = starts_that_meet(self.room_busy[room], duration)
        mask = tables.everywhere & meets ^ tables.everywhere
        self.room_free[slot] = mask
        return mask

    def find_member_free(self, slot: int) -> None:
        """Work out the starts at which a member could sit for so long, and of them those of a light day."""
        tables = self.tables
        member, length = divmod(slot, len(tables.durations))
        meets = starts_that_meet(self.member_busy[member], tables.durations[length])
        mask = tables.everywhere & meets ^ tables.everywhere
        self.free[slot] = mask
        self.light_free[slot] = mask & self.light[slot]
