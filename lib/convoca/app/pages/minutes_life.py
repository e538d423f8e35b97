"""How far the minutes of a session are, and their copies to the members (Art. 20.2)."""

from operator import attrgetter

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.pages.minutes_approval import ApprovalCard, CorrectionsCard
from convoca.app.pages.minutes_desk import LifeDesk
from convoca.app.pages.minutes_observations import ObservationsCard
from convoca.app.pages.minutes_words import seat_moment, stage_chip, stage_word
from convoca.app.pages.notices_desk import Acts, allow, card, saying
from convoca.app.widgets.choice_lists import CheckList, choice, offer, words_of
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import chip, paragraph, paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.minutes import CopyOfMinutes, MinutesStatus
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, list_of, ordinal_of_period
from convoca.services.minutes.stages import MinutesStage, MinutesStanding, copies_of


class LifePanel:
    """The stage in a sentence; below it what can be done next, and what was done."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        self._head = saying()
        parts = (
            CopiesCard(desk),
            ObservationsCard(desk),
            ApprovalCard(desk),
            CorrectionsCard(desk),
        )
        self.widget = VBox([self._head, *(part.widget for part in parts)])
        desk.model.observe(lambda _: self._draw(), ["file", "life"])
        self._draw()

    def _draw(self) -> None:
        desk, standing = self._desk, self._desk.model.standing
        label = stage_word(standing.stage, desk.language)
        self._head.say(
            html_string(
                '<section class="cv-card"><p>{chip} {said}</p>{finding}{warnings}</section>',
                chip=chip(stage_chip(standing.stage), label),
                said=standing_sentence(desk, standing),
                finding=finding_line(standing.finding, desk.language) if standing.finding else "",
                warnings=joined(_warnings(desk, standing)),
            )
        )


_STAGE_SENTENCE_WORDS = {
    MinutesStage.DRAFT: "Complete the minutes, then send each member a copy.",
    MinutesStage.COMPLETED: "Send each member a copy.",
    MinutesStage.CIRCULATED: "Choose the period of sessions at which they are to be approved.",
    MinutesStage.OBJECTED: "Silence does not approve them any more: the Commission decides.",
    MinutesStage.APPROVED_BY_SILENCE: "Make them final: from then on they stay as they are.",
    MinutesStage.APPROVED_BY_DECISION: "Make them final: from then on they stay as they are.",
    MinutesStage.FINAL: "They stay as they are.",
}


def standing_sentence(desk: LifeDesk, standing: MinutesStanding) -> str:
    """Say in words where the minutes stand, and what comes next."""
    language, life, stage = desk.language, desk.model.life, standing.stage
    if stage is MinutesStage.COMPLETED and standing.has_changed:
        return text(
            "They changed after they were sent: members have not seen this version. Send it to them.",
            language,
        )
    if stage is MinutesStage.CIRCULATED and standing.approve_at:
        return text(
            "They are approved if nobody objects until the {period} opens, on {day}.",
            language,
            period=ordinal_of_period(standing.approve_at.number, language),
            day=day(standing.approve_at.opens, language),
        )
    if stage is MinutesStage.FINAL and life.approved_on:
        return text(
            "They were approved on {day} and stay as they are.",
            language,
            day=day(life.approved_on, language),
        )
    return text(_STAGE_SENTENCE_WORDS[stage], language)


def _warnings(desk: LifeDesk, standing: MinutesStanding) -> list[SafeHtml]:
    language, found = desk.language, []
    if standing.without_copy:
        names = list_of((desk.model.name(m) for m in standing.without_copy), language)
        found.append(
            text(
                "Not sent this version before the period opens: {names}. Silence of somebody who "
                "was sent nothing approves nothing.",
                language,
                names=names,
            )
        )
    if desk.model.has_news:
        found.append(
            text(
                "The session's records say something that the minutes do not say yet. Fill it in "
                "under “Minutes”.",
                language,
            )
        )
    return [paragraph_html("warning", said) for said in found]


class CopiesCard:
    """Whom a copy goes to, at which period they are to be approved, and the log of copies."""

    def __init__(self, desk: LifeDesk) -> None:
        self._desk = desk
        language = desk.language
        self._period = Dropdown(description=text("To be approved at", language))
        self._language: Dropdown = choice(
            text("Language", language), words_of(Language, language), language
        )
        self._members = CheckList(legend=text("To these members in office", language))
        self._log = saying()
        told = text(
            "The document is written, and a copy with its hash is logged for each member. Hand it "
            "to them by the means you use for what is confidential.",
            language,
        )
        acts = Acts(desk, reason=text("Minutes sent to the members (Art. 20.2)", language))
        self._send = acts.offer(
            text("Circulate the minutes", language),
            self._circulate,
            style="primary",
        )
        self._set = acts.offer(text("Change the period alone", language), self._set_period)
        form = VBox([self._period, self._language, self._members, acts.reason]).add_class("cv-form")
        form.layout.max_width = "100%"
        self.widget: Widget = card(
            text("Copies to the members", language),
            paragraph("help", told),
            form,
            acts.answer.widget,
            HBox(acts.buttons).add_class("cv-actions"),
            self._log,
        )
        self._offered: tuple[str, ...] = ()
        desk.model.observe(lambda _: self._follow(), ["file", "life"])
        self._follow()

    def _follow(self) -> None:
        model, language = self._desk.model, self._desk.language
        members = [(member.name, str(member.id)) for member in model.members()]
        keys = tuple(key for _, key in members)
        self._members.offer(members)
        if keys != self._offered:
            self._offered = self._members.value = keys
        periods = [(_period_name(p, language), p.id) for p in model.coming_periods()]
        offer(self._period, periods or [(text("No coming period is on record", language), None)])
        self._period.value = model.usual_period()
        self._allow()
        self._draw_log()

    def _allow(self) -> None:
        language, status = self._desk.language, self._desk.model.minutes.status
        why_not = ""
        if status is MinutesStatus.DRAFT:
            why_not = text("Complete the minutes first.", language)
        elif status is MinutesStatus.FINAL:
            why_not = text("The minutes are final.", language)
        allow(self._send, why_not=why_not)
        none_sent = text("No copy was sent yet.", language)
        has_copies = bool(self._desk.model.life.copies)
        allow(self._set, why_not=why_not or ("" if has_copies else none_sent))

    def _circulate(self, reason: str) -> str:
        members = self._chosen()
        name, content = self._desk.model.circulate(
            self._language.value, members=members, approve_at=self._period.value, reason=reason
        )
        return self._desk.hand_out(name, content)

    def _chosen(self) -> list[MemberId]:
        ticked = set(self._members.value)
        found = [m.id for m in self._desk.model.members() if str(m.id) in ticked]
        if not found:
            raise InvalidValue("members", "Choose at least one member.")
        return found

    def _set_period(self, reason: str) -> str:
        if self._period.value is None:
            raise InvalidValue("approve_at", "No coming period of sessions is on record.")
        self._desk.model.set_period(self._period.value, reason=reason)
        return text("The period is changed.", self._desk.language)

    def _draw_log(self) -> None:
        model, language = self._desk.model, self._desk.language
        copies = model.life.copies
        if not copies:
            self._log.say(paragraph_html("muted", text("No copy was sent yet.", language)))
            return
        current = set(copies_of(model.life))
        last_first = sorted(copies, key=attrgetter("sent_at"), reverse=True)
        rows = (self._line(copy, is_current=copy in current) for copy in last_first)
        self._log.say(
            html_string(
                '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead>'
                '<tr><th scope="col">{member}</th><th scope="col">{sent}</th>'
                '<th scope="col">{version}</th><th scope="col">SHA-256</th></tr></thead>'
                "<tbody>{rows}</tbody></table></div>",
                caption=text("Copies sent", language),
                member=text("Member", language),
                sent=text("Time of sending", language),
                version=text("Version sent", language),
                rows=joined(rows),
            )
        )

    def _line(self, copy: CopyOfMinutes, *, is_current: bool) -> SafeHtml:
        language = self._desk.language
        earlier = text("{version} (earlier)", language, version=copy.minutes_version)
        return html_string(
            '<tr><th scope="row">{name}</th><td>{sent}</td><td>{version}</td>'
            '<td><code title="{hash}">{short}</code></td></tr>',
            name=self._desk.model.name(copy.member),
            sent=seat_moment(copy.sent_at, language),
            version=copy.minutes_version if is_current else earlier,
            hash=copy.sha256,
            short=copy.sha256[:12],
        )


def _period_name(period: PeriodOfSessions, language: Language) -> str:
    opens = day(period.opens, language)
    return f"{ordinal_of_period(period.number, language)} · {opens}"
