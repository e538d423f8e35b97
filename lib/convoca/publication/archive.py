"""A publication as one file to download: the same publication, the same bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from convoca.documents.deterministic_zip import part_info


def archive(folder: Path) -> bytes:
    """Return every file below ``folder`` in a ZIP."""
    stream = BytesIO()
    with ZipFile(stream, "w") as target:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            target.writestr(part_info(path.relative_to(folder).as_posix()), path.read_bytes())
    return stream.getvalue()
