"""Title II, Chapter VI, second part: what is granted (Arts. 61, 64.3, 66.3, 67, 68, 70).

``day`` is the hearing's own date at its place; None while it has none.
"""

from collections.abc import Iterable
from datetime import date

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import Hearing, HearingKind
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member
from convoca.domain.minutes import HearingMinutes
from convoca.domain.party import PartyKind
from convoca.domain.slot import Slot
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.hearing_requests import ON_PETITIONS_AND_CASES
from convoca.rules.standing import verdict_on, verdict_on_minutes


def hearing_is_convoked(
    *, hearing: Hearing, members: Iterable[Member], day: date | None, today: date
) -> Finding:
    """Check that the President of that day convoked the hearing, as the Secretary proposed.

    Art. 61. On whose initiative it is held makes no difference. Where the record does not say who
    presided (Art. 9), the question stays open.
    """
    everybody = tuple(members)
    given = hearing.convocation
    presiding = presiding_on(everybody, given.convoked_on) if given.convoked_on else None
    missing = _missing_in_convocation(hearing, day)
    verdict = verdict_on(missing, today=today, last_day=day)
    cure = "record_proposal_and_convocation" if missing else ""
    by_another = presiding is not None and given.convoked_by not in {None, presiding.id}
    if by_another:
        verdict, cure = Verdict.BREACHED, "have_the_president_convoke"
    elif verdict is Verdict.MET and presiding is None:
        verdict, cure = Verdict.UNDETERMINED, "record_the_board_of_officers"
    return Finding(
        rule="hearing_is_convoked",
        verdict=verdict,
        citations=(Citation(61),),
        facts={
            "proposed_on": given.proposed_on,
            "convoked_on": given.convoked_on,
            "convoked_by": next((m.name for m in everybody if m.id == given.convoked_by), None),
            "convoked_by_another": by_another,
            "presiding": presiding.name if presiding else None,
            "initiative": str(hearing.initiative),
            "missing": missing,
            "last_day": day,
        },
        cure=cure,
    )


def _missing_in_convocation(hearing: Hearing, day: date | None) -> tuple[str, ...]:
    """Name what is not on record, or not on record in its order: proposal, convocation, hearing."""
    given = hearing.convocation
    proposed, convoked = given.proposed_on, given.convoked_on
    on_record = {
        "proposal": proposed is not None and (convoked is None or proposed <= convoked),
        "convocation": convoked is not None and (day is None or convoked <= day),
        "convoked_by": given.convoked_by is not None,
    }
    return tuple(name for name, there in on_record.items() if not there)


def parties_are_convoked(*, hearing: Hearing, day: date | None, today: date) -> Finding:
    """Check that both parties are called to a hearing on their petition or case (Art. 64.3).

    A hearing of another kind on a State's matter follows by analogy; of a general hearing the
    Rules do not ask it (``asked`` is False), nor does the absence of a party stop a hearing.
    """
    asked = not hearing.kind.is_general
    missing = _missing_parties(hearing) if asked else ()
    verdict = verdict_on(missing, today=today, last_day=day)
    return Finding(
        rule="parties_are_convoked",
        verdict=verdict,
        citations=(Citation(64, 3),),
        facts={
            "asked": asked,
            "missing": missing,
            "by_analogy": asked and hearing.kind not in ON_PETITIONS_AND_CASES,
            "last_day": day,
        },
        cure="convoke_both_parties" if missing else "",
    )


def _missing_parties(hearing: Hearing) -> tuple[str, ...]:
    states = _states_convened(hearing)
    others = any(party.kind is not PartyKind.STATE for party in hearing.parties)
    if hearing.kind is HearingKind.INTERSTATE_PETITION:
        return () if len(states) > 1 else ("both_states",)
    every_state = bool(states) and states.issuperset(hearing.states)
    sides = {"state": hearing.state_convened or every_state, "petitioner": others}
    return tuple(name for name, there in sides.items() if not there)


def state_is_convened(*, hearing: Hearing, day: date | None, today: date) -> Finding:
    """Check that the State concerned is convened to a general hearing on it (Art. 66.3).

    Not asked of a private hearing, nor of one on no State in particular. Other interested parties
    may be invited (Art. 66.4); that is never a duty.
    """
    asked = hearing.kind.is_general and not hearing.is_private and bool(hearing.states)
    convened = _states_convened(hearing)
    missing = tuple(s for s in hearing.states if asked and s not in convened)
    if hearing.state_convened:
        missing = ()
    return Finding(
        rule="state_is_convened",
        verdict=verdict_on(missing, today=today, last_day=day),
        citations=(Citation(66, 3), Citation(66, 4)),
        facts={
            "asked": asked,
            "private": hearing.is_private,
            "states": tuple(hearing.states),
            "states_missing": missing,
            "last_day": day,
        },
        cure="convene_the_state" if missing else "",
    )


def _states_convened(hearing: Hearing) -> set[StateCode | None]:
    return {party.state for party in hearing.parties if party.kind is PartyKind.STATE}


def working_group_is_formed(
    *, hearing: Hearing, members: Iterable[Member], day: date | None
) -> Finding:
    """Check that a working group named for a hearing consists of members in office (Art. 67).

    The President may form one; without one the whole Commission is called.
    """
    in_group = set(hearing.working_group)
    known = [member for member in members if member.id in in_group]
    outside = tuple(m.name for m in known if day is not None and not m.in_office(day))
    verdict, cure = Verdict.MET, ""
    if outside:
        verdict, cure = Verdict.BREACHED, "name_another_member"
    elif in_group and (day is None or len(known) < len(in_group)):
        verdict, cure = Verdict.UNDETERMINED, "place_the_hearing_and_check_its_members"
    return Finding(
        rule="working_group_is_formed",
        verdict=verdict,
        citations=(Citation(67),),
        facts={"members": len(in_group), "not_in_office": outside, "day": day},
        cure=cure,
    )


def hearing_is_public_or_decided_private(
    *, hearing: Hearing, slot: Slot | None, today: date
) -> Finding:
    """Check that a hearing is public, or private by a decision that the parties knew in time.

    Art. 68: exceptional circumstances on record, and the parties told before the hearing begins,
    to the minute.
    """
    decision = hearing.private_decision
    told = decision.parties_told_at
    on_record = {
        "decision": decision.decided_on is not None,
        "circumstances": bool(decision.circumstances.strip()),
        "parties_told": told is not None,
    }
    missing = tuple(n for n, there in on_record.items() if hearing.is_private and not there)
    told_late = hearing.is_private and told is not None and slot is not None and told >= slot.start
    last_day = slot.wall_date if slot else None
    verdict = verdict_on(missing, today=today, last_day=last_day)
    return Finding(
        rule="hearing_is_public_or_decided_private",
        verdict=Verdict.BREACHED if told_late else verdict,
        citations=(Citation(68),),
        facts={
            "private": hearing.is_private,
            "decided_on": decision.decided_on,
            "parties_told_at": told,
            "hearing_begins_at": slot.start if slot else None,
            "told_late": told_late,
            "missing": missing,
            "last_day": last_day,
        },
        cure="decide_and_tell_the_parties" if missing or told_late else "",
    )


def minutes_state_what_they_must(*, minutes: HearingMinutes) -> Finding:
    """Check the minutes of a hearing for what Art. 70.1 lists.

    A hearing may end without decision, commitment or document, so these are counted, not demanded.
    """
    stated = {
        "day_and_time": minutes.started is not None,
        "participants": bool(minutes.attendance),
    }
    missing = tuple(name for name, there in stated.items() if not there)
    return Finding(
        rule="minutes_state_what_they_must",
        verdict=verdict_on_minutes(missing, minutes.status),
        citations=(Citation(70, 1),),
        facts={
            "missing": missing,
            "decisions": len(minutes.decisions),
            "commitments": len(minutes.commitments),
            "annexes": len(minutes.annexes),
        },
        cure="complete_the_minutes" if missing else "",
    )
