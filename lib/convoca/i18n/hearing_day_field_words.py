"""What people call the fields of a hearing's day, of commitments and of what parties ask for."""

from collections.abc import Mapping

HEARING_DAY_FIELD_WORDS: Mapping[str, str] = {
    "arrived_parties": "Parties that came",
    "asked_on": "Asked for on",
    "bloc": "Shares its time as",
    "checks": "Checks of the risk",
    "closed": "Closed at",
    "from_at": "Heard from",
    "identified": "Said who he or she is",
    "is_risk": "Risk to persons",
    "kept_from": "Must not meet",
    "looked_at": "Minutes that were checked",
    "made_private_at": "Made private at",
    "notes": "What was heard of it",
    "observations_by": "Observations of the other side by",
    "observed_on": "Observations came on",
    "on": "Day of the note",
    "opened": "Opened at",
    "outcome": "How it ended",
    "participant": "Witness or expert",
    "private_reason": "Why it was made private",
    "promised": "Solemn promise",
    "redacted": "Parts left out",
    "speaker": "Speaker",
    "spoken": "Time spoken",
    "stopped": "Stopped at",
    "sworn_at": "Oath or promise at",
    "testimonies": "Witnesses and experts heard",
    "turns": "Turns of the running order",
    "until_at": "Heard until",
}
