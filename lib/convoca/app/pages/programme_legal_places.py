"""Where an activity may lie and what that would cost, told when it is picked up; and why it may not lie elsewhere."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID

from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.board import Grade, Place, Places
from convoca.app.widgets.parts import short
from convoca.domain.errors import ConvocaError
from convoca.domain.identifiers import MemberId, RoomId
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour as hour_words
from convoca.i18n.dates import weekday
from convoca.i18n.errors import error_text
from convoca.scheduling.constraints import CUSTOMS, Constraint, Violation
from convoca.services import planning
from convoca.services.period_file import PeriodFile
from convoca.services.planning import PlaceOption

_ORDER = list(Constraint)
_TITLE = 36  # characters of a title within a sentence


class LegalPlaces:
    """Asks the planner once for what was picked up; the answer holds until the next one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._options: tuple[PlaceOption, ...] = ()

    def of(self, activity: UUID) -> Places:
        """Return the places on the day shown, measured by where it is now or else by the best there is."""
        model = self._desk.model
        self._options = planning.options_of(
            model.file, model.office.planner(), activity, now=model.office.now()
        )
        is_placed = model.file.placement(activity) is not None
        best = min((option.cost_change for option in self._options), default=0)
        measure = 0 if is_placed else best
        places = tuple(
            Place(
                room=str(option.room),
                start=f"{option.day:%Y-%m-%d}T{option.hour:%H:%M}",
                grade=_grade(option.cost_change - measure, is_placed=is_placed),
                change=option.cost_change - measure,
            )
            for option in self._options
            if option.day == model.day
        )
        return Places(places=places, remark=self._remark(len(places), best))

    def panel_there(
        self, activity: UUID, *, day: date, hour: time, room: RoomId
    ) -> tuple[MemberId, ...] | None:
        """Return the panel that makes a place legal where who sits now would not; else None."""
        option = next(
            (o for o in self._options if (o.day, o.hour, o.room) == (day, hour, room)), None
        )
        if option is None:
            return None
        broken = self._broken(self._desk.model.file, activity, day, hour, room)
        return option.panel if broken else None

    def why_not(self, activity: UUID, *, day: date, hour: time, room: RoomId) -> str:
        """Say in a sentence what an activity would break at a place."""
        language, file = self._desk.language, self._desk.model.file
        others = {key: at for key, at in file.placements.items() if key != activity}
        try:
            # What it breaks where it is now is nothing new there, and still no reason to lie there.
            broken = self._broken(file, activity, day, hour, room) or self._broken(
                replace(file, placements=others), activity, day, hour, room
            )
        except ConvocaError as error:
            return error_text(error, language)
        if not broken:
            return text("The planner finds no way to place it there.", language)
        said = findings.sentence(_with_short_titles(broken[0]).as_finding(), language)
        if len(broken) == 1:
            return said
        more = text("And {count} more.", language, count=len(broken) - 1)
        return f"{said} {more}"

    def _broken(
        self, file: PeriodFile, activity: UUID, day: date, hour: time, room: RoomId
    ) -> list[Violation]:
        """Return what an activity would newly break at a place, what is only usual last."""
        now = self._desk.model.office.now()
        found = planning.what_if_placed(file, activity, day, hour, room, now=now)
        return sorted(found.new_violations, key=_gravity)

    def _remark(self, here: int, best: int) -> str:
        """Say how many places there are, and where the best of the period is."""
        language, model = self._desk.language, self._desk.model
        if not self._options:
            return text("There is no legal place for it in the whole period.", language)
        first = min(
            (o for o in self._options if o.cost_change == best),
            key=lambda o: (o.day != model.day, o.day, o.hour),
        )
        room = model.file.period.room(first.room)
        where = text(
            "The best of the period: {day}, {hour}, {room}.",
            language,
            day=weekday(first.day, language),
            hour=hour_words(first.hour, language),
            room=room.name if room else "",
        )
        days = len({option.day for option in self._options})
        count = text(
            "Legal places on this day: {here}; days with any: {days}.",
            language,
            here=here,
            days=days,
        )
        return f"{count} {where}"


def _with_short_titles(violation: Violation) -> Violation:
    """Cut the titles of a violation, so that its sentence can be read while something is dragged."""
    facts = {
        name: short(str(fact), _TITLE) if name in {"first", "second"} else fact
        for name, fact in violation.facts.items()
    }
    return replace(violation, facts=facts)


def _grade(change: int, *, is_placed: bool) -> Grade:
    if change == 0:
        return "same" if is_placed else "better"
    return "better" if change < 0 else "worse"


def _gravity(violation: Violation) -> tuple[bool, int]:
    return violation.constraint in CUSTOMS, _ORDER.index(violation.constraint)
