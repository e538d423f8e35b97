"""The SHA-256 of a file that somebody chooses. The browser computes it: the file goes nowhere."""

from pathlib import Path

import anywidget
import traitlets

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_ASSETS = Path(__file__).parent / "assets"


class Fingerprint(anywidget.AnyWidget):
    """``value`` is the fingerprint in hexadecimal digits, or nothing."""

    _esm = _ASSETS / "fingerprint.mjs"

    value = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, *, language: Language) -> None:
        super().__init__(labels=fingerprint_labels(language))


def fingerprint_labels(language: Language) -> dict[str, str]:
    """Return the words of the input; what stands in braces is filled in by the browser."""
    return {
        "file": text("File", language),
        "known": text("SHA-256: {digits}…", language),
        "unknown": text("No fingerprint yet.", language),
        "reading": text("The file is being read…", language),
        "failed": text("The file could not be read. Choose it again.", language),
    }
