from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from convoca.app.models.typed import Typed
from convoca.app.models.visits import NEW, VisitEditor, VisitFilters, VisitsModel
from convoca.app.models.visits_form import activity_of, typed_visit, visit_of
from convoca.bootstrap import Convoca, load_reference, open_convoca
from convoca.domain.errors import (
    AmbiguousLocalTime,
    ConflictingEdit,
    InvalidValue,
    NotFound,
    ProtectedNameFound,
    ReasonMissing,
)
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import ObservationId, ParticipantId, StateCode
from convoca.domain.member import Residence
from convoca.domain.on_site_observation import (
    Delegate,
    NamedBy,
    ObservationKind,
    OnSiteObservation,
    SpecialCommission,
    VisitActivity,
)
from convoca.domain.party import ProtectedIdentity
from convoca.domain.slot import Slot
from convoca.services.importing.columns import Kind
from convoca.services.observations import save_observation
from convoca.services.visits.clashes import Clash, ClashKind
from support.builders import a_member, a_period

GT, HN = StateCode("GT"), StateCode("HN")
ANA = a_member("Ana", "CO", residences=(Residence(state=StateCode("CO")),))
BEA = a_member("Bea", "GT", residences=(Residence(state=GT),))
CLARA = a_member("Clara", "BR", residences=(Residence(state=HN),))
GONE = a_member("Gone", "PE", terms=())


def a_visit(**changes: object) -> OnSiteObservation:
    values: dict[str, object] = {
        "id": ObservationId(uuid4()),
        "title": "Example visit",
        "opens": date(2027, 2, 8),
        "closes": date(2027, 2, 12),
        "states": (GT,),
    }
    return OnSiteObservation(**{**values, **changes})  # type: ignore[arg-type]


def an_activity(day: date, hour: time, **changes: object) -> VisitActivity:
    values: dict[str, object] = {
        "id": uuid4(),
        "title": "Example meeting",
        "slot": Slot.local(day, hour, minutes=60, zone="America/Guatemala"),
    }
    return VisitActivity(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        load_reference(convoca, (Kind.STATES,))
        with convoca.unit_of_work() as uow:
            for member in (ANA, BEA, CLARA, GONE):
                uow.members.save(member)
            uow.commit(reason="Example members")
        yield convoca


def stored(office: Convoca, visit: OnSiteObservation) -> OnSiteObservation:
    return save_observation(visit, reason="Example", uow=office.unit_of_work())


def opened(office: Convoca, visit: OnSiteObservation) -> VisitEditor:
    saved = stored(office, visit)
    return VisitsModel(office).editor(str(saved.id))


def drafts(office: Convoca, key: str) -> object:
    with office.reading() as uow:
        return uow.drafts.find(key)


# The list --------------------------------------------------------------------------------------


def test_visits_to_come_stand_before_those_that_are_over(office: Convoca) -> None:
    today = office.today()
    ends_today = stored(office, a_visit(opens=today, closes=today))
    ended = stored(office, a_visit(opens=date(2020, 1, 25), closes=date(2020, 1, 31)))
    earlier = stored(office, a_visit(opens=date(2019, 1, 1), closes=date(2019, 1, 2)))

    model = VisitsModel(office)

    assert model.upcoming() == (ends_today,)
    assert model.past() == (ended, earlier)


def test_a_visit_is_found_by_every_state_that_it_touches(office: Convoca) -> None:
    border = stored(office, a_visit(states=(GT,), territories=(HN,)))
    model = VisitsModel(office)

    model.filters = VisitFilters(state=HN)
    assert model.upcoming() == (border,)

    model.filters = VisitFilters(state=StateCode("CL"))
    assert model.upcoming() == ()


@pytest.mark.parametrize(("year", "found"), [(2026, True), (2027, True), (2028, False)])
def test_a_visit_over_new_year_is_found_in_both_years(year: int, *, found: bool) -> None:
    visit = a_visit(opens=date(2026, 12, 30), closes=date(2027, 1, 3))

    assert VisitFilters(year=year).take(visit) is found


def test_a_visit_that_is_not_on_record_is_not_found(office: Convoca) -> None:
    with pytest.raises(NotFound):
        VisitsModel(office).editor(str(uuid4()))


# The form --------------------------------------------------------------------------------------


DELEGATES = (Delegate(id=uuid4(), name="One"), Delegate(id=uuid4(), name="Two"))


def test_a_visit_goes_through_the_form_unchanged() -> None:
    visit = a_visit(
        territories=(HN,),
        kind=ObservationKind.WORKING,
        places="First\nSecond",
        invited_on=date(2026, 10, 1),
        consent_reference="Note 7",
        delegates=DELEGATES,
        is_public=True,
        special_commission=SpecialCommission(
            members=(ANA.id, CLARA.id),
            president=ANA.id,
            named_on=date(2026, 11, 1),
            named_by=NamedBy.PRESIDENT_IN_URGENCY,
            approved_on=date(2026, 11, 9),
        ),
        activities=(an_activity(date(2027, 2, 8), time(9), members=(ANA.id,)),),
        note="Note",
    )

    assert visit_of(Typed(typed_visit(visit)), a_visit(id=visit.id, delegates=DELEGATES)) == visit


def test_activities_are_kept_by_time() -> None:
    late = an_activity(date(2027, 2, 9), time(9))
    early = an_activity(date(2027, 2, 8), time(9))
    visit = a_visit(activities=(late, early))

    assert visit_of(Typed(typed_visit(visit)), visit).activities == (early, late)


@pytest.mark.parametrize(
    ("field", "value"), [("title", " \x07 "), ("opens", ""), ("closes", "soon"), ("states", [])]
)
def test_what_a_visit_needs_is_named_with_its_field(field: str, value: object) -> None:
    typed = {**typed_visit(a_visit()), field: value}

    with pytest.raises(InvalidValue) as caught:
        visit_of(Typed(typed), a_visit())

    assert caught.value.field == field


def test_a_president_who_is_not_named_any_more_presides_no_more() -> None:
    typed = {**typed_visit(a_visit()), "members": [str(ANA.id)], "president": str(CLARA.id)}

    assert visit_of(Typed(typed), a_visit()).special_commission.president is None


def test_an_hour_that_the_clocks_show_twice_is_asked_about() -> None:
    typed = {
        "title": "Example",
        "day": "2027-11-07",
        "hour": "01:30",
        "minutes": 30,
        "zone": "America/New_York",
    }

    with pytest.raises(AmbiguousLocalTime) as caught:
        activity_of(Typed(typed))
    assert caught.value.field == "hour"

    first, second = (activity_of(Typed({**typed, "turn": t})) for t in ("first", "second"))
    assert (second.slot.start - first.slot.start).total_seconds() == 3600


# The Rules -------------------------------------------------------------------------------------


def test_nationals_and_residents_of_every_state_touched_are_out(office: Convoca) -> None:
    editor = opened(office, a_visit(states=(GT,), territories=(HN,)))

    verdicts = {member.name: f.verdict for member, f in editor.candidates() if f}

    assert verdicts == {"Ana": Verdict.MET, "Bea": Verdict.BREACHED, "Clara": Verdict.BREACHED}


def test_the_verdict_follows_what_is_typed(office: Convoca) -> None:
    editor = opened(office, a_visit(states=(GT,)))
    assert [f.verdict for m, f in editor.candidates() if f and m.id == CLARA.id] == [Verdict.MET]

    editor.type({"territories": ["HN"]})

    assert [f.verdict for m, f in editor.candidates() if f and m.id == CLARA.id] == [
        Verdict.BREACHED
    ]


def test_nobody_is_judged_without_days_and_states(office: Convoca) -> None:
    editor = VisitsModel(office).editor(NEW)

    assert [(m.name, f) for m, f in editor.candidates()] == [
        ("Ana", None),
        ("Bea", None),
        ("Clara", None),
    ]
    assert editor.findings() == ()


def test_whoever_is_named_is_shown_also_out_of_office(office: Convoca) -> None:
    commission = SpecialCommission(members=(GONE.id,))
    editor = opened(office, a_visit(special_commission=commission))

    assert (GONE, None) in [(replace(m, version=0), f) for m, f in editor.candidates()]


def test_what_clashes_is_said(office: Convoca) -> None:
    first = an_activity(date(2027, 2, 8), time(9), members=(ANA.id, CLARA.id))
    meanwhile = an_activity(date(2027, 2, 8), time(9, 30), members=(ANA.id,))
    afterwards = an_activity(date(2027, 2, 8), time(10, 30), members=(ANA.id,))
    outside = an_activity(date(2027, 2, 13), time(9))
    period = a_period(number=902, opens=date(2027, 2, 12), closes=date(2027, 2, 20), places=())
    with office.unit_of_work() as uow:
        uow.periods.save(period)
        uow.commit(reason="Example period")
    visit = a_visit(
        special_commission=SpecialCommission(members=(ANA.id, CLARA.id)),
        activities=(first, meanwhile, afterwards, outside),
    )

    assert opened(office, visit).clashes() == (
        Clash(
            kind=ClashKind.PERSON_IN_TWO_PLACES,
            activity=first.id,
            other=meanwhile.id,
            person=ANA.id,
        ),
        Clash(kind=ClashKind.OUTSIDE_THE_VISIT, activity=outside.id),
        Clash(kind=ClashKind.WITHIN_A_PERIOD, period=902),
    )


# Activities ------------------------------------------------------------------------------------


def test_a_new_activity_is_confidential_and_on_the_clock_of_the_capital(office: Convoca) -> None:
    blank = opened(office, a_visit(states=(GT,))).blank_activity()

    assert (blank["confidential"], blank["zone"], blank["day"]) == (
        True,
        "America/Guatemala",
        "2027-02-08",
    )


def test_an_activity_is_added_changed_and_removed(office: Convoca) -> None:
    editor = opened(office, a_visit())
    typed = {**editor.blank_activity(), "title": "Meeting", "hour": "09:00"}

    key = editor.put_activity(typed)
    editor.put_activity({**typed, "id": str(key), "title": "Other meeting"})
    assert [(a.id, a.title) for a in editor.save(reason="Example").activities] == [
        (key, "Other meeting")
    ]

    editor.remove_activity(key)
    assert editor.save(reason="Example").activities == ()


def test_an_activity_half_entered_is_not_forgotten_on_saving(office: Convoca) -> None:
    editor = opened(office, a_visit())
    editor.type({"activity": {"title": "Half entered"}})

    with pytest.raises(InvalidValue) as caught:
        editor.save(reason="Example")

    assert caught.value.field == "activity"


# Saving ----------------------------------------------------------------------------------------


def test_a_new_visit_survives_a_reload_as_a_draft_and_is_saved_once(office: Convoca) -> None:
    editor = VisitsModel(office).editor(NEW)
    editor.type({"title": "New visit"})
    editor.keep_draft()

    again = VisitsModel(office).editor(NEW)
    assert (again.draft_found, again.typed["title"]) == (True, "New visit")
    again.type({"opens": "2027-05-01", "closes": "2027-05-02", "states": ["GT"]})
    saved = again.save(reason="Example")

    assert (saved.title, saved.version, again.key) == ("New visit", 1, str(saved.id))
    assert drafts(office, "visit:new") is None
    assert VisitsModel(office).has_new_draft() is False


def test_a_visit_is_cancelled_with_a_reason_on_record(office: Convoca) -> None:
    editor = opened(office, a_visit())
    with pytest.raises(ReasonMissing):
        editor.cancel(reason=" ")

    editor.cancel(reason="The State withdrew its invitation.")
    assert editor.stored is not None
    assert editor.stored.is_cancelled
    editor.type({"note": "Later"})
    editor.save(reason="A note")

    assert editor.cancelled_because() == "The State withdrew its invitation."
    editor.take_up_again(reason="Invited again")
    assert editor.stored.is_cancelled is False


def test_of_two_editors_one_is_told_even_after_a_reload(office: Convoca) -> None:
    visit = stored(office, a_visit())
    mine, theirs = (VisitsModel(office).editor(str(visit.id)) for _ in range(2))
    theirs.type({"title": "Theirs"})
    theirs.save(reason="Example")
    mine.type({"title": "Mine"})
    mine.keep_draft()

    mine = VisitsModel(office).editor(str(visit.id))
    with pytest.raises(ConflictingEdit) as caught:
        mine.save(reason="Example")
    assert isinstance(caught.value.mine, OnSiteObservation)
    assert isinstance(caught.value.theirs, OnSiteObservation)
    assert (caught.value.mine.title, caught.value.theirs.title) == ("Mine", "Theirs")

    mine.save_over(replace(caught.value.mine, version=2), reason="Example")
    assert VisitsModel(office).visits[0].title == "Mine"


def test_no_draft_holds_the_name_of_a_protected_person(office: Convoca) -> None:
    with office.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=ParticipantId(uuid4()), name="Rosalia Quijano"))
        uow.commit(reason="Example")
    editor = opened(office, a_visit())
    editor.type({"note": "Interview with Rosalía Quijano"})

    with pytest.raises(ProtectedNameFound) as caught:
        editor.keep_draft()

    assert str(caught.value.values["where"]) == "note"
    assert drafts(office, f"visit:{editor.key}") is None


def test_a_draft_of_another_shape_is_read_as_far_as_it_goes(office: Convoca) -> None:
    visit = stored(office, a_visit())
    with office.unit_of_work() as uow:
        uow.drafts.keep(
            f"visit:{visit.id}",
            {"typed": {"title": 7, "members": "all", "opens": None}, "version": 1},
        )
        uow.commit(reason="Draft")

    editor = VisitsModel(office).editor(str(visit.id))

    assert editor.judged() is None
    assert editor.activities() == ()
    assert UUID(editor.key) == visit.id
