"""The delegation of a visit: who is in office, who may go, who is named (Arts. 53, 54), and who goes besides."""

from ipywidgets import DatePicker, Dropdown, VBox

from convoca.app.frame import Visit
from convoca.app.models.typed import Typed
from convoca.app.models.visits import VisitEditor
from convoca.app.pages.visits_rows import as_form, delegate_rows
from convoca.app.widgets.choice_lists import CheckList, words_of
from convoca.app.widgets.finding_line import verdict_chip
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, safe_html
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.domain.member import Member
from convoca.domain.on_site_observation import NamedBy
from convoca.i18n import findings
from convoca.i18n.catalogue import text


class CommissionPanel:
    """Who is named, by whom and when; beside each name whether that person may go."""

    def __init__(self, visit: Visit, editor: VisitEditor) -> None:
        language = visit.language
        self._editor, self._language = editor, language
        self._members = CheckList(
            empty=text("No member in office on that day is on record.", language)
        )
        self._president = Dropdown(
            description=text("President of the Special Commission", language),
            options=[(text("Nobody yet", language), "")],
        )
        approval = text("Approved by the Commission on", language)
        self.fields = {
            "members": Field(self._members),
            "president": Field(self._president),
            "named_on": Field(DatePicker(description=text("Named on", language))),
            "named_by": Field(
                Dropdown(
                    description=text("Named by", language),
                    options=words_of(NamedBy, language),
                )
            ),
            "approved_on": Field(DatePicker(description=approval)),
        }
        others = Field(
            delegate_rows(language),
            help_line=text(
                "Staff, interpreters and specialists whom activities may be assigned to (Art. 55); "
                "the guarantees hold for the staff alike (Art. 57.j).",
                language,
            ),
        )
        heading = safe_html(
            "<h3>{heading}</h3><p>{line}</p>",
            heading=text("Members in office on the first day", language),
            line=text(
                "A national or resident of a State visited takes no part in an on-site observation (Art. 54).",
                language,
            ),
        )
        named = VBox([heading, *self.fields.values()]).add_class("cv-form")
        named.layout.max_width = "100%"
        besides = safe_html("<h3>{said}</h3>", said=text("Who goes besides", language))
        self.fields["delegates"] = others
        self.widget = VBox([named, besides, as_form(others)])

    def judge(self) -> None:
        """Say of everybody whether he or she may go, and let the President be one of the named."""
        candidates = self._editor.candidates()
        self._members.offer(
            [(member.name, str(member.id)) for member, _ in candidates],
            {str(m.id): _verdict(m, finding, self._language) for m, finding in candidates},
        )
        typed = Typed(self._editor.typed)
        named = set(typed.keys("members"))
        options = [(text("Nobody yet", self._language), "")]
        options += [(m.name, str(m.id)) for m, _ in candidates if m.id in named]
        if list(self._president.options) != options:
            kept = self._president.value
            self._president.options = options
            self._president.value = kept if kept in [key for _, key in options] else ""
        in_urgency = self.fields["named_by"].input.value == NamedBy.PRESIDENT_IN_URGENCY
        self.fields["approved_on"].layout.display = "" if in_urgency else "none"


def _verdict(member: Member, finding: Finding | None, language: Language) -> SafeHtml:
    if finding is None:
        return paragraph_html("muted", text("Not judged yet.", language))
    return html_string(
        '<p>{chip} <strong>{article}</strong> {sentence}</p><p class="cv-help">{proof}</p>',
        chip=verdict_chip(finding.verdict, language, _whether_to_go(finding, language)),
        article=findings.articles(finding.citations, language),
        sentence=findings.sentence(finding, language),
        proof=_proof(member, language),
    )


def _whether_to_go(finding: Finding, language: Language) -> str:
    """Say the verdict of somebody who is perhaps not named: then nothing is breached yet."""
    match finding.verdict:
        case Verdict.BREACHED:
            return text("May not take part", language)
        case Verdict.UNDETERMINED:
            return text("To be clarified", language)
        case _:
            return text("May take part", language)


def _proof(member: Member, language: Language) -> str:
    """Say where what is known of a member comes from."""
    if not member.source:
        return text("No source on record for nationality and residence.", language)
    if member.verified:
        return text("Source: {source}", language, source=member.source)
    return text("Source: {source} (not verified yet)", language, source=member.source)
