"""Where a problem is cured: the page and the record that it opens with."""

from convoca.app.frame import Visit
from convoca.services.period_file import PeriodFile
from convoca.services.problems import Problem, SubjectKind

#: Rules about what was written down afterwards: they are cured where minutes are kept.
_OF_MINUTES = frozenset(
    {
        "minutes_are_approved_by_silence",
        "minutes_state_what_they_must",
        "session_minutes_state_what_they_must",
    }
)
#: Rules about the Commission's own business: they are cured where its sessions are kept.
_OF_BUSINESS = frozenset(
    {
        "explanation_of_vote_is_in_time",
        "member_is_not_recused",
        "reasons_for_absence_are_on_record",
        "reports_at_the_beginning_are_presented",
    }
)


def problem_link(visit: Visit, file: PeriodFile | None, problem: Problem) -> str:
    """Return the address of the page that opens with the record to be mended."""
    number = problem.period or (file.period.number if file else None)
    subject = str(problem.subject)
    if problem.finding.rule in _OF_MINUTES:
        kind = "hearing" if problem.kind is SubjectKind.HEARING else "session"
        return visit.link("minutes", period=number, **{kind: subject})
    if problem.finding.rule in _OF_BUSINESS and problem.kind is SubjectKind.SESSION:
        return visit.link("sessions", period=number, session=subject)
    match problem.kind:
        case SubjectKind.PERIOD:
            return visit.link("period", period=number)
        case SubjectKind.REQUEST:
            return visit.link("requests", period=number, request=subject)
        case SubjectKind.VISIT:
            return visit.link("visits", period=number, visit=subject)
        case _:
            return visit.link("programme", period=number, activity=subject)
