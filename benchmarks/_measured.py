"""A table of measurements beside their goals, and the exit status that says whether every goal was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One measurement, with its goal when it has one: the most that it may be."""

    what: str
    found: float
    unit: str
    goal: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it keeps its goal; one without a goal always does."""
        return self.goal is None or self.found <= self.goal


def report(lines: Sequence[Measured]) -> int:
    """Print the table, and return 0 when every goal was met, 1 else."""
    for line in lines:
        goal = "" if line.goal is None else f"goal {line.goal:g}: {'met' if line.is_met else 'missed'}"
        print(f"{line.what:<66} {line.found:10.2f} {line.unit:<4} {goal}")
    return 0 if all(line.is_met for line in lines) else 1
