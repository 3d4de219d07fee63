"""agent/desktop/webkit.py: files dropped on a window of GTK's reach its page, and the page stays."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image

from agent import voice, wiring
from agent.desktop import webkit, window
from agent.desktop.webkit import dropped, hand_over
from agent.paths import open_home
from tests.desktop.at_work import AtWork
from tests.desktop.screen import Screen, installed, until
from tests.house.sources import ROOT

PICTURES = ROOT / "build" / "pictures"
CALL = voice.call_path("practice_call", ".vtt")

DRAG = """
import gi, sys
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk
window, held = Gtk.Window(title="files"), Gtk.EventBox()
held.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY)
held.connect("drag-data-get", lambda _, context, told, *more: told.set_uris([sys.argv[1]]))
window.add(held)
window.resize(120, 120)
window.set_keep_above(True)
window.show_all()
Gtk.main()
"""


def test_what_was_dropped_is_read_from_this_computer_only(tmp_path: Path) -> None:
    kept = tmp_path / "Call of 9 June.vtt"
    kept.write_text("WEBVTT")
    assert dropped([kept.as_uri(), "https://example.org/x", tmp_path.as_uri(), "file:///not/there"]) == [kept]


def test_a_file_is_handed_over_in_pieces_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webkit, "CHUNK", 4)
    path, said = tmp_path / 'a "b".txt', list[str]()
    path.write_bytes(b"0123456789")
    hand_over([path], said.append)
    assert json.dumps(path.name) in said[1]
    pieces = [line for line in said if "atob" in line]
    assert [
        b64encode(piece).decode() in line
        for piece, line in zip((b"0123", b"4567", b"89"), pieces, strict=True)
    ]
    assert "drop" in said[-1]


@pytest.mark.slow
@pytest.mark.tray
def test_a_file_dropped_on_the_review_window_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")  # whether there could be a window on some screen
    if not installed() or not window.is_possible():
        pytest.skip("Xvfb or WebKitGTK is not installed")
    with Screen(tmp_path / "screen", host=None) as screen:
        at_work = AtWork(screen, tmp_path / "home", "--no-tray")
        review = at_work.has_window("^Tenth$")
        screen.start("/usr/bin/python3", "-c", DRAG, CALL.as_uri())
        files = at_work.has_window("^files$")
        services = wiring.build(open_home(at_work.home, practice=True))
        try:
            until(lambda: not list((at_work.home / "run").glob("open-*")), "the page in the window")
            drag(screen, files, review)
            until(lambda: services.review.overview().sources, "the file taken in")
            until(lambda: services.review.overview().sources[0].entries, "its entries")
        finally:
            services.close()
        screen.hand("windowclose", files)
        assert AtWork(screen, at_work.home, "--capture").ends() == 0
        consent = at_work.has_window("Capture this call")
        until(lambda: screen.front() == consent, "the window for consent before the review")
        assert AtWork(screen, at_work.home).ends() == 0
        until(lambda: screen.front() == review, "the review before it, the same window as at first")
        until(lambda: colours(screen.picture()) > 1_000, "the call, drawn")
        PICTURES.mkdir(parents=True, exist_ok=True)
        screen.picture().save(PICTURES / "review-in-its-window.png")
        at_work.process.terminate()
        assert at_work.ends() == 0


def colours(picture: Image.Image) -> int:
    """Return how many colours there are: letters have many."""
    return len(picture.getcolors(picture.width * picture.height) or ())


def drag(screen: Screen, held: str, onto: str) -> None:
    """Drag what a window holds onto another one, in steps, as a hand does."""
    (left, top), (right, bottom) = middle(screen, held), middle(screen, onto)
    screen.hand("mousemove", str(left), str(top), "mousedown", "1", "sleep", "0.3")
    for step in range(1, 11):
        x, y = left + (right - left) * step // 10, top + (bottom - top) * step // 10
        screen.hand("mousemove", "--sync", str(x), str(y), "sleep", "0.05")
    screen.hand("sleep", "0.3", "mouseup", "1")


def middle(screen: Screen, window: str) -> tuple[int, int]:
    """Return the middle of a window on the screen."""
    left, top, right, bottom = screen.box(window)
    return (left + right) // 2, (top + bottom) // 2
