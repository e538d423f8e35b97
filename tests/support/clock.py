"""The clock of a served suite, moved by a test."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Clock:
    """The suite's processes read it anew whenever they ask for the time."""

    file: Path

    def set(self, moment: datetime) -> None:
        """Let it be ``moment`` now; from there the clock runs on."""
        ahead = (moment - datetime.now(UTC)).total_seconds()
        self.file.write_text(str(ahead), encoding="ascii")


def a_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let whatever is started from here on read a clock in ``folder``."""
    clock = Clock(folder / "clock")
    path = (str(Path(__file__).with_name("moved_clock")), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
    monkeypatch.setenv("CONVOCA_TEST_CLOCK", str(clock.file))
    return clock
