"""Every member of every enum of the domain, and every field of a row, has its word."""

import importlib
import pkgutil
from dataclasses import fields
from enum import Enum

import pytest

import convoca.domain
from convoca.domain.hearing import HearingKind
from convoca.domain.language import Language
from convoca.domain.party import Role
from convoca.i18n.rule_words import MISSING
from convoca.i18n.words import heading, missing, word
from convoca.rules.hearing_requests import request_is_complete
from convoca.services.read_models import ProgrammeRow, RequestRow
from support.builders import a_participant, a_period, a_request


def domain_enums() -> list[type[Enum]]:
    modules = [
        importlib.import_module(f"convoca.domain.{module.name}")
        for module in pkgutil.iter_modules(convoca.domain.__path__)
    ]
    return sorted(
        {
            found
            for module in modules
            for found in vars(module).values()
            if isinstance(found, type)
            and issubclass(found, Enum)
            and found.__module__.startswith("convoca.domain.")
        },
        key=lambda enum: enum.__name__,
    )


@pytest.mark.parametrize("enum", domain_enums(), ids=lambda enum: enum.__name__)
def test_every_member_of_an_enum_has_a_word_of_its_own(enum: type[Enum]) -> None:
    for language in Language:
        words = [word(member, language) for member in enum]
        assert all(words)
        assert len(set(words)) == len(words)
        assert not [said for said in words if "{" in said]


def test_there_are_enums_to_word() -> None:
    assert {"Decision", "HearingKind", "Verdict"} <= {enum.__name__ for enum in domain_enums()}


@pytest.mark.parametrize("row", [RequestRow, ProgrammeRow])
def test_every_field_of_a_row_has_a_heading(row: type) -> None:
    for language in Language:
        headings = [heading(field.name, language) for field in fields(row)]
        assert all(headings)
        assert len(set(headings)) == len(headings)


def test_what_the_rules_can_miss_in_a_request_has_a_word() -> None:
    witness = a_participant(name=" ", role=Role.WITNESS)
    bare = a_request(
        a_period(),
        kind=HearingKind.COUNTRY_GENERAL,
        purpose="",
        summary="",
        minutes_wanted=None,
        participants=(witness,),
    )
    nobody = a_request(a_period(), participants=())
    keys = [
        *request_is_complete(request=bare).facts["missing"],  # type: ignore[misc]
        *request_is_complete(request=nobody).facts["missing"],  # type: ignore[misc]
    ]

    assert set(keys) == {
        "purpose",
        "participants",
        "summary",
        "minutes_wanted",
        "witness_name",
        "witness_purpose",
    }
    for key in keys:
        assert missing(key, Language.ENGLISH) == MISSING[key]
