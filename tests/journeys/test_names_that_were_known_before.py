"""A person is protected after the name was typed, imported, drafted, minuted and published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Hearing, PrivateDecision, Visibility
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.language import Language
from convoca.domain.minutes import Attendance
from convoca.domain.party import Role
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.rules.hearing_notices import notice_is_in_time
from convoca.services.audience import SECRETARIAT
from convoca.services.drafts import find_draft, keep_draft
from convoca.services.hearings import cancel_hearing, decide_on_privacy, save_hearing
from convoca.services.identities import names_in, reveal_identity
from convoca.services.importing.applying import apply
from convoca.services.importing.columns import Kind
from convoca.services.importing.planning import plan
from convoca.services.importing.table import Row, Table
from convoca.services.minutes.of_hearings import hearing_minutes
from convoca.services.minutes.saving import save_hearing_minutes
from convoca.services.period_file import read_period_file
from convoca.services.periods import save_period
from convoca.services.programme import change_activity, place, take_out
from convoca.services.protection import protect_participant
from convoca.services.requests import grant_request, save_request
from support.builders import ROOM, a_participant, a_period, a_request

NAME = "Xiomara Zúñiga de la Canaria"
WITNESS = a_participant(name=NAME, role=Role.WITNESS, purpose="Example testimony")


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


@pytest.fixture
def period(convoca: Convoca) -> PeriodOfSessions:
    return save_period(a_period(), reason="Example", uow=convoca.unit_of_work())


@pytest.fixture
def request_(convoca: Convoca, period: PeriodOfSessions) -> HearingRequest:
    request = a_request(period, participants=(WITNESS,))
    return save_request(request, reason="Received", uow=convoca.unit_of_work())


@pytest.fixture
def hearing(convoca: Convoca, request_: HearingRequest) -> Hearing:
    granted = grant_request(
        request_.id, on=date(2027, 1, 20), reason="Granted", uow=convoca.unit_of_work()
    )
    assert isinstance(granted, Hearing)
    return granted


def _protect(
    convoca: Convoca,
    request: HearingRequest,
    *,
    pseudonym: str = "Witness 1",
    reason: str = "Asked",
) -> tuple[str, ...]:
    return protect_participant(
        request.id, WITNESS.id, pseudonym=pseudonym, reason=reason, uow=convoca.unit_of_work()
    )


def _stored(convoca: Convoca, request: HearingRequest) -> HearingRequest:
    with convoca.reading() as uow:
        return uow.requests.get(request.id)


def test_a_page_opened_before_does_not_bring_the_name_back(
    convoca: Convoca, request_: HearingRequest
) -> None:
    """After a conflict a person can choose her own version: it must not be the one with the name."""
    _protect(convoca, request_)
    mine = replace(request_, note="corrected", version=_stored(convoca, request_).version)

    with pytest.raises(ProtectedNameFound):
        save_request(mine, reason="Mine over theirs", uow=convoca.unit_of_work())
    assert names_in(_stored(convoca, request_), [NAME]) == []


def test_nor_does_any_act_on_the_hearing(
    convoca: Convoca, request_: HearingRequest, hearing: Hearing
) -> None:
    _protect(convoca, request_)
    with convoca.reading() as uow:
        file = read_period_file(hearing.period, uow=uow)
        mine = replace(hearing, version=uow.hearings.get(hearing.id).version)
    told = {"reason": "Mine over theirs", "uow": convoca.unit_of_work()}
    acts = (
        lambda: save_hearing(mine, **told),
        lambda: change_activity(file, mine, **told),
        lambda: cancel_hearing(mine, **told),
        lambda: decide_on_privacy(
            mine, Visibility.PRIVATE, PrivateDecision(), today=date(2027, 2, 1), **told
        ),
    )

    for act in acts:
        with pytest.raises(ProtectedNameFound):
            act()


def test_the_same_file_imported_again_does_not_bring_the_name_back(
    convoca: Convoca, period: PeriodOfSessions
) -> None:
    def import_it() -> int:
        planned = plan(
            Kind.REQUESTS, table, uow=convoca.reading(), today=date(2027, 1, 4), period_number=901
        )
        return apply(planned, reason="Imported", uow=convoca.unit_of_work()).written

    cells = {
        "reference": "PS 901-7", "received": "2026-12-01", "title": "Example matter",
        "participants": f"{NAME} | witness | what she saw",
    }  # fmt: skip
    table = _table(cells)
    assert import_it() == 1
    with convoca.reading() as uow:
        (request,) = uow.requests.all(period=period.id)
    protect_participant(
        request.id, request.participants[0].id, pseudonym="Witness 1", reason="Asked",
        uow=convoca.unit_of_work(),
    )  # fmt: skip

    assert import_it() == 0
    assert [p.name for p in _stored(convoca, request).participants] == ["Witness 1"]


def test_an_import_that_names_who_was_sealed_by_hand_is_refused(
    convoca: Convoca, period: PeriodOfSessions, request_: HearingRequest
) -> None:
    _protect(convoca, request_)
    cells = {
        "reference": request_.reference, "received": "2026-12-01", "title": request_.title,
        "participants": f"{NAME} | witness",
    }  # fmt: skip
    planned = plan(
        Kind.REQUESTS, _table(cells), uow=convoca.reading(), today=date(2027, 1, 4),
        period_number=901,
    )  # fmt: skip

    with pytest.raises(ProtectedNameFound):
        apply(planned, reason="Imported", uow=convoca.unit_of_work())


def test_the_minutes_that_named_the_person_give_the_pseudonym(
    convoca: Convoca, request_: HearingRequest, hearing: Hearing
) -> None:
    with convoca.reading() as uow:
        draft = hearing_minutes(read_period_file(hearing.period, uow=uow), hearing)
    save_hearing_minutes(
        replace(draft, decisions=(f"{NAME} is heard first",)), reason="Draft",
        now=convoca.now(), uow=convoca.unit_of_work(),
    )  # fmt: skip

    assert _protect(convoca, request_) == ("decisions[1]",)
    with convoca.reading() as uow:
        minutes = uow.hearing_minutes.get(hearing.id)
    assert minutes.attendance == (
        Attendance(name="Witness 1", role=Role.WITNESS, protected=True),
    )  # fmt: skip


def test_no_draft_keeps_the_name(convoca: Convoca, request_: HearingRequest) -> None:
    others = convoca.store.transaction(actor="another coordinator")
    keep_draft("request:1", {"participants": [{"name": NAME}]}, uow=others)
    keep_draft("request:2", {"title": "Example matter"}, uow=others)

    _protect(convoca, request_)

    assert find_draft("request:1", uow=others) is None
    assert find_draft("request:2", uow=others) is not None


@pytest.mark.parametrize("telling", [{"pseudonym": "Sra. Zúñiga Canaria"}, {"reason": NAME}])
def test_neither_pseudonym_nor_reason_gives_the_name_away(
    convoca: Convoca, request_: HearingRequest, telling: dict[str, str]
) -> None:
    with pytest.raises(ProtectedNameFound):
        _protect(convoca, request_, **telling)
    assert _stored(convoca, request_) == request_


def test_the_reason_of_a_reading_does_not_hold_the_name(
    convoca: Convoca, request_: HearingRequest
) -> None:
    _protect(convoca, request_)
    with pytest.raises(ProtectedNameFound):
        reveal_identity(WITNESS.id, reason=f"Ticket of {NAME}", uow=convoca.unit_of_work())


def test_what_a_calendar_said_before_is_not_said_again_as_cancelled(
    convoca: Convoca, request_: HearingRequest, hearing: Hearing
) -> None:
    """The Secretariat's calendar repeats what was withdrawn, from its memory."""
    saved = save_hearing(
        replace(hearing, title=f"Testimony of {NAME}"), reason="Named", uow=convoca.unit_of_work()
    )
    with convoca.reading() as uow:
        file = read_period_file(saved.period, uow=uow)
    placed = place(
        file, saved.id, day=date(2027, 3, 8), hour=time(9), room=ROOM, reason="Placed",
        uow=convoca.unit_of_work(),
    )  # fmt: skip
    assert _says_the_name(convoca)
    _protect(convoca, request_)
    take_out(placed, reason="Taken out", uow=convoca.unit_of_work())

    assert not _says_the_name(convoca)
    assert not _says_the_name(convoca)


def _says_the_name(convoca: Convoca) -> bool:
    feed = convoca.calendar(901, SECRETARIAT)
    written = convoca.calendar_bytes(feed, Language.ENGLISH).replace(b"\r\n ", b"")
    return b"Xiomara" in written


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Xiomara Canaria", id="first-and-last"),
        pytest.param("X. Zúñiga", id="initial"),
        pytest.param("Zúñiga, X.", id="initial-after"),
        pytest.param("declaracion_XiomaraZuniga.pdf", id="written-together"),
        pytest.param("xiomara.zuniga@example.org", id="address"),
        pytest.param("Xio\u200bmara Zú\u00adñiga", id="invisible-marks"),
        pytest.param("Xi\u043emara Zuniga", id="letters-of-another-script"),
        pytest.param("Xiomara Z&uacute;&ntilde;iga", id="entities"),
        pytest.param("𝐗𝐢𝐨𝐦𝐚𝐫𝐚 𝐙𝐮𝐧𝐢𝐠𝐚", id="letters-of-mathematics"),
        pytest.param("Xiomara\u00a0Zúñiga", id="fixed-blank"),
        pytest.param("<b>Xiomara</b> <b>Zúñiga</b>", id="tags"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str) -> None:
    assert names_in({"title": typed}, [NAME]) == ["title"]


def test_a_name_is_found_among_three_given_names() -> None:
    assert names_in("Juan Soto", ["Juan Carlos Pérez Soto"]) == [""]
    assert names_in("Juan Pérez", ["Juan Carlos Pérez Soto"]) == [""]


def test_a_name_is_found_in_the_facts_of_a_finding() -> None:
    finding = notice_is_in_time(
        served=date(2027, 3, 1), hearing=date(2027, 3, 8), authority="the President",
        exceptional_circumstances=f"the state of {NAME}",
    )  # fmt: skip
    assert names_in(finding, [NAME]) == ["facts.circumstances"]


def _table(cells: dict[str, str]) -> Table:
    return Table(
        file="requests.csv",
        header=tuple(cells),
        rows=(Row(number=2, values=tuple(cells.values())),),
    )
