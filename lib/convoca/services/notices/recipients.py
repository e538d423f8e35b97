"""To whom a notice goes: the parties of a hearing and who asked for one, each as it is written to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.member_state import MemberState, language_of
from convoca.domain.party import Party, PartyKind
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.services.audience import Audience, AudienceKind, audience_of, state_audience
from convoca.services.notices.notice_file import NoticeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One party as it is written to; ``party`` is its key, ``address`` empty while none is on record.

    ``zone`` is where it reads its hours: its own, else that of its State's capital, else the period's.
    """

    party: str
    audience: Audience
    addressee: str
    address: str
    language: Language
    zone: str

    @property
    def is_state(self) -> bool:
        return self.audience.kind is AudienceKind.STATE


def recipients_of(file: NoticeFile, hearing: Hearing) -> tuple[Recipient, ...]:
    """Return who must be told of a hearing: its parties, and the States convened to it (Art. 66.3).

    Who joins it in the draft alone is told once that is released.
    """
    joinings = [j for j in file.file.unreleased_joinings if j.kept == hearing.id]
    coming = {party for joining in joinings for party in joining.parties}
    joined = {state for joining in joinings for state in joining.states}
    own = {party.key for party in hearing.parties}
    parties = [
        party
        for party in hearing.told_parties
        if party.key not in coming and (party.key in own or party.state not in joined)
    ]
    return tuple(_recipients(file, parties))


def requesters_of(file: NoticeFile, request: HearingRequest) -> tuple[Recipient, ...]:
    """Return who must be told what became of a request."""
    return tuple(_recipients(file, request.requesters))


def state_recipient(
    state: StateCode, known: MemberState | None, *, address: str = "", zone: str = SEAT_ZONE
) -> Recipient:
    """Return a State as it is written to; ``zone`` stands in where that of its capital is not on record."""
    language = language_of(state)
    return Recipient(
        party=f"state:{state}",
        audience=state_audience(state),
        addressee=_name_of_state(known, language) if known else state,
        address=address,
        language=language,
        zone=known.zone if known else zone,
    )


def withheld_in(file: NoticeFile, subject: UUID) -> tuple[str, ...]:
    """Return who asked in one matter that a State shall not learn who they are (Art. 28.2)."""
    parties = [
        p for hearing in file.file.hearings if hearing.id == subject for p in hearing.parties
    ]
    parties += [p for asked in file.file.requests if asked.id == subject for p in asked.requesters]
    return tuple(party.name for party in parties if party.withheld_from_state)


def _recipients(file: NoticeFile, parties: Iterable[Party]) -> Iterator[Recipient]:
    """Yield each party once; one without a name cannot be addressed."""
    for party in {party.key: party for party in parties}.values():
        if party.name.strip():
            yield _recipient(file, party)


def _recipient(file: NoticeFile, party: Party) -> Recipient:
    period = file.file.period
    state = file.state_by_code.get(party.state) if party.state else None
    audience = audience_of(period, party)
    return Recipient(
        party=party.key,
        audience=audience,
        addressee=_addressee(party, state),
        address=_one_line(party.email) or _last_address(file, audience),
        language=party.language,
        zone=_first_zone(party.zone, state.zone if state else "", period.zone),
    )


def _addressee(party: Party, state: MemberState | None) -> str:
    """Return the name to write to; of a State that is on record by its code alone, its own name."""
    if party.kind is PartyKind.STATE and state is not None and party.name == party.state:
        return _name_of_state(state, party.language)
    return " ".join(party.name.split())


def _name_of_state(state: MemberState, language: Language) -> str:
    in_english = language in {Language.ENGLISH, Language.FRENCH}
    return state.name_en if in_english else state.name_es


def _last_address(file: NoticeFile, audience: Audience) -> str:
    """Return where a State was last written to in this period: requests do not name its address."""
    if audience.kind is not AudienceKind.STATE:
        return ""
    used = [n for n in file.notices if n.recipient == str(audience) and n.address]
    return max(used, key=lambda n: n.drafted_at).address if used else ""


def _one_line(address: str) -> str:
    """Return an address as it is used; what holds a line break is none."""
    address = address.strip()
    return address if address.isprintable() else ""


def _first_zone(*zones: str) -> str:
    return next(zone for zone in zones if zone and _is_zone(zone))


def _is_zone(zone: str) -> bool:
    try:
        zone_info(zone)
    except InvalidValue:
        return False
    return True
