"""What the page Hearing day knows: the hearings of a period, and the one that is being held."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from traitlets import HasTraits, Instance

from convoca.app.models.acting import Acting
from convoca.app.models.form_draft import FormDraft
from convoca.app.models.typed import Typed
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConflictingEdit, InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HandedIn, HearingDay, Turn, TurnKind
from convoca.domain.identifiers import HearingId, PeriodId
from convoca.domain.minutes import Commitment, HearingMinutes
from convoca.domain.party import Side
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import Placement
from convoca.domain.slot import local_instant, zone_info
from convoca.services.hearing_days import (
    appearance,
    handed_in,
    noting,
    opening,
    privacy,
    speaking,
    testimony,
)
from convoca.services.hearing_days.record import hearing_day
from convoca.services.ports import UnitOfWork

T = TypeVar("T")

#: How often an act on the day is done again where somebody else acted in the same moment.
_ATTEMPTS = 3


class DayStage(StrEnum):
    """How far the day of a hearing is."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


def stage_of(day: HearingDay | None) -> DayStage:
    if day is None or day.opened is None:
        return DayStage.WAITING
    return DayStage.OPEN if day.closed is None else DayStage.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingLine:
    """One hearing of a period, with its place in the programme."""

    hearing: Hearing
    placement: Placement | None
    stage: DayStage

    @property
    def day(self) -> date | None:
        return self.placement.slot.wall_date if self.placement else self.hearing.announced_day


def hearing_lines(office: Convoca, period: PeriodId) -> tuple[HearingLine, ...]:
    """Return the hearings of a period that are not cancelled, by day and hour."""
    with office.reading() as uow:
        placements = {each.id: each for each in uow.placements.all(period=period)}
        lines = [
            HearingLine(
                hearing=hearing,
                placement=placements.get(hearing.id),
                stage=stage_of(uow.hearing_days.find(hearing.id)),
            )
            for hearing in uow.hearings.all(period=period)
            if not hearing.is_cancelled
        ]
    return tuple(sorted(lines, key=_reading_order))


def _reading_order(line: HearingLine) -> tuple[date, str, str]:
    start = line.placement.slot.start.isoformat() if line.placement else ""
    return line.day or date.max, start, line.hearing.title


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFile:
    """A hearing on its day; ``minutes`` are those on record."""

    period: PeriodOfSessions
    hearing: Hearing
    placement: Placement | None
    day: HearingDay
    minutes: HearingMinutes | None

    @property
    def zone(self) -> str:
        return self.placement.slot.zone if self.placement else self.period.zone

    @property
    def stage(self) -> DayStage:
        return stage_of(self.day)


class HearingDayModel(HasTraits, Acting):
    """One hearing on its day. What is typed is kept as a draft at once, field by field."""

    file = Instance(DayFile)

    def __init__(self, office: Convoca, hearing: HearingId) -> None:
        self.office, self.id = office, hearing
        self._draft = FormDraft(office, f"hearing-day:{hearing}")
        kept = self._draft.find()
        self._typed: dict[str, object] = dict(kept.typed) if kept else {}
        super().__init__(file=self._read())

    def _read(self) -> DayFile:
        with self.office.reading() as uow:
            hearing = uow.hearings.get(self.id)
            return DayFile(
                period=uow.periods.get(hearing.period),
                hearing=hearing,
                placement=uow.placements.find(self.id),
                day=hearing_day(hearing, uow.hearing_days.find(self.id)),
                minutes=uow.hearing_minutes.find(self.id),
            )

    def refresh(self) -> None:
        self.file = self._read()

    # What is typed -------------------------------------------------------------------------------

    def typed(self, name: str) -> str:
        """Return what was typed into one field and not used yet."""
        return str(Typed(self._typed).text(name))

    def type(self, name: str, words: str) -> None:
        """Keep what is typed into one field. Raises ProtectedNameFound, and keeps nothing of it."""
        self._keep({name: words})

    def forget(self, *names: str) -> None:
        """Forget what was typed, once it was used."""
        self._keep(dict.fromkeys(names, ""))

    def _keep(self, changed: Mapping[str, str]) -> None:
        """Other pages that are open at this hearing share the draft: their fields stay in it."""
        kept = self._draft.find()
        wanted = {**(kept.typed if kept else {}), **changed}
        typed: dict[str, object] = {name: words for name, words in wanted.items() if words}
        if typed:
            self._draft.keep(typed, version=self.file.day.version)
        else:
            self._draft.discard()
        self._typed = typed

    # Acts ----------------------------------------------------------------------------------------

    def do(self, change: Callable[[UnitOfWork], T]) -> T:
        """Act on the day as it stands; what meets another act in the same moment is done again."""
        for _ in range(_ATTEMPTS - 1):
            try:
                return self.act(change)
            except ConflictingEdit:
                continue
        return self.act_again(change)

    def open(self) -> None:
        now = self.office.now()
        self.do(lambda uow: opening.open_hearing(self.id, at=now, uow=uow))

    def not_opened(self) -> None:
        self.do(lambda uow: opening.not_opened_yet(self.id, uow=uow))

    def close(self) -> None:
        now = self.office.now()
        self.do(lambda uow: opening.close_hearing(self.id, at=now, uow=uow))

    def reopen(self, reason: str) -> None:
        self.do(lambda uow: opening.reopen_hearing(self.id, reason=reason, uow=uow))

    def press(self, act: str, turn: UUID | None, at: datetime) -> None:
        """Start the clock for a turn, or stop it, at the moment of the press."""
        now = self.office.now()
        if act == "start" and turn is not None:
            self.do(lambda uow: speaking.start_turn(self.id, turn, at=at, now=now, uow=uow))
        else:
            self.do(lambda uow: speaking.stop_clock(self.id, at=at, now=now, uow=uow))

    def save_order(
        self, before: tuple[Turn, ...], after: tuple[Turn, ...], reason: str, *, confirmed: bool
    ) -> None:
        """Keep the running order as edited from ``before``. Raises ConflictingEdit."""
        self.act(
            lambda uow: speaking.save_running_order(
                self.id, before, after, reason=reason, uow=uow, confirmed=confirmed
            )
        )

    def identify(self, person: UUID) -> None:
        self.do(lambda uow: testimony.identify(self.id, person, uow=uow))

    def swear(self, person: UUID, *, promised: bool) -> None:
        now = self.office.now()
        self.do(
            lambda uow: testimony.take_oath(self.id, person, promised=promised, at=now, uow=uow)
        )

    def call_in(self, person: UUID, *, confirmed: tuple[testimony.Meeting, ...] = ()) -> None:
        """Begin to hear somebody; ``confirmed`` is whom he or she would meet, as the page showed it."""
        now = self.office.now()
        self.refresh()
        met = testimony.meetings(self.file.hearing, self.file.day, person)
        self.do(
            lambda uow: testimony.call_in(
                self.id, person, at=now, uow=uow, confirmed=bool(met) and met == confirmed
            )
        )

    def dismiss(self, person: UUID) -> None:
        now = self.office.now()
        self.do(lambda uow: testimony.dismiss(self.id, person, at=now, uow=uow))

    def take_back(self, person: UUID) -> None:
        """Take back the last step of a witness or expert, if it is the one that the page shows."""
        seen = testimony.find_testimony(self.file.day, person)
        self.do(lambda uow: testimony.send_out_again(self.id, person, uow=uow, seen=seen))

    def keep_apart(self, person: UUID, kept_from: tuple[str, ...]) -> None:
        self.do(lambda uow: testimony.keep_apart(self.id, person, kept_from, uow=uow))

    def hand_in(self, title: str, side: Side, sha256: str, observations_by: date | None) -> None:
        document = HandedIn(
            id=uuid4(),
            title=title.strip(),
            side=side,
            at=self.office.now(),
            sha256=sha256,
            observations_by=observations_by,
        )
        self.do(lambda uow: handed_in.hand_in(self.id, document, uow=uow))

    def set_last_day(self, document: UUID, day: date | None) -> None:
        self.do(lambda uow: handed_in.set_last_day(self.id, document, day, uow=uow))

    def observed(self, document: UUID, day: date | None) -> None:
        self.do(lambda uow: handed_in.record_observations(self.id, document, day, uow=uow))

    def party_arrives(self, party: str) -> None:
        self.do(lambda uow: appearance.party_arrives(self.id, party, uow=uow))

    def party_is_awaited(self, party: str) -> None:
        self.do(lambda uow: appearance.party_is_awaited(self.id, party, uow=uow))

    def party_stays_away(self, party: str) -> None:
        today = self.office.today()
        self.do(lambda uow: appearance.party_stays_away(self.id, party, today=today, uow=uow))

    def absence(self, party: str) -> Finding:
        """Say whether the hearing may go on without a party (Art. 64.3)."""
        return appearance.absence_finding(
            self.id, party, today=self.office.today(), uow=self.office.reading()
        )

    def note_decision(self, words: str) -> None:
        now = self.office.now()
        self.do(lambda uow: noting.note_decision(self.id, words, now=now, uow=uow))

    def strike_decision(self, words: str) -> None:
        now = self.office.now()
        self.do(lambda uow: noting.strike_decision(self.id, words, now=now, uow=uow))

    def note_commitment(self, commitment: Commitment) -> None:
        now = self.office.now()
        self.do(lambda uow: noting.note_commitment(self.id, commitment, now=now, uow=uow))

    def strike_commitment(self, commitment: Commitment) -> None:
        now = self.office.now()
        self.do(lambda uow: noting.strike_commitment(self.id, commitment, now=now, uow=uow))

    def make_private(
        self, circumstances: str, may_attend: tuple[str, ...], told: time | None, *, confirmed: bool
    ) -> Finding:
        """Make the hearing private; ``told`` is an hour at the place, None is now."""
        told_at = self._instant(told) if told else self.office.now()
        return self.do(
            lambda uow: privacy.make_private(
                self.id,
                circumstances=circumstances,
                may_attend=may_attend,
                told_at=told_at,
                uow=uow,
                confirmed=confirmed,
            )
        )

    def make_public(self, reason: str, *, confirmed: bool) -> Finding:
        return self.do(
            lambda uow: privacy.make_public_again(
                self.id, reason=reason, uow=uow, confirmed=confirmed
            )
        )

    def keep_recording(self, where: str) -> None:
        self.do(lambda uow: opening.keep_recording(self.id, where, uow=uow))

    def _instant(self, hour: time) -> datetime:
        """Return an hour of today at the place. Raises InvalidValue for one that has not come yet."""
        now = self.office.now()
        today = now.astimezone(zone_info(self.file.zone)).date()
        told = local_instant(today, hour, self.file.zone, second=False)
        if told > now:
            raise InvalidValue("parties_told_at", "This hour has not come yet.")
        return told


def typed_turns(turns: tuple[Turn, ...]) -> list[dict[str, object]]:
    """Return a running order as rows of a form, each with its position."""
    return [
        {
            "id": str(turn.id),
            "position": number,
            "kind": turn.kind.value,
            "side": turn.side.value,
            "bloc": turn.bloc,
            "speaker": turn.speaker,
            "minutes": turn.minutes,
        }
        for number, turn in enumerate(turns, start=1)
    ]


def turns_of(rows: tuple[Mapping[str, object], ...], before: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the running order that rows of a form say, in the order of their positions."""
    known = {turn.id: turn for turn in before}
    typed = sorted((Typed(row) for row in rows), key=lambda row: row.number("position"))
    return tuple(_turn(row, known) for row in typed)


def _turn(row: Typed, known: Mapping[UUID, Turn]) -> Turn:
    key = row.key("id")
    stored = known.get(key) if key else None
    return Turn(
        id=key or uuid4(),
        kind=row.choice("kind", TurnKind.PRESENTATION),
        side=row.choice("side", Side.REQUESTER),
        minutes=row.number("minutes"),
        bloc=row.line("bloc"),
        speaker=row.line("speaker"),
        spoken=stored.spoken if stored else (),
    )
