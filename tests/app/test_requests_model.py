"""The page Requests without a browser: register, decisions, form, draft, import, protected persons."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from convoca.app.models.request_form import RequestForm
from convoca.app.models.request_import import RequestImport
from convoca.app.models.requests import RequestsModel, Work
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import (
    AmbiguousLocalTime,
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    NotFound,
    ProtectedNameFound,
    ReasonMissing,
)
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind, Role
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services.importing.dates import DateOrder
from support.builders import MX, a_participant, a_period, a_request

SECRET = "Rosaura Quetzalli Invented"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        yield convoca


@pytest.fixture
def period(office: Convoca) -> PeriodOfSessions:
    """A period that opens in 100 days, with four requests: in time, late, incomplete, a copy."""
    opens = office.today() + timedelta(days=100)
    period = a_period(opens=opens, closes=opens + timedelta(days=11), places=())
    received = datetime.combine(opens - timedelta(days=60), time(15), UTC)
    requests = (
        a_request(period, reference="PS 901-1", title="Water in the north", received=received),
        a_request(
            period,
            reference="PS 901-2",
            title="Schools in the south",
            received=received + timedelta(days=30),
        ),
        a_request(
            period,
            reference="PS 901-3",
            title="Judges and their independence",
            purpose="",
            received=received,
        ),
        a_request(period, reference="PS 901-4", title="Water in the North", received=received),
    )
    with office.unit_of_work() as uow:
        period = uow.periods.save(period)
        for request in requests:
            uow.requests.save(request)
        uow.commit(reason="Example")
    return period


@pytest.fixture
def model(office: Convoca, period: PeriodOfSessions) -> RequestsModel:
    return RequestsModel(office, period)


def references(rows) -> list[str]:
    return [row.reference for row in rows]


def test_the_register_counts_what_is_still_to_be_decided(model):
    assert model.counts == {
        Work.ALL: 4,
        Work.PENDING: 4,
        Work.LATE: 1,
        Work.INCOMPLETE: 1,
        Work.SIMILAR: 2,
        Work.DECIDED: 0,
    }


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        (Work.LATE, ["PS 901-2"]),
        (Work.INCOMPLETE, ["PS 901-3"]),
        (Work.SIMILAR, ["PS 901-1", "PS 901-4"]),
        (Work.DECIDED, []),
    ],
)
def test_a_count_narrows_the_register(model, work, shown):
    model.work = work

    assert references(model.shown()) == shown


def test_a_request_is_opened_by_identifier_or_by_reference(model):
    model.choose("PS 901-3")
    by_reference = model.request
    model.choose(str(by_reference.id))

    assert model.request == by_reference
    assert model.row.missing == ("purpose",)
    with pytest.raises(NotFound):
        model.choose("PS 901-99")


def test_a_granted_request_stays_open_though_it_is_no_longer_pending(model):
    model.work = Work.PENDING
    model.choose("PS 901-1")
    model.grant("The request is granted.")

    assert model.row.decision is Decision.GRANTED
    assert "PS 901-1" in references(model.shown())
    assert model.counts[Work.DECIDED] == 1

    model.choose("PS 901-2")
    assert "PS 901-1" not in references(model.shown())


def test_a_late_request_can_be_granted_and_the_article_goes_on_record(model):
    model.choose("PS 901-2")
    assert model.row.in_time is Verdict.BREACHED

    model.grant("Heard on the Commission's own initiative.")

    assert model.history()[0].waived == "66.1"


def test_a_request_is_declined_with_its_reason_alone(model):
    model.choose("PS 901-1")
    with pytest.raises(ReasonMissing):
        model.decline(" ")
    assert model.row.decision is Decision.PENDING

    model.decline("No room in this period.")
    assert model.row.decision_reason == "No room in this period."


def test_a_request_is_merged_near_duplicates_first_and_taken_apart_again(model):
    model.choose("PS 901-4")
    assert references(model.mergeable()) == ["PS 901-1", "PS 901-3", "PS 901-2"]

    model.merge("PS 901-1", "Both ask for the same.")
    assert model.row.merged_into == "PS 901-1"

    model.reopen("Merged by mistake.")
    assert (model.row.decision, model.row.merged_into) == (Decision.PENDING, "")


def test_a_request_is_not_merged_into_what_is_not_there(model):
    model.choose("PS 901-4")
    with pytest.raises(NotFound):
        model.merge("PS 901-77", "Both ask for the same.")


def test_a_withdrawn_request_is_decided(model):
    model.choose("PS 901-1")
    model.withdraw("Letter of the requester.")

    assert model.row.decision is Decision.WITHDRAWN
    with pytest.raises(NotAllowed):
        model.grant("Granted.")


def test_several_are_decided_with_one_reason_and_the_refused_are_told(model):
    model.choose("PS 901-1")
    model.withdraw("Letter of the requester.")
    chosen = [row.id for row in model.rows if row.reference in {"PS 901-1", "PS 901-3"}]

    done = model.decide_together(chosen, Decision.DECLINED, "No room in this period.")

    assert done.decided == ("PS 901-3",)
    assert [(reference, type(error)) for reference, error in done.refused] == [
        ("PS 901-1", NotAllowed)
    ]


def test_the_history_says_who_changed_what_and_why(model):
    model.choose("PS 901-1")
    model.decline("No room in this period.")

    latest, first = model.history()
    assert (latest.actor, latest.reason) == ("tester", "No room in this period.")
    assert latest.changed == ("decision", "decided_on", "decision_reason")
    assert (first.is_new, first.reason) == (True, "Example")


def test_the_register_leaves_as_a_workbook_in_the_language_of_the_page(model):
    name, content = model.workbook(Language.SPANISH)

    assert name == "901-requests-es.xlsx"
    assert content.startswith(b"PK")


# The form ----------------------------------------------------------------------------------------


@pytest.fixture
def form(office: Convoca, period: PeriodOfSessions) -> RequestForm:
    return RequestForm(office, period)


def fill(form: RequestForm, **values: object) -> None:
    form.title = "Example: land in the east"
    form.purpose = "To inform the Commission."
    form.summary = "An example summary."
    form.minutes_wanted = 60
    form.participants = (a_participant(name="Example Speaker"),)
    form.requesters = (Party(kind=PartyKind.ORGANISATION, name="Example Organisation 9"),)
    for name, value in values.items():
        setattr(form, name, value)


def test_a_new_request_is_received_now_and_has_the_next_number(form, office):
    assert form.reference == "PS 901-5"
    assert timedelta() <= office.now() - form.received() < timedelta(minutes=2)


def test_findings_follow_what_is_typed_even_without_a_title(form):
    assert dict(form.findings()[2].facts)["missing"] == (
        "purpose",
        "participants",
        "summary",
        "minutes_wanted",
    )
    fill(form, title="")

    assert form.findings()[2].verdict is Verdict.MET
    with pytest.raises(InvalidValue):
        form.save("Entered.")


def test_lateness_follows_the_day_of_receipt(form):
    form.day = form.period.opens - timedelta(days=50)
    form.hour = time(23, 59)
    assert form.findings()[0].verdict is Verdict.MET

    form.day = form.period.opens - timedelta(days=49)
    form.hour = time(0)
    assert form.findings()[0].verdict is Verdict.BREACHED


def test_an_hour_that_the_clocks_show_twice_is_asked_about(form):
    form.day, form.hour = date(2026, 11, 1), time(1, 30)
    with pytest.raises(AmbiguousLocalTime):
        form.received()

    form.second = True
    assert form.received() == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_a_saved_request_is_in_the_register_and_its_draft_is_gone(form, office, model):
    fill(form, states=(MX,))
    form.save_draft()
    saved = form.save("Entered.")
    model.refresh()

    assert model.requests[saved.id].title == "Example: land in the east"
    assert RequestForm(office, form.period).title == ""


def test_a_draft_comes_back_as_it_was(form, office):
    fill(form, states=(MX,), languages=(Language.SPANISH,), day=None, private_wanted=True)
    form.save_draft()

    again = RequestForm(office, form.period)
    assert again.has_draft
    for name in form.trait_names():
        assert getattr(again, name) == getattr(form, name), name


def test_an_untouched_form_leaves_no_draft(form, office):
    form.save_draft()

    assert not RequestForm(office, form.period).has_draft


def test_a_discarded_draft_does_not_come_back(form, office):
    fill(form)
    form.save_draft()
    form.discard_draft()

    assert not RequestForm(office, form.period).has_draft


def test_a_correction_keeps_the_instant_on_record_to_the_second(model, office):
    model.choose("PS 901-1")
    stored = model.request
    with office.unit_of_work() as uow:
        stored = uow.requests.save(replace(stored, received=stored.received.replace(second=42)))
        uow.commit(reason="Example")
    form = RequestForm(office, model.period, stored)
    form.note = "Corrected"

    saved = form.save("Corrected.")
    assert (saved.received.second, saved.note) == (42, "Corrected")


def test_of_two_editors_one_wins_and_the_other_sees_both(model, office):
    model.choose("PS 901-1")
    mine = RequestForm(office, model.period, model.request)
    theirs = RequestForm(office, model.period, model.request)
    theirs.title = "Water in the far north"
    theirs.save("Corrected.")
    mine.title = "Water in the near north"
    with pytest.raises(ConflictingEdit) as conflict:
        mine.save("Corrected.")

    mine.save_over(
        replace(conflict.value.mine, version=conflict.value.theirs.version), "Corrected again."
    )
    model.refresh()
    assert model.request.title == "Water in the near north"


# Protected persons -------------------------------------------------------------------------------


def everything_stored(office: Convoca) -> str:
    """Return all drafts, requests and audit entries as text."""
    with office.reading() as uow:
        entries = [json.dumps([*e.changes], default=str) + e.reason for e in uow.audit.entries()]
        return repr(uow.requests.all()) + "".join(entries)


def a_witness(**changes: object):
    return a_participant(name="Witness 1", role=Role.WITNESS, purpose="What she saw.", **changes)


def test_a_protected_name_is_sealed_with_the_request_and_stands_nowhere_else(form, office, model):
    fill(form)
    form.seal(a_witness(), SECRET)
    form.save_draft()
    with office.reading() as uow:
        draft = uow.drafts.find(f"request:{form.period.id}")
    assert "Witness 1" in json.dumps(dict(draft.body))
    assert "Rosaura" not in json.dumps(dict(draft.body))

    saved = form.save("Entered.")

    assert "Rosaura" not in everything_stored(office)
    model.refresh()
    model.choose(str(saved.id))
    assert model.reveal(saved.participants[-1].id, "To convoke the witness.") == SECRET


def test_a_reload_forgets_the_name_and_asks_for_it_again(form, office):
    fill(form)
    form.seal(a_witness(), SECRET)
    form.save_draft()
    again = RequestForm(office, form.period)
    (witness,) = again.nameless()

    with pytest.raises(InvalidValue):
        again.save("Entered.")
    again.seal(witness, SECRET)
    assert again.save("Entered.").participants[-1].protected


def test_a_sealed_name_in_another_field_stops_draft_and_save(form, office):
    fill(form, summary=f"The testimony of {SECRET.upper()} on the facts")
    form.seal(a_witness(), SECRET)

    with pytest.raises(ProtectedNameFound):
        form.save_draft()
    with pytest.raises(ProtectedNameFound):
        form.save("Entered.")
    assert "ROSAURA" not in everything_stored(office)


def test_a_pseudonym_that_gives_the_name_away_is_refused(form):
    with pytest.raises(InvalidValue):
        form.seal(a_participant(name="Rosaura Quetzalli"), SECRET)
    with pytest.raises(InvalidValue):
        form.seal(a_witness(), " ")
    assert form.participants == ()


def test_a_stored_participant_is_protected_and_each_reading_is_in_the_history(model):
    model.choose("PS 901-1")
    person = model.request.participants[0]
    model.protect(person.id, "Witness 1", "Asked for by the person.")
    assert model.request.participants[0].name == "Witness 1"

    assert model.reveal(person.id, "To convoke the witness.") == "Example Person"
    model.reveal(person.id, "To convoke the witness again.")
    assert [entry.reason for entry in model.history() if entry.identity] == [
        "To convoke the witness again.",
        "To convoke the witness.",
    ]
    with pytest.raises(ReasonMissing):
        model.reveal(person.id, "")


# Import ------------------------------------------------------------------------------------------


@pytest.fixture
def importing(office: Convoca, period: PeriodOfSessions) -> RequestImport:
    return RequestImport(office, period.number)


def test_a_file_is_planned_then_taken_in_once(importing, model):
    csv = b"title,received,reference\nLand,2026-01-15T15:00:00Z,PS 901-50\n"
    importing.read("requests.csv", csv)
    assert not importing.plan.is_blocked
    model.refresh()
    assert len(model.rows) == 4

    assert importing.apply("Import of requests.csv").created == 1
    importing.read("requests.csv", csv)
    assert importing.apply("Import of requests.csv").unchanged == 1
    model.refresh()
    assert len(model.rows) == 5


def test_a_date_that_can_mean_two_days_is_asked_about(importing, model):
    importing.read("requests.csv", b"title,received,reference\nLand,07/04/2026,PS 901-50\n")
    assert importing.plan.is_blocked
    assert importing.ambiguous.read == "07/04/2026"
    with pytest.raises(NotAllowed):
        importing.apply("Import of requests.csv")

    importing.read_dates(DateOrder.DAY_FIRST)
    importing.apply("Import of requests.csv")
    model.refresh()
    model.choose("PS 901-50")
    assert model.row.received_on == date(2026, 4, 7)


def test_one_wrong_row_keeps_the_whole_file_out(importing, model):
    importing.read("requests.csv", b"title,received\nLand,2026-01-15\nWater,yesterday\n")
    assert importing.plan.is_blocked
    with pytest.raises(NotAllowed):
        importing.apply("Import of requests.csv")

    model.refresh()
    assert len(model.rows) == 4
