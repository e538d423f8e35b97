"""One secret ballot: papers are handed in one after the other at this computer, or counted by hand."""

from collections.abc import Callable
from uuid import UUID

from ipywidgets import BoundedIntText, Button, Dropdown, HBox, RadioButtons, VBox, Widget

from convoca.app.models.sessions_elections import ElectionsModel
from convoca.app.pages.notices_desk import Acts, allow, saying
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import CheckList, offer, pick
from convoca.app.widgets.parts import button, heading, paragraph, paragraph_html
from convoca.app.widgets.safe_html import html_string
from convoca.domain.election import Election
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.i18n.words import word

#: Members of the Commission, and so papers in a box, at most.
_MOST = 7


class BallotPanel:
    """The box of the ballot under way: who has handed in a paper, and who is awaited."""

    def __init__(
        self,
        desk: Desk,
        elections: ElectionsModel,
        election: Election,
        cover: Callable[[Widget | None], None],
    ) -> None:
        self._desk, self._elections, self._election = desk, elections, election
        self._cover = cover
        language = desk.language
        self._told = saying()
        self._voter = Dropdown(description=text("Who votes now", language))
        self._hand_in = button(
            text("Vote at this computer", language), self._let_vote, style="primary"
        )
        self._acts = Acts(desk, reason=text("Ballot counted", language))
        self._count = self._acts.offer(text("Close the box and count", language), self._close)
        by_hand = ByHand(desk, elections, election)
        title = text("Ballot {number}", language, number=len(election.ballots) + 1)
        self.widget = VBox(
            [
                heading(3, title),
                self._told,
                HBox([VBox([self._voter]).add_class("cv-form"), self._hand_in]).add_class(
                    "cv-actions"
                ),
                VBox([self._acts.reason]).add_class("cv-form"),
                self._acts.answer.widget,
                HBox([self._count, by_hand.opener]).add_class("cv-actions"),
                by_hand.widget,
            ]
        )
        self.follow()

    def follow(self) -> None:
        """Show how many papers are in the box, and offer who has handed in none."""
        elections, language = self._elections, self._desk.language
        awaited, papers = elections.awaited(self._election), self._papers
        names = list_of((member.name for member in awaited), language)
        self._told.say(
            html_string(
                '<p>{between}</p><p class="cv-lead" role="status">{papers}</p>{awaited}{warning}',
                between=text(
                    "Between: {names}.",
                    language,
                    names=self._desk.names(elections.candidates(self._election).candidates),
                ),
                papers=text("Papers in the box: {count}.", language, count=papers),
                awaited=html_string(
                    "<p>{said}</p>", said=text("Awaited: {names}.", language, names=names)
                )
                if awaited
                else "",
                warning=paragraph_html("warning", self._only_here()) if papers else "",
            )
        )
        chosen = self._voter.value
        offer(self._voter, [(member.name, member) for member in awaited])
        pick(self._voter, chosen)
        nobody = text("Everybody who is there has handed in a paper.", language)
        allow(self._hand_in, why_not="" if awaited else nobody)
        empty = text("The box is empty.", language)
        allow(self._count, why_not="" if papers else empty)

    @property
    def _papers(self) -> int:
        return len(self._elections.box(self._election).voted)

    def _only_here(self) -> str:
        return text(
            "The papers are in the memory of this page alone. If it is left or loaded again before they are counted, the ballot is held again.",
            self._desk.language,
        )

    def _let_vote(self) -> None:
        voter: Member | None = self._voter.value
        if voter is not None:
            screen = VotingScreen(self._desk, self._elections, self._election, voter, self._end)
            self._cover(screen.widget)

    def _end(self) -> None:
        """Show everything again; of the screen nothing is left."""
        self._cover(None)
        self.follow()

    def _close(self, reason: str) -> str:
        self._elections.close_box(self._election, reason=reason)
        return text("The papers are counted.", self._desk.language)


class VotingScreen:
    """For the eyes of one voter: the names, nothing chosen yet. It is gone once the paper is in the box."""

    def __init__(
        self,
        desk: Desk,
        elections: ElectionsModel,
        election: Election,
        voter: Member,
        done: Callable[[], None],
    ) -> None:
        self._desk, self._elections, self._election = desk, elections, election
        self._voter, self._done = voter, done
        language = desk.language
        self._answer = Answer(language)
        names = [(desk.model.name(c), c) for c in elections.candidates(election).candidates]
        blank = (text("Blank paper", language), None)
        self._choice = RadioButtons(
            description=text("Your vote", language), options=[*names, blank], index=None
        )
        put = button(text("Put the paper into the box", language), self._put, style="primary")
        leave = button(text("Go back without voting", language), self._leave)
        told = text(
            "{name} votes alone at this screen. What is chosen is not shown again, and is not kept beside a name.",
            language,
            name=voter.name,
        )
        title = text("Secret ballot: {office}", language, office=word(election.office, language))
        self.widget = VBox(
            [
                heading(2, title),
                paragraph("note", told),
                self._choice,
                self._answer.widget,
                HBox([put, leave]).add_class("cv-actions"),
            ]
        ).add_class("cv-card")

    def _put(self) -> None:
        language = self._desk.language
        if self._choice.index is None:
            self._answer.problem(text("Choose a name or a blank paper.", language))
            return
        choice: MemberId | None = self._choice.options[self._choice.index][1]
        if self._answer.went_well(
            lambda: self._elections.put(self._election, self._voter.id, choice)
        ):
            self._leave()
            self._desk.visit.announce(text("The paper is in the box.", language))

    def _leave(self) -> None:
        """Forget what was chosen on this screen, here and in the browser."""
        self._choice.index = None
        self._done()
        for widget in (self._choice, self.widget):
            widget.close()


class ByHand:
    """Counts of papers that were counted by hand, and who handed one in."""

    def __init__(self, desk: Desk, elections: ElectionsModel, election: Election) -> None:
        self._desk, self._elections, self._election = desk, elections, election
        language = desk.language
        self._counts = {
            candidate: BoundedIntText(description=desk.model.name(candidate), min=0, max=_MOST)
            for candidate in elections.candidates(election).candidates
        }
        self._invalid = BoundedIntText(
            description=text("Blank or spoiled papers", language), min=0, max=_MOST
        )
        present = [(member.name, str(member.id)) for member in elections.present()]
        self._voters = CheckList(present, legend=text("Who handed in a paper", language))
        self._voters.value = tuple(key for _, key in present)
        acts = Acts(desk, reason=text("Papers counted by hand", language))
        keep = acts.offer(text("Keep these counts", language), self._keep, style="primary")
        self.widget = VBox(
            [
                heading(3, text("Papers counted by hand", language)),
                VBox([*self._counts.values(), self._invalid]).add_class("cv-form"),
                self._voters.add_class("cv-tight"),
                VBox([acts.reason]).add_class("cv-form"),
                acts.answer.widget,
                HBox([keep]).add_class("cv-actions"),
            ],
            layout={"display": "none"},
        )
        self.opener: Button = button(text("Papers were counted by hand…", language), self._open)

    def _open(self) -> None:
        self.widget.layout.display = ""
        next(iter(self._counts.values())).focus()

    def _keep(self, reason: str) -> str:
        counts = {candidate: counted.value for candidate, counted in self._counts.items()}
        voters = [MemberId(UUID(key)) for key in self._voters.value]
        self._elections.close_by_hand(
            self._election, counts, voters, self._invalid.value, reason=reason
        )
        return text("The counts are on record.", self._desk.language)
