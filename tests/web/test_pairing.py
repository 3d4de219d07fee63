"""agent/web/routes_browsers.py and the gate: a browser is let in by a code that a person carried to it, and by nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from agent.vault import pairing as protocol
from agent.workflow import pairing as workflow
from agent.workflow.browsers import Browsers
from agent.workflow.pairing import Pairing
from tests.fakes import MemorySecrets
from tests.web.conftest import EXTENSION, OTHER_BROWSER, PORT, Web
from tests.web.pairing_client import PairingClient
from tests.web.signing_client import Refusal, SigningClient, over_app

STATE = ("/v1/state", {"since": None})


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rounds are for, the vectors show; here they would only cost time."""
    whole = protocol.code_key
    monkeypatch.setattr(
        protocol, "code_key", lambda code, exchange, rounds=10: whole(code, exchange, rounds=10)
    )


@pytest.fixture
def browser(web: Web) -> PairingClient:
    return PairingClient(over_app(web.app, PORT), PORT, OTHER_BROWSER, clock=web.clock)


def shown(window: SigningClient) -> str:
    return str(window.call("/v1/pair/open")["code"])


def refusal(act: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.status, refused.value.code


def test_a_browser_is_paired_and_works(web: Web, window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}", code)
    paired = browser.pair(code)
    assert paired.call(*STATE)["state"]["timekeeper"] == "Ruth Calder"
    listed = window.call("/v1/browsers/list")
    assert [b["name"] for b in listed["browsers"]] == ["Chromium", "Firefox"]
    assert listed["pairing"] == 0
    assert listed["browsers"][1]["last_used"] is not None


def test_a_code_works_once(window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    early, late = browser.start(), browser.start()
    browser.finish(early, code)
    assert refusal(lambda: browser.finish(late, code)) == (409, "pairing_closed")
    assert refusal(browser.start) == (409, "pairing_closed")


def test_pairing_is_closed_until_a_person_opens_it(web: Web, browser: PairingClient) -> None:
    assert refusal(browser.start) == (409, "pairing_closed")


def test_a_code_is_good_for_two_minutes(web: Web, window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    web.clock.pass_seconds(119)
    assert window.call("/v1/browsers/list")["pairing"] == 1
    started = browser.start()
    web.clock.pass_seconds(1)
    assert refusal(lambda: browser.finish(started, code)) == (409, "pairing_closed")
    assert refusal(browser.start) == (409, "pairing_closed")


def test_five_wrong_codes_close_it(window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    for _ in range(5):
        assert refusal(lambda: browser.pair("0000 0000")) == (403, "wrong_code")
    assert refusal(lambda: browser.pair(code)) == (409, "pairing_closed")
    assert window.call("/v1/browsers/list")["pairing"] == 0


def test_the_fifth_try_may_be_the_right_one(window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    for _ in range(4):
        refusal(lambda: browser.pair("0000 0000"))
    browser.pair(code).call(*STATE)


def test_without_the_limit_a_sixth_try_would_pass(
    window: SigningClient, browser: PairingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "CODE_TRIES", 6)
    code = shown(window)
    for _ in range(5):
        refusal(lambda: browser.pair("0000 0000"))
    browser.pair(code).call(*STATE)


def test_without_the_look_at_the_proof_anybody_would_be_let_in(
    window: SigningClient, browser: PairingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "same", lambda ours, theirs: True)
    shown(window)
    started = browser.start()
    said = browser.ask("/v1/pair/finish", {"session": started.session, "proof": "0" * 64})
    guesser = SigningClient(browser.send, PORT, said["client"], started.key, browser.clock, browser.origin)
    assert guesser.call(*STATE)["state"]["timekeeper"] == "Ruth Calder"


def test_tries_that_run_at_once_are_counted_one_by_one(window: SigningClient, browser: PairingClient) -> None:
    shown(window)
    started = [browser.start() for _ in range(7)]
    said = [refusal(lambda one=one: browser.finish(one, "0000 0000"))[1] for one in started]  # type: ignore[misc]  # a default binds it
    assert said == ["wrong_code"] * 5 + ["pairing_closed"] * 2


def test_a_restart_gives_no_try_back_and_ends_what_was_begun(
    web: Web, window: SigningClient, browser: PairingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = shown(window)
    begun = browser.start()
    for _ in range(4):
        refusal(lambda: browser.pair("0000 0000"))
    desk = replace(web.office.desk, now=web.clock)
    anew = Pairing(desk, Browsers(desk, MemorySecrets()), os.urandom)
    for name in ("start", "finish"):
        monkeypatch.setattr(web.services.pairing, name, getattr(anew, name))
    assert refusal(lambda: browser.finish(begun, code)) == (409, "pairing_closed")
    assert refusal(lambda: browser.pair("0000 0000")) == (403, "wrong_code")
    assert refusal(lambda: browser.pair(code)) == (409, "pairing_closed")


def test_a_new_code_is_the_only_one(window: SigningClient, browser: PairingClient) -> None:
    old = shown(window)
    begun = browser.start()
    new = shown(window)
    assert refusal(lambda: browser.finish(begun, old)) == (409, "pairing_closed")
    assert refusal(lambda: browser.pair(old)) == (403, "wrong_code")
    browser.pair(new)


def test_closing_kills_the_code(window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    begun = browser.start()
    window.call("/v1/pair/close")
    assert refusal(lambda: browser.finish(begun, code)) == (409, "pairing_closed")
    window.call("/v1/pair/close")


def test_another_page_cannot_finish_what_one_began(window: SigningClient, browser: PairingClient) -> None:
    code = shown(window)
    begun = browser.start()
    assert refusal(lambda: browser.elsewhere(EXTENSION).finish(begun, code)) == (400, "pairing_refused")
    assert refusal(lambda: browser.finish(begun, code)) == (409, "pairing_closed"), "and it is over then"


def test_a_browser_cannot_pass_for_another_origin(window: SigningClient, browser: PairingClient) -> None:
    """The origin that the proof is over is the one that the browser itself sent."""
    code = shown(window)
    begun = browser.start()
    begun.exchange = replace(begun.exchange, origin=EXTENSION)
    assert refusal(lambda: browser.finish(begun, code)) == (403, "wrong_code")


def test_too_many_at_once_are_asked_to_wait(window: SigningClient, browser: PairingClient) -> None:
    shown(window)
    for _ in range(protocol.SESSIONS_KEPT):
        browser.start()
    assert refusal(browser.start) == (429, "pairing_busy")


def test_a_key_that_is_none_is_refused(window: SigningClient, browser: PairingClient) -> None:
    shown(window)
    off = {"public": "04" + "11" * 64, "name": "Firefox"}
    assert refusal(lambda: browser.ask("/v1/pair/start", off)) == (400, "pairing_refused")


@pytest.mark.parametrize("name", ["", "x" * 61, "two\nlines", "tab\t", "bell\x07", "\u2028"])
def test_a_name_is_one_line(window: SigningClient, browser: PairingClient, name: str) -> None:
    shown(window)
    assert refusal(replace(browser, name=name).start) == (400, "used_wrongly")


@pytest.mark.parametrize(
    "origin",
    [
        f"http://127.0.0.1:{PORT}", "https://au.app.clio.com", "null", EXTENSION + ".evil.example", EXTENSION[:-1],
        "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba", "moz-extension://evil.example", OTHER_BROWSER + "0",
        OTHER_BROWSER.upper(), "moz-extension://0f0f0f0f-1111-2222-3333-44444444444g", f"x{OTHER_BROWSER}",
    ],
)  # fmt: skip
def test_only_an_extension_of_ours_may_ask(
    window: SigningClient, browser: PairingClient, origin: str
) -> None:
    shown(window)
    assert refusal(browser.elsewhere(origin).start) == (403, "origin_refused")


@pytest.mark.parametrize("path", ["/v1/pair/open", "/v1/pair/close", "/v1/window/open"])
def test_a_paired_browser_lets_no_other_in(web: Web, path: str) -> None:
    extension = web.extension()
    extension.call(*STATE)
    headers = extension.headers(path, b"{}")
    answer = extension.send(path, headers, b"{}")
    assert (answer.status, answer.json["code"]) == (403, "origin_refused")
    assert path == "/v1/window/open" or extension.proves(answer, headers)


def test_a_forgotten_browser_is_a_stranger_at_once(
    web: Web, window: SigningClient, browser: PairingClient
) -> None:
    paired = browser.pair(shown(window))
    paired.call(*STATE)
    web.extension().call("/v1/browsers/forget", {"id": paired.client})
    headers = paired.headers("/v1/state", b"{}")
    answer = paired.send("/v1/state", headers, b"{}")
    assert (answer.status, answer.json["code"]) == (401, "unpaired")
    assert not paired.proves(answer, headers)
    assert [b["id"] for b in window.call("/v1/browsers/list")["browsers"]] == ["extension"]


def test_who_is_not_paired_hears_so_and_nothing_else(web: Web, browser: PairingClient) -> None:
    for path in ("/v1/hello", "/v1/state", "/v1/pair/open", "/v1/browsers/list", "/v1/window/open"):
        assert refusal(lambda path=path: browser.ask(path, {})) == (401, "unpaired")  # type: ignore[misc]  # a default binds it


def test_a_preflight_hears_yes_while_pairing_is_open(web: Web, window: SigningClient) -> None:
    def preflight(path: str) -> tuple[int, str | None]:
        headers = {
            "Host": f"127.0.0.1:{PORT}",
            "Origin": OTHER_BROWSER,
            "Access-Control-Request-Method": "POST",
        }
        answer = web.app.test_client().options(path, headers=headers)
        return answer.status_code, answer.headers.get("Access-Control-Allow-Origin")

    assert preflight("/v1/pair/start") == (403, None)
    shown(window)
    assert preflight("/v1/pair/start") == (204, OTHER_BROWSER)
    assert preflight("/v1/pair/finish") == (204, OTHER_BROWSER)
    assert preflight("/v1/state") == (403, None)
    window.call("/v1/pair/close")
    assert preflight("/v1/pair/start") == (403, None)


def test_a_program_that_only_listened_learns_no_key(window: SigningClient, browser: PairingClient) -> None:
    """All that crossed the wire, and the code besides, make no key: that takes one of the private halves."""
    code = shown(window)
    begun = browser.start()
    paired = browser.finish(begun, code)
    for secret in (begun.code_key(code), code.encode(), bytes(32)):
        assert protocol.paired_key(secret, begun.exchange) != paired.key


def test_no_code_and_no_key_is_in_a_repr_or_a_log(
    web: Web, window: SigningClient, browser: PairingClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    opened = web.services.pairing.open()
    kept = web.office.store.openings.get()
    paired = browser.pair(opened.code)
    assert opened.code not in repr(opened)
    assert opened.code.replace(" ", "") not in repr(kept)
    assert opened.code not in caplog.text
    assert paired.key.hex() not in caplog.text
