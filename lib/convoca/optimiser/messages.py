"""What the calling process and its workers say to each other: pickled, one after the other, over two pipes.

Both ends are processes of one call of ``solve`` and run the same code; nothing else can write to the pipes.
"""

import pickle
from dataclasses import dataclass
from typing import BinaryIO

from convoca.optimiser.state import Place
from convoca.scheduling.problem import Problem

Places = list[Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a worker is to do. ``rounds``: it meets the other workers so many times."""

    problem: Problem
    places: Places
    seed: int
    rounds: int
    iterations: int | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has read its task and waits to be told how many seconds it has."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best programme of a worker so far; ``ends_round``: it waits for an answer."""

    missing: int
    cost: int
    places: Places
    ends_round: bool


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on, from the programme of another worker where one is given."""

    seconds: float
    places: Places | None = None


def send(pipe: BinaryIO, message: object) -> None:
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def receive(pipe: BinaryIO) -> object:
    """Return the next message. Raises EOFError where the other end is gone."""
    return pickle.load(pipe)  # noqa: S301 - our own process at the other end
