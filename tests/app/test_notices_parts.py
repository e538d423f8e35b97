"""Who must be told, the dossiers with equality of arms, the visits, and the page that holds them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from ipywidgets import (
    BoundedIntText,
    Button,
    Checkbox,
    DatePicker,
    Dropdown,
    Tab,
    Textarea,
    ToggleButtons,
    Widget,
)

from convoca.app.channel import Channel as PageChannel
from convoca.app.frame import Visit
from convoca.app.models.notices import Pile
from convoca.app.pages.notices import page_of
from convoca.app.pages.notices_desk import Desk
from convoca.app.pages.notices_documents import DocumentsPanel
from convoca.app.pages.notices_dossiers import Dossiers
from convoca.app.pages.notices_duties import Duties, Group
from convoca.app.pages.notices_guarantees import guarantee_words
from convoca.app.pages.notices_visits import VisitsPanel
from convoca.app.widgets.safe_html import HtmlView
from convoca.app.widgets.table import Table
from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.language import Language
from convoca.domain.notice import NoticeKind
from convoca.domain.on_site_observation import GuaranteeAnswer, OnSiteObservation
from convoca.services.observations import GUARANTEES
from support.builders import MX
from support.notice_desk import a_desk, announced, every, labels, press, said, the
from support.notice_table import NOW, NoticeTable, a_notice_table

LATE = NOW + timedelta(days=25)


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


def the_table(body: Widget) -> Table:
    return next(w for w in every(body) if isinstance(w, Table))


def cells(body: Widget) -> list[list[str]]:
    return [row[1] for row in the_table(body)._rows]


def choose_first(body: Widget) -> None:
    the_table(body).selected = the_table(body)._rows[0][0]


def a_visit(table: NoticeTable, **changes: object) -> OnSiteObservation:
    values: dict[str, object] = {
        "id": ObservationId(uuid4()), "title": "Example observation", "states": (MX,),
        "opens": date(2027, 5, 3), "closes": date(2027, 5, 7),
    }  # fmt: skip
    made: OnSiteObservation = table.add(
        "observations",
        OnSiteObservation(**{**values, **changes}),  # type: ignore[arg-type]
    )
    return made


# Who must be told --------------------------------------------------------------------------------


def test_each_party_is_listed_with_its_last_lawful_day() -> None:
    panel = Duties(a_desk(a_notice_table())).widget
    assert [row[0] for row in cells(panel)] == ["Feb 8, 2027"] * 2
    assert {row[2] for row in cells(panel)} == {"Example Organisation 1", "Mexico"}
    assert {row[5] for row in cells(panel)} == {"to be drafted"}


def test_what_cannot_be_lawful_any_more_says_what_would_cure_it() -> None:
    panel = Duties(a_desk(a_notice_table(), clock=LATE)).widget
    (groups,) = (w for w in every(panel) if isinstance(w, ToggleButtons))
    groups.value = Group.OVERDUE
    choose_first(panel)

    assert [label for label, _ in groups.options][1] == "2 past the last day"
    assert "The month cannot be kept any more." in said(panel)


def test_a_duty_leads_to_its_letter_and_to_its_dossier() -> None:
    table = a_notice_table()
    table.draft()
    desk = a_desk(table)
    panel = Duties(desk).widget
    choose_first(panel)
    duty = desk.model.duties[0]
    press("Open the letter", panel)
    assert (desk.model.tab, desk.model.chosen) == (1, duty.notice)
    press("Open the dossier", panel)
    assert (desk.model.tab, desk.dossiers.party) == (3, duty.party)


def test_who_was_told_is_counted_as_told() -> None:
    table = a_notice_table()
    table.draft()
    desk = a_desk(table)
    panel = Duties(desk).widget
    (groups,) = (w for w in every(panel) if isinstance(w, ToggleButtons))
    table.approve([notice.id for notice in table.notices()])
    desk.model.refresh()
    assert {row[5] for row in cells(panel)} == {"approved, not sent"}
    assert next(label for label, _ in groups.options) == "2 to tell"


def test_when_there_is_nothing_to_tell_the_page_says_so() -> None:
    desk = a_desk(a_notice_table(parties=()))
    assert "Nobody waits to be told." in said(Duties(desk).widget)


# Dossiers ----------------------------------------------------------------------------------------


def test_a_dossier_answers_for_the_chosen_party_and_is_handed_over() -> None:
    table = a_notice_table()
    desk = a_desk(table)
    panel = Dossiers(desk).widget
    assert "Nothing was served to this party yet." in said(panel)
    assert "Art. 64.3" in said(panel)
    the("Party", panel, Dropdown).value = "state:MX"
    assert desk.dossiers.party == "state:MX"
    the("Language of the files", panel, Dropdown).value = Language.FRENCH
    press("PDF", panel)
    assert announced(desk) == "dossier-fr.pdf is ready."


def test_what_was_served_stands_in_the_dossier_with_its_proof() -> None:
    table = a_notice_table()
    table.serve(*table.draft().made)
    panel = Dossiers(a_desk(table)).widget
    (delivery, *_) = table.file.deliveries

    assert delivery.text_sha256 in said(panel)
    assert "Handed over" in said(panel)


def test_without_a_hearing_that_has_parties_there_is_no_dossier() -> None:
    panel = Dossiers(a_desk(a_notice_table(parties=()))).widget
    assert "No hearing of this period has a party on record." in said(panel)
    assert "PDF" not in labels(panel)


def test_unequal_speaking_time_is_recorded_and_found_at_once() -> None:
    table = a_notice_table()
    desk = a_desk(table)
    panel = Dossiers(desk).widget
    the("Speaking time is fixed", panel, Checkbox).value = True
    the("Minutes of the requesting side", panel, BoundedIntText).value = 20
    the("Minutes of the State", panel, BoundedIntText).value = 30
    press("Save", panel)

    equality = table.hearing.equality
    assert (equality.requester_minutes, equality.state_minutes) == (20, 30)
    assert "Breached" in said(panel)
    the("Speaking time is fixed", panel, Checkbox).value = False
    press("Save", panel)
    assert table.hearing.equality.state_minutes is None


def test_two_who_change_one_hearing_are_shown_both_versions() -> None:
    table = a_notice_table()
    desk = a_desk(table)
    panel = Dossiers(desk).widget
    the("The other side may observe on documents until", panel, DatePicker).value = date(2027, 4, 1)
    table.change(note="Theirs")
    press("Save", panel)

    assert "Two versions" in said(panel)
    press("Save mine over it", panel)
    assert table.hearing.equality.observations_until == date(2027, 4, 1)


# Visits ------------------------------------------------------------------------------------------


def test_every_point_of_articles_56_and_57_is_asked_and_answered() -> None:
    table = a_notice_table()
    visit = a_visit(table, guarantees=(GuaranteeAnswer(letter="b", granted=True),))
    panel = VisitsPanel(a_desk(table)).widget
    for letter in GUARANTEES:
        assert guarantee_words(letter, Language.ENGLISH) in said(panel)
    the("57.a: answer", panel, Dropdown).value = "no"
    the("57.a: answered on", panel, DatePicker).value = date(2027, 4, 2)
    the("57.b: answer", panel, Dropdown).value = ""
    press("Save the answers", panel)

    with table.uow() as uow:
        stored = uow.observations.get(visit.id)
    answers = {a.letter: (a.granted, a.answered_on) for a in stored.guarantees}
    assert answers["a"] == (False, date(2027, 4, 2))
    assert answers["b"] == (None, None)


def test_the_notice_of_a_visit_is_drafted_for_the_chosen_state() -> None:
    table = a_notice_table()
    a_visit(table)
    desk = a_desk(table)
    press("Draft the notice", VisitsPanel(desk).widget)

    chosen = desk.model.entry(desk.model.chosen)
    assert chosen is not None
    assert (chosen.notice.kind, chosen.notice.recipient) == (NoticeKind.VISIT, "state:MX")


def test_other_visits_and_cancelled_ones_are_not_asked_about() -> None:
    table = a_notice_table()
    a_visit(table, is_cancelled=True)
    a_visit(table, opens=date(2026, 5, 3), closes=date(2026, 5, 7))
    panel = VisitsPanel(a_desk(table)).widget
    assert "No on-site observation is on record in the year of this period." in said(panel)


# The page ----------------------------------------------------------------------------------------


def opened(table: NoticeTable, **asked: str) -> tuple[Desk, Tab]:
    desk = a_desk(table)
    desk = Desk(Visit("notices", Language.ENGLISH, asked, "", PageChannel()), desk.model)
    tabs = page_of(desk)
    assert isinstance(tabs, Tab)
    return desk, tabs


def test_a_reload_comes_back_to_the_same_letter() -> None:
    table = a_notice_table()
    (notice, _) = table.draft().made
    desk, tabs = opened(table, tab="1", notice=str(notice.id))
    assert (tabs.selected_index, desk.model.chosen) == (1, notice.id)
    tabs.selected_index = 2
    assert f"notice={notice.id}" in desk.visit.channel.address
    assert "tab=2" in desk.visit.channel.address


@pytest.mark.parametrize("asked", [{"tab": "9"}, {"tab": "x"}, {"notice": "x", "hearing": "x"}])
def test_an_address_that_names_nothing_is_passed_over(asked: dict[str, str]) -> None:
    desk, _ = opened(a_notice_table(), **asked)
    assert desk.model.chosen is None


def test_the_address_never_names_a_party() -> None:
    table = a_notice_table()
    desk, _ = opened(table, tab="3")
    for party in table.hearing.parties:
        desk.dossiers.choose(table.hearing.id, party.key)
        assert "organisation" not in desk.visit.channel.address


@pytest.mark.parametrize("language", Language)
def test_every_part_draws_in_every_language(language: Language) -> None:
    table = a_notice_table()
    a_visit(table)
    table.draft()
    desk = a_desk(table, language=language, clock=LATE)
    tabs = page_of(desk)
    desk.model.chosen = desk.model.in_pile(Pile.TO_LOOK_AT)[0].notice.id
    for number in range(5):
        desk.model.tab = number
    unnamed = [w for w in every(tabs) if isinstance(w, Button) and not (w.description or w.tooltip)]
    assert unnamed == []
    assert all(place.children for place in tabs.children)


def test_a_title_with_markup_is_shown_as_written_and_cut_where_it_is_one_of_many() -> None:
    title = f"<b>{'漢' * 400}"
    table = a_notice_table()
    table.change(title=title)
    panel = Duties(a_desk(table)).widget
    choose_first(panel)

    assert all(len(row[4]) < 100 for row in cells(panel))
    shown = [w.value for w in every(panel) if isinstance(w, HtmlView)]
    assert not any("<b>" in value for value in shown)
    assert any("&lt;b&gt;漢" in value for value in shown)


def test_documents_are_asked_of_the_chosen_parties_and_wait_in_the_outbox() -> None:
    table = a_notice_table()
    desk = a_desk(table)
    desk.dossiers.choose(desk.dossiers.hearings()[0].id)
    panel = DocumentsPanel(desk)

    press("Draft the letters", panel.widget)
    assert "Say which documents are asked for." in said(panel.widget)

    the("Documents asked for", panel.widget, Textarea).value = "Example reports"
    press("Draft the letters", panel.widget)

    (entry,) = [e for e in desk.model.entries if e.notice.kind is NoticeKind.DOCUMENTS_ASKED]
    assert entry.notice.party == desk.dossiers.party
    assert entry.notice.facts.documents == "Example reports"
    assert announced(desk) == "Letters drafted: 1. They wait in the outbox."


def test_each_state_has_a_checklist_and_the_rest_of_a_visit_stays_as_others_saved_it() -> None:
    table = a_notice_table()
    visit = a_visit(table, states=(MX, StateCode("BR")))
    panel = VisitsPanel(a_desk(table)).widget
    the("State", panel, Dropdown).value = StateCode("BR")
    the("57.a: answer", panel, Dropdown).value = "no"
    table.add("observations", replace(visit, note="Theirs"))
    press("Save the answers", panel)
    press("Save mine over it", panel)

    with table.uow() as uow:
        stored = uow.observations.get(visit.id)
    assert stored.note == "Theirs"
    assert [(a.state, a.letter) for a in stored.guarantees if a.granted is False] == [("BR", "a")]
    assert {a.state for a in stored.guarantees} == {"BR"}
