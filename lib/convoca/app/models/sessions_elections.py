"""Elections on the page Sessions: candidates, the ballot box of the one under way, and who was elected."""

from collections.abc import Collection, Mapping
from uuid import UUID

from convoca.app.models.sessions import SessionsModel
from convoca.domain.election import Ballot, Election, ElectionStatus
from convoca.domain.errors import ConvocaError, NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId, new_id
from convoca.domain.member import Member, Office
from convoca.domain.vote import Question
from convoca.rules.elections import (
    NextBallot,
    election_is_held_on_its_day,
    officer_is_elected,
)
from convoca.services.sessions import elections as services
from convoca.services.sessions.act import Act
from convoca.services.sessions.attendance import attendance_at
from convoca.services.sessions.ballot_box import BallotBox, counted_ballot


class ElectionsModel:
    """The elections of the session that the page shows.

    A ballot box lives here alone, in the memory of this page, until its ballot is closed.
    """

    def __init__(self, model: SessionsModel) -> None:
        self._model = model
        self._boxes: dict[tuple[UUID, int], BallotBox] = {}

    # What is on record ---------------------------------------------------------------------------

    def elections(self) -> tuple[Election, ...]:
        """Return the elections of the session, the one under way first, then by office."""
        order = list(Office)
        return tuple(
            sorted(
                self._model.file.elections,
                key=lambda e: (e.status is not ElectionStatus.OPEN, order.index(e.office)),
            )
        )

    def election(self, key: UUID) -> Election | None:
        return next((e for e in self._model.file.elections if e.id == key), None)

    def is_under_way(self) -> bool:
        return any(e.status is ElectionStatus.OPEN for e in self._model.file.elections)

    def offices(self) -> tuple[Office, ...]:
        """Return the offices that are not filled in this session yet, the highest first."""
        taken = {
            e.office
            for e in self._model.file.elections
            if e.status is not ElectionStatus.BROKEN_OFF
        }
        return tuple(office for office in Office if office not in taken)

    def is_vacant(self, office: Office) -> bool:
        return office in services.vacant_offices(self._model.file)

    def who_may_stand(self, office: Office) -> tuple[tuple[Member, Finding], ...]:
        return services.who_may_stand(self._model.file, office)

    def present(self) -> tuple[Member, ...]:
        return attendance_at(self._model.file, self._model.moment()).present

    def candidates(self, election: Election) -> NextBallot:
        return services.candidates_now(election)

    def finding(self, election: Election, ballot: Ballot) -> Finding:
        """Judge whether a ballot elected somebody (Art. 7.3)."""
        in_office = len(self._model.file.serving)
        return officer_is_elected(ballot=ballot, on=election.held_on, in_office=in_office)

    def day_finding(self, election: Election) -> Finding:
        """Judge whether an election is held on its day (Arts. 7.5, 9.1)."""
        return election_is_held_on_its_day(
            held_on=election.held_on,
            first_session_day=services.first_day_of_the_year(self._model.file),
            fills_vacancy=election.fills_vacancy,
        )

    def votes(self, decision: str) -> tuple[Question, ...]:
        """Return the adopted votes of the session on a decision about elections."""
        return tuple(
            question
            for question in self._model.file.questions
            if question.decision == decision and question.outcome and question.outcome.adopted
        )

    # The ballot box ------------------------------------------------------------------------------

    def box(self, election: Election) -> BallotBox:
        """Return the box of the ballot that is under way."""
        key = election.id, len(election.ballots) + 1
        if key not in self._boxes:
            self._boxes[key] = BallotBox(self.candidates(election).candidates)
        return self._boxes[key]

    def awaited(self, election: Election) -> tuple[Member, ...]:
        """Return who is there and has handed in no paper."""
        voted = self.box(election).voted
        return tuple(member for member in self.present() if member.id not in voted)

    def put(self, election: Election, voter: MemberId, choice: MemberId | None) -> None:
        """Put a voter's paper into the box.

        Raises NotAllowed for a second one, for who is not there any more (Art. 7.1), and where the
        ballot was counted elsewhere meanwhile: a paper in that box would never be counted.
        """
        stored = self.election(election.id)
        if stored is None or stored.ballots != election.ballots:
            raise NotAllowed("This ballot has been counted already.")
        if stored.status is not ElectionStatus.OPEN:
            raise NotAllowed("This election is over.")
        if all(member.id != voter for member in self.present()):
            raise NotAllowed("This member is not there.")
        self.box(election).put(voter, choice)

    # Acts ----------------------------------------------------------------------------------------

    def open(
        self, office: Office, candidates: Collection[MemberId], *, reason: str
    ) -> Act[Election]:
        """Begin an election; it fills a vacancy where the year's election is over. Raises InvalidValue."""
        file, at = self._model.file, self._model.office.now()
        election = Election(
            id=new_id(),
            session=file.session.id,
            office=office,
            held_on=file.day,
            candidates=tuple(sorted(candidates)),
            fills_vacancy=self.is_vacant(office)
            and file.day != services.first_day_of_the_year(file),
        )
        return self._model.act_again(
            lambda uow: services.open_election(election, at=at, reason=reason, uow=uow)
        )

    def close_box(self, election: Election, *, reason: str) -> Election:
        """Count the papers in the box; it stays open where the counts cannot be kept. Raises NotAllowed."""
        box = self.box(election)
        try:
            return self._close(election, box.close(len(election.ballots) + 1), reason=reason)
        except ConvocaError:
            box.open_again()
            raise

    def close_by_hand(
        self,
        election: Election,
        counts: Mapping[MemberId, int],
        voters: Collection[MemberId],
        invalid: int,
        *,
        reason: str,
    ) -> Election:
        """Keep the counts of papers that were counted by hand. Raises InvalidValue, NotAllowed."""
        number = len(election.ballots) + 1
        ballot = counted_ballot(number, counts, voters=voters, invalid=invalid)
        return self._close(election, ballot, reason=reason)

    def _close(self, election: Election, ballot: Ballot, *, reason: str) -> Election:
        at = self._model.office.now()
        kept = self._model.act_again(
            lambda uow: services.close_ballot(election.id, ballot, at=at, reason=reason, uow=uow)
        )
        self._boxes.pop((election.id, ballot.number), None)
        return kept.record

    def decide_tie(
        self, election: Election, candidates: Collection[MemberId], note: str, *, reason: str
    ) -> None:
        self._model.act_again(
            lambda uow: services.decide_tie(
                election.id, candidates, note=note, reason=reason, uow=uow
            )
        )

    def agree(self, election: Election, procedure: str, question: UUID, *, reason: str) -> None:
        """Record the other procedure that all members present agreed on (Art. 7.2)."""
        self._model.act_again(
            lambda uow: services.agree_on_procedure(
                election.id, procedure, question=question, reason=reason, uow=uow
            )
        )

    def elect(self, election: Election, elected: MemberId, question: UUID, *, reason: str) -> None:
        """Record who was elected by the procedure agreed on."""
        self._model.act_again(
            lambda uow: services.elect_by_procedure(
                election.id, elected, question=question, reason=reason, uow=uow
            )
        )

    def break_off(self, election: Election, note: str, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: services.break_off(election.id, note=note, reason=reason, uow=uow)
        )
