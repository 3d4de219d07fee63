"""The listener: one thread that hears every call of a home while the agent is open."""

from __future__ import annotations

import logging
import time

from agent.domain.ids import SourceId
from agent.domain.speech_server import PASSING
from agent.errors import TenthError
from agent.workflow.hearing import EngineChanged, Hearing
from agent.workflow.runner import Repeating

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_WAIT = 30.0  # for a speech server that does not answer


class Listener(Repeating):
    """Follows the call that goes on. Stopped in the middle of a window, it leaves that window to whoever goes on."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__("listener", self._listen, SECONDS_BETWEEN_LOOKS, end=hearing.stop)
        self._hearing = hearing
        self._left: SourceId | None = None  # a call that was heard to its end, or given up
        self._not_before = 0.0

    def _listen(self) -> None:
        kept = self._hearing.desk.store.captures.current()
        if kept is None or kept.capture.id == self._left or kept.report.hearing_since is None:
            return
        if time.monotonic() < self._not_before:
            return
        self._left = kept.capture.id
        try:
            self._hearing.follow(kept, self._stop)
        except (
            TenthError
        ) as error:  # what is not heard now is heard after the call, and says then what is wrong
            log.info("listening to the call ended: %s", error.code)
            if error.code in PASSING or isinstance(error, EngineChanged):
                self._left = None
                self._not_before = time.monotonic() + (SECONDS_TO_WAIT if error.code in PASSING else 0.0)
