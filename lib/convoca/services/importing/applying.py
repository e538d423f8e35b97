"""Apply a plan: everything in one transaction with one reason, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.services.identities import refuse_unsealed
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome, Plan, Receipt
from convoca.services.importing.planning import plan_within
from convoca.services.importing.table import Table
from convoca.services.ports import UnitOfWork

#: Each needs the ones before it: rapporteurs are members, members are nationals of States.
REFERENCE_ORDER = (Kind.STATES, Kind.MEMBERS, Kind.RAPPORTEURSHIPS)
REFERENCE_REASON = "Reference data of the release: Member States, members, rapporteurships"


def apply(plan: Plan, *, reason: str, uow: UnitOfWork) -> Receipt:
    """Write what the plan says. Raises NotAllowed for a blocked plan, ConflictingEdit, ReasonMissing.

    Raises ProtectedNameFound where the file names a person whose name was sealed since.
    A plan that changes nothing writes nothing, not even an audit entry.
    """
    _refuse_if_blocked(plan)
    if plan.changes:
        with uow:
            _write(plan, uow)
            uow.commit(reason=reason)
    return _receipt((plan,))


def load_reference(uow: UnitOfWork, tables: Mapping[Kind, Table], *, today: date) -> Receipt:
    """Take in the States, members and rapporteurships that are given, in one transaction."""
    plans = []
    with uow:
        for kind in (kind for kind in REFERENCE_ORDER if kind in tables):
            plan = plan_within(kind, tables[kind], uow=uow, today=today)
            _refuse_if_blocked(plan)
            _write(plan, uow)
            plans.append(plan)
        if any(plan.changes for plan in plans):
            uow.commit(reason=REFERENCE_REASON)
    return _receipt(plans)


def _refuse_if_blocked(plan: Plan) -> None:
    if plan.is_blocked:
        raise NotAllowed(
            "{file}: {count} problems stand in the way; nothing was imported. "
            "Mend them in the file and import it again.",
            file=plan.file,
            count=plan.errors,
        )


def _write(plan: Plan, uow: UnitOfWork) -> None:
    for change in plan.changes:
        if isinstance(change.after, HearingRequest | Hearing):
            refuse_unsealed(change.after, uow=uow)
        getattr(uow, change.repository).save(change.after)


def _receipt(plans: Iterable[Plan]) -> Receipt:
    done = tuple(plans)
    return Receipt(
        kinds=tuple(plan.kind for plan in done),
        files=tuple(plan.file for plan in done),
        created=sum(plan.count(Outcome.CREATE) for plan in done),
        updated=sum(plan.count(Outcome.UPDATE) for plan in done),
        unchanged=sum(plan.count(Outcome.UNCHANGED) for plan in done),
        left_out=sum(plan.count(Outcome.LEFT_OUT) for plan in done),
        written=sum(len(plan.changes) for plan in done),
    )
