"""agent/web/gate.py: nobody but a known caller, asking from its own page, gets anything."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask

from agent.vault import signatures
from agent.web import gate, problems
from agent.web.callers import Known
from tests.web.conftest import EXTENSION, PORT, Web
from tests.web.signing_client import Answer, SigningClient

OWN = f"http://127.0.0.1:{PORT}"
HELLO = b'{"nonce":"' + b"0f" * 16 + b'"}'


def code(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_the_honest_request_gets_through(web: Web, window: SigningClient) -> None:
    assert web.send("/v1/hello", HELLO).json["product"] == "tenth"
    assert window.call("/v1/state", {"since": None})["state"]["timekeeper"] == "Ruth Calder"


def test_it_is_the_gate_that_refuses(web: Web) -> None:
    """Without it, all that the tests below see refused would be answered."""
    web.app.before_request_funcs.clear()
    headers = {"Host": "tenth.rebound.example:47821", "Origin": "https://evil.example"}
    answer = web.app.test_client().post("/v1/state", data=b"{}", content_type="text/plain", headers=headers)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["state"]["timekeeper"] == "Ruth Calder"


@pytest.mark.parametrize(
    "host",
    [
        "localhost:47821", "127.0.0.1", "[::1]:47821", "127.0.0.1:47822", "tenth.rebound.example:47821", "127.0.0.1:47821.",
        "127.0.0.1:47821,127.0.0.1:47821", "127.1:47821", "2130706433:47821", "", "127.0.0.1:47821@evil.example",
    ],
)  # fmt: skip
def test_only_the_literal_host_is_ours(web: Web, host: str) -> None:
    assert code(web.send("/v1/hello", HELLO, Host=host)) == (421, "wrong_host")


def test_the_host_is_checked_for_files_too(web: Web) -> None:
    client = web.app.test_client()
    for host, status in (
        (f"127.0.0.1:{PORT}", 200),
        ("tenth.rebound.example:47821", 421),
        ("localhost:47821", 421),
    ):
        assert client.get("/panel/index.html", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_only_post_reaches_a_call(web: Web, method: str) -> None:
    answer = web.app.test_client().open(
        "/v1/state", method=method, headers={"Host": f"127.0.0.1:{PORT}", "Origin": OWN}
    )
    assert answer.status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/v1/", "/panel", "/panelx/index.html", "/static/x.js", "/favicon.ico"]
)
def test_nothing_else_can_be_fetched(web: Web, path: str) -> None:
    answer = web.app.test_client().get(path, headers={"Host": f"127.0.0.1:{PORT}"})
    assert answer.status_code == 405


@pytest.mark.parametrize(
    "origin",
    [
        None, "", "null", "https://evil.example", "http://localhost:47821", "http://127.0.0.1", "http://127.0.0.1:47822",
        "http://127.0.0.1:47821.evil.example", "https://127.0.0.1:47821", "http://127.0.0.1:4782", "HTTP://127.0.0.1:47821",
        "http://127.0.0.1:47821/", "http://evil.example?http://127.0.0.1:47821", "file://", "https://au.app.clio.com",
        EXTENSION[:-1], EXTENSION + ".evil.example", EXTENSION.upper(), "moz-extension://abcdefghijklmnopabcdefghijklmnop",
    ],
)  # fmt: skip
def test_only_an_exact_origin_may_ask(web: Web, origin: str | None) -> None:
    answer = web.send("/v1/hello", HELLO, Origin=origin)
    assert code(answer) == (403, "origin_refused")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_file_is_not_given_to_another_site(web: Web) -> None:
    headers = {"Host": f"127.0.0.1:{PORT}", "Origin": "https://evil.example"}
    answer = web.app.test_client().get("/panel/index.html", headers=headers)
    assert answer.status_code == 403
    assert b"Tenth</title>" not in answer.data


@pytest.mark.parametrize(
    "kind", [None, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"]
)
def test_only_json_is_taken(web: Web, kind: str | None) -> None:
    assert code(web.send("/v1/hello", HELLO, Content_Type=kind)) == (415, "not_json")


def test_a_call_takes_a_megabyte_and_a_file_thirty_six(web: Web) -> None:
    assert code(web.send("/v1/hello", b" " * 1_000_000))[0] == 400, "read, and found wanting"
    assert code(web.send("/v1/hello", b" " * 1_000_001)) == (413, "too_large")
    assert code(web.send(gate.TAKE_IN, b" " * 1_000_001)) == (401, "unpaired"), "large enough, but not signed"
    assert code(web.send(gate.TAKE_IN, b" " * 36_000_001)) == (413, "too_large")


def test_an_address_has_no_query(web: Web) -> None:
    assert code(web.send("/v1/hello?x=1", HELLO)) == (404, "no_such_path")


def test_an_unsigned_request_is_a_strangers(web: Web) -> None:
    answer = web.send("/v1/state")
    assert code(answer) == (401, "unpaired")
    assert "X-Tenth-Proof" not in answer.headers


def test_an_unknown_path_is_a_strangers_too(web: Web, window: SigningClient) -> None:
    """What exists here is nobody else's business."""
    assert code(web.send("/v1/nowhere")) == (401, "unpaired")
    headers = window.headers("/v1/nowhere", b"{}")
    assert code(window.send("/v1/nowhere", headers, b"{}")) == (404, "no_such_path")


Tamper = Callable[[dict[str, str]], object]


@pytest.mark.parametrize(
    ("path", "body", "tamper"),
    [
        ("/v1/sync", b"{}", lambda h: None),
        ("/v1/state", b'{"since":1}', lambda h: None),
        ("/v1/state", b"{}", lambda h: h.update({"X-Tenth-Time": str(int(h["X-Tenth-Time"]) + 1)})),
        ("/v1/state", b"{}", lambda h: h.update({"X-Tenth-Nonce": "0a" * 16})),
        ("/v1/state", b"{}", lambda h: h.update({"X-Tenth-Signature": "0" * 64})),
        ("/v1/state", b"{}", lambda h: h.update({"X-Tenth-Signature": h["X-Tenth-Signature"].upper()})),
        ("/v1/state", b"{}", lambda h: h.pop("X-Tenth-Signature")),
        ("/v1/state", b"{}", lambda h: h.pop("X-Tenth-Time")),
        ("/v1/state", b"{}", lambda h: h.pop("X-Tenth-Nonce")),
    ],
    ids=["path", "body", "time", "nonce", "signature", "upper case", "no signature", "no time", "no nonce"],
)
def test_whatever_is_changed_on_the_way_is_noticed(
    window: SigningClient, path: str, body: bytes, tamper: Tamper
) -> None:
    headers = window.headers("/v1/state", b"{}")
    assert window.send("/v1/state", window.headers("/v1/state", b"{}"), b"{}").status == 200, (
        "untouched it is fine"
    )
    tamper(headers)
    answer = window.send(path, headers, body)
    assert code(answer) == (401, "bad_signature")
    assert "X-Tenth-Nonce" not in headers or window.proves(answer, headers)


def test_another_windows_key_does_not_fit(web: Web, window: SigningClient) -> None:
    other = web.window()
    headers = other.headers("/v1/state", b"{}") | {"X-Tenth-Client": window.client}
    assert code(window.send("/v1/state", headers, b"{}")) == (401, "bad_signature")


def test_a_client_nobody_knows_gets_no_proof(window: SigningClient) -> None:
    headers = window.headers("/v1/state", b"{}") | {"X-Tenth-Client": "0" * 16}
    answer = window.send("/v1/state", headers, b"{}")
    assert code(answer) == (401, "unpaired")
    assert "X-Tenth-Proof" not in answer.headers


def test_a_request_counts_once(window: SigningClient) -> None:
    headers = window.headers("/v1/state", b"{}")
    assert window.send("/v1/state", headers, b"{}").status == 200
    answer = window.send("/v1/state", headers, b"{}")
    assert code(answer) == (409, "replayed")
    assert window.proves(answer, headers)


def test_without_the_nonce_cache_a_request_would_count_twice(
    window: SigningClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures.Nonces, "is_new", lambda self, client, nonce: True)
    headers = window.headers("/v1/state", b"{}")
    assert [window.send("/v1/state", headers, b"{}").status for _ in range(2)] == [200, 200]


@pytest.mark.parametrize(("seconds", "status"), [(61, 401), (-61, 401), (59, 200), (-59, 200)])
def test_a_request_is_good_for_a_minute_and_a_wrong_clock_is_told_so(
    web: Web, window: SigningClient, seconds: float, status: int
) -> None:
    headers = window.headers("/v1/state", b"{}")
    web.clock.pass_seconds(seconds)
    answer = window.send("/v1/state", headers, b"{}")
    assert answer.status == status
    assert window.proves(answer, headers)
    assert status == 200 or answer.json["code"] == "wrong_time"


@pytest.mark.parametrize("nonce", ["", "short", "0F" * 16, "0f" * 17, "zz" * 16])
def test_a_nonce_has_one_form(window: SigningClient, nonce: str) -> None:
    headers = window.headers("/v1/state", b"{}") | {"X-Tenth-Nonce": nonce}
    headers["X-Tenth-Signature"] = signatures.request_signature(
        window.key, at=window.at, path="/v1/state", time=headers["X-Tenth-Time"], nonce=nonce, body=b"{}"
    )
    answer = window.send("/v1/state", headers, b"{}")
    assert answer.status == 401
    assert "X-Tenth-Proof" not in answer.headers, "nothing of a stranger's choosing is signed"


def test_more_requests_than_a_person_makes_are_refused(
    web: Web, window: SigningClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, client: str, nonce: str) -> bool:
        raise OverflowError

    monkeypatch.setattr(signatures.Nonces, "is_new", full)
    headers = window.headers("/v1/state", b"{}")
    answer = window.send("/v1/state", headers, b"{}")
    assert code(answer) == (429, "too_many_requests")
    assert window.proves(answer, headers)


def test_a_key_is_good_for_its_own_origin_only(window: SigningClient) -> None:
    headers = window.headers("/v1/state", b"{}") | {"Origin": EXTENSION}
    answer = window.send("/v1/state", headers, b"{}")
    assert code(answer) == (403, "origin_refused")
    assert "X-Tenth-Proof" not in answer.headers


def test_an_extension_cannot_open_a_window(web: Web) -> None:
    body = json.dumps({"nonce": "0f" * 16, "proof": "0" * 64}).encode()
    assert code(web.send("/v1/window/open", body, Origin=EXTENSION)) == (403, "origin_refused")
    assert code(web.send("/v1/window/open", body)) == (401, "launch_refused")


def test_a_call_that_was_meant_for_another_port_is_not_answered(web: Web, window: SigningClient) -> None:
    """Who took the agent's port passes a paired page's call on to the agent's next one. The control: its own port."""
    body = b"{}"
    for at, status in (("http://127.0.0.1:1", 401), (window.at, 200)):
        headers = window.headers("/v1/entries/list", body)
        headers["X-Tenth-Signature"] = signatures.request_signature(
            window.key, at=at, path="/v1/entries/list", time=headers["X-Tenth-Time"],
            nonce=headers["X-Tenth-Nonce"], body=body,
        )  # fmt: skip
        assert window.send("/v1/entries/list", headers, body).status == status


def started_anew(web: Web) -> gate.Gate:
    """A gate of an agent that begins now: it remembers nobody's nonces."""
    return gate.Gate(
        Known(web.windows, web.services.browsers, web.services.pairing), port=PORT, clock=web.clock
    )


def let_in(keeper: gate.Gate, headers: dict[str, str]) -> int:
    """Return the status with which a gate answers a request for the state."""
    app = Flask("gate", static_folder=None)
    keeper.guard(app)
    problems.answer_problems(app)
    app.add_url_rule("/v1/state", "state", lambda: "{}", methods=["POST"])
    return app.test_client().post("/v1/state", base_url=OWN, headers=headers, data=b"{}").status_code


def test_a_request_of_before_the_agent_was_started_is_not_repeated(web: Web, window: SigningClient) -> None:
    headers = window.headers("/v1/state", b"{}")
    assert window.send("/v1/state", headers, b"{}").status == 200
    assert let_in(started_anew(web), headers) == 200, "the control: with nonces alone it passes"
    web.clock.pass_seconds(5)
    assert let_in(started_anew(web), headers) == 409


def test_a_clock_that_is_put_back_locks_nobody_out(web: Web, window: SigningClient) -> None:
    keeper = started_anew(web)
    web.clock.pass_seconds(-3600)
    assert let_in(keeper, window.headers("/v1/state", b"{}")) == 200
