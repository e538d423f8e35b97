"""What parties undertook, on its way: what is awaited, what is overdue, what was heard of it (Art. 70.1)."""

from uuid import UUID

from ipywidgets import DatePicker, Dropdown, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_commitments import CommitmentsModel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.finding_line import sentence_of
from convoca.app.widgets.kept_text import KeptText
from convoca.app.widgets.parts import button, chip, paragraph, reason_input, short, swap
from convoca.app.widgets.safe_html import HtmlView, html_string, joined, safe_html
from convoca.app.widgets.table import Column, table
from convoca.bootstrap import Convoca
from convoca.domain.commitment import FollowUpState
from convoca.domain.errors import ConflictingEdit, ProtectedNameFound
from convoca.domain.identifiers import HearingId
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, day_short
from convoca.i18n.words import word
from convoca.services.commitments import FollowedUp


class CommitmentsPanel:
    """The list, and below it the one that somebody works on. Without a hearing: all of the period."""

    def __init__(
        self, visit: Visit, office: Convoca, number: int, hearing: HearingId | UUID | None = None
    ) -> None:
        self._visit, self._language = visit, visit.language
        self._model = CommitmentsModel(office, number, hearing)
        self._answer = Answer(visit.language)
        self._chosen = ""
        self._table = table(
            _columns(self._language, with_hearing=hearing is None),
            [],
            language=self._language,
            caption=text("Commitments assumed by the parties", self._language),
            on_select=self._choose,
        )
        self._list, self._one = VBox(), VBox()
        export = button(
            text("Export the period's commitments (Excel)", self._language), self._export
        )
        self.widget = VBox(
            [self._list, self._answer.widget, self._one, HBox([export]).add_class("cv-actions")]
        )
        self._model.observe(lambda _: self._draw(), "rows")
        self._draw()

    def refresh(self) -> None:
        """Read the commitments again: minutes were completed meanwhile."""
        self._model.refresh()

    def _draw(self) -> None:
        language = self._language
        rows = self._model.rows
        late = [row for row in rows if row.is_overdue]
        none = text(
            "No commitment is followed up yet. Those of completed minutes are listed here.",
            language,
        )
        said: list[Widget] = [] if rows else [paragraph("muted", none)]
        if late:
            told = text(
                "Overdue: {count}. Nothing was heard of their fulfilment.",
                language,
                count=len(late),
            )
            said = [paragraph("warning", told)]
        self._table.show([_row(row, language) for row in rows])
        self._list.children = (*said, self._table) if rows else tuple(said)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._answer.clear()
        row = self._model.row(key)
        swap(self._one, [self._detail(row)] if row else [])

    def _detail(self, row: FollowedUp) -> Widget:
        language, commitment = self._language, row.commitment
        words = self._note_input(row)
        on = DatePicker(description=text("Heard on", language), value=self._model.office.today())
        state = Dropdown(
            description=text("State of the commitment", language),
            options=words_of(FollowUpState, language),
            value=commitment.state,
        )
        save = button(
            text("Save the note", language),
            lambda: self._save_note(row, on, words, state),
            style="primary",
        )
        due = DatePicker(description=text("Due by", language), value=commitment.due)
        reason = reason_input(language)
        move = button(
            text("Change the day", language), lambda: self._set_due(row, due, reason.value)
        )
        return VBox(
            [
                self._story(row),
                VBox([words, on, state]).add_class("cv-form"),
                HBox([save]).add_class("cv-actions"),
                VBox([due, reason]).add_class("cv-form"),
                HBox([move]).add_class("cv-actions"),
            ]
        ).add_class("cv-card")

    def _note_input(self, row: FollowedUp) -> KeptText:
        language, commitment = self._language, row.commitment
        made = KeptText(
            description=text("What was heard of it", language),
            key=f"{self._visit.person}:commitment:{commitment.id}",
            rows=3,
            language=language,
        )
        made.value = self._model.typed(commitment)

        def keep(words: str) -> str:
            try:
                self._model.type(commitment, words)
            except ProtectedNameFound as error:
                return sentence_of(error, language)
            return ""

        made.on_typed(keep)
        return made

    def _story(self, row: FollowedUp) -> HtmlView:
        language, commitment = self._language, row.commitment
        notes = joined(
            html_string(
                "<li><strong>{on}</strong> {chip} {words}</li>",
                on=day(note.on, language),
                chip=chip("draft", word(note.state, language)),
                words=note.text,
            )
            for note in commitment.notes
        )
        return safe_html(
            '<h3 dir="auto">{party}</h3><p dir="auto">{words}</p><p>{chip}</p><ol>{notes}</ol>',
            party=commitment.party,
            words=commitment.text,
            chip=_state_chip(row, language),
            notes=notes,
        )

    # Acts ----------------------------------------------------------------------------------------

    def _save_note(self, row: FollowedUp, on: DatePicker, words: KeptText, state: Dropdown) -> None:
        try:
            done = self._answer.went_well(
                lambda: self._model.note(row.commitment, on.value, words.value, state.value)
            )
        except ConflictingEdit as error:
            swap(self._one, [self._settle(error)])
            return
        if done:
            words.clear()
            self._after(text("The note is saved.", self._language))

    def _settle(self, error: ConflictingEdit) -> Widget:
        """Let somebody whose note met another one add it to that, or leave it."""

        def add_mine(mine: object) -> None:
            if self._answer.went_well(lambda: self._model.note_again(mine)):  # type: ignore[arg-type]
                self._after(text("The note is saved.", self._language))

        return conflict_panel(
            error,
            self._language,
            keep_theirs=lambda _: self._choose(self._chosen),
            save_mine=add_mine,
        )

    def _set_due(self, row: FollowedUp, due: DatePicker, reason: str) -> None:
        if self._answer.went_well(lambda: self._model.set_due(row.commitment, due.value, reason)):
            self._after(text("The day is changed.", self._language))

    def _after(self, said: str) -> None:
        self._visit.announce(said)
        self._choose(self._chosen)

    def _export(self) -> None:
        name, content = self._model.workbook(self._language)
        path = self._model.office.write_export(name, content)
        self._visit.offer(path.name, content)
        self._visit.announce(text("The file is written: {path}", self._language, path=path))


def _columns(language: Language, *, with_hearing: bool) -> list[Column]:
    return [
        Column(
            "due", text("Due by", language), kind="date", show=lambda on: day_short(on, language)
        ),
        Column("party", text("Party", language), filter=True),
        Column("text", text("Commitment", language)),
        Column(
            "hearing",
            text("Hearing", language),
            hidden="narrow" if with_hearing else "everywhere",
        ),
        Column("state", text("State of the commitment", language), filter=True),
    ]


def _row(row: FollowedUp, language: Language) -> dict[str, object]:
    return {
        "id": str(row.commitment.id),
        "due": row.commitment.due,
        "party": row.commitment.party,
        "text": short(row.commitment.text),
        "hearing": row.hearing_title,
        "state": _state_word(row, language),
    }


def _state_word(row: FollowedUp, language: Language) -> str:
    state = word(row.commitment.state, language)
    return f"{state} · {text('Overdue', language)}" if row.is_overdue else state


def _state_chip(row: FollowedUp, language: Language) -> object:
    style = "breached" if row.is_overdue else "draft" if row.is_running else "done"
    return chip(style, _state_word(row, language))
