"""What members wrote to the Secretariat about minutes, and objections (Art. 20.2)."""

from ipywidgets import Checkbox, DatePicker, Dropdown, HBox, Textarea, VBox, Widget

from convoca.app.models.minutes_life import Entry
from convoca.app.pages.minutes_desk import LifeDesk
from convoca.app.pages.notices_desk import Acts, card, saying
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.widgets.choice_lists import offer
from convoca.app.widgets.inputs import Field, labelled
from convoca.app.widgets.parts import chip, paragraph_html, short
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.minutes import MinutesStatus, ObservationOnMinutes
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day


class ObservationsCard:
    """What came, a form for what comes, and objections that are taken back."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        language = desk.language
        self._list = saying()
        self._form = VBox([_entry_form(desk).widget])
        self._back = TakeBack(desk)
        self.widget: Widget = card(
            text("Observations of members", language), self._list, self._back.widget, self._form
        )
        desk.model.observe(lambda _: self._draw(), ["file", "life"])
        self._draw()

    def _draw(self) -> None:
        model, language = self._desk.model, self._desk.language
        is_final = model.minutes.status is MinutesStatus.FINAL
        takes_more = bool(model.life.copies) and not is_final
        self._form.layout.display = "" if takes_more else "none"
        lines = [self._line(each) for each in model.life.observations]
        none = text("No member wrote anything about these minutes.", language)
        self._list.say(
            html_string("<ol>{lines}</ol>", lines=joined(lines))
            if lines
            else paragraph_html("muted", none)
        )

    def _line(self, observation: ObservationOnMinutes) -> SafeHtml:
        language, mark = self._desk.language, SafeHtml()
        if observation.withdrawn_on:
            taken_back = text(
                "Objection, taken back on {day}",
                language,
                day=day(observation.withdrawn_on, language),
            )
            mark = chip("draft", taken_back)
        elif observation.objects:
            mark = chip("breached", text("Objection", language))
        return html_string(
            '<li><strong>{name}</strong>, {day} {mark}<p dir="auto">{said}</p></li>',
            name=self._desk.model.name(observation.member),
            day=day(observation.received_on, language),
            mark=mark,
            said=observation.text,
        )


def _entry_form(desk: LifeDesk) -> RecordForm[Entry]:
    language, model = desk.language, desk.model

    def save(_read: Entry, changed: Entry, reason: str) -> Entry:
        if isinstance(changed.value, ObservationOnMinutes):
            model.observe_on_record(changed.value, reason=reason)
        return Entry()

    members = [(member.name, str(member.id)) for member in model.members()]
    nobody = (text("Choose…", language), "")
    fields = {
        "member": Field(
            Dropdown(description=text("Member", language), options=[nobody, *members], value="")
        ),
        "received_on": Field(DatePicker(description=text("Day of receipt", language))),
        "text": Field(Textarea(description=text("What the member wrote", language), rows=3)),
        "objects": Field(
            Checkbox(description=text("The member objects", language), indent=False),
            help_line=text(
                "An objection that came by the opening of the period keeps silence from approving "
                "the minutes.",
                language,
            ),
        ),
    }
    blank = {
        "member": "",
        "received_on": model.today.isoformat(),
        "text": "",
        "objects": False,
    }
    return RecordForm(
        desk,
        f"minutes-observation:{model.life.id}",
        Entry(),
        fields,
        Filing(
            values=lambda _: blank,
            changed=lambda _, typed: Entry(value=model.observation_of(typed)),
            save=save,
            stored=lambda _: Entry(),
        ),
        label=text("Record the observation", language),
        said=text("The observation is on record.", language),
        reason=text("Observation of a member received", language),
    )


class TakeBack:
    """Objections that stand; a member may take one back."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        language = desk.language
        self._which = Dropdown(description=text("Objection", language))
        self._day = DatePicker(
            description=text("Day on which it was taken back", language), value=desk.model.today
        )
        acts = Acts(desk, reason=text("Objection taken back by the member", language))
        made = acts.offer(text("Take the objection back", language), self._withdraw)
        row = HBox([labelled(self._which, width="24rem"), labelled(self._day, width="14rem")])
        self.widget = VBox([row, acts.answer.widget, HBox([made]).add_class("cv-actions")])
        desk.model.observe(lambda _: self._follow(), "life")
        self._follow()

    def _follow(self) -> None:
        model = self._desk.model
        options = [
            (f"{number}. {model.name(each.member)}: {short(each.text, 40)}", number)
            for number, each in enumerate(model.life.observations, start=1)
            if each.objects and each.withdrawn_on is None
        ]
        offer(self._which, options)
        is_final = model.minutes.status is MinutesStatus.FINAL
        self.widget.layout.display = "" if options and not is_final else "none"

    def _withdraw(self, reason: str) -> str:
        self._desk.model.withdraw(self._which.value, self._day.value, reason=reason)
        return text("The objection is taken back.", self._desk.language)
