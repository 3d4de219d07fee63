"""A booth in which calls are captured from a watched card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.workflow.booth import Booth, open_booth
from tests.workflow.conftest import Office, office  # noqa: F401 - the fixture itself


@pytest.fixture
def booth(office: Office) -> Iterator[Booth]:  # noqa: F811 - the fixture of that name
    with open_booth(office) as booth:
        yield booth
