"""Country rapporteurs (Art. 15.2): who is in charge of which State as of a day, and designating them."""

from collections.abc import Callable
from datetime import date

from ipywidgets import DatePicker, HBox, Layout, Text, VBox

from convoca.app.models.year_forms import RapporteurForm
from convoca.app.pages.year_desk import Desk
from convoca.app.pages.year_record import RecordPanel
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.inputs import Field, labelled
from convoca.app.widgets.parts import button, chip, heading, paragraph_html, swap
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string
from convoca.app.widgets.table import Column, Table, table
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member, Rapporteurship
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.year.coverage import Coverage


class RapporteursPanel:
    """The table of all States as of a day; below it the State that is chosen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language, model = desk.language, desk.model
        self._as_of = DatePicker(description=text("As of the day", language), value=model.as_of)
        self._as_of.observe(lambda change: self._look_at(change["new"]), "value")
        self._covered, self._below = HtmlView(), VBox()
        self._table: Table = table(
            self._columns(),
            self._rows(),
            language=language,
            caption=text("Member States and their rapporteurs", language),
            on_select=self._choose,
            page_size=35,
        )
        bar = HBox([labelled(self._as_of, width="14rem")]).add_class("cv-toolbar")
        self.widget = VBox([bar, self._covered, self._below, self._table])
        model.observe(lambda _: self._draw(), ["file", "as_of"])
        self._draw()
        if model.chosen in {str(state) for state in model.file.states}:
            self._table.selected = model.chosen

    def _look_at(self, day: date | None) -> None:
        if day is not None:
            self._desk.model.as_of = day

    def _draw(self) -> None:
        found = self._desk.model.coverage()
        covered = sum(each.is_covered for each in found)
        self._covered.value = html_string(
            '<p class="cv-strong">{said}</p>',
            said=text(
                "Member States with a rapporteur who may be in charge: {covered} of {all}, as of {day}.",
                self._desk.language,
                covered=covered,
                all=len(found),
                day=self._desk.day(self._desk.model.as_of),
            ),
        )
        self._table.show(self._rows())

    def _columns(self) -> list[Column]:
        language = self._desk.language
        return [
            Column("state", text("State", language)),
            Column("member", text("Rapporteur", language), filter=True),
            Column("standing", text("Standing", language), filter=True),
            Column("since", text("On record since", language)),
            Column("source", text("Source", language), hidden="narrow"),
        ]

    def _rows(self) -> list[dict[str, object]]:
        rows = [self._row(each) for each in self._desk.model.coverage()]
        return sorted(rows, key=lambda row: str(row["state"]))

    def _row(self, each: Coverage) -> dict[str, object]:
        held = each.rapporteurship
        return {
            "id": str(each.state),
            "state": self._desk.state(each.state),
            "member": each.member.name if each.member else "",
            "standing": standing(each, self._desk),
            "since": self._desk.known_since(held) if held else "",
            "source": held.source if held else "",
        }

    def _choose(self, key: str) -> None:
        self._desk.model.chosen = key
        if key:
            self._open(StateCode(key)).focus()
        else:
            swap(self._below, [])

    def _open(self, state: StateCode, stored: Rapporteurship | None = None) -> "StatePanel":
        panel = StatePanel(
            self._desk,
            state,
            stored,
            done=lambda: self._open(state),
            correct=lambda held: self._open(state, held).focus(),
            close=self._close,
        )
        swap(self._below, [panel.widget])
        return panel

    def _close(self) -> None:
        self._table.selected = ""


def standing(each: Coverage, desk: Desk) -> str:
    """Say in as few words as a column has room for how a State stands."""
    language = desk.language
    if each.rapporteurship is None:
        return text("Nobody on record", language)
    if not each.is_in_office:
        return text("No longer a member", language)
    if each.finding and each.finding.verdict is not Verdict.MET:
        return text("Tie to the State: see below", language)
    return text("In charge", language)


class StatePanel:
    """One State: who was in charge since when, and the form for a designation or a correction."""

    def __init__(
        self,
        desk: Desk,
        state: StateCode,
        stored: Rapporteurship | None,
        *,
        done: Callable[[], object],
        correct: Callable[[Rapporteurship], object],
        close: Callable[[], object],
    ) -> None:
        self._desk, self._state = desk, state
        self._form = RapporteurForm(desk.model, state, stored)
        language = desk.language
        self._member = choice(text("Member in charge", language), self._options())
        fields = {
            "member": Field(self._member),
            "as_of": Field(DatePicker(description=text("In charge from", language))),
            "source": Field(
                Text(description=text("Source", language)),
                help_line=text(
                    "Where it is written: a resolution, minutes, a press release.", language
                ),
            ),
            "note": Field(Text(description=text("Note", language))),
        }
        is_new = stored is None
        panel = RecordPanel(
            desk,
            self._form,
            fields,
            reason=text("Rapporteur designated", language)
            if is_new
            else text("Designation corrected", language),
            saved=text("The designation is saved.", language),
            done=done,
        )
        legend = (
            text("Designate a rapporteur", language)
            if is_new
            else text("Correct the designation of {day}", language, day=desk.known_since(stored))
            if stored
            else ""
        )
        back = [] if is_new else [button(text("Designate another one instead", language), done)]
        card = VBox(
            [
                heading(2, desk.state(state)),
                self._history(correct),
                heading(3, legend),
                *back,
                panel.widget,
                button(text("Close", language), close),
            ]
        )
        self.widget, self.focus = card.add_class("cv-card"), panel.focus

    def _options(self) -> list[tuple[str, str]]:
        """Offer the members in office, those with the fewest States first, and whoever is on record."""
        language, model = self._desk.language, self._desk.model
        found = model.candidates(self._state, self._form.day())
        offered = [(self._named(*each), str(each[0].id)) for each in found]
        known = {key for _, key in offered}
        held = str(self._form.typed["member"])
        others = [(m.name, str(m.id)) for m in model.file.members if str(m.id) == held]
        return [
            (text("Choose the member", language), ""),
            *offered,
            *(each for each in others if each[1] not in known),
        ]

    def _named(self, member: Member, finding: Finding, states: int) -> str:
        language = self._desk.language
        charged = text("in charge of {count} States", language, count=states)
        if finding.verdict is Verdict.MET:
            return f"{member.name} · {charged}"
        return f"{member.name} · {charged} · {word(finding.verdict, language)}"

    def _history(self, correct: Callable[[Rapporteurship], object]) -> VBox:
        """List what is on record, the newest first; each can be corrected."""
        language = self._desk.language
        history = self._desk.model.state(self._state).history
        if not history:
            none = text("No rapporteur for this State is on record.", language)
            return VBox([HtmlView(paragraph_html("muted", none))])
        return VBox([self._line(each, correct) for each in history])

    def _line(self, held: Rapporteurship, correct: Callable[[Rapporteurship], object]) -> HBox:
        language, desk = self._desk.language, self._desk
        name = desk.member(held.member)
        since = desk.known_since(held)
        label = HtmlView(
            html_string(
                "<p>{chip} <strong>{since}</strong> {name} <span class='cv-muted'>{told}</span></p>",
                chip=self._checked(held),
                since=since,
                name=name,
                told=" · ".join(filter(None, (held.source, held.note))),
            )
        )
        label.layout = Layout(flex="1 1 16rem", min_width="0")
        tip = text("Correct the designation of {name}, {day}", language, name=name, day=since)
        return HBox([label, button(text("Correct", language), lambda: correct(held), tip=tip)])

    def _checked(self, held: Rapporteurship) -> SafeHtml:
        language = self._desk.language
        if held.verified:
            return chip("met", text("compared with the source", language))
        return chip("undetermined", text("not compared with a source", language))
