"""How the page Minutes words its things."""

from convoca.domain.language import Language
from convoca.domain.minutes import MinutesStatus
from convoca.i18n.catalogue import text
from convoca.i18n.words import word


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
