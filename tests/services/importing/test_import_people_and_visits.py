"""Members, rapporteurships, Member States and visits."""

from datetime import date

import pytest
from import_sheets import codes, office, planned, sheet, taken_in

from convoca.domain.member import Precision, Residence, Term, Tie, TieKind
from convoca.domain.on_site_observation import ObservationKind
from convoca.domain.period_of_sessions import Modality
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome

MEMBER = "name|nationality_iso2|term_start|term_end|source|verified"


def member(uow, name):
    with uow:
        return next(m for m in uow.members.all() if m.name == name)


def test_the_rows_of_one_person_are_one_member():
    uow = office()
    plan = taken_in(
        Kind.MEMBERS,
        sheet(
            MEMBER,
            ("Ana Núñez", "CL;UY", "2030-01-01", "2033-12-31", "a", "yes"),
            ("ANA NUNEZ ", "UY", "2026-01-01", "2029-12-31", "b", "no"),
        ),
        uow,
    )
    assert [row.outcome for row in plan.rows] == [Outcome.CREATE] * 2
    assert len(plan.changes) == 1
    made = member(uow, "Ana Núñez")
    assert made.nationalities == ("CL", "UY")
    assert made.terms == (
        Term(starts=date(2026, 1, 1), ends=date(2029, 12, 31)),
        Term(starts=date(2030, 1, 1), ends=date(2033, 12, 31)),
    )
    assert (made.source, made.verified) == ("a ; b", False)


def test_residence_and_diplomatic_posts_are_read():
    uow = office()
    header = f"{MEMBER}|residence|accredited_to|special_mission"
    row = ("Ana Núñez", "CL", "2026-01-01", "2029-12-31", "a", "yes", "US", "HN; MX", "HT")
    taken_in(Kind.MEMBERS, sheet(header, row), uow)
    made = member(uow, "Ana Núñez")
    assert made.residences == (Residence(state="US"),)
    assert made.ties == (
        Tie(state="HN"),
        Tie(state="MX"),
        Tie(state="HT", kind=TieKind.SPECIAL_MISSION),
    )
    assert planned(Kind.MEMBERS, sheet(header, row), uow).changes == ()


def test_a_term_read_again_corrects_its_last_day():
    uow = office()
    row = ("Riyad Insanally", None, "2025-07-01", "2026-06-30")
    plan = taken_in(Kind.MEMBERS, sheet(MEMBER, row), uow)
    assert (plan.rows[0].outcome, plan.rows[0].fields) == (Outcome.UPDATE, ("terms",))
    assert member(uow, "Riyad Insanally").terms == (
        Term(starts=date(2025, 7, 1), ends=date(2026, 6, 30)),
    )


@pytest.mark.parametrize(
    ("row", "outcome", "code"),
    [
        (("Ana", "Narnia", "2026-01-01", "2029-12-31"), Outcome.ERROR, "state_unknown"),
        (("Ana", "CL", "2029-12-31", "2026-01-01"), Outcome.ERROR, "refused_terms"),
        (("Ana", "CL", "2026", "2029-12-31"), Outcome.ERROR, "date_incomplete"),
        (("Ana", None, "2026-01-01", "2029-12-31"), Outcome.LEFT_OUT, "missing_value"),
        (("Ana", "CL", "2026-01-01", None), Outcome.LEFT_OUT, "missing_value"),
        ((None, "CL", "2026-01-01", "2029-12-31"), Outcome.LEFT_OUT, "missing_value"),
        (("A" * 201, "CL", "2026-01-01", "2029-12-31"), Outcome.ERROR, "too_long"),
    ],
)
def test_a_fault_in_a_member_is_told(row, outcome, code):
    plan = planned(Kind.MEMBERS, sheet(MEMBER, row), office())
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (outcome, [code])


def test_overlapping_terms_are_refused_for_every_row_of_the_person():
    rows = [("Ana", "CL", "2026-01-01", "2029-12-31"), ("Ana", "CL", "2029-12-31", "2033-12-31")]
    plan = planned(Kind.MEMBERS, sheet(MEMBER, *rows), office())
    assert [codes(row) for row in plan.rows] == [["terms_overlap"]] * 2
    assert plan.changes == ()


RAPPORTEURSHIP = "as_of|commissioner|country_iso2|source|note|verified"


@pytest.mark.parametrize(
    ("as_of", "day", "precision"),
    [
        ("2026-03-09", date(2026, 3, 9), Precision.DAY),
        ("2026-03", date(2026, 3, 1), Precision.MONTH),
        ("2026", date(2026, 1, 1), Precision.YEAR),
        (2026, date(2026, 1, 1), Precision.YEAR),
    ],
)
def test_a_rapporteurship_keeps_how_exactly_it_is_dated(as_of, day, precision):
    uow = office()
    plan = taken_in(
        Kind.RAPPORTEURSHIPS, sheet(RAPPORTEURSHIP, (as_of, "Roberta Clarke", "Haití")), uow
    )
    made = plan.changes[0].after
    assert (made.state, made.as_of, made.precision) == ("HT", day, precision)
    assert made.member == member(uow, "Roberta Clarke").id


def test_an_unknown_rapporteur_is_left_out():
    plan = planned(Kind.RAPPORTEURSHIPS, sheet(RAPPORTEURSHIP, ("2026", "Nobody", "HT")), office())
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (Outcome.LEFT_OUT, ["member_unknown"])


def test_two_rapporteurs_for_one_state_on_one_day_are_refused():
    rows = [("2026-03", "Roberta Clarke", "HT"), ("2026-03", "Andrea Pochak", "HT")]
    plan = planned(Kind.RAPPORTEURSHIPS, sheet(RAPPORTEURSHIP, *rows), office())
    assert codes(plan.rows[1]) == ["differs_from_row"]
    assert plan.is_blocked


STATE = "iso2|name_en|name_es|capital|tz|convention_party"


def test_a_state_is_corrected_in_place():
    uow = office()
    row = ("bo", "Bolivia", "Bolivia", "La Paz", "America/La_Paz", "yes")
    plan = taken_in(Kind.STATES, sheet(STATE, row), uow)
    assert (plan.rows[0].outcome, plan.rows[0].fields) == (Outcome.UPDATE, ("capital",))


@pytest.mark.parametrize(
    ("row", "outcome", "code"),
    [
        (("BOL", "a", "b", "c", "America/La_Paz"), Outcome.ERROR, "state_unknown"),
        (("XX", "a", "b", "c", "America/Nowhere"), Outcome.ERROR, "refused_zone"),
        (("XX", "a", "b", None, "America/La_Paz"), Outcome.LEFT_OUT, "missing_value"),
    ],
)
def test_a_fault_in_a_state_is_told(row, outcome, code):
    plan = planned(Kind.STATES, sheet(STATE, row), office())
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (outcome, [code])


VISIT = "kind|start_date|end_date|country_iso2|place|source|verified"


def test_a_visit_is_made_to_its_states():
    uow = office()
    row = ("on_site", "2027-05-03", "2027-05-07", "VE; CO", "Cúcuta", "a", "yes")
    plan = taken_in(Kind.VISITS, sheet(f"{VISIT}|title|territories", (*row, "Frontera", "CO")), uow)
    made = plan.changes[0].after
    assert (made.kind, made.states, made.territories) == (
        ObservationKind.ON_SITE,
        ("VE", "CO"),
        ("CO",),
    )
    assert (made.title, made.is_public) == ("Frontera", False)


def test_a_virtual_working_visit_is_working_and_virtual():
    row = ("working_virtual", "2020-12-16", "2020-12-18", "MX", "online")
    plan = planned(Kind.VISITS, sheet(VISIT, row), office())
    made = plan.changes[0].after
    assert (made.kind, made.modality) == (ObservationKind.WORKING, Modality.VIRTUAL)
    assert made.title == "México"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Bogotá and Cúcuta, Colombia", ["place_names_state"]),
        ("(Colombian-Venezuelan border)", []),
        ("Caracas", []),
    ],
)
def test_another_state_that_the_place_names_is_told(place, told):
    row = ("on_site", "2020-02-04", "2020-02-08", "VE", place)
    assert codes(planned(Kind.VISITS, sheet(VISIT, row), office()).rows[0]) == told


@pytest.mark.parametrize(
    ("row", "outcome", "code"),
    [
        (("on_site", "2027-05-07", "2027-05-03", "VE"), Outcome.ERROR, "refused_closes"),
        (("on_site", "2027-05-03", "2027-05-07", "Regional"), Outcome.ERROR, "refused_states"),
        (("cruise", "2027-05-03", "2027-05-07", "VE"), Outcome.ERROR, "choice_unknown"),
        (("on_site", None, "2027-05-07", "VE"), Outcome.LEFT_OUT, "missing_value"),
    ],
)
def test_a_fault_in_a_visit_is_told(row, outcome, code):
    plan = planned(Kind.VISITS, sheet(VISIT, row), office())
    assert plan.rows[0].outcome is outcome
    assert code in codes(plan.rows[0])
