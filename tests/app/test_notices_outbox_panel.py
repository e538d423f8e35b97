"""The outbox without a browser: drafted, read, changed, approved, taken back, discarded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from ipywidgets import DatePicker, Dropdown, SelectMultiple, Text, Textarea, ToggleButtons, Widget

from convoca.app.models.notices import Pile
from convoca.app.pages.notices_desk import Desk
from convoca.app.pages.notices_letter_text import letter_html
from convoca.app.pages.notices_outbox import OutboxPanel
from convoca.app.widgets.safe_html import HtmlView
from convoca.domain.errors import NotAllowed, ProtectedNameFound
from convoca.domain.identifiers import ParticipantId
from convoca.domain.language import Language
from convoca.domain.notice import Notice, NoticeStatus
from convoca.domain.party import ProtectedIdentity
from convoca.services.notices.outbox import edit_notice
from support.builders import a_participant
from support.notice_desk import a_desk, announced, every, labels, press, said, the
from support.notice_table import NOW, TUESDAY, NoticeTable, a_notice_table

LATE = NOW + timedelta(days=25)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> NoticeTable:
    table = a_notice_table()
    parties = tuple(replace(p, email="to@example.org") for p in table.hearing.parties)
    table.change(parties=parties)
    return table


def drafted(desk: Desk) -> OutboxPanel:
    panel = OutboxPanel(desk)
    press("Draft what is due", panel.widget)
    return panel


def first(desk: Desk, pile: Pile = Pile.READY) -> Notice:
    return desk.model.in_pile(pile)[0].notice


def piles(panel: OutboxPanel) -> list[str]:
    (toggle,) = (w for w in every(panel.widget) if isinstance(w, ToggleButtons))
    return [label for label, _ in toggle.options]


def test_what_is_due_is_drafted_and_said(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)

    told = "Drafted: 2. Overtaken by a newer draft: 0. Left as they were: 0."
    assert told in said(panel.widget)
    assert announced(desk) == told
    assert piles(panel)[:3] == ["2 to approve", "0 to look at", "0 approved"]


def test_the_letter_is_shown_as_its_reader_gets_it(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    notice = first(desk)
    desk.model.chosen = notice.id

    subject, words = desk.model.preview(notice)
    assert subject in said(panel.widget)
    assert f'lang="{notice.language}"' in said(panel.widget)
    press("Approve", panel.widget)
    assert desk.model.stored(notice).text == words


def test_approving_fixes_the_text_and_goes_on_to_the_next_letter(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    notice = first(desk)
    desk.model.chosen = notice.id
    press("Approve", panel.widget)

    stored = desk.model.stored(notice)
    assert (stored.status, stored.signatory) == (NoticeStatus.APPROVED, "Example Secretary")
    assert piles(panel)[:3] == ["1 to approve", "0 to look at", "1 approved"]
    assert desk.model.chosen == first(desk).id != notice.id
    desk.model.chosen = notice.id
    assert "Take it back" in labels(panel.widget)
    press("Take it back", panel.widget)
    assert desk.model.stored(notice).status is NoticeStatus.DRAFT


def test_all_that_nothing_stands_against_are_approved_at_once(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    press("Approve all 2", panel.widget)

    assert announced(desk) == "Approved: 2. They wait under Send."
    assert desk.model.counts() == {Pile.APPROVED: 2}


def test_several_are_discarded_with_a_reason_and_none_where_none_is_chosen(
    table: NoticeTable,
) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    press("Discard the chosen ones", panel.widget)
    assert "Choose at least one notice." in said(panel.widget)

    several = the("Notices", panel.widget, SelectMultiple)
    several.value = (several.options[0][1],)
    press("Discard the chosen ones", panel.widget)
    assert desk.model.counts() == {Pile.READY: 1, Pile.PUT_ASIDE: 1}


def test_a_person_changes_address_language_days_and_words(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    notice = first(desk)
    desk.model.chosen = notice.id
    the("Address", panel.widget, Text).value = "other@example.org"
    the("Language of the letter", panel.widget, Dropdown).value = Language.FRENCH
    the("Summary and documents by", panel.widget, DatePicker).value = date(2027, 2, 1)
    the("Words of your own", panel.widget, Textarea).value = HOSTILE
    press("Save the changes", panel.widget)

    stored = desk.model.stored(notice)
    assert (stored.address, stored.language) == ("other@example.org", Language.FRENCH)
    assert (stored.message, stored.facts.documents_by) == (HOSTILE, date(2027, 2, 1))
    letters = [w.value for w in every(panel.widget) if isinstance(w, HtmlView)]
    assert not any(HOSTILE in shown for shown in letters)
    assert any("&lt;script&gt;" in shown for shown in letters)


def test_a_change_by_somebody_else_is_shown_beside_mine(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    notice = first(desk)
    desk.model.chosen = notice.id
    the("Words of your own", panel.widget, Textarea).value = "Mine"
    edit_notice(
        notice, message="Theirs", address=notice.address, language=notice.language,
        accredit_by=None, documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip
    press("Save the changes", panel.widget)

    assert desk.model.stored(notice).message == "Theirs"
    assert "Two versions" in said(panel.widget)
    press("Save mine over it", panel.widget)
    assert desk.model.stored(notice).message == "Mine"


def test_past_the_last_day_the_circumstances_and_who_found_them_are_asked(
    table: NoticeTable,
) -> None:
    desk = a_desk(table, clock=LATE)
    panel = drafted(desk)
    notice = first(desk, Pile.TO_LOOK_AT)
    desk.model.chosen = notice.id
    assert "The last lawful day has passed." in said(panel.widget)
    label = "Exceptional circumstances, where the time is shorter"
    the(label, panel.widget, Textarea).value = "An urgent matter"
    press("Approve", panel.widget)
    assert "found them exceptional" in said(panel.widget)

    the("Who decided so", panel.widget, Text).value = "The President"
    press("Approve", panel.widget)
    facts = desk.model.stored(notice).facts
    assert (facts.reason, facts.authority) == ("An urgent matter", "The President")


def test_what_something_overtook_cannot_be_approved(table: NoticeTable) -> None:
    desk = a_desk(table)
    panel = drafted(desk)
    table.place(day=TUESDAY)
    table.release()
    desk.model.refresh()
    desk.model.chosen = first(desk, Pile.TO_LOOK_AT).id

    assert "Approve" not in labels(panel.widget)
    assert "Something changed since this was drafted." in said(panel.widget)


def test_a_protected_name_is_told_while_it_is_typed_and_not_kept(table: NoticeTable) -> None:
    witness = a_participant(id=ParticipantId(table.hearing.id), name="Witness 1", protected=True)
    table.change(participants=(witness,))
    table.add("identities", ProtectedIdentity(id=witness.id, name="Example Secret Name"))
    desk = a_desk(table)
    panel = drafted(desk)
    desk.model.chosen = desk.model.entries[0].notice.id
    with pytest.raises(ProtectedNameFound):
        the("Words of your own", panel.widget, Textarea).value = "Bring Example Secret Name"

    assert "The name of a protected person stands in" in said(panel.widget)
    kept = [draft.body for draft in table.uow().drafts.of_everybody()]
    assert "Example Secret Name" not in repr(kept)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Re\n==\n\nText", "<p>Re<br>==</p><p>Text</p>"),
        ("Re\n===\nText", '<p class="cv-strong">Re</p><p>Text</p>'),
        ("Asked:\n- one\n- two", "<p>Asked:</p><ul><li>one</li><li>two</li></ul>"),
        ("- one\nand so on", "<p>- one<br>and so on</p>"),
        ("---\n\n<b>\n<i>", "<p>---</p><p>&lt;b&gt;<br>&lt;i&gt;</p>"),
        ("", ""),
    ],
)
def test_a_letter_is_read_with_its_headings_and_lists(words: str, shown: str) -> None:
    assert letter_html(words) == shown


def test_what_another_coordinator_wrote_meanwhile_is_not_approved_unread(
    table: NoticeTable,
) -> None:
    desk = a_desk(table)
    drafted(desk)
    draft = first(desk)
    edit_notice(
        draft, message="Unread words", address=draft.address, language=draft.language,
        accredit_by=None, documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip

    with pytest.raises(NotAllowed, match="changed this meanwhile"):
        desk.model.approve([draft.id], reason="Read")
    (approved,) = desk.model.approve([draft.id], reason="Read again")
    assert "Unread words" in approved.text
