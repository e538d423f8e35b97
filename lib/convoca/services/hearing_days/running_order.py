"""Who speaks in which order and for how many minutes: drafted from custom, then as whoever presides says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from convoca.domain.errors import ConflictingEdit, InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.hearing import EqualityOfArms, Hearing, HearingKind, Initiative
from convoca.domain.hearing_day import HearingDay, Spoken, Turn, TurnKind
from convoca.domain.party import Participant, Party, PartyKind, Role, Side
from convoca.rules.customs import sides_speak_equally_long

# Custom, no article: the first time to speak of each delegation in hearings on one State, and in
# regional ones. https://www.oas.org/en/iachr/jsForm/?File=%2Fen%2Fiachr%2Fsessions%2Fcoverage.asp
MINUTES_ON_ONE_STATE = 20
MINUTES_ON_A_REGION = 30

#: No source gives the minutes of a reply; whoever presides sets them, and this is a first proposal.
_REPLY_MINUTES = 5

#: More than this nobody is given: the length of the longest hearing.
LONGEST_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A turn that has no id yet."""

    kind: TurnKind
    side: Side
    minutes: int = 0
    speaker: str = ""


def draft_running_order(hearing: Hearing) -> tuple[Turn, ...]:
    """Return who speaks: each side, its witnesses and experts, the members' questions, replies.

    Both sides get the same time, unless other minutes are on record for them; a testimony draws on
    the time of the side that brings it. Together the sides take no more than two thirds of the
    hearing by custom; what replies do not need is left for questions. The same hearing, the same ids.
    """
    return tuple(
        Turn(
            id=uuid5(hearing.id, f"turn {number}"),
            kind=wanted.kind,
            side=wanted.side,
            minutes=wanted.minutes,
            speaker=wanted.speaker,
        )
        for number, wanted in enumerate(_wanted(hearing), start=1)
    )


def _wanted(hearing: Hearing) -> Iterator[_Wanted]:
    sides = sides_of(hearing)
    minutes = {side: _minutes_of(hearing, side, len(sides)) for side in sides}
    for side in sides:
        yield from _of_side(hearing, side, minutes[side])
    left = max(hearing.minutes - sum(minutes.values()), 0)
    reply = min(_REPLY_MINUTES, left // (2 * len(sides))) if len(sides) > 1 else 0
    questions = left - reply * len(sides)
    yield _Wanted(kind=TurnKind.QUESTIONS, side=Side.COMMISSION, minutes=questions)
    for side in sides if len(sides) > 1 else ():
        yield _Wanted(kind=TurnKind.REPLY, side=side, minutes=reply)
    yield _Wanted(kind=TurnKind.CLOSING, side=Side.COMMISSION)


def sides_of(hearing: Hearing) -> tuple[Side, ...]:
    """Return the sides that are called: whoever asked for the hearing comes first.

    A hearing that nobody asked for begins with civil society.
    """
    called = {side_of(party) for party in hearing.told_parties}
    order = (Side.REQUESTER, Side.STATE)
    if hearing.initiative is Initiative.STATE:
        order = (Side.STATE, Side.REQUESTER)
    return tuple(side for side in order if side in called)


def side_of(party: Party) -> Side:
    return Side.STATE if party.kind is PartyKind.STATE else Side.REQUESTER


def _minutes_of(hearing: Hearing, side: Side, sides: int) -> int:
    on_record = {
        Side.REQUESTER: hearing.equality.requester_minutes,
        Side.STATE: hearing.equality.state_minutes,
    }[side]
    if on_record is not None:
        return on_record
    regional = hearing.kind is HearingKind.THEMATIC_REGIONAL or len(hearing.states) > 1
    custom = MINUTES_ON_A_REGION if regional else MINUTES_ON_ONE_STATE
    return min(custom, hearing.minutes * 2 // (3 * sides))


def _of_side(hearing: Hearing, side: Side, minutes: int) -> Iterator[_Wanted]:
    """Share the minutes of a side among its parties: what does not divide evenly goes to the first."""
    parties = [party for party in hearing.told_parties if side_of(party) is side]
    share, rest = divmod(minutes, len(parties))
    for number, party in enumerate(parties):
        yield _Wanted(
            kind=TurnKind.PRESENTATION,
            side=side,
            minutes=share + rest if number == 0 else share,
            speaker=party.name,
        )
    for person in _testifying(hearing, side):
        yield _Wanted(kind=TurnKind.TESTIMONY, side=side, speaker=person.name)


def _testifying(hearing: Hearing, side: Side) -> Iterator[Participant]:
    testifying = {Role.WITNESS, Role.EXPERT}
    return (p for p in hearing.participants if p.side is side and p.role in testifying)


def reordered(stored: HearingDay, before: Sequence[Turn], after: Iterable[Turn]) -> HearingDay:
    """Return a day with the running order ``after``, edited from ``before``.

    What the clock counted meanwhile stays with its turn. Raises ConflictingEdit where somebody else
    edited the order, InvalidValue for a turn that nobody may take away because it was spoken.
    """
    spoken = {turn.id: turn.spoken for turn in stored.turns}
    wanted = tuple(replace(turn, spoken=spoken.get(turn.id, ())) for turn in after)
    day = replace(stored, turns=wanted)
    if plan_of(stored.turns) != plan_of(before):
        raise ConflictingEdit(
            "HearingDay",
            read_version=stored.version - 1,
            stored_version=stored.version,
            mine=day,
            theirs=stored,
        )
    _refuse_lost_time(wanted, spoken)
    return day


def plan_of(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return a running order without what the clock counted."""
    return tuple(replace(turn, spoken=()) for turn in turns)


def _refuse_lost_time(wanted: Sequence[Turn], spoken: Mapping[UUID, tuple[Spoken, ...]]) -> None:
    kept = {turn.id for turn in wanted}
    if any(stretches and turn not in kept for turn, stretches in spoken.items()):
        raise InvalidValue("turns", "A turn in which somebody has spoken stays in the order.")
    if any(not 0 <= turn.minutes <= LONGEST_MINUTES for turn in wanted):
        raise InvalidValue("turns", "A turn takes from 0 to 600 minutes.")


def time_given(hearing: Hearing, turns: Iterable[Turn]) -> Finding:
    """Say whether a running order gives the sides of a hearing equal time (custom)."""
    given = dict.fromkeys(sides_of(hearing), 0)
    for turn in turns:
        if turn.side in given:
            given[turn.side] += turn.minutes
    equality = EqualityOfArms(
        requester_minutes=_at_most(given.get(Side.REQUESTER)),
        state_minutes=_at_most(given.get(Side.STATE)),
    )
    return sides_speak_equally_long(hearing=replace(hearing, equality=equality))


def _at_most(minutes: int | None) -> int | None:
    return minutes if minutes is None else min(minutes, LONGEST_MINUTES)
