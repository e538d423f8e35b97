"""The dossier of notice of one party to one hearing: what was served when, and whether that will do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeKind
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import Channel, ServiceOfNotice
from convoca.domain.slot import Slot, seat_date
from convoca.rules.hearing_evidence import hearing_goes_on_without_the_party
from convoca.services.hearings import counted_notices, notice_finding
from convoca.services.notices.notice_file import NoticeFile

#: Before every delivery: what was recorded by hand has no instant.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEntry:
    """One service of notice; ``kind`` and the proof are None or empty where it was recorded by hand.

    ``said_…`` is what the notice named, on the wall clock of the place.
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
    """What can be proved of the notice to one party (Secretariat); ``state`` where it is one.

    ``days_of_notice`` counts calendar days from service to the hearing. ``notice`` judges the month
    (Arts. 64.4, 66.5), ``absence`` whether the hearing may go on without the party (Art. 64.3).
    """

    period_number: int
    is_example: bool
    title: str
    matter_number: str
    party: str
    state: StateCode | None
    slot: Slot | None
    place: str
    last_day: date | None
    days_of_notice: int | None
    circumstances: str
    authority: str
    notice: Finding | None
    absence: Finding
    entries: tuple[DossierEntry, ...]


def dossier_of(notices: NoticeFile, hearing: Hearing, party: Party, today: date) -> Dossier:
    """Gather what is on record of the notice of a hearing to one of its parties."""
    file = notices.file
    day, placement = file.hearing_day(hearing), file.placement(hearing.id)
    services = tuple(s for s in file.services_for(hearing) if s.party == party.key)
    counted = counted_notices(file, hearing).get(party.key)
    finding = None
    if day is not None:
        finding = notice_finding(
            hearing,
            counted,
            day=day,
            hour=file.hearing_hour(hearing),
            place=file.hearing_place(hearing),
            today=today,
        )
    last_day = finding.facts["last_day"] if finding else None
    served = finding.facts["served"] if finding else None
    return Dossier(
        period_number=file.period.number,
        is_example=file.period.is_example,
        title=hearing.title,
        matter_number=hearing.matter_number,
        party=party.name,
        state=party.state if party.kind is PartyKind.STATE else None,
        slot=placement.slot if placement else None,
        place=file.hearing_place(hearing),
        last_day=last_day if isinstance(last_day, date) else None,
        days_of_notice=(day - served).days if day and isinstance(served, date) else None,
        circumstances=counted.exceptional_circumstances if counted else "",
        authority=counted.authority if counted else "",
        notice=finding,
        absence=hearing_goes_on_without_the_party(notice=finding),
        entries=_entries(notices, hearing, party, services),
    )


def _entries(
    notices: NoticeFile, hearing: Hearing, party: Party, services: Iterable[ServiceOfNotice]
) -> tuple[DossierEntry, ...]:
    """Return every attempt, failed ones too, and every service that was recorded without one."""
    named = {service.delivery: service for service in services if service.delivery}
    found = [
        _delivered(notice, delivery, named.get(delivery.id))
        for notice in notices.of(hearing.id, party.key)
        for delivery in notices.deliveries_of(notice.id)
        if delivery.state is not DeliveryState.WRITTEN
    ]
    found += [_by_hand(service) for service in services if service.delivery is None]
    return tuple(sorted(found, key=lambda e: (e.served_on, e.served_at or _FIRST, e.reference)))


def _delivered(notice: Notice, delivery: Delivery, service: ServiceOfNotice | None) -> DossierEntry:
    return DossierEntry(
        served_on=service.served_on if service else seat_date(delivery.at),
        served_at=delivery.at,
        kind=notice.kind,
        channel=delivery.channel,
        state=delivery.state,
        address=delivery.address,
        language=delivery.language,
        text_sha256=delivery.text_sha256,
        reference=delivery.reference,
        by=delivery.by,
        note=delivery.detail,
        said_day=service.hearing_day if service else None,
        said_hour=service.hearing_hour if service else None,
        said_place=service.hearing_place if service else "",
    )


def _by_hand(service: ServiceOfNotice) -> DossierEntry:
    return DossierEntry(
        served_on=service.served_on,
        channel=service.channel,
        note=service.note,
        said_day=service.hearing_day,
        said_hour=service.hearing_hour,
        said_place=service.hearing_place,
    )
