"""Several searches at once, one process each, that meet now and then and go on from the best."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from convoca.optimiser.messages import Found, GoOn, Places, Ready, Task, receive, send

#: How often the workers meet.
ROUNDS = 8
#: Seconds between two questions whether to stop.
PATIENCE = 0.1

Best = tuple[int, int, Places]
"""How many events are missing, the cost, and where the others are: less is better."""


def search_together(
    tasks: list[Task],
    remaining: Callable[[], float],
    *,
    on_better: Callable[[Best], None],
    is_over: Callable[[], bool],
) -> bool:
    """Let each task run in a process, and tell of every programme that is better than those before.

    Ends when all are done or ``is_over`` says so; False where it ends because a worker has died.
    """
    messages: Queue[tuple[int, object]] = Queue()
    with _processes(tasks, messages) as processes:
        meeting = _Meeting(processes, remaining, on_better)
        while not is_over() and not meeting.is_over:
            try:
                number, message = messages.get(timeout=PATIENCE)
            except Empty:
                continue
            if message is None:
                return False
            meeting.take(number, message)
    return True


class _Meeting:
    """Where the workers wait for each other, so that the same seeds give the same answer at any speed."""

    def __init__(
        self,
        processes: list[subprocess.Popen[bytes]],
        remaining: Callable[[], float],
        on_better: Callable[[Best], None],
    ) -> None:
        self._processes = processes
        self._remaining = remaining
        self._on_better = on_better
        self._best: Best | None = None
        self._waiting: dict[int, Found | Ready] = {}
        self._round = 0

    @property
    def is_over(self) -> bool:
        return self._round > ROUNDS

    def take(self, number: int, message: object) -> None:
        if isinstance(message, Found):
            self._compare((message.missing, message.cost, message.places))
            if not message.ends_round:
                return
        if isinstance(message, Found | Ready):
            self._waiting[number] = message
        if len(self._waiting) == len(self._processes):
            self._next_round()

    def _compare(self, found: Best) -> None:
        if self._best is None or found[:2] < self._best[:2]:
            self._best = found
            self._on_better(found)

    def _next_round(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self._round += 1
        if self.is_over:
            return
        first = min(
            (m for _, m in sorted(waiting.items()) if isinstance(m, Found)),
            key=lambda m: (m.missing, m.cost),
            default=None,
        )
        for number, message in waiting.items():
            behind = isinstance(message, Found) and first is not None and message.cost > first.cost
            share = first.places if first and behind and self._round > ROUNDS // 2 else None
            pipe = self._processes[number].stdin
            if pipe is not None:
                _tell(pipe, GoOn(self._remaining(), share))


def _tell(pipe: IO[bytes], message: GoOn) -> None:
    try:
        send(pipe, message)  # type: ignore[arg-type]
    except OSError:
        return  # it has died: who listens to it says so


@contextmanager
def _processes(
    tasks: list[Task], messages: Queue[tuple[int, object]]
) -> Iterator[list[subprocess.Popen[bytes]]]:
    processes: list[subprocess.Popen[bytes]] = []
    threads: list[Thread] = []
    try:
        for number, task in enumerate(tasks):
            process = _start()
            processes.append(process)
            thread = Thread(target=_listen, args=(number, process, task, messages), daemon=True)
            thread.start()
            threads.append(thread)
        yield processes
    finally:
        for process in processes:
            process.kill()
        for thread in threads:
            thread.join()
        for process in processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)


def _start() -> subprocess.Popen[bytes]:
    """Start a worker that finds the same package as we do, whatever its folder and its settings are."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", "convoca.optimiser.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        process_group=0,  # Ctrl-C is for the caller, who ends the workers
    )


def _listen(
    number: int,
    process: subprocess.Popen[bytes],
    task: Task,
    messages: Queue[tuple[int, object]],
) -> None:
    """Hand a worker its task and its messages on; None where it has ended."""
    try:
        if process.stdin is None or process.stdout is None:
            return
        send(process.stdin, task)  # type: ignore[arg-type]
        while True:
            messages.put((number, receive(process.stdout)))  # type: ignore[arg-type]
    except (EOFError, OSError):
        messages.put((number, None))


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        return
