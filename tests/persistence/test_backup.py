"""What a backup holds comes back; what was forged or damaged is refused, and nothing is restored."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ConvocaError, UnreadableFile, UnusableStore
from convoca.services.periods import save_period
from convoca.services.requests import save_request
from support.builders import a_period, a_request

TITLE = "Line separator \u2028, next line \x85, form feed \x0c, \u202eturned\u202c"


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


@pytest.fixture
def backup(tmp_path: Path) -> bytes:
    with open_convoca(database=f"sqlite:///{tmp_path / 'old' / 'convoca.db'}") as convoca:
        period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
        request = a_request(period, title=TITLE, reference="PS 901-1")
        save_request(request, reason=TITLE, uow=convoca.unit_of_work())
        return convoca.back_up(tmp_path / "backup.zip").read_bytes()


def test_a_text_with_any_character_comes_back(
    convoca: Convoca, backup: bytes, tmp_path: Path
) -> None:
    """U+2028 and U+0085 end a line for Python's text, and not for JSON."""
    path = tmp_path / "backup.zip"
    path.write_bytes(backup)

    assert convoca.restore(path) == 2
    with convoca.reading() as uow:
        (request,) = uow.requests.all()
        assert (request.title, uow.audit.verify()) == (TITLE, 2)


Parts = dict[str, bytes]


def _lines(name: str, content: bytes) -> Callable[[Parts, Any], None]:
    return lambda parts, _: parts.update({name: content})


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda _, manifest: manifest.pop("audit_head"), id="no-anchor"),
        pytest.param(lambda _, manifest: manifest.update(sha256=[]), id="no-digests"),
        pytest.param(
            lambda _, manifest: manifest["sha256"].pop("hearing.jsonl"), id="a-table-missing"
        ),
        pytest.param(_lines("hearing.jsonl", b'{"id": 5, "title": []}\n'), id="wrong-types"),
        pytest.param(_lines("hearing.jsonl", b"[1, 2]\n"), id="no-records"),
        pytest.param(_lines("hearing.jsonl", b'"\xff\xfe"\n'), id="no-utf-8"),
        pytest.param(_lines("hearing.jsonl", b"[" * 100_000 + b"\n"), id="nested-too-deep"),
        pytest.param(_lines("draft.jsonl", b'{"saved_at": "yesterday"}\n'), id="no-instant"),
        pytest.param(_lines("period_of_sessions.jsonl", b""), id="what-belongs-to-nothing"),
        pytest.param(_lines("audit_record.jsonl", b""), id="history-cut"),
        pytest.param(_lines("big", bytes(1_000_000_001)), id="unpacks-to-too-much"),
    ],
)
def test_a_forged_backup_is_refused_whole(
    convoca: Convoca, backup: bytes, tmp_path: Path, forge: Callable[[Parts, Any], None]
) -> None:
    path = tmp_path / "forged.zip"
    path.write_bytes(_forged(backup, forge))

    with pytest.raises((UnreadableFile, UnusableStore)):
        convoca.restore(path)
    with convoca.reading() as uow:
        assert (uow.periods.all(), uow.requests.all(), uow.audit.entries()) == ([], [], [])


def _forged(backup: bytes, forge: Callable[[Parts, Any], None]) -> bytes:
    """Return the backup with a change, its digests made to fit."""
    with zipfile.ZipFile(io.BytesIO(backup)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    forge(parts, manifest)
    if manifest["sha256"]:
        manifest["sha256"] = {
            name: hashlib.sha256(parts[name]).hexdigest() for name in manifest["sha256"]
        }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_manifest_of_another_shape_is_refused(convoca: Convoca, tmp_path: Path) -> None:
    path = tmp_path / "forged.zip"
    for manifest in ("[]", "null", '"text"', "[" * 100_000, '{"format": "other"}'):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", manifest)
        with pytest.raises(UnreadableFile):
            convoca.restore(path)


def test_an_audit_whose_index_was_cut_is_found(convoca: Convoca) -> None:
    """The history of a record is found by the index: a row less would hide an entry."""
    save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
    with convoca.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_record")
    with pytest.raises(ConvocaError, match="entry 1"), convoca.reading() as uow:
        uow.audit.verify()
