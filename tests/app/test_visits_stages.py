"""What the page Visits does beyond the form: stages refused and replaced, who goes besides, what follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from convoca.app.models.typed import Typed, as_json
from convoca.app.models.visits import NEW, VisitEditor, VisitsModel
from convoca.app.models.visits_afterwards import AfterwardsModel
from convoca.app.models.visits_form import typed_visit, visit_of
from convoca.app.models.visits_rows import coordinates_of, written
from convoca.app.models.visits_stages import StagesModel
from convoca.bootstrap import Convoca, load_reference, open_convoca
from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue, ReasonMissing
from convoca.domain.finding import Verdict
from convoca.domain.on_site_observation import (
    Consent,
    Coordinates,
    OnSiteObservation,
    Recommendation,
    TravelMode,
    VisitActivityKind,
    VisitReport,
)
from convoca.services.importing.columns import Kind
from convoca.services.observations import save_observation
from support.visits import (
    ANA,
    BEA,
    BOGOTA,
    CARLA,
    CO,
    CUCUTA,
    INTERPRETER,
    VE,
    a_stage,
    a_visit,
    an_activity,
    the_visit_of_2020,
)

WAITS = "Wait"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        load_reference(convoca, (Kind.STATES,))
        with convoca.unit_of_work() as uow:
            for member in (ANA, BEA, CARLA):
                uow.members.save(member)
            uow.commit(reason="Example members")
        yield convoca


def opened(office: Convoca, visit: OnSiteObservation) -> VisitEditor:
    saved = save_observation(visit, reason="Example", uow=office.unit_of_work())
    return VisitsModel(office).editor(str(saved.id))


def a_full_visit() -> OnSiteObservation:
    """Return a visit that has something of everything the form holds."""
    visit = the_visit_of_2020()
    refused = replace(
        visit.stages[0], refused_on=date(2020, 2, 3), refused_by="Example", replaced_by=uuid4()
    )
    travel = an_activity(
        8, 15, 240, kind=VisitActivityKind.TRAVEL, mode=TravelMode.ROAD, coordinates=BOGOTA,
        coordinates_to=CUCUTA, members=(ANA.id,), people=(INTERPRETER.id,), transport="Car",
        held=True, hold_reason="The route", confidential=False,
    )  # fmt: skip
    return replace(
        visit,
        stages=(refused, visit.stages[1]),
        consents=(Consent(state=VE, invited_on=date(2020, 1, 2), reference="Note"),),
        activities=(*visit.activities, travel),
        recommendations=(
            Recommendation(
                id=uuid4(), number=1, text="One", state=VE, made_on=date(2020, 2, 8),
                followed_up=FollowUpState.DONE,
                notes=(FollowUpNote(on=date(2020, 3, 1), text="Heard", state=FollowUpState.DONE),),
            ),
        ),
        report=VisitReport(press_conference_on=date(2020, 2, 8), approved_on=date(2020, 5, 4)),
    )  # fmt: skip


# The form --------------------------------------------------------------------------------------


def test_everything_of_a_visit_goes_through_the_form_unchanged() -> None:
    visit = a_full_visit()

    assert visit_of(Typed(typed_visit(visit)), visit) == visit


def test_new_recommendations_get_the_next_numbers_and_numbers_are_never_given_again() -> None:
    visit = a_full_visit()
    blank = {"id": "", "number": 0, "state": "VE", "made_on": "2020-02-08", "text": ""}
    typed = typed_visit(visit)
    rows = [{**blank, "text": "Two"}, *typed["recommendations"], blank, {**blank, "text": "Three"}]

    after = visit_of(Typed({**typed, "recommendations": rows}), visit)

    assert [(r.number, r.text) for r in after.recommendations] == [
        (1, "One"), (2, "Two"), (3, "Three"),
    ]  # fmt: skip
    only_new = visit_of(Typed({**typed, "recommendations": rows[:1]}), visit)
    assert [r.number for r in only_new.recommendations] == [2]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("stages", {"place": "Bogotá", "opens": "2020-02-04", "closes": ""}),
        ("stages", {"place": "Bogotá", "opens": "2020-02-04", "closes": "2020-02-05",
                    "coordinates": "here"}),
        ("stages", {"place": "Bogotá", "opens": "2020-02-05", "closes": "2020-02-04"}),
        ("recommendations", {"text": "One", "state": "", "made_on": "2020-02-04"}),
        ("recommendations", {"text": "One", "state": "VE", "made_on": ""}),
    ],
)  # fmt: skip
def test_what_a_row_lacks_is_told_beside_the_rows(name: str, row: dict[str, object]) -> None:
    typed = {**typed_visit(a_visit()), name: [row]}

    with pytest.raises(InvalidValue) as caught:
        visit_of(Typed(typed), a_visit())

    assert caught.value.field == name


@pytest.mark.parametrize("line", ["4.711", "4.711, -200", "north, east", "4,711, -74"])
def test_degrees_that_are_none_are_refused(line: str) -> None:
    with pytest.raises(InvalidValue):
        coordinates_of(line)


def test_degrees_are_read_as_they_are_written() -> None:
    point = Coordinates(latitude=4.711, longitude=-74.072)

    assert coordinates_of(written(point)) == point
    assert coordinates_of(" 4.711 , -74.072 ") == point
    assert coordinates_of(written(None)) is None


def test_who_goes_besides_can_be_given_an_activity_before_anything_is_saved(
    office: Convoca,
) -> None:
    editor = VisitsModel(office).editor(NEW)
    key = uuid4()
    editor.type(
        {
            "title": "New", "opens": "2027-05-03", "closes": "2027-05-05", "states": ["VE"],
            "members": [str(ANA.id)],
            "delegates": [{"id": str(key), "name": "Example Driver", "role": "security"}],
        }
    )  # fmt: skip
    assert editor.people() == (("Ana Example", ANA.id), ("Example Driver", key))

    blank = editor.blank_activity()
    editor.put_activity(
        {**blank, "title": "Meeting", "hour": "09:00", "people": [str(ANA.id), str(key)]}
    )
    saved = editor.save(reason="Example")

    (activity,) = saved.activities
    assert (activity.members, activity.people) == ((ANA.id,), (key,))


# Stages ----------------------------------------------------------------------------------------


def replacement(**changes: object) -> dict[str, object]:
    stage = a_stage("Bogotá", 4, 6, territory=CO, zone="America/Bogota")
    typed = {
        name: as_json(getattr(stage, name))
        for name in ("id", "place", "opens", "closes", "territory", "zone", "modality")
    }
    return {**typed, "coordinates": "", **changes}


def test_what_would_follow_is_told_before_anything_is_saved(office: Convoca) -> None:
    editor = opened(office, the_visit_of_2020())
    model, caracas = StagesModel(editor), editor.stages()[0][1]

    refusal = model.would_refuse(caracas, on=date(2020, 2, 3), by=VE, words="", hold_reason=WAITS)

    assert refusal is not None
    assert len(refusal.held) == 3
    assert len(model.standing()) == 2
    assert model.would_replace(caracas, replacement(), hold_reason=WAITS) is None


def test_a_stage_is_refused_and_replaced_and_the_form_follows(office: Convoca) -> None:
    editor = opened(office, the_visit_of_2020())
    model, caracas = StagesModel(editor), editor.stages()[0][1]
    editor.type({"note": "Typed meanwhile"})
    with pytest.raises(ReasonMissing):
        model.refuse(caracas, on=date(2020, 2, 3), by=VE, words="", hold_reason=WAITS, reason=" ")

    model.refuse(caracas, on=date(2020, 2, 3), by=VE, words="", hold_reason=WAITS, reason="Refused")
    assert [stage.place for stage in model.unreplaced()] == ["Caracas"]
    assert (editor.is_changed, editor.typed["note"]) == (False, "Typed meanwhile")
    assert model.would_replace(caracas, replacement(place=""), hold_reason=WAITS) is None
    would = model.would_replace(caracas, replacement(), hold_reason=WAITS)
    assert would is not None
    assert [member.name for member, _ in would.barred] == ["Bea Example"]

    move = model.replace(caracas, replacement(), hold_reason=WAITS, reason="Moved")

    assert len(move.moved) == 1
    assert model.unreplaced() == ()
    assert [place for place, _ in editor.stages()] == ["Maracaibo", "Bogotá"]
    verdicts = {finding.rule: finding.verdict for finding in editor.findings()}
    assert verdicts["delegation_is_free_of_nationals_and_residents"] is Verdict.BREACHED


# Afterwards ------------------------------------------------------------------------------------


def test_what_was_heard_is_noted_beside_what_is_typed(office: Convoca) -> None:
    editor = opened(office, a_full_visit())
    model = AfterwardsModel(editor)
    (recommendation,) = model.recommendations()
    editor.type({"report_sent_to_state_on": "2020-05-05"})
    with pytest.raises(InvalidValue):
        model.note(recommendation.id, date(2020, 6, 1), "", FollowUpState.DONE, "Example")

    model.note(recommendation.id, date(2020, 6, 1), "More", FollowUpState.NOT_DONE, "Example")

    (after,) = model.recommendations()
    assert [note.text for note in after.notes] == ["Heard", "More"]
    assert after.followed_up is FollowUpState.NOT_DONE
    assert editor.stored is not None
    assert editor.stored.report.sent_to_state_on == date(2020, 5, 5)
    assert model.count().total == 1


def test_a_visit_that_is_over_is_judged_afterwards(office: Convoca) -> None:
    editor = opened(office, a_full_visit())

    assert [finding.rule for finding in editor.findings_afterwards()] == [
        "visited_state_is_left_out_of_chapter_iv_b",
        "report_waits_for_the_state",
    ]
    assert VisitsModel(office).editor(NEW).findings_afterwards() == ()
