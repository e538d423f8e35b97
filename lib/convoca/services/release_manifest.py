"""What a release can be checked by: hashes of what it says, and of the rules and zones it was judged by."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time
from functools import cache
from importlib.metadata import version

from convoca.domain.errors import UnusableStore
from convoca.domain.release import Manifest, Override, Release, ReleasedEntry
from convoca.rules.provision import provisions


def manifest_of(
    entries: Iterable[ReleasedEntry], overrides: Iterable[Override], before: Release | None
) -> Manifest:
    """Return the manifest of a new release that follows ``before``."""
    return Manifest(
        entries_sha256=_sha256([asdict(entry) for entry in entries]),
        overrides_sha256=_sha256([asdict(override) for override in overrides]),
        previous=before.manifest.entries_sha256 if before else "",
        rules=_rules(),
        time_zones=version("tzdata"),
    )


def verify(releases: Iterable[Release]) -> int:
    """Return how many releases of a period hold what their manifests say, in their order.

    Raises UnusableStore at the first that was changed outside Convoca.
    """
    previous, count = "", 0
    for release in releases:
        count += 1
        said = release.manifest
        entries = _sha256([asdict(entry) for entry in release.entries])
        overrides = _sha256([asdict(override) for override in release.overrides])
        held = (release.number, entries, overrides, previous)
        if held != (count, said.entries_sha256, said.overrides_sha256, said.previous):
            raise UnusableStore(
                "Release {number} was changed outside Convoca. Restore a backup and compare.",
                number=release.number,
            )
        previous = said.entries_sha256
    return count


@cache
def _rules() -> str:
    """Name the numbers of the Rules that are in force here, by their hash."""
    listed = {key: [asdict(value) for value in values] for key, values in provisions().items()}
    return f"sha256:{_sha256(listed)}"


def _sha256(value: object) -> str:
    words = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return hashlib.sha256(words.encode()).hexdigest()


def _plain(value: object) -> str:
    """Write a moment as ISO 8601, and an id as its text."""
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)
