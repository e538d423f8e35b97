"""Who asked, and who takes part, as one cell names them."""

from dataclasses import replace

from convoca.domain.hearing import HearingKind, Initiative
from convoca.domain.identifiers import ParticipantId
from convoca.domain.member_state import language_of
from convoca.domain.party import Participant, Party, PartyKind, Role, Side
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import ROLES
from convoca.services.importing.row import RowReader

NAME = 300
STATE_OF = (
    "state of ",
    "estado de ",
    "estado do ",
    "estado da ",
    "estado del ",
    "etat de ",
    "etat du ",
    "etat d ",
)
ARTICLES = ("the ", "la ", "el ", "los ", "las ", "les ", "l ")
COMMISSION = frozenset({"iachr", "cidh", "comision", "commission", "comissao"})
#: Of hearings on these, who asked is a petitioner (Arts. 62, 64).
OF_PETITIONERS = frozenset(
    {
        HearingKind.PETITION,
        HearingKind.CASE,
        HearingKind.PRECAUTIONARY_MEASURES,
        HearingKind.FOLLOW_UP,
    }
)
SIDES = {Role.STATE_AGENT: Side.STATE, Role.OBSERVER: Side.COMMISSION}


def read_parties(
    row: RowReader, book: Book, kind: HearingKind, stored: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Return the stored parties and those who asked; the Commission itself is no party (Art. 61)."""
    asked_as = PartyKind.PETITIONER if kind in OF_PETITIONERS else PartyKind.ORGANISATION
    known = {party.key for party in stored}
    read: dict[str, Party] = {}
    for name in row.several("requesters"):
        if len(name) > NAME:
            row.wrong("too_long", "requesters", length=len(name), most=NAME)
        if COMMISSION & set(fold(name).split()[:1]):
            continue
        party = _state_party(name, book) or Party(kind=asked_as, name=name)
        if party.key not in known:
            read.setdefault(party.key, party)
    return stored + tuple(read.values())


def _state_party(name: str, book: Book) -> Party | None:
    called = fold(name)
    for opening in STATE_OF:
        if called.startswith(opening):
            called = called.removeprefix(opening)
            for article in ARTICLES:
                called = called.removeprefix(article)
            break
    state = book.states.get(called)
    if state is None:
        return None
    return Party(
        kind=PartyKind.STATE,
        name=state.name_es,
        state=state.code,
        zone=state.zone,
        language=language_of(state.code),
    )


def initiative_of(stated: Initiative | None, parties: tuple[Party, ...]) -> Initiative:
    """Return what is stated; else what the requester tells (Art. 61)."""
    if stated is not None:
        return stated
    if not parties:
        return Initiative.UNKNOWN
    by_state = all(party.kind is PartyKind.STATE for party in parties)
    return Initiative.STATE if by_state else Initiative.PARTY


def read_participants(
    row: RowReader, owner: object, stored: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Read participants written as ``name | role | purpose``, separated by semicolons.

    A protected person is never imported: the identity is entered on its page, apart from this.
    """
    known = {fold(person.name): person for person in stored}
    pseudonyms = {person.id: fold(person.name) for person in stored}
    for entry in row.several("participants"):
        name, role, purpose = (*(part.strip() for part in entry.split("|", 2)), "", "")[:3]
        as_role = ROLES.get(fold(role)) if role else Role.REPRESENTATIVE
        if as_role is None:
            row.wrong("role_unknown", "participants", read=role)
        elif name:
            made = Participant(
                id=ParticipantId(identity("participant", owner, fold(name))), name=name[:NAME]
            )
            # A person whose name was sealed since the last import is called by the pseudonym.
            called = pseudonyms.get(made.id, fold(name))
            known[called] = replace(
                known.get(called, made),
                role=as_role,
                side=SIDES.get(as_role, Side.REQUESTER),
                purpose=purpose,
            )
    return tuple(known.values())
