"""The command as a shell sees it: exit code, standard output, standard error."""

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from convoca.cli.main import main


@dataclass(frozen=True)
class Answer:
    code: int
    output: str
    errors: str

    @property
    def data(self) -> Any:
        return json.loads(self.output)


def convoca(*arguments: object) -> Answer:
    output, errors = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["convoca", *map(str, arguments)]),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Answer(code, output.getvalue(), errors.getvalue())
