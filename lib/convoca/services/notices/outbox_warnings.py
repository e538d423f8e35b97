"""What stands against sending a notice: findings for a person, never a refusal but of two kinds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Hearing
from convoca.domain.notice import DeliveryState, Notice, NoticeKind
from convoca.domain.release import ReleasedEntry
from convoca.domain.slot import SEAT_ZONE, local_instant, seat_date
from convoca.rules.customs import decision_reaches_the_requester_in_time
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.services.audience import Audience, AudienceKind
from convoca.services.identities import names_in, protected_names, withheld_names
from convoca.services.notices.drafting import says
from convoca.services.notices.due import Due, due_about_hearing, due_about_request
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.notices.recipients import recipients_of, withheld_in
from convoca.services.notices.told import (
    TOPIC_OF,
    Topic,
    joined_into,
    latest_reaching_release,
)
from convoca.services.ports import UnitOfWork
from convoca.services.releases import current_entries


class OutboxWarning(StrEnum):
    """What a person should look at before a notice goes out."""

    OVERTAKEN = "overtaken"
    PROTECTED_NAME = "protected_name"
    CONTRADICTS = "contradicts"
    OUTCOME_UNKNOWN = "outcome_unknown"
    FAILED_BEFORE = "failed_before"
    NO_ADDRESS = "no_address"
    ADDRESS_DIFFERS = "address_differs"
    PAST_THE_LAST_DAY = "past_the_last_day"
    NOT_CONVOKED = "not_convoked"
    DECISION_NOT_RECORDED = "decision_not_recorded"
    DRAFT_DIFFERS_FROM_RELEASE = "draft_differs_from_release"


def warnings_of(
    file: NoticeFile, *, today: date, uow: UnitOfWork
) -> Mapping[UUID, tuple[OutboxWarning, ...]]:
    """Return what stands against each open notice of a file; ``uow`` is an open transaction."""
    known = _Known(
        file=file,
        today=today,
        # The beginning of the day: of a hearing that is today the parties can still be told.
        now=local_instant(today, time(0), SEAT_ZONE, second=False),
        protected=tuple(protected_names(uow=uow)),
        withheld=tuple(withheld_names(uow=uow)),
    )
    return {notice.id: tuple(_warnings(known, notice)) for notice in file.notices if notice.is_open}


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What warnings are found from, each part read once for a whole outbox."""

    file: NoticeFile
    today: date
    now: datetime
    protected: tuple[str, ...]
    withheld: tuple[str, ...]

    @cached_property
    def hearings(self) -> dict[UUID, Hearing]:
        return {hearing.id: hearing for hearing in self.file.file.hearings}

    @cached_property
    def dues(self) -> dict[tuple[UUID, str, Topic], Due]:
        found = [
            due
            for hearing in self.file.file.hearings
            for due in due_about_hearing(self.file, hearing, self.now)
        ]
        found += [
            due
            for request in self.file.file.requests
            for due in due_about_request(self.file, request, self.now)
        ]
        return {(due.subject, due.recipient.party, due.topic): due for due in found}

    @cached_property
    def addresses(self) -> dict[tuple[UUID, str], str]:
        return {
            (hearing.id, recipient.party): recipient.address
            for hearing in self.file.file.hearings
            for recipient in recipients_of(self.file, hearing)
        }

    @cached_property
    def moved(self) -> frozenset[UUID]:
        """The hearings of which the draft says something else than the release that parties rely on."""
        released = latest_reaching_release(self.file)
        if released is None:
            return frozenset()
        drafted = {entry.activity: _place(entry) for entry in current_entries(self.file.file)}
        return frozenset(
            entry.activity
            for entry in released.entries
            if not entry.is_cancelled and drafted.get(entry.activity) != _place(entry)
        )


def _place(entry: ReleasedEntry) -> tuple[object, ...]:
    return entry.slot, entry.room, frozenset(entry.panel), entry.modality, entry.is_cancelled


def _warnings(known: _Known, notice: Notice) -> Iterator[OutboxWarning]:
    standing_against = {
        OutboxWarning.OVERTAKEN: _is_overtaken(known, notice),
        OutboxWarning.PROTECTED_NAME: bool(
            _forbidden(known.file, notice, "", known.protected, known.withheld)
        ),
        OutboxWarning.CONTRADICTS: _contradicts(known, notice),
        OutboxWarning.OUTCOME_UNKNOWN: _last_state(known, notice) is DeliveryState.ATTEMPTED,
        OutboxWarning.FAILED_BEFORE: _last_state(known, notice) is DeliveryState.FAILED,
        OutboxWarning.NO_ADDRESS: not notice.address,
        OutboxWarning.ADDRESS_DIFFERS: _has_another_address(known, notice),
        OutboxWarning.PAST_THE_LAST_DAY: _is_late(known, notice),
        OutboxWarning.NOT_CONVOKED: _is_not_convoked(known, notice),
        OutboxWarning.DECISION_NOT_RECORDED: _has_no_decision(known, notice),
        OutboxWarning.DRAFT_DIFFERS_FROM_RELEASE: (
            notice.subject in known.moved and notice.kind.tells_the_hour
        ),
    }
    return (warning for warning, stands in standing_against.items() if stands)


def _is_overtaken(known: _Known, notice: Notice) -> bool:
    """Whether drafting now would write another letter in its place, or none."""
    topic = TOPIC_OF[notice.kind]
    if topic in {Topic.DOCUMENTS, Topic.VISIT}:
        return False
    due = known.dues.get((notice.subject, notice.party, topic))
    return due is None or not says(notice, due)


def _contradicts(known: _Known, notice: Notice) -> bool:
    """Whether another letter that waits for the same party names another hour or place of the hearing."""
    own = notice.facts.after
    others = (
        other.facts.after
        for other in known.file.of(notice.subject, notice.party)
        if other.is_open and other.id != notice.id
    )
    return own is not None and any(other is not None and other != own for other in others)


def _last_state(known: _Known, notice: Notice) -> DeliveryState | None:
    states = [delivery.state for delivery in known.file.deliveries_of(notice.id)]
    return next((s for s in reversed(states) if s is not DeliveryState.WRITTEN), None)


def _has_another_address(known: _Known, notice: Notice) -> bool:
    on_record = known.addresses.get((notice.subject, notice.party), "")
    return bool(on_record and notice.address) and on_record != notice.address


#: Whose last day is one of the Rules: the others are to be told at once, or by custom.
_BOUND = frozenset(
    {
        NoticeKind.CONVOCATION,
        NoticeKind.CHANGE,
        NoticeKind.PRIVATE_HEARING,
        NoticeKind.WITNESSES_OFFERED,
    }
)


def _is_late(known: _Known, notice: Notice) -> bool:
    if notice.kind not in _BOUND:
        return False
    last_day = last_day_of(known.file, notice)
    return last_day is not None and last_day < known.today


def _is_not_convoked(known: _Known, notice: Notice) -> bool:
    hearing = known.hearings.get(notice.subject)
    return (
        notice.kind.tells_the_hour
        and hearing is not None
        and hearing.convocation.convoked_on is None
    )


def _has_no_decision(known: _Known, notice: Notice) -> bool:
    hearing = known.hearings.get(notice.subject)
    return (
        notice.kind is NoticeKind.PRIVATE_HEARING
        and hearing is not None
        and hearing.private_decision.decided_on is None
    )


def last_day_of(file: NoticeFile, notice: Notice) -> date | None:
    """Return the last lawful day of a notice, or that of custom; None where there is none."""
    match notice.kind:
        case NoticeKind.CONVOCATION | NoticeKind.CHANGE:
            return _month_before(file, notice)
        case NoticeKind.PRIVATE_HEARING | NoticeKind.WITNESSES_OFFERED:
            return notice.facts.after.slot.wall_date if notice.facts.after else None
        case NoticeKind.CANCELLATION:
            return seat_date(notice.drafted_at)
        case NoticeKind.REQUEST_GRANTED | NoticeKind.REQUEST_DECLINED | NoticeKind.REQUESTS_MERGED:
            return _last_day_of_decisions(file)
        case NoticeKind.VISIT:
            return notice.facts.first_day
        case _:
            return None


def _month_before(file: NoticeFile, notice: Notice) -> date | None:
    """Return the last day on which date, hour and place can be told; a change of neither has none."""
    before, after = notice.facts.before, notice.facts.after
    hearing = next((h for h in file.file.hearings if h.id == notice.subject), None)
    if after is None or hearing is None:
        return None
    if before is not None and (before.slot.start, before.place) == (after.slot.start, after.place):
        return None
    finding = notice_is_in_time(served=None, hearing=after.slot.wall_date, kind=hearing.kind)
    last_day = finding.facts["last_day"]
    return last_day if isinstance(last_day, date) else None


def _last_day_of_decisions(file: NoticeFile) -> date | None:
    period = file.file.period
    begin = min(
        (day for place in period.places for day in place.hearing_days), default=period.opens
    )
    finding = decision_reaches_the_requester_in_time(
        decided_on=None, hearings_begin=begin, today=begin
    )
    last_day = finding.facts["last_day"]
    return last_day if isinstance(last_day, date) else None


def refuse_what_it_may_not_say(
    file: NoticeFile, notice: Notice, text: str, *, uow: UnitOfWork
) -> None:
    """Stop a letter in which a protected name stands, or one that its State may not learn (Art. 28.2).

    ``uow`` is an open transaction. Raises ProtectedNameFound.
    """
    protected, withheld = protected_names(uow=uow), withheld_names(uow=uow)
    for where in _forbidden(file, notice, text, protected, withheld):
        raise ProtectedNameFound(where)


def _withheld_in_what_it_became(file: NoticeFile, notice: Notice) -> tuple[str, ...]:
    """Return who is withheld in the hearing whose title a cancellation names as taking its place."""
    hearing = next((h for h in file.file.hearings if h.id == notice.subject), None)
    became = joined_into(file, hearing) if hearing else None
    return withheld_in(file, became.id) if became else ()


def _forbidden(
    file: NoticeFile,
    notice: Notice,
    text: str,
    protected: Sequence[str],
    withheld: Sequence[str],
) -> list[str]:
    """Return where a name stands that the recipient may not learn; its own it knows."""
    names = list(protected)
    if Audience.named(notice.recipient).kind is AudienceKind.STATE:
        names += (*withheld, *withheld_in(file, notice.subject))
        names += _withheld_in_what_it_became(file, notice)
    unknown = [name for name in names if not names_in(notice.addressee, [name])]
    said = {"facts": notice.facts, "message": notice.message, "text": text or notice.text}
    return names_in(said, unknown) if unknown else []
