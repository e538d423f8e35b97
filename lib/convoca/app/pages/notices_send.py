"""Send: what is approved leaves the house by mail, as letters, or is recorded as served by hand."""

from collections.abc import Callable, Sequence
from uuid import UUID

from ipywidgets import Button, HBox, SelectMultiple, VBox

from convoca.app.models.notices import Entry, Pile
from convoca.app.models.notices_work import Doing
from convoca.app.pages.notices_by_hand import ByHandCard
from convoca.app.pages.notices_desk import Desk, allow, card, reoffer, saying
from convoca.app.pages.notices_outcomes import OutcomesCard
from convoca.app.pages.notices_running import Running
from convoca.app.pages.notices_words import notice_name
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button, paragraph_html, swap
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.domain.errors import NotAllowed
from convoca.domain.notice import Delivery, DeliveryState
from convoca.i18n.catalogue import text


class SendPanel:
    """What failed first; then what is approved, how it is sent, and what came of what was sent."""

    def __init__(self, desk: Desk) -> None:
        self.widget = VBox(
            [
                OutcomesCard(desk, failures=True).widget,
                SendCard(desk).widget,
                ByHandCard(desk).widget,
                OutcomesCard(desk, failures=False).widget,
            ]
        )


class SendCard:
    """The approved notices, all chosen at first, and the ways to send them."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._language = desk, desk.language
        language = desk.language
        self._answer = Answer(language)
        self._list = SelectMultiple(description=text("Approved notices", language), rows=8)
        self._summary, self._why, self._outcome = saying(), saying(), saying()
        self._confirm = VBox()
        self._send = button(
            text("Send by mail…", language), lambda: self._try(self._ask), style="primary"
        )
        self._dry = button(
            text("Dry run: mails as files", language), lambda: self._try(self._dry_run)
        )
        self._letters = button(
            text("Letters to hand over (ZIP)", language), lambda: self._try(self._hand_letters)
        )
        self._form = VBox([self._list]).add_class("cv-form").add_class("cv-form--broad")
        self._to_outbox = button(
            text("To the outbox", language), lambda: setattr(desk.model, "tab", 1)
        )
        self.widget = card(
            text("Approved, to be sent", language),
            self._why,
            self._form,
            self._summary,
            self._answer.widget,
            HBox([*self._buttons, self._to_outbox]).add_class("cv-actions"),
            self._confirm,
            Running(desk, Doing.SENDING).widget,
            self._outcome,
        )
        self._list.observe(lambda _: self._count(), "value")
        desk.model.observe(lambda _: self._follow(), "entries")
        desk.work.observe(lambda _: self._allow(), "running")
        desk.work.observe(lambda change: self._tell(change["new"]), "sent")
        self._follow()

    @property
    def _buttons(self) -> list[Button]:
        return [self._send, self._dry, self._letters]

    # What is approved ----------------------------------------------------------------------------

    def _follow(self) -> None:
        """Offer what is approved; what is new is chosen too."""
        entries = self._desk.model.in_pile(Pile.APPROVED)
        options = [(notice_name(e, self._language), e.notice.id) for e in entries]
        if tuple(self._list.options) != tuple(options):
            left_out = {key for _, key in self._list.options} - set(self._list.value)
            chosen = {key for _, key in options} - left_out
            reoffer(self._list, options, chosen=chosen)
        self._list.rows = min(8, max(3, len(entries)))
        self._form.layout.display = "" if entries else "none"
        self._to_outbox.layout.display = "none" if entries else ""
        self._count()
        self._allow()

    def _chosen(self) -> tuple[Entry, ...]:
        chosen = set(self._list.value)
        approved = self._desk.model.in_pile(Pile.APPROVED)
        return tuple(entry for entry in approved if entry.notice.id in chosen)

    def _ids(self) -> tuple[UUID, ...]:
        """Return what is chosen. Raises NotAllowed where that is nothing."""
        ids = tuple(entry.notice.id for entry in self._chosen())
        if not ids:
            raise NotAllowed("Choose at least one notice.")
        return ids

    def _count(self) -> None:
        swap(self._confirm, [])
        chosen = self._chosen()
        addresses = self._desk.sending.addresses(chosen)
        without = sum(not entry.notice.address for entry in chosen)
        said = text(
            "Notices chosen: {notices}. Addresses: {addresses}.",
            self._language,
            notices=len(chosen),
            addresses=len(addresses),
        )
        lacking = text(
            "Without an address: {count}; those go as letters only.", self._language, count=without
        )
        parts = [paragraph_html("help", said)]
        if without:
            parts.append(paragraph_html("warning", lacking))
        self._summary.say(joined(parts) if chosen else None)

    def _allow(self) -> None:
        """Let be pressed what can be done, and say below the heading why the rest cannot."""
        language, desk = self._language, self._desk
        none = ""
        if not desk.model.in_pile(Pile.APPROVED):
            none = text(
                "No notice is approved. Read and approve drafts in the outbox first.", language
            )
        elif desk.work.running:
            none = text("Something is under way: wait for it, or cancel it.", language)
        no_mail = ""
        if not desk.sending.can_mail:
            no_mail = text(
                "No mail server is set, so that nothing can be sent by mail. The dry run and the "
                "letters need none.",
                language,
            )
        allow(self._send, why_not=none or no_mail)
        allow(self._dry, why_not=none)
        allow(self._letters, why_not=none)
        why = none or no_mail
        self._why.say(paragraph_html("note", why) if why else None)

    # The ways ------------------------------------------------------------------------------------

    def _try(self, act: Callable[[], object]) -> None:
        self._answer.went_well(act)

    def _ask(self) -> None:
        """Ask once more: what is sent cannot be called back."""
        language = self._language
        chosen = [entry for entry in self._chosen() if entry.notice.address]
        if not chosen:
            raise NotAllowed("Choose at least one notice that has an address.")
        ids = tuple(entry.notice.id for entry in chosen)
        lines = joined(
            html_string(
                '<li dir="auto">{address}: {name}</li>',
                address=entry.notice.address,
                name=notice_name(entry, language),
            )
            for entry in chosen
        )
        asked = safe_html(
            '<div class="cv-warning" role="alert"><p>{said}</p><ul>{lines}</ul></div>',
            said=text(
                "These are sent now: {count}. What is sent cannot be called back.",
                language,
                count=len(chosen),
            ),
            lines=lines,
        )
        yes = button(text("Send now", language), lambda: self._go(ids), style="primary")
        no = button(text("Not yet", language), lambda: swap(self._confirm, []))
        swap(self._confirm, [asked, HBox([yes, no]).add_class("cv-actions")])
        yes.focus()

    def _go(self, ids: Sequence[UUID]) -> None:
        swap(self._confirm, [])
        self._outcome.say(None)
        self._answer.went_well(lambda: self._desk.work.send(ids))

    def _dry_run(self) -> None:
        chosen = tuple(e.notice.id for e in self._chosen() if e.notice.address)
        if not chosen:
            raise NotAllowed("Choose at least one notice that has an address.")
        self._offer(self._desk.sending.dry_run(chosen))

    def _hand_letters(self) -> None:
        self._offer(self._desk.sending.letters(self._ids(), self._language))

    def _offer(self, made: tuple[str, bytes]) -> None:
        self._desk.visit.offer(*made)
        said = text("{file} is ready.", self._language, file=made[0])
        self._desk.visit.announce(said)

    def _tell(self, sent: Sequence[Delivery] | None) -> None:
        """Say how many arrived and how many did not."""
        if sent is None:
            return
        failed = sum(delivery.state is DeliveryState.FAILED for delivery in sent)
        said = text(
            "Sent: {sent}. Failed: {failed}.",
            self._language,
            sent=sum(delivery.state.serves for delivery in sent),
            failed=failed,
        )
        self._outcome.say(paragraph_html("problem" if failed else "success", said))
        self._desk.visit.announce(said)
