"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import convoca

WITH_EXAMPLES = [
    name
    for _, name, is_package in pkgutil.walk_packages(convoca.__path__, "convoca.")
    if not is_package
    and name.split(".")[1] in {"domain", "rules", "scheduling", "services", "i18n"}
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
