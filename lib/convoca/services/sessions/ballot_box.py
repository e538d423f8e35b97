"""A ballot box for one secret ballot (Art. 7.2): in memory alone, and it gives back counts alone."""

from collections.abc import Iterable, Mapping
from typing import NoReturn

from convoca.domain.election import Ballot, Tally
from convoca.domain.errors import NotAllowed
from convoca.domain.identifiers import MemberId


class BallotBox:
    """Takes one paper of each voter; knows who has handed one in, and how many each candidate has.

    Which paper was whose is forgotten in the same breath: there is no list of papers, no order and no
    time. It cannot be saved: where the program ends before the box is closed, the ballot is held again.
    """

    __slots__ = ("_candidates", "_counts", "_invalid", "_is_closed", "_voted")

    def __init__(self, candidates: Iterable[MemberId]) -> None:
        self._candidates = tuple(dict.fromkeys(candidates))
        if not self._candidates:
            raise NotAllowed("A ballot needs a candidate.")
        self._counts = dict.fromkeys(self._candidates, 0)
        self._invalid = 0
        self._voted: set[MemberId] = set()
        self._is_closed = False

    def __repr__(self) -> str:
        return "BallotBox()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A ballot box is never copied or saved.")

    @property
    def candidates(self) -> tuple[MemberId, ...]:
        return self._candidates

    @property
    def voted(self) -> frozenset[MemberId]:
        """Return who has handed in a paper."""
        return frozenset(self._voted)

    def put(self, voter: MemberId, choice: MemberId | None) -> None:
        """Take a voter's paper; ``choice`` None is a blank one. Raises NotAllowed for a second paper."""
        if self._is_closed:
            raise NotAllowed("The ballot box is closed.")
        if voter in self._voted:
            raise NotAllowed("This member has handed in a paper already.")
        if choice is None:
            self._invalid += 1
        elif choice in self._counts:
            self._counts[choice] += 1
        else:
            raise NotAllowed("This name does not stand for election in this ballot.")
        self._voted.add(voter)

    def open_again(self) -> None:
        """Go on taking papers: what was counted could not be kept."""
        self._is_closed = False

    def close(self, number: int) -> Ballot:
        """Return what was counted as the ballot of that number; nothing is taken in afterwards."""
        self._is_closed = True
        return counted_ballot(number, self._counts, voters=self._voted, invalid=self._invalid)


def counted_ballot(
    number: int, counts: Mapping[MemberId, int], *, voters: Iterable[MemberId], invalid: int = 0
) -> Ballot:
    """Return a ballot from counts, also of papers that were counted by hand.

    Voters and candidates stand in the order of their ids. Raises InvalidValue where they cannot be.
    """
    candidates = tuple(sorted(counts))
    return Ballot(
        number=number,
        candidates=candidates,
        voters=tuple(sorted(set(voters))),
        tallies=tuple(Tally(candidate=c, votes=counts[c]) for c in candidates),
        invalid=invalid,
    )
