"""The year's services on both databases: designations, mandates, reports, what is due, what is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, load_reference, open_convoca
from convoca.domain.election import Election, ElectionStatus
from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    ProtectedNameFound,
    ReasonMissing,
)
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import ParticipantId, SessionId, StateCode
from convoca.domain.language import Language
from convoca.domain.mandate import MandateKind
from convoca.domain.member import Office, OfficeHeld
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import ActivityKind, Session
from convoca.services.audience import PUBLIC, SECRETARIAT, STAFF, member_audience, state_audience
from convoca.services.calendar_projection import calendar_projection, of_all_periods
from convoca.services.feeds import CalendarEntry
from convoca.services.period_file import read_period_file
from convoca.services.year.coverage import candidates, coverage, coverage_of
from convoca.services.year.findings import report_lines, year_findings
from convoca.services.year.mandates import (
    new_report,
    record_report,
    remove_mandate,
    remove_report,
    save_mandate,
)
from convoca.services.year.rapporteurs import (
    designation,
    remove_rapporteurship,
    save_rapporteurship,
)
from convoca.services.year.read_models import YearPart, year_rows
from convoca.services.year.year_days import days_of_the_year
from convoca.services.year.year_file import YearFile, read_year_file
from support.builders import MX, a_member, a_period, a_placement
from support.year_examples import a_mandate

PE = StateCode("PE")
TODAY = date(2027, 6, 1)
ANA = a_member(
    "Ana Example", "CO", offices=(OfficeHeld(office=Office.PRESIDENT, starts=date(2027, 3, 2)),)
)
BEA = a_member("Bea Example", "MX")


@pytest.fixture
def store(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as convoca:
        load_reference(convoca)
        with convoca.unit_of_work() as uow:
            for member in (ANA, BEA):
                uow.members.save(member)
            uow.commit(reason="Example members")
        yield convoca


def year_of(store: Convoca, year: int = 2027) -> YearFile:
    with store.reading() as uow:
        return read_year_file(year, uow=uow)


def designate(store: Convoca, member=ANA, state=MX, as_of=TODAY, **more):
    made = designation(member=member.id, state=state, as_of=as_of, **more)
    return save_rapporteurship(made, reason="Example", uow=store.unit_of_work())


def test_a_designation_follows_the_one_before_and_the_history_stays(store: Convoca) -> None:
    before = coverage_of(year_of(store), MX, TODAY)
    designate(store, source="Example minutes")

    after = coverage_of(year_of(store), MX, TODAY)
    assert after.member == replace(ANA, version=after.member.version)
    assert after.history[1:] == before.history
    day_before = coverage_of(year_of(store), MX, date(2027, 5, 31))
    assert day_before.member == before.member


def test_a_second_editor_of_the_same_day_is_told_and_nothing_is_overwritten(store: Convoca) -> None:
    designate(store)

    with pytest.raises(ConflictingEdit) as told:
        designate(store, member=BEA)

    assert told.value.theirs.member == ANA.id
    assert coverage_of(year_of(store), MX, TODAY).rapporteurship.member == ANA.id


def test_another_entry_of_the_same_day_is_refused(store: Convoca) -> None:
    first = designate(store)
    second = replace(first, id=uuid4(), version=0, member=BEA.id)

    with pytest.raises(InvalidValue, match="from this day on"):
        save_rapporteurship(second, reason="Example", uow=store.unit_of_work())


def test_a_national_may_be_recorded_and_the_audit_says_what_the_rules_say(store: Convoca) -> None:
    saved = designate(store, member=BEA)

    each = coverage_of(year_of(store), MX, TODAY)
    assert (each.is_in_office, each.is_covered) == (True, False)
    with store.reading() as uow:
        entry = uow.audit.entries(record=saved.id)[0]
    assert [finding["verdict"] for finding in entry.findings] == ["BREACHED"]


def test_what_was_recorded_by_mistake_is_taken_out(store: Convoca) -> None:
    saved = designate(store)
    remove_rapporteurship(saved, reason="Example mistake", uow=store.unit_of_work())

    assert saved not in coverage_of(year_of(store), MX, TODAY).history


def test_no_designation_without_a_reason_nor_with_a_protected_name(store: Convoca) -> None:
    made = designation(member=ANA.id, state=MX, as_of=TODAY, note="As Example Witness said")
    with pytest.raises(ReasonMissing):
        save_rapporteurship(made, reason=" ", uow=store.unit_of_work())
    with store.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=ParticipantId(uuid4()), name="Example Witness"))
        uow.commit(reason="Example")
    with pytest.raises(ProtectedNameFound):
        save_rapporteurship(made, reason="Example", uow=store.unit_of_work())


def test_candidates_are_the_members_in_office_those_with_fewest_states_first(
    store: Convoca,
) -> None:
    designate(store, member=ANA, state=PE)

    found = candidates(year_of(store), MX, TODAY)

    assert [charged for _, _, charged in found] == sorted(charged for _, _, charged in found)
    judged = {member.id: finding.verdict for member, finding, _ in found}
    assert (judged[ANA.id], judged[BEA.id]) == (Verdict.MET, Verdict.BREACHED)


def test_as_published_every_state_had_a_rapporteur_and_none_its_national(store: Convoca) -> None:
    for day in (date(2010, 3, 1), date(2024, 2, 1)):
        found = coverage(year_of(store, day.year), day)
        assert len(found) == 35
        assert all(each.is_covered for each in found), day
        assert {each.finding.verdict for each in found if each.finding} == {Verdict.MET}


# Mandates and reports ------------------------------------------------------------------------------


def test_a_review_goes_into_the_audit_with_whether_it_came_in_time(store: Convoca) -> None:
    saved = save_mandate(a_mandate(), reason="Example", uow=store.unit_of_work())
    late = replace(saved, reviewed_on=date(2027, 3, 2))
    reviewed = save_mandate(late, reason="Reviewed", uow=store.unit_of_work())

    with store.reading() as uow:
        entry = uow.audit.entries(record=reviewed.id)[0]
    assert [finding["verdict"] for finding in entry.findings] == ["BREACHED"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": MandateKind.THEMATIC}, "holder"),
        ({"member": ANA.id}, "member"),
        ({"reviewed_on": date(2024, 2, 29)}, "reviewed_on"),
        ({"holder_since": date(2024, 2, 29)}, "holder_since"),
        ({"ended_on": date(2024, 2, 29)}, "ended_on"),
        ({"renewed_on": date(2024, 9, 30)}, "renewed_on"),
        ({"renewed_on": date(2027, 9, 30), "holder_since": None}, "holder_since"),
    ],
)
def test_what_cannot_be_is_no_mandate(store: Convoca, changes, field) -> None:
    with pytest.raises(InvalidValue) as refused:
        save_mandate(a_mandate(**changes), reason="Example", uow=store.unit_of_work())

    assert refused.value.field == field


def test_a_mandate_with_reports_ends_and_is_not_taken_out(store: Convoca) -> None:
    mandate = save_mandate(a_mandate(), reason="Example", uow=store.unit_of_work())
    report = present(store, new_report(2027, mandate=mandate.id))

    with pytest.raises(NotAllowed):
        remove_mandate(mandate, reason="Example", uow=store.unit_of_work())
    remove_report(report, reason="Example", uow=store.unit_of_work())
    remove_mandate(mandate, reason="Example", uow=store.unit_of_work())
    assert year_of(store).mandates == ()


def present(store: Convoca, report, on=date(2027, 5, 3), **more):
    given = {"member": ANA.id, "in_writing": True, **more}
    return record_report(
        report, presented_on=on, reason="Example", uow=store.unit_of_work(), **given
    )


def test_reports_are_received_or_awaited(store: Convoca) -> None:
    mandate = save_mandate(a_mandate(), reason="Example", uow=store.unit_of_work())
    present(store, new_report(2027, state=MX), in_writing=False)

    lines = {line.key: line for line in report_lines(year_of(store), TODAY, names=str)}

    assert lines["MX"].finding.verdict is Verdict.MET
    assert lines["MX"].member == replace(ANA, version=1)
    assert lines["PE"].finding.verdict is Verdict.UNDETERMINED
    assert lines[str(mandate.id)].holder == "Example Rapporteur"
    assert len(lines) == 36


def test_a_rapporteurship_has_one_report_for_a_year(store: Convoca) -> None:
    present(store, new_report(2027, state=MX))

    with pytest.raises(ConflictingEdit):
        present(store, new_report(2027, state=MX), on=date(2027, 5, 4))
    with pytest.raises(InvalidValue, match="before the year"):
        present(store, new_report(2027, state=PE), on=date(2026, 12, 31))
    with pytest.raises(InvalidValue, match="or that of a mandate"):
        present(store, new_report(2027))


# The year ------------------------------------------------------------------------------------------


def a_year(store: Convoca) -> SessionId:
    """Two regular periods of 2027, the first with a session on its first day, on 8 March."""
    first, second = (
        a_period(),
        a_period(number=902, opens=date(2027, 7, 5), closes=date(2027, 7, 16), places=()),
    )
    session = Session(id=SessionId(uuid4()), period=first.id, title="Example session")
    with store.unit_of_work() as uow:
        for period in (first, second):
            uow.periods.save(period)
        uow.sessions.save(session)
        uow.placements.save(a_placement(session, kind=ActivityKind.SESSION))
        uow.commit(reason="Example year")
    return session.id


def test_the_year_is_judged_by_its_first_session(store: Convoca) -> None:
    session = a_year(store)
    item = ItemOfBusiness(
        id=uuid4(), session=session, number=1, kind=ItemKind.RAPPORTEURSHIPS, title="Example"
    )
    election = Election(
        id=uuid4(),
        session=session,
        office=Office.PRESIDENT,
        held_on=date(2027, 3, 8),
        candidates=(ANA.id,),
        status=ElectionStatus.ELECTED,
        elected=ANA.id,
    )

    def verdicts() -> dict[str, Verdict]:
        return {f.rule: f.verdict for f in year_findings(year_of(store), TODAY)}

    # The board on record took office on another day than that of the first session.
    assert verdicts()["election_is_held_on_its_day"] is Verdict.BREACHED
    assert verdicts()["two_regular_periods_in_the_year"] is Verdict.MET
    reviewed = "rapporteurs_are_reviewed_in_the_first_session"
    assert verdicts()[reviewed] is Verdict.UNDETERMINED
    with store.unit_of_work() as uow:
        uow.elections.save(election)
        uow.items_of_business.save(replace(item, outcome=ItemOutcome.DEALT_WITH))
        uow.commit(reason="Example")
    assert verdicts()["election_is_held_on_its_day"] is Verdict.MET
    assert verdicts()[reviewed] is Verdict.MET


def test_a_year_outside_of_this_age_is_a_slip_of_the_pen(store: Convoca) -> None:
    with pytest.raises(InvalidValue, match="2199"):
        year_of(store, 2200)


def test_the_days_of_the_year_stand_in_their_order(store: Convoca) -> None:
    a_year(store)
    save_mandate(a_mandate(), reason="Example", uow=store.unit_of_work())

    days = days_of_the_year(year_of(store))

    assert [(str(d.citation), d.day) for d in days] == [
        ("15.3", date(2027, 3, 1)),
        ("7.5", date(2027, 3, 8)),
        ("15.2", date(2027, 3, 8)),
        ("15.4", date(2027, 9, 30)),
        ("15.6", date(2027, 12, 31)),
    ]


def duties(store: Convoca, audience, number: int) -> list[CalendarEntry]:
    with store.reading() as uow:
        period = uow.periods.all(number=number)[0]
        found = calendar_projection(read_period_file(period.id, uow=uow), audience).entries
    return [entry for entry in found if entry.subject.startswith("year:")]


def test_duties_of_the_year_are_told_to_the_secretariat_and_the_members_alone(
    store: Convoca,
) -> None:
    a_year(store)
    save_mandate(a_mandate(name="Example secret theme"), reason="Example", uow=store.unit_of_work())

    told = duties(store, SECRETARIAT, 901)
    assert len(told) == 5
    assert [e.title for e in told if e.articles == ("15.3",)] == ["Example secret theme"]
    assert duties(store, member_audience(ANA.id), 901) == told
    for audience in (PUBLIC, STAFF, state_audience(MX)):
        assert duties(store, audience, 901) == []


def test_a_duty_stands_once_in_the_calendar_of_all_periods(store: Convoca) -> None:
    a_year(store)
    with store.reading() as uow:
        projections = [
            calendar_projection(read_period_file(p.id, uow=uow), SECRETARIAT)
            for p in uow.periods.all()
        ]

    merged = of_all_periods(projections, SECRETARIAT)

    found = [e for e in merged.entries if e.subject.startswith("year:")]
    assert sorted(e.articles[0] for e in found) == ["15.2", "15.6", "7.5"]
    assert {e.number for e in found} == {None}


def test_the_first_session_stands_in_the_calendar_of_the_first_period_alone(
    store: Convoca,
) -> None:
    a_year(store)

    assert [e.articles[0] for e in duties(store, SECRETARIAT, 902)] == ["15.6"]


def test_a_row_for_each_thing_of_the_year(store: Convoca) -> None:
    a_year(store)
    save_mandate(a_mandate(), reason="Example", uow=store.unit_of_work())

    rows = year_rows(year_of(store), TODAY)

    counts = {part: sum(row.part is part for row in rows) for part in YearPart}
    assert counts == {
        YearPart.PERIOD: 2,
        YearPart.OFFICE: 3,
        YearPart.RAPPORTEURSHIP: 35,
        YearPart.MANDATE: 1,
        YearPart.REPORT: 36,
        YearPart.DAY: 5,
    }
    assert next(r for r in rows if r.part is YearPart.MANDATE).verdict is Verdict.BREACHED


def test_the_workbook_of_a_year_is_the_same_twice(store: Convoca) -> None:
    a_year(store)
    english = store.year_workbook(2027, Language.ENGLISH)

    assert english == store.year_workbook(2027, Language.ENGLISH)
    assert english[0] == "year/2027-en.xlsx"
