"""agent/transcribe/hub.py with workflow/model_shelf.py: what comes is the file that is pinned, whole, or it is not kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent import voice
from agent.domain.speech import SpeechModel
from agent.errors import TenthError, UsedWrongly
from agent.transcribe import hub as hub_module
from agent.transcribe.errors import HubChanged, HubRefused, HubUnreachable, ModelBroken
from agent.transcribe.hub import Hub
from agent.transcribe.weights import check_weights
from agent.workflow import model_shelf
from agent.workflow.model_shelf import RESERVE, ModelDamaged, ModelShelf, NoRoom, sha256_of
from tests.transcribe.hub_stand_in import HubStandIn, of_practice_voice, open_hub


@pytest.fixture
def hub() -> Iterator[HubStandIn]:
    with open_hub(of_practice_voice()) as hub:
        yield hub


def shelf_at(folder: Path, free: int = 10 * RESERVE) -> ModelShelf:
    folder.mkdir(exist_ok=True)
    return ModelShelf(folder, check_weights, free=lambda _: free, sleep=lambda _: None)


def fetch(
    hub: HubStandIn, folder: Path, model: SpeechModel | None = None, told: list[int] | None = None
) -> Path:
    return shelf_at(folder).fetch(
        model or hub.model(), Hub(hub.address).pieces, (told if told is not None else []).append
    )


def test_a_model_comes_whole_and_is_only_then_put_in_its_place(hub: HubStandIn, tmp_path: Path) -> None:
    told: list[int] = []
    coming = fetch(hub, tmp_path, told=told)
    shelf = shelf_at(tmp_path)
    assert shelf.names() == [], "not before it is put there"
    shelf.put("tiny.en")
    assert shelf.names() == ["tiny.en"]
    assert {p.name: p.read_bytes() for p in shelf.path("tiny.en").iterdir()} == hub.content
    assert told == sorted(told)
    assert told[-1] == hub.model().bytes
    assert not coming.exists()


def test_a_dropped_connection_is_gone_on_with_by_itself(hub: HubStandIn, tmp_path: Path) -> None:
    hub.mishaps = [1_200_000, 900_000]
    coming = fetch(hub, tmp_path)
    assert (coming / "model.bin").read_bytes() == hub.content["model.bin"]
    assert hub.sent("model.bin")[0] == ""
    assert all(asked.startswith("bytes=") and asked != "bytes=0-" for asked in hub.sent("model.bin")[1:])
    assert len(hub.sent("model.bin")) == 3


def test_what_came_before_a_stop_does_not_come_again(hub: HubStandIn, tmp_path: Path) -> None:
    hub.mishaps = [1_200_000, "busy", "busy", "busy"]
    with pytest.raises(HubUnreachable):
        fetch(hub, tmp_path)
    kept = shelf_at(tmp_path).come("tiny.en")
    assert 1_000_000 < kept <= 1_200_000
    fetch(hub, tmp_path)
    assert hub.sent("model.bin")[-1] == f"bytes={kept}-"


def test_a_server_that_cannot_go_on_begins_anew(hub: HubStandIn, tmp_path: Path) -> None:
    hub.mishaps = [1_200_000, "no range"]
    coming = fetch(hub, tmp_path)
    assert (coming / "model.bin").read_bytes() == hub.content["model.bin"]


def test_a_damaged_file_is_deleted_and_said_so(hub: HubStandIn, tmp_path: Path) -> None:
    hub.mishaps = ["damaged"]
    with pytest.raises(ModelDamaged, match=r"model\.bin is damaged") as refused:
        fetch(hub, tmp_path)
    assert "deleted" in refused.value.hint
    assert not (tmp_path / ".coming/tiny.en/model.bin").exists()
    fetch(hub, tmp_path)


def test_without_its_sum_a_damaged_file_would_be_taken(
    hub: HubStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.mishaps = ["", "damaged"]  # the first byte of config.json
    monkeypatch.setattr(model_shelf, "sha256_of", lambda path: sums[path.name])
    sums = {file.name: file.sha256 for file in hub.model().files}
    coming = fetch(hub, tmp_path)
    assert sha256_of(coming / "config.json") != sums["config.json"]


@pytest.mark.parametrize(
    ("promise", "value"),
    [("X-Linked-Etag", f'"{"0" * 64}"'), ("X-Linked-Size", "5"), ("X-Repo-Commit", "f" * 40)],
)
def test_a_file_that_was_changed_at_the_hub_is_refused_before_its_first_byte(
    hub: HubStandIn, tmp_path: Path, promise: str, value: str
) -> None:
    hub.promises = {promise: value}
    with pytest.raises(HubChanged):
        fetch(hub, tmp_path)
    assert [path for path, _ in hub.asked if "/store/" in path] == []
    assert shelf_at(tmp_path).come("tiny.en") == 0


def test_another_commit_than_the_pinned_one_is_not_there(hub: HubStandIn, tmp_path: Path) -> None:
    other = replace(hub.model(), revision="f" * 40)
    with pytest.raises(HubChanged):
        fetch(hub, tmp_path, other)


def test_what_the_hub_does_not_have_is_said(hub: HubStandIn, tmp_path: Path) -> None:
    model = hub.model()
    del hub.content["tokenizer.json"]
    with pytest.raises(HubRefused):
        fetch(hub, tmp_path, model)


@pytest.mark.parametrize(
    "elsewhere", ["http://127.0.0.1.example.com/store/model.bin", "ftp://127.0.0.1/x", "http://10.0.0.1/"]
)
def test_nothing_is_taken_from_a_place_nobody_knows(hub: HubStandIn, tmp_path: Path, elsewhere: str) -> None:
    hub.elsewhere = elsewhere
    with pytest.raises(HubRefused, match="does not know"):
        fetch(hub, tmp_path)


@pytest.mark.parametrize(
    ("where", "known"),
    [
        ("https://cas-bridge.xethub.hf.co/x", True), ("https://cdn-lfs-us-1.hf.co/x", True), ("/other", True),
        ("https://hf.co.example.com/x", False), ("https://evilhf.co/x", False), ("http://huggingface.co/x", False),
    ],
)  # fmt: skip
def test_which_places_are_the_hubs(where: str, known: bool) -> None:
    following = Hub()._next
    address = f"{hub_module.HOST}/a/resolve/b/model.bin"
    if known:
        assert following(address, where).startswith("https://")
    else:
        with pytest.raises(HubRefused):
            following(address, where)


@pytest.mark.parametrize("address", ["https://example.com", "http://10.0.0.1", "http://localhost:1"])
def test_another_hub_may_only_be_on_this_computer(address: str) -> None:
    with pytest.raises(UsedWrongly):
        Hub(address)


def test_nothing_of_this_computer_is_told(hub: HubStandIn, tmp_path: Path) -> None:
    assert set(hub_module.HEADERS) == {"User-Agent", "Accept-Encoding"}
    fetch(hub, tmp_path)
    assert {path.split("/")[1] for path, _ in hub.asked} == {"Somebody", "store"}


def test_too_little_room_is_said_before_the_first_byte(hub: HubStandIn, tmp_path: Path) -> None:
    model = hub.model()
    short = shelf_at(tmp_path, free=RESERVE + model.bytes - 400_000_000 + 397_000_000)
    with pytest.raises(NoRoom, match="3 MB more are needed"):
        short.fetch(model, Hub(hub.address).pieces, lambda _: None)
    assert hub.asked == []
    enough = shelf_at(tmp_path, free=RESERVE + model.bytes)
    enough.fetch(model, Hub(hub.address).pieces, lambda _: None)


def test_a_disk_that_is_full_in_the_middle_keeps_what_came(
    hub: HubStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NoRoom, match="disk is full"):
            fetch(hub, tmp_path)
    before = len(hub.asked)
    fetch(hub, tmp_path)
    assert all("/model.bin" not in path for path, _ in hub.asked[before:]), "it was there already"


def test_nobody_at_the_address_is_a_sentence(tmp_path: Path, hub: HubStandIn) -> None:
    with pytest.raises(HubUnreachable) as caught:
        shelf_at(tmp_path).fetch(hub.model(), Hub("http://127.0.0.1:9").pieces, lambda _: None)
    assert isinstance(caught.value, TenthError)
    assert "goes on" in caught.value.hint


@pytest.mark.parametrize("keep", [0, 3, 40, 5_000, 3_154_144])
def test_weights_that_are_cut_off_are_seen_without_loading_them(tmp_path: Path, keep: int) -> None:
    weights = tmp_path / "model.bin"
    weights.write_bytes((voice.model_path() / "model.bin").read_bytes()[:keep])
    with pytest.raises(ModelBroken):
        check_weights(weights)
    check_weights(voice.model_path() / "model.bin")


def test_weights_of_another_kind_of_model_are_named_so(tmp_path: Path) -> None:
    weights = tmp_path / "model.bin"
    content = (voice.model_path() / "model.bin").read_bytes()
    weights.write_bytes(content.replace(b"WhisperSpec", b"TransfoSpec", 1))
    with pytest.raises(ModelBroken, match="not a Whisper model"):
        check_weights(weights)
