"""Equality of arms: whether the sides of a hearing stand level, and what keeps them so (Arts. 65.2, 65.5, 65.6)."""

from collections.abc import Mapping
from dataclasses import replace

from ipywidgets import BoundedIntText, Checkbox, DatePicker, Textarea, VBox

from convoca.app.models.typed import Typed, as_json
from convoca.app.pages.notices_desk import Desk, card
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.widgets.finding_line import finding_details
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import swap
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.domain.hearing import EqualityOfArms, Hearing
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

#: What a side speaks at most, as the record takes it.
_MOST_MINUTES = 600


class EqualityPanel:
    """The findings of the chosen hearing, and the form of what keeps its sides level."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: Hearing | None = None
        self._form: RecordForm[Hearing] | None = None
        self._findings, self._place = safe_html(""), VBox()
        self.widget = card(text("Equality of arms", desk.language), self._findings, self._place)
        desk.model.observe(lambda _: self._follow(), "file")
        desk.dossiers.observe(lambda _: self._follow(), "hearing")
        self._follow()

    def _follow(self) -> None:
        hearing = self._desk.dossiers.chosen
        self.widget.layout.display = "" if hearing else "none"
        if hearing is None:
            return
        found = self._desk.dossiers.equality()
        self._findings.value = html_string(
            "<div>{lines}</div>",
            lines=joined(finding_details(one, self._desk.language) for one in found),
        )
        if self._form is not None and self._shown and self._shown.id == hearing.id:
            self._form.follow(hearing)
        else:
            self._form = equality_form(self._desk, hearing)
            swap(self._place, [self._form.widget])
        self._shown = hearing


def equality_form(desk: Desk, hearing: Hearing) -> RecordForm[Hearing]:
    language, dossiers = desk.language, desk.dossiers
    filing = Filing(values=_values, changed=_changed, save=dossiers.save, stored=dossiers.stored)
    fields = _fields(language)
    _show_minutes_where_fixed(fields)
    return RecordForm(
        desk,
        f"notices:equality:{hearing.id}",
        hearing,
        fields,
        filing,
        label=text("Save", language),
        said=text("What keeps the sides level is on record.", language),
        reason=text("Equality of arms", language),
    )


def _fields(language: Language) -> dict[str, Field]:
    return {
        "has_minutes": Field(
            Checkbox(description=text("Speaking time is fixed", language), indent=False)
        ),
        "requester_minutes": Field(
            BoundedIntText(
                description=text("Minutes of the requesting side", language), max=_MOST_MINUTES
            )
        ),
        "state_minutes": Field(
            BoundedIntText(description=text("Minutes of the State", language), max=_MOST_MINUTES)
        ),
        "observations_until": Field(
            DatePicker(description=text("The other side may observe on documents until", language)),
            help_line=text("Art. 65.2", language),
        ),
        "untold_testimony": Field(
            Textarea(
                description=text(
                    "Why testimony is heard of which the other side was not told", language
                )
            ),
            help_line=text("Art. 65.6", language),
        ),
        "balance_measures": Field(
            Textarea(description=text("What restores the balance", language))
        ),
    }


def _show_minutes_where_fixed(fields: Mapping[str, Field]) -> None:
    box = fields["has_minutes"].input

    def follow(_change: object = None) -> None:
        for name in ("requester_minutes", "state_minutes"):
            fields[name].layout.display = "" if box.value else "none"

    box.observe(follow, "value")
    follow()


def _values(hearing: Hearing) -> dict[str, object]:
    equality = hearing.equality
    minutes = (equality.requester_minutes, equality.state_minutes)
    return {
        "has_minutes": any(one is not None for one in minutes),
        "requester_minutes": equality.requester_minutes or 0,
        "state_minutes": equality.state_minutes or 0,
        "observations_until": as_json(equality.observations_until),
        "untold_testimony": equality.untold_testimony,
        "balance_measures": equality.balance_measures,
    }


def _changed(hearing: Hearing, typed: Typed) -> Hearing:
    fixed = typed.flag("has_minutes")
    return replace(
        hearing,
        equality=EqualityOfArms(
            requester_minutes=typed.number("requester_minutes") if fixed else None,
            state_minutes=typed.number("state_minutes") if fixed else None,
            untold_testimony=typed.text("untold_testimony"),
            balance_measures=typed.text("balance_measures"),
            observations_until=typed.day("observations_until"),
        ),
    )
