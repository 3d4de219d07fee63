"""An Ollama that answers in recorded shapes: behind `httpx.MockTransport`, or on a real socket for what only sockets show."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

MODEL = "qwen3:4b-instruct"
_DIGEST = "3f2a" * 16

# As Ollama 0.33 answers, field for field where anybody reads them.
VERSION: dict[str, Any] = {"version": "0.33.1"}
TAG: dict[str, Any] = {
    "name": MODEL, "model": MODEL, "modified_at": "2026-08-30T09:14:02.511+10:00", "size": 2497293918, "digest": _DIGEST,
    "details": {
        "parent_model": "", "format": "gguf", "family": "qwen3", "families": ["qwen3"], "parameter_size": "4.0B",
        "quantization_level": "Q4_K_M",
    },
}  # fmt: skip
SHOWN: dict[str, Any] = {
    "modelfile": "FROM /models/blobs/sha256-3f2a", "template": "{{ .Prompt }}", "details": TAG["details"],
    "model_info": {"general.architecture": "qwen3", "qwen3.context_length": 262144, "qwen3.block_count": 36},
    "capabilities": ["completion", "tools"], "modified_at": TAG["modified_at"],
}  # fmt: skip
LOADED: dict[str, Any] = {
    "name": MODEL, "model": MODEL, "size": 3600000000, "digest": _DIGEST, "details": TAG["details"],
    "expires_at": "2026-11-20T14:20:00.5+11:00", "size_vram": 0, "context_length": 8192,
}  # fmt: skip
TRIAL_ANSWER = json.dumps(
    {
        "stretches": [
            {"first": "s1", "label": "work", "matter": "M1", "activity": "A106", "evidence": ["s3"]},
        ]
    }
)


def chat(content: str = TRIAL_ANSWER, **fields: Any) -> dict[str, Any]:
    """Return an answer of /api/chat."""
    whole = {
        "model": MODEL, "created_at": "2026-11-20T03:10:00.25Z", "message": {"role": "assistant", "content": content},
        "done": True, "done_reason": "stop", "total_duration": 4883583458, "load_duration": 1334875,
        "prompt_eval_count": 712, "prompt_eval_duration": 342546000, "eval_count": 82, "eval_duration": 4535599000,
    }  # fmt: skip
    return whole | fields


@dataclass
class FakeOllama:
    """Answers each path with what it is given: a shape, raw bytes, a status with a shape, an error, or what makes one."""

    answers: dict[str, Any] = field(
        default_factory=lambda: {
            "/api/version": VERSION,
            "/api/tags": {"models": [TAG]},
            "/api/show": SHOWN,
            "/api/chat": chat(),
            "/api/ps": {"models": [LOADED]},
        }
    )
    seen: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        answer = self.answers[request.url.path]
        if callable(answer):
            answer = answer(json.loads(request.content))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(
            status, content=content, headers={"Content-Type": "application/json; charset=utf-8"}
        )

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """Return what was posted to a path."""
        return [json.loads(r.content) for r in self.seen if r.url.path == path]


@dataclass
class Listener:
    """A server on a loopback port that notes who came: path and headers."""

    url: str
    came: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextlib.contextmanager
def listening(ollama: FakeOllama | None = None) -> Iterator[Listener]:
    """Listen on a free port. Answers as `ollama`, or 502 as a proxy would that reaches nobody."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes | None) -> None:
            listener.came.append((self.path, {k.casefold(): v for k, v in self.headers.items()}))
            made = httpx.Response(502, content=b"")
            if ollama is not None:
                made = ollama(httpx.Request(self.command, f"http://127.0.0.1{self.path}", content=body))
            self.send_response(made.status_code)
            self.send_header("Content-Length", str(len(made.content)))
            for name in ("Location",):
                if name in made.headers:
                    self.send_header(name, made.headers[name])
            self.end_headers()
            self.wfile.write(made.content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener = Listener(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
