"""tools/pictures.py: published are the pictures that are named, and no test may have forgotten one."""

from pathlib import Path

import pytest

from tools.pictures import copy, named
from tools.talk import CannotGoOn


def test_remarks_are_no_pictures() -> None:
    assert named("# heading\nreview-light.png  # the page by day\n\n") == ["review-light.png"]


def test_named_pictures_are_copied_and_no_others(tmp_path: Path, capsys) -> None:
    taken, published = tmp_path / "taken", tmp_path / "docs"
    taken.mkdir()
    for name in ("a.png", "b.png"):
        (taken / name).write_bytes(b"picture")
    copy(["a.png"], taken=taken, published=published)
    assert [path.name for path in published.iterdir()] == ["a.png"]


def test_a_picture_that_nobody_took_is_missed(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match=r"a\.png"):
        copy(["a.png"], taken=tmp_path, published=tmp_path / "docs")
