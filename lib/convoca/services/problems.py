"""What needs doing: facts derived from the file of a period, gone as soon as they are cured."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import Decision
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.rules.customs import (
    calendar_is_published_in_time,
    call_closes_by_the_last_day,
    decision_reaches_the_requester_in_time,
    interpretation_reaches_both_sides,
    sides_speak_equally_long,
)
from convoca.rules.deadlines import deadlines_of
from convoca.rules.functioning import (
    meeting_away_is_approved,
    next_period_is_fixed,
    session_minutes_state_what_they_must,
    sessions_are_confidential_or_decided,
    two_regular_periods_in_the_year,
)
from convoca.rules.hearing_evidence import (
    other_side_knows_of_the_testimony,
    other_side_may_observe_on_documents,
)
from convoca.rules.hearings import (
    hearing_is_convoked,
    minutes_state_what_they_must,
    parties_are_convoked,
    state_is_convened,
    working_group_is_formed,
)
from convoca.rules.on_site_observations import (
    delegation_is_free_of_nationals_and_residents,
    special_commission_is_named,
    states_have_consented,
)
from convoca.scheduling.constraints import CUSTOMS, Constraint, violations
from convoca.services.hearing_days.privacy import privacy_finding
from convoca.services.hearings import counted_notices, notice_finding
from convoca.services.period_file import PeriodFile
from convoca.services.requests import request_findings
from convoca.services.timetabling import problem_of, programme_of, violation_as_placed


class SubjectKind(StrEnum):
    PERIOD = "period"
    REQUEST = "request"
    HEARING = "hearing"
    WORKING_MEETING = "working_meeting"
    SESSION = "session"
    VISIT = "visit"


class Severity(IntEnum):
    """It rises as the day comes near; a custom never goes beyond WARNING."""

    LATER = 1
    WARNING = 2
    SOON = 3
    URGENT = 4
    BREACH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that needs doing; ``due`` is the last lawful day, where there is one.

    ``about`` narrows the subject, e.g. the party that has not been told. ``period`` is the number of
    the period where it is not the one that is looked at.
    """

    kind: SubjectKind
    subject: UUID
    title: str
    finding: Finding
    severity: Severity
    due: date | None = None
    about: str = ""
    period: int | None = None


def problems(file: PeriodFile, today: date) -> tuple[Problem, ...]:
    """Return every problem of a period, the gravest first, then by nearness of its day."""
    found = [
        *_of_the_period(file, today),
        *_of_requests(file, today),
        *(p for hearing in file.hearings for p in _of_hearing(file, hearing, today)),
        *_of_sessions(file, today),
        *_of_the_programme(file),
        *(p for o in file.observations for p in observation_problems(file, o, today)),
    ]
    return tuple(
        sorted(found, key=lambda p: (-p.severity, p.due or date.max, p.title, p.finding.rule))
    )


def problems_from(
    kind: SubjectKind,
    subject: UUID,
    title: str,
    finding: Finding,
    today: date,
    *,
    about: str = "",
) -> Iterator[Problem]:
    """Yield what a finding leaves to do: nothing where it is met or waived."""
    if finding.verdict in {Verdict.MET, Verdict.WAIVED}:
        return
    last_day = finding.facts.get("last_day")
    due = last_day if isinstance(last_day, date) else None
    yield Problem(
        kind=kind,
        subject=subject,
        title=title,
        finding=finding,
        severity=_severity(finding, due, today),
        due=due,
        about=about,
    )


def _severity(finding: Finding, due: date | None, today: date) -> Severity:
    if not finding.citations:
        return Severity.WARNING
    if finding.verdict is Verdict.BREACHED:
        return Severity.BREACH
    if due is None:
        return Severity.LATER
    days = (due - today).days
    return Severity.URGENT if days <= 3 else Severity.SOON if days <= 14 else Severity.LATER


def _of_the_period(file: PeriodFile, today: date) -> Iterator[Problem]:
    for finding in period_findings(file, today):
        yield from problems_from(SubjectKind.PERIOD, file.period.id, "", finding, today)


def period_findings(file: PeriodFile, today: date) -> tuple[Finding, ...]:
    """Judge the period itself, whatever it holds: Arts. 14.1, 14.2 and what practice promises."""
    period = file.period
    findings = [
        two_regular_periods_in_the_year(year=period.opens.year, periods=file.periods, today=today),
        next_period_is_fixed(period=period, today=today),
        meeting_away_is_approved(period=period, today=today),
        calendar_is_published_in_time(period=period, today=today),
    ]
    if period.call.closes is not None:
        findings.append(
            call_closes_by_the_last_day(call_closes=period.call.closes, period_opens=period.opens)
        )
    return tuple(findings)


def _of_requests(file: PeriodFile, today: date) -> Iterator[Problem]:
    """Only what still waits for a decision: a decided request's findings are on record."""
    days = [day for hearing in file.hearings if (day := file.hearing_day(hearing))]
    begin = min(
        (d.subject for d in deadlines_of(file.period, days) if d.rule == "notice_is_in_time"),
        default=file.period.opens,
    )
    for request in file.requests:
        if request.decision is not Decision.PENDING:
            continue
        findings = (
            *request_findings(request, file.period),
            decision_reaches_the_requester_in_time(
                decided_on=request.decided_on, hearings_begin=begin, today=today
            ),
        )
        title = f"{request.reference} {request.title}"
        for finding in findings:
            yield from problems_from(SubjectKind.REQUEST, request.id, title, finding, today)


def _of_hearing(file: PeriodFile, hearing: Hearing, today: date) -> Iterator[Problem]:
    if hearing.is_cancelled:
        return
    day = file.hearing_day(hearing)
    for finding in hearing_findings(file, hearing, today):
        yield from problems_from(SubjectKind.HEARING, hearing.id, hearing.title, finding, today)
    if day is not None:
        for party, finding in notice_findings(file, hearing, day, today):
            yield from problems_from(
                SubjectKind.HEARING, hearing.id, hearing.title, finding, today, about=party
            )


def hearing_findings(file: PeriodFile, hearing: Hearing, today: date) -> tuple[Finding, ...]:
    """Judge a hearing under every rule but that of its notices."""
    day = file.hearing_day(hearing)
    placement = file.placement(hearing.id)
    findings = [
        hearing_is_convoked(hearing=hearing, members=file.members, day=day, today=today),
        parties_are_convoked(hearing=hearing, day=day, today=today),
        state_is_convened(hearing=hearing, day=day, today=today),
        working_group_is_formed(hearing=hearing, members=file.members, day=day),
        privacy_finding(
            hearing,
            placement.slot if placement else None,
            file.day_records.get(hearing.id),
            today=today,
        ),
    ]
    findings += equality_findings(file, hearing, today)
    minutes = file.hearing_minutes.get(hearing.id)
    if minutes is not None:
        findings.append(minutes_state_what_they_must(minutes=minutes))
    return tuple(findings)


def equality_findings(file: PeriodFile, hearing: Hearing, today: date) -> tuple[Finding, ...]:
    """Judge whether the sides of a hearing stand level: Arts. 65.2, 65.5, 65.6, and custom."""
    return (
        other_side_knows_of_the_testimony(
            hearing=hearing,
            told=file.testimony_told(hearing.id),
            day=file.hearing_day(hearing),
            today=today,
        ),
        other_side_may_observe_on_documents(
            hearing=hearing, minutes=file.hearing_minutes.get(hearing.id)
        ),
        sides_speak_equally_long(hearing=hearing),
        interpretation_reaches_both_sides(hearing=hearing),
    )


def notice_findings(
    file: PeriodFile, hearing: Hearing, day: date, today: date
) -> Iterator[tuple[str, Finding]]:
    """Judge, party by party, the notice of a hearing on ``day``; pairs of party name and finding."""
    served = counted_notices(file, hearing)
    for party in hearing.told_parties:
        yield (
            party.name,
            notice_finding(
                hearing,
                served.get(party.key),
                day=day,
                hour=file.hearing_hour(hearing),
                place=file.hearing_place(hearing),
                today=today,
            ),
        )


def _of_sessions(file: PeriodFile, today: date) -> Iterator[Problem]:
    for session in file.sessions:
        findings = [sessions_are_confidential_or_decided(session=session)]
        minutes = file.session_minutes.get(session.id)
        if minutes is not None:
            findings.append(session_minutes_state_what_they_must(minutes=minutes))
        for finding in findings:
            yield from problems_from(SubjectKind.SESSION, session.id, session.title, finding, today)


def _of_the_programme(file: PeriodFile) -> Iterator[Problem]:
    problem = problem_of(file)
    for violation in violations(programme_of(file, problem), problem):
        finding = violation_as_placed(file, violation).as_finding()
        severity = Severity.WARNING if violation.constraint in CUSTOMS else Severity.BREACH
        if violation.constraint is Constraint.PANEL_IS_A_QUORUM and not finding.facts["members"]:
            # Nobody is named yet: that a quorum will not come is not said by it.
            finding = replace(finding, verdict=Verdict.UNDETERMINED)
            severity = Severity.LATER
        for event in violation.events:
            activity = UUID(event)
            yield Problem(
                kind=SubjectKind(file.kind_of(activity)),
                subject=activity,
                title=file.activities[activity].title,
                finding=finding,
                severity=severity,
            )


def observation_problems(
    file: PeriodFile, observation: OnSiteObservation, today: date
) -> Iterator[Problem]:
    """Judge a visit that is still to come or under way."""
    if observation.is_cancelled or observation.closes < today:
        return
    for finding in observation_findings(observation, file.member_by_id.values(), today):
        yield from problems_from(
            SubjectKind.VISIT, observation.id, observation.title, finding, today
        )


def observation_findings(
    observation: OnSiteObservation, members: Iterable[Member], today: date
) -> tuple[Finding, ...]:
    """Judge who was named (Art. 53), who may go (Art. 54), and whether the States agreed (Art. 56)."""
    named = set(observation.special_commission.members)
    delegation = [member for member in members if member.id in named]
    findings = [special_commission_is_named(observation=observation, today=today)]
    if delegation:
        findings.append(
            delegation_is_free_of_nationals_and_residents(
                members=delegation,
                states=observation.states_touched,
                opens=observation.opens,
                closes=observation.closes,
                kind=observation.kind,
            )
        )
    findings.append(states_have_consented(observation=observation, today=today))
    return tuple(findings)
