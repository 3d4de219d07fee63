"""agent/web: hours of sound come in by the page, in pieces, each signed like everything else."""

from __future__ import annotations

import base64

import pytest

from agent.web.gate import LARGEST_PIECE
from tests.fakes import RECORDING
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

CALL = RECORDING + bytes(5_000_000)
STEP = 4 * 1024**2


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_call_of_hours_comes_in_by_the_page(web: Web, window: SigningClient) -> None:
    upload = window.call("/v1/sources/take-in/begin", {"size": len(CALL), "data": in_base64(CALL[:STEP])})[
        "upload"
    ]
    window.call("/v1/sources/take-in/piece", {"upload": upload, "at": STEP, "data": in_base64(CALL[STEP:])})
    body = {"upload": upload, "name": "hearing.m4a", "context": {"date": "2026-07-23"}, "memo": True}
    source = window.call("/v1/sources/take-in/whole", body)["source"]
    kept = web.office.store.sources.get(source).source
    assert (kept.title, str(kept.date), kept.form) == ("hearing.m4a", "2026-07-23", "memo")
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/take-in/whole", body)
    assert refused.value.code == "not_found"


def test_a_matter_that_is_not_there_costs_no_second_sending(web: Web, window: SigningClient) -> None:
    upload = window.call("/v1/sources/take-in/begin", {"size": len(RECORDING), "data": in_base64(RECORDING)})[
        "upload"
    ]
    body = {"upload": upload, "name": "hearing.m4a", "context": {"matter_id": 999_999}}
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/take-in/whole", body)
    assert refused.value.code == "not_found"
    assert window.call("/v1/sources/take-in/whole", body | {"context": {}})["source"]


def test_a_piece_larger_than_a_page_sends_is_refused(window: SigningClient) -> None:
    with pytest.raises(Refusal) as refused:
        window.call("/v1/sources/take-in/begin", {"size": 10**9, "data": "A" * LARGEST_PIECE})
    assert (refused.value.status, refused.value.code) == (413, "too_large")
