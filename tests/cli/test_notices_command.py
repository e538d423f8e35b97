"""The commands for notices: drafted, approved, sent and proved, with the exit codes that scripts rely on."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from support.command import Answer, convoca
from support.mail_server import MailServer, mail_server

PERIOD = ("--period", "900")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example period with every notice drafted that is due."""
    path = tmp_path_factory.mktemp("store") / "convoca.db"
    database = f"sqlite:///{path}"
    assert convoca("demo", "--db", database).code == 0
    assert convoca("notices", "draft", *PERIOD, "--db", database).code == 0
    return path


@pytest.fixture
def store(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "store" / "convoca.db"
    copy.parent.mkdir(mode=0o700)
    copy.write_bytes(example.read_bytes())
    copy.chmod(0o600)
    return f"sqlite:///{copy}"


def notices(store: str, *arguments: object) -> Answer:
    return convoca("notices", *arguments, *PERIOD, "--db", store, "--json")


def listed(store: str, status: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = notices(store, "list", "--status", status).data["notices"]
    return found


def an_approved(store: str) -> dict[str, object]:
    draft = next(n for n in listed(store, "draft") if n["address"])
    answer = notices(
        store, "approve", draft["id"], "--reason", "Read",
        "--circumstances", "Example", "--authority", "Example President",
    )  # fmt: skip
    assert answer.code == 0, answer.errors
    (approved,) = answer.data["notices"]
    return dict(approved)


def test_drafting_again_drafts_nothing(store: str) -> None:
    before = notices(store, "list").data["notices"]
    assert notices(store, "draft").data["drafted"] == []
    assert notices(store, "list").data["notices"] == before


def test_approving_fixes_the_text_and_sending_proves_the_service(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved = an_approved(store)
    assert approved["status"] == "approved"
    assert len(str(approved["text_sha256"])) == 64
    with mail_server() as server:
        monkeypatch.setenv("CONVOCA_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CONVOCA_SMTP_SECURITY", "none")
        sent = notices(store, "send", approved["id"])

    assert sent.code == 0, sent.errors
    (delivery,) = sent.data["deliveries"]
    assert (delivery["state"], delivery["serves"]) == ("handed_over", True)
    assert delivery["text_sha256"] == approved["text_sha256"]
    (mail,) = server.messages
    assert mail["Message-ID"] == delivery["reference"]
    assert approved["id"] in {n["id"] for n in listed(store, "served")}


def test_a_refusal_of_the_server_is_exit_code_1(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved = an_approved(store)
    with mail_server(MailServer(answer="554 Refused")) as server:
        monkeypatch.setenv("CONVOCA_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CONVOCA_SMTP_SECURITY", "none")
        sent = notices(store, "send", approved["id"])

    assert sent.code == 1
    assert [d["detail"] for d in sent.data["deliveries"]] == ["554 Refused"]
    waiting = {n["id"]: n["warnings"] for n in listed(store, "approved")}
    assert "failed_before" in waiting[approved["id"]]  # type: ignore[operator]


def test_what_was_passed_over_is_exit_code_1(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One may have been read already; the other one goes, and that is not all that was asked for."""
    first, other = an_approved(store), an_approved(store)
    monkeypatch.setenv("CONVOCA_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("CONVOCA_SMTP_SECURITY", "none")
    with mail_server(MailServer(hangs_up=True)) as server:
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        assert notices(store, "send", first["id"]).code == 1
    with mail_server() as server:
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        sent = notices(store, "send", first["id"], other["id"])

    assert (sent.code, sent.data["waiting"]) == (1, [first["id"]])
    assert [d["notice"] for d in sent.data["deliveries"]] == [other["id"]]


def test_a_dry_run_writes_mails_that_nobody_gets(store: str, tmp_path: Path) -> None:
    approved = an_approved(store)
    answer = notices(store, "send", approved["id"], "--dry-run", tmp_path / "mails")
    (written,) = answer.data["files"]
    mail = message_from_bytes(Path(written).read_bytes(), policy=SMTP)

    assert answer.code == 0
    assert answer.data["deliveries"] == []
    assert str(approved["address"]) in str(mail["To"])
    assert approved["id"] in {n["id"] for n in listed(store, "approved")}


def test_the_dossier_says_whether_the_hearing_may_go_on(store: str, tmp_path: Path) -> None:
    hearing = next(
        n["subject"] for n in notices(store, "list").data["notices"] if n["kind"] == "convocation"
    )
    answer = notices(store, "dossier", "--hearing", hearing)
    verdicts = [dossier["absence"]["verdict"] for dossier in answer.data["dossiers"]]
    assert answer.code == ("BREACHED" in verdicts)
    (party,) = [d["party"] for d in answer.data["dossiers"]][-1:]
    written = notices(
        store, "dossier", "--hearing", hearing, "--write", "pdf", "--language", "en",
        "--out", tmp_path,
    )  # fmt: skip

    names = [Path(name).relative_to(tmp_path).as_posix() for name in written.data["files"]]
    assert names == [
        f"900/dossier-{hearing}-{number}-en.pdf" for number in range(1, len(verdicts) + 1)
    ]
    assert all(Path(name).read_bytes().startswith(b"%PDF") for name in written.data["files"])
    assert not any(party.casefold() in name.casefold() for name in names)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["approve", "--reason", "Read"], 2, "--all"),
        (["approve", "00000000-0000-4000-8000-000000000000", "--reason", "Read"], 2, "0000"),
        (["approve", "--all"], 2, "--reason"),
        (["send"], 2, "--all"),
        (["send", "--all", "00000000-0000-4000-8000-000000000000"], 2, "--all"),
        (["send", "00000000-0000-4000-8000-000000000000"], 1, "No mail server"),
        (["send", "00000000-0000-4000-8000-000000000000", "--dry-run", "mails"], 2, "0000"),
        (["dossier", "--hearing", "00000000-0000-4000-8000-000000000000"], 2, "0000"),
        (["list", "--status", "lost"], 2, "lost"),
    ],
)
def test_what_cannot_be_done_is_said(
    store: str, arguments: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_LANGUAGE", "en")
    answer = notices(store, *arguments)

    assert (answer.code, answer.output) == (code, "")
    assert said in answer.errors


def test_a_draft_is_not_sent(store: str, tmp_path: Path) -> None:
    draft = listed(store, "draft")[0]
    answer = notices(store, "send", draft["id"], "--dry-run", tmp_path / "mails")

    assert (answer.code, answer.output) == (1, "")
    assert not (tmp_path / "mails").exists()


def test_people_read_one_line_for_each_notice(store: str) -> None:
    words = convoca("notices", "list", *PERIOD, "--db", store).output.splitlines()
    found = notices(store, "list").data["notices"]

    assert [line.split()[:3] for line in words] == [
        [n["id"], n["status"], n["kind"]] for n in found
    ]
