"""The rows of a visit's form and back: stages, consents, who goes besides, recommendations, the report."""

from datetime import date
from uuid import UUID, uuid4

from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import StateCode, new_id
from convoca.domain.on_site_observation import (
    Consent,
    Coordinates,
    Delegate,
    DelegateRole,
    OnSiteObservation,
    Recommendation,
    VisitReport,
    VisitStage,
)
from convoca.domain.period_of_sessions import Modality
from convoca.services.visits.follow_up import next_number

_STAGE = (
    "id", "place", "opens", "closes", "territory", "zone", "modality", "refused_on", "refused_by",
    "replaced_by",
)  # fmt: skip
_CONSENT = ("state", "invited_on", "consented_on", "refused_on", "reference")
_DELEGATE = ("id", "name", "role")
_RECOMMENDATION = ("id", "number", "text", "state", "made_on", "due", "preliminary", "followed_up")
_REPORT = (
    "press_conference_on", "preliminary_on", "approved_on", "sent_to_state_on", "observations_by",
    "observations_received_on", "published_on",
)  # fmt: skip

#: What the steps of the report are called in the form: the Special Commission has an approval too.
REPORT_FIELDS = tuple(f"report_{name}" for name in _REPORT)

BLANK_ROWS: dict[str, object] = {
    "stages": [],
    "consents": [],
    "delegates": [],
    "recommendations": [],
    **dict.fromkeys(REPORT_FIELDS, ""),
}


def typed_rows(visit: OnSiteObservation) -> dict[str, object]:
    """Return what the form says of everything that a visit has several of, and of its report."""
    return {
        "stages": [
            {**_row(stage, _STAGE), "coordinates": written(stage.coordinates)}
            for stage in visit.stages
        ],
        "consents": [_row(consent, _CONSENT) for consent in visit.consents],
        "delegates": [_row(delegate, _DELEGATE) for delegate in visit.delegates],
        "recommendations": [
            {**_row(r, _RECOMMENDATION), "notes": [_row(note, _NOTE) for note in r.notes]}
            for r in visit.recommendations
        ],
        **{f"report_{name}": as_json(getattr(visit.report, name)) for name in _REPORT},
    }


_NOTE = ("on", "text", "state")


def _row(record: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: as_json(getattr(record, name)) for name in names}


def blank_stage(opens: date | None, closes: date | None, zone: str) -> Values:
    """Return a stage that nobody has entered yet, on the days of the visit."""
    return {
        **dict.fromkeys((*_STAGE, "coordinates"), ""),
        "opens": as_json(opens),
        "closes": as_json(closes),
        "zone": zone,
        "modality": str(Modality.IN_PERSON),
    }


BLANK_CONSENT: Values = dict.fromkeys(_CONSENT, "")
BLANK_DELEGATE: Values = {"id": "", "name": "", "role": str(DelegateRole.STAFF)}
BLANK_RECOMMENDATION: Values = {
    **dict.fromkeys(_RECOMMENDATION, ""),
    "number": 0,
    "preliminary": True,
    "followed_up": str(FollowUpState.OPEN),
    "notes": [],
}


def stages_of(typed: Typed) -> tuple[VisitStage, ...]:
    """Return the stages that were typed; a row without a place is none. Raises InvalidValue."""
    rows = (row for row in typed.rows("stages") if row.line("place"))
    return tuple(stage_of(row) for row in rows)


def stage_of(row: Typed) -> VisitStage:
    """Return one stage. Raises InvalidValue."""
    opens, closes = row.day("opens"), row.day("closes")
    if not row.line("place"):
        raise InvalidValue("stages", "Say where the stage takes place.")
    if opens is None or closes is None:
        raise InvalidValue("stages", "Each stage has a first and a last day.")
    territory = row.line("territory")
    return VisitStage(
        id=row.key("id") or new_id(),
        place=row.line("place"),
        opens=opens,
        closes=closes,
        territory=StateCode(territory) if territory else None,
        zone=row.line("zone"),
        modality=row.choice("modality", Modality.IN_PERSON),
        coordinates=coordinates_of(row.line("coordinates"), field="stages"),
        refused_on=row.day("refused_on"),
        refused_by=row.line("refused_by"),
        replaced_by=row.key("replaced_by"),
    )


def consents_of(typed: Typed) -> tuple[Consent, ...]:
    """Return what the States answered; of two rows of one State the last counts."""
    found = {
        row.line("state"): Consent(
            state=StateCode(row.line("state")),
            invited_on=row.day("invited_on"),
            consented_on=row.day("consented_on"),
            refused_on=row.day("refused_on"),
            reference=row.line("reference"),
        )
        for row in typed.rows("consents")
        if row.line("state")
    }
    return tuple(found.values())


def delegates_of(typed: Typed) -> tuple[Delegate, ...]:
    return tuple(
        Delegate(
            id=row.key("id") or uuid4(),
            name=row.line("name"),
            role=row.choice("role", DelegateRole.STAFF),
        )
        for row in typed.rows("delegates")
        if row.line("name")
    )


def report_of(typed: Typed) -> VisitReport:
    return VisitReport(**{name: typed.day(f"report_{name}") for name in _REPORT})


def recommendations_of(typed: Typed, base: OnSiteObservation) -> tuple[Recommendation, ...]:
    """Return the recommendations; a new one gets the next number. Raises InvalidValue.

    The notes of those on record stay as they are: nobody types them here.
    """
    notes = {each.id: each.notes for each in base.recommendations}
    found: list[Recommendation] = []
    used = next_number(base.recommendations)
    for row in typed.rows("recommendations"):
        if not row.text("text"):
            continue
        number = row.number("number")
        if number == 0:
            number, used = used, used + 1
        found.append(_recommendation(row, number, notes))
    return tuple(sorted(found, key=lambda each: each.number))


def _recommendation(
    row: Typed, number: int, notes: dict[UUID, tuple[FollowUpNote, ...]]
) -> Recommendation:
    state, made_on, key = row.line("state"), row.day("made_on"), row.key("id") or new_id()
    if not state:
        raise InvalidValue("recommendations", "Say to which State the recommendation is made.")
    if made_on is None:
        raise InvalidValue("recommendations", "Say on which day the recommendation was made.")
    return Recommendation(
        id=key,
        number=number,
        text=row.text("text"),
        state=StateCode(state),
        made_on=made_on,
        preliminary=row.flag("preliminary"),
        due=row.day("due"),
        followed_up=row.choice("followed_up", FollowUpState.OPEN),
        notes=notes.get(key, ()),
    )


def written(coordinates: Coordinates | None) -> str:
    """Write a point as people type it: degrees north and east, with points for the decimals.

    >>> written(Coordinates(latitude=4.711, longitude=-74.072))
    '4.711, -74.072'
    """
    return f"{coordinates.latitude}, {coordinates.longitude}" if coordinates else ""


def coordinates_of(line: str, *, field: str = "coordinates") -> Coordinates | None:
    """Read a point as ``written`` writes it; nothing is no point. Raises InvalidValue."""
    if not line:
        return None
    latitude, _, longitude = line.partition(",")
    try:
        return Coordinates(latitude=float(latitude), longitude=float(longitude))
    except (ValueError, InvalidValue):
        raise InvalidValue(
            field,
            "Write degrees north and east with a comma between them, for example 4.711, -74.072.",
        ) from None
