"""A finding in words: what the rule is called, what was found, and what would mend it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from convoca.domain.finding import Citation, Fact, Finding
from convoca.domain.hearing import HearingKind, Issue
from convoca.domain.language import Language
from convoca.domain.petition_step import PetitionStep
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.constraint_words import (
    CONSTRAINT_CURES,
    CONSTRAINT_SENTENCES,
    CONSTRAINT_TITLES,
)
from convoca.i18n.dates import (
    day,
    hour,
    language_name,
    length_in_days,
    length_in_months,
    list_of,
    moment,
    state_name,
)
from convoca.i18n.finding_sentences import ADDITIONS, SENTENCES
from convoca.i18n.rule_words import CURES, MISSING, TITLES
from convoca.i18n.words import word
from convoca.scheduling.constraints import CUSTOMS, Constraint

_STATES = frozenset(
    {
        "accredited_to",
        "held_by_former_members",
        "national_of",
        "resident_in",
        "special_mission_to",
        "states",
        "states_excluded",
        "states_missing",
        "states_refusing",
    }
)


#: Hours of the venue's clock, written HH:MM in a finding.
_HOURS = frozenset({"hour", "opens", "closes", "pinned_hour"})


def title(rule: str, language: Language) -> str:
    """Return what a rule or constraint is called. Raises KeyError for one that there is not."""
    return text({**TITLES, **CONSTRAINT_TITLES}[rule], language)


def sentence(finding: Finding, language: Language) -> str:
    """Say what was found, with its dates and names; then what the reader should also know."""
    values = {name: _worded(name, fact, language) for name, fact in finding.facts.items()}
    said = [_template(finding)]
    said += [addition for fact, addition in ADDITIONS.items() if finding.facts.get(fact)]
    return " ".join(text(template, language, **values) for template in said)


def cure(finding: Finding, language: Language) -> str:
    """Say what would mend a breach or settle an open question; empty where nothing is to be done."""
    return text({**CURES, **CONSTRAINT_CURES}[finding.cure], language) if finding.cure else ""


def articles(citations: Iterable[Citation], language: Language) -> str:
    """Name the articles of the Rules of Procedure, or say that there is none."""
    numbers = [str(citation) for citation in citations]
    if not numbers:
        return text("Custom, no article", language)
    if len(numbers) == 1:
        return text("Art. {article}", language, article=numbers[0])
    return text("Arts. {articles}", language, articles=", ".join(numbers))


def basis(finding: Finding, language: Language) -> str:
    """Say what a finding rests on: articles, a custom, or plain impossibility."""
    impossible = finding.rule in set(Constraint) - CUSTOMS
    if impossible and not finding.citations:
        return text("Impossible", language)
    return articles(finding.citations, language)


def missing_part(key: str, language: Language) -> str:
    """Name a part that a record lacks, as a list within a sentence does."""
    return text(MISSING[key], language)


def msgids() -> Iterator[str]:
    """Yield every English sentence that a finding can need, for the catalogues."""
    yield from (*TITLES.values(), *CONSTRAINT_TITLES.values())
    yield from (*CURES.values(), *CONSTRAINT_CURES.values())
    yield from MISSING.values()
    judged = (*SENTENCES.values(), *CONSTRAINT_SENTENCES.values())
    for said in (said for verdicts in judged for said in verdicts.values()):
        yield from [said] if isinstance(said, str) else said.values()
    yield from ADDITIONS.values()


def _template(finding: Finding) -> str:
    said = {**SENTENCES, **CONSTRAINT_SENTENCES}[finding.rule][finding.verdict]
    if isinstance(said, str):
        return said
    return next(template for fact, template in said.items() if not fact or finding.facts.get(fact))


def _worded(name: str, fact: Fact, language: Language) -> str:
    """Word one fact by its name where that says more than its type, else by its type."""
    if fact is None:
        return text("not on record", language)
    if isinstance(fact, tuple):
        return list_of((_worded_item(name, item, language) for item in fact), language)
    if isinstance(fact, int):
        return _worded_number(name, fact, language)
    if isinstance(fact, str):
        return _worded_key(name, fact, language)
    return _worded_day(fact, language)


def _worded_item(name: str, item: str, language: Language) -> str:
    if name in _STATES:
        return state_name(item, language)
    if name == "languages":
        return language_name(item, language)
    return missing_part(item, language) if name == "missing" else item


def _worded_number(name: str, number: int, language: Language) -> str:
    if name == "days":
        return length_in_days(number, language)
    return length_in_months(number, language) if name == "months" else str(number)


def _worded_key(name: str, key: str, language: Language) -> str:
    if name == "kind":
        return word(HearingKind(key), language)
    if name == "step":
        return word(PetitionStep(key), language)
    if name == "state":
        return state_name(key, language) if key else key
    if name == "language":
        return language_name(key, language)
    if name in _HOURS and key:
        return hour(time.fromisoformat(key), language)
    return word(Issue(key), language) if name == "issue" else key


def _worded_day(fact: date, language: Language) -> str:
    return moment(fact, SEAT_ZONE, language) if isinstance(fact, datetime) else day(fact, language)
