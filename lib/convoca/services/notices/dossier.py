"""The dossier of notice of one party to one hearing: what was served when, and whether that will do."""

from dataclasses import dataclass
from datetime import date, datetime, time

from convoca.domain.finding import Finding
from convoca.domain.language import Language
from convoca.domain.notice import DeliveryState, NoticeKind
from convoca.domain.programme import Channel
from convoca.domain.slot import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEntry:
    """One service of notice with its proof; ``kind`` and the proof are None or empty where it was
    only recorded by hand. ``said_…`` is what the notice named, on the wall clock of the place.
    """

    served_on: date
    served_at: datetime | None = None
    kind: NoticeKind | None = None
    channel: Channel
    state: DeliveryState | None = None
    address: str = ""
    language: Language | None = None
    text_sha256: str = ""
    reference: str = ""
    by: str = ""
    note: str = ""
    said_day: date | None = None
    said_hour: time | None = None
    said_place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What can be proved of the notice to one party (Secretariat).

    ``days_of_notice`` counts calendar days from service to the hearing. ``notice`` judges the month
    (Arts. 64.4, 66.5), ``absence`` whether the hearing may go on without the party (Art. 64.3).
    """

    period_number: int
    is_example: bool
    title: str
    matter_number: str
    party: str
    slot: Slot | None
    place: str
    last_day: date | None
    days_of_notice: int | None
    circumstances: str
    authority: str
    notice: Finding | None
    absence: Finding
    entries: tuple[DossierEntry, ...]
