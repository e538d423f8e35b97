"""The outbox: what is drafted waits here until a person has read it, mended it and approved it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ipywidgets import HBox, SelectMultiple, ToggleButtons, VBox

from convoca.app.models.notices import Entry, Pile
from convoca.app.models.notices_work import Doing
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, Acts, Desk, saying, way_to
from convoca.app.pages.notices_letter import LetterPanel
from convoca.app.pages.notices_running import Running
from convoca.app.pages.notices_words import notice_name, pile_words, warnings_shortly
from convoca.app.widgets.parts import button, heading, paragraph, paragraph_html, short, swap
from convoca.app.widgets.table import Column, Row, table
from convoca.domain.errors import NotAllowed
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.i18n.words import word
from convoca.services.notices.drafting import Drafted

_PAGE_SIZE = 10


class OutboxPanel:
    """The piles, the table of one of them, the chosen letter beside it, and what is done with several."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._is_showing = False
        self._piles = ToggleButtons(options=self._labels(), value=self._first_pile())
        self._table = table(
            _columns(desk),
            self._rows(),
            language=language,
            caption=text("Notices", language),
            on_select=self._choose,
            page_size=_PAGE_SIZE,
        )
        self._drafted, self._none, self._way = saying(), saying(), saying()
        self._several = Several(desk)
        self._letter = LetterPanel(desk)
        self._list = VBox([self._table, self._way])
        self._pair = VBox(layout=SIDE_BY_SIDE)
        self.widget = VBox(
            [
                self._drafting(),
                self._drafted,
                self._piles,
                self._none,
                self._pair,
                self._several.widget,
            ]
        )
        self._piles.observe(lambda _: self._turn(), "value")
        desk.model.observe(lambda _: self._follow(), "entries")
        desk.model.observe(lambda _: self._turn_to_the_chosen(), "chosen")
        desk.work.observe(lambda change: self._tell(change["new"]), "drafted")
        self._refresh()

    def _drafting(self) -> VBox:
        desk = self._desk
        told = text(
            "Compares what each party was told last with the release that holds now, and drafts what "
            "differs. Nothing is sent.",
            desk.language,
        )
        acts = Acts(desk)
        start = button(
            text("Draft what is due", desk.language),
            lambda: acts.answer.went_well(desk.work.draft),
            style="primary",
        )
        desk.work.observe(lambda _: setattr(start, "disabled", bool(desk.work.running)), "running")
        help_line = paragraph("help", told)
        help_line.layout.flex = "1 1 20rem"
        row = HBox([start, help_line]).add_class("cv-actions")
        return VBox([row, acts.answer.widget, Running(desk, Doing.DRAFTING).widget])

    def _tell(self, drafted: Drafted | None) -> None:
        """Say what the drafting came to."""
        if drafted is None:
            self._drafted.say(None)
            return
        language = self._desk.language
        said = text(
            "Drafted: {made}. Overtaken by a newer draft: {overtaken}. Left as they were: {kept}.",
            language,
            made=len(drafted.made),
            overtaken=len(drafted.overtaken),
            kept=len(drafted.kept),
        )
        self._drafted.say(paragraph_html("success", said))
        self._desk.visit.announce(said)
        self._piles.value = self._first_pile()

    # The piles -----------------------------------------------------------------------------------

    def _labels(self) -> tuple[tuple[str, Pile], ...]:
        counts, language = self._desk.model.counts(), self._desk.language
        return tuple((pile_words(pile, counts[pile], language), pile) for pile in Pile)

    def _first_pile(self) -> Pile:
        """Return the pile of the chosen notice, else the first with something to do."""
        chosen = self._desk.model.entry(self._desk.model.chosen)
        if chosen is not None:
            return chosen.pile
        counts = self._desk.model.counts()
        return next((pile for pile in Pile if counts[pile]), Pile.READY)

    def _turn(self) -> None:
        if not self._is_showing:
            self._refresh()

    def _follow(self) -> None:
        """Stay with a draft that something stands against now, or nothing any more."""
        chosen = self._desk.model.entry(self._desk.model.chosen)
        drafts = {Pile.READY, Pile.TO_LOOK_AT}
        if chosen is not None and {chosen.pile, self._piles.value} <= drafts:
            self._turn_to_the_chosen()
        else:
            self._refresh()

    def _turn_to_the_chosen(self) -> None:
        """Show the pile of a notice that was chosen elsewhere."""
        chosen = self._desk.model.entry(self._desk.model.chosen)
        if chosen is not None and chosen.pile is not self._piles.value:
            self._piles.value = chosen.pile
        self._refresh()

    def _choose(self, key: str) -> None:
        if not self._is_showing:
            self._desk.model.chosen = UUID(key) if key else None

    def _refresh(self) -> None:
        model, pile = self._desk.model, self._piles.value
        shown = model.in_pile(pile)
        chosen = next((entry for entry in shown if entry.notice.id == model.chosen), None)
        self._is_showing = True
        self._relabel()
        self._table.show(self._rows())
        self._table.selected = str(chosen.notice.id) if chosen else ""
        self._is_showing = False
        self._none.say(None if shown else paragraph_html("muted", self._empty(pile)))
        to = chosen.notice.addressee if chosen else ""
        self._way.say(way_to("notice", to, self._desk.language) if to else None)
        parts: list[Any] = [self._list] if shown else []
        if chosen is not None:
            parts.append(self._letter.widget)
        if self._pair.children != tuple(parts):
            self._pair.children = tuple(parts)
        self._several.offer(pile)

    def _relabel(self) -> None:
        """Say the counts as they are now; new labels make the buttons forget which one is pressed."""
        labels = self._labels()
        if tuple(self._piles.options) == labels:
            return
        pile = self._piles.value
        self._piles.options = labels
        self._piles.value = pile

    def _empty(self, pile: Pile) -> str:
        language = self._desk.language
        if pile in {Pile.READY, Pile.TO_LOOK_AT}:
            return text("No draft waits here.", language)
        return text("No notice is here.", language)

    def _rows(self) -> list[Row]:
        return [self._row(entry) for entry in self._desk.model.in_pile(self._piles.value)]

    def _row(self, entry: Entry) -> Row:
        language, notice = self._desk.language, entry.notice
        return {
            "id": str(notice.id),
            "due": entry.due,
            "kind": word(notice.kind, language),
            "addressee": short(notice.addressee),
            "title": short(entry.title),
            "language": word(notice.language, language),
            "warnings": warnings_shortly(entry.warnings, language),
        }


def _columns(desk: Desk) -> list[Column]:
    language = desk.language
    return [
        Column(
            "due",
            text("Last day", language),
            kind="date",
            show=lambda day: day_short(day, language),
        ),
        Column("kind", text("Kind", language), filter=True),
        Column("addressee", text("Addressee", language)),
        Column("title", text("About", language)),
        Column("language", text("Language", language), filter=True, hidden="narrow"),
        Column("warnings", text("To look at", language), filter=True, hidden="narrow"),
    ]


class Several:
    """What is done with several notices of a pile at once, with one reason."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._pile = desk, Pile.READY
        self.widget = VBox()

    def offer(self, pile: Pile) -> None:
        """Offer what can be done with this pile; nothing with what is served or put aside."""
        self._pile = pile
        entries = self._desk.model.in_pile(pile)
        if not entries or pile in {Pile.SERVED, Pile.PUT_ASIDE}:
            swap(self.widget, [])
            return
        swap(self.widget, [self._form(entries)])

    def _form(self, entries: Sequence[Entry]) -> VBox:
        language = self._desk.language
        several = SelectMultiple(
            description=text("Notices", language),
            options=[(notice_name(entry, language), entry.notice.id) for entry in entries],
            rows=min(8, max(3, len(entries))),
        )
        acts = Acts(self._desk, reason=self._reason())
        self._offer_acts(acts, several, entries)
        return VBox(
            [
                heading(2, text("Several at once", language)),
                paragraph("help", text("Hold Ctrl or Shift to choose more than one.", language)),
                VBox([several, acts.reason]).add_class("cv-form").add_class("cv-form--broad"),
                acts.answer.widget,
                HBox(acts.buttons).add_class("cv-actions"),
            ]
        ).add_class("cv-card")

    def _reason(self) -> str:
        language = self._desk.language
        if self._pile is Pile.APPROVED:
            return text("Notices taken back", language)
        return text("Notices read and approved", language)

    def _offer_acts(self, acts: Acts, several: SelectMultiple, entries: Sequence[Entry]) -> None:
        language, model = self._desk.language, self._desk.model

        def approve_chosen(reason: str) -> str:
            return self._approved(_some(several.value), reason)

        def approve_all(reason: str) -> str:
            return self._approved([entry.notice.id for entry in entries], reason)

        def discard(reason: str) -> str:
            chosen = _some(several.value)
            model.discard(chosen, reason=reason)
            return text("Discarded: {count}", language, count=len(chosen))

        def take_back(reason: str) -> str:
            chosen = _some(several.value)
            model.take_back(chosen, reason=reason)
            return text("Drafts again: {count}", language, count=len(chosen))

        if self._pile is Pile.APPROVED:
            acts.offer(text("Take the chosen ones back", language), take_back)
            return
        if self._pile is Pile.READY:
            label = text("Approve all {count}", language, count=len(entries))
            acts.offer(label, approve_all, style="primary")
        acts.offer(text("Approve the chosen ones", language), approve_chosen)
        acts.offer(text("Discard the chosen ones", language), discard, style="danger")

    def _approved(self, notices: Sequence[UUID], reason: str) -> str:
        approved = self._desk.model.approve(notices, reason=reason)
        return text(
            "Approved: {count}. They wait under Send.", self._desk.language, count=len(approved)
        )


def _some(chosen: Sequence[UUID]) -> Sequence[UUID]:
    """Return what was chosen. Raises NotAllowed where that is nothing."""
    if not chosen:
        raise NotAllowed("Choose at least one notice.")
    return chosen
