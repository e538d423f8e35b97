"""What minutes say, for documents: the whole of them, or the edition that a party is given (Art. 70.2)."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from typing import TypeVar
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay
from convoca.domain.identifiers import MemberId
from convoca.domain.minutes import (
    CirculationOfMinutes,
    HearingMinutes,
    MinutesStatus,
    SessionMinutes,
    Statement,
    VoteInMinutes,
)
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import zone_info
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.majorities import majority_rule
from convoca.services.minutes.of_hearings import hearing_minutes
from convoca.services.minutes.of_sessions import session_minutes
from convoca.services.period_file import PeriodFile
from convoca.services.read_models import ElectionLine, MinutesEdition, MinutesProjection, VoteLine
from convoca.services.sessions.session_file import SessionFile

Item = TypeVar("Item")

#: The parts of hearing minutes that an edition can leave out, item by item, as "attendance[2]".
REDACTABLE = (
    "members_present",
    "attendance",
    "decisions",
    "commitments",
    "annexes",
    "absent_parties",
)
_PART = re.compile(rf"({'|'.join(REDACTABLE)})\[([1-9]\d*)\]")
#: Parts that are left out whole, by their name; where a recording is kept stands in no party copy.
REDACTABLE_WHOLE = ("place", "recording")


def hearing_minutes_projection(
    file: PeriodFile,
    hearing: Hearing,
    *,
    day: HearingDay | None = None,
    edition: MinutesEdition = MinutesEdition.FULL,
    redacted: Iterable[str] = (),
) -> MinutesProjection:
    """Return what the minutes of a hearing say, protected persons by pseudonym.

    A party copy leaves out what is ``redacted``, for which organisation a protected person stands,
    and where the recording is kept. Raises InvalidValue for a path that is no part of them.
    """
    minutes = hearing_minutes(file, hearing, day)
    whole = MinutesProjection(
        kind=ActivityKind.HEARING,
        period_number=file.period.number,
        is_example=file.period.is_example,
        title=hearing.title,
        matter_number=hearing.matter_number,
        states=hearing.states,
        is_private=hearing.is_private or minutes.made_private,
        started=minutes.started,
        ended=minutes.ended,
        zone=minutes.zone or file.period.zone,
        place=minutes.place,
        presiding=_presiding(file, minutes),
        members_present=_names(file, minutes.members_present),
        attendance=minutes.attendance,
        matters=(),
        decisions=minutes.decisions,
        commitments=minutes.commitments,
        statements=(),
        annexes=minutes.annexes,
        is_draft=minutes.status is MinutesStatus.DRAFT,
        version=minutes.version,
        status=minutes.status,
        fingerprint=fingerprint(minutes),
        absent_parties=minutes.absent_parties,
        made_private=minutes.made_private,
        recording=minutes.recording,
    )
    return whole if edition is MinutesEdition.FULL else _party_copy(whole, redacted)


def session_minutes_projection(
    file: SessionFile,
    *,
    circulation: CirculationOfMinutes | None = None,
    edition: MinutesEdition = MinutesEdition.FULL,
) -> MinutesProjection:
    """Return what the summary minutes of a session say (Art. 20.1).

    Raises NotAllowed for a party copy: they are confidential internal working documents.
    """
    if edition is not MinutesEdition.FULL:
        raise NotAllowed("Minutes of sessions are confidential (Art. 20.1): no party has a copy.")
    minutes, period = session_minutes(file), file.period
    life = circulation or CirculationOfMinutes(id=file.session.id)
    presided = _names(period, minutes.presided)
    return MinutesProjection(
        kind=ActivityKind.SESSION,
        period_number=period.period.number,
        is_example=period.period.is_example,
        title=file.session.title,
        matter_number="",
        states=(),
        is_private=not file.session.is_public,
        started=minutes.started,
        ended=minutes.ended,
        zone=minutes.zone or period.period.zone,
        place=minutes.place,
        presiding=", ".join(presided) or _presiding(period, minutes),
        members_present=_names(period, minutes.members_present),
        attendance=(),
        matters=minutes.matters,
        decisions=minutes.decisions,
        commitments=(),
        statements=_said(period, minutes.statements),
        annexes=(),
        is_draft=minutes.status is MinutesStatus.DRAFT,
        version=minutes.version,
        status=minutes.status,
        fingerprint=fingerprint(minutes),
        times_present=tuple(
            (_name(period, each.member), each.arrived, each.left) for each in minutes.times_present
        ),
        absent=tuple((_name(period, each.member), each.excused) for each in minutes.absent),
        presided=presided,
        votes=tuple(_vote_line(file, vote) for vote in minutes.votes),
        elections=tuple(
            ElectionLine(
                office=each.office,
                elected=_name(period, each.elected),
                ballots=each.ballots,
                votes=each.votes,
            )
            for each in minutes.elections
        ),
        approval=life.approval,
        approved_on=life.approved_on,
        approve_at_number=_number_of(period, life.approve_at),
        corrections=tuple((each.decided_on, each.text) for each in life.corrections),
    )


def fingerprint(minutes: HearingMinutes | SessionMinutes) -> str:
    """Return the SHA-256 of what minutes say, whatever their state and version."""
    said = asdict(replace(minutes, status=MinutesStatus.DRAFT, version=0))
    written = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _party_copy(whole: MinutesProjection, redacted: Iterable[str]) -> MinutesProjection:
    paths = tuple(dict.fromkeys(redacted))
    left_out = {_part(whole, path) for path in paths}
    people = tuple(
        replace(person, organisation="") if person.protected else person
        for person in _kept("attendance", whole.attendance, left_out)
    )
    present = _kept("members_present", whole.members_present, left_out)
    return replace(
        whole,
        place="" if "place" in paths else whole.place,
        presiding=whole.presiding if whole.presiding in present else "",
        members_present=present,
        attendance=people,
        decisions=_kept("decisions", whole.decisions, left_out),
        commitments=_kept("commitments", whole.commitments, left_out),
        annexes=_kept("annexes", whole.annexes, left_out),
        absent_parties=_kept("absent_parties", whole.absent_parties, left_out),
        recording="",
        edition=MinutesEdition.PARTY_COPY,
        # Who guesses what was left out could try the guess against the hash of the whole.
        fingerprint="",
        redacted=paths,
    )


def _kept(
    name: str, items: tuple[Item, ...], left_out: Collection[tuple[str, int]]
) -> tuple[Item, ...]:
    return tuple(item for number, item in enumerate(items, 1) if (name, number) not in left_out)


def _part(whole: MinutesProjection, path: str) -> tuple[str, int]:
    if path in REDACTABLE_WHOLE:
        return path, 0
    found = _PART.fullmatch(path)
    if found is None or int(found[2]) > len(getattr(whole, found[1])):
        raise InvalidValue("redacted", "“{path}” is no part of these minutes.", path=path)
    return found[1], int(found[2])


def _vote_line(file: SessionFile, vote: VoteInMinutes) -> VoteLine:
    rule = majority_rule(vote.decision, on=file.day)
    return VoteLine(
        text=vote.text,
        decision=vote.decision,
        majority=rule.majority,
        citations=rule.citations,
        in_favour=vote.in_favour,
        against=vote.against,
        abstaining=vote.abstaining,
        required=vote.required,
        adopted=vote.adopted,
        dissenting=_names(file.period, vote.dissenting),
        no_part=_names(file.period, vote.no_part),
        explained=_said(file.period, vote.explained),
    )


def _said(file: PeriodFile, statements: Iterable[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (file.member_by_id[each.member].name, each.text)
        for each in statements
        if each.member in file.member_by_id
    )


def _names(file: PeriodFile, members: Iterable[MemberId]) -> tuple[str, ...]:
    return tuple(file.member_by_id[m].name for m in members if m in file.member_by_id)


def _name(file: PeriodFile, member: MemberId) -> str:
    known = file.member_by_id.get(member)
    return known.name if known else ""


def _number_of(file: PeriodFile, period: UUID | None) -> int | None:
    return next((each.number for each in file.periods if each.id == period), None)


def _presiding(file: PeriodFile, minutes: HearingMinutes | SessionMinutes) -> str:
    """Return who presided by Art. 9 among those present, or nothing where the record does not tell."""
    if minutes.started is None or not minutes.members_present:
        return ""
    present = [m for m in file.members if m.id in minutes.members_present]
    absent = {m.id for m in file.members} - {m.id for m in present}
    day = minutes.started.astimezone(zone_info(minutes.zone or file.period.zone)).date()
    presiding = presiding_on(file.members, day, unavailable=absent)
    return presiding.name if presiding else ""
