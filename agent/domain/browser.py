"""A paired browser, and the code that lets one more in. Their keys are not here: they lie in the keyring."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser whose extension holds a key. `origin` is the only one that key is good for."""

    id: str
    name: str = field(repr=False)  # a person chose it
    origin: str
    paired_at: dt.datetime
    last_used: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Pairing is open: the code that is shown, until when, and how often it may still be tried."""

    id: str
    code: str = field(repr=False)
    dies_at: dt.datetime
    tries_left: int

    def is_alive(self, now: dt.datetime) -> bool:
        """Whether a browser may still try."""
        return self.tries_left > 0 and now < self.dies_at

    def tried(self) -> Opening:
        """Return the opening with one try less."""
        return replace(self, tries_left=self.tries_left - 1)
