"""Headers are matched by what people call a column, in four languages."""

from pathlib import Path

import pytest
from import_sheets import sheet

from convoca.services.folding import fold
from convoca.services.importing.columns import Kind, fields_of, match_columns, names_of
from convoca.services.importing.remark import Level
from convoca.services.importing.text import clean_line, clean_text, merge_sources


@pytest.mark.parametrize("kind", list(Kind))
def test_no_name_means_two_columns_of_one_kind(kind):
    meanings = {}
    for field in fields_of(kind):
        for name in names_of(kind, field):
            assert meanings.setdefault(fold(name), field) == field, name


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("TÍTULO", "title"),
        ("  titulo\xa0", "title"),
        ("Título:", "title"),
        ("período de sesiones", "period"),
        ("Fecha de recepción", "received"),
        ("Date de réception", "received"),
        ("data de recebimento", "received"),
        ("N.º de solicitud", "reference"),
        ("state_iso2", "states"),
        ("ESTADOS", "states"),
    ],
)
def test_a_column_is_found_whatever_its_case_accents_and_blanks(header, field):
    found, _ = match_columns(Kind.REQUESTS, sheet(header))
    assert found == {field: 0}


def test_an_unknown_column_is_told_and_left_alone():
    _, remarks = match_columns(Kind.VISITS, sheet("start_date|end_date|country_iso2|mood"))
    assert [(r.code, r.level, r.column) for r in remarks] == [
        ("unknown_column", Level.NOTE, "D (mood)")
    ]


def test_a_missing_column_is_an_error_that_names_what_would_do():
    _, remarks = match_columns(Kind.VISITS, sheet("start_date|country_iso2"))
    assert [(r.code, r.level) for r in remarks] == [("missing_column", Level.ERROR)]
    assert remarks[0].values["names"] == "end_date"
    assert "fecha de fin" in remarks[0].values["known"]


def test_two_columns_for_one_thing_are_an_error():
    _, remarks = match_columns(Kind.STATES, sheet("iso2|name_en|name_es|capital|tz|code"))
    assert [(r.code, r.column, r.values["other"]) for r in remarks] == [
        ("same_column_twice", "F (code)", "A (iso2)")
    ]


def test_hundreds_of_strange_columns_are_all_told():
    _, remarks = match_columns(Kind.STATES, sheet("|".join(["<script>=1+1"] * 199)))
    assert [r.code for r in remarks].count("unknown_column") == 199


def test_a_nameless_column_with_something_in_it_is_told():
    table = sheet("iso2|name_en|name_es|capital|tz||", ("MX", "a", "b", "c", "d", "stray"))
    _, remarks = match_columns(Kind.STATES, table)
    assert [(r.code, r.column) for r in remarks] == [("nameless_column", "F")]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  Sala \x07A\t1\n", "Sala A 1"),
        ("e\u0301", "é"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffa\ud800b\uffff", "ab"),
        ("a\xa0\xa0b\u2003c", "a b c"),
        ("Caso\r\n12.700", "Caso 12.700"),
    ],
)
def test_text_is_cleaned(raw, line):
    assert clean_line(raw) == line


def test_long_text_keeps_its_paragraphs():
    assert clean_text("a  b\r\n\r\n\r\n\r\nc \x00\n") == "a b\n\nc"


def test_sources_are_joined_once_each():
    assert merge_sources("a ; b", "b ; c") == "a ; b ; c"
    assert merge_sources("", "") == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_every_column_is_in_the_documentation(kind):
    page = (Path(__file__).parents[3] / "docs" / "formats" / "imports.md").read_text("utf-8")
    section = page.split(f"### {kind}\n", 1)[1].split("\n### ", 1)[0]
    for field in fields_of(kind):
        assert any(f"`{name}`" in section for name in names_of(kind, field)), field
