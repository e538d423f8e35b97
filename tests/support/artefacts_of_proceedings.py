"""What Convoca writes of sessions, minutes and visits, each file with who reads it and what it may hold."""

from collections.abc import Iterator

from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.services.audience_table import Field, Thing
from convoca.services.read_models import MinutesEdition
from support.artefact import Artefact
from support.planted import Canary, Planted
from support.planted_records import LEFT_OUT

_SUFFIXES = ("docx", "pdf", "xml")
_OF_A_HEARING = {
    "place of the minutes", "who attended", "organisation", "decision", "who undertook",
    "what was undertaken", "annex", "who handed it in", "party that did not appear",
    "organisation of a protected person", "who is left out of copies", "where the recording is",
}  # fmt: skip
_KEPT_FROM_PARTIES = {
    "organisation of a protected person", "who is left out of copies", "where the recording is",
}  # fmt: skip
_OF_A_SESSION = {
    "place of the minutes of a session", "matter of a session", "decision of a session",
    "statement of a member", "vote in the minutes", "explanation in the minutes",
    "who announced an absence", "correction of minutes",
}  # fmt: skip
_OF_VOTES = {"question of a vote", "item of the order of business"}
_OF_COMMITMENTS = {"party of a commitment", "text of a commitment", "note of a commitment"}


def minutes_of_meetings(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """The minutes of the public hearing and of the closed session, whole, in every format."""

    def of_the_hearing(canary: Canary) -> bool:
        return canary.where in _OF_A_HEARING or _names_the_hearing(canary)

    def of_the_session(canary: Canary) -> bool:
        is_title = (canary.thing, canary.field) == (Thing.CONFIDENTIAL_SESSION, Field.TITLE)
        return is_title or canary.where in _OF_A_SESSION

    hearing = planted.hearings[0].id
    for language in Language:
        for suffix in _SUFFIXES:
            name, content = convoca.minutes(hearing, ActivityKind.HEARING, language, suffix)
            yield Artefact(name=name, content=content, may=of_the_hearing, all_of_it=True)
            name, content = convoca.minutes(planted.session, ActivityKind.SESSION, language, suffix)
            yield Artefact(name=name, content=content, may=of_the_session, all_of_it=True)


def copies_for_parties(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """What the State and the petitioner of the public hearing are given of its minutes (Art. 70.2)."""

    def may(canary: Canary) -> bool:
        told = canary.where in _OF_A_HEARING - _KEPT_FROM_PARTIES
        return told or _names_the_hearing(canary)

    hearing = planted.hearings[0]
    for party in hearing.parties[:2]:
        for suffix in _SUFFIXES:
            name, content = convoca.minutes(
                hearing.id,
                ActivityKind.HEARING,
                Language.SPANISH,
                suffix,
                edition=MinutesEdition.PARTY_COPY,
                redacted=(LEFT_OUT,),
                party=party.key,
            )
            yield Artefact(name=name, content=content, may=may, all_of_it=True)


def _names_the_hearing(canary: Canary) -> bool:
    named = canary.field is Field.TITLE or canary.where == "matter_number of a hearing"
    return canary.thing is Thing.PUBLIC_HEARING and named


def registers(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """Votes and commitments of the period (Secretariat); no ballot, no absence."""

    def of_votes(canary: Canary) -> bool:
        is_title = (canary.thing, canary.field) == (Thing.CONFIDENTIAL_SESSION, Field.TITLE)
        return canary.where in _OF_VOTES or is_title

    def of_commitments(canary: Canary) -> bool:
        return canary.where in _OF_COMMITMENTS or _names_the_hearing(canary)

    for language in Language:
        name, content = convoca.votes_workbook(planted.period.number, language)
        yield Artefact(name=name, content=content, may=of_votes)
        name, content = convoca.commitments_workbook(planted.period.number, language)
        yield Artefact(name=name, content=content, may=of_commitments, all_of_it=True)


_ON_A_SHEET = {"title", "staff of a visit", "stage of a visit"}
_ON_THE_SHEET_OF_WHO_TAKES_PART = {
    "activity of a visit", "place of an activity", "transport of an activity",
    "why an activity is held",
}  # fmt: skip
_ACTIVITY_OF = {
    Thing.ANNOUNCED_VISIT: Thing.ANNOUNCED_ACTIVITY,
    Thing.UNANNOUNCED_VISIT: Thing.PROTECTED_ACTIVITY,
}


def day_sheets(convoca: Convoca, planted: Planted) -> Iterator[Artefact]:
    """The sheet of everybody who goes; the officer takes part in no activity and is told of none."""
    for visit in planted.visits:
        (thing,) = (known for known in _ACTIVITY_OF if planted.subjects[known] == visit.id)
        for suffix in ("pdf", "docx"):
            for name, content in convoca.day_sheet_files(visit.id, Language.FRENCH, suffix):
                takes_part = str(planted.officer) not in name

                def may(
                    canary: Canary, *, of: Thing = thing, takes_part: bool = takes_part
                ) -> bool:
                    if canary.thing is _ACTIVITY_OF[of]:
                        return takes_part and canary.where in _ON_THE_SHEET_OF_WHO_TAKES_PART
                    return canary.thing is of and canary.where in _ON_A_SHEET

                yield Artefact(name=name, content=content, may=may)
