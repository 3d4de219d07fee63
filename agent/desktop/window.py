"""One window of the agent's own, as a program of its own: `python -m agent.desktop.window PAGE WIDTH HEIGHT`.

PAGE is the path of a launch page. The one file that knows pywebview. It is another process because a tray and a window both
want the main thread of a Mac. A line on standard input brings the window to the front, and leads it first to the launch page it
names, if it names one; the end of standard input means that the agent is gone, and closes the window.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from agent.desktop.webkit import complete, to_the_front

NO_WINDOW = 3
"""Exit status: no window could be opened, so the browser has to do."""
SECONDS_BETWEEN_NAMES = 0.5
ON_GTK = sys.platform not in ("win32", "darwin")


def is_possible() -> bool:
    """Whether this computer could open one, as far as that can be told without trying."""
    if importlib.util.find_spec("webview") is None:
        return False
    if not ON_GTK:
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    if importlib.util.find_spec("gi") is None:
        return False
    import gi

    known = gi.Repository.get_default().enumerate_versions
    return "3.0" in known("Gtk") and "4.1" in known("WebKit2")


def main() -> int:
    """Show the window until it is closed."""
    page, width, height = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    # Without it a window stays white now and then, on a screen without a graphics card and on some with one.
    os.environ.setdefault("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
    try:
        import webview

        webview.settings[
            "ALLOW_DOWNLOADS"
        ] = not ON_GTK  # for exports; agent/desktop/webkit.py sees to it there
        window = webview.create_window(
            "Tenth", page.as_uri(), width=width, height=height, min_size=(360, 400)
        )
        threading.Thread(target=_listen, args=(window,), daemon=True).start()
        threading.Thread(target=_name, args=(window,), daemon=True).start()
        if ON_GTK:
            threading.Thread(target=_complete, args=(window,), daemon=True).start()
        webview.start(gui="gtk" if ON_GTK else None, private_mode=True)
    except Exception:  # whatever a desktop's own browser part fails with, the real browser is there
        return NO_WINDOW
    return 0


def _name(window: Any) -> None:
    """Let the window be called what its page is called: pywebview's own name for it never changes.

    `evaluate_js` would want eval, which our pages forbid.
    """
    window.events.loaded.wait()
    while True:
        window.set_title(window.run_js("document.title") or "Tenth")
        time.sleep(SECONDS_BETWEEN_NAMES)


def _complete(window: Any) -> None:
    """Complete a window of GTK's as soon as it is there."""
    window.events.shown.wait()
    from gi.repository import GLib  # not sooner: the main thread is importing it meanwhile

    GLib.idle_add(lambda: complete(window.native, window.run_js))


def _to_the_front(window: Any) -> None:
    if ON_GTK:
        from gi.repository import GLib

        GLib.idle_add(lambda: to_the_front(window.native))
        return
    window.restore()
    window.show()
    window.on_top = True
    window.on_top = False


def _listen(window: Any) -> None:
    for line in sys.stdin:
        if page := line.strip():
            window.load_url(Path(page).as_uri())
        _to_the_front(window)
    window.destroy()


if __name__ == "__main__":
    raise SystemExit(main())
