"""Whatever happens to a hearing, in whatever order: once all letters are served, parties know how it is."""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.domain.hearing import Visibility
from convoca.domain.notice import NoticeKind
from convoca.domain.programme import Placement
from convoca.domain.release import ReleaseKind
from convoca.services.hearings import cancel_hearing
from convoca.services.notices.told import TOPIC_OF, last_told, privately_told, standing
from support.builders import OTHER_ROOM, ROOM
from support.notice_table import MONDAY, NOW, TUESDAY, NoticeTable, a_notice_table

MOVES = ("move", "room", "hour", "out", "private", "public", "cancel")
#: What makes parties know: of two acts one is of these, so that most stories tell somebody something.
TELLING = ("internal", "release", "release", "draft", "serve", "serve", "fail")


def carry_out(table: NoticeTable, act: str, now: datetime) -> None:
    placement: Placement | None = table.file.file.placement(table.hearing.id)
    is_cancelled = table.hearing.is_cancelled
    match act:
        case "move" | "room" | "hour" if not is_cancelled:
            slot = placement.slot if placement else None
            day = slot.wall_date if slot else MONDAY
            hour = slot.wall_time.hour if slot else 9
            room = placement.room if placement else ROOM
            table.place(
                day=(TUESDAY if day == MONDAY else MONDAY) if act == "move" else day,
                hour=20 - hour if act == "hour" else hour,
                room=(OTHER_ROOM if room == ROOM else ROOM) if act == "room" else room,
            )
        case "out" if placement is not None:
            table.take_out()
        case "private" | "public":
            table.change(visibility=Visibility(act))
        case "internal":
            table.release(ReleaseKind.INTERNAL)
        case "release":
            table.release()
        case "draft":
            table.draft(now)
        case "serve" | "fail":
            table.draft(now)
            state = "handed_over" if act == "serve" else "failed"
            table.serve(*table.notices(), now=now, state=state)
        case "cancel" if not is_cancelled:
            cancel_hearing(table.hearing, reason="Example", uow=table.uow())


@settings(max_examples=150, deadline=None)
@given(acts=st.lists(st.sampled_from(MOVES) | st.sampled_from(TELLING), min_size=4, max_size=16))
def test_once_everything_due_is_served_every_party_knows_what_holds(acts: list[str]) -> None:
    table = a_notice_table()
    for number, act in enumerate(acts):
        carry_out(table, act, NOW + timedelta(minutes=number))
        waiting = Counter((n.subject, n.party, TOPIC_OF[n.kind]) for n in table.notices())
        assert set(waiting.values()) <= {1}
    end = NOW + timedelta(hours=1)
    table.draft(end)
    table.serve(*table.notices(), now=end)

    again = table.draft(end + timedelta(hours=1))
    assert (again.made, again.overtaken) == ((), ())
    file, hearing = table.file, table.hearing
    holds = standing(file, hearing)
    for party in hearing.parties:
        told = last_told(file, hearing, party.key)
        assert (told.appointment if told else None) == holds.appointment
        if holds.appointment is not None:
            assert privately_told(file, hearing, party.key) is hearing.is_private
        if hearing.is_cancelled:
            kinds = [n.kind for n in file.of(hearing.id, party.key) if n.status == "served"]
            assert NoticeKind.CANCELLATION in kinds
