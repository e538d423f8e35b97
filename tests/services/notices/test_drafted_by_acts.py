"""A release, a cancellation and a sealed name change the outbox in their own transaction."""

from datetime import UTC, date, datetime

import pytest

from convoca.bootstrap import Convoca, example_titles, open_convoca
from convoca.domain.notice import DeliveryState, NoticeKind, NoticeStatus
from convoca.domain.party import Role
from convoca.domain.release import Override, ReleaseKind
from convoca.services.example_period import NUMBER, build_example
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.drafting import Drafted, draft_notices
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox import outbox
from convoca.services.notices.outbox_warnings import OutboxWarning
from convoca.services.period_file import period_numbered
from convoca.services.protection import protect_participant
from convoca.services.releases import blockers, release
from support.builders import a_participant, a_request
from support.notice_table import NOW, TODAY, TUESDAY, NoticeTable, PlainWriter, a_notice_table

EXAMPLE_DAY = date(2027, 5, 3)


def released(table: NoticeTable, kind: ReleaseKind) -> None:
    file = table.file.file
    overrides = {
        (b.rule, b.activity): Override(
            rule=b.rule, activity=b.activity, reason="Example", authority="President",
            decided_on=TODAY,
        )
        for b in blockers(file, kind, TODAY)
    }  # fmt: skip
    release(file, kind, overrides=tuple(overrides.values()), now=NOW, uow=table.uow())


@pytest.mark.parametrize(
    ("kind", "drafted"),
    [(ReleaseKind.INTERNAL, 0), (ReleaseKind.NOTIFIED, 2), (ReleaseKind.PUBLIC, 2)],
)
def test_a_release_that_parties_may_rely_on_drafts_what_it_makes_due(
    kind: ReleaseKind, drafted: int
) -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    table.place(day=TUESDAY)
    entries = len(table.store.entries)
    released(table, kind)

    assert [n.kind for n in table.notices()] == [NoticeKind.CHANGE] * drafted
    assert len(table.store.entries) == entries + 1
    assert table.draft().made == ()


def test_a_cancellation_drafts_its_letters_at_once() -> None:
    table = a_notice_table()
    entries = len(table.store.entries)
    cancel_hearing(table.hearing, reason="Withdrawn", now=NOW, uow=table.uow())

    assert {n.kind for n in table.notices()} == {NoticeKind.CANCELLATION}
    assert len(table.store.entries) == entries + 1


def test_a_name_that_is_sealed_leaves_the_outbox_with_it() -> None:
    table = a_notice_table()
    witness = a_participant(name="Vlornik Quexada", role=Role.WITNESS)
    granted = a_request(table.period, participants=(witness,), hearing=table.hearing.id)
    request = table.add("requests", granted)
    table.change(participants=(witness,), requests=(request.id,))
    table.draft()
    left = protect_participant(
        request.id, witness.id, pseudonym="Witness 1", reason="At risk", uow=table.uow()
    )

    assert left == ()
    assert "lornik" not in repr(table.file.notices).casefold()
    assert any("Witness 1" in repr(notice) for notice in table.notices())


def notice_file(convoca: Convoca) -> NoticeFile:
    with convoca.reading() as uow:
        return read_notice_file(period_numbered(NUMBER, uow=uow).id, uow=uow)


def test_the_example_has_letters_of_every_fate(database: str) -> None:
    with open_convoca(database=database) as convoca:
        build_example(
            example_titles(), today=EXAMPLE_DAY, uow=convoca.unit_of_work(), writer=PlainWriter()
        )
        file = notice_file(convoca)
        period = file.file.period.id
        lines = outbox(period, today=EXAMPLE_DAY, uow=convoca.reading())
        statuses = {line.notice.status for line in lines}
        states = {delivery.state for delivery in file.deliveries}
        warnings = {warning for line in lines for warning in line.warnings}

        assert {NoticeStatus.DRAFT, NoticeStatus.APPROVED, NoticeStatus.SERVED} == statuses
        assert {DeliveryState.DELIVERED, DeliveryState.HANDED_OVER, DeliveryState.FAILED} == states
        assert {OutboxWarning.NO_ADDRESS, OutboxWarning.FAILED_BEFORE} <= warnings
        assert OutboxWarning.OVERTAKEN not in warnings
        assert {line.notice.kind for line in lines} >= {
            NoticeKind.CONVOCATION, NoticeKind.CHANGE, NoticeKind.PRIVATE_HEARING,
            NoticeKind.WITNESSES_OFFERED, NoticeKind.REQUEST_RECEIVED, NoticeKind.REQUEST_DECLINED,
        }  # fmt: skip
        assert "Ejemplo Protegid" not in repr(file.notices)

        later = datetime(2027, 5, 3, 20, tzinfo=UTC)
        again = draft_notices(period, now=later, uow=convoca.unit_of_work())
        assert again == Drafted(kept=again.kept)
        assert {n.status for n in again.kept} == {NoticeStatus.DRAFT, NoticeStatus.APPROVED}
