"""``convoca programme …``: the timetable of a period, from files or on the store."""

import click

from convoca.cli.lazy import LazyCommands

#: Which module of ``convoca.cli`` holds which command.
_MODULES = {
    "solve": "programme_files",
    "check": "programme_files",
    "explain": "programme_files",
    "repair": "programme_files",
    "plan": "programme_store",
    "release": "programme_store",
    "diff": "programme_store",
    "rollback": "programme_store",
}


@click.group(commands=LazyCommands(_MODULES))
def programme() -> None:
    """Plan, check, explain, repair and release the programme of a period of sessions."""


COMMANDS = (programme,)
