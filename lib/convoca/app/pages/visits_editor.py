"""One visit: what it is, who goes, what happens on it, and what the Rules say of it."""

from collections.abc import Callable, Iterable, Iterator

from ipywidgets import Button, Checkbox, DatePicker, Dropdown, Tab, Text, Textarea, VBox

from convoca.app.frame import Autosave, Visit
from convoca.app.models.visits import VisitEditor
from convoca.app.pages.visits_activities import ActivitiesPanel
from convoca.app.pages.visits_afterwards import AfterwardsPanel
from convoca.app.pages.visits_commission import CommissionPanel
from convoca.app.pages.visits_sheets import SheetsPanel
from convoca.app.pages.visits_stages import StagesPanel
from convoca.app.widgets.choice_lists import PickList, named_states, words_of
from convoca.app.widgets.finding_line import field_of, finding_line, sentence_of
from convoca.app.widgets.history_list import history_list
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import button, draft_is_back, paragraph_html, reason_input, swap
from convoca.app.widgets.safe_html import SafeHtml, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.language import Language
from convoca.domain.on_site_observation import ObservationKind
from convoca.domain.period_of_sessions import Modality
from convoca.i18n.catalogue import text
from convoca.services.importing.text import clean_line


class VisitPanel:
    """The form of a visit. Whatever changes is judged at once and kept as a draft."""

    def __init__(
        self, visit: Visit, editor: VisitEditor, *, saved: Callable[[str], object]
    ) -> None:
        self._visit, self._editor, self._saved = visit, editor, saved
        language = visit.language
        self._autosave = Autosave(self._keep_draft, visit)
        self._commission = CommissionPanel(visit, editor)
        self._stages = StagesPanel(visit, editor)
        self._afterwards = AfterwardsPanel(visit, editor)
        self._sheets = SheetsPanel(visit, editor)
        self._activities = ActivitiesPanel(visit, editor, changed=self._typed)
        essentials = essential_fields(editor, language)
        fields = (
            essentials,
            self._stages.fields,
            self._commission.fields,
            self._afterwards.fields,
        )
        self._inputs = Inputs({name: f for group in fields for name, f in group.items()})
        programme = {"activity", "activities"}
        first, stages, commission, afterwards = (set(group) for group in fields)
        self._fields_of_tabs = (first, stages, commission, programme, afterwards)
        self._head, self._history = VBox(), safe_html("")
        self._tabs = Tab(
            [
                _wide(essentials.values()),
                self._stages.widget,
                self._commission.widget,
                self._activities.widget,
                self._afterwards.widget,
                self._sheets.widget,
                self._history,
            ],
            titles=[
                text("The visit", language),
                text("States and stages", language),
                text("Special Commission", language),
                text("Programme of activities", language),
                text("Afterwards", language),
                text("Day sheets", language),
                text("History", language),
            ],
        )
        self._bar = self._save_bar()
        self._stages.attend(self._bar)
        self._afterwards.attend(self._bar)
        self._cancelling = VBox()
        self.widget = VBox([self._head, self._tabs, self._bar, self._cancelling])
        self._fill()
        self._inputs.on_change(self._typed)

    # Typing --------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._editor.type(self._inputs.read())
        self._bar.forget_refusal()
        self._autosave.changed()
        self._judge()

    def _keep_draft(self) -> None:
        try:
            self._editor.keep_draft()
        except ProtectedNameFound as error:
            self._tell(field_of(error), sentence_of(error, self._visit.language))
            raise

    def _judge(self) -> None:
        for panel in (self._commission, self._stages, self._activities, self._afterwards):
            panel.judge()
        self._draw_head()

    def _fill(self) -> None:
        """Show what is on record, or what the draft says."""
        self._inputs.fill(self._editor.typed)
        self._commission.judge()
        self._inputs.fill(self._editor.typed)
        self._stages.judge()
        self._activities.fill()
        self._afterwards.judge()
        self._sheets.judge()
        self._draw_head()
        self._draw_cancelling()
        self._draw_history()

    def _draw_history(self) -> None:
        language, entries = self._visit.language, self._editor.history()
        never = paragraph_html("muted", text("This visit was never saved.", language))
        self._history.value = history_list(entries, language) if entries else never

    def _tell(self, field: str, sentence: str) -> bool:
        """Say what is wrong beside its field, and turn to the tab that it is on."""
        told = self._inputs.tell(field, sentence)
        told = self._activities.tell(field, sentence) or told
        if sentence:
            for number, names in enumerate(self._fields_of_tabs):
                if field in names:
                    self._tabs.selected_index = number
        return told

    # What is shown -------------------------------------------------------------------------------

    def _draw_head(self) -> None:
        language, editor = self._visit.language, self._editor
        title = clean_line(str(editor.typed["title"])) or text("New visit", language)
        unjudged = text(
            "Choose the days and the States: then the Special Commission can be judged.", language
        )
        heading = safe_html(
            "<h2>{title}</h2>{notes}{findings}",
            title=title,
            notes=joined(self._notes()),
            findings=joined(finding_line(f, language) for f in editor.findings())
            or paragraph_html("muted", unjudged),
        )
        swap(self._head, [heading])

    def _notes(self) -> Iterator[SafeHtml]:
        language, editor = self._visit.language, self._editor
        if editor.draft_found:
            yield draft_is_back(language)
        if editor.stored and editor.stored.is_cancelled:
            told = text("Cancelled: {reason}", language, reason=editor.cancelled_because())
            yield paragraph_html("warning", told)

    # Acts ----------------------------------------------------------------------------------------

    def _save_bar(self) -> SaveBar:
        language, editor = self._visit.language, self._editor
        reason = (
            text("Visit changed", language) if editor.stored else text("Visit entered", language)
        )
        bar = SaveBar(
            self._visit,
            reason=reason,
            tell=self._tell,
            save_over=editor.save_over,
            discard=editor.discard_draft,
            done=self._done,
            names=_names(editor),
        )
        bar.offer(
            text("Save", language),
            editor.save,
            said=text("The visit is saved.", language),
            style="primary",
        )
        bar.offer_to_discard()
        return bar

    def _done(self) -> None:
        self._autosave.flush()
        self._visit.channel.draft = ""
        self._fill()
        self._saved(self._editor.key)

    def _draw_cancelling(self) -> None:
        """Offer to cancel, or to take up again: for either a reason must be written."""
        language, stored = self._visit.language, self._editor.stored
        if stored is None:
            swap(self._cancelling, [])
            return
        if stored.is_cancelled:
            label, act = text("Take the visit up again", language), self._editor.take_up_again
            said = text("The visit goes ahead.", language)
        else:
            label, act = text("Cancel the visit", language), self._editor.cancel
            said = text("The visit is cancelled.", language)
        ask = button(f"{label}…", lambda: swap(self._cancelling, [asked]), style="danger")
        why = reason_input(language)
        confirm = Button(description=label, button_style="danger")
        asked = VBox([why, confirm]).add_class("cv-form")
        confirm.on_click(lambda _: self._bar.run(lambda _: act(reason=why.value), said))
        swap(self._cancelling, [ask])


def _names(editor: VisitEditor) -> dict[object, str]:
    """Name what two versions of a visit refer to: people, and stages by their places."""
    stored = editor.stored
    names: dict[object, str] = {member.id: member.name for member in editor.visits.members}
    if stored is not None:
        names |= {each.id: clean_line(each.name) for each in stored.delegates}
        names |= {stage.id: clean_line(stage.place) for stage in stored.stages}
    return names


def _wide(fields: Iterable[Field]) -> VBox:
    return VBox(list(fields)).add_class("cv-form").add_class("cv-form--wide")


def essential_fields(editor: VisitEditor, language: Language) -> dict[str, Field]:
    """Return the fields that say what the visit is."""
    states = named_states((state.code for state in editor.visits.states), language)

    return {
        "title": Field(Text(description=text("Title", language))),
        "kind": Field(
            Dropdown(
                description=text("Kind", language), options=words_of(ObservationKind, language)
            ),
            help_line=text(
                "Articles 53 to 57 bind on-site observations; for the other kinds they are practice.",
                language,
            ),
        ),
        "opens": Field(DatePicker(description=text("First day", language))),
        "closes": Field(DatePicker(description=text("Last day", language))),
        "states": Field(
            PickList(states, description=text("States observed", language), language=language)
        ),
        "territories": Field(
            PickList(
                states,
                description=text("Other States on whose soil it takes place", language),
                language=language,
            ),
            help_line=text("Nationals and residents of these States are left out too.", language),
        ),
        "places": Field(
            Textarea(description=text("Places", language)),
            help_line=text(
                "The itinerary is protected: it appears in no public calendar.", language
            ),
        ),
        "modality": Field(
            Dropdown(description=text("Modality", language), options=words_of(Modality, language))
        ),
        "invited_on": Field(
            DatePicker(description=text("Invitation or consent of the State, dated", language))
        ),
        "consent_reference": Field(
            Text(description=text("Reference of the invitation or consent", language))
        ),
        "note": Field(Textarea(description=text("Note", language))),
        "is_public": Field(
            Checkbox(
                description=text("Dates and States were announced to the public", language),
                indent=False,
            ),
            help_line=text(
                "Without this the visit is in no public calendar. Members and places never are, and of "
                "the activities those alone that are released.",
                language,
            ),
        ),
    }
