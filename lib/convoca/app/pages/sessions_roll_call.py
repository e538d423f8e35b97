"""One vote: how it stands, what each member says, and how it ended (Arts. 16-18)."""

from collections.abc import Callable
from typing import Any

from ipywidgets import DatePicker, HBox, ToggleButtons, VBox, Widget

from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.notices_desk import allow, saying
from convoca.app.pages.sessions_desk import Desk, Doing
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import button, chip, facts, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.vote import Outcome, Question, QuestionStatus, Vote, VoteMethod
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.decision_words import decision_word
from convoca.i18n.words import word
from convoca.rules.majorities import majority_rule
from convoca.rules.voting import Prospect
from convoca.services.sessions.vote_count import VoteNow


class VotePanel:
    """A question as it stands; while its vote is open, a line per member."""

    def __init__(self, desk: Desk, votes: VotesModel) -> None:
        self._desk, self._votes = desk, votes
        self._question: Question | None = None
        self._doing = Doing(desk)
        self._words, self._state, self._place = saying(), saying(), VBox()
        self._acts, self._asked = HBox().add_class("cv-actions"), VBox()
        self._status: tuple[object, ...] = ()
        self._roll: RollCall | None = None
        self.widget = VBox(
            [
                self._words,
                self._state,
                self._place,
                self._doing.answer.widget,
                self._acts,
                self._asked,
            ]
        )

    def show(self, question: Question) -> None:
        """Show a question as it is on record now."""
        self._question = question
        self._doing.answer.clear()
        self._words.say(_words_of(question, self._desk.language))
        now = self._votes.now(question) if question.status is QuestionStatus.OPEN else None
        self._state.say(self._state_of(question, now))
        able = [member.id for member in now.may_vote] if now else []
        status = (question.status, question.method, able, self._desk.model.is_sitting)
        if status != self._status:
            self._status = status
            self._roll = self._roll_call(question, now)
            swap(self._place, [self._roll.widget] if self._roll else [])
            acts = self._acts_on(question)
            self._acts.layout.display = "" if acts else "none"
            swap(self._acts, acts)
            swap(self._asked, [])
        if self._roll is not None:
            self._roll.show(question)

    def _roll_call(self, question: Question, now: VoteNow | None) -> "RollCall | None":
        if now is None or question.method is VoteMethod.CONSENSUS:
            return None
        return RollCall(self._desk, now.may_vote, question, self._say)

    # How it stands -------------------------------------------------------------------------------

    def _state_of(self, question: Question, now: VoteNow | None) -> SafeHtml | None:
        if question.outcome is not None:
            return result_of(question, question.outcome, self._desk)
        return standing_of(question, now, self._desk) if now else None

    # Acts ----------------------------------------------------------------------------------------

    def _acts_on(self, question: Question) -> list[Widget]:
        language = self._desk.language
        withdraw = button(text("Withdraw the question", language), self._withdraw)
        if question.status is QuestionStatus.FORMULATED:
            opens = button(text("Put it to the vote", language), self._open, style="primary")
            in_writing = question.method is VoteMethod.IN_WRITING
            if not in_writing and not self._desk.model.is_sitting:
                why_not = text("Open the session first, under Attendance.", language)
                allow(opens, why_not=why_not)
                return [opens, withdraw, paragraph("help", why_not)]
            return [opens, withdraw]
        if question.status is not QuestionStatus.OPEN:
            return []
        acts = [button(text("Close the vote…", language), self._ask_to_close, style="primary")]
        if question.method is VoteMethod.CONSENSUS:
            objects = text("Somebody objects: roll call", language)
            acts.append(button(objects, self._put_to_roll_call))
        acts.append(button(text("It is not put to the vote yet", language), self._take_back))
        return [*acts, withdraw]

    def _open(self) -> None:
        reason = text("Question put to the vote", self._desk.language)
        said = text("The vote is open.", self._desk.language)
        self._do(lambda q: self._votes.open(q.id, reason=reason), said)

    def _take_back(self) -> None:
        reason, said = (
            text("Taken back", self._desk.language),
            text("It is taken back.", self._desk.language),
        )
        self._do(lambda q: self._votes.take_back_opening(q.id, reason=reason), said)

    def _put_to_roll_call(self) -> None:
        reason = text("Somebody objects to a consensus", self._desk.language)
        said = text("The members vote one by one.", self._desk.language)
        self._do(lambda q: self._votes.put_to_roll_call(q.id, reason=reason), said)

    def _withdraw(self) -> None:
        reason = text("Question withdrawn", self._desk.language)
        said = text("The question is withdrawn.", self._desk.language)
        self._do(lambda q: self._votes.withdraw(q.id, reason=reason), said)

    def _ask_to_close(self) -> None:
        """Ask once more: what is closed stays as it is."""
        language = self._desk.language
        told = paragraph(
            "warning",
            text("Once the vote is closed, nothing of it changes any more.", language),
        )
        yes = button(text("Close the vote now", language), self._close, style="primary")
        no = button(text("Not yet", language), lambda: swap(self._asked, []))
        swap(self._asked, [told, HBox([yes, no]).add_class("cv-actions")])
        yes.focus()

    def _close(self) -> None:
        reason = text("Vote closed", self._desk.language)
        said = text("The vote is closed.", self._desk.language)
        self._do(lambda q: self._votes.close(q.id, reason=reason), said)

    def _say(self, member: Member, vote: Vote | None, received_on: Any) -> bool:
        language = self._desk.language
        reason = text("Vote recorded", language)
        said = text(
            "{name}: {vote}.",
            language,
            name=member.name,
            vote=word(vote, language) if vote else text("not said yet", language),
        )
        return self._do(
            lambda q: self._votes.say(
                q.id, member.id, vote, received_on=received_on, reason=reason
            ),
            said,
        )

    def _do(self, act: Callable[[Question], object], said: str) -> bool:
        question = self._question
        return question is not None and self._doing.do(lambda: act(question), said)


class RollCall:
    """A line per member who may vote, with what he or she may say."""

    def __init__(
        self,
        desk: Desk,
        members: tuple[Member, ...],
        question: Question,
        say: Callable[[Member, Vote | None, Any], bool],
    ) -> None:
        language = desk.language
        self._say, self._is_showing = say, False
        options = [
            *((word(vote, language), vote) for vote in Vote),
            (text("Not said yet", language), None),
        ]
        self._received = DatePicker(
            description=text("Reply received on", language), value=desk.model.today
        )
        self._lines: dict[MemberId, ToggleButtons] = {}
        for member in members:
            line = ToggleButtons(description=member.name, options=options, index=len(options) - 1)
            line.observe(lambda change, who=member: self._told(who, change["new"]), "value")
            self._lines[member.id] = line.add_class("cv-roll")
        in_writing = question.method is VoteMethod.IN_WRITING
        self.widget = VBox([*([self._received] if in_writing else []), *self._lines.values()])

    def show(self, question: Question) -> None:
        """Show what is on record."""
        said = {cast.member: cast.vote for cast in question.votes}
        self._is_showing = True
        for member, line in self._lines.items():
            line.index = [value for _, value in line.options].index(said.get(member))
        self._is_showing = False
        self._question = question

    def _told(self, member: Member, vote: Vote | None) -> None:
        if self._is_showing:
            return
        if not self._say(member, vote, self._received.value):
            self.show(self._question)


def _words_of(question: Question, language: Language) -> SafeHtml:
    styles = {QuestionStatus.CLOSED: "done", QuestionStatus.OPEN: "undetermined"}
    translations = (
        html_string(
            '<dt>{language}</dt><dd lang="{code}" dir="auto">{said}{distributed}</dd>',
            language=word(t.language, language),
            code=t.language.value,
            said=t.text,
            distributed=""
            if t.distributed_on
            else html_string(" {chip}", chip=chip("waived", text("not distributed yet", language))),
        )
        for t in question.translations
    )
    return html_string(
        '<p>{chip} <span class="cv-muted">{decision} · {majority}</span></p>'
        '<p class="cv-question" lang="{code}" dir="auto">{said}</p>'
        '<dl class="cv-facts">{translations}</dl>',
        chip=chip(styles.get(question.status, "draft"), word(question.status, language)),
        decision=decision_word(question.decision, language),
        majority=word(question.method, language),
        code=question.language.value,
        said=question.text,
        translations=joined(translations),
    )


def standing_of(question: Question, now: VoteNow, desk: Desk) -> SafeHtml:
    """Say how an open vote stands: what was said, what is needed, what is still possible."""
    language = desk.language
    prospects = {
        Prospect.CERTAIN: ("met", text("its votes are there", language)),
        Prospect.OPEN: ("undetermined", text("still open", language)),
        Prospect.OUT_OF_REACH: ("breached", text("out of reach", language)),
    }
    style, label = prospects[now.prospect]
    counted = text(
        "In favour {in_favour}, against {against}, abstaining {abstaining}; not said yet {waiting}.",
        language,
        in_favour=now.in_favour,
        against=now.against,
        abstaining=now.abstaining,
        waiting=len(now.waiting),
    )
    if question.method is VoteMethod.CONSENSUS:
        counted = text(
            "By consensus: if nobody objects, all {count} who take part are in favour.",
            language,
            count=len(now.may_vote),
        )
    return html_string(
        '<p class="cv-lead" role="status">{chip} {counted} {needed}</p>'
        '<p class="cv-muted">{majority} ({articles})</p>{quorum}{no_part}',
        chip=chip(style, label),
        counted=counted,
        needed=text("Votes needed: {required}.", language, required=now.required),
        majority=word(now.rule.majority, language),
        articles=findings.articles(now.rule.citations, language),
        quorum=finding_line(now.quorum, language) if now.quorum.cure else "",
        no_part=_no_part(tuple(member.id for member, _ in now.no_part), desk),
    )


def result_of(question: Question, outcome: Outcome, desk: Desk) -> SafeHtml:
    """Say how a vote ended, by whose votes, and by which article."""
    language = desk.language
    rule = majority_rule(question.decision, on=outcome.decided_on)
    counted = text(
        "In favour {in_favour}, against {against}, abstaining {abstaining}; votes needed {required}.",
        language,
        in_favour=outcome.in_favour,
        against=outcome.against,
        abstaining=outcome.abstaining,
        required=outcome.required,
    )
    return html_string(
        '<p class="cv-lead">{chip} {counted}</p>{names}{no_part}'
        '<p class="cv-muted">{majority} ({articles}) · {day}</p>',
        chip=chip("met", text("Adopted", language))
        if outcome.adopted
        else chip("breached", text("Not adopted", language)),
        counted=counted,
        names=facts({word(v, language): desk.names(question.voted(v)) for v in Vote}),
        no_part=_no_part(question.electorate.no_part if question.electorate else (), desk),
        majority=word(rule.majority, language),
        articles=findings.articles(rule.citations, language),
        day=day(outcome.decided_on, language),
    )


def _no_part(members: tuple[MemberId, ...], desk: Desk) -> SafeHtml:
    if not members:
        return SafeHtml()
    said = text("No part in it (Art. 17.2): {names}.", desk.language, names=desk.names(members))
    return html_string("<p>{said}</p>", said=said)
