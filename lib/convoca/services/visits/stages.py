"""The stages of a visit: one is refused entry, another takes its place (2020: Caracas, then Bogotá and Cúcuta)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed, NotFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import (
    Consent,
    OnSiteObservation,
    VisitActivity,
    VisitActivityKind,
    VisitStage,
)
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.rules.on_site_observations import member_joins_the_observation
from convoca.services.observations import save_observation
from convoca.services.ports import UnitOfWork

#: What can be done elsewhere as well: people come, or are met there. The rest hangs on the place.
MOVABLE = frozenset(
    {
        VisitActivityKind.CIVIL_SOCIETY,
        VisitActivityKind.TESTIMONY,
        VisitActivityKind.PRIVATE_INTERVIEW,
        VisitActivityKind.PRESS_CONFERENCE,
        VisitActivityKind.INTERNAL,
        VisitActivityKind.OTHER,
    }
)


class Telling(StrEnum):
    """Who must be told when a stage is refused or moved, and of what."""

    #: A member or another person of the delegation: the days to come are others.
    DELEGATION = "delegation"
    #: The State that refused: that its refusal is on record.
    STATE_THAT_REFUSED = "state_that_refused"
    #: The State on whose soil it happens now: its consent, and the guarantees of Arts. 56 and 57.
    STATE_OF_THE_SOIL = "state_of_the_soil"
    #: Everybody, where the visit was announced.
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """Somebody to be told: a ``person`` by id, a ``state`` by code, or everybody."""

    whom: Telling
    person: UUID | None = None
    state: StateCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A visit after a stage was refused: the activities that are held, and who is to be told."""

    visit: OnSiteObservation
    held: tuple[UUID, ...]
    to_tell: tuple[ToTell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A visit after another stage took the place of one.

    ``moved`` activities go along, held until somebody confirms them; ``left`` hang on the place that
    was refused. ``barred`` are members of the Special Commission whom Art. 54 keeps from the new soil.
    """

    visit: OnSiteObservation
    moved: tuple[UUID, ...]
    left: tuple[UUID, ...]
    barred: tuple[tuple[Member, Finding], ...]
    to_tell: tuple[ToTell, ...]


def stage_of(visit: OnSiteObservation, key: UUID) -> VisitStage:
    """Return a stage. Raises NotFound."""
    found = visit.stage(key)
    if found is None:
        raise NotFound("stage", str(key))
    return found


def with_stage_refused(
    visit: OnSiteObservation,
    key: UUID,
    *,
    on: date,
    by: StateCode | None = None,
    words: str = "",
    hold_reason: str,
) -> Refusal:
    """Return the visit with a stage that was refused entry, on a day of the seat, by a State.

    ``words`` say who it was and how, ``hold_reason`` why its activities wait. Raises NotFound,
    NotAllowed for a stage that was refused before.
    """
    stage = stage_of(visit, key)
    if stage.refused_on is not None:
        raise NotAllowed("Entry to this stage was refused before.")
    own = [activity for activity in visit.activities if activity.stage == key]
    after = replace(
        visit,
        stages=_with(visit.stages, replace(stage, refused_on=on, refused_by=words or by or "")),
        consents=_refused(visit.consents, by, on) if by else visit.consents,
        activities=tuple(
            replace(a, held=True, hold_reason=hold_reason) if a.stage == key else a
            for a in visit.activities
        ),
    )
    people = _people_of(own) or _everybody_of(visit)
    to_tell = [ToTell(whom=Telling.DELEGATION, person=person) for person in people]
    if by is not None:
        to_tell.append(ToTell(whom=Telling.STATE_THAT_REFUSED, state=by))
    if visit.is_public:
        to_tell.append(ToTell(whom=Telling.PUBLIC))
    return Refusal(visit=after, held=tuple(a.id for a in own), to_tell=tuple(to_tell))


def with_stage_replaced(
    visit: OnSiteObservation,
    key: UUID,
    new: VisitStage,
    *,
    members: Iterable[Member],
    hold_reason: str,
) -> Move:
    """Return the visit with ``new`` in the place of a stage that was refused.

    What can be done elsewhere keeps its hour on the clock of the new place, as many days into the
    stage as before, and waits (``hold_reason``) for somebody to confirm its address. Raises
    NotFound, NotAllowed for a stage that stands, or in whose place another stands already.
    """
    old = stage_of(visit, key)
    if old.refused_on is None:
        raise NotAllowed(
            "Only a stage that was refused entry is replaced. Record the refusal first."
        )
    if old.replaced_by is not None:
        raise NotAllowed("Another stage has taken the place of this one already.")
    own = [activity for activity in visit.activities if activity.stage == key]
    moved = {a.id: _moved(a, old, new, hold_reason) for a in own if a.kind in MOVABLE}
    after = replace(
        visit,
        opens=min(visit.opens, new.opens),
        closes=max(visit.closes, new.closes),
        stages=(*_with(visit.stages, replace(old, replaced_by=new.id)), new),
        activities=tuple(moved.get(a.id, a) for a in visit.activities),
    )
    return Move(
        visit=after,
        moved=tuple(moved),
        left=tuple(a.id for a in own if a.id not in moved),
        barred=_barred(after, members),
        to_tell=_to_tell_of(after, new),
    )


def refuse_stage(
    visit: OnSiteObservation,
    key: UUID,
    *,
    on: date,
    by: StateCode | None = None,
    words: str = "",
    hold_reason: str,
    reason: str,
    uow: UnitOfWork,
) -> Refusal:
    """Put on record that a stage was refused entry.

    Raises InvalidValue for what is no Member State, and what ``with_stage_refused`` and saving raise.
    """
    _refuse_unknown(by, uow=uow)
    refusal = with_stage_refused(visit, key, on=on, by=by, words=words, hold_reason=hold_reason)
    saved = save_observation(refusal.visit, reason=reason, uow=uow)
    return replace(refusal, visit=saved)


def replace_stage(
    visit: OnSiteObservation,
    key: UUID,
    new: VisitStage,
    *,
    hold_reason: str,
    reason: str,
    uow: UnitOfWork,
) -> Move:
    """Put another stage in the place of a refused one.

    Raises InvalidValue for what is no Member State, and what ``with_stage_replaced`` and saving raise.
    """
    _refuse_unknown(new.territory, uow=uow)
    with uow:
        members = uow.members.all()
    move = with_stage_replaced(visit, key, new, members=members, hold_reason=hold_reason)
    saved = save_observation(move.visit, reason=reason, uow=uow)
    return replace(move, visit=saved)


def _refuse_unknown(state: StateCode | None, *, uow: UnitOfWork) -> None:
    if state is None:
        return
    with uow:
        known = {each.code for each in uow.states.all()}
    if known and state not in known:
        raise InvalidValue("state", "“{state}” is no Member State.", state=state)


def _with(stages: Iterable[VisitStage], changed: VisitStage) -> tuple[VisitStage, ...]:
    return tuple(changed if stage.id == changed.id else stage for stage in stages)


def _refused(consents: Iterable[Consent], by: StateCode, on: date) -> tuple[Consent, ...]:
    """Return the consents with a State's refusal; what it agreed to before stays on record."""
    known = {consent.state: consent for consent in consents}
    known[by] = replace(known.get(by, Consent(state=by)), refused_on=on)
    return tuple(known.values())


def _moved(
    activity: VisitActivity, old: VisitStage, new: VisitStage, hold_reason: str
) -> VisitActivity:
    """Return an activity at the new place; of the old one neither address nor transport is left."""
    into = activity.slot.wall_date - old.opens
    last = new.closes - new.opens
    day = new.opens + min(max(into, timedelta()), last)
    is_virtual = new.modality is Modality.VIRTUAL
    return replace(
        activity,
        stage=new.id,
        slot=Slot.local(
            day,
            activity.slot.wall_time,
            minutes=activity.slot.minutes,
            zone=new.zone or activity.slot.zone,
            second=False,
        ),
        place="",
        coordinates=None if is_virtual else new.coordinates,
        coordinates_to=None,
        transport="",
        held=True,
        hold_reason=hold_reason,
    )


def _people_of(activities: Iterable[VisitActivity]) -> tuple[UUID, ...]:
    found = (person for a in activities for person in (*a.members, *a.people))
    return tuple(dict.fromkeys(found))


def _everybody_of(visit: OnSiteObservation) -> tuple[UUID, ...]:
    return (*visit.special_commission.members, *(each.id for each in visit.delegates))


def _barred(
    visit: OnSiteObservation, members: Iterable[Member]
) -> tuple[tuple[Member, Finding], ...]:
    """Return the named members who may not go to where the visit leads now, or of whom it is open."""
    judged = (
        (
            member,
            member_joins_the_observation(
                member=member,
                states=visit.states_touched,
                opens=visit.opens,
                closes=visit.closes,
                kind=visit.kind,
            ),
        )
        for member in members
        if member.id in visit.special_commission.members
    )
    return tuple((m, finding) for m, finding in judged if finding.verdict is not Verdict.MET)


def _to_tell_of(visit: OnSiteObservation, new: VisitStage) -> tuple[ToTell, ...]:
    """Everybody of the delegation, the State of the new soil, and the public where it was announced."""
    told = [ToTell(whom=Telling.DELEGATION, person=person) for person in _everybody_of(visit)]
    if new.territory is not None and new.modality is not Modality.VIRTUAL:
        told.append(ToTell(whom=Telling.STATE_OF_THE_SOIL, state=new.territory))
    if visit.is_public:
        told.append(ToTell(whom=Telling.PUBLIC))
    return tuple(told)
