"""Who else can come to a plenary matter, once a plan has its quorum."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from convoca.scheduling.layout import Layout, Placed
from convoca.scheduling.problem import Event, Member, Mode, Problem, Programme, Span


def fill_panels(
    problem: Problem, programme: Programme, events: Collection[str] | None = None
) -> Programme:
    """Seat every other member who may sit and is free on the panels of plenary matters.

    The quorum is what a plan needs; the whole Commission is called (Arts. 16, 67). Who sits already
    stays. ``events``: fill only their panels, None all.
    """
    layout = Layout(problem=problem, programme=programme)
    busy: defaultdict[str, list[Span]] = defaultdict(list)
    for placed, seated in layout.seats():
        busy[seated].append((placed.start, placed.end))
    filled = dict(programme)
    for placed in layout.placed:
        event = placed.event
        if _is_for_all(event) and (events is None or event.id in events):
            joining = [m for m in problem.members if _can_join(placed, m, busy[m.id], problem)]
            panel = (*placed.panel, *(member.id for member in joining))
            filled[event.id] = replace(programme[event.id], panel=panel)
            for member in joining:
                busy[member.id].append((placed.start, placed.end))
    return filled


def _is_for_all(event: Event) -> bool:
    return event.mode is Mode.PLENARY and not event.group


def _can_join(placed: Placed, member: Member, busy: Iterable[Span], problem: Problem) -> bool:
    away = (*member.unavailable, *member.out_of_office, *busy)
    return (
        member.id not in placed.panel
        and problem.may_sit(placed.event, member)
        and not any(placed.touches(span) for span in away)
    )
