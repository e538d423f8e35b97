"""The steps of a petition, a case or a report on a State for which the Rules set a time limit."""

from enum import StrEnum


class PetitionStep(StrEnum):
    """In the order of the articles."""

    STATE_RESPONSE = "state_response"
    PETITIONER_OBSERVATIONS = "petitioner_observations"
    STATE_OBSERVATIONS = "state_observations"
    POSITION_ON_REFERRAL = "position_on_referral"
    REFERRAL_TO_THE_COURT = "referral_to_the_court"
    FINAL_REPORT = "final_report"
    REPLY_TO_THE_ANNUAL_REPORT = "reply_to_the_annual_report"
    OBSERVATIONS_ON_A_STATE_REPORT = "observations_on_a_state_report"
