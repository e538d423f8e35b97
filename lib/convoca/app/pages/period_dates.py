"""Everything that follows from a period, at once: each last day, and what the Rules say of it."""

from ipywidgets import VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.last_days import LastDay
from convoca.app.models.period import PeriodModel
from convoca.app.widgets.day_words import distance, last_day_title
from convoca.app.widgets.finding_line import verdict_chip
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.finding import Finding
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import weekday


def derived_dates(visit: Visit, model: PeriodModel) -> Widget:
    """Show dates and findings, and keep them true to the form."""
    dates, judged = safe_html(""), safe_html("")

    def draw(_change: object = None) -> None:
        dates.value = _dates(model, visit.language)
        judged.value = _findings(model, visit.language)

    model.observe(draw, "judged")
    draw()
    return VBox([dates, judged])


def _dates(model: PeriodModel, language: Language) -> SafeHtml:
    lines = model.judged.last_days
    if not lines:
        return html_string(
            '<section class="cv-card"><h2>{title}</h2><p>{said}</p></section>',
            title=text("What follows from these dates", language),
            said=text("Give the opening day: every other date follows from it.", language),
        )
    return html_string(
        '<section class="cv-card"><h2>{title}</h2><div class="cv-scroll"><table class="cv-table">'
        '<thead><tr><th scope="col">{what}</th><th scope="col">{last}</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div></section>",
        title=text("What follows from these dates", language),
        what=text("For what, under which article", language),
        last=text("Last day", language),
        rows=joined(_line(model, line, language) for line in lines),
    )


def _line(model: PeriodModel, line: LastDay, language: Language) -> SafeHtml:
    return html_string(
        '<tr><td>{what}<br><span class="cv-small cv-muted">{article}</span></td>'
        '<td class="cv-nowrap"><time datetime="{iso}">{weekday} {year}</time><br><span class="cv-small cv-muted">{when}</span></td></tr>',
        what=last_day_title(line, language),
        article=findings.articles(line.citations, language),
        iso=line.day.isoformat(),
        weekday=weekday(line.day, language),
        year=line.day.year,
        when=distance(line.day, model.today, language),
    )


def _findings(model: PeriodModel, language: Language) -> SafeHtml:
    if not model.judged.findings:
        return html_string("")
    return html_string(
        '<section class="cv-card"><h2>{title}</h2>{found}</section>',
        title=text("What the Rules say", language),
        found=joined(_finding(finding, language) for finding in model.judged.findings),
    )


def _finding(finding: Finding, language: Language) -> SafeHtml:
    return html_string(
        '<h3>{title}</h3><p>{chip} <strong>{article}</strong> {sentence}</p><p class="cv-help">{cure}</p>',
        title=findings.title(finding.rule, language),
        chip=verdict_chip(finding.verdict, language),
        article=findings.articles(finding.citations, language),
        sentence=findings.sentence(finding, language),
        cure=findings.cure(finding, language),
    )
