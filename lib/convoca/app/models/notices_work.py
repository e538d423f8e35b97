"""Long work of the page Notices beside the living page: drafting what is due, and sending by mail.

Unlike a search, this work is nothing but acts on the store: each opens transactions of its own in its
thread, and the page reads the store again when it is over.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from uuid import UUID

from traitlets import HasTraits, Instance, Unicode

from convoca.app.background import Background, Work
from convoca.app.models.notices import NoticesModel
from convoca.domain.errors import NotAllowed
from convoca.domain.notice import Delivery
from convoca.services.notices.drafting import Drafted, draft_notices


class Doing(StrEnum):
    DRAFTING = "drafting"
    SENDING = "sending"


#: How many are done, of how many.
Step = tuple[int, int]


class NoticesWork(HasTraits):
    """One piece of work at a time; what it did is on record at once, whatever becomes of the page."""

    running = Unicode(help="What is being done, or nothing.")
    step = Instance(tuple, allow_none=True, help="How many are done, of how many.")
    drafted = Instance(Drafted, allow_none=True, help="What was drafted last.")
    sent = Instance(tuple, allow_none=True, help="The deliveries of what was sent last.")

    def __init__(self, model: NoticesModel) -> None:
        super().__init__()
        self._model = model
        self._work: Background[Step, Callable[[], None]] = Background(
            tell=lambda step: setattr(self, "step", step),
            done=lambda show: show(),
            ended=self._end,
        )

    def draft(self) -> None:
        """Draft whatever is due, in one transaction; nothing is kept of it where it is cancelled."""
        office, period = self._model.office, self._model.period

        def work(
            tell: Callable[[Step], None], is_cancelled: Callable[[], bool]
        ) -> Callable[[], None]:
            drafted = draft_notices(
                period,
                now=office.now(),
                uow=office.unit_of_work(),
                on_progress=lambda done, total: tell((done, total)),
                is_cancelled=is_cancelled,
            )
            return lambda: setattr(self, "drafted", drafted)

        self._begin(Doing.DRAFTING, work)

    def send(self, notices: Iterable[UUID]) -> None:
        """Send approved notices by mail; cancelling leaves those that are not under way yet."""
        office, chosen = self._model.office, tuple(notices)

        def work(
            tell: Callable[[Step], None], is_cancelled: Callable[[], bool]
        ) -> Callable[[], None]:
            sent: tuple[Delivery, ...] = office.send_notices(
                chosen,
                on_progress=lambda done, total: tell((done, total)),
                is_cancelled=is_cancelled,
            )
            return lambda: setattr(self, "sent", sent)

        self._begin(Doing.SENDING, work)

    def cancel(self) -> None:
        self._work.cancel()

    def _begin(self, doing: Doing, work: Work[Step, Callable[[], None]]) -> None:
        if self._work.is_running:
            raise NotAllowed("Something else is under way: wait for it, or cancel it.")
        with self.hold_trait_notifications():
            self.step = self.drafted = self.sent = None
            self.running = doing.value
        self._work.start(work)

    def _end(self) -> None:
        self.running = ""
        self._model.refresh()
