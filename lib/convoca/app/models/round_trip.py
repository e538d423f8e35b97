"""A workbook that comes back: read, compared, asked about, then written whole or not at all."""

from dataclasses import replace

from traitlets import HasTraits, Instance

from convoca.bootstrap import Convoca, read_returned_workbook
from convoca.domain.errors import NotAllowed
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import RowRemark
from convoca.services.round_trip.applying import apply_return
from convoca.services.round_trip.merging import Side
from convoca.services.round_trip.plan import Choices, Receipt, RoundTripPlan
from convoca.services.round_trip.planning import ReturnedWorkbook, plan_return

_AMBIGUOUS = "date_ambiguous"


class RoundTrip(HasTraits):
    """One file. ``plan`` is what would happen; nothing is written before `apply`."""

    plan = Instance(RoundTripPlan, allow_none=True)

    def __init__(self, convoca: Convoca) -> None:
        super().__init__()
        self._convoca = convoca
        self._returned: ReturnedWorkbook | None = None
        self.choices = Choices()
        #: The first date that can mean two days, until another file is read.
        self.ambiguous: RowRemark | None = None

    def read(self, name: str, content: bytes) -> None:
        """Read a workbook and plan what it would change. Raises UnreadableFile."""
        self.plan, self._returned, self.ambiguous = None, None, None
        self.choices = Choices()
        self._returned = read_returned_workbook(name, content)
        self.plan_again()

    def read_dates(self, order: DateOrder) -> None:
        """Plan again with what was said about dates such as 07/04/2026."""
        self._choose(replace(self.choices, order=order))

    def name_column(self, field: str, index: int | None) -> None:
        """Say which column a field has now that its heading is another one; None: none."""
        columns = {f: i for f, i in self.choices.columns.items() if f != field}
        if index is not None:
            columns[field] = index
        self._choose(replace(self.choices, columns=columns))

    def settle(self, row: int, group: str, side: Side) -> None:
        """Say whose cells of a group are taken; the group "" is a whole row."""
        cells = {**self.choices.cells, (row, group): side}
        self._choose(replace(self.choices, cells=cells))

    def settle_conflicts(self, side: Side) -> None:
        """Say whose cells are taken wherever both sides changed them and nothing else was said."""
        self._choose(replace(self.choices, conflicts=side))

    def leave_refused(self) -> None:
        """Leave as it is stored whatever cannot be taken in."""
        self._choose(replace(self.choices, leaves_refused=True))

    def plan_again(self) -> None:
        """Plan with what is stored and what was said by now."""
        if self._returned is None:
            raise NotAllowed("Choose a file first.")
        plan = plan_return(
            self._returned,
            uow=self._convoca.reading(),
            today=self._convoca.today(),
            choices=self.choices,
        )
        told = (cell.remark for _, cell in plan.cells() if cell.remark)
        self.ambiguous = self.ambiguous or next((r for r in told if r.code == _AMBIGUOUS), None)
        self.plan = plan

    def apply(self, reason: str) -> Receipt:
        """Write what the plan says. Raises NotAllowed, ConflictingEdit, DoubleBooking, ReasonMissing."""
        if self.plan is None:
            raise NotAllowed("Choose a file first.")
        receipt = apply_return(
            self.plan,
            today=self._convoca.today(),
            reason=reason,
            uow=self._convoca.unit_of_work(),
        )
        self._returned = self.plan = None
        return receipt

    def _choose(self, choices: Choices) -> None:
        self.choices = choices
        self.plan_again()
