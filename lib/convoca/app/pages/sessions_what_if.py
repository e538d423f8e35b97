"""What if some members stepped back: is there a quorum still, is the majority within reach, who signs."""

from ipywidgets import Dropdown, VBox, Widget

from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.notices_desk import card, saying
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_question import decision_choices
from convoca.app.widgets.choice_lists import CheckList, offer
from convoca.app.widgets.finding_line import verdict_chip
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import MemberId
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.services.sessions.taking_part import WhatIf


class WhatIfPanel:
    """Ticked members step back in thought; nothing of it is kept."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        language = desk.language
        self._is_offering, self._item = False, votes.item
        self._decision = Dropdown(description=text("For the decision", language))
        self._boxes = CheckList(legend=text("If these members step back", language))
        self._answer = saying()
        self.widget: Widget = card(
            text("What if somebody steps back", language),
            VBox([self._decision]).add_class("cv-form"),
            self._boxes.add_class("cv-tight"),
            self._answer,
        )
        self._decision.observe(lambda _: self._tell(), "value")
        self._boxes.observe(lambda _: self._tell(), "value")
        desk.model.observe(lambda _: self._follow(), ["file", "item"])
        self._follow()

    def _follow(self) -> None:
        votes = self._votes
        self._is_offering = True
        chosen = self._decision.value if votes.item == self._item else None
        offer(self._decision, decision_choices(votes.rules(), self._desk.language))
        if chosen is not None:
            self._decision.value = chosen
        else:
            self._boxes.value = ()
        self._item = votes.item
        self._boxes.offer([(member.name, str(member.id)) for member, _ in votes.parts()])
        self._is_offering = False
        self._tell()

    def _tell(self) -> None:
        if self._is_offering or self._decision.value is None:
            return
        stepping_back = [
            member.id for member, _ in self._votes.parts() if str(member.id) in self._boxes.value
        ]
        found = self._votes.what_if(stepping_back, self._decision.value)
        self._answer.say(self._sentences(found, stepping_back) if found else None)

    def _sentences(self, found: WhatIf, stepping_back: list[MemberId]) -> SafeHtml:
        return html_string(
            '<p class="cv-lead" role="status">{lead}</p>{quorum}{majority}<p>{signs}</p>{supposed}',
            lead=self._lead(found, stepping_back),
            quorum=_line(found, self._desk, is_quorum=True),
            majority=_line(found, self._desk, is_quorum=False),
            signs=self._signs(found),
            supposed=self._supposed(found),
        )

    def _lead(self, found: WhatIf, stepping_back: list[MemberId]) -> str:
        language, count = self._desk.language, len(found.present)
        if not stepping_back:
            return text("As things stand, {count} take part.", language, count=count)
        return text(
            "Without {names}, {count} take part.",
            language,
            names=self._desk.names(tuple(stepping_back)),
            count=count,
        )

    def _signs(self, found: WhatIf) -> str:
        language = self._desk.language
        names = list_of((member.name for member in found.signs), language)
        if found.presiding is None:
            return text("Who presides cannot be said. These sign: {names}.", language, names=names)
        return text(
            "{presiding} presides. These sign: {names}.",
            language,
            presiding=found.presiding.name,
            names=names,
        )

    def _supposed(self, found: WhatIf) -> SafeHtml:
        if not found.supposed:
            return SafeHtml()
        return html_string(
            '<p class="cv-muted">{said}</p>',
            said=text(
                "The session is not open yet: everybody is taken to come who announced no absence.",
                self._desk.language,
            ),
        )


def _line(found: WhatIf, desk: Desk, *, is_quorum: bool) -> SafeHtml:
    """Word one of the two findings: whether it could be adopted is no breach of anything."""
    language = desk.language
    finding = found.quorum if is_quorum else found.majority_within_reach
    met = finding.verdict is Verdict.MET
    if is_quorum:
        label = text("Quorum", language) if met else text("No quorum", language)
        said = findings.sentence(finding, language)
    else:
        label = text("Within reach", language) if met else text("Out of reach", language)
        said = text(
            "{required} votes are needed, and {present} could be cast.",
            language,
            required=finding.facts["required"],
            present=finding.facts["present"],
        )
    return html_string(
        "<p>{chip} {said} <span class='cv-muted'>{articles}</span></p>",
        chip=verdict_chip(finding.verdict, language, label),
        said=said,
        articles=joined([findings.articles(finding.citations, language)]),
    )
