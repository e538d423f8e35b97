"""Planning without a store: problems and programmes in files, and the engines that work on them.

Analysts reach all of it as ``convoca.solve`` and so on; the command line runs the same. The engines
are imported when they are asked for.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

from convoca.domain.errors import InvalidValue, UnreadableFile
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    OnProgress,
    Option,
    Repair,
    Solution,
)
from convoca.scheduling.fields import shown
from convoca.scheduling.interchange import (
    document_of,
    problem_from,
    programme_document,
    programme_from,
)
from convoca.scheduling.problem import Problem, Programme
from convoca.services.files import write_atomically

if TYPE_CHECKING:
    from convoca.optimiser.options import Desk

#: Bytes. A period of 500 hearings is a file of 0.2 million.
_LARGEST_FILE = 16_000_000


def read_problem(path: Path | str) -> Problem:
    """Read a problem of the format ``hearing-scheduling/1``. Raises UnreadableFile, InvalidValue."""
    document = _document(Path(path))
    try:
        return problem_from(document)
    except InvalidValue as error:
        raise _in_file(Path(path), error) from None


def read_programme(path: Path | str, problem: Problem) -> Programme:
    """Read a programme of a problem. Raises UnreadableFile, InvalidValue."""
    document = _document(Path(path))
    try:
        return programme_from(document, problem)
    except InvalidValue as error:
        raise _in_file(Path(path), error) from None


def write_problem(path: Path | str, problem: Problem) -> Path:
    """Write a problem, whole or not at all."""
    return _write(Path(path), document_of(problem))


def write_programme(path: Path | str, programme: Programme, problem: Problem) -> Path:
    """Write a programme, whole or not at all."""
    return _write(Path(path), programme_document(programme, problem))


def solve(
    problem: Problem,
    *,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 1,
    iterations: int | None = None,
    start: Programme | None = None,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Solution:
    """Place every event as well as the time allows.

    ``time_limit`` is in seconds of wall time, ``workers`` processes (None: one per core).
    ``iterations`` ends the search after so many rounds of each worker: the same seed, workers and
    iterations give the same answer; a limit of time alone does not.
    """
    from convoca.optimiser import solve as engine  # noqa: PLC0415

    return engine.solve(
        problem,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        iterations=iterations,
        start=start,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )


def explain(
    problem: Problem,
    *,
    time_limit: float = 15.0,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Explanation:
    """Say why a problem has no programme, and what would help; ``time_limit`` is in seconds."""
    from convoca.optimiser import explain as engine  # noqa: PLC0415

    return engine.explain(
        problem, time_limit=time_limit, on_progress=on_progress, is_cancelled=is_cancelled
    )


def explain_event(
    problem: Problem,
    programme: Programme,
    event_id: str,
    *,
    time_limit: float = 5.0,
    is_cancelled: IsCancelled | None = None,
) -> Explanation:
    """Say why one event has no place beside the others of a programme, and whose move would make one."""
    from convoca.optimiser import obstacles  # noqa: PLC0415

    return obstacles.explain_event(
        problem, programme, event_id, time_limit=time_limit, is_cancelled=is_cancelled
    )


def repair(
    problem: Problem,
    released: Programme,
    *,
    time_limit: float = 30.0,
    workers: int | None = None,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Repair:
    """Change a released programme as little as the problem, as it is now, allows."""
    from convoca.optimiser import repair as engine  # noqa: PLC0415

    return engine.repair(
        problem,
        released,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )


def options(problem: Problem, programme: Programme, event_id: str) -> tuple[Option, ...]:
    """Return every legal place of one event, the others staying, with what it would cost in all.

    Asked again about the same problem, it answers in milliseconds.
    """
    return _DESKS.options(problem, programme, event_id)


class _Desks:
    """Keeps what was worked out for the problem that was asked about last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._problem: Problem | None = None
        self._desk: Desk | None = None

    def options(self, problem: Problem, programme: Programme, event: str) -> tuple[Option, ...]:
        from convoca.optimiser.options import Desk  # noqa: PLC0415

        with self._lock:  # a page may ask from a thread of its own
            if self._desk is None or self._problem is not problem:
                self._problem, self._desk = problem, Desk(problem, programme)
            elif self._desk.programme != programme:
                self._desk.show(programme)
            return self._desk.options(event)


_DESKS = _Desks()


def _write(path: Path, document: Mapping[str, object]) -> Path:
    content = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return write_atomically(path, content.encode())


def _document(path: Path) -> object:
    """Read a file of JSON. Raises UnreadableFile for what is too large, too deep or no JSON."""
    name = shown(path.name)
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(name, "{problem}", problem=error.strerror) from None
    if len(content) > _LARGEST_FILE:
        raise UnreadableFile(
            name, "The file is larger than {most} million bytes.", most=_LARGEST_FILE // 1_000_000
        )
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            name,
            "This is no JSON: line {line}, column {column}.",
            line=error.lineno,
            column=error.colno,
        ) from None
    except UnicodeDecodeError:
        raise UnreadableFile(name, "This is no text in UTF-8.") from None
    except ValueError as error:
        raise UnreadableFile(name, "This is no JSON: {problem}.", problem=error) from None
    except RecursionError:
        raise UnreadableFile(name, "Lists and objects are nested too deeply.") from None


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counted.items() if count > 1)
        raise ValueError(f"“{shown(twice)}” stands twice in one object")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _in_file(path: Path, error: InvalidValue) -> InvalidValue:
    values = {key: value for key, value in error.values.items() if key not in {"field", "detail"}}
    field = f"{shown(path.name)}: {error.field}" if error.field else shown(path.name)
    return InvalidValue(field, error.detail, **values)
