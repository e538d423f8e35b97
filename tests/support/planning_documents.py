"""A small problem as a document, lawful and feasible unless a test says otherwise."""

from pathlib import Path
from typing import Any

#: Instances and an independent judge that lie beside the project; tests skip where they do not.
BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"

MEMBERS = ("MEX", "COL", "BRA", "USA", "CHL", "GTM", "JAM")


def an_event(name: str, **changes: object) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "hearing",
        "state": None,
        "parties": [],
        "topic": None,
        "languages": ["es"],
        "private": False,
        "attendance": 20,
        "priority": False,
        "rapporteur": None,
        "earliest_day": 0,
        "tz_offset": None,
        "pinned": None,
        "mode": "plenary",
        "quorum": 4,
        "duration": 4,
        **changes,
    }


def a_document(**changes: object) -> dict[str, Any]:
    return {
        "format": "hearing-scheduling/1",
        "name": "small",
        "grain_minutes": 15,
        "day_start": "09:00",
        "day_start_hour": 9,
        "G": 36,
        "stride": 40,
        "start_step": 1,
        "turnaround": 1,
        "days": ["2027-03-01", "2027-03-02"],
        "rooms": [
            {"id": "R1", "capacity": 300, "private_ok": False, "languages": ["es"], "closed": []},
            {"id": "R2", "capacity": 60, "private_ok": True, "languages": ["es"], "closed": []},
        ],
        "commissioners": [
            {"id": f"C{number}", "national_of": state, "unavailable": []}
            for number, state in enumerate(MEMBERS, start=1)
        ],
        "parties": [
            {"id": "ST:MEX", "kind": "state", "unavailable": [[0, 4]]},
            {"id": "O1", "kind": "org", "unavailable": []},
            {"id": "W1", "kind": "witness", "unavailable": []},
        ],
        "interpreters": {"fr": [1, 0]},
        "topics": {"women": "spread"},
        "events": [
            an_event("E1", state="MEX", parties=["ST:MEX", "O1"], topic="women", rapporteur=3),
            an_event("E2", parties=["O1", "W1"], mode="wg", quorum=3, tz_offset=-2, priority=True),
            an_event("E3", kind="internal", private=True, duration=2),
        ],
        "load_per_day": 20,
        "lunch": [16, 20],
        "prime": [4, 16],
        "remote_hours": [8, 20],
        "weights": {
            "span_state": 10,
            "span_org": 4,
            "rapporteur": 8,
            "lunch": 3,
            "prime": 4,
            "tz": 3,
            "topic": 2,
            "over": 1,
            "balance": 1,
            "move_day": 40,
            "move_time": 20,
            "move_room": 5,
            "move_panel": 3,
        },
        "baseline": None,
        **changes,
    }


def a_programme(**changes: object) -> dict[str, Any]:
    """A programme of ``a_document`` that breaks nothing."""
    return {
        "E1": {"day": 0, "start": 4, "room": 0, "panel": [1, 2, 3, 4]},
        "E2": {"day": 0, "start": 10, "room": 0, "panel": [0, 5, 6]},
        "E3": {"day": 0, "start": 20, "room": 1, "panel": [0, 4, 5, 6]},
        **changes,
    }


def infeasible_document() -> dict[str, Any]:
    """A problem of which a person sees at once that it has no programme: its room is too small."""
    crowded = an_event("E4", attendance=1000)
    return a_document(events=[*a_document()["events"], crowded])
