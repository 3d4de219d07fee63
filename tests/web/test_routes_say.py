"""agent/web/routes_say.py: a call is spoken of over the wire; the sound never comes that way."""

from __future__ import annotations

import pytest

from agent.domain.offering import Holder, Kind
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient
from tests.workflow.booth import Booth, until


def test_a_call_is_spoken_of_after_it(web: Web, window: SigningClient, booth: Booth) -> None:
    window.call("/v1/clock/start", {"call": True})
    with pytest.raises(Refusal) as refused:
        window.call("/v1/say/start")
    assert (refused.value.status, refused.value.code) == (409, "call_still_on")
    source = window.call("/v1/clock/stop")["source"]
    booth.card.speed = 40
    assert window.call("/v1/say/start") == {"source": source}
    until(lambda: booth.card.read > 20_000)
    assert window.call("/v1/say/stop", {}) == {"source": source}
    assert web.services.process.unfinished() == 2, "the call's draft, and the words"
    assert window.call("/v1/say/stop") == {"source": None}


def test_a_program_in_a_call_keeps_the_microphone(window: SigningClient, booth: Booth) -> None:
    window.call("/v1/clock/start", {"call": True})
    window.call("/v1/clock/stop")
    booth.held.now.append(Holder("1", "Zoom", Kind.CALL))
    with pytest.raises(Refusal) as refused:
        window.call("/v1/say/start")
    assert (refused.value.code, refused.value.hint) == ("call_still_on", "Leave the call first; then say it.")
    assert booth.card.opened == []
