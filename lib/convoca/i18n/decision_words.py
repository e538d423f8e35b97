"""What each decision of the table of majorities is called."""

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_DECISION_WORDS = {
    "other": "Any other decision",
    "incompatibility": "Situation of incompatibility of a member",
    "election_procedure": "Election otherwise than by secret ballot",
    "board_election": "Election of an officer of the board",
    "executive_secretary": "Choice of the best qualified candidate for Executive Secretary",
    "special_period": "Holding of a special period of sessions",
    "next_period": "Fixing date and place of the next period",
    "meeting_away": "Meeting away from the seat",
    "public_session": "Opening a session to the public",
    "rapporteurs_designated": "Designation of rapporteurs",
    "rapporteurship": "Creation of a rapporteurship with its mandate",
    "special_rapporteur_replaced": "Replacement of a special rapporteur",
    "special_rapporteur": "Election of a special rapporteur",
    "work_plan": "Approval of the work plan of a rapporteurship",
    "recusal": "Whether a member takes part in a matter",
    "report_on_a_state": "Report on the situation of human rights in a State",
    "state_not_party": "Decision about a State that is not party to the American Convention",
    "shorter_explanations": "Shorter time limit for explanations of vote",
    "minutes": "Approval of minutes of a session",
    "special_study": "Special study or work entrusted to a member",
    "working_languages": "Choice of the working languages",
    "precautionary_measure": "Precautionary measures",
    "admissibility": "Admissibility of a petition",
    "admissibility_deferred": "Admissibility deferred until the merits",
    "friendly_settlement": "Report on a friendly settlement",
    "archiving": "Archiving of a petition or case",
    "merits": "Merits of a case",
    "not_referred_to_the_court": "Not referring a case to the Court",
    "time_limit_suspended": "Suspension of the time limit to refer a case to the Court",
    "final_report": "Final report on a case",
    "publication_of_report": "Publication of the final report on a case",
    "special_commission": "Special Commission for an on-site observation",
    "report": "Thematic, regional or annual report",
    "chapter_iv_b": "States in Chapter IV.B of the Annual Report",
    "private_hearing": "Private hearing of a matter",
    "provisional_measures": "Request to the Court for provisional measures",
    "interpretation": "Interpretation of the Rules of Procedure",
    "amendment_of_rules": "Amendment of the Rules of Procedure",
}


def decision_word(key: str, language: Language) -> str:
    """Say what a decision is called. Raises KeyError for one that the table does not have."""
    return text(_DECISION_WORDS[key], language)
