"""What is answered about connecting to Clio."""

from __future__ import annotations

from dataclasses import dataclass

from agent.workflow.connecting import Guide, Standing


@dataclass(frozen=True, slots=True)
class Connection:
    """How a firm registers its app, and how this home stands with Clio."""

    practice: bool
    guide: Guide
    standing: Standing


@dataclass(frozen=True, slots=True)
class Disconnected:
    """Signed out here; `told` says whether Clio heard of it."""

    told: bool
