"""Votes of the Commission: how many it takes to decide."""

from enum import StrEnum


class Majority(StrEnum):
    """Of all members (Art. 18.1), of those present (Art. 18.2), or five votes (Art. 4.2)."""

    ABSOLUTE = "absolute"
    PRESENT = "present"
    FIVE = "five"
