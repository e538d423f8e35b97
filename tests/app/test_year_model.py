"""The page Year without a browser: what is typed, judged, kept as a draft, saved and taken out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from convoca.app.frame import Visit
from convoca.app.models.typed import as_json
from convoca.app.models.year import YearModel
from convoca.app.models.year_calculator import PetitionCalculator
from convoca.app.models.year_forms import MandateForm, RapporteurForm, ReportForm
from convoca.app.pages.year_calculator import CalculatorPanel
from convoca.app.pages.year_desk import Desk
from convoca.app.pages.year_mandates import MandatesPanel
from convoca.app.pages.year_overview import OverviewPanel
from convoca.app.pages.year_rapporteurs import RapporteursPanel, StatePanel
from convoca.app.pages.year_reports import ReportsPanel
from convoca.bootstrap import Convoca, load_reference, open_convoca
from convoca.domain.errors import ConflictingEdit, InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.mandate import MandateKind
from convoca.domain.petition_step import PetitionStep
from convoca.services.importing.columns import Kind
from convoca.services.year.mandates import save_mandate
from support.builders import a_member, a_period
from support.year_examples import a_mandate

MX, PE = StateCode("MX"), StateCode("PE")
ANA = a_member("Ana Example", "CO")
BEA = a_member("Bea Example", "MX")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        load_reference(convoca, [Kind.STATES])
        with convoca.unit_of_work() as uow:
            for member in (ANA, BEA):
                uow.members.save(member)
            uow.periods.save(a_period())
            uow.commit(reason="Example")
        yield convoca


@pytest.fixture
def model(office: Convoca) -> YearModel:
    return YearModel(office, 2027)


def a_designation(model: YearModel, member=ANA, state=MX) -> RapporteurForm:
    form = RapporteurForm(model, state)
    form.type({"member": str(member.id), "as_of": "2027-03-01", "source": "Example"})
    return form


def test_the_years_are_those_on_record_and_those_around_today(model: YearModel) -> None:
    today = model.today.year

    assert {2027, today - 1, today, today + 1} <= set(model.years())
    assert list(model.years()) == sorted(model.years(), reverse=True)


def test_a_year_is_looked_at_within_itself(office: Convoca) -> None:
    assert YearModel(office, 2030).as_of == date(2030, 1, 1)
    assert YearModel(office, 2020).as_of == date(2020, 12, 31)


def test_a_designation_is_judged_as_it_is_typed_and_saved(model: YearModel) -> None:
    form = a_designation(model, BEA)
    assert [finding.verdict for finding in form.findings()] == [Verdict.BREACHED]
    form.type({"member": str(ANA.id)})
    assert [finding.verdict for finding in form.findings()] == [Verdict.MET]

    form.save("Example")

    model.as_of = date(2027, 3, 1)
    assert model.state(MX).is_covered
    assert not model.state(PE).is_covered


def test_what_was_typed_is_back_until_it_is_saved(model: YearModel) -> None:
    form = a_designation(model)
    form.keep_draft()

    again = RapporteurForm(model, MX)
    assert (again.draft_found, again.typed) == (True, form.typed)
    again.save("Example")
    again.keep_draft()  # what the autosave still does
    assert not RapporteurForm(model, MX).draft_found


def test_a_draft_over_what_somebody_else_saved_meanwhile_is_a_conflict(model: YearModel) -> None:
    saved = a_designation(model).save("Example")
    mine, theirs = RapporteurForm(model, MX, saved), RapporteurForm(model, MX, saved)
    theirs.type({"note": "theirs"})
    theirs.save("Example")
    mine.type({"note": "mine"})

    with pytest.raises(ConflictingEdit) as told:
        mine.save("Example")

    told_mine = replace(told.value.mine, version=told.value.theirs.version)
    mine.save_over(told_mine, "Example")
    model.as_of = date(2027, 3, 1)
    assert model.state(MX).rapporteurship.note == "mine"


@pytest.mark.parametrize(("typed", "field"), [({"member": ""}, "member"), ({"as_of": ""}, "as_of")])
def test_a_designation_needs_a_member_and_a_day(model: YearModel, typed, field) -> None:
    form = a_designation(model)
    form.type(typed)

    with pytest.raises(InvalidValue) as refused:
        form.save("Example")
    assert refused.value.field == field


def test_a_designation_is_corrected_and_taken_out(model: YearModel) -> None:
    saved = a_designation(model).save("Example")
    form = RapporteurForm(model, MX, saved)
    form.type({"as_of": "2027-04-01"})
    corrected = form.save("Corrected")
    assert corrected.as_of == date(2027, 4, 1)

    RapporteurForm(model, MX, corrected).remove("Mistake")
    assert model.state(MX).history == ()


def test_a_mandate_keeps_what_goes_with_its_kind(model: YearModel) -> None:
    form = MandateForm(model)
    form.type({"name": "Example theme", "member": str(ANA.id), "holder": "Example Person"})
    assert form.record().holder == ""
    form.type({"kind": as_json(MandateKind.SPECIAL), "holder_since": "2027-01-01"})
    assert (form.record().holder, form.record().member) == ("Example Person", None)
    assert {f.rule for f in form.findings()} == {
        "mandate_is_reviewed_in_time",
        "special_rapporteur_is_within_the_term",
    }

    saved = form.save("Example")

    assert model.file.mandates == (saved,)
    again = MandateForm(model, saved)
    assert not again.is_changed
    again.remove("Mistake")
    assert model.file.mandates == ()


def test_a_report_is_recorded_for_its_year(model: YearModel) -> None:
    form = a_designation(model)
    form.type({"as_of": "2027-01-01"})
    form.save("Example")
    (line,) = model.report_lines(str)
    report = ReportForm(model, line)
    with pytest.raises(InvalidValue, match="presented"):
        report.save("Example")
    report.type({"presented_on": "2027-11-02"})

    saved = report.save("Example")

    assert (saved.year, saved.state, saved.member) == (2027, MX, ANA.id)
    (line,) = model.report_lines(str)
    ReportForm(model, line).remove("Mistake")
    assert model.file.reports == ()


# The calculator ------------------------------------------------------------------------------------


def test_the_calculator_gives_both_ends_and_judges() -> None:
    model = PetitionCalculator(date(2027, 1, 15))
    assert (model.limit().last_day, model.limit().latest_day) == (
        date(2027, 4, 15),
        date(2027, 5, 15),
    )
    assert model.finding().verdict is Verdict.UNDETERMINED
    model.type({"acted_on": "2027-04-16"})
    assert model.finding().verdict is Verdict.BREACHED
    model.type({"set_to": "2027-05-01"})
    assert model.finding().verdict is Verdict.MET


def test_a_day_that_cannot_be_set_is_not_asked_for() -> None:
    model = PetitionCalculator(date(2027, 1, 15))
    model.type({"set_to": "2027-05-01", "step": as_json(PetitionStep.FINAL_REPORT)})

    assert not model.may_be_set
    assert model.limit().set_to is None
    model.type({"starts": ""})
    with pytest.raises(InvalidValue):
        model.limit()


# The parts of the page -----------------------------------------------------------------------------


def _shown(widget) -> str:
    own = " ".join(str(getattr(widget, name, "")) for name in ("value", "description", "tooltip"))
    return " ".join([own, *(_shown(child) for child in getattr(widget, "children", ()))])


@pytest.mark.parametrize("language", Language)
def test_each_part_is_drawn_in_each_language_with_hostile_names(
    office: Convoca, language: Language
) -> None:
    save_mandate(a_mandate(name=HOSTILE), reason="Example", uow=office.unit_of_work())
    desk = Desk(Visit("year", language), YearModel(office, 2027))
    a_designation(desk.model).save("Example")
    calculator = PetitionCalculator(desk.model.today)

    for part in (
        OverviewPanel(desk),
        RapporteursPanel(desk),
        MandatesPanel(desk),
        ReportsPanel(desk),
        CalculatorPanel(desk, calculator),
    ):
        assert "<script" not in _shown(part.widget)


def test_a_state_is_shown_with_its_history_and_who_may_be_chosen(office: Convoca) -> None:
    model = YearModel(office, 2027)
    model.as_of = date(2027, 3, 1)
    a_designation(model).save("Example")
    panel = StatePanel(
        Desk(Visit("year", Language.ENGLISH), model),
        MX,
        None,
        done=lambda: None,
        correct=lambda _: None,
        close=lambda: None,
    )

    said = _shown(panel.widget)

    assert "Ana Example" in said
    assert "Mar 1, 2027" in said
    offered = [key for _, key in panel._options()]
    assert offered[0] == ""
    assert set(offered[1:]) == {str(ANA.id), str(BEA.id)}
