"""The contracts hold, and they would notice: each breach is planted once in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder / "lib")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "lib" / "convoca", tmp_path / "lib" / "convoca")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    result = _lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("services/requests.py", "convoca.persistence.tables"),
        ("rules/time_limits.py", "sqlalchemy"),
        ("app/frame.py", "convoca.persistence.tables"),
        ("calendars/ical.py", "convoca.documents.workbooks"),
        ("services/requests.py", "convoca.i18n.catalogue"),
        ("documents/workbooks.py", "icalendar"),
        ("domain/slot.py", "convoca.rules.time_limits"),
        ("publication/child.py", "convoca.persistence.tables"),
    ],
)
def test_a_planted_breach_is_noticed(copy: Path, module: str, imported: str) -> None:
    path = copy / "lib" / "convoca" / module
    path.write_text(path.read_text("utf-8") + f"\nimport {imported}\n", "utf-8")
    assert _lint(copy).returncode == 1


def test_a_package_without_a_place_is_noticed(copy: Path) -> None:
    stealth = copy / "lib" / "convoca" / "utils"
    stealth.mkdir()
    (stealth / "__init__.py").touch()
    assert _lint(copy).returncode == 1
