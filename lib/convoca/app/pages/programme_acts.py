"""What the President and the Commission decide on a hearing: convoked (Art. 61), private (Art. 68), cancelled."""

from datetime import date
from typing import Any

from ipywidgets import DatePicker, Dropdown, Textarea, TimePicker, VBox

from convoca.app.models.activity_file import ActivityFile
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Done, Form, Section
from convoca.app.widgets.choice_lists import choice, pick, words_of
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import paragraph
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.hearing import Convocation, Hearing, PrivateDecision, Visibility, WorkingMeeting
from convoca.domain.identifiers import MemberId
from convoca.domain.slot import SEAT_ZONE, local_instant, zone_info
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.rules.board_of_officers import presiding_on
from convoca.services.hearings import (
    cancel_hearing,
    cancel_meeting,
    convoke_hearing,
    decide_on_privacy,
)
from convoca.services.problems import hearing_findings


def convocation(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Record proposal and convocation; who convokes is by default the President of that day."""
    language, model, hearing = desk.language, desk.model, activity.hearing
    given = hearing.convocation
    convoked_on = given.convoked_on or model.today
    inputs: dict[str, Any] = {
        "proposed_on": DatePicker(
            description=text("Proposed by the Executive Secretary on", language),
            value=given.proposed_on,
        ),
        "convoked_on": DatePicker(description=text("Convoked on", language), value=convoked_on),
        "convoked_by": choice(
            text("Convoked by", language),
            [
                (text("not on record", language), None),
                *((member.name, member.id) for member in model.file.members),
            ],
            given.convoked_by or _presiding(desk, convoked_on),
        ),
    }
    inputs["convoked_on"].observe(
        lambda change: pick(inputs["convoked_by"], _presiding(desk, change["new"])),
        "value",
    )

    def send(reason: str) -> str:
        said = Convocation(**{name: widget.value for name, widget in inputs.items()})
        finding = model.act(
            lambda uow: convoke_hearing(hearing, said, today=model.today, reason=reason, uow=uow)
        )
        return findings.sentence(finding, language)

    form = Form(
        desk,
        f"programme:convocation:{hearing.id}",
        inputs,
        send=send,
        done=done,
        label=text("Record the convocation", language),
        reason=text("Convocation of the hearing", language),
    )
    return Section(VBox([_standing(desk, activity, "hearing_is_convoked"), form.widget]), (form,))


def _presiding(desk: Desk, day: date | None) -> MemberId | None:
    known = presiding_on(desk.model.file.members, day) if day else None
    return known.id if known else None


def _standing(desk: Desk, activity: ActivityFile, rule: str) -> VBox:
    """Say how the hearing stands under one rule now."""
    found = hearing_findings(desk.model.file, activity.hearing, desk.model.today)
    return VBox(
        [
            safe_html("{line}", line=finding_line(finding, desk.language))
            for finding in found
            if finding.rule == rule
        ]
    )


def privacy(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Record that a hearing is private or public: decision, circumstances, parties told."""
    language, model, hearing = desk.language, desk.model, activity.hearing
    decision = hearing.private_decision
    told = decision.parties_told_at
    zone = activity.placement.slot.zone if activity.placement else SEAT_ZONE
    local = told.astimezone(zone_info(zone)) if told else None
    inputs: dict[str, Any] = {
        "visibility": Dropdown(
            description=text("Public or private", language),
            options=words_of(Visibility, language),
            value=hearing.visibility,
        ),
        "decided_on": DatePicker(
            description=text("Decided by the Commission on", language), value=decision.decided_on
        ),
        "circumstances": Textarea(
            description=text("Exceptional circumstances", language), value=decision.circumstances
        ),
        "told_on": DatePicker(
            description=text("Parties told on", language), value=local.date() if local else None
        ),
        "told_at": TimePicker(
            description=text("Parties told at (hour in {city})", language, city=desk.city_of(zone)),
            value=local.time().replace(second=0, microsecond=0) if local else None,
        ),
        "may_attend": Textarea(
            description=text("Who may attend, one per line", language),
            value="\n".join(decision.may_attend),
        ),
    }

    def send(reason: str) -> str:
        said = {name: widget.value for name, widget in inputs.items()}
        told_on, told_at = said["told_on"], said["told_at"]
        decided = PrivateDecision(
            decided_on=said["decided_on"],
            circumstances=said["circumstances"],
            # Of an hour that the clocks show twice the later one: it is the stricter reading.
            parties_told_at=(
                local_instant(told_on, told_at, zone, second=True) if told_on and told_at else None
            ),
            may_attend=tuple(filter(None, map(str.strip, said["may_attend"].splitlines()))),
        )
        finding = model.act(
            lambda uow: decide_on_privacy(
                hearing, said["visibility"], decided, today=model.today, reason=reason, uow=uow
            )
        )
        return findings.sentence(finding, language)

    form = Form(
        desk,
        f"programme:privacy:{hearing.id}",
        inputs,
        send=send,
        done=done,
        label=text("Record the decision", language),
    )
    rule = "hearing_is_public_or_decided_private"
    return Section(VBox([_standing(desk, activity, rule), form.widget]), (form,))


def cancelling(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Cancel a hearing or a working meeting, with a reason that nobody supplies by default."""
    language, record = desk.language, activity.record

    def send(reason: str) -> str:
        if isinstance(record, Hearing):
            now = desk.model.office.now()
            desk.model.act(lambda uow: cancel_hearing(record, reason=reason, now=now, uow=uow))
        elif isinstance(record, WorkingMeeting):
            desk.model.act(lambda uow: cancel_meeting(record, reason=reason, uow=uow))
        return text("It is cancelled; its room is free again.", language)

    form = Form(
        desk,
        f"programme:cancel:{record.id}",
        {},
        send=send,
        done=done,
        label=text("Cancel this activity", language),
        style="danger",
    )
    told = paragraph(
        "muted",
        text(
            "What is cancelled leaves the programme and frees its room; the calendars say that it "
            "was cancelled. This cannot be taken back here.",
            language,
        ),
    )
    return Section(VBox([told, form.widget]), (form,))
