"""Title II, Chapter IV: on-site observations (Arts. 53-57). They alone are bound by these rules.

A working or technical visit is prepared alike by custom; what it lacks is told, never a breach.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member, Residence
from convoca.domain.on_site_observation import (
    Consent,
    NamedBy,
    ObservationKind,
    OnSiteObservation,
)
from convoca.rules.standing import verdict_on


def special_commission_is_named(*, observation: OnSiteObservation, today: date) -> Finding:
    """Check that a Special Commission with its President was named by the first day.

    Art. 53: the Commission names both; in great urgency the President may, subject to approval.
    """
    named = observation.special_commission
    missing = _missing_in_special_commission(observation)
    verdict = verdict_on(missing, today=today, last_day=observation.opens)
    cure = "name_the_special_commission" if missing else ""
    if _awaits_approval(observation) and verdict is Verdict.MET:
        # No article says by when the Commission must approve: it stays open until it does.
        verdict, cure = Verdict.UNDETERMINED, "approve_the_urgent_designation"
    finding = Finding(
        rule="special_commission_is_named",
        verdict=verdict,
        citations=(Citation(53),),
        facts={
            "missing": missing,
            "members": len(named.members),
            "named_on": named.named_on,
            "in_urgency": named.named_by is NamedBy.PRESIDENT_IN_URGENCY,
            "approved_on": named.approved_on,
            "last_day": observation.opens,
        },
        cure=cure,
    )
    return _binds_on_site_observations_only(finding, observation.kind)


def _missing_in_special_commission(observation: OnSiteObservation) -> tuple[str, ...]:
    named = observation.special_commission
    on_record = {
        "members": bool(named.members),
        "president": named.president is not None and named.president in named.members,
        "day_of_designation": named.named_on is not None and named.named_on <= observation.opens,
    }
    return tuple(name for name, there in on_record.items() if not there)


def _awaits_approval(observation: OnSiteObservation) -> bool:
    named = observation.special_commission
    return named.named_by is NamedBy.PRESIDENT_IN_URGENCY and named.approved_on is None


def member_joins_the_observation(
    *,
    member: Member,
    states: Iterable[StateCode],
    opens: date,
    closes: date,
    kind: ObservationKind = ObservationKind.ON_SITE,
) -> Finding:
    """Check that a member is neither a national of a State visited nor resident there.

    Art. 54: residence counts on any day from ``opens`` to ``closes``, both included, and is unknown
    where one of these days is in none. ``states`` are all those touched: the States observed, and those on whose soil it happens.
    """
    visited = tuple(dict.fromkeys(states))
    living = [r for r in member.residences if _overlaps(r, opens, closes)]
    living_in = {residence.state for residence in living}
    national_of = tuple(state for state in visited if state in member.nationalities)
    resident_in = tuple(state for state in visited if state in living_in)
    unknown = tuple(
        name
        for name, known in (
            ("nationality", member.nationalities),
            ("residence", _is_known_throughout(living, opens, closes)),
        )
        if not known
    )
    verdict, cure = _judged(disqualified=bool(national_of or resident_in), unclear=bool(unknown))
    finding = Finding(
        rule="member_joins_the_observation",
        verdict=verdict,
        citations=(Citation(54),),
        facts={
            "member": member.name,
            "states": visited,
            "national_of": national_of,
            "resident_in": resident_in,
            "missing": unknown,
            "opens": opens,
            "closes": closes,
        },
        cure=cure,
    )
    return _binds_on_site_observations_only(finding, kind)


def delegation_is_free_of_nationals_and_residents(
    *,
    members: Iterable[Member],
    states: Iterable[StateCode],
    opens: date,
    closes: date,
    kind: ObservationKind = ObservationKind.ON_SITE,
) -> Finding:
    """Check every member of a Special Commission against every State touched (Art. 54)."""
    visited = tuple(dict.fromkeys(states))
    findings = [
        member_joins_the_observation(
            member=member, states=visited, opens=opens, closes=closes, kind=kind
        )
        for member in members
    ]
    unclear = [f for f in findings if f.facts["missing"] and not _disqualifies(f)]
    verdict, cure = _judged(
        disqualified=any(_disqualifies(finding) for finding in findings),
        unclear=bool(unclear),
    )
    if not findings:
        verdict, cure = Verdict.UNDETERMINED, "name_the_special_commission"
    finding = Finding(
        rule="delegation_is_free_of_nationals_and_residents",
        verdict=verdict,
        citations=(Citation(54),),
        facts={
            "states": visited,
            "members": len(findings),
            "nationals": _names(f for f in findings if f.facts["national_of"]),
            "residents": _names(f for f in findings if f.facts["resident_in"]),
            "unclear": _names(unclear),
            "opens": opens,
            "closes": closes,
        },
        cure=cure,
    )
    return _binds_on_site_observations_only(finding, kind)


def states_have_consented(*, observation: OnSiteObservation, today: date) -> Finding:
    """Check that each State on whose soil it happens invited the Commission or consented by the first day.

    Art. 56 takes an invitation or consent for granted. ``invited_on`` of the whole visit counts
    where it happens on the soil of one State only. A State that refused is told from one that is silent.
    Where entry to every stage was refused, the visit leads nowhere until another place takes its stead.
    """
    by_state = {consent.state: consent for consent in observation.consents}
    soil = observation.soil or _soil_refused(observation)
    refusing = tuple(
        s for s in soil if not observation.soil or (s in by_state and _refused(by_state[s]))
    )
    days = {state: _agreed_on(observation, by_state.get(state)) for state in soil}
    missing = tuple(
        state
        for state, agreed_on in days.items()
        if state not in refusing and (agreed_on is None or agreed_on > observation.opens)
    )
    verdict = verdict_on(missing, today=today, last_day=observation.opens)
    cure = "ask_for_the_consent" if missing else ""
    if refusing:
        verdict, cure = Verdict.BREACHED, "move_the_visit"
    finding = Finding(
        rule="states_have_consented",
        verdict=verdict,
        citations=(Citation(56),),
        facts={
            "states": soil,
            "states_refusing": refusing,
            "states_missing": missing,
            "last_day": observation.opens,
        },
        cure=cure,
    )
    return _binds_on_site_observations_only(finding, observation.kind)


def _soil_refused(observation: OnSiteObservation) -> tuple[StateCode, ...]:
    """Return where a visit was to go of which no stage is left."""
    if observation.stages_standing:
        return ()
    soil = (code for stage in observation.stages for code in observation.soil_of(stage))
    return tuple(dict.fromkeys(soil))


def _refused(consent: Consent) -> bool:
    """Whether a refusal is the last that was heard of a State."""
    if consent.refused_on is None:
        return False
    agreed_on = consent.consented_on or consent.invited_on
    return agreed_on is None or agreed_on <= consent.refused_on


def _agreed_on(observation: OnSiteObservation, consent: Consent | None) -> date | None:
    if consent is not None and (consent.invited_on or consent.consented_on):
        days = (consent.invited_on, consent.consented_on)
        return min(day for day in days if day is not None)
    return observation.invited_on if len(observation.soil) == 1 else None


def _judged(*, disqualified: bool, unclear: bool) -> tuple[Verdict, str]:
    if disqualified:
        return Verdict.BREACHED, "name_another_member"
    if unclear:
        return Verdict.UNDETERMINED, "record_nationality_and_residence"
    return Verdict.MET, ""


def _names(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(str(finding.facts["member"]) for finding in findings)


def _disqualifies(finding: Finding) -> bool:
    return bool(finding.facts["national_of"] or finding.facts["resident_in"])


def _overlaps(residence: Residence, opens: date, closes: date) -> bool:
    return (residence.starts is None or residence.starts <= closes) and (
        residence.ends is None or opens <= residence.ends
    )


def _is_known_throughout(residences: Iterable[Residence], opens: date, closes: date) -> bool:
    """Whether a member lives somewhere on each day, e.g. also after moving house."""
    day = opens
    for residence in sorted(residences, key=lambda r: r.starts or date.min):
        if residence.starts is not None and residence.starts > day:
            return False
        if residence.ends is None or residence.ends >= closes:
            return True
        day = max(day, residence.ends + timedelta(days=1))
    return False


def _binds_on_site_observations_only(finding: Finding, kind: ObservationKind) -> Finding:
    """Make no breach of what a visit of another kind lacks."""
    practice_only = kind is not ObservationKind.ON_SITE
    told = finding.verdict is Verdict.BREACHED and practice_only
    return replace(
        finding,
        verdict=Verdict.UNDETERMINED if told else finding.verdict,
        facts={**finding.facts, "practice_only": practice_only},
    )
