"""A speech server over TLS as a firm would run one: the real engine with the practice voice behind OpenAI's API.

`script` takes its place where a test wants another answer: it is given the request, and returns status, headers and body.
"""

from __future__ import annotations

import datetime as dt
import email.parser
import email.policy
import io
import ipaddress
import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from agent import voice
from agent.transcribe import decode
from agent.transcribe.blocks import RATE
from agent.transcribe.turns import Samples, samples_of
from agent.transcribe.whisper import FasterWhisper

MODEL, TOKEN = "practice-voice", "token-of-the-firm"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    token: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    sound: bytes = b""


Reply = tuple[int, dict[str, str], bytes]
Script = Callable[[Asked], Reply | None]


class FirmServer:
    """Answers until it is closed. `words`: whether it says when each word was spoken."""

    def __init__(self, folder: Path, *, words: bool = False, script: Script = lambda _: None) -> None:
        self.words, self.script = words, script
        self.asked: list[Asked] = []
        self._engine: FasterWhisper | None = None
        self._one_at_a_time = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(Asked(self.path, self.headers.get("Authorization", "")))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fields, sound = parts(self.headers["Content-Type"], body)
                self._answer(Asked(self.path, self.headers.get("Authorization", ""), fields, sound))

            def _answer(self, asked: Asked) -> None:
                owner.asked.append(asked)
                status, headers, body = owner.script(asked) or owner.reply(asked)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.ca, context = tls(folder)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"https://{self.host}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True)
        self._thread.start()

    @property
    def pieces(self) -> list[Asked]:
        """The requests that brought sound."""
        return [each for each in self.asked if each.sound]

    def close(self) -> None:
        """Go away."""
        self._server.shutdown()
        self._server.server_close()

    def reply(self, asked: Asked) -> Reply:
        """Answer as the firm's server does."""
        if asked.token != f"Bearer {TOKEN}":
            return 401, {}, b"{}"
        if asked.path == "/v1/models":
            return 200, {}, json.dumps({"object": "list", "data": [{"id": MODEL}]}).encode()
        if asked.path != "/v1/audio/transcriptions" or asked.fields["model"] != [MODEL]:
            return 404, {}, b"{}"
        assert asked.fields["language"] == ["en"]
        assert asked.fields["response_format"] == ["verbose_json"]
        with self._one_at_a_time:
            return 200, {}, json.dumps(self._heard(samples(asked.sound), asked)).encode()

    def _heard(self, sound: Samples, asked: Asked) -> dict[str, object]:
        self._engine = engine = self._engine or FasterWhisper(voice.model_path(), threads=2)
        if not (self.words and "word" in asked.fields["timestamp_granularities[]"]):
            heard = engine.hear(sound, word_times=False)
            return answer(heard.text, len(sound) / RATE, heard.avg_logprob, heard.no_speech_prob)
        texts, words = [], []
        for start, end in turns_in(sound):  # the practice voice hears one turn at a time
            heard = engine.hear(sound[max(0, start - 3200) : end + 3200], word_times=True)
            texts.append(heard.text)
            for word in heard.words:
                at = min(max(0, start - 3200) / RATE + word.middle, len(sound) / RATE)
                words.append({"word": word.text, "start": at, "end": at})
        return {**answer(" ".join(texts), len(sound) / RATE), "words": words}


def turns_in(sound: Samples) -> list[tuple[int, int]]:
    """The turns of a window, which lie close together in it."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(min_silence_duration_ms=200, speech_pad_ms=0)
    return [(span["start"], span["end"]) for span in get_speech_timestamps(sound, options)]


def answer(text: str, seconds: float, logprob: float = -0.1, silence: float = 0.0) -> dict[str, object]:
    """A verbose_json answer with one segment."""
    segment = {
        "id": 0, "start": 0.0, "end": seconds, "text": text, "avg_logprob": logprob, "no_speech_prob": silence,
        "compression_ratio": 1.0, "temperature": 0.0, "tokens": [1, 2], "seek": 0,
    }  # fmt: skip
    return {"task": "transcribe", "language": "en", "duration": seconds, "text": text, "segments": [segment]}


def samples(flac: bytes) -> Samples:
    """The sound of a FLAC file."""
    file = io.BytesIO(flac)
    layout = decode.survey(file, mixed=True, alive=lambda: None)
    return samples_of(b"".join(block.pcm for block in decode.blocks(file, layout)))


def parts(content_type: str, body: bytes) -> tuple[dict[str, list[str]], bytes]:
    """Take a multipart form apart."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    fields: dict[str, list[str]] = {}
    sound = b""
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if name == "file":
            sound = content
        else:
            fields.setdefault(str(name), []).append(content.decode())
    return fields, sound


def tls(folder: Path) -> tuple[str, ssl.SSLContext]:
    """Return an authority as PEM, and what a server on 127.0.0.1 needs that it signed."""
    key, authority = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(
        "the firm's authority", authority, "the firm's authority", authority, is_authority=True
    )
    own = _certificate("speech server", key, "the firm's authority", authority, is_authority=False)
    pair = folder / "speech-server.pem"
    pair.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + own.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return root.public_bytes(serialization.Encoding.PEM).decode(), context


def _certificate(
    who: str,
    key: ec.EllipticCurvePrivateKey,
    by: str,
    signer: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    usage = dict.fromkeys(
        (
            "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_name(who))
        .issuer_name(_name(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_authority, key_cert_sign=is_authority, crl_sign=is_authority, **usage
            ),
            critical=True,
        )
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )


def _name(who: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, who)])
