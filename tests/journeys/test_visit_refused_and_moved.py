"""The visit of 2020: planned for Caracas and Maracaibo, refused entry, made from Bogotá and Cúcuta instead.

Days and places are those of the Commission's own report; its members, activities and hours are
examples. Through the services alone, on both databases.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from convoca.bootstrap import Convoca, load_reference, open_convoca
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.domain.on_site_observation import (
    Consent,
    OnSiteObservation,
    SpecialCommission,
    VisitReport,
)
from convoca.services.audience import (
    PUBLIC,
    SECRETARIAT,
    Audience,
    delegate_audience,
    member_audience,
)
from convoca.services.exports import next_calendar
from convoca.services.feed_subscriptions import issue_subscription
from convoca.services.feeds import CalendarEntry, EntryKind
from convoca.services.importing.columns import Kind
from convoca.services.observations import save_observation
from convoca.services.periods import save_period
from convoca.services.problems import observation_findings
from convoca.services.visits.clashes import ClashKind, clashes
from convoca.services.visits.follow_up import findings_afterwards, recommend, with_report
from convoca.services.visits.stages import Telling, refuse_stage, replace_stage
from support.builders import a_period
from support.visits import (
    ANA,
    BEA,
    BOGOTA,
    CARLA,
    CO,
    CUCUTA,
    INTERPRETER,
    OFFICER,
    VE,
    a_stage,
    the_visit_of_2020,
)

TODAY = date(2020, 2, 3)
WAITS = "Entry was refused: to be confirmed"


@pytest.fixture
def office(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        load_reference(opened, (Kind.STATES,))
        with opened.unit_of_work() as uow:
            for member in (ANA, BEA, CARLA):
                uow.members.save(member)
            uow.commit(reason="Example members")
        save_period(
            a_period(number=175, opens=date(2020, 3, 2), closes=date(2020, 3, 9), places=()),
            reason="Example period",
            uow=opened.unit_of_work(),
        )
        yield opened


class Journey:
    """The visit as it is on record, and what each person reads of it."""

    def __init__(self, office: Convoca) -> None:
        self.office = office
        self.visit = self.save(the_visit_of_2020(), "Planned")

    def save(self, visit: OnSiteObservation, reason: str) -> OnSiteObservation:
        self.visit = save_observation(visit, reason=reason, uow=self.office.unit_of_work())
        return self.visit

    def verdicts(self) -> dict[str, Verdict]:
        with self.office.reading() as uow:
            members = uow.members.all()
        return {f.rule: f.verdict for f in observation_findings(self.visit, members, TODAY)}

    def calendar(self, audience: Audience) -> dict[str, CalendarEntry]:
        """Return what an audience is told of the days of the visit, by title."""
        feed = next_calendar(None, audience, now=self.office.now(), uow=self.office.unit_of_work())
        return {
            said.entry.title: said.entry
            for said in feed.entries
            if said.entry.kind is EntryKind.VISIT_ACTIVITY
        }

    def sheet_names(self) -> set[str]:
        return {sheet.name for sheet in self.office.day_sheets(self.visit.id)}

    def refuse(self, place: str) -> None:
        refusal = refuse_stage(
            self.visit, self._stage(place), on=TODAY, by=VE, words="Boarding was denied",
            hold_reason=WAITS, reason="Entry refused", uow=self.office.unit_of_work(),
        )  # fmt: skip
        self.visit = refusal.visit
        assert Telling.STATE_THAT_REFUSED in {told.whom for told in refusal.to_tell}

    def _stage(self, place: str) -> UUID:
        return next(stage.id for stage in self.visit.stages if stage.place == place)


def test_refused_entry_and_moved(office: Convoca) -> None:
    journey = Journey(office)
    interpreter = delegate_audience(INTERPRETER.id)

    # Planned: nobody but who travels reads the days, and Venezuela has not answered.
    assert len(journey.calendar(interpreter)) == 5
    assert journey.calendar(delegate_audience(OFFICER.id)) == {}
    assert journey.calendar(SECRETARIAT) == journey.calendar(PUBLIC) == {}
    assert journey.verdicts()["states_have_consented"] is Verdict.UNDETERMINED
    assert journey.verdicts()["delegation_is_free_of_nationals_and_residents"] is Verdict.MET

    # Refused: a breach to go on, what was planned is cancelled for those who travel.
    for place in ("Caracas", "Maracaibo"):
        journey.refuse(place)
    assert all(entry.is_cancelled for entry in journey.calendar(interpreter).values())
    sheets = office.day_sheets(journey.visit.id)
    assert not any(day.lines for sheet in sheets for day in sheet.days)

    _move_to_colombia(journey)

    # Somebody of the new soil was named: Art. 54 breaks off at once, and no trace of the visit is left to her.
    assert journey.verdicts()["delegation_is_free_of_nationals_and_residents"] is Verdict.BREACHED
    assert journey.calendar(member_audience(BEA.id)) == {}
    assert "Bea Example" not in journey.sheet_names()
    named = SpecialCommission(
        members=(ANA.id, CARLA.id), president=ANA.id, named_on=date(2019, 12, 9)
    )
    activities = tuple(
        replace(activity, members=(ANA.id, CARLA.id)) for activity in journey.visit.activities
    )
    journey.save(
        replace(journey.visit, special_commission=named, activities=activities),
        "Another member in her place (Art. 54)",
    )
    assert journey.sheet_names() == {
        "Ana Example", "Carla Example", "Example Interpreter", "Example Officer",
    }  # fmt: skip

    # Colombia agrees: nothing is in breach any more.
    agreed = Consent(state=CO, consented_on=TODAY, reference="Example note 7")
    journey.save(
        replace(journey.visit, consents=(*journey.visit.consents, agreed)), "Colombia agreed"
    )
    assert set(journey.verdicts().values()) == {Verdict.MET}

    _confirm_and_announce(journey)
    _follow_up(journey)


def _move_to_colombia(journey: Journey) -> None:
    """Bogotá stands in for Caracas, Cúcuta for Maracaibo: what can be done there goes along."""
    moved, barred = [], set()
    for old, place, first, last, where in (
        ("Caracas", "Bogotá", 4, 6, BOGOTA),
        ("Maracaibo", "Cúcuta", 6, 8, CUCUTA),
    ):
        stage = a_stage(place, first, last, territory=CO, zone="America/Bogota", coordinates=where)
        move = replace_stage(
            journey.visit, journey._stage(old), stage, hold_reason=WAITS,
            reason="Moved to Colombia", uow=journey.office.unit_of_work(),
        )  # fmt: skip
        journey.visit = move.visit
        moved += move.moved
        barred |= {member.name for member, _ in move.barred}
        assert (Telling.STATE_OF_THE_SOIL, CO) in {(t.whom, t.state) for t in move.to_tell}
    assert len(moved) == 3
    assert barred == {"Bea Example"}
    assert journey.visit.soil == (CO,)
    assert journey.visit.states == (VE,)


def _confirm_and_announce(journey: Journey) -> None:
    """What has an address goes ahead; the press conference is for everybody."""
    interpreter = delegate_audience(INTERPRETER.id)
    standing = {stage.id for stage in journey.visit.stages_standing}
    held = journey.calendar(interpreter)
    going_on = {a.title for a in journey.visit.activities if a.stage in standing}
    assert {title for title, entry in held.items() if not entry.is_cancelled} == going_on
    assert all(held[title].is_provisional for title in going_on)

    last = max(going_on, key=lambda title: held[title].span[0])
    activities = tuple(
        replace(a, held=False, hold_reason="", place="Example hotel", confidential=a.title != last)
        if a.stage in standing
        else a
        for a in journey.visit.activities
    )
    journey.save(replace(journey.visit, activities=activities, is_public=True), "Confirmed")

    assert not any(
        e.is_provisional for e in journey.calendar(interpreter).values() if not e.is_cancelled
    )
    assert set(journey.calendar(PUBLIC)) == {last}
    with journey.office.reading() as uow:
        periods = uow.periods.all()
    found = clashes(journey.visit, periods, daylight_of=journey.office.daylight)
    assert {clash.kind for clash in found} == {ClashKind.STAGE_REFUSED}
    _hand_out(journey, interpreter)


def _hand_out(journey: Journey, audience: Audience) -> None:
    """The interpreter has an address of a calendar, and sheets in four languages; no other name is in them."""
    issued = issue_subscription(
        "Example Interpreter", audience, Language.SPANISH, now=journey.office.now(),
        reason="For the visit", uow=journey.office.unit_of_work(),
    )  # fmt: skip
    assert issued.subscription.period is None
    for language in Language:
        ((name, content),) = journey.office.day_sheet_files(
            journey.visit.id, language, "pdf", person=INTERPRETER.id
        )
        assert content.startswith(b"%PDF-")
        assert "Interpreter" not in name


def _follow_up(journey: Journey) -> None:
    """Recommendations and report; of Chapter IV.B no article says what a visit from elsewhere means."""
    visit = recommend(
        journey.visit,
        ["Example recommendation"],
        state=VE,
        made_on=date(2020, 2, 8),
        reason="Preliminary observations",
        uow=journey.office.unit_of_work(),
    )
    too_early = VisitReport(
        approved_on=date(2020, 5, 4),
        sent_to_state_on=date(2020, 5, 5),
        observations_by=date(2020, 7, 5),
        published_on=date(2020, 6, 1),
    )
    in_time = replace(too_early, published_on=date(2020, 7, 6))

    def judged(report: VisitReport, included: dict | None = None) -> dict[str, Verdict]:
        found = findings_afterwards(
            with_report(visit, report),
            visits=[visit],
            included=included or {},
            today=date(2021, 5, 1),
        )
        return {finding.rule: finding.verdict for finding in found}

    chapter, steps = "visited_state_is_left_out_of_chapter_iv_b", "report_waits_for_the_state"
    assert judged(too_early)[steps] is Verdict.BREACHED
    assert judged(in_time)[steps] is Verdict.MET
    included = {(VE, 2020): date(2021, 2, 1)}
    assert judged(in_time, included)[chapter] is Verdict.UNDETERMINED
    saved = journey.save(with_report(visit, in_time), "Report published")
    assert [(r.number, r.preliminary) for r in saved.recommendations] == [(1, False)]
    with journey.office.reading() as uow:
        reasons = [entry.reason for entry in uow.audit.entries(record=saved.id)]
        assert uow.audit.verify() > 0
    assert reasons[-1] == "Planned" or reasons[0] == "Planned"
    assert reasons.count("Entry refused") == reasons.count("Moved to Colombia") == 2
