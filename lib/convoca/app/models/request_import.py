"""Requests or periods from a file: read, planned, asked about, then taken in whole or not at all."""

from traitlets import HasTraits, Instance, UseEnum

from convoca.bootstrap import Convoca, read_uploaded_table
from convoca.domain.errors import NotAllowed
from convoca.services.importing import applying, planning
from convoca.services.importing.columns import Kind
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Plan, Receipt
from convoca.services.importing.remark import RowRemark
from convoca.services.importing.table import Table

_AMBIGUOUS = "date_ambiguous"


class RequestImport(HasTraits):
    """One file. ``plan`` is what would happen; nothing is written before `apply`.

    ``period_number`` stands for a missing column, and leaves out the rows of other periods.
    """

    plan = Instance(Plan, allow_none=True)
    order = UseEnum(DateOrder, default_value=None, allow_none=True)

    def __init__(
        self, office: Convoca, period_number: int | None, *, kind: Kind = Kind.REQUESTS
    ) -> None:
        super().__init__()
        self._office = office
        self._kind = kind
        self._period_number = period_number
        self._table: Table | None = None
        #: The first date that can mean two days, until somebody has said which is meant.
        self.ambiguous: RowRemark | None = None

    def read(self, name: str, content: bytes) -> None:
        """Read a CSV or XLSX file and plan its import. Raises UnreadableFile."""
        self.plan, self.order, self.ambiguous = None, None, None
        self._table = read_uploaded_table(name, content)
        self.plan_again()

    def read_dates(self, order: DateOrder) -> None:
        """Plan again with what was said about dates such as 07/04/2026."""
        self.order = order
        self.plan_again()

    def plan_again(self) -> None:
        """Plan with what is stored and what was said by now."""
        if self._table is None:
            raise NotAllowed("Choose a file first.")
        made = planning.plan(
            self._kind,
            self._table,
            uow=self._office.reading(),
            today=self._office.today(),
            period_number=self._period_number,
            dates=self.order,
        )
        told = (remark for row in made.rows for remark in row.remarks)
        self.ambiguous = self.ambiguous or next((r for r in told if r.code == _AMBIGUOUS), None)
        self.plan = made

    def apply(self, reason: str) -> Receipt:
        """Take in what the plan says. Raises NotAllowed, ConflictingEdit, ReasonMissing."""
        if self.plan is None:
            raise NotAllowed("Choose a file first.")
        receipt = applying.apply(self.plan, reason=reason, uow=self._office.unit_of_work())
        self._table = self.plan = None
        return receipt
