"""Convoca prepares the periods of sessions of the Inter-American Commission on Human Rights.

In JupyterLab, ``import convoca`` gives tidy DataFrames: ``convoca.periods()``,
``convoca.requests(number)``, ``convoca.findings(number)``, ``convoca.hearings(number)``,
``convoca.balance(number)``, ``convoca.year(year)``; see docs/dataframes.md for their columns. And it
plans: ``convoca.solve``, ``check``, ``explain``, ``repair``, ``options`` and ``what_if`` work on a ``convoca.Problem``; see
docs/planning.md.
"""

from importlib import import_module
from typing import Any

_FRAMES = ("periods", "requests", "findings", "hearings", "balance", "year")

_PLANNING = {
    **dict.fromkeys(
        (
            "read_problem",
            "read_programme",
            "write_problem",
            "write_programme",
            "solve",
            "explain",
            "explain_event",
            "repair",
            "options",
        ),
        "convoca.planning",
    ),
    **dict.fromkeys(("check", "what_if"), "convoca.scheduling.check"),
    **dict.fromkeys(
        ("problem_from", "document_of", "programme_from", "programme_document", "with_baseline"),
        "convoca.scheduling.interchange",
    ),
    **dict.fromkeys(
        (
            "Problem",
            "TimeGrid",
            "Room",
            "Closure",
            "Member",
            "Party",
            "PartyKind",
            "Event",
            "Mode",
            "Pin",
            "Assignment",
            "Objective",
            "Wishes",
            "ChangeWeights",
        ),
        "convoca.scheduling.problem",
    ),
}


def __getattr__(name: str) -> Any:
    # Resolved on first use, so that importing a part of Convoca does not load pandas or an engine.
    if name in _PLANNING:
        return getattr(import_module(_PLANNING[name]), name)
    if name not in _FRAMES:
        raise AttributeError(f"module 'convoca' has no attribute {name!r}")
    from convoca import bootstrap  # noqa: PLC0415

    return getattr(bootstrap.office(), name)


def __dir__() -> list[str]:
    return [*globals(), *_FRAMES, *_PLANNING]
