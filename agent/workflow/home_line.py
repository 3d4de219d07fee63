"""The recording program's line to its home: what is wanted, and how it goes. Sound comes first.

While the home can be neither read nor written for a moment (a full disk, another program that writes), the program goes on
sealing and tells later; without any orders for long it ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from agent.domain.capture import Capture, Report
from agent.domain.ids import SourceId
from agent.store.errors import StoreUnavailable
from agent.store.store import Store

SECONDS_FOR_THE_HOME = 1.0  # that a report waits for another program's writing: sound comes meanwhile
SECONDS_WITHOUT_ORDERS = 15.0
SECONDS_BETWEEN_TRIES = 1.0
TRIES_TO_TELL_THE_END = 10


@dataclass
class HomeLine:
    """Reads the orders for one capture and tells of it. `monotonic` in seconds."""

    store: Store
    capture: Capture
    monotonic: Callable[[], float]
    sleep: Callable[[float], None] = time.sleep
    _orders_until: float | None = None
    _next_report: float = field(default=0.0)

    def orders(self) -> Capture | None:
        """Return the capture as it was read last, None when it is not wanted any more. Raise StoreUnavailable after a while."""
        now = self.monotonic()
        try:
            kept = self.store.captures.current()
        except StoreUnavailable:
            if self._orders_until is None or now >= self._orders_until:
                raise
            return self.capture
        self._orders_until = now + SECONDS_WITHOUT_ORDERS
        if kept is None or kept.capture.id != self.capture.id:
            return None
        self.capture = kept.capture
        return kept.capture

    def is_another(self, watch: Callable[[Capture], bool]) -> bool:
        """Whether the call has become another one, as far as the home can tell now."""
        with suppress(StoreUnavailable):
            return watch(self.capture)
        return False

    def tell(self, report: Report, *, unseen: bool) -> bool:
        """Tell how it goes, and return whether the home has it; `unseen` when only the meters have moved."""
        if self.monotonic() < self._next_report:
            return False
        try:
            self.store.captures.report(self.capture.id, report, unseen=unseen)
        except StoreUnavailable:
            self._next_report = self.monotonic() + SECONDS_BETWEEN_TRIES
            return False
        return True


def tell_the_end(store: Store, capture_id: SourceId, report: Report, sleep: Callable[[float], None]) -> None:
    """Tell how it ended. Where that cannot be kept, whoever looks sees that the program is gone. Raise StoreUnavailable."""
    for _ in range(TRIES_TO_TELL_THE_END - 1):
        with suppress(StoreUnavailable):
            return store.captures.report(capture_id, report)
        sleep(SECONDS_BETWEEN_TRIES)
    return store.captures.report(capture_id, report)
