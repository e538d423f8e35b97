"""How far a search has come, by the clock or by its iterations."""

from dataclasses import dataclass, field
from time import perf_counter

from convoca.optimiser.ruin_recreate import Search

#: So many steps are made before anybody looks at the clock, or asks whether to stop.
CHUNK = 32


@dataclass(slots=True, kw_only=True)
class Pace:
    """The length of a search: ``iterations``, where they are given, else ``seconds``."""

    seconds: float
    iterations: int | None = None
    done: int = 0
    begun: float = field(default_factory=perf_counter)

    @property
    def share(self) -> float:
        """The part of the search that is done, 0 to 1."""
        if self.iterations is not None:
            return self.done / self.iterations if self.iterations > 0 else 1.0
        return min(1.0, (perf_counter() - self.begun) / self.seconds) if self.seconds > 0 else 1.0

    def advance(self, search: Search) -> None:
        """Let a search make some steps, at the temperature of this moment."""
        count = CHUNK if self.iterations is None else min(CHUNK, self.iterations - self.done)
        search.run(count, self.share)
        self.done += count
