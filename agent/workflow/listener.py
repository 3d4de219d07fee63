"""The listener: one thread that hears every call of a home while the agent is open."""

from __future__ import annotations

import logging

from agent.domain.ids import SourceId
from agent.errors import TenthError
from agent.workflow.hearing import Hearing
from agent.workflow.runner import Repeating

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5


class Listener(Repeating):
    """Follows the call that goes on. Stopped in the middle of a window, it leaves that window to whoever goes on."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__("listener", self._listen, SECONDS_BETWEEN_LOOKS)
        self._hearing = hearing
        self._left: SourceId | None = None  # a call that was heard to its end, or given up

    def _listen(self) -> None:
        kept = self._hearing.desk.store.captures.current()
        if kept is None or kept.capture.id == self._left or kept.report.hearing_since is None:
            return
        self._left = kept.capture.id
        try:
            self._hearing.follow(kept, self._stop)
        except (
            TenthError
        ) as error:  # what is not heard now is heard after the call, and says then what is wrong
            log.info("listening to the call ended: %s", error.code)
