"""The body of minutes as Akoma Ntoso: one section for each thing that minutes state."""

from collections.abc import Iterator
from datetime import datetime

from convoca.documents.akoma_ntoso_parts import (
    MAKE,
    Element,
    People,
    at,
    paragraph,
    paragraphs,
    person,
    section,
    speech,
)
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.domain.minutes import Annex
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment
from convoca.i18n.words import word
from convoca.services.read_models import ElectionLine, MinutesProjection, VoteLine


def body(projection: MinutesProjection, people: People, language: Language) -> Element:
    sections = [_when_and_where(projection, people, language)]
    sections += _presences(projection, people, language)
    if projection.kind is ActivityKind.HEARING:
        sections += _of_a_hearing(projection, people, language)
    else:
        sections += _of_a_session(projection, people, language)
    sections += _corrections(projection, language)
    return MAKE.debateBody(*sections)


def _when_and_where(projection: MinutesProjection, people: People, language: Language) -> Element:
    said = []
    if projection.place:
        said.append(paragraph(projection.place))
    for when, kind in ((projection.started, "startEvent"), (projection.ended, "endEvent")):
        if when is not None:
            said.append(paragraph(_hour(projection, when, kind, language)))
    presided = projection.presided or ((projection.presiding,) if projection.presiding else ())
    label = text("Presiding", language)
    said += [paragraph(f"{label}: ", person(people, name)) for name in presided]
    heading = text("Place and hours", language)
    return section("debateSection", "opening", heading, said or [MAKE.p()], name="opening")


def _hour(projection: MinutesProjection, when: datetime, kind: str, language: Language) -> Element:
    zone = projection.zone or SEAT_ZONE
    return at(when, zone, moment(when, zone, language), kind)


def _presences(
    projection: MinutesProjection, people: People, language: Language
) -> Iterator[Element]:
    timed = {name for name, _, _ in projection.times_present}
    said = [paragraph(person(people, n)) for n in projection.members_present if n not in timed]
    for name, arrived, left in projection.times_present:
        hours = [_hour(projection, arrived, "startEvent", language)]
        if left is not None:
            hours += [" - ", _hour(projection, left, "endEvent", language)]
        said.append(paragraph(person(people, name), ": ", *hours))
    heading = text("Members of the Commission present", language)
    yield section("rollCall", "present", heading, said or [MAKE.p()])
    if projection.absent:
        absent = [
            paragraph(person(people, name), f": {word(reason, language)}" if reason else "")
            for name, reason in projection.absent
        ]
        yield section("rollCall", "absent", text("Members absent", language), absent)


def _of_a_hearing(
    projection: MinutesProjection, people: People, language: Language
) -> Iterator[Element]:
    yield from _participants(projection, people, language)
    if projection.absent_parties:
        heading = text("Parties that did not appear (Art. 64.3)", language)
        said = [paragraph(party) for party in projection.absent_parties]
        yield section("debateSection", "absent_parties", heading, said, name="absent_parties")
    if projection.made_private:
        said = [paragraph(text("The hearing was held in private by decision (Art. 68).", language))]
        heading = text("Private hearing", language)
        yield section("proceduralMotions", "made_private", heading, said)
    yield from _decisions(projection, text("Decisions adopted", language))
    yield from _commitments(projection, language)
    if projection.annexes:
        heading = text("Annexes: documents submitted by the parties", language)
        yield section("papers", "annexes", heading, map(_annex, projection.annexes))
    if projection.recording:
        heading = text("Recording of the testimony (Art. 70.3)", language)
        said = paragraphs(projection.recording)
        yield section("debateSection", "recording", heading, said, name="recording")


def _participants(
    projection: MinutesProjection, people: People, language: Language
) -> Iterator[Element]:
    if not projection.attendance:
        return
    said = []
    for number, one in enumerate(projection.attendance, 1):
        key = people.participant(number, one.name)
        capacity = ", ".join(
            part
            for part in (word(one.role, language), word(one.side, language), one.organisation)
            if part
        )
        said.append(
            paragraph(MAKE.person(plain_text(one.name), refersTo=f"#{key}"), f", {capacity}")
        )
    yield section("rollCall", "participants", text("Participants", language), said)


def _decisions(projection: MinutesProjection, heading: str) -> Iterator[Element]:
    if projection.decisions:
        said = [p for decision in projection.decisions for p in paragraphs(decision)]
        yield section("resolutions", "decisions", heading, said)


def _commitments(projection: MinutesProjection, language: Language) -> Iterator[Element]:
    if not projection.commitments:
        return
    said = []
    for one in projection.commitments:
        due = MAKE.date(day(one.due, language), date=one.due.isoformat()) if one.due else None
        until = [" (", due, ")"] if due is not None else []
        said.append(paragraph(f"{one.party}: {one.text}", *until))
    heading = text("Commitments assumed by the parties", language)
    yield section("debateSection", "commitments", heading, said, name="commitments")


def _annex(annex: Annex) -> Element:
    told = [part for part in (annex.title, annex.submitted_by) if part]
    if annex.sha256:
        told.append(f"SHA-256 {annex.sha256}")
    return paragraph(", ".join(told))


def _of_a_session(
    projection: MinutesProjection, people: People, language: Language
) -> Iterator[Element]:
    if projection.matters:
        heading = text("Matters dealt with", language)
        said = [p for matter in projection.matters for p in paragraphs(matter)]
        yield section("debateSection", "matters", heading, said, name="matters")
    yield from _decisions(projection, text("Decisions taken", language))
    if projection.elections:
        heading = text("Elections", language)
        said = [_election(each, people, language) for each in projection.elections]
        yield section("debateSection", "elections", heading, said, name="elections")
    for number, vote in enumerate(projection.votes, 1):
        yield _vote(vote, number, people, language)
    if projection.statements:
        heading = text("Statements made for inclusion in the minutes", language)
        said = [speech(people, name, words) for name, words in projection.statements]
        yield section("personalStatements", "statements", heading, said)


def _election(election: ElectionLine, people: People, language: Language) -> Element:
    elected = text(
        "{votes} votes, ballots held: {ballots}",
        language,
        votes=election.votes,
        ballots=election.ballots,
    )
    office = word(election.office, language)
    return paragraph(f"{office}: ", person(people, election.elected), f" ({elected})")


def _vote(vote: VoteLine, number: int, people: People, language: Language) -> Element:
    result = text("Adopted", language) if vote.adopted else text("Not adopted", language)
    key = f"vote_{number}"
    needed = f"{text('Votes needed', language)}: {vote.required}"
    content = [*paragraphs(vote.text), paragraph(MAKE.outcome(result)), paragraph(needed)]
    content += [
        paragraph(
            MAKE.vote(plain_text(name), by=f"#{people.member(name)}", choice="#against"),
            f": {text('Dissenting', language)}",
        )
        for name in vote.dissenting
    ]
    content += [
        paragraph(person(people, name), f": {text('Did not take part (Art. 17)', language)}")
        for name in vote.no_part
    ]
    if vote.explained:
        speeches = [speech(people, name, said) for name, said in vote.explained]
        heading = text("Explanations of vote (Art. 19)", language)
        content.append(section("declarationOfVote", f"{key}__explanations", heading, speeches))
    heading = text("Vote {number}: {result}", language, number=number, result=result)
    return section("debateSection", key, heading, content, name="vote")


def _corrections(projection: MinutesProjection, language: Language) -> Iterator[Element]:
    if not projection.corrections:
        return
    said = [
        paragraph(MAKE.date(day(on, language), date=on.isoformat()), f": {correction}")
        for on, correction in projection.corrections
    ]
    heading = text("Corrections decided after approval", language)
    yield section("debateSection", "corrections", heading, said, name="corrections")
