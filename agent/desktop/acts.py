"""What the tray's menu does: each line calls one verb, on a thread of its own; stopping may take seconds and a menu none."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from agent.desktop.menu import Act
from agent.errors import TenthError
from agent.workflow.services import Services

log = logging.getLogger(__name__)

CAPTURE_PAGE, PANEL_PAGE, MODELS_PAGE = "capture", "panel", "models"
"""Pages by their names in agent/desktop/windows.py."""
IN_THE_BROWSER = "browser"
"""The panel, in the browser for once."""


class Acts:
    """Does what was chosen, one thing after the other.

    `services` gives None while the keyring is locked; `show` opens a page by its name; `say` shows a sentence; `leave` ends
    Tenth; `done` is called after each act, so that the icon follows at once.
    """

    def __init__(
        self,
        services: Callable[[], Services | None],
        *,
        show: Callable[[str], None],
        say: Callable[[str], None],
        leave: Callable[[], None],
        done: Callable[[], None],
    ) -> None:
        self._services = services
        self._show = show
        self._say = say
        self._leave = leave
        self._done = done
        self._chosen: queue.SimpleQueue[Act] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="tray-acts", daemon=True)
        self._thread.start()

    def choose(self, act: Act) -> None:
        """Let it be done; returns at once."""
        self._chosen.put(act)

    def _work(self) -> None:
        while True:
            act = self._chosen.get()
            try:
                self.do(act)
            except TenthError as error:
                message = str(error).rstrip(".")
                self._say(f"{message[:1].upper()}{message[1:]}. {error.hint}")
            except Exception as error:  # a door: whatever was overlooked ends in one sentence
                log.exception("%s failed", act)
                self._say(f"Something unexpected happened ({type(error).__name__}). Nothing was lost.")
            self._done()

    def do(self, act: Act) -> None:
        """Do one thing now. Raise TenthError where its verb does."""
        services = self._services()
        if act is Act.BROWSER:
            return self._show(IN_THE_BROWSER)
        if act is Act.PANEL or services is None:
            return self._leave() if act is Act.QUIT else self._show(PANEL_PAGE)
        capture = services.capture
        match act:
            case Act.CAPTURE:
                self._show(CAPTURE_PAGE)
            case Act.MODELS:
                self._show(MODELS_PAGE)
            case Act.LEAVE_IT:
                services.noticing.not_this_call()
            case Act.CLOCK_START:
                services.clock.start(call=True)
            case Act.CLOCK_STOP:
                services.clock.stop()
            case Act.STOP:
                capture.stop()
            case Act.PAUSE:
                capture.pause()
            case Act.RESUME:
                capture.resume()
            case Act.JOINED:
                capture.joined("")
                self._show(CAPTURE_PAGE)
            case Act.DISCARD:
                capture.discard()
            case Act.NOT_THIS_CALL:
                if capture.status() is not None:
                    capture.discard()
                services.clock.forget()
                services.noticing.not_this_call()
            case Act.STOP_AND_QUIT:
                capture.stop()
                self._leave()
            case Act.QUIT:
                self._quit(services)
        return None

    def _quit(self, services: Services) -> None:
        """A menu may be older than a recording: never leave one behind unseen."""
        if services.capture.status() is None:
            self._leave()
        else:
            self._say("A call is being recorded. Stop it first; the menu has changed.")
