"""Reads a workbook that came back: its hidden sheet, and the one that people edited."""

from contextlib import suppress

from convoca.documents.tables import UNREADABLE_WORDS, read_table_bytes
from convoca.domain.errors import UnreadableFile
from convoca.services.importing.table import Table
from convoca.services.round_trip.base_sheet import SHEET, Base, not_ours, read_base
from convoca.services.round_trip.planning import ReturnedWorkbook

#: So many sheets are looked through for the one that went out.
_MOST_SHEETS = 10


def read_returned_workbook(file: str, content: bytes) -> ReturnedWorkbook:
    """Read a workbook as bytes; ``file`` is a label only. Raises UnreadableFile."""
    try:
        hidden = read_table_bytes(file, content, sheet=SHEET)
    except UnreadableFile as error:
        if error.detail == UNREADABLE_WORDS["no_such_sheet"]:
            raise not_ours(file) from None
        raise
    base = read_base(hidden)
    return ReturnedWorkbook(base=base, table=_edited(file, content, base))


def _edited(file: str, content: bytes, base: Base) -> Table:
    """Return the sheet that went out; where it has another name by now, the one that has its keys."""
    try:
        return read_table_bytes(file, content, sheet=base.sheet)
    except UnreadableFile as error:
        if error.detail != UNREADABLE_WORDS["no_such_sheet"]:
            raise
        names = str(error.values["sheets"]).split(", ")[:_MOST_SHEETS]
    for name in (name for name in names if name != SHEET):
        with suppress(UnreadableFile):
            table = read_table_bytes(file, content, sheet=name)
            if base.key_heading in table.header:
                return table
    raise not_ours(file)
