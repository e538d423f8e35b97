"""What findings about rapporteurs, mandates and petitions say (Arts. 15, 30-60): keys of the catalogues.

How they are written and chosen is told in ``finding_sentences``.
"""

from collections.abc import Mapping

from convoca.domain.finding import Verdict

MET, BREACHED, UNDETERMINED = Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED

TITLES_OF_THE_YEAR: Mapping[str, str] = {
    "every_state_has_a_rapporteur": "A rapporteur for each Member State",
    "rapporteurs_are_reviewed_in_the_first_session": "Country rapporteurships in the first session of the year",
    "rapporteur_reported_in_the_year": "Yearly report of the rapporteur",
    "mandate_is_reviewed_in_time": "Review of the mandate",
    "special_rapporteur_is_within_the_term": "Term of the special rapporteur",
    "rapporteur_is_no_national": "Nationality and diplomatic posts of the rapporteur",
    "petition_step_is_in_time": "Time limit of a petition, a case or a report",
}

SENTENCES_OF_THE_YEAR: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    "every_state_has_a_rapporteur": {
        MET: "As of {as_of}, every Member State has a rapporteur who is a member: {covered} of {states_in_all}.",
        BREACHED: {
            "held_by_former_members": "As of {as_of}, Member States with a rapporteur who is a member: {covered} of {states_in_all}. Without one: {states_missing}. On record there with somebody who is no longer a member: {held_by_former_members}.",
            "": "As of {as_of}, Member States with a rapporteur who is a member: {covered} of {states_in_all}. Without one: {states_missing}.",
        },
        UNDETERMINED: {
            "is_to_come": "As things stand, Member States with a rapporteur who is a member on {as_of}: {covered} of {states_in_all}. To be designated by then for: {states_missing}.",
            "": "As of {as_of}, no designation of country rapporteurs is on record.",
        },
    },
    "rapporteurs_are_reviewed_in_the_first_session": {
        MET: {
            "in_the_first_session": "The country rapporteurships were considered in the first session of {year}, on {reviewed_on}.",
            "": "The country rapporteurships were considered on {reviewed_on}.",
        },
        BREACHED: "{year} is over, and no record says that the country rapporteurships were considered.",
        UNDETERMINED: {
            "first_session_is_over": "The first session of {year} was on {first_session}; no record says that the country rapporteurships were considered there or later.",
            "first_session": "The country rapporteurships are to be considered in the first session of {year}, on {first_session}.",
            "": "The country rapporteurships are to be considered in the first session of {year}, whose day is not on record.",
        },
    },
    "rapporteur_reported_in_the_year": {
        MET: "{rapporteurship}: the report for {year} was presented on {presented_on}.",
        BREACHED: {
            "spoken_only": "{rapporteurship}: what was presented on {presented_on} was not in writing.",
            "late": "{rapporteurship}: the report for {year} was presented on {presented_on}, after the end of the year.",
            "": "{rapporteurship}: {year} is over, and no report for it is on record.",
        },
        UNDETERMINED: "{rapporteurship}: the report for {year} is awaited until {last_day}.",
    },
    "mandate_is_reviewed_in_time": {
        MET: {
            "ended_on": "The mandate “{mandate}” ended on {ended_on}.",
            "": "The mandate “{mandate}” is to be reviewed by {last_day}.",
        },
        BREACHED: "The mandate “{mandate}” was to be reviewed by {last_day}; no later review is on record.",
        UNDETERMINED: "Neither the creation of the mandate “{mandate}” nor a review of it is on record.",
    },
    "special_rapporteur_is_within_the_term": {
        MET: {
            "holder": "The term of {holder} in the mandate “{mandate}” runs until {last_day}.",
            "": "Nobody holds the mandate “{mandate}” as a special rapporteur.",
        },
        BREACHED: "The term of {holder} in the mandate “{mandate}” ended on {last_day}.",
        UNDETERMINED: "The first day of {holder} in the mandate “{mandate}” is not on record.",
    },
    "rapporteur_is_no_national": {
        MET: "Neither nationality nor a diplomatic post on record ties {member} to {state}.",
        BREACHED: "{member} cannot be in charge of {state}.",
        UNDETERMINED: "The nationality of {member} is not on record; it cannot be said whether the member can be in charge of {state}.",
    },
    "petition_step_is_in_time": {
        MET: {
            "opens_on": "{step}: {acted_on} is after the time limit; the Commission could act from {opens_on}.",
            "": "{step}: {acted_on} is in time; the last day is {last_day}.",
        },
        BREACHED: {
            "set_too_far": "{step}: {set_to} lies beyond {latest_day}, the latest day that the Rules allow.",
            "opens_on": "{step}: {acted_on} is too early; the Commission may act from {opens_on}.",
            "acted_on": "{step}: {acted_on} is after the last day, {last_day}.",
            "": "{step}: the last day, {last_day}, has passed, and nothing is on record.",
        },
        UNDETERMINED: {
            "opens_on": "{step}: the Commission may act from {opens_on}.",
            "last_day": "{step}: the last day is {last_day}.",
            "": "{step}: the Commission sets the last day, and it is not on record.",
        },
    },
}

ADDITIONS_OF_THE_YEAR: Mapping[str, str] = {
    "other_reading": "Counted back from its end, the time limit would reach {other_reading}; no article says which way to count.",
}

CURES_OF_THE_YEAR: Mapping[str, str] = {
    "ask_the_rapporteur_for_the_report": "Ask the rapporteur for the report, in writing where the mandate is a theme, and record the day.",
    "decide_on_what_came_late": "Decide whether to take what comes late, or go on without it.",
    "designate_another_rapporteur": "Put the designation of another member on the order of business.",
    "designate_the_rapporteurs": "Record who is in charge of each State, or put the designation on the order of business.",
    "fill_the_position": "Publish the competition for the position, and have the Commission elect.",
    "have_the_commission_say_how_it_counts": "Have the Commission say which way it counts the months.",
    "put_the_rapporteurships_on_the_order_of_business": "Put the country rapporteurships on the order of business, and record that they were dealt with.",
    "record_the_first_day_of_the_rapporteur": "Record the first day of the special rapporteur.",
    "record_the_review_of_the_mandate": "Record when the mandate was created or last reviewed.",
    "renew_or_replace_the_rapporteur": "Record the renewal, or publish the competition for the position.",
    "review_the_mandate": "Have the Commission review, renew or end the mandate, and record the day.",
    "set_the_time_limit": "Have the Commission set the last day, and record it.",
    "shorten_the_extension": "Set an earlier day: the extension is longer than the Rules allow.",
    "wait_for_the_end_of_the_time_limit": "Wait until the time limit is over.",
    "wait_within_the_time_limit": "Nothing is late: record what comes, with its day.",
}
