"""Letters of plainly invented hearings, one of each kind, as the services hand them to the writer."""

from datetime import date, time
from typing import Any
from uuid import UUID

from convoca.domain.identifiers import ParticipantId, StateCode
from convoca.domain.language import Language
from convoca.domain.notice import Appointment, NoticeFacts, NoticeKind, WitnessTold
from convoca.domain.on_site_observation import GuaranteeAnswer
from convoca.domain.party import Role
from convoca.domain.period_of_sessions import Modality
from convoca.domain.release import ChangeKind
from convoca.domain.slot import Slot
from convoca.services.audience import Audience
from convoca.services.notices.letters import Letter

STATE = Audience.named("state:BR")
PETITIONER = Audience.named(f"petitioner:{UUID(int=9)}")


def an_appointment(day: date, hour: time, **changes: Any) -> Appointment:
    values: dict[str, Any] = {
        "slot": Slot.local(day, hour, minutes=90, zone="America/Bogota"),
        "place": "Centro de Ejemplo, Bogotá",
        "room": "Sala Ñ",
        "modality": Modality.HYBRID,
        "link": "https://meet.example/sala",
        "panel": ("Example Member A", "Example Member B"),
    }
    return Appointment(**{**values, **changes})


def some_facts(**changes: Any) -> NoticeFacts:
    values: dict[str, Any] = {
        "title": "Ejemplo: independencia judicial",
        "reference": "PS 196-7",
        "matter_number": "12.345",
        "states": (StateCode("BR"),),
        "before": an_appointment(date(2027, 3, 9), time(9)),
        "after": an_appointment(date(2027, 3, 10), time(14, 30)),
        "changes": (ChangeKind.MOVED_DAY, ChangeKind.MOVED_HOUR),
        "reason": "Motivo de ejemplo",
        "authority": "Autoridad de ejemplo",
        "merged_into": "Ejemplo: acceso a la justicia",
        "may_attend": ("Persona de ejemplo A",),
        "witnesses": (
            WitnessTold(
                id=ParticipantId(UUID(int=1)),
                name="Testigo 1",
                role=Role.WITNESS,
                purpose="Hechos de ejemplo",
            ),
        ),
        "documents": "Informe de ejemplo",
        "accredit_by": date(2027, 2, 1),
        "documents_by": date(2027, 2, 20),
        "speaking_minutes": 20,
        "languages": (Language.SPANISH, Language.PORTUGUESE),
        "first_day": date(2027, 5, 3),
        "last_day": date(2027, 5, 7),
        "guarantees": (
            GuaranteeAnswer(letter="a", granted=True, answered_on=date(2027, 1, 3)),
            GuaranteeAnswer(letter="b"),
        ),
    }
    return NoticeFacts(**{**values, **changes})


def a_letter(
    kind: NoticeKind = NoticeKind.CONVOCATION,
    language: Language = Language.SPANISH,
    *,
    facts: NoticeFacts | None = None,
    **changes: Any,
) -> Letter:
    values: dict[str, Any] = {
        "notice": UUID(int=5),
        "kind": kind,
        "audience": STATE,
        "language": language,
        "addressee": "Ministerio de Ejemplo\nBrasília",
        "address": "ejemplo@example.org",
        "zone": "America/Sao_Paulo",
        "period_number": 196,
        "is_example": True,
        "is_draft": False,
        "dated": date(2027, 1, 4),
        "reference": "196-2027-7",
        "facts": facts or some_facts(),
        "message": "Palabras propias de ejemplo.",
        "articles": ("61", "64.4"),
        "convoked_by": "Presidenta de Ejemplo",
        "signatory": "Secretaria de Ejemplo",
    }
    return Letter(**{**values, **changes})
