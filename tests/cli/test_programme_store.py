"""``convoca programme plan | release | diff | rollback`` on a store: exit codes, what is saved, what is said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, now, open_convoca
from convoca.domain.hearing import Convocation, Visibility
from convoca.domain.party import ProtectedIdentity
from support.command import Answer, convoca
from support.drafts import MONDAY, TUESDAY, DraftTable, a_draft_table

NAME = "Xiomara Ejemplo"
#: The example's March of 2027, moved to a March at least a year from now, on the same days of the week.
BY = timedelta(weeks=52 * (now().year - 2025))


@pytest.fixture
def database(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


@pytest.fixture
def opened(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as store:
        yield store


@pytest.fixture
def table(opened: Convoca) -> DraftTable:
    """Three hearings that were convoked in time, in a period far enough away for every notice."""
    table = a_draft_table(opened)
    by = BY
    with opened.unit_of_work() as uow:
        period = uow.periods.get(table.period.id)
        places = tuple(
            replace(
                place,
                opens=place.opens + by,
                closes=place.closes + by,
                hearing_days=tuple(day + by for day in place.hearing_days),
            )
            for place in period.places
        )
        table.period = uow.periods.save(
            replace(period, opens=period.opens + by, closes=period.closes + by, places=places)
        )
        for member in uow.members.all():
            terms = tuple(replace(term, ends=term.ends + 2 * BY) for term in member.terms)
            uow.members.save(replace(member, terms=terms))
        on = opened.today() - timedelta(days=9)
        convoked = Convocation(proposed_on=on, convoked_on=on, convoked_by=uow.members.all()[0].id)
        for hearing in uow.hearings.all():
            uow.hearings.save(replace(hearing, convocation=convoked, state_convened=True))
        uow.commit(reason="Example")
    return table


def run(database: str, *arguments: object, json: bool = True) -> Answer:
    as_json = ["--json"] if json else []
    return convoca("programme", *arguments, "--period", 901, "--db", database, *as_json)


def test_a_plan_is_saved_only_when_it_is_applied(database: str, table: DraftTable) -> None:
    table.place(0, day=MONDAY + BY)
    planned = run(database, "plan", "--time-limit", 2, "--seed", 3, "--iterations", 50)
    assert planned.code == 0, planned.errors
    assert {c["title"] for c in planned.data["changes"]} == {
        "Example hearing 1",
        "Example hearing 2",
    }
    assert all(c["before"] is None and c["after"]["hour"] for c in planned.data["changes"])
    assert (planned.data["applied"], planned.data["unplaced"]) == (False, [])
    assert len(table.where()) == 1

    kept = table.where()
    applied = run(
        database, "plan", "--apply", "--time-limit", 2, "--seed", 3, "--iterations", 50,
        "--workers", 1,
    )  # fmt: skip
    assert (applied.code, applied.data["applied"]) == (0, True)
    now = table.where()
    assert len(now) == 3
    assert kept.items() <= now.items()  # what was placed is where it was
    assert run(database, "plan").data["changes"] == []


def test_what_has_no_place_is_named_with_exit_code_1(database: str, table: DraftTable) -> None:
    with table.uow() as uow:
        hearing = uow.hearings.get(table.hearings[0].id)
        uow.hearings.save(replace(hearing, minutes=600))  # no place is open so long
        uow.commit(reason="Longer")
    answer = run(database, "plan", "--time-limit", 2)
    assert answer.code == 1
    assert [one["title"] for one in answer.data["unplaced"]] == ["Example hearing 0"]


def test_a_release_is_blocked_until_it_is_cured_or_let_pass(
    database: str, table: DraftTable
) -> None:
    placed = table.place(0, day=MONDAY + BY)
    with table.uow() as uow:
        member = uow.members.get(placed.panel[0])
        uow.members.save(replace(member, nationalities=table.hearings[0].states))
        uow.commit(reason="Example")
    blocked = run(database, "release", "--kind", "internal")
    assert (blocked.code, blocked.data["released"]) == (1, False)
    (blocker,) = blocked.data["blockers"]
    assert "17.2.a" in blocker["articles"]
    assert blocker["cure"]
    words = run(database, "release", "--kind", "internal", json=False)
    assert (words.code, "17.2.a" in words.output, blocker["cure"] in words.output) == (
        1,
        True,
        True,
    )
    assert table.file.releases == ()

    rule = blocker["rule"]
    assert run(database, "release", "--kind", "internal", "--override", rule).code == 2
    other = run(
        database, "release", "--kind", "internal", "--override", "made_up", "--reason", "x",
        "--authority", "y",
    )  # fmt: skip
    assert (other.code, table.file.releases) == (1, ())
    made = run(
        database, "release", "--kind", "internal", "--override", rule, "--reason", "Urgent",
        "--authority", "President", "--comment", "For the rooms",
    )  # fmt: skip
    assert (made.code, made.data["number"], made.data["comment"]) == (0, 1, "For the rooms")
    (override,) = made.data["overrides"]
    assert (override["rule"], override["reason"], override["authority"]) == (
        rule, "Urgent", "President",
    )  # fmt: skip


def test_a_public_release_asks_for_every_place(database: str, table: DraftTable) -> None:
    table.place(0, day=MONDAY + BY)
    assert run(database, "release", "--kind", "internal").code == 0
    blocked = run(database, "release", "--kind", "public")
    assert blocked.code == 1
    assert {b["title"] for b in blocked.data["blockers"]} == {
        "Example hearing 1",
        "Example hearing 2",
    }
    everything = run(
        database, "release", "--kind", "public", "--override", "--reason", "More to come",
        "--authority", "President",
    )  # fmt: skip
    assert (everything.code, everything.data["number"]) == (0, 2)


def test_what_differs_is_told_and_the_way_back_is_a_release(
    database: str, table: DraftTable
) -> None:
    table.place(0, day=MONDAY + BY)
    first = run(database, "release", "--kind", "notified")
    assert first.data["manifest"]["previous"] == ""
    assert run(database, "diff").data["changes"] == []
    table.place(0, day=TUESDAY + BY, hour=11)
    table.place(1, day=TUESDAY + BY)
    differs = run(database, "diff")
    assert differs.code == 0
    assert (differs.data["from"], differs.data["to"]) == (1, None)
    assert differs.data["counts"] == {"added": 1, "moved_day": 1}
    words = run(database, "diff", json=False).output
    assert "Another day: Example hearing 0" in words

    back = run(database, "rollback", "--to", 1, "--comment", "As announced")
    assert (back.code, back.data["number"], back.data["rolls_back_to"]) == (0, 2, 1)
    assert back.data["kind"] == "notified"
    assert run(database, "diff", "--from", 1, "--to", 2).data["changes"] == []
    assert [c["kind"] for c in run(database, "diff", "--from", 0, "--to", 2).data["changes"]] == [
        "added"
    ]
    assert len(table.where()) == 1


def test_what_is_private_is_not_in_a_public_difference(database: str, table: DraftTable) -> None:
    for number in range(3):
        table.place(number, day=MONDAY + BY, hour=9 + 2 * number)
    with table.uow() as uow:
        hearing = uow.hearings.get(table.hearings[1].id)
        uow.hearings.save(replace(hearing, visibility=Visibility.PRIVATE))
        uow.commit(reason="Private")
    passed = ["--override", "--reason", "Example", "--authority", "President"]
    assert run(database, "diff", "--public").code == 1
    assert run(database, "release", "--kind", "public", *passed).code == 0
    shown = run(database, "diff", "--public")
    assert {c["title"] for c in shown.data["changes"]} == {"Example hearing 0", "Example hearing 2"}
    assert "panel" not in shown.data["changes"][0]["after"]
    assert "Example hearing 1" in run(database, "diff", "--from", 0, "--to", 1).output


@pytest.mark.parametrize(
    "arguments", [["diff", "--from", 7], ["diff", "--to", 7], ["rollback", "--to", 7]]
)
def test_a_release_that_there_is_not_is_bad_input(
    database: str, table: DraftTable, arguments: list[object]
) -> None:
    answer = run(database, *arguments)
    assert (answer.code, answer.output) == (2, "")
    assert "7" in answer.errors


def test_a_period_that_there_is_not_is_bad_input(database: str, opened: Convoca) -> None:
    for arguments in (
        ["plan"],
        ["release", "--kind", "internal"],
        ["diff"],
        ["rollback", "--to", 1],
    ):
        assert run(database, *arguments).code == 2


@pytest.mark.parametrize(
    "arguments", [["plan", "--time-limit", 1], ["diff"], ["release", "--kind", "internal"]]
)
def test_a_protected_name_is_printed_by_none_of_them(
    database: str, table: DraftTable, arguments: list[object]
) -> None:
    table.place(0, day=MONDAY + BY)
    with table.uow() as uow:
        for hearing in uow.hearings.all():
            uow.hearings.save(replace(hearing, title=f"About {NAME}"))
        uow.identities.save(ProtectedIdentity(id=uuid4(), name=NAME))
        uow.commit(reason="Careless")
    for json in (True, False):
        answer = run(database, *arguments, json=json)
        assert answer.code == 1
        assert "iomara" not in answer.output + answer.errors
        assert "pseudonym" in answer.errors
    assert table.file.releases == ()


def test_a_release_that_was_changed_outside_is_found(database: str, table: DraftTable) -> None:
    table.place(0, day=MONDAY + BY)
    assert run(database, "release", "--kind", "internal").code == 0
    assert convoca("audit", "verify", "--db", database).code == 0
    with table.convoca.store.engine.begin() as raw:
        raw.exec_driver_sql("DROP TRIGGER release_update")
        raw.exec_driver_sql("UPDATE programme_release SET entries = '[]'")
    for arguments in (["diff"], ["release", "--kind", "internal"], ["rollback", "--to", 1]):
        answer = run(database, *arguments)
        assert (answer.code, "Release 1" in answer.errors) == (1, True)
    assert convoca("audit", "verify", "--db", database).code == 1
