"""`tenth speech-server` and `tenth what-left`: the firm's own speech server, and every door but Clio's."""

from __future__ import annotations

import argparse
import sys

from agent.cli.asked import DONE, Arguments, Asked, Shape, answer, existing, opened, tell
from agent.domain.ids import SourceId
from agent.errors import UsedWrongly
from agent.workflow.services import Services

LARGEST_CA = 200_000  # bytes; an authority's certificate has two thousand
ABOUT = (
    "Without a word: which engine turns sound into words. With --url: use the firm's own server (speaches, vLLM, or any other "
    "with /v1/audio/transcriptions) for calls that begin from now on; its token is asked for here and kept in the keyring. "
    "What it can do is found out with the practice call's first sentence. off: send nothing there any more. "
    "here SOURCE: transcribe one call that waits on this computer instead."
)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    server = verbs.add_parser(
        "speech-server", parents=[common], help="use the firm's own speech server, or not", description=ABOUT
    )
    server.add_argument("deed", nargs="?", choices=("off", "here"))
    server.add_argument("source", nargs="?", metavar="SOURCE", help="here: the call that waits")
    server.add_argument("--url", metavar="URL", help="where it answers: https://speech.firm.example")
    server.add_argument("--model", default="", metavar="NAME", help="when it has more than one")
    server.add_argument("--ca", metavar="FILE", help="the firm's own authority, as PEM")
    server.set_defaults(run=_server)
    left = verbs.add_parser(
        "what-left", parents=[common], help="what went elsewhere than to Clio, and how often"
    )
    left.set_defaults(run=_what_left)


def _server(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        speech = asked.services.speech
        if arguments.deed and arguments.url:
            raise UsedWrongly("say one thing at a time", hint="Either --url, or off, or here SOURCE.")
        if arguments.deed == "off":
            speech.switch_off()
        elif arguments.deed == "here":
            return _here(arguments, asked)
        elif arguments.url:
            ca = _pem(arguments.ca) if arguments.ca else ""
            server = speech.switch_on(arguments.url, _token(), model=arguments.model, ca=ca)
            tell(f"{server.host} answers, with {server.model}.")
        answer(arguments, _shape(asked.services), lambda: _tell(asked.services))
    return DONE


def _here(arguments: Arguments, asked: Asked) -> int:
    if not arguments.source:
        raise UsedWrongly("which call?", hint="Name it: tenth speech-server here SOURCE.")
    source, services = SourceId(arguments.source), asked.services
    services.speech.here_instead(source)
    words = "The rest of its words is made on this computer."
    answer(arguments, {"source": source, "engine": None}, lambda: tell(words))
    return DONE


def _token() -> str:
    """Ask for the token where nobody sees it; from standard input when no terminal is there. It may be empty."""
    if sys.stdin.isatty():
        tell("Token of the speech server (not shown; Enter when it has none):")
        import getpass  # only here: it needs a terminal

        return getpass.getpass("").strip()
    return sys.stdin.readline().strip()


def _pem(path: str) -> str:
    file = existing(path)
    if file.stat().st_size > LARGEST_CA:
        raise UsedWrongly("that file is no certificate", hint="Give the firm's authority as PEM.")
    return file.read_text("utf-8", "replace")


def _shape(services: Services) -> Shape:
    server = services.speech.server
    waiting = [
        {"source": kept.source.id, "code": kept.failure.code if kept.failure else None}
        for kept in services.speech.waiting()
    ]
    if server is None:
        return {"on": False, "waiting": waiting}
    return {
        "on": True,
        "host": server.host,
        "url": server.url,
        "model": server.model,
        "word_times": server.word_times,
        "own_authority": bool(server.ca),
        "since": server.since.isoformat(),
        "waiting": waiting,
    }


def _tell(services: Services) -> None:
    server = services.speech.server
    if server is None:
        tell("Sound becomes words on this computer; no speech server is used.")
    else:
        how = "many turns at once" if server.word_times else "turn by turn"
        tell(f"Speech of calls goes to {server.host} ({server.model}), {how}; silence and pauses stay here.")
    for kept in services.speech.waiting():
        assert kept.failure is not None
        tell(f"{kept.source.id} waits: {kept.failure.message}. {kept.failure.hint}")


def _what_left(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        clio, doors = asked.services.mirror.status().host, asked.services.speech.left()
        shape: Shape = {
            "clio": clio,
            "doors": [
                {
                    "host": door.host,
                    "what": door.what,
                    "first": door.first_at.isoformat(),
                    "last": door.last_at.isoformat(),
                    "count": door.count,
                }
                for door in doors
            ],
        }
        lines = [
            f"{d.host}: {d.what}, {d.count} times from {d.first_at:%d/%m/%Y} to {d.last_at:%d/%m/%Y}"
            for d in doors
        ]
        home = (
            f"Clio ({clio}) has what you confirmed: see `tenth ledger`." if clio else "No Clio is connected."
        )
        answer(arguments, shape, lambda: tell("\n".join([home, *(lines or ["Nothing went anywhere else."])])))
    return DONE
