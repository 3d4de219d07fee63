"""What answers about paired browsers say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from agent.vault.pairing import ROUNDS


@dataclass(frozen=True, slots=True)
class PairingOpened:
    """The code to show, in two groups, and for how many seconds it is good."""

    code: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class PairStarted:
    """The agent's half of the exchange, and how many rounds make K0 of the code."""

    session: str
    public: str
    salt: str
    rounds: int = ROUNDS


@dataclass(frozen=True, slots=True)
class PairFinished:
    """The browser's id as a client, and the proof that the agent knew the code."""

    client: str
    proof: str


@dataclass(frozen=True, slots=True)
class Browser:
    """One paired browser."""

    id: str
    name: str
    paired_at: dt.datetime
    last_used: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Browsers:
    """The paired browsers. `pairing` counts the seconds for which one more may pair; 0: nobody may."""

    browsers: tuple[Browser, ...]
    pairing: int
