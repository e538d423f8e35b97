"""The calculator of time limits of petitions: what is typed, and what follows. Nothing of it is kept."""

from datetime import date

from traitlets import Dict, HasTraits

from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.petition_step import PetitionStep
from convoca.rules.petition_time_limits import (
    PetitionTimeLimit,
    may_be_set,
    petition_step_is_in_time,
    petition_time_limit,
)


class PetitionCalculator(HasTraits):
    """A step, the day that its time runs from, another day that was set, and when somebody acted."""

    typed = Dict()

    def __init__(self, today: date) -> None:
        self.today = today
        super().__init__(
            typed={
                "step": as_json(PetitionStep.STATE_RESPONSE),
                "starts": as_json(today),
                "set_to": "",
                "acted_on": "",
            }
        )

    def type(self, typed: Values) -> None:
        self.typed = {**self.typed, **typed}

    @property
    def step(self) -> PetitionStep:
        return Typed(self.typed).choice("step", PetitionStep.STATE_RESPONSE)

    @property
    def may_be_set(self) -> bool:
        """Whether the Rules let another last day be set or the time be extended."""
        return may_be_set(self.step)

    def limit(self) -> PetitionTimeLimit:
        """Return both ends. Raises InvalidValue while a day is missing or cannot be."""
        return petition_time_limit(self.step, starts=self._starts(), set_to=self._set_to())

    def finding(self) -> Finding:
        """Judge the step as of today. Raises InvalidValue as ``limit``."""
        return petition_step_is_in_time(
            step=self.step,
            starts=self._starts(),
            set_to=self._set_to(),
            acted_on=Typed(self.typed).day("acted_on"),
            today=self.today,
        )

    def _starts(self) -> date:
        starts = Typed(self.typed).day("starts")
        if starts is None or not 1900 <= starts.year < 2190:
            raise InvalidValue("starts", "Say from which day the time runs.")
        return starts

    def _set_to(self) -> date | None:
        return Typed(self.typed).day("set_to") if self.may_be_set else None
