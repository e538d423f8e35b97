"""What the summary minutes of a session say, part by part (Art. 20.1)."""

from collections.abc import Iterator, Sequence

from convoca.documents.minutes_parts import listing, nothing_recorded, presence_parts
from convoca.documents.typesetting import Facts, Heading, Listing, Paragraph, Part, Table
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.i18n.decision_words import decision_word
from convoca.i18n.findings import articles
from convoca.i18n.words import word
from convoca.services.read_models import ElectionLine, MinutesProjection, VoteLine


def session_parts(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    yield from presence_parts(projection, language)
    yield Heading(text=text("Matters dealt with", language))
    yield from listing(projection.matters, language)
    yield Heading(text=text("Decisions taken", language))
    yield from _decisions(projection, language)
    yield Heading(text=text("Statements made for inclusion in the minutes", language))
    if not projection.statements:
        yield nothing_recorded(language)
    for name, said in projection.statements:
        yield Heading(text=name, level=2)
        yield Paragraph(text=said)


def _decisions(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    """Yield what was decided without a vote on record first, then elections, then each vote."""
    if projection.decisions:
        yield Listing(items=projection.decisions, numbered=True)
    if projection.elections:
        yield Heading(text=text("Elections", language), level=2)
        yield _elections(projection.elections, language)
    for number, vote in enumerate(projection.votes, 1):
        result = text("Adopted", language) if vote.adopted else text("Not adopted", language)
        label = text("Vote {number}: {result}", language, number=number, result=result)
        yield Heading(text=label, level=2)
        yield Paragraph(text=vote.text)
        yield Facts(facts=tuple(_how_it_ended(vote, language)))
        for name, said in vote.explained:
            title = text("Explanation of vote of {name} (Art. 19)", language, name=name)
            yield Heading(text=title, level=3)
            yield Paragraph(text=said)
    if not (projection.decisions or projection.elections or projection.votes):
        yield nothing_recorded(language)


def _elections(elections: Sequence[ElectionLine], language: Language) -> Table:
    return Table(
        headings=(
            text("Office", language),
            text("Elected", language),
            text("Ballots held", language),
            text("Votes received", language),
        ),
        rows=tuple(
            (word(each.office, language), each.elected, str(each.ballots), str(each.votes))
            for each in elections
        ),
        shares=(0.3, 0.4, 0.15, 0.15),
    )


def _how_it_ended(vote: VoteLine, language: Language) -> Iterator[tuple[str, str]]:
    yield text("Subject of the decision", language), decision_word(vote.decision, language)
    yield text("In favour", language), str(vote.in_favour)
    yield text("Against", language), str(vote.against)
    yield text("Abstentions", language), str(vote.abstaining)
    yield text("Votes needed", language), str(vote.required)
    if vote.majority:
        asked = f"{word(vote.majority, language)} ({articles(vote.citations, language)})"
        yield text("Majority", language), asked
    if vote.dissenting:
        yield text("Dissenting", language), list_of(vote.dissenting, language)
    if vote.no_part:
        yield text("Did not take part (Art. 17)", language), list_of(vote.no_part, language)
