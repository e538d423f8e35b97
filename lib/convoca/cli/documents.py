"""``convoca workbook write`` and ``convoca documents minutes|archive``; ``workbook merge`` is in ``workbooks``."""

from pathlib import Path
from uuid import UUID

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import LANGUAGE, options, say
from convoca.cli.workbooks import merge
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.services.audience import SECRETARIAT, Audience
from convoca.services.round_trip.fields import WorkbookKind

_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="Folder (default: from the settings)."
)


@click.group()
def workbook() -> None:
    """Workbooks (XLSX)."""


@workbook.command("write")
@click.option("--period", type=int, required=True, help="Number of the period.")
@click.option(
    "--kind",
    type=click.Choice(["requests", "programme", "votes", "commitments"]),
    required=True,
)
@click.option(
    "--audience",
    metavar="AUDIENCE",
    default="secretariat",
    help="Of the programme: public, staff, staff:press, state:CO, petitioner:ID, member:ID "
    "or secretariat (default).",
)
@click.option("--language", type=LANGUAGE, help="Language of the headings.")
@click.option(
    "--round-trip", is_flag=True, help="To be edited by somebody else and brought back (merge)."
)
@_OUT
@options
def write(
    period: int,
    kind: str,
    audience: str,
    language: str | None,
    round_trip: bool,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write a register of a period: its requests with findings, programme, votes or commitments."""
    whose = Audience.named(audience)
    if whose != SECRETARIAT and (kind != "programme" or round_trip):
        raise click.UsageError("--audience is for the programme, and for reading alone.")
    if round_trip and kind not in set(WorkbookKind):
        raise click.UsageError("--round-trip is for the requests and the programme.")
    with open_convoca(database=database) as convoca:
        chosen = Language(language) if language else convoca.settings.language
        if round_trip:
            name, content = convoca.round_trip_workbook(period, WorkbookKind(kind), chosen)
        elif whose != SECRETARIAT:
            name, content = convoca.programme_workbook(period, whose, chosen)
        else:
            name, content = _register(convoca, period, kind, chosen)
        path = convoca.write_export(name, content, folder=out)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


def _register(convoca: Convoca, period: int, kind: str, language: Language) -> tuple[str, bytes]:
    match kind:
        case "votes":
            return convoca.votes_workbook(period, language)
        case "commitments":
            return convoca.commitments_workbook(period, language)
        case _:
            return convoca.workbook(period, kind, language)


workbook.add_command(merge)


@click.group()
def documents() -> None:
    """Documents (DOCX, PDF, XML)."""


@documents.command("minutes")
@click.option("--hearing", type=click.UUID, help="Identifier of the hearing.")
@click.option("--session", type=click.UUID, help="Identifier of the session.")
@click.option("--language", type=LANGUAGE, help="Language of the minutes.")
@click.option(
    "--kind",
    "suffix",
    type=click.Choice(["docx", "pdf", "xml"]),
    default="docx",
    help="Word document (default), PDF/UA and PDF/A, or Akoma Ntoso.",
)
@_OUT
@options
def minutes(
    hearing: UUID | None,
    session: UUID | None,
    language: str | None,
    suffix: str,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the minutes of a hearing (Art. 70) or of a session (Art. 20)."""
    if (hearing is None) == (session is None):
        raise click.UsageError("Give either --hearing or --session.")
    kind = ActivityKind.HEARING if hearing else ActivityKind.SESSION
    with open_convoca(database=database) as convoca:
        chosen = Language(language) if language else convoca.settings.language
        name, content = convoca.minutes(hearing or session or UUID(int=0), kind, chosen, suffix)
        path = convoca.write_export(name, content, folder=out)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


@documents.command("archive")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--title", required=True, help="Title of the document, for its readers.")
@click.option("--language", type=LANGUAGE, help="Language of the document.")
@_OUT
@options
def archive(
    file: Path,
    title: str,
    language: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write an approved Word document as the PDF that is kept (PDF/UA-1, PDF/A-2a).

    Tracked changes, comments and hidden text are refused.
    """
    with open_convoca(database=database) as convoca:
        chosen = Language(language) if language else convoca.settings.language
        content, sha256 = convoca.archive_document(file.read_bytes(), chosen, title)
        path = convoca.write_export(f"{file.stem}.pdf", content, folder=out)
    answer = {"format": "convoca/files/1", "files": [str(path)], "document_sha256": sha256}
    say(str(path), answer, as_json=as_json)


COMMANDS = (workbook, documents)
