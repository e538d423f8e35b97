"""``convoca demo`` and ``convoca serve``."""

import os
from pathlib import Path

import click

from convoca.bootstrap import NOTEBOOKS, example_titles, load_reference, open_convoca
from convoca.cli.output import options, say
from convoca.domain.language import Language
from convoca.services.example_period import build_example
from convoca.services.example_sessions import example_minutes_to_circulate
from convoca.services.importing.columns import Kind


@click.command()
@options
def demo(database: str, as_json: bool) -> None:
    """Build a realistic example period, plainly marked, in an empty store."""
    with open_convoca(database=database) as convoca:
        load_reference(convoca, [Kind.STATES])
        number = build_example(
            example_titles(),
            today=convoca.today(),
            uow=convoca.unit_of_work(),
            writer=convoca.notice_writer(),
        )
        with convoca.reading() as uow:
            waiting = example_minutes_to_circulate(uow)
        for session in waiting:
            convoca.circulate_minutes(session, Language.ENGLISH, reason="Example circulation")
        url = convoca.settings.database
    say(
        f"Example period {number} is in {url}",
        {"format": "convoca/demo/1", "period": number, "database": url},
        as_json=as_json,
    )


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8866, show_default=True)
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
@click.option("--stop-after", type=float, hidden=True, help="Stop by itself after so many seconds.")
@options
def serve(
    port: int, no_browser: bool, stop_after: float | None, database: str, as_json: bool
) -> None:
    """Open the suite: the pages, for this computer alone."""
    from convoca.app.server import serve as serve_pages  # noqa: PLC0415 - it loads Voilà

    with open_convoca(database=database) as convoca:
        if not convoca.is_example():
            load_reference(convoca)
        settings = convoca.settings
    serve_pages(
        notebooks=Path(os.environ.get("CONVOCA_NOTEBOOKS", NOTEBOOKS)),
        port=port,
        open_browser=not no_browser,
        environment={**os.environ, "CONVOCA_DATABASE": settings.database},
        person=settings.user,
        language=settings.language,
        stop_after=stop_after,
    )


COMMANDS = (demo, serve)
