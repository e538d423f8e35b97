"""What a rule says of a record that still lacks something: ADR 0004."""

from collections.abc import Collection
from datetime import date

from convoca.domain.finding import Verdict
from convoca.domain.minutes import MinutesStatus


def verdict_on(missing: Collection[str], *, today: date, last_day: date | None) -> Verdict:
    """Say MET when nothing is missing; else UNDETERMINED through ``last_day``, then BREACHED.

    A last day that is not known yet has not passed.
    """
    if not missing:
        return Verdict.MET
    if last_day is None or today <= last_day:
        return Verdict.UNDETERMINED
    return Verdict.BREACHED


def verdict_on_minutes(missing: Collection[str], status: MinutesStatus) -> Verdict:
    """Say MET when nothing is missing; a draft may still lack a part, completed minutes may not."""
    if not missing:
        return Verdict.MET
    return Verdict.UNDETERMINED if status is MinutesStatus.DRAFT else Verdict.BREACHED
