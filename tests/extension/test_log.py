"""The log after a whole run in the browser: not a word of anybody's matter, no secret, no body, no query (threat 15)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.extension.chromium import chromium, wait_for
from tests.extension.inside import Inside
from tests.extension.office import Office
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WRITTEN = "Telephone attendance on Marcus Hale regarding the lease"
LONG_ENOUGH = 6
"""Characters: shorter values, such as `{}` or a number of units, stand in any log."""

AN_ID = re.compile(r"[0-9a-f]{12}")
"""What names an entry or a push, and nothing else: by these a log is read."""


def strings(value: object) -> Iterator[str]:
    """Give every text in something that was read from JSON."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def private(desk: Office, code: str) -> set[str]:
    """Everything of this run that must not be in the log."""
    firm = desk.clio.firm
    words = [WRITTEN, code, code.replace(" ", ""), "Marcus Hale", "Ruth Calder", "Copper Kettle"]
    words += [entry.narrative for entry in desk.services.review.entries(None)]
    words += [activity["note"] for activity in desk.pushed()]
    words += [matter[name] for matter in firm.matters for name in ("display_number", "description")]
    words += [contact["name"] for contact in firm.all("contacts")]
    for kept in json.loads(desk.home.keys.read_text("utf-8")).values():
        words += [kept, *strings(json.loads(kept) if kept.startswith("{") else kept)]
    for asked in desk.asked:
        words += [value for name, value in asked.headers.items() if name.startswith("X-Tenth")]
        words += [asked.body.decode(), *strings(json.loads(asked.body or b"{}"))]
    return {word for word in words if len(word) >= LONG_ENOUGH and not AN_ID.fullmatch(word)}


def logged(desk: Office) -> str:
    """Return the whole of the agent's log folder."""
    return "".join(path.read_text("utf-8") for path in desk.home.log.iterdir())


def found(words: set[str], log: str) -> list[str]:
    """Return what of these stands in the log, and every line with a query."""
    return [word for word in words if word in log] + [line for line in log.splitlines() if "?" in line]


def test_a_whole_run_leaves_nobodys_words_in_the_log(
    playwright: Playwright, tmp_path: Path, site: StandIn, chrome_package: Path, desk: Office
) -> None:
    with chromium(playwright, tmp_path / "profile", site, [chrome_package]) as browser:
        inside = Inside(browser, desk)
        code = desk.services.pairing.open().code
        page = inside.pair_page()
        for typed, answer in (("00000000", "That is not the code"), (code, "Paired.")):
            page.get_by_label("Code", exact=True).focus()
            page.keyboard.press("Control+a")
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
            expect(page.locator("#said")).to_contain_text(answer, timeout=20_000)
        page = inside.clio()
        panel = inside.panel(page)
        page.keyboard.press("e")
        wait_for(page, lambda: panel.evaluate("document.activeElement.localName") == "textarea")
        page.keyboard.press("Control+a")
        page.keyboard.type(WRITTEN)
        page.keyboard.press("Enter")
        wait_for(page, lambda: WRITTEN in [e.narrative for e in desk.services.review.entries(None)])
        desk.clio.misbehave("error-after", "POST", "/api/v4/activities", times=1)
        page.keyboard.press("Enter")
        expect(panel.locator("[data-foot]")).to_contain_text("1 confirmed")
        page.keyboard.press("Shift+Enter")
        wait_for(page, lambda: "outcome unknown" in logged(desk), seconds=30)

    log, words = logged(desk), private(desk, code)
    for said in ("/v1/pair/finish answers 403 wrong_code", "clio POST /api/v4/activities"):
        assert said in log, "the run is in the log"
    assert {WRITTEN, "Copper Kettle"} < words
    assert found(words, log) == []
    assert [asked.query for asked in desk.asked if asked.query] == []

    logging.getLogger("agent.workflow.sending").info("pushing %s", WRITTEN)
    logging.getLogger("agent.web.gate").info("/v1/state?since=1")
    again = found(words, logged(desk))
    assert WRITTEN in again, "the control: a line with the narrative is found"
    assert again[-1].endswith("/v1/state?since=1"), "and one with a query"
