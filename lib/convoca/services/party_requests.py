"""A party asks for a copy of the minutes, or for the recording of testimony (Arts. 70.2, 70.3)."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import (
    HearingMinutes,
    MinutesStatus,
    PartyRequest,
    PartyRequestOutcome,
    RequestOfParty,
    RiskCheck,
)
from convoca.services.identities import refuse_protected_names
from convoca.services.minutes.projection import REDACTABLE
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import MinutesProjection

#: How many persons look at the risk before anything is given: a custom of the house, not the Rules'.
CHECKS = 2

_NO_DRAFT = "Complete the minutes first: a party gets no copy of a draft."
_DIGITS = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfMinutes:
    """One entry of minutes that a party's copy can leave out; ``path`` as "attendance[2]"."""

    path: str
    said: str

    @property
    def section(self) -> str:
        return self.path.partition("[")[0]


def parts_of(whole: MinutesProjection) -> tuple[PartOfMinutes, ...]:
    """Return the entries of minutes that can be left out, in their order."""
    entries: Mapping[str, Iterable[str]] = {
        "members_present": whole.members_present,
        "attendance": (person.name for person in whole.attendance),
        "decisions": whole.decisions,
        "commitments": (f"{each.party}: {each.text}" for each in whole.commitments),
        "annexes": (annex.title for annex in whole.annexes),
        "absent_parties": whole.absent_parties,
    }
    place = (PartOfMinutes(path="place", said=whole.place),) if whole.place else ()
    return (
        *place,
        *(
            PartOfMinutes(path=f"{section}[{number}]", said=said)
            for section in REDACTABLE
            for number, said in enumerate(entries[section], start=1)
        ),
    )


def receive_request(request: RequestOfParty, *, uow: UnitOfWork) -> RequestOfParty:
    """Enter what a party asks for. Raises InvalidValue, NotAllowed, NotFound, ProtectedNameFound."""
    if not request.party.strip():
        raise InvalidValue("party", "Say which party asks.")
    with uow:
        uow.hearings.get(request.hearing)
        if request.kind is PartyRequest.COPY_OF_MINUTES:
            _refuse_unwritten(uow.hearing_minutes.find(request.hearing))
    return _save(request, reason="Request of a party received (Art. 70)", uow=uow)


def _refuse_unwritten(minutes: HearingMinutes | None) -> None:
    if minutes is None or minutes.status is MinutesStatus.DRAFT:
        raise NotAllowed(_NO_DRAFT)


def check_risk(
    request: RequestOfParty,
    *,
    is_risk: bool,
    note: str,
    today: date,
    whole: MinutesProjection | None,
    uow: UnitOfWork,
) -> RequestOfParty:
    """Record what the person at work finds: whether the content could put persons at risk (Art. 70.2).

    ``whole`` are the minutes as they stand, None for a recording; where they changed since the first
    check, the checks begin anew. Raises NotAllowed for a second check by the same person,
    InvalidValue for a risk that is not said, ConflictingEdit, ProtectedNameFound.
    """
    _refuse_decided(request)
    current = for_these_minutes(request, whole)
    if any(_same_person(check.by, uow.actor) for check in current.checks):
        raise NotAllowed("You have checked the risk already: another person has to check it too.")
    if is_risk and not note.strip():
        raise InvalidValue(
            "note", "Say which risk there is, and for whom, without a protected name."
        )
    check = RiskCheck(by=uow.actor, on=today, is_risk=is_risk, note=note.strip())
    changed = replace(current, checks=(*current.checks, check))
    return _save(changed, reason="Risk of a copy checked (Art. 70.2)", uow=uow)


def _same_person(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def for_these_minutes(request: RequestOfParty, whole: MinutesProjection | None) -> RequestOfParty:
    """Return a request as it stands for these minutes: nothing of it holds for other ones."""
    looked_at = _digest(whole) if whole else ""
    if request.looked_at == looked_at:
        return request
    return replace(request, looked_at=looked_at, checks=(), redacted=())


def _digest(whole: MinutesProjection) -> str:
    """Return the hash of all that a copy is made from, the title of the hearing and names included."""
    said = asdict(replace(whole, version=0, status=MinutesStatus.COMPLETED, is_draft=False))
    written = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def leave_out(
    request: RequestOfParty, paths: Iterable[str], *, whole: MinutesProjection, uow: UnitOfWork
) -> RequestOfParty:
    """Say which parts of the minutes the party's copy leaves out. Raises InvalidValue, NotAllowed.

    Who checked the risk before looked at another copy: the checks begin anew.
    """
    _refuse_decided(request)
    current = for_these_minutes(request, whole)
    wanted, known = set(paths), [part.path for part in parts_of(whole)]
    if not wanted <= set(known):
        raise InvalidValue("redacted", "This part is not in the minutes. Reload the page.")
    redacted = tuple(path for path in known if path in wanted)
    if redacted == current.redacted:
        return request
    changed = replace(current, redacted=redacted, checks=())
    return _save(changed, reason="Parts of a copy left out (Art. 70.2)", uow=uow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a request is: who checks are still missing, and whether a risk was found."""

    missing: int
    is_risk: bool

    @property
    def may_be_given(self) -> bool:
        return not self.missing and not self.is_risk


def standing_of(request: RequestOfParty, whole: MinutesProjection | None) -> Standing:
    """Say what is still to be done before anything is given, with the minutes as they stand."""
    checks = for_these_minutes(request, whole).checks
    people = {check.by.strip().casefold() for check in checks}
    return Standing(
        missing=max(CHECKS - len(people), 0), is_risk=any(check.is_risk for check in checks)
    )


def give(
    request: RequestOfParty,
    *,
    sha256: str,
    today: date,
    whole: MinutesProjection | None,
    uow: UnitOfWork,
) -> RequestOfParty:
    """Record that the party was given what it asked for, and the hash of that very file.

    Raises NotAllowed until two persons found no risk in it, and for a draft; InvalidValue for what
    is no hash.
    """
    _refuse_decided(request)
    if whole is not None and whole.is_draft:
        raise NotAllowed(_NO_DRAFT)
    standing = standing_of(request, whole)
    if standing.missing:
        raise NotAllowed("Two different persons have to check the risk before anything is given.")
    if standing.is_risk:
        raise NotAllowed(
            "Somebody found a risk to persons. Leave out what brings it and have the copy checked "
            "again, or refuse it."
        )
    if not _DIGITS.fullmatch(sha256):
        raise InvalidValue("sha256", "A fingerprint has 64 hexadecimal digits.")
    outcome = PartyRequestOutcome.REDACTED if request.redacted else PartyRequestOutcome.GIVEN
    given = replace(request, outcome=outcome, decided_on=today, sha256=sha256)
    return _save(given, reason="Given to the party (Art. 70)", uow=uow)


def refuse(request: RequestOfParty, *, note: str, today: date, uow: UnitOfWork) -> RequestOfParty:
    """Record that the party is given nothing, and why: a risk to persons is what Art. 70.2 knows.

    Raises NotAllowed while nobody found a risk in a copy of minutes, InvalidValue without a reason.
    """
    _refuse_decided(request)
    if not note.strip():
        raise InvalidValue("note", "Say why the party is given nothing.")
    is_risk = any(check.is_risk for check in request.checks)
    if request.kind is PartyRequest.COPY_OF_MINUTES and not is_risk:
        raise NotAllowed("A copy is kept from a party for a risk to persons alone (Art. 70.2).")
    refused = replace(
        request, outcome=PartyRequestOutcome.REFUSED, decided_on=today, note=note.strip()
    )
    return _save(refused, reason="Not given to the party (Art. 70)", uow=uow)


def requests_about(hearing: HearingId | UUID, *, uow: UnitOfWork) -> tuple[RequestOfParty, ...]:
    """Return what parties asked for about one hearing, in the order of asking; an open transaction."""
    found = uow.requests_of_parties.all(hearing=hearing)
    return tuple(sorted(found, key=lambda request: (request.asked_on, request.party)))


def _refuse_decided(request: RequestOfParty) -> None:
    if request.outcome is not PartyRequestOutcome.OPEN:
        raise NotAllowed("This request is decided already.")


def _save(request: RequestOfParty, *, reason: str, uow: UnitOfWork) -> RequestOfParty:
    with uow:
        refuse_protected_names(request, uow=uow)
        saved = uow.requests_of_parties.save(request)
        uow.commit(reason=reason)
    return saved
