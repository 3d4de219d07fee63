"""agent/intake/archive.py: no archive is unfolded before it is known what it unfolds to."""

import io
import zipfile

import pytest

from agent.intake import archive
from agent.intake.errors import HostileArchive, LockedFile, NotWhatItSays
from agent.intake.limits import DEFAULT_LIMITS, Limits
from agent.intake.reader import read_bytes
from tests.intake import samples
from tests.intake.hostile import lies_about_its_size, locked_zip


def test_an_ordinary_document_passes() -> None:
    assert "word/document.xml" in archive.members_of(samples.word("hello"), DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "limits", [Limits(members=3), Limits(unpacked_bytes=1_000), Limits(unpacked_ratio=1)], ids=str
)
def test_too_many_members_too_large_or_too_dense_is_hostile(limits: Limits) -> None:
    with pytest.raises(HostileArchive):
        archive.members_of(samples.word("hello"), limits)


def test_a_password_and_damage_are_told_apart() -> None:
    with pytest.raises(LockedFile):
        archive.members_of(locked_zip(), DEFAULT_LIMITS)
    with pytest.raises(NotWhatItSays):
        archive.members_of(samples.word("hello")[:-30], DEFAULT_LIMITS)


@pytest.mark.slow
def test_without_the_guard_a_bomb_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The defence removed: the same file gives a thousand times its size."""
    bomb = samples.word("a" * 3_000_000)
    limits = Limits(unpacked_bytes=1_000_000)
    with pytest.raises(HostileArchive):
        read_bytes(bomb, name="a.docx", limits=limits)
    monkeypatch.setattr("agent.intake.sniff.members_of", lambda data, limits: {"word/document.xml"})
    (cue,) = read_bytes(bomb, name="a.docx", limits=limits).cues
    assert len(cue.text) > limits.unpacked_bytes > 20 * len(bomb)


def test_an_archive_cannot_unfold_to_more_than_it_declares() -> None:
    """zipfile is the one to hold it to its word; should that change, the guard is no guard any more."""
    with pytest.raises(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(lies_about_its_size())) as opened:
        opened.read("word/document.xml")
