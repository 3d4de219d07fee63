"""agent/clio/callback.py: the page that the browser comes back to, and everybody who should not."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from agent.clio import callback
from agent.clio.callback import CallbackListener
from agent.clio.errors import CallbackPortTaken, SignInDeclined, SignInFailed, SignInTimedOut
from tests.clio.fakes import CANARY

STATE = "state-of-this-trip"


@pytest.fixture
def listener() -> Iterator[CallbackListener]:
    with CallbackListener(STATE, port=0) as listening:
        yield listening


def visit(
    listener: CallbackListener, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, str]:
    browser = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=5)
    browser.request(method, path, headers={"Host": host or f"127.0.0.1:{listener.port}"})
    answer = browser.getresponse()
    body = answer.read().decode()
    browser.close()
    return answer.status, body


def nobody_came(listener: CallbackListener) -> bool:
    try:
        listener.wait(seconds=0.01)
    except SignInTimedOut:
        return True
    return False


def test_the_code_is_handed_over_and_the_lawyer_told_to_close_the_tab(listener: CallbackListener) -> None:
    status, body = visit(listener, f"/callback?code=code-1&state={STATE}")
    assert (status, listener.wait(seconds=5)) == (200, "code-1")
    assert "You can close this tab." in body
    assert "code-1" not in body


def test_the_real_port_is_the_registered_one() -> None:
    assert callback.CALLBACK_PORT == 47820


def test_it_listens_on_this_computer_only(listener: CallbackListener) -> None:
    assert listener._server.server_address[0] == "127.0.0.1"


def test_a_no_on_clios_page_is_told_apart(listener: CallbackListener) -> None:
    status, body = visit(listener, f"/callback?error=access_denied&state={STATE}")
    with pytest.raises(SignInDeclined):
        listener.wait(seconds=5)
    assert (status, "Nothing was changed" in body) == (200, True)


def test_another_error_of_clios_fails_the_trip_without_quoting_it(listener: CallbackListener) -> None:
    _, body = visit(listener, f"/callback?error={CANARY}&state={STATE}")
    with pytest.raises(SignInFailed) as caught:
        listener.wait(seconds=5)
    assert CANARY not in body + repr(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "/callback?code=code-1",
        "/callback?code=code-1&state=",
        "/callback?code=code-1&state=another",
        f"/callback?code=code-1&state={STATE}&state={STATE}",
        f"/callback?state={STATE}",
        f"/callback?code=&state={STATE}",
        f"/callback?code=a&code=b&state={STATE}",
        f"/callback/?code=code-1&state={STATE}",
        f"/?code=code-1&state={STATE}",
        "/favicon.ico",
        f"/callback?code=code-1&state=%ff{STATE}",
    ],
)
def test_a_stranger_neither_signs_in_nor_ends_the_trip(listener: CallbackListener, path: str) -> None:
    status, _ = visit(listener, path)
    assert status in (400, 404)
    assert nobody_came(listener)
    visit(listener, f"/callback?code=code-1&state={STATE}")
    assert listener.wait(seconds=5) == "code-1"


def test_without_the_check_of_state_a_stranger_would_sign_in(
    listener: CallbackListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callback.hmac, "compare_digest", lambda one, other: True)
    visit(listener, "/callback?code=a-strangers&state=another")
    assert listener.wait(seconds=5) == "a-strangers"


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "127.0.0.1", "evil.example:{port}", "127.0.0.1:{port}.evil.example"]
)
def test_only_the_exact_host_is_answered(listener: CallbackListener, host: str) -> None:
    status, _ = visit(listener, f"/callback?code=code-1&state={STATE}", host=host.format(port=listener.port))
    assert status == 421
    assert nobody_came(listener)


@pytest.mark.parametrize("method", ["POST", "PUT", "HEAD", "OPTIONS"])
def test_only_get_is_answered(listener: CallbackListener, method: str) -> None:
    status, _ = visit(listener, f"/callback?code=code-1&state={STATE}", method=method)
    assert status == 501
    assert nobody_came(listener)


def test_the_first_answer_is_the_only_one(listener: CallbackListener) -> None:
    visit(listener, f"/callback?code=code-1&state={STATE}")
    assert visit(listener, f"/callback?code=code-2&state={STATE}")[0] == 400
    assert listener.wait(seconds=5) == "code-1"
    assert nobody_came(listener)


def test_a_connection_the_browser_never_uses_keeps_nobody_waiting(listener: CallbackListener) -> None:
    with socket.create_connection(("127.0.0.1", listener.port)):
        visit(listener, f"/callback?code=code-1&state={STATE}")
        assert listener.wait(seconds=5) == "code-1"


def test_nobody_coming_back_is_said(listener: CallbackListener) -> None:
    with pytest.raises(SignInTimedOut):
        listener.wait(seconds=0.01)


def test_nothing_listens_before_or_after() -> None:
    listener = CallbackListener(STATE, port=0)
    with listener:
        port = listener.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_port_in_use_is_explained(listener: CallbackListener) -> None:
    with pytest.raises(CallbackPortTaken), CallbackListener(STATE, port=listener.port):
        pass


def test_nothing_is_printed_or_kept_by_the_browser(
    listener: CallbackListener, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=5)
    browser.request("GET", f"/callback?code={CANARY}&state={STATE}")
    answer = browser.getresponse()
    answer.read()
    browser.close()
    listener.wait(seconds=5)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Server"] == "Tenth"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert capfd.readouterr() == ("", "")
