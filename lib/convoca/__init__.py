"""Convoca prepares the periods of sessions of the Inter-American Commission on Human Rights.

In JupyterLab, ``import convoca`` gives tidy DataFrames: ``convoca.periods()``,
``convoca.requests(number)``, ``convoca.findings(number)``, ``convoca.hearings(number)``, ``convoca.balance(number)``; see
docs/dataframes.md for their columns.
"""

from typing import Any

_FRAMES = ("periods", "requests", "findings", "hearings", "balance")


def __getattr__(name: str) -> Any:
    # Resolved on first use, so that importing a part of Convoca does not load pandas.
    if name not in _FRAMES:
        raise AttributeError(f"module 'convoca' has no attribute {name!r}")
    from convoca import bootstrap  # noqa: PLC0415

    return getattr(bootstrap.office(), name)


def __dir__() -> list[str]:
    return [*globals(), *_FRAMES]
