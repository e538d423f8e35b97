"""Who must be told what, by when; and the dossier of one party."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from convoca.domain.finding import Verdict
from convoca.domain.hearing import HearingStatus, PrivateDecision, Visibility
from convoca.domain.hearing_request import Decision
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.notice import (
    Delivery,
    DeliveryState,
    Notice,
    NoticeFacts,
    NoticeKind,
    NoticeStatus,
    WitnessTold,
)
from convoca.domain.party import Party, PartyKind, Role
from convoca.domain.programme import Channel, ServiceOfNotice
from convoca.services.notices.dossier import dossier_of
from convoca.services.notices.duties import Duty, DutyState, duties
from convoca.services.notices.notice_file import NoticeFile
from convoca.services.period_file import PeriodFile
from support.builders import MX, a_hearing, a_participant, a_period, a_placement, a_request

PERIOD = a_period()
MEXICO = Party(kind=PartyKind.STATE, name="Mexico", state=MX)
ASKING = Party(kind=PartyKind.PETITIONER, name="Example Petitioner")
HEARING = a_hearing(PERIOD, parties=(MEXICO, ASKING), participants=())
PLACEMENT = a_placement(HEARING)
DAY = PLACEMENT.slot.wall_date
IN_TIME, TOO_LATE = date(2027, 1, 20), date(2027, 2, 20)


def a_notice(kind: NoticeKind, party: Party = MEXICO, **changes: object) -> Notice:
    values: dict[str, object] = {
        "id": uuid4(), "period": PERIOD.id, "kind": kind, "subject": HEARING.id,
        "recipient": "state:MX", "party": party.key, "addressee": party.name,
        "drafted_at": datetime(2027, 1, 10, tzinfo=UTC),
    }  # fmt: skip
    return Notice(**{**values, **changes})  # type: ignore[arg-type]


def a_service(party: Party, on: date, **changes: object) -> ServiceOfNotice:
    made = ServiceOfNotice(
        id=uuid4(), hearing=HEARING.id, party=party.key, served_on=on, hearing_day=DAY
    )
    return replace(made, **changes)


def found(today: date, *, hearing=HEARING, services=(), notices=(), **more: object) -> list[Duty]:
    file = PeriodFile(
        period=PERIOD, hearings=(hearing,), placements={hearing.id: PLACEMENT},
        services_of_notice=services, **more,
    )  # fmt: skip
    return list(duties(NoticeFile(file=file, notices=notices), today))


def states(*args: object, **more: object) -> dict[tuple[NoticeKind, str], DutyState]:
    return {(d.kind, d.addressee): d.state for d in found(*args, **more)}


def test_each_party_is_due_its_own_convocation():
    told = a_service(ASKING, IN_TIME)

    mexico, asking = found(IN_TIME, services=(told,))

    assert (mexico.addressee, mexico.state) == ("Mexico", DutyState.DUE)
    assert (mexico.last_day, mexico.days_left) == (date(2027, 2, 8), 19)
    assert (asking.addressee, asking.state) == ("Example Petitioner", DutyState.SERVED)


def test_what_was_missed_says_what_cures_it():
    first = found(TOO_LATE)[0]

    assert (first.state, first.days_left) == (DutyState.NOT_LAWFUL, -12)
    assert first.finding.cure == "serve_the_notice_late"


def test_a_draft_and_an_approved_notice_are_on_the_way_but_late_stays_late():
    draft = a_notice(NoticeKind.CONVOCATION)
    approved = replace(
        draft, id=uuid4(), party=ASKING.key, addressee=ASKING.name, status=NoticeStatus.APPROVED
    )

    seen = states(IN_TIME, notices=(draft, approved))

    assert seen[NoticeKind.CONVOCATION, "Mexico"] is DutyState.DRAFTED
    assert seen[NoticeKind.CONVOCATION, "Example Petitioner"] is DutyState.APPROVED
    late = states(TOO_LATE, notices=(draft,), services=(a_service(ASKING, TOO_LATE),))
    assert late[NoticeKind.CONVOCATION, "Mexico"] is DutyState.NOT_LAWFUL
    assert late[NoticeKind.CONVOCATION, "Example Petitioner"] is DutyState.SERVED_LATE


def test_who_was_told_another_day_is_due_a_change():
    served = a_notice(NoticeKind.CONVOCATION, status=NoticeStatus.SERVED)
    elsewhere = a_service(MEXICO, IN_TIME, hearing_day=date(2027, 3, 10))

    seen = states(IN_TIME, notices=(served,), services=(elsewhere,))

    assert seen[NoticeKind.CHANGE, "Mexico"] is DutyState.DUE


def test_a_cancelled_hearing_is_told_to_every_party_until_it_was_served():
    cancelled = replace(HEARING, status=HearingStatus.CANCELLED)
    served = a_notice(NoticeKind.CANCELLATION, status=NoticeStatus.SERVED)

    assert states(IN_TIME, hearing=cancelled, notices=(served,)) == {
        (NoticeKind.CANCELLATION, "Example Petitioner"): DutyState.DUE,
        (NoticeKind.CANCELLATION, "Mexico"): DutyState.SERVED,
    }


def test_a_private_hearing_is_told_before_it_begins():
    private = replace(HEARING, visibility=Visibility.PRIVATE)
    told = PrivateDecision(parties_told_at=datetime(2027, 2, 1, tzinfo=UTC))

    due = states(IN_TIME, hearing=private)
    done = states(IN_TIME, hearing=replace(private, private_decision=told))

    assert due[NoticeKind.PRIVATE_HEARING, "Mexico"] is DutyState.DUE
    assert done[NoticeKind.PRIVATE_HEARING, "Mexico"] is DutyState.SERVED


def test_the_other_side_alone_is_told_of_a_witness():
    witness = a_participant(role=Role.WITNESS, name="Witness 1")
    offered = replace(HEARING, participants=(witness,))

    seen = states(IN_TIME, hearing=offered)

    assert (NoticeKind.WITNESSES_OFFERED, "Mexico") in seen
    assert (NoticeKind.WITNESSES_OFFERED, "Example Petitioner") not in seen


def test_a_state_that_is_convened_without_being_a_party_is_told_in_time_too():
    convened = replace(HEARING, parties=(ASKING,), states=(MX,), state_convened=True)

    mexico = next(d for d in found(TOO_LATE, hearing=convened) if d.party == "state:MX")

    assert (mexico.kind, mexico.state) == (NoticeKind.CONVOCATION, DutyState.NOT_LAWFUL)


def test_each_party_of_a_side_is_told_of_the_others_witnesses():
    witness = a_participant(role=Role.WITNESS, name="Witness 1")
    peru = Party(kind=PartyKind.STATE, name="Perú", state=StateCode("PE"))
    offered = replace(HEARING, parties=(MEXICO, peru, ASKING), participants=(witness,))
    facts = NoticeFacts(
        witnesses=(WitnessTold(id=witness.id, name="Witness 1", role=Role.WITNESS),)
    )
    told = a_notice(NoticeKind.WITNESSES_OFFERED, status=NoticeStatus.SERVED, facts=facts)

    seen = states(IN_TIME, hearing=offered, notices=(told,), testimony_notices=(told,))

    assert seen[NoticeKind.WITNESSES_OFFERED, "Mexico"] is DutyState.SERVED
    assert seen[NoticeKind.WITNESSES_OFFERED, "Perú"] is DutyState.DUE


def test_a_decision_is_told_by_custom_and_never_a_breach():
    request = a_request(
        PERIOD, requesters=(ASKING,), decision=Decision.DECLINED, decided_on=IN_TIME
    )

    seen = found(TOO_LATE, requests=(request,))

    declined = next(d for d in seen if d.kind is NoticeKind.REQUEST_DECLINED)
    assert (declined.is_rule, declined.state) == (False, DutyState.DUE)


def test_who_is_told_of_the_hour_needs_no_letter_that_a_hearing_was_granted():
    request = a_request(
        PERIOD, requesters=(ASKING,), decision=Decision.GRANTED, decided_on=IN_TIME,
        hearing=HEARING.id,
    )  # fmt: skip
    told = a_notice(NoticeKind.CONVOCATION, ASKING, status=NoticeStatus.SERVED)
    by_hand = a_service(ASKING, IN_TIME)

    before = states(IN_TIME, requests=(request,))
    after = states(IN_TIME, requests=(request,), notices=(told,), services=(by_hand,))

    assert before[NoticeKind.REQUEST_GRANTED, "Example Petitioner"] is DutyState.DUE
    assert (NoticeKind.REQUEST_GRANTED, "Example Petitioner") not in after


def test_the_dossier_holds_every_attempt_with_its_proof():
    notice = a_notice(NoticeKind.CONVOCATION, status=NoticeStatus.SERVED)
    failed, taken = (
        Delivery(
            id=uuid4(), notice=notice.id, at=datetime(2027, 1, day, 15, tzinfo=UTC),
            channel=Channel.EMAIL, address="state@example.org", language=Language.SPANISH,
            text_sha256="0" * 64, state=state, by="coordinator",
        )
        for day, state in ((20, DeliveryState.FAILED), (21, DeliveryState.HANDED_OVER))
    )  # fmt: skip
    service = a_service(MEXICO, date(2027, 1, 21), delivery=taken.id)
    file = PeriodFile(
        period=PERIOD, hearings=(HEARING,), placements={HEARING.id: PLACEMENT},
        services_of_notice=(service,),
    )  # fmt: skip
    known = NoticeFile(file=file, notices=(notice,), deliveries=(taken, failed))

    dossier = dossier_of(known, HEARING, MEXICO, date(2027, 2, 1))

    assert [entry.state for entry in dossier.entries] == [
        DeliveryState.FAILED,
        DeliveryState.HANDED_OVER,
    ]
    assert (dossier.days_of_notice, dossier.last_day) == (46, date(2027, 2, 8))
    assert dossier.absence.verdict is Verdict.MET
    other = dossier_of(known, HEARING, ASKING, date(2027, 2, 1))
    assert (other.entries, other.days_of_notice) == ((), None)
    assert other.absence.verdict is Verdict.UNDETERMINED
