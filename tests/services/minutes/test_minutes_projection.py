from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from convoca.domain.attendance import AbsenceReason
from convoca.domain.errors import InvalidValue, NotAllowed, NotFound, ProtectedNameFound
from convoca.domain.minutes import (
    Annex,
    Approval,
    Attendance,
    Commitment,
    CorrectionOfMinutes,
    HearingMinutes,
    MinutesStatus,
)
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import ActivityKind
from convoca.domain.vote import Majority
from convoca.services.exports import minutes_projection
from convoca.services.minutes.circulation import correct
from convoca.services.read_models import MinutesEdition, MinutesProjection
from support.builders import MX, a_hearing
from support.minutes_table import (
    FIFTH,
    FOURTH,
    HELD,
    NEXT,
    PRESIDENT,
    SESSION,
    THIRD,
    VICE,
    MinutesTable,
    a_question,
    a_sheet,
    an_absence,
    at,
)

WITHHELD = "Example Petitioner Anonymous"
HEARING = a_hearing(
    HELD,
    parties=(
        Party(kind=PartyKind.PETITIONER, name=WITHHELD, withheld_from_state=True),
        Party(kind=PartyKind.STATE, name="Mexico", state=MX),
    ),
)
MINUTES = HearingMinutes(
    id=HEARING.id,
    started=at(9),
    place="Room A",
    members_present=(PRESIDENT.id, VICE.id),
    attendance=(
        Attendance(name="Example Speaker", organisation="Example Organisation"),
        Attendance(name="Witness 1", organisation="Small Village Council", protected=True),
        Attendance(name="Example Agent"),
    ),
    decisions=("First", "Second"),
    commitments=(Commitment(party="Mexico", text="To report", due=date(2027, 6, 1)),),
    annexes=(Annex(title="Example report", sha256="ab" * 32),),
    recording="Example shelf",
    status=MinutesStatus.COMPLETED,
)


@pytest.fixture
def table() -> MinutesTable:
    table = MinutesTable()
    table.enter("hearings", HEARING)
    table.enter("hearing_minutes", MINUTES)
    return table


def full(table: MinutesTable) -> MinutesProjection:
    return minutes_projection(HEARING.id, ActivityKind.HEARING, uow=table.uow)


def copy(table: MinutesTable, *redacted: str, party: str = "") -> MinutesProjection:
    return minutes_projection(
        HEARING.id,
        ActivityKind.HEARING,
        edition=MinutesEdition.PARTY_COPY,
        redacted=redacted,
        party=party,
        uow=table.uow,
    )


def session(table: MinutesTable) -> MinutesProjection:
    return minutes_projection(SESSION.id, ActivityKind.SESSION, uow=table.uow)


def test_the_commission_reads_all_of_it(table: MinutesTable) -> None:
    whole = full(table)

    assert (whole.edition, whole.version, whole.status) == (
        MinutesEdition.FULL,
        1,
        MinutesStatus.COMPLETED,
    )
    assert whole.attendance == MINUTES.attendance
    assert whole.recording == "Example shelf"


def test_a_party_reads_no_more_of_a_witness_than_the_pseudonym(table: MinutesTable) -> None:
    given = copy(table)

    assert given.attendance[0] == MINUTES.attendance[0]
    assert given.attendance[1] == Attendance(name="Witness 1", protected=True)
    assert given.recording == ""
    assert "Small Village Council" not in repr(given)


def test_a_party_copy_leaves_out_what_was_redacted_and_says_so(table: MinutesTable) -> None:
    paths = ("attendance[2]", "decisions[1]", "commitments[1]", "annexes[1]", "place")

    given = copy(table, *paths)

    assert [person.name for person in given.attendance] == ["Example Speaker", "Example Agent"]
    assert (given.decisions, given.commitments, given.annexes) == (("Second",), (), ())
    assert given.place == ""
    assert given.redacted == paths
    assert given.fingerprint == ""


def test_who_presided_is_left_out_with_the_members_present(table: MinutesTable) -> None:
    assert copy(table).presiding == PRESIDENT.name

    assert PRESIDENT.name not in repr(copy(table, "members_present[1]"))


def test_who_is_no_party_has_no_copy(table: MinutesTable) -> None:
    with pytest.raises(NotFound):
        copy(table, party="state:CO")


@pytest.mark.parametrize("path", ["attendance[4]", "attendance[0]", "attendance", "title", "x[1]"])
def test_what_is_no_part_cannot_be_left_out(table: MinutesTable, path: str) -> None:
    with pytest.raises(InvalidValue):
        copy(table, path)


def test_a_state_is_given_no_name_that_is_withheld_from_it(table: MinutesTable) -> None:
    said = replace(MINUTES, decisions=(f"{WITHHELD} is heard",), version=1)
    table.enter("hearing_minutes", said)

    assert WITHHELD in repr(full(table))
    with pytest.raises(ProtectedNameFound) as caught:
        copy(table, party="state:MX")
    assert caught.value.values["where"] == "decisions[1]"
    assert WITHHELD not in repr(copy(table, "decisions[1]", party="state:MX"))


def test_no_party_has_a_copy_of_the_minutes_of_a_session(table: MinutesTable) -> None:
    with pytest.raises(NotAllowed):
        minutes_projection(
            SESSION.id, ActivityKind.SESSION, edition=MinutesEdition.PARTY_COPY, uow=table.uow
        )


def test_the_minutes_of_a_session_say_who_was_there_and_how_they_voted(
    table: MinutesTable,
) -> None:
    table.enter("attendance_sheets", a_sheet())
    table.enter("excused_absences", an_absence())
    table.enter("questions", a_question())

    said = session(table)

    assert said.times_present[0] == (PRESIDENT.name, at(8, 50), at(11))
    assert said.times_present[-1] == (FOURTH.name, at(10), None)
    assert said.absent == ((FIFTH.name, AbsenceReason.ILLNESS),)
    assert said.presided == (PRESIDENT.name, VICE.name)
    (vote,) = said.votes
    assert (vote.majority, vote.in_favour, vote.against) == (Majority.PRESENT, 3, 1)
    assert (vote.dissenting, vote.no_part) == ((FOURTH.name,), (FIFTH.name,))
    assert [str(citation) for citation in vote.citations]
    assert THIRD.name not in vote.dissenting


def test_the_minutes_of_a_session_say_how_they_were_approved(table: MinutesTable) -> None:
    table.complete()
    table.circulate()
    before = session(table)
    table.finalise(NEXT.opens)
    correction = CorrectionOfMinutes(decided_on=NEXT.opens, text="Example correction")
    correct(SESSION.id, correction, reason="Example", today=NEXT.opens, uow=table.uow)

    final = session(table)

    assert (before.approval, before.approve_at_number, before.status) == (
        None,
        NEXT.number,
        MinutesStatus.COMPLETED,
    )
    assert (final.approval, final.approved_on) == (Approval.SILENCE, NEXT.opens)
    assert final.corrections == ((NEXT.opens, "Example correction"),)
    assert final.fingerprint == before.fingerprint


def test_other_words_have_another_fingerprint(table: MinutesTable) -> None:
    before = full(table).fingerprint
    table.enter(
        "hearing_minutes", replace(MINUTES, started=datetime(2027, 3, 2, tzinfo=UTC), version=1)
    )

    assert full(table).fingerprint != before
    assert len(before) == 64
