"""A register of 10,000 requests as a workbook: seconds, peak memory, ratio to plain openpyxl.

python tests/bench/bench_workbook.py
"""

import resource
import subprocess
import sys
import time
from io import BytesIO

from many_requests import PERIOD, requests
from openpyxl import Workbook

from convoca.documents.request_columns import request_columns
from convoca.documents.workbooks import requests_workbook
from convoca.domain.language import Language
from convoca.services.read_models import RequestRow
from convoca.services.requests import request_rows

ROWS = 10_000


def ours(rows: list[RequestRow]) -> bytes:
    return requests_workbook(
        rows, period_number=PERIOD.number, language=Language.SPANISH, is_example=True
    )


def plain_openpyxl(rows: list[RequestRow]) -> bytes:
    """Write the same cells as the library's own fastest way does, without a style."""
    columns = request_columns(Language.SPANISH)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append([column.heading for column in columns])
    for row in rows:
        sheet.append([column.read(row) for column in columns])
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def measure(name: str) -> None:
    """Print the best of three seconds and how much the peak of memory rose, in MB."""
    rows = request_rows(PERIOD, requests(ROWS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        content = globals()[name](rows)
        seconds.append(time.perf_counter() - start)
    rise = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{min(seconds):.3f} {rise:.1f} {len(content) // 1024}")


def main() -> None:
    figures = {}
    for name in ("ours", "plain_openpyxl"):
        # A process each: the peak of memory never falls again.
        done = subprocess.run(
            [sys.executable, __file__, name], check=True, capture_output=True, text=True
        )
        seconds, memory, size = done.stdout.split()
        figures[name] = float(seconds)
        print(f"{name:<16}{ROWS:>7} rows {seconds:>8} s {memory:>7} MB rise {size:>6} kB")
    print(f"ratio to plain openpyxl: {figures['ours'] / figures['plain_openpyxl']:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        main()
