"""The page Requests: the register of a period, one request opened, the form, the import."""

from ipywidgets import HBox, VBox, Widget

from convoca.app import frame
from convoca.app.models.request_form import RequestForm
from convoca.app.models.request_import import RequestImport
from convoca.app.models.requests import RequestsModel
from convoca.app.pages.requests_balance import balance_panel
from convoca.app.pages.requests_detail import RequestDetail
from convoca.app.pages.requests_form import FormPanel
from convoca.app.pages.requests_import import ImportPanel
from convoca.app.pages.requests_register import (
    Register,
    open_request,
    recalled_work,
)
from convoca.app.pages.requests_several import SeveralPanel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button
from convoca.app.widgets.period_picker import no_period_yet, period_picker, periods_for
from convoca.bootstrap import Convoca, office
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingRequestId, StateCode
from convoca.i18n.catalogue import text

#: As many columns as fit: beside the table where there is room, below it where there is none.
_SIDE_BY_SIDE = {
    "display": "grid",
    "grid_template_columns": "repeat(auto-fit, minmax(min(34rem, 100%), 1fr))",
    "grid_gap": "1rem 1.5rem",
    "align_items": "flex-start",
}


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the period of the address."""
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Requests", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    page = RequestsPage(visit, convoca, RequestsModel(convoca, period))
    picker = period_picker(visit, periods, period)
    return frame.View(title, VBox([page.toolbar(picker), page.stage]))


class RequestsPage:
    """What is on the stage: the register with the opened request, the form, or the import."""

    def __init__(self, visit: frame.Visit, convoca: Convoca, model: RequestsModel) -> None:
        self._visit, self._office, self._model = visit, convoca, model
        self._answer = Answer(visit.language)
        self._form: FormPanel | None = None
        self._view = "register"
        model.work = recalled_work(visit)
        open_request(visit, model)
        self._register = Register(visit, model)
        self._detail = RequestDetail(visit, model, on_edit=self._correct)
        self._pair = VBox(layout=_SIDE_BY_SIDE)
        self.stage = VBox()
        model.observe(lambda _: self._arrange(), "chosen")
        model.observe(lambda _: self._remember(), "work")
        self._register.table.observe(lambda _: self._remember(), "view")
        views = {"enter": self._enter, "correct": self._correct, "import": self._import}
        views |= {"several": self._several, "balance": self._balance}
        views.get(visit.parameters.get("view", ""), self._show_register)()

    def toolbar(self, picker: Widget) -> Widget:
        """Return the period and what can be done beyond one request."""
        language = self._visit.language
        actions = [
            button(text("Enter a request", language), self._enter, style="primary"),
            button(text("Import a file", language), self._import),
            button(text("Decide several", language), self._several),
            button(text("Balance", language), self._balance),
            button(text("Download (XLSX)", language), self._download),
        ]
        picker.layout.width = "30rem"
        bar = HBox([picker, *actions]).add_class("cv-toolbar")
        return VBox([bar, self._answer.widget])

    # What is on the stage ------------------------------------------------------------------------

    def _show_register(self) -> None:
        self._model.refresh()
        self._arrange()
        self._put("register", self._pair)

    def _arrange(self) -> None:
        opened = self._model.chosen is not None
        parts = (self._register.widget, self._detail.widget) if opened else (self._register.widget,)
        if self._pair.children != parts:
            self._pair.children = parts
        self._remember()

    def _enter(self) -> None:
        self._show_form(None, "enter")

    def _correct(self) -> None:
        if self._model.request is None:
            self._show_register()
        else:
            self._show_form(self._model.request, "correct")

    def _show_form(self, stored: HearingRequest | None, view: str) -> None:
        codes = tuple(state.code for state in self._model.states)
        self._leave_form()
        form = RequestForm(self._office, self._model.period, stored)
        self._form = FormPanel(
            self._visit,
            form,
            _known(codes, form.states),
            on_done=self._done_with_form,
            on_close=self._show_register,
        )
        self._put(view, self._form.widget)

    def _leave_form(self) -> None:
        if self._form is not None:
            self._form.leave()
            self._form = None

    def _done_with_form(self, request: HearingRequestId) -> None:
        """Go back to the register, with the request open that was entered or corrected."""
        self._form = None
        self._model.refresh()
        if request in self._model.requests:
            self._model.chosen = request
        self._show_register()

    def _import(self) -> None:
        panel = ImportPanel(
            self._visit,
            RequestImport(self._office, self._model.period.number),
            on_done=self._model.refresh,
            on_close=self._show_register,
        )
        self._put("import", panel.widget)

    def _several(self) -> None:
        panel = SeveralPanel(self._visit, self._model, on_close=self._show_register)
        self._put("several", panel.widget)

    def _balance(self) -> None:
        shares = self._model.balance()
        panel = balance_panel(shares, self._visit.language, on_close=self._show_register)
        self._put("balance", panel)

    def _put(self, view: str, widget: Widget) -> None:
        if view not in {"enter", "correct"}:
            self._leave_form()
        self._answer.clear()
        self._view = view
        self.stage.children = (widget,)
        self._remember()

    # What goes out, and what the address keeps ---------------------------------------------------

    def _download(self) -> None:
        made: list[tuple[str, bytes]] = []
        if self._answer.went_well(lambda: made.append(self._model.workbook(self._visit.language))):
            self._visit.offer(*made[0])

    def _remember(self) -> None:
        model = self._model
        self._visit.remember(
            period=model.period.number,
            request=model.chosen,
            show=model.work,
            table=self._register.remembered,
            view=None if self._view == "register" else self._view,
        )


def _known(codes: tuple[StateCode, ...], named: tuple[StateCode, ...]) -> tuple[StateCode, ...]:
    """Return the Member States, and what a request names beside them."""
    return tuple(dict.fromkeys((*codes, *named)))
