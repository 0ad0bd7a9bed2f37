"""Declared states of long-lived rows, moved only by conditional UPDATE."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class StateTable:
    """Which state may follow which, and nothing else.

    `transitions` maps a state to the states that may follow it; a state without followers is final.
    """

    field: str
    transitions: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        unknown = {s for after in self.transitions.values() for s in after} - set(self.transitions)
        if unknown:
            raise ValueError(f"states without a row in the table: {sorted(unknown)}")

    def sources(self, target: str) -> frozenset[str]:
        """The states from which `target` may be reached."""
        if target not in self.transitions:
            raise ValueError(f"no such state: {target}")
        return frozenset(s for s, after in self.transitions.items() if target in after)

    def is_final(self, state: str) -> bool:
        """Whether nothing follows `state`."""
        return not self.transitions[state]


def advance(rows: QuerySet[Any], table: StateTable, to: str, **changes: Any) -> int:
    """Move those of `rows` that may go to `to` there, in one UPDATE; return how many moved.

    Zero means somebody else was first or the transition is not allowed: the caller has lost the
    claim and must not act. `changes` are set in the same statement.
    """
    return rows.filter(**{f"{table.field}__in": table.sources(to)}).update(
        **{table.field: to}, **changes
    )
