"""What the minutes of a hearing say, part by part (Art. 70.1)."""

from collections.abc import Iterator, Sequence

from convoca.documents.minutes_parts import listing, nothing_recorded, presence_parts
from convoca.documents.typesetting import Heading, Listing, Paragraph, Part, Table
from convoca.domain.language import Language
from convoca.domain.minutes import Annex, Attendance, Commitment
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word
from convoca.services.read_models import MinutesProjection


def hearing_parts(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    yield from presence_parts(projection, language)
    yield Heading(text=text("Participants", language))
    yield from _participants(projection.attendance, language)
    yield from _what_happened(projection, language)
    yield Heading(text=text("Decisions adopted", language))
    yield from listing(projection.decisions, language)
    yield Heading(text=text("Commitments assumed by the parties", language))
    yield from _commitments(projection.commitments, language)
    yield Heading(text=text("Annexes: documents submitted by the parties", language))
    yield from _annexes(projection.annexes, language)
    if projection.recording:
        yield Heading(text=text("Recording of the testimony (Art. 70.3)", language))
        yield Paragraph(text=projection.recording)


def _what_happened(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    """Say what else the minutes must let a reader know: who stayed away, what was closed."""
    if projection.absent_parties:
        yield Heading(text=text("Parties that did not appear (Art. 64.3)", language), level=2)
        yield Listing(items=projection.absent_parties)
    if projection.made_private:
        yield Paragraph(
            text=text("The hearing was held in private by decision (Art. 68).", language)
        )


def _participants(attendance: Sequence[Attendance], language: Language) -> Iterator[Part]:
    if not attendance:
        yield nothing_recorded(language)
        return
    yield Table(
        headings=(
            text("Name", language),
            text("Role", language),
            text("Side", language),
            text("Organisation", language),
        ),
        rows=tuple(
            (
                f"{person.name} *" if person.protected else person.name,
                word(person.role, language),
                word(person.side, language),
                person.organisation,
            )
            for person in attendance
        ),
        shares=(0.32, 0.2, 0.2, 0.28),
    )
    if any(person.protected for person in attendance):
        why = text(
            "* Named by pseudonym: the identity is kept in confidence (Arts. 64.3, 65.8).", language
        )
        yield Paragraph(text=why, style="note")


def _commitments(commitments: Sequence[Commitment], language: Language) -> Iterator[Part]:
    if not commitments:
        yield nothing_recorded(language)
        return
    yield Table(
        headings=(text("Party", language), text("Commitment", language), text("By", language)),
        rows=tuple(
            (
                commitment.party,
                commitment.text,
                day(commitment.due, language) if commitment.due else text("No day given", language),
            )
            for commitment in commitments
        ),
        shares=(0.22, 0.54, 0.24),
    )


def _annexes(annexes: Sequence[Annex], language: Language) -> Iterator[Part]:
    if not annexes:
        yield nothing_recorded(language)
        return
    yield Table(
        headings=(
            text("Annex", language),
            text("Document", language),
            text("Submitted by", language),
            text("SHA-256", language),
        ),
        rows=tuple(
            (str(number), annex.title, annex.submitted_by, annex.sha256)
            for number, annex in enumerate(annexes, 1)
        ),
        shares=(0.1, 0.32, 0.22, 0.36),
    )
