"""What holds for a hearing by the latest release, what a party was last told of it, and the difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import Hearing
from convoca.domain.notice import Appointment, Notice, NoticeKind, NoticeStatus
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import ServiceOfNotice
from convoca.domain.release import ChangeKind, Release, ReleasedEntry, ReleaseKind
from convoca.domain.slot import Slot, seat_date
from convoca.services.notices.notice_file import NoticeFile

#: The releases that parties may rely on.
_REACHING = (ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC)


class Topic(StrEnum):
    """What notices to one party about one thing follow each other in: the newest says what is true."""

    APPOINTMENT = "appointment"
    PRIVACY = "privacy"
    TESTIMONY = "testimony"
    REQUEST = "request"
    DOCUMENTS = "documents"
    VISIT = "visit"


TOPIC_OF = {
    NoticeKind.REQUEST_RECEIVED: Topic.REQUEST,
    NoticeKind.REQUEST_GRANTED: Topic.REQUEST,
    NoticeKind.REQUEST_DECLINED: Topic.REQUEST,
    NoticeKind.REQUESTS_MERGED: Topic.REQUEST,
    NoticeKind.CONVOCATION: Topic.APPOINTMENT,
    NoticeKind.CHANGE: Topic.APPOINTMENT,
    NoticeKind.CANCELLATION: Topic.APPOINTMENT,
    NoticeKind.PRIVATE_HEARING: Topic.PRIVACY,
    NoticeKind.WITNESSES_OFFERED: Topic.TESTIMONY,
    NoticeKind.DOCUMENTS_ASKED: Topic.DOCUMENTS,
    NoticeKind.VISIT: Topic.VISIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What parties may know of a hearing's place: its appointment, or why it has none.

    ``was`` is the appointment that was released before it was cancelled or taken out.
    """

    release: int | None = None
    appointment: Appointment | None = None
    was: Appointment | None = None
    ended: ChangeKind | None = None

    def is_past(self, now: datetime) -> bool:
        known = self.appointment or self.was
        return known is not None and known.slot.end <= now


def latest_reaching_release(file: NoticeFile) -> Release | None:
    """Return the newest release that parties may rely on."""
    return file.file.latest_release(*_REACHING)


def standing(file: NoticeFile, hearing: Hearing) -> Standing:
    """Say what parties may know of a hearing: its place in the newest release made for them.

    A cancellation counts from the day that it is on record: nobody waits for a release to learn it.
    Joining it with another hearing is a step of the draft, and counts once it is released.
    """
    latest = latest_reaching_release(file)
    number = latest.number if latest else None
    entry = latest.entry(hearing.id) if latest else None
    stands = entry is not None and not entry.is_cancelled
    if entry is not None and stands and not hearing.is_cancelled:
        return Standing(release=number, appointment=appointment_of(file, entry))
    before = entry or _last_entry(file, hearing)
    was = appointment_of(file, before) if before else None
    if joined_into(file, hearing) and (stands or before is None):
        return Standing(release=number, was=was)
    if hearing.is_cancelled or (entry is not None and entry.is_cancelled):
        return Standing(release=number, was=was, ended=ChangeKind.CANCELLED)
    return Standing(release=number, was=was, ended=ChangeKind.TAKEN_OUT if before else None)


def joined_into(file: NoticeFile, hearing: Hearing) -> Hearing | None:
    """Return the hearing that took over one that is cancelled by it, or its requests."""
    if not hearing.is_cancelled:
        return None
    into = next((j.kept for j in file.file.joinings if j.other == hearing.id), None)
    if into is not None:
        return next((other for other in file.file.hearings if other.id == into), None)
    asked = {request.id: request.hearing for request in file.file.requests}
    others = {asked.get(request) for request in hearing.requests} - {None, hearing.id}
    return next((other for other in file.file.hearings if other.id in others), None)


def _last_entry(file: NoticeFile, hearing: Hearing) -> ReleasedEntry | None:
    entries = (r.entry(hearing.id) for r in reversed(file.file.releases) if r.kind in _REACHING)
    return next((entry for entry in entries if entry is not None), None)


def appointment_of(file: NoticeFile, entry: ReleasedEntry) -> Appointment:
    """Return what a party is told of a released entry; the link is that of the room today."""
    room = file.file.period.room(entry.room)
    from_afar = entry.modality is not Modality.IN_PERSON
    return Appointment(
        slot=entry.slot,
        place=entry.place,
        room=entry.room_name,
        modality=entry.modality,
        link=room.link if room and from_afar else "",
        panel=entry.panel_names,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a party was last told of the place of a hearing.

    ``appointment`` None: that it is cancelled, or (``day`` is known) a service recorded by hand that
    does not say the hour. ``in_full``: room, link, mode and panel were told as well, and by when to
    accredit and send documents.
    """

    day: date | None
    hour: time | None
    place: str
    appointment: Appointment | None
    in_full: bool
    accredit_by: date | None = None
    documents_by: date | None = None

    @property
    def is_a_place(self) -> bool:
        return self.day is not None


def last_told(file: NoticeFile, hearing: Hearing, party: str) -> Told | None:
    """Return what a party was last told of the place of a hearing; None where it was told nothing."""
    notice, told_at = last_served(file, hearing, party)
    own = [s for s in file.file.services_for(hearing) if s.party == party and s.delivery is None]
    service = max(own, key=lambda s: (s.served_on, s.hearing_day), default=None)
    if service is not None and (told_at is None or service.served_on > seat_date(told_at)):
        return _told_by_hand(file, hearing, service)
    return _told_by(notice) if notice else None


def last_served(
    file: NoticeFile, hearing: Hearing, party: str
) -> tuple[Notice | None, datetime | None]:
    """Return the notice that last told a party of the place of a hearing, and when."""
    found = [
        (notice, at)
        for notice in file.of(hearing.id, party)
        if TOPIC_OF[notice.kind] is Topic.APPOINTMENT and (at := served_at(file, notice))
    ]
    return max(found, key=lambda pair: pair[1], default=(None, None))


def served_at(file: NoticeFile, notice: Notice) -> datetime | None:
    """Return when a notice was first served; None while it was not."""
    serving = [d.at for d in file.deliveries_of(notice.id) if d.state.serves]
    return min(serving, default=None) if notice.status is NoticeStatus.SERVED or serving else None


def _told_by(notice: Notice) -> Told:
    after = notice.facts.after
    if after is None or notice.kind is NoticeKind.CANCELLATION:
        return Told(day=None, hour=None, place="", appointment=None, in_full=True)
    return Told(
        day=after.slot.wall_date,
        hour=after.slot.wall_time,
        place=after.place,
        appointment=after,
        in_full=True,
        accredit_by=notice.facts.accredit_by,
        documents_by=notice.facts.documents_by,
    )


def _told_by_hand(file: NoticeFile, hearing: Hearing, service: ServiceOfNotice) -> Told:
    return Told(
        day=service.hearing_day,
        hour=service.hearing_hour,
        place=service.hearing_place,
        appointment=_appointment_told(file, hearing, service),
        in_full=False,
    )


def _appointment_told(
    file: NoticeFile, hearing: Hearing, service: ServiceOfNotice
) -> Appointment | None:
    """Return the appointment that a service by hand named, on the clock of where the hearing is."""
    if service.hearing_hour is None:
        return None
    known = standing(file, hearing)
    there = known.appointment or known.was
    zone = there.slot.zone if there else file.file.period.zone
    try:
        slot = Slot.local(
            service.hearing_day,
            service.hearing_hour,
            minutes=hearing.minutes,
            zone=zone,
            second=False,
        )
    except InvalidValue:  # an hour that the clocks skip was written down: the day alone is known
        return None
    return Appointment(slot=slot, place=service.hearing_place)


def differences(told: Told, now: Appointment) -> tuple[ChangeKind, ...]:
    """Say in what the place of a hearing differs from what a party was last told."""
    return tuple(_differences(told, now))


def _differences(told: Told, now: Appointment) -> Iterator[ChangeKind]:
    if told.day != now.slot.wall_date:
        yield ChangeKind.MOVED_DAY
    elif _is_another_hour(told, now):
        yield ChangeKind.MOVED_HOUR
    if _is_elsewhere(told, now):
        yield ChangeKind.MOVED_ROOM
    if told.in_full and told.appointment is not None:
        before = told.appointment
        if before.slot.minutes != now.slot.minutes:
            yield ChangeKind.LENGTH
        if set(before.panel) != set(now.panel):
            yield ChangeKind.PANEL
        if before.modality is not now.modality:
            yield ChangeKind.MODE


def _is_another_hour(told: Told, now: Appointment) -> bool:
    if told.in_full and told.appointment is not None:
        return told.appointment.slot.start != now.slot.start
    return told.hour is not None and told.hour != now.slot.wall_time


def _is_elsewhere(told: Told, now: Appointment) -> bool:
    if told.in_full and told.appointment is not None:
        before = told.appointment
        return (before.place, before.room, before.link) != (now.place, now.room, now.link)
    return bool(told.place) and _folded(told.place) != _folded(now.place)


def _folded(place: str) -> str:
    return " ".join(place.casefold().split())


def privately_told(file: NoticeFile, hearing: Hearing, party: str) -> bool | None:
    """Return whether a party was last told that a hearing is private; None: it was told nothing."""
    found = [
        (at, notice.facts.is_private)
        for notice in file.of(hearing.id, party)
        if TOPIC_OF[notice.kind] in {Topic.APPOINTMENT, Topic.PRIVACY}
        and notice.kind is not NoticeKind.CANCELLATION
        and (at := served_at(file, notice))
    ]
    if not found:
        return None
    return max(found)[1]
