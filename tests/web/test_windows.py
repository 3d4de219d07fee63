"""agent/web/windows.py, redirect.py: a window gets its key once, through a file that only its owner can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from agent.vault.signatures import launch_proof
from agent.web import windows as module
from agent.web.errors import LaunchRefused
from agent.web.windows import Windows
from tests.web.conftest import PORT, Web
from tests.web.signing_client import Refusal, SigningClient, over_app, secret_in

NONCE = "0f" * 16


def open_with(web: Web, secret: str) -> SigningClient:
    return SigningClient.open(over_app(web.app, PORT), PORT, secret, web.clock)


def pages(folder: Path) -> list[Path]:
    return list(folder.glob("open-*"))


def test_a_window_opens_and_works(web: Web) -> None:
    window = open_with(web, secret_in(web.windows.launch_page()))
    assert window.call("/v1/categories/list") == {"categories": []}


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps other users out of the folder instead")
def test_only_its_owner_can_read_the_page(web: Web) -> None:
    assert stat.S_IMODE(web.windows.launch_page().stat().st_mode) == 0o600


def test_the_page_leads_to_the_panel_and_to_nowhere_else(web: Web) -> None:
    page = web.windows.launch_page().read_text("utf-8")
    address = f"http://127.0.0.1:{PORT}/panel/index.html#launch="
    assert page.count("://") == page.count(address) == 2, "by itself, and by a link where that does not work"
    assert "<script" not in page


def test_a_page_of_the_windows_own_opens_at_the_entry_that_is_named(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/window/show", {"page": "ledger", "entry": "e-1"}) == {}
    (shown,) = web.shown
    page = Path(unquote(urlsplit(shown).path)).read_text("utf-8")
    assert page.count(f"http://127.0.0.1:{PORT}/window/ledger.html?entry=e-1#launch=") == 2


@pytest.mark.parametrize(
    "body",
    [{"page": "../panel/index"}, {"page": "ledger", "entry": "e1#x"}, {"page": "ledger", "entry": '"'}, {}],
)
def test_no_other_page_does(web: Web, window: SigningClient, body: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        window.call("/v1/window/show", body)
    assert web.shown == []


def test_without_a_browser_it_says_so(web: Web, window: SigningClient) -> None:
    web.has_browser = False
    with pytest.raises(Refusal) as refused:
        window.call("/v1/window/show", {"page": "connect", "entry": None})
    assert (refused.value.status, refused.value.code) == (503, "no_browser_here")


def test_the_page_is_gone_when_the_window_is_open(web: Web, tmp_path: Path) -> None:
    used, unused = web.windows.launch_page(), web.windows.launch_page()
    open_with(web, secret_in(used))
    assert pages(tmp_path) == [unused]


def test_the_page_is_gone_after_a_minute(web: Web, tmp_path: Path) -> None:
    web.windows.launch_page()
    ((seconds, act),) = web.due
    act()
    assert seconds == 60
    assert pages(tmp_path) == []
    act()  # a page that was used meanwhile is no reason to fail


def test_pages_of_an_agent_that_was_killed_are_removed_at_the_next_start(web: Web, tmp_path: Path) -> None:
    web.windows.launch_page()
    Windows(port=PORT, folder=tmp_path, clock=web.clock, chance=os.urandom)
    assert pages(tmp_path) == []


def test_a_launch_secret_opens_one_window(web: Web) -> None:
    secret = secret_in(web.windows.launch_page())
    open_with(web, secret)
    with pytest.raises(Refusal) as refused:
        open_with(web, secret)
    assert (refused.value.status, refused.value.code) == (401, "launch_refused")


def test_a_launch_secret_is_good_for_a_minute(web: Web) -> None:
    early, late = secret_in(web.windows.launch_page()), secret_in(web.windows.launch_page())
    web.clock.pass_seconds(59)
    open_with(web, early)
    web.clock.pass_seconds(1)
    with pytest.raises(Refusal):
        open_with(web, late)


def test_guessing_kills_what_is_guessed_at(web: Web) -> None:
    secret = secret_in(web.windows.launch_page())
    for _ in range(4):
        with pytest.raises(Refusal):
            open_with(web, "00" * 32)
    other = secret_in(web.windows.launch_page())
    with pytest.raises(Refusal):
        open_with(web, "00" * 32)
    with pytest.raises(Refusal):
        open_with(web, secret)
    open_with(web, other)  # it has seen two wrong proofs only


def test_a_window_knows_that_it_speaks_to_the_agent_that_opened_it(web: Web) -> None:
    """Whoever answers without the launch secret cannot make the proof."""
    launch_secret = secret_in(web.windows.launch_page())
    opened = web.windows.open(NONCE, launch_proof(launch_secret, NONCE))
    assert opened.proof != launch_proof(launch_secret, NONCE)
    assert opened.key not in (bytes.fromhex(opened.salt), bytes.fromhex(launch_secret))


def test_of_very_many_windows_the_oldest_is_forgotten(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOWS_KEPT", 2)
    first, second, third = web.window(), web.window(), web.window()
    with pytest.raises(AssertionError, match="unproven answer 401"):
        first.call("/v1/categories/list")
    second.call("/v1/categories/list")
    third.call("/v1/categories/list")


def test_a_window_of_an_earlier_run_is_unknown(web: Web, tmp_path: Path) -> None:
    window = web.window()
    later = Windows(port=PORT, folder=tmp_path, clock=web.clock, chance=os.urandom)
    assert web.windows.client(window.client) is not None
    assert later.client(window.client) is None


def test_keys_are_in_no_repr(web: Web) -> None:
    window = web.window()
    known = web.windows.client(window.client)
    assert known is not None
    assert repr(known.key) not in repr(known)


def test_a_refused_launch_says_what_to_do(web: Web) -> None:
    with pytest.raises(LaunchRefused) as refused:
        web.windows.open(NONCE, "0" * 64)
    assert refused.value.hint == "Open the window again from Tenth."
