"""agent/transcribe/worker.py: on battery it rests between two pieces of work."""

from __future__ import annotations

import pytest

from agent.transcribe import worker


@pytest.mark.parametrize(("share", "rests"), [(1.0, []), (0.5, [3.0]), (0.2, [pytest.approx(12.0)])])
def test_it_rests_so_long_that_it_keeps_to_its_share(
    monkeypatch: pytest.MonkeyPatch, share: float, rests: list[float]
) -> None:
    rested: list[float] = []
    monkeypatch.setattr(worker.time, "sleep", rested.append)
    worker._rest(3.0, share)
    assert rested == rests
