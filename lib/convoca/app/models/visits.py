"""What the page Visits knows: every visit on record, and the one that is being prepared."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from traitlets import Dict, HasTraits, Instance

from convoca.app.models.form_draft import FormDraft
from convoca.app.models.history import HistoryEntry, history_of
from convoca.app.models.typed import Typed, Values, as_json
from convoca.app.models.visits_form import (
    BLANK,
    DEFAULT_MINUTES,
    activities_of,
    activity_of,
    typed_activity,
    typed_visit,
    visit_of,
)
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConvocaError, InvalidValue, NotFound
from convoca.domain.finding import Finding
from convoca.domain.identifiers import ObservationId, StateCode, new_id
from convoca.domain.member import Member
from convoca.domain.member_state import MemberState
from convoca.domain.on_site_observation import (
    ObservationKind,
    OnSiteObservation,
    VisitActivity,
    VisitActivityKind,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import SEAT_ZONE
from convoca.services import observations as services
from convoca.services.problems import observation_findings
from convoca.services.visits.clashes import Clash, clashes
from convoca.services.visits.follow_up import findings_afterwards, included_in_chapter_iv_b

#: The key, in the address and among the drafts, of a visit that was never saved.
NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilters:
    """Which visits are shown; None takes everything."""

    year: int | None = None
    state: StateCode | None = None
    kind: ObservationKind | None = None

    def take(self, visit: OnSiteObservation) -> bool:
        return (
            (self.year is None or visit.opens.year <= self.year <= visit.closes.year)
            and (self.state is None or self.state in visit.states_touched)
            and (self.kind is None or visit.kind is self.kind)
        )


class VisitsModel(HasTraits):
    """Every visit on record, with the members, States and periods that its rules need."""

    filters = Instance(VisitFilters, ())

    def __init__(self, office: Convoca) -> None:
        self.office = office
        self.today = office.today()
        self.refresh()
        super().__init__()

    def refresh(self) -> None:
        with self.office.reading() as uow:
            self.visits: tuple[OnSiteObservation, ...] = tuple(uow.observations.all())
            self.members: tuple[Member, ...] = tuple(uow.members.all())
            self.states: tuple[MemberState, ...] = tuple(uow.states.all())
            self.periods: tuple[PeriodOfSessions, ...] = tuple(uow.periods.all())
            self.included = included_in_chapter_iv_b(uow=uow)

    def upcoming(self) -> tuple[OnSiteObservation, ...]:
        """Return the visits under way and to come, the nearest first."""
        ahead = (v for v in self.visits if v.closes >= self.today and self.filters.take(v))
        return tuple(sorted(ahead, key=lambda v: (v.opens, v.title)))

    def past(self) -> tuple[OnSiteObservation, ...]:
        """Return the visits that are over, the last one first."""
        over = (v for v in self.visits if v.closes < self.today and self.filters.take(v))
        return tuple(sorted(over, key=lambda v: (v.opens, v.title), reverse=True))

    def years(self) -> tuple[int, ...]:
        years = {year for v in self.visits for year in (v.opens.year, v.closes.year)}
        return tuple(sorted(years, reverse=True))

    def states_visited(self) -> tuple[StateCode, ...]:
        return tuple(sorted({state for v in self.visits for state in v.states_touched}))

    def has_new_draft(self) -> bool:
        """Whether somebody began to enter a visit and has not saved it."""
        return FormDraft(self.office, _draft_key(NEW)).find() is not None

    def editor(self, visit: str) -> "VisitEditor":
        """Open a visit by its key in the address, or a new one. Raises NotFound."""
        if visit == NEW:
            return VisitEditor(self, None)
        stored = next((v for v in self.visits if str(v.id) == visit), None)
        if stored is None:
            raise NotFound("visit", visit)
        return VisitEditor(self, stored)


class VisitEditor(HasTraits):
    """One visit as it is being typed; judged as it changes, kept as a draft until it is saved."""

    typed = Dict()
    stored = Instance(OnSiteObservation, allow_none=True)

    def __init__(self, visits: VisitsModel, stored: OnSiteObservation | None) -> None:
        self.visits = visits
        self.office, self.today = visits.office, visits.today
        self._new_id = ObservationId(new_id())
        self._version = stored.version if stored else 0
        super().__init__(stored=stored, typed=typed_visit(stored) if stored else dict(BLANK))
        self.draft_found = self._restore()

    @property
    def key(self) -> str:
        return str(self.stored.id) if self.stored else NEW

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.typed != (typed_visit(self.stored) if self.stored else BLANK))

    def type(self, typed: Values) -> bool:
        """Take in what the inputs say; returns whether that is anything new."""
        before, self.typed = self.typed, {**self.typed, **typed}
        return bool(before != self.typed)

    # What follows from it ------------------------------------------------------------------------

    def visit(self) -> OnSiteObservation:
        """Return the visit as typed. Raises InvalidValue, also for an activity half entered."""
        if Typed(Typed(self.typed).part("activity")).line("title"):
            raise InvalidValue(
                "activity", "This activity is not in the programme yet. Add it, or clear it."
            )
        return visit_of(Typed(self.typed), self._base())

    def _base(self) -> OnSiteObservation:
        """Return the record that the form fills in; a new one gets its days and States from it."""
        if self.stored is not None:
            return replace(self.stored, version=self._version)
        return OnSiteObservation(
            id=self._new_id, title="", opens=date.min, closes=date.min, states=(StateCode(""),)
        )

    def judged(self) -> OnSiteObservation | None:
        """Return the visit as far as the rules can judge it: it needs its days and its States."""
        typed = Typed({**self.typed, "title": Typed(self.typed).line("title") or "…"})
        try:
            return visit_of(typed, self._base())
        except ConvocaError:
            return None

    def findings(self) -> tuple[Finding, ...]:
        """Judge the designation (Art. 53), the delegation (Art. 54) and the consents (Art. 56)."""
        visit = self.judged()
        return observation_findings(visit, self.visits.members, self.today) if visit else ()

    def findings_afterwards(self) -> tuple[Finding, ...]:
        """Judge what follows a visit that is over (Arts. 59.8, 60)."""
        visit = self.judged()
        if visit is None:
            return ()
        return findings_afterwards(
            visit, visits=self.visits.visits, included=self.visits.included, today=self.today
        )

    def candidates(self) -> tuple[tuple[Member, Finding | None], ...]:
        """Return every member in office on the first day, judged (Art. 54), and whoever is named.

        Without its days and States the visit cannot be judged, nor somebody who is not in office.
        """
        visit = self.judged()
        named = set(Typed(self.typed).keys("members"))
        if visit is None:
            day = Typed(self.typed).day("opens") or self.today
            return tuple(
                (m, None) for m in self.visits.members if m.in_office(day) or m.id in named
            )
        verdicts = {m.id: f for m, f in services.who_may_join(visit, self.visits.members)}
        return tuple(
            (m, verdicts.get(m.id))
            for m in self.visits.members
            if m.id in verdicts or m.id in named
        )

    def clashes(self) -> tuple[Clash, ...]:
        visit = self.judged()
        if visit is None:
            return ()
        return clashes(
            visit,
            self.visits.periods,
            others=self.visits.visits,
            daylight_of=self.office.daylight,
        )

    # The programme of activities -----------------------------------------------------------------

    def activities(self) -> tuple[VisitActivity, ...]:
        """Return the activities by time."""
        return activities_of(Typed(self.typed))

    def people(self) -> tuple[tuple[str, UUID], ...]:
        """Return who is of the delegation as typed, with their ids: members first, then the others."""
        typed = Typed(self.typed)
        named = set(typed.keys("members"))
        members = ((member.name, member.id) for member in self.visits.members if member.id in named)
        others = (
            (row.line("name"), key)
            for row in typed.rows("delegates")
            if (key := row.key("id")) and row.line("name")
        )
        return (*members, *others)

    def stages(self) -> tuple[tuple[str, UUID], ...]:
        """Return the stages as typed by their places, with their ids; none that was refused entry."""
        return tuple(
            (row.line("place"), key)
            for row in Typed(self.typed).rows("stages")
            if (key := row.key("id")) and row.line("place") and not row.line("refused_on")
        )

    def blank_activity(self) -> dict[str, object]:
        """Return a new activity: confidential, on the clock of the State's capital."""
        last = self.activities()[-1:]
        opens = Typed(self.typed).day("opens")
        return {
            "id": "",
            "title": "",
            "day": as_json(last[0].slot.wall_date if last else opens),
            "hour": "",
            "minutes": DEFAULT_MINUTES,
            "zone": last[0].slot.zone if last else (*self.zones(), SEAT_ZONE)[0],
            "turn": "",
            "kind": str(VisitActivityKind.OTHER),
            "stage": as_json(last[0].stage) if last else "",
            "place": "",
            "coordinates": "",
            "coordinates_to": "",
            "people": [],
            "mode": "",
            "transport": "",
            "held": False,
            "hold_reason": "",
            "confidential": True,
        }

    def zones(self) -> tuple[str, ...]:
        """Return the time zones of the stages, and of the capitals of the States that the visit touches."""
        typed = Typed(self.typed)
        codes = (*typed.words("states"), *typed.words("territories"))
        by_code = {str(state.code): state.zone for state in self.visits.states}
        own = (zone for row in typed.rows("stages") if (zone := row.line("zone")))
        capitals = (by_code[code] for code in codes if code in by_code)
        return tuple(dict.fromkeys((*own, *capitals)))

    def put_activity(self, typed: Values) -> UUID:
        """Add or change an activity; returns its key. Raises InvalidValue."""
        key = Typed(typed).key("id") or new_id()
        delegates = {k for row in Typed(self.typed).rows("delegates") if (k := row.key("id"))}
        activity = activity_of(Typed({**typed, "id": str(key)}), delegates)
        others = [a for a in self.activities() if a.id != key]
        in_order = sorted([*others, activity], key=lambda a: (a.slot, str(a.id)))
        self.type({"activities": [typed_activity(a) for a in in_order], "activity": {}})
        return key

    def remove_activity(self, key: UUID) -> None:
        kept = [typed_activity(a) for a in self.activities() if a.id != key]
        self.type({"activities": kept})

    # The draft -----------------------------------------------------------------------------------

    def _restore(self) -> bool:
        kept = self._draft.find()
        if kept is None:
            return False
        self._version = kept.version
        self._new_id = ObservationId(kept.id or self._new_id)
        self.typed = {**self.typed, **kept.typed}
        return True

    @property
    def _draft(self) -> FormDraft:
        return FormDraft(self.office, _draft_key(self.key))

    def keep_draft(self) -> None:
        """Keep what is typed and not saved. Raises ProtectedNameFound."""
        if self.is_changed:
            self._draft.keep(self.typed, version=self._version, record=self._new_id)
        else:
            self._draft.discard()

    def discard_draft(self) -> None:
        """Forget what was typed, and go back to what is on record."""
        self._draft.discard()
        self.visits.refresh()
        stored = next((v for v in self.visits.visits if str(v.id) == self.key), None)
        self._settle(stored)

    # Acts ----------------------------------------------------------------------------------------

    def save(self, reason: str) -> OnSiteObservation:
        """Save the visit as typed. Raises InvalidValue, ConflictingEdit, ReasonMissing."""
        return self.save_over(self.visit(), reason=reason)

    def cancel(self, reason: str) -> OnSiteObservation:
        """Save the visit as typed and as cancelled. Raises what ``save`` raises."""
        return self._mark_as_cancelled(is_cancelled=True, reason=reason)

    def take_up_again(self, reason: str) -> OnSiteObservation:
        """Save a cancelled visit as typed and as going ahead. Raises what ``save`` raises."""
        return self._mark_as_cancelled(is_cancelled=False, reason=reason)

    def _mark_as_cancelled(self, *, is_cancelled: bool, reason: str) -> OnSiteObservation:
        marked = replace(self.visit(), is_cancelled=is_cancelled)
        return self.save_over(marked, reason=reason)

    def save_over(self, visit: OnSiteObservation, reason: str) -> OnSiteObservation:
        """Save a visit, also one that was compared with the stored one, and forget the draft."""
        saved = services.save_observation(visit, reason=reason, uow=self.office.unit_of_work())
        self.settle(saved)
        return saved

    def settle(self, saved: OnSiteObservation) -> None:
        """Go on from what was saved just now; what was typed is in it."""
        self._draft.discard()
        self._settle(saved)
        self.visits.refresh()

    def _settle(self, stored: OnSiteObservation | None) -> None:
        self.draft_found = False
        self._version = stored.version if stored else 0
        self.stored = stored
        self.typed = typed_visit(stored) if stored else dict(BLANK)

    def cancelled_because(self) -> str:
        """Return the reason on record for the cancellation: of the latest change of that field."""
        told = (e.reason for e in self.history() if e.is_new or "is_cancelled" in e.changed)
        return next(told, "")

    def history(self) -> list[HistoryEntry]:
        """Return what was done to this visit, the last first."""
        if self.stored is None:
            return []
        with self.office.reading() as uow:
            return history_of(self.stored.id, OnSiteObservation, uow=uow)


def _draft_key(visit: str) -> str:
    return f"visit:{visit}"
