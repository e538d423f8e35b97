"""Looking now and then whether somebody else changed what a page shows."""

import asyncio
from collections.abc import Callable

#: Seconds between two looks.
_PACE = 3.0


def keep_looking(look: Callable[[], None]) -> None:
    """Call ``look`` every few seconds for as long as the kernel lives.

    Without a loop (a script, a test) nothing is followed.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return

    def again() -> None:
        look()
        loop.call_later(_PACE, again)

    loop.call_later(_PACE, again)
