"""The on-site observations of a period's year: the answers of the States, and the notices to them."""

from uuid import UUID

from convoca.app.models.notices import NoticesModel
from convoca.domain.identifiers import StateCode
from convoca.domain.notice import Notice
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation
from convoca.services.notices.drafting import draft_visit_notice
from convoca.services.observations import record_guarantees
from convoca.services.ports import UnitOfWork


class VisitsModel:
    """Arts. 56 and 57 bind on-site observations; other visits follow custom and are not asked about."""

    def __init__(self, notices: NoticesModel) -> None:
        self._notices = notices

    def visits(self) -> tuple[OnSiteObservation, ...]:
        """Return those that are not cancelled, by their first day."""
        file = self._notices.file.file
        found = (
            visit
            for visit in file.observations
            if visit.kind is ObservationKind.ON_SITE
            and visit.opens.year == file.period.opens.year
            and not visit.is_cancelled
        )
        return tuple(sorted(found, key=lambda visit: (visit.opens, visit.title)))

    def visit(self, key: UUID | None) -> OnSiteObservation | None:
        return next((visit for visit in self.visits() if visit.id == key), None)

    def stored(self, visit: OnSiteObservation) -> OnSiteObservation:
        """Return a visit as it is on record now."""
        return self.visit(visit.id) or visit

    def save(
        self, state: StateCode, before: OnSiteObservation, after: OnSiteObservation, reason: str
    ) -> OnSiteObservation:
        """Record what a State answered, and nothing else of the visit. Raises ConflictingEdit."""
        answers = tuple(answer for answer in after.guarantees if answer.state == state)

        def record(uow: UnitOfWork) -> OnSiteObservation:
            with uow:
                stored = uow.observations.find(before.id)
            # Of the version that was seen, all the rest is as it stands on record.
            base = stored if stored and stored.version == before.version else before
            return record_guarantees(base, answers, reason=reason, uow=uow)

        return self._notices.act(record)

    def draft_notice(self, visit: OnSiteObservation, state: StateCode) -> Notice:
        """Draft the notice of a visit to one State. Raises NotAllowed."""
        now = self._notices.office.now()
        return self._notices.act_again(
            lambda uow: draft_visit_notice(visit.id, state, now=now, uow=uow)
        )
