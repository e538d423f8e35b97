"""Where a name that is sealed now still stands in the Commission's own business, to be mended by hand."""

from collections.abc import Iterator

from convoca.services.identities import names_in
from convoca.services.ports import UnitOfWork


def names_left_in_business(name: str, *, uow: UnitOfWork) -> Iterator[str]:
    """Yield the places, by the kind of record and the field; ``uow`` is an open transaction.

    A vote that is closed does not change any more: that the name stands in its text is said all the same.
    """
    records: dict[str, list[object]] = {
        "item of business": [*uow.items_of_business.all()],
        "recusal": [*uow.recusals.all()],
        "announced absence": [*uow.excused_absences.all()],
        "question put to the vote": [*uow.questions.all()],
        "explanation of vote": [*uow.explanations_of_vote.all()],
        "election": [*uow.elections.all()],
    }
    for kind, stored in records.items():
        for record in stored:
            yield from (f"{kind}: {where}" for where in names_in(record, [name]))
