"""Every rule that the code applies, in the order of the articles; customs come last."""

from collections.abc import Mapping
from types import MappingProxyType

from convoca.domain.finding import Citation
from convoca.rules import (
    country_reports,
    customs,
    hearing_evidence,
    hearing_notices,
    hearing_requests,
    hearings,
    on_site_observations,
    petition_time_limits,
)
from convoca.rules.rule import BREACHED, MET, UNDETERMINED, WAIVED, Rule, Subject, judged
from convoca.rules.rulebook_of_sessions import RULES_OF_SESSIONS

_ALL: tuple[Rule, ...] = (
    *RULES_OF_SESSIONS,
    judged(
        petition_time_limits.petition_step_is_in_time,
        Subject.PETITION,
        (MET, BREACHED, UNDETERMINED),
        Citation(30, 3),
        Citation(37, 1),
        Citation(37, 2),
        Citation(44, 3),
        Citation(46, 1),
        Citation(47, 1),
        Citation(59, 10),
        Citation(60, None, "b"),
        provisions=(
            "state_response",
            "state_response_extended",
            "observations_on_the_merits",
            "observations_on_the_merits_extended",
            "position_on_referral",
            "referral_to_the_court",
            "final_report",
            "reply_to_the_annual_report",
        ),
    ),
    judged(
        on_site_observations.special_commission_is_named,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(53),
    ),
    judged(
        on_site_observations.member_joins_the_observation,
        Subject.MEMBER,
        (MET, BREACHED, UNDETERMINED),
        Citation(54),
    ),
    judged(
        on_site_observations.delegation_is_free_of_nationals_and_residents,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(54),
    ),
    judged(
        on_site_observations.states_have_consented,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(56),
    ),
    judged(
        country_reports.visited_state_is_left_out_of_chapter_iv_b,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(59, 8),
    ),
    judged(
        country_reports.report_waits_for_the_state,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(60),
    ),
    judged(
        hearings.hearing_is_convoked,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(61),
    ),
    judged(
        hearing_requests.purpose_is_among_those_of_the_rules,
        Subject.REQUEST,
        (MET, BREACHED, UNDETERMINED),
        Citation(62),
        Citation(64, 1),
    ),
    judged(
        hearing_requests.request_is_in_writing,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(66, 1),
    ),
    judged(
        hearing_requests.request_is_in_time,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(66, 1),
        provisions=("hearing_request_lead_time", "general_hearing_request_lead_time"),
    ),
    judged(
        hearing_requests.request_is_complete,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(65, 3),
        Citation(66, 2),
    ),
    judged(
        hearings.parties_are_convoked,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(64, 3),
    ),
    judged(
        hearing_evidence.hearing_goes_on_without_the_party,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(64, 3),
    ),
    judged(
        hearing_notices.notice_is_in_time,
        Subject.HEARING,
        (MET, BREACHED, WAIVED, UNDETERMINED),
        Citation(64, 4),
        Citation(66, 5),
        provisions=("hearing_notice", "general_hearing_notice"),
    ),
    judged(
        hearing_evidence.other_side_may_observe_on_documents,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(65, 2),
    ),
    judged(
        hearing_evidence.other_side_knows_of_the_testimony,
        Subject.HEARING,
        (MET, BREACHED, WAIVED, UNDETERMINED),
        Citation(65, 5),
        Citation(65, 6),
    ),
    judged(
        hearings.state_is_convened,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(66, 3),
        Citation(66, 4),
    ),
    judged(
        hearings.working_group_is_formed,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(67),
    ),
    judged(
        hearings.hearing_is_public_or_decided_private,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(68),
    ),
    judged(
        hearings.minutes_state_what_they_must,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(70, 1),
    ),
    judged(customs.request_is_within_the_call, Subject.REQUEST, (MET, BREACHED, UNDETERMINED)),
    judged(
        customs.call_closes_by_the_last_day,
        Subject.PERIOD,
        (MET, BREACHED),
        provisions=("hearing_request_lead_time",),
    ),
    judged(
        customs.decision_reaches_the_requester_in_time,
        Subject.REQUEST,
        (MET, BREACHED, UNDETERMINED),
        provisions=("decision_to_requester",),
    ),
    judged(
        customs.calendar_is_published_in_time,
        Subject.PERIOD,
        (MET, BREACHED, UNDETERMINED),
        provisions=("calendar_publication",),
    ),
    judged(customs.sides_speak_equally_long, Subject.HEARING, (MET, BREACHED, UNDETERMINED)),
    judged(customs.interpretation_reaches_both_sides, Subject.HEARING, (MET, BREACHED)),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.key: rule for rule in _ALL})
