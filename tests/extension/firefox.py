"""Real Firefox with the extension as a temporary add-on, in front of the stand-in for Clio.

Firefox has no rules for names with ports, so the stand-in listens where https is expected: 127.0.0.1:443.
"""

from __future__ import annotations

import base64
import contextlib
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.extension.bidi import Bidi
from tests.extension.chromium import PAIR_PAGE
from tests.extension.stand_in import NAMES, StandIn
from tests.extension.standing_still import fall_asleep

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
ADDON = "tenth@tenth.example"
UUID = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "Alt": "\ue00a",
    "Control": "\ue009",
    "Tab": "\ue004",
}

DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
"""Comes true when a page is in front and has been drawn: a page that is not draws nothing."""
HEARS_PRESS = """(() => {
  window.pressed = false;
  addEventListener("click", () => (window.pressed = true), { capture: true, once: true });
})()"""

EXTENSION = f"WebExtensionPolicy.getByID('{ADDON}').extension"

OPEN_KEY = """(() => {
  const key = document.querySelector("keyset[id^=ext-keyset] key");
  key.dispatchEvent(new Event("command", { bubbles: true }));
  return `${key.getAttribute("modifiers")} ${key.getAttribute("key")}`;
})()"""


@dataclass
class Firefox:
    """A running browser; a context is a tab or a frame, by its id."""

    bidi: Bidi
    profile: Path
    origin: str = f"moz-extension://{UUID}"

    def install(self, extension: Path) -> str:
        """Install an unpacked or zipped extension for this session and return its id.

        Ours opens a page by itself: wait until that stands in front, or it would come to the front over another one later.
        """
        found = self.update(extension)
        if found == ADDON:
            page = wait_for(lambda: self.tab_at(PAIR_PAGE))
            wait_for(lambda: self.run(page, "document.readyState") == "complete")
            self.run(page, DRAWN)
        return found

    def update(self, extension: Path) -> str:
        """Install an extension over itself, while its pages and Clio's stay open, and return its id."""
        kind = "path" if extension.is_dir() else "archivePath"
        found: str = self.bidi.ask(
            "webExtension.install", extensionData={"type": kind, "path": str(extension)}
        )["extension"]
        return found

    def open(self, address: str) -> str:
        """Open an address in a new tab; a path belongs to the extension."""
        tab: str = self.bidi.ask("browsingContext.create", type="tab")["context"]
        where = address if "://" in address else f"{self.origin}/{address}"
        self.go(tab, where)
        return tab

    def tab_at(self, end: str) -> str | None:
        """Return the tab whose address ends so."""
        tabs = self.bidi.ask("browsingContext.getTree", maxDepth=0)["contexts"]
        return next((tab["context"] for tab in tabs if tab["url"].endswith(end)), None)

    def go(self, context: str, address: str) -> None:
        """Load an address and wait for it."""
        self.bidi.ask("browsingContext.navigate", context=context, url=address, wait="complete")

    def in_front(self, tab: str) -> None:
        """Bring a tab to the front."""
        self.bidi.ask("browsingContext.activate", context=tab)
        self.run(tab, DRAWN)

    def frames(self, tab: str) -> list[dict[str, Any]]:
        """Return the frames of a tab, those in closed shadow roots too."""
        tree: list[dict[str, Any]] = self.bidi.ask("browsingContext.getTree", root=tab)["contexts"]
        return list(tree[0]["children"] or [])

    def panel(self, tab: str) -> str:
        """Return the panel's frame on a tab."""
        return wait_for(
            lambda: next((f["context"] for f in self.frames(tab) if f["url"].startswith(self.origin)), None)
        )

    def run(self, context: str, script: str) -> Any:
        """Evaluate an expression in a tab or frame."""
        return self.bidi.run(context, script)

    def text(self, context: str, selector: str = "body") -> str:
        """Return the text that an element shows, none when it is not there."""
        found: str = self.run(context, f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")
        return found

    def until_text(self, context: str, selector: str, wanted: str, *, seconds: float = 20) -> None:
        """Wait until an element shows a text."""
        try:
            wait_for(lambda: wanted in self.text(context, selector), seconds=seconds)
        except AssertionError:
            raise AssertionError(
                f"{selector} shows {self.text(context, selector)!r}, not {wanted!r}"
            ) from None

    def press(self, context: str, *presses: str) -> None:
        """Press keys one after the other, each with its modifiers: "e", "Shift+Enter", "Alt+Shift+u"."""
        actions = []
        for press in presses:
            keys = [KEYS.get(part, part) for part in press.split("+")] if len(press) > 1 else [press]
            actions += [{"type": "keyDown", "value": key} for key in keys]
            actions += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self._act(context, {"type": "key", "id": "keyboard", "actions": actions})

    def type(self, context: str, text: str) -> None:
        """Type a text."""
        self.press(context, *text)

    def press_open_key(self) -> None:
        """Do what Firefox does when it sees Alt+Shift+U: its own window looks for that before any page."""
        found = self._in_its_own_window(OPEN_KEY)
        assert found == "alt,shift U", found

    def fall_asleep(self, seconds: float) -> None:
        """Let every process of this browser stand still for a while."""
        fall_asleep(f"--profile {self.profile}", seconds)

    def stop_background(self) -> None:
        """End the event page as the browser does when it was idle for half a minute."""
        self._in_its_own_window(f"{EXTENSION}.terminateBackground({{ disableResetIdleForTest: true }})")
        wait_for(lambda: self._in_its_own_window(f"{EXTENSION}.backgroundState") == "stopped")

    def _in_its_own_window(self, script: str) -> Any:
        """Evaluate an expression with the browser's own rights."""
        (window,) = self.bidi.ask("browsingContext.getTree", maxDepth=0, **{"moz:scope": "chrome"})[
            "contexts"
        ]
        return self.run(window["context"], script)

    def click(self, context: str, x: int, y: int) -> None:
        """Press the mouse at a place of a tab or frame, which must hear of it; what it then does is its own affair."""
        self.run(context, DRAWN)
        self.run(context, HEARS_PRESS)
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act(context, {"type": "pointer", "id": "mouse", "actions": moves})
        wait_for(lambda: self.run(context, "window.pressed"), seconds=5)

    def picture(self, context: str, path: Path) -> None:
        """Write what a tab shows to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = self.bidi.ask("browsingContext.captureScreenshot", context=context)
        path.write_bytes(base64.b64decode(shown["data"]))

    def _act(self, context: str, source: dict[str, Any]) -> None:
        self.bidi.ask("input.performActions", context=context, actions=[source])


def preferences(site: StandIn, **more: Any) -> dict[str, Any]:
    """Return the settings of a profile that never asks, never phones home, and takes the stand-in for a public site."""
    return {
        "network.dns.localDomains": ",".join(NAMES),
        "network.trr.mode": 5,
        "network.proxy.type": 0,
        "network.lna.address_space.public.override": f"127.0.0.1:{site.port}",
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "datareporting.policy.dataSubmissionEnabled": False,
        "app.update.disabledForTesting": True,
        "remote.active-protocols": 1,
        "extensions.webextensions.uuids": json.dumps({ADDON: UUID}),
        "ui.prefersReducedMotion": 1,
        "intl.accept_languages": "en-AU",
        **more,
    }


@contextlib.contextmanager
def firefox(profile: Path, site: StandIn, **more: Any) -> Iterator[Firefox]:
    """Start it on a new profile, with a session open."""
    profile.mkdir(parents=True, exist_ok=True)
    wanted = preferences(site, **more).items()
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted)
    )
    assert FIREFOX is not None
    process = subprocess.Popen(
        [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0",
         "--remote-allow-system-access"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env={"HOME": str(profile), "PATH": "/usr/bin:/bin", "TZ": "Australia/Sydney"},
    )  # fmt: skip
    try:
        bidi = Bidi(f"{_address(process)}/session")
        bidi.ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        yield Firefox(bidi, profile)
        bidi.close()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _address(process: subprocess.Popen[str]) -> str:
    """Read where Firefox listens from what it says, and let it talk on unheard."""
    import threading

    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"ws://\S+", line):
            threading.Thread(target=lambda: [None for _ in process.stderr or ()], daemon=True).start()
            return found[0]
    raise AssertionError("Firefox did not start")


def wait_for(found: Callable[[], Any], *, seconds: float = 20) -> Any:
    """Wait until something is found."""
    deadline = time.monotonic() + seconds
    while (result := found()) is None or result is False:
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)
    return result
