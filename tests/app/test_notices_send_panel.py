"""Sending without a browser: nothing leaves unasked, what failed is told, what was done by hand is on record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from ipywidgets import DatePicker, SelectMultiple, Text, TimePicker, Widget

from convoca.app.models.notices import Pile
from convoca.app.pages.notices_desk import Desk
from convoca.app.pages.notices_send import SendPanel
from convoca.app.widgets.table import Table
from convoca.domain.notice import DeliveryState, NoticeStatus
from convoca.domain.programme import Channel
from support.notice_desk import a_desk, announced, every, labels, press, said, the
from support.notice_table import NOW, NoticeTable, a_notice_table

SENDS = ["Send by mail…", "Dry run: mails as files", "Letters to hand over (ZIP)"]


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> NoticeTable:
    """Two parties with addresses, both letters approved."""
    table = a_notice_table()
    parties = tuple(replace(p, email=f"{p.kind}@example.org") for p in table.hearing.parties)
    table.change(parties=parties)
    table.approve([notice.id for notice in table.draft().made])
    return table


def later(desk_table: NoticeTable, **office: object) -> Desk:
    return a_desk(desk_table, clock=NOW + timedelta(hours=1), **office)


def offered(desk: Desk) -> list[tuple[str, bytes]]:
    """Note what the person is handed from now on."""
    handed: list[tuple[str, bytes]] = []
    desk.visit.channel.offer = lambda name, content, _type: handed.append((name, content))  # type: ignore[method-assign]
    return handed


def test_without_an_approved_notice_nothing_can_be_pressed_and_the_page_says_why() -> None:
    panel = SendPanel(a_desk(a_notice_table())).widget

    assert not set(SENDS) & set(labels(panel))
    assert "No notice is approved." in said(panel)


def test_without_a_mail_server_the_rest_can_still_be_done(table: NoticeTable) -> None:
    panel = SendPanel(later(table, can_mail=False)).widget

    assert [name for name in SENDS if name in labels(panel)] == SENDS[1:]
    assert "No mail server is set" in said(panel)


def test_nothing_is_sent_before_a_second_yes(table: NoticeTable) -> None:
    desk = later(table)
    panel = SendPanel(desk).widget
    press("Send by mail…", panel)
    assert desk.model.office.mailed == []  # type: ignore[attr-defined]
    assert "state@example.org" in said(panel)
    press("Not yet", panel)
    assert "Send now" not in labels(panel)

    press("Send by mail…", panel)
    press("Send now", panel)
    assert len(desk.model.office.mailed) == 2  # type: ignore[attr-defined]
    assert announced(desk) == "Sent: 2. Failed: 0."
    assert desk.model.counts() == {Pile.SERVED: 2}


def test_only_what_is_chosen_and_has_an_address_is_sent(table: NoticeTable) -> None:
    first, second = table.notices()
    table.add("notices", replace(second, address=""))
    desk = later(table)
    panel = SendPanel(desk).widget
    assert "Without an address: 1" in said(panel)
    press("Send by mail…", panel)
    press("Send now", panel)
    assert desk.model.office.mailed == [first.id]  # type: ignore[attr-defined]

    press("Send by mail…", panel)
    assert "Choose at least one notice that has an address." in said(panel)


def test_a_failure_is_told_and_can_be_tried_again(table: NoticeTable) -> None:
    desk = later(table, arrives=False)
    panel = SendPanel(desk).widget
    press("Send by mail…", panel)
    press("Send now", panel)
    assert announced(desk) == "Sent: 0. Failed: 2."
    assert len(desk.model.failed()) == 2
    failures = next(w for w in every(panel) if isinstance(w, Table) and "nobody" in w.caption)
    failures.selected = str(desk.model.failed()[0].notice.id)

    desk.model.office.arrives = True  # type: ignore[attr-defined]
    press("Try again", panel)
    assert desk.model.counts() == {Pile.APPROVED: 1, Pile.SERVED: 1}


def test_an_outcome_that_nobody_knows_is_found_out_by_a_person(table: NoticeTable) -> None:
    first = table.notices()[0]
    table.serve(first, state="attempted")
    desk = later(table)
    panel = SendPanel(desk).widget
    unknown = next(w for w in every(panel) if isinstance(w, Table) and "nobody" in w.caption)
    unknown.selected = str(first.id)
    the("How you know", panel, Text).value = "The addressee answered"
    press("It arrived", panel)

    (delivery,) = table.file.deliveries_of(first.id)
    assert delivery.state is DeliveryState.DELIVERED
    assert "The addressee answered" in delivery.detail
    assert desk.model.stored(first).status is NoticeStatus.SERVED


def test_a_letter_handed_over_is_recorded_with_its_proof(table: NoticeTable) -> None:
    desk = later(table)
    panel = SendPanel(desk).widget
    chosen = the("Which notices", panel, SelectMultiple)
    press("Record the service", panel)
    assert "Choose at least one notice." in said(panel)
    first = desk.model.in_pile(Pile.APPROVED)[0].notice
    chosen.value = (first.id,)
    press("Record the service", panel)
    assert "Say on which day and at which hour it was served." in said(panel)

    the("Served on", panel, DatePicker).value = date(2027, 1, 20)
    the("Hour, at the seat", panel, TimePicker).value = time(10, 30)
    the("Number of the letter or receipt", panel, Text).value = "L-1"
    press("Record the service", panel)
    (delivery,) = table.file.deliveries_of(first.id)
    assert (delivery.channel, delivery.reference, delivery.at.hour) == (Channel.LETTER, "L-1", 15)
    assert desk.model.stored(first).status is NoticeStatus.SERVED
    services = table.file.file.services_of_notice
    assert [service.party for service in services] == [first.party]


def test_a_dry_run_hands_over_what_is_chosen_and_serves_nothing(table: NoticeTable) -> None:
    desk = later(table)
    panel = SendPanel(desk).widget
    handed = offered(desk)
    first = table.notices()[0]
    the("Approved notices", panel, SelectMultiple).value = (first.id,)
    press("Dry run: mails as files", panel)

    assert handed == [("mails.zip", str(first.id).encode())]
    assert desk.model.counts() == {Pile.APPROVED: 2}
