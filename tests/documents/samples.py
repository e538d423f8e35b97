"""Rows and minutes of plainly invented activities, as the services hand them to the exporters."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from convoca.domain.attendance import AbsenceReason
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import HearingKind, Initiative
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.domain.identifiers import HearingRequestId, StateCode
from convoca.domain.member import Office
from convoca.domain.minutes import Annex, Approval, Attendance, Commitment, MinutesStatus
from convoca.domain.party import Role, Side
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import Slot
from convoca.domain.vote import Majority
from convoca.services.read_models import (
    ElectionLine,
    MinutesEdition,
    MinutesProjection,
    ProgrammeRow,
    RequestRow,
    VoteLine,
)

LATE = Finding(
    rule="request_is_in_time",
    verdict=Verdict.BREACHED,
    citations=(Citation(66, 1),),
    facts={
        "received": date(2022, 1, 17),
        "last_day": date(2022, 1, 16),
        "days": 50,
        "days_before_opening": 49,
        "period_opens": date(2022, 3, 7),
        "by_analogy": False,
        "verified": True,
    },
    cure="hear_on_own_initiative_or_decline",
)
IN_WRITING = Finding(
    rule="request_is_in_writing",
    verdict=Verdict.MET,
    citations=(Citation(66, 1),),
    facts={"in_writing": True, "by_analogy": False},
)


def a_request_row(**changes: Any) -> RequestRow:
    values: dict[str, Any] = {
        "id": HearingRequestId(UUID(int=7)),
        "period_number": 183,
        "reference": "PS 183-7",
        # Still the evening of the 16th at the seat.
        "received": datetime(2022, 1, 17, 3, 30, tzinfo=UTC),
        "received_on": date(2022, 1, 16),
        "days_before_opening": 50,
        "last_day": date(2022, 1, 16),
        "in_time": Verdict.MET,
        "in_call": Verdict.UNDETERMINED,
        "complete": Verdict.BREACHED,
        "missing": ("purpose", "participants"),
        "title": "Ejemplo: situación de la niñez en Perú",
        "kind": HearingKind.COUNTRY_GENERAL,
        "wanted": ActivityWanted.HEARING,
        "initiative": Initiative.PARTY,
        "states": (StateCode("PE"), StateCode("BR")),
        "requesters": ("Organización Ejemplo", "Red Ñandú"),
        "matter_number": "12.345",
        "minutes_wanted": 60,
        "decision": Decision.GRANTED,
        "decided_on": date(2022, 2, 1),
        "decision_reason": "Ejemplo",
        "merged_into": "",
        "similar_to": ("PS 183-9",),
        "findings": (LATE, IN_WRITING),
    }
    return RequestRow(**{**values, **changes})


def a_programme_row(**changes: Any) -> ProgrammeRow:
    values: dict[str, Any] = {
        "kind": ActivityKind.HEARING,
        "title": "Example: independence of judges",
        "slot": Slot.local(date(2022, 3, 15), time(9, 30), minutes=90, zone="America/Bogota"),
        "place": "Bogotá",
        "room": "Sala Ñ",
        "minutes": 90,
        "states": (StateCode("CO"),),
        "parties": ("Example Organisation", "Colombia"),
        "panel": ("Example Member A", "Example Member B"),
        "is_private": False,
        "is_cancelled": False,
        "last_day_of_notice": date(2022, 2, 15),
        "notice": Verdict.MET,
        "problems": 2,
    }
    return ProgrammeRow(**{**values, **changes})


def hearing_minutes(**changes: Any) -> MinutesProjection:
    values: dict[str, Any] = {
        "kind": ActivityKind.HEARING,
        "period_number": 183,
        "is_example": True,
        "title": "Ejemplo: acceso a la justicia de pueblos indígenas en Perú",
        "matter_number": "P-123-20",
        "states": (StateCode("PE"), StateCode("BR")),
        "is_private": False,
        "started": datetime(2022, 3, 15, 14, 30, tzinfo=UTC),
        "ended": datetime(2022, 3, 15, 16, 2, tzinfo=UTC),
        "zone": "America/Bogota",
        "place": "Bogotá, Centro de Convenciones, Sala Ñ",
        "presiding": "Example Member A",
        "members_present": ("Example Member A", "Example Member B", "Example Member C"),
        "attendance": (
            Attendance(name="Ana Ejemplo", organisation="Organización Ejemplo"),
            Attendance(name="Witness 1", role=Role.WITNESS, protected=True),
            Attendance(
                name="Juan Ejemplo",
                role=Role.STATE_AGENT,
                side=Side.STATE,
                organisation="Ministerio de Ejemplo",
            ),
        ),
        "matters": (),
        "decisions": (
            "To give the State 30 days for its written observations.",
            "To hear Witness 1 without the public.",
        ),
        "commitments": (
            Commitment(
                party="Perú", text="To hand in the register of titles.", due=date(2022, 4, 15)
            ),
            Commitment(party="Organización Ejemplo", text="To name a liaison."),
        ),
        "statements": (),
        "annexes": (
            Annex(
                title="Mapa de territorios",
                submitted_by="Organización Ejemplo",
                sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
        ),
        "is_draft": True,
    }
    return MinutesProjection(**{**values, **changes})


def session_minutes(**changes: Any) -> MinutesProjection:
    values: dict[str, Any] = {
        "kind": ActivityKind.SESSION,
        "is_example": False,
        "title": "Example session 3",
        "matter_number": "",
        "states": (),
        "attendance": (),
        "matters": ("Programme of hearings", "Date of the next period"),
        "decisions": ("To meet next in November.",),
        "commitments": (),
        "annexes": (),
        "statements": (("Example Member B", "I should have preferred October."),),
        "is_draft": False,
    }
    return hearing_minutes(**{**values, **changes})


def voted_session_minutes(**changes: Any) -> MinutesProjection:
    """Final minutes of a session with hours, absences, an election, a vote and what followed it."""
    began, ended = session_minutes().started, session_minutes().ended
    values: dict[str, Any] = {
        "version": 7,
        "status": MinutesStatus.FINAL,
        "fingerprint": "ab" * 32,
        "times_present": (("Example Member A", began, None), ("Example Member B", began, ended)),
        "absent": (("Example Member D", AbsenceReason.ILLNESS), ("Example Member E", None)),
        "presided": ("Example Member A", "Example Member B"),
        "elections": (
            ElectionLine(office=Office.PRESIDENT, elected="Example Member A", ballots=2, votes=4),
        ),
        "votes": (
            VoteLine(
                text="Is the report on Example approved?",
                decision="report_on_a_state",
                majority=Majority.ABSOLUTE,
                citations=(Citation(18, 1, "c"),),
                in_favour=4,
                against=1,
                abstaining=0,
                required=4,
                adopted=True,
                dissenting=("Example Member B",),
                no_part=("Example Member C",),
                explained=(("Example Member B", "I should have asked for more.\nExample."),),
            ),
        ),
        "approval": Approval.SILENCE,
        "approved_on": date(2022, 7, 4),
        "approve_at_number": 184,
        "corrections": ((date(2022, 7, 5), "It began at 9:40."),),
    }
    return session_minutes(**{**values, **changes})


def party_copy(**changes: Any) -> MinutesProjection:
    """The copy that a party is given, whose third participant was left out."""
    values: dict[str, Any] = {
        "edition": MinutesEdition.PARTY_COPY,
        "attendance": hearing_minutes().attendance[:2],
        "redacted": ("attendance[3]",),
        "fingerprint": "cd" * 32,
        "is_draft": False,
        "status": MinutesStatus.COMPLETED,
    }
    return hearing_minutes(**{**values, **changes})
