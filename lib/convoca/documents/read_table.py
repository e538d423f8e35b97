"""The child process that reads one file from outside: ``python -m convoca.documents.read_table``.

The file comes on standard input, its limits as the only argument. JSON lines go out: notes, rows
and, last, ``{"end": …}``, or ``{"refused": code}``. Whatever the file does to the parser happens
here, within limits of memory and time that are set before the first byte is looked at. Nothing of
the project is loaded but the two modules that read, so that a hostile file meets little.
"""

import csv
import io
import json
import math
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from convoca.documents.sheet_facts import Refused, SheetFacts, refuse_other_packages, sheet_facts

MARKS_OF_OTHER_FILES = {
    b"%PDF": "not_a_table",
    b"\x89PNG": "not_a_table",
    b"\xff\xd8\xff": "not_a_table",
    b"\xd0\xcf\x11\xe0": "old_workbook",
    b"\xff\xfe": "utf16",
    b"\xfe\xff": "utf16",
    b"<": "markup",
    b"\xef\xbb\xbf<": "markup",
    b"{\\rtf": "not_a_table",
}
MOST_NOTES_OF_A_KIND = 20


def main() -> int:
    order = json.loads(sys.argv[1])
    lower_limits(order["limits"])
    try:
        count = read(sys.stdin.buffer.read(), order["limits"], sheet=order["sheet"])
    except Refused as refused:
        say({"refused": refused.code, "values": refused.values})
        return 0
    except MemoryError:
        say({"refused": "too_large", "values": {}})
        return 0
    say({"end": count})
    return 0


def lower_limits(limits: dict[str, int]) -> None:
    """Bound this process: it cannot raise these limits again. Windows has none of them."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows, where the parent's clock remains
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory_bytes"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, limits["output_bytes"]),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # an office may have set a stricter one already
            resource.setrlimit(kind, (most, most))


def say(line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True, allow_nan=False))
    sys.stdout.write("\n")


def read(data: bytes, limits: dict[str, int], *, sheet: str) -> int:
    """Write out the rows of the file and return how many there were. Raises Refused."""
    if not data.strip():
        raise Refused("empty")
    if data[:4] == b"PK\x03\x04":
        rows = workbook_rows(data, limits, wanted=sheet)
    else:
        refuse_other_files(data)
        rows = text_rows(data, limits)
    count = held = 0
    for number, read_cells in rows:
        if cells := trimmed(read_cells):
            count, held = count + 1, held + len(cells)
            refuse_excess(number, cells, count=count, held=held, limits=limits)
            say({"row": number, "cells": cells})
    if not count:
        raise Refused("empty")
    return count


def refuse_excess(
    number: int, cells: list[Any], *, count: int, held: int, limits: dict[str, int]
) -> None:
    """Refuse a row that goes beyond a limit, alone or with those before it. Raises Refused."""
    if count > limits["rows"]:
        raise Refused("too_many_rows", most=limits["rows"])
    if len(cells) > limits["columns"]:
        raise Refused("too_many_columns", row=number, most=limits["columns"])
    if held > limits["cells"]:
        raise Refused("too_many_cells", row=number, most=limits["cells"])
    if any(isinstance(cell, str) and len(cell) > limits["cell_characters"] for cell in cells):
        raise Refused("cell_too_long", row=number, most=limits["cell_characters"])


def trimmed(cells: list[Any]) -> list[Any]:
    """Return the cells up to the last that holds something; blank text counts as nothing."""
    kept = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def refuse_other_files(data: bytes) -> None:
    head = data[:64].lstrip()
    for mark, code in MARKS_OF_OTHER_FILES.items():
        if head.startswith(mark):
            if code == "old_workbook" and "EncryptedPackage".encode("utf-16-le") in data:
                raise Refused("password")
            raise Refused(code)
    if b"\0" in data:
        raise Refused("nul", line=data[: data.index(b"\0")].count(b"\n") + 1)


# Text


def text_rows(data: bytes, limits: dict[str, int]) -> Iterator[tuple[int, list[Any]]]:
    encoding = encoding_of(data)
    delimiter, skip = delimiter_of(data[: 1 << 20].decode(encoding, errors="replace"))
    csv.field_size_limit(limits["cell_characters"] + 1)
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    for _ in range(skip):
        stream.readline()
    lines = bounded_lines(stream, limits["line_characters"])
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = skip
    while True:
        number += 1
        try:
            yield number, list(next(reader))
        except StopIteration:
            return
        except csv.Error:
            raise Refused("broken_quoting", line=skip + reader.line_num) from None


def bounded_lines(stream: io.TextIOWrapper, most: int) -> Iterator[str]:
    line_number = 0
    while line := stream.readline(most + 1):
        line_number += 1
        if len(line) > most:
            raise Refused("line_too_long", line=line_number, most=most)
        yield line


def encoding_of(data: bytes) -> str:
    """UTF-8, or else what Windows wrote in the Americas, and then say so."""
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8-sig":
            say({"note": "not_utf8", "values": {"encoding": encoding}})
        return encoding
    raise Refused("not_a_table")


def delimiter_of(text: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines to skip for having named it (``sep=;``)."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if len(first) == len("sep=;") and first.lower().startswith("sep="):
        return first[-1], 1
    best, most = ",", 1
    for candidate in (",", ";", "\t"):
        sample = csv.reader(io.StringIO(text, newline=""), delimiter=candidate)
        with suppress(csv.Error):
            row = next((row for row in sample if any(cell.strip() for cell in row)), [])
            if len(row) > most:
                best, most = candidate, len(row)
    return best, 0


# Workbooks


def workbook_rows(
    data: bytes, limits: dict[str, int], *, wanted: str
) -> Iterator[tuple[int, list[Any]]]:
    with zipfile_of(data) as archive:
        refuse_bombs(archive, limits)
        refuse_other_packages(archive)
        sheet, facts = open_sheet(data, archive, limits, wanted)
    if facts is None:
        say({"note": "formulas_unchecked", "values": {}})
    else:
        tell(facts)
    left = sheet.start[1] if sheet.start else 0
    fills = merged_fills(sheet)
    carried: dict[int, Any] = {}
    for index, row in enumerate(sheet.iter_rows()):
        cells = [None] * left + [plain(value) for value in row]
        for column, last in fills.get(index, {}).items():
            if column < len(cells):
                carried[column] = (cells[column], last)
        for column, (value, last) in list(carried.items()):
            cells[column] = value
            if index >= last:
                del carried[column]
        yield index + 1, cells


def zipfile_of(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("broken_workbook") from None


def refuse_bombs(archive: zipfile.ZipFile, limits: dict[str, int]) -> None:
    members = archive.infolist()
    if len(members) > limits["members"]:
        raise Refused("too_large")
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("password")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    swollen = unpacked > limits["harmless_bytes"] and unpacked > packed * limits["ratio"]
    if unpacked > limits["unpacked_bytes"] or swollen:
        raise Refused("too_large")


def open_sheet(
    data: bytes, archive: zipfile.ZipFile, limits: dict[str, int], wanted: str
) -> tuple[Any, SheetFacts | None]:
    """Return the named sheet, or the first visible one that holds something, and its facts."""
    import python_calamine as calamine  # noqa: PLC0415 - loaded under the limits

    try:
        book = calamine.load_workbook(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
            and (wanted or sheet.visible == calamine.SheetVisibleEnum.Visible)
        ]
        if wanted and wanted not in names:
            raise Refused("no_such_sheet", sheet=wanted, sheets=", ".join(names)[:500])
        for name in [wanted] if wanted else names:
            facts = sheet_facts(archive, name, limits)
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                break
        else:
            raise Refused("empty")
    except calamine.PasswordError:
        raise Refused("password") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Refused("broken_workbook") from None
    others = [other for other in names if other != name]
    if others and not wanted:
        say({"note": "other_sheets", "values": {"sheet": name, "others": ", ".join(others)[:500]}})
    say({"sheet": name})
    return sheet, facts


def tell(facts: SheetFacts) -> None:
    if facts.hidden_rows:
        listed = ", ".join(str(row) for row in facts.hidden_rows[:MOST_NOTES_OF_A_KIND])
        more = ", …" if len(facts.hidden_rows) > MOST_NOTES_OF_A_KIND else ""
        say({"note": "hidden_rows", "values": {"rows": listed + more}})
    for row, column, code in facts.unreadable:
        say({"unreadable": [row, column, code]})
    if facts.formulas:
        say({"formulas": facts.formulas})


def merged_fills(sheet: Any) -> dict[int, dict[int, int]]:
    """Row index -> column index -> last row index of cells merged downwards, one column wide."""
    fills: dict[int, dict[int, int]] = {}
    blocks = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top == bottom:
            continue
        if left == right:
            fills.setdefault(top, {})[left] = bottom
        else:
            blocks += 1
    if fills:
        say({"note": "merged_down", "values": {"count": sum(len(row) for row in fills.values())}})
    if blocks:
        say({"note": "merged_blocks", "values": {"count": blocks}})
    return fills


def plain(value: object) -> Any:
    """Return a cell as JSON holds it: dates and times are told apart from text."""
    if isinstance(value, timedelta):
        value = clock_time(value)
    for kind, name in ((datetime, "datetime"), (date, "date"), (time, "time")):
        if isinstance(value, kind):
            return {name: value.isoformat()}
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return None if value == "" else value


def clock_time(span: timedelta) -> time | str:
    """Return a span as the time of day that a sheet means by it; a longer one as text."""
    if not timedelta(0) <= span < timedelta(days=1):
        return str(span)
    minutes, seconds = divmod(span.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds)


if __name__ == "__main__":
    sys.exit(main())
