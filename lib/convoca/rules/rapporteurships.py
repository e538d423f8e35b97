"""Title I, Chapter V: rapporteurs of States, of themes, and special ones (Art. 15)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.domain.member import Member, Rapporteurship, rapporteur_on
from convoca.rules.functioning import member_takes_part
from convoca.rules.provision import provision
from convoca.rules.time_limits import months_after


def every_state_has_a_rapporteur(
    *,
    states: Collection[StateCode],
    rapporteurships: Iterable[Rapporteurship],
    members: Iterable[Member],
    on: date,
    today: date,
) -> Finding:
    """Check that each Member State has a rapporteur who is a member on that day.

    Art. 15.2: the Commission may designate country rapporteurs, and then sees to it that every State
    has one. Where it has designated nobody, or no State is on record, nothing can be judged; nor is
    anything missing yet on a day to come.
    """
    known = tuple(rapporteurships)
    in_office = {member.id for member in members if member.in_office(on)}
    holders = {state: rapporteur_on(known, state, on) for state in states}
    missing = tuple(state for state, holder in holders.items() if holder not in in_office)
    former = tuple(state for state in missing if holders[state] is not None)
    verdict = Verdict.BREACHED if missing else Verdict.MET
    is_to_come = bool(missing) and any(holders.values()) and on > today
    if is_to_come or not any(holders.values()):
        verdict = Verdict.UNDETERMINED
    return Finding(
        rule="every_state_has_a_rapporteur",
        verdict=verdict,
        citations=(Citation(15, 2),),
        facts={
            "as_of": on,
            "states_in_all": len(holders),
            "covered": len(holders) - len(missing),
            "states_missing": missing,
            "held_by_former_members": former,
            "is_to_come": is_to_come,
        },
        cure="" if verdict is Verdict.MET else "designate_the_rapporteurs",
    )


def rapporteur_is_no_national(*, member: Member, state: StateCode) -> Finding:
    """Check the nationality and diplomatic posts of a rapporteur against the State in his or her charge.

    Art. 17.2.a keeps such a member from looking into the matters of that State, which is what a
    country rapporteur does; no article says it of rapporteurs by name.
    """
    judged = member_takes_part(member=member, states=(state,))
    cures = {
        Verdict.BREACHED: "designate_another_rapporteur",
        Verdict.UNDETERMINED: "record_the_nationality",
    }
    return Finding(
        rule="rapporteur_is_no_national",
        verdict=judged.verdict,
        citations=judged.citations,
        facts={"state": str(state), **judged.facts},
        cure=cures.get(judged.verdict, ""),
    )


def rapporteurs_are_reviewed_in_the_first_session(
    *, year: int, first_session: date | None, reviewed_on: date | None, today: date
) -> Finding:
    """Check that the Commission considered its country rapporteurships in the year.

    Art. 15.2: in the first session of the year, or whenever that is necessary; so a later day of the
    same year is lawful too. ``first_session`` is its day, None while the year has none.
    """
    last_day = date(year, 12, 31)
    verdict = Verdict.BREACHED
    if reviewed_on is not None and reviewed_on <= last_day:
        verdict = Verdict.MET
    elif today <= last_day:
        verdict = Verdict.UNDETERMINED
    return Finding(
        rule="rapporteurs_are_reviewed_in_the_first_session",
        verdict=verdict,
        citations=(Citation(15, 2),),
        facts={
            "year": year,
            "first_session": first_session,
            "reviewed_on": reviewed_on,
            "in_the_first_session": reviewed_on is not None and reviewed_on == first_session,
            "first_session_is_over": first_session is not None and first_session < today,
            "last_day": last_day,
        },
        cure="" if verdict is Verdict.MET else "put_the_rapporteurships_on_the_order_of_business",
    )


def review_falls_due(mandate: Mandate) -> date | None:
    """Return the last day to review a mandate, counted from its last review or its creation."""
    since = mandate.reviewed_on or mandate.created_on
    if since is None:
        return None
    return months_after(since, provision("mandate_review", on=since).value)


def mandate_is_reviewed_in_time(*, mandate: Mandate, today: date) -> Finding:
    """Check that the mandate of a rapporteurship was reviewed within its three years (Art. 15.3).

    A mandate that ended by then needs no review any more.
    """
    last_day = review_falls_due(mandate)
    verdict, cure = Verdict.MET, ""
    ended_on = mandate.ended_on
    has_ended = ended_on is not None and (last_day is None or ended_on <= last_day)
    if last_day is None and not has_ended:
        verdict, cure = Verdict.UNDETERMINED, "record_the_review_of_the_mandate"
    elif last_day is not None and today > last_day and not has_ended:
        verdict, cure = Verdict.BREACHED, "review_the_mandate"
    return Finding(
        rule="mandate_is_reviewed_in_time",
        verdict=verdict,
        citations=(Citation(15, 3),),
        facts={
            "mandate": mandate.name,
            "reviewed_on": mandate.reviewed_on,
            "created_on": mandate.created_on,
            "ended_on": ended_on if has_ended else None,
            "last_day": last_day,
        },
        cure=cure,
    )


def term_of_special_rapporteur_ends(mandate: Mandate) -> date | None:
    """Return the last day of a special rapporteur, the renewal and the end of the mandate counted in.

    The first day counts: a term that begins on 1 October ends on 30 September. None where there is
    no such term, or its first day is not on record.
    """
    since = mandate.holder_since
    if mandate.kind is not MandateKind.SPECIAL or since is None:
        return None
    terms = provision("special_rapporteur_terms", on=since).value if mandate.renewed_on else 1
    months = provision("special_rapporteur_term", on=since).value * terms
    ends = months_after(since, months) - timedelta(days=1)
    return min(ends, mandate.ended_on) if mandate.ended_on else ends


def special_rapporteur_is_within_the_term(*, mandate: Mandate, today: date) -> Finding:
    """Check that a special rapporteur is within three years, or six once renewed (Art. 15.4).

    The term ends earlier where the mandate does. Thematic rapporteurs have no term of their own.
    """
    last_day = term_of_special_rapporteur_ends(mandate)
    is_held = mandate.kind is MandateKind.SPECIAL and bool(mandate.holder)
    verdict, cure = Verdict.MET, ""
    if is_held and last_day is None:
        verdict, cure = Verdict.UNDETERMINED, "record_the_first_day_of_the_rapporteur"
    elif is_held and last_day is not None and today > last_day:
        verdict = Verdict.BREACHED
        may_be_renewed = mandate.renewed_on is None and mandate.ended_on is None
        cure = "renew_or_replace_the_rapporteur" if may_be_renewed else "fill_the_position"
    return Finding(
        rule="special_rapporteur_is_within_the_term",
        verdict=verdict,
        citations=(Citation(15, 4),),
        facts={
            "mandate": mandate.name,
            "holder": mandate.holder if is_held else "",
            "holder_since": mandate.holder_since,
            "renewed_on": mandate.renewed_on,
            "last_day": last_day,
        },
        cure=cure,
    )


def rapporteur_reported_in_the_year(
    *,
    year: int,
    rapporteurship: str,
    report: RapporteurReport | None,
    is_a_mandate: bool,
    today: date,
) -> Finding:
    """Check that a rapporteur reported to the plenary in a calendar year.

    Art. 15.2 asks it of country rapporteurs, Art. 15.6 in writing of those with a mandate. "Once a
    year" is read as by the last day of the year that the report is for. ``rapporteurship`` names it.
    """
    last_day = date(year, 12, 31)
    presented = report.presented_on if report else None
    spoken_only = bool(presented and is_a_mandate and report and not report.in_writing)
    late = presented is not None and presented > last_day
    verdict, cure = Verdict.MET, ""
    if spoken_only:
        verdict, cure = Verdict.BREACHED, "ask_the_rapporteur_for_the_report"
    elif late:
        verdict = Verdict.BREACHED
    elif presented is None:
        verdict = Verdict.UNDETERMINED if today <= last_day else Verdict.BREACHED
        cure = "ask_the_rapporteur_for_the_report"
    return Finding(
        rule="rapporteur_reported_in_the_year",
        verdict=verdict,
        citations=(Citation(15, 6) if is_a_mandate else Citation(15, 2),),
        facts={
            "rapporteurship": rapporteurship,
            "year": year,
            "presented_on": presented,
            "spoken_only": spoken_only,
            "late": late,
            "last_day": last_day,
        },
        cure=cure,
    )
