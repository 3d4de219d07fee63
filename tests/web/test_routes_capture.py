"""agent/web/routes_capture.py: a call captured over the wire, and what the panel is told of it."""

from __future__ import annotations

import datetime as dt

import pytest

from agent.domain.capture import Capture, Report
from agent.domain.consent import Consent
from agent.domain.health import Code, Level, Sign
from agent.domain.ids import SourceId
from agent.domain.offering import Noticed
from agent.domain.transcript import TrackKind
from tests.builders import NOON
from tests.web.conftest import Web
from tests.web.signing_client import Refusal, SigningClient

SAID = {"said": ["M Hale, said yes on the phone"]}


def test_without_consent_nothing_begins_and_the_notice_is_there(web: Web, window: SigningClient) -> None:
    before = window.call("/v1/capture/get")
    assert before["capture"] is None
    assert "this computer only" in before["notice"]
    assert before["never"] is None
    with pytest.raises(Refusal) as refused:
        window.call("/v1/capture/start")
    assert (refused.value.status, refused.value.code) == (409, "consent_missing")
    assert window.call("/v1/state")["state"]["call"] is None


def test_a_call_from_consent_to_source(web: Web, window: SigningClient) -> None:
    started = window.call("/v1/capture/start", SAID)["capture"]
    assert (started["stage"], started["agreed_by"], started["trouble"]) == ("recording", ["M Hale"], None)
    call = window.call("/v1/state")["state"]["call"]
    assert (call["recording"], call["stage"], call["asks"], call["trouble"]) == (
        True,
        "recording",
        False,
        None,
    )
    joined = window.call("/v1/capture/tell", {"what": "joined", "who": "T Nguyen"})["capture"]
    assert (joined["stage"], joined["waiting_for"]) == ("paused", ["T Nguyen"])
    call = window.call("/v1/state")["state"]["call"]
    assert (call["recording"], call["stage"], call["asks"]) == (False, "paused", True)
    agreed = window.call("/v1/capture/tell", {"what": "agreed", "who": "T Nguyen", "how": "said yes"})[
        "capture"
    ]
    assert agreed["stage"] == "recording"
    source = window.call("/v1/capture/stop")["source"]
    summary = window.call("/v1/sources/get", {"source": source})["source"]
    assert summary["has_sound"]
    assert summary["recording"]["agreed_by"] == ["M Hale", "T Nguyen"]
    assert (
        summary["recording"]["began_at"][-6:] == summary["started_at"][-6:]
    )  # both in the lawyer's own time
    assert not summary["recording"]["is_truncated"]
    assert window.call("/v1/capture/stop") == {"source": None}


def test_a_call_is_offered_until_it_is_not_wanted(web: Web, window: SigningClient) -> None:
    assert window.call("/v1/capture/get")["offer"] is None
    version = window.call("/v1/state")["version"]
    since = web.services.clock.desk.now() - dt.timedelta(seconds=10)
    web.office.store.home.noticed = Noticed("100:1", "100:1", "Zoom", since)
    assert window.call("/v1/state")["version"] != version, "whoever waits for a change hears of it"
    offer = window.call("/v1/capture/get")["offer"]
    assert (offer["what"], offer["label"], offer["because"], offer["stops_at"]) == (
        "capture",
        "Zoom",
        "",
        None,
    )
    assert window.call("/v1/state")["state"]["offer"] == offer
    assert window.call("/v1/capture/tell", {"what": "not_this_call"})["offer"] is None
    assert window.call("/v1/state")["state"]["offer"] is None
    assert window.call("/v1/capture/get")["offer"] is None


def test_meters_and_signs_are_told_as_the_recording_program_wrote_them(
    web: Web, window: SigningClient
) -> None:
    captures = web.office.store.captures
    captures.begin(Capture(SourceId("c1"), NOON, NOON, Consent()), bytes(32))
    report = Report(levels=(Level(TrackKind.SYSTEM, -12),), signs=(Sign(Code.DISK_LOW),))
    captures.report(SourceId("c1"), report)
    told = window.call("/v1/capture/get")["capture"]
    assert told["levels"] == {"microphone": None, "system": -12}
    (sign,) = told["signs"]
    assert sign["code"] == "disk_low"
    assert sign["message"] in Sign(Code.DISK_LOW).message


def test_an_objection_deletes_the_sound(web: Web, window: SigningClient) -> None:
    window.call("/v1/capture/start", SAID)
    told = window.call("/v1/capture/tell", {"what": "withdrawn", "who": "M Hale", "how": "asked me to stop"})
    assert told["capture"] is None
    assert list(web.office.folder.glob("*.sealed")) == []
    assert window.call("/v1/state")["state"]["clock"] is not None


def test_other_sources_tell_of_no_recording(web: Web, window: SigningClient) -> None:
    window.call("/v1/notes/add", {"text": "0.2 lease call"})
    (source,) = window.call("/v1/state")["state"]["sources"]
    assert source["recording"] is None


def test_a_hearing_is_told_before_anybody_is_asked_and_goes_on_with_leave_only(
    web: Web, window: SigningClient
) -> None:
    window.call("/v1/clock/start", {"call": True, "what": "Hale: directions hearing"})
    never = window.call("/v1/capture/get")["never"]
    assert never == "this is a hearing: nothing is recorded there without leave"
    with pytest.raises(Refusal) as refused:
        window.call("/v1/capture/start", SAID)
    assert refused.value.code == "never_offered"
    window.call("/v1/capture/start", SAID | {"leave": "leave granted by Judge Wells"})
    assert window.call("/v1/state")["state"]["call"]["stage"] == "recording"


def test_a_window_and_a_matter_tell_of_a_hearing_too(window: SigningClient) -> None:
    assert window.call("/v1/capture/get", {"titles": ["Lease call - Zoom"]})["never"] is None
    assert (
        "mediation"
        in window.call("/v1/capture/get", {"titles": ["Mediation, Hale and Nguyen - Zoom"]})["never"]
    )


def test_a_call_of_the_clock_alone_has_no_stage(window: SigningClient) -> None:
    window.call("/v1/clock/start", {"call": True})
    call = window.call("/v1/state")["state"]["call"]
    assert (call["recording"], call["stage"], call["asks"]) == (False, None, False)
