from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from convoca.domain.attendance import AbsenceReason
from convoca.domain.election import Ballot, Election, ElectionStatus, Tally
from convoca.domain.hearing_day import HandedIn, HearingDay
from convoca.domain.member import Office
from convoca.domain.minutes import (
    Absent,
    Annex,
    ElectionInMinutes,
    Statement,
    TimesPresent,
    VoteInMinutes,
)
from convoca.domain.order_of_business import ItemOfBusiness, ItemOutcome
from convoca.domain.party import Party, PartyKind, Side
from convoca.domain.vote import ExplanationOfVote, QuestionStatus
from convoca.services.minutes.of_hearings import prefilled_hearing_minutes
from convoca.services.minutes.of_sessions import brought_up_to_date, prefilled_session_minutes
from convoca.services.period_file import PeriodFile
from support.builders import MX, a_hearing, a_participant
from support.minutes_table import (
    DAY,
    FIFTH,
    FOURTH,
    HELD,
    ITEM,
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


@pytest.fixture
def table() -> MinutesTable:
    return MinutesTable()


# Sessions --------------------------------------------------------------------------------------


def test_before_the_session_opens_its_minutes_say_what_the_programme_says(
    table: MinutesTable,
) -> None:
    minutes = prefilled_session_minutes(table.file)

    assert (minutes.started, minutes.ended) == (at(9), at(12))
    assert minutes.place == "Room A, Example building, Washington, DC"
    assert minutes.members_present == (PRESIDENT.id, VICE.id)
    assert (minutes.absent, minutes.presided) == ((), ())


def test_who_was_there_from_when_to_when_comes_from_the_sheet(table: MinutesTable) -> None:
    table.enter("attendance_sheets", a_sheet(opened=at(9, 5)))
    table.enter("excused_absences", an_absence())

    minutes = prefilled_session_minutes(table.file)

    assert (minutes.started, minutes.ended) == (at(9, 5), at(12))
    assert minutes.members_present == (PRESIDENT.id, VICE.id, THIRD.id, FOURTH.id)
    assert minutes.times_present[0] == TimesPresent(
        member=PRESIDENT.id, arrived=at(8, 50), left=at(11)
    )
    assert minutes.times_present[3] == TimesPresent(member=FOURTH.id, arrived=at(10))


def test_of_an_absence_the_minutes_say_the_reason_and_nothing_else(table: MinutesTable) -> None:
    table.enter("attendance_sheets", a_sheet())
    table.enter("excused_absences", an_absence())

    minutes = prefilled_session_minutes(table.file)

    assert minutes.absent == (Absent(member=FIFTH.id, excused=AbsenceReason.ILLNESS),)
    assert "Example detail" not in repr(minutes)


def test_who_presided_changes_when_the_president_leaves(table: MinutesTable) -> None:
    table.enter("attendance_sheets", a_sheet())

    assert prefilled_session_minutes(table.file).presided == (PRESIDENT.id, VICE.id)


def an_item(number: int, title: str, **changes: object) -> ItemOfBusiness:
    values: dict[str, object] = {
        "id": uuid4(),
        "session": SESSION.id,
        "number": number,
        "kind": ITEM.kind,
        "title": title,
    }
    return ItemOfBusiness(**{**values, **changes})  # type: ignore[arg-type]


def test_matters_are_the_items_that_were_dealt_with(table: MinutesTable) -> None:
    table.enter("items_of_business", an_item(2, "Case", matter_number="12.345"))
    table.enter("items_of_business", an_item(3, "Postponed", outcome=ItemOutcome.CARRIED_OVER))
    table.enter("items_of_business", an_item(4, "Decided", decisions=("Takes note",)))

    during = prefilled_session_minutes(table.file)
    table.enter("attendance_sheets", a_sheet())
    after = prefilled_session_minutes(table.file)

    assert during.matters == (ITEM.title, "Case (12.345)", "Decided")
    assert after.matters == (ITEM.title, "Decided")
    assert after.decisions == ("Takes note",)


def test_votes_are_those_that_were_closed(table: MinutesTable) -> None:
    question = a_question()
    table.enter("questions", question)
    table.enter("questions", a_question(id=uuid4(), status=QuestionStatus.OPEN, outcome=None))

    (vote,) = prefilled_session_minutes(table.file).votes

    assert vote == VoteInMinutes(
        question=question.id,
        text=question.text,
        decision="minutes",
        adopted=True,
        in_favour=3,
        against=1,
        abstaining=0,
        required=3,
        dissenting=(FOURTH.id,),
        no_part=(FIFTH.id,),
    )


@pytest.mark.parametrize(
    ("decision", "presented", "explain_by", "stands"),
    [
        ("minutes", date(2027, 4, 11), None, True),  # the 30th day after the period
        ("minutes", date(2027, 4, 12), None, False),
        ("minutes", date(2027, 3, 21), date(2027, 3, 20), False),
        ("minutes", None, None, False),
        ("merits", date(2027, 4, 1), None, False),  # it follows the text of the report
    ],
)
def test_an_explanation_stands_in_the_minutes_where_it_has_no_other_document(
    table: MinutesTable,
    decision: str,
    presented: date | None,
    explain_by: date | None,
    stands: bool,
) -> None:
    question = a_question(decision=decision, explain_by=explain_by)
    table.enter("questions", question)
    table.enter(
        "explanations_of_vote",
        ExplanationOfVote(
            id=uuid4(),
            question=question.id,
            member=FOURTH.id,
            presented_on=presented,
            text="Example reasons" if presented else "",
        ),
    )

    (vote,) = prefilled_session_minutes(table.file).votes

    expected = (Statement(member=FOURTH.id, text="Example reasons"),) if stands else ()
    assert vote.explained == expected


def test_who_was_elected_stands_in_the_minutes_without_a_voter(table: MinutesTable) -> None:
    election = Election(
        id=uuid4(),
        session=SESSION.id,
        office=Office.PRESIDENT,
        held_on=DAY,
        candidates=(VICE.id, THIRD.id),
        ballots=(
            Ballot(
                number=1,
                candidates=(VICE.id, THIRD.id),
                voters=tuple(sorted(m.id for m in (PRESIDENT, VICE, THIRD, FOURTH))),
                tallies=(Tally(candidate=VICE.id, votes=4), Tally(candidate=THIRD.id, votes=0)),
            ),
        ),
        status=ElectionStatus.ELECTED,
        elected=VICE.id,
    )
    table.enter("elections", election)

    assert prefilled_session_minutes(table.file).elections == (
        ElectionInMinutes(
            election=election.id, office=Office.PRESIDENT, elected=VICE.id, ballots=1, votes=4
        ),
    )


def test_bringing_minutes_up_to_date_keeps_what_people_wrote(table: MinutesTable) -> None:
    written = table.save(
        place="Elsewhere",
        matters=("Written by hand",),
        decisions=("Decided by hand",),
        statements=(Statement(member=THIRD.id, text="For the minutes"),),
    )
    table.enter("attendance_sheets", a_sheet())

    minutes = brought_up_to_date(written, table.file)

    assert minutes.place == "Elsewhere"
    assert minutes.matters == ("Written by hand", ITEM.title)
    assert minutes.decisions == ("Decided by hand",)
    assert minutes.statements == written.statements
    assert minutes.members_present == (PRESIDENT.id, VICE.id, THIRD.id, FOURTH.id)
    assert brought_up_to_date(minutes, table.file) == minutes


# Hearings --------------------------------------------------------------------------------------

HEARING = a_hearing(
    HELD,
    parties=(
        Party(kind=PartyKind.ORGANISATION, name="Example Organisation 1"),
        Party(kind=PartyKind.STATE, name="Mexico", state=MX),
    ),
    participants=(
        a_participant(name="Example Speaker"),
        a_participant(name="Example Agent", side=Side.STATE),
    ),
)
FILE = PeriodFile(period=HELD, hearings=(HEARING,))


def a_day(opened: datetime | None = None, **changes: object) -> HearingDay:
    return HearingDay(id=HEARING.id, opened=opened, **changes)  # type: ignore[arg-type]


def test_the_day_of_a_hearing_says_when_it_was_and_what_was_handed_in() -> None:
    document = HandedIn(
        id=UUID(int=1), title="Example report", side=Side.STATE, at=at(10), sha256="ab" * 32
    )
    day = a_day(at(10), closed=at(11), documents=(document,), recording="Example shelf")

    minutes = prefilled_hearing_minutes(FILE, HEARING, day)

    assert (minutes.started, minutes.ended, minutes.recording) == (at(10), at(11), "Example shelf")
    assert minutes.annexes == (
        Annex(title="Example report", submitted_by="Mexico", sha256="ab" * 32),
    )
    assert not minutes.made_private


def test_nobody_of_a_party_that_stayed_away_was_there() -> None:
    minutes = prefilled_hearing_minutes(FILE, HEARING, a_day(absent_parties=("state:MX",)))

    assert [person.name for person in minutes.attendance] == ["Example Speaker"]
    assert minutes.absent_parties == ("Mexico",)


def test_a_hearing_that_was_made_private_on_the_day_says_so() -> None:
    assert prefilled_hearing_minutes(FILE, HEARING, a_day(made_private_at=at(9))).made_private
