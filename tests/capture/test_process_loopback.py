"""agent/capture/process_loopback.py: documented layouts, and every call against tables in their published order."""

from __future__ import annotations

import ctypes
import os
from array import array

import pytest

from agent.capture import OWN_TREE, listener, process_loopback
from agent.capture.process_loopback import FORM, Params, Variant, WaveFormat, all_but_own
from agent.domain.transcript import TrackKind
from tests.capture.recorded.windows_audio import AUDIO_CLIENT, CAPTURE_CLIENT, PACKET, Windows
from tests.desktop.screen import until


def test_structures_lie_as_the_headers_say() -> None:
    wide = ctypes.sizeof(ctypes.c_void_p)
    assert ctypes.sizeof(Params) == 12
    assert (Params.process.offset, Params.mode.offset) == (4, 8)
    assert ctypes.sizeof(WaveFormat) == 18
    assert ctypes.sizeof(Variant) == {8: 24, 4: 16}[wide]
    assert Variant.blob.offset == 8
    assert process_loopback.Blob.content.offset == wide


def test_all_but_our_own_tree_is_asked_for_and_heard_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_TREE, "4711")
    windows, came = Windows(), list[bytes]()
    with all_but_own(came.append, windows) as opened:
        until(lambda: len(came) == 4, "the packets")
        assert opened.is_alive()
    assert windows.asked == {
        "apartment": 0, "path": "VAD\\Process_Loopback", "interface": AUDIO_CLIENT, "variant": 65, "blob": (1, 4711, 1),
        "94ea2b94": (0, True), "deadbeef": (-2147467262, False), "stream": (0, 0x88060000, True, 0),
        "form": (1, 2, 48_000, 192_000, 4, 16, 0), "service": CAPTURE_CLIENT,
    }  # fmt: skip
    assert [max(array("h", piece)) for piece in came] == [8000, 8000, 0, 8000]
    assert {len(piece) for piece in came} == {PACKET * 2 * FORM.channels}
    assert windows.calls == [
        "SetEventHandle", "Start", *["ReleaseBuffer"] * 4, "Stop", "CloseHandle", "CoUninitialize",
    ]  # fmt: skip
    assert (windows.capture.held, windows.client.held, windows.operation.held) == (0, 0, 0), (
        "nothing is left behind"
    )
    assert not opened.is_alive()


def test_one_that_windows_refuses_or_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="80004005"), all_but_own(lambda _: None, Windows(activates=False)):
        pass
    with pytest.raises(OSError, match="no process loopback"), all_but_own(lambda _: None):
        pass


def test_a_device_that_goes_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with all_but_own(lambda _: None, Windows(unplugged=True)) as opened:
        until(lambda: not opened.is_alive(), "its end")


def test_only_the_other_side_and_only_without_pyaudiowpatch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in's own import fails here, as PyAudioWPatch's does where it is not installed."""
    monkeypatch.delenv(OWN_TREE, raising=False)
    windows = Windows()
    monkeypatch.setattr(process_loopback, "_Windows", lambda: windows)
    with listener.hearing("windows", TrackKind.SYSTEM, lambda _: None) as opened:
        assert opened.device == "everything but Tenth"
    assert windows.asked["blob"] == (1, os.getppid(), 1), "the recording program's own tree"
    with pytest.raises(ImportError), listener.hearing("windows", TrackKind.MICROPHONE, lambda _: None):
        pass
