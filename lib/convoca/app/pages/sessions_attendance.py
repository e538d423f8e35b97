"""Attendance, live: the session is opened, members come and go, and the quorum is said at every moment."""

from collections.abc import Callable
from datetime import timedelta

from ipywidgets import HBox, TimePicker, VBox, Widget

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

#: Lets one member through the door.
Move = Callable[[MemberId], None]

#: A shorter span is not drawn: the clock on the wall does not tell it apart.
_A_MINUTE = timedelta(minutes=1)


class AttendancePanel:
    """One row per member, what follows from who is there, and what was announced."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._attendance = desk, AttendanceModel(desk.model)
        self._doing = Doing(desk)
        language = desk.language
        self._hour = TimePicker(description=text("Hour (empty: now)", language), step=60)
        self._hour_field = labelled(self._hour, width="14rem")
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
                    self._hour_field,
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
            self._rows = {
                key: SeatRow(self._desk, key, self._arrive, self._leave)
                for key in (seat.member.id for seat in seats)
            }
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
        self._hour_field.layout.display = "none" if sheet.closed else ""
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

    def _arrive(self, member: MemberId) -> None:
        language, hour = self._desk.language, self._hour.value
        reason = text("Arrival recorded", language)
        said = text("{name} is there.", language, name=self._desk.model.name(member))
        self._do(lambda: self._attendance.arrive((member,), hour=hour, reason=reason), said)

    def _leave(self, member: MemberId) -> None:
        language, hour = self._desk.language, self._hour.value
        reason = text("Departure recorded", language)
        said = text("{name} has left.", language, name=self._desk.model.name(member))
        self._do(lambda: self._attendance.leave(member, hour=hour, reason=reason), said)

    def _do(self, act: Callable[[], object], said: str) -> None:
        """Do it at the hour that was typed, which is then blank again."""
        if self._doing.do(act, said):
            self._hour.value = None


class SeatRow:
    """One member: name and office, from when to when, and a button for each way through the door.

    Each button does one thing: whoever presses twice lets nobody leave again.
    """

    def __init__(self, desk: Desk, member: MemberId, arrive: Move, leave: Move) -> None:
        self._desk = desk
        self._words = HtmlView("")
        self._words.layout.flex = "1 1 12rem"
        self._arrives = button(text("Arrives", desk.language), lambda: arrive(member))
        self._leaves = button(text("Leaves", desk.language), lambda: leave(member))
        self._doors = HBox([self._arrives, self._leaves])
        self.widget = HBox([self._words, self._doors]).add_class("cv-seat")

    def show(self, seat: Seat) -> None:
        language, name = self._desk.language, seat.member.name
        self._words.value = html_string(
            "<strong>{name}</strong> {office}<br>{state}",
            name=name,
            office=self._office(seat),
            state=self._state(seat),
        )
        self._doors.layout.display = "none" if self._is_over else ""
        there = text("{name} is there.", language, name=name) if seat.is_there else ""
        away = "" if seat.is_there else text("{name} is not there.", language, name=name)
        allow(self._arrives, why_not=there)
        allow(self._leaves, why_not=away)

    @property
    def _is_over(self) -> bool:
        return self._desk.model.file.sheet.closed is not None

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
        if self._is_over and seat.presences:
            was_there = chip("done", text("was there", language))
            return html_string("{chip} {times}", chip=was_there, times=times)
        if seat.is_there:
            return html_string(
                "{chip} {times}", chip=chip("done", text("in the room", language)), times=times
            )
        if seat.absence is not None:
            excused = text(
                "excused: {reason}", language, reason=word(seat.absence.reason, language)
            )
            return html_string("{chip} {times}", chip=chip("waived", excused), times=times)
        gone = text("has left", language) if seat.presences else text("not there", language)
        return html_string("{chip} {times}", chip=chip("draft", gone), times=times)
