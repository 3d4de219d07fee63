"""What WebKitGTK leaves to its window: links that lead elsewhere, files that are kept, and files that are dropped.

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

    view = _page_in(top)
    view.connect("create", lambda _, action: _elsewhere(action.get_request().get_uri()))
    view.get_context().connect("download-started", lambda _, download: _keeping(top, download))
    view.drag_dest_unset()
    top.drag_dest_set(Gtk.DestDefaults.ALL, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY)
    top.connect(
        "drag-data-received",
        lambda *told: threading.Thread(
            target=hand_over, args=(dropped(told[4].get_uris()), run_js), daemon=True
        ).start(),
    )


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
