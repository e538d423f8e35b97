"""A name that is sealed while the hearing goes on: it is gone from the day, and the day goes on."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.hearing_day import HandedIn
from convoca.domain.minutes import Commitment, PartyRequest, RequestOfParty, RiskCheck
from convoca.domain.party import Role, Side
from convoca.services.commitments import commitment_id, follow_up
from convoca.services.hearing_days.appearance import party_arrives
from convoca.services.hearing_days.handed_in import hand_in
from convoca.services.hearing_days.opening import close_hearing, keep_recording, open_hearing
from convoca.services.hearing_days.privacy import make_private
from convoca.services.hearing_days.record import read_hearing_day
from convoca.services.identities import names_in, without_name
from convoca.services.protection import protect_participant
from support.builders import a_hearing, a_participant, a_period, a_placement, a_request
from support.fake_store import NOW, FakeUnitOfWork

NAME = "Rosalía Quijano Soto"
PERIOD = a_period()
WITNESS = a_participant(name=NAME, role=Role.WITNESS)
HEARING = a_hearing(PERIOD, participants=(WITNESS,))
REQUEST = replace(a_request(PERIOD, participants=(WITNESS,)), hearing=HEARING.id)
ON = date(2027, 4, 1)
NOTE = FollowUpNote(on=ON, text=f"{NAME} was moved", state=FollowUpState.OPEN)


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.placements.save(a_placement(HEARING))
        uow.requests.save(REQUEST)
        uow.commit(reason="Example")
    open_hearing(HEARING.id, at=NOW, uow=uow)
    return uow


def seal(uow: FakeUnitOfWork) -> tuple[str, ...]:
    return protect_participant(
        REQUEST.id, WITNESS.id, pseudonym="Witness 1", reason="Asked", uow=uow
    )


def test_the_day_says_the_pseudonym_and_goes_on(uow: FakeUnitOfWork) -> None:
    title = f"Letter of R. Quijano and of {NAME.upper()}"
    document = HandedIn(id=uuid4(), title=title, side=Side.REQUESTER, at=NOW)
    hand_in(HEARING.id, document, uow=uow)
    keep_recording(HEARING.id, f"Shelf of {NAME}", uow=uow)
    make_private(
        HEARING.id,
        circumstances=f"{NAME} is at risk",
        may_attend=(),
        told_at=NOW,
        uow=uow,
        confirmed=True,
    )

    assert seal(uow) == ("private_decision.circumstances",)

    with uow:
        day = read_hearing_day(HEARING.id, uow=uow)
    assert names_in(day, [NAME]) == []
    assert (day.recording, day.private_reason) == ("Shelf of Witness 1", "Witness 1 is at risk")
    assert day.documents[0].title.startswith("Letter of R. Witness 1 and of Witness 1")
    party_arrives(HEARING.id, "state:MX", uow=uow)
    close_hearing(HEARING.id, at=NOW + timedelta(hours=1), uow=uow)


def test_what_follows_from_the_hearing_says_the_pseudonym_and_goes_on(uow: FakeUnitOfWork) -> None:
    commitment = TrackedCommitment(
        id=uuid4(), hearing=HEARING.id, party="Mexico", text=f"To protect {NAME}", notes=(NOTE,)
    )
    check = RiskCheck(by="Example", on=ON, is_risk=True, note=f"{NAME} lives there")
    asked = RequestOfParty(
        id=uuid4(),
        hearing=HEARING.id,
        party="Mexico",
        kind=PartyRequest.COPY_OF_MINUTES,
        asked_on=ON,
        checks=(check,),
        note=f"Not before {NAME} is safe",
    )
    with uow:
        uow.commitments.save(commitment)
        uow.requests_of_parties.save(asked)
        uow.commit(reason="Example")

    assert seal(uow) == ()

    with uow:
        (followed,), (request,) = uow.commitments.all(), uow.requests_of_parties.all()
    assert (followed.text, followed.notes[0].text) == (
        "To protect Witness 1",
        "Witness 1 was moved",
    )
    stated = Commitment(party="Mexico", text="To protect Witness 1")
    assert followed.id == commitment_id(HEARING.id, stated)
    assert (request.note, request.checks[0].note) == (
        "Not before Witness 1 is safe",
        "Witness 1 lives there",
    )
    done = replace(NOTE, text="Done", state=FollowUpState.DONE)
    assert follow_up(followed, done, today=date(2027, 5, 1), uow=uow).state is FollowUpState.DONE


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Soto family", "The Soto family"),
        ("Rosalia Quijano spoke", "Witness 1 Witness 1 spoke"),
        ("rosalía quijano soto", "Witness 1"),
    ],
)
def test_a_name_goes_however_it_is_written_and_others_stay(text: str, plain: str) -> None:
    assert without_name(text, NAME, "Witness 1") == plain
