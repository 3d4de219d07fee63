"""A stand-in for the hub, which answers as huggingface.co does: a promise and a redirect, then bytes from any place on.

Large files are promised by their SHA-256 (x-linked-etag) and lie in a store of another address; small ones are moved on at
the same address. What a test wants to go wrong is put in `mishaps`, one for each request of a file's bytes.
"""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from agent import voice
from agent.domain.speech import ModelFile, SpeechModel

FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json", "preprocessor_config.json")
LARGE = 10_000  # bytes; what is smaller lies in the repository itself


@dataclass
class HubStandIn:
    """What it holds: the content of each file by its name."""

    content: dict[str, bytes]
    revision: str = "0123456789abcdef0123456789abcdef01234567"
    mishaps: list[str | int] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # path and range
    promises: dict[str, str] = field(default_factory=dict)  # headers instead of the true ones
    elsewhere: str = ""
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def model(self, name: str = "tiny.en", memory_mb: int = 1) -> SpeechModel:
        """The model as Tenth would have pinned it."""
        files = tuple(
            ModelFile(each, len(data), hashlib.sha256(data).hexdigest())
            for each, data in self.content.items()
        )
        return SpeechModel(
            name,
            "A stand-in.",
            "Somebody/a-model",
            self.revision,
            64,
            (2, 2),
            200,
            memory_mb,
            (1.0, 2.0, 3.0),
            files,
        )

    def sent(self, name: str) -> list[str]:
        """The ranges that were asked of a file's bytes."""
        return [asked for path, asked in self.asked if path.endswith(f"/{name}") and "/store/" in path]


def of_practice_voice() -> HubStandIn:
    """Return a hub that holds the practice voice."""
    return HubStandIn({name: (voice.model_path() / name).read_bytes() for name in FILES})


@contextmanager
def open_hub(hub: HubStandIn) -> Iterator[HubStandIn]:
    """Let it answer on this computer."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            hub.asked.append((self.path, self.headers.get("Range", "")))
            name = self.path.rsplit("/", 1)[1]
            if name not in hub.content:
                return self._head(404, {})
            data = hub.content[name]
            if self.path.startswith("/store/"):
                return self._bytes(data)
            where = f"http://127.0.0.1:{hub.port}/store/{name}"
            promise = {"X-Repo-Commit": hub.revision, "X-Linked-Size": str(len(data))}
            if len(data) >= LARGE:
                promise["X-Linked-Etag"] = f'"{hashlib.sha256(data).hexdigest()}"'
            else:
                where = f"/store/resolve-cache/{name}"
            return self._head(302, {**promise, **hub.promises, "Location": hub.elsewhere or where})

        def _bytes(self, data: bytes) -> None:
            mishap = hub.mishaps.pop(0) if hub.mishaps else ""
            if mishap == "busy":
                return self._head(503, {})
            if mishap == "no range":
                self.headers.replace_header("Range", "") if "Range" in self.headers else None
            at = int(found[1]) if (found := re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))) else 0
            if mishap == "damaged":
                data = bytes([data[0] ^ 1]) + data[1:]
            rest = data[at:]
            told = {"Content-Length": str(len(rest))}
            if at:
                told["Content-Range"] = f"bytes {at}-{len(data) - 1}/{len(data)}"
            self._head(206 if at else 200, told, ends=False)
            self.wfile.write(rest[:mishap] if isinstance(mishap, int) else rest)
            if isinstance(mishap, int):
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            return None

        def _head(self, status: int, headers: dict[str, str], *, ends: bool = True) -> None:
            self.send_response(status)
            for name, value in ({**headers, "Content-Length": "0"} if ends else headers).items():
                self.send_header(name, value)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield hub
        server.shutdown()
