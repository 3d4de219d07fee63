"""SECURITY.md: what it promises is what the code and the test vectors say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest

from agent.vault.errors import KeyringLocked, PairingError
from agent.web import errors, gate
from agent.web.errors import DoorError

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
VECTORS = json.loads((ROOT / "tests/data/signing_vectors.json").read_text("utf-8"))
PAIRING = json.loads((ROOT / "tests/data/pairing_vectors.json").read_text("utf-8"))["pairings"][0]

HIDDEN = {"typed", "rounds", "page_private", "page_jwk", "agent_private", "session"}
"""What the page leaves to the vectors, or writes in another way."""


def test_the_worked_example_is_that_of_the_vectors() -> None:
    request, answer = VECTORS["requests"][0], VECTORS["answers"][0]
    shown = [*VECTORS["launch"].values(), *request.values(), answer["body"], answer["proof"]]
    assert [value for value in shown if value not in PAGE] == []


def test_the_worked_pairing_is_that_of_the_vectors() -> None:
    told = re.sub(r"\n {15}", "", PAGE)  # long values go on in the next line
    shown = [value for name, value in PAIRING.items() if name not in HIDDEN]
    assert [value for value in shown if str(value) not in told] == []
    assert f"{PAIRING['rounds']:,} rounds" in PAGE


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_its_lines_for_openssl_come_to_what_it_says() -> None:
    """Run as they stand there, without this project's code."""
    blocks = re.findall(r"come out:\n\n((?: {4}.+\n)+)", PAGE)
    ran = [
        subprocess.run(
            ["bash", "-c", textwrap.dedent(block)], capture_output=True, text=True, check=True
        ).stdout
        for block in blocks
    ]
    said = "".join(ran).replace(":", "").lower()
    expected = [
        VECTORS["launch"]["open_proof"],
        *(PAIRING[n] for n in ("code_salt", "code_key", "page_proof")),
    ]
    assert [value for value in expected if value not in said] == []


def test_the_refusals_it_lists_are_those_of_the_gate() -> None:
    listed = {(int(status), code) for status, code in re.findall(r"(\d{3}) `(\w+)`", PAGE)}
    kinds = [*DoorError.__subclasses__(), *PairingError.__subclasses__(), KeyringLocked]
    real = {(kind.status, kind.code) for kind in kinds}
    not_the_gates = {errors.LaunchRefused, errors.NoSuchPath, errors.NoBrowserHere, errors.NoFreePort}
    assert listed == real - {(kind.status, kind.code) for kind in not_the_gates}


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
