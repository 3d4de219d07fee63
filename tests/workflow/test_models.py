"""agent/workflow/models.py: a model is downloaded, imported, used and removed; what is no model is refused with a sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent import voice
from agent.domain.speech import Computer, Measured
from agent.errors import NotAllowedNow, NotFound, TenthError, UsedWrongly
from agent.paths import open_home
from agent.transcribe.errors import EngineTooSlow, HubUnreachable, ModelBroken
from agent.transcribe.hub import Hub
from agent.transcribe.measuring import measure
from agent.transcribe.weights import check_weights
from agent.workflow.model_shelf import RESERVE, ModelDamaged, ModelShelf, NoRoom
from agent.workflow.models import Models
from tests.transcribe.hub_stand_in import HubStandIn, of_practice_voice, open_hub
from tests.workflow.conftest import Office

ROOT = Path(__file__).parents[2]
QUICK = Measured(5.0, 8.0, 190, "cpu")


@pytest.fixture
def hub() -> Iterator[HubStandIn]:
    with open_hub(of_practice_voice()) as hub:
        yield hub


@pytest.fixture
def models(office: Office, hub: HubStandIn, tmp_path: Path) -> Models:
    """The verbs, with a measurement that takes no time."""
    folder = tmp_path / "models"
    folder.mkdir()
    shelf = ModelShelf(folder, check_weights, free=lambda _: 10 * RESERVE, sleep=lambda _: None)
    computer = Computer(8 * 10**9, 8)
    return Models(
        office.desk, shelf, (hub.model(),), Hub(hub.address).pieces, lambda: computer, lambda path: QUICK
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder as a firm would hand it round."""
    return Path(shutil.copytree(voice.model_path(), tmp_path / "share" / "tiny"))


def test_a_model_that_is_downloaded_is_measured_and_used_when_there_was_none(models: Models) -> None:
    before = models.look()
    assert [(line.name, line.here, line.come) for line in before.models] == [("tiny.en", False, 0)]
    assert "Estimate" in before.models[0].expect
    models.download("tiny.en")
    shelf = models.look()
    assert (shelf.live, shelf.models[0].here, shelf.models[0].measured) == ("tiny.en", True, QUICK)
    assert "Measured" in shelf.models[0].expect
    assert shelf.doing is None


def test_nothing_is_asked_of_the_hub_before_or_after(models: Models, hub: HubStandIn, folder: Path) -> None:
    models.look()
    assert hub.asked == []
    models.download("tiny.en")
    asked = len(hub.asked)
    models.look()
    models.measure("tiny.en")
    models.download("tiny.en")
    models.take_in(folder, "mine")
    models.use("mine")
    models.remove("tiny.en")
    assert len(hub.asked) == asked


def test_a_stopped_download_goes_on_where_it_was(models: Models, hub: HubStandIn) -> None:
    with pytest.raises(NotAllowedNow, match="stopped"):
        models.download("tiny.en", lambda _: models.stop())
    come = models.look().models[0].come
    assert 0 < come < hub.model().bytes
    models._now.stop.clear()
    models.download("tiny.en")
    assert hub.sent("model.bin")[-1] == f"bytes={come}-"


def test_a_download_in_the_background_says_how_it_ends(models: Models, hub: HubStandIn) -> None:
    hub.mishaps = ["damaged"]
    models.begin(lambda: models.download("tiny.en"))
    models.join()
    trouble = models.look().trouble
    assert trouble is not None
    assert (trouble.code, "model.bin is damaged" in trouble.hint) == ("model_damaged", True)
    models.begin(lambda: models.download("tiny.en"))
    models.join()
    assert (models.look().trouble, models.look().live) == (None, "tiny.en")


def test_a_trial_that_fails_keeps_what_was_downloaded(models: Models, hub: HubStandIn) -> None:
    """Gigabytes that are known to be right are not thrown away because the computer slept in the middle of the trial."""

    def slept(_: Path) -> Measured:
        raise EngineTooSlow

    with pytest.raises(EngineTooSlow):
        replace(models, measuring=slept).download("tiny.en")
    assert (models.look().models[0].here, models.look().models[0].come) == (False, hub.model().bytes)
    asked = len(hub.asked)
    models.download("tiny.en")
    assert models.look().live == "tiny.en"
    assert len(hub.asked) == asked


def test_what_nobody_thought_of_is_said_as_well(models: Models) -> None:
    models.begin(lambda: 1 / 0)
    models.join()
    trouble = models.look().trouble
    assert trouble is not None
    assert trouble.code == "internal"


def test_two_downloads_at_once_are_one_too_many(models: Models) -> None:
    inside, leave = threading.Event(), threading.Event()

    def told(_: int) -> None:
        inside.set()
        leave.wait(20)

    models.begin(lambda: models.download("tiny.en", told))
    inside.wait(20)
    with pytest.raises(NotAllowedNow):
        models.begin(lambda: None)
    with pytest.raises(NotAllowedNow):
        models.remove("mine")  # as another program would meet it
    models.use(None)  # choosing does not wait for a download
    leave.set()
    models.join()


def test_a_folder_is_recognised_and_held_against_its_pins(models: Models, folder: Path) -> None:
    assert models.take_in(folder) == "tiny.en"
    assert models.look().live == "tiny.en"
    models.shelf.choose("live", None)
    models.remove("tiny.en")
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelDamaged, match=r"config\.json"):
        models.take_in(folder)
    assert models.shelf.names() == []
    assert models.shelf.come("tiny.en") == 0


def test_a_model_of_the_firms_own_keeps_the_folders_name(
    models: Models, folder: Path, hub: HubStandIn
) -> None:
    own = Path(shutil.copytree(folder, folder.parent / "firm-model"))
    with (own / "model.bin").open("ab") as weights:
        weights.write(b"\0")  # another size: none of those that are offered
    assert models.take_in(own) == "firm-model"
    line = models.look().models[-1]
    assert (line.name, line.offered, line.here) == ("firm-model", None, True)


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_folder_without_a_part_is_refused_with_its_name(models: Models, folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(UsedWrongly, match=missing.replace(".", r"\.")):
        models.take_in(folder, "mine")


def test_weights_that_are_cut_off_or_of_another_kind_are_not_copied(models: Models, folder: Path) -> None:
    weights = folder / "model.bin"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1])
    with pytest.raises(ModelBroken, match="cut off"):
        models.take_in(folder, "mine")
    weights.write_bytes(whole.replace(b"WhisperSpec", b"TransfoSpec", 1))
    with pytest.raises(ModelBroken, match="not a Whisper model"):
        models.take_in(folder, "mine")
    assert models.shelf.names() == []


def test_a_model_that_cannot_be_loaded_is_not_kept(models: Models, folder: Path) -> None:
    """What looking cannot tell, the trial does: here a tokenizer that is no tokenizer."""
    (folder / "tokenizer.json").write_text("{}")
    tried = Models(
        models.desk, models.shelf, (), models.pieces, models.computer,
        lambda path: measure(path, threads=1, cards=0),
    )  # fmt: skip
    with pytest.raises(TenthError) as refused:
        tried.take_in(folder, "mine")
    assert refused.value.hint
    assert models.shelf.names() == []
    untried = models.take_in(folder, "mine")
    assert untried == "mine", "without the trial it would be there"


def test_a_share_that_goes_away_leaves_nothing_half(
    models: Models, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = ModelShelf._copy

    def gone(shelf: ModelShelf, source: Path, target: Path, tell: Callable[[], None]) -> None:
        if source.name == "tokenizer.json":
            raise OSError(5, "the share is gone")
        copied(shelf, source, target, tell)

    monkeypatch.setattr(ModelShelf, "_copy", gone)
    with pytest.raises(ModelDamaged, match="cannot be read to its end"):
        models.take_in(folder, "mine")
    assert models.shelf.come("mine") == 0


def test_an_import_wants_room_as_well(models: Models, folder: Path) -> None:
    full = ModelShelf(models.shelf.folder, check_weights, free=lambda _: RESERVE)
    with pytest.raises(NoRoom, match=r"[345] MB"):
        Models(models.desk, full, (), models.pieces, models.computer, lambda _: QUICK).take_in(folder, "mine")


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", "", "x" * 65])
def test_a_name_leads_nowhere_else(models: Models, folder: Path, name: str) -> None:
    with pytest.raises(UsedWrongly):
        models.take_in(folder, name)
    with pytest.raises(NotFound):
        models.use(name)
    with pytest.raises(NotFound):
        models.remove(name)


def test_what_is_used_is_not_removed(models: Models, folder: Path) -> None:
    models.download("tiny.en")
    models.take_in(folder, "mine")
    models.use("mine", later=True)
    for name in ("tiny.en", "mine"):
        with pytest.raises(NotAllowedNow):
            models.remove(name)
    models.use(None, later=True)
    models.remove("mine")
    assert models.shelf.names() == ["tiny.en"]


def test_without_a_network_a_download_says_so_and_an_import_works(models: Models, folder: Path) -> None:
    away = models.at(Hub("http://127.0.0.1:9").pieces, "http://127.0.0.1:9")
    with pytest.raises(HubUnreachable):
        away.download("tiny.en")
    assert away.take_in(folder) == "tiny.en"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs to take the network away")
def test_after_an_import_a_call_becomes_words_with_the_network_away(tmp_path: Path, folder: Path) -> None:
    """The whole of it in a network that reaches nothing: import, use, take in sound, drafts. The real engine hears."""
    home = open_home(tmp_path / "home", practice=True)
    sound = voice.call_path("second_call", ".flac")
    script = " && ".join(
        f"{sys.executable} -m agent {words} --home {home.root} --sandbox"
        for words in (f"models import {folder} --name mine", f"take-in {sound}")
    )
    ran = subprocess.run(["unshare", "-n", "bash", "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "mine is here. Measured" in ran.stderr
    assert "settlement offer" in " ".join(ran.stdout.split()), "a draft of what was said"
    asked = f"unshare -n {sys.executable} -m agent models download tiny.en --home {home.root} --sandbox"
    control = subprocess.run(asked.split(), cwd=ROOT, capture_output=True, text=True)
    assert control.returncode == 1
    assert "cannot be reached" in control.stderr
