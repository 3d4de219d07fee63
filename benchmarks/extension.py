"""How quickly the panel is there, and what it costs: one run in real Chromium against the real agent, with goals.

Main-thread time is what the renderer of Clio's page computes until the tab at the edge stands, with the extension and without
it, the two taken in turns: processor time, so that a busy computer does not count as ours.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from agent.sandbox.behaviour import Behaviour
from agent.sandbox.server import PracticeClio
from benchmarks._measured import Measured, report
from tests.extension.certificate import tls_for
from tests.extension.chromium import HOST, PAIR_PAGE, Chromium, chromium
from tests.extension.inside import TAB, Inside
from tests.extension.office import furnish, office
from tests.extension.stand_in import NAMES, WATCHING, StandIn
from tools import package

ROUNDS = 15
ASK = "() => chrome.runtime.sendMessage({to: 'agent', path: '/v1/categories/list', body: {}}).then((said) => said.state)"
TIMED = f"""async () => {{
  const ask = {ASK};
  for (let warm = 0; warm < 5; warm += 1) if ((await ask()) !== "ok") throw new Error("not answered");
  const began = performance.now();
  for (let call = 0; call < 50; call += 1) await ask();
  return (performance.now() - began) / 50;
}}"""

WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-entry].is-focus")) return;
  globalThis.readyAt = performance.timeOrigin + performance.now();
  watch.disconnect();
}).observe(document, {subtree: true, childList: true, attributes: true});
"""


def main() -> int:
    """Measure, print the table, and say by the exit status whether every goal was met."""
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as folder:
        lines = measure(Path(folder))
    return report(lines)


def measure(folder: Path) -> list[Measured]:
    """Measure everything, with a browser that has the extension and one that has not side by side."""
    packed = package.write("chrome", build=folder / "build", dist=folder / "dist")
    watched(folder / "build" / "chrome")
    with (
        PracticeClio(behaviour=Behaviour(requests_per_minute=100_000)) as clio,
        sync_playwright() as playwright,
    ):
        site = StandIn(tls_for(NAMES, folder))
        furnished = furnish(folder / "furnished", clio)
        with (
            office(furnished, folder / "home", clio) as desk,
            chromium(playwright, folder / "with", site, [folder / "build" / "chrome"]) as browser,
            chromium(playwright, folder / "without", site) as plain,
        ):
            inside = Inside(browser, desk)
            inside.pair()
            loads = [(main_thread(browser), main_thread(plain)) for _ in range(ROUNDS)]
            ours, theirs = (statistics.median(side) for side in zip(*loads, strict=True))
            shown = statistics.median(ready(inside) for _ in range(ROUNDS))
            return [
                Measured("panel ready after page load (median)", shown, "ms", 300),
                Measured("signed call, page to agent and back (mean)", browser.open(PAIR_PAGE).evaluate(TIMED), "ms", 10),
                Measured("main-thread time added to the page (median)", ours - theirs, "ms", 10),
                Measured("package", packed.stat().st_size / 1000, "kB", 80),
            ]  # fmt: skip


def watched(package: Path) -> None:
    """Let the panel itself note when its entries are there: looking from outside while it loads would slow it."""
    (package / "panel" / "watch.js").write_text(WATCH, "utf-8")
    page = package / "panel" / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("<script", '<script src="watch.js"></script><script', 1), "utf-8"
    )


def ready(inside: Inside) -> float:
    """Milliseconds from a press of the tab, as soon as the page has loaded, to the panel showing its entries."""
    page = inside.clio(WATCHING)
    began = time.time() * 1000
    page.mouse.click(*TAB)
    page.wait_for_timeout(1500)
    at = inside.browser.panel(page).evaluate("readyAt")
    page.close()
    return float(at) - began


def main_thread(browser: Chromium) -> float:
    """The page's processor time on its main thread in milliseconds, until the tab at the edge has stood for a moment."""
    page = browser.context.new_page()
    line = browser.context.new_cdp_session(page)
    line.send("Performance.enable")
    page.goto(WATCHING)
    # Nothing is looked for in the page meanwhile: Playwright's own scripts would be counted.
    page.wait_for_timeout(700)
    metrics = {m["name"]: m["value"] for m in line.send("Performance.getMetrics")["metrics"]}
    assert page.locator(HOST).count() == len(browser.ids)
    page.close()
    return float(metrics["ThreadTime"]) * 1000


if __name__ == "__main__":
    sys.exit(main())
