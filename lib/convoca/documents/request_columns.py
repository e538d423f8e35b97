"""The columns of the register of requests, in the order of the work."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

from convoca.documents.sheet_rows import Column, Style
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.findings import articles, sentence
from convoca.i18n.words import heading, missing, word
from convoca.services.read_models import RequestRow

_Columns = tuple[Column[RequestRow], ...]


def request_columns(language: Language) -> _Columns:
    """Return the columns in ``language``; the last one, hidden, identifies the request."""
    return (
        *_receipt(language),
        *_what_the_rules_say(language),
        *_what_is_asked(language),
        *_what_was_decided(language),
    )


def _receipt(language: Language) -> _Columns:
    seat = zone_info(SEAT_ZONE)
    return (
        Column(
            "reference",
            heading("reference", language),
            text("The number of the request.", language),
            lambda row: row.reference,
        ),
        Column(
            "received_on",
            heading("received_on", language),
            text("The date at the seat of the Commission when it arrived.", language),
            lambda row: row.received_on,
            Style.DATE,
            13,
        ),
        Column(
            "received",
            text("Received at", language),
            text("The hour at the seat when it arrived.", language),
            lambda row: row.received.astimezone(seat).time(),
            Style.TIME,
            11,
        ),
        Column(
            "received",
            text("Time zone", language),
            text("The IANA name of the zone that the hours beside it are in.", language),
            lambda _row: SEAT_ZONE,
            width=18,
        ),
        Column(
            "received",
            heading("received", language),
            text("The same moment in coordinated universal time.", language),
            lambda row: row.received.astimezone(UTC).replace(tzinfo=None),
            Style.INSTANT,
            17,
        ),
        Column(
            "last_day",
            heading("last_day", language),
            text("The last day in time for this period (Arts. 64.2, 66.1).", language),
            lambda row: row.last_day,
            Style.DATE,
            13,
        ),
        Column(
            "days_before_opening",
            heading("days_before_opening", language),
            text("Calendar days from receipt to the opening of the period (Art. 77).", language),
            lambda row: row.days_before_opening,
            Style.NUMBER,
            12,
        ),
    )


def _what_the_rules_say(language: Language) -> _Columns:
    words = {verdict: word(verdict, language) for verdict in Verdict}
    line = _liner(language)
    return (
        Column(
            "in_time",
            heading("in_time", language),
            text("Whether it came early enough under the Rules (Arts. 64.2, 66.1).", language),
            lambda row: words[row.in_time],
            Style.VERDICT,
        ),
        Column(
            "in_call",
            heading("in_call", language),
            text("Whether it came while the announced call was open.", language),
            lambda row: words[row.in_call],
            Style.VERDICT,
        ),
        Column(
            "complete",
            heading("complete", language),
            text("Whether it says what the Rules ask for (Arts. 64.2, 65.3, 66.2).", language),
            lambda row: words[row.complete],
            Style.VERDICT,
        ),
        Column(
            "missing",
            heading("missing", language),
            text("What the Rules ask for and the request does not say.", language),
            lambda row: _joined(missing(key, language) for key in row.missing),
            width=28,
        ),
        Column(
            "findings",
            heading("findings", language),
            text("Everything that is not simply met, with its article; a line each.", language),
            lambda row: "\n".join(map(line, _open(row))),
            width=52,
        ),
    )


def _open(row: RequestRow) -> Iterator[Finding]:
    return (finding for finding in row.findings if finding.verdict is not Verdict.MET)


def _liner(language: Language) -> Callable[[Finding], str]:
    """Return what words a finding. Many requests share one, and wording takes longest of all."""
    known: dict[object, str] = {}

    def line(finding: Finding) -> str:
        key = (finding.rule, finding.verdict, finding.citations, *finding.facts.items())
        if key not in known:
            said = sentence(finding, language)
            known[key] = f"{articles(finding.citations, language)}: {said}"
        return known[key]

    return line


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


def _what_is_asked(language: Language) -> _Columns:
    return (
        Column(
            "title",
            heading("title", language),
            text("What the request is about, in its own language.", language),
            lambda row: row.title,
            width=52,
        ),
        Column(
            "kind",
            heading("kind", language),
            text("What a hearing may be about (Art. 62).", language),
            lambda row: word(row.kind, language),
            width=24,
        ),
        Column(
            "wanted",
            heading("wanted", language),
            text("A hearing, or a working meeting.", language),
            lambda row: word(row.wanted, language),
        ),
        Column(
            "initiative",
            heading("initiative", language),
            text("On whose initiative (Art. 61).", language),
            lambda row: word(row.initiative, language),
            width=24,
        ),
        Column(
            "states",
            heading("states", language),
            text("The States concerned.", language),
            lambda row: _joined(state_name(state, language) for state in row.states),
            width=22,
        ),
        Column(
            "requesters",
            heading("requesters", language),
            text("Who asks for it.", language),
            lambda row: _joined(row.requesters),
            width=40,
        ),
        Column(
            "matter_number",
            heading("matter_number", language),
            text("The number of the petition, case or measure.", language),
            lambda row: row.matter_number,
        ),
        Column(
            "minutes_wanted",
            heading("minutes_wanted", language),
            text("The approximate time asked for, in minutes (Art. 66.2).", language),
            lambda row: row.minutes_wanted,
            Style.NUMBER,
            12,
        ),
        Column(
            "similar_to",
            heading("similar_to", language),
            text("Requests of the same period that may be about the same.", language),
            lambda row: _joined(row.similar_to),
        ),
    )


def _what_was_decided(language: Language) -> _Columns:
    return (
        Column(
            "decision",
            heading("decision", language),
            text("What became of the request.", language),
            lambda row: word(row.decision, language),
            width=13,
        ),
        Column(
            "decided_on",
            heading("decided_on", language),
            text("The day of the decision.", language),
            lambda row: row.decided_on,
            Style.DATE,
            13,
        ),
        Column(
            "decision_reason",
            heading("decision_reason", language),
            text("The reason on record.", language),
            lambda row: row.decision_reason,
            width=36,
        ),
        Column(
            "merged_into",
            heading("merged_into", language),
            text("The request that took this one in.", language),
            lambda row: row.merged_into,
        ),
        Column(
            "id",
            heading("id", language),
            text("Identifies the request for ever. The column is hidden.", language),
            lambda row: str(row.id),
            width=38,
            hidden=True,
        ),
    )
