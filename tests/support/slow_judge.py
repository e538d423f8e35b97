"""The checker a second time, as slow and plain as can be: grain by grain, seat by seat.

It shares no code with ``convoca.scheduling``; where the two differ, one of them is wrong.
"""

from convoca.scheduling.problem import Event, Objective, Problem, Programme, Room

Found = set[tuple[str, frozenset[str]]]


def judged(problem: Problem, programme: Programme) -> Found:
    """Return every constraint that a programme breaks, with the events that break it."""
    found: Found = set()
    events = {event.id: event for event in problem.events}
    for key in events.keys() - programme.keys():
        found.add(("event_is_placed", frozenset({key})))
    for key in programme.keys() - events.keys():
        found.add(("event_is_known", frozenset({key})))
    for key in events.keys() & programme.keys():
        alone = {
            *_of_the_time(problem, programme, events[key]),
            *_of_the_room(problem, programme, events[key]),
            *_of_the_panel(problem, programme, events[key]),
        }
        found |= {(constraint, frozenset({key})) for constraint in alone}
    for first in events.keys() & programme.keys():
        for second in events.keys() & programme.keys():
            if first < second:
                pair = frozenset({first, second})
                found |= {
                    (c, pair) for c in _of_two(problem, programme, events[first], events[second])
                }
    return found | _of_interpreters(problem, programme)


def _busy(programme: Programme, event: Event) -> set[int]:
    start = programme[event.id].start
    return set(range(start, start + event.duration))


def _grains(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {grain for a, b in spans for grain in range(a, b)}


def _of_the_time(problem: Problem, programme: Programme, event: Event) -> set[str]:
    grid, place = problem.grid, programme[event.id]
    broken = set()
    day, start = divmod(place.start, grid.stride)
    if start % grid.step != 0:
        broken.add("start_is_on_the_grid")
    if event.earliest_day > 0 and day < event.earliest_day:
        broken.add("notice_has_run")
    if event.days is not None and day not in event.days:
        broken.add("day_is_allowed")
    for party in problem.parties:
        if party.id in event.parties and _grains(party.unavailable) & _busy(programme, event):
            broken.add("party_is_available")
    before = problem.baseline.get(event.id)
    if before is not None and before.start < problem.frozen_before:
        same = before.start == place.start and before.room == place.room
        if not same or set(before.panel) != set(place.panel):
            broken.add("past_stays")
    else:
        if event.pin and (event.pin.start != place.start or event.pin.room != place.room):
            broken.add("pin_is_kept")
        if problem.frozen_before > 0 and place.start < problem.frozen_before:
            broken.add("past_stays")
    return broken


def _of_the_room(problem: Problem, programme: Programme, event: Event) -> set[str]:
    place = programme[event.id]
    rooms = [room for room in problem.rooms if room.id == place.room]
    if not rooms:
        return {"room_is_known"}
    room, busy, broken = rooms[0], _busy(programme, event), set()
    broken |= _of_the_hours(problem, room, place.start, event.duration)
    if any(not c.is_hold and busy & _grains((c.span,)) for c in room.closures):
        broken.add("room_is_open")
    if any(c.is_hold and busy & _grains((c.span,)) for c in room.closures):
        broken.add("room_is_not_held")
    if room.capacity is not None and event.attendance > room.capacity:
        broken.add("room_seats_everybody")
    if room.languages is not None and any(n not in room.languages for n in event.languages):
        broken.add("room_has_the_languages")
    if event.is_private and not room.private_allowed:
        broken.add("room_takes_private_hearings")
    return broken


def _of_the_hours(problem: Problem, room: Room, begins: int, duration: int) -> set[str]:
    grid, busy = problem.grid, set(range(begins, begins + duration))
    day, start = divmod(begins, grid.stride)
    if room.open is None:
        outside = {"within_the_period"} if day < 0 or day >= len(grid.days) else set()
        late = start + duration > grid.grains_per_day
        return outside | ({"within_hearing_hours"} if late else set())
    of_day = set(range(day * grid.stride, (day + 1) * grid.stride))
    if not any(_grains((span,)) & of_day for span in room.open):
        return {"within_the_period"}
    if not any(busy <= _grains((span,)) for span in room.open):
        return {"within_hearing_hours"}
    return set()


def _of_the_panel(problem: Problem, programme: Programme, event: Event) -> set[str]:
    panel, busy, broken = programme[event.id].panel, _busy(programme, event), set()
    if len(set(panel)) != len(panel):
        broken.add("member_sits_once")
    if len(set(panel)) < event.quorum:
        broken.add("panel_is_a_quorum")
    for seat in panel:
        known = [member for member in problem.members if member.id == seat]
        if not known or _grains(known[0].out_of_office) & busy:
            broken.add("panel_is_in_office")
        if known and _grains(known[0].unavailable) & busy:
            broken.add("member_is_available")
        if seat in event.recused or (known and known[0].national_of in event.states):
            broken.add("panel_takes_part")
        if event.group and seat not in event.group:
            broken.add("panel_is_of_the_working_group")
    return broken


def _of_two(problem: Problem, programme: Programme, one: Event, other: Event) -> set[str]:
    grid, broken = problem.grid, set()
    here, there = programme[one.id], programme[other.id]
    around_the_clock = grid.stride * grid.grain_minutes == 24 * 60
    if not around_the_clock and here.start // grid.stride != there.start // grid.stride:
        return set()
    at_once = _busy(programme, one) & _busy(programme, other)
    if here.room == there.room and at_once:
        broken.add("room_is_free")
    elif here.room == there.room:
        first, second = sorted([(here.start, one.duration), (there.start, other.duration)])
        if second[0] - (first[0] + first[1]) < problem.turnaround:
            broken.add("room_has_turnaround")
    if at_once and set(one.parties) & set(other.parties):
        broken.add("party_is_not_in_two_places")
    if at_once and set(here.panel) & set(there.panel):
        broken.add("member_is_not_in_two_places")
    return broken


def _of_interpreters(problem: Problem, programme: Programme) -> Found:
    """Look at every grain; of a language and day only the first shortage is told."""
    found: Found = set()
    placed = [event for event in problem.events if event.id in programme]
    for language, of_days in problem.teams.items():
        for day, teams in enumerate(of_days):
            that_day = [
                event
                for event in placed
                if language in event.languages
                and programme[event.id].start // problem.grid.stride == day
            ]
            # An event may last into the next day; it needs its team of the day on which it begins.
            for grain in range(day * problem.grid.stride, (day + 2) * problem.grid.stride):
                asking = {event.id for event in that_day if grain in _busy(programme, event)}
                if len(asking) > teams:
                    found.add(("interpreters_suffice", frozenset(asking)))
                    break
    return found


def priced(problem: Problem, programme: Programme) -> int:
    """Return what a programme costs in all."""
    weights = {Objective(name): 1 for name in Objective}
    usual = dict(zip(Objective, (10, 4, 8, 3, 4, 3, 2, 1, 1, 1), strict=True))
    weights = {name: problem.wishes.weights.get(name, usual[name]) for name in weights}
    placed = [event for event in problem.events if event.id in programme]
    units = dict.fromkeys(Objective, 0)
    for party in problem.parties:
        days = [_day(problem, programme, event) for event in placed if party.id in event.parties]
        kinds = {"state": Objective.STATE_DAYS, "org": Objective.ORGANISATION_DAYS}
        if days and party.kind in kinds:
            units[kinds[party.kind]] += max(days) - min(days)
    for event in placed:
        _price_one(problem, programme, event, units)
    for topic, how in problem.wishes.topics.items():
        days = [_day(problem, programme, event) for event in placed if event.topic == topic]
        counts = [days.count(day) for day in set(days)]
        if how == "spread":
            share = -(-len(days) // len(problem.grid.days))
            units[Objective.TOPICS] += sum(max(0, count - share) for count in counts)
        elif counts:
            units[Objective.TOPICS] += len(counts) - 1
    _price_members(problem, programme, placed, units)
    return sum(weights[name] * units[name] for name in Objective)


def _day(problem: Problem, programme: Programme, event: Event) -> int:
    return programme[event.id].start // problem.grid.stride


def _price_one(
    problem: Problem, programme: Programme, event: Event, units: dict[Objective, int]
) -> None:
    grid, wishes, place = problem.grid, problem.wishes, programme[event.id]
    start = place.start % grid.stride
    grains = set(range(start, start + event.duration))
    for rapporteur in event.rapporteurs:
        member = next(m for m in problem.members if m.id == rapporteur)
        barred = member.national_of in event.states or rapporteur in event.recused
        if event.group and rapporteur not in event.group:
            barred = True
        units[Objective.RAPPORTEUR_ABSENT] += not barred and rapporteur not in place.panel
    units[Objective.LUNCH] += bool(grains & set(range(*wishes.lunch)))
    units[Objective.PRIME_TIME] += event.is_priority and not grains <= set(range(*wishes.prime))
    for offset in event.remote_offsets:
        hours = [grid.opens.hour + g * grid.grain_minutes / 60 + offset for g in grains]
        outside = [not wishes.remote_hours[0] <= h < wishes.remote_hours[1] for h in hours]
        units[Objective.REMOTE_HOURS] += -(-sum(outside) * grid.grain_minutes // 60)
    before = problem.baseline.get(event.id)
    if before is not None:
        changes = wishes.changes
        if before.start // grid.stride != place.start // grid.stride:
            units[Objective.CHANGES] += changes.day
        elif before.start != place.start:
            units[Objective.CHANGES] += changes.time
        if before.room != place.room:
            units[Objective.CHANGES] += changes.room
        left = {member for member in before.panel if member not in place.panel}
        units[Objective.CHANGES] += changes.member * len(left)


def _price_members(
    problem: Problem, programme: Programme, placed: list[Event], units: dict[Objective, int]
) -> None:
    totals = []
    for member in problem.members:
        sitting = [event for event in placed if member.id in programme[event.id].panel]
        totals.append(sum(event.duration for event in sitting))
        for day in {_day(problem, programme, event) for event in sitting}:
            load = sum(e.duration for e in sitting if _day(problem, programme, e) == day)
            units[Objective.DAILY_LOAD] += max(0, load - problem.wishes.load_per_day)
    units[Objective.BALANCE] += max(totals, default=0) - min(totals, default=0)
