"""What a letter is made from: its articles, who signs it and who convoked, looked up by the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import Convocation, HearingKind
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.member import Office, OfficeHeld
from convoca.domain.notice import NoticeKind
from convoca.domain.party import Party, PartyKind
from convoca.services.notices.letter_making import letter_of
from convoca.services.notices.letters import Letter
from convoca.services.notices.recipients import recipients_of
from convoca.services.notices.signatories import (
    Secretary,
    secretaries_of,
    signatory_on,
    who_convoked,
)
from support.builders import a_hearing, a_member, a_period
from support.notice_table import MEXICO, SECRETARIES, TODAY, NoticeTable, a_notice_table


def letters(table: NoticeTable, on: date = TODAY) -> dict[str, Letter]:
    file = table.file
    return {n.party: letter_of(n, file, on=on, secretaries=SECRETARIES) for n in table.notices()}


def test_a_letter_holds_what_its_recipient_needs() -> None:
    table = a_notice_table()
    table.draft()
    letter = letters(table)["state:MX"]

    assert (str(letter.audience), letter.period_number, letter.is_example) == (
        "state:MX", 901, True,
    )  # fmt: skip
    assert letter.articles == ("61", "66.5")  # of a general nature
    assert letter.signatory == "Example Secretary"
    assert letter.reference.startswith("PS 901-N-")
    assert letter.is_draft


@pytest.mark.parametrize(
    ("kind", "articles"),
    [
        (HearingKind.CASE, ("61", "64.4")),
        (HearingKind.THEMATIC_REGIONAL, ("61", "66.5")),
    ],
)
def test_the_article_follows_the_kind_of_hearing(
    kind: HearingKind, articles: tuple[str, ...]
) -> None:
    table = a_notice_table(kind=kind)
    table.draft()

    assert {letter.articles for letter in letters(table).values()} == {articles}


def test_the_day_and_signatory_are_those_of_the_approval() -> None:
    table = a_notice_table()
    table.approve([n.id for n in table.draft().made])
    letter = letters(table, on=TODAY + timedelta(days=900))["state:MX"]

    assert (letter.dated, letter.signatory, letter.is_draft) == (TODAY, "Example Secretary", False)


def test_references_tell_nothing_of_how_many_letters_there_are() -> None:
    table = a_notice_table(hearings=3)
    table.draft()
    numbers = [n.id for n in table.notices()]
    references = {
        letter_of(n, table.file, on=TODAY, secretaries=()).reference for n in table.notices()
    }

    assert len(references) == len(numbers) == 6
    assert all(len(reference.rsplit("-", 1)[1]) == 8 for reference in references)


def test_whoever_was_in_office_signs() -> None:
    known = secretaries_of("2026-01-01 First Example; 2027-02-01  Second   Example ;")

    assert known[1] == Secretary(since=date(2027, 2, 1), name="Second Example")
    assert signatory_on(known, date(2027, 1, 31)) == "First Example"
    assert signatory_on(known, date(2027, 2, 1)) == "Second Example"
    assert signatory_on(known, date(2025, 12, 31)) == ""


@pytest.mark.parametrize(
    "setting", ["Example Name", "2027-13-01 Name", "2027-01-01 ", "2027-01-01"]
)
def test_a_setting_without_day_or_name_is_refused(setting: str) -> None:
    with pytest.raises(InvalidValue, match="no day and name"):
        secretaries_of(setting)


def test_who_presided_on_the_day_convoked_interim_boards_included() -> None:
    def held(office: Office, starts: date, *, interim: bool = False) -> OfficeHeld:
        return OfficeHeld(office=office, starts=starts, interim=interim)

    old = a_member("Old President", "MX", offices=(held(Office.PRESIDENT, date(2025, 1, 1)),))
    interim = a_member(
        "Interim President",
        "CO",
        offices=(held(Office.PRESIDENT, date(2027, 1, 10), interim=True),),
    )
    members = (old, interim)
    hearing = a_hearing(a_period())
    for day, expected in ((date(2027, 1, 9), old), (date(2027, 1, 12), interim)):
        convoked = replace(hearing, convocation=Convocation(convoked_on=day))
        assert who_convoked(convoked, members) == expected.name
    recorded = Convocation(convoked_on=date(2027, 1, 12), convoked_by=old.id)
    assert who_convoked(replace(hearing, convocation=recorded), members) == "Old President"
    assert who_convoked(hearing, members) == ""


def test_the_zone_is_the_partys_else_that_of_its_capital_else_the_periods() -> None:
    table = a_notice_table()
    parties = (
        Party(kind=PartyKind.STATE, name="MX", state=StateCode("MX"), language=Language.ENGLISH),
        Party(kind=PartyKind.PETITIONER, name="Example One", zone="America/Lima"),
        Party(kind=PartyKind.PETITIONER, name="Example Two", zone="Nowhere/At_All"),
        Party(kind=PartyKind.PETITIONER, name=" "),
    )
    table.change(parties=parties)
    found = recipients_of(table.file, table.hearing)

    assert [(r.addressee, r.zone) for r in found] == [
        ("Mexico", MEXICO.zone), ("Example One", "America/Lima"), ("Example Two", "America/New_York"),
    ]  # fmt: skip


def test_an_address_of_two_lines_is_none_and_a_state_is_written_to_where_it_was() -> None:
    table = a_notice_table(hearings=2)
    organisation, state = table.hearing.parties
    first = replace(state, email="mission@example.org")
    table.change(
        parties=(replace(organisation, email="a@example.org\r\nBcc: b@example.org"), first)
    )
    table.draft()

    assert {(n.party, n.address) for n in table.notices(NoticeKind.CONVOCATION)} >= {
        ("example organisation 1", ""), ("state:MX", "mission@example.org"),
    }  # fmt: skip
    assert recipients_of(table.file, table.hearings[1])[1].address == "mission@example.org"
