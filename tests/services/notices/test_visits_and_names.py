"""The letter before a visit with its checklist; what becomes of notices when a name is sealed."""

from dataclasses import replace
from datetime import date

import pytest

from convoca.documents.notice_letters import NoticeLetters
from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import ObservationId, StateCode, new_id
from convoca.domain.language import Language
from convoca.domain.notice import Notice, NoticeKind, NoticeStatus
from convoca.domain.on_site_observation import (
    GuaranteeAnswer,
    OnSiteObservation,
    SpecialCommission,
)
from convoca.domain.party import Role
from convoca.services.notices.drafting import draft_visit_notice
from convoca.services.notices.forgetting import forget_in_notices
from convoca.services.notices.letter_making import letter_of
from convoca.services.notices.outbox import edit_notice
from convoca.services.observations import GUARANTEES, record_guarantees
from support.builders import a_member, a_participant
from support.notice_table import NOW, SECRETARIES, TODAY, NoticeTable, a_notice_table

NAME = "Vlornik Quexada"
BR, MX = StateCode("BR"), StateCode("MX")


def a_visit(table: NoticeTable) -> OnSiteObservation:
    visit: OnSiteObservation = table.add(
        "observations",
        OnSiteObservation(
            id=ObservationId(new_id()), title="Example visit", opens=date(2027, 5, 3),
            closes=date(2027, 5, 7), states=(MX,), places="Example itinerary", is_example=True,
        ),
    )  # fmt: skip
    return visit


def test_a_visited_state_gets_the_guarantees_with_its_answers() -> None:
    table = a_notice_table()
    visit = record_guarantees(
        a_visit(table),
        [GuaranteeAnswer(letter="e", granted=True, note="In writing"), GuaranteeAnswer(letter="56")],
        reason="The State answered", uow=table.uow(),
    )  # fmt: skip
    visit = record_guarantees(
        visit, [GuaranteeAnswer(letter="a", granted=False)], reason="And again", uow=table.uow()
    )
    assert [answer.letter for answer in visit.guarantees] == ["56", "a", "e"]
    made = draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow())

    assert (made.kind, made.addressee, made.zone) == (
        NoticeKind.VISIT, "México", "America/Mexico_City",
    )  # fmt: skip
    assert tuple(answer.letter for answer in made.facts.guarantees) == GUARANTEES
    assert len(GUARANTEES) == 12
    assert {a.letter: a.granted for a in made.facts.guarantees if a.granted is not None} == {
        "a": False, "e": True,
    }  # fmt: skip
    assert "itinerary" not in repr(made)


def test_a_visited_state_learns_who_comes_the_president_first() -> None:
    table = a_notice_table()
    first, second, third = (
        table.add("members", a_member(f"Example Member {letter}", "BR")) for letter in "ABC"
    )
    visit = a_visit(table)
    assert draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow()).facts.may_attend == ()
    named = SpecialCommission(members=(first.id, second.id, third.id), president=second.id)
    table.add("observations", replace(visit, special_commission=named))
    made = draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow())

    assert made.facts.may_attend == ("Example Member B", "Example Member A", "Example Member C")
    (approved,) = table.approve([made.id])
    letter = letter_of(approved, table.file, on=TODAY, secretaries=SECRETARIES)
    text = NoticeLetters().text(replace(letter, language=Language.ENGLISH))
    assert "\n  Special Commission: Example Member B, Example Member A" in text


def test_a_letter_before_a_visit_is_drafted_once_and_again_when_the_answers_changed() -> None:
    table = a_notice_table()
    visit = a_visit(table)
    first = draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow())
    assert draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow()) == first
    record_guarantees(visit, [GuaranteeAnswer(letter="k")], reason="x", uow=table.uow())
    visit = record_guarantees(
        table.file.file.observations[0], [GuaranteeAnswer(letter="k", granted=True)],
        reason="x", uow=table.uow(),
    )  # fmt: skip
    second = draft_visit_notice(visit.id, MX, now=NOW, uow=table.uow())

    by_id = {notice.id: notice for notice in table.file.notices}
    assert by_id[first.id].overtaken_by == second.id
    (approved,) = table.approve([second.id])
    letter = letter_of(approved, table.file, on=TODAY, secretaries=SECRETARIES)
    assert (letter.period_number, letter.is_example, letter.articles) == (None, True, ("56", "57"))
    assert letter.reference.startswith("N-")


def test_a_state_that_is_not_visited_gets_no_letter_and_an_unknown_guarantee_is_refused() -> None:
    table = a_notice_table()
    visit = a_visit(table)
    with pytest.raises(NotAllowed, match="not visited"):
        draft_visit_notice(visit.id, BR, now=NOW, uow=table.uow())
    with pytest.raises(InvalidValue, match="a to k"):
        record_guarantees(visit, [GuaranteeAnswer(letter="l")], reason="x", uow=table.uow())


def forget(table: NoticeTable, participant: object) -> tuple[str, ...]:
    with table.uow() as uow:
        left = forget_in_notices(NAME, "Witness 1", participant, uow=uow)  # type: ignore[arg-type]
        uow.commit(reason="Sealed")
    return left


def told_of_a_witness() -> tuple[NoticeTable, Notice]:
    """Return a table with an open letter that names a witness in its list and in its message."""
    table = a_notice_table()
    witness = a_participant(name=NAME, role=Role.WITNESS)
    table.change(participants=(witness,))
    table.draft()
    (notice,) = table.notices(NoticeKind.WITNESSES_OFFERED)
    edited = edit_notice(
        notice, message=f"Hear {NAME.upper()}.", address="", language=Language.SPANISH,
        accredit_by=None, documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip
    return table, edited


def test_a_sealed_name_leaves_what_nobody_was_sent_and_the_approved_are_drafts_again() -> None:
    table, notice = told_of_a_witness()
    (approved,) = table.approve([notice.id])
    assert NAME in approved.text
    left = forget(table, approved.facts.witnesses[0].id)

    (now,) = table.notices(NoticeKind.WITNESSES_OFFERED)
    assert left == ()
    assert (now.status, now.text, now.message) == (NoticeStatus.DRAFT, "", "Hear Witness 1.")
    assert [w.name for w in now.facts.witnesses] == ["Witness 1"]


@pytest.mark.parametrize("state", ["handed_over", "attempted"])
def test_a_sealed_name_in_a_letter_that_left_the_house_is_named_and_not_rewritten(
    state: str,
) -> None:
    table, notice = told_of_a_witness()
    table.serve(notice, state=state)
    left = forget(table, notice.facts.witnesses[0].id)

    reference = notice.id.hex[:8].upper()
    assert f"notice {reference}: text" in left
    assert not any(NAME in where for where in left)
    stored = next(n for n in table.file.notices if n.id == notice.id)
    assert NAME in stored.text


def test_a_name_written_in_another_way_is_reported() -> None:
    table, notice = told_of_a_witness()
    edit_notice(
        notice, message="Mr. Quexada, Vlornik", address="", language=Language.SPANISH,
        accredit_by=None, documents_by=None, documents="", reason="x", uow=table.uow(),
    )  # fmt: skip

    assert forget(table, notice.facts.witnesses[0].id) == (
        f"notice {notice.id.hex[:8].upper()}: message",
    )


def test_each_state_is_told_its_own_answers_alone() -> None:
    table = a_notice_table()
    visit = replace(a_visit(table), states=(MX, BR))
    table.add("observations", visit)
    with table.uow() as uow:
        visit = uow.observations.get(visit.id)
    record_guarantees(
        visit,
        [
            GuaranteeAnswer(letter="a", state=MX, granted=True, note="Word of Mexico"),
            GuaranteeAnswer(letter="a", state=BR, granted=False, note="Word of Brazil"),
            GuaranteeAnswer(letter="b", note="Nobody knows whose"),
        ],
        reason="Answered", uow=table.uow(),
    )  # fmt: skip

    for state, own in ((MX, "Word of Mexico"), (BR, "Word of Brazil")):
        facts = draft_visit_notice(visit.id, state, now=NOW, uow=table.uow()).facts
        assert [a.note for a in facts.guarantees if a.note] == [own]
        assert {a.state for a in facts.guarantees} == {state}
