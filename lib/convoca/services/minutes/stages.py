"""How far minutes of a session are on their way to approval (Art. 20.2): computed from the day, never noted by a job."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from convoca.domain.finding import Fact, Finding, Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member
from convoca.domain.minutes import (
    CirculationOfMinutes,
    CopyOfMinutes,
    MinutesStatus,
    ObservationOnMinutes,
    SessionMinutes,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import seat_date
from convoca.rules.voting import minutes_are_approved_by_silence
from convoca.services.period_file import PeriodFile


class MinutesStage(StrEnum):
    """``COMPLETED``: written, and the version on record did not circulate."""

    DRAFT = "draft"
    COMPLETED = "completed"
    CIRCULATED = "circulated"
    OBJECTED = "objected"
    APPROVED_BY_SILENCE = "approved_by_silence"
    APPROVED_BY_DECISION = "approved_by_decision"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesStanding:
    """The stage of minutes, and why. ``finding`` is that of Art. 20.2 once they circulate.

    ``without_copy`` were in office when this version circulated, or are when the period opens, and
    were not sent it before: their silence says nothing. ``has_changed`` since the version that
    circulated.
    """

    stage: MinutesStage
    finding: Finding | None = None
    approve_at: PeriodOfSessions | None = None
    without_copy: tuple[MemberId, ...] = ()
    has_changed: bool = False


def stage_of(
    minutes: SessionMinutes,
    circulation: CirculationOfMinutes | None,
    file: PeriodFile,
    *,
    today: date,
) -> MinutesStage:
    """Return how far minutes of a session are on a day."""
    return standing_of(minutes, circulation, file, today=today).stage


def standing_of(
    minutes: SessionMinutes,
    circulation: CirculationOfMinutes | None,
    file: PeriodFile,
    *,
    today: date,
) -> MinutesStanding:
    """Return how far minutes of a session are on a day, and why (Art. 20.2)."""
    life = circulation or CirculationOfMinutes(id=minutes.id)
    approve_at = next((p for p in file.periods if p.id == life.approve_at), None)
    if minutes.status is MinutesStatus.FINAL:
        return MinutesStanding(stage=MinutesStage.FINAL, approve_at=approve_at)
    if not minutes.version or life.minutes_version != minutes.version:
        return MinutesStanding(
            stage=MinutesStage(minutes.status),
            approve_at=approve_at,
            has_changed=bool(life.copies),
        )
    if life.decided_on is not None:
        return MinutesStanding(stage=MinutesStage.APPROVED_BY_DECISION, approve_at=approve_at)
    if approve_at is None:
        return MinutesStanding(stage=MinutesStage.CIRCULATED)
    return _by_silence(life, approve_at, file, today)


def _by_silence(
    life: CirculationOfMinutes, approve_at: PeriodOfSessions, file: PeriodFile, today: date
) -> MinutesStanding:
    finding = minutes_are_approved_by_silence(
        held_period=file.period.number,
        opens=approve_at.opens,
        objections=objections(life.observations, by=approve_at.opens),
        today=today,
    )
    without_copy = _without_copy(life, file, approve_at.opens)
    stage = MinutesStage.CIRCULATED
    if finding.verdict is Verdict.BREACHED:
        stage = MinutesStage.OBJECTED
    elif finding.verdict is Verdict.MET and not without_copy:
        stage = MinutesStage.APPROVED_BY_SILENCE
    return MinutesStanding(
        stage=stage, finding=finding, approve_at=approve_at, without_copy=without_copy
    )


def still_to_do(standing: MinutesStanding, members: Mapping[MemberId, Member]) -> Finding | None:
    """Return the finding of Art. 20.2 with what it leaves to do; None where that is nothing.

    Minutes wait for the opening, were objected to, were not sent to everybody, or are approved by
    silence and not final.
    """
    finding = standing.finding
    if finding is None or finding.verdict is not Verdict.MET:
        return finding
    told: dict[str, Fact] = {"not_final": True}
    cure = "make_the_minutes_final"
    if standing.without_copy:
        told = {"without_copy": tuple(members[key].name for key in standing.without_copy)}
        cure = "send_the_minutes_to_every_member"
    facts = {**finding.facts, **told}
    return replace(finding, verdict=Verdict.UNDETERMINED, facts=facts, cure=cure)


def objections(observations: Iterable[ObservationOnMinutes], *, by: date) -> tuple[date, ...]:
    """Return the days of the objections that were not taken back by a day."""
    return tuple(
        each.received_on
        for each in observations
        if each.objects and (each.withdrawn_on is None or each.withdrawn_on > by)
    )


def copies_of(life: CirculationOfMinutes) -> tuple[CopyOfMinutes, ...]:
    """Return the copies of the version that circulates."""
    return tuple(c for c in life.copies if c.minutes_version == life.minutes_version)


def _without_copy(
    life: CirculationOfMinutes, file: PeriodFile, opens: date
) -> tuple[MemberId, ...]:
    copies = copies_of(life)
    first = min((seat_date(copy.sent_at) for copy in copies), default=opens)
    told = {copy.member for copy in copies if seat_date(copy.sent_at) < opens}
    asked = (m.id for m in file.members if m.in_office(first) or m.in_office(opens))
    return tuple(member for member in asked if member not in told)
