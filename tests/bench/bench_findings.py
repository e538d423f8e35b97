"""Findings for 10,000 requests as a DataFrame, the judging included.

python tests/bench/bench_findings.py
"""

import time

from many_requests import PERIOD, requests

from convoca.analytics.frames import findings_frame
from convoca.services.requests import request_rows

REQUESTS = 10_000


def main() -> None:
    asked = requests(REQUESTS)
    best_rows, best_frame = float("inf"), float("inf")
    for _ in range(3):
        start = time.perf_counter()
        rows = request_rows(PERIOD, asked)
        judged = time.perf_counter()
        frame = findings_frame(rows)
        end = time.perf_counter()
        best_rows = min(best_rows, judged - start)
        best_frame = min(best_frame, end - judged)
    total = best_rows + best_frame
    print(f"{REQUESTS} requests, {len(frame)} findings: {total:.3f} s", end=" ")
    print(f"(rules and rows {best_rows:.3f} s, DataFrame {best_frame:.3f} s)")


if __name__ == "__main__":
    main()
