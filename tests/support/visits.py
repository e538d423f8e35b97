"""A visit as that of 2020: to Venezuela in two stages, with members who are examples."""

from datetime import date, time
from uuid import UUID, uuid4

from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.member import Residence
from convoca.domain.on_site_observation import (
    Consent,
    Coordinates,
    Delegate,
    DelegateRole,
    OnSiteObservation,
    SpecialCommission,
    VisitActivity,
    VisitActivityKind,
    VisitStage,
)
from convoca.domain.slot import Slot
from support.builders import a_member

VE, CO, GT = StateCode("VE"), StateCode("CO"), StateCode("GT")
CARACAS = Coordinates(latitude=10.491, longitude=-66.902)
MARACAIBO = Coordinates(latitude=10.654, longitude=-71.640)
BOGOTA = Coordinates(latitude=4.711, longitude=-74.072)
CUCUTA = Coordinates(latitude=7.894, longitude=-72.508)

ANA = a_member("Ana Example", "PA", residences=(Residence(state=StateCode("PA")),))
BEA = a_member("Bea Example", "CO", residences=(Residence(state=CO),))
CARLA = a_member("Carla Example", "BR", residences=(Residence(state=StateCode("BR")),))
DORA = a_member("Dora Example", "VE", residences=(Residence(state=VE),))

INTERPRETER = Delegate(id=uuid4(), name="Example Interpreter", role=DelegateRole.INTERPRETER)
OFFICER = Delegate(id=uuid4(), name="Example Officer", role=DelegateRole.SECURITY)


def a_stage(place: str, opens: int, closes: int, **changes: object) -> VisitStage:
    """Return a stage in February 2020, by its days of the month."""
    values: dict[str, object] = {
        "id": uuid4(),
        "place": place,
        "opens": date(2020, 2, opens),
        "closes": date(2020, 2, closes),
        "territory": VE,
        "zone": "America/Caracas",
    }
    return VisitStage(**{**values, **changes})  # type: ignore[arg-type]


def an_activity(day: int, hour: int, minutes: int = 60, **changes: object) -> VisitActivity:
    """Return an activity on a day of February 2020, on the clock of Caracas."""
    values: dict[str, object] = {
        "id": uuid4(),
        "title": f"Activity of the {day}th at {hour}",
        "slot": Slot.local(date(2020, 2, day), time(hour), minutes=minutes, zone="America/Caracas"),
    }
    return VisitActivity(**{**values, **changes})  # type: ignore[arg-type]


def a_visit(**changes: object) -> OnSiteObservation:
    values: dict[str, object] = {
        "id": ObservationId(uuid4()),
        "title": "Example visit about Venezuela",
        "opens": date(2020, 2, 4),
        "closes": date(2020, 2, 8),
        "states": (VE,),
        "special_commission": SpecialCommission(
            members=(ANA.id, BEA.id, CARLA.id), president=ANA.id, named_on=date(2019, 12, 9)
        ),
        "delegates": (INTERPRETER, OFFICER),
        "is_example": True,
    }
    return OnSiteObservation(**{**values, **changes})  # type: ignore[arg-type]


def the_visit_of_2020() -> OnSiteObservation:
    """Return it as it was planned: Caracas, then Maracaibo, with Venezuela's answer outstanding."""
    caracas = a_stage("Caracas", 4, 6, coordinates=CARACAS)
    maracaibo = a_stage("Maracaibo", 7, 8, coordinates=MARACAIBO)
    everybody = {"members": (ANA.id, BEA.id), "people": (INTERPRETER.id,)}

    def planned(day: int, hour: int, kind: VisitActivityKind, stage: VisitStage) -> VisitActivity:
        return an_activity(
            day, hour, kind=kind, stage=stage.id, place=f"Address in {stage.place}",
            coordinates=stage.coordinates, transport="Example car", **everybody,
        )  # fmt: skip

    return a_visit(
        stages=(caracas, maracaibo),
        consents=(Consent(state=VE, invited_on=None),),
        activities=(
            planned(4, 9, VisitActivityKind.AUTHORITIES, caracas),
            planned(5, 9, VisitActivityKind.CIVIL_SOCIETY, caracas),
            planned(6, 9, VisitActivityKind.PLACE_OF_DETENTION, caracas),
            planned(7, 10, VisitActivityKind.TESTIMONY, maracaibo),
            planned(8, 11, VisitActivityKind.PRESS_CONFERENCE, maracaibo),
        ),
    )


def titles(visit: OnSiteObservation, keys: tuple[UUID, ...]) -> list[str]:
    return [activity.title for activity in visit.activities if activity.id in keys]
