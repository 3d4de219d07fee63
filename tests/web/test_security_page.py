"""SECURITY.md: what it promises is what the code and the test vectors say."""

from __future__ import annotations

import json
import re
from pathlib import Path

from agent.web import errors, gate
from agent.web.errors import DoorError

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
VECTORS = json.loads((ROOT / "tests/data/signing_vectors.json").read_text("utf-8"))


def test_the_worked_example_is_that_of_the_vectors() -> None:
    request, answer = VECTORS["requests"][0], VECTORS["answers"][0]
    shown = [*VECTORS["launch"].values(), *request.values(), answer["body"], answer["proof"]]
    assert [value for value in shown if value not in PAGE] == []


def test_the_refusals_it_lists_are_those_of_the_gate() -> None:
    listed = {(int(status), code) for status, code in re.findall(r"(\d{3}) `(\w+)`", PAGE)}
    real = {(kind.status, kind.code) for kind in DoorError.__subclasses__()}
    elsewhere = {errors.LaunchRefused, errors.NoSuchPath, errors.NoFreePort}  # not the gate's
    assert listed == real - {(kind.status, kind.code) for kind in elsewhere}


def test_the_headers_and_limits_it_names_are_those_of_the_gate() -> None:
    for name in (gate.CLIENT, gate.TIME, gate.NONCE, gate.SIGNATURE, gate.PROOF):
        assert f"`{name}`" in PAGE
    assert (gate.LARGEST_BODY, gate.LARGEST_TAKE_IN) == (1_000_000, 36_000_000)
    assert "at most 1 MB, 36 MB for a file" in PAGE
    assert all(path in PAGE for path in gate.UNSIGNED)


def test_the_tests_it_points_to_are_there() -> None:
    named = set(re.findall(r"`(?:tests/web/)?(test_\w+\.py)`", PAGE))
    assert named
    assert [name for name in named if not (ROOT / "tests/web" / name).is_file()] == []
