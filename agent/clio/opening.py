"""Puts this package together: one line to the network, one sign-in, one limiter, and what the verbs use of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from agent.clio.books import ClioBooks
from agent.clio.client import ClioClient, Line
from agent.clio.connector import Connector
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Tokens
from agent.clio.window import FileWindow
from agent.clio.wire import WINDOW_SECONDS
from agent.ports import Secrets


@dataclass(frozen=True, slots=True)
class Clio:
    """What the verbs need of Clio."""

    practice: ClioPractice
    books: ClioBooks
    connector: Connector


def open_clio(secrets: Secrets, line: Line, requests: Path) -> Clio:
    """Build Clio for one home; nothing is sent or read before the first question.

    `line` knows which kind of home it is; the file `requests` keeps when requests went out.
    """
    clock = ServerClock(monotonic=time.monotonic)
    tokens = Tokens(secrets, line.send, clock, practice_home=line.practice_home)
    window = FileWindow(requests, horizon=WINDOW_SECONDS)
    limiter = Limiter(clock=time.monotonic, sleep=time.sleep, window=window)
    client = ClioClient(line, tokens, limiter, clock)
    connector = Connector(tokens, client, practice_home=line.practice_home)
    return Clio(ClioPractice(client), ClioBooks(client), connector)
