"""The line to the firm's speech server: the only file of this brand that touches the network, and it reaches one host.

`trust_env` is off: no proxy and no .netrc of this computer hears of it. No redirect is followed, the certificate is checked
against the firm's own authority where one is given and the system's otherwise, and an answer has a size and an hour.
Asking for words changes nothing there, so the same piece may be sent again.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx

from agent.errors import UsedWrongly
from agent.transcribe.errors import Stopped
from agent.transcribe.server import errors
from agent.transcribe.server.wire import Form

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0  # for half a minute of sound, on a server without a graphics card
LOOK_SECONDS = 10.0
WAITS = (1.0, 4.0)  # seconds before the second and the third try
LONGEST_WAIT = 20.0  # that a server may ask for while somebody waits
LARGEST_ANSWER = 1_000_000  # bytes

_BY_STATUS: dict[int, type[errors.SpeechServerError]] = {
    401: errors.TokenRefused,
    403: errors.ServerForbids,
    413: errors.PieceTooLarge,
    429: errors.ServerBusy,
}


def authority(ca: str) -> ssl.SSLContext:
    """Return whom to believe: the firm's own authority alone (PEM) where one is given, else the system's. Raise UsedWrongly."""
    try:
        context = ssl.create_default_context(cadata=ca or None)
        if ca and not context.get_ca_certs():
            raise ValueError
    except (ssl.SSLError, ValueError):
        raise UsedWrongly(
            "that file holds no authority's certificate",
            hint="Give the certificate of the firm's own authority as PEM, without its key.",
        ) from None
    return context


class Line:
    """Sends one request at a time to one server. `leave` is asked before each piece of sound and may forbid it by raising;
    `sent` is told when one begins to go over the open line, whatever becomes of it."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        ca: str = "",
        leave: Callable[[], None] = lambda: None,
        sent: Callable[[], None] = lambda: None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.host = urlsplit(url).netloc
        self._hung_up, self._open = threading.Event(), list[socket.socket]()
        self._leave, self._sent, self._sleep = leave, sent, sleep or self._hung_up.wait
        headers = {"User-Agent": "tenth", "Accept": "application/json", "Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx.Client(
            base_url=url,
            verify=authority(ca),
            trust_env=False,
            follow_redirects=False,
            headers=headers,
            limits=httpx.Limits(
                max_keepalive_connections=0
            ),  # so that a deadline can end each one's connection
        )

    def models(self) -> bytes:
        """Ask which models there are. Raise SpeechServerError's kinds."""
        return self._once(self._http.build_request("GET", "v1/models"), LOOK_SECONDS)

    def transcribe(self, fields: Form, flac: bytes, *, seconds: float | None = None) -> bytes:
        """Send a piece of speech and return the answer. Tries again what passes by itself. Raise SpeechServerError's kinds."""
        for wait in (*WAITS, None):
            request = self._http.build_request(
                "POST",
                "v1/audio/transcriptions",
                data=fields,
                files={"file": ("speech.flac", flac, "audio/flac")},
            )
            if self._hung_up.is_set():
                raise Stopped
            try:
                self._leave()
                return self._once(request, seconds or ANSWER_SECONDS, self._sent)
            except (errors.ServerAway, errors.ServerBusy, errors.ServerBroken) as passing:
                if self._hung_up.is_set():
                    raise Stopped from None
                if wait is None:
                    raise
                self._sleep(max(wait, passing.wait_seconds))
        raise AssertionError("unreachable")

    def hang_up(self) -> None:
        """End what is being asked, from another thread; whoever asked gets Stopped."""
        self._hung_up.set()
        _shut(self._open)

    def close(self) -> None:
        """Close it; nothing is being asked."""
        self._http.close()

    def _once(self, request: httpx.Request, seconds: float, sent: Callable[[], None] = lambda: None) -> bytes:
        request.extensions["timeout"] = httpx.Timeout(seconds, connect=CONNECT_SECONDS).as_dict()
        try:
            with _no_longer_than(seconds, request, sent, self._open):
                response = self._http.send(request, stream=True)
                with contextlib.closing(response):
                    self._judge(response)
                    return self._whole(response)
        except httpx.HTTPError as error:  # its words would quote the address or the answer
            raise self._kind(error)(self.host) from None

    def _judge(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == httpx.codes.OK:
            return
        if status in _BY_STATUS:
            kind = _BY_STATUS[status]
        elif 300 <= status < 400:
            kind = errors.ServerMoved
        elif status >= 500:
            kind = errors.ServerBroken
        else:
            kind = errors.ServerUnfit
        trouble = kind(self.host)
        trouble.wait_seconds = _seconds(response.headers.get("retry-after", ""))
        raise trouble

    def _whole(self, response: httpx.Response) -> bytes:
        """Gather the body as it was sent: what is packed small is not unpacked to any size here."""
        body = bytearray()
        for piece in response.iter_raw(65_536):
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise errors.ServerNonsense(self.host)
        return bytes(body)

    @staticmethod
    def _kind(error: httpx.HTTPError) -> type[errors.SpeechServerError]:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return errors.ServerUntrusted
            cause = cause.__cause__ or cause.__context__
        return errors.ServerAway


@contextlib.contextmanager
def _no_longer_than(
    seconds: float, request: httpx.Request, sent: Callable[[], None], lines: list[socket.socket]
) -> Iterator[None]:
    """End the request's connection, the last of `lines`, after so long: a byte now and then never trips a timeout for reading.

    Both that and when something is `sent` is known from what httpcore tells of a request (httpx: Extensions, "trace").
    """
    lines.clear()

    def notice(event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            lines.append(info["return_value"].get_extra_info("socket"))
        elif event.endswith("send_request_headers.started"):
            sent()

    request.extensions["trace"] = notice
    timer = threading.Timer(seconds, _shut, (lines,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(lines: list[socket.socket]) -> None:
    with contextlib.suppress(OSError, IndexError):
        lines[-1].shutdown(socket.SHUT_RDWR)


def _seconds(said: str) -> float:
    """Read how long a server asks to wait: seconds alone, and never longer than somebody waits."""
    return min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0
