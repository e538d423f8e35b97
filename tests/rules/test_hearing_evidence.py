"""Arts. 64.3 and 65: a party that stays away, documents handed in, testimony of the other side."""

from dataclasses import replace
from datetime import date

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.hearing import EqualityOfArms
from convoca.domain.minutes import Annex, HearingMinutes, MinutesStatus
from convoca.domain.party import Party, PartyKind, Role, Side
from convoca.rules.hearing_evidence import (
    hearing_goes_on_without_the_party,
    other_side_knows_of_the_testimony,
    other_side_may_observe_on_documents,
)
from convoca.rules.hearing_notices import notice_is_in_time
from support.builders import MX, a_participant
from support.rule_examples import DAY, HEARING

PETITIONER = Party(kind=PartyKind.PETITIONER, name="Example Petitioner")
MEXICO = Party(kind=PartyKind.STATE, name="Mexico", state=MX)
WITNESS = a_participant(role=Role.WITNESS, name="Example Witness")
EXPERT = a_participant(role=Role.EXPERT, name="Example Expert", side=Side.STATE)
BOTH = replace(HEARING, parties=(PETITIONER, MEXICO), participants=(WITNESS, EXPERT))


@pytest.mark.parametrize(
    ("served", "circumstances", "today", "expected"),
    [
        (date(2027, 2, 8), "", DAY, Verdict.MET),
        (date(2027, 2, 9), "", DAY, Verdict.UNDETERMINED),
        (date(2027, 2, 9), "an urgent risk", DAY, Verdict.MET),
        (None, "", date(2027, 2, 8), Verdict.UNDETERMINED),
        (None, "", DAY, Verdict.BREACHED),
    ],
)
def test_a_hearing_goes_on_without_a_party_that_was_duly_notified(
    served, circumstances, today, expected
):
    notice = notice_is_in_time(
        served=served, hearing=DAY, exceptional_circumstances=circumstances, today=today
    )
    finding = hearing_goes_on_without_the_party(notice=notice)

    assert (finding.verdict, finding.articles) == (expected, ("64.3",))
    assert bool(finding.cure) is (expected is not Verdict.MET)


def test_each_side_is_told_of_the_others_testimony():
    def judged(*told):
        return other_side_knows_of_the_testimony(
            hearing=BOTH, told=told, day=DAY, today=date(2027, 3, 1)
        )

    assert judged(WITNESS.id, EXPERT.id).verdict is Verdict.MET
    assert judged(WITNESS.id).facts["untold"] == ("Example Expert",)
    assert judged().verdict is Verdict.UNDETERMINED


def test_testimony_that_was_not_told_needs_circumstances_and_measures():
    def judged(**equality):
        return other_side_knows_of_the_testimony(
            hearing=replace(BOTH, equality=EqualityOfArms(**equality)),
            told=(), day=DAY, today=date(2027, 3, 9),
        )  # fmt: skip

    assert judged().verdict is Verdict.BREACHED
    assert judged(untold_testimony="a risk to life").verdict is Verdict.BREACHED
    waived = judged(untold_testimony="a risk to life", balance_measures="time to answer")
    assert (waived.verdict, waived.articles) == (Verdict.WAIVED, ("65.5", "65.6"))


@pytest.mark.parametrize("parties", [(PETITIONER,), (MEXICO,), ()])
def test_where_one_side_is_called_nobody_has_to_be_told(parties):
    finding = other_side_knows_of_the_testimony(
        hearing=replace(BOTH, parties=parties), told=(), day=DAY, today=date(2027, 3, 9)
    )

    assert (finding.verdict, finding.facts["asked"]) == (Verdict.MET, False)


def test_documents_handed_in_need_a_time_limit_for_observations():
    minutes = HearingMinutes(id=HEARING.id, annexes=(Annex(title="Example annex"),))
    until = replace(HEARING, equality=EqualityOfArms(observations_until=date(2027, 4, 8)))
    completed = replace(minutes, status=MinutesStatus.COMPLETED)

    found = [
        other_side_may_observe_on_documents(hearing=hearing, minutes=record).verdict
        for hearing, record in (
            (HEARING, None),
            (HEARING, HearingMinutes(id=HEARING.id)),
            (HEARING, minutes),
            (HEARING, completed),
            (until, completed),
        )
    ]

    met, open_, breached = Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED
    assert found == [met, met, open_, breached, met]
