"""agent/paths.py: one folder per user, and a practice home stays one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agent.errors import UsedWrongly
from agent.paths import default_root, open_home, write_private


def test_a_home_keeps_its_id(tmp_path: Path) -> None:
    first = open_home(tmp_path / "home", practice=True)
    assert open_home(tmp_path / "home", practice=True).id == first.id
    assert open_home(tmp_path / "other", practice=True).id != first.id


@pytest.mark.parametrize("practice", [True, False])
def test_a_practice_home_never_becomes_a_real_one_nor_the_other_way_round(
    tmp_path: Path, practice: bool
) -> None:
    open_home(tmp_path / "home", practice=practice)
    with pytest.raises(UsedWrongly, match="home"):
        open_home(tmp_path / "home", practice=not practice)


def test_a_damaged_home_is_left_as_it_is(tmp_path: Path) -> None:
    open_home(tmp_path, practice=True)
    (tmp_path / "home.json").write_text("{")
    with pytest.raises(UsedWrongly):
        open_home(tmp_path, practice=True)
    assert (tmp_path / "home.json").read_text() == "{"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_folders_and_private_files_are_for_their_owner_only(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", practice=True)
    for folder in (home.root, home.run, home.sound, home.log):
        assert folder.stat().st_mode & 0o077 == 0
    write_private(tmp_path / "secret", "x")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    write_private(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(tmp_path / "file", "half \ud800")
    assert (tmp_path / "file").read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"], "nothing is left lying about"


def test_the_default_place_is_the_operating_systems() -> None:
    assert default_root().name == "Tenth"
