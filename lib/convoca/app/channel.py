"""The line from a page's kernel to the frame around it, which no ordinary widget can reach."""

from pathlib import Path

import anywidget
import traitlets


class Channel(anywidget.AnyWidget):
    """Title, address bar, live regions and draft state of the page; has no view of its own."""

    _esm = Path(__file__).parent / "template" / "channel.mjs"

    title = traitlets.Unicode().tag(sync=True)
    address = traitlets.Unicode().tag(sync=True)
    draft = traitlets.Unicode().tag(sync=True)
    banner = traitlets.Unicode().tag(sync=True)
    spoken = traitlets.Dict().tag(sync=True)
    destination = traitlets.Unicode().tag(sync=True)

    def say(self, sentence: str, *, urgent: bool = False) -> None:
        """Put ``sentence`` into the polite live region, or the assertive one."""
        turn = self.spoken.get("turn", 0) + 1  # the same sentence twice is still two events
        self.spoken = {"sentence": sentence, "urgent": urgent, "turn": turn}

    def go_to(self, address: str) -> None:
        """Send the browser to ``address``, relative to this page."""
        self.destination = address

    def offer(self, name: str, content: bytes, media_type: str) -> None:
        """Let the browser save ``content`` as a file called ``name``."""
        self.send({"name": name, "media_type": media_type}, buffers=[content])
