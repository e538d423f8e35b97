"""A folder takes the place of another one in one step, so that no reader finds half of either."""

import ctypes
import errno
import os
from pathlib import Path

#: ``AT_FDCWD`` and ``RENAME_EXCHANGE`` of Linux: renameat2(2).
_HERE, _EXCHANGE = -100, 2
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def put_in_place(made: Path, target: Path, *, aside: Path) -> None:
    """Move ``made`` to ``target``; what was there goes to ``aside``, which must be free.

    All three are on one file system. Where the system cannot exchange two names, there is a moment
    at which nothing is at ``target``; a failure in it brings back what was there.
    """
    if not target.exists():
        made.rename(target)
    elif _exchanged(made, target):
        made.rename(aside)
    else:
        target.rename(aside)
        try:
            made.rename(target)
        except OSError:
            aside.rename(target)
            raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(other))
