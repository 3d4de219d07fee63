"""A booth in which calls are captured from a watched card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.booth import Booth, open_booth
from tests.workflow.conftest import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Where the work is done."""
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:
    with open_booth(office) as booth:
        yield booth
