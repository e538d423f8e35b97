"""What the parser of values does not tell of a sheet: its extent, hidden rows, dead formulas.

Read from the sheet's XML in one pass, without building a tree, before the values are read: a
stray cell at the far end of a sheet would otherwise be paid for with gigabytes. Part of the child
process, so the standard library only.
"""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

CHUNK = 1 << 16
MOST_SMALL_PART = 5 << 20
LETTERS = 26
MOST_UNREADABLE = 10_000
LOST = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    NotImplementedError,
)


class Refused(Exception):
    """The file is not read; ``code`` says why and ``values`` where."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


@dataclass(slots=True)
class SheetFacts:
    """Row and column numbers count from 1; ``formulas`` are those that came to a value."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    unreadable: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)


def refuse_other_packages(archive: zipfile.ZipFile) -> None:
    """Refuse what is a package of another kind. Raises Refused."""
    names = {name.replace("\\", "/") for name in archive.namelist()}
    if "mimetype" in names:
        raise Refused("opendocument")
    if "xl/workbook.bin" in names:
        raise Refused("binary_workbook")
    if (
        not any(name.startswith(("xl/", "_rels/")) for name in names)
        or "word/document.xml" in names
    ):
        raise Refused("not_a_table")


def sheet_facts(archive: zipfile.ZipFile, sheet: str, limits: dict[str, int]) -> SheetFacts | None:
    """Return the facts, or None where this pass cannot find its way. Raises Refused."""
    try:
        part = _part_of(archive, sheet)
        if part is None:
            return None
        reader = _SheetReader(limits)
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                reader.parser.Parse(chunk, False)  # noqa: FBT003 - expat knows no names
    except (*LOST, expat.ExpatError):
        return None
    return reader.facts


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the name of the part that holds ``sheet``, by way of the package's relations."""
    root = _relations(archive, "").get("officeDocument", {})
    for book in root.values():
        wanted = [
            value
            for name, attributes in _elements(archive, book)
            if name == "sheet" and attributes.get("name") == sheet
            for key, value in attributes.items()
            if key.rsplit(" ", 1)[-1] == "id"
        ]
        sheets = _relations(archive, book).get("worksheet", {})
        for relation in wanted:
            if relation in sheets:
                return sheets[relation]
    return None


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, dict[str, str]]:
    """Type of relation -> id -> name of the part it leads to."""
    folder, name = posixpath.split(part)
    found: dict[str, dict[str, str]] = {}
    for element, attributes in _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship":
            kind = attributes.get("Type", "").rsplit("/", 1)[-1]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found.setdefault(kind, {})[attributes.get("Id", "")] = target.lstrip("/")
    return found


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part, by local name, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rsplit(" ", 1)[-1], attributes)
    )
    if archive.getinfo(part).file_size > MOST_SMALL_PART:
        raise Refused("too_large")
    parser.Parse(archive.read(part), True)  # noqa: FBT003 - expat knows no names
    return found


def _parser() -> expat.XMLParserType:
    """Make an XML parser that refuses a document type: entities have no place in a workbook."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_: object) -> None:
    raise Refused("document_type")


class _SheetReader:
    """Collects the facts while expat goes through the sheet."""

    def __init__(self, limits: dict[str, int]) -> None:
        self.facts = SheetFacts()
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._limits = limits
        self._row = self._column = 0
        self._hidden = self._formula = self._in_value = self._has_value = False
        self._type = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(" ", 1)[-1]
        if local == "c":
            self._column = _column_of(attributes.get("r", "")) or self._column + 1
            self._type = attributes.get("t", "")
            self._formula = self._has_value = False
        elif local == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
            self._column = 0
            self._hidden = attributes.get("hidden") in {"1", "true"}
        elif local == "f":
            self._formula = True
        elif local in {"v", "t"}:
            self._in_value = True

    def _text(self, _: str) -> None:
        if self._in_value:
            self._has_value = True

    def _end(self, name: str) -> None:
        local = name.rsplit(" ", 1)[-1]
        if local in {"v", "t"}:
            self._in_value = False
        elif local == "c":
            self._close_cell()

    def _close_cell(self) -> None:
        facts = self.facts
        if self._type == "e":
            facts.unreadable.append((self._row, self._column, "formula_error"))
        elif self._formula and not self._has_value and self._type != "str":
            facts.unreadable.append((self._row, self._column, "formula_not_calculated"))
        elif self._formula and len(facts.formulas) < MOST_UNREADABLE:
            facts.formulas.append((self._row, self._column))
        if not (self._has_value or self._formula):
            return
        if len(facts.unreadable) > MOST_UNREADABLE:
            raise Refused("formulas_not_calculated")
        if self._hidden and facts.hidden_rows[-1:] != [self._row]:
            facts.hidden_rows.append(self._row)
        facts.last_row = max(facts.last_row, self._row)
        facts.last_column = max(facts.last_column, self._column)
        if facts.last_row > self._limits["rows"] + 1:
            raise Refused("too_many_rows", most=self._limits["rows"])
        if facts.last_column > self._limits["columns"]:
            raise Refused("too_many_columns", row=self._row, most=self._limits["columns"])
        if facts.last_row * facts.last_column > self._limits["cells"]:
            raise Refused("too_many_cells", row=self._row, most=self._limits["cells"])


def _column_of(reference: str) -> int:
    """Return the number of the column in a reference such as ``BC12``; 0 where there is none."""
    number = 0
    for letter in reference:
        if not ("A" <= letter <= "Z"):
            break
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
