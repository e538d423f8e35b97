from dataclasses import replace
from uuid import uuid4

import pytest
from ipywidgets import HTML, Button

from convoca.app.widgets.conflict import conflict_panel, differences
from convoca.app.widgets.record_words import shown_fields
from convoca.bootstrap import open_convoca
from convoca.domain.errors import ConflictingEdit
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Participant, ProtectedIdentity, Role
from convoca.domain.period_of_sessions import MeetingAway, PeriodKind
from convoca.i18n.field_words import field_name
from convoca.persistence.mapping import RECORD_MAPS
from convoca.services.periods import save_period
from support.builders import a_hearing, a_period

EN = Language.ENGLISH


def conflict(mine, theirs):
    return ConflictingEdit(
        "period_of_sessions", read_version=1, stored_version=2, mine=mine, theirs=theirs
    )


def panel(error, *, keep_theirs=lambda _: None, save_mine=lambda _: None):
    return conflict_panel(error, EN, keep_theirs=keep_theirs, save_mine=save_mine)


def everything_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything_in(child)


def html_of(widget):
    return " ".join(part.value for part in everything_in(widget) if isinstance(part, HTML))


def buttons_of(widget):
    return [part for part in everything_in(widget) if isinstance(part, Button)]


def test_only_the_fields_that_differ_are_shown_in_words():
    theirs = a_period(kind=PeriodKind.REGULAR, note="")
    mine = replace(theirs, kind=PeriodKind.SPECIAL, version=7)

    assert differences(mine, theirs, EN) == (("Kind", ("Special",), ("Regular",)),)


def test_a_part_of_a_record_is_compared_field_by_field():
    theirs = a_period()
    mine = replace(theirs, away=MeetingAway(votes_in_favour=5))

    assert differences(mine, theirs, EN) == (
        ("Meeting away from the seat: Votes in favour", ("5",), ()),
    )


def test_of_two_lists_only_what_stands_in_one_is_shown():
    theirs = a_hearing(a_period(), states=(StateCode("MX"), StateCode("PE")))
    mine = replace(theirs, states=(StateCode("MX"), StateCode("CL")))

    assert differences(mine, theirs, EN) == (("States", ("Chile",), ("Peru",)),)


def test_two_lists_that_differ_in_order_are_shown_whole():
    theirs = a_hearing(a_period(), states=(StateCode("MX"), StateCode("PE")))
    mine = replace(theirs, states=(StateCode("PE"), StateCode("MX")))

    assert differences(mine, theirs, EN) == (("States", ("Peru", "Mexico"), ("Mexico", "Peru")),)


def test_keys_are_named_where_their_names_are_known():
    member = MemberId(uuid4())
    theirs = a_hearing(a_period())
    mine = replace(theirs, working_group=(member,))

    assert differences(mine, theirs, EN, {member: "Ana"}) == (("Working group", ("Ana",), ()),)


def test_a_participant_is_worded_without_keys_and_defaults():
    witness = Participant(id=uuid4(), name="Witness 1", role=Role.WITNESS, protected=True)
    theirs = a_hearing(a_period())
    mine = replace(theirs, participants=(witness,))

    assert differences(mine, theirs, EN) == (
        ("Participants", ("Witness 1 · Witness · Requesting party · Protected",), ()),
    )


def test_a_sealed_identity_is_never_shown():
    theirs = ProtectedIdentity(id=uuid4(), name="Canary Name", version=2)
    shown = panel(conflict(replace(theirs, name="Canary Other", version=1), theirs))

    assert "Canary" not in html_of(shown)


def test_a_hostile_title_stays_text():
    theirs = a_hearing(a_period())
    shown = panel(conflict(replace(theirs, title="<img src=x onerror=alert(1)>"), theirs))

    assert "&lt;img" in html_of(shown)
    assert "<img" not in html_of(shown)


def test_mine_is_saved_with_the_stored_version():
    theirs = a_period(version=2)
    saved = []
    shown = panel(conflict(replace(theirs, note="Mine", version=1), theirs), save_mine=saved.append)

    buttons_of(shown)[1].click()

    assert saved == [replace(theirs, note="Mine", version=2)]


def test_theirs_can_be_kept():
    theirs = a_period(version=2)
    kept = []
    shown = panel(
        conflict(replace(theirs, note="Mine", version=1), theirs), keep_theirs=kept.append
    )

    buttons_of(shown)[0].click()

    assert kept == [theirs]


def test_what_was_removed_meanwhile_cannot_be_saved_over():
    assert len(buttons_of(panel(conflict(a_period(version=1), None)))) == 1


def test_two_editors_of_a_real_store_end_with_mine_saved(tmp_path):
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        read = save_period(a_period(), reason="Created", uow=convoca.unit_of_work())
        save_period(replace(read, note="Theirs"), reason="Edit", uow=convoca.unit_of_work())
        with pytest.raises(ConflictingEdit) as caught:
            save_period(replace(read, note="Mine"), reason="Edit", uow=convoca.unit_of_work())
        shown = panel(
            caught.value,
            save_mine=lambda mine: save_period(mine, reason="Again", uow=convoca.unit_of_work()),
        )

        buttons_of(shown)[1].click()

        with convoca.reading() as uow:
            assert [period.note for period in uow.periods.all()] == ["Mine"]


@pytest.mark.parametrize(
    "record", [m.record for m in RECORD_MAPS if m.record is not ProtectedIdentity]
)
def test_every_field_of_every_record_has_a_name(record):
    assert all(field_name(field, EN) for field in shown_fields(record))
