"""Who takes part in an item of business, and who does not and why (Art. 17)."""

from ipywidgets import Widget

from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.notices_desk import card, saying
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.finding_line import verdict_chip
from convoca.app.widgets.parts import chip
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.i18n import findings
from convoca.i18n.catalogue import text


class PartPanel:
    """One line per member: takes part, takes no part, or not decided yet."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        self._lines = saying()
        self.widget: Widget = card(text("Who takes part", desk.language), self._lines)
        desk.model.observe(lambda _: self._follow(), ["file", "item"])
        self._follow()

    def _follow(self) -> None:
        there = set(self._desk.model.file.sheet.present_at(self._desk.model.moment()))
        lines = (
            part_line(member, found, self._desk.language, is_there=member.id in there)
            for member, found in self._votes.parts()
        )
        self._lines.say(html_string('<ul class="cv-parts">{lines}</ul>', lines=joined(lines)))


def part_line(
    member: Member, found: tuple[Finding, ...], language: Language, *, is_there: bool
) -> SafeHtml:
    """Say whether a member takes part, and what keeps him or her from it."""
    barring = [f for f in found if f.verdict is Verdict.BREACHED]
    asked = [f for f in found if f.verdict is Verdict.UNDETERMINED]
    if barring:
        label = verdict_chip(Verdict.BREACHED, language, text("takes no part", language))
    elif asked:
        label = verdict_chip(Verdict.UNDETERMINED, language, text("to be decided", language))
    else:
        label = verdict_chip(Verdict.MET, language, text("takes part", language))
    away = chip("draft", text("not there", language)) if not is_there else SafeHtml()
    return html_string(
        "<li>{label} <strong>{name}</strong> {away}{reasons}</li>",
        label=label,
        name=member.name,
        away=away,
        reasons=joined(_reason(f, language) for f in (*barring, *asked)),
    )


def _reason(finding: Finding, language: Language) -> SafeHtml:
    return html_string(
        '<br><span class="cv-small">{sentence} <span class="cv-muted">{articles}</span></span>',
        sentence=findings.sentence(finding, language),
        articles=findings.articles(finding.citations, language),
    )
