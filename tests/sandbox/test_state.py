"""agent/sandbox/state.py: what happened survives a restart, a kill in the middle leaves the old state or the new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from agent.sandbox import PracticeClio, state
from tests.sandbox.conftest import StandingClock, browse, entry, post, signed_in


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "firm" / "clio.json"


def test_everything_is_there_after_a_restart(
    opened: Callable[..., PracticeClio], file: Path, clock: StandingClock
) -> None:
    before = opened(state_file=file)
    access, refresh = before.sign_in()
    with signed_in(before) as api:
        kept, gone = post(api)["id"], post(api)["id"]
        api.patch(f"activities/{kept}", json={"data": {"note": "Changed"}})
        api.delete(f"activities/{gone}")
        before.firm.change("matters", 7001, status="Closed")
        logged = api.post(
            "communications.json", json={"data": {"type": "PhoneCommunication", "subject": "", "body": ""}}
        )
        assert logged.status_code == 201
    before.stop()

    after = opened(state_file=file)
    assert (after.client_id, after.client_secret) == (before.client_id, before.client_secret)
    assert after.firm.tables == before.firm.tables
    assert after.office.grants.holder(access) is not None
    assert after.office.grants.refresh(refresh) is not None
    with signed_in(after) as api:
        assert post(api)["id"] == gone + 1  # ids are never given out twice


def test_what_was_answered_is_in_the_file_before_the_answer(
    opened: Callable[..., PracticeClio], file: Path
) -> None:
    clio = opened(state_file=file)
    with signed_in(clio) as api:
        made = post(api)["id"]
        assert str(made) in json.loads(file.read_text())["touched"]["activities"]


def test_without_saving_the_file_knows_nothing(
    opened: Callable[..., PracticeClio], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clio = opened(state_file=file)
    monkeypatch.setattr(state, "save", lambda *_, **__: None)
    with signed_in(clio) as api:
        post(api)
    assert json.loads(file.read_text())["touched"]["activities"] == {}


def test_a_lost_answer_is_in_the_file_too(opened: Callable[..., PracticeClio], file: Path) -> None:
    clio = opened(state_file=file)
    clio.misbehave("drop-after", "POST")
    with signed_in(clio) as api, pytest.raises(httpx.TransportError):
        api.post("activities.json", json=entry())
    assert len(json.loads(file.read_text())["touched"]["activities"]) == 1


def test_reading_writes_nothing(opened: Callable[..., PracticeClio], file: Path) -> None:
    clio = opened(state_file=file)
    with signed_in(clio) as api:
        api.get("matters.json")
        written = file.stat().st_mtime_ns
        api.get("matters.json")
        assert file.stat().st_mtime_ns == written


def test_a_write_that_fails_leaves_the_old_state(
    opened: Callable[..., PracticeClio], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clio = opened(state_file=file)
    old = file.read_text()

    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        state.save(file, clio.office, seed=1, matters=40)
    assert file.read_text() == old
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_another_firms_file_is_refused(opened: Callable[..., PracticeClio], file: Path) -> None:
    opened(state_file=file)
    with pytest.raises(state.WrongState):
        opened(state_file=file, seed=2)


def test_a_stopped_clio_starts_again_on_its_port(opened: Callable[..., PracticeClio]) -> None:
    clio = opened()
    address = clio.url
    clio.stop()
    with pytest.raises(httpx.ConnectError):
        browse(f"{address}/nc/")
    assert clio.start() == address
    assert browse(f"{address}/nc/").status_code == 200
