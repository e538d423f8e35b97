"""The order of business of a session: drafted as work programme, changed, reordered, carried over (Arts. 10.1.c, 12.1.c)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID, uuid5

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import SessionId
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.programme import Session
from convoca.domain.slot import local_instant
from convoca.services.identities import refuse_protected_names
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.elections import vacant_offices
from convoca.services.sessions.session_file import SessionFile, read_session_file, refuse_final

#: Words the title of a drafted item in the language of the Secretariat: its kind, and what it is about.
Titled = Callable[[ItemKind, str], str]


def add_item(item: ItemOfBusiness, *, reason: str, uow: UnitOfWork) -> ItemOfBusiness:
    """Add an item at the end of its session's order of business. Raises InvalidValue, ProtectedNameFound."""
    with uow:
        _changeable(item.session, uow)
        _refuse_incomplete(item, uow)
        if uow.items_of_business.find(item.id) is None:
            item = replace(item, number=len(uow.items_of_business.all(session=item.session)) + 1)
        saved = uow.items_of_business.save(item)
        uow.commit(reason=reason)
    return saved


def change_item(item: ItemOfBusiness, *, reason: str, uow: UnitOfWork) -> ItemOfBusiness:
    """Change an item as it was read; its place and its session stay. Raises ConflictingEdit, NotAllowed."""
    with uow:
        stored = uow.items_of_business.get(item.id)
        _changeable(stored.session, uow)
        was, now = (o is ItemOutcome.CARRIED_OVER for o in (stored.outcome, item.outcome))
        if was is not now:
            raise NotAllowed("Carry the item over to a session, or take the later item away.")
        kept = replace(item, session=stored.session, carried_from=stored.carried_from)
        _refuse_incomplete(kept, uow)
        saved = uow.items_of_business.save(kept)
        uow.commit(reason=reason)
    return saved


def move_item(item: UUID, *, to: int, reason: str, uow: UnitOfWork) -> tuple[ItemOfBusiness, ...]:
    """Give an item another number, from 1 on; the others make room. Returns all of them in order."""
    with uow:
        moved = uow.items_of_business.get(item)
        _changeable(moved.session, uow)
        others = [other for other in _in_order(moved.session, uow) if other.id != item]
        place = max(0, min(to - 1, len(others)))
        saved = _renumbered((*others[:place], moved, *others[place:]), uow)
        uow.commit(reason=reason)
    return saved


def remove_item(item: UUID, *, reason: str, uow: UnitOfWork) -> tuple[ItemOfBusiness, ...]:
    """Take an item out, and the rest up; one that was carried over is open again where it came from.

    Raises NotAllowed where a question, a recusal or a later item rests on it: then it is withdrawn.
    """
    with uow:
        gone = uow.items_of_business.get(item)
        _changeable(gone.session, uow)
        rests_on_it = (
            uow.questions.all(item=item),
            uow.recusals.all(activity=item),
            uow.items_of_business.all(carried_from=item),
        )
        if any(rests_on_it):
            raise NotAllowed(
                "A question, a recusal or an item of a later session rests on this item. Mark it "
                "as withdrawn instead."
            )
        uow.items_of_business.remove(gone)
        if gone.carried_from is not None:
            origin = uow.items_of_business.get(gone.carried_from)
            uow.items_of_business.save(replace(origin, outcome=ItemOutcome.OPEN))
        saved = _renumbered(_in_order(gone.session, uow), uow)
        uow.commit(reason=reason)
    return saved


def carry_over(item: UUID, *, to: SessionId | UUID, reason: str, uow: UnitOfWork) -> ItemOfBusiness:
    """Carry an item over to a later session; returns the new item there. A second time nothing changes.

    Raises NotAllowed for what is not open, and for a session that is over or not a later one.
    """
    with uow:
        stored = uow.items_of_business.get(item)
        target = uow.sessions.get(to)
        _changeable(stored.session, uow)
        if _is_over(target, uow):
            raise NotAllowed("That session is over.")
        if _held_at(target, uow) <= _held_at(uow.sessions.get(stored.session), uow):
            raise NotAllowed("An item is carried over to a later session.")
        saved = _carried(stored, target, uow)
        uow.commit(reason=reason)
    return saved


def draft_work_programme(
    session: SessionId | UUID, *, titled: Titled, reason: str, uow: UnitOfWork
) -> tuple[ItemOfBusiness, ...]:
    """Add what belongs into the work programme of a session and is not there yet (Art. 12.1.c).

    Returns what was added. What is open from earlier sessions that are over is carried over.
    """
    with uow:
        file = read_session_file(session, uow=uow)
        _changeable(file.session.id, uow)
        added = [_carried(item, file.session, uow) for item in _left_open(file, uow)]
        for number, item in enumerate(
            _missing(file, titled, uow), start=len(file.items) + len(added) + 1
        ):
            added.append(uow.items_of_business.save(replace(item, number=number)))
        uow.commit(reason=reason)
    return tuple(added)


def _missing(file: SessionFile, titled: Titled, uow: UnitOfWork) -> Iterator[ItemOfBusiness]:
    """Yield what the Rules put on a session's order of business and no session of the period has."""
    known = [i for s in file.period.sessions for i in uow.items_of_business.all(session=s.id)]
    kinds = {item.kind for item in known}
    for kind in _usual(file):
        if kind not in kinds:
            yield _drafted(file, kind, titled(kind, ""))
    if _is_first(file):
        taken = {item.minutes_of for item in known}
        for circulation in uow.circulations.all(approve_at=file.period.period.id):
            if circulation.approval is None and circulation.id not in taken:
                title = titled(ItemKind.MINUTES, uow.sessions.get(circulation.id).title)
                drafted = _drafted(file, ItemKind.MINUTES, title, circulation.id)
                yield replace(drafted, minutes_of=circulation.id)


def _usual(file: SessionFile) -> Iterator[ItemKind]:
    if _is_first(file):
        yield ItemKind.REPORT_OF_THE_PRESIDENT  # Art. 10.1.f
        yield ItemKind.REPORT_OF_THE_SECRETARY  # Art. 12.1.e
        if _is_first_of_the_year(file.period):
            yield ItemKind.ELECTION  # Art. 7.5
            yield ItemKind.RAPPORTEURSHIPS  # Arts. 15.2, 15.4
        elif vacant_offices(file):
            yield ItemKind.ELECTION  # Art. 9.1
    if _is_last(file) and not file.period.period.next_period_place.strip():
        yield ItemKind.NEXT_PERIOD  # Art. 14.1


def _drafted(
    file: SessionFile, kind: ItemKind, title: str, about: UUID | None = None
) -> ItemOfBusiness:
    # The same session, kind and subject give the same id: two who draft at once make one item.
    return ItemOfBusiness(
        id=uuid5(file.session.id, f"{kind}/{about or ''}"),
        session=file.session.id,
        number=0,
        kind=kind,
        title=title,
    )


def _left_open(file: SessionFile, uow: UnitOfWork) -> Iterator[ItemOfBusiness]:
    """Yield the items that sessions before this one, in this period or the last, left open."""
    here = _held_at(file.session, uow)
    for session in (*_sessions_of_the_last_period(file, uow), *file.period.sessions):
        if _is_over(session, uow) and _held_at(session, uow) < here:
            yield from uow.items_of_business.all(session=session.id, outcome=ItemOutcome.OPEN)


def _sessions_of_the_last_period(file: SessionFile, uow: UnitOfWork) -> Iterable[Session]:
    opens = file.period.period.opens
    earlier = [period for period in file.period.periods if period.closes < opens]
    last = max(earlier, key=lambda period: period.opens, default=None)
    return uow.sessions.all(period=last.id) if last else ()


def _carried(item: ItemOfBusiness, to: Session, uow: UnitOfWork) -> ItemOfBusiness:
    made = uow.items_of_business.all(carried_from=item.id, session=to.id)
    if made:
        return made[0]
    if item.outcome is not ItemOutcome.OPEN:
        raise NotAllowed("This item is not open: there is nothing to carry over.")
    uow.items_of_business.save(replace(item, outcome=ItemOutcome.CARRIED_OVER))
    number = len(uow.items_of_business.all(session=to.id)) + 1
    new = replace(
        item,
        id=uuid5(item.id, str(to.id)),
        session=to.id,
        number=number,
        decisions=(),
        carried_from=item.id,
        version=0,
    )
    return uow.items_of_business.save(new)


def _in_order(session: SessionId, uow: UnitOfWork) -> list[ItemOfBusiness]:
    return sorted(uow.items_of_business.all(session=session), key=lambda item: item.number)


def _renumbered(items: Iterable[ItemOfBusiness], uow: UnitOfWork) -> tuple[ItemOfBusiness, ...]:
    return tuple(
        uow.items_of_business.save(replace(item, number=number))
        for number, item in enumerate(items, start=1)
    )


def _changeable(session: SessionId, uow: UnitOfWork) -> None:
    refuse_final(uow.session_minutes.find(session))


def _is_over(session: Session, uow: UnitOfWork) -> bool:
    sheet = uow.attendance_sheets.find(session.id)
    return sheet is not None and sheet.closed is not None


def _refuse_incomplete(item: ItemOfBusiness, uow: UnitOfWork) -> None:
    if not item.title.strip():
        raise InvalidValue("title", "Say what the item is about.")
    if item.minutes_of == item.session:
        raise InvalidValue("minutes_of", "A session does not approve its own minutes.")
    refuse_protected_names(item, uow=uow)


def _held_at(session: Session, uow: UnitOfWork) -> datetime:
    """Return when a session begins: placed, or else opened, or else with its period."""
    placement = uow.placements.find(session.id)
    if placement is not None:
        return placement.slot.start
    sheet = uow.attendance_sheets.find(session.id)
    period = uow.periods.get(session.period)
    opened = sheet.opened if sheet else None
    return opened or local_instant(period.opens, time(), period.zone, second=False)


def _in_time(file: PeriodFile) -> tuple[Session, ...]:
    """Return the sessions of a period in the order in which they are held; without an hour last."""

    def begins(session: Session) -> tuple[str, str]:
        placement = file.placement(session.id)
        return placement.slot.start.isoformat() if placement else "~", session.title

    return tuple(sorted(file.sessions, key=begins))


def _is_first(file: SessionFile) -> bool:
    return _in_time(file.period)[0].id == file.session.id


def _is_last(file: SessionFile) -> bool:
    return _in_time(file.period)[-1].id == file.session.id


def _is_first_of_the_year(file: PeriodFile) -> bool:
    of_year = [p for p in file.periods if p.opens.year == file.period.opens.year]
    return min(of_year, key=lambda period: period.opens).id == file.period.id
