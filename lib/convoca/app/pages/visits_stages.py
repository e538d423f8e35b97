"""States and stages of a visit: what the States answered, where it goes, entry refused, another place instead."""

from collections.abc import Iterable
from uuid import UUID

from ipywidgets import Button, DatePicker, Dropdown, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.typed import Values
from convoca.app.models.visits import VisitEditor
from convoca.app.models.visits_rows import blank_stage
from convoca.app.models.visits_stages import StagesModel
from convoca.app.pages.visits_rows import as_form, consent_rows, stage_inputs, stage_rows
from convoca.app.visit_words import people_named, telling
from convoca.app.widgets.choice_lists import named_states, offer, pick
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import button, heading, paragraph_html, reason_input
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.identifiers import StateCode, new_id
from convoca.domain.language import Language
from convoca.domain.on_site_observation import OnSiteObservation, VisitStage
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.services.importing.text import clean_line
from convoca.services.visits.stages import Move, Refusal, ToTell


class StagesPanel:
    """The rows, and below them what can happen to a stage."""

    def __init__(self, visit: Visit, editor: VisitEditor) -> None:
        self._visit, self._editor, self._language = visit, editor, visit.language
        language = visit.language
        codes = [state.code for state in editor.visits.states]
        states = named_states(codes, language)
        zones = sorted({state.zone for state in editor.visits.states})
        self._stages = stage_rows(states, zones, language)
        consents = Field(
            consent_rows(states, language),
            help_line=text(
                "A State that invites the Commission or consents furnishes what it needs (Art. 56).",
                language,
            ),
        )
        stages = Field(
            self._stages,
            help_line=text(
                "Nationals and residents of every State on whose soil a stage takes place are left "
                "out (Art. 54). The degrees serve to check travel and daylight.",
                language,
            ),
        )
        self.fields = {"consents": consents, "stages": stages}
        self._acts = VBox()
        self.widget = VBox(
            [
                heading(3, text("Invitation or consent, State by State", language)),
                as_form(consents),
                heading(3, text("Stages", language)),
                as_form(stages),
                self._acts,
            ]
        )

    def attend(self, bar: SaveBar) -> None:
        """Offer the acts; what comes of them is told by ``bar``."""
        model = StagesModel(self._editor)
        self._refusing = RefusalForm(self._visit, self._editor, model, bar)
        self._replacing = ReplacementForm(self._visit, self._editor, model, bar)
        self._acts.children = (self._refusing.widget, self._replacing.widget)

    def judge(self) -> None:
        """Let new stages begin on the days of the visit, and say what could happen to those there are."""
        visit, zones = self._editor.judged(), self._editor.zones()
        if visit is not None:
            self._stages.start_from(blank_stage(visit.opens, visit.closes, next(iter(zones), "")))
        self._refusing.judge()
        self._replacing.judge()


class _StageForm:
    """A button that opens a form about one stage; below the inputs what would follow."""

    def __init__(self, visit: Visit, editor: VisitEditor, model: StagesModel, bar: SaveBar) -> None:
        self._visit, self._editor, self._model, self._bar = visit, editor, model, bar
        self._language = visit.language
        self._stage = Dropdown(description=self._which(), options=[("", None)])
        self._follows, self._place = safe_html(""), VBox()
        self._open: Button = button(f"{self._label()}…", self._show)
        self.widget = VBox([self._open, self._place])
        self._form: VBox | None = None
        self._stage.observe(lambda _: self._turn(), "value")

    def _label(self) -> str:
        raise NotImplementedError

    def _which(self) -> str:
        raise NotImplementedError

    def _stages(self) -> Iterable[VisitStage]:
        raise NotImplementedError

    def _inputs(self) -> list[Widget]:
        raise NotImplementedError

    def _consequence(self, key: UUID) -> SafeHtml | None:
        raise NotImplementedError

    def _act(self, key: UUID, reason: str) -> str:
        raise NotImplementedError

    def judge(self) -> None:
        """Offer the stages that it can happen to; without any there is nothing to open."""
        stages = tuple(self._stages())
        options = [(_stage_name(stage, self._language), stage.id) for stage in stages]
        if list(self._stage.options) != options:
            kept = self._stage.value
            offer(self._stage, options)
            pick(self._stage, kept)
        self._open.layout.display = "" if stages and self._editor.stored else "none"
        if not stages:
            self._close()
        self._preview()

    def _show(self) -> None:
        if self._form is not None:
            self._close()
            return
        self._why = reason_input(self._language)
        confirm = button(self._label(), self._confirm, style="danger")
        fields = VBox([self._stage, *self._inputs()]).add_class("cv-form")
        last = VBox([self._why, confirm]).add_class("cv-form")
        self._form = VBox([fields, self._follows, last]).add_class("cv-card")
        self._place.children = (self._form,)
        self._preview()

    def _close(self) -> None:
        self._place.children, self._form = (), None

    def _turn(self) -> None:
        """Follow the stage that is chosen."""
        self._preview()

    def _chosen(self) -> VisitStage | None:
        return next((stage for stage in self._stages() if stage.id == self._stage.value), None)

    def _preview(self) -> None:
        if self._form is None or self._stage.value is None:
            self._follows.value = ""
            return
        half = paragraph_html(
            "muted", text("Fill in the form to see what follows.", self._language)
        )
        self._follows.value = self._consequence(self._stage.value) or half

    def _confirm(self) -> None:
        key, why = self._stage.value, self._why.value
        if key is not None:
            self._bar.run(lambda _: self._act(key, why))

    def _hold_reason(self) -> str:
        return text("The stage was refused entry: to be confirmed.", self._language)


class RefusalForm(_StageForm):
    """Entry to a stage is refused: which, when, by whom; what is held, and who must be told."""

    def _label(self) -> str:
        return text("Record that entry was refused", self._visit.language)

    def _which(self) -> str:
        return text("Stage that was refused entry", self._visit.language)

    def _stages(self) -> Iterable[VisitStage]:
        return self._model.standing()

    def _inputs(self) -> list[Widget]:
        language = self._language
        states = named_states((s.code for s in self._editor.visits.states), language)
        nobody = (text("No State", language), "")
        self._on = DatePicker(description=text("Refused on", language), value=self._editor.today)
        self._by = Dropdown(description=text("Refused by", language), options=[nobody, *states])
        self._words = Text(description=text("In which words", language))
        self._pick_state()
        for widget in (self._on, self._by, self._words):
            widget.observe(lambda _: self._preview(), "value")
        return [self._on, self._by, self._words]

    def _turn(self) -> None:
        if self._form is not None:
            self._pick_state()
        super()._turn()

    def _pick_state(self) -> None:
        """Propose the State on whose soil the stage is, or else the first one of the visit."""
        stage, visit = self._chosen(), self._editor.judged()
        if stage is not None and stage.territory:
            pick(self._by, stage.territory)
        elif visit is not None:
            pick(self._by, visit.states[0])

    def _by_state(self) -> StateCode | None:
        return StateCode(self._by.value) if self._by.value else None

    def _consequence(self, key: UUID) -> SafeHtml | None:
        refusal = self._model.would_refuse(
            key,
            on=self._on.value or self._editor.today,
            by=self._by_state(),
            words=clean_line(self._words.value),
            hold_reason=self._hold_reason(),
        )
        return None if refusal is None else refusal_words(refusal, self._editor, self._visit)

    def _act(self, key: UUID, reason: str) -> str:
        self._model.refuse(
            key,
            on=self._on.value or self._editor.today,
            by=self._by_state(),
            words=clean_line(self._words.value),
            hold_reason=self._hold_reason(),
            reason=reason,
        )
        self._close()
        return text(
            "The refusal is on record. Its activities wait; another place may take its stead.",
            self._language,
        )


class ReplacementForm(_StageForm):
    """Another place instead of one that was refused: what moves there, who may not go, who must be told."""

    def _label(self) -> str:
        return text("Put another place in its stead", self._visit.language)

    def _which(self) -> str:
        return text("Instead of", self._visit.language)

    def _stages(self) -> Iterable[VisitStage]:
        return self._model.unreplaced()

    def _inputs(self) -> list[Widget]:
        language = self._language
        states = named_states((s.code for s in self._editor.visits.states), language)
        zones = sorted({state.zone for state in self._editor.visits.states})
        inputs = stage_inputs(states, zones, language)
        for widget in inputs.values():
            widget.layout.flex = "none"  # one below the other here: they share no row
        self._fields = Inputs({name: Field(widget) for name, widget in inputs.items()})
        self._id = str(new_id())
        old = self._chosen()
        if old is not None:
            self._fields.fill(blank_stage(old.opens, old.closes, ""))
        self._fields.on_change(self._changed)
        return [self._fields[name] for name in self._fields.read()]

    def _changed(self) -> None:
        """Take the clock of the State's capital, until another is chosen."""
        territory, zone = self._fields["territory"].input, self._fields["zone"].input
        zones = {str(state.code): state.zone for state in self._editor.visits.states}
        if territory.value and not zone.value:
            zone.value = zones.get(territory.value, "")
        self._preview()

    def _typed(self) -> Values:
        return {**self._fields.read(), "id": self._id}

    def _consequence(self, key: UUID) -> SafeHtml | None:
        move = self._model.would_replace(key, self._typed(), hold_reason=self._hold_reason())
        return None if move is None else move_words(move, self._editor, self._visit)

    def _act(self, key: UUID, reason: str) -> str:
        move = self._model.replace(
            key, self._typed(), hold_reason=self._hold_reason(), reason=reason
        )
        self._close()
        return text(
            "The stage has another place. Activities that moved: {moved}; left behind: {left}.",
            self._language,
            moved=len(move.moved),
            left=len(move.left),
        )


def _stage_name(stage: VisitStage, language: Language) -> str:
    first, last = day_short(stage.opens, language), day_short(stage.closes, language)
    return f"{clean_line(stage.place)}, {first} … {last}"


def refusal_words(refusal: Refusal, editor: VisitEditor, visit: Visit) -> SafeHtml:
    """Say what a refusal holds up, and who is to be told."""
    language = visit.language
    return html_string(
        "<p>{held}</p>{activities}{told}",
        held=text("Activities that wait: {count}", language, count=len(refusal.held)),
        activities=_titles(refusal.visit, refusal.held),
        told=_told(refusal.to_tell, refusal.visit, editor, visit),
    )


def move_words(move: Move, editor: VisitEditor, visit: Visit) -> SafeHtml:
    """Say what moves along, what stays behind, whom Art. 54 bars, and who is to be told."""
    language = visit.language
    barred = joined(
        html_string(
            "<p><strong>{name}</strong></p>{line}", name=m.name, line=finding_line(f, language)
        )
        for m, f in move.barred
    )
    nobody = paragraph_html(
        "success", text("Nobody of the Special Commission is barred there (Art. 54).", language)
    )
    return html_string(
        "<p>{moved}</p>{goes}<p>{left}</p>{stays}{barred}{told}",
        moved=text("Activities that move there, on hold: {count}", language, count=len(move.moved)),
        goes=_titles(move.visit, move.moved),
        left=text("Activities that stay behind: {count}", language, count=len(move.left)),
        stays=_titles(move.visit, move.left),
        barred=barred or nobody,
        told=_told(move.to_tell, move.visit, editor, visit),
    )


def _titles(visit: OnSiteObservation, keys: Iterable[UUID]) -> SafeHtml:
    titles = {activity.id: clean_line(activity.title) for activity in visit.activities}
    items = joined(html_string("<li>{title}</li>", title=titles[key]) for key in keys)
    return html_string("<ul>{items}</ul>", items=items) if items else html_string("")


def _told(
    to_tell: Iterable[ToTell], after: OnSiteObservation, editor: VisitEditor, visit: Visit
) -> SafeHtml:
    language, names = visit.language, people_named(after, editor.visits.members)
    items = joined(
        html_string("<li>{line}</li>", line=telling(each, names, language)) for each in to_tell
    )
    return html_string(
        "<p><strong>{head}</strong></p><ul>{items}</ul>",
        head=text("To be told", language),
        items=items,
    )
