"""The speaking clock of a hearing: it ticks in the browser and counts on without a connection.

For a page::

    clock = SpeakingClock(key="hearing-day:…", language=language)
    clock.show(day, now, can_run=True)
    clock.on_press(lambda act, turn, at: "")     # "" took it, any other text says why not
    clock.on_look(lambda: office.now())          # now and then: what did others press, and how late is it?

Each press carries its moment by the server's clock, as the browser knows it, and is sent until it was
taken; so who presses "Start" without a connection loses nothing but the others' view of it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import anywidget
import traitlets

from convoca.app.widgets.kept_text import script
from convoca.domain.hearing_day import HearingDay, Turn
from convoca.domain.language import Language
from convoca.domain.party import Side
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.hearing_days.speaking import Account, accounts, is_running, spoken_in

_ASSETS = Path(__file__).parent / "assets"

Press = Callable[[str, UUID | None, datetime], str]


class SpeakingClock(anywidget.AnyWidget):
    """See the module."""

    _esm = script("speaking_clock")
    _css = _ASSETS / "speaking_clock.css"

    turns: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    accounts: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    as_of = traitlets.Float().tag(sync=True)
    can_run = traitlets.Bool().tag(sync=True)
    why = traitlets.Unicode().tag(sync=True)
    refusal = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, *, key: str, language: Language) -> None:
        super().__init__(key=key, labels=clock_labels(language))
        self._language = language
        self._press: Press = lambda _act, _turn, _at: ""
        self._look: Callable[[], datetime] = lambda: datetime.fromtimestamp(self.as_of / 1000, UTC)
        self._taken: set[str] = set()
        self.on_msg(self._hear)

    def show(
        self, day: HearingDay, now: datetime, *, speakers: Mapping[str, str], why_not: str = ""
    ) -> None:
        """Show the running order as it stands ``now``.

        ``speakers`` words those whose name is a key; ``why_not`` says what keeps the clock still.
        """
        with self.hold_sync():
            self.turns = [_turn(turn, now, speakers, self._language) for turn in day.turns]
            self.accounts = [_account(each, self._language) for each in accounts(day, now)]
            self.can_run, self.why = not why_not, why_not
            self.as_of = now.timestamp() * 1000

    def on_press(self, callback: Press) -> None:
        """Let ``callback(act, turn, at)`` do what was pressed; ``act`` is "start" or "stop"."""
        self._press = callback

    def on_look(self, callback: Callable[[], datetime]) -> None:
        """Let ``callback()`` see what others pressed; it returns the hour of the server's clock."""
        self._look = callback

    def _hear(self, _clock: object, message: dict[str, object], _buffers: object) -> None:
        looked = message.get("look")
        if isinstance(looked, int | float):
            self.send({"looked": looked, "clock": self._look().timestamp() * 1000})
        entries = message.get("entries")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                self._take(entry)

    def _take(self, entry: dict[str, object]) -> None:
        """Do what was pressed, once; a press that fails is not tried for ever."""
        key = str(entry["id"])
        try:
            if key not in self._taken:
                self._taken.add(key)
                self.refusal = self._done(entry)
        finally:
            self.send({"taken": [key]})

    def _done(self, entry: dict[str, object]) -> str:
        match entry:
            case {"act": "start" | "stop" as act, "turn": str(turn), "at": str(at)}:
                moment, key = _moment(at), _key(turn)
                if moment is not None and (key is not None or act == "stop"):
                    return self._press(act, key, moment)
        return str(self.labels["failed"])


def _turn(
    turn: Turn, now: datetime, speakers: Mapping[str, str], language: Language
) -> dict[str, object]:
    side = "" if turn.side is Side.COMMISSION else word(turn.side, language)
    return {
        "id": str(turn.id),
        "label": word(turn.kind, language),
        "speaker": speakers.get(turn.speaker, turn.speaker) or side,
        "minutes": turn.minutes,
        "account": _account_key(turn.side, turn.bloc),
        "seconds": spoken_in(turn, now).total_seconds(),
        "running": is_running(turn),
    }


def _account(account: Account, language: Language) -> dict[str, object]:
    side = word(account.side, language)
    return {
        "key": _account_key(account.side, account.bloc),
        "label": f"{side} · {account.bloc}" if account.bloc else side,
        "given": account.given.total_seconds(),
    }


def _account_key(side: str, bloc: str) -> str:
    return f"{side} {bloc}"


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _key(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def clock_labels(language: Language) -> dict[str, str]:
    """Return the words of the clock; what stands in braces is filled in by the browser."""
    return {
        "clock": text("Speaking clock", language),
        "accounts": text("Time of each side", language),
        "order": text("Running order", language),
        "start": text("Start", language),
        "start_turn": text("Start: {turn}", language),
        "stop": text("Stop the clock", language),
        "next": text("Next: {turn}", language),
        "still": text("The clock stands still.", language),
        "of": text("{spoken} of {minutes} min", language),
        "left": text("{time} left", language),
        "over": text("{time} over", language),
        "time_is_over": text("The time is over.", language),
        "minutes_left": text("{count} minutes left.", language),
        "waiting": text(
            "No connection. The clock counts on; entries kept on this device until it is back: {count}.",
            language,
        ),
        "failed": text("This could not be recorded. Press again.", language),
    }
