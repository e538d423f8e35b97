"""What was asked for beside what was granted and placed: by State, region, language and kind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from convoca.domain.hearing import Dimension, Hearing
from convoca.domain.hearing_request import ActivityWanted, HearingRequest
from convoca.domain.member_state import REGION_OF
from convoca.services.period_file import PeriodFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many hearings were asked for, granted and placed with one State, region, language or kind.

    A hearing with two States counts for both, so that shares may add up to more than 1.
    """

    dimension: Dimension
    key: str
    requested: int
    granted: int
    placed: int
    part_of_requested: float | None
    part_of_granted: float | None

    @property
    def shift(self) -> float | None:
        """How much larger the part of the granted is than that of the requested, from -1 to 1."""
        if self.part_of_requested is None or self.part_of_granted is None:
            return None
        return self.part_of_granted - self.part_of_requested


def balance(file: PeriodFile) -> tuple[Share, ...]:
    """Compare the requests for hearings with the hearings that are not cancelled, most asked for first."""
    requests = [r for r in file.requests if r.wanted is ActivityWanted.HEARING]
    hearings = [h for h in file.hearings if not h.is_cancelled]
    placed = [h for h in hearings if file.placement(h.id) is not None]
    return tuple(
        share for dimension in Dimension for share in _shares(dimension, requests, hearings, placed)
    )


def _shares(
    dimension: Dimension,
    requests: list[HearingRequest],
    hearings: list[Hearing],
    placed: list[Hearing],
) -> Iterator[Share]:
    asked, given, set_down = (_count(dimension, group) for group in (requests, hearings, placed))
    for key in sorted(asked | given, key=lambda key: (-asked[key], -given[key], key)):
        yield Share(
            dimension=dimension,
            key=key,
            requested=asked[key],
            granted=given[key],
            placed=set_down[key],
            part_of_requested=asked[key] / len(requests) if requests else None,
            part_of_granted=given[key] / len(hearings) if hearings else None,
        )


def _count(dimension: Dimension, group: Iterable[HearingRequest | Hearing]) -> Counter[str]:
    return Counter(key for heard in group for key in _keys(dimension, heard))


def _keys(dimension: Dimension, heard: HearingRequest | Hearing) -> set[str]:
    match dimension:
        case Dimension.STATE:
            return {str(state) for state in heard.states}
        case Dimension.REGION:
            return {str(REGION_OF[state]) for state in heard.states if state in REGION_OF}
        case Dimension.LANGUAGE:
            return {str(language) for language in heard.languages}
        case Dimension.KIND:
            return {str(heard.kind)}
