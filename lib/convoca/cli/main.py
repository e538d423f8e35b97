"""The command ``convoca``: exit code 0 done, 1 breach or refusal, 2 usage or bad input."""

import sys

import click

from convoca.cli.lazy import LazyCommands
from convoca.cli.output import Refused, message
from convoca.domain.errors import ConvocaError, InvalidValue, NotFound, UnreadableFile

#: Which module of ``convoca.cli`` holds which command.
_MODULES = {
    "deadlines": "checks",
    "check": "checks",
    "rules": "checks",
    "import": "importing",
    "programme": "programme",
    "calendars": "calendars",
    "feeds": "feeds",
    "minutes": "minutes",
    "notices": "notices",
    "publish": "publish",
    "visits": "visits",
    "workbook": "documents",
    "documents": "documents",
    "audit": "administration",
    "backup": "administration",
    "restore": "administration",
    "doctor": "administration",
    "demo": "suite",
    "serve": "suite",
}


@click.group(
    commands=LazyCommands(_MODULES),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="convoca", message="%(prog)s %(version)s")
def convoca() -> None:
    """Prepare the periods of sessions, hearings and visits of the Inter-American Commission."""


def main() -> None:
    """Run the command; whatever stops it is one clear sentence on standard error."""
    try:
        code = convoca.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Refused:
        sys.exit(1)
    except ConvocaError as error:
        click.echo(message(error), err=True)
        sys.exit(2 if isinstance(error, InvalidValue | UnreadableFile | NotFound) else 1)
    except OSError as error:
        click.echo(f"{error.filename or ''}: {error.strerror or error}", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
