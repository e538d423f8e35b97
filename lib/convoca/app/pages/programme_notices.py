"""The notices of a hearing, party by party (Arts. 64.4, 66.5): what is still to be served, and by when."""

from datetime import date
from typing import Any
from uuid import uuid4

from ipywidgets import HTML, DatePicker, Dropdown, Text, Textarea, TimePicker, VBox

from convoca.app.models.activity_file import ActivityFile
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Done, Form, Section
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import facts, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.programme import Channel, ServiceOfNotice
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as day_in_words
from convoca.services.hearings import notice_finding, record_notice
from convoca.services.problems import notice_findings


def notices(desk: Desk, activity: ActivityFile, done: Done) -> Section:
    """Show how each party stands, and a form that records a service with its live finding."""
    language, hearing, hearing_day = desk.language, activity.hearing, activity.day
    if hearing_day is None:
        return Section(
            paragraph(
                "muted",
                text("Place it first: the time of notice counts back from its day.", language),
            )
        )
    if not hearing.told_parties:
        return Section(
            paragraph("muted", text("No party is on record for this hearing.", language))
        )
    form = _form(desk, activity, hearing_day, done)
    return Section(
        VBox(
            [
                _standing(desk, activity, hearing_day),
                heading(3, text("Record a service of notice", language)),
                form.widget,
            ]
        ),
        (form,),
    )


def _standing(desk: Desk, activity: ActivityFile, day: date) -> HTML:
    language, hearing, today = desk.language, activity.hearing, desk.model.today
    rows = joined(
        _row(words.party_name(party, language), finding, desk)
        for party, (_, finding) in zip(
            hearing.told_parties, notice_findings(desk.model.file, hearing, day, today), strict=True
        )
    )
    return safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{party}</th><th scope="col">{last}</th><th scope="col">{served}</th>'
        '<th scope="col">{finding}</th></tr></thead><tbody>{rows}</tbody></table></div>',
        caption=text("Notices by party", language),
        party=text("Party", language),
        last=text("Last day", language),
        served=text("Served on", language),
        finding=text("Finding", language),
        rows=rows,
    )


def _row(party: str, finding: Finding, desk: Desk) -> SafeHtml:
    language = desk.language
    return html_string(
        '<tr><th scope="row">{party}</th><td>{last}</td><td>{served}</td><td>{finding}</td></tr>',
        party=party,
        last=_day_of(finding, "last_day", desk),
        served=_day_of(finding, "served", desk),
        finding=finding_line(finding, language),
    )


def _day_of(finding: Finding, fact: str, desk: Desk) -> str:
    known = finding.facts.get(fact)
    if isinstance(known, date):
        return day_in_words(known, desk.language)
    return text("not yet", desk.language)


def _form(desk: Desk, activity: ActivityFile, hearing_day: date, done: Done) -> Form:
    language, model, hearing = desk.language, desk.model, activity.hearing
    hour, place = model.file.hearing_hour(hearing), model.file.hearing_place(hearing)
    inputs: dict[str, Any] = {
        "party": Dropdown(
            description=text("Party", language),
            options=[
                (short(words.party_name(party, language)), party.key)
                for party in hearing.told_parties
            ],
        ),
        "served_on": DatePicker(
            description=text("Served on", language), value=model.today, max=model.today
        ),
        "hearing_day": DatePicker(
            description=text("Day of the hearing that the notice named", language),
            value=hearing_day,
        ),
        "hearing_hour": TimePicker(
            description=text("Hour that the notice named", language), value=hour, step=300
        ),
        "hearing_place": Text(
            description=text("Place that the notice named", language), value=place
        ),
        "channel": Dropdown(
            description=text("Channel", language),
            options=words_of(Channel, language),
        ),
        "exceptional_circumstances": Textarea(
            description=text("Exceptional circumstances, where the time is shorter", language)
        ),
        "authority": Text(description=text("Who decided so", language)),
    }
    live = VBox()

    def candidate() -> ServiceOfNotice | None:
        said = {name: widget.value for name, widget in inputs.items()}
        if not said["served_on"] or not said["hearing_day"] or not said["party"]:
            return None
        return ServiceOfNotice(id=uuid4(), hearing=hearing.id, **said)

    def judge(_change: object = None) -> None:
        notice = candidate()
        finding = notice_finding(
            hearing, notice, day=hearing_day, hour=hour, place=place, today=model.today
        )
        swap(live, [safe_html("{said}", said=_readings(finding, desk))])

    def send(reason: str) -> str:
        notice = candidate()
        if notice is None:
            raise NotAllowed("Say which party was served, on which day, and for which day.")
        model.act(lambda uow: record_notice(hearing, notice, reason=reason, uow=uow))
        return text("The service of notice is on record.", language)

    for widget in inputs.values():
        widget.observe(judge, "value")
    form = Form(
        desk,
        f"programme:notice:{hearing.id}",
        inputs,
        send=send,
        done=done,
        label=text("Record the service", language),
        reason=text("Notice served", language),
        body=[*inputs.values(), live],
    )
    judge()
    return form


def _readings(finding: Finding, desk: Desk) -> SafeHtml:
    """Word a finding with the last day by both readings: back from the hearing, forward from the notice."""
    language = desk.language
    both = {
        text("Last day, counted back from the hearing (followed)", language): _day_of(
            finding, "last_day", desk
        ),
        text("Last day, counted forward from the notice", language): _day_of(
            finding, "last_day_counting_forward", desk
        ),
    }
    return html_string(
        '<section aria-live="polite">{finding}{both}</section>',
        finding=finding_line(finding, language),
        both=facts(both),
    )
