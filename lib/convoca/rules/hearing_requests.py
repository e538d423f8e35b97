"""Title II, Chapter VI, first part: what is asked for (Arts. 62, 64.1, 64.2, 65.3, 66.1, 66.2)."""

from datetime import date, datetime

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import HearingKind, Issue
from convoca.domain.hearing_request import ActivityWanted, HearingRequest
from convoca.domain.party import Role
from convoca.domain.slot import seat_date
from convoca.rules.provision import provision
from convoca.rules.time_limits import days_before, is_days_before

ON_PETITIONS_AND_CASES = frozenset(
    {HearingKind.PETITION, HearingKind.CASE, HearingKind.INTERSTATE_PETITION}
)


def purpose_is_among_those_of_the_rules(
    *, kind: HearingKind, issue: Issue | None = None
) -> Finding:
    """Check what a hearing is about (Art. 62) and, on petitions and cases, its issue (Art. 64.1)."""
    on_a_case = kind in ON_PETITIONS_AND_CASES
    verdict, cure = Verdict.MET, ""
    if kind is HearingKind.OTHER:
        verdict, cure = Verdict.BREACHED, "choose_a_purpose_of_the_rules"
    elif on_a_case and issue is None:
        verdict, cure = Verdict.UNDETERMINED, "say_the_issue"
    return Finding(
        rule="purpose_is_among_those_of_the_rules",
        verdict=verdict,
        citations=(Citation(62), Citation(64, 1)) if on_a_case else (Citation(62),),
        facts={"kind": str(kind), "issue": None if issue is None else str(issue)},
        cure=cure,
    )


def request_is_in_writing(*, in_writing: bool, kind: HearingKind = HearingKind.PETITION) -> Finding:
    """Check that a hearing was asked for in writing (Arts. 64.2, 66.1)."""
    return Finding(
        rule="request_is_in_writing",
        verdict=Verdict.MET if in_writing else Verdict.BREACHED,
        citations=(Citation(66, 1) if kind.is_general else Citation(64, 2),),
        facts={"in_writing": in_writing, "by_analogy": is_by_analogy(kind)},
        cure="" if in_writing else "ask_for_it_in_writing",
    )


def request_is_in_time(
    *,
    received: date | datetime,
    period_opens: date,
    kind: HearingKind = HearingKind.PETITION,
    wanted: ActivityWanted = ActivityWanted.HEARING,
) -> Finding:
    """Check that a request came early enough before the period of sessions.

    Arts. 64.2 (petitions and cases) and 66.1 (general hearings): at least 50 calendar days before
    the period begins. An instant is first turned into the date at the seat. No article sets a time
    limit for the other kinds, nor for working meetings: ``by_analogy`` says so.
    """
    # The number in force when the period opens: ADR 0003.
    lead_time = provision(
        "general_hearing_request_lead_time" if kind.is_general else "hearing_request_lead_time",
        on=period_opens,
    )
    day = seat_date(received) if isinstance(received, datetime) else received
    in_time = is_days_before(day, period_opens, lead_time.value)
    return Finding(
        rule="request_is_in_time",
        verdict=Verdict.MET if in_time else Verdict.BREACHED,
        citations=lead_time.citations,
        facts={
            "received": day,
            "last_day": days_before(period_opens, lead_time.value),
            "days": lead_time.value,
            "days_before_opening": (period_opens - day).days,
            "period_opens": period_opens,
            "by_analogy": is_by_analogy(kind, wanted),
            "to_be_verified": not lead_time.verified,
        },
        cure="" if in_time else "hear_on_own_initiative_or_decline",
    )


def is_by_analogy(kind: HearingKind, wanted: ActivityWanted = ActivityWanted.HEARING) -> bool:
    """Say whether no article of its own covers a request, so that Art. 64 lends its rule."""
    own_article = kind.is_general or kind in ON_PETITIONS_AND_CASES
    return wanted is not ActivityWanted.HEARING or not own_article


def request_is_complete(*, request: HearingRequest) -> Finding:
    """Check that a request says what the Rules ask for.

    Art. 64.2: purpose and participants. Art. 66.2, for general hearings: the summary and the
    approximate time too. Art. 65.3: who the witnesses and experts are, and on what they testify.
    """
    testifying = [p for p in request.participants if p.role in {Role.WITNESS, Role.EXPERT}]
    asked = {
        "purpose": bool(request.purpose.strip()),
        "participants": bool(request.participants),
    }
    if request.kind.is_general:
        asked |= {
            "summary": bool(request.summary.strip()),
            "minutes_wanted": request.minutes_wanted is not None,
        }
    if testifying:
        asked |= {
            "witness_name": all(p.name.strip() for p in testifying),
            "witness_purpose": all(p.purpose.strip() for p in testifying),
        }
    missing = tuple(name for name, there in asked.items() if not there)
    article = Citation(66, 2) if request.kind.is_general else Citation(64, 2)
    return Finding(
        rule="request_is_complete",
        verdict=Verdict.BREACHED if missing else Verdict.MET,
        citations=(article, Citation(65, 3)) if testifying else (article,),
        facts={
            "missing": missing,
            "by_analogy": is_by_analogy(request.kind, request.wanted),
        },
        cure="ask_for_what_is_missing" if missing else "",
    )
