"""agent/cli/demo.py: without a terminal it confirms what may be confirmed, and leaves the rest to the lawyer."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent import voice, wiring
from agent.cli import demo
from agent.cli.page import ReviewPage
from agent.domain.entry import EntryStatus
from agent.domain.revision import Revision
from agent.paths import open_home

WORDS = "Telephone attendance on Marcus Hale regarding assignment of the lease"


def test_what_may_not_be_confirmed_is_left_for_you(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = open_home(tmp_path / "home", practice=True)
    services = wiring.build(home)
    try:
        source = services.take_in.file(voice.call_path("practice_call", ".vtt"), demo.practice_context())
        services.process.all()
        (entry,) = services.review.source_view(source).entries
        for narrative, status in (
            ("Auto-generated: " + WORDS, EntryStatus.DRAFT),
            (WORDS, EntryStatus.CONFIRMED),
        ):
            ready = services.review.revise(entry.id, None, Revision(narrative=narrative, no_matter=True))
            assert ready.is_ready, "nothing is missing"
            with ReviewPage(services, home) as page:
                demo._review(services, [ready], page, somebody=False)
            told = f"{entry.id} is left for you: " in capsys.readouterr().out
            assert (services.review.source_view(source).entries[0].status, told) == (
                status,
                status is EntryStatus.DRAFT,
            )
    finally:
        services.close()
