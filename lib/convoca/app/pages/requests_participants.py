"""Who takes part in a request; a protected person by pseudonym, the name on a recorded reason."""

from ipywidgets import HBox, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.requests import RequestsModel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.finding_line import field_at
from convoca.app.widgets.parts import button, paragraph, reason_input
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, safe_html
from convoca.domain.language import Language
from convoca.domain.party import Participant
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word


class ParticipantsPanel:
    """One card per participant. A name that was shown is gone as soon as one goes on."""

    def __init__(self, visit: Visit, model: RequestsModel) -> None:
        self._visit = visit
        self._language = visit.language
        self._model = model
        self._answer = Answer(visit.language)
        self._cards = VBox()
        self._shown: list[HtmlView] = []
        self.widget = VBox([self._answer.widget, self._cards])

    def draw(self) -> None:
        self.forget()
        self._answer.clear()
        request = self._model.request
        people = request.participants if request else ()
        cards: list[Widget] = [self._card(person) for person in people]
        if not cards:
            cards = [
                paragraph("muted", text("Nobody is named (Arts. 64.2, 66.2).", self._language))
            ]
        self._cards.children = cards

    def forget(self) -> None:
        """Empty what shows a name: the state of a widget can be read whether it is drawn or not."""
        while self._shown:
            self._shown.pop().value = ""

    def _card(self, person: Participant) -> Widget:
        place = VBox()
        if person.protected:
            act = button(
                text("Show identity…", self._language),
                lambda: setattr(place, "children", (self._revealing(person, place),)),
                tip=text("Show who {name} is", self._language, name=person.name),
            )
        else:
            act = button(
                text("Protect…", self._language),
                lambda: setattr(place, "children", (self._protecting(person),)),
                tip=text("Protect the identity of {name}", self._language, name=person.name),
            )
        line = HBox([safe_html("{said}", said=described(person, self._language)), act])
        return VBox([line, place]).add_class("cv-card")

    def _revealing(self, person: Participant, place: VBox) -> Widget:
        language = self._language
        reason = reason_input(language)
        shown = VBox()

        def show() -> None:
            names: list[str] = []
            if self._answer.went_well(
                lambda: names.append(self._model.reveal(person.id, reason.value))
            ):
                shown.children = self._named(person, names[0], place)

        help_line = paragraph(
            "help",
            text(
                "That the name was shown, to whom and why goes on record (Arts. 64.3, 65.8).",
                language,
            ),
        )
        act = button(text("Show the name once", language), show)
        return VBox([help_line, reason, act, shown]).add_class("cv-form")

    def _named(self, person: Participant, name: str, place: VBox) -> tuple[Widget, ...]:
        line = safe_html(
            '<p class="cv-note" role="alert">{who}: <strong dir="auto">{name}</strong></p>',
            who=person.name,
            name=name,
        )
        self._shown.append(line)

        def hide() -> None:
            place.children = ()
            self.forget()

        return line, button(text("Hide the name", self._language), hide)

    def _protecting(self, person: Participant) -> Widget:
        language = self._language
        request = self._model.request
        pseudonym = Text(
            description=text("Pseudonym", language),
            value=proposed_pseudonym(person, request.participants if request else (), language),
        )
        reason = reason_input(language)

        def protect() -> None:
            left: list[str] = []
            if self._answer.went_well(
                lambda: left.extend(self._model.protect(person.id, pseudonym.value, reason.value))
            ):
                self._tell(pseudonym.value, left)

        return VBox(
            [
                pseudonym,
                reason,
                button(text("Protect the identity", language), protect, style="primary"),
            ]
        ).add_class("cv-form")

    def _tell(self, pseudonym: str, left: list[str]) -> None:
        language = self._language
        self._visit.announce(text("{name} is protected.", language, name=pseudonym))
        if left:
            fields = {field_name(field_at(path), language) for path in left}
            where = list_of(sorted(fields), language)
            self._answer.warn(
                text(
                    "The name still stands in: {where}. Correct the request.", language, where=where
                )
            )


def described(person: Participant, language: Language) -> SafeHtml:
    """Return a participant: name, or pseudonym and that it is one; role, side, language, object."""
    parts = [word(person.role, language), word(person.side, language)]
    if person.language:
        parts.append(word(person.language, language))
    return html_string(
        '<strong dir="auto">{name}</strong> {seal} <span class="cv-muted">{parts}</span><br>'
        '<span dir="auto">{purpose}</span>',
        name=person.name,
        seal=html_string(
            '<span class="cv-chip cv-chip--waived">{said}</span>',
            said=text("protected identity", language),
        )
        if person.protected
        else "",
        parts=" · ".join(parts),
        purpose=person.purpose,
    )


def proposed_pseudonym(
    person: Participant, others: tuple[Participant, ...], language: Language
) -> str:
    """Return role and number, e.g. "Witness 2", as no other participant of the request is called."""
    taken = {other.name for other in others}
    role = word(person.role, language)
    number = 1 + sum(other.protected for other in others)
    while f"{role} {number}" in taken:
        number += 1
    return f"{role} {number}"
