"""Collect every English sentence that people read, and keep the catalogues' keys equal to them.

``python -m convoca.i18n.collect`` adds what is new to the catalogues, empty, and drops what is gone.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from convoca.domain.language import Language
from convoca.i18n.findings import msgids

PACKAGE = Path(__file__).parents[1]
CATALOGUES = tuple(language for language in Language if language is not Language.ENGLISH)

#: Where the sentence stands among the arguments of what words it or raises it.
_POSITION = {
    "text": 0,
    "InvalidValue": 1,
    "NotAllowed": 0,
    "UnreadableFile": 1,
    "UnusableStore": 0,
    "_word": 0,
    "super().__init__": 1,  # an error that words itself: field, sentence
}


def collected() -> frozenset[str]:
    """Return every English sentence of the package."""
    found = set(msgids())
    for path in PACKAGE.rglob("*.py"):
        found.update(_of_module(ast.parse(path.read_text("utf-8"))))
    return frozenset(found)


def _of_module(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _of_assignment(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    called = ast.unparse(node.func)
    position = _POSITION.get(called.removeprefix("catalogue."))
    if position is not None and len(node.args) > position:
        for sentence in _strings(node.args[position]):
            if position != 1 or " " in sentence:  # a mode or a name is no sentence
                yield sentence


def _of_assignment(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    name = ast.unparse(target)
    if name == "template" and node.value is not None:
        yield from _strings(node.value)
    elif name.endswith("_WORDS") and isinstance(node.value, ast.Dict):
        for value in node.value.values:
            yield from _strings(value)


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def read_catalogue(language: Language) -> Catalog:
    with (PACKAGE / "i18n" / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=str(language))


def main() -> int:
    """Bring the catalogues' keys up to date, and say how many wait for a translation."""
    wanted = sorted(collected())
    for language in CATALOGUES:
        before = {str(m.id): str(m.string) for m in read_catalogue(language) if m.id}
        after = Catalog(locale=str(language), charset="utf-8", fuzzy=False)
        for sentence in wanted:
            after.add(sentence, before.get(sentence, ""))
        with (PACKAGE / "i18n" / f"{language}.po").open("wb") as stream:
            write_po(stream, after, width=100, omit_header=False, sort_output=True)
        waiting = sum(not before.get(sentence) for sentence in wanted)
        sys.stdout.write(f"{language}: {len(wanted)} sentences, {waiting} to translate\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
