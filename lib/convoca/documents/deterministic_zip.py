"""Office files are zips: the same data gives the same bytes only where no part holds a clock."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CONTENT_TYPES = "[Content_Types].xml"


def part_info(name: str) -> ZipInfo:
    """Return the entry of a part that says nothing of when, where or by whom it was written."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info


def repack(package: bytes) -> bytes:
    """Return an Office file with the same parts in a fixed order and without times."""
    stream = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(stream, "w") as target:
        # The content types come first, where readers of streams look for them.
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(part_info(name), source.read(name))
    return stream.getvalue()
