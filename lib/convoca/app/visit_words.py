"""What does not go together in a visit, and who must be told of what: for the page Visits and the command."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment as moment_of
from convoca.i18n.dates import ordinal_of_period, state_name
from convoca.services.importing.text import clean_line
from convoca.services.visits.clashes import Clash, ClashKind
from convoca.services.visits.stages import Telling, ToTell


def people_named(visit: OnSiteObservation, members: Iterable[Member]) -> dict[UUID, str]:
    """Return the names of members and of everybody else of the delegation, by id."""
    named: dict[UUID, str] = {member.id: member.name for member in members}
    return {**named, **{each.id: clean_line(each.name) for each in visit.delegates}}


def clash_sentence(
    clash: Clash,
    visit: OnSiteObservation,
    *,
    members: Iterable[Member],
    visits: Iterable[OnSiteObservation],
    language: Language,
) -> str:
    """Say what does not go together; ``visits`` are those that ``visit`` was compared with."""
    names = people_named(visit, members)
    titles = {activity.id: clean_line(activity.title) for activity in visit.activities}
    places = {stage.id: clean_line(stage.place) for stage in visit.stages}
    said: Mapping[str, object] = {
        "title": titles.get(clash.activity, "") if clash.activity else "",
        "first": titles.get(clash.activity, "") if clash.activity else "",
        "second": titles.get(clash.other, "") if clash.other else "",
        "person": names.get(clash.person, "") if clash.person else "",
        "place": places.get(clash.stage, "") if clash.stage else "",
        "distance": clash.distance,
        "minutes": clash.minutes,
        "needed": clash.needed,
    }
    if clash.kind is ClashKind.IN_THE_DARK:
        return _in_the_dark(clash, visit, str(said["title"]), language)
    if clash.kind is ClashKind.WITHIN_A_PERIOD:
        return text(
            "The visit falls into the {period}, at least on some of its days.",
            language,
            period=ordinal_of_period(clash.period or 0, language),
        )
    if clash.kind is ClashKind.PERSON_ON_ANOTHER_VISIT:
        others = {other.id: clean_line(other.title) for other in visits}
        return text(
            "{person} is on another visit on some of these days: “{title}”.",
            language,
            person=said["person"],
            title=others.get(clash.visit, "") if clash.visit else "",
        )
    return _plain(clash.kind, said, language)


def _plain(kind: ClashKind, said: Mapping[str, object], language: Language) -> str:
    match kind:
        case ClashKind.PERSON_IN_TWO_PLACES:
            return text(
                "{person} is in two activities at the same time: “{first}” and “{second}”.",
                language,
                **said,
            )
        case ClashKind.NOT_OF_THE_DELEGATION:
            return text(
                "Somebody who is not of the delegation takes part in “{title}”: {person}.",
                language,
                **said,
            )
        case ClashKind.TOO_FAR:
            return text(
                "From “{first}” to “{second}” it is {distance} km as the crow flies, at least "
                "{needed} minutes; there are {minutes}.",
                language,
                **said,
            )
        case ClashKind.TOO_FAST:
            return text(
                "“{title}” covers {distance} km as the crow flies, which takes at least {needed} "
                "minutes; it is given {minutes}.",
                language,
                **said,
            )
        case _:
            return _outside(kind, said, language)


def _outside(kind: ClashKind, said: Mapping[str, object], language: Language) -> str:
    match kind:
        case ClashKind.OUTSIDE_ITS_STAGE:
            return text("“{title}” lies outside the days of its stage, {place}.", language, **said)
        case ClashKind.STAGE_REFUSED:
            return text(
                "“{title}” does not take place: entry to {place} was refused.", language, **said
            )
        case ClashKind.STAGE_OUTSIDE_THE_VISIT:
            return text(
                "The days of the stage {place} lie outside those of the visit.", language, **said
            )
        case _:
            return text("“{title}” lies outside the dates of the visit.", language, **said)


def _in_the_dark(clash: Clash, visit: OnSiteObservation, title: str, language: Language) -> str:
    activity = next((a for a in visit.activities if a.id == clash.activity), None)
    zone = activity.slot.zone if activity else SEAT_ZONE
    since = moment_of(clash.since, zone, language) if clash.since else ""
    until = moment_of(clash.until, zone, language) if clash.until else ""
    return text(
        "“{title}” goes through the dark. Daylight is from {since} to {until}.",
        language,
        title=title,
        since=since,
        until=until,
    )


def telling(to_tell: ToTell, names: Mapping[UUID, str], language: Language) -> str:
    """Say who must be told, and of what."""
    state = state_name(to_tell.state, language) if to_tell.state else ""
    match to_tell.whom:
        case Telling.DELEGATION:
            person = names.get(to_tell.person, "") if to_tell.person else ""
            return text(
                "{person}: the days are others. Hand out a new day sheet.", language, person=person
            )
        case Telling.STATE_THAT_REFUSED:
            return text("{state}: that its refusal is on record.", language, state=state)
        case Telling.STATE_OF_THE_SOIL:
            return text(
                "{state}: its consent, and the guarantees of Arts. 56 and 57, are to be asked for.",
                language,
                state=state,
            )
        case Telling.PUBLIC:
            return text("The public: the visit was announced.", language)
