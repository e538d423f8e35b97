"""Witnesses and experts on the day: identified, sworn, heard one at a time, kept apart (Arts. 65.7, 65.8)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed, NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay, Testimony, TestimonyState
from convoca.domain.identifiers import HearingId, ParticipantId
from convoca.domain.party import Participant, Role, Side
from convoca.domain.slot import instant
from convoca.services.hearing_days.record import change_day, refuse_closed, refuse_unopened
from convoca.services.hearing_days.running_order import side_of, sides_of
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Somebody whom a witness must not meet, and who is in the room: a side, or another witness or expert.

    Not ``is_certain`` where nobody recorded whether a side has come.
    """

    side: Side | None = None
    participant: ParticipantId | None = None
    is_certain: bool = True


def identify(
    hearing: HearingId | UUID, participant: ParticipantId | UUID, *, uow: UnitOfWork
) -> HearingDay:
    """Record that a witness or expert said who he or she is (Art. 65.8)."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        return _with(day, replace(find_testimony(day, participant), identified=True))

    return change_day(hearing, change, reason="Hearing day: identified (Art. 65.8)", uow=uow)


def take_oath(
    hearing: HearingId | UUID,
    participant: ParticipantId | UUID,
    *,
    promised: bool,
    at: datetime,
    uow: UnitOfWork,
) -> HearingDay:
    """Record the oath, or the solemn promise to tell the truth (Art. 65.8). Raises NotAllowed."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_unopened(day)
        known = find_testimony(day, participant)
        if known.sworn_at is not None:
            return day
        if not known.identified:
            raise NotAllowed("A witness or expert says first who he or she is (Art. 65.8).")
        sworn = replace(known, state=TestimonyState.SWORN, sworn_at=instant(at), promised=promised)
        return _with(day, sworn)

    return change_day(hearing, change, reason="Hearing day: oath or promise (Art. 65.8)", uow=uow)


def call_in(
    hearing: HearingId | UUID,
    participant: ParticipantId | UUID,
    *,
    at: datetime,
    uow: UnitOfWork,
    confirmed: bool = False,
) -> HearingDay:
    """Begin to hear a witness or expert, whom nobody is in the room to meet, or confirmed all the same.

    Raises NotAllowed before the oath or promise (Art. 65.8), and for a second witness while one is
    being heard (Art. 65.7).
    """

    def change(record: Hearing, day: HearingDay) -> HearingDay:
        refuse_unopened(day)
        known = find_testimony(day, participant)
        if known.state is TestimonyState.BEING_HEARD:
            return day
        reason = why_not_heard(record, day, participant)
        if reason:
            raise NotAllowed(reason)
        if meetings(record, day, participant) and not confirmed:
            raise NotAllowed(
                "Somebody whom this witness must not meet may be in the room. Let them leave first, "
                "or confirm that the testimony begins all the same."
            )
        begun = replace(
            known,
            state=TestimonyState.BEING_HEARD,
            from_at=known.from_at or instant(at),
            until_at=None,
        )
        return _with(day, begun)

    return change_day(hearing, change, reason="Hearing day: the testimony begins", uow=uow)


def why_not_heard(hearing: Hearing, day: HearingDay, participant: ParticipantId | UUID) -> str:
    """Say what keeps a witness or expert from being heard now; nothing where nothing does.

    The sentences are keys of ``i18n``.
    """
    known = find_testimony(day, participant)
    if known.sworn_at is None:
        return "Nobody testifies before the oath or solemn promise (Art. 65.8)."
    if _role(hearing, participant) is Role.WITNESS and any(
        other.state is TestimonyState.BEING_HEARD
        and other.participant != participant
        and _role(hearing, other.participant) is Role.WITNESS
        for other in day.testimonies
    ):
        return "One witness is heard at a time; the others wait outside (Art. 65.7)."
    return ""


def dismiss(
    hearing: HearingId | UUID, participant: ParticipantId | UUID, *, at: datetime, uow: UnitOfWork
) -> HearingDay:
    """End a testimony. Raises NotAllowed where it has not begun."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        known = find_testimony(day, participant)
        if known.state is TestimonyState.DONE:
            return day
        if known.state is not TestimonyState.BEING_HEARD:
            raise NotAllowed("This testimony has not begun.")
        until = max(instant(at), known.from_at) if known.from_at else instant(at)
        return _with(day, replace(known, state=TestimonyState.DONE, until_at=until))

    return change_day(hearing, change, reason="Hearing day: the testimony ends", uow=uow)


def send_out_again(
    hearing: HearingId | UUID,
    participant: ParticipantId | UUID,
    *,
    uow: UnitOfWork,
    seen: Testimony | None = None,
) -> HearingDay:
    """Take back the last step of a witness or expert, the oath too: one was recorded by mistake.

    ``seen`` is how it stood before whoever takes it back. Raises NotAllowed where another did so
    meanwhile: two who press at once take one step back.
    """

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        known = find_testimony(day, participant)
        if seen not in {None, known}:
            raise NotAllowed(
                "Somebody changed this meanwhile. Look how it stands now, and do it again."
            )
        return _with(day, _step_back(known))

    return change_day(hearing, change, reason="Hearing day: a step is taken back", uow=uow)


def _step_back(known: Testimony) -> Testimony:
    """One who was heard waits to go on, as somebody else may be heard by now."""
    match known.state:
        case TestimonyState.DONE:
            return replace(known, state=TestimonyState.SWORN, until_at=None)
        case TestimonyState.BEING_HEARD:
            return replace(known, state=TestimonyState.SWORN, from_at=None, until_at=None)
        case TestimonyState.SWORN if known.from_at is not None:
            return replace(known, from_at=None)
        case TestimonyState.SWORN:
            return replace(known, state=TestimonyState.OUTSIDE, sworn_at=None, promised=False)
    return replace(known, identified=False)


def keep_apart(
    hearing: HearingId | UUID,
    participant: ParticipantId | UUID,
    kept_from: tuple[str, ...],
    *,
    uow: UnitOfWork,
) -> HearingDay:
    """Record whom a witness or expert must not meet: sides, and participants, by key."""

    def change(record: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        known = {str(side) for side in Side} | {str(p.id) for p in record.participants}
        if not set(kept_from) <= known:
            raise InvalidValue("kept_from", "Choose among the sides and participants.")
        return _with(day, replace(find_testimony(day, participant), kept_from=kept_from))

    return change_day(hearing, change, reason="Hearing day: kept apart", uow=uow)


def meetings(
    hearing: Hearing, day: HearingDay, participant: ParticipantId | UUID
) -> tuple[Meeting, ...]:
    """Return whom a witness or expert would meet in the room now and must not, either way round.

    A side is in the room from the moment that one of its parties arrived, and may be there until
    all of them are known to stay away.
    """
    return tuple(_meetings(hearing, day, find_testimony(day, participant)))


def _meetings(hearing: Hearing, day: HearingDay, coming: Testimony) -> Iterator[Meeting]:
    for side in sides_of(hearing):
        keys = {party.key for party in hearing.told_parties if side_of(party) is side}
        if str(side) in coming.kept_from and not keys <= set(day.absent_parties):
            yield Meeting(side=side, is_certain=not keys.isdisjoint(day.arrived_parties))
    own = person_of(hearing, coming.participant)
    for other in day.testimonies:
        if other.state is not TestimonyState.BEING_HEARD or other == coming:
            continue
        theirs = person_of(hearing, other.participant)
        mine_avoids = str(other.participant) in coming.kept_from or (
            theirs is not None and str(theirs.side) in coming.kept_from
        )
        they_avoid = str(coming.participant) in other.kept_from or (
            own is not None and str(own.side) in other.kept_from
        )
        if mine_avoids or they_avoid:
            yield Meeting(participant=other.participant)


def heard_apart_from(day: HearingDay, side: Side) -> tuple[ParticipantId, ...]:
    """Return who is being heard now and must not meet a side: it waits outside."""
    return tuple(
        each.participant
        for each in day.testimonies
        if each.state is TestimonyState.BEING_HEARD and str(side) in each.kept_from
    )


def find_testimony(day: HearingDay, participant: ParticipantId | UUID) -> Testimony:
    """Return the testimony of one participant. Raises NotFound."""
    found = next((t for t in day.testimonies if t.participant == participant), None)
    if found is None:
        raise NotFound("testimony", participant)
    return found


def person_of(hearing: Hearing, participant: ParticipantId | UUID) -> Participant | None:
    """Return the participant of a hearing; None for one who is no participant any more."""
    return next((p for p in hearing.participants if p.id == participant), None)


def _role(hearing: Hearing, participant: ParticipantId | UUID) -> Role:
    person = person_of(hearing, participant)
    return person.role if person else Role.WITNESS


def _with(day: HearingDay, changed: Testimony) -> HearingDay:
    return replace(
        day,
        testimonies=tuple(
            changed if t.participant == changed.participant else t for t in day.testimonies
        ),
    )
