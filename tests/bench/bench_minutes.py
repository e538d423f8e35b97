"""Minutes of a hearing, prefilled from the example store, in every format: seconds, size, same bytes.

``python tests/bench/bench_minutes.py``. The first row is a program that has written none yet; from the
store to the Word document it may take a second.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from support.command import convoca as command

RUNS = 5
AT_MOST = 1.0
_FRESH = """
import sys, time
from uuid import UUID
from convoca.bootstrap import open_convoca
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
with open_convoca(database=sys.argv[1]) as convoca:
    began = time.perf_counter()
    convoca.minutes(UUID(sys.argv[2]), ActivityKind.HEARING, Language.SPANISH)
    print(time.perf_counter() - began)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/store/convoca.db"
        command("demo", "--db", database)
        with open_convoca(database=database) as convoca:
            hearing = a_hearing_without_minutes(convoca)
            fresh = in_a_new_program(database, hearing)
            print("| what | best s | worst s | bytes | same bytes |\n|---|---|---|---|---|")
            print(f"| docx, the first of a program | {fresh:.3f} | | | |")
            for suffix in ("docx", "pdf", "xml"):
                print(measured(convoca, hearing, suffix))
    if fresh > AT_MOST:
        sys.exit(f"{fresh:.3f} s is more than {AT_MOST} s.")


def a_hearing_without_minutes(convoca: Convoca) -> UUID:
    with convoca.reading() as uow:
        return next(
            placed.id
            for placed in uow.placements.all(kind=ActivityKind.HEARING)
            if uow.hearing_minutes.find(placed.id) is None
        )


def in_a_new_program(database: str, hearing: UUID) -> float:
    answer = subprocess.run(
        [sys.executable, "-c", _FRESH, database, str(hearing)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(answer.stdout)


def measured(convoca: Convoca, hearing: UUID, suffix: str) -> str:
    """Return a row: the best and the worst of several runs after the first, and whether bytes agree."""

    def write() -> bytes:
        return convoca.minutes(hearing, ActivityKind.HEARING, Language.SPANISH, suffix)[1]

    first, seconds, same = write(), [], True
    for _ in range(RUNS):
        began = time.perf_counter()
        same = write() == first and same
        seconds.append(time.perf_counter() - began)
    return f"| {suffix} | {min(seconds):.3f} | {max(seconds):.3f} | {len(first):,} | {same} |"


if __name__ == "__main__":
    main()
