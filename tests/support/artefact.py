"""A file that Convoca writes, and which of the planted words may stand in it."""

from collections.abc import Callable
from dataclasses import dataclass

from support.planted import Canary

#: Whether a word may stand in a file.
May = Callable[[Canary], bool]


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """A file; ``all_of_it``: everything that may stand in it does, so that the search is no idle one."""

    name: str
    content: bytes
    may: May
    all_of_it: bool = False
