"""What the time limits of petitions and reports are called, and what each is counted from."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from convoca.domain.language import Language
from convoca.domain.petition_step import PetitionStep
from convoca.i18n.catalogue import text

_PETITION_STEP_WORDS = {
    PetitionStep.STATE_RESPONSE: "Response of the State to the petition",
    PetitionStep.PETITIONER_OBSERVATIONS: "Observations of the petitioner on the merits",
    PetitionStep.STATE_OBSERVATIONS: "Observations of the State on the merits",
    PetitionStep.POSITION_ON_REFERRAL: "Position of the petitioner on referral to the Court",
    PetitionStep.REFERRAL_TO_THE_COURT: "Referral of the case to the Court",
    PetitionStep.FINAL_REPORT: "Final report of the Commission",
    PetitionStep.REPLY_TO_THE_ANNUAL_REPORT: "Reply of the State to the annual report",
    PetitionStep.OBSERVATIONS_ON_A_STATE_REPORT: "Observations of the State on the draft report about it",
}

_COUNTED_FROM_WORDS = {
    PetitionStep.STATE_RESPONSE: "The day on which the request was transmitted to the State",
    PetitionStep.PETITIONER_OBSERVATIONS: "The day on which the petitioner was asked for observations",
    PetitionStep.STATE_OBSERVATIONS: "The day on which the State was asked for observations",
    PetitionStep.POSITION_ON_REFERRAL: "The day on which the petitioner was notified of the report",
    PetitionStep.REFERRAL_TO_THE_COURT: "The day on which the report was transmitted to the State",
    PetitionStep.FINAL_REPORT: "The day on which the preliminary report was transmitted to the State",
    PetitionStep.REPLY_TO_THE_ANNUAL_REPORT: "The day on which the preliminary copy was transmitted to the State",
    PetitionStep.OBSERVATIONS_ON_A_STATE_REPORT: "The day on which the draft was transmitted to the State",
}

_WHAT_TO_KNOW_WORDS = {
    PetitionStep.STATE_RESPONSE: "The Executive Secretariat may extend it for good reason, never beyond the latest day.",
    PetitionStep.PETITIONER_OBSERVATIONS: "The Executive Secretariat may extend it for good reason, never beyond the latest day.",
    PetitionStep.STATE_OBSERVATIONS: "The Executive Secretariat may extend it for good reason, never beyond the latest day.",
    PetitionStep.POSITION_ON_REFERRAL: "For cases about States that have accepted the jurisdiction of the Court.",
    PetitionStep.REFERRAL_TO_THE_COURT: "Three months by Article 51.1 of the American Convention; the Commission may suspend them at the request of the State, which then waives objections to the delay.",
    PetitionStep.FINAL_REPORT: "Once the time is over without a solution or a referral, the Commission may issue it by an absolute majority.",
    PetitionStep.REPLY_TO_THE_ANNUAL_REPORT: "For Chapters IV.B and V, before they are published.",
    PetitionStep.OBSERVATIONS_ON_A_STATE_REPORT: "The Rules give no number: the Commission sets the day for each report.",
}

WORDS_OF_THE_YEAR: Mapping[type[Enum], Mapping[Any, str]] = {PetitionStep: _PETITION_STEP_WORDS}


def counted_from(step: PetitionStep, language: Language) -> str:
    """Say from which day a time limit runs."""
    return text(_COUNTED_FROM_WORDS[step], language)


def what_to_know(step: PetitionStep, language: Language) -> str:
    """Say who may extend it, or for which cases it is."""
    return text(_WHAT_TO_KNOW_WORDS[step], language)
