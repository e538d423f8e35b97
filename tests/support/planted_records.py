"""Canaries in what is confidential about sessions and hearings: votes, ballots, absences, copies of minutes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from convoca.domain.attendance import AbsenceReason, ExcusedAbsence
from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.election import Ballot, Election, ElectionStatus, Tally
from convoca.domain.hearing_day import HandedIn, HearingDay, Turn, TurnKind
from convoca.domain.identifiers import HearingId, MemberId, SessionId
from convoca.domain.language import Language
from convoca.domain.member import Office
from convoca.domain.minutes import (
    Absent,
    Attendance,
    CirculationOfMinutes,
    CorrectionOfMinutes,
    ElectionInMinutes,
    MinutesRevision,
    ObservationOnMinutes,
    PartyRequest,
    RequestOfParty,
    RiskCheck,
    SessionMinutes,
    Statement,
    VoteInMinutes,
)
from convoca.domain.party import Role, Side
from convoca.domain.vote import (
    Electorate,
    ExplanationOfVote,
    Outcome,
    Question,
    QuestionStatus,
    Translation,
    Vote,
    VoteCast,
)
from convoca.services.ports import UnitOfWork
from support.builders import a_member
from support.planted import Planted

NOON = datetime(2027, 3, 8, 17, tzinfo=UTC)
#: The part of the hearing minutes that the copies of parties leave out.
LEFT_OUT = "attendance[3]"


def plant_records(planted: Planted, uow: UnitOfWork) -> None:
    """Add to a planted period what its sessions and its first hearing left on record."""
    with uow:
        voter = _new_member(planted, uow, "who voted in an election")
        absent = _new_member(planted, uow, "who announced an absence")
        question, election = uuid4(), uuid4()
        _plant_vote(planted, uow, question)
        _plant_election(planted, uow, election, voter)
        _plant_absence(planted, uow, absent)
        _plant_life_of_minutes(planted, uow, absent, question, election)
        _plant_hearing(planted, uow)
        uow.commit(reason="Example")


def _new_member(planted: Planted, uow: UnitOfWork, where: str) -> MemberId:
    member = a_member(planted.word(where), "PE")
    uow.members.save(member)
    return member.id


def _somebody(planted: Planted) -> MemberId:
    assert planted.member
    return planted.member.id


def _plant_vote(planted: Planted, uow: UnitOfWork, key: UUID) -> None:
    member, session = _somebody(planted), SessionId(planted.session)
    uow.questions.save(
        Question(
            id=key,
            period=planted.period.id,
            session=session,
            item=uow.items_of_business.all(session=session)[0].id,
            decision="other",
            text=planted.word("question of a vote"),
            translations=(
                Translation(
                    language=Language.FRENCH, text=planted.word("translation of a question")
                ),
            ),
            status=QuestionStatus.CLOSED,
            votes=(VoteCast(member=member, vote=Vote.IN_FAVOUR),),
            electorate=Electorate(in_office=(member,), present=(member,)),
            outcome=Outcome(
                adopted=True, in_favour=1, against=0, abstaining=0, required=1,
                decided_on=date(2027, 3, 8),
            ),
        )
    )  # fmt: skip
    uow.explanations_of_vote.save(
        ExplanationOfVote(
            id=uuid4(),
            question=key,
            member=member,
            presented_on=date(2027, 3, 20),
            text=planted.word("explanation that stands elsewhere"),
        )
    )


def _plant_election(planted: Planted, uow: UnitOfWork, key: UUID, voter: MemberId) -> None:
    elected = _somebody(planted)
    ballot = Ballot(
        number=1,
        candidates=(elected,),
        voters=(voter,),
        tallies=(Tally(candidate=elected, votes=1),),
    )
    uow.elections.save(
        Election(
            id=key,
            session=SessionId(planted.session),
            office=Office.PRESIDENT,
            held_on=date(2027, 3, 8),
            candidates=(elected,),
            ballots=(ballot,),
            status=ElectionStatus.ELECTED,
            elected=elected,
            unanimous_procedure=planted.word("procedure of an election"),
            note=planted.word("note of an election"),
        )
    )


def _plant_absence(planted: Planted, uow: UnitOfWork, absent: MemberId) -> None:
    uow.excused_absences.save(
        ExcusedAbsence(
            id=uuid4(),
            period=planted.period.id,
            session=SessionId(planted.session),
            member=absent,
            announced_on=date(2027, 3, 1),
            reason=AbsenceReason.ILLNESS,
            detail=planted.word("detail of an absence"),
        )
    )


def _plant_life_of_minutes(
    planted: Planted, uow: UnitOfWork, absent: MemberId, question: UUID, election: UUID
) -> None:
    member = _somebody(planted)
    minutes: SessionMinutes = uow.session_minutes.get(planted.session)
    explained = Statement(member=member, text=planted.word("explanation in the minutes"))
    vote = VoteInMinutes(
        question=question,
        text=planted.word("vote in the minutes"),
        decision="other",
        adopted=True,
        in_favour=1,
        against=0,
        abstaining=0,
        required=1,
        explained=(explained,),
    )
    elected = ElectionInMinutes(
        election=election, office=Office.PRESIDENT, elected=member, ballots=1, votes=1
    )
    uow.session_minutes.save(
        replace(
            minutes,
            absent=(Absent(member=absent, excused=AbsenceReason.ILLNESS),),
            votes=(vote,),
            elections=(elected,),
        )
    )
    uow.circulations.save(
        CirculationOfMinutes(
            id=minutes.id,
            observations=(
                ObservationOnMinutes(
                    member=member,
                    received_on=date(2027, 4, 1),
                    text=planted.word("observation on minutes"),
                ),
            ),
            corrections=(
                CorrectionOfMinutes(
                    decided_on=date(2027, 7, 1), text=planted.word("correction of minutes")
                ),
            ),
        )
    )
    uow.minutes_revisions.save(
        MinutesRevision(
            id=uuid4(),
            minutes=minutes.id,
            number=7,
            saved_at=NOON,
            saved_by="Example",
            session=replace(minutes, place=planted.word("earlier version of minutes")),
        )
    )


def _plant_hearing(planted: Planted, uow: UnitOfWork) -> None:
    """Three people took part: one in the open, one by pseudonym, one whom no copy may name."""
    hearing = planted.hearings[0].id
    minutes = uow.hearing_minutes.get(hearing)
    hidden = Attendance(
        name="Witness 1",
        role=Role.WITNESS,
        protected=True,
        organisation=planted.word("organisation of a protected person"),
    )
    left_out = Attendance(name=planted.word("who is left out of copies"))
    uow.hearing_minutes.save(
        replace(
            minutes,
            attendance=(*minutes.attendance, hidden, left_out),
            absent_parties=(planted.word("party that did not appear"),),
            recording=planted.word("where the recording is"),
        )
    )
    uow.commitments.save(
        TrackedCommitment(
            id=uuid4(),
            hearing=HearingId(hearing),
            party=planted.word("party of a commitment"),
            text=planted.word("text of a commitment"),
            notes=(
                FollowUpNote(
                    on=date(2027, 4, 1),
                    text=planted.word("note of a commitment"),
                    state=FollowUpState.OPEN,
                ),
            ),
        )
    )
    uow.requests_of_parties.save(
        RequestOfParty(
            id=uuid4(),
            hearing=HearingId(hearing),
            party=planted.hearings[0].parties[0].key,
            kind=PartyRequest.COPY_OF_MINUTES,
            asked_on=date(2027, 4, 1),
            checks=(
                RiskCheck(
                    by="Example",
                    on=date(2027, 4, 2),
                    is_risk=True,
                    note=planted.word("note of a risk check"),
                ),
            ),
            note=planted.word("note of a request of a party"),
        )
    )
    uow.hearing_days.save(_the_day(planted, HearingId(hearing)))


def _the_day(planted: Planted, hearing: HearingId) -> HearingDay:
    turn = Turn(
        id=uuid4(),
        kind=TurnKind.PRESENTATION,
        side=Side.REQUESTER,
        minutes=20,
        speaker=planted.word("speaker of a turn"),
    )
    document = HandedIn(
        id=uuid4(), title=planted.word("document of the day"), side=Side.STATE, at=NOON
    )
    return HearingDay(
        id=hearing,
        opened=NOON,
        turns=(turn,),
        documents=(document,),
        private_reason=planted.word("why it was made private"),
        recording=planted.word("recording of the day"),
    )
