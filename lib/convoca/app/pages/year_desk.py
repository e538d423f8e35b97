"""What the parts of the page Year share: the visit, the model, and how things of a year are named."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from convoca.app.frame import Visit
from convoca.app.models.year import YearModel
from convoca.app.widgets.day_words import distance
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.safe_html import SafeHtml, joined
from convoca.domain.finding import Finding
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member, Precision, Rapporteurship
from convoca.i18n.dates import day_short, state_name


class Desk:
    """Given to each part of the page."""

    def __init__(self, visit: Visit, model: YearModel) -> None:
        self.visit, self.model, self.language = visit, model, visit.language

    def state(self, code: StateCode) -> str:
        return state_name(code, self.language)

    def day(self, day: date | None) -> str:
        return day_short(day, self.language) if day else ""

    def due(self, day: date) -> str:
        """Write a day with how far it is from today."""
        return f"{self.day(day)} ({distance(day, self.model.today, self.language)})"

    def known_since(self, rapporteurship: Rapporteurship) -> str:
        """Write the day of a designation as exactly as its source does."""
        written = rapporteurship.as_of.isoformat()
        if rapporteurship.precision is Precision.YEAR:
            return written[:4]
        if rapporteurship.precision is Precision.MONTH:
            return written[:7]
        return self.day(rapporteurship.as_of)

    def member(self, key: UUID | None) -> str:
        found = next((m for m in self.model.file.members if m.id == key), None)
        return found.name if found else ""

    def names(self) -> dict[object, str]:
        """Word what keys refer to, for whoever compares two versions."""
        members: dict[object, str] = {m.id: m.name for m in self.model.file.members}
        return members | {m.id: m.name for m in self.model.file.mandates}

    def findings(self, findings: Sequence[Finding]) -> SafeHtml:
        return joined(finding_line(finding, self.language) for finding in findings)


def member_options(members: Sequence[Member], nobody: str) -> list[tuple[str, str]]:
    """Offer members by name, and nobody."""
    named = sorted((member.name, str(member.id)) for member in members)
    return [(nobody, ""), *named]
