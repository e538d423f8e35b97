from hashlib import sha256
from pathlib import Path

from convoca.documents.minutes import minutes_document
from convoca.domain.language import Language
from documents.samples import hearing_minutes
from support.command import convoca
from support.pdf_checks import text_of_pdf


def test_an_approved_document_is_put_into_the_archive(tmp_path: Path) -> None:
    approved = tmp_path / "acta.docx"
    approved.write_bytes(minutes_document(hearing_minutes(), language=Language.SPANISH))
    database = f"sqlite:///{tmp_path / 'store.sqlite'}"

    answer = convoca(
        *("documents", "archive", approved, "--title", "Acta de ejemplo", "--language", "es"),
        *("--out", tmp_path, "--db", database, "--json"),
    )

    assert answer.code == 0, answer.errors
    assert answer.data["files"] == [str(tmp_path / "acta.pdf")]
    assert answer.data["document_sha256"] == sha256(approved.read_bytes()).hexdigest()
    assert "Acta de audiencia" in text_of_pdf((tmp_path / "acta.pdf").read_bytes())


def test_what_cannot_be_kept_is_refused_with_a_reason(tmp_path: Path) -> None:
    other = tmp_path / "acta.docx"
    other.write_bytes(b"no document")

    answer = convoca(
        *("documents", "archive", other, "--title", "x", "--out", tmp_path),
        *("--db", f"sqlite:///{tmp_path / 'store.sqlite'}"),
    )

    assert answer.code != 0
    assert not (tmp_path / "acta.pdf").exists()
