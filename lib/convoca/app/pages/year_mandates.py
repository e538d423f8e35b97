"""Mandates of thematic and special rapporteurships (Arts. 15.3, 15.4): holder, review, term."""

from collections.abc import Callable

from ipywidgets import DatePicker, HBox, Text, VBox

from convoca.app.models.year_forms import MandateForm
from convoca.app.pages.year_desk import Desk, member_options
from convoca.app.pages.year_record import RecordPanel
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.app.widgets.table import Column, table
from convoca.domain.finding import Verdict
from convoca.domain.mandate import Mandate, MandateKind
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.rules.rapporteurships import review_falls_due, term_of_special_rapporteur_ends

#: The key, in the address, of a mandate that was never saved.
NEW = "new"


class MandatesPanel:
    """The table of the mandates, and the one that is chosen or begun."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language, model = desk.language, desk.model
        self._below = VBox()
        self._table = table(
            self._columns(),
            self._rows(),
            language=language,
            caption=text("Mandates of rapporteurs", language),
            on_select=self._choose,
        )
        new = button(text("New mandate", language), lambda: self._show(None), style="primary")
        note = text(
            "A mandate is reviewed, renewed or ended at least every three years (Art. 15.3). A special "
            "rapporteur serves three years, renewable once (Art. 15.4).",
            language,
        )
        self.widget = VBox(
            [
                paragraph("muted", note),
                HBox([new]).add_class("cv-toolbar"),
                self._below,
                self._table,
            ]
        )
        model.observe(lambda _: self._table.show(self._rows()), "file")
        known = {str(key): mandate for key, mandate in model.file.mandate_by_id.items()}
        if model.chosen in known:
            self._table.selected = model.chosen
        elif model.chosen == NEW:
            self._show(None)

    def _columns(self) -> list[Column]:
        desk, language = self._desk, self._desk.language
        return [
            Column("name", text("Mandate", language)),
            Column("kind", text("Kind", language), filter=True),
            Column("holder", text("Held by", language)),
            Column("review", text("Next review by", language), kind="date", show=desk.day),
            Column("term", text("Term ends on", language), kind="date", show=desk.day),
            Column("standing", text("Standing", language), filter=True),
        ]

    def _rows(self) -> list[dict[str, object]]:
        return [self._row(mandate) for mandate in self._desk.model.file.mandates]

    def _row(self, mandate: Mandate) -> dict[str, object]:
        return {
            "id": str(mandate.id),
            "name": mandate.name,
            "kind": word(mandate.kind, self._desk.language),
            "holder": mandate.holder or self._desk.member(mandate.member),
            "review": None if mandate.ended_on else review_falls_due(mandate),
            "term": term_of_special_rapporteur_ends(mandate),
            "standing": self._standing(mandate),
        }

    def _standing(self, mandate: Mandate) -> str:
        language = self._desk.language
        if mandate.ended_on and mandate.ended_on <= self._desk.model.today:
            return text("Ended", language)
        judged = self._desk.model.mandate_findings(mandate)
        wrong = [f for f in judged if f.verdict is not Verdict.MET]
        if not wrong:
            return text("In order", language)
        return ", ".join(
            f"{findings.title(finding.rule, language)} ({word(finding.verdict, language)})"
            for finding in wrong
        )

    def _choose(self, key: str) -> None:
        mandates = self._desk.model.file.mandates
        chosen = next((mandate for mandate in mandates if str(mandate.id) == key), None)
        if chosen is not None:
            self._show(chosen)
        elif self._desk.model.chosen != NEW:
            self._close()

    def _show(self, mandate: Mandate | None) -> None:
        self._desk.model.chosen = str(mandate.id) if mandate else NEW
        if mandate is None:
            self._table.selected = ""
        panel = MandatePanel(self._desk, mandate, self._close)
        swap(self._below, [panel.widget])
        panel.focus()

    def _close(self) -> None:
        self._desk.model.chosen = ""
        self._table.selected = ""
        swap(self._below, [])


class MandatePanel:
    """The form of one mandate; what does not go with its kind is not shown."""

    def __init__(self, desk: Desk, mandate: Mandate | None, close: Callable[[], object]) -> None:
        self._form = MandateForm(desk.model, mandate)
        language = desk.language
        kinds = [(word(kind, language), kind.value) for kind in MandateKind]
        nobody = text("Nobody yet", language)
        self._fields = {
            "name": Field(Text(description=text("What the mandate is called", language))),
            "kind": Field(
                choice(text("Kind of mandate", language), kinds, MandateKind.THEMATIC.value)
            ),
            "member": Field(
                choice(text("Member", language), member_options(desk.model.file.members, nobody))
            ),
            "holder": Field(Text(description=text("Special rapporteur", language))),
            "holder_since": Field(DatePicker(description=text("Holds it since", language))),
            "renewed_on": Field(
                DatePicker(description=text("Renewed for a second term on", language))
            ),
            "created_on": Field(DatePicker(description=text("Created on", language))),
            "reviewed_on": Field(DatePicker(description=text("Last reviewed on", language))),
            "ended_on": Field(DatePicker(description=text("Ended on", language))),
            "source": Field(Text(description=text("Source", language))),
        }
        panel = RecordPanel(
            desk,
            self._form,
            self._fields,
            reason=text("Mandate changed", language)
            if mandate
            else text("Mandate recorded", language),
            saved=text("The mandate is saved.", language),
            done=close,
            changed=self._show_what_applies,
        )
        title = mandate.name if mandate else text("New mandate", language)
        self.focus = panel.focus
        closing = button(text("Close", language), close)
        self.widget = VBox([heading(2, title), panel.widget, closing]).add_class("cv-card")

    def _show_what_applies(self) -> None:
        is_special = self._form.kind is MandateKind.SPECIAL
        for name in ("holder", "renewed_on"):
            self._fields[name].layout.display = "" if is_special else "none"
        self._fields["member"].layout.display = "none" if is_special else ""
