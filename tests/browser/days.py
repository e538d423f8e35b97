"""Days of a period of sessions that lies ahead of whoever runs the test: the suite reads the clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Days:
    """Counted from the day at the seat; requests came before and after the 50th day."""

    today: date

    @classmethod
    def at_the_seat(cls) -> "Days":
        return cls(datetime.now(ZoneInfo("America/New_York")).date())

    @property
    def opens(self) -> date:
        """A Monday six weeks ahead: its last day for requests is past, that for notices is not."""
        ahead = self.today + timedelta(days=42)
        return ahead + timedelta(days=-ahead.weekday() % 7)

    @property
    def closes(self) -> date:
        return self.opens + timedelta(days=4)

    @property
    def last_day_for_requests(self) -> date:
        return self.opens - timedelta(days=50)

    @property
    def in_time(self) -> date:
        return self.today - timedelta(days=20)

    @property
    def late(self) -> date:
        return self.today - timedelta(days=1)

    @property
    def ambiguous(self) -> date:
        """A day in time whose numbers could also be read the other way round, as 03/11/2026."""
        day = self.in_time
        while day.day > 12 or day.day == day.month:
            day -= timedelta(days=1)
        return day
