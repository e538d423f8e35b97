"""Mandates of rapporteurs from a file."""

from datetime import date

from import_sheets import codes, office, planned, sheet, taken_in

from convoca.domain.mandate import MandateKind
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome

HEADER = "mandato|tipo|miembro|relator especial|desde|creada|revisada|fuente"


def mandates(uow):
    with uow:
        return {mandate.name: mandate for mandate in uow.mandates.all()}


def test_a_line_is_a_mandate_known_by_its_name():
    uow = office()
    rows = (
        ("Example theme", "temática", "Andrea Pochak", None, "2025-03-01", "2019-03-01", None, "a"),
        (
            "Example right",
            "especial",
            None,
            "Example Person",
            "2025-10-01",
            None,
            "2025-03-01",
            "b",
        ),
    )
    taken_in(Kind.MANDATES, sheet(HEADER, *rows), uow)

    theme, right = mandates(uow)["Example theme"], mandates(uow)["Example right"]
    assert (theme.kind, theme.holder, theme.created_on) == (
        MandateKind.THEMATIC,
        "",
        date(2019, 3, 1),
    )
    assert theme.member is not None
    assert (right.kind, right.holder, right.holder_since) == (
        MandateKind.SPECIAL,
        "Example Person",
        date(2025, 10, 1),
    )
    again = planned(Kind.MANDATES, sheet(HEADER, *rows), uow)
    assert [row.outcome for row in again.rows] == [Outcome.UNCHANGED] * 2


def test_a_later_file_adds_the_review_and_takes_nothing_away():
    uow = office()
    first = ("Example theme", "temática", "Andrea Pochak", None, None, "2019-03-01", None, "a")
    taken_in(Kind.MANDATES, sheet(HEADER, first), uow)
    taken_in(Kind.MANDATES, sheet("name|reviewed_on", ("EXAMPLE THEME", "2026-03-02")), uow)

    (theme,) = mandates(uow).values()
    assert (theme.created_on, theme.reviewed_on) == (date(2019, 3, 1), date(2026, 3, 2))
    assert theme.member is not None


def test_what_no_mandate_can_be_is_an_error_of_its_row():
    wrong = ("Example theme", "temática", None, "Example Person", None, None, None, None)
    unknown = ("Other theme", "temática", "Nobody Example", None, None, None, None, None)
    plan = planned(Kind.MANDATES, sheet(HEADER, wrong, unknown), office())

    assert [row.outcome for row in plan.rows] == [Outcome.ERROR, Outcome.LEFT_OUT]
    assert "member_unknown" in codes(plan.rows[1])
