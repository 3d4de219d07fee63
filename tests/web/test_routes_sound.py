"""Sound leaves the agent in one way: as a clip in a signed answer. There is no address of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import pytest

from agent.web import answers
from agent.web.files import TYPES
from agent.web.gate import CONTENT_POLICY
from agent.web.routes import ROUTES
from tests.web.conftest import PORT, Web
from tests.web.signing_client import Answer, Refusal, SigningClient, over_app
from tests.web.test_routes import taken_in

CLIP = "/v1/sources/clip"


def test_no_address_gives_sound(web: Web) -> None:
    gets = [rule for rule in web.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert {rule.rule for rule in gets} == {
        "/panel/<path:name>",
        "/vendor/<path:name>",
        "/window/<path:name>",
    }
    assert not [kind for kind in TYPES.values() if kind.startswith(("audio", "video", "application/octet"))]
    assert "media-src blob:;" in CONTENT_POLICY


def test_one_call_gives_it(web: Web) -> None:
    assert [route.path for route in ROUTES if route.act.__annotations__["return"] == "answers.Sound"] == [
        CLIP
    ]
    assert answers.Sound.__module__ == "agent.web.answers"


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_asked_for_another_way_it_is_not_given(web: Web, method: str) -> None:
    answer = getattr(web.app.test_client(), method)(
        f"{CLIP}?source=s&start_ms=0&end_ms=9", headers={"Host": f"127.0.0.1:{PORT}"}
    )
    assert answer.status_code == 405
    assert b"RIFF" not in answer.data


def test_without_a_signature_it_is_not_given(web: Web, window: SigningClient) -> None:
    source = taken_in(web, window, b"fLaC of a call")
    answer = web.send(CLIP, f'{{"source": "{source}", "start_ms": 0, "end_ms": 500}}'.encode())
    assert answer.status == 401
    assert b"data" not in answer.body


def test_the_clip_is_in_what_is_signed(web: Web, window: SigningClient) -> None:
    source = taken_in(web, window, b"fLaC of a call")
    body = {"source": source, "start_ms": 0, "end_ms": 500}
    assert base64.b64decode(window.call(CLIP, body)["data"]).startswith(b"RIFF")
    send = over_app(web.app, PORT)

    def changed(path: str, headers: Mapping[str, str], data: bytes) -> Answer:
        answer = send(path, headers, data)
        return Answer(answer.status, answer.headers, answer.body.replace(b'"UklG', b'"UklH'))

    window.send = changed
    with pytest.raises(AssertionError, match="unproven answer"):
        window.call(CLIP, body)


@pytest.mark.parametrize("stretch", [(-1, 500), (0, -1), (0, 10**12), (0, "500"), (0, None)])
def test_a_stretch_that_is_none_is_refused(
    web: Web, window: SigningClient, stretch: tuple[object, object]
) -> None:
    source = taken_in(web, window, b"fLaC of a call")
    with pytest.raises(Refusal) as refusal:
        window.call(CLIP, {"source": source, "start_ms": stretch[0], "end_ms": stretch[1]})
    assert refusal.value.status == 400
