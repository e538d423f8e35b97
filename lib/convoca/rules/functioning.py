"""Title I, Chapter V: how the Commission functions (Arts. 14-20)."""

from collections.abc import Iterable
from datetime import date

from convoca.domain.attendance import ExcusedAbsence
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import SessionId, StateCode
from convoca.domain.member import Member, TieKind
from convoca.domain.minutes import SessionMinutes
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.period_of_sessions import PeriodKind, PeriodOfSessions
from convoca.domain.programme import Recusal, Session
from convoca.rules.provision import provision
from convoca.rules.standing import verdict_on, verdict_on_minutes
from convoca.rules.time_limits import days_after


def two_regular_periods_in_the_year(
    *, year: int, periods: Iterable[PeriodOfSessions], today: date
) -> Finding:
    """Check that a calendar year has its regular periods of sessions.

    Art. 14.1: at least two a year. A period belongs to the year in which it opens; one whose kind
    no source states may be regular, so it leaves the question open.
    """
    last_day = date(year, 12, 31)
    required = provision("regular_periods_a_year", on=last_day)
    of_year = [period for period in periods if period.opens.year == year]
    regular = sum(period.kind is PeriodKind.REGULAR for period in of_year)
    unstated = sum(period.kind is PeriodKind.UNSTATED for period in of_year)
    verdict = Verdict.BREACHED
    if regular >= required.value:
        verdict = Verdict.MET
    elif regular + unstated >= required.value or today <= last_day:
        verdict = Verdict.UNDETERMINED
    return Finding(
        rule="two_regular_periods_in_the_year",
        verdict=verdict,
        citations=required.citations,
        facts={
            "year": year,
            "required": required.value,
            "regular": regular,
            "unstated": unstated,
            "last_day": last_day,
        },
        cure="" if verdict is Verdict.MET else "hold_another_regular_period",
    )


def next_period_is_fixed(*, period: PeriodOfSessions, today: date) -> Finding:
    """Check that date and place of the next period were fixed before this one closes.

    Art. 14.1: the last day is the closing day itself. Where both are known and only the day of the
    decision is not, nobody can say afterwards whether it came in time.
    """
    place, fixed_on = period.next_period_place.strip(), period.next_period_fixed_on
    on_record = {"date": period.next_period_opens is not None, "place": bool(place)}
    missing = tuple(name for name, there in on_record.items() if not there)
    verdict = verdict_on(missing, today=today, last_day=period.closes)
    cure = "fix_the_next_period" if missing else ""
    fixed_late = fixed_on is not None and fixed_on > period.closes
    if fixed_late:
        verdict, cure = Verdict.BREACHED, ""
    elif not missing and fixed_on is None and today > period.closes:
        verdict, cure = Verdict.UNDETERMINED, "record_the_day_of_decision"
    return Finding(
        rule="next_period_is_fixed",
        verdict=verdict,
        citations=(Citation(14, 1),),
        facts={
            "last_day": period.closes,
            "next_period_opens": period.next_period_opens,
            "next_period_place": place,
            "fixed_on": fixed_on,
            "fixed_late": fixed_late,
            "missing": missing,
        },
        cure=cure,
    )


def meeting_away_is_approved(*, period: PeriodOfSessions, today: date) -> Finding:
    """Check the vote and the consent for a meeting away from the seat.

    Art. 14.2: an absolute majority of all members, and the State's consent or invitation; both on
    record by the day on which the period opens.
    """
    away = [place for place in period.places if place.city and not place.at_seat]
    required, votes = absolute_majority(on=period.opens), period.away.votes_in_favour
    missing = _missing_for_meeting_away(period) if away else ()
    verdict = verdict_on(missing, today=today, last_day=period.opens)
    too_few = bool(away) and votes is not None and votes < required
    if too_few:
        verdict = Verdict.BREACHED
    return Finding(
        rule="meeting_away_is_approved",
        verdict=verdict,
        citations=(Citation(14, 2),),
        facts={
            "cities": tuple(place.city for place in away),
            "states": tuple(dict.fromkeys(place.country for place in away if place.country)),
            "votes_required": required,
            "votes_in_favour": votes,
            "too_few_votes": too_few,
            "majority_voted_on": period.away.majority_voted_on,
            "consent_given_on": period.away.consent_given_on,
            "missing": missing,
            "last_day": period.opens,
        },
        cure="" if verdict is Verdict.MET else "record_vote_and_consent",
    )


def _missing_for_meeting_away(period: PeriodOfSessions) -> tuple[str, ...]:
    given = {
        "majority": period.away.majority_voted_on,
        "consent": period.away.consent_given_on,
    }
    return tuple(name for name, day in given.items() if day is None or day > period.opens)


def absolute_majority(*, on: date) -> int:
    """Return how many votes are more than half of all members (Arts. 16, 18).

    >>> absolute_majority(on=date(2027, 3, 1))
    4
    """
    return provision("members_of_the_commission", on=on).value // 2 + 1


def sessions_are_confidential_or_decided(*, session: Session) -> Finding:
    """Check that a session is confidential unless the Commission decided otherwise (Art. 14.3)."""
    decided_on = session.opened_by_decision_on
    met = not session.is_public or decided_on is not None
    return Finding(
        rule="sessions_are_confidential_or_decided",
        verdict=Verdict.MET if met else Verdict.BREACHED,
        citations=(Citation(14, 3),),
        facts={"public": session.is_public, "decided_on": decided_on},
        cure="" if met else "record_the_decision_or_close_the_session",
    )


def reasons_for_absence_are_on_record(
    *,
    absent: Iterable[Member],
    absences: Iterable[ExcusedAbsence],
    session: SessionId,
    day: date,
    today: date,
) -> Finding:
    """Check that who stays away told the Executive Secretary why, and the President knows (Art. 14.4).

    ``absent`` are the members in office who are not at the session of ``day``, or not at all of it.
    The article says as soon as possible: the day of the session is taken as the last one. The reasons
    themselves are no fact of the finding.
    """
    announced = [a for a in absences if absence_covers(a, session=session, day=day)]
    excused = {absence.member for absence in announced}
    told = {absence.member for absence in announced if absence.president_told_on is not None}
    away = tuple(absent)
    without_reason = tuple(member.name for member in away if member.id not in excused)
    untold = tuple(member.name for member in away if member.id in excused - told)
    verdict = verdict_on((*without_reason, *untold), today=today, last_day=day)
    return Finding(
        rule="reasons_for_absence_are_on_record",
        verdict=verdict,
        citations=(Citation(14, 4),),
        facts={
            "absent": tuple(member.name for member in away),
            "without_reason": without_reason,
            "president_not_told_of": untold,
            "last_day": day,
        },
        cure="" if verdict is Verdict.MET else "record_the_reasons_for_absence",
    )


def absence_covers(absence: ExcusedAbsence, *, session: SessionId, day: date) -> bool:
    """Whether an announced absence is for a session, which takes place on ``day`` (Art. 14.4)."""
    if absence.session is not None:
        return absence.session == session
    begun = absence.first_day is None or absence.first_day <= day
    return begun and (absence.last_day is None or day <= absence.last_day)


def reports_at_the_beginning_are_presented(
    *, items: Iterable[ItemOfBusiness], first_session_day: date, today: date
) -> Finding:
    """Check that President and Executive Secretary report at the beginning (Arts. 10.1.f, 12.1.e).

    ``items`` are those of the period's first session: the day on which both are to be dealt with.
    """
    own = tuple(items)
    wanted = (ItemKind.REPORT_OF_THE_PRESIDENT, ItemKind.REPORT_OF_THE_SECRETARY)
    presented = {item.kind for item in own if item.outcome is ItemOutcome.DEALT_WITH}
    planned = {item.kind for item in own if item.outcome is ItemOutcome.OPEN}
    missing = tuple(str(kind) for kind in wanted if kind not in presented)
    verdict = verdict_on(missing, today=today, last_day=first_session_day)
    return Finding(
        rule="reports_at_the_beginning_are_presented",
        verdict=verdict,
        citations=(Citation(10, 1, "f"), Citation(12, 1, "e")),
        facts={
            "missing": missing,
            "all_planned": planned | presented >= set(wanted),
            "last_day": first_session_day,
        },
        cure="" if verdict is Verdict.MET else "present_the_reports",
    )


def member_takes_part(*, member: Member, states: Iterable[StateCode]) -> Finding:
    """Check a member's nationality and diplomatic posts against the States under review.

    Art. 17.2.a: nationals, and those who were accredited or on special mission before the State,
    take no part. A post counts for ever, whatever its dates.
    """
    reviewed = tuple(dict.fromkeys(states))
    national_of = tuple(state for state in reviewed if state in member.nationalities)
    accredited_to = _posts(member, TieKind.ACCREDITED, reviewed)
    special_mission_to = _posts(member, TieKind.SPECIAL_MISSION, reviewed)
    verdict, cure = Verdict.MET, ""
    if national_of or accredited_to or special_mission_to:
        verdict, cure = Verdict.BREACHED, "name_another_member"
    elif reviewed and not member.nationalities:
        verdict, cure = Verdict.UNDETERMINED, "record_the_nationality"
    return Finding(
        rule="member_takes_part",
        verdict=verdict,
        citations=(Citation(17, 2, "a"),),
        facts={
            "member": member.name,
            "states": reviewed,
            "national_of": national_of,
            "accredited_to": accredited_to,
            "special_mission_to": special_mission_to,
        },
        cure=cure,
    )


def _posts(member: Member, kind: TieKind, states: tuple[StateCode, ...]) -> tuple[StateCode, ...]:
    held = {tie.state for tie in member.ties if tie.kind is kind}
    return tuple(state for state in states if state in held)


def member_is_not_recused(*, member: Member, recusals: Iterable[Recusal]) -> Finding:
    """Check the grounds recorded against a member in one matter, and what the Commission decided.

    Arts. 17.2.b, 17.3, 17.4: ``recusals`` are those of the matter. A ground raised and not decided
    yet leaves the question open.
    """
    own = [recusal for recusal in recusals if recusal.member == member.id]
    upheld = [recusal for recusal in own if recusal.upheld]
    open_ = [recusal for recusal in own if recusal.upheld is None]
    verdict = Verdict.MET
    if upheld:
        verdict = Verdict.BREACHED
    elif open_:
        verdict = Verdict.UNDETERMINED
    grounds = tuple(recusal.ground for recusal in upheld or open_)
    cures = {Verdict.BREACHED: "name_another_member", Verdict.UNDETERMINED: "decide_the_recusal"}
    return Finding(
        rule="member_is_not_recused",
        verdict=verdict,
        citations=(Citation(17, 2, "b"), Citation(17, 3), Citation(17, 4)),
        facts={"member": member.name, "grounds": grounds},
        cure=cures.get(verdict, ""),
    )


def explanation_of_vote_is_in_time(
    *,
    presented: date | None,
    period_closes: date,
    today: date,
    shortened_to: date | None = None,
    decided_outside_periods_on: date | None = None,
) -> Finding:
    """Check that a written explanation of vote came within its days after the period (Art. 19.4).

    ``presented`` is the day at the seat; None while nothing was presented. ``shortened_to`` is the
    last day that the Commission set in an urgent case; a day after the ordinary one shortens nothing.
    No article names a beginning for what is decided outside periods (Art. 17.5): there the days are
    counted from ``decided_outside_periods_on``.
    """
    counted_from = decided_outside_periods_on or period_closes
    time_limit = provision("explanation_of_vote", on=counted_from)
    ordinary = days_after(counted_from, time_limit.value)
    is_shortened = shortened_to is not None and shortened_to < ordinary
    last_day = shortened_to if shortened_to is not None and is_shortened else ordinary
    verdict = verdict_on(
        ("explanation",) if presented is None else (), today=today, last_day=last_day
    )
    if presented is not None and presented > last_day:
        verdict = Verdict.BREACHED
    return Finding(
        rule="explanation_of_vote_is_in_time",
        verdict=verdict,
        citations=time_limit.citations,
        facts={
            "presented": presented,
            "last_day": last_day,
            "days": time_limit.value,
            "period_closes": period_closes,
            "ordinary_last_day": ordinary,
            "is_shortened": is_shortened,
            "counted_from_closing": decided_outside_periods_on is None and not is_shortened,
            "counted_from_decision": None if is_shortened else decided_outside_periods_on,
        },
        cure="present_the_explanation" if verdict is Verdict.UNDETERMINED else "",
    )


def session_minutes_state_what_they_must(*, minutes: SessionMinutes) -> Finding:
    """Check the summary minutes of a session for what Art. 20.1 lists.

    A session may end without a decision or a statement, so those two are counted, not demanded.
    """
    stated = {
        "day_and_time": minutes.started is not None,
        "members_present": bool(minutes.members_present),
        "matters": bool(minutes.matters),
    }
    missing = tuple(name for name, there in stated.items() if not there)
    verdict = verdict_on_minutes(missing, minutes.status)
    return Finding(
        rule="session_minutes_state_what_they_must",
        verdict=verdict,
        citations=(Citation(20, 1),),
        facts={
            "missing": missing,
            "decisions": len(minutes.decisions) + len(minutes.votes),
            "statements": len(minutes.statements),
        },
        cure="complete_the_minutes" if missing else "",
    )
