"""Notebooks open a page and nothing else; each runs in every language; the worked one runs too."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from nbclient import NotebookClient

from convoca.app import frame
from convoca.app.template_words import page_names
from convoca.domain.language import Language
from support.command import convoca as command

ROOT = Path(__file__).parents[2] / "notebooks"
LAUNCHERS = sorted(ROOT.glob("*.ipynb"))
ANALYSES = sorted(ROOT.glob("analysis/*.ipynb"))


def _code(path: Path) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_is_a_launcher_for_every_page() -> None:
    assert {path.stem for path in LAUNCHERS} == set(page_names(Language.ENGLISH))


@pytest.mark.parametrize("path", LAUNCHERS, ids=lambda path: path.stem)
def test_a_launcher_only_opens_its_page(path: Path) -> None:
    source = "\n".join(cell.source for cell in _code(path))
    imported = [n.module for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom)]
    assert len(source.splitlines()) <= 3
    assert imported == ["convoca.app.pages"]


@pytest.mark.parametrize("path", LAUNCHERS + ANALYSES, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output(path: Path) -> None:
    assert all(cell.outputs == [] and cell.execution_count is None for cell in _code(path))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = f"sqlite:///{tmp_path_factory.mktemp('store') / 'new' / 'convoca.db'}"
    assert command("demo", "--db", database).code == 0
    with patch.dict(os.environ, {"CONVOCA_DATABASE": database}):
        yield database


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", LAUNCHERS, ids=lambda path: path.stem)
def test_a_launcher_runs_in_every_language(example: str, path: Path, language: Language) -> None:
    """In this process, as a kernel runs it; tests/browser runs them through the server."""
    from convoca import bootstrap

    bootstrap.office.cache_clear()
    shown: list[frame.View] = []
    visit = frame.Visit(path.stem, language)
    with (
        patch.object(frame, "_visit_without_server", lambda: visit),
        patch.object(frame, "_display", lambda build, seen: shown.append(build(seen))),
    ):
        exec(compile("\n".join(c.source for c in _code(path)), str(path), "exec"), {})
    bootstrap.office().store.close()
    bootstrap.office.cache_clear()
    assert [bool(view.title) for view in shown] == [True]


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_the_worked_notebook_runs(example: str, path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
