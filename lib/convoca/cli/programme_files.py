"""``convoca programme solve``, ``check``, ``explain``, ``repair``: problems and programmes in files."""

import math
import os
from pathlib import Path

import click

from convoca import planning
from convoca.cli.output import Refused, options, say, terminal_language
from convoca.cli.programme_answers import (
    Answer,
    explanation_answer,
    repair_answer,
    report_answer,
    rounded,
    solution_answer,
)
from convoca.cli.watching import Watch, watching
from convoca.i18n.catalogue import text
from convoca.scheduling.check import check as judge
from convoca.scheduling.problem import Problem, Programme

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_DAY_SECONDS = 86_400


def _seconds(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not 0 < found <= _DAY_SECONDS:
        raise click.BadParameter(f"“{value}” is no number of seconds, at most {_DAY_SECONDS}.")
    return found


def _writable(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """Refuse what could not be written, before minutes are spent on what would go there."""
    there = next(path for path in (value, *value.absolute().parents) if path.exists())
    if (there == value and not value.is_file()) or not os.access(there, os.W_OK):
        raise click.BadParameter(f"“{value}” cannot be written.")
    return value


def _keep_what_is_read(out: Path, *read: Path) -> None:
    if out.exists() and any(out.samefile(path) for path in read):
        raise click.UsageError(f"“{out}” is what is read. Choose another name for --out.")


_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=_writable,
    required=True,
    metavar="FILE",
    help="Where the programme goes, if there is a complete one.",
)
_TIME_LIMIT = click.option(
    "--time-limit", type=_seconds, metavar="S", help="Seconds of wall time to search."
)
_WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Processes (default: one per core)."
)
_SEED = click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    metavar="K",
    default=1,
    show_default=True,
    help="Another number, another search.",
)


@click.command()
@_FILE
@_OUT
@_TIME_LIMIT
@_WORKERS
@_SEED
@click.option(
    "--iterations",
    type=click.IntRange(min=1),
    metavar="M",
    help="Rounds of search; the same seed, workers and rounds give the same programme.",
)
@options
def solve(
    file: Path,
    out: Path,
    time_limit: float | None,
    workers: int | None,
    seed: int,
    iterations: int | None,
    database: str,
    as_json: bool,
) -> None:
    """Place every event of a problem, as well as the time allows; exit code 1 where none is found."""
    _keep_what_is_read(out, file)
    problem = planning.read_problem(file)
    with watching(terminal_language()) as watch:
        solution = planning.solve(
            problem,
            time_limit=time_limit or 10.0,
            workers=workers,
            seed=seed,
            iterations=iterations,
            on_progress=watch.tell,
            is_cancelled=watch.is_cancelled,
        )
    report = judge(problem, solution.programme)
    answer = solution_answer(solution, report, problem, terminal_language())
    _hand_over(answer, solution.programme, problem, out, watch, as_json=as_json)


@click.command()
@_FILE
@click.argument("programme", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options
def check(file: Path, programme: Path, database: str, as_json: bool) -> None:
    """Say what a programme breaks and what it costs; exit code 1 where it breaks anything."""
    problem = planning.read_problem(file)
    report = judge(problem, planning.read_programme(programme, problem))
    answer = report_answer(report, terminal_language())
    say(answer.words, answer.data, as_json=as_json)
    if not report.is_feasible:
        raise Refused


@click.command()
@_FILE
@_TIME_LIMIT
@options
def explain(file: Path, time_limit: float | None, database: str, as_json: bool) -> None:
    """Say why a problem has no programme and what would help; exit code 0 where nothing was found."""
    problem = planning.read_problem(file)
    with watching(terminal_language()) as watch:
        explanation = planning.explain(
            problem,
            time_limit=time_limit or 15.0,
            on_progress=watch.tell,
            is_cancelled=watch.is_cancelled,
        )
    answer = explanation_answer(explanation, problem, terminal_language())
    # The first that an explanation tells is that its certificates are there; their proofs come after.
    told = {"certificates_s": rounded(watch.first_told_s), "stopped": watch.is_stopped}
    say(answer.words, {**answer.data, **told}, as_json=as_json)
    if not answer.is_complete:
        raise Refused


@click.command()
@_FILE
@click.option(
    "--released",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="PROGRAMME",
    help="The programme that people were told.",
)
@_OUT
@_TIME_LIMIT
@_WORKERS
@_SEED
@options
def repair(
    file: Path,
    released: Path,
    out: Path,
    time_limit: float | None,
    workers: int | None,
    seed: int,
    database: str,
    as_json: bool,
) -> None:
    """Change a released programme as little as the problem, as it is now, allows."""
    _keep_what_is_read(out, file, released)
    problem = planning.read_problem(file)
    before = planning.read_programme(released, problem)
    with watching(terminal_language()) as watch:
        repaired = planning.repair(
            problem,
            before,
            time_limit=time_limit or 30.0,
            workers=workers,
            seed=seed,
            on_progress=watch.tell,
            is_cancelled=watch.is_cancelled,
        )
    report = judge(problem, repaired.programme)
    answer = repair_answer(repaired, report, problem, terminal_language())
    _hand_over(answer, repaired.programme, problem, out, watch, as_json=as_json)


def _hand_over(
    answer: Answer,
    programme: Programme,
    problem: Problem,
    out: Path,
    watch: Watch,
    *,
    as_json: bool,
) -> None:
    """Write a complete programme that breaks nothing, say the answer, and refuse where there is none."""
    language = terminal_language()
    words = [answer.words]
    if watch.is_stopped:
        words.append(text("Stopped before the time was up; this is the best so far.", language))
    if answer.is_complete:
        written = planning.write_programme(out, programme, problem)
        words.append(text("Written to {file}.", language, file=written))
    data = {**answer.data, "stopped": watch.is_stopped}
    say("\n".join(words), data, as_json=as_json)
    if not answer.is_complete:
        raise Refused


COMMANDS = (solve, check, explain, repair)
