"""Ruin and recreate: take some events out, put each back where it is cheapest, keep what is good enough.

What is good enough is decided by simulated annealing: a little worse may do, the less so the later it is.
"""

from math import log
from random import Random

from convoca.optimiser.greedy import NO_LIMIT, fill, freedom
from convoca.optimiser.insertion import Insertion
from convoca.optimiser.ruin import Ruin
from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import Tables

#: What a temperature is multiplied with: the mean weight of the wishes. Found by trial on several sizes.
HOT, COLD = 4.0, 0.12
#: So many events are taken out together at most.
MOST = 12
DAYS_SHUFFLED_EVERY = 64


class Search:
    """One chain of programmes, each made from the one before; ``best`` is the best that was seen."""

    def __init__(self, state: State, seed: int) -> None:
        self._tables = state.tables
        self._random = Random(seed)  # noqa: S311 - chance, not secrets
        self._current = state
        self._weights = [0] * len(state.tables.events)
        fill(state, self._weights, self._random)
        self._trial = State(state.tables)
        self._trial.adopt(state)
        self._insertion = Insertion(self._trial, self._random)
        self._ruin = Ruin(state.tables, state, self._random)
        self._freedom = [freedom(event) for event in state.tables.events]
        self._missing = state.places.count(None)
        self._cost = state.cost + state.balance
        self.best: list[Place | None] = list(state.places)
        self.best_missing = self._missing
        self.best_cost = self._cost
        self._warmth = warmth(self._tables)

    def run(self, iterations: int, share: float) -> None:
        """Go on for so many iterations; ``share``, 0 to 1, tells how far the whole search has come."""
        temperature = self._temperature(share)
        for iteration in range(iterations):
            if iteration % DAYS_SHUFFLED_EVERY == 0:
                self._insertion.shuffle_days()
            if not self._step(temperature):
                self._trial.adopt(self._current)

    def restart_from(self, places: list[Place | None]) -> None:
        """Go on from a programme that another search has found."""
        state = state_of(self._tables, places)
        self._current.adopt(state)
        self._trial.adopt(state)
        self._missing = places.count(None)
        self._cost = state.cost + state.balance
        self._keep_if_best()

    def _temperature(self, share: float) -> float:
        """Cool from hot to cold, once for each level of the wishes: what is above it is then settled."""
        scales = self._tables.prices.scales
        level = min(int(share * len(scales)), len(scales) - 1)
        cooled = min(share * len(scales) - level, 1.0)
        return float(scales[level] * self._warmth * HOT * (COLD / HOT) ** cooled)

    def _step(self, temperature: float) -> bool:
        """Make one change; False where it is not to be kept, which leaves the trial to be made good."""
        chosen = self._chosen()
        trial = self._trial
        for index in chosen:
            if trial.places[index]:
                trial.remove(index)
        allowed = self._cost - int(temperature * log(1.0 - self._random.random()))
        missing = self._recreate(chosen, allowed if not self._missing else NO_LIMIT)
        cost = trial.cost + trial.balance
        if missing > self._missing or (missing == self._missing and cost > allowed):
            return False
        self._current.adopt(trial)
        self._missing, self._cost = missing, cost
        self._keep_if_best()
        return True

    def _chosen(self) -> list[int]:
        if not self._missing:
            return self._ruin.choose(MOST)
        missing = [index for index, place in enumerate(self._current.places) if place is None]
        return list(dict.fromkeys((*missing, *self._ruin.near(self._random.choice(missing), MOST))))

    def _recreate(self, chosen: list[int], allowed: int) -> int:
        """Put back what was taken out; returns how many are missing, at once when they are too many."""
        trial, insertion = self._trial, self._insertion
        missing = 0
        for index in self._ordered(chosen):
            found = insertion.best(index, allowed + 1 - trial.cost)
            if found:
                trial.place(index, found[1], found[0])
                continue
            missing += 1
            if missing > self._missing:
                self._weights[index] += self._missing > 0
                break
        return missing

    def _ordered(self, chosen: list[int]) -> list[int]:
        """Order by chance, or those first that have least choice or have been left over most."""
        self._random.shuffle(chosen)
        if self._missing:
            chosen.sort(key=self._weights.__getitem__, reverse=True)
        elif self._random.random() < 0.4:
            chosen.sort(key=self._freedom.__getitem__)
        return chosen

    def _keep_if_best(self) -> None:
        if (self._missing, self._cost) < (self.best_missing, self.best_cost):
            self.best_missing, self.best_cost = self._missing, self._cost
            self.best = list(self._current.places)


def state_of(tables: Tables, places: list[Place | None]) -> State:
    """Return the state in which a programme has these places; what does not fit is left out."""
    state = State(tables)
    for index, place in enumerate(places):
        if place and state.fits(index, place):
            state.place(index, place, state.cost_of(index, place))
    return state


def warmth(tables: Tables) -> float:
    """Return the mean weight of the wishes that count, before levels are put on top of it."""
    weights = [weight for weight in tables.problem.wishes.weights.values() if weight > 0]
    return sum(weights) / len(weights) if weights else 1.0
