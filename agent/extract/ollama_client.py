"""The line to Ollama on this computer: the only file of this brand that touches the network, and it reaches one address.

The address is written here and nowhere else: OLLAMA_HOST is not looked at, nor is OLLAMA_API_KEY. `trust_env` is off, because
with it on a proxy would be handed every prompt, loopback or not. No redirect is followed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from agent.extract.errors import AnswerUnusable, OllamaNotRunning
from agent.extract.ollama_wire import Chat, Question, chat_body, content_of, read

HOST = "http://127.0.0.1:11434"
LOOK_SECONDS = 5.0  # for what Ollama knows by heart
ANSWER_SECONDS = 300.0  # a long question read at thirty tokens a second, and its answer
_CONNECT_SECONDS = 2.0
_LARGEST = 4_000_000  # bytes


class LocalLine:
    """Sends one request at a time to Ollama on this computer."""

    def __init__(
        self, *, transport: httpx.BaseTransport | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._http = httpx.Client(
            base_url=HOST,
            trust_env=False,
            follow_redirects=False,
            transport=transport,
            headers={"User-Agent": "tenth"},
        )

    def get(self, path: str) -> bytes:
        """Return the body of an answer. Raise OllamaNotRunning or AnswerUnusable."""
        return self._send("GET", path, None, LOOK_SECONDS)

    def post(self, path: str, body: dict[str, Any], *, seconds: float = LOOK_SECONDS) -> bytes:
        """Return the body of an answer that arrived within `seconds`. Raise OllamaNotRunning or AnswerUnusable."""
        return self._send("POST", path, body, seconds)

    def ask(self, model: str, question: Question) -> str:
        """Return what the model says to a question, whole. Raise OllamaNotRunning or AnswerUnusable."""
        body = self.post("/api/chat", chat_body(model, question), seconds=ANSWER_SECONDS)
        return content_of(read(Chat, body), question)

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _send(self, method: str, path: str, body: dict[str, Any] | None, seconds: float) -> bytes:
        until = self._clock() + seconds
        timeout = httpx.Timeout(seconds, connect=_CONNECT_SECONDS)
        try:
            with self._http.stream(method, path, json=body, timeout=timeout) as response:
                if response.status_code != httpx.codes.OK:
                    raise AnswerUnusable(f"http {response.status_code}")
                return self._whole(response, until)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise OllamaNotRunning from None
        except httpx.TimeoutException:
            raise AnswerUnusable("timeout") from None
        except httpx.HTTPError:
            raise AnswerUnusable("broken off") from None  # the cause would quote the address or the answer

    def _whole(self, response: httpx.Response, until: float) -> bytes:
        """Gather the body; a drop every minute never trips a read timeout, so the wall clock is looked at too."""
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > _LARGEST:
                raise AnswerUnusable("too large")
            if self._clock() > until:
                raise AnswerUnusable("timeout")
        return bytes(body)
