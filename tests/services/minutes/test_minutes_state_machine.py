"""Whatever people do to minutes, in whatever order: what becomes final was approved, and stays as it is."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from convoca.domain.errors import NotAllowed
from convoca.domain.identifiers import MemberId
from convoca.domain.minutes import (
    Approval,
    CorrectionOfMinutes,
    Minutes,
    MinutesStatus,
    ObservationOnMinutes,
)
from convoca.services.minutes import circulation
from convoca.services.minutes.saving import restored, revisions_of
from convoca.services.minutes.stages import MinutesStage
from support.minutes_table import DAY, LAST, MEMBERS, NEXT, SESSION, MinutesTable

APPROVED = {MinutesStage.APPROVED_BY_SILENCE, MinutesStage.APPROVED_BY_DECISION}
END_OF_TERMS = date(2027, 12, 31)
PERIODS = {period.id: period.opens for period in (NEXT, LAST)}


@dataclass
class Remembered:
    """What happened, noted down without the code that is tested."""

    sent: dict[str, dict[MemberId, date]] = field(default_factory=dict)
    objected: list[tuple[date, date | None]] = field(default_factory=list)
    decided: dict[str, date] = field(default_factory=dict)
    circulating: str = ""


class LifeOfMinutes(RuleBasedStateMachine):
    """Minutes of one session, from their first word to corrections of what is final."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.today, self.known = MinutesTable(), DAY, Remembered()
        self.final: Minutes | None = None
        self.saves = 0

    @property
    def said(self) -> str:
        """What the minutes say, whatever their version."""
        return self.table.minutes.place

    def tried(self, act: object, *, allowed: bool) -> None:
        """Do something that must be refused unless it is allowed."""
        try:
            act()  # type: ignore[operator]
        except NotAllowed:
            assert not allowed
        else:
            assert allowed

    @initialize(kept_from=st.sampled_from([None, None, MEMBERS[0].id]), objects=st.booleans())
    def begin(self, kept_from: MemberId | None, objects: bool) -> None:
        """Begin where something can be approved, or is kept from it by one member."""
        self.write(status=MinutesStatus.COMPLETED)
        self.circulate(kept_from=kept_from)
        if objects:
            self.observe(objects=True)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @precondition(lambda self: self.final is None and self.table.life.approve_at)
    @rule(days_after=st.integers(-1, 1))
    def the_period_opens(self, days_after: int) -> None:
        """Wait for the opening of the period at which they are to be approved."""
        approve_at = self.table.life.approve_at
        assert approve_at is not None
        self.today = max(self.today, PERIODS[approve_at] + timedelta(days=days_after))

    @rule(status=st.sampled_from([MinutesStatus.COMPLETED, MinutesStatus.DRAFT]))
    def write(self, status: MinutesStatus) -> None:
        self.saves += 1
        place = f"Room {self.saves}"
        self.tried(
            lambda: self.table.save(place=place, status=status, on=self.today),
            allowed=self.final is None,
        )

    @precondition(lambda self: self.saves)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        kept = revisions_of(SESSION.id, uow=self.table.uow)
        number = data.draw(st.sampled_from([each.number for each in kept]))
        earlier = restored(kept, number, over=self.table.minutes)
        self.saves += 1
        self.tried(
            lambda: self.table.save(
                place=f"{earlier.place} again {self.saves}",
                status=MinutesStatus.COMPLETED,
                on=self.today,
            ),
            allowed=self.final is None,
        )

    @precondition(lambda self: self.saves)
    @rule(kept_from=st.sampled_from([None, *(member.id for member in MEMBERS)]))
    def circulate(self, kept_from: MemberId | None) -> None:
        named = [member.id for member in MEMBERS if member.id != kept_from] if kept_from else []
        is_completed = self.table.minutes.status is MinutesStatus.COMPLETED
        allowed = is_completed and (bool(named) or self.today <= END_OF_TERMS)
        self.tried(lambda: self.table.circulate(self.today, members=named), allowed=allowed)
        if allowed:
            self.known.circulating = self.said
            copies = self.known.sent.setdefault(self.said, {})
            for member in named or [member.id for member in MEMBERS]:
                copies.setdefault(member, self.today)

    @precondition(lambda self: self.saves)
    @rule(objects=st.booleans())
    def observe(self, objects: bool) -> None:
        observation = ObservationOnMinutes(
            member=MEMBERS[2].id, received_on=self.today, text="Example", objects=objects
        )
        allowed = bool(self.known.sent) and self.final is None
        self.tried(
            lambda: circulation.observe(
                SESSION.id, observation, reason="Example", today=self.today, uow=self.table.uow
            ),
            allowed=allowed,
        )
        if allowed and objects:
            self.known.objected.append((self.today, None))

    @precondition(lambda self: self.final is None and any(not w for _, w in self.known.objected))
    @rule()
    def take_back(self) -> None:
        observations = self.table.life.observations
        number = next(
            n for n, o in enumerate(observations, 1) if o.objects and o.withdrawn_on is None
        )
        circulation.withdraw_objection(
            SESSION.id, number, withdrawn_on=self.today, reason="Example", today=self.today,
            uow=self.table.uow,
        )  # fmt: skip
        first = next(n for n, (_, withdrawn) in enumerate(self.known.objected) if not withdrawn)
        self.known.objected[first] = self.known.objected[first][0], self.today

    @precondition(lambda self: self.saves)
    @rule()
    def decide(self) -> None:
        is_completed = self.table.minutes.status is MinutesStatus.COMPLETED
        self.tried(lambda: self.table.decide(self.today), allowed=is_completed)
        if is_completed:
            self.known.decided[self.said] = self.today

    @precondition(lambda self: self.saves)
    @rule()
    def finalise(self) -> None:
        stage = self.table.standing(self.today).stage
        self.tried(lambda: self.table.finalise(self.today), allowed=stage in APPROVED)
        if stage in APPROVED:
            self.final = self.table.minutes
            self.approval_is_earned()

    @precondition(lambda self: self.table.standing(self.today).stage in APPROVED)
    @rule()
    def finalise_what_is_approved(self) -> None:
        self.finalise()

    @precondition(lambda self: self.saves)
    @rule()
    def correct(self) -> None:
        correction = CorrectionOfMinutes(decided_on=self.today, text="Example correction")
        self.tried(
            lambda: circulation.correct(
                SESSION.id, correction, reason="Example", today=self.today, uow=self.table.uow
            ),
            allowed=self.final is not None,
        )

    def approval_is_earned(self) -> None:
        """Judge the approval by what was noted down alone."""
        life = self.table.life
        if life.approval is Approval.DECISION:
            assert self.known.decided[self.said] == life.approved_on
        else:
            assert life.approve_at is not None
            assert life.approved_on == PERIODS[life.approve_at]
            self.silence_approves()

    def silence_approves(self) -> None:
        """Everybody had this text before the period opened, and nobody objected by then."""
        approve_at = self.table.life.approve_at
        assert approve_at is not None
        opens = PERIODS[approve_at]
        assert opens <= self.today
        assert self.known.circulating == self.said
        copies = self.known.sent[self.said]
        assert set(copies) == {member.id for member in MEMBERS}
        assert max(copies.values()) < opens
        assert not any(
            received <= opens and (withdrawn is None or withdrawn > opens)
            for received, withdrawn in self.known.objected
        )

    @invariant()
    def what_is_final_stays(self) -> None:
        if self.final is not None:
            assert self.table.minutes == self.final
            assert self.table.standing(self.today).stage is MinutesStage.FINAL

    @invariant()
    def every_version_is_kept(self) -> None:
        kept = revisions_of(SESSION.id, uow=self.table.uow)
        minutes = self.table.minutes
        assert [each.number for each in kept] == list(range(minutes.version, 0, -1))
        assert not kept or kept[0].session == minutes

    @invariant()
    def nothing_is_approved_that_did_not_circulate_or_was_not_decided(self) -> None:
        stage = self.table.standing(self.today).stage
        if stage is MinutesStage.APPROVED_BY_SILENCE:
            self.silence_approves()
        if stage is MinutesStage.APPROVED_BY_DECISION:
            assert self.said in self.known.decided


LifeOfMinutes.TestCase.settings = settings(max_examples=200, stateful_step_count=20, deadline=None)
TestLifeOfMinutes = LifeOfMinutes.TestCase
