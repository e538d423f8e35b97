"""The form of a period: number and dates, call for requests, meeting away, next period, saving."""

from ipywidgets import (
    Button,
    DatePicker,
    Dropdown,
    HBox,
    IntText,
    Layout,
    SelectMultiple,
    Text,
    Textarea,
    TimePicker,
    VBox,
    Widget,
)

from convoca.app.models.period import PeriodModel
from convoca.app.pages.period_fields import Fields, what_is_wrong
from convoca.app.pages.period_places import Places
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, safe_html
from convoca.domain.errors import ConflictingEdit, ConvocaError, InvalidValue
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodKind, PeriodOfSessions
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.errors import error_text
from convoca.i18n.words import word

SLOT_LENGTHS = (45, 60, 75, 90, 120)


def period_form(fields: Fields, *, follows: Widget) -> Widget:
    """Show the form; what ``follows`` from its dates stands beside them where there is room."""
    dates = VBox(
        [_basics(fields), _call(fields), _away(fields), _next(fields)], layout=_share(3, "34rem")
    )
    beside = VBox([follows], layout=_share(2, "20rem"))
    return VBox(
        [
            HBox([dates, beside]),
            Places(fields).widget,
            _Saving(fields).widget,
        ]
    )


def _share(parts: int, least: str) -> Layout:
    return Layout(flex=f"{parts} 1 {least}", min_width="0")


def card(title: str, *inputs: Widget, wide: bool = False) -> VBox:
    """Put a part of the form under its heading."""
    body = VBox(list(inputs))
    body.add_class("cv-form")
    if wide:
        body.add_class("cv-form--wide")
    section = VBox([safe_html("<h2>{title}</h2>", title=title), body])
    section.add_class("cv-card")
    return section


def help_line(sentence: str) -> HtmlView:
    return safe_html('<p class="cv-help">{sentence}</p>', sentence=sentence)


def _basics(fields: Fields) -> Widget:
    language = fields.language
    kinds = [(word(kind, language), kind.value) for kind in PeriodKind]
    lengths = [(text("{count} minutes", language, count=n), n) for n in SLOT_LENGTHS]
    languages = [(word(one, language), one.value) for one in Language]
    label = text("Working languages", language)
    return card(
        text("The period", language),
        fields.field(IntText(description=text("Number", language)), "number", error="number"),
        fields.field(Dropdown(description=text("Kind", language), options=kinds), "kind"),
        fields.field(DatePicker(description=text("Opens", language)), "opens", error="opens"),
        fields.field(DatePicker(description=text("Closes", language)), "closes", error="closes"),
        fields.field(
            Dropdown(description=text("Length of a slot", language), options=lengths),
            "slot_minutes",
        ),
        labelled(label, fields.many(languages, "languages")),
        wide=True,
    )


def labelled(label: str, widget: Widget) -> VBox:
    """Put boxes to tick under the name that they share."""
    return VBox([safe_html("<strong>{label}</strong>", label=label), widget])


def _call(fields: Fields) -> Widget:
    language, model = fields.language, fields.model
    states = [(state_name(s.code, language), s.code) for s in model.states]
    propose = Button(description=text("Propose the usual dates", language))
    compared = safe_html("")

    def compare(_change: object = None) -> None:
        compared.value = _comparison(model, language)

    def fill_in(_button: object) -> None:
        model.propose_call()
        fields.changed()

    propose.on_click(fill_in)
    model.observe(compare, "judged")
    compare()
    inputs: list[Widget] = [
        fields.field(DatePicker(description=text("Call opens", language)), "call_opens_day"),
        fields.field(
            TimePicker(description=text("Hour at the seat (opening)", language), step=60),
            "call_opens_hour",
        ),
        fields.field(DatePicker(description=text("Call closes", language)), "call_closes_day"),
        fields.field(
            TimePicker(description=text("Hour at the seat (closing)", language), step=60),
            "call_closes_hour",
        ),
    ]
    if states:
        excluded = SelectMultiple(
            description=text("States left out of the call", language), options=states, rows=5
        )
        inputs.append(fields.field(excluded, "states_excluded"))
    section = card(text("Call for requests", language), *inputs, wide=True)
    below = fields.with_error(VBox([compared, propose]), "call")
    section.children = (*section.children, below)
    return section


def _comparison(model: PeriodModel, language: Language) -> SafeHtml:
    """Set the announced closing beside the last day of the Rules; neither corrects the other."""
    found = [f for f in model.judged.findings if f.rule == "call_closes_by_the_last_day"]
    if found:
        style = "cv-note" if not found[0].cure else "cv-warning"
        sentence = f"{findings.sentence(found[0], language)} {findings.cure(found[0], language)}"
    else:
        style = "cv-help"
        sentence = text(
            "The call is a window that you announce; the time limit of the Rules holds beside it. "
            "Usually calls close about 66 days before the opening.",
            language,
        )
    return html_string('<p class="{style}">{said}</p>', style=style, said=sentence)


def _away(fields: Fields) -> Widget:
    language = fields.language
    section = card(
        text("Meeting away from the seat (Art. 14.2)", language),
        fields.field(
            DatePicker(description=text("Absolute majority voted on", language)),
            "majority_voted_on",
        ),
        fields.field(
            Text(description=text("Votes in favour", language)),
            "votes_in_favour",
            error="votes_in_favour",
        ),
        fields.field(
            DatePicker(description=text("Consent or invitation of the State on", language)),
            "consent_given_on",
        ),
        fields.field(
            Text(description=text("Reference of the consent", language)), "consent_reference"
        ),
        wide=True,
    )
    told = help_line(text("Needed only where a place lies away from the seat.", language))
    section.children = (section.children[0], told, *section.children[1:])
    return section


def _next(fields: Fields) -> Widget:
    language = fields.language
    return card(
        text("Next period, publication and note", language),
        fields.field(
            DatePicker(description=text("Next period opens", language)), "next_period_opens"
        ),
        fields.field(
            Text(description=text("Place of the next period", language)), "next_period_place"
        ),
        fields.field(
            DatePicker(description=text("Date and place fixed on", language)),
            "next_period_fixed_on",
        ),
        fields.field(
            DatePicker(description=text("Calendar of hearings published on", language)),
            "calendar_published_on",
        ),
        fields.field(Textarea(description=text("Note", language)), "note"),
        wide=True,
    )


class _Saving:
    """Reason and buttons; what stops a saving is told here and beside its field."""

    def __init__(self, fields: Fields) -> None:
        language = fields.language
        self._fields, self._model, self._language = fields, fields.model, language
        is_new = fields.model.stored is None
        reason = (
            text("Period of sessions created", language)
            if is_new
            else text("Details of the period completed", language)
        )
        self._reason = Text(description=text("Reason", language), value=reason)
        label = text("Create the period", language) if is_new else text("Save", language)
        save = Button(description=label, button_style="primary")
        discard = Button(description=text("Discard what is not saved", language))
        save.on_click(lambda _: self._save())
        discard.on_click(lambda _: self._discard())
        self._outcome = VBox()
        actions = HBox([save, discard])
        actions.add_class("cv-actions")
        self.widget = VBox([self._outcome, self._reason, actions])
        self.widget.add_class("cv-form")

    def _save(self) -> None:
        self._fields.flush()
        self._outcome.children = ()
        try:
            saved = self._model.save(self._reason.value)
        except ConflictingEdit as error:
            self._outcome.children = (self._conflict(error),)
        except InvalidValue as error:
            self._say(self._in_the_form(error))
        except ConvocaError as error:
            self._say(error_text(error, self._language))
        else:
            self._saved(saved)

    def _saved(self, saved: PeriodOfSessions) -> None:
        """Come back to the period as it is on record: other pages may start from here."""
        self._fields.visit.announce(text("The period is saved.", self._language))
        self._fields.visit.navigate("period", period=saved.number)

    def _conflict(self, error: ConflictingEdit) -> Widget:
        def save_mine(mine: PeriodOfSessions) -> None:
            self._outcome.children = ()
            try:
                self._saved(self._model.save_over(mine, self._reason.value))
            except ConflictingEdit as again:
                self._outcome.children = (self._conflict(again),)

        def keep_theirs(theirs: PeriodOfSessions) -> None:
            self._model.keep_theirs(theirs)
            self._fields.visit.navigate("period", period=theirs.number)

        return conflict_panel(error, self._language, keep_theirs=keep_theirs, save_mine=save_mine)

    def _discard(self) -> None:
        self._fields.flush()
        self._model.discard_draft()
        stored = self._model.stored
        if stored is None:
            self._fields.visit.navigate("period", new=1)
        else:
            self._fields.visit.navigate("period", period=stored.number)

    def _in_the_form(self, error: InvalidValue) -> str:
        return text(
            "The period is not saved yet. {error}",
            self._language,
            error=what_is_wrong(error, self._language),
        )

    def _say(self, sentence: str) -> None:
        self._outcome.children = (
            safe_html('<p class="cv-problem" role="alert">{said}</p>', said=sentence),
        )
