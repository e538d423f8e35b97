"""``convoca visits list|check|day-sheets|refuse|replace``."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import click

from convoca.app.visit_words import clash_sentence, people_named, telling
from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import (
    LANGUAGE,
    Refused,
    as_day,
    finding_data,
    options,
    say,
    terminal_language,
)
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import ObservationId, StateCode, new_id
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation, VisitStage
from convoca.i18n.catalogue import text
from convoca.i18n.findings import cure, sentence
from convoca.services.files import write_atomically
from convoca.services.problems import observation_findings
from convoca.services.visits.clashes import Clash, clashes
from convoca.services.visits.follow_up import findings_afterwards, included_in_chapter_iv_b
from convoca.services.visits.stages import ToTell, refuse_stage, replace_stage

_VISIT = click.argument("visit", type=click.UUID)
_STAGE = click.option("--stage", type=click.UUID, required=True, help="Id of the stage.")
_REASON = click.option("--reason", required=True, help="Why; it goes on record.")


@click.group()
def visits() -> None:
    """On-site observations and other visits: rules, travel, entry refused, day sheets."""


@visits.command("list")
@click.option("--year", type=int, help="Those of one year.")
@options
def listed(year: int | None, database: str, as_json: bool) -> None:
    """List the visits with their stages, by their first day."""
    with open_convoca(database=database) as convoca, convoca.reading() as uow:
        found = [v for v in uow.observations.all() if year in {None, v.opens.year}]
    found.sort(key=lambda visit: (visit.opens, visit.title))
    words = "\n".join(line for visit in found for line in _lines(visit))
    say(words, {"format": "convoca/visits/1", "visits": list(map(_data, found))}, as_json=as_json)


@visits.command("check")
@click.argument("visit", type=click.UUID, required=False)
@options
def check(visit: UUID | None, database: str, as_json: bool) -> None:
    """Judge one visit, or all: Arts. 53, 54, 56, 59.8, 60, and whether its programme works."""
    with open_convoca(database=database) as convoca:
        with convoca.reading() as uow:
            every, members = uow.observations.all(), uow.members.all()
            periods, included = uow.periods.all(), included_in_chapter_iv_b(uow=uow)
            chosen = [uow.observations.get(visit)] if visit else every
        judged, language = [], terminal_language()
        for each in chosen:
            findings = (
                *observation_findings(each, members, convoca.today()),
                *findings_afterwards(each, visits=every, included=included, today=convoca.today()),
            )
            clashing = clashes(each, periods, others=every, daylight_of=convoca.daylight)
            said = [
                clash_sentence(clash, each, members=members, visits=every, language=language)
                for clash in clashing
            ]
            judged.append((each, findings, clashing, said))
    rows = [
        {
            "visit": str(each.id),
            "title": each.title,
            "findings": [finding_data(finding) for finding in findings],
            "clashes": [_clash_data(clash) for clash in clashing],
        }
        for each, findings, clashing, _ in judged
    ]
    words = [
        line
        for each, findings, _, said in judged
        for line in _judgement(each, findings, said, language)
    ]
    data = {"format": "convoca/visit-checks/1", "visits": rows}
    say("\n".join(words), data, as_json=as_json)
    if any(f.verdict is Verdict.BREACHED for _, findings, _, _ in judged for f in findings):
        raise Refused


@visits.command("day-sheets")
@_VISIT
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder; the sheets are protected: choose it well.",
)
@click.option("--format", "suffix", type=click.Choice(["pdf", "docx"]), default="pdf")
@click.option("--person", type=click.UUID, help="Of one person alone, by id.")
@click.option("--language", type=LANGUAGE, help="Language (default: the terminal's).")
@options
def day_sheets(
    visit: UUID,
    out: Path,
    suffix: str,
    person: UUID | None,
    language: str | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the day sheets of a visit, one file for each person of the delegation."""
    wanted = Language(language) if language else terminal_language()
    with open_convoca(database=database) as convoca:
        files = convoca.day_sheet_files(ObservationId(visit), wanted, suffix, person=person)
        written = [write_atomically(out / Path(name).name, content) for name, content in files]
    data = {"format": "convoca/files/1", "files": [str(path) for path in written]}
    say("\n".join(map(str, written)), data, as_json=as_json)


@visits.command("refuse")
@_VISIT
@_STAGE
@click.option("--on", type=as_day, metavar="DAY", help="Day at the seat (default: today).")
@click.option("--by", metavar="STATE", help="State that refused, e.g. VE.")
@click.option("--words", default="", help="Who refused, and how.")
@_REASON
@options
def refuse(
    visit: UUID,
    stage: UUID,
    on: date | None,
    by: str | None,
    words: str,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Record that a stage was refused entry; say what is held and who is to be told."""
    with open_convoca(database=database) as convoca:
        refusal = refuse_stage(
            _stored(convoca, visit),
            stage,
            on=on or convoca.today(),
            by=StateCode(by) if by else None,
            words=words,
            hold_reason=_hold_reason(),
            reason=reason,
            uow=convoca.unit_of_work(),
        )
        members = _members(convoca)
    data = {
        "format": "convoca/visit-refusal/1",
        "visit": _data(refusal.visit),
        "held": [str(key) for key in refusal.held],
        "to_tell": [_telling(each) for each in refusal.to_tell],
    }
    held = text("Activities that wait: {count}", terminal_language(), count=len(refusal.held))
    told = _telling_words(refusal.visit, refusal.to_tell, members)
    say("\n".join([held, *told]), data, as_json=as_json)


@visits.command("replace")
@_VISIT
@_STAGE
@click.option("--place", required=True, help="Where it takes place instead.")
@click.option("--territory", metavar="STATE", help="State on whose soil; none: virtual.")
@click.option("--opens", type=as_day, metavar="DAY", help="First day (default: as before).")
@click.option("--closes", type=as_day, metavar="DAY", help="Last day (default: as before).")
@click.option("--zone", default="", help="Time zone, e.g. America/Bogota.")
@_REASON
@options
def replaced(
    visit: UUID,
    stage: UUID,
    place: str,
    territory: str | None,
    opens: date | None,
    closes: date | None,
    zone: str,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Put another place in the stead of a refused stage; say what moves and whom Art. 54 bars there."""
    with open_convoca(database=database) as convoca:
        found = _stored(convoca, visit)
        before = found.stage(stage)
        new = VisitStage(
            id=new_id(),
            place=place,
            opens=opens or (before.opens if before else found.opens),
            closes=closes or (before.closes if before else found.closes),
            territory=StateCode(territory) if territory else None,
            zone=zone,
        )
        move = replace_stage(
            found,
            stage,
            new,
            hold_reason=_hold_reason(),
            reason=reason,
            uow=convoca.unit_of_work(),
        )
        members = _members(convoca)
    data = {
        "format": "convoca/visit-move/1",
        "visit": _data(move.visit),
        "moved": [str(key) for key in move.moved],
        "left": [str(key) for key in move.left],
        "barred": [finding_data(finding) for _, finding in move.barred],
        "to_tell": [_telling(each) for each in move.to_tell],
    }
    language = terminal_language()
    told = [
        text("Activities that move there, on hold: {count}", language, count=len(move.moved)),
        text("Activities that stay behind: {count}", language, count=len(move.left)),
        *(sentence(finding, language) for _, finding in move.barred),
        *_telling_words(move.visit, move.to_tell, members),
    ]
    say("\n".join(told), data, as_json=as_json)
    if any(finding.verdict is Verdict.BREACHED for _, finding in move.barred):
        raise Refused


def _stored(convoca: Convoca, visit: UUID) -> OnSiteObservation:
    with convoca.reading() as uow:
        return uow.observations.get(visit)


def _hold_reason() -> str:
    return text("The stage was refused entry: to be confirmed.", terminal_language())


def _lines(visit: OnSiteObservation) -> Iterable[str]:
    marks = (
        (visit.is_cancelled, "cancelled"),
        (visit.is_public, "announced"),
        (visit.is_example, "example"),
    )
    said = " ".join(f"[{mark}]" for holds, mark in marks if holds)
    states = ",".join(visit.states)
    yield f"{visit.opens} {visit.closes} {visit.kind} {states} {visit.title} {said} {visit.id}"
    for stage in visit.stages:
        refused = f"refused {stage.refused_on}" if stage.refused_on else ""
        yield f"    {stage.opens} {stage.closes} {stage.territory or '-'} {stage.place} {refused} {stage.id}"


def _data(visit: OnSiteObservation) -> dict[str, object]:
    return {
        "id": str(visit.id),
        "title": visit.title,
        "kind": str(visit.kind),
        "opens": visit.opens.isoformat(),
        "closes": visit.closes.isoformat(),
        "states": list(visit.states),
        "soil": list(visit.soil),
        "is_public": visit.is_public,
        "is_cancelled": visit.is_cancelled,
        "stages": [
            {
                "id": str(stage.id),
                "place": stage.place,
                "territory": stage.territory,
                "opens": stage.opens.isoformat(),
                "closes": stage.closes.isoformat(),
                "refused_on": stage.refused_on.isoformat() if stage.refused_on else None,
                "replaced_by": str(stage.replaced_by) if stage.replaced_by else None,
            }
            for stage in visit.stages
        ],
        "delegation": len(visit.special_commission.members) + len(visit.delegates),
        "activities": len(visit.activities),
        "recommendations": len(visit.recommendations),
    }


def _judgement(
    visit: OnSiteObservation,
    findings: Iterable[Finding],
    clashing: Iterable[str],
    language: Language,
) -> Iterable[str]:
    yield f"{visit.title} ({visit.opens})"
    for finding in findings:
        yield f"  {finding.verdict}  {sentence(finding, language)}"
        if finding.cure:
            yield f"      → {cure(finding, language)}"
    yield from (f"  {clash}" for clash in clashing)


def _clash_data(clash: Clash) -> dict[str, object]:
    keys = ("activity", "other", "stage", "person", "visit")
    return {
        "kind": str(clash.kind),
        **{key: str(value) for key in keys if (value := getattr(clash, key))},
        "period": clash.period,
        "minutes": clash.minutes,
        "needed": clash.needed,
        "distance": clash.distance,
    }


def _telling(each: ToTell) -> dict[str, object]:
    return {
        "whom": str(each.whom),
        "person": str(each.person) if each.person else None,
        "state": each.state,
    }


def _members(convoca: Convoca) -> Sequence[Member]:
    with convoca.reading() as uow:
        return uow.members.all()


def _telling_words(
    visit: OnSiteObservation, to_tell: Iterable[ToTell], members: Iterable[Member]
) -> Iterable[str]:
    language, names = terminal_language(), people_named(visit, members)
    yield text("To be told", language)
    yield from (f"  {telling(each, names, language)}" for each in to_tell)


COMMANDS = (visits,)
