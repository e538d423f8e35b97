"""Who must be told what, by when: what is due, what cannot be lawful any more, and what cures it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import Decision
from convoca.domain.notice import Notice, NoticeKind, NoticeStatus
from convoca.domain.on_site_observation import ObservationKind
from convoca.domain.party import Party, PartyKind, Side
from convoca.rules.customs import decision_reaches_the_requester_in_time
from convoca.rules.hearing_evidence import testimony_of
from convoca.services.notices.due import is_told_of_the_hearing
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.period_file import PeriodFile
from convoca.services.problems import hearing_findings, notice_findings


class DutyState(StrEnum):
    """How it stands; ``NOT_LAWFUL``: the last day has passed, and the finding says what would cure it."""

    NOT_LAWFUL = "not_lawful"
    DUE = "due"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SERVED_LATE = "served_late"
    SERVED = "served"

    @property
    def is_open(self) -> bool:
        return self not in {DutyState.SERVED, DutyState.SERVED_LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One party that must be told one thing. ``is_rule`` False: custom alone asks it.

    ``last_day`` is the last lawful day, None where the Rules name none; ``days_left`` counts
    calendar days from today, negative once it has passed. ``notice`` is the open notice about it.
    """

    kind: NoticeKind
    subject: UUID
    title: str
    party: str
    addressee: str
    last_day: date | None
    days_left: int | None
    is_rule: bool
    state: DutyState
    finding: Finding | None = None
    notice: UUID | None = None


def duties(notices: NoticeFile, today: date) -> tuple[Duty, ...]:
    """Return every duty to tell somebody, by the last lawful day; what is done comes last."""
    file = notices.file
    found = [
        *_decisions(notices, today),
        *(duty for hearing in file.hearings for duty in _of_hearing(notices, hearing, today)),
        *_visits(notices, today),
    ]
    return tuple(
        sorted(
            found,
            key=lambda d: (not d.state.is_open, d.last_day or date.max, d.title, d.kind, d.party),
        )
    )


def _of_hearing(notices: NoticeFile, hearing: Hearing, today: date) -> Iterator[Duty]:
    if any(joining.other == hearing.id for joining in notices.file.unreleased_joinings):
        # Joined in the draft alone: nobody is told before that is released.
        return
    if hearing.is_cancelled:
        yield from _cancellations(notices, hearing, today)
        return
    yield from _convocations(notices, hearing, today)
    yield from _testimony(notices, hearing, today)
    if hearing.is_private:
        yield from _private(notices, hearing, today)


def _convocations(notices: NoticeFile, hearing: Hearing, today: date) -> Iterator[Duty]:
    file = notices.file
    day = file.hearing_day(hearing)
    if day is None:
        return
    findings = notice_findings(file, hearing, day, today)
    for party, (_, finding) in zip(hearing.told_parties, findings, strict=True):
        told = [n for n in notices.of(hearing.id, party.key) if n.kind.tells_the_hour]
        before = any(n.status is NoticeStatus.SERVED for n in told)
        last_day = finding.facts["last_day"]
        yield _duty(
            notices,
            party,
            today,
            kind=NoticeKind.CHANGE if before else NoticeKind.CONVOCATION,
            subject=hearing.id,
            title=hearing.title,
            last_day=last_day if isinstance(last_day, date) else None,
            finding=finding,
            is_served=finding.facts["served"] is not None,
            kinds=(NoticeKind.CONVOCATION, NoticeKind.CHANGE),
        )


def _cancellations(notices: NoticeFile, hearing: Hearing, today: date) -> Iterator[Duty]:
    for party in hearing.told_parties:
        yield _duty(
            notices,
            party,
            today,
            kind=NoticeKind.CANCELLATION,
            subject=hearing.id,
            title=hearing.title,
            last_day=notices.file.hearing_day(hearing),
        )


def _private(notices: NoticeFile, hearing: Hearing, today: date) -> Iterator[Duty]:
    """Art. 68: before the hearing begins; the decision may be told orally too."""
    told = hearing.private_decision.parties_told_at is not None
    finding = _finding(notices.file, hearing, "hearing_is_public_or_decided_private", today)
    for party in hearing.told_parties:
        yield _duty(
            notices,
            party,
            today,
            kind=NoticeKind.PRIVATE_HEARING,
            subject=hearing.id,
            title=hearing.title,
            last_day=notices.file.hearing_day(hearing),
            finding=finding,
            is_served=True if told else None,
        )


def _testimony(notices: NoticeFile, hearing: Hearing, today: date) -> Iterator[Duty]:
    """Art. 65.5: each side is told of the other's witnesses and experts."""
    finding = _finding(notices.file, hearing, "other_side_knows_of_the_testimony", today)
    if not finding.facts["asked"]:
        return
    for party in hearing.told_parties:
        other = Side.REQUESTER if party.kind is PartyKind.STATE else Side.STATE
        offered = {person.id for person in testimony_of(hearing, other)}
        told = {
            witness.id
            for notice in notices.of(hearing.id, party.key)
            if notice.status is NoticeStatus.SERVED
            for witness in notice.facts.witnesses
        }
        if offered:
            yield _duty(
                notices,
                party,
                today,
                kind=NoticeKind.WITNESSES_OFFERED,
                subject=hearing.id,
                title=hearing.title,
                last_day=notices.file.hearing_day(hearing),
                finding=finding,
                is_served=offered <= told or finding.verdict is Verdict.WAIVED,
            )


def _finding(file: PeriodFile, hearing: Hearing, rule: str, today: date) -> Finding:
    return next(f for f in hearing_findings(file, hearing, today) if f.rule == rule)


_OF_DECISIONS = {
    Decision.GRANTED: NoticeKind.REQUEST_GRANTED,
    Decision.DECLINED: NoticeKind.REQUEST_DECLINED,
    Decision.MERGED: NoticeKind.REQUESTS_MERGED,
}


def _decisions(notices: NoticeFile, today: date) -> Iterator[Duty]:
    """Yield, by custom, the decisions that reach a requester a month before the hearings begin."""
    file = notices.file
    days = [day for hearing in file.hearings if (day := file.hearing_day(hearing))]
    begin = min(days, default=file.period.opens)
    for request in file.requests:
        kind = _OF_DECISIONS.get(request.decision)
        finding = decision_reaches_the_requester_in_time(
            decided_on=request.decided_on, hearings_begin=begin, today=today
        )
        last_day = finding.facts["last_day"]
        for party in request.requesters if kind else ():
            if kind is NoticeKind.REQUEST_GRANTED and is_told_of_the_hearing(
                notices, request, party.key
            ):
                continue
            yield _duty(
                notices,
                party,
                today,
                kind=kind or NoticeKind.REQUEST_GRANTED,
                subject=request.id,
                title=f"{request.reference} {request.title}",
                last_day=last_day if isinstance(last_day, date) else None,
                finding=finding,
                is_rule=False,
            )


def _visits(notices: NoticeFile, today: date) -> Iterator[Duty]:
    """Arts. 56, 57: the State knows what it undertakes, and answers before the visit begins."""
    file = notices.file
    for visit in file.observations:
        of_the_year = visit.opens.year == file.period.opens.year
        is_bound = visit.kind is ObservationKind.ON_SITE and not visit.is_cancelled
        for state in visit.states_touched if of_the_year and is_bound else ():
            yield _duty(
                notices,
                Party(kind=PartyKind.STATE, name=str(state), state=state),
                today,
                kind=NoticeKind.VISIT,
                subject=visit.id,
                title=visit.title,
                last_day=visit.opens,
            )


def _duty(
    notices: NoticeFile,
    party: Party,
    today: date,
    *,
    kind: NoticeKind,
    subject: UUID,
    title: str,
    last_day: date | None,
    finding: Finding | None = None,
    is_served: bool | None = None,
    is_rule: bool = True,
    kinds: Iterable[NoticeKind] = (),
) -> Duty:
    """Put a duty together; ``is_served`` None: by the notices on record of one of ``kinds``."""
    about = [n for n in notices.of(subject, party.key) if n.kind in {kind, *kinds}]
    open_notice = next((n for n in reversed(about) if n.is_open), None)
    if is_served is None:
        is_served = any(n.status is NoticeStatus.SERVED for n in about)
    return Duty(
        kind=kind,
        subject=subject,
        title=title,
        party=party.key,
        addressee=party.name,
        last_day=last_day,
        days_left=(last_day - today).days if last_day else None,
        is_rule=is_rule,
        state=_state(open_notice, finding, last_day, today, is_served=is_served, is_rule=is_rule),
        finding=finding,
        notice=open_notice.id if open_notice else None,
    )


def _state(
    notice: Notice | None,
    finding: Finding | None,
    last_day: date | None,
    today: date,
    *,
    is_served: bool,
    is_rule: bool,
) -> DutyState:
    if is_served:
        is_late = is_rule and finding is not None and finding.verdict is Verdict.BREACHED
        return DutyState.SERVED_LATE if is_late else DutyState.SERVED
    if is_rule and last_day is not None and last_day < today:
        return DutyState.NOT_LAWFUL
    if notice is not None:
        is_approved = notice.status is NoticeStatus.APPROVED
        return DutyState.APPROVED if is_approved else DutyState.DRAFTED
    return DutyState.DUE
