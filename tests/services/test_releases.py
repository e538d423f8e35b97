"""Releases are numbered, final, gated, compared; everybody is shown the last one made for everybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from convoca.bootstrap import open_convoca
from convoca.domain.errors import (
    InvalidValue,
    NotAllowed,
    NotFound,
    ProtectedNameFound,
    UnusableStore,
)
from convoca.domain.hearing import Convocation, PlanningNeeds, Visibility
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import DraftAct, Recusal
from convoca.domain.release import ChangeKind, Override, Release, ReleaseKind
from convoca.services import programme, releases
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.calendar_projection import calendar_projection
from convoca.services.draft_history import steps, undo
from convoca.services.feeds import CalendarEntry
from convoca.services.hearings import cancel_hearing, record_recusal
from convoca.services.release_manifest import verify
from support.builders import OTHER_ROOM, a_period
from support.drafts import MONDAY, TUESDAY, DraftTable, a_draft_table

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
INTERNAL, NOTIFIED, PUBLIC_KIND = ReleaseKind
SECRET = "Vlornik"


@pytest.fixture
def table(database: str) -> Iterator[DraftTable]:
    with open_convoca(database=database) as opened:
        made = a_draft_table(opened)
        with opened.unit_of_work() as uow:
            president = uow.members.all()[0].id
            convoked = Convocation(
                proposed_on=date(2027, 1, 4), convoked_on=date(2027, 1, 5), convoked_by=president
            )
            for hearing in uow.hearings.all():
                uow.hearings.save(replace(hearing, convocation=convoked, state_convened=True))
            uow.commit(reason="Convoked")
        yield made


def passed(file, kind: ReleaseKind, now: datetime = NOW) -> tuple[Override, ...]:
    """Let everything pass that stands in the way."""
    return tuple(
        Override(rule=b.rule, activity=b.activity, reason="Example", authority="President", decided_on=now.date())
        for b in releases.blockers(file, kind, now.date())
    )  # fmt: skip


def release(table: DraftTable, kind: ReleaseKind, **changes: object) -> Release:
    file = table.file
    values = {"comment": "", "overrides": passed(file, kind), "now": NOW, "uow": table.uow()}
    return releases.release(file, kind, **{**values, **changes})


def edit(table: DraftTable, number: int, **changes: object) -> None:
    with table.uow() as uow:
        stored = uow.hearings.get(table.hearings[number].id)
        uow.hearings.save(replace(stored, **changes))
        uow.commit(reason="Example")


def test_a_release_keeps_what_the_programme_said(table: DraftTable) -> None:
    table.place(0)
    first = release(table, INTERNAL, comment="For the rooms")
    table.place(0, day=TUESDAY)
    second = release(table, NOTIFIED)
    file = table.file
    assert file.releases == (first, second)
    assert [(r.number, r.kind, r.made_by, r.made_at) for r in file.releases] == [
        (1, INTERNAL, "tester", NOW), (2, NOTIFIED, "tester", NOW),
    ]  # fmt: skip
    (entry,) = first.entries
    assert (entry.slot.wall_date, entry.room_name, entry.place) == (
        MONDAY, "Room A", "Example building, Washington, DC",
    )  # fmt: skip
    assert len(entry.panel) == len(entry.panel_names) == 7
    assert second.manifest.previous == first.manifest.entries_sha256
    assert first.manifest.rules.startswith("sha256:")
    assert first.manifest.time_zones.startswith("20")
    assert verify(file.releases) == 2
    with table.convoca.reading() as uow:
        assert [e.reason for e in uow.audit.entries(limit=3)][::2] == [
            "Release 2 (notified)",
            "For the rooms",
        ]


def test_a_release_changed_outside_is_found(table: DraftTable) -> None:
    table.place(0)
    release(table, INTERNAL)
    with table.convoca.store.engine.begin() as raw:
        if raw.dialect.name == "postgresql":
            raw.execute(text("ALTER TABLE programme_release DISABLE TRIGGER ALL"))
            raw.execute(text("UPDATE programme_release SET entries = '[]'"))
        else:
            raw.execute(text("DROP TRIGGER release_update"))
            raw.execute(text("UPDATE programme_release SET entries = '[]'"))
    with pytest.raises(UnusableStore, match="Release 1"):
        verify(table.file.releases)


def test_a_breach_blocks_until_it_is_cured_or_let_pass(table: DraftTable) -> None:
    placed = table.place(0)
    with table.uow() as uow:
        member = uow.members.get(placed.panel[0])
        state = table.hearings[0].states
        uow.members.save(replace(member, nationalities=state))
        uow.commit(reason="Example")
    found = [
        b
        for b in releases.blockers(table.file, INTERNAL, NOW.date())
        if "17.2.a" in b.finding.articles
    ]
    assert [(b.activity, bool(b.finding.cure)) for b in found] == [(table.hearings[0].id, True)]
    with pytest.raises(NotAllowed, match="Example hearing 0"):
        release(table, INTERNAL, overrides=())
    needless = Override(rule="made_up", reason="x", authority="y", decided_on=date(2027, 1, 20))
    made = release(table, INTERNAL, overrides=(*passed(table.file, INTERNAL), needless))
    assert {o.rule for o in made.overrides} == {
        b.rule for b in releases.blockers(table.file, INTERNAL, NOW.date())
    }
    with table.convoca.reading() as uow:
        entry = uow.audit.entries(limit=1)[0]
    assert "17.2.a" in entry.waived
    assert entry.authority == "President"
    assert entry.findings

    programme.set_panel(table.placement(0), placed.panel[1:], reason="Recused", uow=table.uow())  # type: ignore[arg-type]
    assert not [
        b
        for b in releases.blockers(table.file, INTERNAL, NOW.date())
        if "17.2.a" in b.finding.articles
    ]


def test_a_release_for_everybody_asks_that_everything_has_its_place(table: DraftTable) -> None:
    table.place(0)

    def waiting(kind: ReleaseKind) -> set[object]:
        found = releases.blockers(table.file, kind, NOW.date())
        return {b.activity for b in found if b.rule == "event_is_placed"}

    assert waiting(INTERNAL) == waiting(NOTIFIED) == set()
    assert waiting(PUBLIC_KIND) == {h.id for h in table.hearings[1:]}
    edit(table, 1, needs=PlanningNeeds(on_hold=True))
    assert waiting(PUBLIC_KIND) == {table.hearings[2].id}


def test_an_override_needs_a_reason_and_an_authority() -> None:
    for missing in ("reason", "authority"):
        values = {"reason": "x", "authority": "y", missing: "  "}
        with pytest.raises(InvalidValue, match=missing):
            Override(rule="r", decided_on=date(2027, 1, 1), **values)


def test_what_changed_unseen_is_not_released(table: DraftTable) -> None:
    seen = table.file
    table.place(0)
    with pytest.raises(NotAllowed, match="changed since"):
        releases.release(seen, INTERNAL, now=NOW, uow=table.uow())
    assert table.file.releases == ()


def test_a_protected_name_is_never_released(table: DraftTable) -> None:
    table.place(0)
    edit(table, 0, title="About Xiomara Ejemplo")
    with table.uow() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Xiomara Ejemplo"))
        uow.commit(reason="Example")
    with pytest.raises(ProtectedNameFound):
        release(table, INTERNAL)


def test_two_releases_are_compared(table: DraftTable) -> None:
    for number in range(3):
        table.place(number, hour=9 + 2 * number)
    before = release(table, INTERNAL)
    table.place(0, day=TUESDAY, room=OTHER_ROOM)
    programme.set_panel(table.placement(0), (), reason="Panel", uow=table.uow())  # type: ignore[arg-type]
    cancel_hearing(table.file.records[table.hearings[1].id], reason="Cancelled", uow=table.uow())  # type: ignore[arg-type]
    programme.take_out(table.placement(2), reason="Out", uow=table.uow())  # type: ignore[arg-type]
    after = releases.current_entries(table.file)
    kinds = {
        h.id: {c.kind for c in releases.difference(before, after) if c.activity == h.id}
        for h in table.hearings
    }
    assert list(kinds.values()) == [
        {ChangeKind.MOVED_DAY, ChangeKind.MOVED_ROOM, ChangeKind.PANEL},
        {ChangeKind.CANCELLED},
        {ChangeKind.TAKEN_OUT},
    ]
    assert [c.kind for c in releases.difference(None, before.entries)] == [ChangeKind.ADDED] * 3
    assert releases.difference(before, before.entries) == ()


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"title": "Example, another title"}, ChangeKind.TITLE),
        ({"visibility": Visibility.PRIVATE}, ChangeKind.PRIVACY),
    ],
)
def test_a_change_of_the_hearing_shows(table: DraftTable, changes, kind) -> None:
    table.place(0)
    before = release(table, INTERNAL)
    edit(table, 0, **changes)
    found = releases.difference(before, releases.current_entries(table.file))
    assert [c.kind for c in found] == [kind]


def test_another_hour_and_a_longer_slot_show(table: DraftTable) -> None:
    table.place(0)
    before = release(table, INTERNAL)
    table.place(0, hour=15)
    hearing = replace(table.file.hearings[0], minutes=90)
    programme.change_activity(table.file, hearing, reason="Longer", uow=table.uow())
    found = releases.difference(before, releases.current_entries(table.file))
    assert [c.kind for c in found] == [ChangeKind.MOVED_HOUR, ChangeKind.LENGTH]


def test_rolling_back_brings_the_draft_back_in_one_step_and_releases_it(table: DraftTable) -> None:
    table.place(0)
    table.place(1, hour=11)
    first = release(table, NOTIFIED)
    was = {e.activity: (e.slot, e.room, e.panel) for e in first.entries}
    table.place(0, room=OTHER_ROOM, hour=11)
    table.place(1, hour=9)
    table.place(2, day=TUESDAY)
    release(table, NOTIFIED)
    made = releases.roll_back(table.file, 1, comment="As it was", now=NOW, uow=table.uow())
    assert (made.number, made.kind, made.rolls_back_to) == (3, NOTIFIED, 1)
    assert {k: v[:3] for k, v in table.where().items()} == was
    assert releases.difference(first, made.entries) == ()
    last = steps(table.period.id, uow=table.uow())[-1]
    assert (last.act, len(last.changes)) == (DraftAct.ROLLED_BACK, 3)
    undo(table.period.id, uow=table.uow())
    assert len(table.where()) == 3
    with pytest.raises(NotFound):
        releases.roll_back(table.file, 9, now=NOW, uow=table.uow())


def test_rolling_back_reaches_whom_the_releases_since_reached_and_is_gated_then(
    table: DraftTable,
) -> None:
    table.place(0)
    release(table, INTERNAL)
    for number in (1, 2):
        table.place(number, hour=9 + 2 * number)
    release(table, PUBLIC_KIND)
    with pytest.raises(NotAllowed, match="block"):
        releases.roll_back(table.file, 1, now=NOW, uow=table.uow())
    assert len(table.where()) == 3
    override = Override(
        rule="event_is_placed",
        reason="To come",
        authority="President",
        decided_on=date(2027, 1, 20),
    )
    others = passed(table.file, PUBLIC_KIND)
    made = releases.roll_back(
        table.file, 1, overrides=(override, *others), now=NOW, uow=table.uow()
    )
    assert (made.kind, len(table.where())) == (PUBLIC_KIND, 1)


def test_a_recusal_recorded_since_stops_the_way_back(table: DraftTable) -> None:
    panel = table.place(0).panel
    release(table, NOTIFIED)
    table.place(0, hour=15)
    release(table, NOTIFIED)
    recusal = Recusal(
        id=uuid4(), member=panel[0], activity=table.hearings[0].id, ground="Example", upheld=True
    )
    record_recusal(recusal, reason="Example", uow=table.uow())
    with pytest.raises(NotAllowed, match="block"):
        releases.roll_back(table.file, 1, now=NOW, uow=table.uow())


def test_what_was_cancelled_since_stays_cancelled_when_rolling_back(table: DraftTable) -> None:
    table.place(0)
    release(table, INTERNAL)
    cancel_hearing(table.file.hearings[0], reason="Cancelled", uow=table.uow())
    releases.roll_back(table.file, 1, now=NOW, uow=table.uow())
    assert table.placement(0).lapsed  # type: ignore[union-attr]


# What everybody sees --------------------------------------------------------------------------------


def public(table: DraftTable) -> dict[str, CalendarEntry]:
    entries = calendar_projection(table.file, PUBLIC).entries
    return {e.title: e for e in entries if e.slot is not None}


def test_everybody_is_shown_the_last_public_release_and_not_the_draft(table: DraftTable) -> None:
    table.place(0)
    release(table, NOTIFIED)
    assert public(table)["Example hearing 0"].is_provisional
    for number in (1, 2):
        table.place(number, hour=9 + 2 * number)
    release(table, PUBLIC_KIND)
    table.place(0, day=TUESDAY)
    programme.take_out(table.placement(1), reason="Out", uow=table.uow())  # type: ignore[arg-type]
    release(table, INTERNAL)
    seen = public(table)
    assert set(seen) == {f"Example hearing {n}" for n in range(3)}
    entry = seen["Example hearing 0"]
    assert (entry.slot.wall_date, entry.is_provisional, entry.panel) == (MONDAY, False, ())  # type: ignore[union-attr]
    internal = calendar_projection(table.file, SECRETARIAT).entries
    assert {e.slot.wall_date for e in internal if e.title == "Example hearing 0" and e.slot} == {
        TUESDAY
    }


def test_what_is_private_today_or_was_then_is_absent(table: DraftTable) -> None:
    for number in range(3):
        table.place(number, hour=9 + 2 * number)
    edit(table, 0, visibility=Visibility.PRIVATE, title=SECRET)
    before = release(table, PUBLIC_KIND)
    edit(table, 0, visibility=Visibility.PUBLIC)
    edit(table, 1, visibility=Visibility.PRIVATE)
    cancel_hearing(table.file.records[table.hearings[2].id], reason="Off", uow=table.uow())  # type: ignore[arg-type]
    seen = public(table)
    assert {title: entry.is_cancelled for title, entry in seen.items()} == {
        "Example hearing 2": True
    }
    after = release(table, PUBLIC_KIND, overrides=passed(table.file, PUBLIC_KIND))
    changes = releases.public_difference(before, after, table.file)
    assert "Example hearing 1" not in repr(changes)
    assert "Example hearing 1" in repr(releases.difference(before, after.entries))
    assert all(e.panel == () for c in changes for e in (c.before, c.after) if e)


def test_an_empty_period_can_be_released(table: DraftTable) -> None:
    with table.uow() as uow:
        period = uow.periods.save(a_period(number=902))
        uow.commit(reason="Example")
    empty = DraftTable(table.convoca, period, ())
    assert release(empty, INTERNAL).entries == ()
