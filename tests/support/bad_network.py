"""A line between browser and suite that can be cut, or go on taking bytes that never arrive."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from urllib.parse import urlsplit, urlunsplit

_CHUNK = 65_536


class State(Enum):
    FINE = "fine"
    CUT = "cut"
    SILENT = "silent"


class Line:
    """Forwards every connection to one port. ``cut`` ends them all, ``silence`` lets them look alive."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._state = State.FINE
        self._open: set[socket.socket] = set()
        self._dead: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def through(self, address: str) -> str:
        """Return an address of the suite that leads over this line."""
        parts = urlsplit(address)
        return urlunsplit(parts._replace(netloc=f"127.0.0.1:{self.port}"))

    def cut(self) -> None:
        self._state = State.CUT
        self._hang_up()

    def silence(self) -> None:
        """Take every byte and pass none on, as a network does that is gone without a word."""
        self._state = State.SILENT

    def mend(self) -> None:
        self._state = State.FINE

    def close(self) -> None:
        self._state = State.CUT
        self._server.close()
        self._hang_up()

    def _hang_up(self) -> None:
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            if self._state is State.CUT:
                near.close()
                continue
            self._open.add(near)
            if self._state is State.SILENT:
                continue
            far = socket.create_connection(self._target)
            self._open.add(far)
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(_CHUNK):
                if self._state is State.SILENT:
                    self._dead |= {source, sink}
                # What follows a gap would be garbage: such a connection stays silent for good.
                if source not in self._dead:
                    sink.sendall(chunk)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def bad_network(address: str) -> Iterator[Line]:
    """Lay a line to the suite at ``address``."""
    line = Line(urlsplit(address).port or 80)
    try:
        yield line
    finally:
        line.close()
