"""How the page Programme words its things: hours in both zones, titles, findings."""

from uuid import UUID

from convoca.app.models.activity_file import ActivityFile
from convoca.app.models.programme import ProgrammeModel
from convoca.app.widgets.parts import chip
from convoca.app.widgets.safe_html import SafeHtml, html_string
from convoca.app.widgets.shared_words import hours
from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import Placement
from convoca.domain.slot import Slot
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour, state_name, weekday
from convoca.i18n.words import word
from convoca.services.problems import Severity

_CHIPS = {
    Severity.BREACH: "breached",
    Severity.URGENT: "breached",
    Severity.SOON: "waived",
    Severity.WARNING: "waived",
    Severity.LATER: "undetermined",
}


def hours_in(slot: Slot, zone: str, city: str, language: Language) -> str:
    """Write when a slot begins elsewhere, with the day where that is another one."""
    start = slot.start_in(zone)
    said = text("{hour} in {city}", language, hour=hour(start.time(), language), city=city)
    if start.date() == slot.wall_date:
        return said
    return f"{said} ({weekday(start.date(), language)})"


def where(model: ProgrammeModel, placement: Placement) -> str:
    room = model.file.period.room(placement.room)
    return room.name if room else ""


def when_and_where(model: ProgrammeModel, activity: ActivityFile, language: Language) -> str:
    """Say day, hours and room of an activity, or that it waits for them."""
    placement = activity.placement
    if activity.is_cancelled:
        return text("cancelled", language)
    if placement is None:
        return text("not placed", language)
    slot = placement.slot
    parts = (weekday(slot.wall_date, language), hours(slot, language), where(model, placement))
    return ", ".join(parts)


def kind_word(activity: ActivityFile, language: Language) -> str:
    """Say what sort of activity it is, in the word that says most."""
    match activity.record:
        case Hearing():
            return word(activity.record.kind, language)
        case WorkingMeeting():
            return word(activity.record.kind, language)
        case _:
            return word(activity.kind, language)


def public_or_private(activity: ActivityFile, language: Language) -> str:
    return text("private", language) if activity.is_private else text("public", language)


def lock(*, is_private: bool, language: Language) -> SafeHtml:
    """Say whether the public may attend; what is private carries a lock beside its word."""
    if is_private:
        return html_string('<span class="cv-lock">{word}</span>', word=text("private", language))
    return html_string("{word}", word=text("public", language))


def party_name(party: Party, language: Language) -> str:
    """Name a party; a State by what it is called in the reader's language."""
    if party.kind is PartyKind.STATE and party.state:
        return state_name(party.state, language)
    return party.name


def severity_word(severity: Severity, language: Language) -> str:
    match severity:
        case Severity.BREACH:
            return text("Breach", language)
        case Severity.URGENT:
            return text("Urgent", language)
        case Severity.SOON:
            return text("Soon", language)
        case Severity.WARNING:
            return text("Warning", language)
        case Severity.LATER:
            return text("Later", language)


def severity_chip(severity: Severity, language: Language) -> SafeHtml:
    return chip(_CHIPS[severity], severity_word(severity, language))


def why_not(found: tuple[Finding, ...], language: Language) -> str:
    """Say why a member may not take part, or what is still open, each with its article."""
    return " ".join(
        f"{findings.sentence(f, language)} ({findings.articles(f.citations, language)})"
        for f in found
        if f.verdict is not Verdict.MET
    )


def member_name(model: ProgrammeModel, member: UUID | None, language: Language) -> str:
    """Name a member; who is not known any more is not on record."""
    known = next((m for m in model.file.members if m.id == member), None)
    return known.name if known else text("not on record", language)
