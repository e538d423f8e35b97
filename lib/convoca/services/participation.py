"""Who may take part in a matter of a period of sessions (Art. 17), and who may join a visit (Art. 54)."""

from uuid import UUID

from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.party import PartyKind
from convoca.domain.programme import Session
from convoca.rules.functioning import member_is_not_recused, member_takes_part
from convoca.rules.on_site_observations import member_joins_the_observation
from convoca.services.period_file import PeriodFile


def part_findings(file: PeriodFile, activity: UUID, member: Member) -> tuple[Finding, ...]:
    """Judge whether a member takes part in an activity (Arts. 17.2.a, 17.2.b, 17.3-4)."""
    matter = _joined_in(file, activity)
    own = tuple(recusal for recusal in file.recusals if recusal.activity in matter)
    return (
        member_takes_part(member=member, states=states_of(file, activity)),
        member_is_not_recused(member=member, recusals=own),
    )


def _joined_in(file: PeriodFile, activity: UUID) -> tuple[UUID, ...]:
    """Return an activity with the hearings that it took over: who is recused from one is from all."""
    found = [activity]
    for kept in found:
        found += [j.other for j in file.joinings if j.kept == kept and j.other not in found]
    return tuple(found)


def may_sit(file: PeriodFile, activity: UUID, member: Member) -> bool:
    """Whether nothing on record keeps a member from taking part in an activity (Art. 17)."""
    findings = part_findings(file, activity, member)
    return all(finding.verdict is not Verdict.BREACHED for finding in findings)


def states_of(file: PeriodFile, activity: UUID) -> tuple[StateCode, ...]:
    """Return the States under review in an activity, cancelled or not, those that are parties included.

    A session reviews none by itself.
    """
    found = file.records[activity]
    if isinstance(found, Session):
        return ()
    parties = (party.state for party in found.parties if party.kind is PartyKind.STATE)
    return tuple(dict.fromkeys((*found.states, *(state for state in parties if state))))


def may_join(visit: OnSiteObservation, member: Member) -> bool:
    """Whether neither nationality nor residence bars a member from a visit (Art. 54)."""
    finding = member_joins_the_observation(
        member=member,
        states=visit.states_touched,
        opens=visit.opens,
        closes=visit.closes,
        kind=visit.kind,
    )
    return finding.verdict is not Verdict.BREACHED
