"""A long search, watched from a terminal: it tells how far it is, and Ctrl-C keeps the best so far."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.scheduling.answers import Progress


@dataclass(slots=True)
class Watch:
    """``is_stopped``: somebody has pressed Ctrl-C. ``first_told_s``: when there first was something to tell."""

    language: Language
    is_stopped: bool = False
    first_told_s: float | None = None

    def is_cancelled(self) -> bool:
        return self.is_stopped

    def tell(self, progress: Progress) -> None:
        """Say on one line of a terminal how far the search is; elsewhere say nothing."""
        if self.first_told_s is None:
            self.first_told_s = progress.seconds
        if sys.stderr.isatty():
            click.echo(f"\r{progress_line(progress, self.language)}\x1b[K", err=True, nl=False)


@contextmanager
def watching(language: Language) -> Iterator[Watch]:
    """Turn the first Ctrl-C into a wish to stop; the second one ends the command."""
    watch = Watch(language)

    def stop(_signal: int, _frame: object) -> None:
        if watch.is_stopped:
            raise KeyboardInterrupt
        watch.is_stopped = True

    if threading.current_thread() is not threading.main_thread():
        yield watch  # a signal reaches the main thread only
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)


def progress_line(progress: Progress, language: Language) -> str:
    seconds = f"{progress.seconds:.0f}"
    if progress.cost is None:
        return text(
            "{seconds} s: {placed} of {events} placed",
            language,
            seconds=seconds,
            placed=progress.placed,
            events=progress.events,
        )
    return text(
        "{seconds} s: all placed, cost {cost}, none below {bound}",
        language,
        seconds=seconds,
        cost=progress.cost,
        bound=progress.bound or 0,
    )
