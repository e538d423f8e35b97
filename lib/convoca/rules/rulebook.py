"""Every rule that the code applies, in the order of the articles; customs come last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.rules import (
    country_reports,
    customs,
    functioning,
    hearing_evidence,
    hearing_notices,
    hearing_requests,
    hearings,
    on_site_observations,
    petition_time_limits,
    rapporteurships,
    voting,
)

MET, BREACHED, WAIVED, UNDETERMINED = (
    Verdict.MET,
    Verdict.BREACHED,
    Verdict.WAIVED,
    Verdict.UNDETERMINED,
)


class Subject(StrEnum):
    """What a rule is about: what its finding is shown beside."""

    YEAR = "year"
    PERIOD = "period"
    REQUEST = "request"
    HEARING = "hearing"
    SESSION = "session"
    MEMBER = "member"
    OBSERVATION = "observation"
    PETITION = "petition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule function with its articles, its numbers, and the verdicts that it can reach.

    ``articles`` are empty for a custom. A finding cites those of them that apply to its facts.
    """

    function: Callable[..., Finding]
    subject: Subject
    verdicts: frozenset[Verdict]
    articles: tuple[Citation, ...] = ()
    provisions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.function.__name__

    @property
    def is_custom(self) -> bool:
        return not self.articles


def _rule(
    function: Callable[..., Finding],
    subject: Subject,
    verdicts: tuple[Verdict, ...],
    *articles: Citation,
    provisions: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        function=function,
        subject=subject,
        verdicts=frozenset(verdicts),
        articles=articles,
        provisions=provisions,
    )


_ALL = (
    _rule(
        voting.majority_is_reached,
        Subject.SESSION,
        (MET, BREACHED),
        Citation(4, 2),
        Citation(16),
        Citation(18, 1),
        Citation(18, 2),
        provisions=("members_of_the_commission", "incompatibility_votes"),
    ),
    _rule(
        functioning.two_regular_periods_in_the_year,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(14, 1),
        provisions=("regular_periods_a_year",),
    ),
    _rule(
        functioning.next_period_is_fixed,
        Subject.PERIOD,
        (MET, BREACHED, UNDETERMINED),
        Citation(14, 1),
    ),
    _rule(
        functioning.meeting_away_is_approved,
        Subject.PERIOD,
        (MET, BREACHED, UNDETERMINED),
        Citation(14, 2),
        provisions=("members_of_the_commission",),
    ),
    _rule(
        functioning.sessions_are_confidential_or_decided,
        Subject.SESSION,
        (MET, BREACHED),
        Citation(14, 3),
    ),
    _rule(
        rapporteurships.every_state_has_a_rapporteur,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(15, 2),
    ),
    _rule(
        rapporteurships.rapporteurs_are_reviewed_in_the_first_session,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(15, 2),
    ),
    _rule(
        rapporteurships.rapporteur_reported_in_the_year,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(15, 2),
        Citation(15, 6),
    ),
    _rule(
        rapporteurships.mandate_is_reviewed_in_time,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(15, 3),
        provisions=("mandate_review",),
    ),
    _rule(
        rapporteurships.special_rapporteur_is_within_the_term,
        Subject.YEAR,
        (MET, BREACHED, UNDETERMINED),
        Citation(15, 4),
        provisions=("special_rapporteur_term", "special_rapporteur_terms"),
    ),
    _rule(
        voting.quorum_is_present,
        Subject.SESSION,
        (MET, BREACHED),
        Citation(16),
        provisions=("members_of_the_commission",),
    ),
    _rule(
        functioning.member_takes_part,
        Subject.MEMBER,
        (MET, BREACHED, UNDETERMINED),
        Citation(17, 2, "a"),
    ),
    _rule(
        rapporteurships.rapporteur_is_no_national,
        Subject.MEMBER,
        (MET, BREACHED, UNDETERMINED),
        Citation(17, 2, "a"),
    ),
    _rule(
        functioning.member_is_not_recused,
        Subject.MEMBER,
        (MET, BREACHED, UNDETERMINED),
        Citation(17, 2, "b"),
        Citation(17, 3),
        Citation(17, 4),
    ),
    _rule(
        functioning.explanation_of_vote_is_in_time,
        Subject.PERIOD,
        (MET, BREACHED, UNDETERMINED),
        Citation(19, 4),
        provisions=("explanation_of_vote",),
    ),
    _rule(
        functioning.session_minutes_state_what_they_must,
        Subject.SESSION,
        (MET, BREACHED, UNDETERMINED),
        Citation(20, 1),
    ),
    _rule(
        voting.minutes_are_approved_by_silence,
        Subject.SESSION,
        (MET, BREACHED, UNDETERMINED),
        Citation(20, 2),
    ),
    _rule(
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
    _rule(
        on_site_observations.special_commission_is_named,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(53),
    ),
    _rule(
        on_site_observations.member_joins_the_observation,
        Subject.MEMBER,
        (MET, BREACHED, UNDETERMINED),
        Citation(54),
    ),
    _rule(
        on_site_observations.delegation_is_free_of_nationals_and_residents,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(54),
    ),
    _rule(
        on_site_observations.states_have_consented,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(56),
    ),
    _rule(
        country_reports.visited_state_is_left_out_of_chapter_iv_b,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(59, 8),
    ),
    _rule(
        country_reports.report_waits_for_the_state,
        Subject.OBSERVATION,
        (MET, BREACHED, UNDETERMINED),
        Citation(60),
    ),
    _rule(
        hearings.hearing_is_convoked,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(61),
    ),
    _rule(
        hearing_requests.purpose_is_among_those_of_the_rules,
        Subject.REQUEST,
        (MET, BREACHED, UNDETERMINED),
        Citation(62),
        Citation(64, 1),
    ),
    _rule(
        hearing_requests.request_is_in_writing,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(66, 1),
    ),
    _rule(
        hearing_requests.request_is_in_time,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(66, 1),
        provisions=("hearing_request_lead_time", "general_hearing_request_lead_time"),
    ),
    _rule(
        hearing_requests.request_is_complete,
        Subject.REQUEST,
        (MET, BREACHED),
        Citation(64, 2),
        Citation(65, 3),
        Citation(66, 2),
    ),
    _rule(
        hearings.parties_are_convoked,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(64, 3),
    ),
    _rule(
        hearing_evidence.hearing_goes_on_without_the_party,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(64, 3),
    ),
    _rule(
        hearing_notices.notice_is_in_time,
        Subject.HEARING,
        (MET, BREACHED, WAIVED, UNDETERMINED),
        Citation(64, 4),
        Citation(66, 5),
        provisions=("hearing_notice", "general_hearing_notice"),
    ),
    _rule(
        hearing_evidence.other_side_may_observe_on_documents,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(65, 2),
    ),
    _rule(
        hearing_evidence.other_side_knows_of_the_testimony,
        Subject.HEARING,
        (MET, BREACHED, WAIVED, UNDETERMINED),
        Citation(65, 5),
        Citation(65, 6),
    ),
    _rule(
        hearings.state_is_convened,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(66, 3),
        Citation(66, 4),
    ),
    _rule(
        hearings.working_group_is_formed,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(67),
    ),
    _rule(
        hearings.hearing_is_public_or_decided_private,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(68),
    ),
    _rule(
        hearings.minutes_state_what_they_must,
        Subject.HEARING,
        (MET, BREACHED, UNDETERMINED),
        Citation(70, 1),
    ),
    _rule(customs.request_is_within_the_call, Subject.REQUEST, (MET, BREACHED, UNDETERMINED)),
    _rule(
        customs.call_closes_by_the_last_day,
        Subject.PERIOD,
        (MET, BREACHED),
        provisions=("hearing_request_lead_time",),
    ),
    _rule(
        customs.decision_reaches_the_requester_in_time,
        Subject.REQUEST,
        (MET, BREACHED, UNDETERMINED),
        provisions=("decision_to_requester",),
    ),
    _rule(
        customs.calendar_is_published_in_time,
        Subject.PERIOD,
        (MET, BREACHED, UNDETERMINED),
        provisions=("calendar_publication",),
    ),
    _rule(customs.sides_speak_equally_long, Subject.HEARING, (MET, BREACHED, UNDETERMINED)),
    _rule(customs.interpretation_reaches_both_sides, Subject.HEARING, (MET, BREACHED)),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.key: rule for rule in _ALL})
