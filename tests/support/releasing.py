"""The short way to release a draft, whatever stands in the way, and to change a hearing by hand."""

from dataclasses import replace
from datetime import UTC, datetime

from convoca.domain.release import Override, Release, ReleaseKind
from convoca.services import releases
from support.drafts import DraftTable

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)


def release(
    table: DraftTable, kind: ReleaseKind = ReleaseKind.PUBLIC, now: datetime = NOW
) -> Release:
    file = table.file
    passed = [
        Override(
            rule=found.rule,
            activity=found.activity,
            reason="Example",
            authority="Example President",
            decided_on=now.date(),
        )
        for found in releases.blockers(file, kind, now.date())
    ]
    return releases.release(file, kind, overrides=passed, now=now, uow=table.uow())


def edit(table: DraftTable, number: int, **changes: object) -> None:
    with table.uow() as uow:
        stored = uow.hearings.get(table.hearings[number].id)
        uow.hearings.save(replace(stored, **changes))
        uow.commit(reason="Example")
