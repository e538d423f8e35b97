"""Who sits in an activity, who may not and why (Art. 17), and the grounds raised against a member."""

from typing import Any
from uuid import UUID, uuid4

from ipywidgets import Checkbox, DatePicker, Textarea, VBox, Widget

from convoca.app.models.activity_file import ActivityFile
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Done, Form, Section
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.parts import button, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member
from convoca.domain.programme import Recusal
from convoca.i18n.catalogue import text
from convoca.services.hearings import record_recusal
from convoca.services.programme import set_panel, usual_panel, who_may_sit


def who_sits(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Show every member in office with what Art. 17 says, and the recusals of the matter."""
    seats = _seats(desk, activity, done)
    recusals = Recusals(desk, activity, done)
    forms = [form for form in (seats, recusals.form) if form]
    unplaced = paragraph(
        "muted", text("Place it first: who sits depends on who is in office then.", desk.language)
    )
    return Section(VBox([seats.widget if seats else unplaced, recusals.widget]), tuple(forms))


def _seats(desk: Desk, activity: ActivityFile, done: Done) -> Form | None:
    language, placement, key = desk.language, activity.placement, activity.record.id
    if placement is None:
        return None
    day = placement.slot.wall_date
    judged = who_may_sit(desk.model.file, key, day)
    seats = {
        member.id: Checkbox(
            description=_seat(member, found, desk), value=member.id in placement.panel, indent=False
        )
        for member, found in judged
    }

    def send(reason: str) -> str:
        panel = tuple(member for member, seat in seats.items() if seat.value)
        desk.model.act(lambda uow: set_panel(placement, panel, reason=reason, uow=uow))
        return text("Who sits is saved.", language)

    usual = button(
        text("Everybody who may take part", language),
        lambda: _seat_usual(seats, usual_panel(desk.model.file, key, day)),
    )
    return Form(
        desk,
        f"programme:panel:{key}",
        {str(member): seat for member, seat in seats.items()},
        send=send,
        done=done,
        label=text("Save who sits", language),
        reason=text("Panel of the activity", language),
        more=[usual],
    )


def _seat_usual(seats: dict[MemberId, Checkbox], panel: tuple[MemberId, ...]) -> None:
    for member, seat in seats.items():
        seat.value = member in panel


def _seat(member: Member, found: tuple[Finding, ...], desk: Desk) -> str:
    """Name a member, or say why not; the sentences of Art. 17 name the member themselves."""
    reasons = words.why_not(found, desk.language)
    return reasons if member.name in reasons else f"{member.name} {reasons}".strip()


class Recusals:
    """The grounds on record in a matter, and a form to record one or the decision on it."""

    def __init__(self, desk: Desk, activity: ActivityFile, done: Done) -> None:
        self._desk, self._activity, self._done = desk, activity, done
        self.form: Form | None = None
        self._place = VBox()
        self._which = choice(
            text("Record", desk.language),
            [
                (text("A new ground", desk.language), None),
                *((self._name(recusal), recusal.id) for recusal in activity.recusals),
            ],
        )
        self._which.observe(lambda change: self._show(change["new"]), "value")
        self._show(None)
        self.widget = VBox([*self._on_record(), self._which, self._place]).add_class("cv-form")

    def _name(self, recusal: Recusal) -> str:
        decided = {
            None: text("not decided yet", self._desk.language),
            True: text("upheld", self._desk.language),
            False: text("not upheld", self._desk.language),
        }
        return (
            f"{self._member(recusal.member)}: {short(recusal.ground)} ({decided[recusal.upheld]})"
        )

    def _member(self, member: UUID | None) -> str:
        return words.member_name(self._desk.model, member, self._desk.language)

    def _on_record(self) -> list[Widget]:
        language = self._desk.language
        title = heading(3, text("Grounds for not taking part (Arts. 17.2.b, 17.3, 17.4)", language))
        if not self._activity.recusals:
            return [
                title,
                paragraph("muted", text("No ground is on record in this matter.", language)),
            ]
        lines = joined(
            html_string("<li>{name}</li>", name=self._name(r)) for r in self._activity.recusals
        )
        return [title, safe_html("<ul>{lines}</ul>", lines=lines)]

    def _show(self, which: UUID | None) -> None:
        stored = next((r for r in self._activity.recusals if r.id == which), None)
        self.form = self._form(stored)
        swap(self._place, [self.form.widget])

    def _form(self, stored: Recusal | None) -> Form:
        language, model = self._desk.language, self._desk.model
        people = [(member.name, member.id) for member in model.file.members]
        nobody = (text("nobody among the members", language), None)
        inputs: dict[str, Any] = {
            "member": choice(text("Member", language), people, stored.member if stored else None),
            "ground": Textarea(
                description=text("Ground", language), value=stored.ground if stored else ""
            ),
            "raised_by": choice(
                text("Raised by", language),
                [nobody, *people],
                stored.raised_by if stored else None,
            ),
            "raised_on": DatePicker(
                description=text("Raised on", language),
                value=stored.raised_on if stored else model.today,
            ),
            "upheld": choice(
                text("Decision of the Commission", language),
                [
                    (text("not decided yet", language), None),
                    (text("upheld", language), True),
                    (text("not upheld", language), False),
                ],
                stored.upheld if stored else None,
            ),
            "decided_on": DatePicker(
                description=text("Decided on", language),
                value=stored.decided_on if stored else None,
            ),
        }
        return Form(
            self._desk,
            f"programme:recusal:{stored.id if stored else self._activity.record.id}",
            inputs,
            send=lambda reason: self._send(stored, inputs, reason),
            done=self._done,
            label=text("Record the ground", language),
        )

    def _send(self, stored: Recusal | None, inputs: dict[str, Any], reason: str) -> str:
        said = {name: widget.value for name, widget in inputs.items()}
        if not said["ground"].strip():
            raise NotAllowed("Say on which ground the member does not take part.")
        recusal = Recusal(
            id=stored.id if stored else uuid4(),
            activity=self._activity.record.id,
            version=stored.version if stored else 0,
            **said,
        )
        self._desk.model.act(lambda uow: record_recusal(recusal, reason=reason, uow=uow))
        return text("The ground is on record.", self._desk.language)
