"""The registers of votes and of commitments as workbooks (docs/formats/workbooks.md)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from convoca.documents.sheet_rows import Column, Style
from convoca.documents.workbook_file import workbook_bytes
from convoca.documents.workbooks import book
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import ordinal_of_period, state_name
from convoca.i18n.decision_words import decision_word
from convoca.i18n.findings import articles
from convoca.i18n.words import heading, word
from convoca.services.registers import CommitmentRow, VoteRow

Row = TypeVar("Row", VoteRow, CommitmentRow)


def votes_workbook(
    rows: Iterable[VoteRow],
    *,
    period_number: int,
    language: Language,
    is_example: bool,
    as_of: date | None = None,
) -> bytes:
    """Return the closed votes of a period, a line each; elections are secret and have no line.

    ``as_of``, the day of the data, dates the file. Raises InvalidValue for over-long text.
    """
    period = ordinal_of_period(period_number, language)
    return workbook_bytes(
        book(
            tuple(rows),
            _vote_columns(language),
            lambda row: row.text,
            title=text("Register of votes, {period}", language, period=period),
            sheet=text("Votes", language),
            language=language,
            is_example=is_example,
            as_of=as_of,
        )
    )


def commitments_workbook(
    rows: Iterable[CommitmentRow],
    *,
    period_number: int,
    language: Language,
    is_example: bool,
    as_of: date | None = None,
) -> bytes:
    """Return what parties undertook in the hearings of a period, a line each.

    ``as_of``, the day of the data, dates the file. Raises InvalidValue for over-long text.
    """
    period = ordinal_of_period(period_number, language)
    return workbook_bytes(
        book(
            tuple(rows),
            _commitment_columns(language),
            lambda row: row.text,
            title=text("Register of commitments, {period}", language, period=period),
            sheet=text("Commitments", language),
            language=language,
            is_example=is_example,
            as_of=as_of,
        )
    )


def _vote_columns(language: Language) -> tuple[Column[VoteRow], ...]:
    return (
        *_what_was_asked(language),
        *_how_it_ended(language),
        *_who_voted_how(language),
        _key(language),
    )


def _what_was_asked(language: Language) -> tuple[Column[VoteRow], ...]:
    return (
        Column(
            "decided_on",
            heading("decided_on", language),
            text("The day of the decision.", language),
            lambda row: row.decided_on,
            Style.DATE,
            13,
        ),
        Column(
            "session",
            text("Session", language),
            text("The session in which it was taken; empty for a vote in writing.", language),
            lambda row: row.session,
            width=26,
        ),
        Column(
            "item",
            text("Item of business", language),
            text("The item of the order of business to which it belongs.", language),
            lambda row: row.item,
            width=30,
        ),
        Column(
            "text",
            text("Question", language),
            text("What was put to the vote, in precise terms (Art. 43.3).", language),
            lambda row: row.text,
            width=52,
        ),
        Column(
            "decision",
            text("Subject of the decision", language),
            text("What kind of decision it is: the majority follows from it.", language),
            lambda row: decision_word(row.decision, language),
            width=30,
        ),
        Column(
            "method",
            text("How it was voted", language),
            text("By roll call, by consensus, or in writing (Art. 17.5).", language),
            lambda row: word(row.method, language),
            width=20,
        ),
    )


def _how_it_ended(language: Language) -> tuple[Column[VoteRow], ...]:
    adopted, rejected = text("Adopted", language), text("Not adopted", language)
    return (
        Column(
            "majority",
            text("Majority", language),
            text("Which majority it takes, with its articles.", language),
            lambda row: f"{word(row.majority, language)} ({articles(row.citations, language)})",
            width=28,
        ),
        _count(
            "required",
            text("Votes needed", language),
            text("How many votes in favour it took.", language),
        ),
        _count(
            "in_office",
            text("Members in office", language),
            text("How many members the Commission had at the close.", language),
        ),
        Column(
            "adopted",
            text("Result", language),
            text("How the vote ended, as it was computed at its close.", language),
            lambda row: adopted if row.adopted else rejected,
            width=14,
        ),
    )


def _count(name: str, title: str, meaning: str) -> Column[VoteRow]:
    return Column(name, title, meaning, lambda row: int(getattr(row, name)), Style.NUMBER, 11)


def _who_voted_how(language: Language) -> tuple[Column[VoteRow], ...]:
    voted = text("The members who voted so.", language)
    return (
        _members("in_favour", text("In favour", language), voted),
        _members("against", text("Against", language), voted),
        _members("abstaining", text("Abstentions", language), voted),
        _members(
            "no_part",
            text("Did not take part", language),
            text("Recused or barred in the matter (Art. 17.2).", language),
        ),
        _members(
            "explained",
            text("Explained their vote", language),
            text("The members whose written reasons are on record (Art. 19).", language),
        ),
    )


def _members(name: str, title: str, meaning: str) -> Column[VoteRow]:
    return Column(name, title, meaning, lambda row: "; ".join(getattr(row, name)), width=30)


def _key(language: Language) -> Column[Row]:
    return Column(
        "id",
        heading("id", language),
        text("Identifies the record for ever. The column is hidden.", language),
        lambda row: str(row.id),
        width=38,
        hidden=True,
    )


def _commitment_columns(language: Language) -> Sequence[Column[CommitmentRow]]:
    return (*_of_the_hearing(language), *_what_was_undertaken(language), _key(language))


def _of_the_hearing(language: Language) -> tuple[Column[CommitmentRow], ...]:
    return (
        Column(
            "hearing",
            text("Hearing", language),
            text("The hearing in which it was undertaken.", language),
            lambda row: row.hearing,
            width=44,
        ),
        Column(
            "held_on",
            text("Held on", language),
            text("The day of the hearing.", language),
            lambda row: row.held_on,
            Style.DATE,
            13,
        ),
        Column(
            "matter_number",
            heading("matter_number", language),
            text("The number of the petition, case or measure.", language),
            lambda row: row.matter_number,
        ),
        Column(
            "states",
            heading("states", language),
            text("The States concerned.", language),
            lambda row: "; ".join(state_name(state, language) for state in row.states),
            width=22,
        ),
    )


def _what_was_undertaken(language: Language) -> tuple[Column[CommitmentRow], ...]:
    overdue = text("Overdue", language)
    return (
        Column(
            "party",
            text("Party", language),
            text("Who undertook it.", language),
            lambda row: row.party,
            width=26,
        ),
        Column(
            "text",
            text("Commitment", language),
            text("What was undertaken, as the minutes state it (Art. 70.1).", language),
            lambda row: row.text,
            width=52,
        ),
        Column(
            "due",
            text("Due on", language),
            text("The last day, where one was given.", language),
            lambda row: row.due,
            Style.DATE,
            13,
        ),
        Column(
            "state",
            text("State of it", language),
            text("What is known of it.", language),
            lambda row: word(row.state, language),
            width=18,
        ),
        Column(
            "is_overdue",
            overdue,
            text("Whether its day has passed and it is not fulfilled.", language),
            lambda row: overdue if row.is_overdue else "",
            width=12,
        ),
        Column(
            "heard_on",
            text("Last heard of on", language),
            text("The day of the last note.", language),
            lambda row: row.heard_on,
            Style.DATE,
            13,
        ),
        Column(
            "heard",
            text("Last note", language),
            text("What was heard of it last.", language),
            lambda row: row.heard,
            width=40,
        ),
    )
