"""A command is imported when it is asked for, and every command is found where the table says."""

import click
import pytest

from convoca.cli.lazy import LazyCommands
from convoca.cli.main import convoca as command


def test_every_command_is_found_under_its_own_name() -> None:
    for name, found in command.commands.items():
        assert found.name == name


def test_a_command_can_be_added_and_taken_out() -> None:
    commands = LazyCommands({"rules": "checks"})
    commands["other"] = click.Command("other")
    assert (list(commands), len(commands), commands["other"].name) == (
        ["rules", "other"],
        2,
        "other",
    )
    del commands["rules"]
    assert list(commands) == ["other"]


def test_a_name_that_no_command_has_is_none() -> None:
    with pytest.raises(KeyError):
        _ = LazyCommands({"rules": "checks"})["rule"]
