"""``python -m convoca.publication``: makes every file of a publication beside its ``programme.json``."""

import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from convoca.calendars import ical
from convoca.documents.programme_page import front_page, programme_page
from convoca.documents.programme_pdf import programme_pdf
from convoca.documents.public_workbook import public_workbook
from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.services.public_programme import PublicProgramme
from convoca.services.public_programme_file import FILE_NAME, read_programme
from convoca.services.publication_manifest import write_manifest


def main() -> int:
    """Work in the present folder; what cannot be made is told on standard error."""
    # The zone data that the manifest names, never the system's copy.
    zoneinfo.reset_tzpath([])
    folder = Path.cwd()
    try:
        programme = read_programme((folder / FILE_NAME).read_bytes())
        for name, content in _files(programme):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        write_manifest(folder, programme)
    except (ConvocaError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _files(programme: PublicProgramme) -> Iterator[tuple[str, bytes]]:
    organiser = ical.Organiser(programme.organiser_name, programme.organiser_email)
    yield "index.html", front_page(programme)
    for language in Language:
        yield f"{language}/index.html", programme_page(programme, language)
        yield (
            f"programme-{language}.ics",
            ical.write(programme.feed, language, organiser=organiser),
        )
        yield f"programme-{language}.xlsx", public_workbook(programme, language)
        yield f"programme-{language}.pdf", programme_pdf(programme, language)


if __name__ == "__main__":
    sys.exit(main())
