"""Which server carries the mail, and where its password may come from and go to."""

from pathlib import Path

import pytest

from convoca.app.kernels import environment_for_kernels
from convoca.domain.errors import InvalidValue, UnreadableFile
from convoca.mail.settings import MailServer, Security
from convoca.settings import read_settings

HOST = {"CONVOCA_SMTP_HOST": "mail.example.org"}


@pytest.fixture(autouse=True)
def _no_file_of_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("more", "security", "port"),
    [
        ({}, Security.STARTTLS, 587),
        ({"CONVOCA_SMTP_SECURITY": "tls"}, Security.TLS, 465),
        ({"CONVOCA_SMTP_SECURITY": "tls", "CONVOCA_SMTP_PORT": "2465"}, Security.TLS, 2465),
        (
            {"CONVOCA_SMTP_SECURITY": "none", "CONVOCA_SMTP_HOST": "localhost"},
            Security.NONE,
            25,
        ),
    ],
)
def test_a_server_is_reached_over_tls_at_the_usual_port(
    more: dict[str, str], security: Security, port: int
) -> None:
    server = read_settings(environment={**HOST, **more}).mail.known_server()

    assert server is not None
    assert (server.security, server.port) == (security, port)


def test_without_a_host_there_is_no_server() -> None:
    assert read_settings(environment={}).mail.known_server() is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"CONVOCA_SMTP_SECURITY": "none"}, "is not this computer"),
        ({"CONVOCA_SMTP_SECURITY": "ssl"}, "not “ssl”"),
        ({"CONVOCA_SMTP_PORT": "0"}, "from 1 to 65535"),
        ({"CONVOCA_SMTP_PORT": "２５"}, "from 1 to 65535"),
        ({"CONVOCA_MAIL_FROM": "Example <a@example.org>"}, "^mail_from: .* is no mail address"),
    ],
)
def test_settings_that_cannot_be_are_refused(more: dict[str, str], said: str) -> None:
    with pytest.raises((InvalidValue, UnreadableFile), match=said):
        read_settings(environment={**HOST, **more})


def _with_password(environment: dict[str, str]) -> MailServer | None:
    found = read_settings(environment={**HOST, "CONVOCA_SMTP_USER": "office"} | environment)
    assert "a secret" not in repr(found)
    return found.mail.known_server()


def test_a_password_comes_from_the_environment_or_from_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("a secret\n", encoding="utf-8")
    file.chmod(0o600)
    for environment in (
        {"CONVOCA_SMTP_PASSWORD": "a secret"},
        {"CONVOCA_SMTP_PASSWORD_FILE": str(file)},
    ):
        server = _with_password(environment)
        assert server is not None
        assert server.password == "a secret"
        assert "a secret" not in repr(server)


def test_a_password_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("a secret", encoding="utf-8")
    file.chmod(0o640)
    with pytest.raises(UnreadableFile, match="Others may read") as refused:
        _with_password({"CONVOCA_SMTP_PASSWORD_FILE": str(file)})
    assert "a secret" not in str(refused.value)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        _with_password({"CONVOCA_SMTP_PASSWORD_FILE": str(tmp_path / "none")})
    with pytest.raises(InvalidValue, match="is not known here"):
        _with_password({})


@pytest.mark.parametrize(
    "more",
    [
        {"CONVOCA_SMTP_PASSWORD": "contraseña"},
        {"CONVOCA_SMTP_PASSWORD": "a secret", "CONVOCA_SMTP_USER": "misión"},
    ],
)
def test_a_password_that_no_login_can_say_is_refused_before_anything_is_sent(
    more: dict[str, str],
) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read") as refused:
        _with_password(more)
    assert not {"ñ", "ó", "\\"} & set(str(refused.value))


def test_a_password_is_no_setting_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "convoca.toml"
    file.write_text('smtp_password = "a secret"\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="is not a setting") as refused:
        read_settings(environment={}, file=file)
    assert "a secret" not in str(refused.value)


def test_no_page_gets_the_password() -> None:
    environment = {**HOST, "CONVOCA_SMTP_PASSWORD": "a secret", "CONVOCA_SMTP_PASSWORD_FILE": "p"}

    assert environment_for_kernels(environment) == {**HOST, "CONVOCA_SMTP_PASSWORD_FILE": "p"}
