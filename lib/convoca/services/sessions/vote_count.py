"""How a vote stands at a moment: who may vote, who said what, and whether it is settled (Arts. 16-18)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from convoca.domain.finding import Finding, Verdict
from convoca.domain.member import Member, members_in_office
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.slot import seat_date
from convoca.domain.vote import Electorate, Question, Vote, VoteMethod
from convoca.rules.majorities import MajorityRule, majority_rule
from convoca.rules.voting import (
    Prospect,
    majority_is_reached,
    prospect_of_adoption,
    quorum_is_present,
    votes_required,
)
from convoca.services.sessions.attendance import attendance_at
from convoca.services.sessions.session_file import SessionFile, in_precedence
from convoca.services.sessions.taking_part import is_barred, part_in_item


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteNow:
    """A vote that is open, as it stands; members in order of precedence.

    ``may_vote`` are there and take part; of them ``waiting`` have said nothing yet. ``no_part`` take
    no part (Art. 17.2), with the findings that say why. ``open_parts`` take part although the record
    leaves it open. ``required`` is the number of votes as of now. ``prospect`` says what those who
    wait can still make of it. In writing, who may reply is there, and who replied is counted.
    """

    rule: MajorityRule
    may_vote: tuple[Member, ...]
    waiting: tuple[Member, ...]
    no_part: tuple[tuple[Member, tuple[Finding, ...]], ...]
    open_parts: tuple[tuple[Member, tuple[Finding, ...]], ...]
    in_favour: int
    against: int
    abstaining: int
    required: int
    quorum: Finding
    finding: Finding
    prospect: Prospect


def item_of(file: SessionFile, question: Question) -> ItemOfBusiness | None:
    """Return the item that a question belongs to, None where it stands alone."""
    return file.item_by_id.get(question.item) if question.item else None


def serving_for(file: SessionFile, question: Question, moment: datetime) -> tuple[Member, ...]:
    """Return who is a member for a vote: on the day of the session, or of a vote in writing."""
    if question.method is not VoteMethod.IN_WRITING:
        return file.serving
    today = seat_date(moment)
    return in_precedence(members_in_office(file.period.members, today), today)


def electorate_of(file: SessionFile, question: Question, moment: datetime) -> Electorate:
    """Return who is in office, who counts as present, and who takes no part, at a moment.

    Who voted and left since was present at the vote. In writing, who replied is present.
    """
    serving = serving_for(file, question, moment)
    item = item_of(file, question)
    barred = {member.id for member in serving if is_barred(file, item, member)}
    voted = {cast.member for cast in question.votes}
    there = set() if _in_writing(question) else set(file.sheet.present_at(moment))
    return Electorate(
        in_office=tuple(member.id for member in serving),
        present=tuple(m.id for m in serving if m.id in there | voted and m.id not in barred),
        no_part=tuple(member.id for member in serving if member.id in barred),
    )


def vote_now(file: SessionFile, question: Question, moment: datetime) -> VoteNow:
    """Say how a vote stands at a moment. Raises InvalidValue for an unknown decision."""
    serving = serving_for(file, question, moment)
    electorate = electorate_of(file, question, moment)
    voted = {cast.member for cast in question.votes}
    free = [member for member in serving if member.id not in electorate.no_part]
    in_room = voted | set(electorate.present)
    may_vote = tuple(m for m in free if _in_writing(question) or m.id in in_room)
    waiting = tuple(member for member in may_vote if member.id not in voted)
    day = _day(file, question, moment)
    rule = majority_rule(question.decision, on=day)
    said = Counter(cast.vote for cast in question.votes if cast.member in electorate.present)
    in_favour, present = said[Vote.IN_FAVOUR], len(electorate.present)
    item = item_of(file, question)
    parts = {m: part_in_item(file, item, m) for m in serving} if item else {}
    quorum = quorum_is_present(present=present, in_office=len(serving), on=day)
    prospect = prospect_of_adoption(
        majority=rule.majority,
        in_favour=in_favour,
        to_come=len(waiting),
        present=len(may_vote),
        on=day,
    )
    if prospect is Prospect.CERTAIN and quorum.verdict is not Verdict.MET:
        prospect = Prospect.OPEN  # in writing: enough are in favour, and too few have replied
    return VoteNow(
        rule=rule,
        may_vote=may_vote,
        waiting=waiting,
        no_part=tuple((m, found) for m, found in parts.items() if m.id in electorate.no_part),
        open_parts=tuple(
            (m, found) for m, found in parts.items() if m in may_vote and _is_open(found)
        ),
        in_favour=in_favour,
        against=said[Vote.AGAINST],
        abstaining=said[Vote.ABSTAIN],
        required=votes_required(rule.majority, present=present, on=day),
        quorum=quorum,
        finding=majority_is_reached(
            decision=question.decision,
            in_favour=in_favour,
            present=present,
            no_part=_there_without_part(file, question, electorate, moment),
            in_office=len(serving),
            on=day,
        ),
        prospect=prospect,
    )


def _is_open(findings: tuple[Finding, ...]) -> bool:
    return any(finding.verdict is Verdict.UNDETERMINED for finding in findings)


def _in_writing(question: Question) -> bool:
    return question.method is VoteMethod.IN_WRITING


def _there_without_part(
    file: SessionFile, question: Question, electorate: Electorate, moment: datetime
) -> int:
    if _in_writing(question):
        return 0
    there = {member.id for member in attendance_at(file, moment).present}
    return len(there.intersection(electorate.no_part))


def _day(file: SessionFile, question: Question, moment: datetime) -> date:
    return seat_date(moment) if _in_writing(question) else file.day
