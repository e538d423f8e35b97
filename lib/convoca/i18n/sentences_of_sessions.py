"""The English sentences of Title I, for findings about the year, periods, sessions and votes (Arts. 2-20).

How they are written and chosen is told in ``finding_sentences``.
"""

from collections.abc import Mapping

from convoca.domain.finding import Verdict

MET, BREACHED, UNDETERMINED = Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED

SENTENCES_OF_SESSIONS: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    # Arts. 4, 7-9, 16, 18
    "majority_is_reached": {
        MET: "Votes in favour: {in_favour}. It takes {required}: the decision is carried.",
        BREACHED: {
            "no_quorum": "Members present who may vote: {present}. A quorum is {quorum}: nothing can be decided.",
            "": "Votes in favour: {in_favour}. It takes {required}: the decision is not carried.",
        },
    },
    "quorum_is_present": {
        MET: "Members present: {present}. A quorum is {required}.",
        BREACHED: "Members present: {present}. A quorum is {required}: the session cannot deliberate.",
    },
    "only_those_present_voted": {
        MET: "Members present: {present}. Papers handed in: {voters}; all of members who are there.",
        BREACHED: "Members present: {present}. Papers handed in by members who are not there: {not_there}. Only those present take part in an election.",
    },
    "officer_is_elected": {
        MET: "Ballot {ballot}: most votes for one name: {most_votes}. It takes {required}: this member is elected.",
        BREACHED: "Ballot {ballot}: most votes for one name: {most_votes}. It takes {required}: nobody is elected yet.",
    },
    "election_is_held_on_its_day": {
        MET: {
            "fills_vacancy": "The election fills a vacancy: the day of the yearly elections does not bind it.",
            "": "The board was elected on {held_on}, the first day of the first session of the year.",
        },
        BREACHED: {
            "held_on": "The board was elected on {held_on}; the day for it was {last_day}, the first day of the first session of the year.",
            "": "The board was to be elected on {last_day}, the first day of the first session of the year. No election is on record.",
        },
        UNDETERMINED: {
            "last_day": "The board is to be elected on {last_day}, the first day of the first session of the year.",
            "": "The first session of the year is not fixed yet; the board is to be elected on its first day.",
        },
    },
    "officer_may_be_elected_again": {
        MET: "Earlier elections of {member} to this office within four years: {elections_in_four_years}. The Rules allow {most} in all: the member may be elected.",
        BREACHED: "Earlier elections of {member} to this office within four years: {elections_in_four_years}. The Rules allow {most} in all: the member may not be elected to it again.",
        UNDETERMINED: {
            "readings_of_four_years_differ": "The Rules allow {most} elections to the same office in each four-year period. Earlier elections of {member} in the four years that end with this one: {elections_in_four_years}; in the member's own term of office: {elections_in_the_term}. Which of the two is meant is for the Commission to say.",
            "": "No term of office of {member} is on record for {day}.",
        },
    },
    "vacancy_is_filled_at_the_next_period": {
        MET: "The office fell vacant on {vacant_since} and was filled on {filled_on}.",
        BREACHED: {
            "filled_on": "The office fell vacant on {vacant_since} and was filled on {filled_on}, after the next period of sessions had closed on {last_day}.",
            "": "The office fell vacant on {vacant_since}; the next period of sessions closed on {last_day}, and the office is not filled.",
        },
        UNDETERMINED: {
            "last_day": "The office fell vacant on {vacant_since}. It is to be filled at the next period of sessions, which closes on {last_day}.",
            "": "The office fell vacant on {vacant_since}. It is to be filled at the next period of sessions, which is not on record yet.",
        },
    },
    # Arts. 10, 12
    "reports_at_the_beginning_are_presented": {
        MET: "The President and the Executive Secretary have presented their reports at the beginning of the period.",
        BREACHED: "The first session of the period was on {last_day}; not presented in it: {missing}.",
        UNDETERMINED: {
            "all_planned": "To be presented in the first session of the period, on {last_day}: {missing}. Both reports are on its order of business.",
            "": "To be presented in the first session of the period, on {last_day}, and not all on its order of business: {missing}.",
        },
    },
    # Art. 14
    "two_regular_periods_in_the_year": {
        MET: "Regular periods of sessions in {year}: {regular}. The Rules ask for at least {required} in each calendar year.",
        BREACHED: "{year} is over; its regular periods of sessions: {regular}. The Rules ask for at least {required} in each calendar year.",
        UNDETERMINED: "Regular periods of sessions in {year} so far: {regular}; of a kind that no source states: {unstated}. The Rules ask for at least {required} in each calendar year.",
    },
    "next_period_is_fixed": {
        MET: "The next period of sessions is fixed: {next_period_opens}, {next_period_place}.",
        BREACHED: {
            "fixed_late": "Date and place of the next period of sessions were fixed on {fixed_on}, after this one closed on {last_day}.",
            "": "This period closed on {last_day}; of the next one this is not on record: {missing}.",
        },
        UNDETERMINED: {
            "missing": "To be fixed of the next period of sessions before this one closes on {last_day}: {missing}.",
            "": "Date and place of the next period of sessions are known, but not the day on which they were fixed; it cannot be said whether that was by {last_day}.",
        },
    },
    "meeting_away_is_approved": {
        MET: {
            "cities": "An absolute majority voted on {majority_voted_on} for meeting in {cities}, and the State agreed on {consent_given_on}.",
            "": "No meeting away from the seat is on record.",
        },
        BREACHED: {
            "too_few_votes": "Votes on record for meeting in {cities}: {votes_in_favour}. An absolute majority is {votes_required}.",
            "": "The period opened on {last_day} in {cities}; this is not on record by that day: {missing}.",
        },
        UNDETERMINED: "To be put on record by {last_day}, when the period opens in {cities}: {missing}.",
    },
    "sessions_are_confidential_or_decided": {
        MET: {
            "public": "The Commission decided on {decided_on} that this session is open.",
            "": "The session is confidential.",
        },
        BREACHED: "The session is marked as open, and no decision of the Commission is on record. Sessions are confidential unless it decides otherwise.",
    },
    "reasons_for_absence_are_on_record": {
        MET: {
            "absent": "The reasons for which these members are away are on record, and the President knows of them: {absent}.",
            "": "No member in office is away.",
        },
        BREACHED: "The session was on {last_day}. Not all is on record of the members who were away: {absent}.",
        UNDETERMINED: "Not all is on record yet of the members who are away on {last_day}: {absent}.",
    },
    # Arts. 17-20
    "member_takes_part": {
        MET: {
            "states": "Nothing on record keeps {member} from taking part: neither nationality nor a diplomatic post ties the member to {states}.",
            "": "The matter concerns no State in particular: nationality bars nobody.",
        },
        BREACHED: "{member} may not take part in this matter.",
        UNDETERMINED: "The nationality of {member} is not on record; it cannot be said whether the member may take part.",
    },
    "member_is_not_recused": {
        MET: "No ground upheld or pending keeps {member} from this matter.",
        BREACHED: "{member} does not take part in this matter. Ground that the Commission upheld: {grounds}.",
        UNDETERMINED: "The Commission has still to decide on a ground raised about {member}: {grounds}.",
    },
    "explanation_of_vote_is_in_time": {
        MET: "The explanation of vote was presented on {presented}, in time: the last day is {last_day}.",
        BREACHED: {
            "presented": "The explanation of vote was presented on {presented}, after the last day, {last_day}.",
            "": "No explanation of vote was presented by {last_day}; the member is taken to have desisted from it. The dissent itself stays on record.",
        },
        UNDETERMINED: "An explanation of vote can be presented until {last_day}.",
    },
    "session_minutes_state_what_they_must": {
        MET: "The minutes state what the Rules ask for. Decisions: {decisions}; statements by members: {statements}.",
        BREACHED: "The minutes are marked as completed and lack: {missing}.",
        UNDETERMINED: "The draft of the minutes still lacks: {missing}.",
    },
    "minutes_are_approved_by_silence": {
        MET: "Nobody had objected when the period opened on {last_day}: the minutes are approved.",
        BREACHED: "A member objected on {objected_on}, by the opening on {last_day}: silence does not approve the minutes.",
        UNDETERMINED: {
            "without_copy": "Nobody had objected when the period opened on {last_day}, and these members had not been sent the minutes before: {without_copy}. Silence did not approve them.",
            "not_final": "Nobody had objected when the period opened on {last_day}: the minutes are approved, and they are not final yet.",
            "": "Without an objection the minutes are approved when the period opens on {last_day}.",
        },
    },
}
