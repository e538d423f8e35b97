"""Witnesses and experts: who they are, their oath, one at a time, and whom they must not meet (Art. 65)."""

from ipywidgets import HBox, VBox, Widget

from convoca.app.models.hearing_day import DayStage
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.choice_lists import CheckList
from convoca.app.widgets.parts import chip, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.hearing_day import Testimony, TestimonyState
from convoca.domain.party import Participant, Side
from convoca.domain.slot import zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour
from convoca.i18n.words import word
from convoca.services.hearing_days.testimony import Meeting, meetings, why_not_heard
from convoca.services.importing.text import clean_line


class WitnessesPanel(Panel):
    """A card for each; a button that cannot be pressed says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draw()

    def draw(self) -> None:
        day, language = self.model.file.day, self.language
        if not day.testimonies:
            none = text(
                "No witness or expert takes part in this hearing. Name them on the page Requests, or "
                "with the hearing on the page Programme.",
                language,
            )
            swap(self.body, [paragraph("note", none)])
            return
        rule = text(
            "One witness is heard at a time while the others wait outside (Art. 65.7); before that each "
            "says who he or she is, and takes an oath or solemnly promises to tell the truth (Art. 65.8).",
            language,
        )
        cards = [self._card(testimony) for testimony in day.testimonies]
        grid = VBox(cards).add_class("cv-grid")
        swap(self.body, [paragraph("muted", rule), grid])

    def _card(self, testimony: Testimony) -> Widget:
        person = self.desk.person(testimony.participant)
        name = clean_line(person.name) if person else self.desk.name_of("")
        head = safe_html(
            "<h3>{name}</h3><p>{role}</p><p>{chip}</p>{facts}{warning}",
            name=name,
            role=self._role(person),
            chip=chip(_style(testimony), word(testimony.state, self.language)),
            facts=self._facts(testimony),
            warning=self._warning(testimony),
        )
        actions = HBox(self._actions(testimony)).add_class("cv-actions")
        return VBox([head, actions, self._apart(testimony)]).add_class("cv-card")

    def _role(self, person: Participant | None) -> str:
        if person is None:
            return ""
        said = [word(person.role, self.language), word(person.side, self.language)]
        if person.protected:
            said.append(text("identity kept in confidence", self.language))
        return ", ".join(said)

    def _facts(self, testimony: Testimony) -> SafeHtml:
        language, zone = self.language, zone_info(self.model.file.zone)
        lines = []
        if testimony.sworn_at:
            at = hour(testimony.sworn_at.astimezone(zone).time(), language)
            sworn = (
                text("Solemn promise at {hour}", language, hour=at)
                if testimony.promised
                else text("Oath at {hour}", language, hour=at)
            )
            lines.append(sworn)
        if testimony.from_at:
            at = hour(testimony.from_at.astimezone(zone).time(), language)
            lines.append(text("Heard from {hour}", language, hour=at))
        return joined(html_string("<p>{line}</p>", line=line) for line in lines)

    def _warning(self, testimony: Testimony) -> SafeHtml:
        found = meetings(self.model.file.hearing, self.model.file.day, testimony.participant)
        if not found or testimony.state is TestimonyState.DONE:
            return html_string("")
        there, perhaps = self._names(found, certain=True), self._names(found, certain=False)
        lines = []
        if there:
            lines.append(
                text("Must not meet, and is in the room: {names}.", self.language, names=there)
            )
        if perhaps:
            lines.append(
                text(
                    "Must not meet: {names}. Nobody recorded whether they have come; make sure that "
                    "they are outside.",
                    self.language,
                    names=perhaps,
                )
            )
        return joined(
            html_string('<p class="cv-problem" role="alert">{said}</p>', said=line)
            for line in lines
        )

    def _names(self, found: tuple[Meeting, ...], *, certain: bool) -> str:
        return ", ".join(
            self.desk.name_of(str(each.side or each.participant or ""))
            for each in found
            if each.is_certain is certain
        )

    def _actions(self, testimony: Testimony) -> list[Widget]:
        """Return the next step of a witness or expert, and the way back."""
        if self.model.file.stage is DayStage.CLOSED:
            return []
        language, who = self.language, testimony.participant
        back = self.act(
            text("Take the last step back", language),
            lambda: self.model.take_back(who),
            said=text("The step is taken back.", language),
        )
        match testimony.state:
            case TestimonyState.OUTSIDE if not testimony.identified:
                said = text("The identification is recorded.", language)
                label = text("Has said who he or she is", language)
                return [self.act(label, lambda: self.model.identify(who), said=said)]
            case TestimonyState.OUTSIDE:
                return [
                    self._swear(testimony, promised=False),
                    self._swear(testimony, promised=True),
                    back,
                ]
            case TestimonyState.SWORN:
                return [self._hear(testimony), back]
            case TestimonyState.BEING_HEARD:
                said = text("The testimony is over.", language)
                label = text("End the testimony", language)
                end = self.act(label, lambda: self.model.dismiss(who), said=said, style="primary")
                return [end, back]
        return [back]

    def _swear(self, testimony: Testimony, *, promised: bool) -> Widget:
        language = self.language
        label = (
            text("Has made the solemn promise", language)
            if promised
            else text("Has taken the oath", language)
        )
        made = self.act(
            label,
            lambda: self.model.swear(testimony.participant, promised=promised),
            said=text("Oath or promise recorded.", language),
        )
        if self.model.file.stage is DayStage.WAITING:
            made.disabled, made.tooltip = True, text("Open the hearing first.", language)
        return made

    def _hear(self, testimony: Testimony) -> Widget:
        language, file = self.language, self.model.file
        meets = meetings(file.hearing, file.day, testimony.participant)
        made = self.act(
            text("Hear all the same", language) if meets else text("Hear now", language),
            lambda: self.model.call_in(testimony.participant, confirmed=meets),
            said=text("The testimony begins.", language),
            style="danger" if meets else "primary",
        )
        why = why_not_heard(file.hearing, file.day, testimony.participant)
        if why:
            made.disabled, made.tooltip = True, text(why, language)
            return VBox([made, paragraph("help", text(why, language))])
        return made

    def _apart(self, testimony: Testimony) -> Widget:
        language = self.language
        options = [(word(side, language), str(side)) for side in (Side.REQUESTER, Side.STATE)]
        options += [
            (clean_line(person.name), str(person.id))
            for other in self.model.file.day.testimonies
            if other.participant != testimony.participant
            and (person := self.desk.person(other.participant)) is not None
        ]
        boxes = CheckList(options, legend=text("Must not meet", language))
        boxes.value = testimony.kept_from
        boxes.observe(
            lambda change: self.do(
                lambda: self.model.keep_apart(testimony.participant, tuple(change["new"]))
            ),
            "value",
        )
        return boxes


def _style(testimony: Testimony) -> str:
    return "done" if testimony.state is TestimonyState.DONE else "draft"
