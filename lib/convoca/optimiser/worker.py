"""One search in a process of its own: ``python -m convoca.optimiser.worker``, started by ``workers`` only.

A plain process with two pipes, and not one of ``multiprocessing``: that one would run the main module of the
caller again, which in a notebook's kernel or a script without a guard does harm.
"""

import sys
from time import perf_counter
from typing import BinaryIO

from convoca.optimiser.messages import Found, GoOn, Ready, Task, receive, send
from convoca.optimiser.pace import Pace
from convoca.optimiser.ruin_recreate import Search, state_of
from convoca.optimiser.tables import tables

#: Seconds between two reports of a better programme.
REPORT_EVERY = 0.2


def main() -> None:
    reading, writing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that prints may speak between the messages
    try:
        work(reading, writing)
    except (EOFError, BrokenPipeError):
        sys.stderr.close()  # the caller has its answer, or is gone


def work(reading: BinaryIO, writing: BinaryIO) -> None:
    task = receive(reading)
    if not isinstance(task, Task):
        raise TypeError(task)
    search = Search(state_of(tables(task.problem), task.places), task.seed)
    send(writing, Ready())
    pace: Pace | None = None
    for number in range(task.rounds):
        answer = receive(reading)
        if not isinstance(answer, GoOn):
            raise TypeError(answer)
        pace = pace or Pace(seconds=answer.seconds, iterations=task.iterations)
        if answer.places is not None:
            search.restart_from(answer.places)
        _one_round(search, pace, (number + 1) / task.rounds, writing)
        send(writing, _found(search, ends_round=True))


def _one_round(search: Search, pace: Pace, until: float, writing: BinaryIO) -> None:
    reported, when = (search.best_missing, search.best_cost), perf_counter()
    while pace.share < until:
        pace.advance(search)
        now = (search.best_missing, search.best_cost)
        if now < reported and perf_counter() - when > REPORT_EVERY:
            reported, when = now, perf_counter()
            send(writing, _found(search, ends_round=False))


def _found(search: Search, *, ends_round: bool) -> Found:
    return Found(search.best_missing, search.best_cost, list(search.best), ends_round)


if __name__ == "__main__":
    main()
