"""Minutes as a form holds them, and back."""

from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta

from convoca.app.models.typed import Typed, as_json
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId
from convoca.domain.minutes import (
    Annex,
    Attendance,
    Commitment,
    HearingMinutes,
    Minutes,
    SessionMinutes,
    Statement,
)
from convoca.domain.party import Role, Side
from convoca.domain.slot import SEAT_ZONE, local_instant, zone_info


def typed_minutes(minutes: Minutes) -> dict[str, object]:
    """Return what a form says of these minutes, hours on the wall clock of the place."""
    started, ended = _wall(minutes.started, minutes), _wall(minutes.ended, minutes)
    typed: dict[str, object] = {
        "day": as_json(started.date() if started else None),
        "started": as_json(started.time() if started else None),
        "ended": as_json(ended.time() if ended else None),
        "past_midnight": bool(started and ended and ended.date() > started.date()),
        "turn": "second" if any(wall and wall.fold for wall in (started, ended)) else "",
        "place": minutes.place,
        "members_present": as_json(minutes.members_present),
        "decisions": _as_rows(minutes.decisions),
    }
    if isinstance(minutes, HearingMinutes):
        typed["attendance"] = [typed_part(person) for person in minutes.attendance]
        typed["commitments"] = [typed_part(promise) for promise in minutes.commitments]
        typed["annexes"] = [typed_part(annex) for annex in minutes.annexes]
    else:
        typed["matters"] = _as_rows(minutes.matters)
        typed["statements"] = [typed_part(statement) for statement in minutes.statements]
    return typed


def typed_part(part: Attendance | Commitment | Annex | Statement) -> dict[str, object]:
    """Return one row of the form."""
    return {name: as_json(value) for name, value in asdict(part).items()}


def _as_rows(texts: tuple[str, ...]) -> list[dict[str, object]]:
    return [{"text": text} for text in texts]


def _wall(moment: datetime | None, minutes: Minutes) -> datetime | None:
    return moment.astimezone(zone_info(minutes.zone or SEAT_ZONE)) if moment else None


def minutes_of(typed: Typed, base: Minutes) -> Minutes:
    """Return ``base`` with what was typed. Raises InvalidValue, which names the field."""
    zone = base.zone or SEAT_ZONE
    started, ended = _span(typed, zone)
    common = replace(
        base,
        started=_unless_unchanged(started, base.started),
        ended=_unless_unchanged(ended, base.ended),
        zone=zone,
        place=typed.line("place"),
        members_present=_members(typed),
        decisions=_texts(typed, "decisions"),
    )
    if isinstance(common, SessionMinutes):
        return replace(
            common, matters=_texts(typed, "matters"), statements=tuple(_statements(typed))
        )
    return replace(
        common,
        attendance=tuple(_attendance(typed)),
        commitments=tuple(_commitments(typed)),
        annexes=tuple(_annexes(typed)),
    )


def _span(typed: Typed, zone: str) -> tuple[datetime | None, datetime | None]:
    day, started, ended = typed.day("day"), typed.hour("started"), typed.hour("ended")
    if started and day is None:
        raise InvalidValue("day", "Say on which day it was held.")
    if (day or ended) and started is None:
        raise InvalidValue("started", "Say at what hour it started.")
    if day is None or started is None:
        return None, None
    second = typed.second("turn")
    begin = _instant("started", day, started, zone, second=second)
    if ended is None:
        return begin, None
    last_day = day + timedelta(days=1) if typed.flag("past_midnight") else day
    end = _instant("ended", last_day, ended, zone, second=second)
    if end <= begin:
        raise InvalidValue(
            "ended", "It ended before it started. If it went on past midnight, mark that."
        )
    return begin, end


def _instant(field: str, day: date, hour: time, zone: str, *, second: bool | None) -> datetime:
    """Return the instant of a wall time; an hour that the clocks show once needs no turn."""
    try:
        return local_instant(day, hour, zone, second=second)
    except InvalidValue as error:
        error.field = field
        raise


def _unless_unchanged(typed: datetime | None, stored: datetime | None) -> datetime | None:
    """Keep the seconds on record where nobody changed the minute."""
    same = typed and stored and typed == stored.replace(second=0, microsecond=0)
    return stored if same else typed


def _members(typed: Typed) -> tuple[MemberId, ...]:
    return tuple(MemberId(key) for key in typed.keys("members_present"))


def _texts(typed: Typed, name: str) -> tuple[str, ...]:
    return tuple(text for row in typed.rows(name) if (text := row.text("text")))


def _attendance(typed: Typed) -> list[Attendance]:
    people = [
        Attendance(
            name=row.line("name"),
            role=row.choice("role", Role.REPRESENTATIVE),
            side=row.choice("side", Side.REQUESTER),
            organisation=row.line("organisation"),
            protected=row.flag("protected"),
        )
        for row in typed.rows("attendance")
    ]
    if any(person.organisation and not person.name for person in people):
        raise InvalidValue("attendance", "A participant needs a name.")
    return [person for person in people if person.name]


def _commitments(typed: Typed) -> list[Commitment]:
    promises = [
        Commitment(party=row.line("party"), text=row.text("text"), due=row.day("due"))
        for row in typed.rows("commitments")
    ]
    if any(bool(promise.party) != bool(promise.text) for promise in promises):
        raise InvalidValue(
            "commitments", "A commitment needs the party that made it and what it said it would do."
        )
    return [promise for promise in promises if promise.text]


def _annexes(typed: Typed) -> list[Annex]:
    annexes = [
        Annex(
            title=row.line("title"),
            submitted_by=row.line("submitted_by"),
            sha256=row.line("sha256"),
        )
        for row in typed.rows("annexes")
    ]
    if any((annex.submitted_by or annex.sha256) and not annex.title for annex in annexes):
        raise InvalidValue("annexes", "An annex needs a title.")
    return [annex for annex in annexes if annex.title]


def _statements(typed: Typed) -> list[Statement]:
    statements: list[Statement] = []
    for row in typed.rows("statements"):
        member, said = row.key("member"), row.text("text")
        if said and member is None:
            raise InvalidValue("statements", "Say which member made the statement.")
        if said and member:
            statements.append(Statement(member=MemberId(member), text=said))
    return statements
