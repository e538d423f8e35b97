"""What moves if the opening moves: looked at first, then applied with a reason."""

from datetime import date

from ipywidgets import Button, DatePicker, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.last_days import last_days
from convoca.app.models.period import PeriodModel
from convoca.app.widgets.day_words import last_day_title
from convoca.app.widgets.parts import paragraph, reason_input
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ConvocaError
from convoca.domain.hearing_request import HearingRequest
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, day_short
from convoca.i18n.errors import error_text
from convoca.rules.deadlines import Deadline
from convoca.services.periods import Moved


class Moves:
    """Another opening, and what it would change of the period on record."""

    def __init__(self, visit: Visit, model: PeriodModel) -> None:
        self._visit, self._model, language = visit, model, visit.language
        self._picker = DatePicker(description=text("Another opening day", language))
        self._picker.observe(lambda _: self._draw(), "value")
        self._shown, self._outcome = safe_html(""), VBox()
        self._reason = reason_input(language)
        self._apply = Button(
            description=text("Move the period", language), button_style="danger", disabled=True
        )
        self._apply.on_click(lambda _: self._move())
        form = VBox([self._picker]).add_class("cv-form")
        acts = VBox([self._outcome, self._reason, HBox([self._apply])]).add_class("cv-form")
        self.widget = VBox([self._explanation(), form, self._shown, acts])
        self._draw()

    def _explanation(self) -> Widget:
        language, stored = self._visit.language, self._model.stored
        return safe_html(
            "<p>{said}</p>",
            said=text(
                "The period on record opens on {day}. Choose another day to see what would move; "
                "nothing changes until you move it.",
                language,
                day=day(stored.opens, language) if stored else "",
            ),
        )

    def _draw(self) -> None:
        opens: date | None = self._picker.value
        stored = self._model.stored
        moved = self._model.what_moves(opens) if opens else None
        self._apply.disabled = moved is None or stored is None or opens == stored.opens
        self._shown.value = self._what_moves(moved) if moved else ""

    def _move(self) -> None:
        language = self._visit.language
        try:
            moved = self._model.apply_move(self._picker.value, self._reason.value)
        except ConvocaError as error:
            said = error_text(error, language)
            self._outcome.children = (paragraph("problem", said),)
        else:
            self._visit.announce(text("The period is moved.", language))
            self._visit.navigate("period", period=moved.number)

    def _what_moves(self, moved: Moved) -> SafeHtml:
        language = self._visit.language
        return html_string(
            '<div class="cv-scroll"><table class="cv-table"><thead><tr><th scope="col">{what}</th>'
            '<th scope="col">{before}</th><th scope="col">{after}</th></tr></thead>'
            "<tbody>{rows}</tbody></table></div>{late}{in_time}{placed}",
            what=text("Last day", language),
            before=text("Now", language),
            after=text("After the move", language),
            rows=joined(_rows(moved, self._visit)),
            late=self._turned(
                text("In time now, late then: {count}", language, count=len(moved.would_be_late)),
                moved.would_be_late,
            ),
            in_time=self._turned(
                text(
                    "Late now, in time then: {count}", language, count=len(moved.would_be_in_time)
                ),
                moved.would_be_in_time,
            ),
            placed=html_string(
                '<p class="{style}">{said}</p>',
                style="cv-warning" if moved.placed else "cv-note",
                said=text(
                    "Activities in the programme that would lie outside the new dates: {count}",
                    language,
                    count=moved.placed,
                ),
            ),
        )

    def _turned(self, sentence: str, requests: tuple[HearingRequest, ...]) -> SafeHtml:
        """Say how many requests' finding would turn, and open to them."""
        if not requests or self._model.stored is None:
            return html_string("<p>{said}</p>", said=sentence)
        number = self._model.stored.number
        return html_string(
            "<details><summary>{said}</summary><ul>{lines}</ul></details>",
            said=sentence,
            lines=joined(
                html_string(
                    '<li><a href="{link}">{reference}</a> {title}</li>',
                    link=self._visit.link("requests", period=number, request=request.id),
                    reference=request.reference,
                    title=request.title,
                )
                for request in requests
            ),
        )


def _rows(moved: Moved, visit: Visit) -> list[SafeHtml]:
    """Write each last day before and after; one day under two articles is one line."""
    language = visit.language
    then: dict[tuple[str, date, date], Deadline] = {
        (old.rule, old.last_day, old.subject): new for old, new in moved.deadlines
    }
    return [
        html_string(
            '<tr><td>{what}<br><span class="cv-small cv-muted">{article}</span></td>'
            "<td>{before}</td><td>{after}</td></tr>",
            what=last_day_title(line, language),
            article=findings.articles(line.citations, language),
            before=day_short(line.day, language),
            after=day_short(then[line.rule, line.day, line.subject].last_day, language),
        )
        for line in last_days(old for old, _ in moved.deadlines)
    ]
