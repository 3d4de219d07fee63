"""agent/web/gate.py: what every answer carries when it leaves, and what it and the log never do."""

from __future__ import annotations

import json
import logging

import pytest

from agent.vault import signatures
from tests.web.conftest import EXTENSION, PORT, Web
from tests.web.signing_client import SigningClient

HELLO = b'{"nonce":"' + b"0f" * 16 + b'"}'


@pytest.mark.parametrize(
    ("path", "body", "change", "status"),
    [
        ("/v1/state", b"{}", {"Content-Type": "text/plain"}, 415),
        ("/v1/state", b" " * 1_000_001, {}, 413),
        ("/v1/entries/confirm", b"{}", {}, 400),
        ("/v1/entries/confirm", b'{"entry":"nobody","version":1}', {}, 404),
    ],
)
def test_every_refusal_to_a_known_caller_is_proven(
    window: SigningClient, path: str, body: bytes, change: dict[str, str], status: int
) -> None:
    headers = window.headers(path, body) | change
    answer = window.send(path, headers, body)
    assert answer.status == status
    assert set(answer.json) == {"code", "message", "hint"}
    assert window.proves(answer, headers)


def test_an_unsigned_answer_cannot_be_passed_off_as_another(web: Web, window: SigningClient) -> None:
    """Whoever sits between page and agent knows the nonce of the request it holds back, and may ask under it."""
    held_back = window.headers("/v1/state", b"{}")
    named = {"X_Tenth_Client": window.client, "X_Tenth_Nonce": held_back["X-Tenth-Nonce"]}
    assert not window.proves(web.send("/v1/hello", HELLO, **named), held_back)
    assert web.send("/v1/state", b"{}", **named).status == 401, (
        "what is proven to a stranger is a refusal at most"
    )


def test_a_preflight_is_answered_for_exactly_the_allowed_origins(web: Web) -> None:
    def preflight(origin: str) -> tuple[int, str | None]:
        answer = web.app.test_client().options(
            "/v1/state",
            headers={
                "Host": f"127.0.0.1:{PORT}", "Origin": origin, "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type, x-tenth-client, x-evil",
            },
        )  # fmt: skip
        allowed = answer.headers.get("Access-Control-Allow-Headers", "")
        assert "x-evil" not in allowed.lower()
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert answer.status_code != 204 or "x-tenth-client" in allowed.lower()
        return answer.status_code, answer.headers.get("Access-Control-Allow-Origin")

    assert preflight(EXTENSION) == (204, EXTENSION)
    for origin in ("null", "https://evil.example", EXTENSION + ".evil.example", EXTENSION.upper()):
        assert preflight(origin) == (403, None)
    web.services.browsers.forget("extension")
    assert preflight(EXTENSION) == (403, None), "forgotten at once"


def test_a_paired_extension_may_read_the_proof(web: Web) -> None:
    answer = web.send("/v1/hello", HELLO, Origin=EXTENSION)
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert answer.headers["Access-Control-Expose-Headers"] == "X-Tenth-Proof"


def test_hello_is_proven_to_a_known_caller_only(web: Web, window: SigningClient) -> None:
    assert web.send("/v1/hello", HELLO).json["proof"] is None
    known = web.send("/v1/hello", HELLO, X_Tenth_Client=window.client).json
    assert known["proof"] == signatures.hello_proof(window.key, nonce="0f" * 16, port=PORT)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/panel/index.html"), ("GET", "/panel/none.js"), ("POST", "/v1/hello"), ("PUT", "/")],
)
def test_every_answer_carries_the_security_headers_and_no_cookie(web: Web, method: str, path: str) -> None:
    answer = web.app.test_client().open(path, method=method, headers={"Host": f"127.0.0.1:{PORT}"})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers


def test_nothing_a_caller_says_is_in_the_log(
    web: Web, window: SigningClient, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "quarrel-over-the-canary-estate"
    caplog.set_level(logging.DEBUG)
    web.send(f"/v1/{canary}")
    web.send("/v1/hello", json.dumps({"nonce": canary, canary: canary}).encode())
    web.app.test_client().get(f"/panel/{canary}.js", headers={"Host": f"127.0.0.1:{PORT}"})
    body = json.dumps({"entry": "e1", "version": 1, "narrative": canary, "units": canary}).encode()
    window.send("/v1/entries/revise", window.headers("/v1/entries/revise", body), body)
    assert "/v1/entries/revise answers 400 used_wrongly" in caplog.text
    assert canary not in caplog.text
