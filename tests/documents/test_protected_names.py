"""No exporter and no table can be handed the identity of a protected person (Arts. 64.3, 65.8)."""

import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from zipfile import ZipFile

import pytest

from convoca.analytics.frames import findings_frame, hearings_frame, periods_frame, requests_frame
from convoca.documents.akoma_ntoso import akoma_ntoso
from convoca.documents.day_sheets import day_sheet_docx, day_sheet_pdf
from convoca.documents.minutes import minutes_document, minutes_pdf
from convoca.documents.votes_workbook import commitments_workbook, votes_workbook
from convoca.documents.workbooks import programme_workbook, requests_workbook
from convoca.domain.language import Language
from convoca.domain.minutes import Attendance
from convoca.domain.party import Participant, ProtectedIdentity, Role
from convoca.services.requests import request_rows
from documents.samples import a_programme_row, a_request_row, hearing_minutes
from support.builders import a_participant, a_period, a_request

NAME = "CANARY-6f1d Pérez"
PSEUDONYM = "Witness CANARY-77"
EXPORTERS = (
    requests_workbook,
    programme_workbook,
    minutes_document,
    minutes_pdf,
    akoma_ntoso,
    votes_workbook,
    commitments_workbook,
    day_sheet_docx,
    day_sheet_pdf,
    requests_frame,
    findings_frame,
    hearings_frame,
    periods_frame,
)


def reachable(hint: object, seen: set[type]) -> Iterator[type]:
    """Yield every class that an argument of type ``hint`` can lead to, field by field."""
    for inner in typing.get_args(hint):
        yield from reachable(inner, seen)
    if not isinstance(hint, type) or hint in seen:
        return
    seen.add(hint)
    yield hint
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        for field in fields(hint):
            yield from reachable(hints[field.name], seen)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.__name__)
def test_no_argument_leads_to_an_identity(exporter: typing.Any) -> None:
    seen: set[type] = set()
    hints = typing.get_type_hints(exporter)
    hints.pop("return")
    found = {cls for hint in hints.values() for cls in reachable(hint, seen)}

    assert found
    assert ProtectedIdentity not in found


def test_the_walk_through_fields_would_find_one() -> None:
    assert Participant in set(reachable(list[tuple[Participant, ...]], set()))


def parts_of(package: bytes) -> bytes:
    with ZipFile(BytesIO(package)) as parts:
        return b"".join(name.encode() + parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("language", Language)
def test_artefacts_hold_the_pseudonym_and_never_the_name(language: Language) -> None:
    period = a_period()
    person = a_participant(name=PSEUDONYM, role=Role.WITNESS, protected=True)
    identity = ProtectedIdentity(id=person.id, name=NAME)
    request = a_request(period, participants=(person,), summary=f"{PSEUDONYM} will be heard.")
    minutes = hearing_minutes(attendance=(Attendance(name=person.name, protected=True),))

    register = requests_workbook(
        request_rows(period, [request]),
        period_number=period.number,
        language=language,
        is_example=True,
    )
    programme = programme_workbook(
        [a_programme_row()], period_number=period.number, language=language, is_example=True
    )
    document = minutes_document(minutes, language=language)

    for package in (register, programme, document):
        assert identity.name.encode() not in parts_of(package)
        assert b"CANARY-6f1d" not in parts_of(package)
    assert PSEUDONYM.encode() in parts_of(document)
    # Who takes part is no column of the register or of the tables.
    assert PSEUDONYM.encode() not in parts_of(register)
    assert PSEUDONYM not in requests_frame([a_request_row()]).to_csv()
