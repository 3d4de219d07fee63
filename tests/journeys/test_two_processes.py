"""Two real processes do the whole job in one home at the same time: each entry reaches Clio once."""

from __future__ import annotations

import pytest

from agent import wiring
from agent.domain.entry import EntryStatus
from agent.paths import open_home
from agent.sandbox.server import PracticeClio
from tests.journeys.conftest import Tenth
from tests.journeys.test_kills import start

pytestmark = pytest.mark.slow

ROUNDS = 3


def test_two_processes_at_once_send_each_entry_once(tenth: Tenth, clio: PracticeClio) -> None:
    before = {activity["id"] for activity in clio.firm.activities}
    assert start(tenth, clio, 0).wait(timeout=120) == 0
    for number in range(1, ROUNDS + 1):
        pair = [start(tenth, clio, number) for _ in range(2)]
        for process in pair:
            process.wait(
                timeout=120
            )  # the slower of the two may find that an entry was confirmed already, and stop
    assert start(tenth, clio, ROUNDS + 1).wait(timeout=120) == 0
    services = wiring.build(open_home(tenth.home, practice=True))
    entries = services.review.entries()
    ours = sorted(push.remote_id or 0 for push in services.review.pushes().values())
    services.close()
    assert {entry.status for entry in entries} == {EntryStatus.PUSHED}
    assert ours == sorted(a["id"] for a in clio.firm.activities if a["id"] not in before)
    assert len(entries) == 2 * (ROUNDS + 2)
