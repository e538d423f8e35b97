"""What the page Minutes knows of the way of a session's minutes to approval (Art. 20.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from traitlets import HasTraits, Instance

from convoca.app.models.acting import Acting
from convoca.app.models.typed import Typed
from convoca.bootstrap import Convoca
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, PeriodId, SessionId
from convoca.domain.language import Language
from convoca.domain.member import Member, members_in_office
from convoca.domain.minutes import (
    CirculationOfMinutes,
    CorrectionOfMinutes,
    MinutesStatus,
    ObservationOnMinutes,
    SessionMinutes,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.vote import Question
from convoca.services.minutes import circulation
from convoca.services.minutes.of_sessions import brought_up_to_date
from convoca.services.minutes.stages import MinutesStage, MinutesStanding, standing_of
from convoca.services.sessions.session_file import SessionFile, read_session_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody types to be added to a record; it clashes with nothing, so its version stays 0."""

    value: ObservationOnMinutes | CorrectionOfMinutes | None = None
    version: int = 0


class LifeModel(Acting, HasTraits):
    """The minutes of one session on their way. Whatever changes the store reads it again."""

    file = Instance(SessionFile)
    life = Instance(CirculationOfMinutes)

    def __init__(self, office: Convoca, session: SessionId) -> None:
        self.office, self._session = office, session
        file, life = self._read()
        super().__init__(file=file, life=life)

    def _read(self) -> tuple[SessionFile, CirculationOfMinutes]:
        with self.office.reading() as uow:
            file = read_session_file(self._session, uow=uow)
            life = uow.circulations.find(self._session)
        return file, life or CirculationOfMinutes(id=self._session)

    def refresh(self) -> None:
        self.file, self.life = self._read()

    # What is on record ---------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.office.today()

    @property
    def minutes(self) -> SessionMinutes:
        """The minutes on record; version 0 where there are none."""
        stored = self.file.period.session_minutes.get(self._session)
        return stored or SessionMinutes(id=self._session)

    @property
    def standing(self) -> MinutesStanding:
        return standing_of(self.minutes, self.life, self.file.period, today=self.today)

    @property
    def has_news(self) -> bool:
        """Whether the session's own records say something that the minutes do not say yet."""
        minutes = self.minutes
        is_open = bool(minutes.version) and minutes.status is not MinutesStatus.FINAL
        return is_open and brought_up_to_date(minutes, self.file) != minutes

    def members(self) -> tuple[Member, ...]:
        """Return who is sent a copy: the members in office today."""
        return members_in_office(self.file.period.members, self.today)

    def name(self, member: MemberId) -> str:
        found = self.file.member_by_id.get(member)
        return found.name if found else ""

    def coming_periods(self) -> tuple[PeriodOfSessions, ...]:
        """Return the periods at which these minutes can still be approved."""
        after = max(self.today, self.file.period.period.opens)
        return tuple(p for p in self.file.period.periods if p.opens > after)

    def usual_period(self) -> PeriodId | None:
        """Return the period that was chosen, or else the next one on record."""
        coming = [period.id for period in self.coming_periods()]
        if self.life.approve_at in coming:
            return self.life.approve_at
        period = circulation.next_period_for_approval(self.file.period, today=self.today)
        return period.id if period else None

    def approving_votes(self) -> tuple[Question, ...]:
        """Return the votes of any period by which the Commission approved minutes."""
        with self.office.reading() as uow:
            votes = uow.questions.all(decision=circulation.APPROVAL_OF_MINUTES)
        return tuple(v for v in votes if v.outcome is not None and v.outcome.adopted)

    # What is typed -------------------------------------------------------------------------------

    def observation_of(self, typed: Typed) -> ObservationOnMinutes:
        """Return an observation as typed. Raises InvalidValue, which names the field."""
        member, received = typed.key("member"), typed.day("received_on")
        if member is None:
            raise InvalidValue("member", "Say which member wrote it.")
        if received is None:
            raise InvalidValue("received_on", "Say on which day it came.")
        return ObservationOnMinutes(
            member=MemberId(member),
            received_on=received,
            text=typed.text("text"),
            objects=typed.flag("objects"),
        )

    def correction_of(self, typed: Typed) -> CorrectionOfMinutes:
        """Return a correction as typed. Raises InvalidValue, which names the field."""
        decided = typed.day("decided_on")
        if decided is None:
            raise InvalidValue("decided_on", "Say on which day the Commission decided it.")
        return CorrectionOfMinutes(
            decided_on=decided, text=typed.text("text"), question=typed.key("question")
        )

    # Acts ----------------------------------------------------------------------------------------

    def circulate(
        self,
        language: Language,
        *,
        members: Collection[MemberId],
        approve_at: PeriodId | None,
        reason: str,
    ) -> tuple[str, bytes]:
        """Send copies to members; returns name and content of the document. Raises NotAllowed.

        Of minutes that silence has approved it may be one more copy; their period stays.
        """
        if self.standing.stage is MinutesStage.APPROVED_BY_SILENCE:
            approve_at = None
        _, name, content = self.act_again(
            lambda _: self.office.circulate_minutes(
                self._session, language, members=members, approve_at=approve_at, reason=reason
            )
        )
        return name, content

    def set_period(self, period: PeriodId, *, reason: str) -> None:
        """Choose the period at which the minutes are to be approved. Raises NotAllowed."""
        self.act_again(
            lambda uow: circulation.approve_at_period(
                self._session, period, reason=reason, today=self.today, uow=uow
            )
        )

    def observe_on_record(self, observation: ObservationOnMinutes, *, reason: str) -> None:
        """Record what a member wrote. Raises NotAllowed, InvalidValue, ProtectedNameFound."""
        self.act_again(
            lambda uow: circulation.observe(
                self._session, observation, reason=reason, today=self.today, uow=uow
            )
        )

    def withdraw(self, number: int, withdrawn_on: date | None, *, reason: str) -> None:
        """Record that an objection was taken back. Raises InvalidValue, NotAllowed."""
        if withdrawn_on is None:
            raise InvalidValue("withdrawn_on", "Say on which day it was taken back.")
        self.act_again(
            lambda uow: circulation.withdraw_objection(
                self._session,
                number,
                withdrawn_on=withdrawn_on,
                reason=reason,
                today=self.today,
                uow=uow,
            )
        )

    def decide(self, decided_on: date | None, question: UUID | None, *, reason: str) -> None:
        """Record that the Commission approved the minutes itself. Raises InvalidValue, NotAllowed."""
        if decided_on is None and question is None:
            raise InvalidValue("decided_on", "Say on which day the Commission decided it.")
        read = self.minutes.version
        self.act_again(
            lambda uow: circulation.approve_by_decision(
                self._session,
                decided_on=decided_on or self.today,
                question=question,
                read_version=read,
                reason=reason,
                today=self.today,
                uow=uow,
            )
        )

    def final_document(self) -> tuple[str, bytes]:
        """Return name and content of the archived document. Raises NotFound."""
        return self.office.final_minutes(self._session)

    def finalise(self, language: Language, *, reason: str) -> tuple[str, bytes]:
        """Lock approved minutes; returns name and content of the final document. Raises NotAllowed."""
        _, name, content = self.act_again(
            lambda _: self.office.finalise_minutes(self._session, language, reason=reason)
        )
        return name, content

    def correct(self, correction: CorrectionOfMinutes, *, reason: str) -> None:
        """Append a correction to final minutes. Raises NotAllowed, InvalidValue, ProtectedNameFound."""
        self.act_again(
            lambda uow: circulation.correct(
                self._session, correction, reason=reason, today=self.today, uow=uow
            )
        )
