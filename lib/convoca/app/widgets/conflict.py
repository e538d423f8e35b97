"""Two people edited the same record: both versions side by side, and nothing overwritten silently.

For a page::

    except ConflictingEdit as error:
        box.children = [conflict_panel(error, language, keep_theirs=reload, save_mine=save_again)]

``save_mine`` gets my record with the stored version, ready to be saved; ``keep_theirs`` the stored
record, or None where it was taken away. ``names`` words what keys refer to, e.g. members and rooms.
"""

from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any

from ipywidgets import HBox, VBox, Widget

from convoca.app.widgets.parts import button
from convoca.app.widgets.record_words import Names, said, shown_fields
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ConflictingEdit
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text
from convoca.i18n.field_words import field_name

#: One line of the comparison: the name of the field, my words for its value, and theirs.
Difference = tuple[str, tuple[str, ...], tuple[str, ...]]


def conflict_panel(
    error: ConflictingEdit,
    language: Language,
    *,
    keep_theirs: Callable[[Any], object],
    save_mine: Callable[[Any], object],
    names: Names | None = None,
) -> Widget:
    """Show what differs between ``error.mine`` and ``error.theirs``, and let the person choose."""
    mine, theirs = error.mine, error.theirs
    keep = button(text("Keep the stored version", language), lambda: keep_theirs(theirs))
    buttons = [keep]
    if _can_be_compared(mine, theirs):
        save = button(
            text("Save mine over it", language),
            lambda: save_mine(_with_version_of(theirs, mine)),
            style="danger",
        )
        buttons.append(save)
    actions = HBox(buttons).add_class("cv-actions")
    return (
        VBox([_explanation(theirs, language), _comparison(mine, theirs, language, names), actions])
        .add_class("cv-card")
        .add_class("cv-card--urgent")
    )


def differences(
    mine: object, theirs: object, language: Language, names: Names | None = None
) -> tuple[Difference, ...]:
    """Return the fields in which two records of one kind differ, in words; parts field by field.

    Of two lists only what stands in one of them is said. A sealed identity says nothing.
    """
    if isinstance(mine, ProtectedIdentity) or isinstance(theirs, ProtectedIdentity):
        return ()
    return tuple(_differences(mine, theirs, language, names or {}, ""))


def _differences(
    mine: object, theirs: object, language: Language, names: Names, above: str
) -> Iterator[Difference]:
    for field in shown_fields(mine):
        ours, stored = getattr(mine, field), getattr(theirs, field)
        if ours == stored:
            continue
        name = above + field_name(field, language)
        if is_dataclass(ours) and is_dataclass(stored) and not isinstance(ours, Slot):
            yield from _differences(ours, stored, language, names, f"{name}: ")
            continue
        mine_alone, theirs_alone = _apart(ours, stored)
        yield (
            name,
            said(field, mine_alone, language, names),
            said(field, theirs_alone, language, names),
        )


def _apart(ours: object, stored: object) -> tuple[object, object]:
    """Leave out what two lists have in common, unless they differ in their order alone."""
    if not (isinstance(ours, tuple) and isinstance(stored, tuple)):
        return ours, stored
    mine_alone = tuple(item for item in ours if item not in stored)
    theirs_alone = tuple(item for item in stored if item not in ours)
    return (mine_alone, theirs_alone) if mine_alone or theirs_alone else (ours, stored)


def _with_version_of(theirs: Any, mine: Any) -> Any:
    return replace(mine, version=theirs.version)


def _can_be_compared(mine: object, theirs: object) -> bool:
    return is_dataclass(mine) and type(mine) is type(theirs)


def _explanation(theirs: object, language: Language) -> HtmlView:
    sentence = text(
        "Somebody else saved this while you were editing it. Nothing of yours is lost: compare "
        "both versions and choose.",
        language,
    )
    if theirs is None:
        sentence = text(
            "Somebody else saved or removed this while you were editing it. Reload the page to see "
            "how it stands now.",
            language,
        )
    return safe_html(
        '<section role="alert"><h2>{title}</h2><p>{sentence}</p></section>',
        title=text("Two versions", language),
        sentence=sentence,
    )


def _comparison(mine: object, theirs: object, language: Language, names: Names | None) -> HtmlView:
    if not _can_be_compared(mine, theirs):
        return safe_html("")
    found = differences(mine, theirs, language, names)
    if not found:
        return safe_html(
            "<p>{sentence}</p>", sentence=text("What differs cannot be shown here.", language)
        )
    return safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption>'
        '<thead><tr><th scope="col">{field}</th><th scope="col">{mine}</th>'
        '<th scope="col">{theirs}</th></tr></thead><tbody>{rows}</tbody></table></div>',
        caption=text("What differs", language),
        field=text("Field", language),
        mine=text("Yours", language),
        theirs=text("Stored", language),
        rows=joined(_row(*difference, language) for difference in found),
    )


def _row(name: str, mine: tuple[str, ...], theirs: tuple[str, ...], language: Language) -> SafeHtml:
    return html_string(
        '<tr><th scope="row">{name}</th><td>{mine}</td><td>{theirs}</td></tr>',
        name=name,
        mine=_lines(mine, language),
        theirs=_lines(theirs, language),
    )


def _lines(lines: tuple[str, ...], language: Language) -> SafeHtml:
    if not lines:
        return html_string("<em>{empty}</em>", empty=text("(empty)", language))
    return joined(lines, html_string("<br>"))
