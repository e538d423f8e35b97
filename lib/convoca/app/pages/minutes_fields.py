"""The inputs for minutes, section by section in the order of Art. 70.1 or Art. 20.1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipywidgets import (
    Checkbox,
    Combobox,
    DatePicker,
    Dropdown,
    Layout,
    Text,
    Textarea,
    TimePicker,
    VBox,
    Widget,
)

from convoca.app.models.minutes import MinutesEditor
from convoca.app.models.typed import Typed, Values
from convoca.app.widgets.choice_lists import CheckList, words_of
from convoca.app.widgets.fingerprint import Fingerprint
from convoca.app.widgets.inputs import Field, which_hour
from convoca.app.widgets.parts import button, heading
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.language import Language
from convoca.domain.party import Role, Side
from convoca.i18n.catalogue import text
from convoca.i18n.words import word

LOCK = "\N{LOCK}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the fields below it, by the names that the model knows them by."""

    heading: str
    fields: Mapping[str, Field]
    is_wide: bool = False
    more: Sequence[Widget] = ()

    @property
    def widget(self) -> VBox:
        form = VBox(list(self.fields.values())).add_class("cv-form")
        if self.is_wide:
            form.add_class("cv-form--wide")
        else:
            form.layout.max_width = "100%"
        return VBox([heading(3, self.heading), form, *self.more]).add_class("cv-card")


def minutes_fields(editor: MinutesEditor, language: Language) -> tuple[Section, ...]:
    """Return the sections of the form for a hearing or a session."""
    common = (_when(language), _members(editor, language))
    decisions = Section(
        text("Decisions", language),
        {"decisions": Field(_texts(_decision_labels(language), language))},
    )
    if editor.hearing is None:
        return (*common, _matters(language), decisions, _statements(editor, language))
    return (
        *common,
        _participants(editor, language),
        decisions,
        _commitments(editor, language),
        _annexes(editor, language),
    )


def _when(language: Language) -> Section:
    return Section(
        text("Day, time and place", language),
        {
            "day": Field(DatePicker(description=text("Day", language))),
            "place": Field(Text(description=text("Place", language))),
            "started": Field(
                TimePicker(description=text("Started, hour at the place", language), step=60)
            ),
            "ended": Field(
                TimePicker(description=text("Ended, hour at the place", language), step=60)
            ),
            "past_midnight": Field(
                Checkbox(description=text("It went on past midnight", language), indent=False)
            ),
            "turn": Field(
                which_hour(language, first="first", second="second"),
                is_hidden=True,
            ),
        },
        is_wide=True,
    )


def _members(editor: MinutesEditor, language: Language) -> Section:
    boxes = CheckList(
        [(member.name, str(member.id)) for member in editor.members()],
        legend=text("In office that day; ticked: who was there", language),
    )
    return Section(text("Members present", language), {"members_present": Field(boxes)})


def _participants(editor: MinutesEditor, language: Language) -> Section:
    def row(values: Values) -> dict[str, Any]:
        if Typed(values).flag("protected"):
            return {"shown": _grown(_protected_person(Typed(values), language), "1 1 20rem")}
        return {
            "name": _grown(Text(description=text("Name", language)), "2 1 14rem"),
            "role": _grown(
                Dropdown(description=text("Role", language), options=words_of(Role, language))
            ),
            "side": _grown(
                Dropdown(description=text("Side", language), options=words_of(Side, language))
            ),
            "organisation": _grown(Text(description=text("Organisation", language)), "2 1 14rem"),
        }

    rows = RowEditor(
        row,
        blank={
            "name": "",
            "role": str(Role.REPRESENTATIVE),
            "side": str(Side.REQUESTER),
            "organisation": "",
            "protected": False,
        },
        labels=RowLabels(
            add=text("Add a participant", language),
            remove=text("Remove participant {number}", language),
            empty=text("No participant yet.", language),
        ),
        language=language,
    )
    back = button(
        text("Bring back those called who are missing here", language),
        lambda: rows.extend(editor.absent()),
    )
    help_line = text(
        "A person whose identity is kept in confidence appears by pseudonym alone; to protect "
        "somebody, go to the request.",
        language,
    )
    field = Field(rows, help_line=help_line)
    return Section(text("Participants", language), {"attendance": field}, more=(back,))


def _protected_person(person: Typed, language: Language) -> Any:
    return safe_html(
        '<p><span aria-hidden="true">{lock}</span> <strong>{name}</strong>, {role}, {side}. '
        '<span class="cv-muted">{said}</span></p>',
        lock=LOCK,
        name=person.line("name"),
        role=word(person.choice("role", Role.WITNESS), language),
        side=word(person.choice("side", Side.REQUESTER), language),
        said=text("Identity kept in confidence (Art. 65.8).", language),
    )


def _decision_labels(language: Language) -> RowLabels:
    return RowLabels(
        add=text("Add a decision", language),
        remove=text("Remove decision {number}", language),
        empty=text("No decision yet.", language),
    )


def _matters(language: Language) -> Section:
    labels = RowLabels(
        add=text("Add a matter", language),
        remove=text("Remove matter {number}", language),
        empty=text("No matter yet.", language),
    )
    return Section(
        text("Matters dealt with", language), {"matters": Field(_texts(labels, language))}
    )


def _texts(labels: RowLabels, language: Language) -> RowEditor:
    """Return rows of one text each."""
    return RowEditor(
        lambda _: {
            "text": _grown(Textarea(description=text("Text", language), rows=2), "1 1 20rem")
        },
        blank={"text": ""},
        labels=labels,
        language=language,
    )


def _commitments(editor: MinutesEditor, language: Language) -> Section:
    def row(_values: Values) -> dict[str, Any]:
        return {
            "party": _grown(_party(text("Party", language), editor)),
            "text": _grown(Textarea(description=text("Commitment", language), rows=2), "2 1 20rem"),
            "due": _grown(DatePicker(description=text("By", language)), "0 1 11rem"),
        }

    rows = RowEditor(
        row,
        blank={"party": "", "text": "", "due": ""},
        labels=RowLabels(
            add=text("Add a commitment", language),
            remove=text("Remove commitment {number}", language),
            empty=text("No commitment yet.", language),
        ),
        language=language,
    )
    return Section(
        text("Commitments assumed by the parties", language), {"commitments": Field(rows)}
    )


def _annexes(editor: MinutesEditor, language: Language) -> Section:
    def row(_values: Values) -> dict[str, Any]:
        return {
            "title": _grown(Text(description=text("Title", language)), "2 1 16rem"),
            "submitted_by": _grown(_party(text("Handed in by", language), editor)),
            "sha256": _grown(Fingerprint(language=language), "1 1 14rem"),
        }

    rows = RowEditor(
        row,
        blank={"title": "", "submitted_by": "", "sha256": ""},
        labels=RowLabels(
            add=text("Add an annex", language),
            remove=text("Remove annex {number}", language),
            empty=text("No annex yet.", language),
        ),
        language=language,
    )
    help_line = text(
        "The file itself is not stored and does not leave this computer: its fingerprint "
        "(SHA-256) is kept, so that the annex can be recognised later.",
        language,
    )
    return Section(
        text("Annexes: documents submitted by the parties", language),
        {"annexes": Field(rows, help_line=help_line)},
    )


def _statements(editor: MinutesEditor, language: Language) -> Section:
    def row(_values: Values) -> dict[str, Any]:
        members = [(member.name, str(member.id)) for member in editor.file.members]
        nobody = (text("Choose…", language), "")
        return {
            "member": _grown(
                Dropdown(description=text("Member", language), options=[nobody, *members])
            ),
            "text": _grown(Textarea(description=text("Statement", language), rows=2), "2 1 20rem"),
        }

    rows = RowEditor(
        row,
        blank={"member": "", "text": ""},
        labels=RowLabels(
            add=text("Add a statement", language),
            remove=text("Remove statement {number}", language),
            empty=text("No statement yet.", language),
        ),
        language=language,
    )
    return Section(
        text("Statements made for inclusion in the minutes", language), {"statements": Field(rows)}
    )


def _party(label: str, editor: MinutesEditor) -> Combobox:
    return Combobox(description=label, options=editor.parties(), ensure_option=False)


def _grown(widget: Any, flex: str = "1 1 11rem") -> Any:
    """Let an input share its row, as wide as there is room."""
    widget.layout = Layout(flex=flex, width="auto", min_width="8rem")
    return widget
