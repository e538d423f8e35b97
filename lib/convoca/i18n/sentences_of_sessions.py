"""The English sentences of Title I, for findings about the year, periods, sessions and votes (Arts. 2-20).

How they are written and chosen is told in ``finding_sentences``.
"""

from collections.abc import Mapping

from convoca.domain.finding import Verdict

MET, BREACHED, UNDETERMINED = Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED

SENTENCES_OF_SESSIONS: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    # Arts. 4, 16, 18
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
        MET: "The explanation of vote was presented on {presented}, in time: the last day is {last_day}, {days} after the period of sessions.",
        BREACHED: {
            "presented": "The explanation of vote was presented on {presented}, after the last day, {last_day}: {days} after the period of sessions closed on {period_closes}.",
            "": "No explanation of vote was presented by {last_day}; the member is taken to have desisted from it. The dissent itself stays on record.",
        },
        UNDETERMINED: "An explanation of vote can be presented until {last_day}, {days} after the period of sessions closes on {period_closes}.",
    },
    "session_minutes_state_what_they_must": {
        MET: "The minutes state what the Rules ask for. Decisions: {decisions}; statements by members: {statements}.",
        BREACHED: "The minutes are marked as completed and lack: {missing}.",
        UNDETERMINED: "The draft of the minutes still lacks: {missing}.",
    },
    "minutes_are_approved_by_silence": {
        MET: "Nobody had objected when the period opened on {last_day}: the minutes are approved.",
        BREACHED: "A member objected on {objected_on}, by the opening on {last_day}: silence does not approve the minutes.",
        UNDETERMINED: "Without an objection the minutes are approved when the period opens on {last_day}.",
    },
}
