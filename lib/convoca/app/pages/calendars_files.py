"""The files that were written, and how people subscribe to a calendar."""

from datetime import datetime
from pathlib import Path

from ipywidgets import Widget

from convoca.app.models.calendars import CalendarsModel
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.services.files import WrittenFile


def files_section(model: CalendarsModel, language: Language) -> Widget:
    written = [(folder, files) for folder, files in model.written() if files]
    return safe_html(
        '<section class="cv-card"><h2>{title}</h2>{found}<h3>{subscribe}</h3><p>{how}</p></section>',
        title=text("Files written", language),
        found=joined(_folder(folder, files, language) for folder, files in written)
        or html_string(
            "<p>{said}</p>", said=text("Nothing has been written for this period yet.", language)
        ),
        subscribe=text("How people subscribe", language),
        how=text(
            "Copy the public files to a web server and give people the address of the one in their "
            "language. Calendar programmes read it again by themselves, so copy the files anew after "
            "each writing. Never copy the Secretariat's files there.",
            language,
        ),
    )


def _folder(folder: Path, files: tuple[WrittenFile, ...], language: Language) -> SafeHtml:
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{folder}</caption><thead><tr>'
        '<th scope="col">{file}</th><th scope="col" class="cv-number">{size}</th>'
        '<th scope="col">{when}</th></tr></thead><tbody>{rows}</tbody></table></div>',
        folder=folder,
        file=text("File", language),
        size=text("Size (KB)", language),
        when=text("Written on (hour at the seat)", language),
        rows=joined(
            html_string(
                '<tr><td>{name}</td><td class="cv-number">{size}</td><td>{when}</td></tr>',
                name=file.name,
                size=max(1, file.size // 1024),
                when=_when(file.written_at, language),
            )
            for file in files
        ),
    )


def _when(moment: datetime, language: Language) -> str:
    wall = moment.astimezone(zone_info(SEAT_ZONE))
    return f"{day_short(wall.date(), language)}, {hour(wall.time(), language)}"
