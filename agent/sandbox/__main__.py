"""Practice Clio as a program: prints one line of JSON when it is ready and serves until it is told to stop."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from agent.sandbox.behaviour import REDIRECT_URI, Behaviour
from agent.sandbox.faults import Kind, read_rule
from agent.sandbox.server import PracticeClio
from agent.sandbox.state import WrongState


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM, Ctrl-C or, if asked, the end of standard input. Returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        clio = _open(options)
    except (WrongState, ValueError) as error:
        sys.stderr.write(f"practice Clio: {error}\n")
        return 2
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    signal.signal(signal.SIGINT, lambda *_: end.set())
    with clio:
        ready = {
            "url": clio.url,
            "client_id": clio.client_id,
            "client_secret": clio.client_secret,
            "control_secret": clio.control_secret,
        }
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        if options.until_stdin_closes:
            threading.Thread(target=_watch_stdin, args=(end,), daemon=True).start()
        end.wait()
    return 0


def _open(options: argparse.Namespace) -> PracticeClio:
    behaviour = Behaviour(
        requests_per_minute=options.requests_per_minute,
        closed_matters_refuse=not options.closed_matters_take_time,
        redirect_uri=options.redirect_uri,
    )
    clio = PracticeClio(
        matters=options.matters,
        seed=options.seed,
        port=options.port,
        state_file=options.state,
        behaviour=behaviour,
    )
    for text in options.misbehave:
        clio.faults.add(read_rule(text))
    return clio


def _watch_stdin(end: threading.Event) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    end.set()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m agent.sandbox",
        description="An invented law firm behind the part of the Clio API that Tenth uses. Nothing in it is real.",
        epilog=f"Misbehaviours: {', '.join(Kind)}.",
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--matters", type=int, default=300, help="how many matters the firm has")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another firm")
    parser.add_argument("--state", type=Path, help="keep what happens in this file, over restarts")
    parser.add_argument("--requests-per-minute", type=int, default=50, help="per access token")
    parser.add_argument("--redirect-uri", default=REDIRECT_URI, help="the app's registered redirect address")
    parser.add_argument("--closed-matters-take-time", action="store_true", help="instead of answering 422")
    parser.add_argument(
        "--misbehave",
        action="append",
        default=[],
        metavar="SPEC",
        help="'KIND METHOD PATH [times=N] [skip=N] [chance=P] [seed=N] [seconds=S] [lag=N]'; may be repeated",
    )
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop when standard input ends")
    return parser


if __name__ == "__main__":
    sys.exit(main())
