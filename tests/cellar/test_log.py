"""agent/log.py: a log tells what happened without a word of anybody's matter."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.log import start_logging

CANARY = "Farrow v Tallow Creek"


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Leave the logger as it was."""
    logger = logging.getLogger("agent")
    before = logger.handlers[:], logger.propagate
    yield
    logger.handlers[:], logger.propagate = before


def test_an_exception_is_logged_by_type_and_place_only(tmp_path: Path) -> None:
    start_logging(tmp_path)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("agent.workflow").exception("source %s failed", "abc")
    text = (tmp_path / "tenth.log").read_text()
    assert "source abc failed" in text
    assert "ValueError at test_log.py" in text
    assert CANARY not in text


def test_the_usual_formatter_would_have_told(tmp_path: Path) -> None:
    """The control: plain logging writes the exception's words."""
    handler = logging.FileHandler(tmp_path / "plain.log")
    logger = logging.getLogger("plain")
    logger.addHandler(handler)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("failed")
    logger.removeHandler(handler)
    assert CANARY in (tmp_path / "plain.log").read_text()
