"""tools/stamps.py: what is done is not done again, what was interrupted is."""

from pathlib import Path

import pytest

from tools import stamps


@pytest.fixture(autouse=True)
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "VENV", tmp_path / ".venv")
    return tmp_path / ".venv"


def test_a_step_is_fresh_only_after_it_was_marked() -> None:
    assert not stamps.is_fresh("packages", "a")
    stamps.mark("packages", "a")
    assert stamps.is_fresh("packages", "a")
    assert not stamps.is_fresh("packages", "b")


def test_a_larger_step_counts_for_a_smaller_one() -> None:
    stamps.mark("packages", "everything")
    assert stamps.is_fresh("packages", "product only", "everything")


def test_an_interrupted_step_is_not_fresh() -> None:
    stamps.mark("packages", "a")
    stamps.forget("packages")
    assert not stamps.is_fresh("packages", "a")


def test_a_digest_changes_with_each_file_and_each_text(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    seen = {stamps.digest(lock)}
    lock.write_text("a==1")
    seen |= {stamps.digest(lock), stamps.digest(lock, "3.11"), stamps.digest(lock, "3.12")}
    lock.write_text("a==2")
    seen.add(stamps.digest(lock))
    assert len(seen) == 5


def test_parts_of_a_digest_do_not_run_together() -> None:
    assert stamps.digest("ab", "c") != stamps.digest("a", "bc")
