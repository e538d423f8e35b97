"""How the page Minutes words its things."""

from datetime import datetime

from convoca.domain.language import Language
from convoca.domain.minutes import MinutesStatus
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.i18n.words import word
from convoca.services.minutes.stages import MinutesStage

_STAGE_WORDS = {
    MinutesStage.CIRCULATED: "Sent to the members",
    MinutesStage.OBJECTED: "A member objected",
    MinutesStage.APPROVED_BY_SILENCE: "Approved without objection",
    MinutesStage.APPROVED_BY_DECISION: "Approved by decision",
}
_STAGE_CHIPS = {
    MinutesStage.DRAFT: "draft",
    MinutesStage.COMPLETED: "done",
    MinutesStage.CIRCULATED: "undetermined",
    MinutesStage.OBJECTED: "breached",
    MinutesStage.APPROVED_BY_SILENCE: "met",
    MinutesStage.APPROVED_BY_DECISION: "met",
    MinutesStage.FINAL: "met",
}


def stage_word(stage: MinutesStage | None, language: Language) -> str:
    """Say how far minutes are on their way to approval."""
    if stage in _STAGE_WORDS:
        return text(_STAGE_WORDS[stage], language)
    return status_word(MinutesStatus(stage) if stage else None, language)


def stage_chip(stage: MinutesStage | None) -> str:
    """Return the style of the label of a stage."""
    return _STAGE_CHIPS[stage] if stage else "draft"


def seat_moment(when: datetime, language: Language) -> str:
    """Word an instant on the clock of the seat, where the Secretariat works."""
    wall = when.astimezone(zone_info(SEAT_ZONE))
    return f"{day_short(wall.date(), language)}, {hour(wall.time(), language)}"


def status_word(status: MinutesStatus | None, language: Language) -> str:
    """Say how far minutes are."""
    return word(status, language) if status else text("No minutes yet", language)


def why_no_discussion(language: Language) -> str:
    """Say why there is nowhere to write what was said in the discussion."""
    return text(
        "There is no field for the discussion: it is confidential (Art. 43). Minutes state its "
        "subject and what was decided.",
        language,
    )


def why_internal(*, is_hearing: bool, language: Language) -> str:
    """Say who reads these minutes."""
    if is_hearing:
        return text(
            "Minutes of hearings are internal working documents; a party that asks for a copy is "
            "given one unless that could put persons at risk (Art. 70.2).",
            language,
        )
    return text(
        "Minutes of sessions are confidential internal working documents (Art. 20.1).", language
    )
