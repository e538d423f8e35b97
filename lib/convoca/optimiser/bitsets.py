"""Sets of grains as whole numbers: bit s is set when grain s belongs to the set.

One operation on such a number looks at every grain of a period at once.
"""

from collections.abc import Iterable, Iterator, Sequence

from convoca.scheduling.problem import Span


def span_mask(first: int, end: int) -> int:
    """Return the set of the grains of a half-open span; what lies before grain 0 is left out."""
    first = max(first, 0)
    return ((1 << (end - first)) - 1) << first if end > first else 0


def spans_mask(spans: Iterable[Span]) -> int:
    mask = 0
    for first, end in spans:
        mask |= span_mask(first, end)
    return mask


def starts_that_meet(busy: int, duration: int) -> int:
    """Return the starts at which something of ``duration`` grains would meet a busy grain.

    By doubling: log2(duration) shifts instead of duration of them.
    """
    done = 1
    while done * 2 <= duration:
        busy |= busy >> done
        done *= 2
    return busy | busy >> (duration - done)


def at_least(masks: Sequence[int], needed: int, everywhere: int) -> int:
    """Return the grains that are in at least ``needed`` of the sets; ``everywhere`` for none needed."""
    if needed <= 0:
        return everywhere
    if needed == 3:
        return _in_three(masks) & everywhere
    if needed == 4:
        return _in_four(masks) & everywhere
    reached = [0] * needed  # reached[k]: in more than k of the sets seen so far
    for mask in masks:
        for level in range(needed - 1, 0, -1):
            reached[level] |= reached[level - 1] & mask
        reached[0] |= mask
    return reached[-1] & everywhere


def _in_three(masks: Sequence[int]) -> int:
    """Count for the usual quorum of a working group: without an inner loop, three times as fast."""
    one = two = three = 0
    for mask in masks:
        three |= two & mask
        two |= one & mask
        one |= mask
    return three


def _in_four(masks: Sequence[int]) -> int:
    """Count for the quorum of the Commission of seven (Art. 16)."""
    one = two = three = four = 0
    for mask in masks:
        four |= three & mask
        three |= two & mask
        two |= one & mask
        one |= mask
    return four


def grains(mask: int) -> Iterator[int]:
    """Yield the grains of a set, the earliest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
