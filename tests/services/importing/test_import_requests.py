"""Hearing requests from a form's list."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from import_sheets import codes, planned, sheet, taken_in, with_period

from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.domain.language import Language
from convoca.domain.party import PartyKind, Role, Side
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome
from convoca.services.importing.remark import Level

HEADER = "referencia|recibida|título|tipo|Estados|solicitantes|objetivo"
A_REQUEST = (
    "PS 196-1",
    "2026-11-02T23:30:00-05:00",
    "Independencia judicial en Guatemala",
    "thematic_country",
    "GT",
    "Fundación Mirna",
    "Informar a la Comisión",
)


def requests(uow):
    with uow:
        return uow.requests.all()


def taken(*rows, header=HEADER, uow=None):
    uow = uow or with_period()
    plan = taken_in(Kind.REQUESTS, sheet(header, *rows), uow, period_number=196)
    return plan, requests(uow)


def refused(row, header=HEADER):
    plan = planned(Kind.REQUESTS, sheet(header, row), with_period(), period_number=196)
    assert plan.rows[0].outcome is Outcome.ERROR
    return codes(plan.rows[0])


def test_a_row_makes_a_request_with_its_instant():
    plan, (made,) = taken(A_REQUEST)

    assert (plan.rows[0].outcome, plan.rows[0].subject) == (Outcome.CREATE, "PS 196-1")
    assert made.received == datetime(2026, 11, 3, 4, 30, tzinfo=UTC)
    assert made.received_on == date(2026, 11, 2)  # at the seat, where the Rules count
    assert made.kind is HearingKind.THEMATIC_COUNTRY
    assert made.states == ("GT",)
    assert made.initiative is Initiative.PARTY
    assert [(p.kind, p.name) for p in made.requesters] == [
        (PartyKind.ORGANISATION, "Fundación Mirna")
    ]
    assert made.purpose == "Informar a la Comisión"
    assert made.decision is Decision.PENDING


def test_everything_a_request_can_say_is_read():
    header = (
        "reference|received|title|kind|states|requesters|purpose|summary|minutes|initiative|"
        "matter_number|issue|languages|private|in_writing|wanted|participants|note"
    )
    row = (
        "PS 196-2",
        "2026-11-02T12:00:00Z",
        "Caso 12.700",
        "caso",
        "Perú; Estados Unidos",
        "Ana Quispe; State of Peru; IACHR (ex officio)",
        "Oír testigos",
        "Primera línea\nSegunda línea",
        "45",
        None,
        "12.700",
        "fondo",
        "es, inglés",
        "sí",
        "no",
        "reunión de trabajo",
        "Ana Quispe | testigo | los hechos de 2009; Dr. Paz | perito; Luis Vega",
        "llegó por correo",
    )
    _, (made,) = taken(row, header=header)

    assert made.states == ("PE", "US")
    assert [(p.kind, p.name, p.state) for p in made.requesters] == [
        (PartyKind.PETITIONER, "Ana Quispe", None),
        (PartyKind.STATE, "Perú", "PE"),
    ]
    assert made.initiative is Initiative.PARTY
    assert made.summary == "Primera línea\nSegunda línea"
    assert (made.minutes_wanted, made.matter_number, made.issue) == (45, "12.700", Issue.MERITS)
    assert made.languages == (Language.SPANISH, Language.ENGLISH)
    assert (made.private_wanted, made.in_writing) == (True, False)
    assert made.wanted is ActivityWanted.WORKING_MEETING
    assert [(p.name, p.role, p.side, p.purpose) for p in made.participants] == [
        ("Ana Quispe", Role.WITNESS, Side.REQUESTER, "los hechos de 2009"),
        ("Dr. Paz", Role.EXPERT, Side.REQUESTER, ""),
        ("Luis Vega", Role.REPRESENTATIVE, Side.REQUESTER, ""),
    ]
    assert not any(p.protected for p in made.participants)


def test_a_day_alone_is_noon_at_the_seat_and_told():
    plan, (made,) = taken(("PS 196-1", "2026-11-02", "A title", "case"))
    assert codes(plan.rows[0]) == ["noon_assumed"]
    assert made.received == datetime(2026, 11, 2, 17, tzinfo=UTC)
    assert made.received_on == date(2026, 11, 2)


def test_a_wall_time_without_zone_is_the_seats_and_told():
    plan, (made,) = taken(("PS 196-1", "2026-11-02 23:30", "A title", "case"))
    assert codes(plan.rows[0]) == ["seat_time_assumed"]
    assert made.received_on == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("zone", "told", "instant"),
    [
        ("America/Bogota", [], datetime(2026, 7, 2, 14, 30, tzinfo=UTC)),
        # Releases print “EST” in summer too: it is the clock of the seat, UTC-4 in July.
        ("EST", ["zone_label"], datetime(2026, 7, 2, 13, 30, tzinfo=UTC)),
    ],
)
def test_day_hour_and_zone_may_stand_in_three_columns(zone, told, instant):
    plan, (made,) = taken(
        (date(2026, 7, 2), time(9, 30), zone, "A title", "case"),
        header="received|received_time|zone|title|kind",
    )
    assert [c for c in codes(plan.rows[0]) if c != "reference_made"] == told
    assert made.received == instant


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("07/04/2026", "date_ambiguous"),
        ("2026-02-30", "date_impossible"),
        (46223, "date_serial"),
        ("ayer", "date_unreadable"),
        ("2026-11", "date_incomplete"),
        ("2026-11-23T23:00:00Z", "future_day"),
        ("2026-03-08 02:30", "refused_start"),
        ("2026-11-01 01:30", "refused_start"),
    ],
)
def test_an_instant_that_cannot_be_is_refused(cell, code):
    assert code in refused(("PS 196-1", cell, "A title", "case"))


def test_the_hour_that_the_clocks_skip_is_told_in_the_domains_words():
    plan = planned(
        Kind.REQUESTS,
        sheet(HEADER, ("PS 196-1", "2026-03-08 02:30", "A title", "case")),
        with_period(),
        period_number=196,
    )
    (told,) = [r for r in plan.rows[0].remarks if r.level is Level.ERROR]
    assert told.problem.startswith("{wall} does not exist in {zone}")
    assert told.values == {"wall": "2026-03-08 02:30", "zone": "America/New_York"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("x" * 61, *A_REQUEST[1:]), "too_long"),
        ((*A_REQUEST[:2], "x" * 301), "too_long"),
        ((*A_REQUEST[:6], "x" * 20_001), "too_long"),
        ((*A_REQUEST[:3], "picnic"), "choice_unknown"),
        ((*A_REQUEST[:4], "Atlantis"), "state_unknown"),
        ((*A_REQUEST[:5], "y" * 301), "too_long"),
    ],
)
def test_a_fault_is_told_of_its_column(row, code):
    assert refused(row) == [code]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("minutes", "una hora", "number_unreadable"),
        ("minutes", "9000", "number_out_of_range"),
        ("private", "tal vez", "flag_unreadable"),
        ("languages", "quechua", "language_unknown"),
        ("participants", "Ana | bailarina", "role_unknown"),
        ("zone", "CST", "zone_unknown_label"),
        ("issue", "moon", "choice_unknown"),
        ("initiative", "nobody", "choice_unknown"),
    ],
)
def test_a_fault_of_an_optional_column_is_told(column, cell, code):
    assert refused((*A_REQUEST, cell), header=f"{HEADER}|{column}") == [code]


@pytest.mark.parametrize("empty", [1, 2])
def test_a_row_that_lacks_what_is_necessary_is_left_out(empty):
    row = [None if n == empty else cell for n, cell in enumerate(A_REQUEST)]
    plan, made = taken(row, A_REQUEST)
    assert [r.outcome for r in plan.rows] == [Outcome.LEFT_OUT, Outcome.CREATE]
    assert codes(plan.rows[0]) == ["missing_value"]
    assert len(made) == 1


def test_a_request_without_reference_gets_one_and_the_same_again():
    row = (None, *A_REQUEST[1:])
    uow = with_period()
    plan, (made,) = taken(row, uow=uow)
    assert codes(plan.rows[0]) == ["reference_made"]
    assert made.reference.startswith("196-")
    again, known = taken(row, uow=uow)
    assert again.rows[0].outcome is Outcome.UNCHANGED
    assert known == [made]


def test_a_second_run_changes_nothing_and_writes_nothing():
    uow = with_period()
    taken(A_REQUEST, uow=uow)
    entries = len(uow.store.entries)
    plan, _ = taken(A_REQUEST, uow=uow)
    assert plan.count(Outcome.UNCHANGED) == 1
    assert plan.changes == ()
    assert len(uow.store.entries) == entries


def test_a_corrected_title_is_an_update_of_the_same_request():
    uow = with_period()
    _, (before,) = taken(A_REQUEST, uow=uow)
    plan, (after,) = taken((*A_REQUEST[:2], "Otro título", *A_REQUEST[3:]), uow=uow)
    assert (plan.rows[0].outcome, plan.rows[0].fields) == (Outcome.UPDATE, ("title",))
    assert (after.id, after.title) == (before.id, "Otro título")


def test_a_decided_request_is_no_longer_changed():
    uow = with_period()
    _, (made,) = taken(A_REQUEST, uow=uow)
    with uow:
        uow.requests.save(made.decide(Decision.DECLINED, on=date(2026, 11, 20), reason="late"))
        uow.commit(reason="decide")
    plan, (kept,) = taken((*A_REQUEST[:2], "Otro título"), uow=uow)
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (Outcome.LEFT_OUT, ["request_decided"])
    assert kept.title == A_REQUEST[2]


def test_a_requester_already_known_keeps_address_and_language():
    uow = with_period()
    _, (made,) = taken(A_REQUEST, uow=uow)
    known = replace(made.requesters[0], email="a@example.org", language=Language.FRENCH)
    with uow:
        uow.requests.save(replace(made, requesters=(known,)))
        uow.commit(reason="address")
    plan, (kept,) = taken((*A_REQUEST[:5], "FUNDACIÓN MIRNA; Otra ONG"), uow=uow)
    assert plan.rows[0].outcome is Outcome.UPDATE
    assert kept.requesters[0] == known
    assert [p.name for p in kept.requesters] == ["Fundación Mirna", "Otra ONG"]


def test_an_hour_needs_its_day():
    header = "received|received_time|title|kind"
    assert refused(("07/04/2026", time(9, 30), "A title", "case"), header) == ["date_ambiguous"]


def test_a_region_is_no_state_and_told():
    plan, (made,) = taken((*A_REQUEST[:4], "Regional – North America", *A_REQUEST[5:]))
    assert codes(plan.rows[0]) == ["region_named"]
    assert made.states == ()


def test_the_same_reference_in_two_periods_is_two_requests():
    uow = with_period()
    taken_in(
        Kind.PERIODS,
        sheet("period_number|start_date|end_date", (197, "2027-07-05", "2027-07-16")),
        uow,
    )
    header = f"period|{HEADER}"
    plan = taken_in(Kind.REQUESTS, sheet(header, (196, *A_REQUEST), (197, *A_REQUEST)), uow)
    assert plan.count(Outcome.CREATE) == 2


def test_without_a_period_the_file_is_refused_as_a_whole():
    plan = planned(Kind.REQUESTS, sheet(HEADER, A_REQUEST), with_period())
    assert [r.code for r in plan.remarks] == ["missing_column"]
    assert plan.is_blocked
    assert plan.rows == ()


def test_an_unknown_period_is_refused_or_its_rows_left_out():
    named = planned(Kind.REQUESTS, sheet(HEADER, A_REQUEST), with_period(), period_number=200)
    assert [r.code for r in named.remarks] == ["period_not_in_store"]
    column = planned(Kind.REQUESTS, sheet(f"period|{HEADER}", (200, *A_REQUEST)), with_period())
    assert codes(column.rows[0]) == ["period_unknown"]
    assert not column.is_blocked


def test_characters_that_cannot_be_printed_are_removed_and_told():
    plan, (made,) = taken((*A_REQUEST[:2], "A\x07 ti\u202etle", *A_REQUEST[3:]))
    assert codes(plan.rows[0]) == ["characters_removed"]
    assert made.title == "A title"
