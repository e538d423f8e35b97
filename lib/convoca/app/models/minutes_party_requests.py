"""What the page Minutes knows of copies and recordings that parties ask for (Arts. 70.2, 70.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from traitlets import HasTraits, Instance

from convoca.app.models.acting import Acting
from convoca.bootstrap import Convoca
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import HearingId
from convoca.domain.language import Language
from convoca.domain.minutes import (
    MinutesStatus,
    PartyRequest,
    PartyRequestOutcome,
    RequestOfParty,
)
from convoca.domain.party import Party
from convoca.domain.programme import ActivityKind
from convoca.services import party_requests as services
from convoca.services.exports import minutes_projection
from convoca.services.read_models import MinutesEdition, MinutesProjection


@dataclass(frozen=True, kw_only=True)
class RequestsFile:
    """A hearing with what parties asked for; ``whole`` are its minutes as they stand, if completed."""

    hearing: Hearing
    requests: tuple[RequestOfParty, ...]
    whole: MinutesProjection | None


class PartyRequestsModel(Acting, HasTraits):
    """The requests of the parties of one hearing."""

    file = Instance(RequestsFile)

    def __init__(self, office: Convoca, hearing: HearingId | UUID) -> None:
        self.office, self._hearing = office, hearing
        super().__init__(file=self._read())

    def _read(self) -> RequestsFile:
        with self.office.reading() as uow:
            hearing = uow.hearings.get(self._hearing)
            minutes = uow.hearing_minutes.find(self._hearing)
            requests = services.requests_about(self._hearing, uow=uow)
        is_done = minutes is not None and minutes.status is not MinutesStatus.DRAFT
        return RequestsFile(
            hearing=hearing, requests=requests, whole=self._whole() if is_done else None
        )

    def _whole(self) -> MinutesProjection:
        return minutes_projection(self._hearing, ActivityKind.HEARING, uow=self.office.reading())

    def refresh(self) -> None:
        self.file = self._read()

    def request(self, key: str) -> RequestOfParty | None:
        return next((r for r in self.file.requests if str(r.id) == key), None)

    def parties(self) -> tuple[Party, ...]:
        return self.file.hearing.told_parties

    def party_of(self, request: RequestOfParty) -> Party | None:
        return next((party for party in self.parties() if party.key == request.party), None)

    def seen_by(self, request: RequestOfParty) -> MinutesProjection | None:
        """Return the minutes that a request is about; a recording is about none."""
        return self.file.whole if request.kind is PartyRequest.COPY_OF_MINUTES else None

    def standing(self, request: RequestOfParty) -> services.Standing:
        return services.standing_of(request, self.seen_by(request))

    def parts(self) -> tuple[services.PartOfMinutes, ...]:
        return services.parts_of(self.file.whole) if self.file.whole else ()

    # Acts: what somebody else was first with is looked at anew, never overwritten ---------------

    def receive(self, party: str, kind: PartyRequest, asked_on: date | None) -> RequestOfParty:
        """Enter what a party asks for; ``party`` is its key. Raises InvalidValue, NotAllowed."""
        request = RequestOfParty(
            id=uuid4(),
            hearing=HearingId(self._hearing),
            party=party,
            kind=kind,
            asked_on=asked_on or self.office.today(),
        )
        return self.act_again(lambda uow: services.receive_request(request, uow=uow))

    def check(self, request: RequestOfParty, *, is_risk: bool, note: str) -> RequestOfParty:
        today, whole = self.office.today(), self._needed(request)
        return self.act_again(
            lambda uow: services.check_risk(
                request, is_risk=is_risk, note=note, today=today, whole=whole, uow=uow
            )
        )

    def leave_out(self, request: RequestOfParty, paths: Iterable[str]) -> RequestOfParty:
        whole = self._needed(request)
        if whole is None:
            raise NotAllowed("A recording is given whole, or not at all.")
        return self.act_again(lambda uow: services.leave_out(request, paths, whole=whole, uow=uow))

    def refuse(self, request: RequestOfParty, note: str) -> RequestOfParty:
        today = self.office.today()
        return self.act_again(lambda uow: services.refuse(request, note=note, today=today, uow=uow))

    def copy(self, request: RequestOfParty, language: Language) -> tuple[str, bytes]:
        """Return name and content of the copy as the party would read it.

        Raises NotAllowed for a draft, ProtectedNameFound.
        """
        current = services.for_these_minutes(request, self._needed(request))
        return self.office.minutes(
            self._hearing,
            ActivityKind.HEARING,
            language,
            edition=MinutesEdition.PARTY_COPY,
            redacted=current.redacted,
            party=request.party,
        )

    def give_copy(self, request: RequestOfParty, language: Language) -> tuple[str, bytes]:
        """Give a party its copy, and record the hash of that very file. Raises NotAllowed."""
        _, name, content = self.act_again(lambda _: self.office.give_copy(request, language))
        return name, content

    def give_recording(self, request: RequestOfParty, sha256: str) -> RequestOfParty:
        """Record that a party was given the recording, whose file has that hash. Raises InvalidValue."""
        today = self.office.today()
        return self.act_again(
            lambda uow: services.give(request, sha256=sha256, today=today, whole=None, uow=uow)
        )

    def _needed(self, request: RequestOfParty) -> MinutesProjection | None:
        """Return the minutes as they stand right now, whatever the page shows."""
        if request.kind is PartyRequest.RECORDING:
            return None
        self.refresh()
        if self.file.whole is None:
            raise NotAllowed("Complete the minutes first: a party gets no copy of a draft.")
        return self.file.whole


def is_open(request: RequestOfParty) -> bool:
    return request.outcome is PartyRequestOutcome.OPEN
