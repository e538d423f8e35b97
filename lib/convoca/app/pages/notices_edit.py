"""What a person may change in a draft: where it goes, in which language, its dates and its own words."""

from dataclasses import replace

from ipywidgets import DatePicker, Dropdown, Text, Textarea

from convoca.app.models.typed import Typed, as_json
from convoca.app.pages.notices_desk import Desk
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.inputs import Field
from convoca.domain.language import Language
from convoca.domain.notice import Notice
from convoca.i18n.catalogue import text


def edit_form(desk: Desk, notice: Notice) -> RecordForm[Notice]:
    """Return the form of one draft; the letter above it follows when it is saved."""
    language, model = desk.language, desk.model
    filing = Filing(
        values=_values,
        changed=_changed,
        save=lambda before, after, reason: model.edit(before, after, reason=reason),
        stored=model.stored,
    )
    return RecordForm(
        desk,
        f"notices:{notice.id}",
        notice,
        _fields(language),
        filing,
        label=text("Save the changes", language),
        said=text("The draft is changed. The letter above says it.", language),
        reason=text("Notice changed", language),
    )


def _fields(language: Language) -> dict[str, Field]:
    return {
        "address": Field(Text(description=text("Address", language))),
        "language": Field(
            Dropdown(
                description=text("Language of the letter", language),
                options=words_of(Language, language),
            )
        ),
        "accredit_by": Field(DatePicker(description=text("Accredit the delegation by", language))),
        "documents_by": Field(DatePicker(description=text("Summary and documents by", language))),
        "documents": Field(Textarea(description=text("Documents asked for", language))),
        "message": Field(
            Textarea(description=text("Words of your own", language)),
            help_line=text(
                "They stand in the letter as you write them, in the language of the letter.",
                language,
            ),
        ),
    }


def _values(notice: Notice) -> dict[str, object]:
    """Return what is on record, as JSON can hold it."""
    facts = notice.facts
    said = {
        "address": notice.address,
        "language": notice.language,
        "accredit_by": facts.accredit_by,
        "documents_by": facts.documents_by,
        "documents": facts.documents,
        "message": notice.message,
    }
    return {name: as_json(value) for name, value in said.items()}


def _changed(notice: Notice, typed: Typed) -> Notice:
    return replace(
        notice,
        message=typed.text("message"),
        address=typed.line("address"),
        language=typed.choice("language", notice.language),
        facts=replace(
            notice.facts,
            accredit_by=typed.day("accredit_by"),
            documents_by=typed.day("documents_by"),
            documents=typed.text("documents"),
        ),
    )
