"""Elections of officers: ballot by ballot, ties, what follows for the board (Arts. 6-9)."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.election import Ballot, Election, ElectionStatus
from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import MemberId, PeriodId
from convoca.domain.member import Office, OfficeHeld
from convoca.domain.vote import Question, VoteMethod
from convoca.services.sessions import elections as services
from convoca.services.sessions import voting
from convoca.services.sessions.attendance import attendance_at, close_session
from convoca.services.sessions.ballot_box import BallotBox, counted_ballot
from convoca.services.sessions.elections import candidates_now
from support.builders import a_period
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting, at, same_id, seven_members

PRESIDENT, FIRST, SECOND = Office


@pytest.fixture
def sitting() -> Sitting:
    made = a_sitting(FakeUnitOfWork())
    made.open()
    return made


def _election(sitting: Sitting, office: Office = PRESIDENT, *numbers: int) -> Election:
    made = Election(
        id=uuid4(),
        session=sitting.session.id,
        office=office,
        held_on=date(2027, 3, 1),
        candidates=tuple(sitting.member(n) for n in numbers or (4, 5, 6)),
    )
    return services.open_election(made, at=TEN, reason="x", uow=sitting.uow).record


def _ballot(
    sitting: Sitting, number: int, counts: Mapping[int, int], *, invalid: int = 0
) -> Ballot:
    papers = sum(counts.values()) + invalid
    return counted_ballot(
        number,
        {sitting.member(n): votes for n, votes in counts.items()},
        voters=[sitting.member(n) for n in range(1, papers + 1)],
        invalid=invalid,
    )


def _close(
    sitting: Sitting, election: Election, counts: Mapping[int, int], *, invalid: int = 0
) -> Election:
    with sitting.uow as uow:
        number = len(uow.elections.get(election.id).ballots) + 1
    ballot = _ballot(sitting, number, counts, invalid=invalid)
    return services.close_ballot(election.id, ballot, at=at(5), reason="x", uow=sitting.uow).record


def _offices(sitting: Sitting, number: int) -> list[tuple[Office, date, date | None]]:
    with sitting.uow as uow:
        member = uow.members.get(sitting.member(number))
    return [(held.office, held.starts, held.ends) for held in member.offices]


def test_four_of_seven_votes_elect_and_the_old_president_s_days_end(sitting: Sitting) -> None:
    election = _close(sitting, _election(sitting), {4: 4, 5: 2, 6: 1})
    assert (election.status, election.elected) == (ElectionStatus.ELECTED, sitting.member(4))
    day = date(2027, 3, 1)
    assert _offices(sitting, 4) == [(PRESIDENT, day, None)]
    assert _offices(sitting, 1) == [(PRESIDENT, date(2026, 3, 2), day)]
    assert _offices(sitting, 2) == [(FIRST, date(2026, 3, 2), None)]
    now = attendance_at(sitting.file(), at(6))
    assert now.presiding is not None
    assert now.presiding.id == sitting.member(4)


def test_three_votes_of_five_papers_elect_nobody(sitting: Sitting) -> None:
    """More than half of those who voted are not an absolute majority of the members (Art. 7.3)."""
    act = services.close_ballot(
        _election(sitting).id,
        _ballot(sitting, 1, {4: 3, 5: 2, 6: 0}),
        at=at(5),
        reason="x",
        uow=sitting.uow,
    )
    assert act.record.status is ElectionStatus.OPEN
    assert act.findings[0].verdict is Verdict.BREACHED
    assert set(candidates_now(act.record).candidates) == {sitting.member(4), sitting.member(5)}


def test_the_lowest_are_eliminated_ballot_by_ballot(sitting: Sitting) -> None:
    election = _election(sitting)
    election = _close(sitting, election, {4: 3, 5: 3, 6: 1})
    assert election.ballots[0].eliminated == (sitting.member(6),)
    with pytest.raises(NotAllowed, match="names are not those"):
        _close(sitting, election, {4: 3, 5: 3, 6: 1})
    election = _close(sitting, election, {4: 3, 5: 4})
    assert election.elected == sitting.member(5)


def test_a_tie_that_the_rules_leave_open_waits_for_the_commission(sitting: Sitting) -> None:
    election = _election(sitting)
    election = _close(sitting, election, {4: 3, 5: 2, 6: 2})
    assert set(candidates_now(election).tied) == {sitting.member(5), sitting.member(6)}
    with pytest.raises(NotAllowed, match="decides first"):
        _close(sitting, election, {4: 4, 5: 2, 6: 1})
    with pytest.raises(InvalidValue, match="what the Commission decided"):
        _decide(sitting, election, 4, 5, note=" ")
    with pytest.raises(InvalidValue, match="names of the last one"):
        _decide(sitting, election, 1, note="x")
    decided = _decide(sitting, election, 4, 5, note="by\nlot")
    assert decided.note == "1. by lot"
    assert decided.ballots[0].eliminated == (sitting.member(6),)
    assert _close(sitting, election, {4: 4, 5: 3}).elected == sitting.member(4)


def _decide(sitting: Sitting, election: Election, *numbers: int, note: str) -> Election:
    return services.decide_tie(
        election.id, [sitting.member(n) for n in numbers], note=note, reason="x", uow=sitting.uow
    ).record


def test_the_commission_may_vote_again_between_all_and_a_second_tie_is_decided_anew(
    sitting: Sitting,
) -> None:
    election = _election(sitting)
    _close(sitting, election, {4: 3, 5: 2, 6: 2})
    _decide(sitting, election, 4, 5, 6, note="again between all three")
    second = _close(sitting, election, {4: 3, 5: 2, 6: 2})
    assert candidates_now(second).tied
    with pytest.raises(NotAllowed, match="decides first"):
        _close(sitting, election, {4: 4, 5: 2, 6: 1})


def test_nothing_is_decided_where_nothing_is_left_open(sitting: Sitting) -> None:
    election = _close(sitting, _election(sitting), {4: 3, 5: 3, 6: 1})
    with pytest.raises(NotAllowed, match="Nothing is left open"):
        _decide(sitting, election, 4, note="x")


def test_the_same_count_twice_is_one_ballot(sitting: Sitting) -> None:
    election = _election(sitting)
    ballot = _ballot(sitting, 1, {4: 3, 5: 3, 6: 0}, invalid=1)
    services.close_ballot(election.id, ballot, at=at(5), reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match=r"names are not those|counted already"):
        services.close_ballot(election.id, ballot, at=at(5), reason="x", uow=sitting.uow)


def test_only_members_present_vote() -> None:
    sitting = a_sitting(FakeUnitOfWork())
    sitting.open(range(1, 6))
    with pytest.raises(NotAllowed, match="Only members present"):
        _close(sitting, _election(sitting), {4: 4, 5: 2, 6: 0})


def test_who_was_elected_stands_for_no_other_office_of_the_board(sitting: Sitting) -> None:
    _close(sitting, _election(sitting), {4: 4, 5: 2, 6: 1})
    with pytest.raises(NotAllowed, match="not elected to another office"):
        _election(sitting, FIRST, 4, 5)
    with pytest.raises(NotAllowed, match="was filled"):
        _election(sitting, PRESIDENT, 5, 6)
    assert _close(sitting, _election(sitting, FIRST, 5, 6), {5: 4, 6: 3}).elected


def test_who_was_elected_in_the_morning_stands_for_no_other_office_in_the_afternoon(
    sitting: Sitting,
) -> None:
    _close(sitting, _election(sitting), {4: 4, 5: 2, 6: 1})
    afternoon = replace(sitting, session=sitting.another("Afternoon", days=0))
    names = {member.id for member, _ in services.who_may_stand(afternoon.file(), FIRST)}
    assert names == {sitting.member(n) for n in (1, 2, 3, 5, 6, 7)}


def test_a_vice_president_who_becomes_president_leaves_the_other_office(sitting: Sitting) -> None:
    _close(sitting, _election(sitting, PRESIDENT, 2, 5), {2: 5, 5: 2})
    assert _offices(sitting, 2) == [
        (FIRST, date(2026, 3, 2), date(2027, 3, 1)),
        (PRESIDENT, date(2027, 3, 1), None),
    ]
    next_day = replace(sitting, session=sitting.another("Next day", days=1))
    assert services.vacant_offices(next_day.file()) == (FIRST,)


def test_a_president_elected_again_begins_a_new_year(sitting: Sitting) -> None:
    _close(sitting, _election(sitting, PRESIDENT, 1, 5), {1: 5, 5: 2})
    assert _offices(sitting, 1) == [
        (PRESIDENT, date(2026, 3, 2), date(2027, 3, 1)),
        (PRESIDENT, date(2027, 3, 1), None),
    ]


def test_a_second_re_election_is_a_finding_and_not_a_wall() -> None:
    """Art. 8.1: elected in 2025 and 2026 already; the Commission may read the article otherwise."""
    members = list(seven_members())
    twice = tuple(
        OfficeHeld(office=PRESIDENT, starts=date(year, 3, 1), ends=date(year + 1, 3, 1))
        for year in (2025, 2026)
    )
    members[0] = replace(members[0], offices=twice)
    sitting = a_sitting(FakeUnitOfWork(), members=members)
    sitting.open()
    made = Election(
        id=uuid4(),
        session=sitting.session.id,
        office=PRESIDENT,
        held_on=date(2027, 3, 1),
        candidates=(sitting.member(1),),
    )
    act = services.open_election(made, at=TEN, reason="x", uow=sitting.uow)
    found = {finding.rule: finding.verdict for finding in act.findings}
    assert found["officer_may_be_elected_again"] is Verdict.BREACHED
    assert found["election_is_held_on_its_day"] is Verdict.MET
    assert found["quorum_is_present"] is Verdict.MET


def test_an_election_in_a_later_period_of_the_year_fills_a_vacancy_or_is_late() -> None:
    for fills, verdict in ((True, Verdict.MET), (False, Verdict.BREACHED)):
        sitting = a_sitting(FakeUnitOfWork())
        with sitting.uow as uow:
            earlier = a_period(
                id=PeriodId(same_id("first")), number=900, opens=date(2027, 1, 11),
                closes=date(2027, 1, 15), places=(),
            )  # fmt: skip
            uow.periods.save(earlier)
            uow.commit(reason="x")
        sitting.open()
        made = Election(
            id=uuid4(),
            session=sitting.session.id,
            office=PRESIDENT,
            held_on=date(2027, 3, 1),
            candidates=(sitting.member(4),),
            fills_vacancy=fills,
        )
        act = services.open_election(made, at=TEN, reason="x", uow=sitting.uow)
        found = {finding.rule: finding.verdict for finding in act.findings}
        assert found["election_is_held_on_its_day"] is verdict


def test_a_session_is_not_closed_during_an_election(sitting: Sitting) -> None:
    election = _election(sitting)
    with pytest.raises(NotAllowed, match="election is under way"):
        close_session(sitting.session.id, at=at(9), reason="x", uow=sitting.uow)
    services.break_off(election.id, note="no quorum any more", reason="x", uow=sitting.uow)
    close_session(sitting.session.id, at=at(9), reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="election is over"):
        _close(sitting, election, {4: 4, 5: 2, 6: 1})


# Another procedure (Art. 7.2) --------------------------------------------------------------------


def _adopted(sitting: Sitting, decision: str) -> Question:
    question = sitting.question(decision=decision, method=VoteMethod.CONSENSUS)
    voting.formulate(question, reason="x", uow=sitting.uow)
    voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    return voting.close_vote(question.id, at=TEN, reason="x", uow=sitting.uow).record


def test_another_procedure_needs_everybody_present_to_agree(sitting: Sitting) -> None:
    election = _election(sitting)
    with pytest.raises(NotAllowed, match="no closed vote"):
        _agree(sitting, election, _adopted(sitting, "other"))
    chosen = _adopted(sitting, "board_election")
    with pytest.raises(NotAllowed, match="no other procedure"):
        _elect(sitting, election, chosen)
    _agree(sitting, election, _adopted(sitting, "election_procedure"))
    assert _elect(sitting, election, chosen).elected == sitting.member(5)
    assert _offices(sitting, 5) == [(PRESIDENT, date(2027, 3, 1), None)]


def _agree(sitting: Sitting, election: Election, question: Question) -> Election:
    return services.agree_on_procedure(
        election.id, "by acclamation", question=question.id, reason="x", uow=sitting.uow
    ).record


def _elect(sitting: Sitting, election: Election, question: Question) -> Election:
    return services.elect_by_procedure(
        election.id, sitting.member(5), question=question.id, reason="x", uow=sitting.uow
    ).record


# The ballot box ----------------------------------------------------------------------------------

CANDIDATES = tuple(sorted(MemberId(same_id("candidate", n)) for n in range(3)))
VOTERS = tuple(MemberId(same_id("voter", n)) for n in range(7))


@given(st.permutations(range(7)), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_a_box_gives_back_counts_and_who_voted_whatever_the_order(
    order: list[int], choices: list[int]
) -> None:
    box = BallotBox(CANDIDATES)
    for voter in order:
        choice = choices[voter]
        box.put(VOTERS[voter], CANDIDATES[choice] if choice < 3 else None)
    ballot = box.close(1)
    assert ballot.voters == tuple(sorted(VOTERS))
    assert [t.votes for t in ballot.tallies] == [choices.count(n) for n in range(3)]
    assert ballot.invalid == choices.count(3)


def test_a_box_takes_one_paper_of_each_and_none_after_its_close() -> None:
    box = BallotBox(CANDIDATES)
    box.put(VOTERS[0], CANDIDATES[0])
    with pytest.raises(NotAllowed, match="already"):
        box.put(VOTERS[0], CANDIDATES[1])
    with pytest.raises(NotAllowed, match="does not stand"):
        box.put(VOTERS[1], VOTERS[1])
    assert box.voted == {VOTERS[0]}  # a paper that was refused is not a paper
    box.close(1)
    with pytest.raises(NotAllowed, match="closed"):
        box.put(VOTERS[1], None)


def test_a_box_shows_nothing_and_cannot_be_copied_or_saved() -> None:
    box = BallotBox(CANDIDATES)
    box.put(VOTERS[0], CANDIDATES[0])
    assert (repr(box), str(box), f"{box}") == ("BallotBox()",) * 3
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copied(box)
    assert not hasattr(box, "__dict__")
