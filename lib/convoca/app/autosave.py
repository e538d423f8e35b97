"""Drafts are saved as one types."""

import asyncio
import atexit
from collections.abc import Callable
from typing import Protocol

from convoca.app.channel import Channel
from convoca.domain.language import Language
from convoca.i18n.catalogue import text


class _Visit(Protocol):
    @property
    def language(self) -> Language: ...

    @property
    def channel(self) -> Channel: ...


class Autosave:
    """Calls ``save`` within ``delay`` seconds of the first unsaved change, and before the kernel ends."""

    def __init__(self, save: Callable[[], object], visit: _Visit, *, delay: float = 1.0) -> None:
        self._save = save
        self._visit = visit
        self._delay = delay
        self._timer: asyncio.TimerHandle | None = None
        self._pending = False
        atexit.register(self.flush)

    def changed(self) -> None:
        """Note a change; more changes before the save do not put it off."""
        if self._pending:
            return
        self._pending = True
        self._visit.channel.draft = text("Saving the draft…", self._visit.language)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel around: a test, or a script
            self.flush()
        else:
            self._timer = loop.call_later(self._delay, self.flush)

    def flush(self) -> None:
        """Save now what is unsaved. On an error the change stays unsaved, and the next one tries again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._pending:
            return
        self._pending = False
        self._visit.channel.draft = text("The draft is not saved.", self._visit.language)
        self._save()
        self._visit.channel.draft = text("The draft is saved.", self._visit.language)
