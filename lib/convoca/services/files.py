"""Files are written whole or not at all, and readable by their owner alone."""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file that was written: its path below the folder, its size in bytes, when (UTC)."""

    name: str
    size: int
    written_at: datetime


def files_below(folder: Path) -> tuple[WrittenFile, ...]:
    """Return the files below ``folder`` by name, half-written ones left out; none where there is none."""
    found = [
        WrittenFile(
            name=path.relative_to(folder).as_posix(),
            size=path.stat().st_size,
            written_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        )
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda file: file.name))


#: Seconds.
_A_DAY = 86_400


def write_atomically(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path`` through a temporary file in the same folder (mode 0600).

    What a killed process left half-written there a day ago or earlier is swept away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    _sweep(path, before=temporary.stat().st_mtime - _A_DAY)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path


def _sweep(path: Path, *, before: float) -> None:
    for left in path.parent.glob(f".{escape(path.name)}.????????"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
