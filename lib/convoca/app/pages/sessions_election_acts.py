"""What the Commission decides about an election: a tie, another procedure, or to break it off (Arts. 7.2, 7.4)."""

from uuid import UUID

from ipywidgets import Accordion, HBox, Text, Textarea, VBox, Widget

from convoca.app.models.sessions_elections import ElectionsModel
from convoca.app.pages.notices_desk import Acts, allow
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import CheckList, choice
from convoca.app.widgets.parts import heading, paragraph, short
from convoca.domain.election import Election
from convoca.domain.identifiers import MemberId
from convoca.i18n.catalogue import text
from convoca.services.importing.text import clean_line, clean_text
from convoca.services.sessions.elections import ELECTION, PROCEDURE


class TieForm:
    """Several are equally low, and fewer than two would stay: the Commission says who goes on."""

    def __init__(self, desk: Desk, elections: ElectionsModel, election: Election) -> None:
        self._desk, self._elections, self._election = desk, elections, election
        language, names = desk.language, election.ballots[-1].candidates
        tied = elections.candidates(election).tied
        self._going_on = CheckList(
            [(desk.model.name(name), str(name)) for name in names],
            legend=text("Who goes on to the next ballot", language),
        )
        self._note = Text(description=text("What the Commission decided", language))
        acts = Acts(desk, reason=text("Tie decided", language))
        save = acts.offer(text("Go on to the next ballot", language), self._decide, style="primary")
        told = text(
            "{names} are equally low. The Rules do not say who goes on: the Commission decides (Art. 7.4).",
            language,
            names=desk.names(tied),
        )
        self.widget: Widget = VBox(
            [
                heading(3, text("A tie", language)),
                paragraph("warning", told),
                self._going_on,
                VBox([self._note, acts.reason]).add_class("cv-form"),
                acts.answer.widget,
                HBox([save]).add_class("cv-actions"),
            ]
        )

    def _decide(self, reason: str) -> str:
        names = [MemberId(UUID(key)) for key in self._going_on.value]
        self._elections.decide_tie(
            self._election, names, clean_line(self._note.value), reason=reason
        )
        return text("The election goes on.", self._desk.language)


class OtherWays:
    """Folded away: another procedure that everybody present agreed on, and breaking the election off."""

    def __init__(self, desk: Desk, elections: ElectionsModel, election: Election) -> None:
        self._desk, self._elections, self._election = desk, elections, election
        agreed = bool(election.unanimous_procedure)
        self.widget: Widget = Accordion(
            [self._elected_by_it() if agreed else self._another_procedure(), self._breaking_off()],
            titles=[
                text("Elected by the procedure agreed on", desk.language)
                if agreed
                else text("Another procedure than a secret ballot (Art. 7.2)", desk.language),
                text("Break the election off", desk.language),
            ],
            selected_index=None,
        )

    def _another_procedure(self) -> Widget:
        language, votes = self._desk.language, self._elections.votes(PROCEDURE)
        procedure = Textarea(description=text("Procedure agreed on", language))
        vote = choice(text("Agreed in the vote", language), [(short(q.text), q.id) for q in votes])
        acts = Acts(self._desk, reason=text("Another procedure agreed on", language))

        def agree(reason: str) -> str:
            words = clean_text(procedure.value)
            self._elections.agree(self._election, words, vote.value, reason=reason)
            return text("The procedure is on record.", language)

        save = acts.offer(text("Record the procedure", language), agree)
        why_not = text(
            "It takes a vote of this session in which all members present agreed on it.", language
        )
        allow(save, why_not="" if votes else why_not)
        told = paragraph("help", why_not)
        return VBox([told, procedure, vote, acts.reason, acts.answer.widget, save]).add_class(
            "cv-form"
        )

    def _elected_by_it(self) -> Widget:
        language, votes = self._desk.language, self._elections.votes(ELECTION)
        names = [(self._desk.model.name(name), name) for name in self._election.candidates]
        elected = choice(text("Elected", language), names)
        vote = choice(text("Elected in the vote", language), [(short(q.text), q.id) for q in votes])
        acts = Acts(self._desk, reason=text("Elected by the procedure agreed on", language))

        def elect(reason: str) -> str:
            self._elections.elect(self._election, elected.value, vote.value, reason=reason)
            return text("The election is on record.", language)

        save = acts.offer(text("Record who was elected", language), elect)
        why_not = text("It takes a vote of this session that elected the officer.", language)
        allow(save, why_not="" if votes else why_not)
        told = paragraph("help", why_not)
        return VBox([told, elected, vote, acts.reason, acts.answer.widget, save]).add_class(
            "cv-form"
        )

    def _breaking_off(self) -> Widget:
        language = self._desk.language
        note = Text(description=text("Why it is broken off", language))
        acts = Acts(self._desk, reason=text("Election broken off", language))

        def break_off(reason: str) -> str:
            self._elections.break_off(self._election, clean_line(note.value), reason=reason)
            return text("The election is broken off.", language)

        end = acts.offer(text("Break it off", language), break_off, style="danger")
        return VBox([note, acts.reason, acts.answer.widget, end]).add_class("cv-form")
