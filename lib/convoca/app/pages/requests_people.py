"""Who asks and who takes part, in the form of a request."""

from dataclasses import replace

from ipywidgets import Checkbox, Dropdown, Text

from convoca.app.models.request_form import RequestForm
from convoca.app.pages.requests_entries import Entries
from convoca.app.pages.requests_fields import NOT_STATED
from convoca.app.pages.requests_participants import described, proposed_pseudonym
from convoca.app.widgets.choice_lists import named_states, words_of
from convoca.app.widgets.parts import paragraph
from convoca.app.widgets.safe_html import SafeHtml, html_string
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import ParticipantId, StateCode, new_id
from convoca.domain.language import Language
from convoca.domain.party import Participant, Party, PartyKind, Role, Side
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word


class RequestersEditor:
    """States, petitioners and organisations that ask."""

    def __init__(self, form: RequestForm, language: Language, codes: tuple[StateCode, ...]) -> None:
        self._form = form
        self._language = language
        self._edited: Party | None = None
        self._kind = Dropdown(
            description=field_name("kind", language),
            options=words_of(PartyKind, language),
        )
        self._name = Text(description=field_name("name", language))
        self._state = Dropdown(
            description=field_name("state", language),
            options=[("", NOT_STATED), *named_states(codes, language)],
        )
        self._language_of = _language_choice(language, optional=False)
        self._email = Text(description=field_name("email", language))
        self._withheld = Checkbox(
            description=text("Withhold the identity from the State (Art. 28.2)", language),
            indent=False,
        )
        self._kind.observe(lambda _: self._show_what_applies(), "value")
        self.entries: Entries[Party] = Entries(
            language,
            title=field_name("requesters", language),
            add=text("Add who asks…", language),
            fields=[
                self._kind,
                self._state,
                self._name,
                self._language_of,
                self._email,
                self._withheld,
            ],
            described=self._described,
            entries=lambda: form.requesters,
            read=self._read,
            write=self._write,
            remove=self._remove,
        )

    def _show_what_applies(self) -> None:
        by_state = self._kind.value is PartyKind.STATE
        self._state.layout.display = "" if by_state else "none"
        self._name.layout.display = "none" if by_state else ""
        self._withheld.layout.display = "" if self._kind.value is PartyKind.PETITIONER else "none"

    def _write(self, party: Party | None) -> None:
        self._edited = party
        given = party or Party(kind=PartyKind.ORGANISATION, name="", language=self._language)
        self._kind.value, self._name.value = given.kind, given.name
        self._state.value = given.state if given.state in self._known_states() else NOT_STATED
        self._language_of.value, self._email.value = given.language, given.email
        self._withheld.value = given.withheld_from_state
        self._show_what_applies()

    def _known_states(self) -> set[object]:
        return {code for _, code in self._state.options}

    def _read(self) -> None:
        kind, state = self._kind.value, self._state.value
        by_state = kind is PartyKind.STATE
        name = state_name(state, self._language) if by_state and state else self._name.value.strip()
        if by_state and state == NOT_STATED:
            raise InvalidValue("requesters", "Choose the State that asks.")
        if not name:
            raise InvalidValue("requesters", "Write the name of who asks.")
        base = self._edited or Party(kind=kind, name=name)
        party = replace(
            base,
            kind=kind,
            name=name,
            state=state if by_state else None,
            language=self._language_of.value,
            email=self._email.value.strip(),
            withheld_from_state=self._withheld.value and kind is PartyKind.PETITIONER,
        )
        others = [p for p in self._form.requesters if p != self._edited and p.key != party.key]
        self._form.requesters = (*others, party)

    def _remove(self, party: Party) -> None:
        self._form.requesters = tuple(p for p in self._form.requesters if p != party)

    def _described(self, party: Party) -> SafeHtml:
        parts = [word(party.kind, self._language), word(party.language, self._language)]
        return html_string(
            '<strong dir="auto">{name}</strong> <span class="cv-muted">{parts}</span>',
            name=party.name,
            parts=" · ".join([*parts, *([party.email] if party.email else [])]),
        )


class ParticipantsEditor:
    """Who takes part. The name of a protected person leaves the small form for the seal alone."""

    def __init__(self, form: RequestForm, language: Language) -> None:
        self._form = form
        self._language = language
        self._edited: Participant | None = None
        self._protect = Checkbox(
            description=text("Protect this person's identity (Arts. 64.3, 65.8)", language),
            indent=False,
        )
        self._name = Text(description=field_name("name", language))
        self._pseudonym = Text(description=text("Pseudonym", language))
        self._role = Dropdown(
            description=field_name("role", language),
            options=words_of(Role, language),
        )
        self._side = Dropdown(
            description=field_name("side", language),
            options=words_of(Side, language),
        )
        self._purpose = Text(description=text("Object of the testimony (Art. 65.3)", language))
        self._spoken = _language_choice(language, optional=True)
        self._sealed = paragraph(
            "help",
            text(
                "The name is sealed when the request is saved; it is in no draft and no list.",
                language,
            ),
        )
        self.entries = self._entries()

    def _entries(self) -> Entries[Participant]:
        form, language = self._form, self._language
        for widget in (self._protect, self._role):
            widget.observe(lambda _: self._show_what_applies(), "value")
        return Entries(
            language,
            title=field_name("participants", language),
            add=text("Add who takes part…", language),
            fields=[
                self._role,
                self._protect,
                self._name,
                self._sealed,
                self._pseudonym,
                self._side,
                self._purpose,
                self._spoken,
            ],
            described=lambda person: described(person, language),
            entries=lambda: form.participants,
            read=self._read,
            write=self._write,
            remove=self._remove,
        )

    def _show_what_applies(self) -> None:
        protect = self._protect.value
        if protect and not (self._edited and self._edited.protected):
            person = Participant(id=ParticipantId(new_id()), name="", role=self._role.value)
            self._pseudonym.value = proposed_pseudonym(
                person, self._form.participants, self._language
            )
        _show(self._pseudonym, wanted=protect)
        _show(self._sealed, wanted=protect)
        _show(self._name, wanted=not self._is_sealed())
        # What is on record is protected there, in the hearing that followed too.
        _show(self._protect, wanted=not (self._edited and self._form.is_on_record(self._edited)))

    def _is_sealed(self) -> bool:
        person = self._edited
        return bool(person and person.protected and person not in self._form.nameless())

    def _write(self, person: Participant | None) -> None:
        self._edited = person
        given = person or Participant(id=ParticipantId(new_id()), name="")
        self._protect.value = given.protected
        self._name.value = "" if given.protected else given.name
        self._role.value, self._side.value = given.role, given.side
        self._purpose.value, self._spoken.value = given.purpose, given.language or NOT_STATED
        self._show_what_applies()
        self._pseudonym.value = given.name if given.protected else self._pseudonym.value

    def _read(self) -> None:
        protect = self._protect.value
        name = self._name.value.strip()
        person = Participant(
            id=self._edited.id if self._edited else ParticipantId(new_id()),
            name=(self._pseudonym.value if protect else name).strip(),
            role=self._role.value,
            side=self._side.value,
            purpose=self._purpose.value.strip(),
            language=self._spoken.value or None,
            protected=protect,
        )
        if not person.name:
            raise InvalidValue("participants", "Write the name of who takes part.")
        if protect and not (self._is_sealed() and not name):
            self._form.seal(person, name)
        else:
            self._form.put(person)

    def _remove(self, person: Participant) -> None:
        self._form.participants = tuple(p for p in self._form.participants if p != person)


def _show(widget: Checkbox | Text | Dropdown, *, wanted: bool) -> None:
    widget.layout.display = "" if wanted else "none"


def _language_choice(language: Language, *, optional: bool) -> Dropdown:
    unknown = [(text("not stated", language), NOT_STATED)] if optional else []
    options = [*unknown, *words_of(Language, language)]
    return Dropdown(description=field_name("language", language), options=options)
