"""How the page Visits words its things."""

from convoca.app.models.visits import VisitsModel
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.i18n.catalogue import text
from convoca.i18n.findings import articles
from convoca.i18n.words import word
from convoca.services.problems import observation_findings


def status_of(visit: OnSiteObservation, language: Language) -> str:
    """Say whether a visit goes ahead and whether it was announced."""
    if visit.is_cancelled:
        return text("Cancelled", language)
    if any(stage.refused_on and not stage.replaced_by for stage in visit.stages):
        return text("Entry refused", language)
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
