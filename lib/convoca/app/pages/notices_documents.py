"""Asking parties for documents about the hearing whose dossier is open: drafted here, approved in the outbox."""

from ipywidgets import DatePicker, HBox, SelectMultiple, Textarea, VBox

from convoca.app.pages.notices_desk import Acts, Desk, card, reoffer
from convoca.app.pages.programme_words import party_name
from convoca.app.widgets.parts import short
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.i18n.catalogue import text


class DocumentsPanel:
    """Shown while a hearing is chosen that is not cancelled: of whom, which documents, and by when."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: object = None
        language = desk.language
        self._parties = SelectMultiple(description=text("Parties", language), rows=3)
        self._documents = Textarea(description=text("Documents asked for", language))
        self._by = DatePicker(description=text("Documents by", language), min=desk.model.today)
        self._acts = Acts(desk, reason=text("Documents asked for", language))
        self._acts.offer(text("Draft the letters", language), self._draft, style="primary")
        form = [self._parties, self._documents, self._by, self._acts.reason]
        self.widget = card(
            text("Ask for documents", language),
            VBox(form).add_class("cv-form"),
            self._acts.answer.widget,
            HBox(self._acts.buttons).add_class("cv-actions"),
        )
        desk.model.observe(lambda _: self._follow(), "file")
        desk.dossiers.observe(lambda _: self._follow(), ["hearing", "party"])
        self._follow()

    def _follow(self) -> None:
        """Offer the parties of the chosen hearing, of another one with the open dossier's chosen."""
        dossiers = self._desk.dossiers
        hearing = dossiers.chosen
        is_open = hearing is not None and not hearing.is_cancelled
        self.widget.layout.display = "" if is_open else "none"
        if hearing is None:
            return
        options = _names(hearing, self._desk.language)
        if tuple(self._parties.options) != tuple(options) or self._shown != dossiers.party:
            reoffer(self._parties, options, chosen=[dossiers.party])
        self._shown = dossiers.party

    def _draft(self, reason: str) -> str:
        made = self._desk.dossiers.ask_for_documents(
            self._parties.value, self._documents.value, self._by.value, reason=reason
        )
        self._documents.value, self._by.value = "", None
        return text(
            "Letters drafted: {count}. They wait in the outbox.",
            self._desk.language,
            count=len(made),
        )


def _names(hearing: Hearing, language: Language) -> list[tuple[str, str]]:
    return [(short(party_name(party, language)), party.key) for party in hearing.told_parties]
