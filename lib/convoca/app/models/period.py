"""What the page Period knows: the form as typed, what follows from it at once, and what a move would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from zoneinfo import available_timezones

from traitlets import Bool, Dict, HasTraits, Instance, observe

from convoca.app.models.form_draft import FormDraft
from convoca.app.models.last_days import LastDay, last_days
from convoca.app.models.period_form import (
    USUAL_LENGTH,
    Reading,
    read_form,
    typed_new_period,
    typed_new_place,
    typed_new_room,
    typed_period,
)
from convoca.app.models.typed import Typed, as_json
from convoca.bootstrap import Convoca
from convoca.domain.finding import Finding
from convoca.domain.identifiers import PeriodId, new_id
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.periods import (
    Moved,
    period_deadlines,
    save_period,
    shifted,
    usual_call,
    what_moves,
)
from convoca.services.problems import period_findings

#: A step into the form: a field, or the number of a place or room.
Step = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What follows from the form as it stands: every last day, and what the Rules say of it."""

    reading: Reading
    last_days: tuple[LastDay, ...] = ()
    findings: tuple[Finding, ...] = ()


class PeriodModel(HasTraits):
    """One period, on record or new. ``values`` are the form as typed; ``judged`` follows them.

    ``stored`` is the period as it was read, None for a new one. A draft keeps the version that it
    was typed over, so that nobody's edit in the meantime is overwritten.
    """

    values = Dict()
    judged = Instance(Judged)
    stored = Instance(PeriodOfSessions, allow_none=True)
    has_draft = Bool()
    was_sent = Bool()

    def __init__(self, convoca: Convoca, period: PeriodOfSessions | None) -> None:
        super().__init__()
        self._convoca = convoca
        self.today = convoca.today()
        with convoca.reading() as uow:
            self.states = tuple(uow.states.all())
        self.open(period)

    def open(self, period: PeriodOfSessions | None) -> None:
        """Show a period as it is on record, or a new one; with the draft, if one was left."""
        with self._convoca.reading() as uow:
            self.periods = tuple(uow.periods.all())
            self.file = read_period_file(period.id, uow=uow) if period else None
        self.stored = self.file.period if self.file else None
        self._base = self.stored or PeriodOfSessions(
            id=PeriodId(new_id()), number=1, opens=self.today, closes=self.today
        )
        self.was_sent = False
        values = self._as_stored()
        kept = self._draft.find()
        if kept is not None:
            self._base = replace(
                self._base, id=PeriodId(kept.id or self._base.id), version=kept.version
            )
            values |= kept.typed
        self.has_draft = values != self._as_stored()
        self.values = values
        self._judge()

    def _as_stored(self) -> dict[str, object]:
        return typed_period(self.stored) if self.stored else typed_new_period(self.periods)

    @property
    def _draft(self) -> FormDraft:
        return FormDraft(self._convoca, f"period:{self.stored.id if self.stored else 'new'}")

    # The form ------------------------------------------------------------------------------------

    def get(self, path: Sequence[Step]) -> object:
        """Return what is typed at ``path``, e.g. ``("places", 0, "city")``; nothing is ""."""
        found: object = self.values
        for step in path:
            try:
                found = found[step]  # type: ignore[index]
            except (KeyError, IndexError):
                return ""
        return found

    def put(self, path: Sequence[Step], value: object) -> None:
        """Take in what was typed at ``path``, and let follow what usually follows from it."""
        if self.get(path) == as_json(value):
            return
        values = cast("dict[str, object]", _with(self.values, path, as_json(value)))
        if len(path) == 1 and path[0] in {"opens", "closes"}:
            values = _with_days(self.values, values)
        if path[-1] == "country":
            values = self._with_zone(values, path)
        self.values = values

    def _with_zone(self, values: dict[str, object], path: Sequence[Step]) -> dict[str, object]:
        """Propose the zone of the capital; in a large State another one may be right."""
        code = self_country = _at(values, path)
        zone = next((state.zone for state in self.states if state.code == code), "")
        if not self_country or not zone:
            return values
        return cast("dict[str, object]", _with(values, (*path[:-1], "zone"), zone))

    def add_place(self) -> None:
        self._replace_places([*self._places(), typed_new_place(self.values)])

    def remove_place(self, number: int) -> None:
        self._replace_places([p for n, p in enumerate(self._places()) if n != number])

    def add_room(self, place: int) -> None:
        rooms = [*cast("list[object]", self.get(("places", place, "rooms"))), typed_new_room()]
        self.put(("places", place, "rooms"), rooms)

    def remove_room(self, place: int, number: int) -> None:
        rooms = cast("list[object]", self.get(("places", place, "rooms")))
        self.put(("places", place, "rooms"), [r for n, r in enumerate(rooms) if n != number])

    def _places(self) -> list[object]:
        return list(cast("list[object]", self.get(("places",))))

    def _replace_places(self, places: list[object]) -> None:
        self.put(("places",), places)

    def propose_call(self) -> None:
        """Fill in the call that is usual for the opening day."""
        opens = Typed(self.values).day("opens")
        if opens is None:
            return
        call, zone = usual_call(opens), zone_info(SEAT_ZONE)
        proposed: dict[str, object] = {}
        for name, moment in (("opens", call.opens), ("closes", call.closes)):
            if moment is not None:
                wall = moment.astimezone(zone)
                proposed[f"call_{name}_day"] = as_json(wall.date())
                proposed[f"call_{name}_hour"] = as_json(wall.time())
        self.values = {**self.values, **proposed}

    @observe("values")
    def _values_changed(self, _change: object) -> None:
        self._judge()

    def _judge(self) -> None:
        reading = read_form(self.values, self._base)
        if reading.provisional is None:
            self.judged = Judged(reading=reading)
            return
        others = tuple(p for p in self.periods if p.id != self._base.id)
        file = self.file or PeriodFile(period=reading.provisional)
        file = replace(file, period=reading.provisional, periods=(*others, reading.provisional))
        self.judged = Judged(
            reading=reading,
            last_days=last_days(period_deadlines(file)),
            findings=period_findings(file, self.today),
        )

    # What is kept --------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        self._draft.keep(self.values, version=self._base.version, record=self._base.id)

    def discard_draft(self) -> None:
        self._draft.discard()
        self.open(self.stored)

    def save(self, reason: str) -> PeriodOfSessions:
        """Save the form. Raises the first InvalidValue of it, ConflictingEdit, ReasonMissing."""
        self.was_sent = True
        reading = self.judged.reading
        if reading.period is None:
            raise next(iter({**reading.errors, **reading.missing}.values()))
        return self.save_over(reading.period, reason)

    def save_over(self, period: PeriodOfSessions, reason: str) -> PeriodOfSessions:
        """Save a period, and show it as it is on record then."""
        saved = save_period(period, reason=reason, uow=self._convoca.unit_of_work())
        self.keep_theirs(saved)
        return saved

    def keep_theirs(self, stored: PeriodOfSessions) -> None:
        """Let go of what was typed, and show what is on record."""
        self._draft.discard()
        self.open(stored)

    # What moves ----------------------------------------------------------------------------------

    def what_moves(self, opens: date) -> Moved | None:
        """Say what another opening would change of the period on record; None for a new one."""
        return what_moves(self.file, opens) if self.file else None

    def apply_move(self, opens: date, reason: str) -> PeriodOfSessions:
        """Move the period on record with all its days. Raises ConflictingEdit, ReasonMissing."""
        if self.stored is None:
            msg = "a new period has nothing to move"
            raise ValueError(msg)
        return self.save_over(shifted(self.stored, opens), reason)


def zones() -> list[str]:
    """Return the IANA zones, those of the Americas first."""
    return sorted(available_timezones(), key=lambda zone: (not zone.startswith("America/"), zone))


def _at(values: object, path: Sequence[Step]) -> object:
    for step in path:
        values = values[step]  # type: ignore[index]
    return values


def _with(values: object, path: Sequence[Step], value: object) -> object:
    """Return a copy of nested ``values`` with another value at ``path``."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(values, list):
        return [_with(v, rest, value) if n == first else v for n, v in enumerate(values)]
    known = cast("dict[Step, object]", values)
    return {**known, first: _with(known.get(first, ""), rest, value)}


def _with_days(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """Let a period without an end be two weeks long, and its places follow it where they did."""
    opens = Typed(after).day("opens")
    if opens and not after.get("closes"):
        after = {**after, "closes": as_json(opens + USUAL_LENGTH)}

    def follow(place: dict[str, object]) -> dict[str, object]:
        for name in ("opens", "closes"):
            if place.get(name) == before.get(name):
                place = {**place, name: after.get(name, "")}
        return place

    places = cast("list[dict[str, object]]", after.get("places", []))
    return {**after, "places": [follow(place) for place in places]}
