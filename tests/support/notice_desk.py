"""The page Notices over a table of notices in memory, and a person who looks at it and presses buttons."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ipywidgets import Button, Widget

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.notices import NoticesModel
from convoca.app.pages.notices_desk import Desk
from convoca.domain.language import Language
from convoca.domain.notice import Delivery
from convoca.services.notices.dossier import Dossier
from support.fake_store import FakeUnitOfWork
from support.notice_table import NOW, SECRETARIES, NoticeTable, PlainWriter


@dataclass
class OfficeSettings:
    executive_secretaries: tuple[object, ...] = SECRETARIES


@dataclass
class Office:
    """An office over a table: ``mailed`` are the notices that it was asked to send."""

    table: NoticeTable
    clock: datetime = NOW
    can_mail: bool = True
    arrives: bool = True
    settings: OfficeSettings = field(default_factory=OfficeSettings)
    mailed: list[UUID] = field(default_factory=list)

    def now(self) -> datetime:
        return self.clock

    def today(self) -> date:
        return self.clock.date()

    def reading(self) -> FakeUnitOfWork:
        return self.table.uow(self.clock)

    def unit_of_work(self) -> FakeUnitOfWork:
        return self.table.uow(self.clock)

    def notice_writer(self) -> PlainWriter:
        return PlainWriter()

    def dry_run(self, notices: Sequence[UUID]) -> tuple[str, bytes]:
        return "mails.zip", ",".join(map(str, notices)).encode()

    def dossier_document(
        self, dossier: Dossier, suffix: str, language: Language
    ) -> tuple[str, bytes]:
        return f"dossier-{language}.{suffix}", dossier.title.encode()

    def send_notices(
        self,
        notices: tuple[UUID, ...],
        *,
        on_progress: Callable[[int, int], None],
        is_cancelled: Callable[[], bool],
    ) -> tuple[Delivery, ...]:
        self.mailed += notices
        known = {notice.id: notice for notice in self.table.file.notices}
        state = "handed_over" if self.arrives else "failed"
        self.table.serve(*(known[key] for key in notices), now=self.clock, state=state)
        on_progress(len(notices), len(notices))
        return tuple(d for d in self.table.file.deliveries if d.notice in notices)


def a_desk(table: NoticeTable, *, language: Language = Language.ENGLISH, **office: Any) -> Desk:
    """Return the desk of somebody who opens the page Notices of the table's period."""
    visit = Visit("notices", language, {}, "", Channel())
    return Desk(visit, NoticesModel(Office(table, **office), table.period.id))  # type: ignore[arg-type]


def every(widget: Any) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def the(label: str, body: Widget, kind: type = Widget) -> Any:
    """Return the only widget that is called ``label``."""
    (found,) = (
        w for w in every(body) if isinstance(w, kind) and getattr(w, "description", None) == label
    )
    return found


def press(label: str, body: Widget) -> None:
    the(label, body, Button).click()


def labels(body: Widget) -> list[str]:
    """Return what the buttons that can be pressed say."""
    return [w.description for w in every(body) if isinstance(w, Button) and not w.disabled]


def said(body: Widget) -> str:
    """Return everything that is written, but for what is hidden."""
    return " ".join(_written(body))


def _written(widget: Any) -> Iterator[str]:
    layout = getattr(widget, "layout", None)
    if layout is not None and layout.display == "none":
        return
    value = getattr(widget, "value", None)
    if isinstance(value, str):
        yield value
    for child in getattr(widget, "children", ()):
        yield from _written(child)


def announced(desk: Desk) -> str:
    return str(desk.visit.channel.spoken.get("sentence", ""))
