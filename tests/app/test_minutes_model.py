import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from convoca.app.models.minutes import Line, MinutesEditor, MinutesModel
from convoca.app.models.minutes_form import minutes_of, typed_minutes
from convoca.app.models.typed import Typed
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import (
    AmbiguousLocalTime,
    ConflictingEdit,
    ConvocaError,
    InvalidValue,
    NonexistentLocalTime,
    ProtectedNameFound,
    ReasonMissing,
)
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import ParticipantId, SessionId
from convoca.domain.language import Language
from convoca.domain.minutes import (
    Annex,
    Attendance,
    Commitment,
    HearingMinutes,
    MinutesStatus,
    SessionMinutes,
    Statement,
)
from convoca.domain.party import ProtectedIdentity, Role, Side
from convoca.domain.programme import ActivityKind, Session
from support.builders import a_hearing, a_member, a_participant, a_period, a_placement

SECRET = "Rosalia Quijano"
ANA, BEA = a_member("Ana", "CO"), a_member("Bea", "BR")
GONE = a_member("Gone", "PE", terms=())
PERIOD = a_period()
WITNESS = a_participant(name="Witness 1", role=Role.WITNESS, protected=True)
SPEAKER = a_participant(name="Example Speaker")
HEARING = a_hearing(PERIOD, participants=(SPEAKER, WITNESS))
LATER = a_hearing(PERIOD, title="Example: a hearing without a day")
ANNOUNCED = a_hearing(PERIOD, title="Without an hour", announced_day=date(2027, 3, 8))
SESSION = Session(id=SessionId(uuid4()), period=PERIOD.id, title="Example session")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            for member in (ANA, BEA, GONE):
                uow.members.save(member)
            uow.periods.save(PERIOD)
            uow.hearings.save(HEARING)
            uow.hearings.save(LATER)
            uow.hearings.save(ANNOUNCED)
            uow.sessions.save(SESSION)
            uow.placements.save(a_placement(HEARING, panel=(ANA.id,)))
            uow.identities.save(ProtectedIdentity(id=ParticipantId(WITNESS.id), name=SECRET))
            uow.commit(reason="Example")
        yield convoca


def line_of(office: Convoca, activity: object) -> Line:
    line = MinutesModel(office, PERIOD.id).line(str(activity))
    assert line is not None
    return line


def opened(office: Convoca, activity: object = HEARING.id) -> MinutesEditor:
    return MinutesModel(office, PERIOD.id).editor(line_of(office, activity))


def verdict(judged: Finding | ConvocaError) -> Verdict:
    assert isinstance(judged, Finding)
    return judged.verdict


def rows(editor: MinutesEditor, name: str) -> list[dict[str, object]]:
    value = editor.typed[name]
    assert isinstance(value, list)
    return value


# The list --------------------------------------------------------------------------------------


def test_hearings_and_sessions_are_listed_by_day_with_the_state_of_their_minutes(
    office: Convoca,
) -> None:
    opened(office).save(reason="Example")

    lines = MinutesModel(office, PERIOD.id).lines()

    assert [(line.id, line.status) for line in lines] == [
        (ANNOUNCED.id, None),
        (HEARING.id, MinutesStatus.DRAFT),
        (SESSION.id, None),
        (LATER.id, None),
    ]


def test_a_cancelled_hearing_needs_no_minutes(office: Convoca) -> None:
    with office.unit_of_work() as uow:
        uow.hearings.save(uow.hearings.get(LATER.id).cancel())
        uow.commit(reason="Example")

    assert MinutesModel(office, PERIOD.id).line(str(LATER.id)) is None


# The form --------------------------------------------------------------------------------------


def test_the_form_is_prefilled_from_the_programme(office: Convoca) -> None:
    typed = opened(office).typed

    assert {name: typed[name] for name in ("day", "started", "ended", "place")} == {
        "day": "2027-03-08",
        "started": "09:00",
        "ended": "10:00",
        "place": "Room A, Example building, Washington, DC",
    }
    assert typed["members_present"] == [str(ANA.id)]


def test_a_protected_participant_stands_there_by_pseudonym(office: Convoca) -> None:
    editor = opened(office)

    assert [(row["name"], row["protected"]) for row in rows(editor, "attendance")] == [
        ("Example Speaker", False),
        ("Witness 1", True),
    ]
    assert SECRET not in str(editor.typed)


def test_minutes_of_a_hearing_go_through_the_form_unchanged() -> None:
    minutes = HearingMinutes(
        id=HEARING.id,
        started=datetime(2027, 3, 8, 14, 2, 31, tzinfo=UTC),
        ended=datetime(2027, 3, 8, 15, tzinfo=UTC),
        zone="America/New_York",
        place="Room A",
        members_present=(ANA.id, BEA.id),
        attendance=(
            Attendance(name="One", role=Role.EXPERT, side=Side.STATE, organisation="Ministry"),
            Attendance(name="Witness 1", role=Role.WITNESS, protected=True),
        ),
        decisions=("First\nwith a second line", "Second"),
        commitments=(Commitment(party="Mexico", text="To report", due=date(2027, 5, 1)),),
        annexes=(Annex(title="Report", submitted_by="Mexico", sha256="ab" * 32),),
        status=MinutesStatus.COMPLETED,
        version=3,
    )

    assert minutes_of(Typed(typed_minutes(minutes)), minutes) == minutes


def test_minutes_of_a_session_go_through_the_form_unchanged() -> None:
    minutes = SessionMinutes(
        id=SESSION.id,
        started=datetime(2027, 3, 9, 4, tzinfo=UTC),
        ended=datetime(2027, 3, 9, 6, 30, tzinfo=UTC),
        zone="America/New_York",
        matters=("Item 1",),
        decisions=("Adopted",),
        statements=(Statement(member=ANA.id, text="For the minutes"),),
    )

    typed = typed_minutes(minutes)

    assert (typed["day"], typed["started"], typed["ended"]) == ("2027-03-08", "23:00", "01:30")
    assert typed["past_midnight"] is True
    assert minutes_of(Typed(typed), minutes) == minutes


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": ""}, "day"),
        ({"started": ""}, "started"),
        ({"ended": "08:59"}, "ended"),
        ({"ended": "09:00"}, "ended"),
        ({"commitments": [{"party": "Mexico", "text": ""}]}, "commitments"),
        ({"commitments": [{"party": "", "text": "To report"}]}, "commitments"),
        ({"annexes": [{"title": "", "sha256": "ab"}]}, "annexes"),
        ({"attendance": [{"name": "", "organisation": "Ministry"}]}, "attendance"),
    ],
)
def test_what_cannot_be_saved_is_named_with_its_field(
    office: Convoca, typed: dict[str, object], field: str
) -> None:
    editor = opened(office)
    editor.type(typed)

    with pytest.raises(InvalidValue) as caught:
        editor.save(reason="Example")

    assert caught.value.field == field


def test_a_session_past_midnight_ends_on_the_next_day(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"started": "23:00", "ended": "00:30", "past_midnight": True})

    minutes = editor.minutes()

    assert minutes.ended == datetime(2027, 3, 9, 5, 30, tzinfo=UTC)


def test_hours_that_the_clocks_skip_or_show_twice_are_not_guessed(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"day": "2027-03-14", "started": "02:30", "ended": ""})
    assert isinstance(editor.judged(), NonexistentLocalTime)

    editor.type({"day": "2027-11-07", "started": "01:30"})
    assert isinstance(editor.judged(), AmbiguousLocalTime)

    editor.type({"turn": "second"})
    assert editor.minutes().started == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_who_was_called_and_is_missing_can_be_brought_back(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"attendance": [{"name": "Example Speaker"}]})

    assert [(row["name"], row["protected"]) for row in editor.absent()] == [("Witness 1", True)]


def test_members_are_those_in_office_that_day_and_whoever_was_there(office: Convoca) -> None:
    editor = opened(office)
    assert [member.name for member in editor.members()] == ["Ana", "Bea"]

    editor.type({"members_present": [str(GONE.id)]})

    assert [member.name for member in editor.members()] == ["Ana", "Bea", "Gone"]


# What the Rules ask for ------------------------------------------------------------------------


def test_what_still_lacks_is_said_while_typing(office: Convoca) -> None:
    editor = opened(office)
    assert verdict(editor.judged()) is Verdict.MET

    editor.type({"attendance": []})

    judged = editor.judged()
    assert verdict(judged) is Verdict.UNDETERMINED
    assert isinstance(judged, Finding)
    assert judged.facts["missing"] == ("participants",)


def test_completing_minutes_that_lack_a_part_would_be_a_breach(office: Convoca) -> None:
    editor = opened(office, SESSION.id)

    finding = editor.finding_when_completed()

    assert finding.verdict is Verdict.BREACHED
    assert finding.articles == ("20.1",)
    assert finding.facts["missing"] == ("day_and_time", "members_present", "matters")


def test_minutes_are_completed_and_can_be_opened_again(office: Convoca) -> None:
    editor = opened(office)

    editor.complete(reason="Example")
    assert line_of(office, HEARING.id).status is MinutesStatus.COMPLETED

    editor.reopen(reason="A participant was missing")
    assert line_of(office, HEARING.id).status is MinutesStatus.DRAFT


# Drafts and saving -----------------------------------------------------------------------------


def test_what_is_typed_survives_a_reload_until_it_is_saved(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"decisions": [{"text": "Takes note"}]})
    editor.keep_draft()

    again = opened(office)
    assert (again.draft_found, again.typed["decisions"]) == (True, [{"text": "Takes note"}])
    again.save(reason="Example")

    assert opened(office).draft_found is False
    assert opened(office).record.decisions == ("Takes note",)


def test_a_change_that_was_taken_back_leaves_no_draft(office: Convoca) -> None:
    editor = opened(office)
    before = editor.typed["place"]
    editor.type({"place": "Elsewhere"})
    editor.keep_draft()
    editor.type({"place": before})
    editor.keep_draft()

    assert opened(office).draft_found is False


def test_a_discarded_draft_gives_way_to_what_is_on_record(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"place": "Elsewhere"})
    editor.keep_draft()

    editor.discard_draft()

    assert editor.typed["place"] == "Room A, Example building, Washington, DC"
    assert opened(office).draft_found is False


def test_minutes_are_saved_with_a_reason(office: Convoca) -> None:
    with pytest.raises(ReasonMissing):
        opened(office).save(reason="  ")

    assert line_of(office, HEARING.id).status is None


def test_of_two_editors_one_wins_and_the_other_sees_both(office: Convoca) -> None:
    mine, theirs = opened(office), opened(office)
    theirs.type({"decisions": [{"text": "Theirs"}]})
    theirs.save(reason="Example")
    mine.type({"decisions": [{"text": "Mine"}]})

    with pytest.raises(ConflictingEdit) as caught:
        mine.save(reason="Example")
    assert isinstance(caught.value.mine, HearingMinutes)
    assert isinstance(caught.value.theirs, HearingMinutes)
    assert (caught.value.mine.decisions, caught.value.theirs.decisions) == (("Mine",), ("Theirs",))

    mine.save_over(replace(caught.value.mine, version=1), reason="Mine is right")
    assert opened(office).record.decisions == ("Mine",)


# Protected names -------------------------------------------------------------------------------


def test_a_protected_name_enters_neither_draft_nor_minutes_nor_audit(office: Convoca) -> None:
    editor = opened(office)
    editor.type({"decisions": [{"text": "First"}, {"text": "To hear Quijano, Rosalía again"}]})

    with pytest.raises(ProtectedNameFound) as kept:
        editor.keep_draft()
    with pytest.raises(ProtectedNameFound) as saved:
        editor.save(reason="Example")

    assert str(kept.value.values["where"]) == "decisions[2].text"
    assert str(saved.value.values["where"]) == "decisions[2]"
    assert opened(office).draft_found is False
    with office.reading() as uow:
        assert all("Quijano" not in str(entry.changes) for entry in uow.audit.entries())


@pytest.mark.parametrize("language", Language)
def test_the_document_is_of_what_is_on_record(office: Convoca, language: Language) -> None:
    editor = opened(office)
    editor.type({"decisions": [{"text": "Saved decision"}]})
    editor.save(reason="Example")
    editor.type({"decisions": [{"text": "Typed decision"}]})

    name, content = editor.document(language)

    assert name == f"901/minutes-hearing-{HEARING.id}-{language}.docx"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = archive.read("word/document.xml").decode()
    assert "Saved decision" in said
    assert "Typed decision" not in said
    assert editor.line.kind is ActivityKind.HEARING
