"""The panel Publish, without a browser: what everybody would read, and a refusal before it is pressed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from ipywidgets import HTML, Button, Widget
from ipywidgets.widgets import widget as registry

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel
from convoca.app.models.publication import PublicationModel
from convoca.app.pages.calendars_desk import Desk
from convoca.app.pages.calendars_publication import PublicationPanel
from convoca.bootstrap import open_convoca
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.services.publication_manifest import read_manifest
from support.drafts import TUESDAY, DraftTable, a_draft_table
from support.releasing import edit, release

HARM = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DraftTable]:
    monkeypatch.setenv("CONVOCA_EXPORTS", str(tmp_path / "exports"))
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        made = a_draft_table(opened)
        for number in range(3):
            made.place(number, hour=9 + 2 * number)
        yield made


def a_panel(table: DraftTable) -> PublicationPanel:
    model = CalendarsModel(table.convoca, table.period, Language.ENGLISH)
    visit = Visit(page="calendars", language=Language.ENGLISH)
    return PublicationPanel(Desk(visit, model), table.convoca)


def said() -> str:
    return " ".join(w.value for w in registry._instances.values() if isinstance(w, HTML))


def buttons() -> dict[str, Button]:
    found = [w for w in registry._instances.values() if isinstance(w, Button)]
    return {button.description: button for button in found}


def test_nothing_can_be_published_before_a_public_release(table: DraftTable) -> None:
    a_panel(table)
    assert all(button.disabled for button in buttons().values())
    assert "never released to everybody" in said()


def test_the_panel_shows_what_everybody_would_read(table: DraftTable) -> None:
    edit(table, 0, title=HARM)
    edit(table, 1, visibility=Visibility.PRIVATE, title="Vlornik")
    release(table)
    a_panel(table)
    assert not any(button.disabled for button in buttons().values())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said()
    assert HARM not in said()
    assert "Vlornik" not in said()
    assert "Public activities: 2" in said()
    assert "It is the first one" in said()


def test_the_changes_since_the_edition_before_are_shown(table: DraftTable) -> None:
    release(table)
    table.place(0, day=TUESDAY)
    release(table)
    a_panel(table)
    assert "Edition 2" in said()
    assert "Changes since the edition before: 1" in said()


def test_a_press_writes_the_folder(table: DraftTable, tmp_path: Path) -> None:
    release(table)
    a_panel(table)
    buttons()["Publish into the folder"].click()
    assert read_manifest(tmp_path / "exports" / "901" / "publication").edition == 1
    assert not any(button.disabled for button in buttons().values())


def test_the_archive_holds_what_would_be_published(table: DraftTable) -> None:
    release(table)
    made = PublicationModel(table.convoca, table.period.id, 901).archive()
    assert made.name == "901-publication.zip"
    with ZipFile(BytesIO(made.content)) as packed:
        assert {"index.html", "es/index.html", "manifest.json"} <= set(packed.namelist())
