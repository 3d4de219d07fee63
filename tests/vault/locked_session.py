"""A day with a real keyring, in a D-Bus session of its own: a home is made and a browser paired while GNOME Keyring is open,
the keyring is locked, `tenth app` starts, and the keyring is opened again. Prints what everybody heard, as JSON.

Usage: dbus-run-session -- python tests/vault/locked_session.py HOME_FOLDER. Started by tests/vault/test_locked_keyring.py.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from agent import wiring
from agent.paths import open_home
from agent.web.server import PORTS, create_app
from agent.web.windows import Windows
from tests.web.pairing_client import PairingClient
from tests.web.signing_client import Refusal, SigningClient, now, over_app, over_socket, plain_headers

ORIGIN = "moz-extension://0f0f0f0f-1111-2222-3333-444444444444"


def keyring(password: str, *more: str) -> None:
    """Start GNOME Keyring with the password it is unlocked by; a wrong one leaves it locked."""
    command = ["gnome-keyring-daemon", "--unlock", "--components=secrets", *more]
    subprocess.run(command, input=password, text=True, capture_output=True, check=True)


def pair(home: Path) -> SigningClient:
    """Make the home, and pair a browser with it."""
    opened = open_home(home, practice=False)
    services = wiring.build(opened)
    windows = Windows(port=PORTS[0], folder=opened.run, clock=now, chance=os.urandom)
    app = create_app(services, port=PORTS[0], windows=windows, clock=now)
    paired = PairingClient(over_app(app, PORTS[0]), PORTS[0], ORIGIN).pair(services.pairing.open().code)
    services.close()
    return paired


def said(browser: SigningClient) -> Any:
    """Ask for the state and return what came, proven or not."""
    headers = browser.headers("/v1/state", b"{}")
    answer = browser.send("/v1/state", headers, b"{}")
    return [answer.status, answer.json.get("code"), browser.proves(answer, headers)]


def main(home: Path) -> None:
    """Live through it."""
    keyring("pw")
    browser = pair(home)
    keyring("other", "--replace")
    command = [sys.executable, "-m", "agent", "app", "--no-browser", "--home", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as app:
        assert app.stderr
        first = re.search(r":(\d+) on this computer", app.stderr.readline())
        assert first
        heard: dict[str, Any] = {"terminal": app.stderr.readline().strip()}
        port = int(first[1])
        browser.send, browser.port = over_socket(port), port
        hello = json.dumps({"nonce": "0f" * 16}).encode()
        heard["hello"] = browser.send("/v1/hello", plain_headers(port, ORIGIN), hello).json
        heard["locked"] = said(browser)
        heard["refused"] = browser.send("/v1/unlock", plain_headers(port, ORIGIN), b"{}").status
        keyring("pw", "--replace")
        deadline = time.monotonic() + 60
        while browser.send("/v1/unlock", plain_headers(port, ORIGIN), b"{}").status != 200:
            assert time.monotonic() < deadline, "it never opened"
            time.sleep(0.5)
        heard["opened"] = said(browser)
        heard["listed"] = [known["name"] for known in browser.call("/v1/browsers/list")["browsers"]]
        app.terminate()
        heard["ended"] = app.wait(timeout=30)
    print(json.dumps(heard))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Refusal as refusal:
        sys.exit(str(refusal))
