"""Lets every process of a served suite read a clock that a test moves: Python imports this at its start.

CONVOCA_TEST_CLOCK names a file with the seconds that the clock is ahead by.
"""

import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any


class _MovedClock(MetaPathFinder):
    """Finds the one module that reads the clock, and moves its clock once it is loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "convoca.bootstrap":
            return None
        spec = PathFinder.find_spec(name, path, target)
        loader: Any = spec and spec.loader
        load = loader.exec_module

        def load_and_move(module: Any) -> None:
            load(module)
            read = module.now

            def now() -> datetime:
                ahead = Path(os.environ["CONVOCA_TEST_CLOCK"]).read_text(encoding="ascii")
                moved: datetime = read() + timedelta(seconds=float(ahead))
                return moved

            module.now = now

        loader.exec_module = load_and_move
        return spec


if "CONVOCA_TEST_CLOCK" in os.environ:
    sys.meta_path.insert(0, _MovedClock())
