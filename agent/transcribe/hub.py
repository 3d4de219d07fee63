"""The hub that speech models are downloaded from: one file at a time, from any byte on, and only the file that is pinned.

    huggingface.co/REPOSITORY/resolve/COMMIT/FILE --302, what it promises in its headers--> its store --the bytes-->

What the first answer promises (x-linked-etag is the SHA-256 of a large file, x-linked-size, x-repo-commit) is held against
the pins before a byte is taken. Nothing about this computer or home is sent; the hub sees who asks for which model.
This file alone speaks to it, when somebody asked for a download and at no other time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx

from agent.domain.speech import ModelFile, SpeechModel
from agent.errors import UsedWrongly
from agent.transcribe.errors import HubChanged, HubRefused, HubUnreachable

HOST = "https://huggingface.co"
CARRIERS = ("huggingface.co", "hf.co")
"""The hub and its stores (cdn-lfs.hf.co, cas-bridge.xethub.hf.co and others below it) lie in these domains."""
MOST_REDIRECTS = 5
PIECE = 1 << 20
TIMEOUT = httpx.Timeout(30.0)
HEADERS = {"User-Agent": "tenth", "Accept-Encoding": "identity"}  # packed, its length would say nothing


class Hub:
    """Hands out the files of models. `host` may be another one on this computer only, in a practice home."""

    def __init__(self, host: str = HOST) -> None:
        address = urlsplit(host)
        self._host = host.rstrip("/")
        self._carriers: tuple[str, ...] = CARRIERS
        if host != HOST:
            if address.scheme != "http" or address.hostname != "127.0.0.1":
                raise UsedWrongly(
                    "another hub may only be on this computer", hint="Import a folder or a share instead."
                )
            self._carriers = ("127.0.0.1",)
        self._scheme = address.scheme

    def pieces(self, model: SpeechModel, file: ModelFile, at: int) -> Iterator[tuple[int, bytes]]:
        """Yield a file from a byte on, each piece with its place; the first one may be at 0, when there is no going on.

        Raise HubUnreachable, also in the middle; HubRefused; HubChanged before the first byte.
        """
        address = f"{self._host}/{model.repository}/resolve/{model.revision}/{file.name}"
        asked = {**HEADERS, **({"Range": f"bytes={at}-"} if at else {})}
        try:
            with httpx.Client(timeout=TIMEOUT, headers=asked) as client:
                for _ in range(MOST_REDIRECTS + 1):
                    with client.stream("GET", address) as answer:
                        _hold_to_its_promise(answer, model, file)
                        if answer.is_redirect:
                            address = self._next(address, answer.headers.get("location", ""))
                            continue
                        place = _place(answer, file, at)
                        for piece in answer.iter_raw(PIECE):
                            yield place, piece
                            place += len(piece)
                        return
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise HubUnreachable from error
        raise HubRefused

    def _next(self, address: str, location: str) -> str:
        """Return where a redirect leads, if that is a place of the hub's."""
        following = urljoin(address, location)
        where = urlsplit(following)
        host = where.hostname or ""
        known = any(host == carrier or host.endswith(f".{carrier}") for carrier in self._carriers)
        if where.scheme != self._scheme or not known:
            raise HubRefused("The hub sends us to a place that Tenth does not know; nothing was taken.")
        return following


def _hold_to_its_promise(answer: httpx.Response, model: SpeechModel, file: ModelFile) -> None:
    promised = answer.headers
    sha256 = re.fullmatch(r'(?:W/)?"?([0-9a-f]{64})"?', promised.get("x-linked-etag", ""))
    if sha256 and sha256[1] != file.sha256:
        raise HubChanged
    if promised.get("x-linked-size", str(file.bytes)) != str(file.bytes):
        raise HubChanged
    if promised.get("x-repo-commit", model.revision) != model.revision:
        raise HubChanged


def _place(answer: httpx.Response, file: ModelFile, at: int) -> int:
    """Return at which byte an answer begins. Raise for one that is not the file, or not from there."""
    status = answer.status_code
    if status == httpx.codes.PARTIAL_CONTENT:
        if answer.headers.get("content-range", "") != f"bytes {at}-{file.bytes - 1}/{file.bytes}":
            raise HubChanged
        return at
    if status == httpx.codes.OK:
        if answer.headers.get("content-length", str(file.bytes)) != str(file.bytes):
            raise HubChanged
        return 0
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise HubChanged
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise HubUnreachable("The hub is busy.")
    raise HubRefused
