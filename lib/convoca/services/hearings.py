"""What happens to a hearing once it is granted: convoked, notified, made private, cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from convoca.domain.finding import Finding, Verdict
from convoca.domain.hearing import Convocation, Hearing, PrivateDecision, Visibility, WorkingMeeting
from convoca.domain.programme import Recusal, ServiceOfNotice
from convoca.domain.slot import seat_date
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.rules.hearings import hearing_is_convoked
from convoca.services.hearing_days.privacy import privacy_finding
from convoca.services.identities import refuse_unsealed
from convoca.services.notices.drafting import draft_within
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork


def save_hearing(hearing: Hearing, *, reason: str, uow: UnitOfWork) -> Hearing:
    """Create a hearing on the Commission's own initiative, or correct one.

    Raises ConflictingEdit, and ProtectedNameFound where a participant's sealed name stands in it.
    """
    with uow:
        refuse_unsealed(hearing, uow=uow)
        saved = uow.hearings.save(hearing)
        uow.commit(reason=reason)
    return saved


def convoke_hearing(
    hearing: Hearing, convocation: Convocation, *, today: date, reason: str, uow: UnitOfWork
) -> Finding:
    """Record proposal and convocation, and say whether Art. 61 is kept. Raises ConflictingEdit."""
    with uow:
        refuse_unsealed(hearing, uow=uow)
        saved = uow.hearings.save(replace(hearing, convocation=convocation))
        placement = uow.placements.find(hearing.id)
        finding = hearing_is_convoked(
            hearing=saved,
            members=uow.members.all(),
            day=placement.slot.wall_date if placement else hearing.announced_day,
            today=today,
        )
        uow.commit(reason=reason, findings=(finding,))
    return finding


def decide_on_privacy(
    hearing: Hearing,
    visibility: Visibility,
    decision: PrivateDecision,
    *,
    today: date,
    reason: str,
    uow: UnitOfWork,
) -> Finding:
    """Record that a hearing is private or public, and say whether Art. 68 is kept.

    A private hearing leaves every public projection at once. Raises ConflictingEdit.
    """
    with uow:
        refuse_unsealed(hearing, uow=uow)
        saved = uow.hearings.save(
            replace(hearing, visibility=visibility, private_decision=decision)
        )
        placement = uow.placements.find(hearing.id)
        day = uow.hearing_days.find(hearing.id)
        finding = privacy_finding(saved, placement.slot if placement else None, day, today=today)
        uow.commit(reason=reason, findings=(finding,))
    return finding


def cancel_hearing(
    hearing: Hearing, *, reason: str, uow: UnitOfWork, now: datetime | None = None
) -> Hearing:
    """Cancel a hearing; its room is free again, its entry in the calendars says so.

    With ``now`` the letters that say so are drafted at once, otherwise when notices are drafted next.
    """
    with uow:
        refuse_unsealed(hearing, uow=uow)
        cancelled = uow.hearings.save(hearing.cancel())
        placement = uow.placements.find(hearing.id)
        if placement is not None:
            uow.placements.save(replace(placement, lapsed=True))
        if now is not None:
            draft_within(cancelled.period, now=now, uow=uow)
        uow.commit(reason=reason)
    return cancelled


def cancel_meeting(meeting: WorkingMeeting, *, reason: str, uow: UnitOfWork) -> WorkingMeeting:
    """Cancel a working meeting; its room is free again, its entry in the calendars says so."""
    with uow:
        cancelled = uow.meetings.save(replace(meeting, is_cancelled=True))
        placement = uow.placements.find(meeting.id)
        if placement is not None:
            uow.placements.save(replace(placement, lapsed=True))
        uow.commit(reason=reason)
    return cancelled


def record_notice(
    hearing: Hearing, notice: ServiceOfNotice, *, reason: str, uow: UnitOfWork
) -> Finding:
    """Record that a notice reached a party, and say whether it came in time (Arts. 64.4, 66.5).

    A shorter notice with exceptional circumstances goes on record as waived, for ever.
    """
    with uow:
        saved = uow.services_of_notice.save(notice)
        finding = notice_finding(hearing, saved, day=saved.hearing_day, today=saved.served_on)
        waived = finding.verdict is Verdict.WAIVED
        uow.commit(
            reason=reason,
            findings=(finding,),
            waived=finding.articles[0] if waived else "",
            authority=notice.authority if waived else "",
        )
    return finding


def notice_finding(
    hearing: Hearing,
    notice: ServiceOfNotice | None,
    *,
    day: date,
    hour: time | None = None,
    place: str = "",
    today: date,
) -> Finding:
    """Judge the notice of one party for a hearing on ``day``; None while none was served.

    ``hour`` and ``place`` are those of the hearing, once it has them.
    """
    return notice_is_in_time(
        served=notice.served_on if notice else None,
        hearing=day,
        kind=hearing.kind,
        announced_day=notice.hearing_day if notice else None,
        hour=hour,
        announced_hour=notice.hearing_hour if notice else None,
        place=place,
        announced_place=notice.hearing_place if notice else "",
        exceptional_circumstances=notice.exceptional_circumstances if notice else "",
        authority=notice.authority if notice else "",
        today=today,
    )


def counted_notices(file: PeriodFile, hearing: Hearing) -> dict[str, ServiceOfNotice]:
    """Return the notice of a hearing that counts for each party key, by all that is on record."""
    ended = {party: at for (about, party), at in file.ended.items() if about == hearing.id}
    return latest_notices(
        hearing, file.services_for(hearing), ended=ended, served_at=file.served_at
    )


#: A service that was recorded by hand comes before what was sent on its day.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def latest_notices(
    hearing: Hearing,
    notices: Iterable[ServiceOfNotice],
    *,
    ended: Mapping[str, Iterable[datetime]] | None = None,
    served_at: Mapping[UUID, datetime] | None = None,
) -> dict[str, ServiceOfNotice]:
    """Return the notice that counts for each party key: the first of what was announced last.

    Exceptional circumstances that came on record with a repeated notice count for the first one.
    After a party was told that the hearing will not be held (``ended``) only a new notice counts;
    ``served_at`` are instants of deliveries, for the order of what was served on one day.
    """
    at = served_at or {}

    def moment(notice: ServiceOfNotice) -> tuple[date, datetime]:
        sent = at.get(notice.delivery, _FIRST) if notice.delivery else _FIRST
        return notice.served_on, sent

    last_end = {
        party: max((seat_date(end), end) for end in ends) for party, ends in (ended or {}).items()
    }
    latest: dict[str, ServiceOfNotice] = {}
    for notice in sorted(notices, key=lambda n: (moment(n), str(n.id))):
        end = last_end.get(notice.party)
        if notice.hearing != hearing.id or (end and moment(notice) < end):
            continue
        held = latest.get(notice.party)
        if held is None or _announced(held) != _announced(notice):
            latest[notice.party] = notice
        elif not held.exceptional_circumstances.strip():
            latest[notice.party] = replace(
                held,
                exceptional_circumstances=notice.exceptional_circumstances,
                authority=notice.authority,
            )
    return latest


def _announced(notice: ServiceOfNotice) -> tuple[date, time | None, str]:
    return notice.hearing_day, notice.hearing_hour, notice.hearing_place


def record_recusal(recusal: Recusal, *, reason: str, uow: UnitOfWork) -> Recusal:
    """Record a ground raised, or the Commission's decision on it (Arts. 17.3, 17.4)."""
    with uow:
        saved = uow.recusals.save(recusal)
        uow.commit(reason=reason)
    return saved
