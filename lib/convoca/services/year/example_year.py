"""Example mandates, plainly marked, and a report: everybody and everything in them is invented."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.domain.member import Member, Rapporteurship
from convoca.services.example_requests import example_id

#: Days before today on which each example mandate was last reviewed; the second one is overdue.
_THEMES = (
    ("Example theme: people on the move", 400),
    ("Example theme: people deprived of liberty", 1150),
    ("Example theme: memory and justice", 1060),
)
_YEAR = 365


def example_mandates(members: Sequence[Member], today: date) -> Iterator[Mandate]:
    """Yield three thematic mandates and a special one whose term ends within half a year."""
    for (name, days), member in zip(_THEMES, members, strict=False):
        yield Mandate(
            id=example_id("mandate", name),
            name=name,
            kind=MandateKind.THEMATIC,
            created_on=today - timedelta(days=8 * _YEAR),
            reviewed_on=today - timedelta(days=days),
            member=member.id,
            holder_since=today - timedelta(days=days),
            source="Example",
            is_example=True,
        )
    name = "Example special rapporteurship"
    yield Mandate(
        id=example_id("mandate", name),
        name=name,
        kind=MandateKind.SPECIAL,
        created_on=today - timedelta(days=5 * _YEAR),
        reviewed_on=today - timedelta(days=2 * _YEAR),
        holder="Example Special Rapporteur",
        holder_since=today - timedelta(days=2 * _YEAR + 200),
        source="Example",
        is_example=True,
    )


def example_reports(
    rapporteurships: Sequence[Rapporteurship], today: date
) -> Iterator[RapporteurReport]:
    """Yield the reports of the first States for the year of today."""
    for charge in rapporteurships[:3]:
        yield RapporteurReport(
            id=example_id("rapporteur report", today.year, charge.state),
            year=today.year,
            state=charge.state,
            member=charge.member,
            presented_on=max(today - timedelta(days=60), date(today.year, 1, 1)),
        )
