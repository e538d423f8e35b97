"""Applies a plan through the services that people use, all or nothing, in one transaction."""

from collections.abc import Iterable
from datetime import date
from types import TracebackType
from typing import Self, cast

from convoca.domain.errors import ConflictingEdit, NotAllowed, ReasonMissing
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_request import Decision
from convoca.domain.programme import DraftAct, Session
from convoca.services import requests
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.problems import problems
from convoca.services.programme import apply_changes, change_activity
from convoca.services.round_trip.fields import Record
from convoca.services.round_trip.plan import ActivityChange, Receipt, RequestChange, RoundTripPlan


def apply_return(plan: RoundTripPlan, *, today: date, reason: str, uow: UnitOfWork) -> Receipt:
    """Write what the plan says; every move of the programme is one step that can be undone.

    Raises NotAllowed for a plan with open questions; ConflictingEdit where somebody saved one of the
    records since it was made; DoubleBooking, ReasonMissing, ProtectedNameFound. Then nothing is written.
    """
    if plan.is_blocked:
        raise NotAllowed(
            "{file}: nothing was written. Open questions: {count}. Settle them first.",
            file=plan.workbook,
            count=plan.open,
        )
    before = len(problems(plan.file, today))
    after = before
    if plan.requests or plan.activities:
        with uow:
            after = len(problems(_written(plan, uow, reason=reason), today))
    return Receipt(
        records=len(plan.requests) + len(plan.activities),
        cells=plan.changes,
        problems_before=before,
        problems_after=after,
    )


def _written(plan: RoundTripPlan, uow: UnitOfWork, *, reason: str) -> PeriodFile:
    """Write and commit; return the period as it is then."""
    together = _Together(uow)
    gathered = cast("UnitOfWork", together)
    _refuse_changed(plan, uow)
    for change in plan.requests:
        _write_request(change, reason=reason, uow=gathered)
    _write_activities(plan, reason=reason, uow=gathered)
    written = read_period_file(plan.file.period.id, uow=uow)
    uow.commit(
        reason=reason, findings=together.findings, waived="; ".join(dict.fromkeys(together.waived))
    )
    return written


def _refuse_changed(plan: RoundTripPlan, uow: UnitOfWork) -> None:
    """Raise ConflictingEdit where a record is no longer what the plan was made on."""
    for request in plan.requests:
        _refuse_other(request.before, uow.requests.find(request.before.id))
    for activity in plan.activities:
        _refuse_other(activity.before, _stored(activity.before, uow))
        _refuse_other(activity.placement_before, uow.placements.find(activity.before.id))


def _refuse_other(planned: object, stored: object) -> None:
    if planned != stored:
        raise ConflictingEdit(
            type(planned or stored).__name__,
            read_version=getattr(planned, "version", 0),
            stored_version=getattr(stored, "version", 0),
            mine=planned,
            theirs=stored,
        )


def _stored(activity: Record, uow: UnitOfWork) -> Record | None:
    match activity:
        case Hearing():
            return uow.hearings.find(activity.id)
        case WorkingMeeting():
            return uow.meetings.find(activity.id)
        case Session():
            return uow.sessions.find(activity.id)
    return uow.requests.find(activity.id)


def _write_request(change: RequestChange, *, reason: str, uow: UnitOfWork) -> None:
    request = change.after
    if change.after != change.before:
        request = requests.save_request(change.after, reason=reason, uow=uow)
    if change.decision is None:
        return
    if change.decision is Decision.PENDING:
        requests.reopen_request(request.id, reason=reason, uow=uow)
        return
    decide = {
        Decision.GRANTED: requests.grant_request,
        Decision.DECLINED: requests.decline_request,
        Decision.WITHDRAWN: requests.withdraw_request,
    }[change.decision]
    if change.on is None:
        raise NotAllowed(
            "The day of the decision of {reference} is missing.", reference=request.reference
        )
    decide(request.id, on=change.on, reason=change.reason, uow=uow)


def _write_activities(plan: RoundTripPlan, *, reason: str, uow: UnitOfWork) -> None:
    moves = [change for change in plan.activities if change.moves]
    if moves:
        apply_changes(
            plan.file,
            [change.placement_after for change in moves if change.placement_after],
            [
                change.placement_before
                for change in moves
                if change.placement_before and not change.placement_after
            ],
            act=DraftAct.WORKBOOK,
            reason=reason,
            uow=uow,
        )
    changed = [change for change in plan.activities if change.after != change.before]
    if changed:
        # The places are new by now, and as long as the activities shall be.
        file = read_period_file(plan.file.period.id, uow=uow)
        _save(changed, file, reason=reason, uow=uow)


def _save(
    changes: Iterable[ActivityChange], file: PeriodFile, *, reason: str, uow: UnitOfWork
) -> None:
    for change in changes:
        change_activity(file, change.after, reason=reason, uow=uow)


class _Together:
    """Lets each service work as it always does within one open transaction, which is committed once.

    What they would commit is gathered; the rest is that of the transaction itself.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self.findings: list[Finding] = []
        self.waived: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._uow, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Leave the transaction open: whoever opened it commits or undoes it."""

    def commit(
        self,
        *,
        reason: str,
        findings: Iterable[Finding] = (),
        waived: str = "",
        authority: str = "",  # noqa: ARG002 - decisions of a request name none
    ) -> None:
        if not reason.strip():
            raise ReasonMissing
        self.findings.extend(findings)
        self.waived.extend([waived] if waived else [])
