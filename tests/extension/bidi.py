"""A small client for WebDriver BiDi, the language in which Firefox is driven: one question at a time over one WebSocket."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 30.0


class Refused(AssertionError):
    """The browser answered with an error, or a script threw."""


class Bidi:
    """A session. `heard` collects the events that were subscribed to."""

    def __init__(self, address: str) -> None:
        self._open = contextlib.ExitStack()
        self._line: ClientConnection = self._open.enter_context(connect(address, max_size=2**26, proxy=None))
        self._asked = 0
        self.heard: list[dict[str, Any]] = []

    def ask(self, method: str, **params: Any) -> Any:
        """Send one command and return its result."""
        self._asked += 1
        self._line.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = json.loads(self._line.recv(timeout=max(0.1, deadline - time.monotonic())))
            if answer.get("id") != self._asked:
                self.heard.append(answer)
            elif answer["type"] == "error":
                raise Refused(f"{method}: {answer['error']}: {answer['message'][:400]}")
            else:
                return answer["result"]

    def run(self, context: str, script: str, **target: Any) -> Any:
        """Evaluate an expression in a page, wait for its promise, and return the value."""
        result = self.ask(
            "script.evaluate", expression=script, target={"context": context, **target}, awaitPromise=True,
            userActivation=True, serializationOptions={"maxObjectDepth": 8},
        )  # fmt: skip
        if result["type"] == "exception":
            raise Refused(result["exceptionDetails"]["text"][:400])
        return plain(result["result"])

    def close(self) -> None:
        """Hang up."""
        self._open.close()


def plain(value: dict[str, Any]) -> Any:
    """Turn the wire's tagged values into ordinary ones; what is neither value nor container becomes its kind's name."""
    kind, held = value["type"], value.get("value")
    if kind == "array":
        return [plain(each) for each in held or []]
    if kind == "object":
        return {name: plain(each) for name, each in held or []}
    if kind in ("null", "undefined"):
        return None
    return held if "value" in value else kind
