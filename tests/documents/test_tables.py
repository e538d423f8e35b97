"""Files from outside: a table or an UnreadableFile, in bounded time and memory, whatever comes."""

import json
import os
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from convoca.documents import tables
from convoca.documents.tables import LIMITS, UNREADABLE_WORDS, Limits, read_table, read_table_bytes
from convoca.domain.errors import UnreadableFile

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
SPREADSHEETS = sorted((CORPORA / "calamine" / "tests").glob("*"))


def refused(name: str, content: bytes, **options) -> str:
    """The code of the refusal."""
    with pytest.raises(UnreadableFile) as caught:
        read_table_bytes(name, content, **options)
    assert caught.value.values["file"] == name
    return next(c for c, words in UNREADABLE_WORDS.items() if words == caught.value.detail)


def outcome(read) -> bool:
    """Whether it gives a table; else it must be a refusal in whole words."""
    try:
        table = read()
    except UnreadableFile as error:
        words = str(error)
    else:
        words = "".join(table.header) and "a table"
    assert words
    assert "{" not in words
    return words == "a table"


def workbook(*rows) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(table) -> list[str]:
    return [remark.code for remark in table.remarks]


def cells(table) -> list[tuple]:
    return [row.values for row in table.rows]


# Text


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_of_every_office(bom, delimiter, line_end):
    lines = [("título", "país"), ("Niñez", "México"), ("Agua", "Haití")]
    text = line_end.join(delimiter.join(line) for line in lines)
    table = read_table_bytes("a.csv", bom + text.encode())
    assert table.header == ("título", "país")
    assert [(row.number, row.values) for row in table.rows] == [
        (2, ("Niñez", "México")),
        (3, ("Agua", "Haití")),
    ]
    assert table.remarks == ()


def test_the_delimiter_may_be_named_and_hide_in_quotes():
    table = read_table_bytes("a.csv", b'sep=;\r\na;"b;\nc";d\r\n1;"x ""y""";3\r\n')
    assert table.header == ("a", "b;\nc", "d")
    assert [(row.number, row.values) for row in table.rows] == [(3, ("1", 'x "y"', "3"))]


def test_windows_text_is_read_and_told():
    table = read_table_bytes("a.csv", "título;país\nNiñez “x”;México".encode("cp1252"))
    assert table.header == ("título", "país")
    assert cells(table) == [("Niñez “x”", "México")]
    assert [(r.code, r.values["encoding"]) for r in table.remarks] == [("not_utf8", "cp1252")]


def test_bytes_that_windows_does_not_know_are_latin_1():
    table = read_table_bytes("a.csv", b"a,b\n\x81,\xe9")
    assert cells(table) == [("\x81", "é")]
    assert table.remarks[0].values["encoding"] == "latin-1"


def test_blank_rows_are_skipped_and_numbers_stay_those_of_the_sheet():
    table = read_table_bytes("a.csv", b"\n\na,b\n\n1,2\n , \n3\n")
    assert [(row.number, row.values) for row in table.rows] == [(5, ("1", "2")), (7, ("3",))]


def test_a_row_with_more_cells_than_the_header_says_so():
    table = read_table_bytes("a.csv", b"a,b\n1,2\n1,2,3\n")
    assert [row.overflows for row in table.rows] == [False, True]


def test_a_title_above_the_header_is_told_and_left_alone():
    table = read_table_bytes("a.csv", "Solicitudes del 196 período,,\n\na,b,c\n1,2,3\n".encode())
    assert table.header == ("a", "b", "c")
    assert [(r.code, r.values["header"]) for r in table.remarks] == [("rows_above_header", 3)]


def test_a_formula_in_text_stays_text():
    table = read_table_bytes("a.csv", b"a,b\n=1+1,@SUM(A1)\n")
    assert cells(table) == [("=1+1", "@SUM(A1)")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\r\n\t", "empty"),
        (b",,,\n,,\n", "empty"),
        (b"a,b\n1,\x00\n", "nul"),
        ("a,b\n1,2".encode("utf-16"), "utf16"),
        (b"<html><table>", "markup"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "markup"),
        (b"%PDF-1.7", "not_a_table"),
        (b"\x89PNG\r\n", "not_a_table"),
        (b'a,b\n"1,2\n3,4\n', "broken_quoting"),
        (b'a,b\n"1"x,2\n', "broken_quoting"),
        (b"a,b\n" + b"x" * 100_001, "cell_too_long"),
        (b"a," * 150 + b"b," * 150, "too_many_columns"),
        (b"a,b\n" + b"1,2\n" * 200_001, "too_many_rows"),
        ((b"a" + b",a" * 199 + b"\n") * 10_001, "too_many_cells"),
        (b"x" * 2_000_001, "line_too_long"),
        (b"," * 3_000_000, "line_too_long"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old_workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and no zip", "broken_workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content, code):
    assert refused("a.csv", content) == code


def test_the_line_of_the_fault_is_named():
    with pytest.raises(UnreadableFile) as caught:
        read_table_bytes("a.csv", b'a,b\n1,2\n"1"x,2\n')
    assert caught.value.values["line"] == 3


def test_a_long_cell_is_refused_at_its_limit():
    fits = read_table_bytes("a.csv", b"a,b\n1," + b"x" * 100_000)
    assert len(fits.rows[0].values[1]) == 100_000


def test_the_size_is_looked_at_before_the_content(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.truncate(2 << 30)
    began = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    assert caught.value.detail == UNREADABLE_WORDS["file_too_large"]
    assert time.perf_counter() - began < 1
    small = Limits(file_bytes=10)
    assert refused("a.csv", b"a,b\n1,2\n3,4", limits=small) == "file_too_large"


def test_paths_that_are_no_files_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, code in (
        (tmp_path, "not_a_file"),
        (tmp_path / "pipe", "not_a_file"),
        (Path("/dev/zero"), "not_a_file"),
        (tmp_path / "absent.csv", "absent"),
        (Path("a\0b"), "not_a_file"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read_table(path)
        assert caught.value.detail == UNREADABLE_WORDS[code], path


def test_a_path_is_read_and_named_by_its_last_part(tmp_path):
    path = tmp_path / "solicitudes.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert read_table(path).file == "solicitudes.csv"


# Workbooks


def test_cells_keep_their_kind():
    table = read_table_bytes(
        "a.xlsx",
        workbook(
            ["text", "whole", "part", "yes", "day", "moment", "hour", "span"],
            [
                "Niñez",
                90,
                1.5,
                True,
                date(2026, 7, 20),
                datetime(2026, 7, 20, 9, 30),
                clock(14, 30),
                timedelta(hours=9),
            ],
        ),
    )
    assert table.sheet == "Sheet"
    values = table.rows[0].values
    assert values == (
        "Niñez",
        90,
        1.5,
        True,
        date(2026, 7, 20),
        datetime(2026, 7, 20, 9, 30),
        clock(14, 30),
        clock(9),
    )
    assert [type(v) for v in values] == [str, int, float, bool, date, datetime, clock, clock]


def test_the_content_decides_and_not_the_name():
    content = workbook(["a", "b"], [1, 2])
    assert cells(read_table_bytes("form.csv", content)) == [(1, 2)]
    assert cells(read_table_bytes("form.xlsx", b"a,b\n1,2\n")) == [("1", "2")]


def test_a_formula_never_calculated_is_told_with_its_cell():
    book = Workbook()
    sheet = book.active
    sheet.append(["a", "b"])
    sheet.append(["x", "=1+1"])
    table = read_table_bytes("a.xlsx", saved(book))
    assert table.rows[0].values == ("x",)
    assert table.unreadable == {(2, 1): "formula_not_calculated"}


def test_a_formula_that_was_calculated_is_read(tmp_path):
    # What LibreOffice and Excel write: the formula and its last value.
    content = edited(
        workbook(["a", "b"], ["x", "=1+1"]), lambda xml: xml.replace("<v></v>", "<v>2</v>")
    )
    table = read_table_bytes("a.xlsx", content)
    assert (cells(table), table.unreadable) == ([("x", 2)], {})


def test_an_error_in_a_formula_is_told():
    content = edited(
        workbook(["a", "b"], ["x", "=1/0"]),
        lambda xml: xml.replace('<c r="B2">', '<c r="B2" t="e">').replace(
            "<v></v>", "<v>#DIV/0!</v>"
        ),
    )
    table = read_table_bytes("a.xlsx", content)
    assert table.unreadable == {(2, 1): "formula_error"}


def edited(content: bytes, edit) -> bytes:
    """The workbook with its first sheet's XML edited."""
    return repacked(
        content,
        lambda name, data: (
            edit(data.decode()).encode() if name == "xl/worksheets/sheet1.xml" else data
        ),
    )


def repacked(content: bytes, edit) -> bytes:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, edit(name, source.read(name)))
    return stream.getvalue()


def test_cells_merged_downwards_are_filled_and_told():
    book = Workbook()
    sheet = book.active
    for row in (["period", "title"], [196, "a"], [None, "b"], [None, "c"], [197, "d"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    table = read_table_bytes("a.xlsx", saved(book))
    assert cells(table) == [(196, "a"), (196, "b"), (196, "c"), (197, "d")]
    assert told(table) == ["merged_down"]


def test_a_merged_block_is_read_at_its_first_cell_only_and_told():
    book = Workbook()
    sheet = book.active
    for row in (["a", "b", "c"], ["x", None, 1], [None, None, 2]):
        sheet.append(row)
    sheet.merge_cells("A2:B3")
    table = read_table_bytes("a.xlsx", saved(book))
    assert cells(table) == [("x", None, 1), (None, None, 2)]
    assert told(table) == ["merged_blocks"]


def test_a_title_merged_across_the_top_is_not_the_header():
    book = Workbook()
    sheet = book.active
    for row in (["Solicitudes", None, None], ["a", "b", "c"], [1, 2, 3]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    table = read_table_bytes("a.xlsx", saved(book))
    assert (table.header, told(table)) == (("a", "b", "c"), ["rows_above_header"])


def test_hidden_rows_are_read_and_told():
    book = Workbook()
    sheet = book.active
    for row in (["a", "b"], [1, 2], [3, 4], [5, 6]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[40].hidden = True  # nothing there: nothing to tell
    table = read_table_bytes("a.xlsx", saved(book))
    assert len(table.rows) == 3
    assert [(r.code, r.values["rows"]) for r in table.remarks] == [("hidden_rows", "3")]


def test_a_table_that_starts_further_in_keeps_rows_and_columns():
    book = Workbook()
    sheet = book.active
    for row, values in ((4, ("a", "b")), (6, (1, None)), (7, (None, 2))):
        for column, value in enumerate(values, start=3):
            sheet.cell(row, column, value)
    table = read_table_bytes("a.xlsx", saved(book))
    assert table.header == ("", "", "a", "b")
    assert [(row.number, row.values) for row in table.rows] == [
        (6, (None, None, 1)),
        (7, (None, None, None, 2)),
    ]
    assert table.column(3) == "D (b)"


def several_sheets() -> bytes:
    book = Workbook()
    book.active.title = "Vacía"
    for title, state in (("Oculta", "hidden"), ("Solicitudes", "visible"), ("Notas", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(["a", title])
        sheet.append([1, 2])
    return saved(book)


def test_the_first_visible_sheet_with_something_in_it_is_read():
    table = read_table_bytes("a.xlsx", several_sheets())
    assert (table.sheet, table.header) == ("Solicitudes", ("a", "Solicitudes"))
    assert [(r.code, r.values["others"]) for r in table.remarks] == [
        ("other_sheets", "Vacía, Notas")
    ]


@pytest.mark.parametrize("name", ["Notas", "Oculta"])
def test_a_sheet_can_be_named(name):
    table = read_table_bytes("a.xlsx", several_sheets(), sheet=name)
    assert (table.header, table.remarks) == (("a", name), ())


def test_a_sheet_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(UnreadableFile) as caught:
        read_table_bytes("a.xlsx", several_sheets(), sheet="Nada")
    assert "Oculta, Solicitudes, Notas" in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("XFD1048576", "too_many_rows"), ("XFD5", "too_many_columns"), ("GR15000", "too_many_cells")],
)
def test_a_stray_cell_far_away_is_refused_before_it_costs_memory(cell, code):
    book = Workbook()
    book.active.append(["a", "b"])
    book.active[cell] = "stray"
    assert refused("a.xlsx", saved(book)) == code


def test_ten_thousand_rows_are_read_in_bounded_time():
    content = workbook(["a"] * 15, *([f"row {n}", n, 1.5, *["México"] * 12] for n in range(10_000)))
    began = time.perf_counter()
    table = read_table_bytes("a.xlsx", content)
    assert len(table.rows) == 10_000
    assert time.perf_counter() - began < 10  # usually 1 to 2


@pytest.mark.parametrize(
    "member",
    ["mimetype", "xl/workbook.bin", "word/document.xml"],
)
def test_packages_of_other_programs_are_refused(member):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, b"x")
    code = {
        "mimetype": "opendocument",
        "xl/workbook.bin": "binary_workbook",
        "word/document.xml": "not_a_table",
    }[member]
    assert refused("a.xlsx", stream.getvalue()) == code


# Hostile workbooks


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = edited(
        workbook(["a", "b"], [1, 2]),
        lambda xml: xml.replace("</sheetData>", "</sheetData>" + " " * (60 << 20)),
    )
    assert len(bomb) < 1 << 20
    assert refused("a.xlsx", bomb) == "too_large"


def test_a_bomb_that_lies_about_its_size_is_stopped():
    bomb = bytearray(
        edited(
            workbook(["a", "b"], [1, 2]),
            lambda xml: xml.replace(
                "</sheetData>",
                "".join(
                    f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{"x" * 5000}</t></is></c></row>'
                    for n in range(3, 20_000)
                )
                + "</sheetData>",
            ),
        )
    )
    with zipfile.ZipFile(BytesIO(bytes(bomb))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = bytes(bomb).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    began = time.perf_counter()
    with pytest.raises(UnreadableFile):
        read_table_bytes("a.xlsx", lie)
    assert time.perf_counter() - began < LIMITS.wall_seconds


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def test_entities_of_its_own_are_refused():
    content = edited(workbook(["a", "b"], [1, 2]), lambda xml: LAUGHS + xml)
    assert refused("a.xlsx", content) == "document_type"


@pytest.mark.parametrize(
    "member", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("damage", [b"", b"<", b"\x00" * 100, b"<a>" * 50_000])
def test_a_damaged_part_gives_a_table_or_a_refusal(member, damage):
    content = repacked(
        workbook(["a", "b"], [1, 2]), lambda name, data: damage if name == member else data
    )
    outcome(lambda: read_table_bytes("a.xlsx", content))


def test_truncated_workbooks_are_refused():
    whole = workbook(["a", "b"], *([n, n] for n in range(50)))
    for length in range(4, len(whole) - 1, len(whole) // 20):
        with pytest.raises(UnreadableFile):
            read_table_bytes("a.xlsx", whole[:length])


def test_too_many_members_are_refused():
    stream = BytesIO(workbook(["a", "b"], [1, 2]))
    with zipfile.ZipFile(stream, "a") as archive:
        for n in range(2_001):
            archive.writestr(f"xl/media/{n}", b"")
    assert refused("a.xlsx", stream.getvalue()) == "too_large"


def test_an_encrypted_zip_is_refused():
    content = bytearray(workbook(["a", "b"], [1, 2]))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused("a.xlsx", bytes(content)) == "password"


@pytest.mark.parametrize(
    "limits",
    [
        Limits(memory_bytes=64 << 20),
        Limits(cpu_seconds=1, wall_seconds=30),
        Limits(wall_seconds=1),
        Limits(output_bytes=1000),
    ],
    ids=["memory", "processor", "clock", "output"],
)
def test_the_child_is_stopped_at_each_limit(limits):
    """The same file is read without trouble under the usual limits."""
    content = b"a,b\n" + b"%s,2\n" % (b"a" * 200) * 190_000
    if limits.cpu_seconds == 1 or limits.wall_seconds == 1:
        content = workbook(["a"] * 20, *([1] * 20 for _ in range(15_000)))
    assert read_table_bytes("a.csv", content).rows
    began = time.perf_counter()
    assert refused("a.csv", content, limits=limits) in {"stopped", "too_large"}
    assert time.perf_counter() - began < 20


def test_a_child_that_dies_or_says_half_is_no_table(monkeypatch):
    for program in (
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        'print(\'{"row": 1, "cells": ["a", "b"]}\')',
        "",
    ):
        monkeypatch.setattr(tables, "CHILD", (sys.executable, "-c", program))
        assert refused("a.csv", b"a,b\n1,2\n") == "stopped"


def test_the_child_sees_none_of_our_secrets(monkeypatch, tmp_path):
    out = tmp_path / "seen"
    monkeypatch.setenv("CONVOCA_DATABASE", "postgresql://user:password@host/db")
    program = f"import os; open({str(out)!r}, 'w').write(repr(dict(os.environ)))"
    monkeypatch.setattr(tables, "CHILD", (sys.executable, "-c", program))
    refused("a.csv", b"a,b\n1,2\n")
    assert "password" not in out.read_text()


def test_the_child_loads_nothing_of_the_project_but_what_reads():
    program = (
        "import sys; import convoca.documents.read_table; "
        "print(sorted(m for m in sys.modules if m.startswith('convoca.')))"
    )
    seen = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert eval(seen) == [
        "convoca.documents",
        "convoca.documents.read_table",
        "convoca.documents.sheet_facts",
    ]


# What nobody here wrote


@pytest.mark.skipif(not SPREADSHEETS, reason="the corpora are not beside this checkout")
def test_every_spreadsheet_of_the_corpora_gives_a_table_or_a_refusal():
    read = 0
    for path in SPREADSHEETS:
        began = time.perf_counter()
        read += outcome(lambda path=path: read_table(path))
        assert time.perf_counter() - began < 10, path.name
    assert read > 30


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this checkout")
def test_naughty_strings_come_back_as_they_are():
    naughty = json.loads((CORPORA / "blns" / "blns.json").read_text(encoding="utf-8"))
    plain = [text for text in naughty if text.strip() and "\0" not in text]
    quoted = "a,b\n" + "".join(
        f'{n},"{text.replace(chr(34), chr(34) * 2)}"\n' for n, text in enumerate(plain)
    )
    table = read_table_bytes("a.csv", quoted.encode())
    assert [row.values[1] for row in table.rows] == plain


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this checkout")
@pytest.mark.parametrize("name", ["blns.txt", "blns.json", "blns.base64.txt", "blns.base64.json"])
def test_naughty_files_give_a_table_or_a_refusal(name):
    outcome(lambda: read_table(CORPORA / "blns" / name))
