"""agent/web/routes_models.py: the page of speech models, and what a second hearing offers; only Tenth's own window fetches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agent import voice
from agent.domain.source import Context
from agent.domain.transcript import Segment, TrackKind
from agent.web.gate import MODEL_DEEDS
from tests.fakes import RECORDING
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

FIRST = [Segment(TrackKind.MICROPHONE, 0, 3000, "the rent is 15 a week")]
AGAIN = [Segment(TrackKind.MICROPHONE, 0, 3000, "the rent is 50 a week")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(voice.model_path(), tmp_path / "share" / "firm"))


def test_the_list_says_what_fits_and_what_is_suggested(window: SigningClient) -> None:
    shown = window.call("/v1/models/list")
    fits = {model["name"]: model["fit"] for model in shown["models"]}
    assert (fits["small.en"], fits["large-v3-turbo"], fits["large-v3"]) == ("live", "later", "no")
    assert (shown["suggested"], shown["suggested_later"]) == ("small.en", "large-v3-turbo")
    assert (shown["live"], shown["doing"], shown["cores"]) == (None, None, 8)
    small = next(model for model in shown["models"] if model["name"] == "small.en")
    assert small["expect"].startswith("Estimate: a minute of a call takes about 31 s")
    assert (small["here"], small["errors"]) == (False, [8.26, 17.4, 12.5])


def test_an_import_is_seen_used_and_removed(web: Web, window: SigningClient, folder: Path) -> None:
    window.call("/v1/models/import", {"folder": str(folder)})
    web.services.models.join()
    shown = window.call("/v1/models/list")
    assert shown["live"] == "firm"
    own = shown["models"][-1]
    assert (own["name"], own["here"], own["expect"]) == (
        "firm", True, "Measured: a minute of a call takes 5 s on this computer (8 s of processor time).",
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        window.call("/v1/models/remove", {"name": "firm"})
    assert refused.value.code == "not_allowed_now"
    window.call("/v1/models/use", {"name": "firm", "later": True})
    assert window.call("/v1/models/list")["later"] == "firm"
    window.call("/v1/models/use", {"name": None, "later": True})
    assert window.call("/v1/models/list")["later"] is None


def test_a_download_that_fails_is_told_by_the_list(web: Web, window: SigningClient) -> None:
    window.call("/v1/models/download", {"name": "small.en"})
    web.services.models.join()
    assert window.call("/v1/models/list")["trouble"]["code"] == "hub_unreachable"
    window.call("/v1/models/stop")


def test_what_makes_no_sense_is_refused_at_once(window: SigningClient) -> None:
    for path, body, code in (
        ("/v1/models/download", {"name": "huge"}, "not_found"),
        ("/v1/models/download", {"name": "../x"}, "used_wrongly"),
        ("/v1/models/use", {"name": "small.en"}, "not_found"),
        ("/v1/differences/take", {"source": "none"}, "not_found"),
        ("/v1/differences/take", {"source": "none", "turns": ["x"]}, "used_wrongly"),
    ):
        with pytest.raises(Refusal) as refused:
            window.call(path, body)
        assert refused.value.code == code


@pytest.mark.parametrize("path", MODEL_DEEDS)
def test_a_paired_browser_may_not_fetch_or_change_a_model(web: Web, path: str) -> None:
    with pytest.raises(Refusal) as caught:
        web.extension().call(path, {})
    assert caught.value.code == "origin_refused"


def test_a_second_hearing_is_offered_and_taken_over(web: Web, window: SigningClient) -> None:
    office = web.office
    office.transcriber.hears = FIRST
    call = office.take_in.data(RECORDING, "call.flac", Context())
    office.process.all()
    assert window.call("/v1/differences/list") == {"calls": [], "waiting": 1}
    office.transcriber.hears = AGAIN
    window.call("/v1/differences/hear")
    web.services.models.join()
    (heard,) = window.call("/v1/differences/list")["calls"]
    assert (heard["source"], heard["model"], heard["hint"]) == (call, "large", None)
    (row,) = heard["differences"]
    assert (row["turn"], row["kind"]) == ("m0", "figure")
    assert [(r["was"], r["now"]) for r in row["runs"] if not r["same"]] == [("15", "50")]
    assert window.call("/v1/differences/take", {"source": call, "turns": ["m0"]}) == {"anew": True}
    office.process.all()
    assert window.call("/v1/differences/list")["calls"][0]["differences"] == []
    window.call("/v1/differences/leave", {"source": call})
    assert window.call("/v1/differences/list") == {"calls": [], "waiting": 1}


def test_the_page_can_be_opened_from_the_others(web: Web, window: SigningClient) -> None:
    window.call("/v1/window/show", {"page": "models"})
    assert len(web.shown) == 1
