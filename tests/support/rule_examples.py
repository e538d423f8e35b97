"""One example at least of every verdict that a rule can reach, and of every sentence it can need."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

from convoca.domain.finding import Finding
from convoca.domain.hearing import (
    Convocation,
    EqualityOfArms,
    HearingKind,
    Issue,
    PrivateDecision,
    Visibility,
)
from convoca.domain.identifiers import ObservationId, SessionId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Member, Office, OfficeHeld, Residence, Tie, TieKind
from convoca.domain.minutes import Annex, Attendance, HearingMinutes, MinutesStatus, SessionMinutes
from convoca.domain.on_site_observation import (
    Consent,
    NamedBy,
    ObservationKind,
    OnSiteObservation,
    SpecialCommission,
    VisitReport,
)
from convoca.domain.party import Party, PartyKind, Role
from convoca.domain.period_of_sessions import (
    CallForRequests,
    MeetingAway,
    PeriodOfSessions,
    PeriodPlace,
)
from convoca.domain.programme import Recusal, Session
from convoca.domain.slot import Slot
from convoca.rules.country_reports import (
    report_waits_for_the_state,
    visited_state_is_left_out_of_chapter_iv_b,
)
from convoca.rules.customs import (
    calendar_is_published_in_time,
    call_closes_by_the_last_day,
    decision_reaches_the_requester_in_time,
    interpretation_reaches_both_sides,
    request_is_within_the_call,
    sides_speak_equally_long,
)
from convoca.rules.functioning import (
    meeting_away_is_approved,
    member_is_not_recused,
    member_takes_part,
    next_period_is_fixed,
    session_minutes_state_what_they_must,
    sessions_are_confidential_or_decided,
    two_regular_periods_in_the_year,
)
from convoca.rules.hearing_evidence import (
    hearing_goes_on_without_the_party,
    other_side_knows_of_the_testimony,
    other_side_may_observe_on_documents,
)
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.rules.hearing_requests import (
    purpose_is_among_those_of_the_rules,
    request_is_complete,
    request_is_in_time,
    request_is_in_writing,
)
from convoca.rules.hearings import (
    hearing_is_convoked,
    hearing_is_public_or_decided_private,
    minutes_state_what_they_must,
    parties_are_convoked,
    state_is_convened,
    working_group_is_formed,
)
from convoca.rules.on_site_observations import (
    delegation_is_free_of_nationals_and_residents,
    member_joins_the_observation,
    special_commission_is_named,
    states_have_consented,
)
from support.builders import MX, a_hearing, a_member, a_participant, a_period, a_request
from support.session_examples import examples_of_sessions
from support.year_examples import examples_of_the_year

CO, HN = StateCode("CO"), StateCode("HN")
BEFORE, AFTER = date(2027, 1, 4), date(2028, 1, 3)
DAY = date(2027, 3, 8)
SLOT = Slot.local(DAY, time(9), minutes=60, zone="America/New_York")
PERIOD = a_period()
HEARING = a_hearing(PERIOD)
PRESIDENT = a_member(
    "Ana Example", "CO", offices=(OfficeHeld(office=Office.PRESIDENT, starts=date(2026, 3, 2)),)
)
OTHER = a_member("Luis Example", "PE")


def a_period_away(**away: object) -> PeriodOfSessions:
    """A period in Bogotá, with what is on record under Art. 14.2."""
    place = PeriodPlace(city="Bogotá", country=CO, opens=PERIOD.opens, closes=PERIOD.closes)
    return replace(PERIOD, places=(place,), away=MeetingAway(**away))  # type: ignore[arg-type]


def an_observation(**changes: object) -> OnSiteObservation:
    values: dict[str, object] = {
        "id": ObservationId(uuid4()),
        "title": "Example visit",
        "opens": date(2027, 5, 10),
        "closes": date(2027, 5, 14),
        "states": (HN,),
        "special_commission": SpecialCommission(
            members=(PRESIDENT.id, OTHER.id), president=OTHER.id, named_on=date(2027, 3, 12)
        ),
    }
    return OnSiteObservation(**{**values, **changes})  # type: ignore[arg-type]


def a_recusal(member: Member, *, upheld: bool | None) -> Recusal:
    return Recusal(
        id=uuid4(), member=member.id, activity=HEARING.id, ground="adviser", upheld=upheld
    )


def examples() -> Iterator[Finding]:
    yield from _of_periods()
    yield from _of_members()
    yield from _of_sessions()
    yield from _of_observations()
    yield from _of_requests()
    yield from _of_hearings()
    yield from _of_notices()
    yield from _of_evidence()
    yield from examples_of_sessions()
    yield from _of_customs()
    yield from examples_of_the_year()


def _of_periods() -> Iterator[Finding]:
    second = a_period(number=902, opens=date(2027, 7, 5), closes=date(2027, 7, 16), places=())
    for periods, today in (([PERIOD, second], BEFORE), ([PERIOD], BEFORE), ([PERIOD], AFTER)):
        yield two_regular_periods_in_the_year(year=2027, periods=periods, today=today)
    fixed = replace(PERIOD, next_period_opens=date(2027, 7, 5), next_period_place="Lima")
    dated = replace(fixed, next_period_fixed_on=date(2027, 3, 12))
    late = replace(fixed, next_period_fixed_on=date(2027, 3, 13))
    placeless = replace(dated, next_period_place="")
    for period in (PERIOD, fixed, dated, late, placeless):
        for today in (BEFORE, AFTER):
            yield next_period_is_fixed(period=period, today=today)
    given = {"majority_voted_on": date(2026, 11, 2), "consent_given_on": date(2026, 11, 9)}
    for period in (
        PERIOD,
        a_period_away(),
        a_period_away(**given),
        a_period_away(**given, votes_in_favour=3),
    ):
        for today in (BEFORE, AFTER):
            yield meeting_away_is_approved(period=period, today=today)


def _of_members() -> Iterator[Finding]:
    tied = a_member(
        "Eva Example",
        "PE",
        ties=(
            Tie(state=HN, kind=TieKind.ACCREDITED),
            Tie(state=MX, kind=TieKind.SPECIAL_MISSION),
        ),
    )
    for member, states in (
        (PRESIDENT, (MX,)),
        (PRESIDENT, (CO,)),
        (PRESIDENT, ()),
        (tied, (HN, MX)),
        (a_member("Sam Example"), (MX,)),
    ):
        yield member_takes_part(member=member, states=states)
    for upheld in (True, False, None):
        yield member_is_not_recused(
            member=PRESIDENT, recusals=[a_recusal(PRESIDENT, upheld=upheld)]
        )


def _of_sessions() -> Iterator[Finding]:
    session = Session(id=SessionId(uuid4()), period=PERIOD.id, title="Example session")
    opened = replace(session, is_public=True)
    yield sessions_are_confidential_or_decided(session=session)
    yield sessions_are_confidential_or_decided(session=opened)
    yield sessions_are_confidential_or_decided(
        session=replace(opened, opened_by_decision_on=date(2027, 3, 1))
    )
    draft = SessionMinutes(id=session.id)
    whole = replace(
        draft, started=SLOT.start, members_present=(PRESIDENT.id,), matters=("Example matter",)
    )
    for minutes in (draft, replace(draft, status=MinutesStatus.COMPLETED), whole):
        yield session_minutes_state_what_they_must(minutes=minutes)


def _of_observations() -> Iterator[Finding]:
    observation = an_observation()
    urgent = replace(
        observation.special_commission, named_by=NamedBy.PRESIDENT_IN_URGENCY, approved_on=None
    )
    for visit, today in (
        (observation, BEFORE),
        (replace(observation, special_commission=urgent), BEFORE),
        (replace(observation, special_commission=SpecialCommission()), BEFORE),
        (replace(observation, special_commission=SpecialCommission()), AFTER),
    ):
        yield special_commission_is_named(observation=visit, today=today)
    yield from _of_consents(observation)
    yield from _of_reports(observation)
    living = Residence(state=HN)
    free = a_member("Eva Example", "PE", residences=(Residence(state=StateCode("PE")),))
    resident = replace(free, residences=(living,))
    days = {"opens": date(2027, 5, 10), "closes": date(2027, 5, 14)}
    nobody_known = a_member("Sam Example")
    for member in (
        free,
        resident,
        OTHER,
        nobody_known,
        a_member("Sol Example", "HN", residences=(living,)),
    ):
        for kind in (ObservationKind.ON_SITE, ObservationKind.WORKING):
            yield member_joins_the_observation(member=member, states=[HN], kind=kind, **days)
            yield delegation_is_free_of_nationals_and_residents(
                members=[member], states=[HN], kind=kind, **days
            )
    yield delegation_is_free_of_nationals_and_residents(members=[], states=[HN], **days)


def _of_consents(observation: OnSiteObservation) -> Iterator[Finding]:
    agreed = Consent(state=HN, consented_on=date(2027, 2, 1))
    refused = replace(agreed, refused_on=date(2027, 4, 1))
    for consents, today in (
        ((agreed,), BEFORE),
        ((), BEFORE),
        ((), AFTER),
        ((refused,), BEFORE),
    ):
        for kind in (ObservationKind.ON_SITE, ObservationKind.WORKING):
            visit = replace(observation, consents=consents, kind=kind)
            yield states_have_consented(observation=visit, today=today)


def _of_reports(observation: OnSiteObservation) -> Iterator[Finding]:
    approved = VisitReport(approved_on=date(2027, 9, 1))
    sent = replace(approved, sent_to_state_on=date(2027, 9, 2))
    due = replace(sent, observations_by=date(2027, 10, 2))
    for report in (
        VisitReport(),
        VisitReport(sent_to_state_on=date(2027, 9, 2)),
        VisitReport(published_on=date(2027, 9, 15)),
        approved,
        sent,
        due,
        replace(due, observations_received_on=date(2027, 9, 20)),
        replace(due, published_on=date(2027, 9, 15)),
        replace(due, published_on=date(2027, 11, 15)),
    ):
        yield report_waits_for_the_state(report=report, today=BEFORE)
    elsewhere = replace(observation, territories=(CO,))
    for visits in ([], [observation], [elsewhere]):
        for included_on in (None, date(2028, 1, 10)):
            yield visited_state_is_left_out_of_chapter_iv_b(
                state=HN, year=2027, visits=visits, included_on=included_on
            )


def _of_requests() -> Iterator[Finding]:
    for kind, issue in (
        (HearingKind.CASE, Issue.MERITS),
        (HearingKind.CASE, None),
        (HearingKind.THEMATIC_REGIONAL, None),
        (HearingKind.OTHER, None),
    ):
        yield purpose_is_among_those_of_the_rules(kind=kind, issue=issue)
    for in_writing in (True, False):
        yield request_is_in_writing(in_writing=in_writing)
    for received in (date(2022, 1, 16), date(2022, 1, 17)):
        for kind in (HearingKind.CASE, HearingKind.PRECAUTIONARY_MEASURES):
            yield request_is_in_time(received=received, period_opens=date(2022, 3, 7), kind=kind)
    yield request_is_in_time(received=date(2004, 1, 15), period_opens=date(2004, 2, 23))
    bare = a_request(PERIOD, purpose="", summary="", minutes_wanted=None, participants=())
    witness = a_participant(role=Role.WITNESS, name="")
    yield request_is_complete(request=a_request(PERIOD))
    yield request_is_complete(request=bare)
    yield request_is_complete(request=replace(bare, participants=(witness,)))


def _of_hearings() -> Iterator[Finding]:
    given = Convocation(
        proposed_on=date(2027, 1, 18), convoked_on=date(2027, 1, 20), convoked_by=PRESIDENT.id
    )
    by_another = replace(given, convoked_by=OTHER.id)
    for convocation, members, today in (
        (given, (PRESIDENT, OTHER), BEFORE),
        (by_another, (PRESIDENT, OTHER), BEFORE),
        (given, (OTHER,), BEFORE),
        (Convocation(), (PRESIDENT,), BEFORE),
        (Convocation(), (PRESIDENT,), AFTER),
    ):
        hearing = replace(HEARING, convocation=convocation)
        yield hearing_is_convoked(hearing=hearing, members=members, day=DAY, today=today)
    case = replace(HEARING, kind=HearingKind.CASE)
    alone = Party(kind=PartyKind.PETITIONER, name="Example Petitioner")
    between_states = replace(case, kind=HearingKind.INTERSTATE_PETITION)
    for hearing in (HEARING, case, replace(case, parties=()), between_states):
        for today in (BEFORE, AFTER):
            yield parties_are_convoked(hearing=hearing, day=DAY, today=today)
    for hearing in (HEARING, case, replace(HEARING, parties=(alone,))):
        for today in (BEFORE, AFTER):
            yield state_is_convened(hearing=hearing, day=DAY, today=today)
    former = a_member("Rita Example", "PE", terms=())
    for group, day in (((), DAY), ((PRESIDENT,), DAY), ((former,), DAY), ((PRESIDENT,), None)):
        hearing = replace(HEARING, working_group=tuple(member.id for member in group))
        yield working_group_is_formed(hearing=hearing, members=group, day=day)
    yield from _of_private_hearings()
    minutes = HearingMinutes(id=HEARING.id)
    whole = replace(minutes, started=SLOT.start, attendance=(Attendance(name="Example"),))
    for record in (minutes, replace(minutes, status=MinutesStatus.COMPLETED), whole):
        yield minutes_state_what_they_must(minutes=record)


def _of_private_hearings() -> Iterator[Finding]:
    private = replace(HEARING, visibility=Visibility.PRIVATE)
    decided = PrivateDecision(
        decided_on=date(2027, 3, 1),
        circumstances="safety of a witness",
        parties_told_at=datetime(2027, 3, 8, 13, 59, tzinfo=UTC),
    )
    for decision, today in (
        (decided, BEFORE),
        (replace(decided, parties_told_at=SLOT.start), AFTER),
        (PrivateDecision(), BEFORE),
        (PrivateDecision(), AFTER),
    ):
        hearing = replace(private, private_decision=decision)
        yield hearing_is_public_or_decided_private(hearing=hearing, slot=SLOT, today=today)
    yield hearing_is_public_or_decided_private(hearing=HEARING, slot=None, today=BEFORE)


def _of_notices() -> Iterator[Finding]:
    february = date(2027, 2, 28)
    yield notice_is_in_time(served=date(2027, 2, 8), hearing=DAY)
    yield notice_is_in_time(served=date(2027, 1, 31), hearing=february)
    yield notice_is_in_time(
        served=date(2027, 2, 9),
        hearing=DAY,
        kind=HearingKind.PRECAUTIONARY_MEASURES,
        exceptional_circumstances="an urgent risk",
        authority="the President",
    )
    yield notice_is_in_time(served=None, hearing=DAY, today=BEFORE)
    yield notice_is_in_time(served=None, hearing=DAY, today=AFTER)
    yield notice_is_in_time(served=BEFORE, hearing=DAY, announced_day=february, today=BEFORE)
    yield notice_is_in_time(
        served=BEFORE, hearing=DAY, hour=time(9), announced_hour=time(10), today=BEFORE
    )
    yield notice_is_in_time(
        served=BEFORE, hearing=DAY, place="Room A", announced_place="Room B", today=BEFORE
    )


def _of_evidence() -> Iterator[Finding]:
    served, late = date(2027, 2, 1), date(2027, 2, 20)
    for notice in (
        None,
        notice_is_in_time(served=served, hearing=DAY),
        notice_is_in_time(served=late, hearing=DAY),
        notice_is_in_time(served=late, hearing=DAY, exceptional_circumstances="an urgent risk"),
        notice_is_in_time(served=None, hearing=DAY, today=AFTER),
    ):
        yield hearing_goes_on_without_the_party(notice=notice)
    handed_in = HearingMinutes(id=HEARING.id, annexes=(Annex(title="Example annex"),))
    until = replace(HEARING, equality=EqualityOfArms(observations_until=date(2027, 4, 8)))
    for hearing, minutes in (
        (HEARING, None),
        (until, handed_in),
        (HEARING, handed_in),
        (HEARING, replace(handed_in, status=MinutesStatus.COMPLETED)),
    ):
        yield other_side_may_observe_on_documents(hearing=hearing, minutes=minutes)
    expert = a_participant(role=Role.EXPERT, name="Example Expert")
    state = Party(kind=PartyKind.STATE, name="Mexico", state=MX)
    asking = Party(kind=PartyKind.PETITIONER, name="Example Petitioner")
    offered = replace(HEARING, participants=(expert,), parties=(asking, state))
    excused = EqualityOfArms(untold_testimony="a risk to life", balance_measures="time to answer")
    for hearing, told, today in (
        (HEARING, (), BEFORE),
        (offered, (expert.id,), BEFORE),
        (offered, (), BEFORE),
        (offered, (), AFTER),
        (replace(offered, equality=excused), (), AFTER),
    ):
        yield other_side_knows_of_the_testimony(hearing=hearing, told=told, day=DAY, today=today)
    for requester, of_the_state in ((None, None), (20, None), (20, 20), (20, 30)):
        equality = EqualityOfArms(requester_minutes=requester, state_minutes=of_the_state)
        yield sides_speak_equally_long(hearing=replace(offered, equality=equality))
    english = replace(state, language=Language.ENGLISH)
    for parties in ((asking, state), (asking, english)):
        yield interpretation_reaches_both_sides(hearing=replace(HEARING, parties=parties))


def _of_customs() -> Iterator[Finding]:
    opens, closes = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
    call = CallForRequests(opens=opens, closes=closes, states_excluded=(CO,))
    for received, states in (
        (closes, (MX,)),
        (datetime(2026, 12, 1, 5, tzinfo=UTC), (MX,)),
        (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), (MX,)),
        (closes, (CO,)),
    ):
        yield request_is_within_the_call(received=received, call=call, states=states)
    yield request_is_within_the_call(received=closes, call=CallForRequests())
    yield call_closes_by_the_last_day(call_closes=closes, period_opens=PERIOD.opens)
    yield call_closes_by_the_last_day(call_closes=closes, period_opens=date(2027, 1, 18))
    for decided_on, today in (
        (date(2027, 2, 8), AFTER),
        (date(2027, 2, 9), AFTER),
        (None, BEFORE),
        (None, AFTER),
    ):
        yield decision_reaches_the_requester_in_time(
            decided_on=decided_on, hearings_begin=DAY, today=today
        )
    for published_on, today in (
        (date(2027, 2, 19), AFTER),
        (date(2027, 2, 20), AFTER),
        (None, BEFORE),
        (None, AFTER),
    ):
        yield calendar_is_published_in_time(
            period=replace(PERIOD, calendar_published_on=published_on), today=today
        )


EXAMPLES = tuple(examples())
