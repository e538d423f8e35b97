"""Plans, gates, releases and differences, as data for programs and as sentences for people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from convoca.cli.programme_answers import Answer, explanation_answer
from convoca.domain.language import Language
from convoca.domain.programme import Placement
from convoca.domain.release import Change, Release, ReleasedEntry, ReleaseKind
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, hour
from convoca.i18n.findings import basis, cure, sentence
from convoca.i18n.planning_words import status_sentence
from convoca.i18n.words import word
from convoca.scheduling.answers import Solution
from convoca.services.period_file import PeriodFile
from convoca.services.planning import Plan
from convoca.services.releases import Blocker

_EVIDENCE = ("certificates", "conflict", "correction", "verified")


def plan_answer(file: PeriodFile, plan: Plan, language: Language, *, is_applied: bool) -> Answer:
    """Say what a plan would change, what has no place, and what stays although it breaks something."""
    solution = plan.answer
    assert isinstance(solution, Solution)  # noqa: S101 - for the type checker
    changes: list[tuple[UUID, Placement | None, Placement | None]] = [
        *((p.id, file.placement(p.id), p) for p in plan.placements),
        *((p.id, p, None) for p in plan.removed),
    ]
    data: dict[str, object] = {
        "format": "convoca/plan/1",
        "period": file.period.number,
        "status": str(solution.status),
        "cost": solution.cost,
        "bound": solution.bound,
        "cost_by_objective": {str(name): cost for name, cost in solution.cost_by_objective.items()},
        "changes": [
            {
                "activity": str(key),
                "title": file.title_of(key),
                "before": _placed(file, before),
                "after": _placed(file, after),
            }
            for key, before, after in changes
        ],
        "unplaced": _named(file, plan.unplaced),
        "kept_as_they_are": _named(file, plan.kept),
        "applied": is_applied,
        "elapsed_s": round(solution.elapsed_s, 4),
    }
    words = [status_sentence(solution, language)]
    words += [
        f"  {file.title_of(key)}: {_said(file, b, language)} → {_said(file, a, language)}"
        for key, b, a in changes
    ]
    for heading, keys in (
        (text("No place was found for:", language), plan.unplaced),
        (text("These stay although they break something:", language), plan.kept),
    ):
        words += [heading, *(f"  - {file.title_of(key)}" for key in keys)] if keys else []
    if solution.evidence is not None:
        evidence = explanation_answer(solution.evidence, plan.problem, language)
        data |= {name: evidence.data[name] for name in _EVIDENCE}
        words.append(evidence.words)
    if changes and not is_applied:
        words.append(text("Nothing was saved. Add --apply to save it.", language))
    return Answer(data=data, words="\n".join(words), is_complete=not plan.unplaced)


def gate_answer(
    file: PeriodFile, kind: ReleaseKind, found: Sequence[Blocker], language: Language
) -> Answer:
    """Say what blocks a release, each with its article and its cure."""
    words = [text("{count} problems block this release:", language, count=len(found))]
    for blocker in found:
        title = f"“{blocker.title}”" if blocker.title else ""
        said = sentence(blocker.finding, language)
        words.append(f"  {basis(blocker.finding, language)} · {blocker.rule} · {title} {said}")
        if blocker.finding.cure:
            words.append(f"      → {cure(blocker.finding, language)}")
    data: dict[str, object] = {
        "format": "convoca/release/1",
        "period": file.period.number,
        "kind": str(kind),
        "released": False,
        "blockers": [
            {
                "rule": blocker.rule,
                "activity": str(blocker.activity) if blocker.activity else None,
                "title": blocker.title,
                "about": blocker.about,
                "articles": list(blocker.finding.articles),
                "sentence": sentence(blocker.finding, language),
                "cure": cure(blocker.finding, language),
            }
            for blocker in found
        ],
    }
    return Answer(data=data, words="\n".join(words), is_complete=False)


def release_answer(file: PeriodFile, made: Release, language: Language) -> Answer:
    """Say which release was made."""
    data: dict[str, object] = {
        "format": "convoca/release/1",
        "period": file.period.number,
        "kind": str(made.kind),
        "released": True,
        "blockers": [],
        "number": made.number,
        "comment": made.comment,
        "made_at": made.made_at.isoformat(),
        "made_by": made.made_by,
        "rolls_back_to": made.rolls_back_to,
        "entries": len(made.entries),
        "overrides": [
            {
                "rule": override.rule,
                "activity": str(override.activity) if override.activity else None,
                "reason": override.reason,
                "authority": override.authority,
                "decided_on": override.decided_on.isoformat(),
            }
            for override in made.overrides
        ],
        "manifest": asdict(made.manifest),
    }
    words = text(
        "Release {number} ({kind}) is made: {count} activities, {passed} problems let pass.",
        language,
        number=made.number,
        kind=word(made.kind, language),
        count=len(made.entries),
        passed=len(made.overrides),
    )
    return Answer(data=data, words=words, is_complete=True)


def changes_answer(
    file: PeriodFile,
    before: Release | None,
    after: Release | None,
    found: Sequence[Change],
    language: Language,
    *,
    is_public: bool,
) -> Answer:
    """Say what differs; ``after`` None: from the programme as it stands."""
    counts = Counter(str(change.kind) for change in found)
    data: dict[str, object] = {
        "format": "convoca/diff/1",
        "period": file.period.number,
        "from": before.number if before else None,
        "to": after.number if after else None,
        "public": is_public,
        "counts": dict(sorted(counts.items())),
        "changes": [
            {
                "kind": str(change.kind),
                "activity": str(change.activity),
                "title": change.title,
                "before": _entry(change.before, is_public=is_public),
                "after": _entry(change.after, is_public=is_public),
            }
            for change in found
        ],
    }
    words = [_line(change, language) for change in found]
    said = "\n".join(words) if words else text("Nothing differs.", language)
    return Answer(data=data, words=said, is_complete=True)


def _entry(entry: ReleasedEntry | None, *, is_public: bool) -> Mapping[str, object] | None:
    if entry is None:
        return None
    shown: dict[str, object] = {
        **_when(entry.slot),
        "room": entry.room_name,
        "place": entry.place,
        "modality": str(entry.modality) if entry.modality else None,
        "cancelled": entry.is_cancelled,
    }
    if not is_public:
        shown |= {
            "title": entry.title,
            "panel": list(entry.panel_names),
            "private": entry.is_private,
            "pinned": entry.is_pinned,
        }
    return shown


def _placed(file: PeriodFile, placement: Placement | None) -> Mapping[str, object] | None:
    if placement is None:
        return None
    room = file.period.room(placement.room)
    members = file.member_by_id
    return {
        **_when(placement.slot),
        "room": room.name if room else "",
        "panel": [members[m].name for m in placement.panel if m in members],
    }


def _when(slot: Slot) -> dict[str, object]:
    return {
        "day": slot.wall_date.isoformat(),
        "hour": f"{slot.wall_time:%H:%M}",
        "zone": slot.zone,
        "start": slot.start.isoformat(),
        "minutes": slot.minutes,
    }


def _named(file: PeriodFile, keys: Sequence[UUID]) -> list[dict[str, str]]:
    return [{"activity": str(key), "title": file.title_of(key)} for key in keys]


def _said(file: PeriodFile, placement: Placement | None, language: Language) -> str:
    if placement is None:
        return "—"
    room = file.period.room(placement.room)
    return f"{_hours(placement.slot, language)} {room.name if room else ''}".rstrip()


def _hours(slot: Slot, language: Language) -> str:
    return f"{day(slot.wall_date, language)} {hour(slot.wall_time, language)}"


def _line(change: Change, language: Language) -> str:
    sides = (
        f"{_hours(entry.slot, language)} {entry.room_name}" if entry else "—"
        for entry in (change.before, change.after)
    )
    return f"  {word(change.kind, language)}: {change.title}: {' → '.join(sides)}"
