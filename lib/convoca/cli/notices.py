"""``convoca notices draft|list|approve|send|dossier``."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.notice_answers import delivery_data, dossier_data, line_data, line_words
from convoca.cli.output import LANGUAGE, Refused, options, say, terminal_language
from convoca.domain.errors import NotFound
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, NoticeStatus
from convoca.i18n.findings import cure, sentence
from convoca.services.files import write_atomically
from convoca.services.notices.dossier import Dossier, dossier_of
from convoca.services.notices.drafting import draft_notices
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox import OutboxLine, approve_notices, outbox
from convoca.services.period_file import period_numbered

_PERIOD = click.option("--period", type=int, required=True, help="Number of the period.")
_NOTICES = click.argument("notices", type=click.UUID, nargs=-1)
_REASON = click.option("--reason", required=True, help="Why; it goes on record.")


@click.group()
def notices() -> None:
    """Notices to the parties: drafted, approved by a person, served with proof."""


@notices.command("draft")
@_PERIOD
@options
def draft(period: int, database: str, as_json: bool) -> None:
    """Draft whatever the parties must be told and were not. Nothing is sent."""
    with open_convoca(database=database) as convoca:
        key = _period(convoca, period)
        drafted = draft_notices(key, now=convoca.now(), uow=convoca.unit_of_work())
        lines = _lines(convoca, period, {n.id for n in (*drafted.made, *drafted.kept)})
    told = f"{len(drafted.made)} drafted, {len(drafted.overtaken)} overtaken, {len(drafted.kept)} kept."
    data = {
        **_data(period, lines),
        "drafted": [str(notice.id) for notice in drafted.made],
        "overtaken": [str(notice.id) for notice in drafted.overtaken],
    }
    say("\n".join([told, *map(line_words, lines)]), data, as_json=as_json)


@notices.command("list")
@_PERIOD
@click.option("--status", type=click.Choice([status.value for status in NoticeStatus]))
@options
def listed(period: int, status: str | None, database: str, as_json: bool) -> None:
    """List the notices of a period with what stands against sending them, by the last lawful day."""
    with open_convoca(database=database) as convoca:
        lines = [
            line for line in _lines(convoca, period) if status in {None, line.notice.status.value}
        ]
    say("\n".join(map(line_words, lines)), _data(period, lines), as_json=as_json)


@notices.command("approve")
@_NOTICES
@_PERIOD
@click.option("--all", "everything", is_flag=True, help="All drafts that nothing stands against.")
@click.option("--circumstances", default="", help="What excuses a shorter notice (Art. 64.4).")
@click.option("--authority", default="", help="Who found the circumstances exceptional.")
@_REASON
@options
def approve(
    notices: tuple[UUID, ...],
    period: int,
    everything: bool,
    circumstances: str,
    authority: str,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Approve drafts that a person has read: their text is fixed, and they wait to be sent."""
    with open_convoca(database=database) as convoca:
        ready = (
            line.notice.id
            for line in _lines(convoca, period)
            if line.notice.status is NoticeStatus.DRAFT and not line.warnings
        )
        chosen = _chosen(notices, ready, everything=everything)
        approve_notices(
            chosen,
            writer=convoca.notice_writer(),
            now=convoca.now(),
            reason=reason,
            uow=convoca.unit_of_work(),
            secretaries=convoca.settings.executive_secretaries,
            circumstances=circumstances,
            authority=authority,
        )
        lines = _lines(convoca, period, set(chosen))
    say("\n".join(map(line_words, lines)), _data(period, lines), as_json=as_json)


@notices.command("send")
@_NOTICES
@_PERIOD
@click.option("--all", "everything", is_flag=True, help="All approved ones that have an address.")
@click.option(
    "--dry-run",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write .eml files into this folder; nobody is sent anything.",
)
@click.option("--reason", default="Notices sent by mail", help="Why; it goes on record.")
@options
def send(
    notices: tuple[UUID, ...],
    period: int,
    everything: bool,
    folder: Path | None,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Send approved notices by mail; each is recorded with its proof."""
    with open_convoca(database=database) as convoca:
        ready = (
            line.notice.id
            for line in _lines(convoca, period)
            if line.notice.status is NoticeStatus.APPROVED and line.notice.address
        )
        chosen = _chosen(notices, ready, everything=everything)
        written: list[Path] = []
        waiting: Sequence[UUID] = ()
        if folder is not None:
            files = convoca.mail_files(chosen)
            written = [write_atomically(folder / name, files[name]) for name in sorted(files)]
            sent: Sequence[Delivery] = ()
        else:
            sent = convoca.send_notices(chosen, reason=reason)
            waiting = _passed_over(convoca, chosen, sent)
    _say_sent(period, sent, waiting, written, as_json=as_json)


def _passed_over(
    convoca: Convoca, chosen: Sequence[UUID], sent: Sequence[Delivery]
) -> tuple[UUID, ...]:
    """Return what was to be sent and did not even begin: its last attempt has no known end, say."""
    begun = {delivery.notice for delivery in sent}
    with convoca.reading() as uow:
        return tuple(
            key
            for key in dict.fromkeys(chosen)
            if key not in begun and uow.notices.get(key).status is not NoticeStatus.SERVED
        )


def _say_sent(
    period: int,
    sent: Sequence[Delivery],
    waiting: Sequence[UUID],
    written: Sequence[Path],
    *,
    as_json: bool,
) -> None:
    words = [
        f"{d.state}  {d.notice}  {d.address}  {d.reference}  {d.detail}".rstrip() for d in sent
    ]
    words += [f"waiting  {key}  Passed over, not sent." for key in waiting]
    data = {
        "format": "convoca/sent/1",
        "period": period,
        "deliveries": [delivery_data(delivery) for delivery in sent],
        "waiting": [str(key) for key in waiting],
        "files": [str(path) for path in written],
    }
    say("\n".join([*words, *map(str, written)]), data, as_json=as_json)
    if waiting or any(not delivery.state.serves for delivery in sent):
        raise Refused


@notices.command("dossier")
@_PERIOD
@click.option("--hearing", type=click.UUID, required=True, help="Identifier of the hearing.")
@click.option("--party", default="", help="Key of the party (default: each of them).")
@click.option("--write", "suffix", type=click.Choice(["docx", "pdf"]), help="Write it as a file.")
@click.option("--language", type=LANGUAGE, help="Language of the file.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder (default: from the settings).")
@options
def dossier(
    period: int,
    hearing: UUID,
    party: str,
    suffix: str | None,
    language: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Say what can be proved of the notice to a party, and whether the hearing may go on without it."""
    with open_convoca(database=database) as convoca:
        file = _notice_file(convoca, period)
        found = _dossiers(convoca, file, hearing, party)
        chosen = Language(language) if language else convoca.settings.language
        files = []
        for number, one in found.items() if suffix else ():
            _, content = convoca.dossier_document(one, suffix or "", chosen)
            name = f"{period}/dossier-{hearing}-{number}-{chosen}.{suffix}"
            files.append(convoca.write_export(name, content, folder=out))
    data = {
        "format": "convoca/dossier/1",
        "period": period,
        "hearing": str(hearing),
        "dossiers": [dossier_data(one) for one in found.values()],
        "files": [str(path) for path in files],
    }
    words = [line for one in found.values() for line in _dossier_words(one)]
    say("\n".join([*words, *map(str, files)]), data, as_json=as_json)
    if any(one.absence.verdict is Verdict.BREACHED for one in found.values()):
        raise Refused


def _dossiers(convoca: Convoca, file: NoticeFile, hearing: UUID, party: str) -> dict[int, Dossier]:
    """Return the dossiers of a hearing by the number of the party. Raises NotFound."""
    heard = next((h for h in file.file.hearings if h.id == hearing), None)
    if heard is None:
        raise NotFound("hearing", hearing)
    found = {
        number: dossier_of(file, heard, one, convoca.today())
        for number, one in enumerate(heard.parties, start=1)
        if party in {"", one.key}
    }
    if not found:
        raise NotFound("party", party or hearing)
    return found


def _dossier_words(one: Dossier) -> list[str]:
    language = terminal_language()
    lines = [f"{one.party}: {one.title}"]
    for finding in filter(None, (one.notice, one.absence)):
        lines.append(f"  {finding.verdict}  {sentence(finding, language)}")
        if finding.cure:
            lines.append(f"      → {cure(finding, language)}")
    return lines


def _chosen(
    named: tuple[UUID, ...], ready: Iterable[UUID], *, everything: bool
) -> tuple[UUID, ...]:
    if bool(named) == everything:
        raise click.UsageError("Name the notices, or give --all.")
    return tuple(ready) if everything else named


def _period(convoca: Convoca, number: int) -> PeriodId:
    with convoca.reading() as uow:
        return period_numbered(number, uow=uow).id


def _notice_file(convoca: Convoca, number: int) -> NoticeFile:
    with convoca.reading() as uow:
        return read_notice_file(period_numbered(number, uow=uow).id, uow=uow)


def _lines(convoca: Convoca, number: int, only: set[UUID] | None = None) -> tuple[OutboxLine, ...]:
    key = _period(convoca, number)
    lines = outbox(key, today=convoca.today(), uow=convoca.reading())
    return tuple(line for line in lines if only is None or line.notice.id in only)


def _data(period: int, lines: Iterable[OutboxLine]) -> dict[str, object]:
    return {
        "format": "convoca/notices/1",
        "period": period,
        "notices": [line_data(line) for line in lines],
    }


COMMANDS = (notices,)
