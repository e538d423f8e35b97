"""English sentences for rules, cures and missing parts; the keys of the catalogues."""

from collections.abc import Mapping

from convoca.i18n.sentences_of_the_year import CURES_OF_THE_YEAR, TITLES_OF_THE_YEAR

TITLES: Mapping[str, str] = {
    "majority_is_reached": "Majority for a decision",
    "only_those_present_voted": "Members present at an election",
    "officer_is_elected": "Votes for the election of an officer",
    "election_is_held_on_its_day": "Day on which the board is elected",
    "officer_may_be_elected_again": "Re-election to the same office",
    "vacancy_is_filled_at_the_next_period": "Filling of a vacant office of the board",
    "reports_at_the_beginning_are_presented": "Reports at the beginning of the period",
    "reasons_for_absence_are_on_record": "Reasons for the absence of members",
    "quorum_is_present": "Quorum",
    "minutes_are_approved_by_silence": "Approval of the minutes of a session",
    "two_regular_periods_in_the_year": "Regular periods of sessions in the year",
    "next_period_is_fixed": "Date and place of the next period of sessions",
    "meeting_away_is_approved": "Vote and consent for meeting away from the seat",
    "sessions_are_confidential_or_decided": "Confidentiality of the session",
    "member_takes_part": "Nationality and diplomatic posts of the member",
    "member_is_not_recused": "Grounds for not taking part",
    "explanation_of_vote_is_in_time": "Time limit for explanations of vote",
    "session_minutes_state_what_they_must": "Content of the minutes of the session",
    "special_commission_is_named": "Designation of the Special Commission",
    "member_joins_the_observation": "Nationality and residence of the member",
    "delegation_is_free_of_nationals_and_residents": "Nationals and residents in the delegation",
    "states_have_consented": "Invitation or consent of the States visited",
    "visited_state_is_left_out_of_chapter_iv_b": "Annual report of the year of a visit",
    "report_waits_for_the_state": "Steps of the report on a State",
    "hearing_is_convoked": "Convocation of the hearing",
    "purpose_is_among_those_of_the_rules": "Purpose of the hearing",
    "request_is_in_writing": "Written request",
    "request_is_in_time": "Time limit for requests for hearings",
    "request_is_complete": "Content of the request",
    "parties_are_convoked": "Convocation of both parties",
    "notice_is_in_time": "Time limit for the notice to the parties",
    "hearing_goes_on_without_the_party": "Hearing in the absence of a party",
    "other_side_may_observe_on_documents": "Observations on documents handed in",
    "other_side_knows_of_the_testimony": "Testimony known to the other side",
    "state_is_convened": "Convocation of the State concerned",
    "working_group_is_formed": "Working group for the hearing",
    "hearing_is_public_or_decided_private": "Public or private hearing",
    "minutes_state_what_they_must": "Content of the minutes of the hearing",
    "request_is_within_the_call": "Announced call for requests",
    "call_closes_by_the_last_day": "Closing of the call and last day of the Rules",
    "decision_reaches_the_requester_in_time": "Answer to those who asked for a hearing (custom)",
    "calendar_is_published_in_time": "Publication of the calendar of hearings (custom)",
    "sides_speak_equally_long": "Equal time to speak (custom)",
    "interpretation_reaches_both_sides": "Interpretation for both sides (custom)",
    **TITLES_OF_THE_YEAR,
}

CURES: Mapping[str, str] = {
    "announce_an_earlier_closing": (
        "Announce an earlier closing, or tell requesters that later requests are late "
        "under the Rules."
    ),
    "approve_the_urgent_designation": "Put the designation to the Commission and record its approval.",
    "approve_the_report": "Put the draft of the report to the Commission and record its approval.",
    "ask_for_the_consent": "Ask the State for its consent, and record its invitation or consent with its day.",
    "await_the_observations": "Wait for the observations of the State, until the last day that it was given.",
    "decide_on_publication": "Have the Commission decide how the report is published.",
    "move_the_visit": "Record the refusal of the stage, and put another place in its stead.",
    "record_the_steps_of_the_report": "Record the day of the missing step, or have the Commission decide anew.",
    "report_on_the_state_instead": "Prepare the report on the visit; a decision to include the State in the chapter goes back to the Commission.",
    "set_the_day_for_observations": "Give the State a last day for its observations on the report.",
    "transmit_the_report": "Transmit the approved report to the State.",
    "ask_for_it_in_writing": "Ask the requester to send the request in writing.",
    "ask_for_what_is_missing": "Ask the requester for what is missing.",
    "choose_a_purpose_of_the_rules": "Choose one of the purposes of Article 62, or decline the request.",
    "complete_the_minutes": "Add what is missing to the minutes.",
    "convene_the_state": "Convene the State, or have the Commission decide on a private hearing.",
    "convoke_both_parties": "Convoke both parties and record them on the hearing.",
    "decide_and_tell_the_parties": (
        "Record the decision of the Commission and its circumstances, and tell the parties before "
        "the hearing begins."
    ),
    "decide_the_recusal": "Have the Commission decide on the ground and record its decision.",
    "decide_whether_to_take_it": (
        "Decide whether to take the request; the call is a custom and the Rules have a time limit "
        "of their own."
    ),
    "elect_another_member": "Elect another member to the office.",
    "elect_the_board": "Elect the board on the first day of the first session, and record the election.",
    "fill_the_vacancy": "Fill the office at the next period of sessions, for the rest of its term.",
    "fix_the_first_session": "Fix the first session of the year.",
    "fix_the_next_period": "Record the date and place of the next period before this one closes.",
    "give_both_sides_equal_time": "Give both sides the same time to speak, and record it.",
    "give_time_for_observations": (
        "Give the other side a time limit for its observations, and record it."
    ),
    "have_the_president_convoke": (
        "Have whoever presides convoke the hearing. If the President was absent or had delegated "
        "the task, correct the board of officers or record the reason."
    ),
    "hear_on_own_initiative_or_decline": (
        "The Commission can still hold the hearing on its own initiative (Article 61); otherwise "
        "decline the request with this reason, or take it for a later period."
    ),
    "hold_another_ballot": "Hold another ballot without the names that received the fewest votes.",
    "hold_another_regular_period": "Plan another regular period of sessions in the year.",
    "hold_the_ballot_again": "Hold the ballot again among the members present.",
    "interpret_into_every_language": (
        "Add the language to those of the hearing, so that interpreters are planned."
    ),
    "interpret_the_limit_of_reelection": (
        "Have the Commission say which four years are meant: interpretation takes an absolute majority."
    ),
    "make_the_minutes_final": "Make the minutes final: from then on they stay as they are.",
    "name_another_member": "Name another member.",
    "name_the_special_commission": (
        "Name the members of the Special Commission and its President, and record the day."
    ),
    "place_the_hearing_and_check_its_members": (
        "Give the hearing a day, and check that every member of the group is on record."
    ),
    "present_the_explanation": "Present the explanation in writing to the Secretariat.",
    "present_the_reports": "Put both reports on the order of business of the first session, and record that they were presented.",
    "publish_the_calendar": "Publish the calendar and record the day.",
    "put_it_to_the_vote_again": (
        "The proposal is not carried. Put it to the vote again once enough members are present and agree."
    ),
    "put_the_minutes_to_the_commission": (
        "Put the minutes with the objection to the Commission, and record what it decides."
    ),
    "record_exceptional_circumstances": (
        "Choose a later day for the hearing, or record the exceptional circumstances that shorten "
        "the time and who decided so."
    ),
    "record_nationality_and_residence": "Record the nationality and residence of every member named.",
    "record_proposal_and_convocation": (
        "Record when the Executive Secretary proposed the hearing, and when and by whom it was convoked."
    ),
    "record_the_board_of_officers": "Record who was on the board of officers that day.",
    "record_the_call": "Record when the announced call closes.",
    "record_the_day_of_decision": "Record the day on which date and place were fixed.",
    "record_the_decision_or_close_the_session": (
        "Record the decision that opened the session, or mark it as confidential."
    ),
    "record_the_nationality": "Record the nationality of the member.",
    "record_the_reasons_for_absence": (
        "Record that the member told the Executive Secretary, for which reason, and when the President was told."
    ),
    "record_the_term_of_office": "Record the term of office of the member.",
    "record_vote_and_consent": "Record the vote of the members and the consent or invitation of the State.",
    "say_the_issue": "Ask the requester which issue the hearing is to be about.",
    "send_the_minutes_to_every_member": (
        "Send the minutes to every member and let a later period approve them, or put them to the Commission."
    ),
    "serve_the_notice": "Serve the notice on the party and record the day.",
    "serve_the_notice_late": (
        "Choose a later day for the hearing, or serve the notice now and record the exceptional "
        "circumstances that shorten the time."
    ),
    "tell_the_other_side": (
        "Serve the other side with a notice of the witnesses and experts, or record the extraordinary "
        "circumstances and the measures that keep the balance."
    ),
    "tell_the_requester": "Decide on the request and tell the requester.",
    "wait_for_a_quorum": "Wait until enough members are present; nothing can be decided before.",
    "wait_for_observations": (
        "Members may object until the period opens at which the minutes are to be approved."
    ),
    **CURES_OF_THE_YEAR,
}

#: Parts that a record can lack, as a list within a sentence names them.
MISSING: Mapping[str, str] = {
    "approval": "the approval of the draft by the Commission",
    "both_states": "both States",
    "circumstances": "the exceptional circumstances",
    "consent": "the consent or invitation of the State",
    "convocation": "the convocation by the President",
    "convoked_by": "who convoked it",
    "date": "the date",
    "day_and_time": "the day and time",
    "day_of_designation": "the day of its designation",
    "decision": "the decision of the Commission",
    "majority": "the vote of an absolute majority",
    "matters": "the matters dealt with",
    "members": "its members",
    "members_present": "the members present",
    "minutes_wanted": "the approximate time needed",
    "nationality": "the nationality",
    "observations_until": "the time limit for observations",
    "participants": "the participants",
    "parties_told": "when the parties were told",
    "petitioner": "the petitioner",
    "place": "the place",
    "president": "a President from among its members",
    "proposal": "the proposal of the Executive Secretary",
    "purpose": "the purpose of the hearing",
    "report_of_the_president": "the report of the President",
    "report_of_the_secretary": "the report of the Executive Secretary",
    "residence": "the residence",
    "state": "the State",
    "summary": "a summary of what will be presented",
    "time_of_the_state": "the observations of the State, or the end of the time for them",
    "transmission": "the transmission to the State",
    "witness_name": "the name of each witness and expert",
    "witness_purpose": "the object of each testimony",
}
