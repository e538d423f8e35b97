"""Every date that follows from a period of sessions and the days of its hearings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from convoca.domain.finding import Citation
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import instant, seat_date
from convoca.rules.provision import provision
from convoca.rules.time_limits import days_after, days_before, months_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day in time under a rule, through 24:00 at the seat.

    ``subject`` is the day that it was counted from; ``citation`` is None for a custom; ``instant``
    (UTC) is set where a call announced the minute.
    """

    rule: str
    citation: Citation | None
    last_day: date
    subject: date
    instant: datetime | None = None

    @property
    def article(self) -> str:
        return "" if self.citation is None else str(self.citation)


def deadlines(
    *,
    opens: date,
    closes: date,
    call_closes: datetime | None = None,
    hearing_days: Iterable[date] = (),
) -> tuple[Deadline, ...]:
    """Derive every last day, the nearest first; each hearing day has its own.

    >>> first = deadlines(opens=date(2022, 3, 7), closes=date(2022, 3, 18))[0]
    >>> first.article, first.last_day
    ('64.2', datetime.date(2022, 1, 16))
    """
    days = sorted(set(hearing_days))
    found = [*_for_requests(opens, call_closes), *_for_hearings(days)]
    found += _for_the_period(opens, closes)
    # Under the older Rules one article held both time limits: it is said once.
    return tuple(sorted(dict.fromkeys(found), key=lambda deadline: deadline.last_day))


def deadlines_of(
    period: PeriodOfSessions, hearing_days: Iterable[date] = ()
) -> tuple[Deadline, ...]:
    """Derive the deadlines of a period; ``hearing_days`` are the days that have a hearing.

    While none is placed, the hearing days of its places stand in.
    """
    planned = (day for place in period.places for day in place.hearing_days)
    return deadlines(
        opens=period.opens,
        closes=period.closes,
        call_closes=period.call.closes,
        hearing_days=tuple(hearing_days) or tuple(planned),
    )


def _for_requests(opens: date, call_closes: datetime | None) -> Iterator[Deadline]:
    for key in ("hearing_request_lead_time", "general_hearing_request_lead_time"):
        lead_time = provision(key, on=opens)
        yield Deadline(
            rule="request_is_in_time",
            citation=lead_time.citation,
            last_day=days_before(opens, lead_time.value),
            subject=opens,
        )
    if call_closes is not None:
        yield Deadline(
            rule="request_is_within_the_call",
            citation=None,
            last_day=seat_date(call_closes),
            subject=opens,
            instant=instant(call_closes),
        )


def _for_hearings(days: list[date]) -> Iterator[Deadline]:
    for day in days:
        for key in ("hearing_notice", "general_hearing_notice"):
            month = provision(key, on=day)
            yield Deadline(
                rule="notice_is_in_time",
                citation=month.citation,
                last_day=months_before(day, month.value),
                subject=day,
            )
    if days:
        month = provision("decision_to_requester", on=days[0])
        yield Deadline(
            rule="decision_reaches_the_requester_in_time",
            citation=month.citation,
            last_day=months_before(days[0], month.value),
            subject=days[0],
        )


def _for_the_period(opens: date, closes: date) -> Iterator[Deadline]:
    publication = provision("calendar_publication", on=opens)
    yield Deadline(
        rule="calendar_is_published_in_time",
        citation=publication.citation,
        last_day=days_before(opens, publication.value),
        subject=opens,
    )
    yield Deadline(
        rule="next_period_is_fixed", citation=Citation(14, 1), last_day=closes, subject=closes
    )
    explanation = provision("explanation_of_vote", on=closes)
    yield Deadline(
        rule="explanation_of_vote_is_in_time",
        citation=explanation.citation,
        last_day=days_after(closes, explanation.value),
        subject=closes,
    )
