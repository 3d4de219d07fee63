"""Misbehaviour to order: which request goes wrong, and how. Pure but for its own seeded chance.

As text a rule reads `KIND METHOD PATH [times=N] [skip=N] [chance=P] [seed=N] [seconds=S] [lag=N]`, for example
`drop-after POST /api/v4/activities times=1`. `*` is any method; PATH is the beginning of a path.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a request goes wrong; "before" means that Clio did nothing, "after" that it did."""

    DROP_BEFORE = "drop-before"  # the connection closes, nothing was done
    DROP_AFTER = "drop-after"  # done, but the answer is lost
    ERROR_BEFORE = "error-before"  # 500, nothing was done
    ERROR_AFTER = "error-after"  # 500 although it was done
    UNAVAILABLE = "unavailable"  # 503 as HTML from a proxy, nothing was done
    BUSY = "busy"  # 429 with Retry-After (`seconds`), nothing was done
    EXPIRE = "expire"  # every access token runs out first: 401 until refreshed
    REVOKE = "revoke"  # every grant is withdrawn first: 401, and refreshing is invalid_grant
    TRUNCATED = "truncated"  # done; the JSON ends in the middle
    CUT_OFF = "cut-off"  # done; the connection closes in the middle of the answer
    HTML = "html"  # done; the answer is an HTML page with the right status
    PORTAL = "portal"  # 200 with somebody else's HTML page, nothing was done (a hotel's sign-in page)
    SLOW = "slow"  # done and answered after `seconds`
    LATE = "late"  # the answer is lost at once; done only after `lag` more requests
    FORBIDDEN = "forbidden"  # 403 as JSON, nothing was done
    FIREWALL = "firewall"  # 403 as HTML, nothing was done
    GONE = "gone"  # 410: the API version is retired


@dataclass(frozen=True, slots=True)
class Rule:
    """One misbehaviour. `times` None is without end; `skip` lets so many matching requests pass first."""

    kind: Kind
    method: str = "*"
    path: str = "/api/v4/"
    times: int | None = None
    skip: int = 0
    chance: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    lag: int = 1

    def fits(self, method: str, path: str) -> bool:
        """Whether a request is one this rule is about."""
        return self.method in ("*", method) and path.startswith(self.path)


_OPTIONS = {"times": int, "skip": int, "chance": float, "seed": int, "seconds": float, "lag": int}


def read_rule(text: str) -> Rule:
    """A rule from its text; ValueError says what is wrong with it."""
    kind, *rest = text.split()
    words = [word for word in rest if "=" not in word]
    options = dict(word.split("=", 1) for word in rest if "=" in word)
    if len(words) > 2:
        raise ValueError(f"too many words: {text}")
    return rule_from({"kind": kind, **dict(zip(("method", "path"), words, strict=False)), **options})


def rule_from(values: dict[str, Any]) -> Rule:
    """A rule from named values, as JSON or text gives them; ValueError says what is wrong."""
    known = {each.name for each in fields(Rule)}
    if unknown := set(values) - known:
        raise ValueError(f"unknown option: {', '.join(sorted(unknown))}")
    numbers = {name: read(values[name]) for name, read in _OPTIONS.items() if values.get(name) is not None}
    words: dict[str, Any] = {name: str(values[name]) for name in ("method", "path") if name in values}
    return Rule(Kind(values["kind"]), **words, **numbers)


class Faults:
    """The rules in force. The first one that fits and fires wins."""

    def __init__(self) -> None:
        self._live: list[_Live] = []

    def add(self, rule: Rule) -> None:
        """Put a rule in force."""
        self._live.append(_Live(rule))

    def clear(self) -> None:
        """Behave."""
        self._live.clear()

    def draw(self, method: str, path: str) -> Rule | None:
        """The rule that hits this request, if any; counts it."""
        for live in self._live:
            if live.rule.fits(method, path) and live.fires():
                return live.rule
        return None


class _Live:
    """A rule with what is left of it."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._skip, self._left = rule.skip, rule.times
        self._chance = random.Random(rule.seed)

    def fires(self) -> bool:
        if self._left == 0:
            return False
        if self._skip > 0:
            self._skip -= 1
            return False
        if self._chance.random() >= self.rule.chance:
            return False
        if self._left is not None:
            self._left -= 1
        return True
