"""Serving approved notices otherwise than by the mail that runs beside the page: files, letters, by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from convoca.app.models.notices import Entry, NoticesModel
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, DeliveryState
from convoca.domain.programme import Channel
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.notices.serving import confirm, record_service
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """How a person served notices: the way, the day and the hour at the seat, and what proves it."""

    channel: Channel
    day: date | None
    hour: time | None
    reference: str = ""
    note: str = ""


class SendingModel:
    """What can be done with approved notices, and with what was sent."""

    def __init__(self, notices: NoticesModel) -> None:
        self._notices = notices

    @property
    def can_mail(self) -> bool:
        """Whether a mail server is set."""
        return self._notices.office.can_mail

    def addresses(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """Return the addresses that some notices go to, each once; a mail goes to each."""
        return tuple(dict.fromkeys(e.notice.address for e in entries if e.notice.address))

    def dry_run(self, notices: Sequence[UUID]) -> tuple[str, bytes]:
        """Return the mails as they would be sent, as one file. Nothing counts as served by it."""
        try:
            return self._notices.office.dry_run(notices)
        finally:
            self._notices.refresh()

    def letters(self, notices: Sequence[UUID], language: Language) -> tuple[str, bytes]:
        """Return the letters with a list of them in ``language``, to be handed over by a person."""
        return self._notices.office.letters(notices, language)

    def record(self, notices: Sequence[UUID], how: ByHand, *, reason: str) -> None:
        """Record that a person served notices. Raises InvalidValue, NotAllowed."""
        if how.day is None or how.hour is None:
            raise InvalidValue("served_on", "Say on which day and at which hour it was served.")
        at = Slot.local(how.day, how.hour, minutes=1, zone=SEAT_ZONE).start
        for notice in notices:
            self._notices.act_again(partial(self._record, notice, how, at, reason))

    def _record(
        self, notice: UUID, how: ByHand, at: datetime, reason: str, uow: UnitOfWork
    ) -> Delivery:
        return record_service(
            notice,
            channel=how.channel,
            at=at,
            reference=how.reference,
            note=how.note,
            now=self._notices.office.now(),
            reason=reason,
            uow=uow,
        )

    def confirm(
        self, delivery: Delivery, state: DeliveryState, detail: str, *, reason: str
    ) -> None:
        """Record how a delivery ended, which the mail server could not say."""
        self._notices.act_again(
            lambda uow: confirm(delivery.id, state, detail=detail, reason=reason, uow=uow)
        )
