"""What the home page knows: what needs doing, by when, and where the period stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from traitlets import HasTraits, Instance

from convoca.app.models.last_days import LastDay, last_days
from convoca.bootstrap import Convoca
from convoca.domain.finding import Citation
from convoca.domain.hearing_request import Decision
from convoca.domain.notice import Notice
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import seat_date
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.serving import failed_deliveries
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.periods import period_deadlines
from convoca.services.problems import Problem, Severity, SubjectKind, notice_findings, problems
from convoca.services.sessions.problems import business_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Problems of one kind that are cured in the same way: one line on the page."""

    severity: Severity
    kind: SubjectKind
    rule: str
    problems: tuple[Problem, ...]

    @property
    def subjects(self) -> int:
        """How many things it is about: the two parties of one hearing are one hearing."""
        return len({problem.subject for problem in self.problems})

    @property
    def days(self) -> tuple[date, ...]:
        """The last days that it has, each once, in order."""
        return tuple(sorted({problem.due for problem in self.problems if problem.due}))

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(sorted({c for problem in self.problems for c in problem.finding.citations}))


def tasks_of(found: Iterable[Problem]) -> tuple[Task, ...]:
    """Collapse problems into tasks: the gravest first, then by nearness of the day."""

    def sameness(problem: Problem) -> tuple[int, str, str, str, str]:
        finding = problem.finding
        return (-problem.severity, problem.kind, finding.rule, finding.verdict, finding.cure)

    tasks = []
    for _, same in groupby(sorted(found, key=sameness), key=sameness):
        group = tuple(same)
        first = group[0]
        tasks.append(
            Task(
                severity=first.severity,
                kind=first.kind,
                rule=first.finding.rule,
                problems=group,
            )
        )
    return tuple(sorted(tasks, key=lambda t: (-t.severity, t.days[:1] or (date.max,), t.rule)))


class Event(StrEnum):
    """A day that comes by itself and asks for nothing."""

    CALL_OPENS = "call_opens"
    PERIOD_OPENS = "period_opens"
    HEARINGS_BEGIN = "hearings_begin"
    HEARINGS_END = "hearings_end"
    PERIOD_CLOSES = "period_closes"
    VISIT_BEGINS = "visit_begins"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead:
    """One line of the timeline: an event, or the last day under a rule."""

    day: date
    event: Event | None = None
    last_day: LastDay | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a period stands. A notice is counted once per party of a hearing that has its day."""

    requests: Mapping[Decision, int]
    hearings_placed: int
    hearings_waiting: int
    hearings_cancelled: int
    notices_served: int
    notices_to_serve: int
    minutes_written: int


class HomeModel(HasTraits):
    """The period that is looked at, read at once; ``choose`` another and everything follows."""

    file = Instance(PeriodFile, allow_none=True)
    notices = Instance(NoticeFile, allow_none=True)

    def __init__(self, convoca: Convoca) -> None:
        super().__init__()
        self._convoca = convoca
        self.today = convoca.today()
        self._business: tuple[Problem, ...] = ()
        with convoca.reading() as uow:
            self.periods = tuple(uow.periods.all())

    @property
    def is_one_office(self) -> bool:
        """Whether everybody with this computer account reads everything (a SQLite file)."""
        return self._convoca.settings.database.startswith("sqlite")

    def choose(self, period: PeriodOfSessions) -> None:
        with self._convoca.reading() as uow:
            self.notices = read_notice_file(period.id, uow=uow)
            self._business = business_problems(self.notices.file, today=self.today, uow=uow)
        self.file = self.notices.file

    def _read(self, period: PeriodOfSessions) -> PeriodFile:
        with self._convoca.reading() as uow:
            return read_period_file(period.id, uow=uow)

    @property
    def tasks(self) -> tuple[Task, ...]:
        if self.file is None:
            return ()
        return tasks_of((*problems(self.file, self.today), *self._business))

    @property
    def failed_notices(self) -> tuple[Notice, ...]:
        """The notices that were sent and did not arrive, or of which nobody knows whether they did."""
        return (
            tuple(notice for notice, _ in failed_deliveries(self.notices)) if self.notices else ()
        )

    @property
    def dates_ahead(self) -> tuple[DateAhead, ...]:
        return dates_ahead(self.file, self.today) if self.file else ()

    @property
    def standing(self) -> Standing | None:
        return standing(self.file, self.today) if self.file else None

    def other_open_periods(self) -> tuple[tuple[PeriodOfSessions, Counter[Severity]], ...]:
        """Return the other periods that are not over, each with its problems by severity."""
        return tuple(
            (period, Counter(p.severity for p in problems(self._read(period), self.today)))
            for period in self.periods
            if period.closes >= self.today and self.file and period.id != self.file.period.id
        )


def dates_ahead(file: PeriodFile, today: date) -> tuple[DateAhead, ...]:
    """Return events and last days from ``today`` on; one day under two articles is one line."""
    lines = [
        *_events(file),
        *(DateAhead(day=last.day, last_day=last) for last in last_days(period_deadlines(file))),
    ]
    ahead = [line for line in lines if line.day >= today]
    return tuple(sorted(ahead, key=lambda line: (line.day, line.event is None)))


def _events(file: PeriodFile) -> Iterator[DateAhead]:
    period = file.period
    if period.call.opens:
        yield DateAhead(day=seat_date(period.call.opens), event=Event.CALL_OPENS)
    yield DateAhead(day=period.opens, event=Event.PERIOD_OPENS)
    yield DateAhead(day=period.closes, event=Event.PERIOD_CLOSES)
    days = sorted(day for place in period.places for day in place.hearing_days)
    if days:
        yield DateAhead(day=days[0], event=Event.HEARINGS_BEGIN)
        yield DateAhead(day=days[-1], event=Event.HEARINGS_END)
    for visit in file.observations:
        if not visit.is_cancelled:
            yield DateAhead(day=visit.opens, event=Event.VISIT_BEGINS, title=visit.title)


def standing(file: PeriodFile, today: date) -> Standing:
    """Count where a period stands."""
    alive = [hearing for hearing in file.hearings if not hearing.is_cancelled]
    placed = [hearing for hearing in alive if file.placement(hearing.id)]
    notices = Counter(
        finding.facts["served"] is not None
        for hearing in placed
        if (day := file.hearing_day(hearing))
        for _, finding in notice_findings(file, hearing, day, today)
    )
    return Standing(
        requests=Counter(request.decision for request in file.requests),
        hearings_placed=len(placed),
        hearings_waiting=len(alive) - len(placed),
        hearings_cancelled=len(file.hearings) - len(alive),
        notices_served=notices[True],
        notices_to_serve=notices[False],
        minutes_written=len(file.hearing_minutes) + len(file.session_minutes),
    )
