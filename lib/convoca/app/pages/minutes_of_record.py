"""What minutes take over from other records, to be read: presence, votes, elections, what happened on the day."""

from collections.abc import Iterator
from datetime import datetime

from convoca.app.models.minutes import MinutesEditor
from convoca.app.widgets.parts import chip, facts, paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.app.widgets.shared_words import said_of
from convoca.domain.attendance import AbsenceReason
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.minutes import HearingMinutes, SessionMinutes, VoteInMinutes
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour, list_of
from convoca.i18n.decision_words import decision_word
from convoca.i18n.words import word


def of_record(editor: MinutesEditor, language: Language) -> SafeHtml:
    """Return the parts of minutes that no form holds; nothing for a hearing without any."""
    minutes = editor.record
    if isinstance(minutes, HearingMinutes):
        return _of_the_day(minutes, language)
    names = {member.id: member.name for member in editor.file.members}
    parts = [
        *_presence(minutes, names, language),
        *(_vote(vote, names, language) for vote in minutes.votes),
        *_elections(minutes, names, language),
    ]
    if not parts:
        nothing = text("The session's own records say nothing yet.", language)
        return paragraph_html("muted", nothing)
    return joined(parts)


Names = dict[MemberId, str]


def _of_the_day(minutes: HearingMinutes, language: Language) -> SafeHtml:
    known = {
        text("Parties that did not appear (Art. 64.3)", language): ", ".join(
            minutes.absent_parties
        ),
        text("Held in private (Art. 68)", language): (
            text("yes", language) if minutes.made_private else ""
        ),
        text("Recording (Art. 70.3)", language): minutes.recording,
    }
    return facts(known) if any(known.values()) else SafeHtml()


def _presence(minutes: SessionMinutes, names: Names, language: Language) -> Iterator[SafeHtml]:
    there = [
        html_string(
            "<li>{line}</li>",
            line=said_of(
                names.get(each.member, ""),
                _hours(each.arrived, each.left, minutes, language),
                language,
            ),
        )
        for each in minutes.times_present
    ]
    away = [
        html_string(
            "<li>{line}</li>",
            line=said_of(names.get(each.member, ""), _absence(each.excused, language), language),
        )
        for each in minutes.absent
    ]
    if there or away:
        yield html_string("<ul>{lines}</ul>", lines=joined([*there, *away]))
    if minutes.presided:
        yield html_string("<p>{said}</p>", said=_presided(minutes.presided, names, language))


def _presided(members: tuple[MemberId, ...], names: Names, language: Language) -> str:
    if len(members) == 1:
        return text("Presiding: {name}", language, name=names.get(members[0], ""))
    return text("Presiding, in turn: {names}", language, names=_listed(members, names, language))


def _absence(excused: AbsenceReason | None, language: Language) -> str:
    if excused is None:
        return text("absent", language)
    return text("absent; announced reason: {reason}", language, reason=word(excused, language))


def _hours(
    arrived: datetime, left: datetime | None, minutes: SessionMinutes, language: Language
) -> str:
    zone = zone_info(minutes.zone or SEAT_ZONE)
    since = hour(arrived.astimezone(zone).time(), language)
    if left is None:
        return text("from {since} to the end", language, since=since)
    until = hour(left.astimezone(zone).time(), language)
    return text("from {since} to {until}", language, since=since, until=until)


def _vote(vote: VoteInMinutes, names: Names, language: Language) -> SafeHtml:
    adopted = text("Adopted", language) if vote.adopted else text("Not adopted", language)
    counted = text(
        "In favour {in_favour}, against {against}, abstentions {abstaining}; votes needed: {required}.",
        language,
        in_favour=vote.in_favour,
        against=vote.against,
        abstaining=vote.abstaining,
        required=vote.required,
    )
    people = [
        html_string("<br>{line}", line=said_of(label, _listed(members, names, language), language))
        for label, members in (
            (text("Voted against", language), vote.dissenting),
            (text("Took no part (Art. 17)", language), vote.no_part),
            (
                text("Explanation of vote printed here (Art. 19.3)", language),
                tuple(each.member for each in vote.explained),
            ),
        )
        if members
    ]
    return html_string(
        '<section><p class="cv-question" dir="auto">{said}</p>'
        "<p>{chip} {decision}. {counted}{people}</p></section>",
        said=vote.text,
        chip=chip("met" if vote.adopted else "breached", adopted),
        decision=_decision(vote.decision, language),
        counted=counted,
        people=joined(people),
    )


def _decision(key: str, language: Language) -> str:
    try:
        return decision_word(key, language)
    except KeyError:
        return key


def _listed(members: tuple[MemberId, ...], names: Names, language: Language) -> str:
    return list_of((names.get(member, "") for member in members), language)


def _elections(minutes: SessionMinutes, names: Names, language: Language) -> Iterator[SafeHtml]:
    for each in minutes.elections:
        yield html_string(
            "<p>{said}</p>",
            said=text(
                "{office}: {name} was elected with {votes} votes. Ballots held: {ballots}.",
                language,
                office=word(each.office, language),
                name=names.get(each.elected, ""),
                votes=each.votes,
                ballots=each.ballots,
            ),
        )
