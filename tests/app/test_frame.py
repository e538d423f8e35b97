"""What the frame promises to a page: who came, drafts that are saved, and errors that stay calm."""

import asyncio
import logging
import re
from types import SimpleNamespace

import pytest
from ipywidgets import Button, Label

from convoca.app import frame
from convoca.app.autosave import Autosave
from convoca.app.channel import Channel
from convoca.app.error_boundary import ErrorBoundary
from convoca.domain.errors import NotFound
from convoca.domain.language import Language


def visit(**parameters: str) -> frame.Visit:
    return frame.Visit("requests", Language.ENGLISH, parameters, "Ana")


# Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "address"),
    [
        ({}, "minutes?language=en"),
        ({"period": 191}, "minutes?language=en&period=191"),
        ({"period": 191, "hearing": None}, "minutes?language=en&period=191"),
        ({"title": "a&b=c/é?"}, "minutes?language=en&title=a%26b%3Dc%2F%C3%A9%3F"),
    ],
)
def test_a_link_keeps_the_language(parameters: dict[str, object], address: str) -> None:
    assert visit().link("minutes", **parameters) == address


def test_a_remembered_place_is_an_address_of_the_same_page() -> None:
    here = visit()
    here.remember(period=191)
    assert here.channel.address == "requests?language=en&period=191"


def test_the_same_sentence_twice_is_said_twice() -> None:
    channel = Channel()
    channel.say("Saved")
    first = channel.spoken
    channel.say("Saved")
    assert channel.spoken != first
    assert channel.spoken["sentence"] == "Saved"


# Showing a page -----------------------------------------------------------------------------------


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    seen: list[object] = []
    monkeypatch.setattr(frame, "display", seen.append)
    return seen


def test_without_a_server_a_failing_page_fails(displayed: list[object]) -> None:
    """Else a test that runs every notebook could not fail."""

    def build(_visit: frame.Visit) -> frame.View:
        raise KeyError("no such thing")

    with pytest.raises(KeyError):
        frame.show(build)
    assert displayed == []


def test_without_a_server_the_query_string_speaks(
    displayed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUERY_STRING", "language=pt&period=191")
    seen: list[frame.Visit] = []

    def build(came: frame.Visit) -> frame.View:
        seen.append(came)
        return frame.View("Title", Label("body"))

    frame.show(build)
    assert (seen[0].language, seen[0].parameters["period"]) == (Language.PORTUGUESE, "191")
    assert seen[0].channel.title == "Title"
    assert [type(each) for each in displayed] == [Label]


# Errors -------------------------------------------------------------------------------------------


def test_an_unexpected_error_becomes_a_sentence_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []
    with caplog.at_level(logging.ERROR), ErrorBoundary(Language.ENGLISH, told.append) as boundary:
        raise KeyError("the name of a protected witness")
    (sentence,) = told
    reference = re.search(r"the reference ([0-9A-F]{8})\.", sentence)[1]
    assert "witness" not in sentence
    assert boundary.apology is not None
    assert sentence in boundary.apology.value
    assert f"reference {reference}" in caplog.text
    assert "KeyError: 'the name of a protected witness'" in caplog.text


def test_an_error_of_ours_is_told_in_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    error = NotFound("period", "191")
    with ErrorBoundary(Language.ENGLISH, told.append):
        raise error
    assert told == [str(error)]
    assert caplog.text == ""


def test_an_interrupt_is_no_error() -> None:
    with pytest.raises(KeyboardInterrupt), ErrorBoundary(Language.ENGLISH, lambda _: None):
        raise KeyboardInterrupt


def test_what_a_callback_raises_never_reaches_the_browser(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """ipywidgets hands it to the shell's ``showtraceback``: that one door is ours."""
    shell = SimpleNamespace(showtraceback=lambda *_: pytest.fail("sent to the browser"))
    monkeypatch.setattr("ipywidgets.widgets.widget.get_ipython", lambda: shell)
    told: list[str] = []
    button = Button()

    def fail(_button: Button) -> None:
        raise ValueError("the name of a protected witness")

    button.on_click(fail)

    async def press() -> None:
        ErrorBoundary(Language.ENGLISH, told.append).catch_callbacks_of(shell)
        button.click()
        asyncio.get_running_loop().call_soon(fail, button)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(press())
    assert len(told) == 2
    assert "witness" not in "".join(told)
    assert caplog.text.count("ValueError: the name of a protected witness") == 2


# Drafts -------------------------------------------------------------------------------------------


def test_changes_are_saved_together_and_soon() -> None:
    saved: list[str] = []
    here = visit()

    async def type_on() -> None:
        typed = ""
        draft = Autosave(lambda: saved.append(typed), here, delay=0.05)
        for letter in "agenda":
            typed += letter
            draft.changed()
            await asyncio.sleep(0)
        assert here.channel.draft == "Saving the draft…"
        await asyncio.sleep(0.1)

    asyncio.run(type_on())
    assert saved == ["agenda"]
    assert here.channel.draft == "The draft is saved."


def test_who_never_stops_typing_is_saved_all_the_same() -> None:
    saved: list[int] = []

    async def type_without_pause() -> None:
        draft = Autosave(lambda: saved.append(1), visit(), delay=0.02)
        loop = asyncio.get_running_loop()
        end = loop.time() + 0.2
        while loop.time() < end:
            draft.changed()
            await asyncio.sleep(0.001)

    asyncio.run(type_without_pause())
    assert len(saved) >= 3


def test_the_end_of_the_kernel_saves_what_is_pending() -> None:
    saved: list[str] = []

    async def type_and_leave() -> Autosave:
        draft = Autosave(lambda: saved.append("draft"), visit(), delay=60)
        draft.changed()
        return draft

    draft = asyncio.run(type_and_leave())
    assert saved == []
    draft.flush()  # what atexit calls
    draft.flush()
    assert saved == ["draft"]


def test_a_draft_that_could_not_be_saved_says_so_and_is_tried_again() -> None:
    here = visit()
    answers = iter([OSError("disk full"), None])

    def save() -> None:
        if (answer := next(answers)) is not None:
            raise answer

    draft = Autosave(save, here)
    with pytest.raises(OSError, match="disk full"):
        draft.changed()
    assert here.channel.draft == "The draft is not saved."
    draft.changed()
    assert here.channel.draft == "The draft is saved."
