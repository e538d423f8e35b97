"""A form for one record of the year: its inputs, what the Rules say of it, and how it is saved."""

from collections.abc import Callable, Mapping

from ipywidgets import VBox

from convoca.app.frame import Autosave
from convoca.app.models.year_forms import YearForm
from convoca.app.pages.year_desk import Desk
from convoca.app.widgets.finding_line import field_of, sentence_of
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import draft_is_back
from convoca.app.widgets.safe_html import HtmlView, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.errors import ProtectedNameFound
from convoca.i18n.catalogue import text


class RecordPanel:
    """Whatever changes is judged at once and kept as a draft; ``done`` shows what is on record then.

    ``changed`` hears of each change, e.g. to hide what does not apply.
    """

    def __init__(
        self,
        desk: Desk,
        form: YearForm,
        fields: Mapping[str, Field],
        *,
        reason: str,
        saved: str,
        done: Callable[[], object],
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        self._desk, self._form, self._done, self._changed = desk, form, done, changed
        self._fields, self._inputs = fields, Inputs(fields)
        self._inputs.fill(form.typed)
        self._autosave = Autosave(self._keep_draft, desk.visit)
        self._inputs.on_change(self._typed)
        self._judged: HtmlView = safe_html("")
        self._bar = SaveBar(
            desk.visit,
            reason=reason,
            tell=self._inputs.tell,
            save_over=form.save_over,
            discard=form.discard,
            done=self._settled,
            names=desk.names(),
        )
        language = desk.language
        self._bar.offer(text("Save", language), form.save, said=saved, style="primary")
        self._bar.offer_to_discard()
        if form.stored is not None:
            self._bar.offer(
                text("Take out: recorded by mistake", language),
                form.remove,
                said=text("It is taken out; the history of acts keeps it.", language),
                style="danger",
            )
        form_box = VBox(list(fields.values())).add_class("cv-form")
        self.widget = VBox([self._judged, form_box, self._bar])
        self._judge()

    def focus(self) -> None:
        """Go to the first input: what was chosen in a table opens above it."""
        next(iter(self._fields.values())).input.focus()

    def _typed(self) -> None:
        self._form.type(self._inputs.read())
        self._bar.forget_refusal()
        self._autosave.changed()
        self._judge()

    def _judge(self) -> None:
        self._changed()
        notes = [draft_is_back(self._desk.language)] if self._form.draft_found else []
        self._judged.value = joined([*notes, self._desk.findings(self._form.findings())])

    def _keep_draft(self) -> None:
        try:
            self._form.keep_draft()
        except ProtectedNameFound as error:
            self._inputs.tell(field_of(error), sentence_of(error, self._desk.language))
            raise

    def _settled(self) -> None:
        self._autosave.flush()
        self._done()
