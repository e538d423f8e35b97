from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.member import Residence
from convoca.domain.on_site_observation import (
    Consent,
    NamedBy,
    ObservationKind,
    OnSiteObservation,
    SpecialCommission,
    VisitStage,
)
from convoca.domain.period_of_sessions import Modality
from convoca.rules.on_site_observations import (
    delegation_is_free_of_nationals_and_residents,
    member_joins_the_observation,
    special_commission_is_named,
    states_have_consented,
)
from support.builders import a_member
from support.rule_examples import CO, HN, OTHER, PRESIDENT, an_observation

OPENS, CLOSES = date(2027, 5, 10), date(2027, 5, 14)
NAMED = an_observation().special_commission
AT_HOME = a_member("Eva Example", "PE", residences=(Residence(state=StateCode("PE")),))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({}, (), id="named-in-time"),
        pytest.param({"named_on": OPENS}, (), id="named-on-the-first-day"),
        pytest.param(
            {"named_on": date(2027, 5, 11)}, ("day_of_designation",), id="named-the-day-after"
        ),
        pytest.param({"named_on": None}, ("day_of_designation",), id="on-no-day"),
        pytest.param({"president": None}, ("president",), id="no-President"),
        pytest.param({"members": (PRESIDENT.id,)}, ("president",), id="its-President-is-no-member"),
        pytest.param({"members": ()}, ("members", "president"), id="nobody"),
    ],
)
def test_a_special_commission_with_its_president_is_named_by_the_first_day(changes, missing):
    visit = an_observation(special_commission=replace(NAMED, **changes))
    until, after = (
        special_commission_is_named(observation=visit, today=today)
        for today in (OPENS, date(2027, 5, 11))
    )

    assert until.facts["missing"] == missing
    assert (until.verdict, after.verdict) == (
        (Verdict.UNDETERMINED, Verdict.BREACHED) if missing else (Verdict.MET, Verdict.MET)
    )


@pytest.mark.parametrize(
    ("approved_on", "verdict"),
    [(None, Verdict.UNDETERMINED), (date(2027, 7, 5), Verdict.MET)],
)
def test_an_urgent_designation_stays_open_until_the_commission_approves_it(approved_on, verdict):
    urgent = replace(NAMED, named_by=NamedBy.PRESIDENT_IN_URGENCY, approved_on=approved_on)
    visit = an_observation(special_commission=urgent)

    assert special_commission_is_named(observation=visit, today=OPENS).verdict is verdict


@pytest.mark.parametrize("kind", [k for k in ObservationKind if k is not ObservationKind.ON_SITE])
def test_what_a_visit_of_another_kind_lacks_is_no_breach(kind):
    visit = an_observation(special_commission=SpecialCommission(), kind=kind)
    finding = special_commission_is_named(observation=visit, today=date(2028, 1, 1))

    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.facts["practice_only"] is True


@pytest.mark.parametrize(
    ("starts", "ends", "verdict"),
    [
        pytest.param(None, None, Verdict.BREACHED, id="always"),
        pytest.param(None, date(2027, 5, 9), Verdict.MET, id="until-the-day-before"),
        pytest.param(None, OPENS, Verdict.BREACHED, id="until-the-first-day"),
        pytest.param(date(2027, 5, 12), date(2027, 5, 12), Verdict.BREACHED, id="one-day-of-it"),
        pytest.param(CLOSES, None, Verdict.BREACHED, id="from-the-last-day"),
        pytest.param(date(2027, 5, 15), None, Verdict.MET, id="from-the-day-after"),
    ],
)
def test_residence_counts_on_every_day_of_the_visit(starts, ends, verdict):
    member = replace(
        AT_HOME,
        residences=(*AT_HOME.residences, Residence(state=HN, starts=starts, ends=ends)),
    )
    finding = member_joins_the_observation(member=member, states=(HN,), opens=OPENS, closes=CLOSES)

    assert finding.verdict is verdict
    assert finding.facts["resident_in"] == ((HN,) if verdict is Verdict.BREACHED else ())


@pytest.mark.parametrize("state", [HN, CO])
def test_a_visit_that_touches_two_states_checks_both(state):
    visit = an_observation(states=(HN,), territories=(CO,))
    finding = member_joins_the_observation(
        member=replace(AT_HOME, nationalities=(StateCode("PE"), state)),
        states=visit.states_touched,
        opens=visit.opens,
        closes=visit.closes,
    )

    assert finding.verdict is Verdict.BREACHED
    assert finding.facts["national_of"] == (state,)
    assert finding.facts["states"] == (HN, CO)


def test_what_is_not_on_record_leaves_the_question_open():
    finding = member_joins_the_observation(
        member=a_member("Sam Example"), states=(HN,), opens=OPENS, closes=CLOSES
    )

    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.facts["missing"] == ("nationality", "residence")


def test_a_delegation_is_judged_member_by_member():
    national = a_member("Sol Example", "HN")
    resident = replace(AT_HOME, name="Rita Example", residences=(Residence(state=HN),))
    finding = delegation_is_free_of_nationals_and_residents(
        members=[AT_HOME, national, resident, OTHER], states=(HN,), opens=OPENS, closes=CLOSES
    )

    assert finding.verdict is Verdict.BREACHED
    assert finding.articles == ("54",)
    assert finding.facts == {
        "states": (HN,),
        "members": 4,
        "nationals": ("Sol Example",),
        "residents": ("Rita Example",),
        "unclear": ("Luis Example",),
        "opens": OPENS,
        "closes": CLOSES,
        "practice_only": False,
    }


@pytest.mark.parametrize(
    ("members", "verdict"),
    [
        ([AT_HOME], Verdict.MET),
        ([AT_HOME, OTHER], Verdict.UNDETERMINED),
        ([], Verdict.UNDETERMINED),
    ],
)
def test_a_delegation_is_clear_when_every_member_is(members, verdict):
    finding = delegation_is_free_of_nationals_and_residents(
        members=members, states=(HN,), opens=OPENS, closes=CLOSES
    )

    assert finding.verdict is verdict


# Art. 56: invitation or consent ------------------------------------------------------------------


def a_stage(territory, **changes):
    values = {"id": uuid4(), "place": "Example", "opens": OPENS, "closes": CLOSES}
    return VisitStage(**{**values, "territory": territory, **changes})


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"invited_on": OPENS}, (), id="invited-by-the-first-day"),
        pytest.param({"invited_on": date(2027, 5, 11)}, (HN,), id="invited-after-it"),
        pytest.param({}, (HN,), id="nothing-on-record"),
        pytest.param({"consents": (Consent(state=HN, consented_on=OPENS),)}, (), id="consented"),
        pytest.param({"consents": (Consent(state=CO, consented_on=OPENS),)}, (HN,), id="another"),
        pytest.param({"modality": Modality.VIRTUAL}, (), id="nobody-goes-anywhere"),
        pytest.param({"territories": (CO,), "invited_on": OPENS}, (), id="on-the-soil-of-one"),
        pytest.param(
            {"stages": (a_stage(HN), a_stage(CO)), "invited_on": OPENS}, (HN, CO), id="whose-is-it"
        ),
        pytest.param(
            {
                "stages": (a_stage(HN), a_stage(CO)),
                "consents": (Consent(state=HN, invited_on=OPENS),),
            },
            (CO,),
            id="one-of-two",
        ),
        pytest.param(
            {
                "stages": (a_stage(HN, refused_on=OPENS), a_stage(CO)),
                "consents": (
                    Consent(state=CO, invited_on=OPENS),
                    Consent(state=HN, refused_on=OPENS),
                ),
            },
            (),
            id="moved-to-who-agreed",
        ),
        pytest.param(
            {"stages": (a_stage(None, modality=Modality.VIRTUAL),)}, (), id="virtual-stage"
        ),
    ],
)
def test_each_state_on_whose_soil_it_happens_agreed_by_the_first_day(changes, missing):
    visit = an_observation(**changes)
    until, after = (
        states_have_consented(observation=visit, today=today)
        for today in (OPENS, date(2027, 5, 11))
    )

    assert until.facts["states_missing"] == missing
    assert (until.verdict, after.verdict) == (
        (Verdict.UNDETERMINED, Verdict.BREACHED) if missing else (Verdict.MET, Verdict.MET)
    )


@pytest.mark.parametrize(
    ("consented_on", "refused_on", "verdict"),
    [
        (None, date(2027, 4, 1), Verdict.BREACHED),
        (date(2027, 3, 1), date(2027, 4, 1), Verdict.BREACHED),
        (date(2027, 4, 2), date(2027, 4, 1), Verdict.MET),
    ],
)
def test_the_last_word_of_a_state_counts(consented_on, refused_on, verdict):
    consent = Consent(state=HN, consented_on=consented_on, refused_on=refused_on)
    finding = states_have_consented(
        observation=an_observation(consents=(consent,)), today=date(2027, 4, 5)
    )

    assert finding.verdict is verdict
    assert finding.facts["states_refusing"] == ((HN,) if verdict is Verdict.BREACHED else ())


def test_of_a_visit_of_another_kind_a_refusal_is_told_and_is_no_breach():
    consent = Consent(state=HN, refused_on=date(2027, 4, 1))
    visit = an_observation(consents=(consent,), kind=ObservationKind.WORKING)

    finding = states_have_consented(observation=visit, today=OPENS)

    assert (finding.verdict, finding.facts["practice_only"]) == (Verdict.UNDETERMINED, True)


def test_where_entry_to_every_stage_was_refused_no_consent_is_left() -> None:
    visit = visit_of_stages(VisitStage(
        id=uuid4(), place="Example City", opens=OPENS, closes=CLOSES, territory=HN,
        refused_on=OPENS,
    ))  # fmt: skip
    finding = states_have_consented(observation=visit, today=OPENS)

    assert (finding.verdict, finding.cure) == (Verdict.BREACHED, "move_the_visit")


def test_a_stage_that_does_not_say_on_whose_soil_it_is_needs_the_consent_of_the_visit() -> None:
    visit = visit_of_stages(
        VisitStage(id=uuid4(), place="Example City", opens=OPENS, closes=CLOSES)
    )

    assert visit.soil == (HN,)
    finding = states_have_consented(observation=visit, today=CLOSES)
    assert finding.facts["states_missing"] == (HN,)


def visit_of_stages(*stages: VisitStage) -> OnSiteObservation:
    return OnSiteObservation(
        id=ObservationId(uuid4()), title="Example", opens=OPENS, closes=CLOSES, states=(HN,),
        stages=stages,
    )  # fmt: skip


def test_a_member_who_moves_house_is_judged_only_where_each_day_is_known() -> None:
    left = Residence(state=StateCode("PE"), ends=OPENS)
    arrived = Residence(state=StateCode("AR"), starts=OPENS + timedelta(days=1))
    for residences, verdict in (((left,), Verdict.UNDETERMINED), ((arrived, left), Verdict.MET)):
        finding = member_joins_the_observation(
            member=replace(AT_HOME, residences=residences), states=(HN,), opens=OPENS, closes=CLOSES
        )
        assert finding.verdict is verdict
