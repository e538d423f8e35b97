"""Long work beside a page: its news and its end arrive in the loop, its failures where the page tells them."""

import asyncio
import threading

import pytest

from convoca.app.background import Background
from convoca.domain.errors import NotAllowed


class Page:
    """Notes what it hears, and in which thread."""

    def __init__(self):
        self.heard, self.threads, self.failures = [], set(), []
        self.over = None
        self.work = Background(
            tell=lambda news: self.note("news", news),
            done=lambda result: self.note("done", result),
            ended=self.end,
        )

    def note(self, kind, said):
        self.heard.append((kind, said))
        self.threads.add(threading.current_thread())

    def end(self):
        self.note("ended", None)
        if self.over:
            self.over.set()

    def runs(self, work, meanwhile=None):
        """Run ``work`` in a loop of its own, until it is over."""

        async def live():
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(
                lambda _, context: self.failures.append(context["exception"])
            )
            self.over = asyncio.Event()
            self.work.start(work)
            if meanwhile:
                await meanwhile()
            await asyncio.wait_for(self.over.wait(), 20)
            await asyncio.sleep(0)

        asyncio.run(live())


def test_news_and_result_arrive_in_the_thread_of_the_loop():
    go_on = threading.Event()
    page = Page()

    def search(tell, is_cancelled):
        page.threads.add("working elsewhere") if threading.current_thread() is not main else None
        tell(1)
        tell(2)
        go_on.wait(20)
        return "found"

    async def wait_for_news():
        while not page.heard:
            await asyncio.sleep(0.01)
        go_on.set()

    main = threading.current_thread()
    page.runs(search, wait_for_news)
    assert page.heard == [("news", 2), ("ended", None), ("done", "found")]
    assert page.threads == {main, "working elsewhere"}
    assert not page.work.is_running


def test_the_loop_goes_on_while_the_work_runs_and_a_second_start_is_passed_over():
    page, turns = Page(), []

    def search(tell, is_cancelled):
        while not is_cancelled():
            pass
        return "best so far"

    async def live_on():
        for turn in range(5):
            turns.append(turn)
            await asyncio.sleep(0)
        page.work.start(lambda tell, is_cancelled: "another")
        page.work.cancel()

    page.runs(search, live_on)
    assert turns == [0, 1, 2, 3, 4]
    assert page.heard == [("ended", None), ("done", "best so far")]


def test_what_the_work_raises_is_raised_in_the_loop():
    page = Page()
    refused = NotAllowed("No.")

    def search(tell, is_cancelled):
        raise refused

    page.runs(search)
    assert page.failures == [refused]
    assert page.heard == [("ended", None)]


def test_without_a_loop_the_work_is_done_at_once():
    page = Page()
    page.work.start(lambda tell, is_cancelled: tell(1) or "found")
    assert page.heard == [("news", 1), ("ended", None), ("done", "found")]

    def fails(tell, is_cancelled):
        raise NotAllowed("No.")

    with pytest.raises(NotAllowed):
        page.work.start(fails)
    assert not page.work.is_running
