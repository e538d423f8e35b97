"""Visits: what each State guarantees to the Special Commission, answer by answer (Arts. 56, 57), and the notice of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ipywidgets import DatePicker, Dropdown, HBox, Text, VBox, Widget

from convoca.app.models.typed import Typed, as_json
from convoca.app.pages.notices_desk import Acts, Desk, card, saying
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.pages.notices_guarantees import article_of, guarantee_words
from convoca.app.widgets.choice_lists import choice, named_states, offer, pick
from convoca.app.widgets.inputs import Field, labelled
from convoca.app.widgets.parts import paragraph, paragraph_html, short, swap
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.language import Language
from convoca.domain.on_site_observation import GuaranteeAnswer, OnSiteObservation
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.services.observations import GUARANTEES, checklist

_YES, _NO = "yes", "no"


class VisitsPanel:
    """A visit is chosen; below it the notice to each State, and the checklist of the answers of one of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: tuple[ObservationId, tuple[StateCode, ...]] | None = None
        self._asked: tuple[ObservationId, StateCode] | None = None
        self._form: RecordForm[OnSiteObservation] | None = None
        language = desk.language
        self._visit = Dropdown(description=text("Visit", language))
        self._state = Dropdown(description=text("State", language))
        self._none, self._notice, self._answers = saying(), VBox(), VBox()
        self._choice = labelled(self._visit, width="36rem")
        self._whose = labelled(self._state, width="20rem")
        self.widget = VBox([self._choice, self._none, self._notice, self._whose, self._answers])
        self._visit.observe(lambda _: self._draw(), "value")
        self._state.observe(lambda _: self._draw_answers(), "value")
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        """Offer the on-site observations of the period's year; keep the chosen one."""
        visits, language = self._desk.visits.visits(), self._desk.language
        options = [(_visit_name(visit, language), visit.id) for visit in visits]
        if tuple(self._visit.options) != tuple(options):
            kept = self._visit.value
            offer(self._visit, options)
            if kept in {visit.id for visit in visits}:
                self._visit.value = kept
        self._choice.layout.display = "" if visits else "none"
        none = text("No on-site observation is on record in the year of this period.", language)
        self._none.say(None if visits else paragraph_html("muted", none))
        self._draw()

    def _draw(self) -> None:
        visit = self._desk.visits.visit(self._visit.value)
        self._whose.layout.display = "" if visit else "none"
        if visit is None:
            self._told = self._asked = self._form = None
            swap(self._notice, [])
            swap(self._answers, [])
            return
        told = (visit.id, visit.states_touched)
        if told != self._told:
            self._told = told
            swap(self._notice, [notice_card(self._desk, visit)])
            self._offer_states(visit)
        self._draw_answers()

    def _offer_states(self, visit: OnSiteObservation) -> None:
        """Offer the States that the visit touches; keep the chosen one."""
        kept = self._state.value
        offer(self._state, named_states(visit.states_touched, self._desk.language))
        pick(self._state, kept if kept in visit.states_touched else visit.states_touched[0])

    def _draw_answers(self) -> None:
        visit, state = self._desk.visits.visit(self._visit.value), self._state.value
        if visit is None or state not in visit.states_touched:
            return
        if self._form is not None and self._asked == (visit.id, state):
            self._form.follow(visit)
            return
        self._asked = (visit.id, state)
        self._form = answers_form(self._desk, visit, state)
        swap(self._answers, [self._answers_card(self._form)])

    def _answers_card(self, form: RecordForm[OnSiteObservation]) -> Widget:
        language = self._desk.language
        told = text(
            "What the State guarantees by Arts. 56 and 57. Its answers stand in the notices that "
            "follow, and on record with their day.",
            language,
        )
        return card(text("Guarantees of the State", language), paragraph("help", told), form.widget)


def _visit_name(visit: OnSiteObservation, language: Language) -> str:
    days = f"{day_short(visit.opens, language)} … {day_short(visit.closes, language)}"
    return f"{days} · {short(visit.title)}"


def notice_card(desk: Desk, visit: OnSiteObservation) -> Widget:
    """Draft the notice of a visit to one of the States that it touches."""
    language = desk.language
    state = choice(
        text("To the State", language),
        named_states(visit.states_touched, language),
        visit.states_touched[0],
    )
    acts = Acts(desk)

    def draft(_reason: str) -> str:
        notice = desk.visits.draft_notice(visit, state.value)
        desk.model.chosen = notice.id
        return text("The notice is drafted. It waits in the outbox.", language)

    acts.offer(text("Draft the notice", language), draft, style="primary")
    return card(
        text("Notice to the State", language),
        VBox([state]).add_class("cv-form"),
        acts.answer.widget,
        HBox(acts.buttons).add_class("cv-actions"),
    )


def answers_form(
    desk: Desk, visit: OnSiteObservation, state: StateCode
) -> RecordForm[OnSiteObservation]:
    """Ask, point by point, what a State answered, when, and in which words."""
    language, visits = desk.language, desk.visits
    filing = Filing(
        values=partial(_values, state),
        changed=partial(_changed, state),
        save=partial(visits.save, state),
        stored=visits.stored,
    )
    points = {letter: _point(letter, language) for letter in GUARANTEES}
    return RecordForm(
        desk,
        f"notices:guarantees:{visit.id}:{state}",
        visit,
        {name: field for fields in points.values() for name, field in fields.items()},
        filing,
        label=text("Save the answers", language),
        said=text("The answers of the State are on record.", language),
        reason=text("Answer of the State", language),
        body=[_row(letter, list(fields.values()), language) for letter, fields in points.items()],
    )


def _point(letter: str, language: Language) -> dict[str, Field]:
    """Return the inputs for one guarantee; each says to a screen reader which one it is about."""
    answers = [
        (text("not answered", language), ""),
        (text("guaranteed", language), _YES),
        (text("refused", language), _NO),
    ]
    named = {"article": article_of(letter)}
    answer = text("{article}: answer", language, **named)
    answered_on = text("{article}: answered on", language, **named)
    note = text("{article}: note", language, **named)
    return {
        f"{letter}_granted": Field(Dropdown(description=answer, options=answers, value="")),
        f"{letter}_answered_on": Field(DatePicker(description=answered_on)),
        f"{letter}_note": Field(Text(description=note)),
    }


def _row(letter: str, fields: Sequence[Field], language: Language) -> Widget:
    """Put a point and the inputs about it beside each other where there is room."""
    said = safe_html(
        "<p><strong>{article}</strong> {words}</p>",
        article=article_of(letter),
        words=guarantee_words(letter, language),
    )
    said.layout.flex, said.layout.min_width = "1 1 18rem", "0"
    widths = ("11rem", "14rem", "14rem")
    inputs = [labelled(field, width=width) for field, width in zip(fields, widths, strict=True)]
    return HBox([said, HBox(inputs)], layout={"align_items": "flex-end"})


def _values(state: StateCode, visit: OnSiteObservation) -> dict[str, object]:
    values: dict[str, object] = {}
    for answer in checklist(visit, state):
        granted = "" if answer.granted is None else _YES if answer.granted else _NO
        values |= {
            f"{answer.letter}_granted": granted,
            f"{answer.letter}_answered_on": as_json(answer.answered_on),
            f"{answer.letter}_note": answer.note,
        }
    return values


def _changed(state: StateCode, visit: OnSiteObservation, typed: Typed) -> OnSiteObservation:
    """Return the visit with every answer of a State, so that one can be taken back too."""
    others = (answer for answer in visit.guarantees if answer.state != state)
    own = (_answer(letter, state, typed) for letter in GUARANTEES)
    return replace(visit, guarantees=(*others, *own))


def _answer(letter: str, state: StateCode, typed: Typed) -> GuaranteeAnswer:
    return GuaranteeAnswer(
        letter=letter,
        state=state,
        granted={_YES: True, _NO: False}.get(typed.line(f"{letter}_granted")),
        answered_on=typed.day(f"{letter}_answered_on"),
        note=typed.line(f"{letter}_note"),
    )
