"""One request of a party: its checks, what its copy leaves out, and what it was given."""

from collections.abc import Callable

from ipywidgets import HBox, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_party_requests import PartyRequestsModel, is_open
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import CheckList
from convoca.app.widgets.fingerprint import Fingerprint
from convoca.app.widgets.parts import button, chip, paragraph
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.domain.minutes import PartyRequest, RequestOfParty, RiskCheck
from convoca.domain.party import PartyKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, language_name, state_name
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line


class RequestCard:
    """Drawn anew whenever the requests are read again; what stands in the way is said on the card."""

    def __init__(self, visit: Visit, model: PartyRequestsModel, request: RequestOfParty) -> None:
        self._visit, self._model, self._request = visit, model, request
        self._language = visit.language
        self._answer = Answer(visit.language)
        parts: list[Widget] = [self._head(), self._answer.widget]
        if is_open(request):
            parts += self._work()
        self.widget = VBox(parts).add_class("cv-card")

    # What is shown -------------------------------------------------------------------------------

    def _head(self) -> HtmlView:
        request, language = self._request, self._language
        return safe_html(
            '<h3 dir="auto">{party}</h3><p>{kind} · {asked}</p><p>{chip}</p>{checks}{said}',
            party=self._party(),
            kind=word(request.kind, language),
            asked=text("asked on {day}", language, day=day(request.asked_on, language)),
            chip=chip("draft" if is_open(request) else "done", word(request.outcome, language)),
            checks=joined(self._check(check) for check in request.checks),
            said=self._outcome(),
        )

    def _party(self) -> str:
        party = self._model.party_of(self._request)
        if party is not None and party.kind is PartyKind.STATE and party.state:
            return state_name(party.state, self._language)
        return clean_line(party.name if party else self._request.party)

    def _check(self, check: RiskCheck) -> SafeHtml:
        language = self._language
        found = text("a risk to persons", language) if check.is_risk else text("no risk", language)
        return html_string(
            "<p>{who} ({day}): <strong>{found}</strong> {note}</p>",
            who=check.by,
            day=day(check.on, language),
            found=found,
            note=check.note,
        )

    def _outcome(self) -> SafeHtml:
        request, language = self._request, self._language
        if is_open(request):
            missing = self._model.standing(request).missing
            told = text("Checks still missing: {count}.", language, count=missing)
            return (
                html_string('<p class="cv-note">{told}</p>', told=told)
                if missing
                else html_string("")
            )
        when = day(request.decided_on, language) if request.decided_on else ""
        lines = [text("Decided on {day}.", language, day=when), request.note]
        lines += [f"SHA-256 {request.sha256}"] if request.sha256 else []
        return joined(html_string("<p>{line}</p>", line=line) for line in lines if line)

    # Acts ----------------------------------------------------------------------------------------

    def _work(self) -> list[Widget]:
        is_copy = self._request.kind is PartyRequest.COPY_OF_MINUTES
        parts = [self._leaving_out(), self._reading()] if is_copy else []
        return [*parts, self._checking(), self._giving() if is_copy else self._giving_tape()]

    def _do(self, act: Callable[[], object], said: str) -> None:
        if self._answer.went_well(act):
            self._visit.announce(said)

    def _leaving_out(self) -> Widget:
        """Let entries of the minutes be left out; who checked before has to look again."""
        language = self._language
        options = [
            (f"{field_name(part.section, language)}: {clean_line(part.said)}", part.path)
            for part in self._model.parts()
        ]
        boxes = CheckList(
            options,
            legend=text("Left out of the party's copy", language),
            empty=text("The minutes are not completed.", language),
        )
        boxes.value = self._request.redacted
        save = button(
            text("Leave these out", language),
            lambda: self._do(
                lambda: self._model.leave_out(self._request, boxes.value),
                text("What is left out is recorded; the copy is to be checked.", language),
            ),
        )
        return VBox([boxes, HBox([save]).add_class("cv-actions")])

    def _reading(self) -> Widget:
        """Let who checks read the copy first, in any language, as the party would get it."""
        return HBox([self._in_language(other, give=False) for other in Language]).add_class(
            "cv-actions"
        )

    def _giving(self) -> Widget:
        language, standing = self._language, self._model.standing(self._request)
        if not standing.may_be_given:
            return self._refusing() if standing.is_risk else VBox()
        buttons = [self._in_language(other, give=True) for other in Language]
        told = text("Nobody found a risk. The party is given the copy in:", language)
        return VBox([paragraph("success", told), HBox(buttons).add_class("cv-actions")])

    def _in_language(self, language: Language, *, give: bool) -> Widget:
        said = language_name(language.value, self._language)
        if give:
            label = text("Give the copy in {language}", self._language, language=said)
        else:
            label = text("Read the copy in {language}", self._language, language=said)

        def hand_out() -> None:
            act = self._model.give_copy if give else self._model.copy
            name, content = act(self._request, language)
            self._visit.offer(name, content)

        told = (
            text("The copy is given; its fingerprint is on record.", self._language)
            if give
            else text("The copy is there to be read. It is not given yet.", self._language)
        )
        return button(label, lambda: self._do(hand_out, told))

    def _checking(self) -> Widget:
        language = self._language
        note = Text(description=text("Which risk, and for whom", language))
        none = button(
            text("I found no risk to persons", language),
            lambda: self._do(
                lambda: self._model.check(self._request, is_risk=False, note=note.value),
                text("The check is recorded.", language),
            ),
        )
        risk = button(
            text("I found a risk", language),
            lambda: self._do(
                lambda: self._model.check(self._request, is_risk=True, note=note.value),
                text("The check is recorded.", language),
            ),
            style="danger",
        )
        form = VBox([note]).add_class("cv-form")
        return VBox([form, HBox([none, risk]).add_class("cv-actions")])

    def _refusing(self) -> Widget:
        language = self._language
        why = Text(description=text("Why the party is given nothing", language))
        refuse = button(
            text("Refuse it", language),
            lambda: self._do(
                lambda: self._model.refuse(self._request, why.value),
                text("The refusal is recorded.", language),
            ),
            style="danger",
        )
        return VBox([VBox([why]).add_class("cv-form"), HBox([refuse]).add_class("cv-actions")])

    def _giving_tape(self) -> Widget:
        language, standing = self._language, self._model.standing(self._request)
        if not standing.may_be_given:
            return self._refusing()
        digits = Fingerprint(language=language)
        give = button(
            text("The recording is given", language),
            lambda: self._do(
                lambda: self._model.give_recording(self._request, digits.value),
                text("It is recorded that the recording was given.", language),
            ),
            style="primary",
        )
        return VBox([VBox([digits]).add_class("cv-form"), HBox([give]).add_class("cv-actions")])
