"""What the planner answers, in words: wishes, proofs, what stands in the way, what would help."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from convoca.domain.finding import Fact
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, hour, language_name, list_of, state_name
from convoca.scheduling.answers import (
    Certificate,
    CertificateKind,
    Cure,
    CureKind,
    Repair,
    Requirement,
    RequirementKind,
    Solution,
    Status,
)
from convoca.scheduling.problem import Objective, Problem

#: Begins the name of whoever stands for interpreters that are counted on already.
_INTERPRETERS = "interpreters:"


def objective_name(objective: Objective, language: Language) -> str:
    """Name what a good programme keeps small, as a coordinator would wish for it."""
    return text(_OBJECTIVE_WORDS[objective], language)


def objective_meaning(objective: Objective, language: Language) -> str:
    """Say in a sentence what is counted."""
    return text(_OBJECTIVE_MEANING_WORDS[objective], language)


def objective_unit(objective: Objective, language: Language) -> str:
    """Name what one unit of an objective is, that its weight prices."""
    return text(_OBJECTIVE_UNIT_WORDS[objective], language)


def status_sentence(answer: Solution | Repair, language: Language) -> str:
    """Say what was found, and what was proven of it."""
    if isinstance(answer, Solution):
        said = _SOLUTION_WORDS[answer.status]
        return text(said, language, cost=answer.cost, bound=answer.bound)
    said = _REPAIR_WORDS[Status.OPTIMAL if answer.proven else answer.status]
    return text(said, language, count=len(answer.moves))


def certificate_sentence(
    certificate: Certificate, language: Language, problem: Problem | None = None
) -> str:
    """Say one proof; with the problem, rooms, parties and members are called by their names."""
    facts = certificate.facts
    said = _CERTIFICATE_WORDS[certificate.kind]
    if "resource" in facts:
        said = _RESOURCE_WORDS[f"{certificate.kind}:{facts['resource']}"]
    values = {name: _worded(name, fact, language, problem) for name, fact in facts.items()}
    if facts.get("resource") == "interpreters":
        values["name"] = language_name(str(facts["name"]), language)
    if "from_day" in facts:
        values["when"] = _when(facts["from_day"], facts["to_day"], language)
    return text(said, language, **values)


def requirement_words(
    requirement: Requirement, language: Language, problem: Problem | None = None
) -> str:
    """Name one demand, as a list within a sentence does."""
    name = _subject(requirement, language, problem)
    return text(_REQUIREMENT_WORDS[_kind(requirement)], language, name=name)


def _kind(requirement: Requirement) -> RequirementKind:
    """Return what a demand is for people: whom interpreters are missing for is no party to them."""
    stand_for = requirement.subject.startswith(_INTERPRETERS)
    return RequirementKind.INTERPRETERS if stand_for else requirement.kind


def quoted(title: str, language: Language) -> str:
    """Set a title in the quotation marks of a language."""
    return text("“{title}”", language, title=title)


def cure_sentence(cure: Cure, language: Language, problem: Problem | None = None) -> str:
    """Say what would help: to give up some of several activities, or to change something else."""
    titles = [_title(event, language, problem) for event in cure.events]
    values = {name: _worded(name, fact, language, problem) for name, fact in cure.facts.items()}
    values |= {"count": str(cure.count), "titles": list_of(titles, language)}
    given = {name for name, fact in cure.facts.items() if fact} | _choice(cure)
    fitting = [said for needs, said in _cures(cure.kind) if needs <= given]
    return text(fitting[0], language, **values)


def _choice(cure: Cure) -> set[str]:
    """Say whether a cure lets people choose among its events."""
    if not cure.events or cure.count == len(cure.events):
        return {"titles"} if cure.events else set()
    return {"titles", "any one" if cure.count == 1 else "any"}


def _cures(kind: CureKind) -> Iterable[tuple[set[str], str]]:
    """Yield the sentences of a kind of cure, each with the facts that it needs."""
    for key, said in _CURE_WORDS.items():
        of_kind, _, needs = key.partition(":")
        if of_kind == kind:
            yield set(filter(None, needs.split(","))), said


def _when(first: Fact, last: Fact, language: Language) -> str:
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    if first == last:
        return text("on {day}", language, day=day(first, language))
    return text(
        "from {first} to {last}", language, first=day(first, language), last=day(last, language)
    )


def _worded(name: str, fact: Fact, language: Language, problem: Problem | None) -> str:
    """Word one fact by its name where that says more than its type."""
    if isinstance(fact, tuple):
        return list_of(_worded_items(name, fact, language, problem), language)
    if isinstance(fact, date):
        return day(fact, language)
    if isinstance(fact, str) and name in _BY_NAME:
        return _BY_NAME[name](fact, language)
    if isinstance(fact, int) and name.startswith("minutes"):
        return _length(fact)
    return "" if fact is None else str(fact)


_BY_NAME: Mapping[str, Callable[[str, Language], str]] = {
    "hour": lambda written, language: hour(time.fromisoformat(written), language),
    "language": language_name,
}


def _worded_items(
    name: str, items: Iterable[str], language: Language, problem: Problem | None
) -> Iterable[str]:
    if name == "causes":
        return [requirement_words(_requirement(item), language, problem) for item in items]
    if name == "languages":
        return [language_name(item, language) for item in items]
    return [quoted(item, language) for item in items] if name == "titles" else items


def _requirement(written: str) -> Requirement:
    """Read a requirement as its ``str`` writes it, kind:subject."""
    kind, _, subject = written.partition(":")
    return Requirement(kind=RequirementKind(kind), subject=subject)


def _length(minutes: int) -> str:
    """Write a length with the symbols that all languages share.

    >>> _length(150), _length(45), _length(120)
    ('2 h 30 min', '45 min', '2 h')
    """
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return " ".join(part for part in parts if part)


def _subject(requirement: Requirement, language: Language, problem: Problem | None) -> str:
    subject = requirement.subject
    match requirement.kind:
        case RequirementKind.INTERPRETERS:
            return language_name(subject, language)
        case RequirementKind.AVAILABILITY:
            return _party(subject, language, problem)
        case RequirementKind.ROOM | RequirementKind.ROOM_HOURS:
            room = problem.room.get(subject) if problem else None
            return (room.name or room.id) if room else subject
        case RequirementKind.ABSENCE:
            member = problem.member.get(subject) if problem else None
            return (member.name or member.id) if member else subject
        case _:
            return _title(subject, language, problem)


def _party(key: str, language: Language, problem: Problem | None) -> str:
    if key.startswith("state:"):
        return state_name(key.removeprefix("state:"), language)
    party = problem.party.get(key) if problem else None
    if party and key.startswith(_INTERPRETERS):
        return list_of((language_name(code, language) for code in party.name.split(", ")), language)
    return (party.name or party.id) if party else key


def _title(event: str, language: Language, problem: Problem | None) -> str:
    known = problem.event.get(event) if problem else None
    return quoted((known.title or known.id) if known else event, language)


_OBJECTIVE_WORDS = {
    Objective.STATE_DAYS: "States stay few days",
    Objective.ORGANISATION_DAYS: "Organisations stay few days",
    Objective.RAPPORTEUR_ABSENT: "The country rapporteur sits",
    Objective.LUNCH: "Lunch is kept free",
    Objective.PRIME_TIME: "Priority hearings at good hours",
    Objective.REMOTE_HOURS: "Humane hours for remote participants",
    Objective.TOPICS: "Themes spread or grouped",
    Objective.DAILY_LOAD: "Members do not sit too long on one day",
    Objective.BALANCE: "Members sit for equally long",
    Objective.CHANGES: "What was released changes little",
}
_OBJECTIVE_MEANING_WORDS = {
    Objective.STATE_DAYS: "The days between the first and the last activity of each State.",
    Objective.ORGANISATION_DAYS: "The days between the first and the last activity of each organisation or petitioner.",
    Objective.RAPPORTEUR_ABSENT: "Matters in which a country rapporteur who may take part does not sit.",
    Objective.LUNCH: "Activities that are held over lunch.",
    Objective.PRIME_TIME: "Priority hearings that are not wholly within the good hours of the day.",
    Objective.REMOTE_HOURS: "Hours that people attend from afar too early or too late on their own clock.",
    Objective.TOPICS: "Hearings beyond the share of a theme on one day, or days beyond one for a theme to be grouped.",
    Objective.DAILY_LOAD: "The time that a member sits on one day beyond what is not too much.",
    Objective.BALANCE: "The difference between the member who sits longest and the one who sits least.",
    Objective.CHANGES: "Activities that are on another day, at another hour, in another room or before other members than released.",
}
_OBJECTIVE_UNIT_WORDS = {
    Objective.STATE_DAYS: "for each day",
    Objective.ORGANISATION_DAYS: "for each day",
    Objective.RAPPORTEUR_ABSENT: "for each rapporteur",
    Objective.LUNCH: "for each activity",
    Objective.PRIME_TIME: "for each hearing",
    Objective.REMOTE_HOURS: "for each hour",
    Objective.TOPICS: "for each hearing or day",
    Objective.DAILY_LOAD: "for each quarter of an hour",
    Objective.BALANCE: "for each quarter of an hour",
    Objective.CHANGES: "for each change, by its kind",
}
_SOLUTION_WORDS = {
    Status.OPTIMAL: "This is the best programme: it costs {cost}, and none costs less.",
    Status.FEASIBLE: "The best programme found costs {cost}. Any would cost at least {bound}.",
    Status.INFEASIBLE: "There is no programme that keeps everything that is asked. What stands in the way is known.",
    Status.UNKNOWN: "No programme was found in this time, and it was not proven that there is none.",
}
_REPAIR_WORDS = {
    Status.OPTIMAL: "Changes: {count}. It was proven that less does not do.",
    Status.FEASIBLE: "Changes: {count}. It was not proven that less does not do.",
    Status.INFEASIBLE: "No change keeps everything that is asked. What stands in the way is known.",
    Status.UNKNOWN: "No change was found in this time that keeps everything that is asked.",
}
_CERTIFICATE_WORDS = {
    CertificateKind.NO_WINDOW: "“{event}” ({minutes}) has no hour. In the way stand: {causes}.",
    CertificateKind.NO_ROOM: "“{event}” ({minutes}) has no room at any hour. In the way stand: {causes}.",
    CertificateKind.NO_QUORUM: "“{event}” ({minutes}) needs {quorum} members at one time; {may_sit} may sit at all. In the way stand: {causes}.",
    CertificateKind.NO_INTERPRETERS: "“{event}” ({minutes}) has no hour with interpreters. Languages: {languages}. In the way stand: {causes}.",
    CertificateKind.PINS_CLASH: "“{first}” and “{second}” are pinned to places that cannot both be kept, on {day} at {hour}.",
    CertificateKind.PINS_QUORUM: "{titles} are pinned to the same time, on {day} at {hour}. Members needed: {members_needed}; members there: {members_present}.",
    CertificateKind.TOO_MUCH: "There is not enough time for {count} activities {when}: they need {minutes_needed}, and there are {minutes_available}.",
}
#: What is lacking, for the proofs that name it.
_RESOURCE_WORDS = {
    "pins_clash:room": "“{first}” and “{second}” are pinned to {name} at times that are too near each other, on {day} at {hour}.",
    "pins_clash:party": "“{first}” and “{second}” are pinned to the same time, on {day} at {hour}, and {name} is heard in both.",
    "pins_clash:interpreters": "“{first}” and “{second}” are pinned to the same time, on {day} at {hour}. There are not enough interpreters for both: {name}.",
    "too_much:party": "{name} is heard in {count} activities {when}. They need {minutes_needed}, and {minutes_available} are left.",
    "too_much:interpreters": "{count} activities need interpreters {when}: {name}. They need {minutes_needed}, and the teams have {minutes_available}.",
    "too_much:rooms": "{count} activities need a room {when}: {rooms}. They need {minutes_needed}, and {minutes_available} are free.",
    "too_much:quorum": "{count} activities need a quorum of {quorum} members {when}, and two quorums cannot sit at once. They need {minutes_needed}, and there are {minutes_available}.",
    "too_much:members": "{count} activities need members for {minutes_needed} in all {when}, and the members have {minutes_available}.",
}
_REQUIREMENT_WORDS = {
    RequirementKind.AVAILABILITY: "when {name} can come",
    RequirementKind.ROOM: "the seats, the privacy and the languages of {name}",
    RequirementKind.ROOM_HOURS: "the hours of {name}",
    RequirementKind.PIN: "the pin of {name}",
    RequirementKind.NOTICE: "the notice of {name}",
    RequirementKind.QUORUM: "the quorum of {name}",
    RequirementKind.RECUSAL: "who may not take part in {name}",
    RequirementKind.ABSENCE: "when {name} is away",
    RequirementKind.INTERPRETERS: "the interpreters: {name}",
    RequirementKind.DAYS: "the hearing days of {name}",
    RequirementKind.PLACED: "that {name} has a place",
}
#: By kind and the facts that a sentence needs, the one that says most first.
_CURE_WORDS = {
    "leave_out:any one": "Leave out any one of these: {titles}.",
    "leave_out:any": "Leave out any {count} of these: {titles}.",
    "leave_out:titles": "Leave out {titles}.",
    "leave_out:": "Leave out some activities.",
    "one_more_team:language,day": "Find one more team of interpreters for {day}: {language}.",
    "one_more_team:": "Find one more team of interpreters.",
    "shorter_notice:event,day": "Ask the President for a shorter notice, in exceptional circumstances: “{event}” could then be held on {day}.",
    "shorter_notice:": "Ask the President for a shorter notice in exceptional circumstances.",
    "lift_pin:event": "Lift the pin of “{event}”.",
    "lift_pin:": "Lift a pin.",
    "other_availability:party,event,day": "Ask {party} to come to “{event}” on {day}.",
    "other_availability:": "Ask for other days or hours.",
    "one_more_room:": "Find one more room.",
    "one_more_member:member,event,day": "Have {member} sit in “{event}” on {day}.",
    "one_more_member:member": "Have {member} come as well.",
    "one_more_member:": "Find one more member who can sit.",
    "longer_hours:minutes": "Hold hearings for {minutes} more on every day.",
    "longer_hours:": "Hold hearings for longer hours, or on one more day.",
    "move:event,day,hour,room": "Move “{event}” to {day} at {hour}, {room}.",
    "move:": "Move an activity that is placed.",
}
