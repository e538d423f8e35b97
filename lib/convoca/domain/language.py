from enum import StrEnum


class Language(StrEnum):
    """The Commission's official languages (Art. 22.1)."""

    ENGLISH = "en"
    SPANISH = "es"
    PORTUGUESE = "pt"
    FRENCH = "fr"
