"""``convoca minutes draft|circulate|approve|export``: the life of minutes (Arts. 20, 70)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import LANGUAGE, answer_findings, as_day, finding_data, options, say
from convoca.domain.errors import NotAllowed
from convoca.domain.identifiers import MemberId, SessionId
from convoca.domain.language import Language
from convoca.domain.minutes import (
    CirculationOfMinutes,
    HearingMinutes,
    Minutes,
    MinutesStatus,
    PartyRequest,
    PartyRequestOutcome,
    RequestOfParty,
)
from convoca.domain.programme import ActivityKind
from convoca.services.minutes.circulation import approve_by_decision
from convoca.services.minutes.of_hearings import hearing_minutes
from convoca.services.minutes.of_sessions import session_minutes
from convoca.services.minutes.saving import (
    minutes_finding,
    save_hearing_minutes,
    save_session_minutes,
)
from convoca.services.minutes.stages import standing_of
from convoca.services.party_requests import requests_about
from convoca.services.period_file import period_numbered, read_period_file
from convoca.services.sessions.session_file import read_session_file

_HEARING = click.option("--hearing", type=click.UUID, help="Identifier of the hearing.")
_SESSION = click.option("--session", type=click.UUID, help="Identifier of the session.")
_THE_SESSION = click.option(
    "--session", type=click.UUID, required=True, help="Identifier of the session."
)
_LANGUAGE = click.option("--language", type=LANGUAGE, help="Language of the document.")
_REASON = click.option("--reason", help="Why; it goes on record.")
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="Folder (default: from the settings)."
)


@click.group()
def minutes() -> None:
    """Minutes of sessions and hearings."""


@minutes.command("draft")
@_HEARING
@_SESSION
@click.option("--complete", is_flag=True, help="Complete them, whatever they lack.")
@_REASON
@options
def draft(
    hearing: UUID | None,
    session: UUID | None,
    complete: bool,
    reason: str | None,
    database: str,
    as_json: bool,
) -> None:
    """Put minutes on record, prefilled from what is known; say what they lack.

    What is on record already stays as it is, but for --complete.
    """
    with open_convoca(database=database) as convoca:
        said = _known(convoca, hearing, session)
        if complete:
            said = replace(said, status=MinutesStatus.COMPLETED)
        if complete or not said.version:
            said = _save(convoca, said, reason or "Minutes drafted from what is on record")
    finding = minutes_finding(said)
    data = {
        "format": "convoca/minutes/1",
        "minutes": str(said.id),
        "version": said.version,
        "status": str(said.status),
        "finding": finding_data(finding),
    }
    answer_findings([finding], data, as_json=as_json)


def _known(convoca: Convoca, hearing: UUID | None, session: UUID | None) -> Minutes:
    """Return the minutes on record, or what is known without them. Raises NotFound."""
    _kind(hearing, session)
    with convoca.reading() as uow:
        if hearing is not None:
            found = uow.hearings.get(hearing)
            file = read_period_file(found.period, uow=uow)
            return hearing_minutes(file, found, uow.hearing_days.find(hearing))
        return session_minutes(read_session_file(session or UUID(int=0), uow=uow))


def _save(convoca: Convoca, said: Minutes, reason: str) -> Minutes:
    uow, now = convoca.unit_of_work(), convoca.now()
    if isinstance(said, HearingMinutes):
        return save_hearing_minutes(said, reason=reason, now=now, uow=uow)
    return save_session_minutes(said, reason=reason, now=now, uow=uow)


def _kind(hearing: UUID | None, session: UUID | None) -> ActivityKind:
    if (hearing is None) == (session is None):
        raise click.UsageError("Give either --hearing or --session.")
    return ActivityKind.HEARING if hearing else ActivityKind.SESSION


@minutes.command("circulate")
@_THE_SESSION
@click.option(
    "--member",
    "members",
    type=click.UUID,
    multiple=True,
    help="To this member alone (default: to all in office).",
)
@click.option(
    "--approve-at",
    type=int,
    metavar="NUMBER",
    help="Period of sessions at which they are to be approved (default: the next one).",
)
@_LANGUAGE
@_REASON
@_OUT
@options
def circulate(
    session: UUID,
    members: tuple[UUID, ...],
    approve_at: int | None,
    language: str | None,
    reason: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the copy for the members, and log it for each of them (Art. 20.2)."""
    with open_convoca(database=database) as convoca:
        period = None
        if approve_at is not None:
            with convoca.reading() as uow:
                period = period_numbered(approve_at, uow=uow).id
        life, name, content = convoca.circulate_minutes(
            SessionId(session),
            _chosen(convoca, language),
            members=[MemberId(member) for member in members],
            approve_at=period,
            reason=reason or "Minutes circulated (Art. 20.2)",
        )
        path = convoca.write_export(name, content, folder=out)
        data = _life(convoca, session, life, path)
    say(f"{path}\nCopies: {data['copies']}", data, as_json=as_json)


@minutes.command("approve")
@_THE_SESSION
@click.option(
    "--decided-on",
    type=as_day,
    metavar="DAY",
    help="The Commission approved them by a decision of that day.",
)
@click.option("--question", type=click.UUID, help="Identifier of the vote in which it did.")
@_LANGUAGE
@_REASON
@_OUT
@options
def approve(
    session: UUID,
    decided_on: date | None,
    question: UUID | None,
    language: str | None,
    reason: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Make minutes final that silence or a decision approved, and write their final document.

    They are locked from then on; the hash of the document goes on record.
    """
    why = reason or "Minutes approved (Art. 20.2)"
    with open_convoca(database=database) as convoca:
        if decided_on is not None or question is not None:
            approve_by_decision(
                session,
                decided_on=decided_on or convoca.today(),
                question=question,
                reason=why,
                today=convoca.today(),
                uow=convoca.unit_of_work(),
            )
        life, name, content = convoca.finalise_minutes(
            SessionId(session), _chosen(convoca, language), reason=why
        )
        path = convoca.write_export(name, content, folder=out)
        data = _life(convoca, session, life, path)
    say(f"{path}\nSHA-256: {life.sha256}", data, as_json=as_json)


@minutes.command("export")
@_HEARING
@_SESSION
@click.option(
    "--kind", "suffix", type=click.Choice(["docx", "pdf", "xml"]), default="docx", help="Format."
)
@click.option(
    "--party",
    default="",
    metavar="KEY",
    help="Give this party the copy that two persons have checked (Art. 70.2); it goes on record.",
)
@click.option("--final", is_flag=True, help="The archived document of a session's final minutes.")
@_LANGUAGE
@_OUT
@options
def export(
    hearing: UUID | None,
    session: UUID | None,
    suffix: str,
    party: str,
    final: bool,
    language: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write minutes as they are on record: Word, archive PDF, or Akoma Ntoso."""
    kind = _kind(hearing, session)
    if party and not hearing:
        raise click.UsageError("--party goes with --hearing.")
    if final and not session:
        raise click.UsageError("--final goes with --session.")
    with open_convoca(database=database) as convoca:
        chosen = _chosen(convoca, language)
        if party and hearing:
            request = _asked_by(convoca, hearing, party)
            _, name, content = convoca.give_copy(request, chosen, suffix)
        elif final and session:
            name, content = convoca.final_minutes(SessionId(session))
        else:
            activity = hearing or session or UUID(int=0)
            name, content = convoca.minutes(activity, kind, chosen, suffix)
        path = convoca.write_export(name, content, folder=out)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


def _asked_by(convoca: Convoca, hearing: UUID, party: str) -> RequestOfParty:
    """Return the open request of a party for a copy. Raises NotAllowed where there is none."""
    with convoca.reading() as uow:
        asked = requests_about(hearing, uow=uow)
    for request in asked:
        is_open = request.outcome is PartyRequestOutcome.OPEN
        if is_open and request.party == party and request.kind is PartyRequest.COPY_OF_MINUTES:
            return request
    raise NotAllowed(
        "No open request of this party for a copy is on record. Enter it on the page Minutes: "
        "two persons check the risk before anything is given."
    )


def _chosen(convoca: Convoca, language: str | None) -> Language:
    return Language(language) if language else convoca.settings.language


def _life(
    convoca: Convoca, session: UUID, life: CirculationOfMinutes, path: Path
) -> dict[str, object]:
    """Return how far the minutes of a session are as the format ``convoca/minutes/1``."""
    with convoca.reading() as uow:
        file = read_session_file(session, uow=uow)
        said = session_minutes(file)
    standing = standing_of(said, life, file.period, today=convoca.today())
    return {
        "format": "convoca/minutes/1",
        "minutes": str(session),
        "version": said.version,
        "status": str(said.status),
        "stage": str(standing.stage),
        "approve_at": standing.approve_at.number if standing.approve_at else None,
        "copies": sum(copy.minutes_version == life.minutes_version for copy in life.copies),
        "without_copy": [str(member) for member in standing.without_copy],
        "approval": str(life.approval) if life.approval else None,
        "approved_on": life.approved_on.isoformat() if life.approved_on else None,
        "sha256": life.sha256,
        "files": [str(path)],
    }


COMMANDS = (minutes,)
