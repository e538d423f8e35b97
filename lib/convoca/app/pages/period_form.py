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
from convoca.app.pages.period_fields import Fields
from convoca.app.pages.period_places import Places
from convoca.app.widgets.choice_lists import named_states, words_of
from convoca.app.widgets.parts import heading, paragraph
from convoca.app.widgets.safe_html import SafeHtml, html_string, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodKind
from convoca.i18n import findings
from convoca.i18n.catalogue import text

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
            _save_bar(fields),
        ]
    )


def _share(parts: int, least: str) -> Layout:
    return Layout(flex=f"{parts} 1 {least}", min_width="0")


def card(title: str, *inputs: Widget, wide: bool = False) -> VBox:
    """Put a part of the form under its heading."""
    body = VBox(list(inputs)).add_class("cv-form")
    if wide:
        body.add_class("cv-form--wide")
    return VBox([heading(2, title), body]).add_class("cv-card")


def _basics(fields: Fields) -> Widget:
    language = fields.language
    kinds = words_of(PeriodKind, language)
    lengths = [(text("{count} minutes", language, count=n), n) for n in SLOT_LENGTHS]
    languages = words_of(Language, language)
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
    states = named_states((state.code for state in model.states), language)
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
    told = paragraph("help", text("Needed only where a place lies away from the seat.", language))
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


def _save_bar(fields: Fields) -> SaveBar:
    """Save or discard; then come back to the period as it is on record: other pages may start from here."""
    language, model, visit = fields.language, fields.model, fields.visit
    reason, label = text("Details of the period completed", language), text("Save", language)
    if model.stored is None:
        reason = text("Period of sessions created", language)
        label = text("Create the period", language)

    def save(why: str) -> None:
        fields.flush()
        model.save(why)

    def discard() -> None:
        fields.flush()
        model.discard_draft()

    def come_back() -> None:
        if model.stored is None:
            visit.navigate("period", new=1)
        else:
            visit.navigate("period", period=model.stored.number)

    bar = SaveBar(visit, reason=reason, save_over=model.save_over, discard=discard, done=come_back)
    bar.offer(label, save, said=text("The period is saved.", language), style="primary")
    bar.offer_to_discard()
    return bar
