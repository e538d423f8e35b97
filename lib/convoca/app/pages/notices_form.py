"""A form over one record: what is typed is kept until it is saved, and no edit is lost silently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from ipywidgets import VBox, Widget

from convoca.app.frame import Autosave
from convoca.app.models.form_draft import FormDraft
from convoca.app.models.typed import Typed, Values
from convoca.app.widgets.desk import AnyDesk
from convoca.app.widgets.finding_line import field_of, sentence_of
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import draft_is_back
from convoca.app.widgets.safe_html import HtmlView
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.errors import ProtectedNameFound

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Generic[Record]):
    """How a record becomes what a form shows, and back.

    ``save`` gets the record that was read, the changed one and the reason, and returns what is
    stored then; ``stored`` reads it again.
    """

    values: Callable[[Record], Values]
    changed: Callable[[Record, Typed], Record]
    save: Callable[[Record, Record, str], Record]
    stored: Callable[[Record], Record]


class RecordForm(Generic[Record]):
    """The inputs of one record, a reason, and a button that saves; ``body`` lays the inputs out otherwise."""

    def __init__(
        self,
        desk: AnyDesk,
        key: str,
        record: Record,
        fields: Mapping[str, Field],
        filing: Filing[Record],
        *,
        label: str,
        said: str,
        reason: str,
        body: Sequence[Widget] = (),
    ) -> None:
        self._desk, self._record, self._filing = desk, record, filing
        self._is_dirty = False
        self._draft = FormDraft(desk.model.office, key)
        self._autosave = Autosave(self._keep, desk.visit)
        self._inputs = Inputs(fields)
        self._bar = SaveBar(
            desk.visit,
            reason=reason,
            save_over=self._save_over,
            discard=self._forget,
            done=self._done,
            tell=self._inputs.tell,
        )
        self._bar.offer(label, self._save, said=said, style="primary")
        self._bar.offer_to_discard()
        self._recall()
        self._inputs.on_change(self._typed)
        above = body or [VBox(list(fields.values())).add_class("cv-form")]
        self.widget = VBox([*above, self._bar])

    def follow(self, record: Record) -> None:
        """Show what is on record now, unless somebody is typing: then a conflict is told on saving."""
        if not self._is_dirty:
            self._record = record
            self._inputs.fill(self._filing.values(record))

    def _recall(self) -> None:
        """Fill in what is on record, or what was typed over it on an earlier visit."""
        self._inputs.fill(self._filing.values(self._record))
        kept = self._draft.find()
        if kept is not None and kept.version == self._version:
            self._inputs.fill(kept.typed)
            self._is_dirty = True
            self._bar.show(HtmlView(draft_is_back(self._desk.language)))

    @property
    def _version(self) -> int:
        record: Any = self._record
        return int(record.version)

    def _typed(self) -> None:
        self._is_dirty = True
        self._bar.forget_refusal()
        self._autosave.changed()

    def _keep(self) -> None:
        try:
            self._draft.keep(self._inputs.read(), version=self._version)
        except ProtectedNameFound as error:
            self._inputs.tell(field_of(error), sentence_of(error, self._desk.language))
            raise

    def _save(self, reason: str) -> None:
        changed = self._filing.changed(self._record, Typed(self._inputs.read()))
        self._record = self._filing.save(self._record, changed, reason)

    def _save_over(self, mine: Any, reason: str) -> None:
        """Save what was typed over the version that the person has seen beside it."""
        record: Any = self._record
        self._record = self._filing.save(replace(record, version=mine.version), mine, reason)

    def _forget(self) -> None:
        self._record = self._filing.stored(self._record)

    def _done(self) -> None:
        self._autosave.flush()
        self._draft.discard()
        self._is_dirty = False
        self._inputs.fill(self._filing.values(self._record))
        self._desk.visit.channel.draft = ""
