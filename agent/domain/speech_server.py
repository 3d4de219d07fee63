"""The firm's own speech server: where it stands, and what it was found to do. There is none until the lawyer names one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from agent.errors import UsedWrongly

LITERAL_LOOPBACK = frozenset({"127.0.0.1", "::1"})
PASSING = frozenset({"speech_server_away", "speech_server_busy", "speech_server_broken"})
"""Codes of troubles that may end by themselves: the call waits, and is tried again."""

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:]{2,45}")
_PATH = re.compile(r"[A-Za-z0-9._~/-]{0,200}")


@dataclass(frozen=True, slots=True)
class SpeechServer:
    """One server that speaks `/v1/audio/transcriptions`. `ca` is the firm's own authority as PEM, empty for the system's.

    `word_times`: whether it says when each word was spoken, so that many turns can be sent in one go.
    """

    url: str
    model: str
    word_times: bool
    since: dt.datetime
    ca: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The name that stands wherever its words appear; with its port where that is not the usual one."""
        return urlsplit(self.url).netloc


def address(text: str) -> str:
    """Return a server's address without its `/v1`. Raise UsedWrongly unless it is https, or http on this very computer."""
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _unfit() from None
    if parts.username is not None or parts.query or parts.fragment or not _NAME.fullmatch(host):
        raise _unfit()
    path = parts.path.rstrip("/").removesuffix("/v1")
    if not _PATH.fullmatch(path) or ".." in path:
        raise _unfit()
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LITERAL_LOOPBACK):
        raise UsedWrongly(
            "the speech server's address must begin with https://",
            hint="Sound goes over an encrypted line only; http:// is for 127.0.0.1 on this computer.",
        )
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{'' if port is None else f':{port}'}{path}"


def is_on_this_computer(url: str) -> bool:
    """Tell whether an address cannot lead to another computer."""
    return urlsplit(url).hostname in LITERAL_LOOPBACK


def words_by(hosts: tuple[str, ...]) -> str:
    """Say whose the words of a source are: the servers' names, and this computer's only beside them."""
    if not any(hosts):
        return ""
    return " and ".join(host or "this computer" for host in hosts)


def _unfit() -> UsedWrongly:
    return UsedWrongly(
        "that is not an address of a speech server",
        hint="Write it like https://speech.firm.example, without a name, a password or a question mark in it.",
    )
