"""What an act of a session gives back: what was kept, and what the Rules say of it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from convoca.domain.finding import Finding

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[T]):
    """The record as it is stored now. ``findings`` are worth showing: a breach does not stop the work."""

    record: T
    findings: tuple[Finding, ...] = ()
