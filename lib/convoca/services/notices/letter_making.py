"""The letter that a notice becomes: all that its writer needs, and nothing that it could leak."""

from collections.abc import Iterable
from datetime import date

from convoca.domain.errors import NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import ObservationId
from convoca.domain.notice import Notice, NoticeKind, NoticeStatus
from convoca.domain.slot import seat_date
from convoca.services.audience import Audience
from convoca.services.notices.letters import Letter
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.signatories import Secretary, signatory_on, who_convoked
from convoca.services.ports import UnitOfWork

_ARTICLES = {
    NoticeKind.REQUEST_RECEIVED: ("64.2",),
    NoticeKind.REQUEST_GRANTED: ("64.3",),
    NoticeKind.REQUEST_DECLINED: ("64.2",),
    NoticeKind.REQUESTS_MERGED: ("64.3",),
    NoticeKind.CONVOCATION: ("61", "64.4"),
    NoticeKind.WITNESSES_OFFERED: ("65.5",),
    NoticeKind.CHANGE: ("64.4",),
    NoticeKind.PRIVATE_HEARING: ("68",),
    NoticeKind.CANCELLATION: ("64.4",),
    NoticeKind.DOCUMENTS_ASKED: ("65.2",),
    NoticeKind.VISIT: ("56", "57"),
}

#: The same in a hearing of a general nature.
_OF_GENERAL_HEARINGS = {"64.2": "66.1", "64.3": "66.3", "64.4": "66.5"}


def letter_of(
    notice: Notice, file: NoticeFile, *, on: date, secretaries: Iterable[Secretary]
) -> Letter:
    """Return the letter that a notice becomes; a draft as if it were approved on ``on``, at the seat.

    Once approved, its day and signatory are those of its approval. Of a visit, ``file`` is that of
    any period (``file_of``).
    """
    approved = notice.approved_at
    of_visit = notice.period is None
    hearing = next((h for h in file.file.hearings if h.id == notice.subject), None)
    return Letter(
        notice=notice.id,
        kind=notice.kind,
        audience=Audience.named(notice.recipient),
        language=notice.language,
        addressee=notice.addressee,
        address=notice.address,
        zone=notice.zone,
        period_number=None if of_visit else file.file.period.number,
        is_example=_is_example(notice, file),
        is_draft=notice.status is NoticeStatus.DRAFT,
        dated=seat_date(approved) if approved else on,
        reference=_reference(notice, file),
        facts=notice.facts,
        message=notice.message,
        articles=_articles(notice, file),
        convoked_by=who_convoked(hearing, file.file.members) if hearing else "",
        signatory=notice.signatory if approved else signatory_on(secretaries, on),
    )


def file_of(notice: Notice, *, uow: UnitOfWork) -> NoticeFile:
    """Read the file in which a notice belongs; a visit's stands in that of any period near it.

    ``uow`` is an open transaction. Raises NotFound.
    """
    if notice.period is not None:
        return read_notice_file(notice.period, uow=uow)
    visit = uow.observations.get(notice.subject)
    periods = uow.periods.all()
    if not periods:
        raise NotFound("period of sessions", visit.opens.year)
    nearest = min(periods, key=lambda p: (abs((p.opens - visit.opens).days), p.number))
    return read_notice_file(nearest.id, uow=uow)


def _reference(notice: Notice, file: NoticeFile) -> str:
    """Return the letter's own number: no running one, from which somebody could count the others."""
    period = "" if notice.period is None else f"PS {file.file.period.number}-"
    return f"{period}N-{notice.id.hex[:8].upper()}"


def _is_example(notice: Notice, file: NoticeFile) -> bool:
    if notice.period is not None:
        return file.file.period.is_example
    visits = {visit.id: visit for visit in file.file.observations}
    return visits[ObservationId(notice.subject)].is_example


def _articles(notice: Notice, file: NoticeFile) -> tuple[str, ...]:
    subjects: tuple[Hearing | HearingRequest, ...] = (*file.file.hearings, *file.file.requests)
    kind = next((subject.kind for subject in subjects if subject.id == notice.subject), None)
    articles = _ARTICLES[notice.kind]
    if kind is None or not kind.is_general:
        return articles
    return tuple(_OF_GENERAL_HEARINGS.get(article, article) for article in articles)
