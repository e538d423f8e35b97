"""Elections of the board by secret ballot (Art. 7): one office after the other, ballot by ballot."""

from typing import Any
from uuid import UUID

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.models.sessions_elections import ElectionsModel
from convoca.app.pages.notices_desk import Acts, allow, card, saying
from convoca.app.pages.sessions_ballot import BallotPanel
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_election_acts import OtherWays, TieForm
from convoca.app.widgets.choice_lists import CheckList, offer, pick
from convoca.app.widgets.finding_line import finding_line, verdict_chip
from convoca.app.widgets.parts import chip, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.election import Ballot, Election, ElectionStatus
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word


class ElectionsPanel:
    """What was elected in this session, the election under way, and the form for the next one.

    While somebody votes at this computer, nothing else is shown.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk, self._elections = desk, ElectionsModel(desk.model)
        self._shown: dict[UUID, ElectionCard] = {}
        self._list = VBox()
        self._form = OpenForm(desk, self._elections)
        told = text(
            "Each officer is elected by secret ballot, by an absolute majority of all members; after each ballot the lowest name is eliminated (Arts. 7.2-7.4). Only counts are kept: no record links a member and a paper.",
            desk.language,
        )
        self._all: list[Widget] = [paragraph("muted", told), self._list, self._form.widget]
        self.widget = VBox(self._all)
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        elections = self._elections.elections()
        self._shown = {
            election.id: self._shown.get(election.id)
            or ElectionCard(self._desk, self._elections, self._cover)
            for election in elections
        }
        for election in elections:
            self._shown[election.id].show(election)
        none = paragraph("muted", text("No election in this session.", self._desk.language))
        cards: list[Widget] = [shown.widget for shown in self._shown.values()]
        swap(self._list, cards or [none])
        self._form.follow()

    def _cover(self, screen: Widget | None) -> None:
        """Show the screen of who votes alone, or everything again."""
        self.widget.children = (screen,) if screen else tuple(self._all)


class ElectionCard:
    """One election: its ballots as they were counted, and what comes next."""

    def __init__(self, desk: Desk, elections: ElectionsModel, cover: Any) -> None:
        self._desk, self._elections, self._cover = desk, elections, cover
        self._words, self._place = saying(), VBox()
        self._status: tuple[object, ...] = ()
        self._ballot: BallotPanel | None = None
        self.widget = VBox([self._words, self._place]).add_class("cv-card")

    def show(self, election: Election) -> None:
        """Show an election as it is on record now; papers that are in the box stay there."""
        self._words.say(_words(election, self._elections, self._desk))
        status = (election.version, self._desk.model.is_sitting)
        if status != self._status:
            self._status = status
            self._ballot = None
            swap(self._place, self._acts(election))
        if self._ballot is not None:
            self._ballot.follow()

    def _acts(self, election: Election) -> list[Widget]:
        if election.status is not ElectionStatus.OPEN:
            return []
        others = OtherWays(self._desk, self._elections, election).widget
        if self._elections.candidates(election).tied:
            return [TieForm(self._desk, self._elections, election).widget, others]
        self._ballot = BallotPanel(self._desk, self._elections, election, self._cover)
        return [self._ballot.widget, others]


class OpenForm:
    """Which office is filled, and who stands for it."""

    def __init__(self, desk: Desk, elections: ElectionsModel) -> None:
        self._desk, self._elections = desk, elections
        language = desk.language
        self._office = Dropdown(description=text("Office", language))
        self._candidates = CheckList(legend=text("Candidates", language))
        acts = Acts(desk, reason=text("Election opened", language))
        self._open = acts.offer(text("Open the election", language), self._begin, style="primary")
        self._why_not = saying()
        self.widget = card(
            text("New election", language),
            VBox([self._office]).add_class("cv-form"),
            self._candidates.add_class("cv-tight"),
            VBox([acts.reason]).add_class("cv-form"),
            acts.answer.widget,
            HBox([self._open]).add_class("cv-actions"),
            self._why_not,
        )
        self._office.observe(lambda _: self._offer_candidates(), "value")

    def follow(self) -> None:
        language, elections = self._desk.language, self._elections
        offices, chosen = elections.offices(), self._office.value
        is_wanted = bool(offices) and not elections.is_under_way() and not self._is_over
        self.widget.layout.display = "" if is_wanted else "none"
        offer(self._office, [(word(office, language), office) for office in offices])
        if chosen in offices:
            pick(self._office, chosen)
        is_sitting = self._desk.model.is_sitting
        why_not = "" if is_sitting else text("Open the session first, under Attendance.", language)
        allow(self._open, why_not=why_not)
        said = html_string('<p class="cv-help">{said}</p>', said=why_not)
        self._why_not.say(said if why_not else None)
        self._offer_candidates()

    @property
    def _is_over(self) -> bool:
        return self._desk.model.file.sheet.closed is not None

    def _offer_candidates(self) -> None:
        if self._office.value is None:
            return
        language, judged = self._desk.language, self._elections.who_may_stand(self._office.value)
        self._candidates.offer(
            [(member.name, str(member.id)) for member, _ in judged],
            {str(member.id): _remark(finding, language) for member, finding in judged},
        )
        known = {str(member.id) for member, _ in judged}
        self._candidates.value = tuple(key for key in self._candidates.value if key in known)

    def _begin(self, reason: str) -> str:
        candidates = [MemberId(UUID(key)) for key in self._candidates.value]
        self._elections.open(self._office.value, candidates, reason=reason)
        self._candidates.value = ()
        return text("The election is open.", self._desk.language)


def _remark(finding: Finding, language: Language) -> SafeHtml:
    """Say what keeps a candidate from being elected again (Art. 8.1); nothing where nothing does."""
    if finding.verdict is Verdict.MET:
        return SafeHtml()
    return html_string(
        '<p class="cv-small">{chip} {sentence} <span class="cv-muted">{articles}</span></p>',
        chip=verdict_chip(finding.verdict, language),
        sentence=findings.sentence(finding, language),
        articles=findings.articles(finding.citations, language),
    )


def _words(election: Election, elections: ElectionsModel, desk: Desk) -> SafeHtml:
    language = desk.language
    styles = {ElectionStatus.ELECTED: "done", ElectionStatus.OPEN: "undetermined"}
    elected = (
        html_string(
            '<p class="cv-lead">{said}</p>',
            said=text("{name} is elected.", language, name=desk.model.name(election.elected)),
        )
        if election.elected
        else SafeHtml()
    )
    notes = (html_string('<p dir="auto">{line}</p>', line=line) for line in _notes(election))
    return html_string(
        "<h2>{office}</h2><p>{chip} <span class='cv-muted'>{day}{vacancy}</span></p>{on_its_day}{elected}"
        "{ballots}{notes}",
        office=word(election.office, language),
        chip=chip(styles.get(election.status, "draft"), word(election.status, language)),
        day=day(election.held_on, language),
        vacancy=f" · {text('fills a vacancy (Art. 9.1)', language)}"
        if election.fills_vacancy
        else "",
        on_its_day=_unless_met(elections.day_finding(election), language),
        elected=elected,
        ballots=joined(_ballot(ballot, election, elections, desk) for ballot in election.ballots),
        notes=joined(notes),
    )


def _unless_met(finding: Finding, language: Language) -> SafeHtml:
    return SafeHtml() if finding.verdict is Verdict.MET else finding_line(finding, language)


def _notes(election: Election) -> tuple[str, ...]:
    return tuple(
        line for line in (election.unanimous_procedure, *election.note.splitlines()) if line
    )


def _ballot(ballot: Ballot, election: Election, elections: ElectionsModel, desk: Desk) -> SafeHtml:
    language = desk.language
    most_first = sorted(ballot.tallies, key=lambda tally: (-tally.votes, str(tally.candidate)))
    rows = (
        html_string(
            '<tr><th scope="row">{name}</th><td class="cv-number">{votes}</td><td>{fate}</td></tr>',
            name=desk.model.name(tally.candidate),
            votes=tally.votes,
            fate=_fate(tally.candidate, ballot, election, desk),
        )
        for tally in most_first
    )
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{candidate}</th><th scope="col" class="cv-number">{votes}</th>'
        '<th scope="col">{outcome}</th></tr></thead><tbody>{rows}</tbody></table></div>{finding}',
        caption=text(
            "Ballot {number}: papers handed in {papers}, blank or spoiled {invalid}",
            language,
            number=ballot.number,
            papers=len(ballot.voters),
            invalid=ballot.invalid,
        ),
        candidate=text("Candidate", language),
        votes=text("Votes", language),
        outcome=text("Outcome", language),
        rows=joined(rows),
        finding=finding_line(elections.finding(election, ballot), language)
        if ballot is election.ballots[-1]
        else "",
    )


def _fate(candidate: MemberId, ballot: Ballot, election: Election, desk: Desk) -> str:
    language = desk.language
    if candidate in ballot.eliminated:
        return text("eliminated (Art. 7.4)", language)
    if candidate == election.elected and ballot is election.ballots[-1]:
        return text("elected", language)
    return ""
