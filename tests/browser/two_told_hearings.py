"""A period with two hearings of which both parties were told: what is moved or cancelled is to be told anew."""

from datetime import date, time, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from uuid import uuid4

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.hearing import Convocation, Hearing, HearingKind
from convoca.domain.identifiers import HearingId, PeriodId, RoomId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.programme import ActivityKind, Channel, Placement
from convoca.domain.release import ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.audience import Audience
from convoca.services.feeds import Feed
from convoca.services.notices.outbox import approve_notices
from convoca.services.notices.serving import record_service
from convoca.services.period_file import read_period_file
from convoca.services.releases import release

NUMBER = 903
MOVED, CANCELLED = "Example matter that moves", "Example matter that is cancelled"
ORGANISATION, STATE = "Example Organisation", StateCode("GT")
ADDRESSES = {"organisation@example.org", "state@example.org"}


def hearing_days(opens: date) -> list[date]:
    return [opens + timedelta(days=n) for n in range(5)]


def prepare(database: str, opens: date) -> None:
    """Put the period into a store that is served already, released to the parties, who were told."""
    period = _period(opens)
    with open_convoca(database=database) as convoca:
        day = convoca.today() - timedelta(days=9)
        convoked = Convocation(proposed_on=day, convoked_on=day)
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            for number, title in enumerate((MOVED, CANCELLED)):
                hearing = uow.hearings.save(_hearing(period, title, convoked))
                uow.placements.save(_placement(period, hearing, time(9 + 2 * number)))
            uow.commit(reason="Two hearings")
        with convoca.reading() as reading:
            file = read_period_file(period.id, uow=reading)
        release(file, ReleaseKind.NOTIFIED, now=convoca.now(), uow=convoca.unit_of_work())
        _tell(convoca, period)
        convoca.calendar(NUMBER, calendar_of_the_state())


def _tell(convoca: Convoca, period: PeriodOfSessions) -> None:
    """Convoke both parties to both hearings, by letters of yesterday."""
    now, uow = convoca.now(), convoca.unit_of_work
    with convoca.reading() as reading:  # the release has drafted them
        made = reading.notices.all(period=period.id)
    approve_notices(
        [notice.id for notice in made],
        writer=convoca.notice_writer(),
        now=now - timedelta(days=2),
        reason="Read",
        uow=uow(),
    )
    for notice in made:
        record_service(
            notice.id,
            channel=Channel.LETTER,
            at=now - timedelta(days=1),
            now=now,
            reason="Handed over",
            uow=uow(),
        )


def calendar_of_the_state() -> Audience:
    return Audience.named(f"state:{STATE}")


def feed_now(database: str) -> Feed:
    """Return what the calendar of the State says now."""
    with open_convoca(database=database) as convoca:
        return convoca.calendar(NUMBER, calendar_of_the_state())


def read_mail(content: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    return message


def _period(opens: date) -> PeriodOfSessions:
    closes = opens + timedelta(days=4)
    place = PeriodPlace(
        city="Washington, DC",
        country=StateCode("US"),
        opens=opens,
        closes=closes,
        venue="Example building",
        rooms=(Room(id=RoomId(uuid4()), name="Padilha Vidal"),),
        hearing_days=tuple(hearing_days(opens)),
    )
    return PeriodOfSessions(
        id=PeriodId(uuid4()), number=NUMBER, opens=opens, closes=closes, places=(place,)
    )


def _hearing(period: PeriodOfSessions, title: str, convoked: Convocation) -> Hearing:
    return Hearing(
        id=HearingId(uuid4()),
        period=period.id,
        title=title,
        kind=HearingKind.THEMATIC_COUNTRY,
        states=(STATE,),
        convocation=convoked,
        parties=(
            Party(
                kind=PartyKind.ORGANISATION,
                name=ORGANISATION,
                language=Language.ENGLISH,
                email="organisation@example.org",
            ),
            Party(
                kind=PartyKind.STATE,
                name="Guatemala",
                state=STATE,
                email="state@example.org",
            ),
        ),
    )


def _placement(period: PeriodOfSessions, hearing: Hearing, hour: time) -> Placement:
    place = period.places[0]
    return Placement(
        id=hearing.id,
        period=period.id,
        kind=ActivityKind.HEARING,
        slot=Slot.local(place.hearing_days[0], hour, minutes=60, zone=SEAT_ZONE),
        room=place.rooms[0].id,
    )
