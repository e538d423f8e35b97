"""A dry run: every message as the bytes of an ``.eml`` file, and nobody is sent anything."""

from collections.abc import Callable
from datetime import datetime

from convoca.mail.message import Sender, file_name, message_bytes
from convoca.services.notices.letters import OutgoingMessage, Receipt


class MessageFiles:
    """A postman who keeps what he was given; ``written`` holds each file by its name."""

    def __init__(self, sender: Sender, *, now: Callable[[], datetime]) -> None:
        self._sender, self._now = sender, now
        self.written: dict[str, bytes] = {}

    def carry(self, message: OutgoingMessage, /) -> Receipt:
        name = file_name(message)
        self.written[name] = message_bytes(message, self._sender, at=self._now())
        return Receipt(is_taken=True, detail=name)
