"""Tenth on a desktop: the main thread shows the icon, one thread looks how things stand, one does what was chosen.

Where there is no tray it is said once, and everything goes on without: the page, the command line and the desktop's menus can
do the same, and a call that is noticed is still told by a notification. A tray that starts later than Tenth, as at a sign-in,
is noticed.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.desktop import hosts
from agent.desktop.acts import Acts
from agent.desktop.drawing import icon
from agent.desktop.menu import Notice, menu, title, told_once
from agent.desktop.notices import notices
from agent.desktop.standing import Standing, standing
from agent.desktop.tray import Look, Tray
from agent.errors import TenthError
from agent.workflow.services import Services

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_SEARCHES = 10.0  # for a tray that starts late
SECONDS_BETWEEN_LISTENINGS = 30.0  # to where a call would be heard from: that asks the sound server


@dataclass(frozen=True, slots=True)
class Around:
    """What the tray is given: the home's verbs (None while locked), how a page is opened, where a person is told something."""

    services: Callable[[], Services | None]
    show: Callable[[str], None]
    tell: Callable[[str], None]
    heard_from: Callable[[], str]
    stop: threading.Event
    find: Callable[[], hosts.Host] | None = field(default=hosts.find)
    """Looks for a tray; None when none is wanted."""


class Desktop:
    """Holds the main thread until `around.stop` is set."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._tray: Tray | None = None
        self._told_of = ""  # the last offer's id
        self._is_told = False
        self._look_again = threading.Event()
        self._heard = _Heard(around.heard_from)
        self._acts = Acts(
            around.services, show=around.show, say=self._answer, leave=self._leave, done=self._look_again.set
        )
        self._notices = notices(self._acts.choose)

    def hold(self) -> None:
        """Show the tray, where there is one, as long as Tenth runs; called on the main thread."""
        stop, told = self._around.stop, False
        threading.Thread(target=self._follow, name="tray-looks", daemon=True).start()
        find = self._around.find
        while not stop.is_set():
            if find is None:
                stop.wait(SECONDS_BETWEEN_LOOKS)  # in short waits, so that Ctrl-C is noticed on Windows too
                continue
            host = find()
            if host.backend is not None:
                if self._shown(host.backend):
                    stop.wait(SECONDS_BETWEEN_LOOKS)  # told to stop, or the tray went away and may come back
                    continue
                host = hosts.Host(None, "the desktop took the icon and did not show it")
            if not told:
                told = True
                offers = "" if self._notices is None else " A call is offered by a notification."
                self._around.tell(
                    f"There is no tray icon: {host.says}. The page, `tenth capture` and `tenth clock` do the same.{offers}"
                )
            stop.wait(SECONDS_BETWEEN_SEARCHES)

    def _shown(self, backend: str) -> bool:
        """Show the icon until Tenth stops. Return whether it came up."""
        try:
            tray = Tray(backend, _look(self._stand(self._heard)), self._acts.choose)
        except Exception as error:  # of the desktop's libraries, whatever they find wrong
            log.warning("no tray: %s", type(error).__name__)
            return False
        self._tray = tray
        try:
            return tray.run(late=lambda: self._around.tell("The tray icon is slow to come up; Tenth runs."))
        finally:
            self._tray = None

    def _follow(self) -> None:
        """Redraw whatever changed; take the icon away at the end."""
        while not self._around.stop.is_set():
            self._look_again.wait(SECONDS_BETWEEN_LOOKS)
            self._look_again.clear()
            try:
                self._redraw()
            except Exception:  # a door: an icon that follows no more would show a recording that is over
                log.exception("the tray stumbled")
        while (tray := self._tray) is not None:
            tray.stop()
            time.sleep(0.1)  # one that was still coming up hears it the next time

    def _redraw(self) -> None:
        stands = self._stand(self._heard if self._tray is not None else str)
        if (tray := self._tray) is not None:
            tray.show(_look(stands))
        self._tell_of_a_call(stands)

    def _stand(self, heard_from: Callable[[], str]) -> Standing:
        return standing(self._around.services(), dt.datetime.now(dt.UTC), heard_from)

    def _tell_of_a_call(self, stands: Standing) -> None:
        """Show one notification for each call that was noticed, and one for its end; take it away with its offer."""
        offer, notice = stands.offer, told_once(stands)
        if offer is None or notice is None:
            if self._is_told and self._notices is not None:
                self._notices.withdraw()
            self._is_told = False
        elif offer.id != self._told_of:
            self._told_of, self._is_told = offer.id, True
            self._say(notice)

    def _answer(self, words: str) -> None:
        self._say(Notice("Tenth", words))

    def _say(self, notice: Notice) -> None:
        if self._notices is not None and self._notices.show(notice):
            return
        if (tray := self._tray) is not None:
            tray.say(notice.title, notice.words)

    def _leave(self) -> None:
        self._around.stop.set()
        self._look_again.set()


def _look(stands: Standing) -> Look:
    return Look(icon(stands), title(stands), menu(stands))


class _Heard:
    """Where a call would be heard, in a sentence; asked for seldom."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._said = ""
        self._again_at = 0.0

    def __call__(self) -> str:
        if time.monotonic() >= self._again_at:
            self._said = self._asked()
            self._again_at = time.monotonic() + SECONDS_BETWEEN_LISTENINGS
        return self._said

    def _asked(self) -> str:
        try:
            self._ask()
        except TenthError as error:
            return f"Calls cannot be recorded: {error}."
        return "Ready to record a call."
