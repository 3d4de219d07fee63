"""Watches that a recording stays with the call that was agreed to; the recording program asks once a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from agent.domain import one_call
from agent.domain.capture import Capture
from agent.domain.one_call import About
from agent.ports import Holding
from agent.workflow.call_facts import meetings_around
from agent.workflow.desk import Desk


@dataclass
class OneCall:
    """Compares the calendar and the windows with those at the beginning."""

    desk: Desk
    holding: Holding
    _about: About | None = field(default=None, repr=False)

    def is_another(self, capture: Capture) -> bool:
        """Whether the meeting has become another one."""
        holders, now = self.holding.holders(), self.desk.now()
        self._about = one_call.seen(self._about or capture.about, holders)
        meetings = meetings_around(self.desk, now)
        return one_call.is_another(self._about, meetings, holders, capture.began_at, now)


Watch = Callable[[Capture], bool]
"""Told the capture, says whether its call has become another one."""
