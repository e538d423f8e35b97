"""A period in which every text that is not for everybody is a word found nowhere else: a canary.

``plant`` saves one of every kind of thing with its canaries and returns which word is where. What
each audience may read of it says ``convoca.services.audience_table``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import count
from uuid import UUID, uuid4

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.hearing import (
    Convocation,
    EqualityOfArms,
    Hearing,
    HearingKind,
    PlanningNeeds,
    PrivateDecision,
    Visibility,
    WorkingMeeting,
)
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import HearingRequestId, MemberId, RoomId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.minutes import (
    Annex,
    Attendance,
    Commitment,
    HearingMinutes,
    SessionMinutes,
    Statement,
)
from convoca.domain.on_site_observation import (
    Delegate,
    GuaranteeAnswer,
    ObservationKind,
    OnSiteObservation,
    Recommendation,
    SpecialCommission,
    VisitActivity,
    VisitStage,
)
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness
from convoca.domain.party import Participant, Party, PartyKind, ProtectedIdentity, Role, Side
from convoca.domain.period_of_sessions import (
    MeetingAway,
    Modality,
    PeriodOfSessions,
    PeriodPlace,
    Room,
)
from convoca.domain.programme import (
    ActivityKind,
    Channel,
    Placement,
    Recusal,
    ServiceOfNotice,
    Session,
)
from convoca.domain.slot import Slot
from convoca.services.audience import (
    PUBLIC,
    SECRETARIAT,
    STAFF,
    Audience,
    StaffRole,
    audience_of,
    delegate_audience,
    member_audience,
    state_audience,
)
from convoca.services.audience_table import Field, Thing
from convoca.services.ports import UnitOfWork
from support.builders import a_member, a_period

MX, CO, CL = StateCode("MX"), StateCode("CO"), StateCode("CL")
ZONE = "America/New_York"
NOBODY = UUID(int=0)
#: Letters of a canary: no vowel, so that none is part of a word of any language.
_LETTERS = "bdfghjklmnpqrstvwxz"


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A word and what it stands in; ``field`` is None where the table knows no such field at all.

    ``thing`` is what it is about, where it is about a matter or a visit.
    """

    word: str
    where: str
    thing: Thing | None = None
    field: Field | None = None


@dataclass(kw_only=True)
class Planted:
    """What was planted. ``activities`` and ``visits`` are the subject of each kind of thing."""

    period: PeriodOfSessions
    canaries: dict[str, Canary] = field(default_factory=dict)
    subjects: dict[Thing, UUID] = field(default_factory=dict)
    petitioner: Audience = PUBLIC
    hearings: tuple[Hearing, ...] = ()
    session: UUID = NOBODY
    requests: tuple[HearingRequest, ...] = ()
    visits: tuple[OnSiteObservation, ...] = ()
    interpreter: UUID = NOBODY
    officer: UUID = NOBODY
    member: Member | None = None
    recused: Member | None = None
    national: Member | None = None
    witness: UUID = NOBODY
    identity: str = ""
    _numbers: Iterator[int] = field(default_factory=count)

    def word(self, where: str, thing: Thing | None = None, known: Field | None = None) -> str:
        """Return a new canary; its accents can be lost on the way, and it is found all the same."""
        number, letters = next(self._numbers), ""
        for _ in range(3):
            number, index = divmod(number, len(_LETTERS))
            letters += _LETTERS[index]
        word = f"Çañár{letters}öqz"
        assert word not in self.canaries
        self.canaries[word] = Canary(word=word, where=where, thing=thing, field=known)
        return word

    def link(self, thing: Thing) -> str:
        """Return a link with a canary in it; links have ASCII letters alone."""
        word = self.word("link", thing, Field.LINK)
        plain = word.translate(str.maketrans("Çñáö", "Cnao"))
        return f"https://meet.example.org/{plain}"

    @property
    def own(self) -> dict[Thing, tuple[Audience, ...]]:
        """Who is a party to each matter, and who joins each visit."""
        parties = (state_audience(MX), self.petitioner)
        joining = (
            *((member_audience(self.member.id),) if self.member else ()),
            delegate_audience(self.interpreter),
        )
        going = (*joining, delegate_audience(self.officer))
        return {
            Thing.PUBLIC_HEARING: parties,
            Thing.PRIVATE_HEARING: parties,
            Thing.WORKING_MEETING: parties,
            Thing.ANNOUNCED_VISIT: going,
            Thing.UNANNOUNCED_VISIT: going,
            Thing.ANNOUNCED_ACTIVITY: joining,
            Thing.PROTECTED_ACTIVITY: joining,
        }

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Everybody: parties and strangers, members who take part and who do not, every role."""
        members = (self.member, self.recused, self.national)
        return (
            PUBLIC,
            STAFF,
            *(Audience.named(f"staff:{role}") for role in StaffRole),
            state_audience(MX),
            state_audience(CO),
            self.petitioner,
            Audience.named(f"petitioner:{UUID(int=7)}"),
            *(member_audience(member.id) for member in members if member),
            delegate_audience(self.interpreter),
            delegate_audience(self.officer),
            SECRETARIAT,
        )

    def is_barred(self, thing: Thing, audience: Audience) -> bool:
        """Whether a member is told nothing of a matter of Mexico: a national, or recused."""
        barred_from = {
            self.national: _OF_MEXICO,
            self.recused: _MATTERS,
        }
        return any(
            member is not None and audience == member_audience(member.id) and thing in things
            for member, things in barred_from.items()
        )


_MATTERS = {Thing.PUBLIC_HEARING, Thing.PRIVATE_HEARING, Thing.WORKING_MEETING}
_OF_MEXICO = _MATTERS | {
    Thing.ANNOUNCED_VISIT,
    Thing.UNANNOUNCED_VISIT,
    Thing.ANNOUNCED_ACTIVITY,
    Thing.PROTECTED_ACTIVITY,
}


def plant(uow: UnitOfWork) -> Planted:
    """Save a period with everything in it that can be kept from somebody."""
    planted = Planted(period=a_period(is_example=False))
    planted.period = _period(planted)
    planted.member = a_member("Example Member", "CL")
    planted.recused = a_member("Example Recused", "AR")
    planted.national = a_member("Example National", "MX")
    with uow:
        uow.periods.save(planted.period)
        for member in (planted.member, planted.recused, planted.national):
            uow.members.save(member)
        _plant_matters(planted, uow)
        _plant_sessions(planted, uow)
        _plant_visits(planted, uow)
        _plant_papers(planted, uow)
        uow.commit(reason="Example")
    return planted


def _period(planted: Planted) -> PeriodOfSessions:
    """One room for each thing that is placed: the name and link of a room tell what is in it."""
    things = (
        Thing.PUBLIC_HEARING,
        Thing.PRIVATE_HEARING,
        Thing.WORKING_MEETING,
        Thing.PUBLIC_SESSION,
        Thing.CONFIDENTIAL_SESSION,
    )
    day = {"opens": date(2027, 3, 1), "closes": date(2027, 3, 12)}
    places = tuple(
        PeriodPlace(
            city="Washington, DC",
            country=StateCode("US"),
            venue=planted.word("venue", thing, Field.PLACE),
            modality=Modality.HYBRID,
            hearing_days=(date(2027, 3, 8),),
            rooms=(
                Room(
                    id=RoomId(uuid4()),
                    name=planted.word("room", thing, Field.ROOM),
                    link=planted.link(thing),
                ),
            ),
            **day,
        )
        for thing in things
    )
    return replace(
        planted.period,
        places=places,
        away=MeetingAway(consent_reference=planted.word("consent_reference")),
        note=planted.word("note of the period"),
        source=planted.word("source of the period"),
    )


def _parties(planted: Planted, thing: Thing) -> tuple[Party, ...]:
    def name(where: str, known: Field) -> str:
        return planted.word(where, thing, known)

    return (
        Party(kind=PartyKind.STATE, name="Mexico", state=MX, email="state@example.org"),
        Party(kind=PartyKind.PETITIONER, name="Example Petitioner", email="one@example.org"),
        Party(
            kind=PartyKind.ORGANISATION,
            name=name("party", Field.PARTIES),
            email="two@example.org",
        ),
        Party(
            kind=PartyKind.PETITIONER,
            name=name("withheld party", Field.WITHHELD),
            email="three@example.org",
            withheld_from_state=True,
        ),
    )


def _needs(planted: Planted) -> PlanningNeeds:
    return PlanningNeeds(attendance=4321, theme=planted.word("theme"))


def _plant_matters(planted: Planted, uow: UnitOfWork) -> None:
    assert planted.recused
    hearings = tuple(
        _hearing(planted, thing) for thing in (Thing.PUBLIC_HEARING, Thing.PRIVATE_HEARING)
    )
    meeting = WorkingMeeting(
        id=uuid4(),
        period=planted.period.id,
        title=planted.word("title", Thing.WORKING_MEETING, Field.TITLE),
        states=(MX,),
        parties=_parties(planted, Thing.WORKING_MEETING),
        matter_number=planted.word("matter_number of a meeting"),
        needs=_needs(planted),
        note=planted.word("note of a meeting"),
    )
    planted.petitioner = audience_of(planted.period, hearings[0].parties[1])
    planted.hearings = hearings
    uow.meetings.save(meeting)
    for hearing in hearings:
        uow.hearings.save(hearing)
    matters = (
        (Thing.PUBLIC_HEARING, hearings[0].id, 0),
        (Thing.PRIVATE_HEARING, hearings[1].id, 1),
        (Thing.WORKING_MEETING, meeting.id, 2),
    )
    for thing, key, number in matters:
        _place(planted, uow, thing, key, number)
        uow.recusals.save(
            Recusal(
                id=uuid4(),
                member=planted.recused.id,
                activity=key,
                ground=planted.word("ground of a recusal"),
                decided_on=date(2027, 1, 4),
                upheld=True,
            )
        )


def _hearing(planted: Planted, thing: Thing) -> Hearing:
    is_private = thing is Thing.PRIVATE_HEARING
    witness = Participant(
        id=uuid4(), name="Witness 1", role=Role.WITNESS, protected=True,
        purpose=planted.word("purpose of a protected witness", thing),
    )  # fmt: skip
    expert = Participant(
        id=uuid4(), name=planted.word("participant", thing), role=Role.EXPERT, side=Side.STATE,
        purpose=planted.word("purpose of a participant", thing),
    )  # fmt: skip
    planted.witness = witness.id
    return Hearing(
        id=uuid4(),
        period=planted.period.id,
        title=planted.word("title", thing, Field.TITLE),
        kind=HearingKind.CASE,
        states=(MX,),
        parties=_parties(planted, thing),
        participants=(witness, expert),
        matter_number=planted.word("matter_number of a hearing", thing),
        visibility=Visibility.PRIVATE if is_private else Visibility.PUBLIC,
        private_decision=PrivateDecision(
            decided_on=date(2027, 1, 5),
            circumstances=planted.word("circumstances of a private hearing", thing),
            may_attend=(planted.word("who may attend", thing),),
        ),
        convocation=Convocation(proposed_on=date(2027, 1, 4), convoked_on=date(2027, 1, 5)),
        languages=(Language.FRENCH, Language.PORTUGUESE),
        modality=Modality.HYBRID,
        announced_place=planted.word("announced place", thing),
        needs=_needs(planted),
        equality=EqualityOfArms(
            untold_testimony=planted.word("untold testimony", thing),
            balance_measures=planted.word("balance measures", thing),
        ),
        note=planted.word("note of a hearing", thing),
        source=planted.word("source of a hearing", thing),
    )


_KINDS = {
    Thing.PUBLIC_HEARING: ActivityKind.HEARING,
    Thing.PRIVATE_HEARING: ActivityKind.HEARING,
    Thing.WORKING_MEETING: ActivityKind.WORKING_MEETING,
    Thing.PUBLIC_SESSION: ActivityKind.SESSION,
    Thing.CONFIDENTIAL_SESSION: ActivityKind.SESSION,
}


def _place(planted: Planted, uow: UnitOfWork, thing: Thing, key: UUID, number: int) -> None:
    panelist = a_member(planted.word("panel", thing, Field.PANEL), "UY")
    uow.members.save(panelist)
    planted.subjects[thing] = key
    uow.placements.save(
        Placement(
            id=key,
            period=planted.period.id,
            kind=_KINDS[thing],
            slot=Slot.local(date(2027, 3, 8), time(9 + number), minutes=60, zone=ZONE),
            room=planted.period.places[number].rooms[0].id,
            panel=(MemberId(panelist.id),),
        )
    )


def _plant_sessions(planted: Planted, uow: UnitOfWork) -> None:
    for number, thing in ((3, Thing.PUBLIC_SESSION), (4, Thing.CONFIDENTIAL_SESSION)):
        session = Session(
            id=uuid4(),
            period=planted.period.id,
            title=planted.word("title", thing, Field.TITLE),
            is_public=thing is Thing.PUBLIC_SESSION,
            opened_by_decision_on=date(2027, 1, 4) if thing is Thing.PUBLIC_SESSION else None,
        )
        uow.sessions.save(session)
        uow.items_of_business.save(
            ItemOfBusiness(
                id=uuid4(),
                session=session.id,
                number=1,
                kind=ItemKind.OTHER,
                title=planted.word("item of the order of business"),
                decisions=(planted.word("decision on an item"),),
            )
        )
        _place(planted, uow, thing, session.id, number)
        planted.session = session.id
    assert planted.member
    uow.session_minutes.save(
        SessionMinutes(
            id=planted.session,
            place=planted.word("place of the minutes of a session"),
            members_present=(planted.member.id,),
            matters=(planted.word("matter of a session"),),
            decisions=(planted.word("decision of a session"),),
            statements=(
                Statement(member=planted.member.id, text=planted.word("statement of a member")),
            ),
        )
    )


def _plant_visits(planted: Planted, uow: UnitOfWork) -> None:
    assert planted.member
    visits = []
    planted.interpreter, planted.officer = uuid4(), uuid4()
    for month, thing in ((6, Thing.ANNOUNCED_VISIT), (9, Thing.UNANNOUNCED_VISIT)):
        visit = OnSiteObservation(
            id=uuid4(),
            title=planted.word("title", thing, Field.TITLE),
            opens=date(2027, month, 7),
            closes=date(2027, month, 11),
            states=(MX,),
            territories=(CO,),
            kind=ObservationKind.ON_SITE,
            places=planted.word("places of a visit", thing),
            consent_reference=planted.word("consent of a State", thing),
            special_commission=SpecialCommission(members=(planted.member.id,)),
            delegates=(
                Delegate(id=planted.interpreter, name=planted.word("staff of a visit", thing)),
                Delegate(id=planted.officer, name=planted.word("staff of a visit", thing)),
            ),
            stages=(
                VisitStage(
                    id=uuid4(),
                    place=planted.word("stage of a visit", thing, Field.PLACE),
                    opens=date(2027, month, 7),
                    closes=date(2027, month, 11),
                    territory=CO,
                ),
            ),
            activities=(_visit_activity(planted, month, thing),),
            recommendations=(
                Recommendation(
                    id=uuid4(),
                    number=1,
                    text=planted.word("recommendation to a State"),
                    state=MX,
                    made_on=date(2027, month, 11),
                ),
            ),
            guarantees=(
                GuaranteeAnswer(letter="a", note=planted.word("answer of a State", thing)),
            ),
            is_public=thing is Thing.ANNOUNCED_VISIT,
            note=planted.word("note of a visit", thing),
            source=planted.word("source of a visit", thing),
        )
        uow.observations.save(visit)
        visits.append(visit)
        planted.subjects[thing] = visit.id
    planted.visits = tuple(visits)


def _visit_activity(planted: Planted, month: int, visit: Thing) -> VisitActivity:
    """The announced visit has an activity that is announced too, the other one that is held."""
    is_announced = visit is Thing.ANNOUNCED_VISIT
    thing = Thing.ANNOUNCED_ACTIVITY if is_announced else Thing.PROTECTED_ACTIVITY
    assert planted.member
    activity = VisitActivity(
        id=uuid4(),
        title=planted.word("activity of a visit", thing, Field.TITLE),
        slot=Slot.local(date(2027, month, 8), time(9), minutes=60, zone=ZONE),
        place=planted.word("place of an activity", thing, Field.PLACE),
        transport=planted.word("transport of an activity", thing, Field.TRANSPORT),
        members=(planted.member.id,),
        people=(planted.interpreter,),
        held=not is_announced,
        hold_reason=planted.word("why an activity is held", thing),
        confidential=not is_announced,
    )
    planted.subjects[thing] = activity.id
    return activity


def _plant_papers(planted: Planted, uow: UnitOfWork) -> None:
    """Requests, minutes, absences, services of notice, and who the protected witness is."""
    open_hearing = planted.hearings[0]
    planted.identity = planted.word("identity of a protected person")
    uow.identities.save(
        ProtectedIdentity(
            id=planted.witness, name=planted.identity, note=planted.word("note of an identity")
        )
    )
    for number, decision in enumerate((Decision.GRANTED, Decision.DECLINED, Decision.PENDING)):
        granted = decision is Decision.GRANTED
        request = HearingRequest(
            id=HearingRequestId(uuid4()),
            period=planted.period.id,
            reference=f"PS 901-{number}",
            received=datetime(2026, 12, 1, 15, tzinfo=UTC),
            title=planted.word(f"title of request {number}"),
            kind=HearingKind.CASE,
            purpose=planted.word(f"purpose of request {number}"),
            summary=planted.word(f"summary of request {number}"),
            states=(MX,),
            requesters=(
                Party(
                    kind=PartyKind.ORGANISATION,
                    name=planted.word(f"requester of request {number}"),
                    email="asks@example.org",
                ),
            ),
            participants=(
                Participant(id=uuid4(), name=planted.word(f"participant of request {number}")),
            ),
            matter_number=planted.word(f"matter_number of request {number}"),
            decision=decision,
            decided_on=None if decision is Decision.PENDING else date(2027, 1, 5),
            decision_reason=planted.word(f"reason of request {number}"),
            hearing=open_hearing.id if granted else None,
            note=planted.word(f"note of request {number}"),
        )
        uow.requests.save(request)
        planted.requests += (request,)
    _plant_minutes(planted, uow)
    uow.unavailabilities.save(
        Unavailability(
            id=uuid4(),
            period=planted.period.id,
            kind=UnavailableKind.MEMBER,
            key=str(planted.member.id) if planted.member else "x",
            span=Slot.local(date(2027, 3, 9), time(9), minutes=60, zone=ZONE),
            reason=planted.word("reason of an absence"),
        )
    )
    uow.services_of_notice.save(
        ServiceOfNotice(
            id=uuid4(),
            hearing=open_hearing.id,
            party=open_hearing.parties[2].key,
            served_on=date(2027, 2, 20),
            hearing_day=date(2027, 3, 8),
            hearing_hour=time(9),
            hearing_place=planted.word("place of a service"),
            channel=Channel.BY_HAND,
            exceptional_circumstances=planted.word("exceptional circumstances"),
            authority=planted.word("authority"),
            note=planted.word("note of a service"),
        )
    )


def _plant_minutes(planted: Planted, uow: UnitOfWork) -> None:
    uow.hearing_minutes.save(
        HearingMinutes(
            id=planted.hearings[0].id,
            place=planted.word("place of the minutes"),
            attendance=(
                Attendance(
                    name=planted.word("who attended"), organisation=planted.word("organisation")
                ),
            ),
            decisions=(planted.word("decision"),),
            commitments=(
                Commitment(
                    party=planted.word("who undertook"), text=planted.word("what was undertaken")
                ),
            ),
            annexes=(
                Annex(title=planted.word("annex"), submitted_by=planted.word("who handed it in")),
            ),
        )
    )
