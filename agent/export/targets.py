"""The table of targets, read from `targets.toml` and checked once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.domain.export import ExportRow
from agent.export.cells import RULES, Cell
from agent.export.errors import RowRefused, UnknownTarget


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which value of the entry, by which rule, and how a spreadsheet shows it."""

    header: str
    source: str | None
    rule: str
    required: bool = False
    number_format: str | None = None

    def value(self, row: ExportRow) -> Any:
        """Return the entry's own value, before the rule."""
        return getattr(row, self.source) if self.source else None

    def cell(self, row: ExportRow) -> Cell:
        """Return the cell. Raise RowRefused for a value that may not be written, or is missing where it must not be."""
        cell = RULES[self.rule](self.value(row))
        if self.required and cell in (None, ""):
            raise RowRefused(
                f"entry {row.entry_id} has no {self.header}", hint="Complete the entry, then export again."
            )
        return cell


_NOT_HERE = (
    "Reopen that entry and record it there by hand, or export for a system whose file has a column for it."
)


@dataclass(frozen=True, slots=True)
class Target:
    """One system a file can be written for."""

    id: str
    title: str
    evidence: str
    formats: tuple[str, ...]
    note: str
    columns: tuple[Column, ...]

    def says(self, source: str) -> bool:
        """Whether a column says this of an entry."""
        return any(column.source == source for column in self.columns)

    def admit(self, row: ExportRow) -> None:
        """Raise RowRefused for what no column here can say: without it the entry would be billed in another way."""
        if not row.billable and not self.says("billable"):
            raise RowRefused(
                f"entry {row.entry_id} is not billable, and this system's file cannot say so", hint=_NOT_HERE
            )
        if row.rate is not None and not self.says("rate"):
            raise RowRefused(
                f"entry {row.entry_id} has a rate of its own, and this system's file cannot say so",
                hint=_NOT_HERE,
            )


def _read() -> tuple[Target, ...]:
    table = tomllib.loads(Path(__file__).with_name("targets.toml").read_text("utf-8"))
    return tuple(
        Target(
            id=target_id, title=t["title"], evidence=t["evidence"], formats=tuple(t["formats"]), note=t["note"],
            columns=tuple(
                Column(c["header"], c.get("from"), c["as"], c.get("required", False), c.get("number_format"))
                for c in t["columns"]
            ),
        )
        for target_id, t in table.items()
    )  # fmt: skip


TARGETS = _read()


def target(target_id: str) -> Target:
    """Return a target by id. Raise UnknownTarget."""
    for candidate in TARGETS:
        if candidate.id == target_id:
            return candidate
    raise UnknownTarget("there is no such export target")
