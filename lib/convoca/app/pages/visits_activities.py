"""The programme of activities of a visit (Art. 55): by time, what clashes, and one entry to work on."""

from collections.abc import Callable
from uuid import UUID

from ipywidgets import (
    BoundedIntText,
    Button,
    Checkbox,
    Combobox,
    DatePicker,
    Dropdown,
    HBox,
    Text,
    TimePicker,
    VBox,
)

from convoca.app.frame import Visit
from convoca.app.models.typed import Typed, Values
from convoca.app.models.visits import VisitEditor
from convoca.app.models.visits_form import typed_activity
from convoca.app.visit_words import clash_sentence, people_named
from convoca.app.widgets.choice_lists import CheckList, offer, pick, words_of
from convoca.app.widgets.finding_line import sentence_of
from convoca.app.widgets.inputs import Field, Inputs, which_hour
from convoca.app.widgets.parts import button, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.shared_words import city_of, hours
from convoca.app.widgets.table import Column, table
from convoca.domain.errors import AmbiguousLocalTime, InvalidValue
from convoca.domain.language import Language
from convoca.domain.on_site_observation import TravelMode, VisitActivity, VisitActivityKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of, weekday
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.visits.clashes import ADVICE, Clash, people_of


class ActivitiesPanel:
    """The table of activities and below it the one that is added or changed."""

    def __init__(self, visit: Visit, editor: VisitEditor, *, changed: Callable[[], object]) -> None:
        self._visit, self._editor, self._changed = visit, editor, changed
        self._language = visit.language
        self._chosen: UUID | None = None
        self._clashes, self._outcome = VBox(), VBox()
        self._table = table(
            _columns(self._language),
            [],
            language=self._language,
            caption=text("Activities by time", self._language),
            on_select=self._choose,
        )
        self._empty = paragraph(
            "muted", text("No activities yet. Enter the first one below.", self._language)
        )
        self._list = VBox()
        self._people = CheckList([], legend=text("Who takes part", self._language))
        self._fields = _fields(self._people, self._language)
        self._inputs = Inputs(self._fields)
        self._inputs.on_change(self._typed)
        self._put, self._remove, self._clear = self._buttons()
        form = VBox([*self._fields.values()]).add_class("cv-form").add_class("cv-form--wide")
        actions = HBox([self._put, self._remove, self._clear]).add_class("cv-actions")
        self._heading = safe_html("")
        self.widget = VBox([self._clashes, self._list, self._heading, self._outcome, form, actions])

    def _buttons(self) -> tuple[Button, Button, Button]:
        put = Button(button_style="primary")
        put.on_click(lambda _: self._put_activity())
        remove = button(
            text("Remove the activity", self._language),
            self._remove_activity,
            style="danger",
        )
        clear = button(text("Clear the form", self._language), self._start_again)
        return put, remove, clear

    # What is shown -------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show what is on record, or what the draft says."""
        self.judge()
        half_entered = Typed(self._editor.typed).part("activity")
        self._show_form(half_entered or self._editor.blank_activity())

    def judge(self) -> None:
        """Show the activities by time and what clashes."""
        activities = self._editor.activities()
        self._list.children = (self._table if activities else self._empty,)
        self._table.show([self._row(activity) for activity in activities])
        self._offer_people()
        self._offer_stages()
        said = [self._said(clash) for clash in self._editor.clashes()]
        swap(self._clashes, [safe_html("{said}", said=joined(said))] if said else [])
        zones = [*self._editor.zones(), *(state.zone for state in self._editor.visits.states)]
        self._fields["zone"].input.options = tuple(dict.fromkeys(zones))
        if self._chosen is None and not Typed(self._editor.typed).part("activity"):
            self._inputs.fill(self._editor.blank_activity())

    def _said(self, clash: Clash) -> SafeHtml:
        visit = self._editor.judged()
        return html_string(
            '<p class="{kind}">{sentence}</p>',
            kind="cv-warning" if clash.kind in ADVICE else "cv-problem",
            sentence=clash_sentence(
                clash,
                visit,
                members=self._editor.visits.members,
                visits=self._editor.visits.visits,
                language=self._language,
            )
            if visit
            else "",
        )

    def _offer_people(self) -> None:
        self._people.offer([(name, str(key)) for name, key in self._editor.people()])

    def _offer_stages(self) -> None:
        menu = self._fields["stage"].input
        options = [(text("No stage in particular", self._language), "")]
        options += [(place, str(key)) for place, key in self._editor.stages()]
        if list(menu.options) != options:
            kept = menu.value
            offer(menu, options)
            pick(menu, kept)

    def _row(self, activity: VisitActivity) -> dict[str, object]:
        visit = self._editor.judged()
        names = people_named(visit, self._editor.visits.members) if visit else {}
        return {
            "id": str(activity.id),
            "day": activity.slot.wall_date,
            "hours": f"{hours(activity.slot, self._language)} ({city_of(activity.slot.zone)})",
            "title": clean_line(activity.title),
            "place": clean_line(activity.place),
            "kind": word(activity.kind, self._language),
            "people": list_of((names.get(key, "") for key in people_of(activity)), self._language),
            "standing": _standing(activity, self._language),
        }

    def _show_form(self, typed: Values) -> None:
        self._chosen = Typed(typed).key("id")
        is_new = self._chosen is None
        self._heading.value = html_string(
            "<h3>{heading}</h3>",
            heading=text("New activity", self._language)
            if is_new
            else text("Change an activity", self._language),
        )
        self._put.description = (
            text("Add to the programme", self._language)
            if is_new
            else text("Change in the programme", self._language)
        )
        self._remove.layout.display = "none" if is_new else ""
        self._ask_which_hour(is_asked=bool(Typed(typed).line("turn")))
        self._inputs.tell("", "")
        self._inputs.fill(typed)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        """Ask how one travels of a travel alone, and why of what is held."""
        is_travel = self._fields["kind"].input.value == VisitActivityKind.TRAVEL
        is_held = self._fields["held"].input.value
        for name, is_asked in (
            ("mode", is_travel),
            ("coordinates_to", is_travel),
            ("hold_reason", is_held),
        ):
            self._fields[name].layout.display = "" if is_asked else "none"

    def _ask_which_hour(self, *, is_asked: bool) -> None:
        self._fields["turn"].layout.display = "" if is_asked else "none"

    def tell(self, field: str, sentence: str) -> bool:
        """Say what is wrong with the programme as a whole; False where it is something else."""
        if field not in {"activity", "activities"}:
            swap(self._outcome, [])
            return False
        told = paragraph("problem", sentence)
        swap(self._outcome, [told])
        return True

    # Acts ----------------------------------------------------------------------------------------

    def _typed(self) -> None:
        """Keep what is half entered with the draft of the visit."""
        self._show_what_applies()
        chosen = str(self._chosen) if self._chosen else ""
        self._editor.type({"activity": {**self._inputs.read(), "id": chosen}})
        self._changed()

    def _choose(self, key: str) -> None:
        chosen = next((a for a in self._editor.activities() if str(a.id) == key), None)
        if chosen is not None:
            self._show_form(typed_activity(chosen))

    def _put_activity(self) -> None:
        typed = {**self._inputs.read(), "id": str(self._chosen) if self._chosen else ""}
        try:
            self._editor.put_activity(typed)
        except InvalidValue as error:
            self._ask_which_hour(is_asked=isinstance(error, AmbiguousLocalTime))
            self._inputs.tell(error.field, sentence_of(error, self._language))
            return
        self._start_again()
        said = text("The programme is changed. Save the visit to keep it.", self._language)
        self._visit.announce(said)

    def _remove_activity(self) -> None:
        if self._chosen is not None:
            self._editor.remove_activity(self._chosen)
        self._start_again()

    def _start_again(self) -> None:
        self._editor.type({"activity": {}})
        self._table.selected = ""
        self._changed()
        self._show_form(self._editor.blank_activity())


def _standing(activity: VisitActivity, language: Language) -> str:
    """Say who may know of it, and whether security holds it."""
    if activity.held:
        if not activity.hold_reason:
            return text("On hold", language)
        return text("On hold: {reason}", language, reason=activity.hold_reason)
    if activity.confidential:
        return text("For its own people alone", language)
    return text("Released with the visit", language)


def _columns(language: Language) -> list[Column]:
    return [
        Column("day", text("Day", language), kind="date", show=lambda day: weekday(day, language)),
        Column("hours", text("Hours at the place", language)),
        Column("title", text("Title", language)),
        Column("kind", text("Kind", language), filter=True),
        Column("place", text("Place", language)),
        Column("people", text("Who takes part", language)),
        Column("standing", text("Known to", language)),
    ]


def _fields(people: CheckList, language: Language) -> dict[str, Field]:
    return {
        "title": Field(Text(description=text("Title", language))),
        "kind": Field(
            Dropdown(
                description=text("Kind", language),
                options=words_of(VisitActivityKind, language),
                value=VisitActivityKind.OTHER,
            )
        ),
        "day": Field(DatePicker(description=text("Day", language))),
        "hour": Field(TimePicker(description=text("Hour at the place", language), step=60)),
        "minutes": Field(
            BoundedIntText(description=text("Length (minutes)", language), min=5, max=1440, step=5)
        ),
        "zone": Field(Combobox(description=text("Time zone", language), ensure_option=False)),
        "turn": Field(which_hour(language, first="first", second="second")),
        "stage": Field(Dropdown(description=text("Stage", language), options=[("", "")])),
        "place": Field(Text(description=text("Place", language))),
        **_travel_fields(language),
        "people": Field(people),
        "held": Field(
            Checkbox(description=text("Held until security gives its word", language), indent=False)
        ),
        "hold_reason": Field(Text(description=text("Why it is held", language))),
        "confidential": Field(
            Checkbox(description=text("Confidential", language), indent=False),
            help_line=text(
                "It stands in the calendars and day sheets of those who take part, nowhere else. "
                "What is not confidential is released with the visit.",
                language,
            ),
        ),
    }


def _travel_fields(language: Language) -> dict[str, Field]:
    nothing = (text("Not said", language), "")
    return {
        "coordinates": Field(
            Text(description=text("Degrees north, east", language), placeholder="4.711, -74.072"),
            help_line=text(
                "With them it is checked whether one can be there in time, and by daylight.",
                language,
            ),
        ),
        "coordinates_to": Field(
            Text(
                description=text("Degrees of where the travel ends", language),
                placeholder="7.894, -72.508",
            )
        ),
        "mode": Field(
            Dropdown(
                description=text("How one travels", language),
                options=[nothing, *words_of(TravelMode, language)],
            )
        ),
        "transport": Field(Text(description=text("Transport", language))),
    }
