"""PRIVACY.md lists every way out of this computer: each file that opens a line has its row there."""

from __future__ import annotations

import re

from tests.house.sources import ROOT, libraries_of, python_files

WAYS_OUT = {
    "agent/clio/client.py": "your firm's Clio",
    "agent/extract/ollama_client.py": "Ollama at",
    "agent/transcribe/hub.py": "`huggingface.co`",
    "agent/transcribe/server/line.py": "your firm's own speech server",
}
"""The files that speak to another program over HTTP, and how their row in PRIVACY.md begins."""


def rows() -> list[str]:
    """The first column of the table of hosts."""
    text = (ROOT / "PRIVACY.md").read_text("utf-8")
    table = text[text.index("| where to |") : text.index("Nothing else is contacted")]
    return [found[1] for found in re.finditer(r"^\| ([^|]+) \|", table, flags=re.MULTILINE)][1:]


def test_each_file_that_opens_a_line_has_its_row() -> None:
    lines = {path.as_posix() for path in python_files("agent") if "httpx" in libraries_of(path)}
    assert lines == set(WAYS_OUT)
    for beginning in WAYS_OUT.values():
        assert [row for row in rows() if row.startswith(beginning)], beginning


def test_each_row_belongs_to_one_of_them() -> None:
    assert [row for row in rows() if row != "the same" and not row.startswith(tuple(WAYS_OUT.values()))] == []


def test_a_row_that_is_not_there_is_seen() -> None:
    assert not [row for row in rows() if row.startswith("a server of ours")]
    assert len(rows()) >= len(WAYS_OUT)
