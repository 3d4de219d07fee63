"""Practice Clio as a child process, and its consent page answered where there is no browser."""

from __future__ import annotations

import html.parser
import json
import subprocess
import sys
import urllib.parse
import urllib.request
from types import TracebackType
from typing import Self

from agent.errors import Unreachable


class PracticeClio:
    """Runs practice Clio for as long as the block lasts; it ends with us, however we end."""

    def __enter__(self) -> Self:
        """Start it and read where it answers."""
        self._process = subprocess.Popen(  # our own interpreter and module
            [sys.executable, "-m", "agent.sandbox", "--until-stdin-closes"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Unreachable("practice Clio did not start", hint="Run `python -m agent.sandbox` to see why.")
        ready = json.loads(line)
        self.url: str = ready["url"]
        self.client_id: str = ready["client_id"]
        self.client_secret: str = ready["client_secret"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)


def allow_without_browser(authorise_url: str, person: str) -> None:
    """Read practice Clio's consent page and press Allow as `person`, as a browser would."""
    form = _Form(person)
    form.feed(_text(authorise_url))
    action = urllib.parse.urljoin(authorise_url, form.action)
    _text(action, urllib.parse.urlencode(form.fields).encode())


def _text(url: str, data: bytes | None = None) -> str:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, data, timeout=30) as answer:
        read: bytes = answer.read()
    return read.decode()


class _Form(html.parser.HTMLParser):
    """The first form of a page: its hidden fields, the person chosen, and the button that allows."""

    def __init__(self, person: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._person = person
        self._choosing: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given.get("action", "")
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option":
            self._choosing = (self._select, given.get("value", ""))
        elif tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button" and "allow" in given.get("value", "").lower() and given.get("name"):
            self.fields[given["name"]] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._choosing and self._person in data:
            self.fields[self._choosing[0]] = self._choosing[1]
            self._choosing = None
