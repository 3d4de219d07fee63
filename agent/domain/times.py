"""The three times of an entry, so that what is charged can always be held against what was measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.domain.entry import TimeEntry


@dataclass(frozen=True, slots=True)
class Times:
    """The three times of an entry as it was sent, in seconds: what the evidence says, the lawyer recorded, and is charged.

    `why` is the lawyer's reason for charging more than was measured.
    """

    measured: int | None
    recorded: int | None
    charged: int
    why: str = field(default="", repr=False)

    @classmethod
    def of(cls, entry: TimeEntry) -> Times:
        """Read them off an entry."""
        return cls(entry.evidenced, entry.seconds, entry.charged, entry.raised_why)
