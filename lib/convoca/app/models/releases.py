"""What the page asks of releases: overrides of what blocks one, the manifest as a file."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from convoca.domain.errors import InvalidValue
from convoca.domain.release import Override, Release
from convoca.services.releases import Blocker


def by_rule(found: Sequence[Blocker]) -> dict[str, int]:
    """Count what blocks a release by the rule that it breaks."""
    return dict(Counter(blocker.rule for blocker in found))


def overrides(said: Mapping[str, Any]) -> tuple[Override, ...]:
    """Return an override for each rule that was ticked. Raises InvalidValue."""
    passed = said.get("passed", ())
    if passed and said["decided_on"] is None:
        raise InvalidValue("decided_on", "Say on which day it was decided.")
    return tuple(
        Override(
            rule=rule,
            reason=said["why"].strip(),
            authority=said["authority"].strip(),
            decided_on=said["decided_on"],
        )
        for rule in passed
    )


def manifest_document(release: Release, period: int) -> bytes:
    """Return what a release can be checked by, as JSON; no title and no name of a party stands in it."""
    said = {
        "format": "convoca/manifest/1",
        "period": period,
        "release": release.number,
        "kind": release.kind.value,
        "made_at": release.made_at.isoformat(),
        "made_by": release.made_by,
        "comment": release.comment,
        "rolls_back_to": release.rolls_back_to,
        "entries": len(release.entries),
        "overrides": [
            {
                "rule": one.rule,
                "activity": str(one.activity) if one.activity else None,
                "reason": one.reason,
                "authority": one.authority,
                "decided_on": one.decided_on.isoformat(),
            }
            for one in release.overrides
        ],
        **asdict(release.manifest),
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode()
