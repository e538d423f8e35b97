"""Long work beside a living page: it runs in a thread, and what it tells arrives in the kernel's loop.

For a page::

    work = Background(tell=bar.show, done=preview.show, ended=buttons.enable)
    work.start(lambda tell, is_cancelled: search(on_progress=tell, is_cancelled=is_cancelled))
    stop.on_click(lambda _: work.cancel())

Only the loop touches widgets. The work itself reads nothing but what it was given: no store, no
model. Without a loop (a script, a test) it is done at once.
"""

import asyncio
import atexit
from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread
from typing import Generic, TypeVar

News = TypeVar("News")
Result = TypeVar("Result")

#: Runs in the thread: it may tell how far it is, and should ask now and then whether to end.
Work = Callable[[Callable[[News], None], Callable[[], bool]], Result]


#: Seconds between two pieces of news; what came between them is passed over.
_PACE = 0.25


class Background(Generic[News, Result]):
    """One piece of work at a time.

    ``tell`` hears how far it has come, ``ended`` that it is over, whatever came of it, and after
    that ``done`` what it returned. What it raised is raised in the loop, where the page tells it.
    """

    def __init__(
        self,
        *,
        tell: Callable[[News], None],
        done: Callable[[Result], object],
        ended: Callable[[], object],
    ) -> None:
        self._tell, self._done, self._ended = tell, done, ended
        self._stop = Event()
        self._news: News | None = None
        self._is_told_soon = False
        self.is_running = False
        atexit.register(self.cancel)

    def start(self, work: Work[News, Result]) -> None:
        """Begin ``work(tell, is_cancelled)``; while other work runs, nothing happens."""
        if self.is_running:
            return
        self.is_running = True
        self._stop = Event()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._work_here(work)
            return
        self._news, self._is_told_soon = None, False
        stop, context = self._stop, copy_context()

        def call(act: Callable[..., object], given: object) -> None:
            loop.call_soon_threadsafe(act, given, context=context)

        def run() -> None:
            try:
                result = work(lambda news: call(self._take, news), stop.is_set)
            except Exception as error:  # noqa: BLE001 - the loop raises it where the page tells it
                call(self._fail, error)
            else:
                call(self._finish, result)

        Thread(target=run, name="convoca background", daemon=True).start()

    def cancel(self) -> None:
        """Ask the work to end soon; what it found by then is its result."""
        self._stop.set()

    def _work_here(self, work: Work[News, Result]) -> None:
        try:
            result = work(self._tell, self._stop.is_set)
        except Exception:
            self._end()
            raise
        self._finish(result)

    def _take(self, news: News) -> None:
        """Keep the newest word until its turn."""
        self._news = news
        if not self._is_told_soon:
            self._is_told_soon = True
            asyncio.get_running_loop().call_later(_PACE, self._pass_on)

    def _pass_on(self) -> None:
        self._is_told_soon = False
        if self.is_running and self._news is not None:
            self._tell(self._news)

    def _fail(self, error: Exception) -> None:
        self._end()
        raise error

    def _finish(self, result: Result) -> None:
        self._end()
        self._done(result)

    def _end(self) -> None:
        self.is_running = False
        self._ended()
