"""Starts the process that makes the files of a publication; what it holds is their programme alone."""

import os
import subprocess
import sys
from pathlib import Path

from convoca.domain.errors import NotAllowed

CHILD = (sys.executable, "-P", "-s", "-m", "convoca.publication")
#: What the child is told of its surroundings: where modules are, and nothing else.
PASSED_ON = ("PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
#: Seconds; a programme of 500 activities takes a tenth of it.
PATIENCE = 300


def render(folder: Path) -> None:
    """Make every file beside the ``programme.json`` in ``folder``. Raises NotAllowed where one fails."""
    surroundings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell, no word of the programme
            CHILD,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed("timeout") from None
    if child.returncode != 0:
        raise _failed((child.stderr.strip().splitlines() or ["?"])[-1])


def _failed(why: str) -> NotAllowed:
    return NotAllowed(
        "The files of the programme could not be made. What was published before stays. {why}",
        why=why,
    )
