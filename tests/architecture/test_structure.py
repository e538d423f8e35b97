"""What keeps the house in order: sizes, layers, one clock, one address for every name."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lib" / "convoca"
MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_fits_into_a_few_screens(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name == "__init__.py" and p.parent != PACKAGE], ids=_name
)
def test_a_package_says_what_it_is_for_and_nothing_else(path: Path) -> None:
    body = ast.parse(path.read_text("utf-8")).body
    assert [type(node) for node in body] == [ast.Expr]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_bootstrap_reads_the_clock(path: Path) -> None:
    if path == PACKAGE / "bootstrap.py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            read = (ast.unparse(node.func.value), node.func.attr)
            assert read not in {
                ("datetime", "now"),
                ("datetime", "utcnow"),
                ("date", "today"),
                ("datetime", "today"),
                ("time", "time"),
            }, f"line {node.lineno}"


def test_importing_convoca_is_quick_and_loads_no_pandas() -> None:
    code = "import sys, convoca, convoca.bootstrap; print('pandas' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    forbidden = ("/work/" + "main", "pypi." + "org", "registry." + "npmjs", "/root/." + "pyenv")
    for name in listed:
        path = ROOT / name
        if path.suffix in {".png", ".woff2", ".ico"} or not path.is_file():
            continue
        content = path.read_text("utf-8", errors="replace")
        assert [word for word in forbidden if word in content] == [], name
