"""What a publication can be checked by: the SHA-256 of each of its files."""

import hashlib
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from convoca.domain.errors import UnreadableFile
from convoca.services.public_programme import PublicProgramme

FORMAT = "convoca/publication-manifest/1"
FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file of a publication: its path below the folder, its SHA-256, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationManifest:
    """Which period and edition stands in a folder, and the files of it, by name."""

    period: int
    edition: int
    files: tuple[PublishedFile, ...]


def write_manifest(folder: Path, programme: PublicProgramme) -> None:
    """Write the manifest of what stands in ``folder``: the last file of a publication."""
    document = {
        "format": FORMAT,
        "period": programme.feed.projection.period_number,
        "edition": programme.edition.number,
        "released_on": programme.edition.released_on.isoformat(),
        "audit_sha256": programme.edition.audit_sha256,
        "time_zones": {
            "released_with": programme.edition.time_zones,
            "written_with": version("tzdata"),
        },
        "files": [
            {"name": file.name, "sha256": file.sha256, "bytes": file.size}
            for file in _files(folder)
        ],
    }
    (folder / FILE_NAME).write_bytes((json.dumps(document, indent=1) + "\n").encode())


def read_manifest(folder: Path) -> PublicationManifest:
    """Read the manifest of a folder, and compare each file with it.

    Raises UnreadableFile where there is none, or where a file differs, is missing or was added.
    """
    try:
        found = _manifest(json.loads((folder / FILE_NAME).read_bytes()))
        standing = _files(folder)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UnreadableFile(FILE_NAME, "This is no publication of Convoca.") from error
    if differing := set(found.files) ^ set(standing):
        raise UnreadableFile(
            min(file.name for file in differing), "The file is not what the manifest says."
        )
    return found


def _manifest(document: Mapping[str, Any]) -> PublicationManifest:
    if document["format"] != FORMAT:
        raise ValueError(document["format"])
    return PublicationManifest(
        period=int(document["period"]),
        edition=int(document["edition"]),
        files=tuple(
            PublishedFile(name=row["name"], sha256=row["sha256"], size=row["bytes"])
            for row in document["files"]
        ),
    )


def _files(folder: Path) -> tuple[PublishedFile, ...]:
    """Return every file below ``folder`` by name, without the manifest itself.

    Raises UnreadableFile for what no publication holds: a link, a pipe (which would never end).
    """
    paths = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )
    for name in paths:
        if not stat.S_ISREG((folder / name).lstat().st_mode):
            raise UnreadableFile(name, "The file is not what the manifest says.")
    return tuple(
        PublishedFile(name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        for name in paths
        if name != FILE_NAME
        for content in [(folder / name).read_bytes()]
    )
