"""The one place where a page deals with what it did not expect."""

import asyncio
import logging
import secrets
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from ipywidgets import Widget

from convoca.app.widgets.safe_html import safe_html
from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text

log = logging.getLogger("convoca.app")


def log_to_server() -> None:
    """Send the log of this kernel to the server's: ``sys.stderr`` of a kernel goes to the browser."""
    logging.basicConfig(
        stream=sys.__stderr__, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("Comm").setLevel(logging.ERROR)  # it warns of each page that comes again


class ErrorBoundary:
    """Turns any failure into a sentence with a reference; the traceback goes to the log alone.

    A ``ConvocaError`` is no accident: it is told in its own words, which say how to mend it.
    """

    def __init__(self, language: Language, alert: Callable[[str], None]) -> None:
        self._language = language
        self._alert = alert
        self.apology: Widget | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        sentence = self.tell(error)
        self.apology = safe_html('<p class="cv-problem">{sentence}</p>', sentence=sentence)
        return True

    def catch_callbacks_of(self, shell: Any) -> None:
        """Take in what callbacks raise.

        ipywidgets hands every error of a callback to the shell's ``showtraceback``, which would
        send the traceback, and the names in it, to the browser.
        """
        shell.showtraceback = self._instead_of_traceback
        asyncio.get_running_loop().set_exception_handler(self._instead_of_loop_message)

    def tell(self, error: BaseException) -> str:
        """Log ``error``, alert the person, and return the sentence that she was told."""
        if isinstance(error, ConvocaError):
            sentence = error_text(error, self._language)
        else:
            reference = secrets.token_hex(4).upper()
            log.error("reference %s", reference, exc_info=error)
            sentence = text(
                "Something went wrong that Convoca did not expect. What was saved is safe. "
                "Reload the page and try again; if it happens again, give your administrator "
                "the reference {reference}.",
                self._language,
                reference=reference,
            )
        self._alert(sentence)
        return sentence

    def _instead_of_traceback(self, exc_tuple: Any = None, *_: object, **__: object) -> None:
        error = (exc_tuple or sys.exc_info())[1]
        if error is not None:
            self.tell(error)

    def _instead_of_loop_message(
        self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]
    ) -> None:
        error = context.get("exception")
        if error is None:
            log.error("event loop: %s", context.get("message"))
        else:
            self.tell(error)
