"""The agent on a real port, as browsers and programs meet it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from agent.web.server import Serving, create_app, open_port, serve
from agent.web.windows import Windows
from agent.workflow.services import Services
from tests.web.signing_client import SigningClient, now, over_socket, secret_in


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """The agent on a real port."""

    def __init__(self, services: Services, folder: Path) -> None:
        listener = open_port([a_free_port()])
        self.port: int = listener.getsockname()[1]
        self.windows = Windows(port=self.port, folder=folder, clock=now, chance=os.urandom)
        self.serving: Serving = serve(
            create_app(services, port=self.port, windows=self.windows, clock=now), listener
        )

    def window(self) -> SigningClient:
        return SigningClient.open(over_socket(self.port), self.port, secret_in(self.windows.launch_page()))
