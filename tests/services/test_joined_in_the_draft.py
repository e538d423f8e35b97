"""Joining two hearings is a step of the draft: until its release nobody is told, in letters or feeds."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from convoca.domain.hearing import Hearing, Visibility
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.notice import NoticeKind
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import Recusal
from convoca.domain.release import ReleaseKind
from convoca.services import programme
from convoca.services.audience import Audience, audience_of, member_audience, state_audience
from convoca.services.calendar_projection import calendar_projection
from convoca.services.draft_history import undo
from convoca.services.feeds import CalendarEntry
from convoca.services.identities import withheld_names
from convoca.services.participation import may_sit
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.requests import grant_request, merge_request, save_request
from support.builders import MX, a_hearing, a_member, a_request
from support.notice_table import TODAY, NoticeTable, a_notice_table

SECRET = "Example secret matter"
FIRST, SECOND = (
    Party(kind=PartyKind.ORGANISATION, name=name) for name in ("Example One", "Example Two")
)
K = NoticeKind


def file_of(table: NoticeTable) -> PeriodFile:
    with table.uow() as uow:
        return read_period_file(table.period.id, uow=uow)


def told_to(table: NoticeTable, audience: Audience) -> dict[str, CalendarEntry]:
    found = calendar_projection(file_of(table), audience).entries
    return {entry.title: entry for entry in found if entry.slot}


def two_hearings() -> tuple[NoticeTable, Hearing, Hearing]:
    """A private one of the first organisation and an open one of the second, told to each."""
    table = a_notice_table(hearings=2, states=())
    kept, other = table.hearings
    private = replace(kept, title=SECRET, visibility=Visibility.PRIVATE, parties=(FIRST,))
    kept = table.add("hearings", private)
    other = table.add("hearings", replace(other, title="Example open matter", parties=(SECOND,)))
    table.release()
    table.serve(*table.draft().made)
    return table, kept, other


def merged() -> tuple[NoticeTable, Audience]:
    table, kept, other = two_hearings()
    programme.merge(file_of(table), kept.id, other.id, reason="One subject", uow=table.uow())
    return table, audience_of(table.period, SECOND)


def test_no_letter_follows_from_a_joining_that_was_not_released() -> None:
    table, _ = merged()
    assert table.draft().made == ()
    table.release()
    told = {(n.kind, n.party): n.facts.merged_into for n in table.draft().made}
    assert set(told) == {
        (K.CANCELLATION, "example two"), (K.CONVOCATION, "example two"),
        (K.PRIVATE_HEARING, "example two"),
    }  # fmt: skip
    assert told[K.CANCELLATION, "example two"] == SECRET


def test_a_private_hearing_stays_out_of_the_calendar_of_who_joins_it_in_the_draft() -> None:
    table, second = merged()
    told = told_to(table, second)
    assert set(told) == {"Example open matter"}
    assert not told["Example open matter"].is_cancelled

    table.release()
    told = told_to(table, second)
    assert told["Example open matter"].is_cancelled
    assert not told[SECRET].is_cancelled


def test_a_joining_that_is_undone_leaves_no_trace() -> None:
    table, second = merged()
    undo(table.period.id, uow=table.uow())
    assert (table.draft().made, set(told_to(table, second))) == ((), {"Example open matter"})


def recused(table: NoticeTable, hearing: Hearing) -> Callable[[Hearing], bool]:
    """Recuse a member from a hearing; whether that keeps him or her from another."""
    member = table.add("members", a_member("Example Member", "AR"))
    table.add(
        "recusals",
        Recusal(
            id=uuid4(), member=member.id, activity=hearing.id, ground="Example", decided_on=TODAY,
            upheld=True,
        ),
    )  # fmt: skip
    return lambda other: not may_sit(file_of(table), other.id, member)


def test_who_is_recused_from_a_hearing_is_from_the_one_that_takes_it_over() -> None:
    table, kept, other = two_hearings()
    is_barred = recused(table, other)
    assert not is_barred(kept)
    programme.merge(file_of(table), kept.id, other.id, reason="One subject", uow=table.uow())
    assert is_barred(kept)
    undo(table.period.id, uow=table.uow())
    assert not is_barred(kept)


def asked(table: NoticeTable, *requesters: Party) -> HearingRequest:
    made: HearingRequest = table.add("requests", a_request(table.period, requesters=requesters))
    return made


def granted(table: NoticeTable, request: HearingRequest) -> Hearing:
    made = grant_request(request.id, on=TODAY, reason="Granted", uow=table.uow())
    assert isinstance(made, Hearing)
    return made


def merge_into(table: NoticeTable, request: HearingRequest, into: HearingRequest) -> None:
    merge_request(request.id, into=into.id, on=TODAY, reason="Same", uow=table.uow())


def test_who_is_recused_from_a_hearing_is_from_what_is_split_from_it() -> None:
    table = a_notice_table()
    first, second = asked(table, FIRST), asked(table, SECOND)
    whole = granted(table, first)
    merge_into(table, second, first)
    is_barred = recused(table, whole)
    _, part = programme.split(file_of(table), whole.id, reason="Two", uow=table.uow())
    assert part.id != whole.id
    assert is_barred(part)


def test_who_asked_in_requests_merged_before_the_grant_is_a_party() -> None:
    table = a_notice_table()
    first, second, third = (asked(table, FIRST), asked(table, SECOND), asked(table, MORE))
    merge_into(table, third, second)
    merge_into(table, second, first)
    hearing = granted(table, first)
    assert {"example one", "example two", "example three"} <= {p.key for p in hearing.parties}
    assert set(hearing.requests) == {first.id, second.id, third.id}
    assert {r.hearing for r in file_of(table).requests} == {hearing.id}


MORE = Party(kind=PartyKind.ORGANISATION, name="Example Three")


@pytest.mark.parametrize("withheld", [(True, False), (False, True)])
def test_who_asked_once_to_be_withheld_stays_so_when_requests_are_merged(
    withheld: tuple[bool, bool],
) -> None:
    table = a_notice_table()
    first, second = (asked(table, replace(FIRST, withheld_from_state=w)) for w in withheld)
    hearing = granted(table, first)
    merge_into(table, second, first)
    with table.uow() as uow:
        parties = uow.hearings.get(hearing.id).parties
    assert [p.withheld_from_state for p in parties if p.key == FIRST.key] == [True]


def test_who_asks_after_the_grant_to_be_withheld_is_so_in_the_hearing() -> None:
    table = a_notice_table()
    request = asked(table, FIRST)
    hearing = granted(table, request)
    withheld = (replace(FIRST, withheld_from_state=True),)
    with table.uow() as uow:
        stored = uow.requests.get(request.id)
    save_request(replace(stored, requesters=withheld), reason="Asked", uow=table.uow())
    with table.uow() as uow:
        parties = uow.hearings.get(hearing.id).parties
        names = withheld_names(uow=uow)
    assert {p.key: p.withheld_from_state for p in parties} == {FIRST.key: True, "state:MX": False}
    assert names == [FIRST.name]


def test_before_a_release_a_party_is_told_of_its_hearing_what_everybody_is() -> None:
    table = NoticeTable()
    table.period = table.add("periods", table.period)
    member = table.add("members", a_member("Example Member", "AR"))
    table.hearings.append(table.add("hearings", a_hearing(table.period, title="Example")))
    table.place(panel=(member.id,))
    table.release(ReleaseKind.INTERNAL)
    told = told_to(table, state_audience(MX))["Example"]
    assert (told.panel, told.parties, told.is_provisional) == ((), (), True)

    table.release()
    told = told_to(table, state_audience(MX))["Example"]
    assert (told.panel, told.is_provisional) == (("Example Member",), False)


def test_a_national_of_a_state_that_is_a_party_is_kept_away_though_it_is_not_named_as_under_review() -> (
    None
):
    table = a_notice_table(states=())
    assert [p.state for p in table.hearing.parties if p.state] == [MX]
    member = table.add("members", a_member("Example Member", "MX"))
    assert not may_sit(file_of(table), table.hearing.id, member)
    assert told_to(table, member_audience(member.id)) == {}
