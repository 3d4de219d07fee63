"""Real Chromium with the extension loaded, in front of the stand-in for Clio.

The stand-in counts as a public site, so that the browser's own rules about pages that reach for this computer are in force.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Page, Playwright

from tests.conftest import CHROMIUM, QUIET
from tests.extension.stand_in import CLIO, EVIL, OTHER_REGION, REBIND, StandIn
from tests.extension.standing_still import fall_asleep

HOST = "tenth-panel-host"
PAIR_PAGE = "pages/pair.html"
ACTIVITIES = f"https://{CLIO}/nc/#/activities"
PORTS = range(47821, 47826)


@dataclass
class Chromium:
    """A running browser. `ids` are those of the extensions, in the order in which they were given."""

    context: BrowserContext
    ids: list[str]
    profile: Path

    @property
    def origin(self) -> str:
        """Where the first extension's pages live."""
        return f"chrome-extension://{self.ids[0]}"

    def open(self, address: str) -> Page:
        """Open an address in a new tab; a path belongs to the extension."""
        page = self.context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address if "://" in address else f"{self.origin}/{address}")
        return page

    def panel(self, page: Page) -> Frame:
        """Return the panel's frame on a page; a closed shadow root hides it from selectors, not from the browser."""
        return wait_for(page, lambda: next((f for f in page.frames if f.url.startswith(self.origin)), None))

    def script_on(self, page: Page) -> Callable[[str], Any]:
        """Return what evaluates an expression as the extension's script on a page: in its world, with its rights."""
        line = self.context.new_cdp_session(page)
        worlds: list[dict[str, Any]] = []
        line.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
        line.send("Runtime.enable")
        world = wait_for(page, lambda: next((w["id"] for w in worlds if w["origin"] == self.origin), None))

        def evaluate(expression: str) -> Any:
            said = line.send(
                "Runtime.evaluate",
                {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True},
            )
            assert "exceptionDetails" not in said, said["exceptionDetails"]
            return said["result"].get("value")

        return evaluate

    def fall_asleep(self, seconds: float) -> None:
        """Let every process of this browser stand still for a while, as when a lid is closed."""
        fall_asleep(f"--user-data-dir={self.profile}", seconds)

    def allow_reloading(self) -> None:
        """Turn on developer mode: without it Chromium switches an unpacked extension off when that starts itself anew."""
        page = self.open("chrome://extensions")
        page.evaluate("chrome.developerPrivate.updateProfileConfiguration({inDeveloperMode: true})")
        page.close()

    def stop_worker(self, witness: Page) -> None:
        """End the background as the browser does after half a minute; attached debuggers would keep it alive."""
        line = self.context.new_cdp_session(witness)
        for target in self._workers(line):
            line.send("Target.closeTarget", {"targetId": target["targetId"]})
        wait_for(witness, lambda: not self._workers(line) or None)
        line.detach()

    def _workers(self, line: Any) -> list[dict[str, Any]]:
        targets: list[dict[str, Any]] = line.send("Target.getTargets")["targetInfos"]
        return [t for t in targets if t["type"] == "service_worker" and t["url"].startswith(self.origin)]


@contextlib.contextmanager
def chromium(
    playwright: Playwright,
    profile: Path,
    site: StandIn,
    extensions: Sequence[Path] = (),
    *,
    public: bool = True,
    **options: Any,
) -> Iterator[Chromium]:
    """Start it on a profile, with all extensions running. `public`: whether the stand-in counts as a site out there."""
    loaded = ",".join(map(str, extensions))
    names = [f"MAP {name}:443 127.0.0.1:{site.port}" for name in (CLIO, OTHER_REGION, EVIL)]
    names += [f"MAP {REBIND}:{port} 127.0.0.1:{port}" for port in PORTS]
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, locale="en-AU", timezone_id="Australia/Sydney",
        **{"headless": True, "viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce", **options},
        args=[
            *QUIET,
            "--ignore-certificate-errors",  # a worker's requests do not heed the context's own switch for that
            f"--host-resolver-rules={','.join(names)}",
            *([f"--ip-address-space-overrides=127.0.0.1:{site.port}=public"] if public else []),
            *([f"--disable-extensions-except={loaded}", f"--load-extension={loaded}"] if loaded else []),
        ],
    )  # fmt: skip
    try:
        browser = Chromium(context, [_id_of(context, path) for path in extensions], profile)
        for path in extensions:
            _settle(context, path)
        yield browser
    finally:
        context.close()


def _id_of(context: BrowserContext, extension: Path) -> str:
    """Return the id of a loaded extension, by the name that its background finds in the manifest."""
    wanted = json.loads((extension / "manifest.json").read_text("utf-8"))["name"]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for worker in context.service_workers:
            if worker.evaluate("chrome.runtime.getManifest().name") == wanted:
                return worker.url.split("/")[2]
        with contextlib.suppress(Exception):
            context.wait_for_event("serviceworker", timeout=500)
    raise AssertionError(f"{extension.name} did not start")


def _settle(context: BrowserContext, extension: Path) -> None:
    """Wait for the page that an extension opens by itself when it is loaded: it takes over any tab that is still empty."""
    if (extension / PAIR_PAGE).exists():
        page = wait_for(
            context.pages[0], lambda: next((p for p in context.pages if p.url.endswith(PAIR_PAGE)), None)
        )
        page.wait_for_load_state()


def wait_for(page: Page, found: Callable[[], Any], *, seconds: float = 15) -> Any:
    """Wait until something is found, letting the page run meanwhile."""
    deadline = time.monotonic() + seconds
    while (result := found()) is None or result is False:
        assert time.monotonic() < deadline, "it never came to that"
        page.wait_for_timeout(20)
    return result
