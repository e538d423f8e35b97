"""A text that survives a bad network: each letter is kept in the tab until the server has the draft.

For a page::

    words = KeptText(description="Decision", key="hearing-day:…:decision", language=language)
    words.on_typed(lambda typed: keep_draft(typed))      # "" took it, any other text says what is wrong with it
    words.value                                          # as typed, and as shown
    words.clear()                                        # once it was used

What the browser sends goes around the queue of ipywidgets, which never recovers from a message that
was lost. A text that is refused, for a protected name for one, is not kept in the tab any more.
"""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_ASSETS = Path(__file__).parent / "assets"

Typed = Callable[[str], str]

#: More nobody types; the rest of a longer text is cut.
_LONGEST = 20_000


def script(name: str) -> str:
    """Return the script of a widget that has an outbox."""
    parts = ("outbox.mjs", f"{name}.mjs")
    return "\n".join((_ASSETS / part).read_text("utf-8") for part in parts)


class KeptText(anywidget.AnyWidget):
    """See the module; ``key`` tells apart what is kept in one tab."""

    _esm = script("kept_text")
    _css = _ASSETS / "kept_text.css"

    value = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(1).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    refusal = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, *, description: str, key: str, language: Language, rows: int = 1) -> None:
        super().__init__(
            description=description, key=key, rows=rows, labels=kept_text_labels(language)
        )
        self._typed: Typed = lambda _: ""
        self._kept = self._failed = ""
        self.on_msg(self._hear)

    def on_typed(self, callback: Typed) -> None:
        """Let ``callback(typed)`` keep what was typed: "" took it, a sentence says what is wrong."""
        self._typed = callback

    def clear(self) -> None:
        """Empty the text, in the tab too, unless somebody has typed on in it meanwhile."""
        used = self.value
        self.value, self.refusal = "", ""
        self.send({"emptied": used})

    def _hear(self, _widget: object, message: dict[str, object], _buffers: object) -> None:
        entries = message.get("entries")
        taken = (
            [entry for entry in entries if _is_entry(entry)] if isinstance(entries, list) else []
        )
        if not taken:
            return
        if self._keep(str(taken[-1]["id"]), str(taken[-1]["text"])[:_LONGEST]):
            self.send({"taken": [entry["id"] for entry in taken]})

    def _keep(self, entry: str, words: str) -> bool:
        """Keep an entry once, however often it is sent; what fails stays in the tab and is told once."""
        if entry == self._kept:
            return True
        self.value = words
        try:
            self.refusal = self._typed(words)
        except Exception:
            if entry == self._failed:
                return False
            self._failed = entry
            raise
        self._kept = entry
        return True


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(k), str) for k in ("id", "text"))


def kept_text_labels(language: Language) -> dict[str, str]:
    """Return the words that the browser shows below the text."""
    return {
        "waiting": text(
            "No connection. What you type is kept on this device and sent when it is back.",
            language,
        ),
        "back": text("What you had typed on this device is back.", language),
    }
