"""agent/transcribe/server/line.py on real sockets: one host over TLS, each trouble a sentence, no endless answer."""

from __future__ import annotations

import gzip
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.errors import UsedWrongly
from agent.transcribe.server import errors, line
from agent.transcribe.server.line import Line, authority
from agent.transcribe.server.wire import form
from tests.transcribe.speech_server import MODEL, TOKEN, Asked, FirmServer, Reply

FIELDS = form(MODEL, word_times=False)
WORDS = b'{"text": "the settlement of Hale"}'


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[FirmServer]:
    server = FirmServer(tmp_path, script=lambda _: (200, {}, WORDS))
    yield server
    server.close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def open_line(firm: FirmServer, waits: list[float]) -> Iterator[Line]:
    made = Line(firm.url, TOKEN, ca=firm.ca, sleep=waits.append)
    yield made
    made.close()


def test_sound_goes_there_with_the_token_and_the_fields(firm: FirmServer, open_line: Line) -> None:
    assert open_line.transcribe(FIELDS, b"fLaC") == WORDS
    (asked,) = firm.pieces
    assert (asked.path, asked.token, asked.sound) == ("/v1/audio/transcriptions", f"Bearer {TOKEN}", b"fLaC")
    assert asked.fields == {
        name: [value] if isinstance(value, str) else value for name, value in FIELDS.items()
    }


def test_a_server_that_the_authority_did_not_sign_hears_nothing(firm: FirmServer, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = FirmServer(tmp_path / "other", script=lambda _: (200, {}, WORDS))
    for ca in ("", firm.ca):
        with pytest.raises(errors.ServerUntrusted) as refusal:
            Line(stranger.url, TOKEN, ca=ca).transcribe(FIELDS, b"fLaC")
        assert refusal.value.code == "speech_server_untrusted"
    stranger.close()
    assert stranger.asked == []


def test_believed_by_its_authority_it_would(tmp_path: Path) -> None:
    stranger = FirmServer(tmp_path, script=lambda _: (200, {}, WORDS))
    Line(stranger.url, TOKEN, ca=stranger.ca).transcribe(FIELDS, b"fLaC")
    stranger.close()
    assert len(stranger.pieces) == 1


def test_a_certificate_for_another_name_is_not_believed(firm: FirmServer) -> None:
    with pytest.raises(errors.ServerUntrusted):
        Line(firm.url.replace("127.0.0.1", "localhost"), TOKEN, ca=firm.ca).models()


@pytest.mark.parametrize("ca", ["nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_authority_is_said_to_be_none(ca: str) -> None:
    with pytest.raises(UsedWrongly):
        authority(ca)


@pytest.mark.parametrize(
    ("status", "kind", "tries"),
    [
        (301, errors.ServerMoved, 1), (307, errors.ServerMoved, 1), (400, errors.ServerUnfit, 1),
        (401, errors.TokenRefused, 1),
        (403, errors.ServerForbids, 1), (404, errors.ServerUnfit, 1), (413, errors.PieceTooLarge, 1),
        (422, errors.ServerUnfit, 1),
        (429, errors.ServerBusy, 3), (500, errors.ServerBroken, 3), (503, errors.ServerBroken, 3), (204, errors.ServerUnfit, 1),
    ],
)  # fmt: skip
def test_each_answer_has_its_own_sentence_and_only_what_passes_is_tried_again(
    firm: FirmServer,
    open_line: Line,
    waits: list[float],
    status: int,
    kind: type[errors.SpeechServerError],
    tries: int,
) -> None:
    firm.script = lambda _: (status, {"Location": "https://evil.example/", "Retry-After": "7"}, b"")
    with pytest.raises(kind) as refusal:
        open_line.transcribe(FIELDS, b"fLaC")
    assert type(refusal.value) is kind
    assert firm.host in str(refusal.value)
    assert refusal.value.hint.endswith(".")
    assert len(firm.pieces) == tries
    assert waits == ([7.0, 7.0] if tries == 3 else [])


@pytest.mark.parametrize("followed", [False, True])
def test_a_redirect_is_not_followed_and_would_lead_sound_away(
    firm: FirmServer, open_line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, followed: bool
) -> None:
    firm.script = lambda a: (
        (307, {"Location": "/elsewhere"}, b"") if a.path.startswith("/v1") else (200, {}, WORDS)
    )
    monkeypatch.setattr(open_line._http, "follow_redirects", followed)
    if followed:
        assert open_line.transcribe(FIELDS, b"fLaC") == WORDS
    else:
        with pytest.raises(errors.ServerMoved):
            open_line.transcribe(FIELDS, b"fLaC")
    assert [a.path for a in firm.pieces][1:] == (["/elsewhere"] if followed else [])


def test_every_trouble_has_a_code_of_its_own() -> None:
    kinds = errors.SpeechServerError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 10
    assert all(kind.code.startswith("speech_server_") for kind in kinds)


def test_a_server_that_recovers_is_asked_again(firm: FirmServer, open_line: Line, waits: list[float]) -> None:
    firm.script = lambda _: (
        (200, {}, WORDS) if len(firm.pieces) == 3 else (503, {"Retry-After": "9999999"}, b"")
    )
    assert open_line.transcribe(FIELDS, b"fLaC") == WORDS
    assert waits == [1.0, 4.0]


def test_nobody_at_that_address_is_away(firm: FirmServer, waits: list[float]) -> None:
    firm.close()
    with pytest.raises(errors.ServerAway):
        Line(firm.url, TOKEN, ca=firm.ca, sleep=waits.append).transcribe(FIELDS, b"fLaC")
    assert waits == [1.0, 4.0]


def test_an_answer_without_an_end_is_not_gathered(firm: FirmServer, open_line: Line) -> None:
    firm.script = lambda _: (200, {}, b" " * (line.LARGEST_ANSWER + 1))
    with pytest.raises(errors.ServerNonsense):
        open_line.transcribe(FIELDS, b"fLaC")


def test_what_is_packed_small_is_not_unpacked(firm: FirmServer, open_line: Line) -> None:
    packed = gzip.compress(bytes(50_000_000))
    firm.script = lambda _: (200, {"Content-Encoding": "gzip"}, packed)
    assert open_line.transcribe(FIELDS, b"fLaC") == packed


def test_an_answer_that_drips_ends_when_its_time_is_over(
    firm: FirmServer, open_line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "ANSWER_SECONDS", 0.4)
    monkeypatch.setattr(line, "WAITS", ())

    def drip(_: Asked) -> Reply:
        for _ in range(100):
            time.sleep(0.1)
            if len(firm.asked) > 1:
                break
        return 200, {}, WORDS

    firm.script = drip
    with pytest.raises(errors.ServerAway):
        open_line.transcribe(FIELDS, b"fLaC")


def test_a_proxy_of_this_computer_hears_nothing(firm: FirmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Line(firm.url, TOKEN, ca=firm.ca).transcribe(FIELDS, b"fLaC") == WORDS


def test_each_piece_is_asked_for_before_it_leaves_and_told_when_it_does(firm: FirmServer) -> None:
    def forbid() -> None:
        raise UsedWrongly("not any more")

    told: list[str] = []
    with pytest.raises(UsedWrongly):
        Line(firm.url, TOKEN, ca=firm.ca, leave=forbid, sent=lambda: told.append("sent")).transcribe(
            FIELDS, b"fLaC"
        )
    assert (firm.asked, told) == ([], [])
    allowed = Line(
        firm.url,
        TOKEN,
        ca=firm.ca,
        leave=lambda: told.append("asked"),
        sent=lambda: told.append("sent"),
        sleep=lambda _: None,
    )
    allowed.models()
    assert told == [], "no sound"
    allowed.transcribe(FIELDS, b"fLaC")
    assert told == ["asked", "sent"]
    firm.close()
    with pytest.raises(errors.ServerAway):
        allowed.transcribe(FIELDS, b"fLaC")
    assert told == ["asked", "sent", "asked", "asked", "asked"], "where nobody listens nothing leaves"


def test_neither_token_nor_words_are_logged_or_said(
    firm: FirmServer, open_line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="agent"):
        open_line.transcribe(FIELDS, b"fLaC")
        firm.script = lambda _: (500, {}, WORDS)
        with pytest.raises(errors.ServerBroken) as refusal:
            open_line.transcribe(FIELDS, b"fLaC")
    for said in (caplog.text, str(refusal.value), repr(refusal.value), repr(open_line)):
        assert TOKEN not in said
        assert "Hale" not in said
