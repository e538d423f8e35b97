"""``convoca programme plan``, ``release``, ``diff``, ``rollback``: the programme of a period on record."""

from collections.abc import Sequence
from typing import Literal, cast

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import Refused, options, say, terminal_language
from convoca.cli.release_answers import (
    changes_answer,
    gate_answer,
    plan_answer,
    release_answer,
)
from convoca.cli.watching import watching
from convoca.domain.errors import NotAllowed
from convoca.domain.release import Change, Override, Release, ReleaseKind
from convoca.services import planning, releases
from convoca.services.identities import refuse_protected_names
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from convoca.services.programme import apply_changes
from convoca.services.release_manifest import verify

#: Lets everything pass.
_ALL = "all"

_PERIOD = click.option("--period", type=int, required=True, help="Number of the period.")
_COMMENT = click.option("--comment", default="", help="What the release is for.")
_OVERRIDE = click.option(
    "--override",
    "passed",
    metavar="[RULE]",
    multiple=True,
    is_flag=False,
    flag_value=_ALL,
    help="Let pass what breaks this rule (without a rule: whatever blocks).",
)
_REASON = click.option("--reason", default="", help="Why it is let pass.")
_AUTHORITY = click.option("--authority", default="", help="Who decided to let it pass.")


@click.command()
@_PERIOD
@click.option(
    "--keep",
    type=click.Choice(["everything", "pinned"]),
    default="everything",
    show_default=True,
    help="What stays where it is.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, 86_400, min_open=True),
    metavar="S",
    default=10.0,
    show_default=True,
    help="Seconds of wall time to search.",
)
@click.option("--workers", type=click.IntRange(1, 64), metavar="N", help="Processes.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="K", default=1)
@click.option("--iterations", type=click.IntRange(min=1), metavar="M", help="Rounds of search.")
@click.option("--apply", "is_applied", is_flag=True, help="Save it as one step of the draft.")
@click.option("--reason", default="Planned", show_default=True, help="Why, for the record.")
@options
def plan(
    period: int,
    keep: str,
    time_limit: float,
    workers: int | None,
    seed: int,
    iterations: int | None,
    is_applied: bool,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Look for places for all that waits; nothing is saved unless it is applied.

    Exit code 1 where something has no place; with --apply the rest is saved all the same.
    """
    language = terminal_language()
    with open_convoca(database=database) as convoca, watching(language) as watch:
        file = _file(convoca, period)
        found = planning.plan_the_rest(
            file,
            convoca.planner(),
            keep=cast("Literal['everything', 'pinned']", keep),
            now=convoca.now(),
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            iterations=iterations,
            on_progress=watch.tell,
            is_cancelled=watch.is_cancelled,
        )
        answer = plan_answer(file, found, language, is_applied=is_applied)
        _refuse_names(convoca, answer.data)
        if is_applied:
            apply_changes(
                file,
                found.placements,
                found.removed,
                reason=reason,
                uow=convoca.unit_of_work(),
            )
    say(answer.words, answer.data, as_json=as_json)
    if not answer.is_complete:
        raise Refused


@click.command()
@_PERIOD
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ReleaseKind]),
    required=True,
    help="For whom.",
)
@_COMMENT
@_OVERRIDE
@_REASON
@_AUTHORITY
@options
def release(
    period: int,
    kind: str,
    comment: str,
    passed: tuple[str, ...],
    reason: str,
    authority: str,
    database: str,
    as_json: bool,
) -> None:
    """Release the programme as it stands, numbered, for ever; exit code 1 where something blocks it."""
    _refuse_unfounded(passed, reason, authority)
    language = terminal_language()
    with open_convoca(database=database) as convoca:
        file = _file(convoca, period)
        verify(file.releases)
        found = releases.blockers(file, ReleaseKind(kind), convoca.today())
        overrides = _overrides(found, passed, reason, authority, convoca)
        left = [b for b in found if not releases.is_overridden(b, overrides)]
        if left:
            answer = gate_answer(file, ReleaseKind(kind), left, language)
            _refuse_names(convoca, answer.data)
            say(answer.words, answer.data, as_json=as_json)
            raise Refused
        made = releases.release(
            file,
            ReleaseKind(kind),
            comment=comment,
            overrides=overrides,
            now=convoca.now(),
            uow=convoca.unit_of_work(),
        )
    answer = release_answer(file, made, language)
    say(answer.words, answer.data, as_json=as_json)


@click.command()
@_PERIOD
@click.option(
    "--from", "before", type=click.IntRange(min=0), metavar="NUMBER",
    help="Release to start from, 0 for none (default: the last one).",
)  # fmt: skip
@click.option(
    "--to", "after", type=click.IntRange(min=1), metavar="NUMBER",
    help="Release to compare with (default: the programme as it stands).",
)  # fmt: skip
@click.option("--public", "is_public", is_flag=True, help="Only what everybody may know.")
@options
def diff(
    period: int,
    before: int | None,
    after: int | None,
    is_public: bool,
    database: str,
    as_json: bool,
) -> None:
    """Say what differs between two releases, or between the last one and the programme as it stands.

    With --public, between the last two releases made for everybody.
    """
    language = terminal_language()
    with open_convoca(database=database) as convoca:
        file = _file(convoca, period)
        verify(file.releases)
        old, new = _compared(file, before, after, is_public=is_public)
        found: Sequence[Change]
        if is_public and new is not None:
            found = releases.public_difference(old, new, file)
        else:
            found = releases.difference(old, new.entries if new else releases.current_entries(file))
        answer = changes_answer(file, old, new, found, language, is_public=is_public)
        _refuse_names(convoca, answer.data)
    say(answer.words, answer.data, as_json=as_json)


@click.command()
@_PERIOD
@click.option(
    "--to", "number", type=int, required=True, help="Number of the release to go back to."
)
@_COMMENT
@_OVERRIDE
@_REASON
@_AUTHORITY
@options
def rollback(
    period: int,
    number: int,
    comment: str,
    passed: tuple[str, ...],
    reason: str,
    authority: str,
    database: str,
    as_json: bool,
) -> None:
    """Bring the programme back to what a release said, and release that under a new number."""
    _refuse_unfounded(passed, reason, authority)
    with open_convoca(database=database) as convoca:
        file = _file(convoca, period)
        verify(file.releases)
        overrides = tuple(
            Override(rule=rule, reason=reason, authority=authority, decided_on=convoca.today())
            for rule in _rules(file, convoca, passed)
        )
        made = releases.roll_back(
            file,
            number,
            comment=comment,
            overrides=overrides,
            now=convoca.now(),
            uow=convoca.unit_of_work(),
        )
    answer = release_answer(file, made, terminal_language())
    say(answer.words, answer.data, as_json=as_json)


def _file(convoca: Convoca, number: int) -> PeriodFile:
    with convoca.reading() as uow:
        return read_period_file(period_numbered(number, uow=uow).id, uow=uow)


def _refuse_names(convoca: Convoca, data: object) -> None:
    """Stop an answer in which a protected name stands."""
    with convoca.reading() as uow:
        refuse_protected_names(data, uow=uow)


def _refuse_unfounded(passed: tuple[str, ...], reason: str, authority: str) -> None:
    if passed and not (reason.strip() and authority.strip()):
        raise click.UsageError("What is let pass needs --reason and --authority.")


def _overrides(
    found: Sequence[releases.Blocker],
    passed: tuple[str, ...],
    reason: str,
    authority: str,
    convoca: Convoca,
) -> tuple[Override, ...]:
    """Return one override for each thing that is let pass, once."""
    named = {
        (blocker.rule, blocker.activity)
        for blocker in found
        if _ALL in passed or blocker.rule in passed
    }
    return tuple(
        Override(
            rule=rule,
            activity=activity,
            reason=reason,
            authority=authority,
            decided_on=convoca.today(),
        )
        for rule, activity in sorted(named, key=str)
    )


def _rules(file: PeriodFile, convoca: Convoca, passed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rules that are let pass; all of them where none is named."""
    if _ALL not in passed:
        return passed
    found = releases.blockers(file, ReleaseKind.PUBLIC, convoca.today())
    return tuple(dict.fromkeys([*(blocker.rule for blocker in found), *passed]))


def _compared(
    file: PeriodFile, before: int | None, after: int | None, *, is_public: bool
) -> tuple[Release | None, Release | None]:
    """Return the releases to compare; None before: nothing, None after: the programme as it stands."""
    new = releases.release_numbered(file, after) if after else None
    if is_public and new is None:
        new = file.latest_release(ReleaseKind.PUBLIC)
        if new is None:
            raise NotAllowed("Nothing was released to everybody yet.")
    if before is not None:
        return (releases.release_numbered(file, before) if before else None), new
    earlier = [
        found
        for found in file.releases
        if (new is None or found.number < new.number)
        and (not is_public or found.kind is ReleaseKind.PUBLIC)
    ]
    return (earlier[-1] if earlier else None), new


COMMANDS = (plan, release, diff, rollback)
