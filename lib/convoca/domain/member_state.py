from dataclasses import dataclass

from convoca.domain.identifiers import StateCode


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
