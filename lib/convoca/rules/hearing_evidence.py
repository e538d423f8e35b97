"""Title II, Chapter VI, the sides of a hearing: absence (Art. 64.3), documents and testimony (Art. 65)."""

from collections.abc import Collection
from datetime import date

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import ParticipantId
from convoca.domain.minutes import HearingMinutes
from convoca.domain.party import Participant, PartyKind, Role, Side
from convoca.rules.standing import verdict_on, verdict_on_minutes


def hearing_goes_on_without_the_party(*, notice: Finding | None) -> Finding:
    """Check that a hearing may go on although a party stays away: the party was notified (Art. 64.3).

    ``notice`` is the finding of ``notice_is_in_time`` for the party, None while the hearing has no
    day. A notice that came late, without exceptional circumstances on record, leaves the question
    to the Commission.
    """
    served = notice.facts["served"] if notice else None
    verdict, cure = Verdict.UNDETERMINED, "serve_the_notice"
    if notice is not None and notice.verdict in {Verdict.MET, Verdict.WAIVED}:
        verdict, cure = Verdict.MET, ""
    elif served is not None:
        cure = "record_exceptional_circumstances"
    elif notice is not None and notice.verdict is Verdict.BREACHED:
        verdict, cure = Verdict.BREACHED, "serve_the_notice_late"
    return Finding(
        rule="hearing_goes_on_without_the_party",
        verdict=verdict,
        citations=(Citation(64, 3),),
        facts={
            "served": served,
            "hearing": notice.facts["hearing"] if notice else None,
            "shortened": notice is not None and notice.verdict is Verdict.WAIVED,
        },
        cure=cure,
    )


def other_side_may_observe_on_documents(
    *, hearing: Hearing, minutes: HearingMinutes | None
) -> Finding:
    """Check that time is given to observe on documents that were handed in at a hearing (Art. 65.2)."""
    documents = len(minutes.annexes) if minutes else 0
    until = hearing.equality.observations_until
    missing = ("observations_until",) if documents and until is None else ()
    return Finding(
        rule="other_side_may_observe_on_documents",
        verdict=verdict_on_minutes(missing, minutes.status) if minutes else Verdict.MET,
        citations=(Citation(65, 2),),
        facts={"documents": documents, "until": until, "missing": missing},
        cure="give_time_for_observations" if missing else "",
    )


def testimony_of(hearing: Hearing, side: Side) -> tuple[Participant, ...]:
    """Return the witnesses and experts that one side brings."""
    return tuple(
        participant
        for participant in hearing.participants
        if participant.side is side and participant.role in {Role.WITNESS, Role.EXPERT}
    )


def other_side_knows_of_the_testimony(
    *, hearing: Hearing, told: Collection[ParticipantId], day: date | None, today: date
) -> Finding:
    """Check that each side was told of the other's witnesses and experts (Arts. 65.5, 65.6).

    ``told`` are those of whom a notice was served on the other side. Without such a notice the
    Commission hears them in extraordinary circumstances only, with measures that keep the balance.
    """
    sides = {party.kind is PartyKind.STATE for party in hearing.told_parties}
    offered = [*testimony_of(hearing, Side.REQUESTER), *testimony_of(hearing, Side.STATE)]
    # Where one side alone is called there is nobody to be told.
    asked = bool(offered) and sides == {True, False}
    untold = tuple(person.name for person in offered if asked and person.id not in told)
    equality = hearing.equality
    excused = bool(equality.untold_testimony.strip() and equality.balance_measures.strip())
    verdict = verdict_on(untold, today=today, last_day=day)
    if untold and excused:
        verdict = Verdict.WAIVED
    citations = (Citation(65, 5), Citation(65, 6)) if untold else (Citation(65, 5),)
    return Finding(
        rule="other_side_knows_of_the_testimony",
        verdict=verdict,
        citations=citations,
        facts={
            "asked": asked,
            "testimonies": len(offered),
            "untold": untold,
            "circumstances": equality.untold_testimony.strip() if excused else "",
            "measures": equality.balance_measures.strip() if excused else "",
            "last_day": day,
        },
        cure="tell_the_other_side" if untold and not excused else "",
    )
