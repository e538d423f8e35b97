"""The panel Publish: what everybody would read, how far ahead of the opening, and the files themselves."""

from ipywidgets import HBox, VBox

from convoca.app.models.publication import PublicationModel
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConvocaError
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment
from convoca.i18n.errors import error_text
from convoca.i18n.findings import sentence
from convoca.i18n.words import word
from convoca.services.feeds import EntryStatus, RememberedEntry
from convoca.services.public_programme import PublicProgramme


class PublicationPanel:
    """What would be published of the period that the page shows."""

    def __init__(self, desk: Desk, convoca: Convoca) -> None:
        self._desk, self._language = desk, desk.language
        period = desk.model.file.period
        self._model = PublicationModel(convoca, period.id, period.number)
        self._preview, outcome = safe_html(""), VBox()
        self._buttons = [
            desk.button(
                text("Publish into the folder", self._language),
                self._publish,
                outcome,
                style="primary",
            ),
            desk.download(
                text("Download the publication (ZIP)", self._language),
                self._model.archive,
                outcome,
            ),
        ]
        self.widget = section(
            text("Publish", self._language),
            safe_html("<p>{said}</p>", said=_about(self._language)),
            self._preview,
            outcome,
            HBox(self._buttons).add_class("cv-actions"),
        )
        desk.redraw_with(self._draw)
        self._draw()

    def _publish(self) -> str:
        made = self._model.publish()
        return text(
            "Edition {number} published in {folder}: {count} files.",
            self._language,
            number=made.manifest.edition,
            folder=made.folder,
            count=len(made.manifest.files) + 1,
        )

    def _draw(self) -> None:
        found = self._model.preview()
        cannot = isinstance(found, ConvocaError)
        for button in self._buttons:
            button.disabled = cannot
        if isinstance(found, ConvocaError):
            self._preview.value = paragraph_html("note", error_text(found, self._language))
        else:
            self._preview.value = joined([self._custom(), _preview(found, self._language)])

    def _custom(self) -> SafeHtml:
        """Tell where the custom of days before the opening is not kept; it stops nothing."""
        finding = self._model.lead_time()
        if finding.verdict is Verdict.MET:
            return SafeHtml()
        return paragraph_html("warning", sentence(finding, self._language))


def _about(language: Language) -> str:
    return text(
        "A folder to be copied to a web server: a page in four languages, calendars, workbooks, PDF and "
        "JSON, with what changed since the edition before. Only the last public release is in it, as "
        "everybody may know it.",
        language,
    )


def _preview(found: PublicProgramme, language: Language) -> SafeHtml:
    timed = [said for said in found.feed.entries if said.entry.slot is not None]
    timed.sort(key=lambda said: said.entry.span[0].isoformat())
    return html_string(
        "<p>{edition}</p>{changes}<details><summary>{title}: {count}</summary>"
        '<div class="cv-scroll"><table class="cv-table"><thead><tr><th scope="col">{when}</th>'
        '<th scope="col">{what}</th><th scope="col">{where}</th><th scope="col">{status}</th></tr>'
        "</thead><tbody>{rows}</tbody></table></div></details>",
        edition=text(
            "Edition {number}, of {day}",
            language,
            number=found.edition.number,
            day=day(found.edition.released_on, language),
        ),
        changes=_changes(found, language),
        title=text("Public activities", language),
        count=len(timed),
        when=text("When", language),
        what=text("Title", language),
        where=text("Place", language),
        status=text("Status", language),
        rows=joined(_row(said, language) for said in timed),
    )


def _row(said: RememberedEntry, language: Language) -> SafeHtml:
    slot, entry = said.entry.slot, said.entry
    return html_string(
        '<tr><td>{when}</td><td dir="auto">{title}</td><td dir="auto">{where}</td><td>{status}</td></tr>',
        when=moment(slot.start, slot.zone, language) if slot else "",
        title=entry.title,
        where=", ".join(filter(None, (entry.room, entry.place))),
        status=_status(said.status, language),
    )


def _status(status: EntryStatus, language: Language) -> str:
    match status:
        case EntryStatus.CONFIRMED:
            return text("Confirmed", language)
        case EntryStatus.TENTATIVE:
            return text("Provisional", language)
        case EntryStatus.CANCELLED:
            return text("Cancelled", language)


def _changes(found: PublicProgramme, language: Language) -> SafeHtml:
    changes, is_first = found.changes, found.edition.previous_on is None
    if not changes:
        nothing = text("Nothing has changed.", language)
        first = text("It is the first one, with which nothing can be compared.", language)
        return html_string("<p>{said}</p>", said=first if is_first else nothing)
    return html_string(
        "<details><summary>{title}: {count}</summary><ul>{lines}</ul></details>",
        title=text("Changes since the edition before", language),
        count=len(changes),
        lines=joined(
            html_string(
                '<li>{kind}: <span dir="auto">{title}</span></li>',
                kind=word(change.kind, language),
                title=change.title,
            )
            for change in changes
        ),
    )
