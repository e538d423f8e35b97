"""``convoca publish``."""

from pathlib import Path

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import finding_data, options, say, terminal_language
from convoca.domain.finding import Finding, Verdict
from convoca.i18n.catalogue import text
from convoca.i18n.findings import sentence
from convoca.services.period_file import period_numbered, read_period_file
from convoca.services.public_programme import lead_time
from convoca.services.publishing import Publication


@click.command()
@click.option("--period", type=int, required=True, help="Number of the period.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the publication (default: from the settings).",
)
@click.option("--force", is_flag=True, help="Put aside what stands in the folder and is not ours.")
@options
def publish(period: int, out: Path | None, force: bool, database: str, as_json: bool) -> None:
    """Publish the last public release: pages, calendars, workbooks, PDF and JSON in a folder."""
    with open_convoca(database=database) as convoca:
        made = convoca.publish(period, folder=out, force=force)
        custom = _lead_time(convoca, period)
    say("\n".join(_words(made, custom)), _data(made, custom), as_json=as_json)


def _lead_time(convoca: Convoca, number: int) -> Finding:
    with convoca.reading() as uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
    return lead_time(file, convoca.today())


def _words(made: Publication, custom: Finding) -> list[str]:
    language = terminal_language()
    said = text(
        "Edition {number} published in {folder}: {count} files.",
        language,
        number=made.manifest.edition,
        folder=made.folder,
        count=len(made.manifest.files) + 1,
    )
    lines = [said]
    if made.kept:
        lines.append(text("What was there before is kept in {folder}.", language, folder=made.kept))
    if custom.verdict is not Verdict.MET:
        lines.append(sentence(custom, language))
    return lines


def _data(made: Publication, custom: Finding) -> dict[str, object]:
    return {
        "format": "convoca/publication/1",
        "period": made.manifest.period,
        "edition": made.manifest.edition,
        "folder": str(made.folder),
        "kept": str(made.kept) if made.kept else None,
        "files": [
            {"name": file.name, "sha256": file.sha256, "bytes": file.size}
            for file in made.manifest.files
        ],
        "lead_time": finding_data(custom),
    }


COMMANDS = (publish,)
