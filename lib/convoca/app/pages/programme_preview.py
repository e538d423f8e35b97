"""What a plan or a repair would change, what it costs, how sure it is; applied in one act or discarded."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from ipywidgets import HBox, VBox, Widget

from convoca.app.models.planning import Found
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_why import evidence
from convoca.app.widgets.parts import Style, button, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.save_bar import SaveBar
from convoca.app.widgets.shared_words import hours
from convoca.domain.language import Language
from convoca.domain.programme import Placement, PlacementChange
from convoca.i18n import planning_words
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of, weekday
from convoca.scheduling.answers import Status

#: Rows of the preview that stand open; the rest unfolds.
_FIRST = 12


class Preview:
    """Shows what was found until somebody applies or discards it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._planning = desk, desk.planning
        self.widget = VBox()
        desk.planning.observe(lambda change: self._show(change["new"]), "found")

    def _show(self, found: Found | None) -> None:
        if found is None:
            swap(self.widget, [])
            return
        language, desk = self._desk.language, self._desk
        said = planning_words.status_sentence(found.plan.answer, language)
        swap(
            self.widget,
            [
                VBox(
                    [
                        heading(2, _title(found, language)),
                        paragraph(_style(found), said),
                        *_unplaced(found, desk),
                        *_changes(found, desk),
                        *_costs(found, desk),
                        self._foot(found),
                    ]
                ).add_class("cv-card")
            ],
        )
        desk.visit.announce(f"{_title(found, language)}. {said}")

    def _foot(self, found: Found) -> Widget:
        language, planning = self._desk.language, self._planning
        discard = button(text("Discard it", language), planning.discard)
        if not found.changes and found.disruption is None:
            return HBox([discard]).add_class("cv-actions")
        bar = SaveBar(
            self._desk.visit,
            reason=(
                text("Repaired by the least change", language)
                if found.disruption is not None
                else text("Planned as proposed", language)
            ),
            save_over=lambda _record, _reason: None,
            discard=planning.discard,
            done=lambda: None,
        )
        bar.offer(text("Apply it", language), self._apply, style="primary")
        bar.add(discard)
        return bar

    def _apply(self, reason: str) -> str:
        count = self._planning.apply(reason=reason)
        return text(
            "Applied: {count} changes, as one step that can be undone.",
            self._desk.language,
            count=count,
        )


def _title(found: Found, language: Language) -> str:
    return text("{count} changes found", language, count=len(found.changes))


def _style(found: Found) -> Style:
    match found.plan.answer.status:
        case Status.OPTIMAL:
            return "success"
        case Status.INFEASIBLE:
            return "problem"
        case _:
            return "warning" if found.plan.answer.unplaced else "note"


def _unplaced(found: Found, desk: Desk) -> Iterator[Widget]:
    """Name what has no place in the plan and why, and what stays although something is wrong there."""
    language, plan = desk.language, found.plan
    if plan.unplaced:
        titles = _titles(plan.unplaced, desk)
        yield paragraph("warning", text("Without a place: {titles}.", language, titles=titles))
    proof = getattr(plan.answer, "evidence", None)
    if proof is not None:
        yield from evidence(proof, desk)
    if plan.kept:
        titles = _titles(plan.kept, desk)
        said = text("Stays where it is, with its problem: {titles}.", language, titles=titles)
        yield paragraph("note", said)


def _titles(activities: Iterable[UUID], desk: Desk) -> str:
    language = desk.language
    titles = (short(desk.model.title(key)) for key in activities)
    return list_of((planning_words.quoted(title, language) for title in titles), language)


def _changes(found: Found, desk: Desk) -> Iterator[Widget]:
    rows = [change_row(change, desk) for change in found.changes]
    if not rows:
        return
    language = desk.language
    yield _table(rows[:_FIRST], language, text("What would change", language))
    if len(rows) > _FIRST:
        yield safe_html(
            "<details><summary>{more}</summary>{table}</details>",
            more=text("{count} more changes", language, count=len(rows) - _FIRST),
            table=_table_html(rows[_FIRST:], language, text("More changes", language)),
        )


def _table(rows: list[SafeHtml], language: Language, caption: str) -> Widget:
    return safe_html("{table}", table=_table_html(rows, language, caption))


def _table_html(rows: list[SafeHtml], language: Language, caption: str) -> SafeHtml:
    return html_string(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{activity}</th><th scope="col">{now}</th><th scope="col">{then}</th>'
        "</tr></thead><tbody>{rows}</tbody></table></div>",
        caption=caption,
        activity=text("Activity", language),
        now=text("Now", language),
        then=text("Then", language),
        rows=joined(rows),
    )


def change_row(change: PlacementChange, desk: Desk) -> SafeHtml:
    """Word one change: what is the same before and after is said once."""
    return html_string(
        '<tr><th scope="row" dir="auto">{title}</th><td>{before}</td><td>{after}{panel}</td></tr>',
        title=short(desk.model.title(change.activity)),
        before=place_words(change.before, desk),
        after=place_words(change.after, desk),
        panel=_panel(change, desk),
    )


def place_words(placement: Placement | None, desk: Desk) -> str:
    """Say day, hours and room of a placement, or that there is none."""
    if placement is None:
        return text("not placed", desk.language)
    slot = placement.slot
    return ", ".join(
        (
            weekday(slot.wall_date, desk.language),
            hours(slot, desk.language),
            words.where(desk.model, placement),
        )
    )


def _panel(change: PlacementChange, desk: Desk) -> SafeHtml:
    """Say who joins and who leaves the panel of an activity that stays placed."""
    if change.before is None or change.after is None:
        return SafeHtml()
    before, after = set(change.before.panel), set(change.after.panel)
    if before == after:
        return SafeHtml()
    language = desk.language
    named = {
        sign: list_of((words.member_name(desk.model, one, language) for one in ids), language)
        for sign, ids in (("in", after - before), ("out", before - after))
    }
    said = [
        text("joins: {names}", language, names=named["in"]) if named["in"] else "",
        text("leaves: {names}", language, names=named["out"]) if named["out"] else "",
    ]
    return html_string(
        '<br><span class="cv-small">{said}</span>', said="; ".join(filter(None, said))
    )


def _costs(found: Found, desk: Desk) -> Iterator[Widget]:
    """Set the price of each wish before and after beside each other; what is 0 in both is left out."""
    language = desk.language
    rows = [
        html_string(
            '<tr><th scope="row">{name}</th><td class="cv-number">{before}</td>'
            '<td class="cv-number">{after}</td></tr>',
            name=planning_words.objective_name(objective, language),
            before=found.cost_before.get(objective, 0),
            after=found.cost_after.get(objective, 0),
        )
        for objective in {**found.cost_before, **found.cost_after}
        if found.cost_before.get(objective) or found.cost_after.get(objective)
    ]
    if not rows:
        return
    total = html_string(
        '<tr><th scope="row">{all}</th><td class="cv-number">{before}</td>'
        '<td class="cv-number">{after}</td></tr>',
        all=text("In all", language),
        before=sum(found.cost_before.values()),
        after=sum(found.cost_after.values()),
    )
    yield safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{wish}</th><th scope="col" class="cv-number">{now}</th>'
        '<th scope="col" class="cv-number">{then}</th></tr></thead><tbody>{rows}{total}</tbody></table></div>',
        caption=text("What it costs (less is better)", language),
        wish=text("Wish", language),
        now=text("Now", language),
        then=text("Then", language),
        rows=joined(rows),
        total=total,
    )
    yield paragraph(
        "note",
        text(
            "The costs of the plan are counted with the members who make its quorums, before the "
            "others who are free are seated too.",
            language,
        ),
    )
