"""A real desk while somebody edits and pushes, in Firefox: no edit is lost, nothing is pushed twice (threat 14)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extension.chromium import HOST
from tests.extension.firefox import firefox, wait_for
from tests.extension.office import Office
from tests.extension.paired_firefox import PairedFirefox
from tests.extension.stand_in import StandIn

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def paired(site_443: StandIn, tmp_path: Path, firefox_package: Path, desk: Office) -> Iterator[PairedFirefox]:
    """A Firefox of our own, since it is put to sleep."""
    with firefox(tmp_path / "profile", site_443) as browser:
        browser.install(firefox_package)
        inside = PairedFirefox(browser, desk)
        inside.pair()
        yield inside


def test_an_edit_outlives_background_agent_page_and_update_and_two_tabs_push_it_once(
    paired: PairedFirefox, firefox_package: Path
) -> None:
    fox, desk, tab = paired.fox, paired.desk, paired.clio()
    panel = paired.review(tab)
    paired.edit(tab, panel, "First,")
    fox.stop_background()
    fox.type(tab, " second,")
    wait_for(lambda: "First, second," in paired.kept())

    desk.stop()
    fox.type(tab, " third.")
    fox.press(tab, "Enter")
    desk.start()
    wait_for(lambda: "First, second, third." in paired.kept(), seconds=30)

    fox.go(tab, "about:blank")
    fox.bidi.ask("browsingContext.close", context=tab)
    tab = paired.clio()
    panel = paired.review(tab)
    assert paired.written(panel) == "First, second, third."
    paired.edit(tab, panel, "Fourth.")
    wait_for(lambda: "Fourth." in paired.kept())

    fox.update(firefox_package)
    wait_for(lambda: fox.run(tab, f"document.querySelectorAll('{HOST}').length") == 1)
    panel = paired.review(tab)
    assert paired.written(panel) == "Fourth."

    fox.press(tab, "Enter")
    fox.until_text(panel, "[data-foot]", "1 confirmed")
    fox.press(tab, "Shift+Enter")
    fox.until_text(panel, "[data-foot]", "Sending 1")
    fox.fall_asleep(5)
    fox.until_text(panel, "#foot", "Nothing was sent")
    assert desk.pushed() == []

    beside = paired.clio()
    second = paired.review(beside)
    fox.until_text(second, "[data-foot]", "1 confirmed")
    fox.press(beside, "Shift+Enter")
    fox.until_text(second, "[data-foot]", "Sending 1")
    fox.in_front(tab)
    wait_for(lambda: fox.run(panel, "document.hasFocus()"))
    desk.clio.misbehave("slow", "POST", "/api/v4/activities", seconds=3, times=1)
    fox.press(tab, "Shift+Enter")
    wait_for(lambda: len(desk.pushed()) == 1)
    fox.fall_asleep(4)  # while Clio answers
    desk.clio.behave()
    for each in (second, panel):
        wait_for(lambda panel=each: "Sending" not in fox.text(panel, "[data-foot]"))
    assert [activity["note"] for activity in desk.pushed()] == ["Fourth."]
