"""What the page Requests knows: the register of a period, what is shown and chosen, and the decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from traitlets import HasTraits, Instance, Tuple, UseEnum

from convoca.app.models.history import HistoryEntry, history_of
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConvocaError, NotFound
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId
from convoca.domain.language import Language
from convoca.domain.member_state import MemberState
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services import identities, protection, requests
from convoca.services.balance import Share, balance
from convoca.services.notices.drafting import draft_notices
from convoca.services.period_file import read_period_file
from convoca.services.read_models import RequestRow


class Work(StrEnum):
    """Parts of the register by what they ask of the Secretariat; the middle ones are still pending."""

    ALL = "all"
    PENDING = "pending"
    LATE = "late"
    INCOMPLETE = "incomplete"
    SIMILAR = "similar"
    DECIDED = "decided"


def belongs(row: RequestRow, work: Work) -> bool:
    """Whether a line of the register is part of that work."""
    pending = row.decision is Decision.PENDING
    match work:
        case Work.ALL:
            return True
        case Work.PENDING:
            return pending
        case Work.LATE:
            return pending and row.in_time is Verdict.BREACHED
        case Work.INCOMPLETE:
            return pending and row.complete is Verdict.BREACHED
        case Work.SIMILAR:
            return pending and bool(row.similar_to)
        case Work.DECIDED:
            return not pending


@dataclass(frozen=True, slots=True)
class JointDecision:
    """What became of several requests: the references decided, and why the others were not."""

    decided: tuple[str, ...]
    refused: tuple[tuple[str, ConvocaError], ...] = ()


class RequestsModel(HasTraits):
    """The register of one period. Whatever changes the store reads it again."""

    rows = Tuple()
    chosen = Instance(UUID, allow_none=True)
    work = UseEnum(Work, Work.ALL)

    def __init__(self, office: Convoca, period: PeriodOfSessions) -> None:
        super().__init__()
        self.office = office
        self.period = period
        self.requests: Mapping[UUID, HearingRequest] = {}
        self.states: tuple[MemberState, ...] = ()
        self.refresh()

    # What is on record ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the store again; the choice stays while its request is there."""
        with self.office.reading() as uow:
            self.period = uow.periods.get(self.period.id)
            found = uow.requests.all(period=self.period.id)
            self.states = tuple(uow.states.all())
        self.requests = {request.id: request for request in found}
        if self.chosen not in self.requests:
            self.chosen = None
        self.rows = tuple(requests.request_rows(self.period, found))

    @property
    def counts(self) -> dict[Work, int]:
        return {work: sum(belongs(row, work) for row in self.rows) for work in Work}

    def balance(self) -> tuple[Share, ...]:
        """Return what was asked for beside what was granted in the period."""
        with self.office.reading() as uow:
            return balance(read_period_file(self.period.id, uow=uow))

    def shown(self) -> list[RequestRow]:
        """Return the lines of the chosen work; the open request stays among them once decided."""
        return [row for row in self.rows if belongs(row, self.work) or row.id == self.chosen]

    def pending(self) -> list[RequestRow]:
        return [row for row in self.rows if belongs(row, Work.PENDING)]

    def choose(self, key: str) -> None:
        """Open the request with that identifier or reference; "" closes it. Raises NotFound."""
        found = next((row.id for row in self.rows if key in {str(row.id), row.reference}), None)
        if key and found is None:
            raise NotFound("request", key)
        self.chosen = found

    @property
    def row(self) -> RequestRow | None:
        """The line of the chosen request."""
        return next((row for row in self.rows if row.id == self.chosen), None)

    @property
    def request(self) -> HearingRequest | None:
        """The chosen request."""
        return self.requests.get(self.chosen) if self.chosen else None

    def similar(self) -> list[RequestRow]:
        """Return the near-duplicates of the chosen request."""
        row = self.row
        return [other for other in self.rows if row and other.reference in row.similar_to]

    def mergeable(self) -> list[RequestRow]:
        """Return what the chosen request can be merged into, the near-duplicates first."""
        near = {row.id for row in self.similar()}
        open_ones = [
            row
            for row in self.rows
            if row.decision in {Decision.PENDING, Decision.GRANTED} and row.id != self.chosen
        ]
        return sorted(open_ones, key=lambda row: row.id not in near)

    def history(self) -> list[HistoryEntry]:
        """Return what happened to the chosen request and to its sealed identities, the latest first."""
        request = self.request
        if request is None:
            return []
        sealed = tuple(person.id for person in request.participants if person.protected)
        with self.office.reading() as uow:
            return history_of(request.id, HearingRequest, sealed=sealed, uow=uow)

    # What people decide --------------------------------------------------------------------------

    def grant(self, reason: str) -> None:
        self._grant(self._chosen(), reason)
        self._tell()

    def decline(self, reason: str) -> None:
        self._decline(self._chosen(), reason)
        self._tell()

    def withdraw(self, reason: str) -> None:
        requests.withdraw_request(
            self._chosen(), on=self.office.today(), reason=reason, uow=self.office.unit_of_work()
        )
        self._tell()

    def merge(self, reference: str, reason: str) -> None:
        """Merge the chosen request into the one of that reference. Raises NotFound."""
        into = next((row.id for row in self.rows if row.reference == reference.strip()), None)
        if into is None:
            raise NotFound("request", reference)
        requests.merge_request(
            self._chosen(),
            into=into,
            on=self.office.today(),
            reason=reason,
            uow=self.office.unit_of_work(),
        )
        self._tell()

    def reopen(self, reason: str) -> None:
        requests.reopen_request(self._chosen(), reason=reason, uow=self.office.unit_of_work())
        self._tell()

    def decide_together(
        self, chosen: Sequence[UUID], decision: Decision, reason: str
    ) -> JointDecision:
        """Grant or decline several requests with one reason, each with an audit entry of its own."""
        decide = self._grant if decision is Decision.GRANTED else self._decline
        decided: list[str] = []
        refused: list[tuple[str, ConvocaError]] = []
        for identifier in chosen:
            reference = self.requests[identifier].reference
            try:
                decide(HearingRequestId(identifier), reason)
            except ConvocaError as error:
                refused.append((reference, error))
            else:
                decided.append(reference)
        self._tell()
        return JointDecision(tuple(decided), tuple(refused))

    def _tell(self) -> None:
        """Draft what requesters must be told by now, and read the store again."""
        draft_notices(self.period.id, now=self.office.now(), uow=self.office.unit_of_work())
        self.refresh()

    def _grant(self, request: HearingRequestId, reason: str) -> None:
        requests.grant_request(
            request, on=self.office.today(), reason=reason, uow=self.office.unit_of_work()
        )

    def _decline(self, request: HearingRequestId, reason: str) -> None:
        requests.decline_request(
            request, on=self.office.today(), reason=reason, uow=self.office.unit_of_work()
        )

    def _chosen(self) -> HearingRequestId:
        if self.request is None:
            raise NotFound("request", "")
        return self.request.id

    # Protected persons ---------------------------------------------------------------------------

    def reveal(self, participant: ParticipantId, reason: str) -> str:
        """Return who a protected participant is; the reading goes on record first."""
        return identities.reveal_identity(
            participant, reason=reason, uow=self.office.unit_of_work()
        )

    def protect(self, participant: ParticipantId, pseudonym: str, reason: str) -> tuple[str, ...]:
        """Seal a participant's name; returns the fields in which it still stands."""
        left = protection.protect_participant(
            self._chosen(),
            participant,
            pseudonym=pseudonym,
            reason=reason,
            uow=self.office.unit_of_work(),
        )
        self.refresh()
        return left

    # What comes out ------------------------------------------------------------------------------

    def workbook(self, language: Language) -> tuple[str, bytes]:
        """Return the file name and content of the register. Raises ProtectedNameFound."""
        name, content = self.office.workbook(self.period.number, "requests", language)
        return name.replace("/", "-"), content
