"""What WebKitGTK leaves to its window: coming to the front, links that lead elsewhere, files that are kept or dropped.

Since CVE-2025-13947 it shows a page none of the files that are dropped on it, and takes the first for the page to go to
(WebKit's pull request 73114). So the window itself takes them, and hands them to the page as another browser would.
"""

from __future__ import annotations

import json
import threading
import webbrowser
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

CHUNK = 3 << 20
"""Bytes that are handed over at once."""

_BEGIN = "globalThis.tenthDropped = []; null"
_FILE = "tenthDropped.push([{name}]); null"
_PIECE = 'tenthDropped.at(-1).push(Uint8Array.from(atob("{piece}"), (each) => each.charCodeAt(0))); null'
_DROP = """
{
  const event = new Event("drop", { cancelable: true });
  const files = tenthDropped.map(([name, ...pieces]) => new File(pieces, name));
  Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files } });
  delete globalThis.tenthDropped;
  document.dispatchEvent(event);
}
null
"""


def complete(top: Any, run_js: Callable[[str], object]) -> None:
    """Complete a window of GTK's with a page in it. Called on GTK's own thread; `run_js` is called on another."""
    from gi.repository import Gdk, Gtk

    top.connect("map-event", lambda *_: to_the_front(top))  # a window manager sees it from now on
    if top.get_mapped():
        to_the_front(top)
    view = _page_in(top)
    view.connect("create", lambda _, action: _elsewhere(action.get_request().get_uri()))
    view.get_context().connect("download-started", lambda _, download: _keeping(top, download))
    view.drag_dest_unset()
    top.drag_dest_set(Gtk.DestDefaults.ALL, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY)
    top.connect("drag-data-received", lambda *told: _received(told[1], told[4], run_js))


def to_the_front(top: Any) -> None:
    """Bring a window of GTK's before all others. Called on GTK's own thread.

    Without the moment of it, window managers take it for a window that wants to steal the focus, and leave it behind.
    """
    from gi.repository import Gdk

    shown = top.get_window()
    if shown is not None and "X11" in type(shown).__name__:
        from gi.repository import GdkX11

        moment = GdkX11.x11_get_server_time(shown)
    else:
        moment = Gdk.CURRENT_TIME
    top.present_with_time(moment)


def _received(drag: Any, told: Any, run_js: Callable[[str], object]) -> None:
    """Take what was dropped, unless the drag began in our own window: a page could name any file in one of its making."""
    from gi.repository import Gtk

    if Gtk.drag_get_source_widget(drag) is None:
        files = dropped(told.get_uris())
        threading.Thread(target=hand_over, args=(files, run_js), daemon=True).start()


def dropped(addresses: Iterable[str]) -> list[Path]:
    """Return the files of this computer among what was dropped."""
    paths = [Path(unquote(urlsplit(each).path)) for each in addresses if urlsplit(each).scheme == "file"]
    return [path for path in paths if path.is_file()]


def hand_over(files: Iterable[Path], run_js: Callable[[str], object]) -> None:
    """Let the page have these files dropped on it."""
    run_js(_BEGIN)
    for path in files:
        run_js(_FILE.format(name=json.dumps(path.name)))
        with path.open("rb") as content:
            while piece := content.read(CHUNK):
                run_js(_PIECE.format(piece=b64encode(piece).decode()))
    run_js(_DROP)


def _page_in(widget: Any) -> Any:
    while widget.__gtype__.name != "WebKitWebView":
        widget = widget.get_child()
    return widget


def _elsewhere(address: str) -> None:
    """Open in the browser what a script wants another window for; pywebview does so for links only."""
    webbrowser.open(address)


def _keeping(top: Any, download: Any) -> None:
    download.connect("decide-destination", lambda _, name: _asked(top, download, name))


def _asked(top: Any, download: Any, name: str) -> bool:
    """Ask where to keep a file. pywebview's own dialog dies where the desktop names no folder for downloads."""
    from gi.repository import GLib, Gtk

    dialog = Gtk.FileChooserNative.new("Keep the file", top, Gtk.FileChooserAction.SAVE, None, None)
    downloads = GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_DOWNLOAD)
    dialog.set_current_folder(downloads or GLib.get_home_dir())
    dialog.set_current_name(name)
    dialog.set_do_overwrite_confirmation(True)
    if dialog.run() == Gtk.ResponseType.ACCEPT:
        download.set_allow_overwrite(True)
        download.set_destination(dialog.get_uri())
    else:
        download.cancel()
    return True
