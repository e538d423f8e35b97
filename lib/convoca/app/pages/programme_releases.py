"""Releases: which there are, what stands in the way of the next one, rolling back, and their manifests."""

from collections.abc import Callable
from typing import Any

from ipywidgets import DatePicker, HBox, Text, Textarea, VBox, Widget

from convoca.app.models import releases as records
from convoca.app.pages.programme_compare import Compare
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_form import Form
from convoca.app.widgets.choice_lists import CheckList, choice, words_of
from convoca.app.widgets.parts import button, heading, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ReasonMissing
from convoca.domain.release import Release, ReleaseKind
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment
from convoca.i18n.words import word
from convoca.services import releases


class Releases:
    """What was given out, the way to give out the next, and what changed between two."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._list, self._back = VBox(), VBox()
        self._roll: Form | None = None
        self._shown: tuple[Release, ...] | None = None
        self.widget = VBox(
            [
                VBox([heading(2, text("Releases", language)), self._list]).add_class("cv-card"),
                NextRelease(desk).widget,
                Compare(desk).widget,
                self._back,
            ]
        )
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        found = self._desk.model.file.releases
        if found == self._shown:
            return
        self._shown = found
        swap(self._list, _standing(found, self._desk))
        if self._roll is None or not self._roll.is_dirty:
            self._offer_to_roll_back()

    def _offer_to_roll_back(self) -> None:
        self._roll = None
        if not self._shown:
            swap(self._back, [])
            return
        self._roll = roll_back(self._desk, self._offer_to_roll_back)
        title = heading(2, text("Roll back", self._desk.language))
        card = VBox([title, self._roll.widget]).add_class("cv-card")
        swap(self._back, [card])


def _standing(found: tuple[Release, ...], desk: Desk) -> list[Widget]:
    """Return the table of releases, the newest first, and the way to a manifest."""
    language = desk.language
    if not found:
        return [paragraph("muted", text("Nothing was released yet.", language))]
    which = choice(
        text("Release", language), [(release_name(r, desk), r) for r in reversed(found)], found[-1]
    )
    offer = button(text("Download its manifest", language), lambda: _offer(which.value, desk))
    return [
        safe_html(
            '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
            '<th scope="col">{number}</th><th scope="col">{kind}</th><th scope="col">{when}</th>'
            '<th scope="col">{who}</th><th scope="col">{held}</th><th scope="col">{comment}</th>'
            "</tr></thead><tbody>{rows}</tbody></table></div>",
            caption=text("Releases, the newest first", language),
            number=text("Number", language),
            kind=text("For whom", language),
            when=text("When", language),
            who=text("Who", language),
            held=text("Activities", language),
            comment=text("Comment", language),
            rows=joined(_row(release, desk) for release in reversed(found)),
        ),
        VBox([which]).add_class("cv-form"),
        HBox([offer]).add_class("cv-actions"),
    ]


def _row(release: Release, desk: Desk) -> SafeHtml:
    language = desk.language
    comment = release.comment
    if release.rolls_back_to is not None:
        back = text("Rolls back to {number}.", language, number=release.rolls_back_to)
        comment = f"{back} {comment}".strip()
    if release.overrides:
        passed = text("Let pass: {count}.", language, count=len(release.overrides))
        comment = f"{comment} {passed}".strip()
    return html_string(
        '<tr><th scope="row">{number}</th><td>{kind}</td><td>{when}</td><td>{who}</td>'
        '<td class="cv-number">{held}</td><td dir="auto">{comment}</td></tr>',
        number=release.number,
        kind=word(release.kind, language),
        when=moment(release.made_at, SEAT_ZONE, language),
        who=release.made_by,
        held=len(release.entries),
        comment=comment,
    )


def release_name(release: Release, desk: Desk) -> str:
    """Name a release by its number, for whom it is, and its moment."""
    language = desk.language
    when = moment(release.made_at, SEAT_ZONE, language)
    return f"{release.number} · {word(release.kind, language)} · {when}"


def _offer(release: Release, desk: Desk) -> None:
    number = desk.model.file.period.number
    desk.visit.offer(
        f"{number}/release-{release.number}.json", records.manifest_document(release, number)
    )
    desk.visit.announce(text("The manifest is ready.", desk.language))


class NextRelease:
    """The form of the next release with what blocks it; what is let pass needs its reason and authority."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._form: Form | None = None
        self._place = VBox()
        self._kind = choice(
            text("For whom", language), words_of(ReleaseKind, language), ReleaseKind.INTERNAL
        )
        self._kind.observe(lambda _: self._open_for_others(), "value")
        self.widget = VBox(
            [
                heading(2, text("Release the programme", language)),
                VBox([self._kind]).add_class("cv-form"),
                self._place,
            ]
        ).add_class("cv-card")
        desk.model.observe(lambda _: self._follow(), "file")
        self._open()

    def _follow(self) -> None:
        if self._form is None or not self._form.is_dirty:
            self._open()

    def _open_for_others(self) -> None:
        """Open the form for other readers; a comment that was typed already is kept."""
        typed = self._form.inputs["comment"].value if self._form else ""
        self._open()
        if self._form and typed and not self._form.inputs["comment"].value:
            self._form.inputs["comment"].value = typed

    def _open(self) -> None:
        model = self._desk.model
        found = releases.blockers(model.file, self._kind.value, model.today)
        self._form = release_form(self._desk, self._kind.value, found, self._open)
        swap(self._place, [*_gate(found, self._desk), self._form.widget])


def _gate(found: tuple[releases.Blocker, ...], desk: Desk) -> list[Widget]:
    """Say what blocks a release, grouped by its rule, and lead to each activity."""
    language = desk.language
    if not found:
        return [paragraph("success", text("Nothing stands in the way of this release.", language))]
    told = text(
        "{count} problems stand in the way. Cure them, or let them pass with a reason and the authority who decided.",
        language,
        count=len(found),
    )
    which = choice(
        text("One by one", language),
        [(_named(blocker, desk), blocker) for blocker in found],
        found[0],
    )
    line = VBox([_blocker_line(found[0], desk)])
    which.observe(lambda change: swap(line, [_blocker_line(change["new"], desk)]), "value")
    go = button(text("Go to it", language), lambda: _go_to(which.value, desk))
    return [
        paragraph("warning", told),
        VBox([which]).add_class("cv-form"),
        line,
        HBox([go]).add_class("cv-actions"),
    ]


def _named(blocker: releases.Blocker, desk: Desk) -> str:
    title = findings.title(blocker.finding.rule, desk.language)
    activity = desk.model.activities.get(blocker.activity) if blocker.activity else None
    return short(f"{title}: {activity.record.title}" if activity else title)


def _blocker_line(blocker: releases.Blocker, desk: Desk) -> Widget:
    language, finding = desk.language, blocker.finding
    return safe_html(
        "<p><strong>{article}</strong> {sentence} <em>{cure}</em></p>",
        article=findings.basis(finding, language),
        sentence=findings.sentence(finding, language),
        cure=findings.cure(finding, language),
    )


def _go_to(blocker: releases.Blocker, desk: Desk) -> None:
    activity = desk.model.activities.get(blocker.activity) if blocker.activity else None
    if activity is None:
        desk.visit.navigate("period", period=desk.model.file.period.number)
        return
    desk.go_to(activity.record.id)


def release_form(
    desk: Desk, kind: ReleaseKind, found: tuple[releases.Blocker, ...], done: Callable[[], None]
) -> Form:
    """Ask for the comment, and for what is let pass."""
    language, model = desk.language, desk.model
    rules = records.by_rule(found)
    inputs: dict[str, Any] = {
        "comment": Textarea(description=text("Comment", language)),
    }
    if rules:
        inputs["passed"] = CheckList(
            [
                (f"{findings.title(rule, language)} ({count})", rule)
                for rule, count in rules.items()
            ],
            legend=text("Let pass", language),
        )
        inputs["why"] = Text(description=text("Why it is let pass", language))
        inputs["authority"] = Text(description=text("Decided by", language))
        inputs["decided_on"] = DatePicker(
            description=text("Decided on", language), value=model.today
        )

    def send(comment: str) -> str:
        overrides = records.overrides({name: w.value for name, w in inputs.items()})
        made = model.act(
            lambda uow: releases.release(
                model.file,
                kind,
                comment=comment,
                overrides=overrides,
                now=model.office.now(),
                uow=uow,
            )
        )
        return text("Release {number} is made.", language, number=made.number)

    form = Form(
        desk,
        f"programme:release:{model.file.period.id}:{kind}",
        inputs,
        send=lambda _reason: send(inputs["comment"].value.strip()),
        done=done,
        label=text("Make the release", language),
        reason=text("Release of the programme", language),
    )
    form.inputs["reason"].layout.display = "none"  # its comment is what goes on record
    return form


def roll_back(desk: Desk, done: Callable[[], None]) -> Form:
    """Let the draft be what an earlier release said, and release that again."""
    language, model = desk.language, desk.model
    found = model.file.releases
    inputs: dict[str, Any] = {
        "number": choice(
            text("Back to release", language),
            [(release_name(release, desk), release.number) for release in reversed(found)],
            found[-1].number,
        ),
    }

    def send(comment: str) -> str:
        if not comment.strip():
            raise ReasonMissing
        made = model.act(
            lambda uow: releases.roll_back(
                model.file,
                inputs["number"].value,
                comment=comment,
                now=model.office.now(),
                uow=uow,
            )
        )
        return text(
            "Release {number} says again what release {back} said.",
            language,
            number=made.number,
            back=inputs["number"].value,
        )

    return Form(
        desk,
        f"programme:rollback:{model.file.period.id}",
        inputs,
        send=send,
        done=done,
        label=text("Roll back", language),
        style="danger",
    )
