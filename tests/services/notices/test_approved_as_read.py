"""What is approved is what a person read; what a letter says of others stays what its reader may know."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from convoca.domain.errors import NotAllowed, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.domain.notice import NoticeKind
from convoca.domain.party import Party, PartyKind
from convoca.domain.programme import Channel
from convoca.services import programme
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.outbox import approve_notices, edit_notice
from convoca.services.notices.serving import record_service
from convoca.services.problems import notice_findings
from support.builders import a_hearing, a_request
from support.notice_table import MONDAY, NOW, NoticeTable, PlainWriter, a_notice_table

NAME = "Vlornik Quexada"
K = NoticeKind


def test_a_draft_that_somebody_changed_after_it_was_read_is_not_approved() -> None:
    table = a_notice_table()
    first, second = table.draft().made
    seen = {notice.id: notice.version for notice in table.notices()}
    edit_notice(
        table.notices()[0], message="Another message.", address="", language=Language.SPANISH,
        accredit_by=None, documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip

    def approve(*ids: object) -> None:
        approve_notices(
            ids, writer=PlainWriter(), now=NOW, reason="Read", seen=seen, uow=table.uow()  # type: ignore[arg-type]
        )  # fmt: skip

    with pytest.raises(NotAllowed, match="changed this meanwhile"):
        approve(first.id, second.id)
    assert {notice.status.value for notice in table.notices()} == {"draft"}
    approve(second.id if table.notices()[0].id == first.id else first.id)


def test_a_draft_follows_the_name_and_zone_of_its_party() -> None:
    table = a_notice_table()
    table.draft()
    moved = tuple(replace(party, zone="Asia/Tokyo") for party in table.hearing.parties)
    table.change(parties=moved)
    assert table.draft().made == ()
    assert {notice.zone for notice in table.notices()} == {"Asia/Tokyo"}

    table.approve([notice.id for notice in table.notices()])
    entries = len(table.store.entries)
    table.change(parties=tuple(replace(party, zone="Europe/Paris") for party in moved))
    table.draft()
    assert {notice.zone for notice in table.notices()} == {"Asia/Tokyo"}  # approved: fixed
    assert len(table.store.entries) == entries + 1


def test_who_asked_and_is_no_party_of_the_hearing_is_told_of_the_grant_itself() -> None:
    table = a_notice_table()
    other = Party(kind=PartyKind.ORGANISATION, name="Example Stranger")
    request = a_request(
        table.period, requesters=(other, table.hearing.parties[0]), hearing=table.hearing.id,
        decision=Decision.GRANTED,
    )  # fmt: skip
    table.add("requests", request)
    granted = [n.party for n in table.draft().made if n.kind is K.REQUEST_GRANTED]
    assert granted == ["example stranger"]


def test_a_cancellation_does_not_name_who_is_withheld_in_the_hearing_that_takes_its_place() -> None:
    """Though that organisation is in the open in a third matter (Art. 28.2)."""
    table = a_notice_table()
    organisation = Party(kind=PartyKind.ORGANISATION, name=NAME)
    withheld = replace(organisation, withheld_from_state=True)
    kept = table.add("hearings", a_hearing(table.period, title=NAME, parties=(withheld,)))
    table.add("hearings", a_hearing(table.period, title="Third", parties=(organisation,)))
    programme.merge(
        table.file.file, kept.id, table.hearing.id, reason="One subject", uow=table.uow()
    )
    table.release()
    made = table.draft().made
    to_state = [n.id for n in made if n.kind is K.CANCELLATION and n.party == "state:MX"]
    with pytest.raises(ProtectedNameFound):
        table.approve(to_state)


def test_a_hearing_taken_out_and_put_back_at_its_hour_is_convoked_anew_by_the_month() -> None:
    """The first convocation was taken back by a letter: the month is counted from the second."""
    table = a_notice_table()
    serve_by_record(table, NOW)
    table.take_out()
    table.release()
    assert serve_by_record(table, NOW + timedelta(days=5)) == {K.CANCELLATION}
    table.place()
    table.release()
    late = NOW + timedelta(days=30)
    assert {verdict for _, verdict in judged(table)} == {Verdict.BREACHED}
    assert serve_by_record(table, late) == {K.CONVOCATION}
    assert {finding for finding, _ in judged(table)} == {late.date()}


def judged(table: NoticeTable) -> set[tuple[object, Verdict]]:
    file, today = table.file.file, (NOW + timedelta(days=31)).date()
    findings = notice_findings(file, table.hearing, MONDAY, today)
    return {(finding.facts["served"], finding.verdict) for _, finding in findings}


def serve_by_record(table: NoticeTable, at: datetime) -> set[NoticeKind]:
    """Approve what is due and record that it was handed over; the kinds of it."""
    made = table.draft(at).made
    for notice in table.approve([n.id for n in made], at):
        record_service(
            notice.id, channel=Channel.BY_HAND, at=at, reference="", note="", now=at, reason="x",
            uow=table.uow(at),
        )  # fmt: skip
    return {notice.kind for notice in made}


def test_words_written_into_a_convocation_do_not_go_out_with_the_cancellation() -> None:
    table = a_notice_table()
    for draft in table.draft().made:
        edit_notice(
            draft, message="We expect you.", address="", language=Language.SPANISH,
            accredit_by=None, documents_by=None, documents="Example list", reason="x",
            uow=table.uow(),
        )  # fmt: skip
    cancel_hearing(table.hearing, reason="x", now=NOW, uow=table.uow())
    assert {(n.kind, n.message, n.facts.documents) for n in table.notices()} == {
        (K.CANCELLATION, "", "")
    }


def test_who_is_no_party_any_more_is_told_so_once_it_is_released_and_of_nothing_newer() -> None:
    table = a_notice_table()
    table.draft()
    table.serve(*table.approve([notice.id for notice in table.notices()]))
    stays, leaves = table.hearing.parties
    told = next(n for n in table.notices(open_only=False) if n.party == leaves.key)

    table.change(parties=(stays,), title="Example of another title")
    assert [n for n in table.draft().made if n.party == leaves.key] == []
    table.release()

    (letter,) = [n for n in table.draft().made if n.party == leaves.key]
    assert letter.kind is K.CANCELLATION
    assert (letter.facts.is_parted, letter.facts.title) == (True, told.facts.title)
    assert letter.facts.before == told.facts.after
    later = NOW + timedelta(hours=1)
    table.serve(*table.approve([letter.id], later), now=later)
    assert [n for n in table.draft(later).made if n.party == leaves.key] == []

    table.change(parties=(stays, leaves))
    assert [n.kind for n in table.draft(later).made if n.party == leaves.key] == [K.CONVOCATION]
