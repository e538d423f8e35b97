"""Kernels for pages: what they may know of the server's environment, and a pool of warm ones."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from queue import Empty
from typing import Any, Final

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_core.utils import ensure_async
from jupyter_server._tz import utcnow  # the clock that last_activity is kept by
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from traitlets import Dict, Float, Int, default

_ALLOWED_NAMES: Final = frozenset(
    {
        "HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER", "VIRTUAL_ENV",
        "APPDATA", "LOCALAPPDATA", "SYSTEMROOT", "TEMP", "USERPROFILE",  # Windows
        "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_PATH", "JUPYTER_PLATFORM_DIRS",
        "JUPYTER_RUNTIME_DIR",
    }
)  # fmt: skip
_ALLOWED_PREFIXES: Final = ("CONVOCA_", "LC_", "PYTHON", "XDG_")
#: Ours, and a secret all the same: a page that sends mail reads it from a file.
_SECRETS: Final = frozenset({"CONVOCA_SMTP_PASSWORD"})


def environment_for_kernels(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the part of ``environment`` that a page needs; tokens and passwords stay behind."""
    return {
        name: value
        for name, value in environment.items()
        if name in _ALLOWED_NAMES or (name.startswith(_ALLOWED_PREFIXES) and name not in _SECRETS)
    }


class PageClient(AsyncKernelClient):
    """A client that is ready once its kernel answers on both channels.

    The inherited wait goes on until the kernel has been silent for 0.2 s, which every visit would
    pay. What the kernel may still have to say answers no message of ours, and is passed over.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        async with asyncio.timeout(timeout):
            while True:
                await self.kernel_info(reply=True)
                try:
                    await self.get_iopub_msg(timeout=0.2)
                except Empty:
                    continue
                return


class PageKernels(AsyncMappingKernelManager):
    """All kernels of the server; a visitor gets one that has imported the pages already.

    One pool serves all pages, because what takes time is the same for all: the interpreter, the
    widgets and the library. The launcher itself runs when somebody comes, so a kernel learns
    whom it serves before it builds anything.
    """

    pool_size = Int(2, config=True, help="Warm kernels that wait; 0 starts each on request.")
    fill_delay = Float(5, config=True, help="Seconds from a visit to the start of a warm kernel.")
    environment = Dict(config=True, help="The whole environment of every kernel.")

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._warm: list[asyncio.Task[str]] = []
        self._refill: asyncio.TimerHandle | None = None

    @default("kernel_manager_class")
    def _default_kernel_manager_class(self) -> str:
        return f"{ServerKernelManager.__module__}.{ServerKernelManager.__qualname__}"

    def fill_pool(self) -> None:
        """Start warm kernels until the pool is full."""
        self._refill = None
        while len(self._warm) < self.pool_size:
            self._warm.append(asyncio.create_task(self._launch("import convoca.app.preload")))

    async def start_kernel(self, **_wishes: Any) -> str:
        """Return the id of a kernel for one visit: a warm one where there is one.

        What Voilà wishes is passed over: the server's whole environment, the folder of launchers.
        """
        while self._warm:
            kernel_id = await self._warm.pop(0)
            self._refill_later()
            if await self.lives(kernel_id):
                self.touch(kernel_id)
                return kernel_id
        return await self._launch()

    async def lives(self, kernel_id: str) -> bool:
        """Tell whether the kernel's process runs."""
        return kernel_id in self and await ensure_async(self.get_kernel(kernel_id).is_alive())

    def touch(self, kernel_id: str) -> None:
        """Count the time without activity from now."""
        kernel: Any = self.get_kernel(kernel_id)  # Jupyter adds last_activity after the fact
        kernel.last_activity = utcnow()

    def time_left(self, kernel_id: str) -> timedelta:
        """Return how long the kernel stays if nothing happens; asking is no activity."""
        kernel: Any = self.get_kernel(kernel_id)
        idle: timedelta = utcnow() - kernel.last_activity
        return timedelta(seconds=self.cull_idle_timeout) - idle

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel after its time without activity; one in the pool only waits."""
        waiting = {task.result() for task in self._warm if task.done() and not task.exception()}
        if kernel_id not in waiting:
            await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_all(self, now: bool = False) -> None:  # noqa: FBT001, FBT002
        """End every kernel, those still starting too."""
        if self._refill is not None:
            self._refill.cancel()
        await asyncio.gather(*self._warm, return_exceptions=True)
        self._warm.clear()
        await super().shutdown_all(now=now)

    def _refill_later(self) -> None:
        """Fill the pool once the page is loaded: a kernel that starts would compete with it."""
        if self._refill is None:
            self._refill = asyncio.get_running_loop().call_later(self.fill_delay, self.fill_pool)

    async def _launch(self, *first_lines: str) -> str:
        kernel_id: str = await super().start_kernel(
            cwd=str(Path.cwd()),
            env=dict(self.environment),
            # What a page prints to the descriptors stays in the server's log, out of the browser.
            extra_arguments=[
                "--IPKernelApp.capture_fd_output=False",
                *(f"--IPKernelApp.exec_lines={line}" for line in first_lines),
            ],
        )
        return kernel_id
