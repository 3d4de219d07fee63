"""Who may speak to the background, who may frame the panel, who may read the key: the extension alone (threats 8, 9, 10)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.extension.chromium import PAIR_PAGE, Chromium, wait_for
from tests.extension.conftest import Paired
from tests.extension.inside import Inside
from tests.extension.packages import change, change_manifest, copied
from tests.extension.stand_in import CLIO, EVIL, WATCHING

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ASKS = "chrome.runtime.sendMessage({to: 'agent', path: '/v1/state', body: {since: null}}).then((said) => JSON.stringify(said))"
READS_KEY = """() => new Promise((done) => {
  const opening = indexedDB.open("tenth");
  opening.onsuccess = () => {
    const stores = [...opening.result.objectStoreNames];
    const all = opening.result.transaction(stores).objectStore(stores[0]).getAll();
    all.onsuccess = async () => {
      const { key } = all.result[0];
      done([key.extractable, await crypto.subtle.exportKey("raw", key).then(() => "read", (error) => error.name)]);
    };
  };
})"""


def test_the_script_on_clios_page_may_ask_for_numbers_only(paired: Inside) -> None:
    page = paired.clio(WATCHING)
    evaluate = paired.browser.script_on(page)
    assert json.loads(evaluate(ASKS)) == {"state": "forbidden"}
    for message in (
        "{to: 'pair', code: '00000000', name: 'x'}",
        "{to: 'forget'}",
        "{to: 'where', home: 'tab'}",
        "{to: 'close'}",
    ):
        assert (
            json.loads(evaluate(f"chrome.runtime.sendMessage({message}).then(JSON.stringify)"))["state"]
            == "forbidden"
        ), message
    told = json.loads(evaluate("chrome.runtime.sendMessage({to: 'tab'}).then(JSON.stringify)"))
    assert told == {"state": "ok", "answer": {"count": 2, "call": None}}
    page.close()


def test_it_cannot_reach_the_agent_itself(paired: Inside) -> None:
    page = paired.clio(WATCHING)
    paired.desk.asked.clear()
    asked = "{method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'}"
    reach = f"fetch('{paired.desk.page.origin}/v1/state', {asked}).then((a) => a.text(), () => 'refused')"
    assert paired.browser.script_on(page)(reach) == "refused"
    assert [a for a in paired.desk.asked if a.origin == f"https://{CLIO}" and a.status < 400] == []
    page.close()


def test_the_key_cannot_be_read_and_nothing_secret_lies_where_scripts_can_look(paired: Inside) -> None:
    extension = paired.browser.open(PAIR_PAGE)
    assert extension.evaluate(READS_KEY) == [False, "InvalidAccessError"]
    assert extension.evaluate("chrome.storage.local.get().then(Object.keys)") == []
    kept = extension.evaluate("chrome.storage.session.get()")
    assert all(value is None or isinstance(value, int) for value in kept.values()), list(kept)
    page = paired.clio(WATCHING)
    seen = paired.browser.script_on(page)
    assert seen("indexedDB.databases().then((all) => all.length)") == 0
    assert seen("chrome.storage.session.get().then(() => 'read', () => 'refused')") == "refused"
    page.close()
    extension.close()


def framed(browser: Chromium, site: str, path: str) -> bool:
    """Whether a page of a site can show a page of the extension in a frame of its own."""
    page = browser.open(site)
    page.evaluate(
        "(address) => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame); }",
        f"{browser.origin}/{path}",
    )
    wait_for(page, lambda: len(page.frames) > 1)
    page.wait_for_timeout(500)
    own = [
        f for f in page.frames[1:] if f.url.startswith(browser.origin) and f.parent_frame == page.main_frame
    ]
    shown = any(f.evaluate("document.body.innerText.length") for f in own if path in f.url)
    page.close()
    return shown


def test_no_other_site_can_frame_the_panel_and_nobody_the_pairing_page(paired: Inside) -> None:
    assert not framed(paired.browser, f"https://{EVIL}/", "panel/index.html")
    assert not framed(paired.browser, f"https://{EVIL}/", PAIR_PAGE)
    assert not framed(paired.browser, WATCHING, PAIR_PAGE)


def open_to_all(manifest: dict[str, object]) -> None:
    """Let every site have the panel's files."""
    manifest["web_accessible_resources"] = [{"resources": ["panel/*"], "matches": ["<all_urls>"]}]


def test_a_second_defence_stands_behind_the_list_of_who_may_have_its_files(
    open_paired: Paired, paired: Inside, chrome_package: Path, tmp_path: Path
) -> None:
    careless = copied(chrome_package, tmp_path / "careless")
    change_manifest(careless, open_to_all)
    with open_paired(tmp_path / "open", desk=paired.desk, package=careless) as inside:
        assert not framed(inside.browser, f"https://{EVIL}/", "panel/index.html")


def test_with_the_defences_taken_away_all_of_it_would_work(
    open_paired: Paired, paired: Inside, chrome_package: Path, tmp_path: Path
) -> None:
    careless = copied(chrome_package, tmp_path / "careless")
    change_manifest(careless, open_to_all)
    policy = {"extension_pages": "script-src 'self'; frame-ancestors *"}
    change_manifest(careless, lambda manifest: manifest.update(content_security_policy=policy))
    change(careless, "background/sw.js", "if (!mayAsk(", "if (!message && !mayAsk(")
    change(
        careless,
        "panel/signing.js",
        'importKey("raw", bytes, HMAC, false,',
        'importKey("raw", bytes, HMAC, true,',
    )
    with open_paired(tmp_path / "open", desk=paired.desk, package=careless) as inside:
        assert "timekeeper" in inside.browser.script_on(inside.clio(WATCHING))(ASKS)
        assert inside.browser.open(PAIR_PAGE).evaluate(READS_KEY) == [True, "read"]
        assert framed(inside.browser, f"https://{EVIL}/", "panel/index.html")
