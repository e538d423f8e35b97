"""Two ways to install must install the same: environment.yml and pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: conda-forge's name where it differs from the one on PyPI.
CONDA_NAMES = {"ortools": "ortools-python", "tzdata": "python-tzdata"}


def _pyproject() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = set()
    for requirement in project["dependencies"]:
        name, bound = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?(>=[\w.]+)", requirement).groups()  # type: ignore[union-attr]
        wanted.add(CONDA_NAMES.get(name, name) + bound)
    return wanted | {f"python{project['requires-python']}"}


def _environment() -> set[str]:
    lines = (ROOT / "environment.yml").read_text("utf-8").splitlines()
    listed = {line.strip().removeprefix("- ") for line in lines if line.startswith("  ")}
    return listed - {"conda-forge", "nodefaults", "pip", "pip:", "-e ."}


def test_environment_and_pyproject_ask_for_the_same() -> None:
    assert _environment() == _pyproject()


@pytest.mark.parametrize("requirement", sorted(_pyproject()))
def test_the_lock_holds_a_version_that_is_new_enough(requirement: str) -> None:
    name, bound = requirement.split(">=")
    name = next((pypi for pypi, conda in CONDA_NAMES.items() if conda == name), name)
    if name == "python":
        return
    locked = dict(
        line.lower().split("==") for line in (ROOT / "constraints.txt").read_text().splitlines()
    )
    assert _numbers(locked[name.lower()]) >= _numbers(bound)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
