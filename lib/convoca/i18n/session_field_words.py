"""What people call the fields of sessions, votes and elections; the keys of the catalogues."""

from collections.abc import Mapping

SESSION_FIELD_WORDS: Mapping[str, str] = {
    "announced_on": "Announced on",
    "candidate": "Candidate",
    "candidates": "Candidates",
    "carried_from": "Carried over from",
    "distributed_on": "Distributed on",
    "electorate": "Who could vote",
    "eliminated": "Names eliminated",
    "explain_by": "Explanations until",
    "fills_vacancy": "Fills a vacancy",
    "first_day": "First day",
    "held_on": "Held on",
    "in_office": "Members in office",
    "invalid": "Blank and spoiled papers",
    "item": "Item of business",
    "last_day": "Last day",
    "method": "How it is voted on",
    "minutes_of": "Minutes to be approved",
    "presences": "Members and their hours",
    "present": "Members who could vote",
    "president_told_on": "President told on",
    "read_count": "Times read",
    "reply_by": "Replies until",
    "session": "Session",
    "shortened_by": "Time shortened by",
    "tallies": "Votes for each candidate",
    "translations": "Translations",
    "unanimous_procedure": "Procedure agreed on",
    "vote": "Vote",
    "voters": "Members who voted",
}

#: The records themselves, inside a sentence.
SESSION_RECORD_WORDS: Mapping[str, str] = {
    "attendance_sheet": "attendance",
    "election": "election",
    "excused_absence": "announced absence",
    "explanation_of_vote": "explanation of vote",
    "item_of_business": "item of business",
    "question": "question put to the vote",
}
