"""The web page in a real browser: moving about by the hash, and a hostile narrative that stays words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from agent.sandbox import PracticeClio
from tests.sandbox.conftest import post

PICTURES = Path("build/pictures")

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 720})
    yield page
    page.close()


def test_hash_routes_show_one_part_each_and_fetch_nothing(
    clio: PracticeClio, api: httpx.Client, page: Page
) -> None:
    post(api, note="Telephone attendance on Marcus Hale regarding the lease")
    page.goto(f"{clio.url}/nc/")
    assert page.url.endswith("/nc/#/activities")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    seen = []
    for route in ("#/matters", "#/matters/7000", "#/matters/7000/tasks", "#/contacts/5", "#/activities"):
        page.evaluate("route => { location.hash = route }", route)
        page.wait_for_function("document.querySelectorAll('main > section:not([hidden])').length === 1")
        seen.append(page.locator("main > section:not([hidden]) h1").inner_text())
    assert seen == ["Matters", "20417-Copper Kettle", "20417-Copper Kettle", "Not on this page", "Activities"]
    assert requests == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=PICTURES / f"practice-clio-{scheme}.png")


def test_a_search_lands_on_the_matters_found(clio: PracticeClio, page: Page) -> None:
    page.goto(f"{clio.url}/nc/#/matters")
    page.fill("#q", "marcus hale")
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert page.url.endswith("#/matters")
    assert page.locator("main > section:not([hidden]) tbody tr").count() == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_a_hostile_narrative_does_not_run(
    clio: PracticeClio, api: httpx.Client, page: Page, guarded: bool
) -> None:
    """Without escaping and without the policy the same narrative runs, so this test would see it."""
    post(api, note='<img src=x onerror="document.documentElement.dataset.taken = 1">')
    if not guarded:
        page.route(
            "**/nc/",
            lambda route: route.fulfill(
                body=httpx.get(route.request.url)
                .text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", '"'),
                content_type="text/html",
            ),
        )
    page.goto(f"{clio.url}/nc/")
    if guarded:
        page.wait_for_load_state("networkidle")
        assert page.locator("main img").count() == 0
        assert page.locator("html[data-taken]").count() == 0
    else:
        expect(page.locator("html[data-taken]")).to_have_count(1, timeout=20_000)
