"""Attendance, live: the session is opened, members come and go, and the quorum is said at every moment."""

from collections.abc import Callable
from datetime import timedelta

from ipywidgets import Button, HBox, TimePicker, VBox, Widget

from convoca.app.models.sessions_attendance import AttendanceModel, Seat
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, allow, card
from convoca.app.pages.sessions_absences import AbsencesPanel
from convoca.app.pages.sessions_desk import Desk, Doing
from convoca.app.pages.sessions_times import TimesForm
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, chip, swap
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined
from convoca.domain.identifiers import MemberId
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.sessions.attendance import QuorumSpan

#: A shorter span is not drawn: the clock on the wall does not tell it apart.
_A_MINUTE = timedelta(minutes=1)


class AttendancePanel:
    """One row per member with one button, what follows from who is there, and what was announced."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._attendance = desk, AttendanceModel(desk.model)
        self._doing = Doing(desk)
        language = desk.language
        self._hour = TimePicker(description=text("Hour (empty: now)", language), step=60)
        self._strip = HBox().add_class("cv-strip")
        self._rows: dict[MemberId, SeatRow] = {}
        self._list = VBox().add_class("cv-seats")
        self._opens = button(text("Open the session", language), self._open, style="primary")
        self._everybody = button(text("Everybody else arrives", language), self._all_arrive)
        self._closes = button(text("Close the session", language), self._close)
        self._undo = button(text("Take it back", language), self._take_back)
        self._times = TimesForm(desk, self._attendance)
        seats = card(
            text("Who is there", language),
            HBox(
                [
                    labelled(self._hour, width="14rem"),
                    self._opens,
                    self._everybody,
                    self._closes,
                    self._undo,
                ]
            ).add_class("cv-toolbar"),
            self._doing.answer.widget,
            self._list,
            self._strip,
        )
        beside = VBox([AbsencesPanel(desk, self._attendance).widget, self._times.widget])
        self.widget = VBox([seats, beside], layout=SIDE_BY_SIDE)
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    # What is shown -------------------------------------------------------------------------------

    def _follow(self) -> None:
        seats = self._attendance.seats()
        if list(self._rows) != [seat.member.id for seat in seats]:
            self._rows = {seat.member.id: SeatRow(self._desk, self._move) for seat in seats}
            swap(self._list, [row.widget for row in self._rows.values()])
        for seat in seats:
            self._rows[seat.member.id].show(seat)
        self._show_acts()
        self._draw_strip()

    def _show_acts(self) -> None:
        """Offer what can be done with the session as it stands."""
        model, language = self._desk.model, self._desk.language
        sheet = model.file.sheet
        self._opens.layout.display = "none" if sheet.opened else ""
        self._closes.layout.display = "" if model.is_sitting else "none"
        self._everybody.layout.display = "none" if sheet.closed else ""
        self._undo.layout.display = "" if sheet.opened else "none"
        self._undo.description = (
            text("Open it again", language) if sheet.closed else text("It was not opened", language)
        )
        nobody = text("Nobody is awaited any more.", language)
        allow(self._everybody, why_not="" if self._attendance.awaited() else nobody)

    def _draw_strip(self) -> None:
        """Draw from when to when there was a quorum, each span as wide as it is long."""
        spans = (s for s in self._attendance.spans() if s.ends - s.starts >= _A_MINUTE)
        swap(self._strip, [self._span(span) for span in spans])

    def _span(self, span: QuorumSpan) -> Widget:
        language = self._desk.language
        made = HtmlView(
            html_string(
                "<p>{chip}<br>{start} – {end}</p>",  # noqa: RUF001 - a span
                chip=chip(
                    "met" if span.has_quorum else "breached",
                    text("Quorum", language) if span.has_quorum else text("No quorum", language),
                ),
                start=self._desk.hour(span.starts),
                end=self._desk.hour(span.ends),
            )
        )
        minutes = max(1, int((span.ends - span.starts).total_seconds()) // 60)
        made.layout.flex = f"{minutes} 1 8rem"
        made.add_class("cv-span")
        return made.add_class("cv-span--quorum") if span.has_quorum else made

    # Acts ----------------------------------------------------------------------------------------

    def _open(self) -> None:
        language = self._desk.language
        reason, said = text("Session opened", language), text("The session is open.", language)
        self._do(lambda: self._attendance.open(self._hour.value, reason=reason), said)

    def _close(self) -> None:
        language = self._desk.language
        reason, said = text("Session closed", language), text("The session is closed.", language)
        self._do(lambda: self._attendance.close(self._hour.value, reason=reason), said)

    def _take_back(self) -> None:
        language = self._desk.language
        reason, said = text("Taken back", language), text("It is taken back.", language)
        self._do(lambda: self._attendance.take_back(reason=reason), said)

    def _all_arrive(self) -> None:
        language, awaited = self._desk.language, self._attendance.awaited()
        reason = text("Arrival recorded", language)
        said = text("{names}: there.", language, names=self._desk.names(awaited))
        self._do(
            lambda: self._attendance.arrive(awaited, hour=self._hour.value, reason=reason), said
        )

    def _move(self, seat: Seat) -> None:
        """Let a member come in or leave: the button of a row does what is not done yet."""
        language, member, hour = self._desk.language, seat.member, self._hour.value
        if seat.is_there:
            reason = text("Departure recorded", language)
            said = text("{name} has left.", language, name=member.name)
            self._do(lambda: self._attendance.leave(member.id, hour=hour, reason=reason), said)
            return
        reason = text("Arrival recorded", language)
        said = text("{name} is there.", language, name=member.name)
        self._do(lambda: self._attendance.arrive((member.id,), hour=hour, reason=reason), said)

    def _do(self, act: Callable[[], object], said: str) -> None:
        """Do it at the hour that was typed, which is then blank again."""
        if self._doing.do(act, said):
            self._hour.value = None


class SeatRow:
    """One member: name and office, from when to when, and the button for what comes next."""

    def __init__(self, desk: Desk, move: Callable[[Seat], None]) -> None:
        self._desk, self._move = desk, move
        self._words = HtmlView("")
        self._words.layout.flex = "1 1 14rem"
        self._next = Button()
        self._next.on_click(lambda _: self._press())
        self._seat: Seat | None = None
        self.widget = HBox([self._words, self._next]).add_class("cv-seat")

    def show(self, seat: Seat) -> None:
        language = self._desk.language
        self._seat = seat
        self._words.value = html_string(
            "<strong>{name}</strong> {office}<br>{state}",
            name=seat.member.name,
            office=self._office(seat),
            state=self._state(seat),
        )
        self._next.description = (
            text("Leaves", language) if seat.is_there else text("Arrives", language)
        )
        self._next.tooltip = f"{self._next.description}: {seat.member.name}"
        is_over = self._desk.model.file.sheet.closed is not None
        if is_over:
            allow(self._next, why_not=text("This session is over: correct the hours.", language))
        else:
            self._next.disabled = False
        self._next.button_style = "" if seat.is_there or is_over else "primary"

    def _office(self, seat: Seat) -> str:
        language = self._desk.language
        if seat.may_continue:
            return text("Term ended; may continue while a seat is vacant (Art. 2.2)", language)
        return word(seat.office, language) if seat.office else ""

    def _state(self, seat: Seat) -> SafeHtml:
        language = self._desk.language
        spans = (
            html_string(
                "<span class='cv-nowrap'>{start} – {end}</span>",  # noqa: RUF001 - a span
                start=self._desk.hour(p.arrived),
                end=self._desk.hour(p.left) if p.left else "…",
            )
            for p in seat.presences
        )
        times = joined(spans, ", ")
        if seat.is_there:
            return html_string(
                "{chip} {times}", chip=chip("done", text("there", language)), times=times
            )
        if seat.absence is not None:
            excused = text(
                "excused: {reason}", language, reason=word(seat.absence.reason, language)
            )
            return html_string("{chip} {times}", chip=chip("waived", excused), times=times)
        gone = text("gone", language) if seat.presences else text("not there", language)
        return html_string("{chip} {times}", chip=chip("draft", gone), times=times)

    def _press(self) -> None:
        if self._seat is not None:
            self._move(self._seat)
