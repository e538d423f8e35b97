"""The dossier of notice of one party to one hearing, and whether the sides of that hearing stand level."""

from uuid import UUID

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.pages.notices_desk import Desk, card
from convoca.app.pages.notices_documents import DocumentsPanel
from convoca.app.pages.notices_equality import EqualityPanel
from convoca.app.pages.notices_proof import seat_moment, short_hash, state_chip
from convoca.app.pages.programme_words import party_name
from convoca.app.widgets.choice_lists import offer, pick, words_of
from convoca.app.widgets.finding_line import finding_line, worded
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, facts, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.shared_words import hours
from convoca.domain.errors import ConvocaError
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, day_short, hour, weekday
from convoca.i18n.words import word
from convoca.services.notices.dossier import Dossier, DossierEntry


class Dossiers:
    """A hearing and a party are chosen; below them stands what can be proved."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._hearing = Dropdown(description=text("Hearing", language))
        self._party = Dropdown(description=text("Party", language))
        self._file_language = Dropdown(
            description=text("Language of the files", language),
            options=words_of(Language, language),
            value=language,
        )
        self._place, self._equality = VBox(), EqualityPanel(desk)
        choices = (
            labelled(self._hearing, width="36rem"),
            labelled(self._party, width="20rem"),
            labelled(self._file_language, width="12rem"),
        )
        self._choices = HBox(choices).add_class("cv-toolbar")
        documents = DocumentsPanel(desk).widget
        self.widget = VBox([self._choices, self._place, self._equality.widget, documents])
        self._is_offering = False
        dossiers = desk.dossiers
        if dossiers.chosen is None:
            dossiers.choose(next((hearing.id for hearing in dossiers.hearings()), None))
        self._hearing.observe(lambda change: self._choose(change["new"]), "value")
        self._party.observe(lambda change: self._choose(dossiers.hearing, change["new"]), "value")
        desk.model.observe(lambda _: self._follow(), "file")
        dossiers.observe(lambda _: self._follow(), ["hearing", "party"])
        self._follow()

    # What is chosen ------------------------------------------------------------------------------

    def _choose(self, hearing: UUID | None, party: str | None = "") -> None:
        if not self._is_offering and hearing is not None:
            self._desk.dossiers.choose(hearing, party or "")

    def _offer(self) -> None:
        """Offer the hearings that have parties, and the parties of the chosen one."""
        dossiers, language = self._desk.dossiers, self._desk.language
        chosen = dossiers.chosen
        parties = chosen.told_parties if chosen else ()
        self._is_offering = True
        offer(self._hearing, [(_hearing_name(h, language), h.id) for h in dossiers.hearings()])
        offer(self._party, [(short(party_name(p, language)), p.key) for p in parties])
        pick(self._hearing, dossiers.hearing)
        pick(self._party, dossiers.party)
        self._is_offering = False

    def _follow(self) -> None:
        self._offer()
        dossier = self._desk.dossiers.dossier()
        self._choices.layout.display = "" if dossier else "none"
        if dossier is None:
            nobody = text("No hearing of this period has a party on record.", self._desk.language)
            swap(self._place, [paragraph("muted", nobody)])
            return
        swap(self._place, [self._card(dossier)])

    # The dossier ---------------------------------------------------------------------------------

    def _card(self, dossier: Dossier) -> Widget:
        language = self._desk.language
        return card(
            text("Dossier of notice", language),
            dossier_view(dossier, language),
            HBox(
                [
                    self._download(dossier, "pdf", style="primary"),
                    self._download(dossier, "docx"),
                ]
            ).add_class("cv-actions"),
        )

    def _download(self, dossier: Dossier, suffix: str, *, style: str = "") -> Widget:
        desk = self._desk

        def hand_over() -> None:
            try:
                made = desk.dossiers.document(dossier, suffix, self._file_language.value)
            except ConvocaError as error:
                desk.visit.alert(worded(error, desk.language))
                return
            desk.visit.offer(*made)
            desk.visit.announce(text("{file} is ready.", desk.language, file=made[0]))

        return button("PDF" if suffix == "pdf" else "Word", hand_over, style=style)


def _hearing_name(hearing: Hearing, language: Language) -> str:
    cancelled = f" ({text('cancelled', language)})" if hearing.is_cancelled else ""
    return f"{short(hearing.title)}{cancelled}"


def dossier_view(dossier: Dossier, language: Language) -> Widget:
    """Show what can be proved, and the answer to Art. 64.3 first."""
    return safe_html(
        "<h3>{question}</h3>{absence}<h3>{notice_title}</h3>{notice}{facts}{entries}",
        question=text("May the hearing go on in the absence of this party?", language),
        absence=finding_line(dossier.absence, language),
        notice_title=text("The month of notice", language),
        notice=finding_line(dossier.notice, language)
        if dossier.notice
        else html_string(
            '<p class="cv-muted">{said}</p>',
            said=text("Place it first: the time of notice counts back from its day.", language),
        ),
        facts=_facts(dossier, language),
        entries=_entries(dossier, language),
    )


def _facts(dossier: Dossier, language: Language) -> SafeHtml:
    when = ""
    if dossier.slot is not None:
        when = f"{weekday(dossier.slot.wall_date, language)}, {hours(dossier.slot, language)}"
    return facts(
        {
            text("Hearing", language): dossier.title,
            text("Matter number", language): dossier.matter_number,
            text("When", language): when,
            text("Place", language): dossier.place,
            text("Last day of notice", language): day(dossier.last_day, language)
            if dossier.last_day
            else "",
            text("Days of notice", language): ""
            if dossier.days_of_notice is None
            else str(dossier.days_of_notice),
            text("Exceptional circumstances", language): dossier.circumstances,
            text("Decided by", language): dossier.authority,
        }
    )


def _entries(dossier: Dossier, language: Language) -> SafeHtml:
    if not dossier.entries:
        return html_string(
            '<p class="cv-muted">{said}</p>',
            said=text("Nothing was served to this party yet.", language),
        )
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{when}</th><th scope="col">{what}</th><th scope="col">{said}</th>'
        '<th scope="col">{outcome}</th><th scope="col">{how}</th><th scope="col">{detail}</th>'
        '<th scope="col">{by}</th><th scope="col">{text}</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        caption=text("What was served when", language),
        when=text("When (at the seat)", language),
        what=text("What", language),
        said=text("What it named", language),
        outcome=text("Outcome", language),
        how=text("How", language),
        detail=text("What was said", language),
        by=text("Who", language),
        text=text("Text (SHA-256)", language),
        rows=joined(_row(entry, language) for entry in dossier.entries),
    )


def _row(entry: DossierEntry, language: Language) -> SafeHtml:
    when = (
        seat_moment(entry.served_at, language)
        if entry.served_at
        else day_short(entry.served_on, language)
    )
    by_hand = text("Recorded by hand", language)
    how = (word(entry.channel, language), entry.address)
    tongue = (word(entry.language, language),) if entry.language else ()
    return html_string(
        '<tr><th scope="row">{when}</th><td>{what}</td><td dir="auto">{said}</td><td>{outcome}</td>'
        '<td dir="auto">{how}</td><td dir="auto">{detail}</td><td dir="auto">{by}</td>'
        "<td>{text}</td></tr>",
        when=when,
        what=word(entry.kind, language) if entry.kind else by_hand,
        said=_named(entry, language),
        outcome=state_chip(entry.state, language) if entry.state else "",
        how=_some(*how, *tongue),
        detail=_some(entry.note, entry.reference),
        by=entry.by,
        text=short_hash(entry.text_sha256),
    )


def _named(entry: DossierEntry, language: Language) -> str:
    """Say which day, hour and place a notice named."""
    return _some(
        day_short(entry.said_day, language) if entry.said_day else "",
        hour(entry.said_hour, language) if entry.said_hour else "",
        entry.said_place,
    )


def _some(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
