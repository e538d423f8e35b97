"""An example visit, plainly marked: two States, stages, a delegation that Art. 54 lets go, days with travel."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import (
    Consent,
    Coordinates,
    Delegate,
    DelegateRole,
    OnSiteObservation,
    SpecialCommission,
    TravelMode,
    VisitActivity,
    VisitActivityKind,
    VisitStage,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import Slot
from convoca.services.example_requests import example_id

_DAY = timedelta(days=1)
_GT, _HN = StateCode("GT"), StateCode("HN")
_CLOCKS = {_GT: "America/Guatemala", _HN: "America/Tegucigalpa"}
#: Two cities of these States, so that distances and daylight are true.
_POINTS = {
    _GT: Coordinates(latitude=14.634, longitude=-90.507),
    _HN: Coordinates(latitude=15.504, longitude=-88.025),
}


def example_visit(period: PeriodOfSessions, members: Sequence[Member]) -> OnSiteObservation:
    """Return a visit to Guatemala with a stage in Honduras, whose consent is still awaited."""
    opens = period.closes + 24 * _DAY
    # Whoever is a national or a resident of one of the two States stays at home.
    going = [
        member
        for member in members
        if not {_GT, _HN} & {*member.nationalities, *(r.state for r in member.residences)}
    ][1:4]
    delegates = (
        Delegate(
            id=example_id("visit", "interpreter"),
            name="Example Interpreter",
            role=DelegateRole.INTERPRETER,
        ),
        Delegate(
            id=example_id("visit", "press"), name="Example Press Officer", role=DelegateRole.PRESS
        ),
    )
    return OnSiteObservation(
        id=ObservationId(example_id("visit")),
        title="Example on-site observation in Guatemala",
        opens=opens,
        closes=opens + 4 * _DAY,
        states=(_GT,),
        special_commission=SpecialCommission(
            members=tuple(member.id for member in going),
            president=going[0].id,
            named_on=period.opens - 40 * _DAY,
        ),
        stages=_stages(opens),
        consents=(
            Consent(state=_GT, consented_on=period.opens - 60 * _DAY, reference="Example note 12"),
        ),
        delegates=delegates,
        activities=tuple(_activities(opens, going, delegates)),
        note="Example data: no such visit is planned.",
        is_example=True,
    )


def _stages(opens: date) -> tuple[VisitStage, ...]:
    return (
        VisitStage(
            id=example_id("visit", "stage", "first"),
            place="Example City",
            opens=opens,
            closes=opens + 2 * _DAY,
            territory=_GT,
            zone=_CLOCKS[_GT],
            coordinates=_POINTS[_GT],
        ),
        VisitStage(
            id=example_id("visit", "stage", "second"),
            place="Example Port",
            opens=opens + 2 * _DAY,
            closes=opens + 4 * _DAY,
            territory=_HN,
            zone=_CLOCKS[_HN],
            coordinates=_POINTS[_HN],
        ),
    )


def _activities(
    opens: date, going: Sequence[Member], delegates: Sequence[Delegate]
) -> list[VisitActivity]:
    members, people = tuple(m.id for m in going), tuple(d.id for d in delegates)
    first, second = (example_id("visit", "stage", name) for name in ("first", "second"))
    return [
        VisitActivity(
            id=example_id("visit", "meeting"),
            title="Example meeting with the authorities",
            kind=VisitActivityKind.AUTHORITIES,
            slot=Slot.local(opens, time(9, 30), minutes=90, zone=_CLOCKS[_GT]),
            stage=first,
            place="Example ministry",
            coordinates=_POINTS[_GT],
            members=members[:1],
            people=people[:1],
            confidential=False,
        ),
        VisitActivity(
            id=example_id("visit", "detention"),
            title="Example visit to a place of detention",
            kind=VisitActivityKind.PLACE_OF_DETENTION,
            slot=Slot.local(opens + _DAY, time(14), minutes=180, zone=_CLOCKS[_GT]),
            stage=first,
            place="Example centre",
            members=members[1:],
            people=people[:1],
            transport="Example car 1",
            held=True,
            hold_reason="Example: the route is still to be checked.",
        ),
        VisitActivity(
            id=example_id("visit", "travel"),
            title="Example travel to the port",
            kind=VisitActivityKind.TRAVEL,
            slot=Slot.local(opens + 2 * _DAY, time(13), minutes=330, zone=_CLOCKS[_GT]),
            stage=first,
            coordinates=_POINTS[_GT],
            coordinates_to=_POINTS[_HN],
            mode=TravelMode.ROAD,
            members=members,
            people=people,
            transport="Example cars 1 and 2",
        ),
        VisitActivity(
            id=example_id("visit", "interviews"),
            title="Example interviews in private",
            kind=VisitActivityKind.PRIVATE_INTERVIEW,
            slot=Slot.local(opens + 3 * _DAY, time(9), minutes=240, zone=_CLOCKS[_HN]),
            stage=second,
            place="Example house",
            coordinates=_POINTS[_HN],
            members=members[:2],
            people=people[:1],
        ),
        VisitActivity(
            id=example_id("visit", "press"),
            title="Example press conference",
            kind=VisitActivityKind.PRESS_CONFERENCE,
            slot=Slot.local(opens + 4 * _DAY, time(11), minutes=60, zone=_CLOCKS[_HN]),
            stage=second,
            place="Example hall",
            members=members[:1],
            people=people,
            confidential=False,
        ),
    ]
