"""The bar above the programme: which period, whom the filters show, whose hours; and what can be taken away."""

from ipywidgets import Dropdown, HBox, Widget

from convoca.app.models.activity_file import Filters
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.choice_lists import choice, filter_menu, named_states, words_of
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button
from convoca.app.widgets.safe_html import safe_html
from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name


def toolbar(desk: Desk, picker: Dropdown) -> Widget:
    """Return the bar; its filters and zone are the model's."""
    inputs = [
        labelled(picker, width="19rem"),
        *(labelled(widget, width="10rem") for widget in _filters(desk)),
        labelled(_zone(desk), width="12rem"),
    ]
    return HBox(inputs).add_class("cv-toolbar").add_class("cv-print-hidden")


def to_take_away(desk: Desk, convoca: Convoca) -> Widget:
    """Return the workbook of the programme and the way to its print view."""
    language = desk.language
    workbook = button(text("Download the workbook", language), lambda: _offer(desk, convoca))
    number = desk.model.file.period.number
    paper = safe_html(
        '<p><a href="{link}">{view}</a></p>',
        link=desk.visit.link("programme", period=number, view="print"),
        view=text("Print view", language),
    )
    paper.layout.width = "auto"
    return HBox([workbook, paper]).add_class("cv-actions")


def _filters(desk: Desk) -> list[Dropdown]:
    language, model = desk.language, desk.model
    used = named_states((code for a in model.activities.values() for code in a.states), language)
    members = [(member.name, member.id) for member in model.file.members]
    kinds = words_of(ActivityKind, language)
    state = filter_menu(text("State", language), used, model.filters.state, language)
    member = filter_menu(text("Member", language), members, model.filters.member, language)
    kind = filter_menu(text("Kind", language), kinds, model.filters.kind, language)
    tongues = words_of(Language, language)
    spoken = filter_menu(text("Language", language), tongues, model.filters.spoken, language)

    def take(_change: object) -> None:
        model.filters = Filters(
            state=state.value, member=member.value, kind=kind.value, spoken=spoken.value
        )

    shown = [state, member, kind, spoken]
    for widget in shown:
        widget.observe(take, "value")
    return shown


def _zone(desk: Desk) -> Dropdown:
    """Let a party's hours be shown beside the venue's: those of its State's capital."""
    language, model = desk.language, desk.model
    capitals = sorted(
        (f"{state_name(state.code, language)} ({state.capital})", state.zone)
        for state in desk.states
    )
    zone = choice(
        text("Hours also in", language),
        [(text("the venue alone", language), ""), *capitals],
        model.zone,
    )
    zone.observe(lambda change: setattr(model, "zone", change["new"]), "value")
    return zone


def _offer(desk: Desk, convoca: Convoca) -> None:
    name, content = convoca.workbook(desk.model.file.period.number, "programme", desk.language)
    desk.visit.offer(name, content)
    desk.visit.announce(text("The workbook is ready.", desk.language))
