import string
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import convoca.app.widgets.table as module
from convoca.app.widgets.table import Column, table, table_labels
from convoca.domain.language import Language

ROWS = [
    {"id": "r1", "state": "Perú", "days": 12, "received": date(2027, 1, 9)},
    {"id": "r2", "state": "<b>Chile</b>", "days": None, "received": None},
]
COLUMNS = [
    Column("state", "State", filter=True),
    Column("days", "Days", kind="number"),
    Column("received", "Received", kind="date", show=lambda day: f"{day:%d/%m/%Y}"),
]


def make(rows=ROWS, **options):
    return table(COLUMNS, rows, language=Language.ENGLISH, caption="Requests", **options)


def test_what_is_shown_and_what_is_sorted_by_travel_apart():
    assert make()._rows == [
        ["r1", ["Perú", "12", "09/01/2027"], [12, "2027-01-09"]],
        ["r2", ["<b>Chile</b>", "", ""], [None, None]],
    ]


def test_columns_and_words_reach_the_browser():
    made = make()
    assert made._columns[0] == {
        "title": "State",
        "kind": "text",
        "filter": True,
        "hidden": "never",
    }
    assert (made.caption, made.language) == ("Requests", "en")
    assert made.labels == table_labels(Language.ENGLISH)


def test_the_chosen_key_is_reported_and_taken_back():
    chosen = []
    made = make(on_select=chosen.append)
    made.set_state({"selected": "r2"})
    made.set_state({"selected": ""})
    assert chosen == ["r2", ""]


def test_other_rows_keep_the_choice_while_its_row_is_there():
    chosen = []
    made = make(on_select=chosen.append)
    made.selected = "r1"
    made.show(ROWS[:1])
    assert made.selected == "r1"
    made.show(ROWS[1:])
    assert made.selected == ""
    assert chosen == ["r1", ""]


def test_another_name_for_the_key():
    assert make([{"number": 7, "state": "Perú"}], key="number")._rows[0][0] == "7"


def test_a_row_without_its_key_is_a_fault():
    with pytest.raises(KeyError):
        make([{"state": "Perú"}])


def test_every_language_fills_the_same_words():
    fields = {
        language: {
            key: sorted(name for _, name, _, _ in string.Formatter().parse(label) if name)
            for key, label in table_labels(language).items()
        }
        for language in Language
    }
    assert all(one == fields[Language.ENGLISH] for one in fields.values())


def test_starting_a_page_with_a_table_does_not_import_pandas():
    check = "import sys, convoca.app.widgets.table, convoca.app.widgets.board; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_browser_side_writes_text_only():
    code = (Path(module.__file__).parent / "assets" / "table.mjs").read_text()
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
    ):
        assert way not in code


def test_how_the_table_was_narrowed_is_told_and_can_be_given_again():
    made = make(view={"search": "peru"})
    assert made.view == {"search": "peru"}
    made.set_state({"view": {"filters": {"State": "Perú"}, "sort": ["Days", -1]}})
    assert made.view == {"filters": {"State": "Perú"}, "sort": ["Days", -1]}
