"""agent/web/server.py: a port of our own, a real conversation over it, and a clean stop."""

from __future__ import annotations

import base64
import http.client
import socket
import threading
from pathlib import Path

import pytest
import waitress.buffers
from waitress.channel import HTTPChannel

from agent.web import server
from agent.web.errors import NoFreePort
from agent.web.server import PORTS, open_port
from agent.workflow.services import Services
from tests.web.running import Running, a_free_port
from tests.web.signing_client import Refusal


def test_a_window_talks_over_a_real_socket(running: Running) -> None:
    window = running.window()
    assert window.call("/v1/state", {"since": None})["state"]["practice"] is True
    with pytest.raises(Refusal) as refused:
        window.call("/v1/entries/confirm", {"entry": "nobody", "version": 1})
    assert refused.value.status == 404


def test_the_real_page_is_served_without_naming_the_server(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.request("GET", "/panel/agent.js")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Server"]) == (200, None)
    assert b"openWindow" in answer.read()
    connection.close()


def test_it_listens_on_the_loopback_address_only(running: Running) -> None:
    with pytest.raises(OSError), socket.create_connection(("::1", running.port), timeout=1):  # noqa: PT011  # systems word it differently
        pass
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        assert connection.getpeername() == ("127.0.0.1", running.port)


def test_two_host_headers_are_one_too_many(running: Running) -> None:
    ours = f"127.0.0.1:{running.port}"
    assert b" 200 " in raw(running.port, [ours])
    assert b" 421 " in raw(running.port, [ours, "evil.example"])
    assert b" 421 " in raw(running.port, ["evil.example", ours])


def raw(port: int, hosts: list[str]) -> bytes:
    """Ask for the page with these Host headers, and return the first line of the answer."""
    lines = [
        "GET /panel/index.html HTTP/1.1",
        *(f"Host: {host}" for host in hosts),
        "Connection: close",
        "",
        "",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        return connection.recv(4096).split(b"\r\n")[0]


def announced(port: int, length: int, *, path: str = "/v1/sources/take-in", client: str = "") -> bytes:
    """Announce a body and send none of it; return the first line of the answer, b"" when the server waits for the body."""
    lines = [
        f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Type: text/plain", f"Content-Length: {length}",
        "Origin: https://evil.example", *([f"X-Tenth-Client: {client}"] if client else []), "", "",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        connection.sendall("\r\n".join(lines).encode())
        try:
            return connection.recv(4096).split(b"\r\n")[0]
        except TimeoutError:
            return b""


def test_a_large_body_that_a_web_page_can_send_is_turned_away_before_it_comes(running: Running) -> None:
    for path in ("/v1/sources/take-in", "/v1/hello", "/panel/index.html"):
        assert b" 413 " in announced(running.port, 36_000_000, path=path)
    assert b" 413 " in announced(running.port, 36_000_000, path="/v1/hello", client="a")
    assert b" 413 " in announced(running.port, 36_000_000, path="/v1/sources/take-in/piece", client="a")


def test_a_server_left_to_itself_would_wait_for_it(running: Running) -> None:
    """The control, and what a caller with a key may send."""
    assert announced(running.port, 36_000_000, client="a") == b""
    assert announced(running.port, 6_000_000, path="/v1/sources/take-in/piece", client="a") == b""
    assert announced(running.port, 900_000) == b""
    running.serving._server.channel_class = HTTPChannel
    assert announced(running.port, 36_000_000) == b""


@pytest.mark.parametrize("kept_in_memory", [True, False])
def test_neither_what_is_taken_in_nor_what_is_shown_touches_the_disk(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_in_memory: bool
) -> None:
    """Left to itself, waitress puts requests over half a megabyte and answers over one into temporary files."""
    written: list[object] = []
    on_disk = waitress.buffers.TempfileBasedBuffer.newfile

    def newfile(buffer: waitress.buffers.TempfileBasedBuffer) -> object:
        written.append(buffer)
        return on_disk(buffer)

    monkeypatch.setattr(waitress.buffers.TempfileBasedBuffer, "newfile", newfile)
    if not kept_in_memory:
        monkeypatch.setattr(server, "NEVER_TO_DISK", 524_288)
    agent = Running(services, tmp_path)
    window = agent.window()
    line = "The lease renews in June and the rent is under review.\n"
    data = base64.b64encode((line * 30_000).encode()).decode()
    source = window.call("/v1/sources/take-in", {"name": "call.vtt", "data": data})["source"]
    assert len(window.call("/v1/sources/get", {"source": source})["passages"]) == 30_000
    agent.serving.stop()
    assert (written == []) is kept_in_memory


def test_a_stop_frees_the_port_and_leaves_no_thread(services: Services, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    agent = Running(services, tmp_path)
    window = agent.window()
    window.call("/v1/categories/list")
    agent.serving.stop()
    agent.serving.wait()
    left = {t.name for t in set(threading.enumerate()) - before if not isinstance(t, threading.Timer)}
    assert left == set()
    with pytest.raises(OSError):  # noqa: PT011  # systems word it differently
        window.call("/v1/categories/list")
    open_port([agent.port]).close()


def test_the_first_free_port_of_the_list_is_taken() -> None:
    ports = [a_free_port() for _ in range(2)]
    with open_port(ports) as first, open_port(ports) as second:
        assert [first.getsockname(), second.getsockname()] == [("127.0.0.1", port) for port in ports]
        with pytest.raises(NoFreePort):
            open_port(ports)


def test_the_ports_are_those_the_extension_looks_at() -> None:
    assert PORTS == (47821, 47822, 47823, 47824, 47825)
