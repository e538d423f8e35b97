"""The page Period without a browser: the form, what follows at once, drafts, conflicts, moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from convoca.app.models.period import PeriodModel, zones
from convoca.app.models.period_form import (
    days_of,
    read_form,
    typed_new_period,
    typed_period,
    working_days_of,
)
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    ReasonMissing,
)
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.domain.member_state import MemberState
from convoca.domain.period_of_sessions import CallForRequests, MeetingAway, PeriodKind
from convoca.services.periods import save_period, usual_call
from support.builders import a_hearing, a_period, a_placement, a_request

REASON = "Example reason"


@pytest.fixture
def convoca(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        with opened.unit_of_work() as uow:
            uow.states.save(
                MemberState(
                    code="CO",
                    name_en="Colombia",
                    name_es="Colombia",
                    capital="Bogota",
                    zone="America/Bogota",
                )
            )
            uow.commit(reason=REASON)
        yield opened


@pytest.fixture
def stored(convoca: Convoca):
    return save_period(a_period(), reason=REASON, uow=convoca.unit_of_work())


def a_full_period():
    return a_period(
        kind=PeriodKind.SPECIAL,
        languages=(Language.ENGLISH, Language.SPANISH),
        call=CallForRequests(
            opens=datetime(2026, 12, 1, 14, tzinfo=UTC),
            closes=datetime(2026, 12, 20, 4, 59, 59, tzinfo=UTC),
            states_excluded=("CO",),
        ),
        away=MeetingAway(
            majority_voted_on=date(2026, 11, 1), votes_in_favour=5, consent_reference="Note 12"
        ),
        next_period_opens=date(2027, 7, 1),
        next_period_place="Bogota",
        note="Two lines\nof a note",
    )


def test_a_period_survives_its_form_unchanged_with_the_seconds_of_the_call():
    period = a_full_period()

    assert read_form(typed_period(period), period).period == period


def test_a_form_without_an_opening_day_says_so_and_derives_nothing():
    reading = read_form(typed_new_period(()), a_period())

    assert (reading.period, reading.provisional) == (None, None)
    assert list(reading.missing) == ["opens"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"number": 0}, "number"),
        ({"closes": "2027-02-27"}, "closes"),
        ({"votes_in_favour": "four"}, "votes_in_favour"),
        ({"call_opens_day": "2027-01-01", "call_opens_hour": ""}, "call"),
        (
            {
                "call_opens_day": "2027-01-02",
                "call_opens_hour": "09:00",
                "call_closes_day": "2027-01-01",
                "call_closes_hour": "09:00",
            },
            "call",
        ),
    ],
)
def test_an_error_stands_at_its_field_and_the_dates_are_derived_all_the_same(changes, error):
    period = a_period()

    reading = read_form({**typed_period(period), **changes}, period)

    assert error in reading.errors
    assert reading.period is None
    assert reading.provisional is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "America/Nowhere"},
        {"day_starts": "18:00", "day_ends": "09:00"},
        {"opens": "2027-02-01"},
    ],
)
def test_an_error_of_a_place_stands_at_that_place(changes):
    period = a_period()
    values = typed_period(period)
    values["places"] = [{**values["places"][0], **changes}]

    assert list(read_form(values, period).errors) == ["place0"]


def test_a_room_without_a_number_says_so_at_the_room():
    period = a_period()
    values = typed_period(period)
    values["places"][0]["rooms"][1]["capacity"] = "many"

    assert list(read_form(values, period).errors) == ["place0room1"]


@pytest.mark.parametrize(
    "link", ["http://example.org", "https://a b", "javascript:alert(1)", "https://u:p@example.org"]
)
def test_a_link_to_join_is_an_encrypted_address_without_a_secret_before_it(link):
    period = a_period()
    values = typed_period(period)
    values["places"][0]["rooms"][1]["link"] = link

    assert list(read_form(values, period).errors) == ["place0room1link"]


def test_a_link_to_join_is_kept():
    period = a_period()
    values = typed_period(period)
    values["places"][0]["rooms"][1]["link"] = "https://meet.example.org/900?room=1"

    read = read_form(values, period)

    assert read.errors == {}
    assert read.period.places[0].rooms[1].link == "https://meet.example.org/900?room=1"


def test_a_hearing_day_outside_its_place_is_left_out():
    period = a_period()
    values = typed_period(period)
    values["places"][0]["hearing_days"] = ["2027-02-28", "2027-03-08"]

    assert read_form(values, period).period.places[0].hearing_days == (date(2027, 3, 8),)


def test_the_days_of_a_place_are_its_days_and_working_days_leave_out_the_week_end():
    place = typed_period(a_period())["places"][0]

    assert (len(days_of(place)), len(working_days_of(place))) == (12, 10)


def test_every_date_follows_while_one_types(convoca):
    model = PeriodModel(convoca, None)
    assert model.judged.last_days == ()

    model.put(("opens",), date(2022, 3, 7))

    assert model.get(("closes",)) == "2022-03-18"
    found = {line.rule: line.day for line in model.judged.last_days}
    assert found["request_is_in_time"] == date(2022, 1, 16)
    assert {f.rule for f in model.judged.findings} >= {
        "two_regular_periods_in_the_year",
        "meeting_away_is_approved",
    }


def test_places_follow_the_period_where_they_had_its_days(convoca, stored):
    model = PeriodModel(convoca, stored)
    model.add_place()
    model.put(("places", 1, "closes"), date(2027, 3, 5))

    model.put(("closes",), date(2027, 3, 13))

    assert [place["closes"] for place in model.values["places"]] == ["2027-03-13", "2027-03-05"]


def test_a_country_proposes_the_zone_of_its_capital(convoca, stored):
    model = PeriodModel(convoca, stored)

    model.put(("places", 0, "country"), "CO")

    assert model.get(("places", 0, "zone")) == "America/Bogota"
    assert "America/Bogota" in zones()


def test_meeting_away_without_vote_and_consent_is_an_open_question(convoca):
    model = PeriodModel(convoca, None)
    model.put(("opens",), convoca.today() + timedelta(days=90))
    model.put(("places", 0, "city"), "Bogota")

    finding = next(f for f in model.judged.findings if f.rule == "meeting_away_is_approved")

    assert finding.verdict is Verdict.UNDETERMINED


def test_the_usual_call_closes_before_the_last_day_of_the_rules(convoca):
    model = PeriodModel(convoca, None)
    model.put(("opens",), date(2027, 3, 8))

    model.propose_call()

    assert model.get(("call_closes_day",)) == "2027-01-01"
    finding = next(f for f in model.judged.findings if f.rule == "call_closes_by_the_last_day")
    assert finding.verdict is Verdict.MET


def test_the_usual_call_is_open_twenty_days():
    call = usual_call(date(2027, 3, 8))

    assert (call.opens.date(), call.closes.date()) == (date(2026, 12, 12), date(2027, 1, 2))
    assert call.closes.time() == time(4, 59)


def test_a_new_period_begins_where_the_last_one_said(convoca, stored):
    save_period(
        replace(stored, next_period_opens=date(2027, 7, 5)),
        reason=REASON,
        uow=convoca.unit_of_work(),
    )

    model = PeriodModel(convoca, None)

    assert (model.get(("number",)), model.get(("opens",))) == (902, "2027-07-05")
    assert model.judged.reading.period is not None


def test_saving_creates_the_period_with_its_reason(convoca):
    model = PeriodModel(convoca, None)
    model.put(("opens",), date(2027, 3, 8))

    saved = model.save(REASON)

    with convoca.reading() as uow:
        assert uow.periods.get(saved.id) == saved
        assert uow.audit.entries(record=saved.id)[0].reason == REASON


def test_saving_what_is_incomplete_tells_the_first_error(convoca):
    model = PeriodModel(convoca, None)

    with pytest.raises(InvalidValue, match="on which day the period opens"):
        model.save(REASON)
    assert model.was_sent


def test_saving_without_a_reason_is_refused(convoca, stored):
    model = PeriodModel(convoca, stored)
    model.put(("note",), "New")

    with pytest.raises(ReasonMissing):
        model.save(" ")


def test_a_room_in_use_cannot_go(convoca, stored):
    hearing = a_hearing(stored)
    with convoca.unit_of_work() as uow:
        uow.hearings.save(hearing)
        uow.placements.save(a_placement(hearing))
        uow.commit(reason=REASON)
    model = PeriodModel(convoca, stored)
    model.remove_room(0, 0)

    with pytest.raises(NotAllowed):
        model.save(REASON)


def test_a_draft_survives_a_reload_and_goes_with_the_saving(convoca, stored):
    typed = PeriodModel(convoca, stored)
    typed.put(("note",), "Half a sentence")
    typed.keep_draft()

    again = PeriodModel(convoca, stored)
    assert (again.has_draft, again.get(("note",))) == (True, "Half a sentence")
    again.save(REASON)

    assert not PeriodModel(convoca, stored).has_draft


def test_a_draft_of_a_new_period_keeps_its_key_so_that_it_is_created_once(convoca):
    typed = PeriodModel(convoca, None)
    typed.put(("opens",), date(2027, 3, 8))
    typed.keep_draft()

    first = PeriodModel(convoca, None).judged.reading.period
    second = PeriodModel(convoca, None).judged.reading.period

    assert first == second


def test_a_discarded_draft_is_gone(convoca, stored):
    model = PeriodModel(convoca, stored)
    model.put(("note",), "Half a sentence")
    model.keep_draft()

    model.discard_draft()

    assert (model.has_draft, model.get(("note",))) == (False, "")


def test_a_draft_over_an_older_version_meets_the_edit_in_between(convoca, stored):
    typed = PeriodModel(convoca, stored)
    typed.put(("note",), "Mine")
    typed.keep_draft()
    save_period(replace(stored, note="Theirs"), reason=REASON, uow=convoca.unit_of_work())

    with pytest.raises(ConflictingEdit) as caught:
        PeriodModel(convoca, stored).save(REASON)

    assert (caught.value.mine.note, caught.value.theirs.note) == ("Mine", "Theirs")


def test_mine_can_be_saved_over_theirs(convoca, stored):
    typed = PeriodModel(convoca, stored)
    typed.put(("note",), "Mine")
    theirs = save_period(replace(stored, note="Theirs"), reason=REASON, uow=convoca.unit_of_work())

    typed.save_over(replace(typed.judged.reading.period, version=theirs.version), REASON)

    assert typed.stored.note == "Mine"


def test_what_moves_is_looked_at_before_it_is_applied_with_a_reason(convoca, stored):
    late = a_request(stored, received=datetime(2027, 1, 15, 15, tzinfo=UTC))
    with convoca.unit_of_work() as uow:
        uow.requests.save(late)
        uow.commit(reason=REASON)
    model = PeriodModel(convoca, stored)

    moved = model.what_moves(date(2027, 3, 15))

    assert [request.id for request in moved.would_be_in_time] == [late.id]
    assert model.stored == stored
    with pytest.raises(ReasonMissing):
        model.apply_move(date(2027, 3, 15), "")
    after = model.apply_move(date(2027, 3, 15), REASON)
    assert (after.opens, after.closes) == (date(2027, 3, 15), date(2027, 3, 26))
    assert after.places[0].hearing_days[0] == date(2027, 3, 22)
