"""The browser's own side panel in Chromium, which Playwright does not count among the pages; and what axe objects to."""

from __future__ import annotations

import base64
import itertools
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from tests.extension.chromium import wait_for
from tools.places import EXTENSION

AXE = (EXTENSION / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RUN_AXE = """axe.run(document, {resultTypes: ["violations"]})
  .then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))"""
OPENS = """async () => {
  const { windowId } = await chrome.tabs.getCurrent();
  document.addEventListener("click", () => chrome.sidePanel.open({ windowId }), { once: true });
}"""
"""A browser opens its side panel in the turn of a press alone. Headless it has no button for that: a page takes the press."""


def objections(page: Page | Frame) -> list[str]:
    """Return what axe objects to on a page of the extension."""
    page.evaluate(f"{AXE};0")
    found: list[str] = page.evaluate(RUN_AXE)
    return found


class SidePanel:
    """The side panel of a window, opened by a press on a page of the extension."""

    def __init__(self, pressed: Page) -> None:
        self._page = pressed
        self._line = pressed.context.new_cdp_session(pressed)
        self._answers: dict[int, dict[str, Any]] = {}
        self._numbers = itertools.count(1)
        pressed.evaluate(OPENS)
        pressed.mouse.click(5, 5)
        target = wait_for(pressed, self._target)
        self._line.on("Target.receivedMessageFromTarget", self._hear)
        attached = self._line.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._session = attached["sessionId"]

    def run(self, expression: str) -> Any:
        """Evaluate an expression in it, and wait for its promise."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        said = self._ask("Runtime.evaluate", asked)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def until_text(self, wanted: str) -> None:
        """Wait until it shows a text."""
        wait_for(self._page, lambda: wanted in self.run("document.body.innerText"))

    def objections(self) -> list[str]:
        """Return what axe objects to."""
        self.run(f"{AXE};0")
        found: list[str] = self.run(RUN_AXE)
        return found

    def picture(self, path: Path) -> None:
        """Write what it shows to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", {"format": "png"})["data"]))

    def _target(self) -> str | None:
        targets = self._line.send("Target.getTargets")["targetInfos"]
        return next((t["targetId"] for t in targets if t["url"].endswith("panel/index.html#side")), None)

    def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": params})
        self._line.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": message})
        answer: dict[str, Any] = wait_for(self._page, lambda: self._answers.pop(number, None))
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _hear(self, event: dict[str, Any]) -> None:
        said = json.loads(event["message"])
        if "id" in said:
            self._answers[said["id"]] = said
