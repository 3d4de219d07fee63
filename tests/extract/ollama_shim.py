"""A small Ollama: its HTTP shapes in front of llama.cpp itself (`xllamacpp`), so that the grammar is the real one.

Speaks what the extractor uses: version, tags, show, ps, and chat with `stream` off. As with Ollama, a model is loaded by the
first question, with the context that this question asks for; a prompt that does not fit is 400 when `truncate` and `shift` are
off; an answer cut by `num_predict` says "length". Its model of random weights passes itself off as one of four billion.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import xllamacpp

MODEL = "tiny:4b"
_DETAILS = {"format": "gguf", "family": "llama", "parameter_size": "4.0B", "quantization_level": "F32"}
_TOO_LONG = "the prompt is longer than the context length currently available to the model"

Shape = dict[str, Any]


@dataclass
class Shim:
    """The server's state. `asked` and `answered` are the bodies of chats; `options` take the place of those asked for."""

    model: Path
    trained_for: int
    url: str = ""
    options: Shape = field(default_factory=dict)
    asked: list[Shape] = field(default_factory=list)
    answered: list[tuple[int, Shape]] = field(default_factory=list)
    _engine: Any = None
    _context: int = 0
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def get(self, path: str) -> tuple[int, Shape]:
        """Answer a look."""
        tag = {
            "name": MODEL,
            "model": MODEL,
            "size": self.model.stat().st_size,
            "digest": "0" * 64,
            "details": _DETAILS,
        }
        if path == "/api/version":
            return 200, {"version": "0.33.1"}
        if path == "/api/tags":
            return 200, {"models": [tag]}
        if path == "/api/ps":
            return 200, {"models": [tag | {"context_length": self._context}] if self._engine else []}
        return 404, {"error": "not found"}

    def post(self, path: str, body: Shape) -> tuple[int, Shape]:
        """Answer a question."""
        if body.get("model") != MODEL:
            return 404, {"error": f"model '{body.get('model')}' not found"}
        if path == "/api/show":
            info = {"general.architecture": "llama", "llama.context_length": self.trained_for}
            return 200, {"details": _DETAILS, "model_info": info, "capabilities": ["completion"]}
        if path != "/api/chat" or body.get("stream") is not False:
            return 404, {"error": "not found"}
        if body.get("think"):
            return 400, {"error": f'"{MODEL}" does not support thinking'}
        with self._one_at_a_time:
            self.asked.append(body)
            self.answered.append(self._chat(body))
            return self.answered[-1]

    def _chat(self, body: Shape) -> tuple[int, Shape]:
        options = (
            {"num_ctx": 4096, "num_predict": -1, "temperature": 0.8, "seed": 0}
            | body["options"]
            | self.options
        )
        self._load(options["num_ctx"])
        form = {"type": "json_schema", "json_schema": {"name": "form", "schema": body["format"]}}
        answer = self._engine.handle_chat_completions(
            {
                "messages": body["messages"],
                "response_format": form,
                "max_tokens": options["num_predict"],
                "temperature": options["temperature"],
                "seed": options["seed"],
            }
        )
        if "error" in answer:
            cut = answer["error"]["type"] == "exceed_context_size_error"
            return (400, {"error": _TOO_LONG}) if cut else (500, {"error": answer["error"]["message"]})
        choice, used = answer["choices"][0], answer["usage"]
        return 200, {
            "model": MODEL, "created_at": "2026-11-20T03:10:00.25Z",
            "message": {"role": "assistant", "content": choice["message"]["content"]},
            "done": True, "done_reason": choice["finish_reason"], "total_duration": 1, "load_duration": 1,
            "prompt_eval_count": used["prompt_tokens"], "prompt_eval_duration": 1,
            "eval_count": used["completion_tokens"], "eval_duration": 1,
        }  # fmt: skip

    def _load(self, context: int) -> None:
        if self._engine is not None and self._context == context:
            return
        settings = xllamacpp.CommonParams()
        settings.model.path = str(self.model)
        settings.n_ctx = self._context = context
        settings.n_parallel = 1
        settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = (
            1  # two would wait for each other, spinning
        )
        settings.ctx_shift = settings.warmup = False
        settings.verbosity = 0
        self._engine = xllamacpp.Server(settings)

    def unload(self) -> None:
        """Let go of the model."""
        self._engine = None


@contextlib.contextmanager
def running_shim(model: Path, *, trained_for: int) -> Iterator[Shim]:
    """Serve a model file on a free loopback port."""
    shim = Shim(model, trained_for)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(*shim.get(self.path))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            self._send(*shim.post(self.path, body))

        def _send(self, status: int, answer: Shape) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shim.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield shim
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        shim.unload()
