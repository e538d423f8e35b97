"""Tables from files that strangers made: CSV and XLSX, read by a limited child process.

The content decides what a file is, never its name. Whatever goes wrong is an UnreadableFile that
says what, where and how to mend it.
"""

import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from convoca.domain.errors import UnreadableFile
from convoca.services.importing.remark import Level, RowRemark, remark
from convoca.services.importing.table import Row, Table, Value

MEGABYTE = 1 << 20
#: A column's name is cut here; none that is known is as long.
LONGEST_NAME = 200

UNREADABLE_WORDS = {
    "absent": "There is no such file. Check its name and folder.",
    "not_a_file": "This is not a file that can be read. Name a CSV or XLSX file.",
    "no_permission": "The file may not be read. Ask for permission, or copy it.",
    "file_too_large": "The file has {size} MB; at most {most} MB are read. Split it.",
    "empty": "There is nothing in the file, or on the sheet. Check that the right one was chosen.",
    "utf16": "The text is UTF-16. Save it as “CSV UTF-8” or as .xlsx.",
    "nul": "Line {line} holds a NUL character: this is not text. Save it as “CSV UTF-8” or .xlsx.",
    "markup": "This is a web page or an XML file. Open it in a spreadsheet program and save it as .xlsx.",
    "not_a_table": "This is not a table. Save it as .xlsx or as “CSV UTF-8”.",
    "old_workbook": "This is a workbook of the old format (.xls). Save it as .xlsx.",
    "binary_workbook": "This is a binary workbook (.xlsb). Save it as .xlsx.",
    "opendocument": "This is an OpenDocument sheet (.ods). Save it as .xlsx or as “CSV UTF-8”.",
    "password": "The file is protected by a password. Save it without one.",
    "broken_workbook": "The workbook is damaged. Open it in a spreadsheet program and save it again.",
    "document_type": "The workbook holds entities of its own, which is not allowed. "
    "Open it in a spreadsheet program and save it again.",
    "no_such_sheet": "There is no sheet “{sheet}”. The sheets are: {sheets}.",
    "broken_quoting": "The quotation marks of line {line} are not in order. "
    "Write each quotation mark inside a text twice.",
    "line_too_long": "Line {line} has more than {most} characters. Check the quotation marks.",
    "too_many_rows": "There are more than {most} rows. Split the file; "
    "if it looks shorter, delete the empty rows below the last one.",
    "too_many_columns": "Row {row} has more than {most} columns. Delete what stands far to the right.",
    "too_many_cells": "Up to row {row} there are more than {most} cells. "
    "Delete what stands far below or far to the right, or split the file.",
    "cell_too_long": "A cell of row {row} has more than {most} characters. Shorten it.",
    "formulas_not_calculated": "The formulas were never calculated. "
    "Open the file in a spreadsheet program and save it.",
    "too_large": "Unpacked, the file is too large to be read. Delete pictures and empty rows.",
    "stopped": "Reading the file took too long or too much memory and was stopped. "
    "Copy the rows into a new workbook and save it.",
    "no_header": "No row can serve as the header. Write the names of the columns above the rows.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may ask for. Bytes, seconds, characters and counts."""

    file_bytes: int = 50 * MEGABYTE
    rows: int = 200_000
    columns: int = 200
    cells: int = 2_000_000
    cell_characters: int = 100_000
    line_characters: int = 2_000_000
    members: int = 2_000
    harmless_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    ratio: int = 100
    memory_bytes: int = 512 * MEGABYTE
    output_bytes: int = 150 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 40


LIMITS = Limits()
CHILD = (sys.executable, "-P", "-s", "-m", "convoca.documents.read_table")
#: What the child is told of its surroundings: where modules are, and nothing else.
PASSED_ON = ("PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


def read_table(path: Path, *, sheet: str | None = None, limits: Limits = LIMITS) -> Table:
    """Read a CSV or XLSX file. Raises UnreadableFile, in bounded time and memory."""
    return read_table_bytes(path.name, _content(path, limits), sheet=sheet, limits=limits)


def read_table_bytes(
    file: str, content: bytes, *, sheet: str | None = None, limits: Limits = LIMITS
) -> Table:
    """Read a table that was handed over as bytes, as by an upload; ``file`` is a label only."""
    if len(content) > limits.file_bytes:
        raise _too_large(file, len(content), limits)
    with tempfile.TemporaryFile() as output:
        _run_child(file, content, sheet, limits, output)
        output.seek(0)
        return _assembled(file, _lines(file, output))


def _content(path: Path, limits: Limits) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or device would never end
            raise _unreadable(path.name, "not_a_file")
        if path.stat().st_size > limits.file_bytes:
            raise _too_large(path.name, path.stat().st_size, limits)
        with path.open("rb") as stream:
            return stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise _unreadable(path.name, "absent") from None
    except PermissionError:
        raise _unreadable(path.name, "no_permission") from None
    except (OSError, ValueError):  # a name with a NUL, a loop of links, a disk that fails
        raise _unreadable(path.name, "not_a_file") from None


def _run_child(
    file: str, content: bytes, sheet: str | None, limits: Limits, output: IO[bytes]
) -> None:
    """Let the child read ``content`` and write to ``output``; stop it when its time is up."""
    order = json.dumps({"limits": asdict(limits), "sheet": sheet or ""})
    surroundings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own module, no shell, no word of the file
        [*CHILD, order],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env=surroundings,
    ) as child:
        try:
            child.communicate(content, timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise _unreadable(file, "stopped") from None
        if child.returncode != 0:
            raise _unreadable(file, "stopped")


def _lines(file: str, output: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Give the child's lines; its last one says that it finished. Raises UnreadableFile."""
    finished = False
    for line in output:
        said = json.loads(line)
        if "refused" in said:
            raise _unreadable(file, said["refused"], **said["values"])
        finished = "end" in said
        if not finished:
            yield said
    if not finished:
        raise _unreadable(file, "stopped")


def _assembled(file: str, lines: Iterable[dict[str, Any]]) -> Table:
    rows: list[tuple[int, tuple[Value, ...]]] = []
    remarks: list[RowRemark] = []
    unreadable: dict[tuple[int, int], str] = {}
    formulas: set[tuple[int, int]] = set()
    sheet = ""
    for said in lines:
        if "row" in said:
            rows.append((said["row"], tuple(_value(cell) for cell in said["cells"])))
        elif "note" in said:
            remarks.append(remark(said["note"], Level.NOTE, **said["values"]))
        elif "unreadable" in said:
            row, column, code = said["unreadable"]
            unreadable[row, column - 1] = code
        elif "formulas" in said:
            formulas.update((row, column - 1) for row, column in said["formulas"])
        else:
            sheet = said["sheet"]
    start = _header_index(rows)
    if start is None:
        raise _unreadable(file, "no_header")
    if start:
        remarks.append(remark("rows_above_header", Level.NOTE, row=0, header=rows[start][0]))
    header = tuple("" if cell is None else str(cell)[:LONGEST_NAME] for cell in rows[start][1])
    return Table(
        file=file,
        sheet=sheet,
        header=header,
        rows=tuple(
            _row(number, values, len(header), sheet) for number, values in rows[start + 1 :]
        ),
        remarks=tuple(remarks),
        unreadable=unreadable,
        formulas=frozenset(formulas),
    )


def _header_index(rows: list[tuple[int, tuple[Value, ...]]]) -> int | None:
    """Return which row names the columns: the first with two names, so not a title above them."""
    for index, (_, values) in enumerate(rows):
        if sum(isinstance(value, str) for value in values) > 1:
            return index
    return 0 if rows and isinstance(rows[0][1][0], str) else None


def _row(number: int, values: tuple[Value, ...], width: int, sheet: str) -> Row:
    # In a sheet each cell stands under its column; in text a stray comma moves those behind it.
    return Row(number=number, values=values, overflows=not sheet and len(values) > width)


def _value(cell: Any) -> Value:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    if "datetime" in cell:
        return datetime.fromisoformat(cell["datetime"])
    if "date" in cell:
        return date.fromisoformat(cell["date"])
    return time.fromisoformat(cell["time"])


def _unreadable(file: str, code: str, **values: object) -> UnreadableFile:
    return UnreadableFile(file, UNREADABLE_WORDS[code], **values)


def _too_large(file: str, size: int, limits: Limits) -> UnreadableFile:
    return _unreadable(
        file,
        "file_too_large",
        size=size // MEGABYTE + 1,
        most=limits.file_bytes // MEGABYTE,
    )
