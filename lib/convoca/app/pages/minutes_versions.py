"""The versions of minutes: who saved what and why, two of them compared, one of them restored."""

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_versions import VersionsModel
from convoca.app.pages.minutes_words import seat_moment
from convoca.app.pages.notices_desk import allow, card, saying
from convoca.app.widgets.choice_lists import offer
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import paragraph, paragraph_html
from convoca.app.widgets.record_words import Names, said
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.app.widgets.save_bar import SaveBar
from convoca.domain.language import Language
from convoca.domain.minutes import MinutesRevision
from convoca.i18n.catalogue import text
from convoca.i18n.field_words import field_name
from convoca.services.minutes.comparison import FieldComparison, Piece, PieceKind


class VersionsPanel:
    """Two versions side by side, field by field; the later one may be given up for the earlier."""

    def __init__(self, visit: Visit, versions: VersionsModel) -> None:
        self._visit, self._versions = visit, versions
        self._names: Names = {m.id: m.name for m in versions.editor.file.members}
        language = visit.language
        self._earlier = Dropdown(description=text("Earlier version", language))
        self._later = Dropdown(description=text("Later version", language))
        self._none, self._shown = saying(), saying()
        self._bar = SaveBar(
            visit,
            reason=text("Earlier version of the minutes restored", language),
            save_over=versions.editor.save_over,
            discard=versions.editor.discard_draft,
            done=versions.refresh,
            names=self._names,
        )
        self._restore = self._bar.offer(
            text("Restore the earlier version", language),
            lambda reason: versions.restore(self._earlier.value, reason=reason),
            said=text("The earlier version is saved again, as a draft.", language),
        )
        row = HBox([labelled(self._earlier, width="30rem"), labelled(self._later, width="30rem")])
        self._parts = VBox([row, self._shown, self._bar])
        told = text(
            "Every save is kept as a version of its own, with who saved it and why.", language
        )
        self.widget: Widget = card(
            text("Versions", language), paragraph("muted", told), self._none, self._parts
        )
        for menu in (self._earlier, self._later):
            menu.observe(lambda _: self._compare(), "value")
        versions.observe(lambda _: self._follow(), "versions")
        self._follow()

    def _follow(self) -> None:
        language, kept = self._visit.language, self._versions.versions
        options = [(_version_name(each, language), each.number) for each in kept]
        none = text("Nothing was saved yet.", language)
        self._none.say(None if options else paragraph_html("muted", none))
        self._parts.layout.display = "" if options else "none"
        if not options:
            return
        offer(self._earlier, options)
        offer(self._later, options)
        self._later.value = options[0][1]
        self._earlier.value = options[min(1, len(options) - 1)][1]
        self._compare()

    def _compare(self) -> None:
        language, versions = self._visit.language, self._versions
        earlier, later = self._earlier.value, self._later.value
        if earlier is None or later is None:
            return
        found = versions.compared(earlier, later)
        same = text("Both versions say the same.", language)
        self._shown.say(
            joined(self._field(each) for each in found) if found else paragraph_html("note", same)
        )
        why_not = ""
        if versions.editor.is_final:
            why_not = text("The minutes are final.", language)
        elif earlier == versions.versions[0].number:
            why_not = text("This is the version on record.", language)
        allow(self._restore, why_not=why_not)

    def _field(self, comparison: FieldComparison) -> SafeHtml:
        return html_string(
            "<h4>{name}</h4><ul>{pieces}</ul>",
            name=field_name(comparison.field, self._visit.language),
            pieces=joined(self._piece(comparison.field, piece) for piece in comparison.pieces),
        )

    def _piece(self, field: str, piece: Piece) -> SafeHtml:
        words = " ".join(said(field, piece.value, self._visit.language, self._names))
        match piece.kind:
            case PieceKind.REMOVED:
                return html_string(
                    '<li>{mark} <del dir="auto">{words}</del></li>',
                    mark=text("taken out:", self._visit.language),
                    words=words,
                )
            case PieceKind.ADDED:
                return html_string(
                    '<li>{mark} <ins dir="auto">{words}</ins></li>',
                    mark=text("added:", self._visit.language),
                    words=words,
                )
            case PieceKind.KEPT:
                return html_string('<li dir="auto">{words}</li>', words=words)


def _version_name(version: MinutesRevision, language: Language) -> str:
    return text(
        "{number}: {when}, {who}: {why}",
        language,
        number=version.number,
        when=seat_moment(version.saved_at, language),
        who=version.saved_by,
        why=version.reason,
    )
