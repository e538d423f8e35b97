"""A publication is there whole or not at all, and nothing of anybody else's is lost."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from convoca.domain.errors import NotAllowed, UnreadableFile
from convoca.services import replacing_folders
from convoca.services.public_programme import PublicProgramme
from convoca.services.public_programme_file import FILE_NAME
from convoca.services.publication_manifest import read_manifest, write_manifest
from convoca.services.publishing import publish
from support.public_programmes import a_public_programme

SCHEMA = Path(__file__).parents[2] / "docs" / "formats" / "schemas" / "publication-manifest.json"
PROGRAMME = a_public_programme()


def rendering(programme: PublicProgramme, said: str = "Example") -> Callable[[Path], None]:
    """A quick render: one page below a folder, and the manifest."""

    def render(folder: Path) -> None:
        (folder / "es").mkdir()
        (folder / "es" / "index.html").write_text(said)
        write_manifest(folder, programme)

    return render


def published(folder: Path, programme: PublicProgramme = PROGRAMME, **options: object):
    return publish(programme, folder, render=rendering(programme), **options)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_publication_stands_in_its_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    made = published(tmp_path / "a" / "out")
    assert names(tmp_path) == [
        "a",
        "a/out",
        "a/out/es",
        "a/out/es/index.html",
        "a/out/manifest.json",
        f"a/out/{FILE_NAME}",
    ]
    assert made.manifest == read_manifest(tmp_path / "a" / "out")
    assert [file.name for file in made.manifest.files] == ["es/index.html", FILE_NAME]


def test_the_manifest_is_what_its_schema_says(tmp_path: Path) -> None:
    published(tmp_path / "out")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads((tmp_path / "out/manifest.json").read_text()))


def test_a_web_server_may_read_it(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        published(tmp_path / "out")
    finally:
        os.umask(mask)
    modes = {
        stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert modes == {0o644}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o755


@pytest.mark.parametrize("can_exchange", [True, False])
def test_an_older_publication_makes_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(replacing_folders, "_exchanged", lambda *_: False)
    published(tmp_path / "out")
    later = replace(PROGRAMME, edition=replace(PROGRAMME.edition, number=3))
    made = published(tmp_path / "out", later)
    assert (made.manifest.edition, made.kept) == (3, None)
    assert read_manifest(tmp_path / "out").edition == 3
    assert names(tmp_path)[0] == "out"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    published(tmp_path / "out")
    (tmp_path / "current").symlink_to(tmp_path / "out")
    published(tmp_path / "current")
    assert (tmp_path / "current").is_symlink()


def test_what_fails_leaves_the_older_publication(tmp_path: Path) -> None:
    published(tmp_path / "out")
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)}

    def broken(folder: Path) -> None:
        (folder / "index.html").write_text("half")
        raise NotAllowed("Example")

    with pytest.raises(NotAllowed):
        publish(PROGRAMME, tmp_path / "out", render=broken)
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)} == before


def test_a_render_that_left_its_manifest_out_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        publish(PROGRAMME, tmp_path / "out", render=lambda _: None)
    assert names(tmp_path) == []


def test_a_failure_between_the_two_names_brings_back_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path / "out")
    monkeypatch.setattr(replacing_folders, "_exchanged", lambda *_: False)
    rename, count = Path.rename, iter(range(9))

    def failing(self: Path, target: Path) -> Path:
        if next(count) == 1:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        published(tmp_path / "out")
    assert read_manifest(tmp_path / "out").edition == 2
    assert len(list(tmp_path.iterdir())) == 1


def _a_note(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")


def _a_note_beside(folder: Path) -> None:
    published(folder)
    (folder / "notes.txt").write_text("mine")


def _a_changed_page(folder: Path) -> None:
    published(folder)
    (folder / "es" / "index.html").write_text("mine")


def _another_period(folder: Path) -> None:
    feed = PROGRAMME.feed
    other = replace(feed, projection=replace(feed.projection, period_number=902))
    published(folder, replace(PROGRAMME, feed=other))


def _a_link(folder: Path) -> None:
    published(folder)
    (folder / "archive").symlink_to(folder / "es", target_is_directory=True)


def _a_broken_link(folder: Path) -> None:
    published(folder)
    (folder / "es" / "latest.html").symlink_to("nowhere")


def _a_pipe(folder: Path) -> None:
    published(folder)
    os.mkfifo(folder / "pipe")


def _a_file(folder: Path) -> None:
    folder.write_text("mine")


@pytest.mark.parametrize(
    "prepare",
    [
        _a_note,
        _a_note_beside,
        _a_changed_page,
        _another_period,
        _a_link,
        _a_broken_link,
        _a_pipe,
        _a_file,
    ],
)
def test_what_is_not_ours_is_refused_and_with_force_put_aside(
    tmp_path: Path, prepare: Callable[[Path], None]
) -> None:
    folder = tmp_path / "out"
    prepare(folder)
    before = names(tmp_path)
    with pytest.raises(NotAllowed):
        published(folder)
    assert names(tmp_path) == before

    made = published(folder, force=True)
    assert made.kept == tmp_path / "out.former-1"
    assert stat.S_IMODE(made.kept.stat().st_mode) & 0o077 == 0, "no web server serves it"
    assert [
        name.replace("out.former-1", "out") for name in names(tmp_path) if "former" in name
    ] == (before)
    assert read_manifest(folder).period == 901

    prepare_again = _a_note_beside if folder.is_dir() else prepare
    prepare_again(folder)
    assert published(folder, force=True).kept == tmp_path / "out.former-2"


def test_an_empty_folder_is_free(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert published(tmp_path / "out").kept is None


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, new = (tmp_path / f".out.publishing-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.mkdir()
        (left / "half").write_text("half")
    os.utime(old, (1_000_000, 1_000_000))
    published(tmp_path / "out")
    assert (old.exists(), new.exists()) == (False, True)


def test_what_is_worked_in_is_never_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, desk = tmp_path / "office" / "store", tmp_path / "desk"
    for folder in (store, desk):
        folder.mkdir(parents=True)
        (folder / "convoca.db").write_text("mine")
    (desk / "convoca.db").rename(desk / "notes.txt")
    monkeypatch.chdir(desk)
    before = names(tmp_path)
    for folder in (Path("/"), Path(), store, store.parent, tmp_path):
        with pytest.raises(NotAllowed, match="worked in"):
            published(folder, force=True)
    assert names(tmp_path) == before


def test_what_somebody_adds_while_the_pages_are_made_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    published(folder)

    def render(made: Path) -> None:
        rendering(PROGRAMME)(made)
        (folder / "notes.txt").write_text("mine")

    made = publish(PROGRAMME, folder, render=render)
    assert made.kept == tmp_path / "out.former-1"
    assert (made.kept / "notes.txt").read_text() == "mine"
    assert read_manifest(folder) == made.manifest


def test_two_who_publish_at_once_do_not_trip_over_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    published(folder)
    (tmp_path / ".out.publishing-gone").symlink_to("nowhere")
    published(folder)
    assert read_manifest(folder).edition == 2
