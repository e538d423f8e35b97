import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[list[Path], str], list[Path]]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Convert files with a LibreOffice that has a profile of its own."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is not installed: .ci/prepare system installs it")
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(files: list[Path], to: str) -> list[Path]:
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        suffix = to.split(":", 1)[0]
        return [folder / f"{file.stem}.{suffix}" for file in files]

    return convert
