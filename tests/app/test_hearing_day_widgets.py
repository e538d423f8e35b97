"""The clock and the texts that survive a bad network: what Python answers to what the browser sends."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from convoca.app.widgets.kept_text import KeptText
from convoca.app.widgets.speaking_clock import SpeakingClock
from convoca.domain.hearing_day import HearingDay, Spoken, Turn, TurnKind
from convoca.domain.identifiers import HearingId
from convoca.domain.language import Language
from convoca.domain.party import Side

EN = Language.ENGLISH
NOW = datetime(2027, 3, 8, 14, tzinfo=UTC)
TURN = Turn(id=uuid4(), kind=TurnKind.PRESENTATION, side=Side.STATE, minutes=20, speaker="MX")


class Line:
    """Stands for the browser: hears what a widget sends, and sends to it."""

    def __init__(self, widget: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.widget, self.heard = widget, []  # type: ignore[var-annotated]
        monkeypatch.setattr(widget, "send", self.heard.append)

    def send(self, **message: object) -> None:
        self.widget._handle_custom_msg(message, [])


# The clock -------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> SpeakingClock:
    return SpeakingClock(key="example", language=EN)


def press(**changes: object) -> dict[str, object]:
    pressed: dict[str, object] = {"id": "1", "act": "start", "turn": str(TURN.id)}
    return {**pressed, "at": "2027-03-08T14:00:00.000Z", **changes}


def test_a_press_that_is_sent_until_it_is_taken_is_done_once(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, UUID | None, datetime]] = []

    def do(act: str, turn: UUID | None, at: datetime) -> str:
        done.append((act, turn, at))
        return ""

    clock.on_press(do)
    line = Line(clock, monkeypatch)
    for _ in range(3):
        line.send(entries=[press()])

    assert done == [("start", TURN.id, NOW)]
    assert line.heard == [{"taken": ["1"]}] * 3


def test_a_refusal_is_told_and_the_press_is_not_sent_again(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.on_press(lambda *_: "Open the hearing first.")
    line = Line(clock, monkeypatch)
    line.send(entries=[press()])

    assert (clock.refusal, line.heard) == ("Open the hearing first.", [{"taken": ["1"]}])


@pytest.mark.parametrize(
    "wrong",
    [{"act": "erase"}, {"turn": "x"}, {"at": "yesterday"}, {"at": "2027-03-08T14:00:00"}],
)
def test_what_no_clock_could_have_sent_does_nothing(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object]
) -> None:
    done: list[object] = []
    clock.on_press(lambda *pressed: done.append(pressed) or "")
    Line(clock, monkeypatch).send(entries=[press(**wrong)])

    assert done == []
    assert clock.refusal


@pytest.mark.parametrize("message", [{}, {"entries": "x"}, {"entries": [1]}, {"entries": [{}]}])
def test_a_message_without_a_press_is_passed_over(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch, message: dict[str, object]
) -> None:
    line = Line(clock, monkeypatch)
    line.send(**message)

    assert line.heard == []


def test_an_act_that_fails_is_taken_all_the_same_so_that_it_is_not_tried_for_ever(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("example")

    clock.on_press(fail)
    line = Line(clock, monkeypatch)
    with pytest.raises(RuntimeError):
        clock._hear(clock, {"entries": [press()]}, [])

    assert line.heard == [{"taken": ["1"]}]


def test_the_clock_shows_what_was_counted_and_who_speaks_in_words(clock: SpeakingClock) -> None:
    spoken = (Spoken(started=NOW - timedelta(minutes=3)),)
    turn = Turn(id=TURN.id, kind=TURN.kind, side=TURN.side, minutes=20, speaker="MX", spoken=spoken)
    nobody = Turn(id=uuid4(), kind=TurnKind.REPLY, side=Side.STATE, minutes=5)
    day = HearingDay(id=HearingId(uuid4()), turns=(turn, nobody))

    clock.show(day, NOW, speakers={"MX": "Mexico"}, why_not="")

    first, second = clock.turns
    assert (first["speaker"], first["seconds"], first["running"]) == ("Mexico", 180.0, True)
    assert (second["speaker"], second["running"]) == ("State", False)
    assert clock.accounts == [{"key": "state ", "label": "State", "given": 25 * 60.0}]
    assert (clock.can_run, clock.as_of) == (True, NOW.timestamp() * 1000)


def test_somebody_who_looks_is_told_what_others_pressed(
    clock: SpeakingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how late it is: the device measures by the answer how far its own clock is off."""
    clock.on_look(lambda: NOW)
    line = Line(clock, monkeypatch)
    line.send(look=1234.5)

    assert line.heard == [{"looked": 1234.5, "clock": NOW.timestamp() * 1000}]


# Texts -----------------------------------------------------------------------------------------


@pytest.fixture
def words() -> KeptText:
    return KeptText(description="Decision", key="example", language=EN)


def test_a_text_is_taken_once_the_page_kept_it(
    words: KeptText, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    words.on_typed(lambda typed: kept.append(typed) or "")
    line = Line(words, monkeypatch)
    line.send(entries=[{"id": "1", "text": "To a"}, {"id": "2", "text": "To ask"}])
    line.send(entries=[{"id": "2", "text": "To ask"}])

    assert kept == ["To ask"]
    assert words.value == "To ask"
    assert line.heard == [{"taken": ["1", "2"]}, {"taken": ["2"]}]


def test_what_is_wrong_with_a_text_is_told_and_the_device_forgets_it(
    words: KeptText, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.on_typed(lambda _: "It holds a protected name.")
    line = Line(words, monkeypatch)
    line.send(entries=[{"id": "1", "text": "…"}])

    assert words.refusal == "It holds a protected name."
    assert line.heard == [{"taken": ["1"]}]


def test_a_text_that_was_used_is_empty_in_the_tab_too_and_does_not_come_back(
    words: KeptText, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.value = "To ask"
    line = Line(words, monkeypatch)
    words.clear()

    assert (words.value, line.heard) == ("", [{"emptied": "To ask"}])


def test_a_text_that_is_on_its_way_a_second_time_does_not_come_back(
    words: KeptText, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(words, monkeypatch)
    line.send(entries=[{"id": "1", "text": "To ask"}])
    words.clear()
    line.send(entries=[{"id": "1", "text": "To ask"}])

    assert words.value == ""
    assert line.heard[-1] == {"taken": ["1"]}


def test_a_text_that_could_not_be_kept_stays_in_the_tab_until_it_can(
    words: KeptText, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> str:
        raise RuntimeError("example")

    words.on_typed(fail)
    line = Line(words, monkeypatch)
    entries = [{"id": "1", "text": "To ask"}]
    with pytest.raises(RuntimeError):
        words._hear(words, {"entries": entries}, [])
    line.send(entries=entries)
    assert line.heard == []

    words.on_typed(lambda _: "")
    line.send(entries=entries)
    assert line.heard == [{"taken": ["1"]}]


@pytest.mark.parametrize("message", [{"entries": []}, {"entries": [{"id": 1, "text": "x"}]}, {}])
def test_what_no_text_could_have_sent_is_passed_over(
    words: KeptText, monkeypatch: pytest.MonkeyPatch, message: dict[str, object]
) -> None:
    line = Line(words, monkeypatch)
    line.send(**message)

    assert (words.value, line.heard) == ("", [])
