"""Which requests ask for much the same: near-duplicates, so that nobody decides twice."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

from convoca.domain.hearing_request import HearingRequest
from convoca.services.folding import fold

#: Two titles are near-duplicates when they share this part of their words or more.
_ALIKE = 0.6
#: A word found in more titles than this tells nothing, and would make the search slow.
_COMMON = 25


def similar_requests(requests: Sequence[HearingRequest]) -> dict[str, tuple[str, ...]]:
    """Return, per reference, the references of requests about much the same, sorted."""
    titles = [fold(request.title) for request in requests]
    words = [frozenset(title.split()) for title in titles]
    pairs = _same(titles) | _same([fold(r.matter_number) for r in requests])
    for first, second in _sharing_a_rare_word(words):
        shared = len(words[first] & words[second]) / len(words[first] | words[second])
        if shared >= _ALIKE and _may_concern_the_same(requests[first], requests[second]):
            pairs.add((first, second))
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        one, other = requests[first].reference, requests[second].reference
        alike[one].add(other)
        alike[other].add(one)
    return {reference: tuple(sorted(others)) for reference, others in alike.items()}


def _may_concern_the_same(one: HearingRequest, other: HearingRequest) -> bool:
    return not one.states or not other.states or bool(set(one.states) & set(other.states))


def _same(keys: Sequence[str]) -> set[tuple[int, int]]:
    """Link equal keys in a chain, so that a thousand equal ones do not make a million pairs."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key:
            holders[key].append(index)
    return {
        pair
        for same in holders.values()
        for pair in (combinations(same, 2) if len(same) <= _COMMON else pairwise(same))
    }


def _sharing_a_rare_word(words: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(words):
        for word in own:
            if len(word) > 3:
                holders[word].append(index)
    return {
        pair
        for sharing in holders.values()
        if 1 < len(sharing) <= _COMMON
        for pair in combinations(sharing, 2)
    }
