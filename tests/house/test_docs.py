"""What the documents promise is there: links lead somewhere, commands exist, every command of ./run is told of."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files
from tools.__main__ import VERBS

LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|#)")  # another site, or a place on the same page
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w./-]+\.(?:py|js|css|toml|lock))`")
COMMAND = re.compile(r"^\s*(?:[$>]\s+)?(?:\./run|run\.cmd|run|tenth)\s+([a-z][a-z-]*)", flags=re.MULTILINE)


def links(text: str) -> list[str]:
    """Give the targets of a document's links to files here, in prose only."""
    prose = FENCED.sub("", text)
    found = [first or second for first, second in LINK.findall(prose)]
    return [target.partition("#")[0] for target in found if not ELSEWHERE.match(target)]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Give (program, verb) for every command in a document's fenced blocks."""
    for block in FENCED.findall(text):
        for match in COMMAND.finditer(block):
            program = "tenth" if "tenth" in match[0] else "run"
            yield program, match[1]


def missing(text: str, there: list[str]) -> list[str]:
    """Name the files that a document speaks of and that are not there; the end of a path is name enough."""
    return [name for name in NAMED.findall(text) if not any(path.endswith(f"/{name}") for path in there)]


@cache
def tenth_help() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "agent", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout


def is_verb_of_tenth(verb: str) -> bool:
    """Does `tenth --help` list it: at the start of a line, or among the choices in braces?"""
    return re.search(rf"^\s+{verb}\b|[{{,]{verb}[,}}]", tenth_help(), flags=re.MULTILINE) is not None


@pytest.mark.parametrize("document", files(".md"), ids=str)
def test_links_lead_somewhere(document: Path) -> None:
    folder = (ROOT / document).parent
    assert [target for target in links((ROOT / document).read_text()) if not (folder / target).exists()] == []


def test_a_link_that_leads_nowhere_is_read() -> None:
    text = 'See [this](docs/gone.md#part), ![a picture](docs/p.png "title"), <img src="x.png"> and [that](https://example.org).'
    assert links(text) == ["docs/gone.md", "docs/p.png", "x.png"]


@pytest.mark.parametrize("document", files(".md"), ids=str)
def test_files_that_are_named_are_there(document: Path) -> None:
    there = [f"/{path.as_posix()}" for path in files(".py", ".js", ".css", ".toml", ".lock")]
    assert missing((ROOT / document).read_text(), there) == []


def test_a_file_that_is_named_and_gone_is_seen() -> None:
    assert missing("`push.py`, `domain/gone.py` and `ush.py`", ["/agent/domain/push.py"]) == [
        "domain/gone.py",
        "ush.py",
    ]


@pytest.mark.parametrize("document", files(".md"), ids=str)
def test_commands_exist(document: Path) -> None:
    for program, verb in set(commands((ROOT / document).read_text())):
        assert verb in VERBS if program == "run" else is_verb_of_tenth(verb), f"{program} {verb}"


def test_commands_are_read_from_fenced_blocks() -> None:
    assert list(commands("run away\n```sh\n./run demo   # all of it\n$ tenth push --json\n```\n")) == [
        ("run", "demo"),
        ("tenth", "push"),
    ]


def test_published_pictures_are_shown_in_a_document() -> None:
    shown = {target for document in files(".md") for target in links((ROOT / document).read_text())}
    names = {Path(target).name for target in shown}
    listed = [
        line.partition("#")[0].strip() for line in (ROOT / "tools/pictures.txt").read_text().splitlines()
    ]
    assert [name for name in listed if name and name not in names] == []
