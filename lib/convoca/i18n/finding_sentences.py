"""One English sentence for each rule and verdict: the keys of the catalogues.

``{names}`` are facts of the finding, already worded. Where a verdict has several sentences, the
first one whose fact is given (neither empty nor false) is said; "" is the last resort.
"""

from collections.abc import Mapping

from convoca.domain.finding import Verdict
from convoca.i18n.sentences_of_sessions import SENTENCES_OF_SESSIONS
from convoca.i18n.sentences_of_the_year import ADDITIONS_OF_THE_YEAR, SENTENCES_OF_THE_YEAR

MET, BREACHED, WAIVED, UNDETERMINED = (
    Verdict.MET,
    Verdict.BREACHED,
    Verdict.WAIVED,
    Verdict.UNDETERMINED,
)

SENTENCES: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    **SENTENCES_OF_SESSIONS,
    **SENTENCES_OF_THE_YEAR,
    # Arts. 53-54
    "special_commission_is_named": {
        MET: "The Special Commission and its President were named on {named_on}. Members: {members}.",
        BREACHED: "The observation began on {last_day}; of its Special Commission this is not on record by that day: {missing}.",
        UNDETERMINED: {
            "missing": "Not yet on record of the Special Commission for the visit that begins on {last_day}: {missing}.",
            "": "The President named the Special Commission in great urgency on {named_on}; the Commission has still to approve it.",
        },
    },
    "member_joins_the_observation": {
        MET: "{member} is neither a national of nor resident in: {states}.",
        BREACHED: "{member} may not take part in this observation.",
        UNDETERMINED: {
            "national_of": "{member} has a tie to a State visited.",
            "resident_in": "{member} has a tie to a State visited.",
            "": "Not on record of {member}: {missing}.",
        },
    },
    "delegation_is_free_of_nationals_and_residents": {
        MET: "No member of the delegation is a national of or resident in: {states}. Members checked: {members}.",
        BREACHED: "The delegation includes members who may not take part in this observation of {states}.",
        UNDETERMINED: {
            "nationals": "The delegation includes members with a tie to a State visited.",
            "residents": "The delegation includes members with a tie to a State visited.",
            "unclear": "Nationality or residence is not on record of: {unclear}.",
            "": "No member is named for the delegation yet.",
        },
    },
    # Arts. 56-60
    "states_have_consented": {
        MET: "Invitation or consent is on record of every State on whose soil the visit takes place: {states}.",
        BREACHED: {
            "states_refusing": "Refused by: {states_refusing}. The visit cannot take place on that soil.",
            "": "The visit began on {last_day} without an invitation or consent on record of: {states_missing}.",
        },
        UNDETERMINED: {
            "states_refusing": "Refused by: {states_refusing}.",
            "": "The invitation or consent of these States is still to be put on record before {last_day}: {states_missing}.",
        },
    },
    "visited_state_is_left_out_of_chapter_iv_b": {
        MET: "{state} had no on-site visit in {year} that would keep it out of Chapter IV.B of that annual report.",
        BREACHED: "{state} had an on-site visit that began on {visited_on}; the decision of {included_on} includes it in Chapter IV.B for {year} nevertheless.",
        UNDETERMINED: {
            "from_elsewhere": "The visit about {state} that began on {visited_on} was made from elsewhere. Whether it keeps the State out of Chapter IV.B for {year} no article says.",
            "": "{state} has an on-site visit that begins on {visited_on}: the report on the visit takes the place of Chapter IV.B for {year}.",
        },
    },
    "report_waits_for_the_state": {
        MET: "The report was transmitted to the State on {sent_on} and published on {published_on}, after its observations or the time for them.",
        BREACHED: "A step of the report was taken before what must come first. Not on record in time: {missing}.",
        UNDETERMINED: {
            "to_approve": "The draft of the report is still to be approved by the Commission.",
            "to_transmit": "The report was approved on {approved_on} and is still to be transmitted to the State.",
            "to_set_the_day": "The report was transmitted to the State on {sent_on}; the last day for its observations is still to be set.",
            "to_await": "The State may present its observations on the report until {last_day}.",
            "": "The time of the State is over or its observations are there: the Commission decides how the report is published.",
        },
    },
    # Arts. 61-62
    "hearing_is_convoked": {
        MET: "{presiding}, who presided that day, convoked the hearing on {convoked_on}; the Executive Secretary had proposed it on {proposed_on}.",
        BREACHED: {
            "convoked_by_another": "Convoked on {convoked_on} by: {convoked_by}. Whoever presides convokes; on that day it was {presiding}.",
            "": "The hearing was set for {last_day}; this is not on record in its order: {missing}.",
        },
        UNDETERMINED: {
            "missing": "To be put on record, in its order, before the hearing: {missing}.",
            "": "The hearing was convoked on {convoked_on}; who presided that day is not on record.",
        },
    },
    "purpose_is_among_those_of_the_rules": {
        MET: "The purpose is among those of the Rules: {kind}.",
        BREACHED: "The purpose is none of those for which the Rules allow a hearing.",
        UNDETERMINED: "The hearing is about a petition or case; on which of its issues is not said.",
    },
    # Arts. 64-66
    "request_is_in_writing": {
        MET: "The hearing was asked for in writing.",
        BREACHED: "The hearing was not asked for in writing.",
    },
    "request_is_in_time": {
        MET: "The request was received on {received}, in time: the last day is {last_day}, {days} before the period of sessions opens on {period_opens}.",
        BREACHED: "The request was received on {received}, after the last day, {last_day}: {days} before the period of sessions opens on {period_opens}.",
    },
    "request_is_complete": {
        MET: "The request says what the Rules ask for.",
        BREACHED: "The request lacks: {missing}.",
    },
    "parties_are_convoked": {
        MET: {
            "asked": "Both parties are called to the hearing.",
            "": "The Rules do not ask for two parties in a general hearing.",
        },
        BREACHED: "The hearing was set for {last_day}; not called to it: {missing}.",
        UNDETERMINED: "Still to be called to the hearing: {missing}.",
    },
    "notice_is_in_time": {
        MET: "The notice was served on {served}, in time: the last day is {last_day}, {months} before the hearing on {hearing}.",
        BREACHED: {
            "served": "The notice was served on {served}, after the last day, {last_day}: {months} before the hearing on {hearing}.",
            "": "No notice of the hearing on {hearing} was served by the last day, {last_day}: {months} before it.",
        },
        WAIVED: "The notice was served on {served}, after {last_day}. The time was shortened in exceptional circumstances: {circumstances}.",
        UNDETERMINED: "The notice of the hearing on {hearing} is still to be served. The last day is {last_day}, {months} before it.",
    },
    "hearing_goes_on_without_the_party": {
        MET: {
            "shortened": "The party was notified on {served}, on shorter notice for exceptional circumstances: the hearing may go on if it stays away.",
            "": "The party was duly notified on {served}: the hearing may go on if it stays away.",
        },
        BREACHED: "The party was not notified of the hearing on {hearing}: it cannot go on without the party.",
        UNDETERMINED: {
            "served": "The party was notified on {served}, later than the Rules ask for: whether the hearing may go on without it is for the Commission to decide.",
            "": "The party has still to be notified: only then may the hearing go on without it.",
        },
    },
    "other_side_may_observe_on_documents": {
        MET: {
            "until": "The other side may present observations until {until}. Documents handed in: {documents}.",
            "": "No document that was handed in waits for observations.",
        },
        BREACHED: "Documents were handed in ({documents}), and the other side was given no time limit for its observations.",
        UNDETERMINED: "Documents were handed in ({documents}): the time limit for the other side's observations is still to be set.",
    },
    "other_side_knows_of_the_testimony": {
        MET: {
            "asked": "The other side was told of the witnesses and experts. Testimonies offered: {testimonies}.",
            "": "No testimony is offered of which another side would have to be told.",
        },
        BREACHED: "The hearing was set for {last_day}; the other side was not told of: {untold}.",
        WAIVED: "The other side was not told of: {untold}. Extraordinary circumstances: {circumstances}. Measures that keep the balance: {measures}.",
        UNDETERMINED: "The other side has still to be told of: {untold}.",
    },
    "state_is_convened": {
        MET: {
            "asked": "The State concerned is convened: {states}.",
            "": "The Rules do not ask that a State be convened to this hearing.",
        },
        BREACHED: "The hearing was set for {last_day}; not convened to it: {states_missing}.",
        UNDETERMINED: "Still to be convened to the hearing: {states_missing}.",
    },
    # Arts. 67-70
    "working_group_is_formed": {
        MET: {
            "members": "Every member of the working group is in office on {day}.",
            "": "No working group is named: all members are called to the hearing.",
        },
        BREACHED: "In the working group and not in office on {day}: {not_in_office}.",
        UNDETERMINED: "It cannot be said yet whether every member of the working group is in office on the day of the hearing.",
    },
    "hearing_is_public_or_decided_private": {
        MET: {
            "private": "The hearing is private: the Commission decided so on {decided_on} and told the parties on {parties_told_at}.",
            "": "The hearing is public.",
        },
        BREACHED: {
            "told_late": "The hearing is private and the parties were told too late: {parties_told_at}; it began: {hearing_begins_at}.",
            "": "The private hearing was set for {last_day}; this is not on record: {missing}.",
        },
        UNDETERMINED: "To be put on record before the private hearing begins: {missing}.",
    },
    "minutes_state_what_they_must": {
        MET: "The minutes state what the Rules ask for. Decisions: {decisions}; commitments of the parties: {commitments}; annexes: {annexes}.",
        BREACHED: "The minutes are marked as completed and lack: {missing}.",
        UNDETERMINED: "The draft of the minutes still lacks: {missing}.",
    },
    # Customs
    "sides_speak_equally_long": {
        MET: "No unequal time to speak is on record.",
        BREACHED: "Minutes to speak: {requester_minutes} for the requesting side, {state_minutes} for the State. Custom gives both the same.",
        UNDETERMINED: "The time to speak of one side only is on record. Custom gives both the same.",
    },
    "interpretation_reaches_both_sides": {
        MET: "The hearing is held in every language that its parties and participants speak.",
        BREACHED: "Spoken by parties or participants, and not a language of the hearing: {languages}.",
    },
    "request_is_within_the_call": {
        MET: "The request was received on {received_at}, within the announced call, which closes on {call_closes}.",
        BREACHED: {
            "late": "The request was received on {received_at}, after the announced call closed on {call_closes}.",
            "early": "The request was received on {received_at}, before the announced call opened on {call_opens}.",
            "": "The announced call takes no requests on: {states_excluded}.",
        },
        UNDETERMINED: "No closing of the call is on record.",
    },
    "call_closes_by_the_last_day": {
        MET: "The announced call closes on {call_closes}; the last day of the Rules is {last_day}. Both are kept.",
        BREACHED: "The announced call closes on {call_closes}, after the last day of the Rules, {last_day}. A request can be within the call and still late.",
    },
    "decision_reaches_the_requester_in_time": {
        MET: "The request was decided on {decided_on}. By custom the last day is {last_day}, {months} before the hearings begin.",
        BREACHED: {
            "decided_on": "The request was decided on {decided_on}. By custom the last day was {last_day}, {months} before the hearings begin on {hearings_begin}.",
            "": "The request is not decided. By custom the last day was {last_day}, {months} before the hearings begin on {hearings_begin}.",
        },
        UNDETERMINED: "The request is still to be decided. By custom the last day is {last_day}, {months} before the hearings begin on {hearings_begin}.",
    },
    "calendar_is_published_in_time": {
        MET: "The calendar was published on {published_on}. By custom the last day is {last_day}, {days} before the period of sessions opens.",
        BREACHED: {
            "published_on": "The calendar was published on {published_on}. By custom the last day was {last_day}, {days} before the period of sessions opens on {period_opens}.",
            "": "The calendar is not published. By custom the last day was {last_day}, {days} before the period of sessions opens on {period_opens}.",
        },
        UNDETERMINED: "The calendar is still to be published. By custom the last day is {last_day}, {days} before the period of sessions opens on {period_opens}.",
    },
}

#: Said after the sentence of any rule where the fact is given.
ADDITIONS: Mapping[str, str] = {
    "national_of": "National of: {national_of}.",
    "accredited_to": "Accredited as a diplomat before: {accredited_to}.",
    "special_mission_to": "On special mission as a diplomat before: {special_mission_to}.",
    "resident_in": "Resident in: {resident_in}.",
    "nationals": "Nationals: {nationals}.",
    "residents": "Residents: {residents}.",
    "announced_day": "The notice on record named another day: {announced_day}.",
    "announced_hour": "The notice on record named another hour: {announced_hour}.",
    "announced_place": "The notice on record named another place: {announced_place}.",
    "readings_differ": "Counted forward from the notice, the last day would be {last_day_counting_forward}; we count back from the hearing.",
    "required_of_those_in_office": "Counted of the {in_office} members in office alone it would take {required_of_those_in_office}; we count all seats of the Commission.",
    "required_of_all_there": "Counted of all who are in the room, those included who take no part in the matter, it would take {required_of_all_there}; we count those who may vote.",
    "quorum_with_them": "Those in the room who take no part in the matter would make up a quorum; we count those who may vote.",
    "without_reason": "No reason on record for: {without_reason}.",
    "president_not_told_of": "The President is still to be told of: {president_not_told_of}.",
    "counted_from_closing": "That is {days} after the period of sessions closes on {period_closes}.",
    "counted_from_decision": "The decision was taken outside periods of sessions, for which the Rules name no beginning: we count {days} from {counted_from_decision}.",
    "is_shortened": "The Commission shortened the time; without that it would end on {ordinary_last_day}.",
    "authority": "Decided by: {authority}.",
    "by_analogy": "No article of its own covers this kind of request or hearing; Article 64 is followed by analogy.",
    "practice_only": "The Rules ask this of on-site observations only; for this visit it is practice.",
    "to_be_verified": "The number is that of the Rules of the time, which are still to be verified.",
    **ADDITIONS_OF_THE_YEAR,
}
