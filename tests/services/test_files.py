"""Files are whole, their owner's alone, and leave nothing behind."""

import os
from pathlib import Path

import pytest

from convoca.services.files import files_below, write_atomically


def test_a_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "901" / "public-es.ics", b"new")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, running, other = (
        tmp_path / name for name in (".a.ics.12345678", ".a.ics.abcdefgh", ".b.ics.12345678")
    )
    for path in (old, running, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, 0))

    write_atomically(tmp_path / "a.ics", b"whole")

    assert not old.exists()
    assert running.exists()
    assert other.exists()
    assert [file.name for file in files_below(tmp_path)] == ["a.ics"]


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "a.ics", b"old")

    with pytest.raises(TypeError):
        write_atomically(path, "no bytes")  # type: ignore[arg-type]

    assert [left.name for left in tmp_path.iterdir()] == ["a.ics"]
    assert path.read_bytes() == b"old"
