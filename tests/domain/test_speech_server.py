"""agent/domain/speech_server.py: only an https address, or this very computer; its name is what people read."""

import pytest

from agent.domain.speech_server import SpeechServer, address, is_on_this_computer
from agent.errors import UsedWrongly
from tests.builders import NOON


@pytest.mark.parametrize(
    ("typed", "kept", "host"),
    [
        ("https://speech.firm.example", "https://speech.firm.example", "speech.firm.example"),
        (
            " https://Speech.Firm.example:8443/v1/ ",
            "https://speech.firm.example:8443",
            "speech.firm.example:8443",
        ),
        (
            "https://speech.firm.example/whisper/v1",
            "https://speech.firm.example/whisper",
            "speech.firm.example",
        ),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_an_address_is_kept_as_it_is_reached(typed: str, kept: str, host: str) -> None:
    assert address(typed) == kept
    assert SpeechServer(kept, "m", False, NOON).host == host


@pytest.mark.parametrize(
    "typed",
    [
        "http://speech.firm.example", "http://localhost:8000", "http://127.0.0.1.evil.example", "http://127.1:8000",
        "https://", "https://name:password@speech.firm.example", "https://speech.firm.example?to=evil", "speech.firm.example",
        "https://speech.firm.example/#part", "https://speech.firm.example:port", "https://sp\u0435ech.firm.example",
        "https://speech.firm.example/../../x", "https://speech firm.example", "ftp://speech.firm.example", "https://[::1",
        "https://speech.firm.example:99999",
    ],
)  # fmt: skip
def test_everything_else_is_refused(typed: str) -> None:
    with pytest.raises(UsedWrongly):
        address(typed)


def test_only_literal_addresses_are_this_computer() -> None:
    assert is_on_this_computer("http://127.0.0.1:1")
    assert not is_on_this_computer("https://localhost:1")


def test_an_authority_is_not_in_a_repr() -> None:
    assert "PEM" not in repr(SpeechServer("https://speech.firm.example", "m", False, NOON, "PEM"))
