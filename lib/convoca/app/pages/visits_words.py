"""How the page Visits words its things."""

from convoca.app.models.visits import VisitsModel
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.i18n.catalogue import text
from convoca.i18n.dates import ordinal_of_period
from convoca.i18n.findings import articles
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.observations import Clash, ClashKind
from convoca.services.problems import observation_findings


def status_of(visit: OnSiteObservation, language: Language) -> str:
    """Say whether a visit goes ahead and whether it was announced."""
    if visit.is_cancelled:
        return text("Cancelled", language)
    if visit.is_public:
        return text("Announced", language)
    return text("Not announced", language)


def what_is_open(visit: OnSiteObservation, model: VisitsModel, language: Language) -> str:
    """Say under which articles something is open; nothing of a visit that is over or cancelled."""
    if visit.is_cancelled or visit.closes < model.today:
        return ""
    found = [
        finding
        for finding in observation_findings(visit, model.members, model.today)
        if finding.verdict not in {Verdict.MET, Verdict.WAIVED}
    ]
    return "; ".join(
        f"{articles(finding.citations, language)}: {word(finding.verdict, language)}"
        for finding in found
    )


def clash_sentence(
    clash: Clash, visit: OnSiteObservation, model: VisitsModel, language: Language
) -> str:
    """Say what does not go together."""
    titles = {activity.id: clean_line(activity.title) for activity in visit.activities}
    match clash.kind:
        case ClashKind.MEMBER_IN_TWO_PLACES:
            names = {member.id: member.name for member in model.members}
            return text(
                "{member} is in two activities at the same time: “{first}” and “{second}”.",
                language,
                member=names.get(clash.member, "") if clash.member else "",
                first=titles.get(clash.activity, "") if clash.activity else "",
                second=titles.get(clash.other, "") if clash.other else "",
            )
        case ClashKind.OUTSIDE_THE_VISIT:
            return text(
                "“{title}” lies outside the dates of the visit.",
                language,
                title=titles.get(clash.activity, "") if clash.activity else "",
            )
        case ClashKind.WITHIN_A_PERIOD:
            return text(
                "The visit falls into the {period}, at least on some of its days.",
                language,
                period=ordinal_of_period(clash.period or 0, language),
            )
