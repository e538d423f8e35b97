"""What practice promises and no article asks: findings without a citation, for warnings only."""

from collections.abc import Iterable
from datetime import date, datetime

from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import StateCode
from convoca.domain.party import PartyKind
from convoca.domain.period_of_sessions import CallForRequests, PeriodOfSessions
from convoca.domain.slot import instant, seat_date
from convoca.rules.provision import provision
from convoca.rules.standing import verdict_on
from convoca.rules.time_limits import days_before, months_before


def request_is_within_the_call(
    *, received: datetime, call: CallForRequests, states: Iterable[StateCode] = ()
) -> Finding:
    """Check a request against the announced call: its two instants and the States left out.

    A custom beside the 50 days, which it neither corrects nor replaces. The last instant counts.
    """
    received = instant(received)
    excluded = tuple(state for state in states if state in call.states_excluded)
    early = call.opens is not None and received < call.opens
    late = call.closes is not None and received > call.closes
    verdict, cure = Verdict.MET, ""
    if early or late or excluded:
        verdict, cure = Verdict.BREACHED, "decide_whether_to_take_it"
    elif call.closes is None:
        verdict, cure = Verdict.UNDETERMINED, "record_the_call"
    return Finding(
        rule="request_is_within_the_call",
        verdict=verdict,
        citations=(),
        facts={
            "received_at": received,
            "call_opens": call.opens,
            "call_closes": call.closes,
            "early": early,
            "late": late,
            "states_excluded": excluded,
        },
        cure=cure,
    )


def call_closes_by_the_last_day(*, call_closes: datetime, period_opens: date) -> Finding:
    """Compare the announced closing with the last day of the Rules; neither corrects the other.

    Where the call closes later, a request can be within the call and late under Art. 64.2.
    """
    lead_time = provision("hearing_request_lead_time", on=period_opens)
    last_day = days_before(period_opens, lead_time.value)
    closes_on = seat_date(call_closes)
    met = closes_on <= last_day
    return Finding(
        rule="call_closes_by_the_last_day",
        verdict=Verdict.MET if met else Verdict.BREACHED,
        citations=(),
        facts={
            "call_closes": instant(call_closes),
            "closes_on": closes_on,
            "last_day": last_day,
            "days": lead_time.value,
            "days_before_opening": (period_opens - closes_on).days,
            "period_opens": period_opens,
        },
        cure="" if met else "announce_an_earlier_closing",
    )


def decision_reaches_the_requester_in_time(
    *, decided_on: date | None, hearings_begin: date, today: date
) -> Finding:
    """Check that a request was decided one calendar month before the hearings begin."""
    month = provision("decision_to_requester", on=hearings_begin)
    last_day = months_before(hearings_begin, month.value)
    verdict = _by_the_last_day(decided_on, last_day, today)
    return Finding(
        rule="decision_reaches_the_requester_in_time",
        verdict=verdict,
        citations=(),
        facts={
            "decided_on": decided_on,
            "last_day": last_day,
            "months": month.value,
            "hearings_begin": hearings_begin,
        },
        cure="tell_the_requester" if decided_on is None else "",
    )


def calendar_is_published_in_time(*, period: PeriodOfSessions, today: date) -> Finding:
    """Check that the calendar of hearings was published 10 days before the period opens."""
    lead_time = provision("calendar_publication", on=period.opens)
    last_day = days_before(period.opens, lead_time.value)
    verdict = _by_the_last_day(period.calendar_published_on, last_day, today)
    return Finding(
        rule="calendar_is_published_in_time",
        verdict=verdict,
        citations=(),
        facts={
            "published_on": period.calendar_published_on,
            "last_day": last_day,
            "days": lead_time.value,
            "period_opens": period.opens,
        },
        cure="publish_the_calendar" if period.calendar_published_on is None else "",
    )


def _by_the_last_day(done_on: date | None, last_day: date, today: date) -> Verdict:
    if done_on is None:
        return verdict_on(("act",), today=today, last_day=last_day)
    return Verdict.MET if done_on <= last_day else Verdict.BREACHED


def sides_speak_equally_long(*, hearing: Hearing) -> Finding:
    """Check that the sides of a hearing are given equal time to speak.

    While no minutes are on record, whoever presides gives both the usual time. Where one side alone
    is called there is nothing to compare.
    """
    requester, state = hearing.equality.requester_minutes, hearing.equality.state_minutes
    known = [minutes for minutes in (requester, state) if minutes is not None]
    verdict, cure = Verdict.MET, ""
    if len(known) == 1 and len(_sides(hearing)) > 1:
        verdict, cure = Verdict.UNDETERMINED, "give_both_sides_equal_time"
    elif requester != state and len(known) > 1:
        verdict, cure = Verdict.BREACHED, "give_both_sides_equal_time"
    return Finding(
        rule="sides_speak_equally_long",
        verdict=verdict,
        citations=(),
        facts={"requester_minutes": requester, "state_minutes": state},
        cure=cure,
    )


def interpretation_reaches_both_sides(*, hearing: Hearing) -> Finding:
    """Check that a hearing whose people speak several languages is interpreted into each of them."""
    spoken = [party.language for party in hearing.parties]
    spoken += [person.language for person in hearing.participants if person.language]
    needed = tuple(dict.fromkeys(spoken))
    languages = tuple(
        str(language)
        for language in needed
        if len(needed) > 1 and language not in hearing.languages
    )
    return Finding(
        rule="interpretation_reaches_both_sides",
        verdict=Verdict.BREACHED if languages else Verdict.MET,
        citations=(),
        facts={"languages_spoken": len(needed), "languages": languages},
        cure="interpret_into_every_language" if languages else "",
    )


def _sides(hearing: Hearing) -> set[bool]:
    return {party.kind is PartyKind.STATE for party in hearing.parties}
