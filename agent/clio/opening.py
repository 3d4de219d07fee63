"""Puts this package together: one line to the network, one sign-in, one limiter, and what the verbs use of them."""

from __future__ import annotations

import time
from dataclasses import dataclass

from agent.clio.client import ClioClient, Line
from agent.clio.connector import Connector
from agent.clio.limiter import Limiter
from agent.clio.practice import ClioPractice
from agent.clio.tokens import Tokens
from agent.ports import Secrets


@dataclass(frozen=True, slots=True)
class Clio:
    """What the verbs need of Clio."""

    practice: ClioPractice
    connector: Connector


def open_clio(secrets: Secrets, line: Line) -> Clio:
    """Build Clio for one home; nothing is sent or read before the first question.

    `line` knows which kind of home it is.
    """
    tokens = Tokens(secrets, line.send, practice_home=line.practice_home)
    client = ClioClient(line, tokens, Limiter(clock=time.monotonic, sleep=time.sleep))
    return Clio(ClioPractice(client), Connector(tokens, client, practice_home=line.practice_home))
