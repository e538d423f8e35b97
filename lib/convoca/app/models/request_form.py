"""A request as it is being typed: judged while it grows, kept as a draft, saved whole.

The real name of a person to be protected stays in this object until the request is saved: it is
sealed in the same transaction, and no draft ever holds it.
"""

from dataclasses import replace
from datetime import datetime

from traitlets import Bool, HasTraits, Instance, Int, Tuple, Unicode, UseEnum

from convoca.app.models.form_draft import FormDraft
from convoca.app.models.request_draft import DRAFTED, as_draft, from_draft
from convoca.bootstrap import Convoca
from convoca.domain.errors import InvalidValue, ProtectedNameFound
from convoca.domain.finding import Finding
from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.hearing_request import ActivityWanted, HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId, new_id
from convoca.domain.party import Participant, ProtectedIdentity
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import SEAT_ZONE, local_instant, zone_info
from convoca.services.identities import names_in
from convoca.services.requests import next_reference, request_findings, save_request

#: The fields of a request that the form holds under their own names.
_OWN = tuple(name for name in DRAFTED if name not in {"day", "hour", "second"})


class RequestForm(HasTraits):
    """A new request, or one on record that is being corrected.

    ``day`` and ``hour`` are those of receipt, on the clock of the seat; ``second`` says which one of
    an hour that the clocks show twice is meant.
    """

    reference = Unicode()
    day = Instance("datetime.date", allow_none=True)
    hour = Instance("datetime.time", allow_none=True)
    second = Bool(default_value=None, allow_none=True)
    title = Unicode()
    kind = UseEnum(HearingKind, HearingKind.THEMATIC_COUNTRY)
    wanted = UseEnum(ActivityWanted, ActivityWanted.HEARING)
    initiative = UseEnum(Initiative, Initiative.PARTY)
    in_writing = Bool(default_value=True)
    purpose = Unicode()
    summary = Unicode()
    minutes_wanted = Int(None, allow_none=True)
    states = Tuple()
    requesters = Tuple()
    participants = Tuple()
    matter_number = Unicode()
    issue = UseEnum(Issue, default_value=None, allow_none=True)
    languages = Tuple()
    private_wanted = Bool(default_value=False)
    note = Unicode()

    def __init__(
        self, office: Convoca, period: PeriodOfSessions, stored: HearingRequest | None = None
    ) -> None:
        super().__init__()
        self.period = period
        self.stored = stored
        self._office = office
        self._names: dict[ParticipantId, str] = {}
        self._taken: set[str] = set()
        self._draft = FormDraft(office, f"request:{stored.id if stored else period.id}")
        self._fill(stored)
        self._blank = as_draft(self)
        self.has_draft = self._resume()

    def _fill(self, stored: HearingRequest | None) -> None:
        received = stored.received if stored else self._office.now()
        self.id = stored.id if stored else HearingRequestId(new_id())
        self._version = stored.version if stored else 0
        wall = received.astimezone(zone_info(SEAT_ZONE))
        self.day, self.hour = wall.date(), wall.time().replace(second=0, microsecond=0)
        self.second = bool(wall.fold) if wall.fold else None
        if stored is None:
            with self._office.reading() as uow:
                known = uow.requests.all(period=self.period.id)
            self._taken = {request.reference for request in known}
            self.reference = next_reference(self.period, known)
            return
        for name in _OWN:
            setattr(self, name, getattr(stored, name))

    # The draft -----------------------------------------------------------------------------------

    def _resume(self) -> bool:
        kept = self._draft.find()
        if kept is None:
            return False
        self.id, self._version = HearingRequestId(kept.id or self.id), kept.version
        values = from_draft(kept.typed)
        if values["reference"] in self._taken:  # somebody else has used the number since
            del values["reference"]
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def save_draft(self) -> None:
        """Keep what is typed. Raises ProtectedNameFound where a name to be sealed stands in it."""
        body = as_draft(self)
        if body == self._blank:
            self._draft.discard()
            return
        for where in names_in(body, self._names.values()):
            raise ProtectedNameFound(where)
        self._draft.keep(body, version=self._version, record=self.id)

    def discard_draft(self) -> None:
        """Forget what was typed, and start again from what is on record."""
        self._draft.discard()
        self._names.clear()
        self.has_draft = False

    # Who is to be protected ----------------------------------------------------------------------

    def seal(self, participant: Participant, name: str) -> None:
        """Take a protected participant in under a pseudonym; ``name`` is who it is.

        Raises InvalidValue where one of the two is missing, or the pseudonym gives the name away.
        """
        if not participant.name.strip() or not name.strip():
            raise InvalidValue("participants", "A protected person needs a name and a pseudonym.")
        if names_in(participant, [name]):
            raise InvalidValue(
                "participants",
                "The name stands in the pseudonym or in the object of the testimony.",
            )
        self._names[participant.id] = name.strip()
        self.put(replace(participant, protected=True))

    def put(self, participant: Participant) -> None:
        """Add a participant, or put a changed one in its place."""
        ids = [person.id for person in self.participants]
        if participant.id in ids:
            at = ids.index(participant.id)
            self.participants = (
                *self.participants[:at],
                participant,
                *self.participants[at + 1 :],
            )
        else:
            self.participants = (*self.participants, participant)

    def nameless(self) -> tuple[Participant, ...]:
        """Return the protected participants whose name a reload has forgotten, as it should."""
        known = {*self._names, *(p.id for p in self._stored_participants() if p.protected)}
        return tuple(p for p in self.participants if p.protected and p.id not in known)

    def is_on_record(self, participant: Participant) -> bool:
        return any(person.id == participant.id for person in self._stored_participants())

    def _stored_participants(self) -> tuple[Participant, ...]:
        return self.stored.participants if self.stored else ()

    # The request ---------------------------------------------------------------------------------

    def received(self) -> datetime:
        """Return the instant of receipt. Raises InvalidValue, AmbiguousLocalTime and their like."""
        if self.day is None or self.hour is None:
            raise InvalidValue("received", "Say on which day and at what hour it was received.")
        if self.stored and self._still_as_stored(self.stored.received):
            return self.stored.received
        return local_instant(self.day, self.hour, SEAT_ZONE, second=self.second)

    def _still_as_stored(self, received: datetime) -> bool:
        """Keep the seconds on record where nobody changed the minute."""
        wall = received.astimezone(zone_info(SEAT_ZONE)).replace(second=0, microsecond=0)
        same_turn = self.second is None or self.second == bool(wall.fold)
        return same_turn and (wall.date(), wall.time()) == (self.day, self.hour)

    def request(self) -> HearingRequest:
        """Return the request as typed. Raises InvalidValue."""
        return self._made(self.title)

    def _made(self, title: str) -> HearingRequest:
        values = {name: getattr(self, name) for name in _OWN} | {"title": title}
        if self.stored:
            return replace(self.stored, version=self._version, received=self.received(), **values)
        return HearingRequest(id=self.id, period=self.period.id, received=self.received(), **values)

    def findings(self) -> tuple[Finding, ...]:
        """Judge what is typed so far; a title may still be missing. Raises InvalidValue."""
        return request_findings(self._made(self.title.strip() or "…"), self.period)

    def save(self, reason: str) -> HearingRequest:
        """Save the request with its sealed identities, and forget the draft.

        Raises InvalidValue, ConflictingEdit, ProtectedNameFound, ReasonMissing.
        """
        return self.save_over(self.request(), reason)

    def save_over(self, request: HearingRequest, reason: str) -> HearingRequest:
        """Save a request, also one that was compared with the stored one, and forget the draft."""
        if forgotten := self.nameless():
            raise InvalidValue(
                "participants",
                "Type the name of {pseudonym} again: it is never kept in a draft.",
                pseudonym=forgotten[0].name,
            )
        sealed = [
            ProtectedIdentity(id=person.id, name=self._names[person.id])
            for person in request.participants
            if person.id in self._names
        ]
        saved = save_request(
            request, reason=reason, uow=self._office.unit_of_work(), identities=sealed
        )
        self.discard_draft()
        return saved
