from dataclasses import dataclass
from enum import StrEnum

from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberState:
    """A Member State of the OAS; ``zone`` is the IANA zone of its capital."""

    code: StateCode
    name_en: str
    name_es: str
    capital: str
    zone: str
    convention: str = ""
    source: str = ""
    verified: bool = False
    version: int = 0


class Region(StrEnum):
    """The sub-regions of the Americas by which the United Nations group States (M49)."""

    NORTHERN_AMERICA = "northern_america"
    CENTRAL_AMERICA = "central_america"
    CARIBBEAN = "caribbean"
    SOUTH_AMERICA = "south_america"


_STATES_OF: dict[Region, str] = {
    Region.NORTHERN_AMERICA: "CA US",
    Region.CENTRAL_AMERICA: "BZ CR GT HN MX NI PA SV",
    Region.CARIBBEAN: "AG BB BS CU DM DO GD HT JM KN LC TT VC",
    Region.SOUTH_AMERICA: "AR BO BR CL CO EC GY PE PY SR UY VE",
}

#: The region of each Member State of the OAS; https://unstats.un.org/unsd/methodology/m49/
REGION_OF: dict[StateCode, Region] = {
    StateCode(code): region for region, codes in _STATES_OF.items() for code in codes.split()
}

_NOT_IN_SPANISH: dict[Language, str] = {
    Language.ENGLISH: "AG BB BS BZ CA DM GD GY JM KN LC SR TT US VC",
    Language.PORTUGUESE: "BR",
    Language.FRENCH: "HT",
}


def language_of(state: StateCode) -> Language:
    """Return the official language of the Commission (Art. 22.1) in which a State is written to."""
    for language, codes in _NOT_IN_SPANISH.items():
        if state in codes.split():
            return language
    return Language.SPANISH
