"""agent/clio/client.py on real sockets: whoever stands between this computer and Clio is named, and hears no token."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.clio.client import Line
from agent.clio.regions import Site
from agent.clio.wire import Request
from agent.errors import Unreachable
from tests.extension.certificate import tls_for

READ = Request("GET", "/api/v4/users/who_am_i.json")


class Stranger:
    """Listens in Clio's place; with `tls` it shows a certificate, and it answers every request with `says`."""

    def __init__(self, says: bytes, tls: ssl.SSLContext | None = None) -> None:
        self._says, self._tls = says, tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard = b""
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
                with self._tls.wrap_socket(line, server_side=True) if self._tls else line as line:
                    self.heard += line.recv(65536)
                    line.sendall(self._says)
            except OSError:
                if self._listener.fileno() < 0:
                    return

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()


@pytest.fixture
def line() -> Iterator[Line]:
    """The line of a home that speaks to real Clio."""
    line = Line(version="0", practice_home=False)
    yield line
    line.close()


def test_a_program_that_reads_along_with_its_own_certificate_hears_nothing(
    line: Line, tmp_path: Path
) -> None:
    stranger = Stranger(b"HTTP/1.1 200 OK\r\n\r\n{}", tls_for(("localhost",), tmp_path))
    with pytest.raises(Unreachable) as caught:
        line.send(Site(f"https://localhost:{stranger.port}"), READ, "token-1")
    stranger.close()
    assert caught.value.code == "certificate_replaced"
    assert caught.value.hint.endswith(".")
    assert stranger.heard == b""


def test_a_proxy_that_wants_a_password_is_named(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Stranger(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{stranger.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(Unreachable) as caught:
        line.send(Site("https://au.app.clio.com"), READ, "token-1")
    stranger.close()
    assert caught.value.code == "proxy_refused"
    assert stranger.heard.startswith(b"CONNECT au.app.clio.com:443")
    assert b"token-1" not in stranger.heard


def test_a_network_that_answers_in_plain_text_is_no_clio(line: Line) -> None:
    stranger = Stranger(b"HTTP/1.1 302 Found\r\nLocation: http://hotel.example/\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(Unreachable) as caught:
        line.send(Site(f"https://localhost:{stranger.port}"), READ, "token-1")
    stranger.close()
    assert caught.value.hint.endswith(".")
    assert b"token-1" not in stranger.heard
