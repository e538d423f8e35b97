"""A publication is a folder that is written whole or not at all, and can be copied to any web server."""

import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from convoca.domain.errors import NotAllowed, UnreadableFile
from convoca.services.public_programme import PublicProgramme
from convoca.services.public_programme_file import FILE_NAME, programme_json
from convoca.services.publication_manifest import PublicationManifest, read_manifest
from convoca.services.replacing_folders import put_in_place, sync

#: Makes the pages, calendars, workbooks and PDF beside the programme that stands in a folder.
Render = Callable[[Path], None]

#: Everybody may read what is for everybody; the web server is somebody else on this computer.
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
#: Seconds.
_A_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was published where; ``kept`` is where a folder went that was none of ours."""

    folder: Path
    manifest: PublicationManifest
    kept: Path | None = None


def publish(
    programme: PublicProgramme, folder: Path, *, render: Render, force: bool = False
) -> Publication:
    """Publish a programme in ``folder``; an older publication of the same period makes way.

    Raises NotAllowed where something else stands there; with ``force`` it is put aside, and kept,
    unless it is what people and programs work in.
    """
    target = folder.resolve()
    is_ours = _is_ours(target, programme)
    if not is_ours and not force:
        raise NotAllowed(
            "“{folder}” holds something else than a publication of this period. Name another folder, "
            "or use --force: what is there is then put aside.",
            folder=target,
        )
    if not is_ours and _is_worked_in(target):
        raise NotAllowed(
            "“{folder}” is worked in, and cannot be put aside. Name another folder.", folder=target
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as workshop:
        made = _made(programme, workshop, render)
        manifest = read_manifest(made)
        kept = workshop / "former" if is_ours else _free_name(target)
        put_in_place(made, target, aside=kept)
        if is_ours and not _is_ours(kept, programme):
            # Somebody put a file there while the pages were made: it is not swept away.
            is_ours, kept = False, kept.rename(_free_name(target))
    if not is_ours:
        _close(kept)
    return Publication(folder=target, manifest=manifest, kept=None if is_ours else kept)


@contextmanager
def rendered(programme: PublicProgramme, render: Render) -> Iterator[Path]:
    """Give a publication in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="convoca-") as workshop:
        yield _made(programme, Path(workshop), render)


def _made(programme: PublicProgramme, workshop: Path, render: Render) -> Path:
    """Return a folder with everything in it, safe on the disk."""
    made = workshop / "made"
    made.mkdir()
    (made / FILE_NAME).write_bytes(programme_json(programme))
    render(made)
    for path in (*made.rglob("*"), made):
        path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
        sync(path)
    return made


def _is_ours(target: Path, programme: PublicProgramme) -> bool:
    """Whether a folder is free, or holds a publication of the same period and nothing else."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return True
    try:
        found = read_manifest(target)
    except UnreadableFile:
        return False
    return found.period == programme.feed.projection.period_number


def _is_worked_in(target: Path) -> bool:
    """Whether a folder is, or is above, the one that we or our user are in, or holds a store."""
    if any(place.is_relative_to(target) for place in (Path.cwd(), Path.home())):
        return True
    stores = (*target.glob("*.db"), *target.glob("*/*.db")) if target.is_dir() else ()
    return any(path.is_file() for path in stores)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder on the same file system; what a killed process left a day ago is swept away."""
    prefix = f".{target.name}.publishing-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent) as workshop:
        made_at = Path(workshop).stat().st_mtime
        for left in target.parent.glob(f"{escape(prefix)}*"):
            with suppress(FileNotFoundError):  # that of somebody who has just done the same
                if left.stat().st_mtime < made_at - _A_DAY:
                    shutil.rmtree(left, ignore_errors=True)
        yield Path(workshop)


def _close(kept: Path) -> None:
    """Keep what was put aside from everybody but its owner.

    It stands where a web server may look, and may say what nobody may read any more.
    """
    if kept.exists():
        kept.chmod(kept.stat().st_mode & stat.S_IRWXU)


def _free_name(target: Path) -> Path:
    """Return a name beside ``target`` that nothing has."""
    number = 1
    while (free := target.with_name(f"{target.name}.former-{number}")).exists():
        number += 1
    return free
