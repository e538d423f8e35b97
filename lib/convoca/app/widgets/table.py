"""A table that people can search, filter, sort, page and pick a row from, with the keyboard too.

For a page::

    requests = table(
        [Column("state", "State", filter=True), Column("received", "Received", kind="date", show=short_date)],
        rows,                          # mappings; row["id"] is the key, another name by `key=`
        language=language,
        caption="Requests",
        on_select=lambda key: None,    # "" when the choice is taken back
    )
    requests.show(other_rows)          # the same table with other rows: search, filters, sort and page stay
    requests.selected                  # key of the chosen row or ""; may be set, and the table turns to its page
    requests.view                      # how people narrowed it (search, filters, sort), for the address; may be given

What a cell shows is text, whatever it looks like; markup in it is shown as it is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_ASSETS = Path(__file__).parent / "assets"

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which value of a row, under which title, sorted as what, worded how.

    ``hidden`` where the table is narrow, e.g. beside a record, or everywhere: such a column is
    there to be searched and filtered.
    """

    key: str
    title: str
    kind: Literal["text", "number", "date"] = "text"
    show: Callable[[Any], str] | None = None
    filter: bool = False
    hidden: Literal["never", "narrow", "everywhere"] = "never"

    def shown(self, row: Row) -> str:
        """Return what people read; nothing for ``None``."""
        value = row.get(self.key)
        if value is None:
            return ""
        return self.show(value) if self.show else str(value)

    def order(self, row: Row) -> str | float | None:
        """Return what the column is sorted by: a number, an ISO date, or ``None`` (sorted last)."""
        value = row.get(self.key)
        if isinstance(value, date):
            return value.isoformat()
        return value if isinstance(value, str | int | float) else None


class Table(anywidget.AnyWidget):
    """See the module; made by `table`."""

    _esm = _ASSETS / "table.mjs"
    _css = _ASSETS / "table.css"

    caption = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    page_size = traitlets.Int(25, min=1).tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    #: ``search``, ``filters`` (title to cell) and ``sort`` (title and 1 or -1), as far as there are any.
    view = traitlets.Dict().tag(sync=True)
    _columns: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    _rows: traitlets.List[list[object]] = traitlets.List().tag(sync=True)

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], *, key: str, **traits: object
    ) -> None:
        self._described = tuple(columns)
        self._key = key
        described = [
            {"title": c.title, "kind": c.kind, "filter": c.filter, "hidden": c.hidden}
            for c in columns
        ]
        super().__init__(_columns=described, _rows=self._pack(rows), **traits)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the choice is taken back if its row is gone."""
        packed = self._pack(rows)
        with self.hold_sync():
            self._rows = packed
            if not any(row[0] == self.selected for row in packed):
                self.selected = ""

    def _pack(self, rows: Sequence[Row]) -> list[list[object]]:
        """Return per row its key, the texts to show, and the values to sort by where text will not do."""
        columns = self._described
        ordered = [column for column in columns if column.kind != "text"]
        return [
            [str(row[self._key]), [c.shown(row) for c in columns], [c.order(row) for c in ordered]]
            for row in rows
        ]


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    language: Language,
    caption: str,
    on_select: Callable[[str], None] | None = None,
    key: str = "id",
    page_size: int = 25,
    view: Mapping[str, object] | None = None,
) -> Table:
    """Make a table of ``rows``; ``on_select`` hears the key of each row that is chosen."""
    made = Table(
        columns,
        rows,
        key=key,
        caption=caption,
        language=str(language),
        labels=table_labels(language),
        page_size=page_size,
        view=dict(view or {}),
    )
    if on_select:
        made.observe(lambda change: on_select(change["new"]), names="selected")
    return made


def table_labels(language: Language) -> dict[str, str]:
    """Return the words of a table; what stands in braces is filled in by the browser."""
    return {
        "search": text("Search", language),
        "all": text("all", language),
        "empty_value": text("(empty)", language),
        "count": text("{shown} of {total} rows", language),
        "no_rows": text("No row matches.", language),
        "pages": text("Pages", language),
        "page": text("Page {page} of {pages}", language),
        "first": text("First page", language),
        "previous": text("Previous page", language),
        "next": text("Next page", language),
        "last": text("Last page", language),
        "chosen": text("{row}: chosen", language),
        "not_chosen": text("Nothing is chosen.", language),
        "keys": text(
            "Arrow keys go from row to row, Enter chooses, Escape takes it back.", language
        ),
    }
