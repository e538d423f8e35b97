"""Planning from files, as the command answers: speed, cost, proof, repair, memory.

Every programme is judged by another process that shares no code with the engines. The instances and
that judge lie beside the project, in ../shared/bench; without them there is nothing to measure.

python tests/bench/bench_planning.py [--quick]     # --quick leaves the runs of 60 s out
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from math import prod
from pathlib import Path
from statistics import median
from time import process_time, sleep
from typing import Any

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
INSTANCES = BENCH / "instances"
RUN = "from convoca.cli.main import main; main()"
WITHOUT_CP_SAT = f"import sys; sys.modules['ortools'] = None; {RUN}"

FIRST = {"h20n-s1": 0.05, "h60n-s1": 0.1, "h150n-s1": 0.3, "h500n-s1": 2.0}
AFTER_10_S = {"h60n-s1": 246, "h60t-s1": 259, "h150n-s1": 1235, "h150t-s1": 1352}
#: What Timefold 1.24 reaches in a minute, and the part of it that ours may cost.
TIMEFOLD = {"h60n-s1": 260, "h60t-s1": 264, "h150n-s1": 1288, "h150t-s1": 1458, "h500n-s1": 11392}
EACH, TOGETHER = 0.95, 0.82
OPTIMAL = {"h20n-s1": 10, "h20t-s1": 18}
REPAIRS = {"h60n-s1": (0.05, 5), "h150n-s1": (0.2, 30)}
MEGABYTES = {RUN: 350, WITHOUT_CP_SAT: 80}

Row = tuple[str, str, str, bool]
Problem = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    code: int
    data: dict[str, Any]
    megabytes: int


def main() -> None:
    if not INSTANCES.exists():
        print("The instances do not lie beside the project: nothing to measure.")
        return
    is_quick = "--quick" in sys.argv
    print(f"{'what':<44} {'wanted':>10} {'measured':>22}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        rows = [*bench.costs(10 if is_quick else 60), *bench.of_small(), *bench.of_impossible()]
        rows += [*bench.repairs(), *bench.options(), *bench.memory(), bench.violations()]
    missed = sum(not is_reached for *_, is_reached in rows)
    print(f"{len(rows) - missed} of {len(rows)} reached")


def told(what: str, wanted: str, measured: str, is_reached: bool) -> Row:
    print(f"{what:<44} {wanted:>10} {measured:>22} {'' if is_reached else ' missed'}", flush=True)
    return what, wanted, measured, is_reached


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judged = 0
        self.broken = 0

    def solve(self, name: str, seconds: float, program: str = RUN) -> Answer:
        out = self.folder / f"{name}.json"
        given = ("solve", INSTANCES / f"{name}.json", "--out", out, "--time-limit", seconds)
        answer = command(program, *given)
        self.judge(INSTANCES / f"{name}.json", out, answer.data["cost"])
        return answer

    def judge(self, problem: Path, programme: Path, cost: int) -> None:
        """Let the independent process say what is broken and what it costs."""
        said = subprocess.run(
            [sys.executable, BENCH / "check.py", problem, programme],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        self.judged += 1
        self.broken += not said.startswith("violations 0 ") or f"cost {cost} " not in said

    def costs(self, seconds: int) -> Iterator[Row]:
        for name, limit in FIRST.items():
            first = self.solve(name, 3 if name != "h500n-s1" else 6).data["first_feasible_s"]
            yield told(
                f"first programme, {name} (s)", f"<= {limit}", f"{first:.3f}", first <= limit
            )
        for name, limit in AFTER_10_S.items():
            cost = self.solve(name, 10).data["cost"]
            yield told(f"cost after 10 s, {name}", f"<= {limit}", str(cost), cost <= limit)
        parts = []
        for name, theirs in TIMEFOLD.items() if seconds >= 60 else ():
            data = self.solve(name, seconds).data
            parts.append(data["cost"] / theirs)
            measured = f"{data['cost']} ({parts[-1]:.2f}, bound {data['bound']})"
            wanted = f"<= {EACH * theirs:.0f}"
            yield told(f"cost after 60 s, {name}", wanted, measured, parts[-1] <= EACH)
        if parts:
            mean = prod(parts) ** (1 / len(parts))
            yield told("… geometric mean", f"<= {TOGETHER}", f"{mean:.3f}", mean <= TOGETHER)

    def of_small(self) -> Iterator[Row]:
        for name, cost in OPTIMAL.items():
            data = self.solve(name, 30).data
            measured = f"{data['cost']} {data['status']} {data['elapsed_s']:.1f} s"
            is_reached = data["status"] == "OPTIMAL" and data["cost"] <= cost
            yield told(f"proven, {name}", f"{cost}, 30 s", measured, is_reached)

    def of_impossible(self) -> Iterator[Row]:
        for path in sorted(INSTANCES.glob("*-inf-*.json")):
            data = command(RUN, "explain", path).data
            is_named = bool(data["certificates"]) and data["certificates_s"] < 0.2
            measured = f"{len(data['certificates'])} named, {data['certificates_s']:.3f} s"
            yield told(f"named, {path.stem}", "< 0.2 s", measured, is_named)
        false = [
            path.stem
            for path in INSTANCES.glob("*.json")
            if "-inf-" not in path.stem and len(json.loads(path.read_text("utf-8"))["events"]) < 100
            if command(RUN, "explain", path).code != 0
        ]
        yield told("false claims on feasible ones", "0", str(len(false)), not false)

    def repairs(self) -> Iterator[Row]:
        for name, (first, proven) in REPAIRS.items():
            released = self.folder / f"{name}.json"
            document = json.loads((INSTANCES / f"{name}.json").read_text("utf-8"))
            programme = json.loads(released.read_text("utf-8"))
            for what, lose in LOSSES.items():
                problem, out = self.folder / "lost.json", self.folder / "repaired.json"
                lost = deepcopy(document)
                lose(lost, programme)
                lost["baseline"] = programme
                problem.write_text(json.dumps(lost), "utf-8")
                given = ("repair", problem, "--released", released, "--out", out)
                data = command(RUN, *given, "--time-limit", proven).data
                self.judge(problem, out, data["cost"])
                hit, moved = len(data["hit"]), len(data["moves"])
                yield told(
                    f"repair {name}, lost {what}: first, all (s)",
                    f"{first}, {proven}",
                    f"{data['first_answer_s']:.3f}, {data['elapsed_s']:.1f} {'proven' * data['proven']}",
                    data["first_answer_s"] <= first and data["proven"],
                )
                elsewhere = sum(is_elsewhere(move) for move in data["moves"])
                measured = f"{elsewhere} of {moved} changed, {hit} hit"
                yield told("… moved, of what changes", "<= hit", measured, elsewhere <= hit)

    def options(self) -> Iterator[Row]:
        import convoca

        problem = convoca.read_problem(INSTANCES / "h150n-s1.json")
        programme = convoca.read_programme(self.folder / "h150n-s1.json", problem)
        convoca.options(problem, programme, problem.events[0].id)  # the board asks again and again
        spent = []
        for event in problem.events:
            begin = process_time()
            convoca.options(problem, programme, event.id)
            spent.append((process_time() - begin) * 1000)
        middle = median(spent)
        measured = f"{middle:.1f}, worst {max(spent):.1f}"
        yield told("options of one event, N = 150 (ms)", "<= 5", measured, middle <= 5)

    def memory(self) -> Iterator[Row]:
        for program, limit in MEGABYTES.items():
            used = self.solve("h150n-s1", 10, program).megabytes
            words = "without CP-SAT" if program == WITHOUT_CP_SAT else "with CP-SAT"
            measured = f"{used}"
            yield told(f"memory, N = 150, {words} (MB)", f"<= {limit}", measured, used <= limit)

    def violations(self) -> Row:
        measured = f"{self.broken} of {self.judged}"
        return told("programmes that the judge faults", "0", measured, not self.broken)


def command(program: str, *arguments: object) -> Answer:
    """Run ``convoca programme`` in a session of its own, and see how much memory all of it takes."""
    with tempfile.TemporaryFile() as output:
        started = subprocess.Popen(
            [sys.executable, "-c", program, "programme", *map(str, arguments), "--json"],
            stdout=output,
            start_new_session=True,
        )
        most = 0
        while started.poll() is None:
            most = max(most, memory_of_session(started.pid))
            sleep(0.2)
        output.seek(0)
        return Answer(started.returncode, json.load(output), most)


def memory_of_session(session: int) -> int:
    """Return the megabytes that the processes of a session take, shared pages shared out among them."""
    kilobytes = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getsid(int(process.name)) == session:
                rollup = (process / "smaps_rollup").read_text("ascii")
                kilobytes += int(rollup.split("Pss:")[1].split()[0])
    return kilobytes // 1024


def is_elsewhere(move: dict[str, Any]) -> bool:
    """Whether an event is on another day or at another hour than before."""
    before, after = move["before"], move["after"]
    return any(before[key] != after[key] for key in ("day", "start"))


def lose_a_room(problem: Problem, programme: Problem) -> None:
    """Close the last room for half of the day in the middle."""
    day, stride = len(problem["days"]) // 2, problem["stride"]
    problem["rooms"][-1]["closed"].append([day * stride, day * stride + problem["G"] // 2])
    keep_pins_possible(problem, programme)


def lose_a_member(problem: Problem, programme: Problem) -> None:
    day, stride = len(problem["days"]) // 2, problem["stride"]
    problem["commissioners"][4]["unavailable"].append([day * stride, (day + 1) * stride])
    keep_pins_possible(problem, programme)


def lose_a_state(problem: Problem, programme: Problem) -> None:
    """Keep away, for a day, the State that has most on any one day."""
    held: dict[tuple[str, int], int] = {}
    for event in problem["events"]:
        if event["state"]:
            key = event["state"], programme[event["id"]]["day"]
            held[key] = held.get(key, 0) + 1
    state, day = max(held, key=lambda key: (held[key], key))
    stride = problem["stride"]
    for party in problem["parties"]:
        if party["id"] == f"ST:{state}":
            party["unavailable"].append([day * stride, (day + 1) * stride])
    keep_pins_possible(problem, programme)


def keep_pins_possible(problem: Problem, programme: Problem) -> None:
    """Lift the pins: what is lost may be where one was, and the least change is asked for all."""
    for event in problem["events"]:
        event["pinned"] = None


LOSSES: dict[str, Callable[[Problem, Problem], None]] = {
    "room": lose_a_room,
    "member": lose_a_member,
    "State": lose_a_state,
}

if __name__ == "__main__":
    main()
